import { z } from 'zod'
import { Position2D } from './geometry.ts'
import { Id } from './id.ts'
import { Instant } from './time.ts'

const rowId = z.number().int().min(1).max(2_147_483_647)
const version = z.number().int().min(1).max(2_147_483_647)
const minutes = z.number().int().min(0).max(240)
const isOrdered = ({ from, to }: { from: string; to: string }) => Date.parse(from) < Date.parse(to)
const afterFrom = { path: ['to'], message: 'expected a time after from' }
/** From the first start to the last end. */
const mostHours = 48
/** A round may end late, but not years later: where teams stand is looked at for as long as it lasts. */
const mostRoundHours = 72

export const Vehicle = z.enum(['foot', 'bicycle', 'car'])
export type Vehicle = z.infer<typeof Vehicle>

/** 必到点: a place that a patrol must reach. `openFrom` and `openTo` are times of the area's own clock, HH:MM; the end may lie past midnight. */
export type Checkpoint = { id: string; areaId: number; name: string; kind: 'place' | 'indoor' | 'stairs'; dwellMinutes: number; openFrom: string | null; openTo: string | null; lng: number; lat: number; retiredAt: string | null; version: number }

/** A team as a plan uses it: on duty in [from, to), from `start` to `end` (null: wherever the last stop is). A break of so many minutes begins within its window. */
export const PatrolTeam = z.strictObject({
  teamId: rowId,
  vehicle: Vehicle,
  /** On the way, not at stops. */
  speedMetersPerSecond: z.number().min(0.3).max(30),
  from: Instant,
  to: Instant,
  start: Position2D,
  end: Position2D.nullable().default(null),
  breaks: z.array(z.strictObject({ from: Instant, to: Instant, minutes }).refine(isOrdered, afterFrom)).max(4).default([]),
}).refine(isOrdered, afterFrom)
export type PatrolTeam = z.infer<typeof PatrolTeam>

/** A hotspot that was chosen: kept ones by their id, or a place that was pointed at. Visits of `dwellMinutes`, again after about `revisitMinutes`, at most `mostVisits` of them. */
export const PatrolHotspot = z.strictObject({
  hotspotId: Id.nullable().default(null),
  name: z.string().trim().min(1).max(100),
  place: Position2D,
  dwellMinutes: minutes.default(12),
  revisitMinutes: z.number().int().min(15).max(1_440).default(120),
  mostVisits: z.number().int().min(1).max(12).default(2),
  /** What a visit is worth beside those of other hotspots, for one expected incident or its like. */
  worth: z.number().min(0).max(1_000_000).default(1),
})
export type PatrolHotspot = z.infer<typeof PatrolHotspot>

/** A checkpoint as a plan uses it: reached within one of the windows, or at any time on duty where there are none. */
export const PatrolCheckpoint = z.strictObject({ checkpointId: Id.nullable().default(null), name: z.string().trim().min(1).max(100), place: Position2D, dwellMinutes: minutes.default(3), windows: z.array(z.strictObject({ from: Instant, to: Instant }).refine(isOrdered, afterFrom)).max(6).default([]) })
export type PatrolCheckpoint = z.infer<typeof PatrolCheckpoint>

/** What to find rounds for. The same question with the same seed and rounds of search gives the same plan. EPSG:4326. */
export const PatrolQuestion = z.strictObject({
  areaId: rowId,
  teams: z.array(PatrolTeam).min(1).max(40)
    .refine((teams) => new Set(teams.map(({ teamId }) => teamId)).size === teams.length, 'expected each team once')
    .refine((teams) => Math.max(...teams.map(({ to }) => Date.parse(to))) - Math.min(...teams.map(({ from }) => Date.parse(from))) <= mostHours * 3_600_000, `expected at most ${mostHours} hours from the first start to the last end`),
  hotspots: z.array(PatrolHotspot).max(150).default([]),
  checkpoints: z.array(PatrolCheckpoint).max(150).default([]),
  seed: z.number().int().min(0).max(2_147_483_647).default(1),
  /** 0: always the best found; 1: orders and times vary freely within what it may cost (`slackShare` of the last finish). */
  variation: z.number().min(0).max(1).default(0.5),
  slackShare: z.number().min(0).max(0.5).default(0.05),
  seconds: z.number().min(0.1).max(120).default(8),
})
export type PatrolQuestion = z.infer<typeof PatrolQuestion>

/** A stop of a route. `hotspot` and `checkpoint` are places in the lists of the question. */
export const PatrolStop = z.strictObject({
  id: Id,
  kind: z.enum(['start', 'hotspot', 'checkpoint', 'break', 'end']),
  name: z.string().max(100),
  hotspot: z.number().int().min(0).max(149).nullable().default(null),
  checkpoint: z.number().int().min(0).max(149).nullable().default(null),
  hotspotId: Id.nullable().default(null),
  checkpointId: Id.nullable().default(null),
  place: Position2D,
  arrivesAt: Instant,
  leavesAt: Instant,
  locked: z.boolean().default(false),
}).refine(({ arrivesAt, leavesAt }) => Date.parse(arrivesAt) <= Date.parse(leavesAt), { path: ['leavesAt'], message: 'expected a time that is not before arrivesAt' })
export type PatrolStop = z.infer<typeof PatrolStop>

