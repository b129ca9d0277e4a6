import { defineStore } from 'pinia'
import { computed } from 'vue'
import { sessionClient } from '../api/session.ts'
import { useLoad } from './loading.ts'

/** Who acts; the database decides what each may see. `actors` are the demo accounts that may be changed to without a password. */
export const useActor = defineStore('actor', () => {
  const load = useLoad((signal) => sessionClient.read(signal))
  const actors = computed(() => load.data.value?.methods.demo ?? [])
  const current = computed(() => load.data.value?.actor ?? null)

  /** @throws Problem when the server refuses */
  async function choose(id: string): Promise<void> {
    load.data.value = await sessionClient.demo(id)
  }
  return { ...load, actors, current, choose }
})
