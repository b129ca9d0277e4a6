import { createRandom } from '../../../geodata/random.ts'
import type { PatrolQuestion } from '../../../geodata/model/patrolPlan.ts'
import { placesOf, type PatrolProblem, problemOf, travelsOf } from '../../../geodata/patrol/problem.ts'

const night = (minutes: number) => new Date(Date.UTC(2026, 10, 26, 12) + 60_000 * minutes).toISOString()
const metersPerDegree = 111_195

/** A question on a plane of 3 x 3 km by the equator: ways are straight lines. `minutes` of duty from one station in the middle. */
export function townQuestion({ teams = 3, hotspots = 8, checkpoints = 5, minutes = 360, seed = 1, ...rest }: { teams?: number; hotspots?: number; checkpoints?: number; minutes?: number; seed?: number } & Partial<Omit<PatrolQuestion, 'teams' | 'hotspots' | 'checkpoints'>> = {}): PatrolQuestion {
  const random = createRandom(seed)
  const place = (): [number, number] => [(3_000 * random()) / metersPerDegree, (3_000 * random()) / metersPerDegree]
  const station: [number, number] = [1_500 / metersPerDegree, 1_500 / metersPerDegree]
  return {
    areaId: 1, seed, variation: 0, slackShare: 0.05, seconds: 1, ...rest,
    teams: Array.from({ length: teams }, (_, i) => ({ teamId: i + 1, vehicle: 'foot', speedMetersPerSecond: 1.4, from: night(0), to: night(minutes), start: station, end: station, breaks: [] })),
    hotspots: Array.from({ length: hotspots }, (_, i) => ({ hotspotId: null, name: `hotspot ${i}`, place: place(), dwellMinutes: 12, revisitMinutes: 120, mostVisits: 2, worth: 1 + (i % 3) })),
    checkpoints: Array.from({ length: checkpoints }, (_, i) => ({ checkpointId: null, name: `checkpoint ${i}`, place: place(), dwellMinutes: 3, windows: i % 2 === 1 ? [{ from: night(60), to: night(120) }] : [] })),
  }
}

/** The problem of a question with straight ways. */
export function straightProblem(question: PatrolQuestion): PatrolProblem {
  const { places } = placesOf(question)
  const meters = Float64Array.from({ length: places.length ** 2 }, (_, at) => {
    const [a, b] = [places[Math.floor(at / places.length)]!, places[at % places.length]!]
    return metersPerDegree * Math.hypot(a[0] - b[0], a[1] - b[1])
  })
  return problemOf(question, travelsOf(question).needed.map(({ speedMetersPerSecond }) => ({ meters, seconds: meters.map((each) => each / speedMetersPerSecond) })))
}
