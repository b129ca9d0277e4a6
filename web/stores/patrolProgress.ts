import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { PatrolRoute } from '../../geodata/model/patrolPlan.ts'
import { patrolPlanClient } from '../api/patrolPlans.ts'
import { patrolProgressClient } from '../api/patrolProgress.ts'
import { useLoad } from './loading.ts'

/** Where teams stand on their published rounds, with the rounds themselves, which are read once a version. */
export const usePatrolProgress = defineStore('patrolProgress', () => {
  const answer = useLoad((signal, at: string | null) => patrolProgressClient.now(at, signal))
  const routes = shallowRef<ReadonlyMap<string, PatrolRoute>>(new Map())
  /** Those with something to say first. */
  const teams = computed(() => (answer.data.value?.teams ?? []).toSorted((a, b) => Number(b.marks.length > 0) - Number(a.marks.length > 0) || a.callSign.localeCompare(b.callSign)))
  const byRoute = computed(() => new Map(teams.value.map((team) => [team.routeId, team])))
  const isKnown = ({ routeId, stops }: { routeId: string; stops: readonly { stopId: string }[] }) => { const route = routes.value.get(routeId); return route !== undefined && stops.every(({ stopId }) => route.stops.some(({ id }) => id === stopId)) }

  async function load(at: string | null = null) {
    const read = await answer.load(at)
    if (!read) return
    // A round that was changed has stops that are not known here.
    const plans = [...new Set(read.teams.filter((team) => !isKnown(team)).map(({ planId }) => planId))]
    const records = await Promise.all(plans.map((id) => patrolPlanClient.read(id).catch(() => null)))
    const next = new Map(routes.value)
    for (const record of records) for (const route of record?.routes ?? []) next.set(route.id, route)
    if (records.length) routes.value = next
  }
  return { state: answer.state, error: answer.error, at: computed(() => answer.data.value?.at ?? null), teams, byRoute, routes, load }
})
