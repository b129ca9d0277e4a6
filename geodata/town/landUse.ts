import { shuffle, weighted, type Random } from '../random.ts'
import { pointsOf, type Plan } from './plan.ts'
import { centroid, distance, signedArea, type XY } from './plane.ts'
import type { ZonePlan } from './zoning.ts'

export const homeUses = ['slab', 'tower', 'lanes', 'villa'] as const
export type LandUse =
  | (typeof homeUses)[number]
  | 'park'
  | 'school'
  | 'kindergarten'
  | 'hospital'
  | 'market'
  | 'mall'
  | 'office'
  | 'square'
  | 'industry'
  | 'sports'
  | 'green'
  | 'stationSquare'
export type Block = { cell: number; zone: number; use: LandUse; area: number; centre: XY }

export const isHome = (use: LandUse): boolean => (homeUses as readonly string[]).includes(use)

function homeUse(zone: ZonePlan, centre: XY, heart: XY, random: Random): LandUse {
  if (zone.old) return random() < 0.86 ? 'lanes' : 'tower'
  const away = distance(centre, heart)
  return weighted(random, ['slab', 'tower', 'villa', 'lanes'] as const, [
    1,
    away < 900 ? 0.75 : 0.3,
    away > 1300 ? 0.35 : 0,
    away < 1000 ? 0.12 : 0.02,
  ])
}

type Wish = { use: LandUse; count: number; score: (block: Block) => number }

const near = (p: XY) => (block: Block) => distance(block.centre, p)

/** What a town needs besides homes, in the order in which it takes its place. `score` is smallest at the best block. */
function wishes(heart: XY, random: Random): Wish[] {
  const any = () => random()
  return [
    { use: 'square', count: 1, score: near(heart) },
    { use: 'mall', count: 2, score: near(heart) },
    { use: 'stationSquare', count: 1, score: near([heart[0] + 80, heart[1] + 1000]) },
    { use: 'hospital', count: 1, score: (b) => distance(b.centre, [heart[0] - 900, heart[1] - 200]) - b.area / 200 },
    { use: 'office', count: 10, score: (b) => distance(b.centre, heart) + 500 * random() },
    { use: 'park', count: 5, score: (b) => -b.area * (0.6 + 0.4 * random()) },
    { use: 'industry', count: 9, score: near([-1500, -1250]) },
    { use: 'industry', count: 4, score: near([1500, -1500]) },
    { use: 'sports', count: 3, score: (b) => -b.area * random() },
    { use: 'school', count: 13, score: (b) => Math.abs(b.area - 27_000) + 9000 * random() },
    { use: 'kindergarten', count: 13, score: (b) => b.area + 9000 * random() },
    { use: 'market', count: 6, score: (b) => distance(b.centre, [0, 0]) * random() + Math.abs(b.area - 12_000) / 50 },
    { use: 'green', count: 16, score: any },
    { use: 'park', count: 6, score: any },
  ]
}

/** Gives every block its use. Each zone keeps its homes, old quarters stay old, and single wishes do not crowd one community. */
export function assignLandUse(plan: Plan, zones: readonly ZonePlan[], heart: XY, random: Random): Block[] {
  const blocks: Block[] = []
  const free: Block[] = []
  zones.forEach((zone, z) => {
    const own = shuffle(random, zone.blocks).map((cell): Block => {
      const points = pointsOf(plan, cell)
      const centre = centroid(points)
      return { cell, zone: z, use: homeUse(zone, centre, heart, random), area: signedArea(points), centre }
    })
    const wanted = zone.old ? 30_000 : 24_000
    let homes = 0
    for (const block of own) {
      blocks.push(block)
      if (homes < wanted) homes += block.area
      else free.push(block)
    }
  })
  const used = new Map<string, number>()
  for (const { use, count, score } of wishes(heart, random)) {
    for (let k = 0; k < count && free.length > 0; k++) {
      const scored = free.map((block, i) => ({
        i,
        score:
          score(block) + (used.get(`${use}${zones[block.zone]?.community}`) ?? 0) * (use === 'office' || use === 'industry' ? 0 : 20_000),
      }))
      const best = scored.reduce((a, b) => (b.score < a.score ? b : a)).i
      const block = free.splice(best, 1)[0] as Block
      block.use = use
      const key = `${use}${zones[block.zone]?.community}`
      used.set(key, (used.get(key) ?? 0) + 1)
    }
  }
  return blocks
}
