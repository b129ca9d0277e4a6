import { VectorTile } from '@mapbox/vector-tile'
import Pbf from 'pbf'

export type Feature = { layer: string; id: unknown; properties: Record<string, unknown>; geometry: { x: number; y: number }[][] }

export function featuresOf(bytes: Uint8Array): Feature[] {
  const tile = new VectorTile(new Pbf(bytes))
  return Object.entries(tile.layers).flatMap(([name, layer]) => Array.from({ length: layer.length }, (_, at) => {
    const feature = layer.feature(at)
    return { layer: name, id: feature.id, properties: { ...feature.properties }, geometry: feature.loadGeometry().map((ring) => ring.map(({ x, y }) => ({ x, y }))) }
  }))
}

/** What a tile says, whatever the order of its features: ST_AsMVT's bytes differ from call to call. */
export const contentOf = (bytes: Uint8Array): string => featuresOf(bytes).map(({ layer, id, properties, geometry }) => JSON.stringify([layer, id, Object.entries(properties).toSorted(), geometry])).toSorted().join('\n')
