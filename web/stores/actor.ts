import { defineStore } from 'pinia'
import { computed } from 'vue'
import { actorClient } from '../api/client.ts'
import { useLoad } from './loading.ts'

/** Who acts. Stands in until sign-in comes; the database decides what each may see. */
export const useActor = defineStore('actor', () => {
  const load = useLoad((signal) => actorClient.list(signal))
  const actors = computed(() => load.data.value?.actors ?? [])
  const current = computed(() => actors.value.find((actor) => actor.id === load.data.value?.current) ?? null)

  /** @throws Problem when the server refuses */
  async function choose(id: string): Promise<void> {
    await actorClient.choose(id)
    if (load.data.value) load.data.value = { ...load.data.value, current: id }
  }
  return { ...load, actors, current, choose }
})
