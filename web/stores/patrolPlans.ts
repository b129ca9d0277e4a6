import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Change } from '../../geodata/model/change.ts'
import type { PatrolPlan, PatrolPlanChange, PatrolPlanKeep, PatrolPlanRecord, PatrolPlanState } from '../../geodata/model/patrolPlan.ts'
import { patrolPlanClient } from '../api/patrolPlans.ts'
import { useLoad } from './loading.ts'
import { versionedRows } from './versionedRows.ts'

/** What is worked on first, what is history last. */
const order: readonly PatrolPlanState[] = ['draft', 'published', 'withdrawn', 'discarded']

/** Plans of patrols, by id; newer versions win, whatever order they arrive in. Their rounds are read one plan at a time. */
export const usePatrolPlans = defineStore('patrolPlans', () => {
  const list = useLoad((signal) => patrolPlanClient.list(signal))
  const opened = useLoad((signal, id: string) => patrolPlanClient.read(id, signal))
  const { byId, put, putWhole } = versionedRows<PatrolPlan>()
  const all = computed(() => [...byId.value.values()].toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.from.localeCompare(a.from)))
  /** The plan that was read last, as it is known now. */
  const record = computed<PatrolPlanRecord | null>(() => {
    const read = opened.data.value
    return read && { ...read, plan: byId.value.get(read.plan.id) ?? read.plan }
  })

  async function load() {
    const read = await list.load()
    if (read) putWhole(read.plans)
  }
  async function open(id: string): Promise<PatrolPlanRecord | null> {
    const read = await opened.load(id)
    if (read) put([read.plan])
    return read
  }
  const apply = (change: Change) => put(change.rows as PatrolPlan[], change.gone.map(String))
  const take = ({ plan }: { plan: PatrolPlan }): PatrolPlan => { put([plan]); return byId.value.get(plan.id)! }
  const version = (id: string) => byId.value.get(id)?.version ?? 1
  /** @throws Problem, as all that follow; of two who change the same version the second is a Problem 409 */
  const keep = async (plan: PatrolPlanKeep) => take(await patrolPlanClient.keep(plan))
  const change = async (id: string, wish: PatrolPlanChange) => take(await patrolPlanClient.change(id, wish))
  const step = async (name: 'publish' | 'withdraw' | 'discard' | 'restore', id: string) => take(await patrolPlanClient.step(name, id, version(id)))
  return { state: list.state, error: list.error, openState: opened.state, openError: opened.error, byId, all, record, version, load, open, apply, keep, change, step }
})
