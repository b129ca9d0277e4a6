import type { Lattice } from './lattice.ts'
import { firstOf, lastOf, type Way } from './ringWays.ts'

/** A ring point by point, zone on the left; edge k goes from point k to the next. `way`: place among the ways of the ring, by edge; `first`: the first edge of each way. */
export type ZoneRing = { ways: Way[]; xs: number[]; ys: number[]; way: number[]; first: number[]; meters: number[] }
/** A place on a ring: an edge and how far along it. */
export type Place = { edge: number; share: number }
/** Ground between two sides of one ring that lie close together: from `begin` around the tip to `end`. */
export type Spike = { begin: Place; end: Place; tip: number; depthMeters: number; widestMeters: number }

/** Narrower than a lane with its kerbs, and much deeper than wide: nobody means that by a border. */
const widestMeters = 6
const leastDepthMeters = 5
const leastRatio = 1.7
const stepMeters = 0.5
const deepestMeters = 200
const mostCuts = 8

export function zoneRing(ways: Way[], { eastMeters, northMeters }: Lattice): ZoneRing {
  const ring: ZoneRing = { ways, xs: [], ys: [], way: [], first: [], meters: [] }
  ways.forEach((own, w) => {
    ring.first.push(ring.xs.length)
    const step = own.back ? -1 : 1
    for (let i = firstOf(own); i !== lastOf(own); i += step) {
      const [x, y] = [own.chain.xs[i] as number, own.chain.ys[i] as number]
      ring.xs.push(x)
      ring.ys.push(y)
      ring.way.push(w)
      ring.meters.push(Math.hypot(((own.chain.xs[i + step] as number) - x) * eastMeters, ((own.chain.ys[i + step] as number) - y) * northMeters))
    }
  })
  return ring
}

/** A place on the ring, in the numbers of the lattice, not rounded. */
export function pointAt({ xs, ys }: ZoneRing, { edge, share }: Place): readonly [number, number] {
  const next = (edge + 1) % xs.length
  const [x, y] = [xs[edge] as number, ys[edge] as number]
  return [x + share * ((xs[next] as number) - x), y + share * ((ys[next] as number) - y)]
}

/** Walks from a point of the ring, on or back. */
function walker({ meters }: ZoneRing, from: number, onwards: boolean): (stepMeters: number) => Place {
  const count = meters.length
  let edge = onwards ? from : (from + count - 1) % count
  let done = 0
  return (step) => {
    done += step
    while (done > (meters[edge] as number)) {
      done -= meters[edge] as number
      edge = onwards ? (edge + 1) % count : (edge + count - 1) % count
    }
    const share = (meters[edge] as number) > 0 ? done / (meters[edge] as number) : 0
    return { edge, share: onwards ? share : 1 - share }
  }
}

/** Where a spike may be cut off, best first: deep, and at a narrow place rather than past its mouth. */
function cutsAt(ring: ZoneRing, tip: number, around: number, { eastMeters, northMeters }: Lattice): Spike[] {
  const [on, back] = [walker(ring, tip, true), walker(ring, tip, false)]
  const found: (Spike & { merit: number })[] = []
  const deepest = Math.min(deepestMeters, 0.4 * around)
  let widest = 0
  for (let depth = stepMeters; depth < deepest; depth += stepMeters) {
    const [end, begin] = [on(stepMeters), back(stepMeters)]
    const [[ax, ay], [bx, by]] = [pointAt(ring, begin), pointAt(ring, end)]
    const width = Math.hypot((bx - ax) * eastMeters, (by - ay) * northMeters)
    widest = Math.max(widest, width)
    if (widest > widestMeters) break
    if (depth >= leastDepthMeters && depth >= leastRatio * widest) found.push({ begin, end, tip, depthMeters: depth, widestMeters: widest, merit: depth - width })
  }
  return found.sort((a, b) => b.merit - a.merit).filter((_, i) => i % 3 === 0).slice(0, mostCuts)
}

/** Thin spikes of a zone along one of its rings, each with the cuts that may take it off, deepest first. Whether it is the zone's own ground or ground of others that lies in it is for the caller to tell. */
export function spikesOf(ring: ZoneRing, lattice: Lattice): Spike[][] {
  const around = ring.meters.reduce((sum, each) => sum + each, 0)
  const found = ring.xs.map((_, tip) => cutsAt(ring, tip, around, lattice)).filter((cuts) => cuts.length > 0)
  return found.sort((a, b) => (b[0] as Spike).depthMeters - (a[0] as Spike).depthMeters)
}
