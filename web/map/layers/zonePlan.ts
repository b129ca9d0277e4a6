import type { Feature } from 'geojson'
import type { ExpressionSpecification } from 'maplibre-gl'
import type { View } from '../../../geodata/model/view.ts'
import type { PlanProblem, PlanZone } from '../../../geodata/model/zonePlan.ts'
import { placeOf } from '../../../geodata/zoning/grid.ts'
import type { Topology } from '../../../geodata/zoning/topology.ts'
import { inkOf } from '../palette.ts'
import { remember } from '../remember.ts'
import type { PlanDraftHeld, SceneData } from '../sceneData.ts'
import { emptyCollection, geojson, type Part } from './part.ts'

const featuresOf = (features: Feature[]) => geojson({ type: 'FeatureCollection', features })

const chosenOf = remember((draft: PlanDraftHeld) => featuresOf(draft.zones.filter(({ key }) => draft.selected.includes(key)).map(({ geometry }): Feature => ({ type: 'Feature', geometry, properties: {} }))))
const movingOf = remember((zones: readonly PlanZone[]) => featuresOf(zones.map(({ geometry }): Feature => ({ type: 'Feature', geometry, properties: {} }))))
const handlesOf = remember((draft: PlanDraftHeld) => featuresOf(draft.selected.flatMap((key) => (draft.topology.zones.get(key)?.polygons ?? []).flat().flatMap((ring) => ringHandles(draft, ring)))))

/** Corners that can be dragged, those that cannot, and the middles of edges, which become corners. */
function ringHandles({ topology, vertex }: PlanDraftHeld, ring: readonly number[]): Feature[] {
  const { x, y, fixed, users } = topology
  return ring.flatMap((id, i): Feature[] => {
    const next = ring[(i + 1) % ring.length]!
    const sort = id === vertex ? 'chosen' : fixed.has(id) ? 'fixed' : (users.get(id)?.size ?? 0) > 1 ? 'shared' : 'own'
    return [
      { type: 'Feature', geometry: { type: 'Point', coordinates: placeOf(x[id]!, y[id]!) }, properties: { sort } },
      { type: 'Feature', geometry: { type: 'Point', coordinates: placeOf((x[id]! + x[next]!) / 2, (y[id]! + y[next]!) / 2) }, properties: { sort: 'middle' } },
    ]
  })
}
const chosenVertexOf = ({ topology, vertex }: { topology: Topology; vertex: number | null }): GeoJSON.GeoJSON =>
  (vertex === null || Number.isNaN(topology.x[vertex] ?? Number.NaN) ? emptyCollection : { type: 'Point', coordinates: placeOf(topology.x[vertex]!, topology.y[vertex]!) })

/** Ground that is wrong is hatched, and every problem has a mark where it is. */
const problemsOf = remember((problems: readonly PlanProblem[]) => featuresOf(problems.flatMap(({ kind, blocks, at, geometry }, index): Feature[] => [
  ...(geometry ? [{ type: 'Feature' as const, geometry, properties: { kind, blocks, index } }] : []),
  ...(at && (blocks || kind === 'homeless_building' || kind === 'split_building' || kind === 'sliver') ? [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: at }, properties: { kind, blocks, index } }] : []),
])))

const isHome: ExpressionSpecification = ['in', ['get', 'kind'], ['literal', ['homeless_building', 'split_building']]]
const isSort = (sort: string): ExpressionSpecification => ['==', ['get', 'sort'], sort]

