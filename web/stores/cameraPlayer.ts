import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { CameraLook, CameraTour, CameraTourStop } from '../../geodata/model/cameraWatch.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { watchClient } from '../api/cameraWatch.ts'
import { Problem } from '../api/http.ts'

/** What is looked through: the cameras of a tour, or one alone, and why. */
export type Program = { tour: CameraTour | null; stops: CameraTourStop[]; reason: string }

/** The player of video patrol: which camera is shown, by which look, and when the next comes. */
export const useCameraPlayer = defineStore('cameraPlayer', () => {
  const program = shallowRef<Program | null>(null)
  const index = ref(0)
  const playing = ref(false)
  /** Seconds until the next camera, while it runs by itself. */
  const left = ref(0)
  const look = shallowRef<CameraLook | null>(null)
  const problem = shallowRef<Problem | null>(null)
  /** Looks that were begun here; what shows the log reads it again. */
  const begun = ref(0)
  const stops = computed(() => program.value?.stops ?? [])
  const stop = computed<CameraTourStop | null>(() => stops.value[index.value] ?? null)
  const dwell = computed(() => stop.value?.dwellSeconds ?? program.value?.tour?.dwellSeconds ?? 15)
  let turn = 0

  function leave() {
    if (look.value) void watchClient.end(look.value.id).catch(() => {})
    look.value = null
  }
  async function show(at: number) {
    leave()
    index.value = at
    left.value = dwell.value
    problem.value = null
    const [mine, camera, { tour, reason }] = [++turn, stop.value, program.value ?? { tour: null, reason: '' }]
    if (!camera) return
    try {
      const { look: made } = await watchClient.begin({ id: uuidv7(Math.random, Date.now()), cameraId: camera.cameraId, tourId: tour?.id ?? null, reason })
      begun.value++
      // Somebody was quicker at the keys than the answer.
      if (mine === turn) look.value = made
      else void watchClient.end(made.id).catch(() => {})
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (mine === turn) problem.value = error
    }
  }
  async function start(wanted: Program) {
    program.value = wanted
    playing.value = wanted.tour?.mode === 'timed' && wanted.stops.length > 1
    await show(0)
  }
  function end() {
    leave()
    turn++
    program.value = null
    playing.value = false
    index.value = 0
  }
  const step = (by: number) => (stops.value.length ? show((index.value + by + stops.value.length) % stops.value.length) : Promise.resolve())
  /** A second passed. */
  function tick() {
    if (!playing.value || !program.value) return
    left.value -= 1
    if (left.value <= 0) void step(1)
  }
  return { program, stops, stop, index, playing, left, look, problem, begun, dwell, start, end, show, step, tick, leave }
})
