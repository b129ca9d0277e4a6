import { isDeviceCode, plainDeviceCode } from '../../../geodata/format/deviceCode.ts'
import type { CameraKind, CameraRecord, CameraState, Datum } from '../../../geodata/model/camera.ts'
import type { CameraWish } from './useCameraSave.ts'

/** Numbers of the form with what the register takes (geodata/model/camera.ts); a test compares them. */
export const cameraNumbers = {
  azimuthDegrees: { text: 'azimuth', least: 0, most: 360, unit: 'degrees' }, fieldOfViewDegrees: { text: 'fieldOfView', least: 0.1, most: 360, unit: 'degrees' }, tiltDegrees: { text: 'tilt', least: -90, most: 90, unit: 'degrees' },
  rangeMeters: { text: 'range', least: 1, most: 2_000, unit: 'meters' }, heightMeters: { text: 'height', least: 0, most: 300, unit: 'meters' }, pixels: { text: 'pixels', least: 100, most: 20_000, unit: 'pixels' },
  lensMillimeters: { text: 'lens', least: 0.1, most: 2_000, unit: 'millimeters' }, retentionDays: { text: 'retention', least: 0, most: 3_650, unit: 'days' },
} as const
export type CameraNumber = keyof typeof cameraNumbers
const wholes: readonly CameraNumber[] = ['pixels', 'retentionDays']

/** A form as it is typed: numbers are text until they are sent. */
export type CameraDraft = { code: string; name: string; kind: CameraKind; state: CameraState; note: string; lng: string; lat: string; datum: Datum; ownerUnit: string; deviceCode: string; filingNumber: string } & Record<CameraNumber, string>

const numberNames = Object.keys(cameraNumbers) as CameraNumber[]
const typed = (value: number | null) => (value === null ? '' : String(Number(value.toFixed(3))))

export function draftOf(from: { record: CameraRecord } | { at: { lng: number; lat: number } }): CameraDraft {
  const known = 'record' in from ? from.record.camera : null
  const { lng, lat } = 'record' in from ? from.record.camera : from.at
  const numbers = Object.fromEntries(numberNames.map((name) => [name, typed(known?.[name] ?? null)])) as Record<CameraNumber, string>
  return {
    code: known?.code ?? '', name: known?.name ?? '', kind: known?.kind ?? 'fixed', state: known?.state ?? 'online', note: '', lng: lng.toFixed(7), lat: lat.toFixed(7), datum: 'WGS84',
    ownerUnit: known?.ownerUnit ?? '', deviceCode: known?.deviceCode ?? '', filingNumber: known?.filingNumber ?? '', ...numbers,
  }
}

/** Empty is unknown; not a number is NaN. */
const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text.trim().replace(',', '.')))

type CameraFault = { field: CameraNumber; fault: 'number' } | { field: 'deviceCode'; fault: 'deviceCode' } | { field: 'code'; fault: 'code' } | { field: 'lng'; fault: 'place' }

/** What stands in the way of sending it. */
export function faultsOf(draft: CameraDraft): CameraFault[] {
  const numbers = numberNames.filter((name) => {
    const value = numberOf(draft[name])
    const { least, most } = cameraNumbers[name]
    return value !== null && !(value >= least && value <= most && (!wholes.includes(name) || Number.isInteger(value)))
  })
  const [lng, lat] = [numberOf(draft.lng), numberOf(draft.lat)]
  const placed = lng !== null && lat !== null && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
  const code = plainDeviceCode(draft.deviceCode)
  return [
    ...(draft.code.trim() === '' ? [{ field: 'code' as const, fault: 'code' as const }] : []), ...(placed ? [] : [{ field: 'lng' as const, fault: 'place' as const }]),
    ...numbers.map((field) => ({ field, fault: 'number' as const })), ...(code === '' || isDeviceCode(code) ? [] : [{ field: 'deviceCode' as const, fault: 'deviceCode' as const }]),
  ]
}

/** The whole draft as the register takes it. */
function wholeOf({ note, datum, lng, lat, deviceCode, ...draft }: CameraDraft) {
  const numbers = Object.fromEntries(numberNames.map((name) => [name, numberOf(draft[name])])) as Record<CameraNumber, number | null>
  return {
    code: draft.code.trim(), name: draft.name.trim(), kind: draft.kind, state: draft.state, ownerUnit: draft.ownerUnit.trim(), filingNumber: draft.filingNumber.trim(), deviceCode: plainDeviceCode(deviceCode) || null,
    lng: Number(lng), lat: Number(lat), ...numbers, ...(datum === 'WGS84' ? {} : { datum }), ...(note.trim() ? { note: note.trim() } : {}),
  }
}

/** All of it, for a camera that is new. */
export const keepOf = (draft: CameraDraft, id: string) => ({ id, ...wholeOf(draft) })

/** Only what differs from the camera as it was opened, so that nothing else is written over. */
export function changeOf(draft: CameraDraft, record: CameraRecord): CameraWish {
  const before = draftOf({ record })
  const whole = wholeOf(draft)
  const differs = (name: keyof CameraDraft) => draft[name].trim() !== before[name].trim()
  const fields = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== 'lng' && name !== 'lat' && name !== 'datum' && name !== 'note' && differs(name as keyof CameraDraft)))
  const moved = differs('lng') || differs('lat') || draft.datum !== 'WGS84'
  return { ...fields, ...(moved ? { lng: whole.lng, lat: whole.lat, ...(whole.datum ? { datum: whole.datum } : {}) } : {}), ...(whole.note && differs('state') ? { note: whole.note } : {}) }
}
