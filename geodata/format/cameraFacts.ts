import type { CameraKind, CameraState } from '../model/camera.ts'
import { isDeviceCode, plainDeviceCode, readDeviceCode } from './deviceCode.ts'
import { readAngle, readDirection, readMeters } from './osm/measure.ts'

/** What of a camera's row or tags is judged; the rest is text. */
export const cameraFields = ['kind', 'azimuth', 'fieldOfView', 'tilt', 'range', 'height', 'pixels', 'lens', 'deviceCode', 'retention', 'state'] as const
export type CameraField = (typeof cameraFields)[number]
/** Why a value is not as it was typed, as a sentence. */
export type CameraDoubt = { field: CameraField; reason: string }

export type CameraFacts = {
  kind: CameraKind
  azimuthDegrees: number | null
  fieldOfViewDegrees: number | null
  tiltDegrees: number | null
  rangeMeters: number | null
  heightMeters: number | null
  pixels: number | null
  lensMillimeters: number | null
  ownerUnit: string
  deviceCode: string | null
  filingNumber: string
  retentionDays: number | null
  state: CameraState | null
  /** Fields that had a value, and whether it was understood. */
  given: Partial<Record<CameraField, boolean>>
  doubts: CameraDoubt[]
}

const kinds: [RegExp, CameraKind][] = [[/dome|半球|全景|panoram|360|fish.?eye|鱼眼/i, 'dome'], [/ptz|pan|球机|云台|turn|speed/i, 'ptz'], [/fixed|bullet|static|box|枪|固定/i, 'fixed']]
const states: [RegExp, CameraState][] = [[/^(offline|down|离线|掉线|不在线)$/i, 'offline'], [/^(fault|faulty|broken|defect|error|故障|损坏|异常)$/i, 'fault'], [/^(planned|proposed|规划|拟建)$/i, 'planned'], [/^(online|ok|up|normal|active|在线|正常|完好)$/i, 'online']]
/** Pixels across of what sellers call a picture, by its millions. */
const acrossOfMillions: Record<string, number> = { 1: 1280, 1.3: 1280, 2: 1920, 3: 2048, 4: 2560, 5: 2592, 6: 3072, 8: 3840, 12: 4000 }
const acrossOfLines: Record<string, number> = { 720: 1280, 1080: 1920, 1440: 2560, 2160: 3840 }

const within = (value: number | null, least: number, most: number) => (value !== null && value >= least && value <= most ? value : null)
const matching = <Value>(list: readonly [RegExp, Value][], text: string): Value | null => list.find(([words]) => words.test(text))?.[1] ?? null

/** `1920`, `1920x1080`, `1080p`, `4K`, `2 MP`, `200万`. */
function readPixels(text: string): number | null {
  const sides = /^(\d{3,5})\s*[x×*]\s*\d{3,5}$/i.exec(text)
  if (sides) return within(Number(sides[1]), 100, 20_000)
  if (/^4k$/i.test(text)) return 3840
  const lines = /^(\d{3,4})p$/i.exec(text)
  if (lines) return acrossOfLines[lines[1] as string] ?? null
  const millions = /^(\d+(?:\.\d)?)\s*(?:mp|mpx|megapixels?)$/i.exec(text)?.[1] ?? (/^\d+万(?:像素)?$/.test(text) ? String(Number.parseInt(text, 10) / 100) : undefined)
  if (millions !== undefined) return acrossOfMillions[String(Number(millions))] ?? null
  return /^\d{3,5}$/.test(text) ? within(Number(text), 100, 20_000) : null
}

/** `4`, `3.6 mm`; a zoom from-to has no one length. */
const readLens = (text: string): number | null => within(Number(/^(\d+(?:[.,]\d+)?)\s*(?:mm|毫米)?$/i.exec(text)?.[1]?.replace(',', '.') ?? Number.NaN), 0.1, 2_000)
const readDays = (text: string): number | null => within(Number(/^(\d{1,4})\s*(?:d|days?|天|日)?$/i.exec(text)?.[1] ?? Number.NaN), 0, 3_650)
const readTilt = (text: string): number | null => within(Number(/^([+-]?\d+(?:[.,]\d+)?)\s*(?:°|deg|度)?$/.exec(text)?.[1]?.replace(',', '.') ?? Number.NaN), -90, 90)
/** Beyond a whole turn it is no direction but a slip. */
const readAzimuth = (text: string): number | null => (Math.abs(Number.parseFloat(text)) > 360 ? null : readDirection(text))

function readCode(text: string, doubts: CameraDoubt[]): string | null {
  const plain = plainDeviceCode(text)
  if (!isDeviceCode(plain)) return null
  const { code, doubts: odd } = readDeviceCode(plain)
  if (odd.includes('type')) doubts.push({ field: 'deviceCode', reason: `device code ${plain} names a device of type ${code.type}, which is no camera (131, 132)` })
  if (odd.includes('region')) doubts.push({ field: 'deviceCode', reason: `device code ${plain} begins with ${code.region}, which is in no province` })
  return plain
}

const refusal = (field: CameraField, text: string) => {
  const name = { kind: 'kind', azimuth: 'direction', fieldOfView: 'field of view', tilt: 'tilt', range: 'range', height: 'height', pixels: 'picture width', lens: 'focal length', deviceCode: 'device code', retention: 'retention', state: 'state' }[field]
  if (field === 'deviceCode') return /e\+?\d/i.test(text) ? `device code "${text}" was rounded by a spreadsheet and its digits are lost` : `device code "${text}" is not the 20 digits of GB/T 28181`
  return `${name} "${text}" was not understood and ${field === 'kind' ? 'is taken as fixed' : field === 'state' ? 'is taken as online' : 'stays unknown'}`
}

/** A camera's facts as people typed them; `cell` gives the text of a field, empty where there is none. What is not understood stays unknown and is told. */
export function readCameraFacts(cell: (field: CameraField | 'ownerUnit' | 'filing') => string): CameraFacts {
  const given: CameraFacts['given'] = {}
  const doubts: CameraDoubt[] = []
  const read = <Value>(field: CameraField, reader: (text: string) => Value | null): Value | null => {
    const text = cell(field).normalize('NFKC').trim()
    if (!text) return null
    const value = reader(text)
    given[field] = value !== null
    if (value === null) doubts.push({ field, reason: refusal(field, text.slice(0, 60)) })
    return value
  }
  const azimuthDegrees = read('azimuth', readAzimuth)
  if (cell('azimuth').includes(';') && azimuthDegrees !== null) doubts.push({ field: 'azimuth', reason: `direction "${cell('azimuth').slice(0, 60)}" names several; the first was taken` })
  return {
    kind: read('kind', (text) => matching(kinds, text)) ?? 'fixed', azimuthDegrees,
    fieldOfViewDegrees: read('fieldOfView', readAngle), tiltDegrees: read('tilt', readTilt),
    rangeMeters: read('range', (text) => within(readMeters(text), 1, 2_000)), heightMeters: read('height', (text) => within(readMeters(text), 0, 300)),
    pixels: read('pixels', readPixels), lensMillimeters: read('lens', readLens),
    ownerUnit: cell('ownerUnit').trim().slice(0, 100), deviceCode: read('deviceCode', (text) => readCode(text, doubts)), filingNumber: cell('filing').trim().slice(0, 60),
    retentionDays: read('retention', readDays), state: read('state', (text) => matching(states, text)),
    given, doubts,
  }
}
