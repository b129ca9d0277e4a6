import type { DesignedZone, PlanGround, ZoneAlternative, ZoneFiguresOfPlan } from '../model/zonePlan.ts'
import { type GroundUnits, outlinesOf } from './ground.ts'
import { keepIdentity } from './identity.ts'
import { serialOrder } from './serialOrder.ts'
import type { ZoneOf } from './units.ts'
import { zoneFigures } from './zoneFigures.ts'
import { zoneMiddles } from './zoneMiddles.ts'

type Plan = { zoneOf: ZoneOf; seed: number }
type Today = { ground: PlanGround; /** The place of the zone of today of each unit, -1 for none. */ current: ZoneOf }

/** Numbers 0, 1, ... in the order of serials, and the zone of today that each goes on from. */
function numbered({ units }: GroundUnits, zoneOf: ZoneOf, { ground: { zones }, current }: Today): { zoneOf: ZoneOf; keeps: (number | null)[] } {
  const named = keepIdentity(units, current, zones.length, zoneOf)
  const used = [...new Set(named)].toSorted((a, b) => a - b)
  const dense = new Map(used.map((zone, i) => [zone, i]))
  const order = serialOrder(zoneMiddles(units, named.map((zone) => dense.get(zone) as number), used.length))
  const serialOf = new Map(order.map((place, serial) => [used[place] as number, serial]))
  return { zoneOf: named.map((zone) => serialOf.get(zone) as number), keeps: order.map((place) => zones[used[place] as number]?.id ?? null) }
}

/** Pairs of units of one zone with a barrier between them. Water and medians that were given to a unit beyond do not count. */
function crossings({ mesh: { chains, unitCount } }: GroundUnits, zoneOf: ZoneOf): number {
  const pairs = new Set<number>()
  for (const { left, right, barrier } of chains) if (barrier && left >= 0 && right >= 0 && zoneOf[left] === zoneOf[right]) pairs.add(Math.min(left, right) * unitCount + Math.max(left, right))
  return pairs.size
}

function movedHouseholds({ buildings, buildingsOf }: GroundUnits, zoneOf: ZoneOf, keeps: (number | null)[]): number {
  let moved = 0
  buildingsOf.forEach((own, unit) => {
    for (const b of own) {
      const { zoneId, households = 0 } = buildings[b] ?? { zoneId: null }
      if (zoneId !== null && keeps[zoneOf[unit] as number] !== zoneId) moved += households
    }
  })
  return moved
}

/** A plan over units as zones with their outlines and figures, numbered from north-west to south-east. */
export function alternativeOf(units: GroundUnits, { zoneOf: found, seed }: Plan, bounds: { min: number; max: number }, today: Today): ZoneAlternative {
  const { zoneOf, keeps } = numbered(units, found, today)
  const figures = zoneFigures(units.units, zoneOf, bounds)
  const outlines = outlinesOf(units.mesh, zoneOf, keeps.length)
  const idsOf: number[][] = keeps.map(() => [])
  units.buildingsOf.forEach((own, unit) => { for (const b of own) idsOf[zoneOf[unit] as number]?.push(units.buildings[b]?.id as number) })
  const zones = outlines.map((geometry, zone): DesignedZone => {
    const [squareMeters, perimeter] = [figures.squareMeters[zone] as number, figures.perimeterMeters[zone] as number]
    return {
      serial: zone + 1, households: figures.households[zone] as number, load: (figures.load[zone] as number) / (figures.meanLoad || 1), buildings: idsOf[zone]?.length ?? 0, squareMeters,
      compactness: (4 * Math.PI * squareMeters) / (perimeter ** 2 || 1), keepsZoneId: keeps[zone] ?? null, buildingIds: idsOf[zone] ?? [], geometry,
    }
  })
  const { minHouseholds, maxHouseholds, deviation, compactness, cutEstates, withinBounds, contiguous } = figures
  const shown: ZoneFiguresOfPlan = {
    zones: zones.length, minHouseholds, maxHouseholds, deviation, compactness, barrierCrossings: crossings(units, zoneOf), cutEstates, withinBounds, contiguous,
    householdsMoved: today.ground.zones.length ? movedHouseholds(units, zoneOf, keeps) : null,
  }
  return { seed, figures: shown, zones }
}
