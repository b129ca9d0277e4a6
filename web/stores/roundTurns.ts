import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { TurnStep } from '../../geodata/graph/turnList.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { PatrolRoute, Vehicle } from '../../geodata/model/patrolPlan.ts'
import { streetWayClient } from '../api/patrolPlans.ts'
import { placesOfRoute } from './roundRoutes.ts'

/** Streets and turns from one stop to the next; null where streets as they are known do not lead there. */
export type LegTurns = { meters: number; steps: TurnStep[] } | null
const keyOf = (vehicle: Vehicle, from: LngLat, to: LngLat) => `${vehicle}|${from}|${to}`
const mostRequests = 3

/** The ways of rounds in words, leg by leg. */
export const useRoundTurns = defineStore('roundTurns', () => {
  const known = shallowReactive(new Map<string, LegTurns>())

  async function read(route: PatrolRoute, vehicle: Vehicle): Promise<void> {
    const places = placesOfRoute(route)
    const legs = places.slice(1).map((to, i) => ({ from: places[i]!, to })).filter(({ from, to }) => String(from) !== String(to) && !known.has(keyOf(vehicle, from, to)))
    const next = async (): Promise<void> => {
      for (let leg = legs.shift(); leg; leg = legs.shift()) {
        const { from, to } = leg
        const answer = await streetWayClient.of(from, to, vehicle).catch(() => null)
        known.set(keyOf(vehicle, from, to), answer?.way ? { meters: answer.way.meters, steps: answer.way.steps } : null)
      }
    }
    await Promise.all(Array.from({ length: mostRequests }, next))
  }
  /** The way to a stop from the one before it; undefined while it is not known. */
  const of = (vehicle: Vehicle, from: LngLat, to: LngLat) => known.get(keyOf(vehicle, from, to))
  return { read, of }
})
