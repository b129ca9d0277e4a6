import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { householdBounds } from '../../geodata/model/zone.ts'
import type { PlanGround, PlanZone, ZonePlan, ZonePlanRecord } from '../../geodata/model/zonePlan.ts'
import { buildTopology } from '../../geodata/zoning/buildTopology.ts'
import { mergeZones } from '../../geodata/zoning/groundChanges.ts'
import { snapLines, type SnapLines } from '../../geodata/zoning/snapping.ts'
import { planZone, planZones, type TopologyChange } from '../../geodata/zoning/topology.ts'
import { zonePlanClient } from '../api/zonePlans.ts'
import { planDraftChecking } from './planDraft/checking.ts'
import { planDraftChoice } from './planDraft/choice.ts'
import { planDraftHistory } from './planDraft/history.ts'
import { dropDraft, keptDraft } from './planDraft/kept.ts'
import { planDraftSaving } from './planDraft/saving.ts'

/** The draft in the editor: zones over shared vertices, what was done to them as values, what is wrong with them, and whether it is saved. Holds no map. */
export const useZonePlanDraft = defineStore('zonePlanDraft', () => {
  const plan = shallowRef<ZonePlan | null>(null)
  const ground = shallowRef<PlanGround | null>(null)
  const zones = shallowRef<PlanZone[]>([])
  const lines = shallowRef<SnapLines>(snapLines([]))
  /** Zones whose corners were put onto their neighbours' borders when the draft was opened. */
  const mended = shallowRef<readonly string[]>([])
  const choice = planDraftChoice()
  const checking = planDraftChecking()
  const saving = planDraftSaving(async (id, draft) => {
    const { plan: saved } = await zonePlanClient.change(id, draft)
    return plan.value?.id === id ? (plan.value = saved) : saved
  })
  const history = planDraftHistory(settle, (moved) => checking.change(moved.map((zone) => [zone.key, zone] as const)))
  const active = computed(() => history.topology.value !== null)

  /** What has changed goes to the check, to the map and, in a moment, to the server. */
  function settle(change: TopologyChange) {
    const now = history.topology.value!
    checking.change(change.zones.map(({ key }) => [key, now.zones.has(key) ? planZone(now, key) : null] as const))
    zones.value = planZones(now)
    choice.keepTo((key) => now.zones.has(key), (id) => now.users.has(id))
    saving.changed()
  }
  function open({ plan: of, zones: given }: ZonePlanRecord, over: PlanGround) {
    close()
    // What an earlier tab could not save goes on, unless somebody else has saved since.
    const kept = keptDraft(of.id)
    const mine = kept?.version === of.version ? kept.zones : null
    const built = buildTopology(over.area.geometry, mine ?? given)
    ;[plan.value, ground.value] = [of, over]
    history.begin(built.topology)
    mended.value = built.mended
    lines.value = snapLines(over.streets.map(({ geometry }) => geometry.coordinates as LngLat[]))
    zones.value = planZones(built.topology)
    checking.start(over, zones.value)
    saving.begin(of, () => zones.value)
    if (mine || built.mended.length > 0) saving.changed()
  }
  function close() {
    if (!plan.value) return
    history.finishDrag()
    saving.end()
    checking.end()
    choice.reset()
    history.begin(null)
    ;[plan.value, ground.value, zones.value] = [null, null, []]
  }
  /** Another zone becomes part of the chosen one; without a chosen one it is chosen. */
  function mergeInto(key: string) {
    const into = choice.selected.value[0]
    if (into === undefined || into === key) choice.pick(key)
    else if (history.act((now) => mergeZones(now, [into, key]))) { choice.pick(into); choice.take('vertex') }
  }
  return {
    plan, ground, zones, lines, mended, active, bounds: householdBounds, open, close, mergeInto, ...choice, ...history, ...conflictWays({ plan, ground, zones, saving, open }),
    problems: checking.problems, loads: checking.loads, checked: checking.checked, unchecked: checking.unchecked, blocked: checking.blocked,
    savingState: saving.state, savedAt: saving.savedAt, saveProblem: saving.problem, hurry: saving.hurry, known: saving.known, keepNow: saving.keepNow,
  }
})

type Desk = { plan: { value: ZonePlan | null }; ground: { value: PlanGround | null }; zones: { value: PlanZone[] }; saving: ReturnType<typeof planDraftSaving>; open: (record: ZonePlanRecord, over: PlanGround) => void }

/** Where somebody else has saved another version: theirs, or mine beside it. */
function conflictWays({ plan, ground, zones, saving, open }: Desk) {
  function forget(id: string) {
    dropDraft(id)
    saving.state.value = 'saved'
  }
  /** @throws Problem, as the next one */
  async function takeTheirs() {
    if (!plan.value || !ground.value) return
    const over = ground.value
    const record = await zonePlanClient.read(plan.value.id)
    forget(record.plan.id)
    open(record, over)
  }
  /** @returns the id of the copy */
  async function keepAsCopy(name: string): Promise<string | null> {
    if (!plan.value) return null
    const { id: from, areaId, note, origin } = plan.value
    const newId = () => uuidv7(Math.random, Date.now())
    const copy = await zonePlanClient.keep({ id: newId(), areaId, name, note, origin: { ...origin, copyOf: from }, zones: zones.value.map((zone) => ({ ...zone, key: newId() })) })
    forget(from)
    return copy.plan.id
  }
  return { takeTheirs, keepAsCopy }
}
