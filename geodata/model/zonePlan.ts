import { z } from 'zod'
import { MultiPolygon } from './geometry.ts'
import type { StreetClass } from './ground.ts'
import { Id } from './id.ts'
import { Day } from './time.ts'
import { householdBounds } from './zone.ts'

export const ZonePlanState = z.enum(['draft', 'scheduled', 'adopted', 'discarded'])
export type ZonePlanState = z.infer<typeof ZonePlanState>

const rowId = z.number().int().min(1).max(2_147_483_647)

/** A zone of a plan. Shapes of one plan share their borders vertex by vertex. EPSG:4326. */
export const PlanZone = z.strictObject({
  key: Id,
  /** The zone of today that goes on in it; null is a new one. */
  zoneId: rowId.nullable().default(null),
  /** null: the next serial of the scheme, given at adoption from north-west to south-east. */
  code: z.string().regex(/^[0-9A-Za-z.-]{1,32}$/).nullable().default(null),
  nameZh: z.string().trim().max(60).default(''),
  nameEn: z.string().trim().max(60).default(''),
  /** Kept as it is by a design. */
  locked: z.boolean().default(false),
  geometry: MultiPolygon,
})
export type PlanZone = z.infer<typeof PlanZone>

/** What is wrong with a plan, told where it is. `blocks` keeps it from being adopted. */
export const PlanProblemKind = z.enum([
  'gap', 'overlap', 'outside', 'invalid_shape', 'sliver', 'in_pieces', 'empty_zone',
  'homeless_building', 'split_building', 'split_estate', 'too_few', 'too_many', 'bad_code', 'double_code',
])
export type PlanProblemKind = z.infer<typeof PlanProblemKind>
export type PlanProblem = {
  kind: PlanProblemKind
  blocks: boolean
  zoneKeys: string[]
  buildingIds: number[]
  /** Of the zone where households are the matter, of the ground where it is the ground. */
  households: number | null
  squareMeters: number | null
  /** Where to look, [lng, lat]. */
  at: [number, number] | null
  /** The ground itself, where it can be drawn. */
  geometry: MultiPolygon | null
}

export type ZonePlan = {
  id: string
  areaId: number
  name: string
  note: string
  state: ZonePlanState
  origin: Record<string, unknown>
  adoptOn: string | null
  adoptedAt: string | null
  /** Why it did not come true on its day and is a draft again. */
  refusal: string | null
  createdBy: string
  createdAt: string
  changedAt: string
  version: number
}
export type ZonePlanRecord = { plan: ZonePlan; zones: PlanZone[] }

/** Lists of plans carry it. */
const MOST_ORIGIN = 20_000
export const ZonePlanKeep = z.strictObject({
  /** Made by the client, so that it may be sent again. */
  id: Id,
  areaId: rowId,
  name: z.string().trim().min(1).max(100),
  note: z.string().trim().max(2_000).default(''),
  origin: z.record(z.string().max(40), z.unknown()).default({}).refine((origin) => JSON.stringify(origin).length <= MOST_ORIGIN, `expected at most ${MOST_ORIGIN} characters of JSON`),
  /** Empty: the zones of today. */
  zones: z.array(PlanZone).max(600).default([]),
})
export type ZonePlanKeep = z.infer<typeof ZonePlanKeep>

/** The whole draft as it stands on the desk; another version by now is a conflict (409). */
export const ZonePlanDraft = z.strictObject({
  version: z.number().int().min(1),
  name: z.string().trim().min(1).max(100).optional(),
  note: z.string().trim().max(2_000).optional(),
  zones: z.array(PlanZone).max(600).optional(),
})
export type ZonePlanDraft = z.infer<typeof ZonePlanDraft>

/** Adoption on a day of the area's own clock, today or later: at its beginning the zones change. */
export const ZonePlanAdoption = z.strictObject({ version: z.number().int().min(1), on: Day })
export type ZonePlanAdoption = z.infer<typeof ZonePlanAdoption>

/** Withdrawing a plan that waits for its day, or discarding a draft. */
export const ZonePlanStep = z.strictObject({ version: z.number().int().min(1) })
export type ZonePlanStep = z.infer<typeof ZonePlanStep>

/** A zone on one side of a comparison. Incidents are those of the last 90 days without voices; null where few are not shown. */
export type ComparedZone = { households: number; buildings: number; squareMeters: number; incidents: number | null; posts: { kind: string; holder: string | null; holderEn: string | null }[] }
/** One zone before and after: `ended` has no draft, `new` no today. Posts of a new zone are the vacancies that it will have. */
export type ZonePlanRow = { zoneId: number | null; key: string | null; code: string; nameZh: string; nameEn: string; change: 'same' | 'changed' | 'new' | 'ended'; today: ComparedZone | null; draft: ComparedZone | null }
export type ZonePlanComparison = {
  plan: ZonePlan
  /** The day whose zones stand as `today`: that of the question, or the one before an adopted plan came true. */
  day: string
  rows: ZonePlanRow[]
  /** What goes from where to where; a side is null where there is no zone. Largest first. */
  moves: { fromZoneId: number | null; toKey: string | null; buildings: number; households: number }[]
  /** Zones of `day` as they are drawn beside the plan. */
  before: { id: number; code: string; households: number; geometry: MultiPolygon }[]
  /** Buildings whose zone is another than today. */
  moved: { id: number; households: number; fromZoneId: number | null; toKey: string | null }[]
  totals: { households: number; householdsMoved: number; buildingsMoved: number; zonesToday: number; zonesDraft: number }
}

