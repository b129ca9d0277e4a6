import type { ExpressionSpecification } from 'maplibre-gl'
import type { View } from '../../../geodata/model/view.ts'
import { bold, regular } from '../basemap/text.ts'
import { inkOf, rosterColors } from '../palette.ts'
import { remember } from '../remember.ts'
import type { RosterScene, SceneData } from '../sceneData.ts'
import { geojson, type Part } from './part.ts'

const sourceOf = remember(({ places }: RosterScene) => geojson({
  type: 'FeatureCollection',
  features: places.map(({ name, lng, lat, needed, filled, event }) => ({
    type: 'Feature', geometry: { type: 'Point', coordinates: [lng, lat] }, properties: { name, lng, lat, needed, filled, event, count: needed ? `${filled}/${needed}` : '', state: needed === 0 ? 'idle' : filled >= needed ? 'full' : filled > 0 ? 'part' : 'open', gap: Math.max(0, needed - filled) },
  })),
}))

/** Posts and stations at one moment: teams there of teams needed. Gaps lie on top. */
export function rosterPart({ roster }: Pick<SceneData, 'roster'>, view: View): Part {
  if (!roster || roster.places.length === 0) return {}
  const [ink, colors] = [inkOf[view.theme], rosterColors[view.theme]]
  const color: ExpressionSpecification = ['match', ['get', 'state'], 'full', colors.full, 'part', colors.part, 'open', colors.open, colors.idle]
  return {
    sources: { roster: sourceOf(roster) },
    top: [
      {
        id: 'roster-post', source: 'roster', type: 'circle', layout: { 'circle-sort-key': ['get', 'gap'] },
        paint: { 'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, ['case', ['==', ['get', 'state'], 'idle'], 2, 4], 16, ['case', ['==', ['get', 'state'], 'idle'], 5, 12]], 'circle-color': ['case', ['in', ['get', 'state'], ['literal', ['open', 'idle']]], ink.halo, color], 'circle-stroke-color': color, 'circle-stroke-width': ['case', ['get', 'event'], 2, 3] },
      },
      {
        id: 'roster-count', source: 'roster', type: 'symbol', minzoom: 14.5, layout: { 'text-field': ['get', 'count'], 'text-font': bold, 'text-size': 11, 'text-allow-overlap': true, 'text-ignore-placement': true },
        paint: { 'text-color': ['case', ['==', ['get', 'state'], 'open'], ink.label, colors.text] },
      },
      {
        id: 'roster-name', source: 'roster', type: 'symbol', minzoom: 14.5, layout: { 'text-field': ['get', 'name'], 'text-font': regular, 'text-size': 11, 'text-variable-anchor': ['top', 'bottom', 'right', 'left'], 'text-radial-offset': 1.3, 'text-justify': 'auto', 'text-optional': true, 'symbol-sort-key': ['-', 0, ['get', 'gap']] },
        paint: { 'text-color': ink.label, 'text-halo-color': ink.halo, 'text-halo-width': 1.5 },
      },
    ],
  }
}
