import { z } from 'zod'
import { Position2D } from '../../geodata/model/geometry.ts'
import { Id } from '../../geodata/model/id.ts'
import { type Checkpoint, type PatrolCheckpoint, PatrolQuestion, Vehicle } from '../../geodata/model/patrolPlan.ts'
import type { Shift, Team } from '../../geodata/model/patrol.ts'
import { fromLocal, toLocal } from '../i18n/localTime.ts'

const TeamForm = z.object({
  teamId: z.number(), on: z.boolean(), vehicle: Vehicle, kmh: z.string(), /** Of its own; empty: that of the plan. */ from: z.string(), to: z.string(), start: Position2D.nullable(), end: z.enum(['start', 'open']), breakMinutes: z.string(), breakFrom: z.string(), breakTo: z.string(),
})
const HotspotForm = z.object({ key: z.string(), hotspotId: Id.nullable(), name: z.string(), place: Position2D, on: z.boolean(), worth: z.number() })
const CheckpointForm = z.object({ key: z.string(), checkpointId: Id.nullable(), name: z.string(), place: Position2D, on: z.boolean(), dwellMinutes: z.number(), openFrom: z.string().nullable(), openTo: z.string().nullable() })
/** What a person fills in: numbers and times are texts until they are judged; times are of the area's own clock, as a datetime-local input takes them. */
export const PatrolForm = z.object({
  areaId: z.number(), name: z.string(), from: z.string(), to: z.string(), start: Position2D.nullable(), teams: z.array(TeamForm), hotspots: z.array(HotspotForm), checkpoints: z.array(CheckpointForm),
  dwellMinutes: z.string(), revisitMinutes: z.string(), mostVisits: z.string(), variation: z.number(), slackShare: z.number(), seconds: z.string(), seed: z.number(),
})
export type PatrolForm = z.infer<typeof PatrolForm>
export type TeamForm = PatrolForm['teams'][number]
export type HotspotForm = PatrolForm['hotspots'][number]
export type CheckpointForm = PatrolForm['checkpoints'][number]

export const speedKmh: Record<Vehicle, string> = { foot: '4.5', bicycle: '12', car: '20' }
export const patrolLimits = { dwellMinutes: [0, 240], revisitMinutes: [15, 1_440], mostVisits: [1, 12], seconds: [1, 120], kmh: [1.1, 108], breakMinutes: [0, 240] } as const
export type PatrolField = 'from' | 'to' | 'start' | 'teams' | 'stops' | 'dwellMinutes' | 'revisitMinutes' | 'mostVisits' | 'seconds' | 'kmh' | 'breaks'

const hour = 3_600_000
/** Tonight: from the next full half hour on, eight hours; where teams are on shift now, until the last of them ends. */
function nightOf(now: number, shifts: readonly Shift[], timeZone: string): { from: string; to: string } {
  const from = Math.ceil(now / (hour / 2)) * (hour / 2)
  const ends = shifts.map((shift) => Date.parse(shift.to)).filter((end) => end > from + hour)
  return { from: toLocal(from, timeZone), to: toLocal(ends.length ? Math.min(Math.max(...ends), from + 12 * hour) : from + 8 * hour, timeZone) }
}
export const patrolFormOf = (areaId: number, now: number, shifts: readonly Shift[], timeZone: string): PatrolForm => ({
  areaId, name: '', ...nightOf(now, shifts, timeZone), start: null, teams: [], hotspots: [], checkpoints: [], dwellMinutes: '12', revisitMinutes: '120', mostVisits: '2', variation: 0.5, slackShare: 0.05, seconds: '8', seed: Math.floor(now / 1000) % 1_000_000,
})
export const teamFormOf = ({ id, vehicle }: Team, on: boolean, start: TeamForm['start']): TeamForm => ({ teamId: id, on, vehicle, kmh: speedKmh[vehicle], from: '', to: '', start, end: 'start', breakMinutes: '', breakFrom: '', breakTo: '' })
export const checkpointFormOf = ({ id, name, lng, lat, dwellMinutes, openFrom, openTo }: Checkpoint, on: boolean): CheckpointForm => ({ key: id, checkpointId: id, name, place: [lng, lat], on, dwellMinutes, openFrom, openTo })

/** A number as people write it; null where it is none or lies outside. */
function within(text: string, [least, most]: readonly [number, number], whole = false): number | null {
  const value = Number(text.trim())
  return text.trim() !== '' && value >= least && value <= most && (!whole || Number.isInteger(value)) ? value : null
}

