import type { Cut } from './faceUnits.ts'
import type { Lattice } from './lattice.ts'
import type { Segment } from './segmentIndex.ts'
import { cutsBuildings } from './straightenBorders.ts'

/**
 * The borders between units: chains of points that meet in their ends only, each with the unit to its left and to its right (-1: outside of the area).
 * Points are whole numbers of the lattice.
 */
export type Chain = { left: number; right: number; xs: number[]; ys: number[]; /** Follows a street, a bank or the outline: stays as it is. */ fixed: boolean; /** Follows a border of today that is to keep its shape. */ kept: boolean; blocked: boolean; /** Along a barrier that both sides are reached up to. */ barrier: boolean; /** Which, from 1 for the weakest (`weakestFirst`); 0 for none. */ barrierRank: number }
export type ZoneMesh = { lattice: Lattice; unitCount: number; chains: Chain[]; /** Whether a straight line would go through a building. */ cuts: (segment: Segment) => boolean }

type Lines = { isFixed: (by: number) => boolean; isKept: (by: number) => boolean }
type Side = { left: number; right: number; kind: number }

/** Units on both sides of each edge between two of them; the kind tells chains of different nature apart. */
function sidesOf({ noded, faces, barrier, walk }: Cut, unitOf: Int32Array, walks: readonly number[], { isFixed, isKept }: Lines): (Side | undefined)[] {
  const strays = (face: number, unit: number) => unit >= 0 && walks[unit] !== walk[face]
  return [...barrier].map((isBarrier, e) => {
    const [f, g] = [faces.face[2 * e] as number, faces.face[2 * e + 1] as number]
    if (f < 0 || g < 0) return undefined
    const [left, right] = [unitOf[f] as number, unitOf[g] as number]
    if (left === right) return undefined
    let [fixed, kept] = [false, false]
    for (let k = noded.from[e] as number; k < (noded.from[e + 1] as number); k++) {
      fixed ||= isFixed(noded.drawnBy[k] as number)
      kept ||= isKept(noded.drawnBy[k] as number)
    }
    const strayed = strays(f, left) || strays(g, right)
    return { left, right, kind: (fixed ? 1 : 0) + (isBarrier || strayed ? 2 : 0) + (isBarrier && !strayed ? 4 : 0) + (kept ? 8 : 0) + 16 * isBarrier }
  })
}

/** Joins edges with the same sides to chains. @param walks where each unit is reached @param lines which of them stay as they are, and which are borders of today */
export function meshOf(cut: Cut, unitOf: Int32Array, walks: readonly number[], lines: Lines, lattice: Lattice): ZoneMesh {
  const { xs, ys, a, b } = cut.noded
  const sides = sidesOf(cut, unitOf, walks, lines)
  const at: number[][] = Array.from({ length: xs.length }, () => [])
  sides.forEach((side, e) => {
    if (!side) return
    at[a[e] as number]?.push(2 * e)
    at[b[e] as number]?.push(2 * e + 1)
  })
  /** Half edges as seen from their start: left and right change places on the way back. */
  const seen = (h: number): Side => {
    const side = sides[h >> 1] as Side
    return h & 1 ? { left: side.right, right: side.left, kind: side.kind } : side
  }
  const alike = (g: Side, h: Side) => g.left === h.left && g.right === h.right && g.kind === h.kind
  const start = (h: number) => (h & 1 ? b[h >> 1] : a[h >> 1]) as number
  /** The half edge that goes on where `h` ends, if nothing else meets there. */
  const onwards = (h: number): number | undefined => {
    const around = at[start(h ^ 1)] as number[]
    const other = around.length === 2 ? around.find((each) => each !== (h ^ 1)) : undefined
    return other !== undefined && alike(seen(h), seen(other)) ? other : undefined
  }
  const used = new Uint8Array(a.length)
  const chains: Chain[] = []
  const walk = (first: number) => {
    const { left, right, kind } = seen(first)
    const chain: Chain = { left, right, fixed: (kind & 1) === 1, blocked: (kind & 2) === 2, barrier: (kind & 4) === 4, kept: (kind & 8) === 8, barrierRank: kind >> 4, xs: [xs[start(first)] as number], ys: [ys[start(first)] as number] }
    for (let h: number | undefined = first; h !== undefined && !used[h >> 1]; h = onwards(h)) {
      used[h >> 1] = 1
      chain.xs.push(xs[start(h ^ 1)] as number)
      chain.ys.push(ys[start(h ^ 1)] as number)
    }
    chains.push(chain)
  }
  for (let h = 0; h < 2 * a.length; h++) if (sides[h >> 1] && !used[h >> 1] && onwards(h ^ 1) === undefined) walk(h)
  for (let h = 0; h < 2 * a.length; h += 2) if (sides[h >> 1] && !used[h >> 1]) walk(h)
  return { lattice, unitCount: walks.length, chains, cuts: cutsBuildings(cut) }
}
