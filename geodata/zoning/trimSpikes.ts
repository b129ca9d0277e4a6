import type { Chain, ZoneMesh } from './mesh.ts'
import { ringWays, waysOfZones } from './ringWays.ts'
import { meet, type Segment, segmentIndex } from './segmentIndex.ts'
import { type Place, pointAt, type Spike, spikesOf, type ZoneRing, zoneRing } from './spikes.ts'
import { segmentsOf } from './straightenBorders.ts'

/** One after the other where spikes lie side by side. */
const mostRounds = 12
/** Between two streets or banks only the thinnest are taken: that is where they run. */
const fixedWidestMeters = 3
const fixedRatio = 4
/** A corner nearer than this takes the cut. */
const nearMeters = 1

type Cut = { place: Place; x: number; y: number }
/** Part of a way that lies along a spike, or beside it. */
type Part = { chain: Chain; along: boolean }
type Side = { meters: number; parcels: number; kept: boolean; barrier: boolean }

function cutAt(ring: ZoneRing, { edge, share }: Place): Cut {
  const meters = ring.meters[edge] as number
  const snapped = share * meters < nearMeters ? 0 : (1 - share) * meters < nearMeters ? 1 : share
  const place = snapped === 1 ? { edge: (edge + 1) % ring.xs.length, share: 0 } : { edge, share: snapped }
  const [x, y] = pointAt(ring, place)
  return { place, x: Math.round(x), y: Math.round(y) }
}

const isAlong = (at: number, begin: number, end: number) => (begin <= end ? at >= begin && at <= end : at >= begin || at <= end)

/** The ways that a spike touches, in parts along it and beside it. */
function partsOf(ring: ZoneRing, begin: Cut, end: Cut): Part[] {
  const [from, to] = [begin, end].map(({ place }) => place.edge + place.share) as [number, number]
  return ring.ways.flatMap(({ chain, back }, w) => {
    const first = ring.first[w] as number
    const last = (ring.first[w + 1] ?? ring.xs.length)
    const cuts = [begin, end].filter(({ place }) => place.edge + place.share > first && place.edge + place.share < last).sort((a, b) => a.place.edge + a.place.share - b.place.edge - b.place.share)
    const stops = [first, ...cuts.map(({ place }) => place.edge + place.share), last]
    const parts = stops.slice(1).map((stop, i): Part => {
      const start = stops[i] as number
      const points: [number, number][] = []
      if (i > 0) points.push([(cuts[i - 1] as Cut).x, (cuts[i - 1] as Cut).y])
      for (let k = Math.ceil(start); k <= Math.floor(stop); k++) if ((i === 0 || k > start) && (i === cuts.length || k < stop)) points.push([ring.xs[k % ring.xs.length] as number, ring.ys[k % ring.ys.length] as number])
      if (i < cuts.length) points.push([(cuts[i] as Cut).x, (cuts[i] as Cut).y])
      if (back) points.reverse()
      return { chain: { ...chain, xs: points.map(([x]) => x), ys: points.map(([, y]) => y) }, along: isAlong((start + stop) / 2, from, to) }
    })
    return parts
  })
}

function lengthOf({ xs, ys }: Chain, { lattice: { eastMeters, northMeters } }: ZoneMesh): number {
  let sum = 0
  for (let i = 1; i < xs.length; i++) sum += Math.hypot(((xs[i] as number) - (xs[i - 1] as number)) * eastMeters, ((ys[i] as number) - (ys[i - 1] as number)) * northMeters)
  return sum
}

/** The neighbour that gets the ground: who shares most of the spike's parcel lines with it, so that streets, and borders of today in any case, go on as borders; null where nobody can. */
function heirOf(parts: readonly Part[], zone: number, mesh: ZoneMesh, { depthMeters, widestMeters }: Spike): number | null {
  const sides = new Map<number, Side>()
  for (const { chain } of parts.filter(({ along }) => along)) {
    const other = chain.left === zone ? chain.right : chain.left
    const side = sides.get(other) ?? { meters: 0, parcels: 0, kept: false, barrier: false }
    const meters = lengthOf(chain, mesh)
    sides.set(other, { meters: side.meters + meters, parcels: side.parcels + (chain.fixed ? 0 : meters), kept: side.kept || chain.kept, barrier: side.barrier || chain.barrier })
  }
  const all = [...sides.values()]
  const parcels = all.reduce((sum, side) => sum + side.parcels, 0)
  if (!sides.has(-1) && parcels < 0.2 * all.reduce((sum, side) => sum + side.meters, 0) && (widestMeters > fixedWidestMeters || depthMeters < fixedRatio * widestMeters)) return null
  const merit = ({ meters, parcels: own, barrier }: Side) => (barrier ? 0 : 1e6) + 3 * own + meters
  const heirs = [...sides].filter(([other, { kept }]) => other >= 0 && !kept)
  return heirs.length ? (heirs.reduce((best, heir) => (merit(heir[1]) > merit(best[1]) ? heir : best))[0]) : null
}

