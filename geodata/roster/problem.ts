import { distanceMeters } from '../geometry/distanceMeters.ts'
import { localOfInstant } from '../format/localTime.ts'
import type { Roster, ShiftNeed } from '../model/roster.ts'
import { type DutyHours, dutyHours, type Span } from './dutyHours.ts'
import { type Hindrance, type RestRules, servesThen } from './rules.ts'

const dayMs = 86_400_000
/** In kilometres on the way to a post: what it costs to give a team one more shift of eight hours than its like have on average, or such a night or weekend. */
export type Weights = { km: number; hours: number; night: number; weekend: number }
const standardWeights: Weights = { km: 1, hours: 1, night: 2, weekend: 2 }

/** A place of a need that no team fills yet. Seats of one window of time share `window`. */
export type Seat = { need: number; window: number; span: Span; hours: number; day: number }
/** Over or under the average of its like, in shifts of eight hours, each crew for itself. */
export type Load = { hours: number; night: number; weekend: number }
export type RosterProblem = {
  needs: readonly ShiftNeed[]
  seats: readonly Seat[]
  windows: readonly { span: Span; duty: DutyHours }[]
  teams: readonly { id: number; crews: number; busy: readonly Span[]; load: Load }[]
  /** Kilometres from where the team begins; 0 where one of the places is not known. */
  km(team: number, need: number): number
  /** What stands against a team on a need whatever else it does. */
  barred(team: number, need: number): Hindrance | null
  rules: RestRules & { mostKm: number }
  weights: Weights
}

const spanOf = ({ from, to }: { from: string; to: string }): Span => ({ from: Date.parse(from), to: Date.parse(to) })

/** What is open of the wanted needs, and who could come. Pure: the same roster gives the same problem. */
export function rosterProblem(roster: Roster, wanted: ReadonlySet<string> | null, weights: Weights = standardWeights): RosterProblem {
  const { rules, timeZone } = roster
  const filled = new Map<string, number>()
  for (const { needId } of roster.shifts) if (needId) filled.set(needId, (filled.get(needId) ?? 0) + 1)
  const needs = roster.needs.filter(({ id }) => wanted === null || wanted.has(id))
  const windows: { span: Span; duty: DutyHours }[] = []
  const windowAt = new Map<string, number>()
  const seats = needs.flatMap((need, at): Seat[] => {
    const span = spanOf(need)
    const key = `${span.from} ${span.to}`
    const window = windowAt.get(key) ?? windows.push({ span, duty: dutyHours(span, { timeZone, nightFrom: rules.nightFrom, nightTo: rules.nightTo }) }) - 1
    windowAt.set(key, window)
    return Array.from({ length: Math.max(0, need.needed - (filled.get(need.id) ?? 0)) }, () => ({ need: at, window, span, hours: windows[window]!.duty.hours, day: Math.floor(localOfInstant(span.from, timeZone) / dayMs) }))
  })
  const teams = roster.teams.filter(({ retired }) => !retired)
  const busy = new Map<number, Span[]>()
  for (const shift of roster.shifts) busy.set(shift.teamId, [...(busy.get(shift.teamId) ?? []), spanOf(shift)])
  const loads = loadsOf(roster)
  return {
    needs, seats, windows, weights,
    teams: teams.map(({ id, crews }) => ({ id, crews, busy: busy.get(id) ?? [], load: loads.get(id)! })),
    ...reachOf(roster, teams, needs, seats),
    rules: { ...rules, timeZone },
  }
}

function reachOf({ stations, rules, timeZone }: Roster, teams: Roster['teams'], needs: readonly ShiftNeed[], seats: readonly Seat[]): Pick<RosterProblem, 'km' | 'barred'> {
  const stationAt = new Map(stations.map((station, at) => [station.id, at]))
  const stationOf = teams.map(({ stationId }) => stationAt.get(stationId ?? ''))
  const kept = new Float64Array(stations.length * needs.length).fill(-1)
  const km = (team: number, at: number): number => {
    const station = stationOf[team]
    const { lng, lat } = needs[at]!
    if (station === undefined || lng === null || lat === null) return 0
    const key = station * needs.length + at
    if (kept[key]! < 0) kept[key] = distanceMeters([stations[station]!.lng, stations[station]!.lat], [lng, lat]) / 1_000
    return kept[key]!
  }
  const windowOf = new Int32Array(needs.length).fill(-1)
  for (const { need, window } of seats) windowOf[need] = window
  const windows = 1 + seats.reduce((most, { window }) => Math.max(most, window), -1)
  const serves: (Hindrance | null | undefined)[] = []
  const barred = (team: number, at: number): Hindrance | null => {
    const [crew, need] = [teams[team]!, needs[at]!]
    if (need.kind && need.kind !== crew.kind) return 'kind'
    if (need.vehicle && need.vehicle !== crew.vehicle) return 'vehicle'
    const key = team * windows + windowOf[at]!
    let then = serves[key]
    if (then === undefined) serves[key] = then = servesThen(crew, spanOf(need), timeZone)
    return then ?? (km(team, at) > rules.mostKm ? 'far' : null)
  }
  return { km, barred }
}

/** Teams are compared with their like: staff with staff, volunteers with volunteers. */
function loadsOf({ teams, loads }: Roster): Map<number, Load> {
  const known = new Map(loads.map((load) => [load.teamId, load]))
  const found = new Map<number, Load>()
  for (const kind of ['staff', 'volunteer'] as const) {
    const like = teams.filter((team) => team.kind === kind && !team.retired)
    const of = (key: 'hours' | 'nightHours' | 'weekendHours') => like.map(({ id, crews }) => (known.get(id)?.[key] ?? 0) / crews / 8)
    const [hours, night, weekend] = [of('hours'), of('nightHours'), of('weekendHours')]
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
    const [meanHours, meanNight, meanWeekend] = [mean(hours), mean(night), mean(weekend)]
    like.forEach(({ id }, i) => found.set(id, { hours: hours[i]! - meanHours, night: night[i]! - meanNight, weekend: weekend[i]! - meanWeekend }))
  }
  return found
}
