import type { MultiPolygon } from '../model/geometry.ts'
import type { ZoneMesh } from './mesh.ts'
import { firstOf, lastOf, pointKey, ringWays, type Way, waysOfZones } from './ringWays.ts'
import type { ZoneOf } from './units.ts'
import { zoneBorders } from './zoneBorders.ts'

type Ring = { xs: number[]; ys: number[] }

/** A ring that comes to a point twice is several rings. */
function splitAtTouches({ xs, ys }: Ring): Ring[] {
  const rings: Ring[] = []
  const stack: number[] = []
  const place = new Map<number, number>()
  xs.forEach((x, i) => {
    const key = pointKey(x, ys[i] as number)
    const before = place.get(key)
    if (before !== undefined) {
      const loop = stack.splice(before)
      for (const j of loop) place.delete(pointKey(xs[j] as number, ys[j] as number))
      rings.push({ xs: loop.map((j) => xs[j] as number), ys: loop.map((j) => ys[j] as number) })
    }
    place.set(key, stack.length)
    stack.push(i)
  })
  rings.push({ xs: stack.map((j) => xs[j] as number), ys: stack.map((j) => ys[j] as number) })
  return rings.filter((ring) => ring.xs.length >= 3)
}

function ringsOf(ways: readonly Way[]): Ring[] {
  return ringWays(ways).flatMap((around) => {
    const ring: Ring = { xs: [], ys: [] }
    for (const way of around) {
      const step = way.back ? -1 : 1
      for (let i = firstOf(way); i !== lastOf(way); i += step) {
        ring.xs.push(way.chain.xs[i] as number)
        ring.ys.push(way.chain.ys[i] as number)
      }
    }
    return splitAtTouches(ring)
  })
}

const twiceArea = ({ xs, ys }: Ring) => xs.reduce((sum, x, i) => { const j = (i + 1) % xs.length; return sum + x * (ys[j] as number) - (xs[j] as number) * (ys[i] as number) }, 0)

/** Whether the ring lies in the shell, told at the middle of one of its edges, for corners may touch. */
function isWithin({ xs, ys }: Ring, shell: Ring): boolean {
  const [x, y] = [((xs[0] as number) + (xs[1] as number)) / 2, ((ys[0] as number) + (ys[1] as number)) / 2]
  let odd = false
  for (let i = 0, j = shell.xs.length - 1; i < shell.xs.length; j = i++) {
    const [ax, ay, bx, by] = [shell.xs[i] as number, shell.ys[i] as number, shell.xs[j] as number, shell.ys[j] as number]
    if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) odd = !odd
  }
  return odd
}

/** Rings of one zone or unit as polygons: largest first, holes within the smallest shell around them. */
function polygonsOf(rings: readonly Ring[], { lattice }: ZoneMesh): MultiPolygon {
  const sized = rings.map((ring) => ({ ring, area: twiceArea(ring) }))
  const shells = sized.filter(({ area }) => area > 0).toSorted((a, b) => b.area - a.area).map(({ ring, area }) => ({ area, ring, holes: [] as Ring[] }))
  for (const { ring, area } of sized) if (area < 0) shells.findLast((shell) => shell.area > -area && isWithin(ring, shell.ring))?.holes.push(ring)
  const closed = ({ xs, ys }: Ring) => [...xs.keys(), 0].map((i) => lattice.toLngLat(xs[i] as number, ys[i] as number))
  return { type: 'MultiPolygon', coordinates: shells.map(({ ring, holes }) => [closed(ring), ...holes.map(closed)]) }
}

/** The outline of each zone, in seven decimals; neighbours share their corners. @param zoneOf of each unit; -1 belongs to none */
export function outlinesOf(mesh: ZoneMesh, zoneOf: ZoneOf, zoneCount = zoneOf.reduce((most, zone) => Math.max(most, zone + 1), 0)): MultiPolygon[] {
  const ways = waysOfZones(zoneBorders(mesh, zoneOf, zoneCount).chains, zoneCount)
  return ways.map((own) => polygonsOf(ringsOf(own), mesh))
}
