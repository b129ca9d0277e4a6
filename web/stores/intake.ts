import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { Incident } from '../../geodata/model/incident.ts'
import { Problem } from '../api/http.ts'
import { useActor } from './actor.ts'
import { useConfig } from './config.ts'
import { draftFields } from './draftFields.ts'
import { draftPhotos } from './draftPhotos.ts'
import { useDuplicates } from './duplicates.ts'
import { useIncidents } from './incidents.ts'
import { dropDraft, keepDraft } from './reportDraft.ts'

export type Taken = { incident: Incident; merged: boolean; photosLeft: number; mergeProblem: Problem | null }

/** @returns why it could not be merged, or null */
async function mergeInto(incident: Incident, target: string): Promise<Problem | null> {
  try {
    await useDuplicates().merge(incident, target)
    return null
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

/** The report that is being typed. */
export const useIntake = defineStore('intake', () => {
  const config = useConfig()
  const actor = useActor()
  const duplicates = useDuplicates()
  const account = () => actor.current?.id ?? ''
  const { place, renew, ...fields } = draftFields(config, account)
  const { draft, anchor, missing, isEmpty } = fields
  const photos = draftPhotos()
  const sending = ref(false)
  const problem = shallowRef<Problem | null>(null)

  function discard() {
    photos.clear()
    dropDraft(localStorage, account())
    renew()
    problem.value = null
    duplicates.clear()
  }

  /** @returns what came of it; null when nothing is known or it was refused, and the same draft may be sent again */
  async function send(): Promise<Taken | null> {
    if (sending.value || Object.keys(missing.value).length > 0) return null
    sending.value = true
    problem.value = null
    const { sameAs } = draft.value
    try {
      const incident = await useIncidents().report(draft.value, config.timeZone)
      await photos.send(incident.id)
      const mergeProblem = sameAs ? await mergeInto(incident, sameAs) : null
      const taken: Taken = { incident, merged: sameAs !== null && !mergeProblem, photosLeft: photos.photos.value.length, mergeProblem }
      discard()
      return taken
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problem.value = error
      return null
    } finally {
      sending.value = false
    }
  }

  // What one account typed is not for the next; its own copy waits in the store of the browser.
  watch(() => actor.current?.id, (_, before) => {
    if (before === undefined) return
    photos.clear()
    renew()
  }, { flush: 'sync' })
  watch(draft, (value) => { if (!isEmpty.value) keepDraft(localStorage, account(), value) }, { deep: true })
  watch(anchor, (value) => { duplicates.from = value })
  return { ...fields, place: place.data, placeState: place.state, placeError: place.error, photos: photos.photos, addPhotos: photos.add, removePhoto: photos.remove, sending, problem, discard, send }
})
