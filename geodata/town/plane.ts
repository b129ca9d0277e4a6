/** A point of the town's plane: metres east and north of its centre. */
export type XY = readonly [number, number]
export type Ring = readonly XY[]

export const add = (a: XY, b: XY): XY => [a[0] + b[0], a[1] + b[1]]
export const minus = (a: XY, b: XY): XY => [a[0] - b[0], a[1] - b[1]]
export const times = (a: XY, factor: number): XY => [a[0] * factor, a[1] * factor]
export const cross = (a: XY, b: XY): number => a[0] * b[1] - a[1] * b[0]
export const dot = (a: XY, b: XY): number => a[0] * b[0] + a[1] * b[1]
export const distance = (a: XY, b: XY): number => Math.hypot(a[0] - b[0], a[1] - b[1])
export const between = (a: XY, b: XY, t: number): XY => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
export const turned = (a: XY, radians: number): XY => [
  a[0] * Math.cos(radians) - a[1] * Math.sin(radians),
  a[0] * Math.sin(radians) + a[1] * Math.cos(radians),
]
export const unit = (a: XY): XY => times(a, 1 / (Math.hypot(a[0], a[1]) || 1))
/** 90 degrees to the left. */
export const leftOf = (a: XY): XY => [-a[1], a[0]]
/** Degrees clockwise from north of a direction. */
export const azimuthDegrees = (a: XY): number => ((Math.atan2(a[0], a[1]) * 180) / Math.PI + 360) % 360

/** Item of a closed list; any integer index. */
export const at = <T>(items: readonly T[], i: number): T => items[((i % items.length) + items.length) % items.length] as T

/** Square metres; positive when counter-clockwise. */
export function signedArea(ring: Ring): number {
  let sum = 0
  for (let i = 0; i < ring.length; i++) sum += cross(at(ring, i), at(ring, i + 1))
  return sum / 2
}

export function centroid(ring: Ring): XY {
  let x = 0
  let y = 0
  let sum = 0
  for (let i = 0; i < ring.length; i++) {
    const a = at(ring, i)
    const b = at(ring, i + 1)
    const weight = cross(a, b)
    x += (a[0] + b[0]) * weight
    y += (a[1] + b[1]) * weight
    sum += weight
  }
  return [x / (3 * sum), y / (3 * sum)]
}

/** Even-odd rule; points on the border may fall on either side. */
export function inside(ring: Ring, p: XY): boolean {
  let odd = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i] as XY
    const b = ring[j] as XY
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) odd = !odd
  }
  return odd
}

/** Share of the way from `a` to `b` (0..1) where the segment comes nearest to `p`. */
export function nearestShare(p: XY, a: XY, b: XY): number {
  const way = minus(b, a)
  const square = dot(way, way)
  return square === 0 ? 0 : Math.max(0, Math.min(1, dot(minus(p, a), way) / square))
}

/** Metres from a point to a segment; written out, since a town asks it some millions of times. */
export function distanceToSegment(p: XY, a: XY, b: XY): number {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  const px = p[0] - a[0]
  const py = p[1] - a[1]
  const square = dx * dx + dy * dy
  const share = square === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square))
  const x = px - share * dx
  const y = py - share * dy
  return Math.sqrt(x * x + y * y)
}

/** Where two segments cross: shares `t` of a-b and `u` of c-d, or null when they are apart or parallel. */
export function crossing(a: XY, b: XY, c: XY, d: XY): { t: number; u: number; point: XY } | null {
  const r = minus(b, a)
  const s = minus(d, c)
  const denominator = cross(r, s)
  if (Math.abs(denominator) < 1e-9) return null
  const t = cross(minus(c, a), s) / denominator
  const u = cross(minus(c, a), r) / denominator
  return t < 0 || t > 1 || u < 0 || u > 1 ? null : { t, u, point: between(a, b, t) }
}

/** Whether a closed ring nowhere crosses itself. */
export function isSimple(ring: Ring): boolean {
  for (let i = 0; i < ring.length; i++) {
    for (let j = i + 2; j < ring.length; j++) {
      if (i === 0 && j === ring.length - 1) continue
      if (crossing(at(ring, i), at(ring, i + 1), at(ring, j), at(ring, j + 1))) return false
    }
  }
  return true
}

/** The ring without points that lie within `toleranceMeters` of the line through their neighbours. */
export function straightened(ring: Ring, toleranceMeters: number): XY[] {
  const kept = [...ring]
  for (let i = 0; i < kept.length && kept.length > 4;) {
    if (distanceToSegment(at(kept, i), at(kept, i - 1), at(kept, i + 1)) < toleranceMeters) kept.splice(i, 1)
    else i++
  }
  return kept
}

/** A counter-clockwise ring moved inwards edge by edge, each by its own distance in metres; null when nothing simple is left. */
export function inset(ring: Ring, meters: (edge: number) => number): XY[] | null {
  const moved = ring.map((p, i): XY => {
    const before = unit(minus(p, at(ring, i - 1)))
    const after = unit(minus(at(ring, i + 1), p))
    const [first, second] = [meters((i + ring.length - 1) % ring.length), meters(i)]
    const sine = cross(before, after)
    if (Math.abs(sine) < 0.15) return add(p, times(leftOf(unit(add(before, after))), Math.max(first, second)))
    return add(p, add(times(after, first / sine), times(before, -second / sine)))
  })
  return signedArea(moved) > 0.3 * signedArea(ring) && isSimple(moved) ? moved : null
}

/** The smallest rectangle around a ring among those that share a direction with one of its edges. */
export function smallestBox(ring: Ring): { axis: XY; length: number; width: number; from: number; across: number } {
  let best = { axis: [1, 0] as XY, length: 0, width: Infinity, from: 0, across: 0 }
  let bestArea = Infinity
  for (let i = 0; i < ring.length; i++) {
    const axis = unit(minus(at(ring, i + 1), at(ring, i)))
    const along = ring.map((p) => dot(p, axis))
    const aside = ring.map((p) => dot(p, leftOf(axis)))
    const [from, across] = [Math.min(...along), Math.min(...aside)]
    const [length, width] = [Math.max(...along) - from, Math.max(...aside) - across]
    if (length * width >= bestArea - 1e-6) continue
    bestArea = length * width
    best =
      length >= width
        ? { axis, length, width, from, across }
        : { axis: leftOf(axis), length: width, width: length, from: across, across: -(from + length) }
  }
  return best
}
