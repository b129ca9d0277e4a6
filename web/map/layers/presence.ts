import type { Feature, LineString, Point } from 'geojson'
import type { ExpressionSpecification } from 'maplibre-gl'
import { idleClass, idleClasses } from '../../../geodata/analysis/idleClass.ts'
import type { View } from '../../../geodata/model/view.ts'
import { bold } from '../basemap/text.ts'
import { idleColors, inkOf } from '../palette.ts'
import { remember } from '../remember.ts'
import type { PresenceScene, SceneData } from '../sceneData.ts'
import { emptyCollection, geojson, type Part } from './part.ts'

const nothing = geojson(emptyCollection)

const sourcesOf = remember(({ visits, dueHours }: PresenceScene) => {
  const at = Date.parse(visits.at)
  const hours = (lastVisit: string | null) => (lastVisit === null ? -1 : (at - Date.parse(lastVisit)) / 3_600_000)
  const streets = visits.streets.map(({ id, line, lastVisit, nameZh, nameEn }): Feature<LineString> => ({ type: 'Feature', id, geometry: { type: 'LineString', coordinates: line }, properties: { idle: idleClass(lastVisit, at, dueHours), hours: hours(lastVisit), nameZh, nameEn } }))
  const spots = visits.hotspots.map(({ id, lng, lat, lastVisit, name }): Feature<Point> => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [lng, lat] }, properties: { id, name, idle: idleClass(lastVisit, at, dueHours), hours: hours(lastVisit) } }))
  return { 'idle-streets': geojson({ type: 'FeatureCollection', features: streets }), 'idle-spots': geojson({ type: 'FeatureCollection', features: spots }) }
})

/** Streets and hotspots by how long ago a patrol was on record there. What was never on record is broken: it is not known to be unvisited. */
export function presencePart({ presence }: SceneData, view: View): Part {
  const colors = idleColors[view.theme]
  const ink = inkOf[view.theme]
  const coloured = ['match', ['get', 'idle'], ...idleClasses.slice(0, -1).flatMap((each) => [each, colors[each]]), colors.never] as unknown as ExpressionSpecification
  const known = ['!=', ['get', 'idle'], 'never'] as never
  const width: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 13, ['match', ['get', 'idle'], 'visited', 1, 2], 17, ['match', ['get', 'idle'], 'visited', 3, 6]]
  return {
    sources: presence ? sourcesOf(presence) : { 'idle-streets': nothing, 'idle-spots': nothing },
    cover: [
      { id: 'idle-street', source: 'idle-streets', type: 'line', filter: known, layout: { 'line-cap': 'round' }, paint: { 'line-color': coloured, 'line-width': width, 'line-opacity': ['match', ['get', 'idle'], 'visited', 0.55, 0.9] } },
      { id: 'idle-unknown', source: 'idle-streets', type: 'line', filter: ['==', ['get', 'idle'], 'never'], paint: { 'line-color': colors.never, 'line-width': width, 'line-opacity': 0.8, 'line-dasharray': [2, 1.4] } },
    ],
    top: [
      { id: 'idle-spot', source: 'idle-spots', type: 'circle', paint: { 'circle-color': coloured, 'circle-radius': 7, 'circle-stroke-color': ink.halo, 'circle-stroke-width': 2 } },
      { id: 'idle-spot-name', source: 'idle-spots', type: 'symbol', layout: { 'text-field': ['get', 'name'], 'text-font': bold, 'text-size': 12, 'text-offset': [0, 1.1], 'text-anchor': 'top' }, paint: { 'text-color': ink.label, 'text-halo-color': ink.halo, 'text-halo-width': 2 } },
    ],
  }
}
