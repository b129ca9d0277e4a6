import { defineStore } from 'pinia'
import { computed } from 'vue'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { View } from '../../geodata/model/view.ts'
import type { SavedView } from '../api/answers.ts'
import { importClient, viewClient } from '../api/client.ts'
import { useLoad } from './loading.ts'

/** Views that were given a name, for all of the actor's area. */
export const useSavedViews = defineStore('savedViews', () => {
  const list = useLoad((signal) => viewClient.list(signal))
  const all = computed(() => list.data.value?.views ?? [])

  /** @throws Problem when the server refuses */
  async function save(name: string, value: View): Promise<SavedView> {
    const { view } = await viewClient.save({ id: uuidv7(Math.random, Date.now()), name, value })
    list.data.value = { views: [view, ...all.value] }
    return view
  }
  /** @throws Problem when the view is somebody else's */
  async function remove(id: string): Promise<void> {
    await viewClient.remove(id)
    list.data.value = { views: all.value.filter((view) => view.id !== id) }
  }
  return { ...list, all, save, remove }
})

/** What was imported, for those who may import. */
export const useImports = defineStore('imports', () => useLoad((signal) => importClient.list(signal)))
