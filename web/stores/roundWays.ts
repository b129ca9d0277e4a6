import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { Vehicle } from '../../geodata/model/patrolPlan.ts'
import { legsOf } from '../../geodata/patrol/legsOf.ts'
import { streetWayClient } from '../api/patrolPlans.ts'

type Line = readonly LngLat[]
const same = (a: LngLat, b: LngLat) => a[0] === b[0] && a[1] === b[1]
const keyOf = (vehicle: Vehicle, from: LngLat, to: LngLat) => `${vehicle}|${from}|${to}`
const mostRequests = 3
const retryMilliseconds = 20_000

/** Ways on the streets from place to place: of rounds as they were answered, and those that are asked for after a stop was moved. Without a network the straight line stands in. */
export const useRoundWays = defineStore('roundWays', () => {
  const legs = shallowReactive(new Map<string, Line>())
  const wanted = new Map<string, { vehicle: Vehicle; from: LngLat; to: LngLat }>()
  let running = 0

  function remember(vehicle: Vehicle, places: Line, line: Line | null) {
    if (!line || places.length < 2) return
    legsOf(places, line).forEach((leg, i) => { const key = keyOf(vehicle, places[i]!, places[i + 1]!); if (leg.length > 0 && !legs.has(key)) legs.set(key, leg) })
  }
  /** `straight`: a part of it is not known yet. Where it is `asked` for, the line is another one when it has come. */
  function lineOf(vehicle: Vehicle, places: Line, asked: boolean): { line: Line; straight: boolean } {
    let straight = false
    const line = places.slice(1).flatMap((to, i) => {
      const from = places[i]!
      const leg = legs.get(keyOf(vehicle, from, to))
      if (!leg && !same(from, to)) { straight = true; if (asked) want(vehicle, from, to) }
      return leg ?? [to]
    })
    return { line: places.length ? [places[0]!, ...line].filter((place, i, all) => i === 0 || !same(place, all[i - 1]!)) : [], straight }
  }
  function want(vehicle: Vehicle, from: LngLat, to: LngLat) {
    const key = keyOf(vehicle, from, to)
    if (wanted.has(key)) return
    wanted.set(key, { vehicle, from, to })
    queueMicrotask(next)
  }
  const under = new Set<string>()
  function next() { for (const [key, leg] of wanted) if (running < mostRequests && !under.has(key)) void ask(key, leg) }
  async function ask(key: string, { vehicle, from, to }: { vehicle: Vehicle; from: LngLat; to: LngLat }) {
    running++
    under.add(key)
    try {
      const { way } = await streetWayClient.of(from, to, vehicle)
      // Where streets do not lead, the straight line stays, and is not asked for again.
      if (way && way.line.length > 1) { legs.set(key, way.line); wanted.delete(key) }
    } catch {
      // Asked again when somebody looks at it after a while; the straight line says that it is not known.
      setTimeout(() => { under.delete(key); wanted.delete(key) }, retryMilliseconds)
    } finally {
      running--
      next()
    }
  }
  /** Until no way is being asked for any more, or for so long at most: what goes to the phones should be ways, where the network gives them. */
  async function settled(mostMilliseconds: number): Promise<void> {
    const end = Date.now() + mostMilliseconds
    await Promise.resolve()
    while (running > 0 && Date.now() < end) await new Promise((done) => setTimeout(done, 50))
  }
  return { remember, lineOf, settled }
})