export const PatrolRoute = z.strictObject({
  id: Id,
  teamId: rowId,
  startsAt: Instant,
  endsAt: Instant,
  meters: z.number().min(0).max(1_000_000),
  stops: z.array(PatrolStop).min(1).max(200),
  /** On the streets, start to end; null for a team that stays where it is. */
  line: z.array(Position2D).min(2).max(20_000).nullable().default(null),
}).refine(({ startsAt, endsAt }) => Date.parse(startsAt) <= Date.parse(endsAt), { path: ['endsAt'], message: 'expected a time that is not before startsAt' })
  .refine(({ startsAt, endsAt }) => Date.parse(endsAt) - Date.parse(startsAt) <= mostRoundHours * 3_600_000, { path: ['endsAt'], message: `expected at most ${mostRoundHours} hours from startsAt` })
export type PatrolRoute = z.infer<typeof PatrolRoute>

export type LeftOut = { kind: 'hotspot' | 'checkpoint'; index: number; name: string; reason: 'unreachable' | 'no_time' | 'window' | 'worth_less' }
/** Seconds from the first start. `predictability`: 0 nobody could know, 1 the same every night (geodata/patrol says how it is told). */
export type PatrolFigures = { lastFinishSeconds: number; totalSeconds: number; walkedMeters: number; visits: number; visitsWanted: number; reward: number; rewardWanted: number; predictability: number | null; leftOut: LeftOut[]; notes: string[] }

/** What should be known about the ground of a plan. `field` names the place in the question; `meters` from its street; `count` of gates, or of opening hours that nobody could read. */
export type PatrolWarning = { code: 'no_streets' | 'off_streets' | 'cut_off' | 'far_from_street' | 'gates_closed' | 'hours_unread'; field: string; name: string; meters: number | null; count?: number }

export const PatrolPlanState = z.enum(['draft', 'published', 'withdrawn', 'discarded'])
export type PatrolPlanState = z.infer<typeof PatrolPlanState>
export type PatrolPlan = { id: string; areaId: number; name: string; note: string; from: string; to: string; state: PatrolPlanState; routes: number; publishedAt: string | null; publishedBy: string | null; createdBy: string; createdAt: string; changedAt: string; version: number }
export type PatrolPlanRecord = { plan: PatrolPlan; question: PatrolQuestion; figures: PatrolFigures; routes: PatrolRoute[] }

/** A new draft, or a draft as it is now. The id is made by the client, so that it may be sent again. */
export const PatrolPlanKeep = z.strictObject({ id: Id, areaId: rowId, name: z.string().trim().min(1).max(100), note: z.string().max(2_000).default(''), question: PatrolQuestion, figures: z.record(z.string(), z.unknown()), routes: z.array(PatrolRoute).max(40) })
export type PatrolPlanKeep = z.infer<typeof PatrolPlanKeep>
/** Another version by now is a conflict (409). */
export const PatrolPlanChange = z.strictObject({ version, name: PatrolPlanKeep.shape.name.optional(), note: z.string().max(2_000).optional(), question: PatrolQuestion.optional(), figures: z.record(z.string(), z.unknown()).optional(), routes: PatrolPlanKeep.shape.routes.optional() })
export type PatrolPlanChange = z.infer<typeof PatrolPlanChange>
/** Publishing, withdrawing, giving up or restoring a plan. */
export const PatrolPlanStep = z.strictObject({ version })
export type PatrolPlanStep = z.infer<typeof PatrolPlanStep>

/** 签到: what a team says from where it is. Made by the phone, so that it may be sent again after hours without a network. */
export const CheckIn = z.strictObject({
  id: Id,
  teamId: rowId,
  kind: z.enum(['arrive', 'leave', 'indoor', 'stairs', 'skip']),
  at: Instant,
  stopId: Id.nullable().default(null),
  checkpointId: Id.nullable().default(null),
  hotspotId: Id.nullable().default(null),
  note: z.string().trim().max(500).default(''),
  place: Position2D.nullable().default(null),
})
export type CheckIn = z.infer<typeof CheckIn>

/** Each row is judged by itself: one that cannot be read does not cost the others. */
export const CheckInBatch = z.strictObject({ checkIns: z.array(z.unknown()).min(1).max(500) })

/** Why a check-in was not taken; `unreadable` names the field. */
export type CheckInRefusal = 'unreadable' | 'team' | 'clock_ahead' | 'clock_behind' | 'shift' | 'taken'
/** What was kept although the plan had changed meanwhile. */
export type CheckInRemark = 'stop_gone' | 'stop_moved' | 'plan_withdrawn'
export type CheckInsTaken = { kept: string[]; again: string[]; remarks: { id: string; code: CheckInRemark }[]; refused: { index: number; id: string | null; code: CheckInRefusal; field: string; reason: string }[] }
/** A check-in as it is read again. */
export type CheckInRow = { id: string; areaId: number; teamId: number; stopId: string | null; checkpointId: string | null; hotspotId: string | null; kind: CheckIn['kind']; at: string; receivedAt: string; note: string; lng: number | null; lat: number | null; accountId: string }

/** A team that the actor rides with, and its hours from yesterday to tomorrow. */
export type Duty = { id: number; areaId: number; callSign: string; kind: 'staff' | 'volunteer'; vehicle: Vehicle; shifts: { from: string; to: string }[] }
