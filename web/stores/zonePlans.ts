import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Change } from '../../geodata/model/change.ts'
import type { ZonePlan, ZonePlanKeep, ZonePlanRecord, ZonePlanState } from '../../geodata/model/zonePlan.ts'
import { zonePlanClient } from '../api/zonePlans.ts'
import { useLoad } from './loading.ts'
import { useZonePlanDraft } from './zonePlanDraft.ts'
import { planOfPlan } from './zonePlanOf.ts'
import { versionedRows } from './versionedRows.ts'

/** What is worked on first, what is history last. */
const order: readonly ZonePlanState[] = ['draft', 'scheduled', 'adopted', 'discarded']

/** The draft in the editor is saved against this version from now on. */
function told(plan: ZonePlan): ZonePlan {
  useZonePlanDraft().known(plan)
  return plan
}

/** Plans of zones, by id; newer versions win, whatever order they arrive in. Their zones are read one plan at a time. */
export const useZonePlans = defineStore('zonePlans', () => {
  const list = useLoad((signal) => zonePlanClient.list(signal))
  const opened = useLoad((signal, id: string) => zonePlanClient.read(id, signal))
  const { byId, put, putWhole } = versionedRows<ZonePlan>()
  const all = computed(() => [...byId.value.values()].toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.changedAt.localeCompare(a.changedAt)))
  /** The plan that lies open, with its zones. */
  const record = computed<ZonePlanRecord | null>(() => {
    const read = opened.data.value
    return read && { ...read, plan: byId.value.get(read.plan.id) ?? read.plan }
  })
  const inArea = (areaIds: readonly number[]) => all.value.filter((plan) => areaIds.includes(plan.areaId))

  async function load() {
    const read = await list.load()
    if (read) putWhole(read.plans)
  }
  async function open(id: string): Promise<ZonePlanRecord | null> {
    const read = await opened.load(id)
    if (read) put([read.plan])
    return read
  }
  const close = () => opened.reset()
  function take({ plan }: { plan: ZonePlan }): ZonePlan {
    put([plan])
    return plan
  }
  /** Somebody changed something; of the open plan the zones are read again, unless they lie in the editor here: what it saves meets the newer version and says so. */
  function apply(change: Change) {
    put(change.rows as ZonePlan[], change.gone.map(String))
    const mine = opened.data.value?.plan
    const newest = mine && byId.value.get(mine.id)
    const edited = newest?.state === 'draft' && useZonePlanDraft().plan?.id === newest.id
    if (newest && newest.version > mine.version && !edited) void open(mine.id)
  }
  const version = (id: string) => byId.value.get(id)?.version ?? 1
  /** @throws Problem, as all that follow; of two who change the same version the second is a Problem 409 */
  const keep = async (plan: ZonePlanKeep) => take(await zonePlanClient.keep(plan))
  const rename = async (id: string, name: string, note?: string) => told(take(await zonePlanClient.change(id, { version: version(id), name, ...(note === undefined ? {} : { note }) })))
  async function adopt(id: string, on: string) {
    const adopted = take(await zonePlanClient.adopt(id, { version: version(id), on }))
    // Its zones have their codes and serials now.
    if (opened.data.value?.plan.id === id) void open(id)
    return adopted
  }
  const withdraw = async (id: string) => take(await zonePlanClient.withdraw(id, version(id)))
  const discard = async (id: string) => take(await zonePlanClient.discard(id, version(id)))
  const copy = async (id: string) => keep(planOfPlan(await zonePlanClient.read(id)))
  function clear() {
    list.reset()
    opened.reset()
    byId.value = new Map()
  }
  return { state: list.state, error: list.error, openState: opened.state, openError: opened.error, byId, all, record, inArea, load, open, close, put, take, apply, keep, rename, adopt, withdraw, discard, copy, clear }
})
