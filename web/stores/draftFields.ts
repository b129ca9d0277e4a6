import { computed, ref } from 'vue'
import type { Geometry } from '../../geodata/model/geometry.ts'
import type { Channel } from '../../geodata/model/incident.ts'
import { placeClient } from '../api/client.ts'
import { fromLocal, toLocal } from '../i18n/localTime.ts'
import type { CategoryRow } from './categories.ts'
import type { useConfig } from './config.ts'
import { useLoad } from './loading.ts'
import { anchorOf, keptDraft, newReport, provenanceOf, type ReportDraft, reportErrors } from './reportDraft.ts'

/** The fields of a report that is being typed, and what follows from them: who answers there, what is missing, what to ask about doubles. */
export function draftFields(config: ReturnType<typeof useConfig>, account: () => string) {
  const now = () => Date.now() + config.clockOffset
  const fresh = (channel?: Channel): ReportDraft => ({ ...newReport(now(), channel), occurred: toLocal(now(), config.timeZone) })
  const draft = ref<ReportDraft>(fresh())
  const place = useLoad((signal, lng: number, lat: number) => placeClient.of(lng, lat, signal))
  const anchor = computed(() => (draft.value.geometry ? anchorOf(draft.value.geometry) : null))
  const missing = computed(() => reportErrors(draft.value, now(), config.timeZone))
  const isEmpty = computed(() => draft.value.categoryId === null && draft.value.title === '' && draft.value.details === '' && draft.value.geometry === null)
  const question = computed(() => {
    const occurredAt = fromLocal(draft.value.occurred, config.timeZone)
    return anchor.value && draft.value.categoryId !== null && occurredAt !== null ? { ...anchor.value, occurredAt: new Date(occurredAt).toISOString(), categoryId: draft.value.categoryId, title: draft.value.title.slice(0, 200) } : null
  })

  /** What was typed before a reload comes back; an empty form gets the present minute. */
  function open() {
    const kept = isEmpty.value ? keptDraft(localStorage, account()) : null
    if (kept) draft.value = kept
    else if (isEmpty.value) draft.value = fresh(draft.value.channel)
    if (anchor.value && place.data.value === null && !place.busy.value) void lookAt()
  }
  async function lookAt() {
    if (!anchor.value) return
    const building = (await place.load(anchor.value.lng, anchor.value.lat))?.building
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
    if (draft.value.titleIsOurs) draft.value.title = name
  }
  function chooseChannel(channel: Channel) {
    draft.value.channel = channel
    draft.value.provenance = provenanceOf[channel]
  }
  function renew() {
    draft.value = fresh(draft.value.channel)
    place.reset()
  }
  return { draft, place, anchor, missing, isEmpty, question, open, lookAt, setShape, chooseCategory, chooseChannel, renew }
}
