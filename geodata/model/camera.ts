import { z } from 'zod'
import { isDeviceCode } from '../format/deviceCode.ts'
import { Id } from './id.ts'

export const CameraKind = z.enum(['fixed', 'ptz', 'dome'])
export type CameraKind = z.infer<typeof CameraKind>
/** `planned`: of an adopted placement, not standing yet. */
export const CameraState = z.enum(['online', 'offline', 'fault', 'planned', 'unknown'])
export type CameraState = z.infer<typeof CameraState>

/** 摄像头: equipment; where it stands and looks, never what it saw. Directions are degrees clockwise from north; `null` is unknown. */
export type Camera = {
  id: number
  areaId: number
  code: string
  name: string
  kind: CameraKind
  azimuthDegrees: number | null
  fieldOfViewDegrees: number | null
  /** Below the horizon is above 0. */
  tiltDegrees: number | null
  rangeMeters: number | null
  heightMeters: number | null
  /** Across the picture. */
  pixels: number | null
  lensMillimeters: number | null
  ownerUnit: string
  estateId: number | null
  /** GB/T 28181, 20 digits. */
  deviceCode: string | null
  filingNumber: string
  retentionDays: number | null
  state: CameraState
  stateSince: string
  heardAt: string | null
  version: number
}

/** A state that ended or lasts (`toAt` null), and what told it: somebody by hand, a gateway, the silence of a gateway, an import. */
export type CameraHistory = { state: CameraState; fromAt: string; toAt: string | null; toldBy: 'hand' | 'gateway' | 'silence' | 'import' | 'revoked'; accountName: { zh: string; en: string } | null; note: string }

/** With what its page shows beside the facts. `samePlace`: others within a metre, as two rows of one camera are. */
export type CameraRecord = {
  camera: Camera & { lng: number; lat: number }
  estate: { id: number; nameZh: string; nameEn: string } | null
  history: CameraHistory[]
  samePlace: { id: number; code: string; name: string; distanceMeters: number }[]
  /** Whether the reader may change it. */
  mayKeep: boolean
}

/** Where a place that was typed comes from; what Chinese map services give is converted. */
export const Datum = z.enum(['WGS84', 'GCJ-02', 'BD-09'])
export type Datum = z.infer<typeof Datum>

const between = (least: number, most: number, unit: string) => z.number({ error: `expected a number of ${unit}, or null where it is not known` }).min(least, `expected ${unit} from ${least} to ${most}`).max(most, `expected ${unit} from ${least} to ${most}`).nullable()
const line = (most: number) => z.string().trim().max(most, `expected at most ${most} characters`).regex(/^[^\0]*$/, 'expected text')

const facts = {
  code: line(60).min(1, 'expected a code of 1 to 60 characters'),
  name: line(200),
  kind: CameraKind,
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  azimuthDegrees: between(0, 360, 'degrees clockwise from north').transform((degrees) => degrees && degrees % 360),
  fieldOfViewDegrees: between(0.1, 360, 'degrees'),
  tiltDegrees: between(-90, 90, 'degrees below the horizon'),
  rangeMeters: between(1, 2_000, 'metres'),
  heightMeters: between(0, 300, 'metres'),
  pixels: between(100, 20_000, 'pixels across the picture').refine((pixels) => pixels === null || Number.isInteger(pixels), 'expected a whole number of pixels'),
  lensMillimeters: between(0.1, 2_000, 'millimetres'),
  ownerUnit: line(100),
  /** Unset: the estate that it stands in. */
  estateId: z.int().min(1).max(2_147_483_647).nullable(),
  deviceCode: z.string().max(60).refine(isDeviceCode, 'expected the 20 digits of GB/T 28181').nullable(),
  filingNumber: line(60),
  retentionDays: between(0, 3_650, 'days').refine((days) => days === null || Number.isInteger(days), 'expected a whole number of days'),
  state: CameraState,
}
const optional = Object.fromEntries(Object.entries(facts).map(([name, schema]) => [name, schema.optional()])) as { [Name in keyof typeof facts]: z.ZodOptional<(typeof facts)[Name]> }
const more = { datum: Datum.optional(), /** Why its state is what it is. */ note: line(500).optional() }
/** The place is one: a longitude without a latitude is refused. */
const wholePlace = { check: ({ lng, lat }: { lng?: number | undefined; lat?: number | undefined }) => (lng === undefined) === (lat === undefined), error: { error: 'expected lng and lat together', path: ['lat'] } }

/** A new camera. `id` is made by whoever may have to retry: the same again answers the camera as it is. */
export const CameraKeep = z.strictObject({ ...optional, ...more, id: Id, code: facts.code, kind: facts.kind, lng: facts.lng, lat: facts.lat })
export type CameraKeep = z.infer<typeof CameraKeep>
/** What is given is changed, null is unknown; `version` is the one that was seen. */
export const CameraChange = z.strictObject({ ...optional, ...more, version: z.int().min(1) }).refine(wholePlace.check, wholePlace.error)
export type CameraChange = z.infer<typeof CameraChange>

/** What was taken for want of better, and is shown as assumed. */
export const CameraAssumed = z.enum(['direction', 'fieldOfView', 'range', 'pixels'])
export type CameraAssumed = z.infer<typeof CameraAssumed>
/** What at least 25 (detect) or 62.5 (observe) pixels per metre fall on (IEC 62676-4). */
export const CameraBand = z.enum(['detect', 'observe'])
export type CameraBand = z.infer<typeof CameraBand>

/** What was made of a camera; null while its first view is being worked out. `due`: it, or a building near it, changed since, and that is being worked out. */
export type CameraSightState = {
  id: number
  due: boolean
  sight: { assumed: CameraAssumed[]; moved: 'wall' | 'inside' | null; walledIn: boolean; always: boolean; computedAt: string; detectSquareMeters: number; observeSquareMeters: number } | null
}
