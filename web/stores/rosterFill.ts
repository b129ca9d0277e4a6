import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Roster } from '../../geodata/model/roster.ts'
import { askRosterFill } from '../workers/openRosterFill.ts'
import { useLoad } from './loading.ts'

/** A proposal of who should come to what is open; nothing of it is kept until it is taken. */
export const useRosterFill = defineStore('rosterFill', () => {
  const answer = useLoad((signal, roster: Roster, wanted: string[] | null) => askRosterFill(roster, wanted, signal))
  const byNeed = computed(() => {
    const found = new Map<string, number[]>()
    for (const { needId, teamId } of answer.data.value?.proposals ?? []) found.set(needId, [...(found.get(needId) ?? []), teamId])
    return found
  })
  const gapOf = computed(() => new Map((answer.data.value?.gaps ?? []).map((gap) => [gap.needId, gap])))
  return { answer: answer.data, state: answer.state, error: answer.error, busy: answer.busy, byNeed, gapOf, ask: answer.load, clear: answer.reset }
})
