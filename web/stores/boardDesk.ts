import { useLocalStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { TakenAction } from '../../geodata/model/incident.ts'
import type { Need } from '../../geodata/model/workOrder.ts'
import type { BoardRow } from '../api/board.ts'

export const columnIds = ['number', 'severity', 'state', 'category', 'title', 'zone', 'handler', 'occurredAt', 'dueAt', 'escalation'] as const
export type ColumnId = (typeof columnIds)[number]
/** Width in rem; `grow` takes what is left. The server has no order by what is not `sortable`. */
export type Column = { id: ColumnId; width: number; grow?: true; sortable?: true }
export const columns: Column[] = [
  { id: 'number', width: 9.5, sortable: true }, { id: 'severity', width: 6, sortable: true }, { id: 'state', width: 7, sortable: true }, { id: 'category', width: 10.5, sortable: true },
  { id: 'title', width: 12, grow: true }, { id: 'zone', width: 9, sortable: true }, { id: 'handler', width: 7.5 }, { id: 'occurredAt', width: 8, sortable: true },
  { id: 'dueAt', width: 9, sortable: true }, { id: 'escalation', width: 6.4, sortable: true },
]
/** Height of a row in rem. */
export const densities = { compact: 1.75, normal: 2.25, roomy: 3 } as const
export type Density = keyof typeof densities
/** `order`: the step is that of one order of one matter. */
export type BulkAsk = { action: TakenAction; rows: BoardRow[]; order?: { id: string; needs: Need[] } }

/** How the board lies on this desk; kept by the browser, no part of a link. */
export const useBoardDesk = defineStore('boardDesk', () => {
  const open = useLocalStorage('fangcun.board.open', false)
  /** Covers the map. */
  const full = ref(false)
  const mode = useLocalStorage<'table' | 'kanban'>('fangcun.board.mode', 'table')
  const heightRem = useLocalStorage('fangcun.board.height', 22)
  const density = useLocalStorage<Density>('fangcun.board.density', 'compact')
  const hidden = useLocalStorage<ColumnId[]>('fangcun.board.hidden', [])
  const shown = computed(() => columns.filter((column) => !hidden.value.includes(column.id)))
  /** The step that is being asked for, and for whom. */
  const asking = shallowRef<BulkAsk | null>(null)
  function toggleColumn(id: ColumnId) { hidden.value = hidden.value.includes(id) ? hidden.value.filter((each) => each !== id) : [...hidden.value, id] }
  function resize(rem: number) { heightRem.value = Math.min(60, Math.max(10, Math.round(rem * 4) / 4)) }
  return { open, full, mode, heightRem, density, hidden, shown, asking, toggleColumn, resize }
})
