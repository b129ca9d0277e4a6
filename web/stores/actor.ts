import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Right } from '../../geodata/model/actor.ts'
import { useSession } from './session.ts'

/** Who acts and what the duties allow, so that nothing is offered that the database would refuse. */
export const useActor = defineStore('actor', () => {
  const session = useSession()
  const current = computed(() => session.actor)
  /** Demo accounts that may be changed to without a password, on loopback only. */
  const actors = computed(() => session.methods?.demo ?? [])
  const state = computed(() => session.state)
  const may = (right: Right) => current.value?.rights.includes(right) ?? false
  return { state, current, actors, may, load: session.check, choose: session.demo }
})
