import type { LayerSpecification, Map as MapLibreMap, SourceSpecification, GeoJSONSource, StyleSpecification, VectorTileSource } from 'maplibre-gl'
import type { FeatureStates } from './layers/part.ts'
import type { Scene } from './scene.ts'

/** The whole first style; a map that starts with it never draws half a scene. */
export function styleOf({ sources, layers }: Scene): StyleSpecification {
  return { version: 8, sources, layers }
}

/**
 * Brings a map from one scene to the next with the fewest calls: data of changed sources, layers gone, layers new or out of order, paint,
 * layout and filters that differ. Sources are compared by identity of their data, so nothing large is ever walked.
 */
export function applyScene(map: MapLibreMap, before: Scene, after: Scene) {
  const kept = new Set(after.layers.map((layer) => layer.id))
  if (before.layers.some((layer) => layer.type === 'symbol' && !kept.has(layer.id) && layer.source in after.sources)) drawOnceMore(map)
  for (const layer of before.layers) if (!kept.has(layer.id)) map.removeLayer(layer.id)
  const replaced = applySources(map, before, after)
  const old = new Map(before.layers.map((layer) => [layer.id, layer]))
  const present = before.layers.map((layer) => layer.id).filter((id) => kept.has(id))
  applyLayers(map, old, present, after.layers)
  applyStates(map, before.states.filter(({ source }) => !replaced.has(source)), after.states)
}

/**
 * Before labels go whose source stays: MapLibre would hand a tile that came since the last frame to the graphics card without room for their opacity, and fail in every frame
 * ("Length of new data is ...") once the layer is back, until the tile is made anew.
 */
function drawOnceMore(map: MapLibreMap) {
  try {
    map.redraw()
  } catch {
    // A frame that fails says so itself when it is drawn next; the scene goes on.
  }
}

/** Answers the sources whose features have lost their states. */
function applySources(map: MapLibreMap, before: Scene, after: Scene): Set<string> {
  const fresh = new Set<string>()
  for (const [id, source] of Object.entries(after.sources)) {
    const known = before.sources[id]
    if (known === source) continue
    if (!known) {
      map.addSource(id, source)
      fresh.add(id)
    } else changeSource(map, id, known, source)
  }
  for (const id of Object.keys(before.sources)) {
    if (id in after.sources) continue
    // A layer that stays may not lose its source; scene() never leaves one.
    map.removeSource(id)
    fresh.add(id)
  }
  return fresh
}

function changeSource(map: MapLibreMap, id: string, known: SourceSpecification, source: SourceSpecification) {
  if (source.type === 'geojson' && known.type === 'geojson') {
    if (source.data !== known.data) void (map.getSource(id) as GeoJSONSource).setData(source.data)
  } else if (source.type === 'vector' && known.type === 'vector') {
    if (source.tiles?.[0] !== known.tiles?.[0]) (map.getSource(id) as VectorTileSource).setTiles(source.tiles ?? [])
  }
}

/** `present` is the order on the map now; walking from the top, each layer is put under the one above it where it is not there already. */
function applyLayers(map: MapLibreMap, old: ReadonlyMap<string, LayerSpecification>, present: string[], layers: readonly LayerSpecification[]) {
  const order = [...present]
  for (let i = layers.length - 1; i >= 0; i--) {
    const layer = layers[i]!
    const above = layers[i + 1]?.id
    const known = old.get(layer.id)
    if (!known) {
      map.addLayer(layer, above)
      order.splice(above === undefined ? order.length : order.indexOf(above), 0, layer.id)
      continue
    }
    const at = order.indexOf(layer.id)
    if (order[at + 1] !== above) {
      map.moveLayer(layer.id, above)
      order.splice(at, 1)
      order.splice(above === undefined ? order.length : order.indexOf(above), 0, layer.id)
    }
    if (known !== layer) changeLayer(map, known, layer)
  }
}

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)

function changeLayer(map: MapLibreMap, known: LayerSpecification, layer: LayerSpecification) {
  const before = known as { filter?: unknown; paint?: object; layout?: object; minzoom?: number; maxzoom?: number }
  const after = layer as typeof before
  if (!same(before.filter, after.filter)) map.setFilter(layer.id, (after.filter ?? null) as never)
  if (before.minzoom !== after.minzoom || before.maxzoom !== after.maxzoom) map.setLayerZoomRange(layer.id, after.minzoom ?? 0, after.maxzoom ?? 24)
  for (const [name, value] of changed(before.paint, after.paint)) map.setPaintProperty(layer.id, name as never, value as never)
  for (const [name, value] of changed(before.layout, after.layout)) map.setLayoutProperty(layer.id, name as never, value as never)
}

function changed(before: object = {}, after: object = {}): [string, unknown][] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  const value = (from: object, name: string): unknown => (from as Record<string, unknown>)[name]
  return [...names].filter((name) => !same(value(before, name), value(after, name))).map((name) => [name, value(after, name) ?? null])
}

/** Feature states are set one by one, so only those that differ are touched. */
export function applyStates(map: MapLibreMap, before: readonly FeatureStates[], after: readonly FeatureStates[]) {
  const nameOf = (states: FeatureStates) => `${states.source}/${states.sourceLayer}/${states.key}`
  const old = new Map(before.map((states) => [nameOf(states), states]))
  for (const states of after) {
    const known = old.get(nameOf(states))?.values
    if (known === states.values) continue
    const { source, sourceLayer, key } = states
    for (const [id, value] of states.values) if (known?.get(id) !== value) map.setFeatureState({ source, sourceLayer, id }, { [key]: value })
    for (const id of known?.keys() ?? []) if (!states.values.has(id)) map.removeFeatureState({ source, sourceLayer, id }, key)
  }
}
