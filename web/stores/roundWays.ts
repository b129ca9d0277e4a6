import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { Vehicle } from '../../geodata/model/patrolPlan.ts'
import { streetWayClient } from '../api/patrolPlans.ts'

const same = (a: LngLat, b: LngLat) => a[0] === b[0] && a[1] === b[1]
const keyOf = (vehicle: Vehicle, places: readonly LngLat[]) => `${vehicle}|${places.join(';')}`
/** How many ways are asked for at a time. */
const mostRequests = 3

/** Ways on the streets from place to place: those of whole rounds as they were answered, and legs that are asked for after a stop was moved. Without a network the straight line stands in. */
export const useRoundWays = defineStore('roundWays', () => {
  const whole = shallowReactive(new Map<string, readonly LngLat[]>())
  const legs = shallowReactive(new Map<string, readonly LngLat[]>())
  const wanted = new Map<string, { vehicle: Vehicle; from: LngLat; to: LngLat }>()
  let running = 0

  const remember = (vehicle: Vehicle, places: readonly LngLat[], line: readonly LngLat[] | null) => { if (line) whole.set(keyOf(vehicle, places), line) }
  /** `straight`: a part of it is not known yet; it is asked for, and the line is another one when it has come. */
  function lineOf(vehicle: Vehicle, places: readonly LngLat[]): { line: readonly LngLat[]; straight: boolean } {
    const known = whole.get(keyOf(vehicle, places))
    if (known) return { line: known, straight: false }
    let straight = false
    const line = places.slice(1).flatMap((to, i) => {
      const from = places[i]!
      if (same(from, to)) return [to]
      const leg = legs.get(keyOf(vehicle, [from, to]))
      if (!leg) { straight = true; want(vehicle, from, to) }
      return leg ?? [to]
    })
    return { line: places.length ? [places[0]!, ...line] : [], straight }
  }
  function want(vehicle: Vehicle, from: LngLat, to: LngLat) {
    const key = keyOf(vehicle, [from, to])
    if (wanted.has(key)) return
    wanted.set(key, { vehicle, from, to })
    queueMicrotask(next)
  }
  function next() {
    for (const [key, leg] of wanted) if (running < mostRequests && !legs.has(key) && !asked.has(key)) void ask(key, leg)
  }
  const asked = new Set<string>()
  async function ask(key: string, { vehicle, from, to }: { vehicle: Vehicle; from: LngLat; to: LngLat }) {
    running++
    asked.add(key)
    try {
      const { way } = await streetWayClient.of(from, to, vehicle)
      // Where streets do not lead, the straight line stays, and is not asked for again.
      if (way && way.line.length > 1) legs.set(key, [from, ...way.line, to])
    } catch {
      // Asked again when somebody looks at it after a while; the straight line says that it is not known.
      setTimeout(() => { asked.delete(key); wanted.delete(key) }, 20_000)
    } finally {
      running--
      next()
    }
  }
  return { remember, lineOf }
})
