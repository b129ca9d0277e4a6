import { distanceMeters } from '../geometry/distanceMeters.ts'
import type { LngLat } from '../model/geometry.ts'
import type { DutyShift, DutyTeam, Roster } from '../model/roster.ts'
import { type Fit, fitOf, type Hindrance, servesThen } from './rules.ts'

/** Somebody who could take a place, with what speaks for and against it. `meters` null: where it begins or where it would go is not known. Where it now is, while it is on duty and seen, counts before its station. */
export type Substitute = { teamId: number; callSign: string; meters: number | null; restBeforeHours: number | null; restAfterHours: number | null; weekHours: number; hindrance: Hindrance | null }
export type Wanted = { from: string; to: string; place: LngLat | null; kind: DutyTeam['kind'] | null; vehicle: DutyTeam['vehicle'] | null; /** Whose place it is, and the shift itself, which does not stand in its own way. */ teamId: number | null; shiftId: number | null }

/** Those who may first, nearest first; then those against whom something stands that a leader may set aside; last those who cannot come. */
export function substitutesFor({ teams, shifts, stations, rules, timeZone }: Pick<Roster, 'teams' | 'shifts' | 'stations' | 'rules' | 'timeZone'>, wanted: Wanted, seen: ReadonlyMap<number, LngLat> = new Map()): Substitute[] {
  const span = { from: Date.parse(wanted.from), to: Date.parse(wanted.to) }
  const places = new Map(stations.map(({ id, lng, lat }): [string, LngLat] => [id, [lng, lat]]))
  const busy = new Map<number, DutyShift[]>()
  for (const shift of shifts) if (shift.id !== wanted.shiftId) busy.set(shift.teamId, [...(busy.get(shift.teamId) ?? []), shift])
  const found = teams.flatMap((team): Substitute[] => {
    if (team.id === wanted.teamId || team.retired) return []
    const fit = fitOf(team.crews, (busy.get(team.id) ?? []).map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) })), span, { ...rules, timeZone })
    const begins = seen.get(team.id) ?? places.get(team.stationId ?? '')
    const meters = begins && wanted.place ? Math.round(distanceMeters(begins, wanted.place)) : null
    return [{ teamId: team.id, callSign: team.callSign, meters, ...hoursOf(fit), hindrance: fit.hindrance ?? barredBy(team, wanted, meters, rules.mostKm) ?? servesThen(team, span, timeZone) }]
  })
  return found.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.meters ?? Infinity) - (b.meters ?? Infinity) || a.weekHours - b.weekHours || a.teamId - b.teamId)
}

const rankOf = ({ hindrance }: Substitute) => (hindrance === null ? 0 : hindrance === 'busy' ? 2 : 1)
const finite = (hours: number) => (Number.isFinite(hours) ? Math.round(hours * 10) / 10 : null)
const hoursOf = ({ restBeforeHours, restAfterHours, weekHours }: Fit) => ({ restBeforeHours: finite(restBeforeHours), restAfterHours: finite(restAfterHours), weekHours: Math.round(weekHours * 10) / 10 })
const barredBy = (team: DutyTeam, wanted: Wanted, meters: number | null, mostKm: number): Hindrance | null =>
  wanted.kind && wanted.kind !== team.kind ? 'kind' : wanted.vehicle && wanted.vehicle !== team.vehicle ? 'vehicle' : meters !== null && meters > mostKm * 1_000 ? 'far' : null
