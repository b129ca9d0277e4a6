import type { Feature } from 'geojson'
import type { View } from '../../../geodata/model/view.ts'
import { inkOf } from '../palette.ts'
import { remember } from '../remember.ts'
import type { ProblemScene, SceneData } from '../sceneData.ts'
import { geojson, type Part } from './part.ts'

const shapes = remember((problems: ProblemScene['all']) => geojson({
  type: 'FeatureCollection', features: problems.map(({ id, rejected, geometry }): Feature => ({ type: 'Feature', geometry, properties: { id, rejected } })),
}))

/** Ground of rows of an import that had problems: what was not taken with a whole line, what was taken all the same with a broken one; the chosen one stands out. */
export function importProblemsPart({ importProblems: { all, chosen } }: SceneData, view: View): Part {
  if (all.length === 0) return {}
  const ink = inkOf[view.theme]
  const isChosen = ['==', ['get', 'id'], chosen ?? -1] as ['==', ['get', string], number]
  const width = (usual: number, most: number): ['case', typeof isChosen, number, number] => ['case', isChosen, most, usual]
  const layout = { 'line-join': 'round', 'line-cap': 'round' } as const
  const isRejected = ['==', ['get', 'rejected'], true] as ['==', ['get', string], boolean]
  return {
    sources: { importProblems: shapes(all) },
    top: [
      { id: 'import-problem-area', source: 'importProblems', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': ink.hotspotLine, 'fill-opacity': width(0.14, 0.3) } },
      { id: 'import-problem-casing', source: 'importProblems', type: 'line', filter: ['!=', ['geometry-type'], 'Point'], layout, paint: { 'line-color': ink.halo, 'line-width': width(4.5, 7) } },
      { id: 'import-problem-line', source: 'importProblems', type: 'line', filter: ['all', ['!=', ['geometry-type'], 'Point'], isRejected], layout, paint: { 'line-color': ink.hotspotLine, 'line-width': width(2, 4) } },
      { id: 'import-problem-dashes', source: 'importProblems', type: 'line', filter: ['all', ['!=', ['geometry-type'], 'Point'], ['!', isRejected]], layout, paint: { 'line-color': ink.hotspotLine, 'line-width': width(2, 4), 'line-dasharray': [2, 2] } },
      { id: 'import-problem-place', source: 'importProblems', type: 'circle', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': width(6, 9), 'circle-color': ink.hotspotLine, 'circle-stroke-color': ink.halo, 'circle-stroke-width': 2 } },
    ],
  }
}
