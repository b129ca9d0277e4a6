import { useEventListener } from '@vueuse/core'
import { onBeforeUnmount, watch } from 'vue'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { twiceArea, cellOf, type Cell } from '../../geodata/zoning/grid.ts'
import { drawZone, madeZone, reshapeZone, splitZone } from '../../geodata/zoning/groundChanges.ts'
import { zoneUnder } from '../../geodata/zoning/zoneAt.ts'
import { useDesk } from '../stores/desk.ts'
import { useZonePlanDraft } from '../stores/zonePlanDraft.ts'
import { useViews } from '../stores/views.ts'
import { useZonePlans } from '../stores/zonePlans.ts'
import { usePlanKeys } from './usePlanKeys.ts'

const newKey = () => uuidv7(Math.random, Date.now())
/** A line that crosses a zone more often than this was meant otherwise. */
const mostPieces = 12

/** The draft in the editor and the tools of the desk: which one is in hand, what comes of lines that were drawn, keys, and what is kept when the tab goes. */
export function usePlanDraft(viewId: string) {
  const draft = useZonePlanDraft()
  const desk = useDesk()
  const plans = useZonePlans()
  const views = useViews()

  // One tool is in hand: that of the draft while it is worked on.
  const handOf = () => (draft.tool === 'draw' ? 'drawPolygon' : draft.tool === 'split' || draft.tool === 'reshape' ? 'drawLine' : 'editPlan') as typeof desk.tool
  watch(() => [draft.active, draft.tool] as const, ([active], before) => {
    desk.drawing = null
    if (active) desk.tool = handOf()
    else if (before?.[0]) desk.tool = 'select'
  }, { immediate: true })
  // Whatever else was taken up for a while (a measurement) gives the hand back.
  watch(() => desk.tool, (tool) => { if (tool === 'select' && draft.active) desk.tool = handOf() })
  watch(() => desk.drawing, (drawing) => { if (drawing?.done && drawing.geometry && draft.active && draft.tool !== 'vertex' && draft.tool !== 'merge') drawn(drawing.geometry) })

  function drawn(geometry: NonNullable<typeof desk.drawing>['geometry']) {
    const chosen = draft.selected[0]
    if (geometry?.type === 'Polygon') {
      const cells = ringOf(geometry.coordinates[0]!.slice(0, -1))
      const made = madeZone(newKey())
      if (draft.act((topology) => drawZone(topology, made, [cells]))) draft.pick(made.key)
    } else if (geometry?.type === 'LineString') {
      const cells = geometry.coordinates.map((place) => cellOf(place))
      const target = chosen ?? zoneUnder(draft.topology!, cells)
      if (target && draft.tool === 'split') draft.act((topology) => splitZone(topology, target, cells, Array.from({ length: mostPieces }, newKey)))
      if (target && draft.tool === 'reshape') draft.act((topology) => reshapeZone(topology, target, cells))
      if (target) draft.pick(target)
    }
    // What was refused is drawn again with the same tool; what was done goes back to the corners.
    const why = draft.refusal
    if (why) { draft.take(draft.tool); draft.refusal = why } else draft.take('vertex')
    desk.drawing = null
    desk.tool = 'editPlan'
    if (why) desk.tool = handOf()
  }
  const ringOf = (places: readonly LngLat[]): Cell[] => {
    const cells = places.map((place) => cellOf(place))
    return twiceArea(cells.map(([x]) => x), cells.map(([, y]) => y)) < 0 ? cells.toReversed() : cells
  }

  // Another tab of the side panel leaves it in hand, with all that can be taken back; another plan, or one that is no draft any more, does not.
  watch(() => [views.views[viewId]?.planId, plans.byId.get(draft.plan?.id ?? '')?.state] as const, ([planId, state]) => { if (draft.plan && (planId !== draft.plan.id || (state && state !== 'draft'))) draft.close() })
  onBeforeUnmount(draft.close)
  usePlanKeys(viewId)
  // What was saved is the version that a plan is adopted by.
  watch(() => draft.plan, (plan) => { if (plan) plans.put([plan]) })
  useEventListener(window, 'online', () => void draft.hurry())
  useEventListener(window, 'pagehide', () => draft.keepNow())
}
