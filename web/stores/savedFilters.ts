import { defineStore } from 'pinia'
import { computed } from 'vue'
import { uuidv7 } from '../../geodata/model/id.ts'
import { filterClient, type BoardFilter } from '../api/board.ts'
import { useLoad } from './loading.ts'

/** Filters of the board that were given a name, shared in the area. */
export const useSavedFilters = defineStore('savedFilters', () => {
  const list = useLoad((signal) => filterClient.list(signal))
  const all = computed(() => list.data.value?.filters ?? [])

  /** @throws Problem when the server refuses */
  async function save(name: string, value: BoardFilter) {
    const { filter } = await filterClient.save({ id: uuidv7(Math.random, Date.now()), name, value })
    list.data.value = { filters: [filter, ...all.value] }
  }
  /** @throws Problem when the filter is somebody else's */
  async function remove(id: string) {
    await filterClient.remove(id)
    list.data.value = { filters: all.value.filter((filter) => filter.id !== id) }
  }
  return { ...list, all, save, remove }
})
