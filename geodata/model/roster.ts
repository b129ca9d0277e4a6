import { z } from 'zod'
import { Id } from './id.ts'
import type { Team } from './patrol.ts'
import { Vehicle } from './patrolPlan.ts'
import { Day, Instant } from './time.ts'

const rowId = z.number().int().min(1).max(2_147_483_647)
/** 0: a new one. */
const version = z.number().int().min(0).max(2_147_483_647)
const name = z.string().trim().min(1).max(100)
const note = z.string().trim().max(2_000).default('')
const needed = z.number().int().min(1).max(500)
const lng = z.number().min(-180).max(180)
const lat = z.number().min(-90).max(90)
/** By the area's own clock. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time as 07:30')
const Kind = z.enum(['staff', 'volunteer'])
const weekdays = z.array(z.number().int().min(1).max(7)).min(1).max(7)
const past19 = (text: string) => /^(19|2[01])/.test(text)
export const RosterDay = Day.refine(past19, 'expected a day from 1900 to 2199')

/** 治安巡防工作站 */
export type PatrolStation = { id: string; areaId: number; name: string; lng: number; lat: number; retired: boolean; version: number }
export const PatrolStationPut = z.strictObject({ version, areaId: rowId, name, lng, lat, retired: z.boolean().default(false) })
export type PatrolStationPut = z.infer<typeof PatrolStationPut>

/** A team as the register knows it: where it begins, when it can serve (null: always), and how many crews take turns under its call sign. */
export type DutyTeam = Team & { stationId: string | null; crews: number; servesDays: number[] | null; servesFrom: string | null; servesTo: string | null; retired: boolean; version: number }
export const TeamsAdd = z.strictObject({ areaId: rowId, callSigns: z.array(z.string().trim().min(1).max(40)).min(1).max(1_000), kind: Kind, vehicle: Vehicle.default('foot'), stationId: Id.nullable().default(null), crews: z.number().int().min(1).max(6).default(1) })
export type TeamsAdd = z.infer<typeof TeamsAdd>
export const TeamChange = z.strictObject({
  version: version.min(1), nameZh: z.string().trim().max(100).optional(), nameEn: z.string().trim().max(100).optional(), kind: Kind.optional(), vehicle: Vehicle.optional(), stationId: Id.nullable().optional(), crews: z.number().int().min(1).max(6).optional(),
  servesDays: weekdays.nullable().optional(), servesFrom: ClockTime.nullable().optional(), servesTo: ClockTime.nullable().optional(), retired: z.boolean().optional(),
}).refine((team) => (team.servesFrom == null) === (team.servesTo == null), { path: ['servesTo'], message: 'expected both hours or none' })
export type TeamChange = z.infer<typeof TeamChange>

/** What shifts of one team must keep to, and over how many weeks nights and weekends are shared fairly. */
export type RosterRules = { areaId: number; restHours: number; mostRunHours: number; mostWeekHours: number; nightFrom: string; nightTo: string; fairWeeks: number; mostKm: number; version: number }
export const RosterRulesPut = z.strictObject({ version, restHours: z.number().min(0).max(48), mostRunHours: z.number().min(1).max(48), mostWeekHours: z.number().min(1).max(168), nightFrom: ClockTime, nightTo: ClockTime, fairWeeks: z.number().int().min(1).max(26), mostKm: z.number().min(0.1).max(500) })
export type RosterRulesPut = z.infer<typeof RosterRulesPut>

/** So many teams on some days of the week from then till then; an end that is not after the start lies on the next day. `teamIds` always have it. */
export const TemplateLine = z.strictObject({ id: Id, name, weekdays, from: ClockTime, to: ClockTime, needed, kind: Kind.nullable().default(null), vehicle: Vehicle.nullable().default(null), stationId: Id.nullable().default(null), teamIds: z.array(rowId).max(100).default([]) })
export type TemplateLine = z.infer<typeof TemplateLine>
export const ShiftTemplatePut = z.strictObject({ version, areaId: rowId, name, note, validFrom: RosterDay, validTo: RosterDay.nullable().default(null), retired: z.boolean().default(false), lines: z.array(TemplateLine).min(1).max(200) })
  .refine((template) => template.validTo === null || template.validTo >= template.validFrom, { path: ['validTo'], message: 'expected a day not before validFrom' })
export type ShiftTemplatePut = z.infer<typeof ShiftTemplatePut>
export type ShiftTemplate = { id: string; areaId: number; name: string; note: string; validFrom: string; validTo: string | null; retired: boolean; lines: TemplateLine[]; version: number }
const dayMs = 86_400_000
/** `id` is that of the change it makes. Both days belong to it. */
export const TemplateApply = z.strictObject({ id: Id, first: RosterDay, last: RosterDay })
  .refine(({ first, last }) => last >= first && Date.parse(last) - Date.parse(first) < 62 * dayMs, { path: ['last'], message: 'expected a day from first on, at most two months' })
