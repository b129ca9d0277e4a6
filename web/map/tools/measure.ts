import type { Feature, FeatureCollection } from 'geojson'
import { areaSquareMeters } from '../../../geodata/geometry/areaSquareMeters.ts'
import { lengthMeters } from '../../../geodata/geometry/lengthMeters.ts'
import type { LngLat } from '../../../geodata/model/geometry.ts'
import { areaText, distanceText } from '../format.ts'
import type { DrawTool, MapTool, Measurement } from '../sceneData.ts'

export type MeasureKind = Exclude<MapTool, 'select' | 'editPlan' | DrawTool>

/** The figures of a drawing: metres along it and, for an area, square metres inside it, both on the spheroid. */
export function measurementOf(kind: MeasureKind, coordinates: readonly LngLat[], done: boolean): Measurement {
  const closed = kind === 'measureArea' && coordinates.length > 2 ? [...coordinates, coordinates[0]!] : [...coordinates]
  return {
    coordinates: [...coordinates],
    distanceMeters: closed.length > 1 ? lengthMeters({ type: 'LineString', coordinates: closed }) : null,
    areaSquareMeters: kind === 'measureArea' && coordinates.length > 2 ? areaSquareMeters({ type: 'Polygon', coordinates: [closed] }) : null,
    done,
  }
}

/** What is drawn of it: the line or the area, its corners, the total at the last corner. `pointer` is the corner to come. */
export function measureDrawing(kind: MeasureKind, corners: readonly LngLat[], pointer: LngLat | null): FeatureCollection {
  const all = pointer ? [...corners, pointer] : [...corners]
  const { distanceMeters, areaSquareMeters: area } = measurementOf(kind, all, false)
  const features: Feature[] = corners.map((corner) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: corner }, properties: {} }))
  if (all.length > 2 && kind === 'measureArea') features.push({ type: 'Feature', geometry: { type: 'Polygon', coordinates: [[...all, all[0]!]] }, properties: {} })
  else if (all.length > 1) features.push({ type: 'Feature', geometry: { type: 'LineString', coordinates: all }, properties: {} })
  const last = all.at(-1)
  const label = area !== null ? areaText(area) : distanceMeters !== null ? distanceText(distanceMeters) : null
  if (last && label) features.push({ type: 'Feature', geometry: { type: 'Point', coordinates: last }, properties: { label } })
  return { type: 'FeatureCollection', features }
}
