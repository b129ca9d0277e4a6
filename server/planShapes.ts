import { MAX_POSITIONS } from '../geodata/geometry/checkGeometry.ts'
import type { PlanZone } from '../geodata/model/zonePlan.ts'
import { Problem } from './problem.ts'

/**
 * Shapes of a draft may be wrong in themselves, which is shown on the map, yet must be rings that can be stored. Throws Problem 422 that names the zone.
 */
export function checkPlanShapes(zones: readonly PlanZone[]): void {
  zones.forEach(({ geometry }, i) => {
    const rings = geometry.coordinates.flat()
    const open = rings.some((ring) => ring[0]?.[0] !== ring.at(-1)?.[0] || ring[0]?.[1] !== ring.at(-1)?.[1])
    const expected = open ? 'rings that end where they began' : rings.reduce((sum, ring) => sum + ring.length, 0) > MAX_POSITIONS ? `at most ${MAX_POSITIONS} positions` : undefined
    if (expected) throw new Problem(422, `zones.${i}.geometry: expected ${expected}`, [{ field: `zones.${i}.geometry`, expected }])
  })
}
