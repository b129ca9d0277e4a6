import { shallowRef } from 'vue'
import { uuidv7 } from '../../geodata/model/id.ts'
import { Problem } from '../api/http.ts'
import { photoClient } from '../api/intake.ts'

export const mostPhotos = 5
export type DraftPhoto = { id: string; picture: Blob; url: string }

/** Photos of a report that is not yet sent. They are kept in memory only. */
export function draftPhotos() {
  const photos = shallowRef<DraftPhoto[]>([])
  function add(pictures: readonly Blob[]) {
    const added = pictures.slice(0, mostPhotos - photos.value.length).map((picture) => ({ id: uuidv7(Math.random, Date.now()), picture, url: URL.createObjectURL(picture) }))
    photos.value = [...photos.value, ...added]
  }
  function remove(id: string) {
    const gone = photos.value.find((photo) => photo.id === id)
    if (gone) URL.revokeObjectURL(gone.url)
    photos.value = photos.value.filter((photo) => photo.id !== id)
  }
  const clear = () => { for (const { id } of photos.value) remove(id) }
  /** What does not get through stays: the report is taken in already, and the rest can be added to the incident. */
  async function send(incidentId: string): Promise<void> {
    for (const { id, picture } of photos.value) {
      try {
        await photoClient.add(incidentId, id, picture)
        remove(id)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
      }
    }
  }
  return { photos, add, remove, clear, send }
}
