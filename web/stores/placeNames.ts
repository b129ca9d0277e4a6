import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { PlaceOf } from '../api/answers.ts'
import { placeClient } from '../api/client.ts'

type Names = { nameZh: string; nameEn: string }
export type PlaceNames = { zone: Names | null; area: Names | null }

/** About ten metres: near enough for a name, and the same place asked twice is asked once. */
const keyOf = ([lng, lat]: readonly [number, number]) => `${lng.toFixed(4)},${lat.toFixed(4)}`
const most = 400

/** What places are called: asked one by one, and kept. */
export const usePlaceNames = defineStore('placeNames', () => {
  const known = shallowReactive(new Map<string, PlaceNames | null>())

  async function read(key: string, lng: number, lat: number) {
    const answer: PlaceOf | null = await placeClient.of(lng, lat).catch(() => null)
    if (answer) known.set(key, { zone: answer.zone, area: answer.area[0] ?? null })
  }
  /** `null` while it is not known; what is read then shows by itself. */
  function at(place: readonly [number, number]): PlaceNames | null {
    const key = keyOf(place)
    const seen = known.get(key)
    if (seen !== undefined || known.size > most) return seen ?? null
    // Told first, so that a list that is drawn again before the answer does not ask again.
    queueMicrotask(() => { if (!known.has(key)) { known.set(key, null); void read(key, place[0], place[1]) } })
    return null
  }
  return { at }
})
