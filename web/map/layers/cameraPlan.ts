import type { Feature } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { View } from '../../../geodata/model/view.ts'
import { bold } from '../basemap/text.ts'
import { cameraColors, inkOf } from '../palette.ts'
import { remember } from '../remember.ts'
import type { CameraPlanScene, SceneData } from '../sceneData.ts'
import { geojson, type Part } from './part.ts'

/** Nearer than this a lamp is drawn as one. */
const lampZoom = 16

const sourceOf = remember((scene: CameraPlanScene) => geojson({
  type: 'FeatureCollection',
  features: [
    ...scene.sites.flatMap(({ lng, lat, kind, seen }, i): Feature[] => {
      const properties = { site: true, number: String(i + 1), turns: kind === 'ptz', pointed: scene.pointed === i + 1 }
      return [...(seen ? [{ type: 'Feature' as const, geometry: seen, properties }] : []), { type: 'Feature', geometry: { type: 'Point', coordinates: [lng, lat] }, properties }]
    }),
    ...scene.drawn.map((coordinates): Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates }, properties: { site: false } })),
  ],
}))

const lightsOf = remember((lights: CameraPlanScene['lights']) => geojson({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry: { type: 'MultiPoint', coordinates: lights as [number, number][] }, properties: {} }] }))

/** Cameras of a proposal or a plan: numbered as in the list, with the ground that each would see; what is only seen when a camera turns there is dashed. Places that were chosen to be tried are small rings, street lights on which cameras could be hung small lamps. */
export function cameraPlanPart({ cameraPlan }: Pick<SceneData, 'cameraPlan'>, view: View): Part {
  if (!cameraPlan || cameraPlan.sites.length + cameraPlan.drawn.length + cameraPlan.lights.length === 0) return {}
  const ink = inkOf[view.theme]
  const color = cameraColors[view.theme].planned
  const ground: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon']
  const site: ExpressionSpecification = ['all', ['==', ['geometry-type'], 'Point'], ['get', 'site']]
  const edge = (id: string, turns: boolean, dashes: object): LayerSpecification => ({
    id, source: 'camera-plan', type: 'line', filter: ['all', ground, ['==', ['get', 'turns'], turns]], layout: { 'line-join': 'round' }, paint: { 'line-color': color, 'line-width': ['case', ['get', 'pointed'], 3, 1.4], ...dashes },
  })
  return {
    sources: { 'camera-plan': sourceOf(cameraPlan), ...(cameraPlan.lights.length ? { 'camera-plan-lights': lightsOf(cameraPlan.lights) } : {}) },
    cover: [
      { id: 'camera-plan-seen', source: 'camera-plan', type: 'fill', filter: ground, paint: { 'fill-color': color, 'fill-opacity': ['case', ['get', 'pointed'], 0.5, ['get', 'turns'], 0.14, 0.28] } },
      edge('camera-plan-edge', false, {}), edge('camera-plan-edge-turns', true, { 'line-dasharray': [3, 3] }),
    ],
    top: [
      ...(cameraPlan.lights.length ? [
        { id: 'camera-plan-light-far', source: 'camera-plan-lights', type: 'circle', maxzoom: lampZoom, paint: { 'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, 1.2, lampZoom, 3], 'circle-color': color, 'circle-stroke-color': ink.halo, 'circle-stroke-width': 1 } },
        { id: 'camera-plan-light', source: 'camera-plan-lights', type: 'symbol', minzoom: lampZoom, layout: { 'icon-image': `place:street_light:${view.theme}`, 'icon-allow-overlap': true, 'icon-ignore-placement': true } },
      ] satisfies LayerSpecification[] : []),
      { id: 'camera-plan-drawn', source: 'camera-plan', type: 'circle', filter: ['!', ['get', 'site']], paint: { 'circle-radius': 5, 'circle-color': ink.halo, 'circle-opacity': 0.4, 'circle-stroke-color': color, 'circle-stroke-width': 2 } },
      { id: 'camera-plan-site', source: 'camera-plan', type: 'circle', filter: site, paint: { 'circle-radius': ['case', ['get', 'pointed'], 13, 10], 'circle-color': ink.halo, 'circle-stroke-color': color, 'circle-stroke-width': 2.5 } },
      { id: 'camera-plan-number', source: 'camera-plan', type: 'symbol', filter: site, layout: { 'text-field': ['get', 'number'], 'text-font': bold, 'text-size': 12, 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': ink.label } },
    ],
  }
}