/** What the editor of a plan adds to its zones: the chosen ones with their corners, borders that move, what is wrong. */
export function zonePlanPart({ planDraft: draft }: SceneData, view: View): Part {
  if (!draft) return {}
  const { held } = draft
  const ink = inkOf[view.theme]
  const bad = view.theme === 'dark' ? '#ff5a4f' : '#c2160c'
  const warn = view.theme === 'dark' ? '#ffb454' : '#9a5b00'
  const color: ExpressionSpecification = ['case', ['get', 'blocks'], bad, warn]
  const round = { 'line-join': 'round', 'line-cap': 'round' } as const
  return {
    sources: {
      'plan-chosen': chosenOf(held), 'plan-moving': draft.drag ? movingOf(draft.drag.zones) : geojson(emptyCollection), 'plan-problems': problemsOf(draft.problems),
      'plan-handles': held.tool === 'vertex' && !draft.drag ? handlesOf(held) : geojson(emptyCollection), 'plan-vertex': geojson(held.tool === 'vertex' ? chosenVertexOf(held) : emptyCollection),
    },
    cover: [
      { id: 'plan-problem-fill', source: 'plan-problems', type: 'fill', filter: ['all', ['==', ['geometry-type'], 'Polygon'], ['get', 'blocks']], paint: { 'fill-pattern': `hatch:${bad}` } },
      { id: 'plan-problem-fill-warn', source: 'plan-problems', type: 'fill', filter: ['all', ['==', ['geometry-type'], 'Polygon'], ['!', ['get', 'blocks']]], paint: { 'fill-pattern': `hatch:${warn}` } },
      { id: 'plan-problem-line', source: 'plan-problems', type: 'line', filter: ['==', ['geometry-type'], 'Polygon'], layout: round, paint: { 'line-color': color, 'line-width': 2.5 } },
    ],
    top: [
      { id: 'plan-chosen-casing', source: 'plan-chosen', type: 'line', layout: round, paint: { 'line-color': ink.halo, 'line-width': 6, 'line-opacity': draft.drag ? 0.3 : 0.8 } },
      { id: 'plan-chosen-line', source: 'plan-chosen', type: 'line', layout: round, paint: { 'line-color': ink.measure, 'line-width': 3, 'line-opacity': draft.drag ? 0.3 : 1 } },
      { id: 'plan-moving-casing', source: 'plan-moving', type: 'line', layout: round, paint: { 'line-color': ink.halo, 'line-width': 6 } },
      { id: 'plan-moving-line', source: 'plan-moving', type: 'line', layout: round, paint: { 'line-color': ink.measure, 'line-width': 3 } },
      { id: 'plan-middle', source: 'plan-handles', type: 'circle', minzoom: 15, filter: isSort('middle'), paint: { 'circle-radius': 3, 'circle-color': ink.measure, 'circle-opacity': 0.75, 'circle-stroke-color': ink.halo, 'circle-stroke-width': 1 } },
      { id: 'plan-corner-fixed', source: 'plan-handles', type: 'circle', minzoom: 13, filter: isSort('fixed'), paint: { 'circle-radius': 3, 'circle-color': ink.halo, 'circle-stroke-color': ink.quiet, 'circle-stroke-width': 1.5 } },
      {
        id: 'plan-corner', source: 'plan-handles', type: 'circle', minzoom: 13, filter: ['any', isSort('own'), isSort('shared')],
        paint: { 'circle-radius': ['interpolate', ['linear'], ['zoom'], 13, 2.5, 16, 5.5], 'circle-color': ink.halo, 'circle-stroke-color': ink.measure, 'circle-stroke-width': 2.2 },
      },
      { id: 'plan-vertex', source: 'plan-vertex', type: 'circle', paint: { 'circle-radius': 8, 'circle-color': ink.measure, 'circle-stroke-color': ink.halo, 'circle-stroke-width': 2.5 } },
      { id: 'plan-problem-home', source: 'plan-problems', type: 'circle', filter: ['all', ['==', ['geometry-type'], 'Point'], isHome], paint: { 'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, 1.5, 16, 5], 'circle-color': color, 'circle-stroke-color': ink.halo, 'circle-stroke-width': 1.2 } },
      { id: 'plan-problem-ring', source: 'plan-problems', type: 'circle', filter: ['all', ['==', ['geometry-type'], 'Point'], ['!', isHome]], paint: { 'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, 5, 16, 10], 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': color, 'circle-stroke-width': 3 } },
    ],
  }
}
