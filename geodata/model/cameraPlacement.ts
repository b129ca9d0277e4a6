import { z } from 'zod'
import { CameraKind } from './camera.ts'
import { CameraMount, type CameraPlanSite } from './cameraPlan.ts'
import { MultiPolygon, type Polygon, Position2D } from './geometry.ts'

const rowId = z.number().int().min(1).max(2_147_483_647)
const share = z.number().min(0).max(1)

/** One kind of camera that may be bought. A camera that turns (ptz) has the field of view of its lens and may look anywhere; a dome sees all around. */
export const CameraOffer = z.strictObject({
  kind: CameraKind,
  fieldOfViewDegrees: z.number().min(5).max(360),
  rangeMeters: z.number().min(5).max(300),
  heightMeters: z.number().min(0).max(300).nullable().default(null),
  pixels: z.number().int().min(100).max(20_000).default(2_560),
  /** In whatever the budget is counted in. */
  price: z.number().min(0).max(1e9).default(1),
  /** How many of this kind at most; null is no limit. */
  most: z.number().int().min(0).max(200).nullable().default(null),
})
export type CameraOffer = z.infer<typeof CameraOffer>

export const standardOffers: readonly CameraOffer[] = [
  { kind: 'fixed', fieldOfViewDegrees: 90, rangeMeters: 40, heightMeters: 4, pixels: 2_560, price: 1, most: null },
  { kind: 'dome', fieldOfViewDegrees: 360, rangeMeters: 25, heightMeters: 4, pixels: 4_000, price: 1.5, most: null },
  { kind: 'ptz', fieldOfViewDegrees: 60, rangeMeters: 80, heightMeters: 6, pixels: 2_560, price: 4, most: null },
]

/** Where the next cameras should stand. */
export const CameraPlacementQuestion = z.strictObject({
  areaId: rowId,
  /** Only the ground of this zone. */
  zoneId: rowId.nullable().default(null),
  mounts: z.array(CameraMount).min(1).max(4).default(['street_light', 'corner', 'facade']),
  /** Places that somebody drew, for mount `drawn`. */
  drawn: z.array(Position2D).max(500).default([]),
  offers: z.array(CameraOffer).min(1).max(6).default(standardOffers.filter(({ kind }) => kind !== 'ptz')),
  count: z.number().int().min(1).max(200).default(5),
  /** What all may cost together; null is no limit. */
  budget: z.number().min(0).max(1e12).nullable().default(null),
  /** Shares of what is to be watched: public ground as it is, ground where incidents happened, ground that no patrol visited. */
  weights: z.strictObject({ ground: share, incidents: share, unvisited: share }).default({ ground: 0.3, incidents: 0.7, unvisited: 0 }),
  /** Incidents and patrols of so many days. */
  days: z.number().int().min(1).max(1_100).default(365),
  /** Hours of the week that count, 0 to 167 from Monday 00:00; null is all. */
  hoursOfWeek: z.array(z.number().int().min(0).max(167)).min(1).max(168).nullable().default(null),
  /** What a square metre of ground of homes that is looked at costs, in mean square metres of public ground. */
  homesCost: z.number().min(0).max(100).default(1),
  /** Mounts that face windows of homes nearer than this are not used; null: they may be. */
  windowMeters: z.number().min(1).max(100).nullable().default(15),
  /** Also asked with other regard for homes, to compare. */
  alternatives: z.number().int().min(1).max(3).default(3),
  seconds: z.number().min(0.2).max(60).default(8),
})
export type CameraPlacementQuestion = z.infer<typeof CameraPlacementQuestion>

/** How good it is: `optimum` is proven the best of its candidates; else no choice is worth more than `bound`. */
export type PlacementProof = 'optimum' | 'solver' | 'relaxation'
export type CameraPlacementFigures = {
  cameras: number
  price: number
  byKind: Record<CameraKind, number>
  /** Shares of all that was to be watched: by those that stand, and by all together; less what it costs in ground of homes, it is at most `bound`. */
  watchedBefore: number
  watched: number
  cost: number
  bound: number
  /** How far it is below the bound at most, as a share of it. */
  gap: number
  proof: PlacementProof
  /** Public ground, in square metres: watched before, watched now, and of that only when a camera turns there. */
  publicBefore: number
  publicWatched: number
  publicTurning: number
  /** Incidents on ground that is watched, of those that lie on public ground. */
  incidentsBefore: number
  incidentsWatched: number
  /** Ground of homes that the new cameras look at. */
  homesSquareMeters: number
}
export type PlacedSite = CameraPlanSite & { seen: Polygon }
/** Which regard for homes: as asked, none, or four times as much and no mount that faces windows. */
export type CameraAlternativeKind = 'asked' | 'homes_free' | 'homes_strict'
export type CameraAlternative = { kind: CameraAlternativeKind; homesCost: number; windowMeters: number | null; sites: PlacedSite[]; figures: CameraPlacementFigures }

export type CameraPlacementAnswer = {
  question: CameraPlacementQuestion
  ground: {
    cellMeters: number
    publicSquareMeters: number
    homesSquareMeters: number
    /** On public ground or within a few metres of it; those left out lie elsewhere. */
    incidents: number
    incidentsLeftOut: number
    mounts: Record<CameraMount, number>
    /** Mount, kind and direction; those that face windows, as asked. */
    candidates: number
    facingWindows: number
    camerasKept: number
  }
  /** As asked first. */
  alternatives: CameraAlternative[]
  notes: { code: string; values?: Record<string, number> }[]
}
export type CameraPlacementStage = 'ground' | 'mounts' | 'views' | 'search'
export type CameraPlacementLine = { progress: number; stage: CameraPlacementStage } | { answer: CameraPlacementAnswer } | { problem: { title: string; status: number; detail: string; errors: { field: string; expected: string; code?: string; values?: Record<string, string | number> }[] } }

/** What cameras are placed over, as the actor sees it. EPSG:4326. */
export type PlacementRows = {
  shape: MultiPolygon
  buildings: { homes: boolean; geometry: { type: string; coordinates: unknown } }[]
  estates: { geometry: { type: string; coordinates: unknown } }[]
  water: { geometry: { type: string; coordinates: unknown } }[]
  streets: { coordinates: [number, number][] }[]
  lights: [number, number][]
  /** What standing cameras see, and whether always. */
  views: { always: boolean; geometry: { type: string; coordinates: unknown } }[]
  camerasKept: number
  /** Standing cameras whose view is not worked out yet. */
  camerasDue: number
  /** Of adopted plans, not standing yet. */
  planned: { kind: CameraKind; azimuthDegrees: number | null; fieldOfViewDegrees: number | null; rangeMeters: number | null; pixels: number | null; lng: number; lat: number }[]
  incidents: [number, number][]
  /** A place in each cell of level 20 in which a patrol was. */
  visited: [number, number][]
}
