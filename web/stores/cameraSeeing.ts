import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { CameraSighting } from '../../geodata/model/cameraSighting.ts'
import { cameraSeeingClient, type SeenSubject } from '../api/cameraSeeing.ts'
import { useLoad } from './loading.ts'

/** As many have a number and a key, and a line on the map. */
export const numberedSightings = 9

/** Which cameras see what is looked at. One list at a time is on the screen, and its lines on the map of its view. */
export const useCameraSeeing = defineStore('cameraSeeing', () => {
  /** The panel that asked last: one that closes after another opened takes nothing away. */
  let owner: symbol | null = null
  const viewId = shallowRef<string | null>(null)
  /** The camera that is pointed at in the list. */
  const active = ref<number | null>(null)
  const load = useLoad((signal, subject: SeenSubject) => cameraSeeingClient.of(subject, signal))
  const sightings = computed<readonly CameraSighting[]>(() => load.data.value?.sightings ?? [])

  function ask(who: symbol, view: string, subject: SeenSubject) {
    if (owner !== who) load.reset()
    owner = who
    viewId.value = view
    return load.load(subject)
  }
  function leave(who: symbol) {
    if (owner !== who) return
    owner = null
    viewId.value = null
    active.value = null
    load.reset()
  }
  const linesFor = (view: string) => (view === viewId.value ? sightings.value.slice(0, numberedSightings) : [])
  return { answer: load.data, state: load.state, error: load.error, sightings, active, ask, leave, linesFor }
})
