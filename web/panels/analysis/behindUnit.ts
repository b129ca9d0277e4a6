import type { Geometry } from 'geojson'
import type { AnalysisUnit } from '../../../geodata/model/analysisAnswer.ts'
import { pointInPolygon } from '../../../geodata/geometry/pointInPolygon.ts'
import type { Bbox } from '../../../geodata/model/geometry.ts'
import { middleOf } from './placeName.ts'

/** A street holds what lies about a house's depth beside it; in degrees of latitude, about 50 m. */
const besideDegrees = 0.00045

function corners(geometry: { coordinates?: unknown }): [number, number][] {
  const found: [number, number][] = []
  const walk = (value: unknown) => {
    if (!Array.isArray(value)) return
    if (typeof value[0] === 'number') found.push([value[0], value[1] as number])
    else value.forEach(walk)
  }
  walk(geometry.coordinates)
  return found
}

const isLine = ({ geometry }: AnalysisUnit) => geometry.type === 'LineString' || geometry.type === 'MultiLineString'

export function boxAround(unit: AnalysisUnit): Bbox {
  const all = corners(unit.geometry as { coordinates?: unknown })
  const pad = isLine(unit) ? besideDegrees : 0
  return [Math.min(...all.map(([lng]) => lng)) - pad, Math.min(...all.map(([, lat]) => lat)) - pad, Math.max(...all.map(([lng]) => lng)) + pad, Math.max(...all.map(([, lat]) => lat)) + pad]
}

/** Whether the middle of an incident lies in the unit; for a street, whether it lies in the box around it. */
export function isBehind(unit: AnalysisUnit, geometry: Geometry): boolean {
  if (isLine(unit)) return true
  const place = middleOf(geometry as { coordinates?: unknown })
  return pointInPolygon(place, unit.geometry as never)
}