/** A day on which zones changed or will, and the plans that made them. */
export type PlanDay = { day: string; areaIds: number[]; plans: { id: string; name: string; state: 'scheduled' | 'adopted' }[] }

/** What people agree not to cross: classes of streets, rail, water, walls. */
export const BarrierKind = z.enum(['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'rail', 'water', 'wall'])
export type BarrierKind = z.infer<typeof BarrierKind>
export const defaultBarriers: readonly BarrierKind[] = ['motorway', 'trunk', 'primary', 'rail', 'water']

const weight = z.number().min(0).max(1)
/** A question to the designer of zones. */
export const ZoneDesignQuestion = z.strictObject({
  areaId: rowId,
  barriers: z.array(BarrierKind).max(8).default([...defaultBarriers]),
  bounds: z.strictObject({ min: z.number().int().min(0).max(100_000), max: z.number().int().min(1).max(100_000) }).default({ ...householdBounds }),
  /** How many zones; null: as many as balance best within the bounds. */
  zones: z.number().int().min(1).max(600).nullable().default(null),
  /** Shares of what is balanced; households alone unless said otherwise. Bounds are always on households. */
  weights: z.strictObject({ households: weight, incidents: weight, shops: weight, area: weight }).default({ households: 1, incidents: 0, shops: 0, area: 0 }),
  /** Zones of today (or of `planId`) that stay as they are. */
  lockedZoneIds: z.array(rowId).max(600).default([]),
  /** `new`: from the ground alone. `least_change`: from the zones of today, moving as few households as can be. */
  mode: z.enum(['new', 'least_change']).default('new'),
  /** least_change: only what it takes to mend this zone. */
  fixZoneId: rowId.nullable().default(null),
  /** Ground that barriers cut off with too few households for a zone is joined to a neighbour over the weakest of them instead of refused. */
  joinIslands: z.boolean().default(false),
  alternatives: z.number().int().min(1).max(6).default(3),
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
  seconds: z.number().min(0.2).max(120).default(10),
})
export type ZoneDesignQuestion = z.infer<typeof ZoneDesignQuestion>

export type DesignedZone = {
  /** Place in the alternative, from north-west to south-east. */
  serial: number
  households: number
  /** What was balanced, as a share of the mean: 1 is the mean. */
  load: number
  buildings: number
  squareMeters: number
  /** Polsby-Popper: 4 pi area / perimeter squared; 1 is a circle. */
  compactness: number
  keepsZoneId: number | null
  buildingIds: number[]
  geometry: MultiPolygon
}
export type ZoneFiguresOfPlan = {
  zones: number
  minHouseholds: number
  maxHouseholds: number
  /** Largest distance from the mean load, as a share of the mean. */
  deviation: number
  compactness: number
  barrierCrossings: number
  cutEstates: number
  /** Households whose zone is another than today; null where there are no zones today. */
  householdsMoved: number | null
  withinBounds: boolean
  contiguous: boolean
}
export type ZoneAlternative = { seed: number; figures: ZoneFiguresOfPlan; zones: DesignedZone[] }
export type ZoneDesignAnswer = {
  question: ZoneDesignQuestion
  ground: { buildings: number; households: number; estimatedHouseholds: number; units: number; estates: number; islands: number }
  /** Best first; for least_change from fewest households moved to best balance. */
  alternatives: ZoneAlternative[]
  /** No plan of this ground can do better: a proven bound on the deviation, and the gap of the best alternative to it. */
  bound: { deviation: number; gap: number; method: string } | null
  problems: PlanProblem[]
  notes: { code: string; values?: Record<string, string | number> }[]
}
export type ZoneDesignStage = 'ground' | 'units' | 'search' | 'outlines'
export type ZoneDesignLine = { progress: number; stage: ZoneDesignStage } | { answer: ZoneDesignAnswer } | { problem: { title: string; status: number; detail: string; errors: { field: string; expected: string; code?: string; values?: Record<string, string | number> }[] } }

/** What a plan is drawn over: the ground of an area, for the editor and the designer. EPSG:4326. */
export type PlanBuilding = { id: number; estateId: number | null; zoneId: number | null; use: string; households: number; estimated: boolean; incidents: number; shops: number; at: [number, number]; geometry: { type: string; coordinates: unknown } }
export type PlanStreet = { id: number; class: StreetClass; bridge: boolean; geometry: { type: 'LineString'; coordinates: [number, number][] } }
export type PlanWall = { id: number; geometry: { type: 'LineString'; coordinates: [number, number][] } | { type: 'MultiLineString'; coordinates: [number, number][][] } }
export type PlanGround = {
  area: { id: number; code: string; nameZh: string; nameEn: string; geometry: MultiPolygon }
  buildings: PlanBuilding[]
  estates: { id: number; nameZh: string; nameEn: string; households: number; geometry: { type: string; coordinates: unknown } }[]
  streets: PlanStreet[]
  water: MultiPolygon[]
  walls: PlanWall[]
  /** The zones of today. */
  zones: { id: number; code: string; nameZh: string; nameEn: string; households: number; geometry: MultiPolygon }[]
}
