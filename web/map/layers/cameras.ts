import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { View } from '../../../geodata/model/view.ts'
import type { CameraState } from '../../../geodata/model/camera.ts'
import { tileSource } from '../basemap/style.ts'
import { cameraColors, inkOf } from '../palette.ts'
import type { SceneData } from '../sceneData.ts'
import type { Part } from './part.ts'

const camera = { source: 'cameras', 'source-layer': 'camera' } as const
/** From here on a sign points where its camera looks. */
const cameraViewZoom = 15

const online: ExpressionSpecification = ['==', ['get', 'state'], 'online']

/**
 * Dots from afar, icons that point where the camera looks from nearer. State is told by colour and by form: online filled, offline
 * hollow, fault with a mark.
 */
export function camerasPart(data: SceneData, view: View): Part {
  const colors = cameraColors[view.theme]
  const byState = ['match', ['get', 'state'], ...(Object.keys(colors) as CameraState[]).flatMap((state) => [state, colors[state]]), colors.offline] as unknown as ExpressionSpecification
  return {
    sources: { cameras: tileSource('cameras', data.tiles) },
    top: signs(byState, view),
  }
}

function signs(byState: ExpressionSpecification, view: View): LayerSpecification[] {
  const ink = inkOf[view.theme]
  return [
    {
      id: 'camera-dot',
      ...camera,
      type: 'circle',
      maxzoom: cameraViewZoom,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 1.4, 15, 4],
        'circle-color': ['case', online, byState, ink.ground],
        'circle-stroke-color': ['case', online, ink.ground, byState],
        'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 11, 0.5, 15, 1.4],
        'circle-opacity': ['interpolate', ['linear'], ['zoom'], 11, 0.6, 13.5, 0.95],
      },
    },
    {
      id: 'camera-icon',
      ...camera,
      type: 'symbol',
      minzoom: cameraViewZoom,
      layout: {
        'icon-image': ['concat', 'camera:', ['get', 'kind'], ':', ['get', 'state'], `:${view.theme}`],
        'icon-rotate': ['coalesce', ['get', 'azimuthDegrees'], 0],
        'icon-rotation-alignment': 'map',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 15, 0.62, 18, 1],
        'symbol-sort-key': ['case', ['==', ['get', 'state'], 'fault'], 2, 1],
      },
    },
  ]
}
