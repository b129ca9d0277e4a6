import type { MultiPolygon } from '../model/geometry.ts'
import type { Chain, ZoneMesh } from './mesh.ts'
import type { ZoneOf } from './units.ts'
import { zoneBorders } from './zoneBorders.ts'

type Way = { chain: Chain; back: boolean }
type Ring = { xs: number[]; ys: number[] }

const keyOf = (x: number, y: number) => (x + 0x2000000) * 0x4000000 + (y + 0x2000000)
const first = ({ chain, back }: Way) => (back ? chain.xs.length - 1 : 0)
const last = ({ chain, back }: Way) => (back ? 0 : chain.xs.length - 1)
const keyAt = ({ chain }: Way, i: number) => keyOf(chain.xs[i] as number, chain.ys[i] as number)

/** The direction in which a way leaves its first point, or, seen backwards, its last. */
function angleAt({ chain, back }: Way, atEnd: boolean): number {
  const [from, to] = back === atEnd ? [0, 1] : [chain.xs.length - 1, chain.xs.length - 2]
  return Math.atan2((chain.ys[to] as number) - (chain.ys[from] as number), (chain.xs[to] as number) - (chain.xs[from] as number))
}

/** Of several ways on, the first one clockwise from where one came: the zone stays whole to the left. */
function onwards(way: Way, choices: readonly Way[]): Way {
  if (choices.length === 1) return choices[0] as Way
  const from = angleAt(way, true)
  const turn = (choice: Way) => { const angle = (from - angleAt(choice, false)) % (2 * Math.PI); return angle <= 0 ? angle + 2 * Math.PI : angle }
  return choices.reduce((best, choice) => (turn(choice) < turn(best) ? choice : best))
}

/** A ring that comes to a point twice is several rings. */
function splitAtTouches({ xs, ys }: Ring): Ring[] {
  const rings: Ring[] = []
  const stack: number[] = []
  const place = new Map<number, number>()
  xs.forEach((x, i) => {
    const key = keyOf(x, ys[i] as number)
    const before = place.get(key)
    if (before !== undefined) {
      const loop = stack.splice(before)
      for (const j of loop) place.delete(keyOf(xs[j] as number, ys[j] as number))
      rings.push({ xs: loop.map((j) => xs[j] as number), ys: loop.map((j) => ys[j] as number) })
    }
    place.set(key, stack.length)
    stack.push(i)
  })
  rings.push({ xs: stack.map((j) => xs[j] as number), ys: stack.map((j) => ys[j] as number) })
  return rings.filter((ring) => ring.xs.length >= 3)
}

function ringsOf(ways: readonly Way[]): Ring[] {
  const from = new Map<number, Way[]>()
  for (const way of ways) from.set(keyAt(way, first(way)), [...(from.get(keyAt(way, first(way))) ?? []), way])
  const rings: Ring[] = []
  const used = new Set<Way>()
  for (const begin of ways) {
    if (used.has(begin)) continue
    const ring: Ring = { xs: [], ys: [] }
    for (let way = begin; !used.has(way); ) {
      used.add(way)
      const { chain, back } = way
      const step = back ? -1 : 1
      for (let i = first(way); i !== last(way); i += step) {
        ring.xs.push(chain.xs[i] as number)
        ring.ys.push(chain.ys[i] as number)
      }
      way = onwards(way, (from.get(keyAt(way, last(way))) as Way[]).filter((choice) => !used.has(choice) || choice === begin))
    }
    rings.push(...splitAtTouches(ring))
  }
  return rings
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
  const ways: Way[][] = Array.from({ length: zoneCount }, () => [])
  for (const chain of zoneBorders(mesh, zoneOf, zoneCount).chains) {
    ways[chain.left]?.push({ chain, back: false })
    ways[chain.right]?.push({ chain, back: true })
  }
  return ways.map((own) => polygonsOf(ringsOf(own), mesh))
}
