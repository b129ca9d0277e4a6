import { edgesOf, footOf, type Edges } from '../analysis/contiguity.ts'
import type { PolygonXY } from '../analysis/method.ts'

/** A straight piece of a border: x0, y0, x1, y1. */
export type Stretch = readonly [number, number, number, number]
export type SharedBorder = { a: number; b: number; meters: number; stretches: Stretch[] }

/**
 * Borders that polygons share (the rook's rule), with their lengths in metres: edges that run along each other within the tolerance, whether or not
 * both have their corners there. What is shorter than a few tolerances is a corner that two polygons touch at, no border.
 * @param toleranceMeters how far apart two drawings of one border may lie, > 0
 */
export function sharedBorders(polygons: readonly PolygonXY[], toleranceMeters: number): SharedBorder[] {
  const edges = edgesOf(polygons)
  const borders = new Map<number, { ofA: Stretch[]; ofB: Stretch[] }>()
  for (let edge = 0; edge < edges.count; edge++) {
    const own = edges.owner[edge] as number
    for (const [other, spans] of spansAlong(edges, edge, toleranceMeters)) {
      const [a, b] = own < other ? [own, other] : [other, own]
      const key = a * polygons.length + b
      const border = borders.get(key) ?? { ofA: [], ofB: [] }
      borders.set(key, border)
      for (const [from, to] of joined(spans)) (own === a ? border.ofA : border.ofB).push(pieceOf(edges.ends, 4 * edge, from, to))
    }
  }
  const found: SharedBorder[] = []
  for (const [key, { ofA, ofB }] of borders) {
    // The same border seen from both sides; drawn with other corners, neither side need see all of it.
    const [metersA, metersB] = [metersOf(ofA), metersOf(ofB)]
    const meters = Math.max(metersA, metersB)
    if (meters > 4 * toleranceMeters) found.push({ a: Math.floor(key / polygons.length), b: key % polygons.length, meters, stretches: metersA >= metersB ? ofA : ofB })
  }
  return found.toSorted((one, two) => one.a - two.a || one.b - two.b)
}

type Span = [number, number]

/** Where along an edge, 0 to 1, edges of other polygons run beside it. */
function spansAlong({ ends, owner, index }: Edges, edge: number, tolerance: number): Map<number, Span[]> {
  const at = 4 * edge
  const [x0, y0, x1, y1] = [ends[at], ends[at + 1], ends[at + 2], ends[at + 3]] as [number, number, number, number]
  const found = new Map<number, Span[]>()
  index.search(Math.min(x0, x1) - tolerance, Math.min(y0, y1) - tolerance, Math.max(x0, x1) + tolerance, Math.max(y0, y1) + tolerance, (other) => {
    if (owner[other] === owner[edge]) return false
    let [low, high] = [Infinity, -Infinity]
    const touch = (share: number) => {
      low = Math.min(low, share)
      high = Math.max(high, share)
    }
    for (const end of [0, 2]) {
      const share = footOf(ends[4 * other + end] as number, ends[4 * other + end + 1] as number, ends, at, tolerance)
      if (share >= 0) touch(share)
      if (footOf(ends[at + end] as number, ends[at + end + 1] as number, ends, 4 * other, tolerance) >= 0) touch(end === 0 ? 0 : 1)
    }
    if (high <= low) return false
    const number = owner[other] as number
    const spans = found.get(number)
    if (spans) spans.push([low, high])
    else found.set(number, [[low, high]])
    return false
  })
  return found
}

/** Spans that overlap or meet, as one. */
function joined(spans: Span[]): Span[] {
  const result: Span[] = []
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}

function pieceOf(ends: Float64Array, at: number, from: number, to: number): Stretch {
  const [x0, y0] = [ends[at] as number, ends[at + 1] as number]
  const [dx, dy] = [(ends[at + 2] as number) - x0, (ends[at + 3] as number) - y0]
  return [x0 + from * dx, y0 + from * dy, x0 + to * dx, y0 + to * dy]
}

export const metersOf = (stretches: readonly Stretch[]) => stretches.reduce((sum, [x0, y0, x1, y1]) => sum + Math.hypot(x1 - x0, y1 - y0), 0)
