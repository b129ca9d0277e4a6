import type { Feature } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { View } from '../../../geodata/model/view.ts'
import { bold } from '../basemap/text.ts'
import { cameraColors, inkOf, teamColor, teamColorCount, type Theme } from '../palette.ts'
import type { PatrolPlanScene, RoundScene, SceneData } from '../sceneData.ts'
import { geojson, type Part } from './part.ts'

const waysOf = (rounds: readonly RoundScene[], looked: number | null, theme: Theme): Feature[] => rounds.filter(({ line }) => line.length > 1).map(({ rank, line, straight }) => ({
  type: 'Feature', geometry: { type: 'LineString', coordinates: line as [number, number][] },
  // Ways that share a street lie beside each other.
  properties: { rank, color: teamColor(rank, theme), straight, broken: rank >= teamColorCount, back: looked !== null && looked !== rank, beside: (rank % 2 ? -1 : 1) * Math.ceil((rank % 6) / 2) * 2.5 },
}))

function stopsOf({ rounds, looked, pointed }: PatrolPlanScene, theme: Theme): Feature[] {
  return rounds.flatMap(({ rank, stops, sign }) => {
    const back = looked !== null && looked !== rank
    return stops.filter(({ kind, place }, i) => kind !== 'break' && !(kind === 'end' && place[0] === stops[0]?.place[0] && place[1] === stops[0].place[1] && i > 0)).map((stop): Feature => ({
      type: 'Feature', geometry: { type: 'Point', coordinates: stop.place },
      properties: {
        id: stop.id, sign: stop.kind === 'start' || stop.kind === 'end' ? sign : stop.sign, name: stop.name, back, pointed: stop.id === pointed, state: stop.state ?? '', order: (back ? 0 : 1_000) + (stop.id === pointed ? 10_000 : 0) - rank,
        icon: `stop:${stop.kind === 'end' ? 'start' : stop.kind}:${teamColor(rank, theme)}:${theme}`, locked: stop.locked,
      },
    }))
  })
}

const placesOf = ({ places }: PatrolPlanScene): Feature[] => places.map(({ place, kind, name, taken }) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: place }, properties: { kind, name, taken } }))

/** The rounds of a plan: a way and numbered stops for each team, told apart by colour and letter. Before there are any, the places that may be chosen. */
export function patrolPlanPart({ patrolPlan }: Pick<SceneData, 'patrolPlan'>, view: View): Part {
  if (!patrolPlan) return {}
  const ink = inkOf[view.theme]
  const color: ExpressionSpecification = ['get', 'color']
  const back: ExpressionSpecification = ['case', ['get', 'back'], 0.35, 1]
  const way = (id: string, filter: unknown[], paint: object): LayerSpecification => ({
    id, source: 'patrol-plan-ways', type: 'line', filter: filter as never, layout: { 'line-join': 'round', 'line-cap': 'butt' },
    paint: { 'line-color': color, 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 2.5, 17, 5], 'line-offset': ['get', 'beside'], 'line-opacity': back, ...paint },
  })
  return {
    sources: {
      'patrol-plan-ways': geojson({ type: 'FeatureCollection', features: waysOf(patrolPlan.rounds, patrolPlan.looked, view.theme) }),
      'patrol-plan-stops': geojson({ type: 'FeatureCollection', features: stopsOf(patrolPlan, view.theme) }),
      'patrol-plan-places': geojson({ type: 'FeatureCollection', features: placesOf(patrolPlan) }),
    },
    top: [
      way('patrol-plan-casing', ['!', ['get', 'straight']], { 'line-color': ink.halo, 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 5, 17, 9], 'line-opacity': ['case', ['get', 'back'], 0.2, 0.75] }),
      way('patrol-plan-way', ['all', ['!', ['get', 'straight']], ['!', ['get', 'broken']]], {}),
      way('patrol-plan-broken', ['all', ['!', ['get', 'straight']], ['get', 'broken']], { 'line-dasharray': [3, 1.2] }),
      way('patrol-plan-straight', ['get', 'straight'], { 'line-dasharray': [0.6, 1.6], 'line-width': 3 }),
      {
        id: 'patrol-plan-heading', source: 'patrol-plan-ways', type: 'symbol', filter: ['!', ['get', 'straight']], minzoom: 13,
        layout: { 'symbol-placement': 'line', 'symbol-spacing': 110, 'text-field': '›', 'text-font': bold, 'text-size': 24, 'text-keep-upright': false, 'text-allow-overlap': true, 'text-ignore-placement': true, 'text-padding': 0 },
        paint: { 'text-color': color, 'text-halo-color': ink.halo, 'text-halo-width': 2, 'text-opacity': back },
      },
      ...placeLayers(view.theme),
      ...stopLayers(view.theme, back),
    ],
  }
}

function placeLayers(theme: Theme): LayerSpecification[] {
  const ink = inkOf[theme]
  const taken: ExpressionSpecification = ['get', 'taken']
  return [
    { id: 'patrol-plan-place', source: 'patrol-plan-places', type: 'circle', paint: { 'circle-radius': ['case', taken, 8, 5], 'circle-color': ['case', taken, ink.measure, ink.halo], 'circle-opacity': 0.9, 'circle-stroke-color': ['case', taken, ink.halo, ink.measure], 'circle-stroke-width': 2 } },
    {
      id: 'patrol-plan-place-name', source: 'patrol-plan-places', type: 'symbol', filter: taken, minzoom: 13,
      layout: { 'text-field': ['get', 'name'], 'text-font': bold, 'text-size': 12, 'text-variable-anchor': ['top', 'bottom', 'right', 'left'], 'text-radial-offset': 0.9, 'text-optional': true, 'text-max-width': 8 },
      paint: { 'text-color': ink.label, 'text-halo-color': ink.halo, 'text-halo-width': 2 },
    },
  ]
}

function stopLayers(theme: Theme, back: ExpressionSpecification): LayerSpecification[] {
  const ink = inkOf[theme]
  const is = (state: string): ExpressionSpecification => ['==', ['get', 'state'], state]
  return [
    {
      id: 'patrol-plan-ring', source: 'patrol-plan-stops', type: 'circle', filter: ['any', ['get', 'pointed'], is('late'), is('next')],
      paint: { 'circle-radius': 19, 'circle-color': ['case', ['get', 'pointed'], ink.select, is('late'), cameraColors[theme].fault, ink.patrol], 'circle-opacity': 0.35, 'circle-stroke-color': ['case', ['get', 'pointed'], ink.select, is('late'), cameraColors[theme].fault, ink.patrol], 'circle-stroke-width': 2 },
    },
    {
      id: 'patrol-plan-stop', source: 'patrol-plan-stops', type: 'symbol',
      layout: {
        'icon-image': ['get', 'icon'], 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'text-field': ['concat', ['get', 'sign'], ['case', is('done'), '✓', '']], 'text-font': bold, 'text-size': 11.5, 'text-allow-overlap': true, 'text-ignore-placement': true, 'symbol-sort-key': ['get', 'order'],
      },
      paint: { 'text-color': ink.label, 'icon-opacity': ['case', is('done'), 0.55, back], 'text-opacity': back },
    },
  ]
}
