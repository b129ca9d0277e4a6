import { distanceMeters } from '../geometry/distanceMeters.ts'
import { buildStreetGraph } from '../graph/buildStreetGraph.ts'
import type { StreetGraph } from '../graph/graph.ts'
import { StreetSearch } from '../graph/search.ts'
import { shortestPath } from '../graph/shortestPath.ts'
import { type GraphPlace, snapToGraph } from '../graph/snapToGraph.ts'
import type { StreetBarrier, StreetLine } from '../graph/street.ts'
import { travelMatrix } from '../graph/travelMatrix.ts'
import type { LngLat } from '../model/geometry.ts'
import type { PatrolQuestion, PatrolRoute, PatrolWarning, Vehicle } from '../model/patrolPlan.ts'
import { type PatrolProblem, placesOf, problemOf, travelsOf } from './problem.ts'

/** `at`: minute of the week on the area's own clock at which gates are asked whether they are open; 0 is Monday 00:00. */
export type StreetsOfPlan = { streets: readonly StreetLine[]; barriers: readonly StreetBarrier[]; at?: number | undefined }
/** The streets of a question: its problem, what should be known about it, and the way that a team takes. */
export type PatrolGround = { problem: PatrolProblem; warnings: PatrolWarning[]; lineOf(route: Pick<PatrolRoute, 'teamId' | 'stops'>): LngLat[] | null }

/** A place that lies farther from every street is on none. */
const mostMeters = 300
/** How much farther a place may be for the sake of streets from which one gets everywhere. */
const preferMainMeters = 60
/** What lies farther from its street is told. */
const farMeters = 100
/** From the street to the place: on foot, whatever the team rides. */
const walkMetersPerSecond = 1.3
/** Ways in towns are about so much longer than the straight line (Barthelemy 2011 gives 1.2 to 1.4); only where there are no streets at all. */
const detour = 1.3
const mostVertices = 20_000

export function patrolGround(question: PatrolQuestion, { streets, barriers, at }: StreetsOfPlan): PatrolGround {
  const { places, starts, ends, hotspots, checkpoints } = placesOf(question)
  const { needed } = travelsOf(question)
  const graphs = new Map<Vehicle, StreetGraph>()
  for (const { vehicle } of needed) if (!graphs.has(vehicle)) graphs.set(vehicle, buildStreetGraph(streets, barriers, { profile: vehicle, at }))
  const snapped = new Map([...graphs].map(([vehicle, graph]) => [vehicle, places.map((place) => snapToGraph(graph, place as LngLat, { mostMeters, preferMainMeters }))]))
  const bare = [...graphs.values()].every(({ edgeCount }) => edgeCount === 0)
  const matrices = needed.map(({ vehicle, speedMetersPerSecond }) => (bare ? straightMatrix(places as LngLat[], speedMetersPerSecond) : matrixOf(graphs.get(vehicle)!, snapped.get(vehicle)!, speedMetersPerSecond)))
  const named = [...question.hotspots.map(({ name }, i) => ({ field: `hotspots.${i}`, name, place: hotspots[i]! })), ...question.checkpoints.map(({ name }, i) => ({ field: `checkpoints.${i}`, name, place: checkpoints[i]! })),
    ...question.teams.flatMap((_, i) => [{ field: `teams.${i}.start`, name: '', place: starts[i]! }, ...(ends[i] === null ? [] : [{ field: `teams.${i}.end`, name: '', place: ends[i]! }])])]
  const warnings: PatrolWarning[] = bare ? [{ code: 'no_streets', field: 'areaId', name: '', meters: null }] : named.flatMap(({ place, ...about }) => awayWarning([...snapped.values()].map((found) => found[place]!), about))
  const closed = new Set([...graphs.values()].flatMap(({ notes }) => notes.barriersClosed.map(({ id }) => id))).size
  const unread = [...new Set([...graphs.values()].flatMap(({ notes }) => notes.hoursUnread))]
  if (closed > 0) warnings.push({ code: 'gates_closed', field: 'teams', name: '', meters: null, count: closed })
  if (unread.length > 0) warnings.push({ code: 'hours_unread', field: 'teams', name: unread.slice(0, 3).join(' | '), meters: null, count: unread.length })
  const indexOf = new Map(places.map((place, i) => [place.join(','), i]))
  const lineOf: PatrolGround['lineOf'] = ({ teamId, stops }) => {
    const team = question.teams.find((one) => one.teamId === teamId)
    const graph = team && graphs.get(team.vehicle)
    const at = (place: LngLat) => snapped.get(team!.vehicle)![indexOf.get(place.join(',')) ?? -1] ?? null
    return bare || !graph ? joined(stops.map(({ place }) => [place as LngLat])) : joined(waysOf(graph, stops.map(({ place }) => place as LngLat), at, team.speedMetersPerSecond))
  }
  return { problem: problemOf(question, matrices), warnings, lineOf }
}

