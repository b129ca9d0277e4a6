import { normal, type Random } from '../random.ts'
import type { Setting } from './categories.ts'
import type { TownBuilding } from './types.ts'
import { toPlane } from './local.ts'
import { directed, lineOf, ringOf } from './plan.ts'
import { add, at, between, distance, leftOf, minus, times, unit, type XY } from './plane.ts'
import { addressAt, communityCode, type Site } from './site.ts'

/** A place where a matter may arise: its weight is relative, `along` is the stretch of street it lies on. */
export type Spot = { point: XY; areaCode: string; address: string; label: string; weight: number; along: [XY, XY] | null }
export type Spots = Record<Setting, Spot[]>

const streetWeights: Record<string, number> = { primary: 2.2, secondary: 1.8, tertiary: 1.4, residential: 1, service: 0.6 }

const middle = (building: TownBuilding): XY => {
  const ring = (building.geometry.coordinates[0] as [number, number][]).slice(0, 4).map(toPlane)
  return times(
    ring.reduce((a, b) => add(a, b)),
    1 / ring.length,
  )
}

function streetSpots(site: Site, liveliness: Map<number, number>): Spot[] {
  const { plan, lines } = site.layout
  const spots: Spot[] = []
  for (const block of site.blocks) {
    const areaCode = communityCode((site.zones[block.zone] as { community: number }).community)
    const ring = ringOf(plan, block.cell)
    ring.forEach((a, i) => {
      const b = at(ring, i + 1)
      const line = lines[lineOf(plan, a, b)]
      const weight = streetWeights[line?.class ?? '']
      if (!line || weight === undefined || plan.left.get(directed(a, b)) !== block.cell) return
      const [from, to] = [plan.nodes[a] as XY, plan.nodes[b] as XY]
      const inward = times(leftOf(unit(minus(to, from))), 4)
      const count = Math.max(1, Math.round(distance(from, to) / 30))
      for (let k = 0; k < count; k++) {
        const t = (k + 0.5) / count
        const point = add(between(from, to, t), inward)
        const reach = 40 / Math.max(80, distance(from, to))
        const along: [XY, XY] = [
          add(between(from, to, Math.max(0.04, t - reach)), inward),
          add(between(from, to, Math.min(0.96, t + reach)), inward),
        ]
        spots.push({
          point,
          areaCode,
          address: addressAt(site, block.cell, point).zh,
          label: line.name.zh,
          weight: weight * (liveliness.get(block.zone) ?? 1),
          along,
        })
      }
    })
  }
  return spots
}

/** The same spots with weights that add up to `share`. */
function scaled(spots: readonly Spot[], share: number): Spot[] {
  const sum = spots.reduce((a, b) => a + b.weight, 0)
  return spots.map((spot) => ({ ...spot, weight: (spot.weight / sum) * share }))
}

/** Collects the town's spots by setting; each zone has its own liveliness, as real neighbourhoods do. */
export function makeSpots(
  site: Site,
  buildings: readonly TownBuilding[],
  gates: readonly { point: XY; estate: { nameZh: string; areaCode: string } }[],
  random: Random,
): Spots {
  const liveliness = new Map(site.zones.map((_, z) => [z, Math.exp(normal(random, 0, 0.45))]))
  const zoneLife = new Map(
    site.zones.map((zone, z) => [`${communityCode(zone.community)}${String(zone.serial).padStart(3, '0')}`, liveliness.get(z) as number]),
  )
  const of = (keep: (building: TownBuilding) => boolean, weigh: (building: TownBuilding) => number) =>
    buildings.filter(keep).map((building): Spot => ({
      point: middle(building),
      areaCode: building.areaCode,
      address: building.address,
      label: building.estateRef ? building.nameZh : building.address,
      weight: weigh(building) * (zoneLife.get(building.zoneCode) ?? 1),
      along: null,
    }))
  const home = of(
    (b) => b.households > 0,
    (b) => b.households,
  )
  const oldHome = of(
    (b) => b.households > 0 && b.estateRef === null,
    (b) => b.households,
  )
  const shop = of(
    (b) => b.use === 'commercial',
    (b) => Math.min(4, b.heightMeters / 4),
  )
  const work = of(
    (b) => b.use === 'office' || b.use === 'industrial',
    (b) => Math.sqrt(b.heightMeters),
  )
  const street = streetSpots(site, liveliness)
  const gate = gates.map((g): Spot => ({
    point: g.point,
    areaCode: g.estate.areaCode,
    address: `${g.estate.nameZh}门口`,
    label: `${g.estate.nameZh}门口`,
    weight: 1,
    along: null,
  }))
  const open = new Set(['park', 'green', 'square', 'stationSquare', 'sports'])
  const green = site.blocks
    .filter((block) => open.has(block.use))
    .flatMap((block) => {
      const areaCode = communityCode((site.zones[block.zone] as { community: number }).community)
      return Array.from({ length: 12 }, (): Spot => {
        const corner = site.layout.plan.nodes[at(ringOf(site.layout.plan, block.cell), Math.floor(random() * 99))] as XY
        const point = between(block.centre, corner, 0.65 * Math.sqrt(random()))
        const address = addressAt(site, block.cell, point).zh
        return { point, areaCode, address, label: address, weight: 1, along: null }
      })
    })
  return { home, oldHome, shop, work, street, gate, green, any: [...scaled(home, 0.45), ...scaled(street, 0.35), ...scaled(shop, 0.2)] }
}

/** Draws items by weight in logarithmic time. */
export function drawer<T extends { weight: number }>(items: readonly T[]): (random: Random) => T {
  const sums = new Float64Array(items.length)
  let sum = 0
  items.forEach((item, i) => (sums[i] = sum += item.weight))
  return (random) => {
    const wanted = random() * sum
    let [low, high] = [0, items.length - 1]
    while (low < high) {
      const half = (low + high) >> 1
      if ((sums[half] as number) <= wanted) low = half + 1
      else high = half
    }
    return items[low] as T
  }
}
