import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Id } from '../../geodata/model/id.ts'
import type { TakenAction } from '../../geodata/model/incident.ts'
import type { BatchAnswer, StepBatch } from '../../geodata/model/workOrder.ts'
import { stepBatchClient } from '../api/board.ts'
import { Problem } from '../api/http.ts'

/** What is given with a step beside whom it is for. */
export type StepGiven = Omit<StepBatch, 'id' | 'action' | 'incidents'>
export type Subject = { id: Id; version: number; number: string; title: string; workOrderId?: Id }
/** Rows that get the same things; several groups are one run, with one undo. */
export type Group = { given: StepGiven; rows: readonly Subject[] }
export type Refusal = BatchAnswer['refused'][number]
/** `names`: how the rows are called in what is told afterwards. */
export type Run = { action: TakenAction; names: ReadonlyMap<Id, Subject>; total: number; done: Id[]; refused: Refusal[]; answered: number; batchIds: Id[]; waiting: StepBatch[]; problem: Problem | null; undone: boolean }

/** Small enough that progress is seen, large enough to be quick. */
const batchSize = 100
export const undoMilliseconds = 10_000
const newId = () => uuidv7(Math.random, Date.now())

export function batchesOf(action: TakenAction, groups: readonly Group[]): StepBatch[] {
  return groups.flatMap(({ given, rows }) =>
    Array.from({ length: Math.ceil(rows.length / batchSize) }, (_, i): StepBatch => ({
      ...given,
      id: newId(),
      action,
      incidents: rows.slice(i * batchSize, (i + 1) * batchSize).map(({ id, version, workOrderId }) => ({ id: newId(), incidentId: id, version, ...(workOrderId ? { workOrderId } : {}) })),
    })))
}

/** Steps taken for many at once: sent in parts, each row decided by itself, and taken back together for ten seconds. */
export const useStepBatches = defineStore('stepBatches', () => {
  const run = shallowRef<Run | null>(null)
  const busy = shallowRef(false)
  const undoUntil = shallowRef(0)
  const canUndo = computed(() => run.value !== null && !run.value.undone && run.value.done.length > 0 && undoUntil.value > 0 && !busy.value)
  let timer: ReturnType<typeof setTimeout> | undefined
  const change = (part: Partial<Run>) => { if (run.value) run.value = { ...run.value, ...part } }

  /** Sends what waits. A part without an answer keeps its ids, so that sending it again makes nothing twice. */
  async function send(): Promise<void> {
    if (!run.value || busy.value) return
    busy.value = true
    change({ problem: null })
    try {
      for (let batch = run.value.waiting[0]; batch; batch = run.value.waiting[0]) {
        const { done, refused } = await stepBatchClient.take(batch)
        const now: Run = run.value
        change({ waiting: now.waiting.slice(1), answered: now.answered + batch.incidents.length, batchIds: [...now.batchIds, batch.id], done: [...now.done, ...done], refused: [...now.refused, ...refused] })
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      change({ problem: error })
    } finally {
      busy.value = false
      offerUndo()
    }
  }
  function offerUndo() {
    clearTimeout(timer)
    undoUntil.value = Date.now() + undoMilliseconds
    timer = setTimeout(() => { undoUntil.value = 0 }, undoMilliseconds)
  }
  /** @param leftOut rows that were not sent, with the reason; `others` are these rows */
  async function start(action: TakenAction, groups: readonly Group[], leftOut: Refusal[] = [], others: readonly Subject[] = []): Promise<Run> {
    const waiting = batchesOf(action, groups)
    const names = new Map([...groups.flatMap(({ rows }) => rows), ...others].map((row) => [row.id, row]))
    run.value = { action, names, total: waiting.reduce((sum, batch) => sum + batch.incidents.length, 0), done: [], refused: leftOut, answered: 0, batchIds: [], waiting, problem: null, undone: false }
    await send()
    return run.value
  }
  /** Takes the whole run back, last part first. @throws Problem when the server refuses */
  async function undo(): Promise<Refusal[]> {
    if (!run.value || !canUndo.value) return []
    clearTimeout(timer)
    undoUntil.value = 0
    busy.value = true
    try {
      const refused: Refusal[] = []
      for (const id of run.value.batchIds.toReversed()) refused.push(...(await stepBatchClient.undo(id)).refused)
      change({ undone: true })
      return refused
    } finally {
      busy.value = false
    }
  }
  function dismiss() { run.value = null; undoUntil.value = 0; clearTimeout(timer) }
  return { run, busy, canUndo, undoUntil, start, send, undo, dismiss }
})
