import { createRandom, type Random } from '../random.ts'
import { chainages, chainsOf, nameLanes, type Chain } from './chains.ts'
import { landCells, makeCommunities } from './communities.ts'
import { makeGates, type Gate } from './gates.ts'
import { assignLandUse, type Block } from './landUse.ts'
import { makeLayout, type Layout } from './layout.ts'
import { createNames, type Name, type Names } from './names.ts'
import { lineOf, pointsOf, ringOf } from './plan.ts'
import { at, distanceToSegment, nearestShare, signedArea, turned, type XY } from './plane.ts'
import { closeZones, cutBlocks, makeZones, type ZonePlan } from './zoning.ts'

export const subdistrictCode = '999901001'
export const communityCode = (community: number): string => `${subdistrictCode}${String(community + 1).padStart(3, '0')}`
export const zoneCodeOf = (zone: ZonePlan): string => `${communityCode(zone.community)}${String(zone.serial).padStart(3, '0')}`

/** The town on paper: everything in the plane, nothing built yet. */
export type Site = {
  layout: Layout
  zones: ZonePlan[]
  blocks: Block[]
  /** By block cell. */
  gates: Map<number, Gate>
  chains: Chain[]
  along: Map<number, Map<number, number>>
  water: Set<number>
  names: Names
  heart: XY
  communities: Name[]
}

const smallestLand = 60_000

function tryGround(random: Random) {
  const names = createNames(random)
  const layout = makeLayout(random, names)
  if (!layout.complete) return null
  if (landCells(layout).some((cell) => signedArea(pointsOf(layout.plan, cell)) < smallestLand)) return null
  const old = { centre: turned([-420 + 200 * random(), -560], -0.17), radius: 520 }
  const zones = makeZones(layout, makeCommunities(layout, old), names, old, random)
  return zones && { names, layout, zones }
}

/** Draws grounds until one has no splinter between arterials; nearly every second drawing will do. */
export function makeSite(seed: number): Site {
  const random = createRandom(seed)
  let ground = tryGround(random)
  for (let attempt = 0; !ground; attempt++) {
    if (attempt > 60) throw new Error(`no town could be drawn for seed ${seed}`)
    ground = tryGround(random)
  }
  const { names, layout, zones } = ground
  const land = new Set(zones.flatMap((zone) => zone.blocks))
  const water = new Set([...layout.plan.rings.keys()].filter((cell) => !land.has(cell)))
  cutBlocks(layout, zones, random)
  const gates = makeGates(
    layout.plan,
    layout.lines,
    zones.flatMap((zone) => zone.blocks),
  )
  closeZones(layout, zones)
  const chains = chainsOf(layout.plan)
  const along = chainages(layout.plan, chains)
  nameLanes(layout, chains, along)
  const heart: XY = turned([20, 440], -0.17)
  const blocks = assignLandUse(layout.plan, zones, heart, random)
  const communities = Array.from({ length: 13 }, () => names.root())
  return { layout, zones, blocks, gates, chains, along, water, names, heart, communities }
}

/** The nearest named street of a block's border with the house number there: odd on one side, even on the other. */
export function addressAt({ layout, along }: Site, cell: number, point: XY): { zh: string; en: string } {
  const { plan, lines } = layout
  const ring = ringOf(plan, cell)
  let best: { line: number; meters: number; even: boolean } | null = null
  let bestGap = Infinity
  ring.forEach((a, i) => {
    const b = at(ring, i + 1)
    const line = lines[lineOf(plan, a, b)]
    if (!line?.class || line.name.zh === '') return
    const [from, to] = [plan.nodes[a] as XY, plan.nodes[b] as XY]
    const gap = distanceToSegment(point, from, to)
    if (gap >= bestGap) return
    bestGap = gap
    const [start, end] = [along.get(line.id)?.get(a) ?? 0, along.get(line.id)?.get(b) ?? 0]
    best = { line: line.id, meters: start + (end - start) * nearestShare(point, from, to), even: end > start }
  })
  if (!best) return { zh: '', en: '' }
  const { line, meters, even } = best as { line: number; meters: number; even: boolean }
  const number = Math.max(1, Math.round(meters / 6)) * 2 + (even ? 0 : 1)
  const { zh, en } = (lines[line] as { name: Name }).name
  return { zh: `${zh}${number}号`, en: `${number} ${en}` }
}