/** Twice the ground between the ring along the spike and the line that cuts it off; positive for ground of the zone itself. */
function groundOf(ring: ZoneRing, begin: Cut, end: Cut): number {
  const count = ring.xs.length
  const points: [number, number][] = [[begin.x, begin.y]]
  const stop = end.place.share > 0 ? (end.place.edge + 1) % count : end.place.edge
  for (let k = (begin.place.edge + 1) % count; k !== stop; k = (k + 1) % count) points.push([ring.xs[k] as number, ring.ys[k] as number])
  points.push([end.x, end.y])
  return points.reduce((sum, [x, y], i) => { const [nextX, nextY] = points[(i + 1) % points.length] as [number, number]; return sum + (x - begin.x) * (nextY - begin.y) - (nextX - begin.x) * (y - begin.y) }, 0)
}

/** Whether a building stands in it: asked by lines from side to side, a metre apart. */
function isBuilt(ring: ZoneRing, { tip, depthMeters }: Spike, { cuts }: ZoneMesh): boolean {
  const count = ring.xs.length
  const after = (meters: number, onwards: boolean): readonly [number, number] => {
    let edge = onwards ? tip : (tip + count - 1) % count
    let left = meters
    while (left > (ring.meters[edge] as number)) {
      left -= ring.meters[edge] as number
      edge = onwards ? (edge + 1) % count : (edge + count - 1) % count
    }
    const share = left / ((ring.meters[edge] as number) || 1)
    return pointAt(ring, { edge, share: onwards ? share : 1 - share })
  }
  for (let depth = 1; depth <= depthMeters; depth++) {
    const [[ax, ay], [bx, by]] = [after(depth, true), after(depth, false)]
    if (cuts([ax + (bx - ax) / 20, ay + (by - ay) / 20, bx + (ax - bx) / 20, by + (ay - by) / 20])) return true
  }
  return false
}

type Trimmed = { chains: Chain[]; gone: Set<Chain>; zones: number[] }

/** Chains with a spike given to a neighbour; null where that cannot be. */
function trimmed(ring: ZoneRing, zone: number, spike: Spike, mesh: ZoneMesh, near: ReturnType<typeof segmentIndex>, segments: readonly Segment[]): Trimmed | null {
  const [begin, end] = [cutAt(ring, spike.begin), cutAt(ring, spike.end)]
  if (begin.x === end.x && begin.y === end.y) return null
  if (groundOf(ring, begin, end) <= 0) return null
  const parts = partsOf(ring, begin, end)
  const heir = heirOf(parts, zone, mesh, spike)
  const line: Segment = [begin.x, begin.y, end.x, end.y]
  if (heir === null || mesh.cuts(line) || isBuilt(ring, spike, mesh)) return null
  // The edges that are cut have the new corner on them; all others must stay clear of what is new.
  const edgeOf = ({ place: { edge } }: Cut): Segment => { const next = (edge + 1) % ring.xs.length; return [ring.xs[edge] as number, ring.ys[edge] as number, ring.xs[next] as number, ring.ys[next] as number] }
  const isCut = (segment: Segment) => [begin, end].some((cut) => { const [ax, ay, bx, by] = edgeOf(cut); return cut.place.share > 0 && ((ax === segment[0] && ay === segment[1] && bx === segment[2] && by === segment[3]) || (bx === segment[0] && by === segment[1] && ax === segment[2] && ay === segment[3])) })
  const halves = [begin, end].flatMap((cut): Segment[] => { const [ax, ay, bx, by] = edgeOf(cut); return cut.place.share > 0 ? [[ax, ay, cut.x, cut.y], [cut.x, cut.y, bx, by]] : [] })
  if ([line, ...halves].some((added) => near(added, (i) => !isCut(segments[i] as Segment) && meet(added, segments[i] as Segment)))) return null
  const given = parts.flatMap(({ chain, along }) => {
    if (!along) return [chain]
    const other = chain.left === zone ? chain.right : chain.left
    return other === heir ? [] : [chain.left === zone ? { ...chain, left: heir } : { ...chain, right: heir }]
  })
  const cutOff: Chain = { left: zone, right: heir, xs: [begin.x, end.x], ys: [begin.y, end.y], fixed: false, kept: false, blocked: false, barrier: false, barrierRank: 0 }
  return { chains: [...given, cutOff], gone: new Set(ring.ways.map(({ chain }) => chain)), zones: [zone, heir, ...ring.ways.flatMap(({ chain }) => [chain.left, chain.right])] }
}

/**
 * Borders between zones without thin spikes: ground of a zone that runs between others in a strip narrower than a lane is given to the one whose parcel line it runs along. Never ground
 * with a building on it; borders of today stay.
 */
export function trimSpikes(mesh: ZoneMesh): ZoneMesh {
  let { chains } = mesh
  for (let round = 0; round < mostRounds; round++) {
    const segments = chains.flatMap(segmentsOf)
    const near = segmentIndex(segments)
    const busy = new Set<number>()
    const ways = waysOfZones(chains, mesh.unitCount)
    const before = chains
    ways.forEach((own, zone) => {
      for (const around of busy.has(zone) ? [] : ringWays(own)) {
        if (busy.has(zone)) return
        const ring = zoneRing(around, mesh.lattice)
        for (const spike of spikesOf(ring, mesh.lattice).flat()) {
          const done = trimmed(ring, zone, spike, mesh, near, segments)
          if (!done || done.zones.some((each) => busy.has(each))) continue
          chains = [...chains.filter((chain) => !done.gone.has(chain)), ...done.chains]
          for (const each of done.zones) if (each >= 0) busy.add(each)
          break
        }
      }
    })
    if (chains === before) break
  }
  return { ...mesh, chains }
}
