import type { Map as MapLibreMap } from 'maplibre-gl'
import type { LazyDeck } from './lazyDeck.ts'
import type { MapProbe } from './sceneData.ts'

/** Reading only: what browser tests ask of a drawn map. It hangs on the map's own element, so several maps on a page have one each. */
export function probeOf(map: MapLibreMap, deck: LazyDeck): MapProbe {
  return {
    rendered(layers, at) {
      const options = layers ? { layers: layers.filter((id) => map.getLayer(id)) } : {}
      const features = at ? map.queryRenderedFeatures(at, options) : map.queryRenderedFeatures(options)
      return features.map((feature) => {
        const { type, geometry, properties, id } = feature.toJSON() as GeoJSON.Feature
        return { type, geometry, ...(id === undefined ? {} : { id }), properties: { ...properties, layer: feature.layer.id, featureState: feature.state } }
      })
    },
    layerIds: () => map.getLayersOrder(),
    hexagons: deck.hexagons,
    pointAt: ([x, y]) => deck.pointAt({ x, y }),
    project(place) {
      const { x, y } = map.project(place)
      return [x, y]
    },
    camera() {
      const { lng, lat } = map.getCenter()
      return { lng, lat, zoom: map.getZoom(), bearing: map.getBearing(), pitch: map.getPitch() }
    },
    async idle() {
      const idle = map.once('idle')
      map.triggerRepaint()
      await idle
    },
  }
}
