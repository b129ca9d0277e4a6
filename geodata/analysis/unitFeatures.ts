import type { MetersXY } from '../geometry/lngLat.ts'
import type { Geometry, LngLat } from '../model/geometry.ts'
import type { AnalysisInput, AnalysisResult, PolygonXY, UnitFeature, Units } from './method.ts'

type Ground = Pick<AnalysisInput, 'plane'> & { areas?: Pick<NonNullable<AnalysisInput['areas']>, 'polygons'> | null }

export const unitCount = (units: Units): number =>
  units.kind === 'cells' ? units.cell.length : units.kind === 'areas' ? units.ids.length : units.kind === 'segments' ? units.lines.length : units.kind === 'shapes' ? units.shapes.length : 0

/** A centimetre: finer digits say nothing and double the size of a file. */
const places = 1e7

const turner = ({ plane }: Ground) => (point: MetersXY): LngLat => {
  const [lng, lat] = plane.inverse(point)
  return [Math.round(lng * places) / places, Math.round(lat * places) / places]
}

const polygonGeometry = (polygon: PolygonXY, turn: (point: MetersXY) => LngLat): Geometry | null => {
  const parts = polygon.map((rings) => rings.map((ring) => ring.map(turn)))
  const [first] = parts
  if (!first) return null
  return parts.length === 1 ? { type: 'Polygon', coordinates: first } : { type: 'MultiPolygon', coordinates: parts }
}

/** South-west corner of a cell in metres of the plane. */
export function cellCorner({ origin, cellMeters, columns }: Extract<Units, { kind: 'cells' }>, cell: number): MetersXY {
  return [origin[0] + (cell % columns) * cellMeters, origin[1] + Math.floor(cell / columns) * cellMeters]
}

/** The shape of one unit in degrees, anticlockwise where it is ours; null where a file gave no shapes or there are no units. */
export function unitGeometry(units: Units, ground: Ground, index: number): Geometry | null {
  const turn = turner(ground)
  if (units.kind === 'cells') {
    const [x, y] = cellCorner(units, units.cell[index] as number)
    const side = units.cellMeters
    return { type: 'Polygon', coordinates: [([[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]] as MetersXY[]).map(turn)] }
  }
  if (units.kind === 'segments') return { type: 'LineString', coordinates: (units.lines[index] as readonly MetersXY[]).map(turn) }
  const polygon = units.kind === 'shapes' ? units.shapes[index] : units.kind === 'areas' ? ground.areas?.polygons[index] : undefined
  return polygon ? polygonGeometry(polygon, turn) : null
}

/** Figures of one unit, none as null. */
export function unitProperties({ columns, finding, findings, units }: AnalysisResult, index: number): Record<string, number | string | null> & { index: number; finding: string } {
  const properties: Record<string, number | string | null> = {}
  if (units.kind === 'areas' || units.kind === 'segments') properties.id = units.ids[index] ?? ''
  for (const [name, column] of Object.entries(columns)) {
    const value = column[index]
    properties[name] = value === undefined || !Number.isFinite(value) ? null : value
  }
  return { index, ...properties, finding: findings[finding[index] ?? 0] ?? '' }
}

/** The units that are asked for, all unless said otherwise, as GeoJSON in degrees; units without a shape are left out. */
export function* unitFeatures(result: AnalysisResult, ground: Ground, indices?: Iterable<number>): Generator<UnitFeature> {
  for (const index of indices ?? Array(unitCount(result.units)).keys()) {
    const geometry = unitGeometry(result.units, ground, index)
    if (geometry) yield { type: 'Feature', id: index, geometry, properties: unitProperties(result, index) }
  }
}
