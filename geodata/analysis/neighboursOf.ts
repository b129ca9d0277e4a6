import type { MetersXY } from '../geometry/lngLat.ts'
import { centroidMeters } from '../geometry/polygonMeters.ts'
import { cellNeighbours, disc, stepsOf } from './cellNeighbours.ts'
import { contiguity } from './contiguity.ts'
import type { NeighbourLists, NeighbourWeights } from './giStar.ts'
import { AnalysisRefusal, type AnalysisInput, type PolygonXY } from './method.ts'
import { tableOf, type NeighbourTable } from './neighbourTable.ts'
import { nearestPoints, withinDistance } from './pointNeighbours.ts'
import { nodeKey } from './unitSegments.ts'
import type { UnitSet } from './unitsOf.ts'

export type Neighbourhood = {
  /** queen: meet at a corner or border (streets: at a junction); rook: at a border; distance: middles at most `distanceMeters` apart; nearest: the `nearest` nearest middles. */
  neighbourhood: 'queen' | 'rook' | 'distance' | 'nearest'
  distanceMeters: number
  nearest: number
  /** How far apart two drawings of one border may lie. */
  borderMeters: number
}

/**
 * Who is whose neighbour among units, nobody his own. Lists that came with areas stand in place of `queen`.
 * @throws AnalysisRefusal where a rule needs shapes and there are none
 */
export function neighboursOf({ areas }: Pick<AnalysisInput, 'areas'>, set: UnitSet, rule: Neighbourhood): NeighbourTable {
  const { units } = set
  const { neighbourhood, distanceMeters, nearest, borderMeters } = rule
  if (neighbourhood === 'distance' && !(distanceMeters > 0 && distanceMeters < Infinity)) throw new AnalysisRefusal('distance', `distanceMeters is ${distanceMeters}, expected a number > 0`, 'distanceMeters')
  if (neighbourhood === 'queen' || neighbourhood === 'rook') {
    if (units.kind === 'cells') return cellNeighbours(units, stepsOf(neighbourhood))
    if (units.kind === 'segments') return atJunctions(units.lines)
    if (neighbourhood === 'queen' && areas?.neighbours) return givenLists(areas.neighbours, areas.neighbourWeights, set.count)
    return contiguity(shapesOf(areas?.polygons, set.count), neighbourhood, borderMeters)
  }
  if (units.kind === 'cells' && neighbourhood === 'distance') return cellNeighbours(units, disc(distanceMeters / units.cellMeters))
  const middles = middlesOf(set, areas?.polygons)
  const points = { xMeters: middles.map(([x]) => x), yMeters: middles.map(([, y]) => y) }
  return neighbourhood === 'distance' ? withinDistance(points, distanceMeters) : nearestPoints(points, nearest)
}

function givenLists(lists: NeighbourLists, weights: NeighbourWeights | null | undefined, count: number): NeighbourTable {
  if (lists.length !== count) throw new AnalysisRefusal('neighbours_mismatch', `${count} areas have ${lists.length} lists of neighbours`, 'neighbours')
  const bad = weights?.findIndex((row) => !Array.from(row).every(Number.isFinite)) ?? -1
  if (bad >= 0) throw new AnalysisRefusal('bad_weight', `a weight of area ${bad + 1} is no number: every neighbour needs a finite weight`, 'neighbours')
  return tableOf(lists, weights)
}

function shapesOf(polygons: readonly PolygonXY[] | undefined, count: number): readonly PolygonXY[] {
  if (polygons?.length !== count) throw new AnalysisRefusal('polygons_missing', 'areas came without polygons: give lists of neighbours with them', 'neighbours')
  return polygons
}

/** The middle of each unit: of a cell its own, of an area its centre of mass, of a street halfway along. */
export function middlesOf({ units, count }: UnitSet, polygons: readonly PolygonXY[] | undefined): MetersXY[] {
  if (units.kind === 'areas') return shapesOf(polygons, count).map(centroidMeters)
  if (units.kind === 'segments') return units.lines.map(halfway)
  const { cell, columns, origin, cellMeters } = units
  return Array.from(cell, (i) => [origin[0] + ((i % columns) + 0.5) * cellMeters, origin[1] + (Math.floor(i / columns) + 0.5) * cellMeters] as const)
}

function halfway(line: readonly MetersXY[]): MetersXY {
  const meters = line.map((at, i) => (i ? Math.hypot(at[0] - (line[i - 1] as MetersXY)[0], at[1] - (line[i - 1] as MetersXY)[1]) : 0))
  let rest = meters.reduce((sum, one) => sum + one, 0) / 2
  for (let i = 1; i < line.length; i++) {
    const length = meters[i] as number
    const [from, to] = [line[i - 1] as MetersXY, line[i] as MetersXY]
    if (rest <= length && length > 0) return [from[0] + ((to[0] - from[0]) * rest) / length, from[1] + ((to[1] - from[1]) * rest) / length]
    rest -= length
  }
  return line.at(-1) as MetersXY
}

function atJunctions(lines: readonly (readonly MetersXY[])[]): NeighbourTable {
  const meeting = new Map<string, number[]>()
  lines.forEach((line, i) => {
    for (const end of new Set([nodeKey(line[0] as MetersXY), nodeKey(line.at(-1) as MetersXY)])) {
      const there = meeting.get(end)
      if (there) there.push(i)
      else meeting.set(end, [i])
    }
  })
  return tableOf(lines.map((line) => [line[0], line.at(-1)].flatMap((end) => meeting.get(nodeKey(end as MetersXY)) ?? [])))
}
