import { z } from 'zod'
import type { CameraKind, CameraState } from './camera.ts'
import { Id } from './id.ts'
import type { Instant } from './time.ts'

const seconds = z.number().int().min(3).max(3_600)
const rowId = z.number().int().min(1).max(2_147_483_647)
const name = z.string().trim().min(1).max(100)

/** `timed`: goes on by itself; `manual`: by hand. */
export const TourMode = z.enum(['timed', 'manual'])
export type TourMode = z.infer<typeof TourMode>
/** 1 is looked through first. */
export const TourPriority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
const stop = z.strictObject({ cameraId: rowId, /** null: as long as the tour says. */ dwellSeconds: seconds.nullable().default(null) })
const stops = z.array(stop).min(1).max(500)

export const CameraTourNew = z.strictObject({ id: Id, areaId: rowId, name, priority: TourPriority.default(2), mode: TourMode, dwellSeconds: seconds.default(15), stops })
export type CameraTourNew = z.infer<typeof CameraTourNew>
/** What is named changes; stops are given whole. */
export const CameraTourChange = z.strictObject({
  version: z.number().int().min(1), name: name.optional(), priority: TourPriority.optional(), mode: TourMode.optional(), dwellSeconds: seconds.optional(), stops: stops.optional(), retired: z.boolean().optional(),
})
export type CameraTourChange = z.infer<typeof CameraTourChange>

export type CameraTourStop = {
  cameraId: number
  dwellSeconds: number | null
  code: string
  name: string
  kind: CameraKind
  state: CameraState
  azimuthDegrees: number | null
  lng: number
  lat: number
  /** Whether there is anything to show. */
  hasStream: boolean
  hasSnapshot: boolean
  /** By anybody; null: never. */
  lookedAt: Instant | null
}
/** 鼠标巡逻: cameras in the order in which they are looked at. */
export type CameraTour = {
  id: Id
  areaId: number
  name: string
  priority: z.infer<typeof TourPriority>
  mode: TourMode
  dwellSeconds: number
  retiredAt: Instant | null
  version: number
  stops: CameraTourStop[]
}

/** Why somebody looks is written down before a picture is fetched. */
export const CameraLookNew = z.strictObject({ id: Id, cameraId: rowId, tourId: Id.nullable().default(null), reason: z.string().trim().min(1).max(200) })
export type CameraLookNew = z.infer<typeof CameraLookNew>
export type CameraLook = {
  id: Id
  cameraId: number
  cameraCode: string
  cameraName: string
  accountId: string
  accountName: { zh: string; en: string }
  tourId: Id | null
  tourName: string | null
  reason: string
  fromAt: Instant
  /** When a picture was last fetched by it, or it was ended; null: none was. */
  toAt: Instant | null
  incidentId: Id | null
}

const address = z.string().trim().min(1).max(500)
/** Addresses of a camera. What is not named stays; null takes it away. A new address without credentials loses those of the old one. */
export const CameraStreamChange = z.strictObject({
  version: z.number().int().min(0),
  streamUrl: address.nullable().optional(),
  snapshotUrl: address.nullable().optional(),
  /** `user:password`; sealed, and never given out again. */
  credentials: z.string().min(3).max(200).regex(/^[^:\s]+:.+$/, 'expected user:password').nullable().optional(),
})
export type CameraStreamChange = z.infer<typeof CameraStreamChange>

/** What may be told of the addresses of a camera. */
export type CameraStreamFacts = {
  hasStream: boolean
  hasSnapshot: boolean
  hasCredentials: boolean
  /** Scheme, host and port, to those who keep the register; the rest may carry keys and is told to nobody. */
  streamUrl: string | null
  snapshotUrl: string | null
  mayChange: boolean
  /** 0: nothing was ever entered. */
  version: number
}
