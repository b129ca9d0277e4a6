import type { CellPolygons } from './cellPolygon.ts'
import type { Borders } from './stray.ts'
import { noBox, widen, type Cell, type CellBox } from './grid.ts'

/** Borders that one shape has and the other has not, as x and y of both ends, ground on the left, and the box around them; null where nothing differs. */
export type BorderChange = { gone: number[]; added: number[]; box: CellBox }

/** Rings are compared from both ends, so that a corner that is dragged costs a few edges and not the whole zone. */
export function borderChange(before: CellPolygons | null, after: CellPolygons | null): BorderChange | null {
  const change: BorderChange = { gone: [], added: [], box: noBox() }
  const [old, now] = [before?.flat() ?? [], after?.flat() ?? []]
  const alike = old.length === now.length
  if (alike) old.forEach((ring, r) => compare(ring, now[r]!, change))
  else {
    for (const ring of old) stretch(ring, 0, ring.length, change.gone)
    for (const ring of now) stretch(ring, 0, ring.length, change.added)
  }
  for (const ends of [change.gone, change.added]) for (let i = 0; i < ends.length; i += 2) widen(change.box, ends[i]!, ends[i + 1]!)
  return change.box[0] === Infinity ? null : change
}

const same = (a: Cell | undefined, b: Cell | undefined) => a?.[0] === b?.[0] && a?.[1] === b?.[1]

function compare(old: readonly Cell[], now: readonly Cell[], change: BorderChange) {
  const shorter = Math.min(old.length, now.length)
  let head = 0
  while (head < shorter && same(old[head], now[head])) head++
  if (head === old.length && head === now.length) return
  let tail = 0
  while (tail < shorter - head && same(old[old.length - 1 - tail], now[now.length - 1 - tail])) tail++
  // One corner before what differs, and one after.
  const [first, last] = [head - 1, tail]
  stretch(old, first, old.length - last, change.gone)
  stretch(now, first, now.length - last, change.added)
}

/** The edges from corner `first` up to corner `end`, around the ring's seam where need be. */
function stretch(ring: readonly Cell[], first: number, end: number, into: number[]) {
  const count = ring.length
  for (let i = first; i < end && i - first < count; i++) {
    const [a, b] = [ring[(i + count) % count]!, ring[(i + 1 + count) % count]!]
    into.push(a[0], a[1], b[0], b[1])
  }
}

export type BorderSums = {
  count(ends: readonly number[], times: number): void
  /** Another number whenever other borders are left over. */
  version(): number
  /** Borders that do not cancel out. */
  left(): Borders
  area: Borders
}

/** How often each border counts, the area's own backwards: in a plan that covers it once nothing is left over. */
export function borderSums(area: CellPolygons): BorderSums {
  const sums = new Map<string, { ax: number; ay: number; bx: number; by: number; sum: number }>()
  let version = 0
  const count = (ends: readonly number[], times: number) => {
    for (let i = 0; i < ends.length; i += 4) {
      let [ax, ay, bx, by, sign] = [ends[i]!, ends[i + 1]!, ends[i + 2]!, ends[i + 3]!, times]
      if (ax > bx || (ax === bx && ay > by)) [ax, ay, bx, by, sign] = [bx, by, ax, ay, -times]
      const key = `${ax},${ay},${bx},${by}`
      // Linear, so that what cancels out leaves no trace in it; exact, being integers.
      version += sign * mixed(ax, ay, bx, by)
      const known = sums.get(key)
      if (!known) sums.set(key, { ax, ay, bx, by, sum: sign })
      else if (known.sum === -sign) sums.delete(key)
      else known.sum += sign
    }
  }
  const around: number[] = []
  for (const ring of area.flat()) stretch(ring, 0, ring.length, around)
  count(around, -1)
  return {
    count,
    version: () => version,
    left: () => {
      const all = [...sums.values()]
      return { ends: all.flatMap(({ ax, ay, bx, by }) => [ax, ay, bx, by]), times: all.map(({ sum }) => sum) }
    },
    area: { ends: around, times: Array.from({ length: around.length / 4 }, () => 1) },
  }
}

/** 32 bits out of four numbers (multiply and rotate, as in MurmurHash3). */
function mixed(...values: number[]): number {
  let hash = 0x9747b28c
  for (const value of values) {
    hash ^= Math.imul(value | 0, 0xcc9e2d51)
    hash = Math.imul((hash << 13) | (hash >>> 19), 0x1b873593) + 0x6b64
  }
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
