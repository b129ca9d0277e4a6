import type { MetersXY } from './lngLat.ts'
import { isInPolygonMeters } from './polygonMeters.ts'

type Ring = MetersXY[]
/** How far inside the reach of the nearest place each node lies (negative: outside), on a lattice with nothing inside at its rim. */
type Depths = { depth: Float64Array; columns: number; rows: number; step: number; x: number; y: number }

const STEPS_PER_REACH = 6
const MAX_NODES = 2e6

/**
 * The ground within reach of any of the places, as polygons with holes: the union of discs, drawn by marching squares (Lorensen & Cline 1987 in the
 * plane) on a lattice of a sixth of the reach, coarser where that would be too many nodes. Outer rings run anticlockwise, holes clockwise.
 */
export function outlineAround(places: readonly MetersXY[], reachMeters: number): Ring[][] {
  if (places.length === 0) return []
  const rings = ringsOf(depthsOf(places, reachMeters))
  const outer = rings.filter((ring) => turned(ring) > 0).map((ring) => [ring])
  for (const hole of rings.filter((ring) => turned(ring) < 0)) {
    const around = outer.filter(([ring]) => isInPolygonMeters(...(hole[0] as MetersXY), [[ring as Ring]]))
    around.sort((a, b) => turned(a[0] as Ring) - turned(b[0] as Ring))[0]?.push(hole)
  }
  return outer
}

/** Twice the area, positive for an anticlockwise ring. */
const turned = (ring: Ring): number => ring.reduce((sum, [x, y], i) => (i ? sum + ((ring[i - 1] as MetersXY)[0] - (ring[0] as MetersXY)[0]) * (y - (ring[0] as MetersXY)[1]) - (x - (ring[0] as MetersXY)[0]) * ((ring[i - 1] as MetersXY)[1] - (ring[0] as MetersXY)[1]) : 0), 0)

function depthsOf(places: readonly MetersXY[], reachMeters: number): Depths {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of places) [west, south, east, north] = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)]
  const sides = (step: number) => [Math.ceil((east - west + 2 * reachMeters) / step) + 3, Math.ceil((north - south + 2 * reachMeters) / step) + 3] as const
  let step = reachMeters / STEPS_PER_REACH
  while (sides(step)[0] * sides(step)[1] > MAX_NODES) step *= 1.25
  const [columns, rows] = sides(step)
  const [x, y] = [west - reachMeters - step, south - reachMeters - step]
  const nearest = new Float64Array(columns * rows).fill(Infinity)
  const span = reachMeters + 2 * step
  const seen = new Set<number>()
  for (const place of places) {
    const [px, py] = [(place[0] - x) / step, (place[1] - y) / step]
    const key = Math.round(py * 8) * columns * 8 + Math.round(px * 8) // many incidents share an address
    if (seen.has(key)) continue
    seen.add(key)
    for (let row = Math.max(0, Math.ceil(py - span / step)); row <= Math.min(rows - 1, py + span / step); row++) {
      for (let column = Math.max(0, Math.ceil(px - span / step)); column <= Math.min(columns - 1, px + span / step); column++) {
        const node = row * columns + column
        const squared = (row - py) ** 2 + (column - px) ** 2
        if (squared < (nearest[node] as number)) nearest[node] = squared
      }
    }
  }
  // A node exactly on the edge would make corners of no length.
  const depth = nearest.map((squared) => (squared === Infinity ? -span : reachMeters - Math.sqrt(squared) * step || reachMeters * 1e-9))
  return { depth, columns, rows, step, x, y }
}

const [SOUTH, EAST, NORTH, WEST] = [0, 1, 2, 3]
/** By which corners of a square are inside (1 south-west, 2 south-east, 4 north-east, 8 north-west): from which side to which, the inside on the left. */
const TURNS: readonly (readonly [number, number])[][] = [
  [], [[SOUTH, WEST]], [[EAST, SOUTH]], [[EAST, WEST]], [[NORTH, EAST]], [[SOUTH, WEST], [NORTH, EAST]], [[NORTH, SOUTH]], [[NORTH, WEST]],
  [[WEST, NORTH]], [[SOUTH, NORTH]], [[EAST, SOUTH], [WEST, NORTH]], [[EAST, NORTH]], [[WEST, EAST]], [[SOUTH, EAST]], [[WEST, SOUTH]], [],
]

function ringsOf(depths: Depths): Ring[] {
  const { depth, columns, rows } = depths
  // A side of a square is named by its first node: twice its number, one more where it runs north.
  const next = new Map<number, number>()
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const node = row * columns + column
      const inside = (at: number, bit: number) => ((depth[at] as number) > 0 ? bit : 0)
      const corners = inside(node, 1) + inside(node + 1, 2) + inside(node + columns + 1, 4) + inside(node + columns, 8)
      const sides = [2 * node, 2 * (node + 1) + 1, 2 * (node + columns), 2 * node + 1]
      for (const [from, to] of TURNS[corners] as (readonly [number, number])[]) next.set(sides[from] as number, sides[to] as number)
    }
  }
  const rings: Ring[] = []
  for (const start of next.keys()) {
    const ring: Ring = []
    for (let side: number | undefined = start; side !== undefined; ) {
      const to = next.get(side)
      if (to === undefined) break
      ring.push(crossing(depths, side))
      next.delete(side)
      side = to
    }
    if (ring.length > 2) rings.push([...ring, ring[0] as MetersXY])
  }
  return rings
}

/** Where the edge crosses the side, between its two nodes by their depths. */
function crossing({ depth, columns, step, x, y }: Depths, side: number): MetersXY {
  const node = side >> 1
  const runsNorth = side & 1
  const [from, to] = [depth[node] as number, depth[runsNorth ? node + columns : node + 1] as number]
  const share = from / (from - to)
  return [x + ((node % columns) + (runsNorth ? 0 : share)) * step, y + (Math.floor(node / columns) + (runsNorth ? share : 0)) * step]
}
