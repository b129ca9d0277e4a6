import { computed, shallowRef } from 'vue'
import { isAbort, Problem } from '../api/http.ts'
import type { LongProgress } from '../api/longAnswer.ts'

type Ask<Question, Answer, Stage> = (question: Question, told: (progress: LongProgress<Stage>) => void, signal: AbortSignal) => Promise<Answer>

/** One long question at a time whose answer is some alternatives: how far it is, and which of them is looked at. */
export function useAlternatives<Question, Alternative, Answer extends { alternatives: Alternative[] }, Stage>(first: Stage, work: Ask<Question, Answer, Stage>) {
  const question = shallowRef<Question | null>(null)
  const answer = shallowRef<Answer | null>(null)
  const progress = shallowRef<LongProgress<Stage> | null>(null)
  const error = shallowRef<Problem | null>(null)
  /** Stopped by hand. */
  const stopped = shallowRef(false)
  const chosen = shallowRef(0)
  /** Under the pointer, while it is there. */
  const hovered = shallowRef<number | null>(null)
  let running: AbortController | null = null

  const shownIndex = computed(() => hovered.value ?? chosen.value)
  const shown = computed<Alternative | null>(() => answer.value?.alternatives[shownIndex.value] ?? null)

  async function ask(asked: Question): Promise<Answer | null> {
    clear()
    const mine = (running = new AbortController())
    question.value = asked
    progress.value = { share: 0, stage: first }
    try {
      const given = await work(asked, (each) => { if (!mine.signal.aborted) progress.value = each }, mine.signal)
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
}
