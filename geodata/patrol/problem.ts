import type { PatrolQuestion, Vehicle } from '../model/patrolPlan.ts'

/** Ways from every place to every place, row = from. -1: there is no way (JSON has no infinity). */
export type PatrolTravel = { seconds: ArrayLike<number>; meters: ArrayLike<number> }
export type TimeSpan = { from: number; to: number }
export type PatrolBreak = TimeSpan & { seconds: number }
/** On duty in [from, to]. `travel` is a place in the problem's list of travels; `end` null: wherever the last stop is. */
export type ProblemTeam = { travel: number; from: number; to: number; start: number; end: number | null; breaks: PatrolBreak[] }
/** Worth is given in full for a visit of `dwellSeconds`, in proportion for a shorter one, none below `shortestSeconds`. */
export type ProblemHotspot = { place: number; dwellSeconds: number; shortestSeconds: number; revisitSeconds: number; mostVisits: number; worth: number }
/** Must be reached: the stay begins within one of the windows, at any time where there are none. */
export type ProblemCheckpoint = { place: number; dwellSeconds: number; windows: TimeSpan[] }

/** All times in seconds from `origin`, the first start of a team. Plain JSON, so that a page prices stops with it. */
export type PatrolProblem = { origin: string; places: number; travels: PatrolTravel[]; teams: ProblemTeam[]; hotspots: ProblemHotspot[]; checkpoints: ProblemCheckpoint[] }

/** `index` is a place in the problem's hotspots or checkpoints, or in the team's breaks. The stay does not begin before `notBefore`: for visits that wait until the last one has lost its effect. */
export type OrderedStop = { kind: 'hotspot' | 'checkpoint' | 'break'; index: number; dwellSeconds: number; notBefore: number; locked: boolean }
export type RouteOrder = { team: number; stops: OrderedStop[] }

/** Places in the order in which travel matrices have them. */
export type QuestionPlaces = { places: PatrolQuestion['teams'][number]['start'][]; starts: number[]; ends: (number | null)[]; hotspots: number[]; checkpoints: number[] }

export function placesOf({ teams, hotspots, checkpoints }: PatrolQuestion): QuestionPlaces {
  const places: QuestionPlaces['places'] = []
  const known = new Map<string, number>()
  const add = (place: QuestionPlaces['places'][number]) => {
    const key = place.join(',')
    const at = known.get(key) ?? places.push(place) - 1
    known.set(key, at)
    return at
  }
  return { starts: teams.map(({ start }) => add(start)), ends: teams.map(({ end }) => end && add(end)), hotspots: hotspots.map(({ place }) => add(place)), checkpoints: checkpoints.map(({ place }) => add(place)), places }
}

/** The matrices that a question needs: one for each vehicle and speed. `of`: which one each team uses. */
export function travelsOf({ teams }: PatrolQuestion): { needed: { vehicle: Vehicle; speedMetersPerSecond: number }[]; of: number[] } {
  const needed: { vehicle: Vehicle; speedMetersPerSecond: number }[] = []
  const of = teams.map(({ vehicle, speedMetersPerSecond }) => {
    const at = needed.findIndex((one) => one.vehicle === vehicle && one.speedMetersPerSecond === speedMetersPerSecond)
    return at >= 0 ? at : needed.push({ vehicle, speedMetersPerSecond }) - 1
  })
  return { needed, of }
}

/** Shorter visits than this share of the dwell are not planned: they have hardly any effect (Koper 1995). */
const shortestShare = 2 / 3
const whole = (values: ArrayLike<number>) => Array.from(values, (value) => (value >= 0 && value < Infinity ? Math.round(value) : -1))

/** The problem of a question; `matrices` are of `placesOf(question).places`, one for each of `travelsOf(question).needed`. Rounded to seconds and metres, so that every copy of it gives the same times. */
export function problemOf(question: PatrolQuestion, matrices: readonly { seconds: ArrayLike<number>; meters: ArrayLike<number> }[]): PatrolProblem {
  const { places, starts, ends, hotspots, checkpoints } = placesOf(question)
  const { of } = travelsOf(question)
  const origin = Math.min(...question.teams.map(({ from }) => Date.parse(from)))
  const seconds = (instant: string) => Math.round((Date.parse(instant) - origin) / 1000)
  const span = ({ from, to }: { from: string; to: string }) => ({ from: seconds(from), to: seconds(to) })
  return {
    origin: new Date(origin).toISOString(),
    places: places.length,
    travels: matrices.map((one) => ({ seconds: whole(one.seconds), meters: whole(one.meters) })),
    teams: question.teams.map((team, i) => ({ travel: of[i]!, ...span(team), start: starts[i]!, end: ends[i]!, breaks: team.breaks.map(({ minutes, ...window }) => ({ ...span(window), seconds: 60 * minutes })) })),
    hotspots: question.hotspots.map(({ dwellMinutes, revisitMinutes, mostVisits, worth }, i) => ({
      place: hotspots[i]!, dwellSeconds: 60 * dwellMinutes, shortestSeconds: Math.round(60 * dwellMinutes * shortestShare), revisitSeconds: 60 * revisitMinutes, mostVisits, worth,
    })),
    checkpoints: question.checkpoints.map(({ dwellMinutes, windows }, i) => ({ place: checkpoints[i]!, dwellSeconds: 60 * dwellMinutes, windows: windows.map(span) })),
  }
}
