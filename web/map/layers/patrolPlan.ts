import type { Feature } from 'geojson'
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl'
import type { View } from '../../../geodata/model/view.ts'
import { bold } from '../basemap/text.ts'
import { cameraColors, inkOf, teamColor, teamColorCount, type Theme } from '../palette.ts'
import { remember } from '../remember.ts'
import type { PatrolPlanScene, RoundScene, RoundStop, SceneData } from '../sceneData.ts'
import { geojson, type Part } from './part.ts'

const waysOf = remember((rounds: readonly RoundScene[]) => geojson({
  type: 'FeatureCollection',
  features: rounds.filter(({ line }) => line.length > 1).map(({ rank, line, straight }): Feature => ({
    type: 'Feature', geometry: { type: 'LineString', coordinates: line as [number, number][] },
    // Ways that share a street lie beside each other.
    properties: { rank, straight, broken: rank >= teamColorCount, beside: (rank % 2 ? -1 : 1) * Math.ceil((rank % 6) / 2) * 2.5 },
  })),
}))

/** Teams that begin at one place share a sign there, as does a round that ends where it began. */
function isDrawn(rounds: readonly RoundScene[], rank: number, { kind, place }: RoundStop): boolean {
  if (kind === 'break') return false
  if (kind !== 'start' && kind !== 'end') return true
  const edges = rounds.flatMap((round) => round.stops.filter((stop) => (stop.kind === 'start' || stop.kind === 'end') && String(stop.place) === String(place)).map((stop) => ({ rank: round.rank, kind: stop.kind })))
  return edges[0]?.rank === rank && edges[0].kind === kind
}
const shared = (rounds: readonly RoundScene[], { place }: RoundStop) => rounds.filter(({ stops }) => String(stops[0]?.place) === String(place)).length > 1
/** Visits of one place in one round share a mark: `B3/9`. */
const again = ({ kind, place }: RoundStop, stops: readonly RoundStop[]) => stops.filter((one) => one.kind === kind && (kind === 'hotspot' || kind === 'checkpoint') && String(one.place) === String(place))
const isFirst = (stop: RoundStop, stops: readonly RoundStop[]) => (again(stop, stops)[0] ?? stop) === stop
const signOf = (stop: RoundStop, stops: readonly RoundStop[]) => again(stop, stops).map(({ sign }, i) => (i === 0 ? sign : sign.replace(/^\D+/, ''))).join('/')
const stopsOf = remember((rounds: readonly RoundScene[]) => geojson({
  type: 'FeatureCollection',
  features: rounds.flatMap(({ rank, stops, sign }) => stops.filter((stop) => isDrawn(rounds, rank, stop) && isFirst(stop, stops)).map((stop): Feature => ({
    type: 'Feature', geometry: { type: 'Point', coordinates: stop.place },
    properties: { id: stop.id, ids: again(stop, stops).map(({ id }) => id).join() || stop.id, rank, sign: signOf(stop, stops) || (shared(rounds, stop) ? `${sign}+` : sign), name: stop.name, state: stop.state ?? '', shape: stop.kind === 'end' ? 'start' : stop.kind, locked: stop.locked },
  }))),
}))
const placesOf = remember((places: PatrolPlanScene['places']) => geojson({ type: 'FeatureCollection', features: places.map(({ place, kind, name, taken }): Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates: place }, properties: { kind, name, taken } })) }))

const colorOf = (theme: Theme) => ['match', ['%', ['get', 'rank'], teamColorCount], ...Array.from({ length: teamColorCount - 1 }, (_, rank) => [rank, teamColor(rank, theme)]).flat(), teamColor(teamColorCount - 1, theme)] as unknown as ExpressionSpecification

