import type { PlanProblem } from '../model/zonePlan.ts'
import { geometryOf, insideOf, isInCells } from './cellPolygon.ts'
import { boxesMeet, cellKey, noBox, placeOf, widen, type Cell, type CellBox, type CellMeters } from './grid.ts'
import { strayGround, type Borders } from './stray.ts'
import { measure, problem, type CheckedZone } from './zoneShape.ts'

/** Corners of a plan are exact to a cell of 1 cm: what is thinner than this is how borders with other corners run beside each other, and nobody's ground. */
export const toleranceMeters = 0.02

/** Gaps, overlaps and what lies outside, out of the borders that do not cancel. */
export function groundProblems(left: Borders, area: Borders, zones: readonly CheckedZone[], meters: CellMeters): PlanProblem[] {
  return strayGround(left, area).flatMap(({ times, inArea, rings }) => {
    const { squareMeters, meanWidthMeters } = measure(rings, meters)
    if (meanWidthMeters < toleranceMeters) return []
    const [x, y] = insideOf(rings)
    const kind = times < 0 ? 'gap' : inArea ? 'overlap' : 'outside'
    const zoneKeys = (kind === 'gap' ? beside(rings, zones) : zones.filter(({ box, cells }) => boxesMeet(box, [x, y, x, y]) && isInCells(x, y, cells))).map(({ zone }) => zone.key)
    return [problem(kind, true, { zoneKeys, squareMeters, at: placeOf(x, y), geometry: geometryOf([rings]) })]
  })
}

/** Zones that share a stretch with the outline of a gap. */
function beside(rings: readonly (readonly Cell[])[], zones: readonly CheckedZone[]): CheckedZone[] {
  const corners = new Set<string>()
  const around: CellBox = noBox()
  for (const ring of rings) for (const [x, y] of ring) {
    corners.add(cellKey(x, y))
    widen(around, x, y)
  }
  return zones.filter(({ box, cells }) => boxesMeet(box, around) && cells.flat(2).filter(([x, y]) => corners.has(cellKey(x, y))).length > 1)
}
