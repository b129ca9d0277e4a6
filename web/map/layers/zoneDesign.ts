import type { Feature } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import { labelPoint } from '../../../geodata/geometry/labelPoint.ts'
import type { View } from '../../../geodata/model/view.ts'
import { colourZones, touchingZones } from '../../../geodata/zoning/colourZones.ts'
import { bold } from '../basemap/text.ts'
import { groupColors, inkOf } from '../palette.ts'
import { remember } from '../remember.ts'
import type { MapLocale, MovedHome, PlannedScene, PlannedZone, SceneData } from '../sceneData.ts'
import { emptyCollection, geojson, type Part } from './part.ts'

/** The last colour is a grey for what has none. */
const colours = 7
const zonesOf = remember((zones: readonly PlannedZone[]) => {
  const colour = colourZones(touchingZones(zones.map(({ geometry }) => geometry)))
  return geojson({
    type: 'FeatureCollection',
    features: zones.map(({ geometry, locked, changed }, i): Feature => ({ type: 'Feature', geometry, properties: { colour: colour[i]! % colours, locked, changed } })),
  })
})
const labelsOf = remember((zones: readonly PlannedZone[]) => geojson({
  type: 'FeatureCollection',
  features: zones.map(({ geometry, label, households, outside }): Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates: labelPoint(geometry) }, properties: { label, households, outside } })),
}))
const movedOf = remember((moved: readonly MovedHome[]) => geojson({
  type: 'FeatureCollection',
  features: moved.flatMap(({ at, geometry, households }): Feature[] => [
    ...(geometry.type === 'Polygon' || geometry.type === 'MultiPolygon' ? [{ type: 'Feature' as const, geometry: geometry as GeoJSON.Polygon, properties: {} }] : []),
    { type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties: { households } },
  ]),
}))

/** Whether zones of a plan take the place of today's on the map. */
export const isPlanned = (data: Pick<SceneData, 'planned'>): data is { planned: PlannedScene } => data.planned !== null && data.planned.zones.length > 0

/** Zones of a plan or of a proposal: neighbours in different colours, clear borders, serial and households; homes that move are lit. */
export function zoneDesignPart(data: SceneData, view: View, locale: MapLocale): Part {
  const { planned } = data
  if (!planned) return {}
  return {
    sources: { planned: planned.zones.length ? zonesOf(planned.zones) : geojson(emptyCollection), 'planned-labels': labelsOf(planned.zones), 'planned-moved': movedOf(planned.moved) },
    ground: [fill(view)],
    cover: borders(view),
    top: [...movedHomes(view), label(view, locale)],
  }
}

function fill(view: View): LayerSpecification {
  const dark = view.theme === 'dark'
  const color = ['match', ['get', 'colour'], ...groupColors[view.theme].slice(0, colours).flatMap((each, i) => [i, each]), inkOf[view.theme].quiet] as unknown as ExpressionSpecification
  return { id: 'planned-fill', source: 'planned', type: 'fill', paint: { 'fill-color': color, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13, dark ? 0.5 : 0.42, 17, dark ? 0.34 : 0.28] } }
}

function borders(view: View): LayerSpecification[] {
  const ink = inkOf[view.theme]
  const layout = { 'line-join': 'round', 'line-cap': 'round' } as const
  const width = (at12: number, at17: number): ExpressionSpecification => ['interpolate', ['linear'], ['zoom'], 12, at12, 17, at17]
  return [
    { id: 'planned-casing', source: 'planned', type: 'line', layout, paint: { 'line-color': ink.halo, 'line-opacity': 0.85, 'line-width': width(3, 7) } },
    { id: 'planned-line', source: 'planned', type: 'line', layout, paint: { 'line-color': ink.select, 'line-width': width(1.2, 2.8) } },
    { id: 'planned-locked', source: 'planned', type: 'line', filter: ['==', ['get', 'locked'], true], layout: { 'line-join': 'round' }, paint: { 'line-color': ink.measure, 'line-width': width(1.6, 4), 'line-dasharray': [2, 1.5] } },
  ]
}

function movedHomes(view: View): LayerSpecification[] {
  const ink = inkOf[view.theme]
  return [
    { id: 'planned-moved-ground', source: 'planned-moved', type: 'fill', minzoom: 14, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': ink.measure, 'fill-opacity': 0.9, 'fill-outline-color': ink.halo } },
    {
      id: 'planned-moved', source: 'planned-moved', type: 'circle', maxzoom: 15.2, filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, 1.4, 15, 3.2], 'circle-color': ink.measure, 'circle-stroke-color': ink.halo, 'circle-stroke-width': 0.8 },
    },
  ]
}

function label(view: View, locale: MapLocale): LayerSpecification {
  const ink = inkOf[view.theme]
  const households: ExpressionSpecification = ['case', ['==', ['get', 'households'], null], '', ['concat', ['to-string', ['get', 'households']], locale === 'en' ? ' hh' : ' 户']]
  return {
    id: 'planned-label',
    source: 'planned-labels',
    type: 'symbol',
    minzoom: 11.5,
    layout: {
      'text-field': ['step', ['zoom'], ['get', 'label'], 13.2, ['format', ['get', 'label'], {}, '\n', {}, households, { 'font-scale': 0.78 }]],
      'text-font': bold,
      'text-size': ['interpolate', ['linear'], ['zoom'], 12, 11, 16, 17],
      'text-padding': 1,
      'text-allow-overlap': ['step', ['zoom'], false, 14, true],
    },
    paint: { 'text-color': ['case', ['get', 'outside'], ink.hotspotLine, ink.select], 'text-halo-color': ink.halo, 'text-halo-width': 2.2 },
  }
}
