import type { Feature } from 'geojson'
import type { LayerSpecification, SymbolLayerSpecification } from 'maplibre-gl'
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

/** Names stand at one place each: a polygon that is cut by tiles would be named in every one of them. */
const namesOf = remember((hotspots: readonly KeptHotspot[]) => geojson({
  type: 'FeatureCollection',
  features: hotspots.map(({ id, name, geometry, retired }): Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates: middle(geometry as { coordinates?: unknown }) }, properties: { id, name, retired } })),
}))

/** The middle of the box around all corners. */
function middle({ coordinates }: { coordinates?: unknown }): [number, number] {
  const corners = (Array.isArray(coordinates) ? (coordinates as unknown[]).flat(3) : []) as number[]
  const along = (axis: 0 | 1) => { const values = corners.filter((_, index) => index % 2 === axis); return (Math.min(...values) + Math.max(...values)) / 2 }
  return [along(0), along(1)]
}

/** Hotspots that were kept, with their names; retired ones only while they are looked at. */
export function keptHotspotsPart(data: SceneData, view: View): Part {
  const ink = inkOf[view.theme]
  const id = view.selection?.noun === 'hotspot' ? view.selection.id : ''
  const shown: LayerSpecification & { filter?: unknown } = { id: 'hotspot-fill', source: 'kept-hotspots', type: 'fill', filter: ['any', ['!', ['get', 'retired']], ['==', ['get', 'id'], id]], paint: { 'fill-color': ink.keptLine, 'fill-opacity': 0.07 } }
  const filter = shown.filter as never
  const label = { 'text-field': ['get', 'name'], 'text-font': bold, 'text-size': 13, 'text-max-width': 9, 'text-padding': 4, 'text-variable-anchor': ['center', 'top', 'bottom'] } as SymbolLayerSpecification['layout']
  const paint = { 'text-color': ink.keptLine, 'text-halo-color': ink.halo, 'text-halo-width': 2 }
  return {
    sources: { 'kept-hotspots': sourceOf(data.keptHotspots), 'kept-hotspot-names': namesOf(data.keptHotspots) },
    cover: [
      shown,
      { id: 'hotspot-casing', source: 'kept-hotspots', type: 'line', filter, layout: { 'line-join': 'round' }, paint: { 'line-color': ink.halo, 'line-width': 5, 'line-opacity': 0.8 } },
      { id: 'hotspot-line', source: 'kept-hotspots', type: 'line', filter, layout: { 'line-join': 'round' }, paint: { 'line-color': ink.keptLine, 'line-width': 2.4 } },
    ],
    top: [
      { id: 'hotspot-name', source: 'kept-hotspot-names', type: 'symbol', filter: ['all', ['!', ['get', 'retired']], ['!=', ['get', 'id'], id]], layout: label, paint },
      // The one that is looked at is named whatever else is written there.
      { id: 'hotspot-name-chosen', source: 'kept-hotspot-names', type: 'symbol', filter: ['==', ['get', 'id'], id], layout: { ...label, 'text-allow-overlap': true, 'text-ignore-placement': true }, paint },
    ],
  }
}