/** The rounds of a plan: a way and numbered stops for each team, told apart by colour and letter. Before there are any, the places that may be chosen. */
export function patrolPlanPart({ patrolPlan }: Pick<SceneData, 'patrolPlan'>, view: View): Part {
  if (!patrolPlan) return {}
  const { rounds, places, looked } = patrolPlan
  const stands: (front: number, back: number) => ExpressionSpecification | number = (front, back) => (looked === null ? front : ['case', ['==', ['get', 'rank'], looked], front, back])
  return {
    sources: { 'patrol-plan-ways': waysOf(rounds), 'patrol-plan-stops': stopsOf(rounds), 'patrol-plan-places': placesOf(places) },
    top: [...wayLayers(view.theme, stands), ...placeLayers(view.theme), ...stopLayers(patrolPlan, view.theme, stands(1, 0.35))],
  }
}

function wayLayers(theme: Theme, stands: (front: number, back: number) => ExpressionSpecification | number): LayerSpecification[] {
  const ink = inkOf[theme]
  const onStreets: ExpressionSpecification = ['!', ['get', 'straight']]
  const way = (id: string, filter: ExpressionSpecification, paint: object): LayerSpecification => ({
    id, source: 'patrol-plan-ways', type: 'line', filter, layout: { 'line-join': 'round', 'line-cap': 'butt' },
    paint: { 'line-color': colorOf(theme), 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 2.5, 17, 5], 'line-offset': ['get', 'beside'], 'line-opacity': stands(1, 0.3), ...paint },
  })
  return [
    way('patrol-plan-casing', onStreets, { 'line-color': ink.halo, 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 5, 17, 9], 'line-opacity': stands(0.75, 0.2) }),
    way('patrol-plan-way', ['all', onStreets, ['!', ['get', 'broken']]], {}),
    way('patrol-plan-broken', ['all', onStreets, ['get', 'broken']], { 'line-dasharray': [3, 1.2] }),
    way('patrol-plan-straight', ['get', 'straight'], { 'line-dasharray': [0.6, 1.6], 'line-width': 3 }),
    {
      id: 'patrol-plan-heading', source: 'patrol-plan-ways', type: 'symbol', filter: onStreets, minzoom: 13,
      layout: { 'symbol-placement': 'line', 'symbol-spacing': 110, 'text-field': '›', 'text-font': bold, 'text-size': 24, 'text-keep-upright': false, 'text-allow-overlap': true, 'text-ignore-placement': true, 'text-padding': 0 },
      paint: { 'text-color': colorOf(theme), 'text-halo-color': ink.halo, 'text-halo-width': 2, 'text-opacity': stands(1, 0.3) },
    },
  ]
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

function stopLayers({ pointed, looked }: PatrolPlanScene, theme: Theme, stands: ExpressionSpecification | number): LayerSpecification[] {
  const ink = inkOf[theme]
  const is = (state: string): ExpressionSpecification => ['==', ['get', 'state'], state]
  const isPointed: ExpressionSpecification = ['in', pointed ?? '~', ['get', 'ids']]
  const ring: ExpressionSpecification = ['case', isPointed, ink.select, is('late'), cameraColors[theme].fault, ink.patrol]
  return [
    {
      id: 'patrol-plan-ring', source: 'patrol-plan-stops', type: 'circle', filter: ['any', isPointed, is('late'), is('next')],
      paint: { 'circle-radius': 19, 'circle-color': ring, 'circle-opacity': 0.35, 'circle-stroke-color': ring, 'circle-stroke-width': 2 },
    },
    {
      id: 'patrol-plan-stop', source: 'patrol-plan-stops', type: 'symbol',
      layout: {
        'icon-image': ['concat', 'stop:', ['get', 'shape'], ':', colorOf(theme), `:${theme}`], 'icon-allow-overlap': true, 'icon-ignore-placement': true,
        'text-field': ['concat', ['get', 'sign'], ['case', is('done'), '✓', '']], 'text-font': bold, 'text-size': 11.5, 'text-allow-overlap': true, 'text-ignore-placement': true,
        // What is looked at lies over the rest.
        'symbol-sort-key': ['+', ['case', ['==', ['get', 'rank'], looked ?? -1], 1_000, 0], ['case', isPointed, 10_000, 0]],
      },
      paint: { 'text-color': ink.label, 'text-halo-color': ink.halo, 'text-halo-width': 1.5, 'icon-opacity': ['case', is('done'), 0.55, stands], 'text-opacity': stands },
    },
  ]
}
