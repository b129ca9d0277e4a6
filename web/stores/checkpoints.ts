import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Change } from '../../geodata/model/change.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Checkpoint } from '../../geodata/model/patrolPlan.ts'
import { checkpointClient, type CheckpointDraft } from '../api/patrolPlans.ts'
import { useLoad } from './loading.ts'
import { versionedRows } from './versionedRows.ts'

/** 必到点, by id; newer versions win. */
export const useCheckpoints = defineStore('checkpoints', () => {
  const list = useLoad((signal) => checkpointClient.list(signal))
  const { byId, put, putWhole } = versionedRows<Checkpoint>()
  const active = computed(() => [...byId.value.values()].filter(({ retiredAt }) => retiredAt === null).toSorted((a, b) => a.name.localeCompare(b.name)))

  async function load() {
    const read = await list.load()
    if (read) putWhole(read.checkpoints)
  }
  const apply = (change: Change) => put(change.rows as Checkpoint[], change.gone.map(String))
  const take = ({ checkpoint }: { checkpoint: Checkpoint }) => { put([checkpoint]); return checkpoint }
  /** @throws Problem, as the next one */
  const keep = async (areaId: number, draft: CheckpointDraft) => take(await checkpointClient.keep({ ...draft, id: uuidv7(Math.random, Date.now()), areaId }))
  /** `version`: of one that is not among them any more, since it was retired. */
  const change = async (id: string, wish: Partial<CheckpointDraft> & { retired?: boolean }, version = byId.value.get(id)?.version ?? 1) => take(await checkpointClient.change(id, { ...wish, version }))
  return { state: list.state, error: list.error, byId, active, load, apply, keep, change }
})
