import type { LayerSpecification, VectorSourceSpecification } from 'maplibre-gl'
import type { MapLocale, TileLayer, TileSource } from '../sceneData.ts'
import type { Theme } from '../palette.ts'
import { basemapColors } from './colors.ts'
import { buildingLayers, landLayers, waterLayers } from './ground.ts'
import { labelLayers } from './labels.ts'
import { streetLayers } from './streets.ts'

/** The basemap in the three parts between which the work is laid. */
export type Basemap = { below: LayerSpecification[]; middle: LayerSpecification[]; labels: LayerSpecification[] }

export function basemap(theme: Theme, locale: MapLocale, tilted: boolean): Basemap {
  const colors = basemapColors[theme]
  return {
    below: landLayers(colors),
    middle: [...waterLayers(colors), ...buildingLayers(colors, tilted), ...streetLayers(colors)],
    labels: labelLayers(colors, locale),
  }
}

const zooms: Record<TileLayer, [number, number]> = { base: [8, 16], zones: [8, 16], cameras: [10, 16], cameraViews: [14, 16], incidents: [12, 16] }

/** Our own tiles only, by absolute address (MapLibre's worker has no page to be relative to). */
export function tileSource(layer: TileLayer, tiles: TileSource): VectorSourceSpecification {
  const version = tiles.versions[layer]
  const query = [...(tiles.at && layer === 'incidents' ? [`at=${encodeURIComponent(tiles.at)}`] : []), ...(tiles.day && layer === 'zones' ? [`day=${tiles.day}`] : []), ...(version ? [`v=${version}`] : [])].join('&')
  const [minzoom, maxzoom] = zooms[layer]
  return {
    type: 'vector',
    tiles: [`${tiles.origin}/tiles/${layer}/{z}/{x}/{y}.mvt${query ? `?${query}` : ''}`],
    minzoom,
    maxzoom,
    ...(tiles.bounds ? { bounds: tiles.bounds } : {}),
  }
}
