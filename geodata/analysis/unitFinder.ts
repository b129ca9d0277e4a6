import Flatbush from 'flatbush'
import { boxMeters, isInPolygonMeters } from '../geometry/polygonMeters.ts'
import type { AnalysisInput, PolygonXY, Units } from './method.ts'
import { areaFinder } from './areaFinder.ts'
import { segmentFinder } from './unitSegments.ts'

/** The units that hold a point: one, none, or of shapes that overlap each. */
export type UnitFinder = (xMeters: number, yMeters: number) => readonly number[]

const none: readonly number[] = []

export function unitFinder(units: Units, { areas }: Pick<AnalysisInput, 'areas'>, snapMeters: number): UnitFinder {
  switch (units.kind) {
    case 'cells': return cellFinder(units)
    case 'areas': return single(areaFinder(areas?.polygons ?? []))
    case 'segments': return single(segmentFinder(units.lines, snapMeters))
    case 'shapes': return shapeFinder(units.shapes)
    case 'none': return () => none
  }
}

function single(find: (x: number, y: number) => number): UnitFinder {
  return (x, y) => {
    const found = find(x, y)
    return found < 0 ? none : [found]
  }
}

function cellFinder({ cellMeters, origin, columns, rows, cell }: Extract<Units, { kind: 'cells' }>): UnitFinder {
  const unitOf = new Map<number, number>()
  cell.forEach((number, unit) => unitOf.set(number, unit))
  return single((x, y) => {
    const [column, row] = [Math.floor((x - origin[0]) / cellMeters), Math.floor((y - origin[1]) / cellMeters)]
    return column >= 0 && column < columns && row >= 0 && row < rows ? (unitOf.get(row * columns + column) ?? -1) : -1
  })
}

function shapeFinder(shapes: readonly PolygonXY[]): UnitFinder {
  if (shapes.length === 0) return () => none
  const index = new Flatbush(shapes.length)
  for (const shape of shapes) index.add(...boxMeters(shape))
  index.finish()
  return (x, y) => index.search(x, y, x, y).filter((shape) => isInPolygonMeters(x, y, shapes[shape] as PolygonXY))
}
