import Flatbush from 'flatbush'

export type Segment = readonly [ax: number, ay: number, bx: number, by: number]

const side = (ax: number, ay: number, bx: number, by: number, x: number, y: number) => Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax))
const between = (a: number, b: number, c: number) => Math.min(a, b) <= c && c <= Math.max(a, b)

/** Whether two segments meet anywhere but in a common end. Exact on whole numbers. */
export function meet([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): boolean {
  const [c, d, a, b] = [side(ax, ay, bx, by, cx, cy), side(ax, ay, bx, by, dx, dy), side(cx, cy, dx, dy, ax, ay), side(cx, cy, dx, dy, bx, by)]
  if (c * d < 0 && a * b < 0) return true
  const isEnd = (x: number, y: number, px: number, py: number, qx: number, qy: number) => (x === px && y === py) || (x === qx && y === qy)
  const lies = (turn: number, x: number, y: number, px: number, py: number, qx: number, qy: number) => turn === 0 && between(px, qx, x) && between(py, qy, y) && !isEnd(x, y, px, py, qx, qy)
  return lies(c, cx, cy, ax, ay, bx, by) || lies(d, dx, dy, ax, ay, bx, by) || lies(a, ax, ay, cx, cy, dx, dy) || lies(b, bx, by, cx, cy, dx, dy)
}

/** Looks through segments whose boxes touch that of another, until one of them answers yes. */
export function segmentIndex(segments: readonly Segment[]): (segment: Segment, use: (i: number) => boolean) => boolean {
  if (segments.length === 0) return () => false
  const index = new Flatbush(segments.length, 16, Float64Array)
  for (const [ax, ay, bx, by] of segments) index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  index.finish()
  return ([ax, ay, bx, by], use) => {
    let found = false
    index.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), (i) => ((found ||= use(i)), false))
    return found
  }
}
