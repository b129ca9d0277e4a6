import { pointInPolygon } from '../geometry/pointInPolygon.ts'
import type { LngLat } from '../model/geometry.ts'
import type { PlanGround } from '../model/zonePlan.ts'
import type { GroundUnits } from './ground.ts'
import type { ZoneOf } from './units.ts'

/** The zone of today of each unit, by its place in the ground's list: where its borders were kept by those, else where most of its homes are; ground without buildings by its middle. -1: none. */
export function zonesToday({ zones }: Pick<PlanGround, 'zones'>, { buildings, buildingsOf, units, mesh, keptZone }: GroundUnits, kept: readonly number[]): ZoneOf {
  const placeOf = new Map(zones.map(({ id }, i) => [id, i]))
  return Int32Array.from(buildingsOf, (own, u) => {
    if ((keptZone[u] as number) >= 0) return placeOf.get(kept[keptZone[u] as number] as number) ?? -1
    const homes = new Map<number, number>()
    for (const b of own) {
      const { zoneId, households = 0 } = buildings[b] ?? { zoneId: null }
      const place = zoneId === null ? undefined : placeOf.get(zoneId)
      if (place !== undefined) homes.set(place, (homes.get(place) ?? 0) + households + 1e-6)
    }
    if (homes.size) return ([...homes].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0] as [number, number])[0]
    if (own.length) return -1
    const { lattice } = mesh
    const at: LngLat = lattice.fromMeters(units.xMeters[u] as number, units.yMeters[u] as number)
    return zones.findIndex(({ geometry }) => pointInPolygon(at, geometry))
  })
}
