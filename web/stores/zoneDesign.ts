import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ZoneAlternative, ZoneDesignAnswer, ZoneDesignQuestion } from '../../geodata/model/zonePlan.ts'
import { isAbort, Problem } from '../api/http.ts'
import { zoneDesignClient, type Progress } from '../api/zonePlans.ts'

/** One question to the designer of zones at a time, how far its answer is, and which alternative is looked at. */
export const useZoneDesign = defineStore('zoneDesign', () => {
  const question = shallowRef<ZoneDesignQuestion | null>(null)
  const answer = shallowRef<ZoneDesignAnswer | null>(null)
  const progress = shallowRef<Progress | null>(null)
  const error = shallowRef<Problem | null>(null)
  /** Stopped by hand. */
  const stopped = shallowRef(false)
  const chosen = shallowRef(0)
  /** Under the pointer, while it is there. */
  const hovered = shallowRef<number | null>(null)
  let running: AbortController | null = null

  const shownIndex = computed(() => hovered.value ?? chosen.value)
  const shown = computed<ZoneAlternative | null>(() => answer.value?.alternatives[shownIndex.value] ?? null)

  async function ask(asked: ZoneDesignQuestion): Promise<ZoneDesignAnswer | null> {
    clear()
    const mine = (running = new AbortController())
    question.value = asked
    progress.value = { share: 0, stage: 'ground' }
    try {
      const given = await zoneDesignClient.ask(asked, (each) => { if (!mine.signal.aborted) progress.value = each }, mine.signal)
      if (mine.signal.aborted) return null
      answer.value = given
      return given
    } catch (reason) {
      if (isAbort(reason) || mine.signal.aborted) return null
      error.value = reason instanceof Problem ? reason : new Problem({ title: String(reason), status: -1, detail: '', errors: [] })
      return null
    } finally {
      if (running === mine) { running = null; progress.value = null }
    }
  }
  function stop() {
    if (!running) return
    running.abort()
    running = null
    progress.value = null
    stopped.value = true
  }
  /** Takes the answer from the desk. */
  function clear() {
    running?.abort()
    running = null
    ;[question.value, answer.value, progress.value, error.value, stopped.value] = [null, null, null, null, false]
    ;[chosen.value, hovered.value] = [0, null]
  }
  function choose(index: number) { chosen.value = Math.min(Math.max(0, index), Math.max(0, (answer.value?.alternatives.length ?? 1) - 1)) }
  return { question, answer, progress, error, stopped, chosen, hovered, shown, shownIndex, ask, stop, clear, choose }
})
