import { shallowRef } from 'vue'
import type { PlanZone } from '../../../geodata/model/zonePlan.ts'
import { applyChange, isRefusal, joined, planZone, reversed, type Outcome, type Topology, type TopologyChange, type TopologyRefusal } from '../../../geodata/zoning/topology.ts'
import { moveVertex } from '../../../geodata/zoning/vertexChanges.ts'

/** What is moved right now: the zones as they would be. */
export type PlanDrag = { vertex: number; zones: PlanZone[] }

/**
 * The zones over shared vertices and what was done to them, as values that are taken back and done again.
 * @param settled told of every change that stands @param moving told of every step of one that is under way
 */
export function planDraftHistory(settled: (change: TopologyChange) => void, moving: (zones: PlanZone[]) => void) {
  const topology = shallowRef<Topology | null>(null)
  const done = shallowRef<readonly TopologyChange[]>([])
  const undone = shallowRef<readonly TopologyChange[]>([])
  const refusal = shallowRef<TopologyRefusal['refused'] | null>(null)
  const drag = shallowRef<PlanDrag | null>(null)
  let dragged: TopologyChange | null = null

  function push(change: TopologyChange) {
    done.value = [...done.value, change]
    undone.value = []
    settled(change)
  }
  /** The one door for edits. @returns what was done; why not stands in `refusal` */
  function act(work: (topology: Topology) => Outcome): TopologyChange | null {
    if (!topology.value) return null
    finishDrag()
    const outcome = work(topology.value)
    refusal.value = isRefusal(outcome) ? outcome.refused : null
    if (isRefusal(outcome)) return null
    push(outcome)
    return outcome
  }
  function step(from: typeof done, to: typeof done, turn: (change: TopologyChange) => TopologyChange) {
    finishDrag()
    const change = from.value.at(-1)
    if (!change || !topology.value) return
    from.value = from.value.slice(0, -1)
    to.value = [...to.value, change]
    applyChange(topology.value, turn(change))
    refusal.value = null
    settled(change)
  }

  /** A step of a drag: applied at once, but one change with those before it. */
  function dragTo(id: number, cell: readonly [number, number]) {
    const now = topology.value
    if (!now) return
    const outcome = moveVertex(now, id, cell)
    refusal.value = isRefusal(outcome) ? outcome.refused : null
    if (isRefusal(outcome)) return
    dragged = dragged ? joined(dragged, outcome) : outcome
    const zones = outcome.zones.map(({ key }) => planZone(now, key))
    drag.value = { vertex: id, zones }
    moving(zones)
  }
  function finishDrag() {
    const change = dragged
    dragged = null
    drag.value = null
    if (change) push(change)
  }
  function begin(of: Topology | null) {
    topology.value = of
    done.value = undone.value = []
    dragged = drag.value = refusal.value = null
  }
  return { topology, done, undone, refusal, drag, act, undo: () => step(done, undone, reversed), redo: () => step(undone, done, (change) => change), dragTo, finishDrag, begin }
}
