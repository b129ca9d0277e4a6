import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { CameraPlan, CameraPlanKeep, CameraPlanRecord, CameraPlanSite, CameraPlanState } from '../../geodata/model/cameraPlan.ts'
import { cameraPlanClient } from '../api/cameraPlans.ts'
import { useLoad } from './loading.ts'
import { versionedRows } from './versionedRows.ts'

/** What is worked on first, what is history last. */
const order: readonly CameraPlanState[] = ['draft', 'adopted', 'discarded']

/** Plans of cameras, by id; newer versions win, whatever order they arrive in. Their sites are read one plan at a time. */
export const useCameraPlans = defineStore('cameraPlans', () => {
  const list = useLoad((signal) => cameraPlanClient.list(signal))
  const opened = useLoad((signal, id: string) => cameraPlanClient.read(id, signal))
  const { byId, put, putWhole } = versionedRows<CameraPlan>()
  const all = computed(() => [...byId.value.values()].toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.changedAt.localeCompare(a.changedAt)))
  /** The plan that lies open, with its sites. */
  const record = computed<CameraPlanRecord | null>(() => {
    const read = opened.data.value
    return read && { ...read, plan: byId.value.get(read.plan.id) ?? read.plan }
  })
  /** Under the pointer, while it is there: the number of a site. */
  const pointed = shallowRef<number | null>(null)

  async function load() {
    const read = await list.load()
    if (read) putWhole(read.plans)
  }
  async function open(id: string): Promise<CameraPlanRecord | null> {
    const read = await opened.load(id)
    if (read) put([read.plan])
    return read
  }
  function take({ plan }: { plan: CameraPlan }): CameraPlan {
    put([plan])
    // Adoption gives its sites their cameras.
    if (opened.data.value?.plan.id === plan.id) void open(plan.id)
    return plan
  }
  const version = (id: string) => byId.value.get(id)?.version ?? 1
  /** @throws Problem, as all that follow; of two who change the same version the second is a Problem 409 */
  const keep = async (plan: CameraPlanKeep) => take(await cameraPlanClient.keep(plan))
  const rename = async (id: string, name: string) => take(await cameraPlanClient.change(id, { version: version(id), name }))
  const withSites = async (id: string, sites: CameraPlanSite[]) => take(await cameraPlanClient.change(id, { version: version(id), sites }))
  const step = async (name: 'adopt' | 'withdraw' | 'discard', id: string) => take(await cameraPlanClient.step(name, id, version(id)))
  function clear() {
    list.reset()
    opened.reset()
    byId.value = new Map()
  }
  return { state: list.state, error: list.error, openState: opened.state, openError: opened.error, byId, all, record, pointed, load, open, keep, rename, withSites, step, clear }
})