/** When a place that is open at hours of the day can be reached within a night: none given is always; the end may lie past midnight. */
export function windowsOf({ openFrom, openTo }: Pick<CheckpointForm, 'openFrom' | 'openTo'>, from: number, to: number, timeZone: string): PatrolCheckpoint['windows'] {
  if (openFrom === null || openTo === null) return []
  const windows: PatrolCheckpoint['windows'] = []
  for (let day = from - 24 * hour; day < to + 24 * hour; day += 24 * hour) {
    const date = toLocal(day, timeZone).slice(0, 10)
    const begins = fromLocal(`${date}T${openFrom.slice(0, 5)}`, timeZone)!
    const ends = openTo > openFrom ? fromLocal(`${date}T${openTo.slice(0, 5)}`, timeZone)! : fromLocal(`${toLocal(day + 24 * hour, timeZone).slice(0, 10)}T${openTo.slice(0, 5)}`, timeZone)!
    const [opens, closes] = [Math.max(begins, from), Math.min(ends, to)]
    if (opens < closes) windows.push({ from: new Date(opens).toISOString(), to: new Date(closes).toISOString() })
  }
  return windows.slice(0, 6)
}

type Judged = { question: PatrolQuestion | null; faults: PatrolField[] }
const iso = (instant: number) => new Date(instant).toISOString()

/** The question, or the fields that keep it from being asked. */
export function patrolQuestionOf(form: PatrolForm, timeZone: string): Judged {
  const faults = new Set<PatrolField>()
  const [from, to] = [fromLocal(form.from, timeZone), fromLocal(form.to, timeZone)]
  if (from === null) faults.add('from')
  if (to === null || (from !== null && (to <= from || to > from + 36 * hour))) faults.add('to')
  const [dwell, revisit, visits, seconds] = [within(form.dwellMinutes, patrolLimits.dwellMinutes, true), within(form.revisitMinutes, patrolLimits.revisitMinutes, true), within(form.mostVisits, patrolLimits.mostVisits, true), within(form.seconds, patrolLimits.seconds, true)]
  if (dwell === null) faults.add('dwellMinutes')
  if (revisit === null) faults.add('revisitMinutes')
  if (visits === null) faults.add('mostVisits')
  if (seconds === null) faults.add('seconds')
  const chosen = form.teams.filter(({ on }) => on)
  if (chosen.length === 0 || chosen.length > 40) faults.add('teams')
  const [hotspots, checkpoints] = [form.hotspots.filter(({ on }) => on), form.checkpoints.filter(({ on }) => on)]
  if (hotspots.length + checkpoints.length === 0 || hotspots.length > 150 || checkpoints.length > 150) faults.add('stops')
  const teams = from === null || to === null ? [] : chosen.map((team) => teamOf(team, form, { from, to }, timeZone, faults))
  if (faults.size > 0) return { question: null, faults: [...faults] }
  const question = PatrolQuestion.parse({
    areaId: form.areaId, teams, seed: form.seed, variation: form.variation, slackShare: form.slackShare, seconds,
    hotspots: hotspots.map(({ hotspotId, name, place, worth }) => ({ hotspotId, name, place, dwellMinutes: dwell, revisitMinutes: revisit, mostVisits: visits, worth })),
    checkpoints: checkpoints.map(({ checkpointId, name, place, dwellMinutes, openFrom, openTo }) => ({ checkpointId, name, place, dwellMinutes, windows: windowsOf({ openFrom, openTo }, from!, to!, timeZone) })),
  })
  return { question, faults: [] }
}

function teamOf(team: TeamForm, form: PatrolForm, night: { from: number; to: number }, timeZone: string, faults: Set<PatrolField>): unknown {
  const kmh = within(team.kmh, patrolLimits.kmh)
  const start = team.start ?? form.start
  const [from, to] = [team.from === '' ? night.from : fromLocal(team.from, timeZone), team.to === '' ? night.to : fromLocal(team.to, timeZone)]
  if (kmh === null) faults.add('kmh')
  if (start === null) faults.add('start')
  if (from === null || to === null || to <= from) faults.add('teams')
  const breaks = breakOf(team, timeZone)
  if (breaks === null) faults.add('breaks')
  return { teamId: team.teamId, vehicle: team.vehicle, speedMetersPerSecond: (kmh ?? 4) / 3.6, from: iso(from ?? night.from), to: iso(to ?? night.to), start, end: team.end === 'start' ? start : null, breaks: breaks ?? [] }
}

function breakOf({ breakMinutes, breakFrom, breakTo }: TeamForm, timeZone: string) {
  if (breakMinutes.trim() === '') return []
  const [minutes, from, to] = [within(breakMinutes, patrolLimits.breakMinutes, true), fromLocal(breakFrom, timeZone), fromLocal(breakTo, timeZone)]
  return minutes === null || from === null || to === null || to <= from ? null : [{ from: iso(from), to: iso(to), minutes }]
}