export type TemplateApply = z.infer<typeof TemplateApply>

const windows = z.array(z.strictObject({ from: ClockTime, to: ClockTime })).min(1).max(8)
/** A temporary post, and how many teams it needs in each window. */
export const EventPost = z.strictObject({ id: Id, code: z.string().trim().min(1).max(40), name: z.string().trim().max(100).default(''), needs: z.array(z.number().int().min(0).max(500)).min(1).max(8), lng, lat })
export type EventPost = z.infer<typeof EventPost>
const codesOnce = (posts: readonly { code: string }[]) => new Set(posts.map(({ code }) => code)).size === posts.length
export const EventPlanPut = z.strictObject({ version, areaId: rowId, name, note, startsOn: RosterDay, endsOn: RosterDay, windows, posts: z.array(EventPost).max(2_000).refine(codesOnce, 'expected each code once').default([]) })
  .refine(({ startsOn, endsOn }) => endsOn >= startsOn && Date.parse(endsOn) - Date.parse(startsOn) <= 60 * dayMs, { path: ['endsOn'], message: 'expected a day from startsOn on, at most 60 days later' })
export type EventPlanPut = z.infer<typeof EventPlanPut>
export const EventPlanState = z.enum(['draft', 'published', 'discarded'])
export type EventPlanState = z.infer<typeof EventPlanState>
export type EventPlan = { id: string; areaId: number; name: string; note: string; startsOn: string; endsOn: string; windows: { from: string; to: string }[]; state: EventPlanState; posts: number; changedAt: string; version: number }
export type EventPlanRecord = { plan: EventPlan; posts: EventPost[] }
export const VersionSeen = z.strictObject({ version: version.min(1) })

/** So many teams from then till then; what shifts fill. Its place is that of the post of an event or of the station. */
export type ShiftNeed = { id: string; areaId: number; name: string; from: string; to: string; needed: number; kind: 'staff' | 'volunteer' | null; vehicle: Vehicle | null; stationId: string | null; templateLineId: string | null; eventPlanId: string | null; eventPostId: string | null; lng: number | null; lat: number | null; version: number }
export type DutyShift = { id: number; areaId: number; teamId: number; from: string; to: string; needId: string | null; note: string; version: number }
/** Of a team over the last weeks: for those who plan, so that nights and weekends are shared. */
export type TeamLoad = { teamId: number; shifts: number; hours: number; nightHours: number; weekendHours: number }
export type Roster = { timeZone: string; rules: RosterRules; stations: PatrolStation[]; teams: DutyTeam[]; needs: ShiftNeed[]; shifts: DutyShift[]; loads: TeamLoad[] }

const times = { from: Instant, to: Instant }
const notLong = ({ from, to }: { from?: string | undefined; to?: string | undefined }) => from === undefined || to === undefined || (Date.parse(to) > Date.parse(from) && Date.parse(to) - Date.parse(from) <= dayMs)
const longMessage = { path: ['to'], message: 'expected a time after from, at most a day later' }
export const RosterNeedPut = z.strictObject({ id: Id, name, ...times, needed, kind: Kind.nullable().default(null), vehicle: Vehicle.nullable().default(null), stationId: Id.nullable().default(null) }).refine(notLong, longMessage)
const ShiftAdd = z.strictObject({ teamId: rowId, needId: Id.nullable().default(null), from: Instant.optional(), to: Instant.optional(), note: z.string().trim().max(500).default('') }).refine(notLong, longMessage)
const ShiftChange = z.strictObject({ shiftId: rowId, version: version.min(1), teamId: rowId.optional(), from: Instant.optional(), to: Instant.optional() }).refine(notLong, longMessage)
/** One change of a roster, all of it or nothing. The id is made by the client, so that it may be sent again. `despiteRules` sets rules of rest aside, never that a team can be in one place only. */
export const RosterChangePut = z.strictObject({
  id: Id, areaId: rowId, kind: z.enum(['edit', 'assign', 'substitute', 'cancel']), reason: z.string().trim().max(500).default(''), despiteRules: z.boolean().default(false),
  add: z.array(ShiftAdd).max(3_000).default([]), change: z.array(ShiftChange).max(3_000).default([]), cancel: z.array(z.strictObject({ shiftId: rowId, version: version.min(1) })).max(3_000).default([]),
  needs: z.array(RosterNeedPut).max(500).default([]), dropNeeds: z.array(Id).max(500).default([]),
})
export type RosterChangePut = z.input<typeof RosterChangePut>
export type RosterChange = { id: string; areaId: number; kind: 'edit' | 'assign' | 'substitute' | 'cancel' | 'template'; reason: string; despiteRules: boolean; shiftsBefore: number; shiftsAfter: number; needsAfter: number; madeBy: string; madeAt: string; undoneBy: string | null; undoneAt: string | null }
