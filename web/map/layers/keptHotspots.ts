import type { Feature } from 'geojson'
import type { LayerSpecification } from 'maplibre-gl'
import type { View } from '../../../geodata/model/view.ts'
import { bold } from '../basemap/text.ts'
import { inkOf } from '../palette.ts'
import { remember } from '../remember.ts'
import type { KeptHotspot, SceneData } from '../sceneData.ts'
import { geojson, type Part } from './part.ts'

const sourceOf = remember((hotspots: readonly KeptHotspot[]) => geojson({
  type: 'FeatureCollection',
  features: hotspots.map(({ id, name, geometry, retired, incidents }): Feature => ({ type: 'Feature', geometry, properties: { id, name, retired, incidents } })),
}))

/** Hotspots that were kept, with their names; retired ones only while they are looked at. */
export function keptHotspotsPart(data: SceneData, view: View): Part {
  const ink = inkOf[view.theme]
  const id = view.selection?.noun === 'hotspot' ? view.selection.id : ''
  const shown: LayerSpecification & { filter?: unknown } = { id: 'hotspot-fill', source: 'kept-hotspots', type: 'fill', filter: ['any', ['!', ['get', 'retired']], ['==', ['get', 'id'], id]], paint: { 'fill-color': ink.keptLine, 'fill-opacity': 0.07 } }
  const filter = shown.filter as never
  return {
    sources: { 'kept-hotspots': sourceOf(data.keptHotspots) },
    cover: [
      shown,
      { id: 'hotspot-casing', source: 'kept-hotspots', type: 'line', filter, layout: { 'line-join': 'round' }, paint: { 'line-color': ink.halo, 'line-width': 5, 'line-opacity': 0.8 } },
      { id: 'hotspot-line', source: 'kept-hotspots', type: 'line', filter, layout: { 'line-join': 'round' }, paint: { 'line-color': ink.keptLine, 'line-width': 2.4 } },
    ],
    top: [{
      id: 'hotspot-name', source: 'kept-hotspots', type: 'symbol', filter,
      layout: { 'text-field': ['get', 'name'], 'text-font': bold, 'text-size': 13, 'text-max-width': 9, 'text-padding': 4, 'text-variable-anchor': ['center', 'top', 'bottom'] },
      paint: { 'text-color': ink.keptLine, 'text-halo-color': ink.halo, 'text-halo-width': 2 },
    }],
  }
}
