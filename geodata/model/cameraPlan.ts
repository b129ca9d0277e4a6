import { z } from 'zod'
import { CameraKind } from './camera.ts'
import { Polygon } from './geometry.ts'
import { Id } from './id.ts'

export const CameraPlanState = z.enum(['draft', 'adopted', 'discarded'])
export type CameraPlanState = z.infer<typeof CameraPlanState>
/** What a camera could be hung on: a street light that is known, the corner of a junction, the wall of a building, or a place that somebody drew. */
export const CameraMount = z.enum(['street_light', 'corner', 'facade', 'drawn'])
export type CameraMount = z.infer<typeof CameraMount>

const rowId = z.number().int().min(1).max(2_147_483_647)
const version = z.number().int().min(1).max(2_147_483_647)

/** Where a camera could stand and how it would look. Directions are degrees clockwise from north; null looks all around. EPSG:4326. */
export const CameraPlanSite = z.strictObject({
  mount: CameraMount,
  kind: CameraKind,
  azimuthDegrees: z.number().min(0).lt(360).nullable().default(null),
  fieldOfViewDegrees: z.number().gt(0).max(360),
  rangeMeters: z.number().min(1).max(2_000),
  heightMeters: z.number().min(0).max(300).nullable().default(null),
  pixels: z.number().int().min(100).max(20_000).nullable().default(null),
  /** What it adds to those before it, as a share of all that was asked to be watched. */
  gain: z.number().min(0).max(1e9).default(0),
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  /** What it would see, cut by the buildings of the day on which it was planned. */
  seen: Polygon.nullable().default(null),
})
export type CameraPlanSite = z.infer<typeof CameraPlanSite>

export type CameraPlan = {
  id: string
  areaId: number
  name: string
  note: string
  state: CameraPlanState
  /** The question, and the figures of its answer. */
  origin: Record<string, unknown>
  /** How many cameras it has. */
  sites: number
  adoptedAt: string | null
  adoptedBy: string | null
  createdBy: string
  createdAt: string
  changedAt: string
  version: number
}
/** `cameraId` once adopted. */
export type CameraPlanRecord = { plan: CameraPlan; sites: (CameraPlanSite & { ordinal: number; cameraId: number | null })[] }

/** Lists of plans carry it. */
const MOST_ORIGIN = 20_000
const sites = z.array(CameraPlanSite).max(300)
export const CameraPlanKeep = z.strictObject({
  /** Made by the client, so that it may be sent again. */
  id: Id,
  areaId: rowId,
  name: z.string().trim().min(1).max(100),
  note: z.string().trim().max(2_000).default(''),
  origin: z.record(z.string().max(40), z.unknown()).default({}).refine((origin) => JSON.stringify(origin).length <= MOST_ORIGIN, `expected at most ${MOST_ORIGIN} characters of JSON`),
  sites: sites.default([]),
})
export type CameraPlanKeep = z.infer<typeof CameraPlanKeep>

/** Another version by now is a conflict (409). */
export const CameraPlanDraft = z.strictObject({ version, name: z.string().trim().min(1).max(100).optional(), note: z.string().trim().max(2_000).optional(), sites: sites.optional() })
export type CameraPlanDraft = z.infer<typeof CameraPlanDraft>

/** Adopting or discarding a draft, or taking an adoption back. */
export const CameraPlanStep = z.strictObject({ version })
export type CameraPlanStep = z.infer<typeof CameraPlanStep>
