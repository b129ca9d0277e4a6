import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Geometry, Position } from 'geojson'

/** A row of a tile_*_rows function; `shape` is GeoJSON in tile units. */
export type TileRow = { layer: string; id: number | null; properties: Record<string, string | number | boolean>; shape: string | null }

type TileFeature = { id: number | undefined; type: 1 | 2 | 3; geometry: Position[] | Position[][]; tags: Record<string, string | number | boolean> }

/**
 * Rows as a Mapbox vector tile 2.1 with an extent of 4096, for databases without ST_AsMVT. Rings keep the direction they have.
 * Rows whose shape is empty are left out, as ST_AsMVT leaves them.
 */
export function encodeTile(rows: readonly TileRow[]): Uint8Array {
  const layers: Record<string, { features: TileFeature[] }> = {}
  for (const { layer, id, properties, shape } of rows) {
    if (shape === null) continue
    const drawn = parts(JSON.parse(shape) as Geometry)
    if (!drawn || !drawn.geometry.length) continue
    ;(layers[layer] ??= { features: [] }).features.push({ id: id ?? undefined, tags: properties, ...drawn })
  }
  if (!Object.keys(layers).length) return new Uint8Array()
  return fromGeojsonVt(layers as unknown as Parameters<typeof fromGeojsonVt>[0], { version: 2, extent: 4096 })
}

/** An encoder takes a ring as closed by itself; the repeated last vertex stays off, as in the specification (4.3.3.3). */
function parts(geometry: Geometry): Pick<TileFeature, 'type' | 'geometry'> | undefined {
  switch (geometry.type) {
    case 'Point': return { type: 1, geometry: geometry.coordinates.length ? [geometry.coordinates] : [] }
    case 'MultiPoint': return { type: 1, geometry: geometry.coordinates }
    case 'LineString': return { type: 2, geometry: geometry.coordinates.length ? [geometry.coordinates] : [] }
    case 'MultiLineString': return { type: 2, geometry: geometry.coordinates }
    case 'Polygon': return { type: 3, geometry: geometry.coordinates }
    case 'MultiPolygon': return { type: 3, geometry: geometry.coordinates.flat() }
    default: return undefined
  }
}
