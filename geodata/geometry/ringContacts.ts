import { someNearPair } from './nearPairs.ts'
import { orientation } from './orientation.ts'

type XY = readonly [number, number]

/** A ring without its closing corner and without repeated corners; `starts[k]` is the corner's index in the input. */
export type Ring = {
  path: string
  polygon: number
  corners: XY[]
  starts: number[]
  box: { minX: number; minY: number; maxX: number; maxY: number }
}
export type Fault = { path: string; reason: string }
/** Two rings meet at one place without crossing. */
export type Touch = { ringA: number; ringB: number; at: XY }

/**
 * How the edges of rings meet. A ring may not meet itself; two rings may touch at places but neither cross nor share a stretch.
 * @returns the first fault in sweep order, or all touches. The rings' corners are exact: no tolerance is used.
 */
export function findContacts(rings: Ring[]): { fault: Fault } | { touches: Touch[] } {
  const ringOf: number[] = []
  const cornerOf: number[] = []
  const ends = new Float64Array(4 * rings.reduce((sum, ring) => sum + ring.corners.length, 0))
  rings.forEach((ring, r) => {
    ring.corners.forEach((corner, k) => {
      ends.set([...corner, ...at(ring, k + 1)], 4 * ringOf.length)
      ringOf.push(r)
      cornerOf.push(k)
    })
  })
  const touches: Touch[] = []
  let fault: Fault | undefined
  someNearPair(ends, (i, j) => {
    const [a, b] = [
      { ring: ringOf[i] as number, k: cornerOf[i] as number },
      { ring: ringOf[j] as number, k: cornerOf[j] as number },
    ]
    const [ringA, ringB] = [rings[a.ring] as Ring, rings[b.ring] as Ring]
    const found = a.ring === b.ring ? meetsItself(ringA, a.k, b.k) : meetsOther(ringA, a.k, ringB, b.k)
    if (found === undefined) return false
    if (typeof found === 'string')
      fault = { path: edgePath(ringA, a.k), reason: `the edge from here ${found} the edge from ${edgePath(ringB, b.k)}` }
    else touches.push({ ringA: a.ring, ringB: b.ring, at: found })
    return fault !== undefined
  })
  return fault ? { fault } : { touches }
}

const at = (ring: Ring, k: number): XY => ring.corners[(k + ring.corners.length) % ring.corners.length] as XY
const edgePath = (ring: Ring, k: number) => `${ring.path}[${ring.starts[k]}]`
const turn = (a: XY, b: XY, c: XY) => orientation(a[0], a[1], b[0], b[1], c[0], c[1])
const same = (a: XY, b: XY) => a[0] === b[0] && a[1] === b[1]

function meetsItself(ring: Ring, k: number, l: number): string | undefined {
  const count = ring.corners.length
  if ((k + 1) % count === l) return foldsBack(at(ring, k), at(ring, l), at(ring, l + 1)) ? 'runs back over' : undefined
  if ((l + 1) % count === k) return foldsBack(at(ring, l), at(ring, k), at(ring, k + 1)) ? 'runs back over' : undefined
  const meeting = meetingOf(at(ring, k), at(ring, k + 1), at(ring, l), at(ring, l + 1))
  return meeting && (meeting === 'crosses' ? 'crosses' : 'touches')
}

function foldsBack(a: XY, b: XY, c: XY): boolean {
  return turn(a, b, c) === 0 && (a[0] - b[0]) * (c[0] - b[0]) + (a[1] - b[1]) * (c[1] - b[1]) > 0
}

function meetsOther(ringA: Ring, k: number, ringB: Ring, l: number): string | XY | undefined {
  const meeting = meetingOf(at(ringA, k), at(ringA, k + 1), at(ringB, l), at(ringB, l + 1))
  if (meeting === undefined || typeof meeting === 'string') return meeting
  const [before, after] = aroundCorner(ringA, k, meeting)
  const [from, to] = aroundCorner(ringB, l, meeting)
  return isLeftOf(before, meeting, after, from) === isLeftOf(before, meeting, after, to) ? meeting : 'crosses'
}

/** The ring's neighbours of a place on its edge k, which may be the middle or either end of that edge. */
function aroundCorner(ring: Ring, k: number, place: XY): [XY, XY] {
  if (same(place, at(ring, k))) return [at(ring, k - 1), at(ring, k + 1)]
  if (same(place, at(ring, k + 1))) return [at(ring, k), at(ring, k + 2)]
  return [at(ring, k), at(ring, k + 1)]
}

/** Whether a ray from `corner` to `place` leaves on the left of the way before -> corner -> after. */
function isLeftOf(before: XY, corner: XY, after: XY, place: XY): boolean {
  const bend = turn(before, corner, after)
  const leftOfFirst = turn(before, corner, place) > 0
  const leftOfSecond = turn(corner, after, place) > 0
  return bend > 0 ? leftOfFirst && leftOfSecond : bend < 0 ? leftOfFirst || leftOfSecond : leftOfFirst
}

/** How two edges meet: across each other, along a stretch, at one place, or not at all. */
function meetingOf(a: XY, b: XY, c: XY, d: XY): 'crosses' | 'runs along' | XY | undefined {
  const [sideC, sideD] = [turn(a, b, c), turn(a, b, d)]
  if (sideC === 0 && sideD === 0) return sharedStretch(a, b, c, d)
  if (sideC * sideD > 0) return undefined
  const [sideA, sideB] = [turn(c, d, a), turn(c, d, b)]
  if (sideA * sideB > 0) return undefined
  if (sideC * sideD < 0 && sideA * sideB < 0) return 'crosses'
  return sideC === 0 ? c : sideD === 0 ? d : sideA === 0 ? a : b
}

function sharedStretch(a: XY, b: XY, c: XY, d: XY): 'runs along' | XY | undefined {
  const axis = Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]) ? 0 : 1
  const [low, high] = a[axis] < b[axis] ? [a, b] : [b, a]
  const [otherLow, otherHigh] = c[axis] < d[axis] ? [c, d] : [d, c]
  const from = low[axis] > otherLow[axis] ? low : otherLow
  const to = high[axis] < otherHigh[axis] ? high : otherHigh
  if (from[axis] > to[axis]) return undefined
  return from[axis] === to[axis] ? from : 'runs along'
}
