import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { CameraAlternative, CameraPlacementAnswer, CameraPlacementQuestion } from '../../geodata/model/cameraPlacement.ts'
import { isAbort, Problem } from '../api/http.ts'
import { cameraPlacementClient, type PlacementProgress } from '../api/cameraPlans.ts'
import { type PlacementForm, placementFormOf } from './cameraPlacementForm.ts'

/** The form, one question at a time, how far its answer is, and which alternative is looked at. */
export const useCameraPlacement = defineStore('cameraPlacement', () => {
  const form = shallowRef<PlacementForm | null>(null)
  const question = shallowRef<CameraPlacementQuestion | null>(null)
  const answer = shallowRef<CameraPlacementAnswer | null>(null)
  const progress = shallowRef<PlacementProgress | null>(null)
  const error = shallowRef<Problem | null>(null)
  /** Stopped by hand. */
  const stopped = shallowRef(false)
  const chosen = shallowRef(0)
  /** Under the pointer, while it is there. */
  const hovered = shallowRef<number | null>(null)
  let running: AbortController | null = null

  const shown = computed<CameraAlternative | null>(() => answer.value?.alternatives[hovered.value ?? chosen.value] ?? null)

  function edit(change: Partial<PlacementForm>) { if (form.value) form.value = { ...form.value, ...change } }
  /** The form of an area; what belongs to the ground of another is dropped, the rest is kept. */
  function prepare(areaId: number) {
    if (form.value?.areaId === areaId) return
    form.value = { ...(form.value ?? placementFormOf(areaId)), areaId, zoneId: null, drawn: [] }
  }
  async function ask(asked: CameraPlacementQuestion): Promise<CameraPlacementAnswer | null> {
    clear()
    const mine = (running = new AbortController())
    question.value = asked
    progress.value = { share: 0, stage: 'ground' }
    try {
      const given = await cameraPlacementClient.ask(asked, (each) => { if (!mine.signal.aborted) progress.value = each }, mine.signal)
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
  return { form, question, answer, progress, error, stopped, chosen, hovered, shown, edit, prepare, ask, stop, clear, choose }
})
