import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { distanceMeters } from '../../geodata/geometry/distanceMeters.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { LivePosition } from '../../geodata/model/patrol.ts'
import { patrolClient } from '../api/client.ts'
import { useLoad } from './loading.ts'

export type Trail = { teamId: number; at: number[]; coordinates: LngLat[] }
const trailFixes = 30
/** Faster than any patrol: the device was given to another team or lost its place, and no line joins the two. */
const fastestMetersPerSecond = 50

/** The newest fixes of a team, oldest first. A fix older than the last one is late news and is left out. */
export function extendTrail(trail: Trail | undefined, fix: LivePosition): Trail {
  const at = Date.parse(fix.at)
  if (!trail) return { teamId: fix.teamId, at: [at], coordinates: [[fix.lng, fix.lat]] }
  const lastAt = trail.at.at(-1) ?? 0
  if (at <= lastAt) return trail
  const last = trail.coordinates.at(-1)
  if (last && distanceMeters(last, [fix.lng, fix.lat]) / ((at - lastAt) / 1000) > fastestMetersPerSecond) return extendTrail(undefined, fix)
  return { teamId: fix.teamId, at: [...trail.at, at].slice(-trailFixes), coordinates: [...trail.coordinates, [fix.lng, fix.lat] as LngLat].slice(-trailFixes) }
}

/** Teams on duty and where they are now. */
export const usePatrols = defineStore('patrols', () => {
  const teamList = useLoad((signal) => patrolClient.teams(signal))
  const live = useLoad((signal, at: string | null) => patrolClient.live(at, signal))
  /** The past moment that is read, null for now. */
  let moment: string | null = null
  const trails = shallowRef<Trail[]>([])

  const teams = computed(() => teamList.data.value?.teams ?? [])
  /** Those on now. */
  const shifts = computed(() => teamList.data.value?.shifts ?? [])
  const byId = computed(() => new Map(teams.value.map((team) => [team.id, team])))
  const positions = computed(() => live.data.value?.positions ?? [])
  const positionByTeam = computed(() => new Map(positions.value.map((fix) => [fix.teamId, fix])))

  function apply(fixes: LivePosition[]) {
    if (moment === null) put(fixes)
  }

  function put(fixes: LivePosition[]) {
    const newest = new Map(positionByTeam.value)
    const trailOf = new Map(trails.value.map((trail) => [trail.teamId, trail]))
    for (const fix of fixes) {
      const known = newest.get(fix.teamId)
      if (!known || Date.parse(fix.at) >= Date.parse(known.at)) newest.set(fix.teamId, fix)
      trailOf.set(fix.teamId, extendTrail(trailOf.get(fix.teamId), fix))
    }
    live.data.value = { positions: [...newest.values()] }
    trails.value = [...trailOf.values()]
  }

  async function load(at: string | null = null) {
    moment = at
    trails.value = []
    const [, now] = await Promise.all([teamList.load(), live.load(at)])
    if (now) put(now.positions)
  }
  return { state: live.state, error: live.error, teams, shifts, byId, positions, positionByTeam, trails, apply, load }
})
