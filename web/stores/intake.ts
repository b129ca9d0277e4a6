import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Geometry } from '../../geodata/model/geometry.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Channel, Incident } from '../../geodata/model/incident.ts'
import { placeClient } from '../api/client.ts'
import { Problem } from '../api/http.ts'
import { photoClient } from '../api/intake.ts'
import { fromLocal, toLocal } from '../i18n/localTime.ts'
import { useActor } from './actor.ts'
import type { CategoryRow } from './categories.ts'
import { useConfig } from './config.ts'
import { useDuplicates } from './duplicates.ts'
import { useIncidents } from './incidents.ts'
import { useLoad } from './loading.ts'
import { anchorOf, dropDraft, keepDraft, keptDraft, newReport, provenanceOf, type ReportDraft, reportErrors } from './reportDraft.ts'

export const mostPhotos = 5
export type DraftPhoto = { id: string; picture: Blob; url: string }
export type Taken = { incident: Incident; merged: boolean; photosLeft: number; mergeProblem: Problem | null }

/** The report that is being typed. */
export const useIntake = defineStore('intake', () => {
  const config = useConfig()
  const actor = useActor()
  const duplicates = useDuplicates()
  const now = () => Date.now() + config.clockOffset
  const account = () => actor.current?.id ?? ''
  const draft = ref<ReportDraft>(fresh())
  const photos = shallowRef<DraftPhoto[]>([])
  const sending = ref(false)
  const problem = shallowRef<Problem | null>(null)
  const place = useLoad((signal, lng: number, lat: number) => placeClient.of(lng, lat, signal))
  const anchor = computed(() => (draft.value.geometry ? anchorOf(draft.value.geometry) : null))
  const missing = computed(() => reportErrors(draft.value, now(), config.timeZone))
  const isEmpty = computed(() => draft.value.categoryId === null && draft.value.title === '' && draft.value.details === '' && draft.value.geometry === null)

  function fresh(channel?: Channel): ReportDraft {
    return { ...newReport(now(), channel), occurred: toLocal(now(), config.timeZone) }
  }

  /** What was typed before a reload comes back; an empty form gets the present minute. */
  function open() {
    const kept = isEmpty.value ? keptDraft(localStorage, account()) : null
    if (kept) draft.value = kept
    else if (isEmpty.value) draft.value = fresh(draft.value.channel)
    if (anchor.value && place.data.value === null && !place.busy.value) void lookAt()
  }
  async function lookAt() {
    if (!anchor.value) return
    const read = await place.load(anchor.value.lng, anchor.value.lat)
    const building = read?.building
    if (building && draft.value.address === '') draft.value.address = building.address
  }
  function setShape(geometry: Geometry | null) {
    draft.value.geometry = geometry
    draft.value.sameAs = null
    if (geometry) void lookAt()
    else place.reset()
  }
  function chooseCategory(category: CategoryRow, name: string) {
    draft.value.categoryId = category.id
    if (!draft.value.titleIsOurs) return
    draft.value.title = name
  }
  function chooseChannel(channel: Channel) {
    draft.value.channel = channel
    draft.value.provenance = provenanceOf[channel]
  }

  const question = computed(() => {
    const occurredAt = fromLocal(draft.value.occurred, config.timeZone)
    return anchor.value && draft.value.categoryId !== null && occurredAt !== null ? { ...anchor.value, occurredAt: new Date(occurredAt).toISOString(), categoryId: draft.value.categoryId, title: draft.value.title.slice(0, 200) } : null
  })

  function addPhotos(pictures: readonly Blob[]) {
    const added = pictures.slice(0, mostPhotos - photos.value.length).map((picture) => ({ id: uuidv7(Math.random, Date.now()), picture, url: URL.createObjectURL(picture) }))
    photos.value = [...photos.value, ...added]
  }
  function removePhoto(id: string) {
    const gone = photos.value.find((photo) => photo.id === id)
    if (gone) URL.revokeObjectURL(gone.url)
    photos.value = photos.value.filter((photo) => photo.id !== id)
  }

  function discard() {
    for (const { id } of photos.value) removePhoto(id)
    dropDraft(localStorage, account())
    draft.value = fresh(draft.value.channel)
    problem.value = null
    place.reset()
    duplicates.clear()
  }

  async function mergeInto(incident: Incident, target: string): Promise<Problem | null> {
    try {
      await duplicates.merge(incident, target)
      return null
    } catch (error) {
      if (error instanceof Problem) return error
      throw error
    }
  }
  async function sendPhotos(incidentId: string): Promise<void> {
    for (const { id, picture } of photos.value) {
      try {
        await photoClient.add(incidentId, id, picture)
        removePhoto(id)
      } catch (error) {
        // The report is taken in already; what is left is told, and can be added to the incident.
        if (!(error instanceof Problem)) throw error
      }
    }
  }

  /** @returns what came of it; null when nothing is known or it was refused, and the same draft may be sent again */
  async function send(): Promise<Taken | null> {
    if (sending.value || Object.keys(missing.value).length > 0) return null
    sending.value = true
    problem.value = null
    const { sameAs } = draft.value
    try {
      const incident = await useIncidents().report(draft.value, config.timeZone)
      await sendPhotos(incident.id)
      const mergeProblem = sameAs ? await mergeInto(incident, sameAs) : null
      const taken: Taken = { incident, merged: sameAs !== null && !mergeProblem, photosLeft: photos.value.length, mergeProblem }
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
    for (const { id } of photos.value) removePhoto(id)
    draft.value = fresh()
    place.reset()
  }, { flush: 'sync' })
  watch(draft, (value) => { if (!isEmpty.value) keepDraft(localStorage, account(), value) }, { deep: true })
  watch(anchor, (value) => { duplicates.from = value })
  return { draft, photos, sending, problem, place: place.data, placeState: place.state, placeError: place.error, anchor, missing, isEmpty, question, open, lookAt, setShape, chooseCategory, chooseChannel, addPhotos, removePhoto, discard, send }
})
