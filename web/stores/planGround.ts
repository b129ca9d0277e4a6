import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { PlanGround } from '../../geodata/model/zonePlan.ts'
import { zonePlanClient } from '../api/zonePlans.ts'
import { useLoad } from './loading.ts'

/** The ground of the area that is planned for: its buildings, streets and zones of today. One at a time, for it is large. */
export const usePlanGround = defineStore('planGround', () => {
  const loaded = useLoad((signal, areaId: number) => zonePlanClient.ground(areaId, signal))
  const wanted = shallowRef<number | null>(null)
  const of = (areaId: number | null): PlanGround | null => (loaded.data.value?.area.id === areaId ? loaded.data.value : null)

  /** Asked for where it is not known; a failure is told by `error`. */
  function need(areaId: number) {
    if (wanted.value === areaId && !loaded.error.value) return
    wanted.value = areaId
    void loaded.load(areaId)
  }
  /** @throws Problem */
  async function read(areaId: number): Promise<PlanGround> {
    const known = of(areaId)
    if (known) return known
    const ground = await zonePlanClient.ground(areaId)
    wanted.value = areaId
    loaded.data.value = ground
    return ground
  }
  /** Zones or homes have changed. */
  function renew() { if (wanted.value !== null) void loaded.load(wanted.value) }
  function clear() { wanted.value = null; loaded.reset() }
  return { state: loaded.state, error: loaded.error, data: loaded.data, of, need, read, renew, clear }
})
