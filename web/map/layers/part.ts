import type { DeckScene } from './deckScene.ts'
import type { GeoJSONSourceSpecification, LayerSpecification, VectorSourceSpecification } from 'maplibre-gl'

/**
 * What one noun adds to the map. `ground` lies under buildings and streets, `cover` over them and under the basemap's labels,
 * `top` over everything, what deck.gl draws over `cover`. `states` are MapLibre feature states: values of features inside tiles, by feature id.
 */
export type Part = {
  sources?: Record<string, VectorSourceSpecification | GeoJSONSourceSpecification>
  ground?: LayerSpecification[]
  cover?: LayerSpecification[]
  top?: LayerSpecification[]
  states?: FeatureStates[]
} & DeckScene
export type FeatureStates = { source: string; sourceLayer: string; key: string; values: ReadonlyMap<number, number | boolean> }

export const geojson = (data: GeoJSON.GeoJSON, extra: Partial<GeoJSONSourceSpecification> = {}): GeoJSONSourceSpecification => ({ type: 'geojson', data, ...extra })

export const emptyCollection: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }
