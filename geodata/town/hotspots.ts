import { toLngLat } from './local.ts'
import { distance, type XY } from './plane.ts'
import type { Spot, Spots } from './spots.ts'
import type { TownHotspot } from './types.ts'
import type { Setting } from './categories.ts'

/** A hotspot before its matters are drawn: the share of all matters that it adds, and where within it they may lie. */
export type PlantedSpot = { truth: TownHotspot; share: number; spots: Spot[]; centre: XY }

type Recipe = {
  codes: string[]
  setting: Setting
  radius: number
  share: number
  sinceDays: number
  kind: TownHotspot['kind']
  aim: (spot: Spot, heart: XY) => number
}

const recipes: Recipe[] = [
  // Bikes at a busy gate in the north, all the time.
  {
    codes: ['06001', '01001'],
    setting: 'home',
    radius: 150,
    share: 0.016,
    sinceDays: Infinity,
    kind: 'planted',
    aim: (s, heart) => distance(s.point, [heart[0] - 850, heart[1] + 750]),
  },
  // Bars and grills near the middle, at night.
  {
    codes: ['04003', '06004', '04004'],
    setting: 'shop',
    radius: 130,
    share: 0.015,
    sinceDays: Infinity,
    kind: 'planted',
    aim: (s, heart) => distance(s.point, [heart[0] + 350, heart[1] + 50]),
  },
  // Market mornings in the south-east.
  {
    codes: ['05001', '03001', '03003'],
    setting: 'street',
    radius: 160,
    share: 0.02,
    sinceDays: Infinity,
    kind: 'planted',
    aim: (s, heart) => distance(s.point, [heart[0] + 650, heart[1] - 1050]),
  },
  // New in the last month: shared rentals with blocked exits in the south-west.
  {
    codes: ['01002', '08001'],
    setting: 'home',
    radius: 140,
    share: 0.0041,
    sinceDays: 30,
    kind: 'emerging',
    aim: (s, heart) => distance(s.point, [heart[0] - 1000, heart[1] - 1250]),
  },
]

/** Picks the hotspots' places in the finished town. */
export function plantHotspots(spots: Spots, heart: XY, from: number, to: number): PlantedSpot[] {
  return recipes.map((recipe) => {
    const pool = spots[recipe.setting]
    const centre = pool.reduce((best, spot) => (recipe.aim(spot, heart) < recipe.aim(best, heart) ? spot : best)).point
    const near = pool.filter((spot) => distance(spot.point, centre) < recipe.radius * 0.85)
    const since = Math.max(from, to - recipe.sinceDays * 86_400_000)
    const truth: TownHotspot = {
      centre: toLngLat(centre),
      radiusMeters: recipe.radius,
      categoryCodes: recipe.codes,
      from: new Date(since).toISOString(),
      to: new Date(to).toISOString(),
      kind: recipe.kind,
      incidents: 0,
    }
    return { truth, share: recipe.share, spots: near, centre }
  })
}
