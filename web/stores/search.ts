import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { searchClient } from '../api/client.ts'
import { useLoad } from './loading.ts'

/** Zones, codes, addresses, names, incident numbers and coordinates. */
export const useSearch = defineStore('search', () => {
  const text = ref('')
  const load = useLoad((signal, q: string) => searchClient.find(q, signal))
  const results = computed(() => load.data.value?.results ?? [])

  async function find(q: string) {
    text.value = q
    if (q.trim().length === 0) return load.reset()
    await load.load(q.trim())
  }
  return { ...load, text, results, find }
})
