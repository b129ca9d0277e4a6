import { defineStore } from 'pinia'
import { zonePlanClient } from '../api/zonePlans.ts'
import { useLoad } from './loading.ts'

/** What a plan changes, zone by zone, against the day before it. One plan at a time. */
export const usePlanComparison = defineStore('planComparison', () => {
  const loaded = useLoad((signal, id: string) => zonePlanClient.comparison(id, signal))
  const of = (id: string | null) => (loaded.data.value?.plan.id === id ? loaded.data.value : null)
  return { state: loaded.state, error: loaded.error, data: loaded.data, of, load: loaded.load, clear: loaded.reset }
})
