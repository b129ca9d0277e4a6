import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import type { CheckIn, Duty, PatrolStop } from '../../../geodata/model/patrolPlan.ts'
import type { Round } from '../../api/onPatrol.ts'

export type Said = Pick<CheckIn, 'id' | 'stopId' | 'kind'> & { at: string }
/** open: nobody said anything of it; here: the team is at it since `since`; done, skipped. */
/** `number`: as a person counts them, places to start from left out. */
export type StopState = { stop: PatrolStop; ordinal: number; number: number; state: 'open' | 'here' | 'done' | 'skipped'; since: string | null; indoor: boolean; stairs: boolean }

/** What was said of each stop, in order of time: the last word counts. A place that a team starts from needs no word. */
export function stopStates(stops: readonly PatrolStop[], said: readonly Said[]): StopState[] {
  const byStop = new Map<string, Said[]>()
  for (const one of [...said].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) if (one.stopId) byStop.set(one.stopId, [...(byStop.get(one.stopId) ?? []), one])
  let number = 0
  return stops.map((stop, ordinal) => {
    if (stop.kind !== 'start') number += 1
    const all = byStop.get(stop.id) ?? []
    const last = all.at(-1)?.kind
    const state = last === undefined ? 'open' : last === 'leave' ? 'done' : last === 'skip' ? 'skipped' : 'here'
    // A visit that was left and begun again counts from its last beginning.
    const visit = all.slice(all.findLastIndex(({ kind }) => kind === 'leave' || kind === 'skip') + 1)
    return { stop, ordinal, number, state, since: visit[0]?.at ?? null, indoor: all.some(({ kind }) => kind === 'indoor'), stairs: all.some(({ kind }) => kind === 'stairs') }
  })
}

/** Where the team is, else the first stop after the last one that something was said of, else the first that is open. */
export function nextStop(states: readonly StopState[]): StopState | null {
  const here = states.find(({ state }) => state === 'here')
  if (here) return here
  const wanted = states.filter(({ stop, state }) => stop.kind !== 'start' && state === 'open')
  const last = states.findLastIndex(({ state }) => state !== 'open')
  return wanted.find(({ ordinal }) => ordinal > last) ?? wanted[0] ?? null
}

/** The round that is on at a moment, else the next to come, else the last that ended. */
export function roundAt(rounds: readonly Round[], now: number): Round | null {
  const span = ({ route }: Round) => [Date.parse(route.startsAt), Date.parse(route.endsAt)] as const
  const on = rounds.find((round) => span(round)[0] - 1_800_000 <= now && now <= span(round)[1] + 1_800_000)
  return on ?? rounds.filter((round) => span(round)[0] > now).sort((a, b) => span(a)[0] - span(b)[0])[0] ?? rounds.at(-1) ?? null
}

/** The shift that a team is on at a moment. Half-open, as the server has it. */
export function shiftAt(teamId: number | null, duties: readonly Duty[], rounds: readonly Round[], now: number): { from: string; to: string } | null {
  const spans = [...duties.filter(({ id }) => id === teamId).flatMap(({ shifts }) => shifts), ...rounds.flatMap(({ team, shift }) => (team.id === teamId && shift ? [shift] : []))]
  return spans.filter(({ from, to }) => Date.parse(from) <= now && now < Date.parse(to)).sort((a, b) => Date.parse(b.to) - Date.parse(a.to))[0] ?? null
}

/** What changed in plans that a phone had read, and that somebody must hear of. Names only, so that it can be kept. */
export type RoundNotice = { kind: 'withdrawn'; plan: string } | { kind: 'changed'; plan: string; gone: number; names: string[]; added: number }

export function roundChanges(before: readonly Round[], after: readonly Round[], now: number): RoundNotice[] {
  return before.flatMap((old): RoundNotice[] => {
    if (Date.parse(old.route.endsAt) < now) return []
    const found = after.find((round) => round.plan.id === old.plan.id && round.team.id === old.team.id)
    if (!found) return [{ kind: 'withdrawn', plan: old.plan.name }]
    const [had, has] = [new Set(old.route.stops.map(({ id }) => id)), new Set(found.route.stops.map(({ id }) => id))]
    const said = new Set(old.checkIns.map(({ stopId }) => stopId))
    const gone = old.route.stops.filter(({ id, kind }) => !has.has(id) && !said.has(id) && kind !== 'start')
    const added = found.route.stops.filter(({ id, kind }) => !had.has(id) && kind !== 'start').length
    return gone.length || added ? [{ kind: 'changed', plan: found.plan.name, gone: gone.length, names: gone.map(({ name }) => name).filter(Boolean), added }] : []
  })
}

/** Where a report is placed that has no position of its own: where the team is or goes, else where it was last. */
export const placeOfReport = (states: readonly StopState[]): StopState | null => nextStop(states) ?? states.findLast(({ state }) => state !== 'open') ?? null

export const metersTo = (here: { lng: number; lat: number } | null, place: LngLat): number | null => (here ? distanceMeters([here.lng, here.lat], place) : null)
