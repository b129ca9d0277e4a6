import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent, PointLike } from 'maplibre-gl'
import { pointerLayers, hitsOf, offered, type Hit, type HitFeature } from './candidates.ts'
import type { MapEvents, Shown } from './createMap.ts'
import { hexagonLayer } from './layers/hexagons.ts'
import type { LazyDeck } from './lazyDeck.ts'

/** Pixels around the pointer in which small things are taken as meant; fingers get more. */
const mousePixels = 3
const fingerPixels = 12
const longPressMilliseconds = 550

function hitsAt(map: MapLibreMap, shown: Shown, hexagonAt: LazyDeck['hexagonAt'], point: { x: number; y: number }, slack: number): Hit[] {
  const box: [PointLike, PointLike] = [[point.x - slack, point.y - slack], [point.x + slack, point.y + slack]]
  const layers = pointerLayers.filter((id) => map.getLayer(id))
  const features: HitFeature[] = map.queryRenderedFeatures(box, { layers }).map(({ layer, id, properties }) => ({ layer: layer.id, id, properties }))
  const hexagon = hexagonAt(point)
  if (hexagon) features.push({ layer: hexagonLayer, id: undefined, properties: hexagon })
  return hitsOf(features, map.unproject([point.x, point.y]), shown.data, shown.locale)
}

/** Turns what the pointer does on one map into events; answers a function that says whether a finger is meant, for tests and clean-up alike. */
export function listenToPointer(map: MapLibreMap, shown: () => Shown, deck: Pick<LazyDeck, 'hexagonAt' | 'pointAt'>, on: MapEvents, measuring: () => boolean) {
  let hovered: number | null = null
  let frame = 0
  let fingers = false
  map.getCanvasContainer().addEventListener('pointerdown', (event) => (fingers = event.pointerType === 'touch'), { passive: true })

  const markZone = (id: number | null) => {
    if (id === hovered || !map.getSource('zones')) return
    const zone = { source: 'zones', sourceLayer: 'zone' }
    if (hovered !== null) map.removeFeatureState({ ...zone, id: hovered }, 'hover')
    if (id !== null) map.setFeatureState({ ...zone, id }, { hover: true })
    hovered = id
  }
  const hover = (event: MapMouseEvent) => {
    frame = 0
    if (map.isMoving() || fingers || measuring()) return
    const hits = hitsAt(map, shown(), deck.hexagonAt, event.point, mousePixels)
    // Buildings speak only when they are large enough to be meant.
    const top = hits.find((hit) => hit.noun !== 'building' || map.getZoom() >= 16) ?? null
    markZone(top?.selection.noun === 'zone' ? top.selection.id : null)
    map.getCanvas().style.cursor = offered(hits).length > 0 ? 'pointer' : ''
    on.hover(top, event.point)
  }
  map.on('mousemove', (event) => {
    if (frame === 0) frame = requestAnimationFrame(() => hover(event))
  })
  map.on('mouseout', () => {
    cancelAnimationFrame(frame)
    frame = 0
    markZone(null)
    on.hover(null, { x: 0, y: 0 })
  })
  map.on('movestart', () => on.hover(null, { x: 0, y: 0 }))
  map.on('click', (event) => {
    if (!measuring()) choose(map, hitsAt(map, shown(), deck.hexagonAt, event.point, fingers ? fingerPixels : mousePixels), event, deck.pointAt, on)
  })
  map.on('contextmenu', (event) => on.context({ ...placeOf(event), x: event.point.x, y: event.point.y }))
  listenToLongPress(map, on)
}

const placeOf = ({ lngLat }: MapMouseEvent) => ({ lng: lngLat.lng, lat: lngLat.lat })

function choose(map: MapLibreMap, hits: Hit[], event: MapMouseEvent, pointAt: LazyDeck['pointAt'], on: MapEvents) {
  const unit = hits.find((hit) => hit.noun === 'unit')
  if (unit && event.originalEvent.shiftKey) {
    on.pick(Number(unit.feature.properties.index))
    return
  }
  const options = offered(hits)
  const first = options[0]
  if (first?.noun === 'cluster') {
    openCluster(map, first)
    return
  }
  if (first?.noun === 'incident' && first.feature.properties.id === '') {
    const { lng, lat, occurredAt } = first.feature.properties
    on.seek({ lng: Number(lng), lat: Number(lat), occurredAt: Number(occurredAt) })
    return
  }
  // Points of the GPU lie under everything else that is small.
  const row = !first || first.noun === 'zone' || first.noun === 'building' ? pointAt(event.point) : null
  if (row !== null) {
    on.seek({ row })
    return
  }
  const matters = options.filter((hit) => hit.noun !== 'cluster')
  on.select(matters[0]?.selection ?? null)
  if (matters.length > 1) on.choose({ ...placeOf(event), x: event.point.x, y: event.point.y, candidates: matters.map(({ selection, layer, title, lines }) => ({ selection, layer, title, lines })) })
}

function openCluster(map: MapLibreMap, hit: Hit) {
  const rows = map.querySourceFeatures('incidents', { filter: ['==', ['get', 'clusterId'], hit.feature.properties.clusterId as number] })
  const geometry = rows[0]?.geometry
  if (geometry?.type !== 'Point' || !map.getSource<GeoJSONSource>('incidents')) return
  const zoom = Math.min(Number(hit.feature.properties.expansionZoom) + 0.2, map.getMaxZoom())
  map.easeTo({ center: geometry.coordinates as [number, number], zoom: Math.max(zoom, map.getZoom() + 0.6) })
}

/** Some browsers send no contextmenu for a long press; where they do, the second event says the same place again. */
function listenToLongPress(map: MapLibreMap, on: MapEvents) {
  let timer = 0
  const cancel = () => clearTimeout(timer)
  map.on('touchstart', (event) => {
    cancel()
    if (event.points.length !== 1) return
    const { point, lngLat } = event
    // A tool that has taken hold of something says so on the event itself.
    timer = window.setTimeout(() => { if (!event.defaultPrevented) on.context({ lng: lngLat.lng, lat: lngLat.lat, x: point.x, y: point.y }) }, longPressMilliseconds)
  })
  for (const name of ['touchend', 'touchcancel', 'touchmove', 'movestart', 'remove'] as const) map.on(name, cancel)
}
