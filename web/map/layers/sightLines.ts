import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { Feature } from 'geojson'
import type { CameraState } from '../../../geodata/model/camera.ts'
import type { View } from '../../../geodata/model/view.ts'
import { bold } from '../basemap/text.ts'
import { cameraColors, inkOf } from '../palette.ts'
import type { SceneData } from '../sceneData.ts'
import { geojson, type Part } from './part.ts'

/** Lines of sight from cameras to what is looked at, numbered as in the list: solid where a picture comes, dashed where none does, dotted where the camera has to be turned. */
export function sightLinesPart({ sightLines }: SceneData, view: View): Part {
  if (sightLines.length === 0) return {}
  const ink = inkOf[view.theme]
  const colors = cameraColors[view.theme]
  const color = ['case', ['get', 'active'], ink.select, ['match', ['get', 'state'], ...(Object.keys(colors) as CameraState[]).flatMap((state) => [state, colors[state]]), colors.offline]] as unknown as ExpressionSpecification
  const features: Feature[] = sightLines.flatMap(({ from, to, state, always, active, number }) => {
    const properties = { state, active, line: state !== 'online' ? 'none' : always ? 'always' : 'turns' }
    return [
      { type: 'Feature', geometry: { type: 'LineString', coordinates: [[...from], [...to]] }, properties },
      { type: 'Feature', geometry: { type: 'Point', coordinates: [...from] }, properties: { ...properties, label: String(number) } },
    ]
  })
  const width: ExpressionSpecification = ['case', ['get', 'active'], 4, 2]
  const line = (name: string, dashes?: [number, number]): LayerSpecification => ({
    id: `sight-line-${name}`, source: 'sight-lines', type: 'line', filter: ['==', ['get', 'line'], name], paint: { 'line-color': color, 'line-width': width, ...(dashes ? { 'line-dasharray': dashes } : {}) },
  })
  return {
    sources: { 'sight-lines': geojson({ type: 'FeatureCollection', features }) },
    top: [
      { id: 'sight-line-halo', source: 'sight-lines', type: 'line', paint: { 'line-color': ink.halo, 'line-opacity': 0.7, 'line-width': ['case', ['get', 'active'], 7, 4.5] } },
      line('always'), line('none', [4, 3]), line('turns', [0.6, 1.8]),
      { id: 'sight-number-ring', source: 'sight-lines', type: 'circle', filter: ['has', 'label'], paint: { 'circle-radius': 10, 'circle-color': ink.halo, 'circle-stroke-color': color, 'circle-stroke-width': 2 } },
      {
        id: 'sight-number', source: 'sight-lines', type: 'symbol', filter: ['has', 'label'],
        layout: { 'text-field': ['get', 'label'], 'text-font': bold, 'text-size': 12, 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': ink.label },
      },
    ],
  }
}
