import { expect, it } from 'vitest'
import { readCameraFacts } from '../../../geodata/format/cameraFacts.ts'
import { isDeviceCode, plainDeviceCode, readDeviceCode } from '../../../geodata/format/deviceCode.ts'
import { cameraOf } from '../../../geodata/format/osm/camera.ts'

const read = (cells: Record<string, string>) => readCameraFacts((field) => cells[field] ?? '')

it.each([
  ['azimuth', 'NW', { azimuthDegrees: 315 }], ['azimuth', '225', { azimuthDegrees: 225 }], ['azimuth', '西南', { azimuthDegrees: 225 }], ['azimuth', '朝北', { azimuthDegrees: 0 }], ['azimuth', 'south-east', { azimuthDegrees: 135 }],
  ['azimuth', '９０°', { azimuthDegrees: 90 }], ['azimuth', '350-10', { azimuthDegrees: 0 }], ['azimuth', '-45', { azimuthDegrees: 315 }],
  ['height', '3 m', { heightMeters: 3 }], ['height', '5m', { heightMeters: 5 }], ['height', '12', { heightMeters: 12 }], ['height', '4.5米', { heightMeters: 4.5 }], ['height', "12'", { heightMeters: expect.closeTo(3.6576, 4) }],
  ['tilt', '45', { tiltDegrees: 45 }], ['tilt', '-10°', { tiltDegrees: -10 }], ['fieldOfView', '90 °', { fieldOfViewDegrees: 90 }],
  ['pixels', '1920x1080', { pixels: 1920 }], ['pixels', '4K', { pixels: 3840 }], ['pixels', '200万', { pixels: 1920 }], ['pixels', '1080P', { pixels: 1920 }], ['pixels', '4 MP', { pixels: 2560 }], ['lens', '3.6mm', { lensMillimeters: 3.6 }],
  ['retention', '30天', { retentionDays: 30 }], ['state', '离线', { state: 'offline' }], ['kind', '球机', { kind: 'ptz' }], ['kind', '半球', { kind: 'dome' }], ['kind', 'panning', { kind: 'ptz' }], ['kind', '枪机', { kind: 'fixed' }], ['range', '60米', { rangeMeters: 60 }],
])('%s "%s" is understood', (field, text, expected) => {
  const facts = read({ [field]: text })
  expect(facts).toMatchObject(expected)
  expect([facts.given, facts.doubts]).toEqual([{ [field]: true }, []])
})

it.each([
  ['azimuth', 'nach unten', 'azimuthDegrees'], ['azimuth', '400', 'azimuthDegrees'], ['azimuth', '0-360', 'azimuthDegrees'], ['fieldOfView', '0', 'fieldOfViewDegrees'], ['fieldOfView', '400', 'fieldOfViewDegrees'], ['range', '6371000', 'rangeMeters'], ['range', '0', 'rangeMeters'],
  ['tilt', '120', 'tiltDegrees'], ['height', 'high', 'heightMeters'], ['lens', '2.8-12mm', 'lensMillimeters'], ['pixels', 'HD', 'pixels'], ['deviceCode', '3.10101E+19', 'deviceCode'], ['deviceCode', '3101010000132000000', 'deviceCode'],
] as const)('%s "%s" stays unknown and is told', (field, text, name) => {
  const facts = read({ [field]: text })
  expect([facts[name], facts.given, facts.doubts.length]).toEqual([null, { [field]: false }, 1])
  expect(facts.doubts[0]?.reason).toContain(`"${text}"`)
})

it('no value is no doubt, and of several directions the first is taken and told', () => {
  expect(read({})).toMatchObject({ kind: 'fixed', azimuthDegrees: null, state: null, given: {}, doubts: [] })
  expect(read({ azimuth: '45;225' })).toMatchObject({ azimuthDegrees: 45, doubts: [{ field: 'azimuth' }] })
})

it('tags of OpenStreetMap: the angle is the tilt, the operator the owner', () => {
  expect(cameraOf({ man_made: 'surveillance', 'camera:type': 'dome', 'camera:direction': 'SSW', 'camera:angle': '60', height: '3 m', operator: 'police' })).toMatchObject({ kind: 'dome', azimuthDegrees: 202.5, tiltDegrees: 60, heightMeters: 3, ownerUnit: 'police' })
})

it('a device code is 20 digits: centre, industry, type, serial (GB/T 28181, rule A)', () => {
  expect(readDeviceCode('31010100001320000007')).toEqual({ code: { region: '310101', unit: '00', industry: '00', type: '132', network: '0', serial: '000007' }, doubts: [] })
  expect(readDeviceCode('99010100001180000000').doubts).toEqual(['region', 'type', 'serial'])
  expect(plainDeviceCode(' 3101 0100-0013 2000 ００07 ')).toBe('31010100001320000007')
  expect([isDeviceCode('3101010000132000000'), isDeviceCode('3101010000132000000a'), isDeviceCode('٣١٠١٠١٠٠٠٠١٣٢٠٠٠٠٠٠٧')]).toEqual([false, false, false])
  expect(() => readDeviceCode('310101')).toThrow('expected 20 digits')
})
