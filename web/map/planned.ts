import { pointInPolygon } from '../../geodata/geometry/pointInPolygon.ts'
import type { LngLat, MultiPolygon } from '../../geodata/model/geometry.ts'
import type { PlanBuilding, PlanGround, PlanZone, ZoneAlternative } from '../../geodata/model/zonePlan.ts'
import { remember } from './remember.ts'
import type { MovedHome, PlannedScene, PlannedZone } from './sceneData.ts'

type Bounds = { min: number; max: number }
type Ground = Pick<PlanGround, 'buildings' | 'zones'>
const serial = (n: number) => String(n).padStart(2, '0')
const outside = (households: number, { min, max }: Bounds) => households < min || households > max
const home = ({ households, at, geometry }: PlanBuilding): MovedHome => ({ households, at, geometry })

/** A proposal of the designer; homes whose zone of today goes on elsewhere are the ones that move. */
export function plannedOfAlternative({ zones }: ZoneAlternative, bounds: Bounds, ground: Ground | null): PlannedScene {
  const zoneOf = new Map(zones.flatMap(({ buildingIds, keepsZoneId }) => buildingIds.map((id) => [id, keepsZoneId] as const)))
  return {
    zones: zones.map((zone): PlannedZone => ({ label: serial(zone.serial), households: zone.households, outside: outside(zone.households, bounds), locked: false, changed: zone.keepsZoneId === null, geometry: zone.geometry })),
    moved: (ground?.buildings ?? []).filter(({ id, zoneId, households }) => zoneId !== null && households > 0 && zoneOf.has(id) && zoneOf.get(id) !== zoneId).map(home),
  }
}

/** A plan as it is kept: households follow from the buildings that lie in it. */
/** @param before zones of the day before, where that is not today: a home moves that lay in another of them */
export function plannedOfPlan(zones: readonly PlanZone[], bounds: Bounds, ground: Ground | null, before: readonly Pick<Ground['zones'][number], 'id' | 'geometry'>[] | null = null): PlannedScene {
  const at = ground ? zoneOfBuildings(zones.map(({ geometry }) => geometry), ground.buildings) : null
  const from = before && ground ? zoneOfBuildings(before.map(({ geometry }) => geometry), ground.buildings) : null
  const fromZone = (building: PlanBuilding, i: number) => (from ? (before![from[i]!]?.id ?? null) : building.zoneId)
  const households = zones.map(() => 0)
  ground?.buildings.forEach((building, i) => { const zone = at![i]!; if (zone >= 0) households[zone]! += building.households })
  return {
    zones: zones.map((zone, i): PlannedZone => ({
      label: zone.code ? zone.code.slice(-3) : `+${serial(i + 1)}`, households: ground ? households[i]! : null, outside: ground !== null && outside(households[i]!, bounds), locked: zone.locked, changed: zone.zoneId === null, geometry: zone.geometry,
    })),
    moved: (ground?.buildings ?? []).filter((building, i) => { const zone = fromZone(building, i); return zone !== null && building.households > 0 && zones[at![i]!]?.zoneId !== zone }).map(home),
  }
}

/** Zones of today, or of the day before a plan, in the same look, to stand beside it. */
export const plannedOfDay = remember((zones: readonly Pick<Ground['zones'][number], 'code' | 'households' | 'geometry'>[]): readonly PlannedZone[] => zones.map(({ code, households, geometry }) => ({ label: code.slice(-3), households, outside: false, locked: false, changed: false, geometry })))

/** The zone each building's place lies in; -1 in none. */
export function zoneOfBuildings(zones: readonly MultiPolygon[], buildings: readonly { at: LngLat }[]): Int32Array {
  const boxes = zones.map(({ coordinates }) => {
    const ring = coordinates.flatMap(([outer]) => outer!)
    const along = (axis: 0 | 1) => ring.map((corner) => corner[axis])
    return [Math.min(...along(0)), Math.min(...along(1)), Math.max(...along(0)), Math.max(...along(1))] as const
  })
  return Int32Array.from(buildings, ({ at }) => zones.findIndex((zone, i) => at[0] >= boxes[i]![0] && at[1] >= boxes[i]![1] && at[0] <= boxes[i]![2] && at[1] <= boxes[i]![3] && pointInPolygon(at, zone)))
}
