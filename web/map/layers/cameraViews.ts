import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl'
import type { CameraState } from '../../../geodata/model/camera.ts'
import type { View } from '../../../geodata/model/view.ts'
import { tileSource } from '../basemap/style.ts'
import { cameraColors } from '../palette.ts'
import type { SceneData } from '../sceneData.ts'
import type { Part } from './part.ts'

const seen = { source: 'camera-views', 'source-layer': 'view', minzoom: 14 } as const
const is = (key: string, value: string | boolean): ExpressionSpecification => ['==', ['get', key], value]
const online = is('state', 'online')
const planned = is('state', 'planned')
const always = is('always', true)
const due = is('due', true)
const detect = is('band', 'detect')

/**
 * The ground that cameras see, cut by buildings, as the server worked it out: filled where a camera watches now, deeper where it is near enough to observe; a camera that turns has a broken
 * edge, since it looks somewhere in there; one that is offline or faulty sees nothing now and has dots for an edge, a planned one long dashes. What is being worked out anew is faint and ringed.
 */
export function cameraViewsPart(data: SceneData, view: View): Part {
  const colors = cameraColors[view.theme]
  const byState = ['match', ['get', 'state'], ...(Object.keys(colors) as CameraState[]).flatMap((state) => [state, colors[state]]), colors.offline] as unknown as ExpressionSpecification
  const selectedId = view.selection?.noun === 'camera' ? view.selection.id : -1
  const selected: ExpressionSpecification = ['==', ['get', 'id'], selectedId]
  return {
    sources: { 'camera-views': tileSource('cameraViews', data.tiles) },
    cover: [fill(byState, selected), ...edges(byState, selected)],
    top: [{ id: 'camera-due', source: 'camera-views', 'source-layer': 'due', minzoom: 14, type: 'circle', paint: { 'circle-radius': 11, 'circle-opacity': 0, 'circle-stroke-color': colors.online, 'circle-stroke-width': 2, 'circle-stroke-opacity': 0.8 } }],
  }
}

function fill(byState: ExpressionSpecification, selected: ExpressionSpecification): LayerSpecification {
  const quiet = ['any', due, ['!', online]] as ExpressionSpecification
  return { id: 'camera-view', ...seen, type: 'fill', paint: { 'fill-color': byState, 'fill-antialias': false, 'fill-opacity': ['case', ['all', selected, online], 0.3, quiet, 0.03, ['!', always], 0.06, 0.15] } }
}

type Edge = { id: string; filter: ExpressionSpecification; width: number; opacity: number; dashes?: number[] }
const kinds: Edge[] = [
  { id: 'camera-planned-edge', filter: planned, width: 1.4, opacity: 0.9, dashes: [5, 3] },
  { id: 'camera-dark-edge', filter: ['all', ['!', online], ['!', planned]], width: 1.2, opacity: 0.75, dashes: [0.8, 2.2] },
  { id: 'camera-due-edge', filter: ['all', online, due], width: 1, opacity: 0.5, dashes: [0.8, 2.2] },
  { id: 'camera-reach-edge', filter: ['all', online, ['!', due], ['!', always]], width: 1, opacity: 0.6, dashes: [3, 3] },
  { id: 'camera-view-edge', filter: ['all', online, ['!', due], always], width: 0.9, opacity: 0.6 },
]

/** Broken lines are layers of their own: a dash cannot follow a property. */
const edges = (byState: ExpressionSpecification, selected: ExpressionSpecification): LayerSpecification[] =>
  kinds.map(({ id, filter, width, opacity, dashes }) => ({
    id, ...seen, type: 'line', filter: ['all', detect, filter] as FilterSpecification,
    paint: { 'line-color': byState, 'line-width': ['case', selected, width + 1.2, width], 'line-opacity': ['case', selected, 1, opacity], ...(dashes ? { 'line-dasharray': dashes } : {}) },
  }))
