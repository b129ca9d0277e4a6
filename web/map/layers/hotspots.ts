import type { ExpressionSpecification } from 'maplibre-gl'
import type { FeatureCollection } from 'geojson'
import type { View } from '../../../geodata/model/view.ts'
import { bold } from '../basemap/text.ts'
import { hotspotSteps, inkOf } from '../palette.ts'
import { remember } from '../remember.ts'
import { hotspotBreaksZ } from '../scale.ts'
import type { SceneData } from '../sceneData.ts'
import { emptyCollection, geojson, type Part } from './part.ts'

const sourceOf = remember((collection: FeatureCollection) => geojson(collection))
const nothing = geojson(emptyCollection)
const significant: ExpressionSpecification = ['==', ['get', 'significant'], true]

/** Significant cells by z; the others hatched and faint, so that the map itself says what was tested and found to be chance. */
export function hotspotCellsPart(data: SceneData, view: View): Part {
  const steps = hotspotSteps[view.theme]
  const ink = inkOf[view.theme]
  const color: ExpressionSpecification = ['step', ['get', 'z'], steps[0]!, ...hotspotBreaksZ.flatMap((edge, i) => [edge, steps[i + 1]!])] as unknown as ExpressionSpecification
  return {
    sources: { 'hotspot-cells': data.hotspots?.cells ? sourceOf(data.hotspots.cells) : nothing },
    cover: [
      {
        id: 'hotspot-chance',
        source: 'hotspot-cells',
        type: 'fill',
        filter: ['all', ['!', significant], ['>', ['get', 'count'], 0]],
        paint: { 'fill-pattern': `hatch:${ink.quiet}`, 'fill-opacity': 0.4 },
      },
      { id: 'hotspot-cell', source: 'hotspot-cells', type: 'fill', filter: significant, paint: { 'fill-color': color, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 12, 0.75, 17, 0.45] } },
      { id: 'hotspot-cell-edge', source: 'hotspot-cells', type: 'line', filter: significant, paint: { 'line-color': color, 'line-width': 1, 'line-opacity': 0.9 } },
    ],
  }
}

/** Clusters found by ST-DBSCAN: their hulls with the number of matters in them. */
export function hotspotClustersPart(data: SceneData, view: View): Part {
  const ink = inkOf[view.theme]
  return {
    sources: { 'hotspot-clusters': data.hotspots?.clusters ? sourceOf(data.hotspots.clusters) : nothing },
    cover: [
      { id: 'hotspot-hull', source: 'hotspot-clusters', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': ink.hotspotLine, 'fill-opacity': 0.1 } },
      { id: 'hotspot-hull-glow', source: 'hotspot-clusters', type: 'line', paint: { 'line-color': ink.hotspotLine, 'line-width': 8, 'line-blur': 6, 'line-opacity': 0.35 } },
      { id: 'hotspot-hull-edge', source: 'hotspot-clusters', type: 'line', layout: { 'line-join': 'round' }, paint: { 'line-color': ink.hotspotLine, 'line-width': 1.8, 'line-dasharray': [3, 1.5] } },
    ],
    top: [
      {
        id: 'hotspot-count',
        source: 'hotspot-clusters',
        type: 'symbol',
        layout: { 'text-field': ['to-string', ['get', 'count']], 'text-font': bold, 'text-size': 13, 'text-allow-overlap': true, 'text-ignore-placement': true },
        paint: { 'text-color': ink.hotspotLine, 'text-halo-color': ink.halo, 'text-halo-width': 2 },
      },
    ],
  }
}