function awayWarning(found: (GraphPlace | null)[], about: { field: string; name: string }): PatrolWarning[] {
  if (found.some((place) => place === null)) return [{ code: 'off_streets', ...about, meters: null }]
  const away = Math.max(...found.map((place) => place!.awayMeters))
  if (found.some((place) => place!.part !== 0)) return [{ code: 'cut_off', ...about, meters: Math.round(away) }]
  return away > farMeters ? [{ code: 'far_from_street', ...about, meters: Math.round(away) }] : []
}

function matrixOf(graph: StreetGraph, places: readonly (GraphPlace | null)[], speedMetersPerSecond: number): { seconds: Float64Array; meters: Float64Array } {
  const matrix = travelMatrix(graph, places, { speedMetersPerSecond })
  const size = places.length
  for (let cell = 0; cell < size * size; cell++) {
    const [row, column] = [Math.floor(cell / size), cell % size]
    if (row === column) continue
    const off = (places[row]?.awayMeters ?? 0) + (places[column]?.awayMeters ?? 0)
    matrix.seconds[cell]! += off / Math.min(walkMetersPerSecond, speedMetersPerSecond)
    matrix.meters[cell]! += off
  }
  return matrix
}

function straightMatrix(places: readonly LngLat[], speedMetersPerSecond: number): { seconds: number[]; meters: number[] } {
  const meters = places.flatMap((from) => places.map((to) => distanceMeters(from, to) * detour))
  return { seconds: meters.map((one) => one / speedMetersPerSecond), meters }
}

/** The ways from stop to stop, each between the two places themselves. */
function waysOf(graph: StreetGraph, stops: readonly LngLat[], at: (place: LngLat) => GraphPlace | null, speedMetersPerSecond: number): (readonly [number, number])[][] {
  const search = new StreetSearch(graph, speedMetersPerSecond)
  return stops.slice(1).map((to, i) => {
    const [from, start, goal] = [stops[i]!, at(stops[i]!), at(to)]
    const way = start && goal && (from[0] !== to[0] || from[1] !== to[1]) ? shortestPath(graph, start, goal, { speedMetersPerSecond, search }) : null
    return [from, ...(way?.line ?? []), to]
  })
}

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** Parts after one another, to 0.1 m, without repeats; null where nothing is walked. */
function joined(parts: readonly (readonly (readonly [number, number])[])[]): LngLat[] | null {
  const line: LngLat[] = []
  for (const [lng, lat] of parts.flat()) {
    const place: LngLat = [rounded(lng), rounded(lat)]
    const before = line.at(-1)
    if (!before || before[0] !== place[0] || before[1] !== place[1]) line.push(place)
  }
  if (line.length < 2) return null
  const step = Math.ceil(line.length / mostVertices)
  return step === 1 ? line : line.filter((_, i) => i % step === 0 || i === line.length - 1)
}
