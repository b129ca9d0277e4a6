import { checkGeometry } from '../geometry/checkGeometry.ts'
import type { LngLat, MultiPolygon } from '../model/geometry.ts'
import type { PlanProblem, PlanProblemKind, PlanZone } from '../model/zonePlan.ts'
import { boxOf, cellsOf, insideOf, type CellPolygons } from './cellPolygon.ts'
import { geometryOf } from './cellPolygon.ts'
import { placeOf, type Cell, type CellBox, type CellMeters } from './grid.ts'
import { ringArea } from './sharedGround.ts'

/** A zone as the checker knows it; what is wrong with it alone. */
export type CheckedZone = { zone: PlanZone; cells: CellPolygons; box: CellBox; squareMeters: number; problems: PlanProblem[] }

/** Ground that is narrower than this in the mean is nothing that a person has drawn. */
const sliverMeters = 2

export const problem = (kind: PlanProblemKind, blocks: boolean, rest: Partial<PlanProblem> = {}): PlanProblem =>
  ({ kind, blocks, zoneKeys: [], buildingIds: [], households: null, squareMeters: null, at: null, geometry: null, ...rest })

export function checkedZone(zone: PlanZone, meters: CellMeters): CheckedZone {
  const cells = cellsOf(zone.geometry)
  const problems: PlanProblem[] = []
  const zoneKeys = [zone.key]
  const fault = checkGeometry(zone.geometry)
  if (fault) problems.push(problem('invalid_shape', true, { zoneKeys, at: placeAt(zone.geometry, fault.path) }))
  const measured = cells.map((rings) => measure(rings, meters))
  if (!fault && cells.length > 1) problems.push(problem('in_pieces', false, { zoneKeys, at: middleOf(smallest(cells, measured)) }))
  cells.forEach((rings, i) => {
    const { squareMeters, meanWidthMeters } = measured[i]!
    if (meanWidthMeters < sliverMeters) problems.push(problem('sliver', false, { zoneKeys, squareMeters, at: middleOf(rings), geometry: geometryOf([rings]) }))
  })
  return { zone, cells, box: boxOf(cells), squareMeters: measured.reduce((sum, part) => sum + part.squareMeters, 0), problems }
}

export const middleOf = (rings: readonly (readonly Cell[])[]): LngLat => placeOf(...insideOf(rings))

/** Of one polygon; the mean width of a long thin one is twice its area over its outline. */
export function measure(rings: readonly (readonly Cell[])[], meters: CellMeters): { squareMeters: number; meanWidthMeters: number } {
  let [area, length] = [0, 0]
  rings.forEach((ring, r) => {
    area += (r === 0 ? 1 : -1) * Math.abs(ringArea(ring))
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) length += Math.hypot((ring[i]![0] - ring[j]![0]) * meters.x, (ring[i]![1] - ring[j]![1]) * meters.y)
  })
  const squareMeters = area * meters.x * meters.y
  return { squareMeters, meanWidthMeters: length > 0 ? (2 * squareMeters) / length : 0 }
}

const smallest = (cells: CellPolygons, measured: readonly { squareMeters: number }[]) => cells[measured.reduce((best, { squareMeters }, i) => (squareMeters < measured[best]!.squareMeters ? i : best), 0)]!

/** The corner that a fault is about: `coordinates[0][0][17]`, or the first corner below what it names. */
function placeAt(geometry: MultiPolygon, path: string): LngLat | null {
  let found: unknown = geometry.coordinates
  for (const [, index] of path.matchAll(/\[(\d+)\]/g)) {
    const inner = Array.isArray(found) ? (found as unknown[])[Number(index)] : undefined
    if (!Array.isArray(inner)) break
    found = inner
  }
  while (Array.isArray(found) && Array.isArray(found[0])) found = found[0]
  return Array.isArray(found) && typeof found[0] === 'number' && typeof found[1] === 'number' ? [found[0], found[1]] : null
}
