import { cellAcross, lineOf, pointsOf, ringOf } from './plan.ts'
import { at, centroid, distance, signedArea, type XY } from './plane.ts'
import type { Layout } from './layout.ts'

export const communityCount = 13
export const zoneCount = 110

/** A piece of land between arterials and water, with its number of zones and its community (0..12). */
export type Superblock = { cell: number; zones: number; community: number }

/** Cells of land: those that do not touch the middle of a water. */
export function landCells({ plan, lines }: Layout): number[] {
  return [...plan.rings].filter(([, ring]) => ring.every((a, i) => !lines[lineOf(plan, a, at(ring, i + 1))]?.water)).map(([cell]) => cell)
}

/** Homes per ground, relative: dense in the middle and in the old quarter, thin at the rim. */
export function density(point: XY, old: { centre: XY; radius: number }): number {
  const middle = Math.exp(-((distance(point, [60, 420]) / 1000) ** 2))
  const quarter = distance(point, old.centre) < old.radius ? 0.55 : 0
  return 0.75 + 0.85 * middle + quarter
}

/** Largest remainders (Hamilton's method): whole shares of `seats`, each at least one. */
export function apportion(weights: readonly number[], seats: number): number[] {
  const total = weights.reduce((a, b) => a + b, 0)
  const free = seats - weights.length
  const exact = weights.map((weight) => (weight / total) * seats - 1)
  const positive = exact.map((x) => Math.max(0, x))
  const scale = free / positive.reduce((a, b) => a + b, 0)
  const shares = positive.map((x) => Math.floor(x * scale))
  const order = positive.map((x, i) => ({ i, rest: x * scale - (shares[i] as number) })).toSorted((a, b) => b.rest - a.rest)
  for (let k = 0, left = free - shares.reduce((a, b) => a + b, 0); k < left; k++) (shares[(order[k] as { i: number }).i] as number)++
  return shares.map((share) => share + 1)
}

/** Joins neighbouring superblocks, the smallest first and never across water, until 13 communities are left. */
function grouped(layout: Layout, cells: number[], weights: number[]): number[] {
  const { plan, lines } = layout
  const group = cells.map((_, i) => i)
  const size = new Map(weights.map((weight, i) => [i, weight]))
  const indexOf = new Map(cells.map((cell, i) => [cell, i]))
  while (size.size > communityCount) {
    const smallestFirst = [...size].toSorted((a, b) => a[1] - b[1])
    for (const [smallest, weight] of smallestFirst) {
      const neighbours = new Map<number, number>()
      cells.forEach((cell, i) => {
        if (group[i] !== smallest) return
        const ring = ringOf(plan, cell)
        ring.forEach((a, k) => {
          const b = at(ring, k + 1)
          const other = indexOf.get(cellAcross(plan, a, b) ?? -1)
          if (other === undefined || group[other] === smallest || lines[lineOf(plan, a, b)]?.water) return
          const length = distance(plan.nodes[a] as XY, plan.nodes[b] as XY)
          neighbours.set(group[other] as number, (neighbours.get(group[other] as number) ?? 0) + length)
        })
      })
      const best = [...neighbours]
        .filter(([, shared]) => shared > 150)
        .toSorted((a, b) => (size.get(a[0]) as number) - (size.get(b[0]) as number))[0]
      if (!best) continue
      size.set(best[0], (size.get(best[0]) as number) + weight)
      size.delete(smallest)
      group.forEach((g, i) => {
        if (g === smallest) group[i] = best[0]
      })
      break
    }
  }
  return group
}

/** Communities numbered from north-west to south-east, and zones shared out by homes. */
export function makeCommunities(layout: Layout, old: { centre: XY; radius: number }): Superblock[] {
  const cells = landCells(layout)
  const points = cells.map((cell) => pointsOf(layout.plan, cell))
  const weights = points.map((ring) => signedArea(ring) * density(centroid(ring), old))
  const zones = apportion(weights, zoneCount)
  const group = grouped(layout, cells, weights)
  const groups = [...new Set(group)]
  const rank = (g: number) => {
    const centres = points.filter((_, i) => group[i] === g).map(centroid)
    return centres.reduce((sum, [x, y]) => sum + x - y, 0) / centres.length
  }
  groups.sort((a, b) => rank(a) - rank(b))
  return cells.map((cell, i) => ({ cell, zones: zones[i] as number, community: groups.indexOf(group[i] as number) }))
}
