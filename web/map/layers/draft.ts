import type { Feature } from 'geojson'
import type { View } from '../../../geodata/model/view.ts'
import { bold } from '../basemap/text.ts'
import { inkOf } from '../palette.ts'
import type { SceneData } from '../sceneData.ts'
import { geojson, type Part } from './part.ts'

/** What is being reported, and lines from it to its likely doubles, numbered as in the list. */
export function draftPart({ draft: { geometry, from, others } }: SceneData, view: View): Part {
  const ink = inkOf[view.theme]
  if (!geometry && others.length === 0) return {}
  const shape: Feature[] = geometry ? [{ type: 'Feature', geometry, properties: {} }] : []
  const pairs: Feature[] = others.flatMap(({ lng, lat, active }, i) => [
    ...(from ? [{ type: 'Feature' as const, geometry: { type: 'LineString' as const, coordinates: [[from.lng, from.lat], [lng, lat]] }, properties: { active } }] : []),
    { type: 'Feature', geometry: { type: 'Point', coordinates: [lng, lat] }, properties: { active, label: String(i + 1) } },
  ])
  const width = (usual: number, active: number): ['case', ['get', 'active'], number, number] => ['case', ['get', 'active'], active, usual]
  return {
    sources: { draft: geojson({ type: 'FeatureCollection', features: shape }), doubles: geojson({ type: 'FeatureCollection', features: pairs }) },
    top: [
      { id: 'double-line', source: 'doubles', type: 'line', filter: ['==', ['geometry-type'], 'LineString'], layout: { 'line-cap': 'round' }, paint: { 'line-color': ink.select, 'line-width': width(1.5, 4), 'line-dasharray': [2, 1.5] } },
      { id: 'double-ring', source: 'doubles', type: 'circle', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': width(11, 14), 'circle-color': ink.halo, 'circle-stroke-color': ink.select, 'circle-stroke-width': width(1.5, 3) } },
      {
        id: 'double-label', source: 'doubles', type: 'symbol', filter: ['has', 'label'], layout: { 'text-field': ['get', 'label'], 'text-font': bold, 'text-size': 13, 'text-allow-overlap': true, 'text-ignore-placement': true },
        paint: { 'text-color': ink.label },
      },
      { id: 'draft-area', source: 'draft', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': ink.measure, 'fill-opacity': 0.2 } },
      { id: 'draft-line', source: 'draft', type: 'line', filter: ['!=', ['geometry-type'], 'Point'], layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': ink.measure, 'line-width': 4 } },
      { id: 'draft-pin', source: 'draft', type: 'symbol', filter: ['==', ['geometry-type'], 'Point'], layout: { 'icon-image': `pin:${view.theme}`, 'icon-anchor': 'bottom', 'icon-allow-overlap': true, 'icon-ignore-placement': true } },
    ],
  }
}
