import type { BoardAnswer, BoardFilter, BoardRow, BoardSort, SavedFilter, SortDirection } from '../../geodata/model/board.ts'
import type { BatchAnswer, StepBatch, Transition } from '../../geodata/model/workOrder.ts'
import { read, send, type Query } from './http.ts'

export type { BoardAnswer, BoardFilter, BoardRow, SavedFilter }
export type Order = { by: BoardSort; direction: SortDirection }

export const boardClient = { read: (query: Query, signal?: AbortSignal) => read<BoardAnswer>('/api/board', query, signal) }

export const filterClient = {
  list: (signal?: AbortSignal) => read<{ filters: SavedFilter[] }>('/api/filters', {}, signal),
  save: (filter: { id: string; name: string; value: BoardFilter }) => send<{ filter: SavedFilter }>('POST', '/api/filters', filter),
  remove: (id: string) => send<null>('DELETE', `/api/filters/${encodeURIComponent(id)}`),
}

/** The table of the loop as the actor's roles see it, and steps for many at once. */
export const transitionClient = { list: (signal?: AbortSignal) => read<{ transitions: Transition[] }>('/api/transitions', {}, signal) }
export const stepBatchClient = {
  take: (batch: StepBatch) => send<BatchAnswer>('POST', '/api/step-batches', batch),
  undo: (id: string) => send<BatchAnswer>('POST', `/api/step-batches/${encodeURIComponent(id)}/undo`, {}),
}
