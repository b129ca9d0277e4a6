import { defineStore } from 'pinia'
import { computed, shallowReactive, shallowRef } from 'vue'
import type { AnalysisQuestion } from '../../geodata/model/analysis.ts'
import { analysisClient, type AnalysisAnswer, type Progress } from '../api/analysis.ts'
import { isAbort, Problem } from '../api/http.ts'
import type { ViewId } from './views.ts'

export type AnalysisDesk = {
  question: AnalysisQuestion | null
  answer: AnalysisAnswer | null
  progress: Progress | null
  error: Problem | null
  /** Stopped by hand; the question is not asked again by itself. */
  stopped: boolean
}
const emptyDesk: AnalysisDesk = { question: null, answer: null, progress: null, error: null, stopped: false }
export type PastAnswer = { key: string; answer: AnalysisAnswer; at: number }
const mostPast = 6

export const questionKey = (question: AnalysisQuestion): string => JSON.stringify(Object.entries(question).toSorted(([a], [b]) => a.localeCompare(b)))

/** The answer, or why there is none; `null` when it was stopped. */
async function tell(question: AnalysisQuestion, signal: AbortSignal, progress: (progress: Progress) => void): Promise<Pick<AnalysisDesk, 'answer' | 'error'> | null> {
  try {
    const answer = await analysisClient.ask(question, (each) => { if (!signal.aborted) progress(each) }, signal)
    return signal.aborted ? null : { answer, error: null }
  } catch (reason) {
    if (isAbort(reason) || signal.aborted) return null
    return { answer: null, error: reason instanceof Problem ? reason : new Problem({ title: String(reason), status: -1, detail: '', errors: [] }) }
  }
}

/** A question for each view, how far its answer is, and the answers of this session. A new question of a view ends the one before. */
export const useAnalysis = defineStore('analysis', () => {
  const desks = shallowReactive<Record<ViewId, AnalysisDesk>>({})
  const running = new Map<ViewId, AbortController>()
  /** Newest first. */
  const past = shallowRef<readonly PastAnswer[]>([])
  /** The answer that the present one shares its colour scale with. */
  const comparedKey = shallowRef<string | null>(null)
  /** Units that were picked on the map, by index in the answer. */
  const picked = shallowRef<readonly number[]>([])
  /** Whether a plain click picks. */
  const picking = shallowRef(false)

  const at = (id: ViewId): AnalysisDesk => desks[id] ?? emptyDesk
  const patch = (id: ViewId, change: Partial<AnalysisDesk>) => { desks[id] = { ...at(id), ...change } }

  function keepAnswer(key: string, answer: AnalysisAnswer) {
    past.value = [{ key, answer, at: Date.now() }, ...past.value.filter((each) => each.key !== key)].slice(0, mostPast)
  }

  /** @param fresh asks the server even where the answer is known */
  async function ask(id: ViewId, question: AnalysisQuestion, fresh = false): Promise<AnalysisAnswer | null> {
    running.get(id)?.abort()
    picked.value = []
    const key = questionKey(question)
    const known = fresh ? undefined : past.value.find((each) => each.key === key)
    if (known) {
      desks[id] = { ...emptyDesk, question, answer: known.answer }
      return known.answer
    }
    const mine = new AbortController()
    running.set(id, mine)
    desks[id] = { ...emptyDesk, question, progress: { share: 0, stage: 'rows' } }
    const told = await tell(question, mine.signal, (progress) => patch(id, { progress }))
    if (running.get(id) === mine) running.delete(id)
    if (!told) return null
    patch(id, { progress: null, ...told })
    if (told.answer) keepAnswer(key, told.answer)
    return told.answer
  }
  function stop(id: ViewId) {
    running.get(id)?.abort()
    running.delete(id)
    if (at(id).progress) patch(id, { progress: null, stopped: true })
  }
  function close(id: ViewId) {
    stop(id)
    picked.value = []
    picking.value = false
    delete desks[id]
  }
  /** Answers to another reader say nothing here. */
  function clear() {
    for (const id of [...running.keys(), ...Object.keys(desks)]) close(id)
    past.value = []
    comparedKey.value = null
  }
  const togglePicked = (index: number) => { picked.value = picked.value.includes(index) ? picked.value.filter((each) => each !== index) : [...picked.value, index] }
  const compared = computed(() => past.value.find(({ key }) => key === comparedKey.value)?.answer ?? null)
  return { desks, at, past, comparedKey, compared, picked, picking, ask, stop, close, clear, togglePicked }
})
