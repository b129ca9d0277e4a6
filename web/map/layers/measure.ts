import type { View } from '../../../geodata/model/view.ts'
import { bold } from '../basemap/text.ts'
import { inkOf } from '../palette.ts'
import { emptyCollection, geojson, type Part } from './part.ts'

/** The measuring tool's drawing; its source is filled by the tool while it runs (see tools/measure.ts). */
export function measurePart(view: View): Part {
  const ink = inkOf[view.theme]
  return {
    sources: { measure: geojson(emptyCollection) },
    top: [
      { id: 'measure-area', source: 'measure', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': ink.measure, 'fill-opacity': 0.16 } },
      { id: 'measure-line', source: 'measure', type: 'line', layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': ink.measure, 'line-width': 2.5, 'line-dasharray': [2, 1.4] } },
      { id: 'measure-corner', source: 'measure', type: 'circle', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': 4.5, 'circle-color': ink.halo, 'circle-stroke-color': ink.measure, 'circle-stroke-width': 2 } },
      {
        id: 'measure-label',
        source: 'measure',
        type: 'symbol',
        filter: ['has', 'label'],
        layout: { 'text-field': ['get', 'label'], 'text-font': bold, 'text-size': 13, 'text-anchor': 'bottom', 'text-offset': [0, -0.7], 'text-allow-overlap': true, 'text-ignore-placement': true },
        paint: { 'text-color': ink.measure, 'text-halo-color': ink.halo, 'text-halo-width': 2 },
      },
    ],
  }
}
