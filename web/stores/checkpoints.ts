import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Change } from '../../geodata/model/change.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Checkpoint } from '../../geodata/model/patrolPlan.ts'
import { checkpointClient, type CheckpointDraft } from '../api/patrolPlans.ts'
import { useLoad } from './loading.ts'

/** 必到点, by id; newer versions win. */
export const useCheckpoints = defineStore('checkpoints', () => {
  const list = useLoad((signal) => checkpointClient.list(signal))
  const byId = shallowRef<ReadonlyMap<string, Checkpoint>>(new Map())
  const active = computed(() => [...byId.value.values()].filter(({ retiredAt }) => retiredAt === null).toSorted((a, b) => a.name.localeCompare(b.name)))

  function put(rows: readonly Checkpoint[], gone: readonly string[] = []) {
    const next = new Map(byId.value)
    for (const id of gone) next.delete(id)
    for (const row of rows) if ((next.get(row.id)?.version ?? 0) <= row.version) next.set(row.id, row)
    byId.value = next
  }
  async function load() {
    const read = await list.load()
    if (read) put(read.checkpoints, [...byId.value.keys()].filter((id) => !read.checkpoints.some((row) => row.id === id)))
  }
  const apply = (change: Change) => put(change.rows as Checkpoint[], change.gone.map(String))
  const take = ({ checkpoint }: { checkpoint: Checkpoint }) => { put([checkpoint]); return checkpoint }
  /** @throws Problem, as the next one */
  const keep = async (areaId: number, draft: CheckpointDraft) => take(await checkpointClient.keep({ ...draft, id: uuidv7(Math.random, Date.now()), areaId }))
  /** `version`: of one that is not among them any more, since it was retired. */
  const change = async (id: string, wish: Partial<CheckpointDraft> & { retired?: boolean }, version = byId.value.get(id)?.version ?? 1) => take(await checkpointClient.change(id, { ...wish, version }))
  return { state: list.state, error: list.error, byId, active, load, apply, keep, change }
})
