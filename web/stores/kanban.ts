import { useDebounceFn } from '@vueuse/core'
import { defineStore } from 'pinia'
import { markRaw, shallowRef } from 'vue'
import type { Change } from '../../geodata/model/change.ts'
import { finishedStates, IncidentState } from '../../geodata/model/incident.ts'
import type { IncidentRow } from '../api/answers.ts'
import { readBoard } from './board.ts'
import type { BoardQuestion } from './boardQuery.ts'
import { createPages, type Pages } from './pages.ts'

/** States of open work, in the order of the loop. */
export const openStates: IncidentState[] = IncidentState.options.filter((state) => !finishedStates.includes(state))

/** The board by state: a list of its own for each open state. */
export const useKanban = defineStore('kanban', () => {
  const question = shallowRef<BoardQuestion | null>(null)
  const laneQuestion = (state: IncidentState) => question.value && { ...question.value, states: [state] }
  const lanes = markRaw(Object.fromEntries(openStates.map((state) => [state, createPages(readBoard(() => laneQuestion(state)))])) as Record<IncidentState, Pages>)
  const dirty = new Set<IncidentState>()

  const shown = (asked: BoardQuestion) => openStates.filter((state) => asked.states === null || asked.states.includes(state))
  function ask(next: BoardQuestion) {
    question.value = next
    return Promise.all(shown(next).map((state) => lanes[state].reload({ first: 0, last: 0 })))
  }
  /** Lanes are short on screen: what moved is read again where it was and where it is now. */
  const readDirty = useDebounceFn(async () => {
    const states = [...dirty]
    dirty.clear()
    await Promise.all(states.map((state) => lanes[state].reload()))
  }, 250, { maxWait: 1500 })
  function apply(change: Change) {
    if (change.noun !== 'incident' || !question.value || question.value.at !== null) return
    const rows = change.rows as IncidentRow[]
    for (const state of openStates) {
      lanes[state].apply(rows, change.gone.map(String))
      if (rows.some((row) => row.state === state || lanes[state].indexOf(row.id) >= 0)) dirty.add(state)
    }
    if (dirty.size) void readDirty()
  }
  const renew = async () => { if (question.value) await Promise.all(shown(question.value).map((state) => lanes[state].reload())) }
  /** Nobody looks at it: changes cost nothing then. */
  function close() { question.value = null; dirty.clear() }
  return { question, lanes, shown, ask, renew, apply, close }
})
