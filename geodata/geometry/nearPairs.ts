/** Rounding in boxes and lines stays below this for coordinates within ±360. */
const SLACK = 1e-12

/**
 * Calls `visit(i, j)`, i < j, for every pair of segments that may meet, until it returns true; then returns true itself.
 * Left out are pairs whose boxes are apart or of which one lies aside of the other's line, both by more than rounding.
 * `ends` holds ax, ay, bx, by of each segment. A sweep along the axis across which the segments run: zig-zags of long, nearly
 * parallel edges, for which upright boxes all overlap, get narrow boxes that way. O(n log n) for drawn shapes.
 */
export function someNearPair(ends: Float64Array, visit: (i: number, j: number) => boolean): boolean {
  const order = sweepOrder(ends)
  const sorted = Float64Array.from(ends, (_, k) => ends[4 * (order[k >> 2] as number) + (k & 3)] as number)
  const boxes = turnedBoxes(sorted) // in sweep order, so that the inner loop reads memory from front to back
  const lines = linesThrough(sorted)
  for (let a = 0; a < order.length; a++) {
    const low = boxes[4 * a + 1] as number
    const right = boxes[4 * a + 2] as number
    const high = boxes[4 * a + 3] as number
    for (let b = a + 1; b < order.length; b++) {
      if ((boxes[4 * b] as number) > right) break
      if ((boxes[4 * b + 1] as number) > high || (boxes[4 * b + 3] as number) < low) continue
      if (liesAside(lines, a, sorted, b) || liesAside(lines, b, sorted, a)) continue
      const [i, j] = [order[a] as number, order[b] as number]
      if (i < j ? visit(i, j) : visit(j, i)) return true
    }
  }
  return false
}

function sweepOrder(ends: Float64Array): Uint32Array {
  const boxes = turnedBoxes(ends)
  return Uint32Array.from({ length: ends.length / 4 }, (_, i) => i).toSorted((i, j) => (boxes[4 * i] as number) - (boxes[4 * j] as number))
}

/** Unit normal and offset of each segment's line: nx, ny, d with nx x + ny y = d on it. */
function linesThrough(ends: Float64Array): Float64Array {
  const lines = new Float64Array((ends.length / 4) * 3)
  for (let i = 0, k = 0; i < ends.length; i += 4, k += 3) {
    const [ax, ay, bx, by] = [ends[i] as number, ends[i + 1] as number, ends[i + 2] as number, ends[i + 3] as number]
    const length = Math.hypot(bx - ax, by - ay)
    lines[k] = (ay - by) / length
    lines[k + 1] = (bx - ax) / length
    lines[k + 2] = ((ay - by) / length) * ax + ((bx - ax) / length) * ay
  }
  return lines
}

function liesAside(lines: Float64Array, i: number, ends: Float64Array, j: number): boolean {
  const nx = lines[3 * i] as number
  const ny = lines[3 * i + 1] as number
  const d = lines[3 * i + 2] as number
  const first = nx * (ends[4 * j] as number) + ny * (ends[4 * j + 1] as number) - d
  if (first > -SLACK && first < SLACK) return false
  const second = nx * (ends[4 * j + 2] as number) + ny * (ends[4 * j + 3] as number) - d
  return first > 0 ? second > SLACK : second < -SLACK
}

/** Boxes minU, minV, maxU, maxV in axes turned so that the segments' main direction is V. */
function turnedBoxes(ends: Float64Array): Float64Array {
  let cosines = 0
  let sines = 0
  for (let i = 0; i < ends.length; i += 4) {
    const dx = (ends[i + 2] as number) - (ends[i] as number)
    const dy = (ends[i + 3] as number) - (ends[i + 1] as number)
    cosines += dx * dx - dy * dy
    sines += 2 * dx * dy
  }
  const main = Math.atan2(sines, cosines) / 2
  const [cosine, sine] = [Math.cos(main), Math.sin(main)]
  const boxes = new Float64Array(ends.length)
  for (let i = 0; i < ends.length; i += 4) {
    const [ax, ay, bx, by] = [ends[i] as number, ends[i + 1] as number, ends[i + 2] as number, ends[i + 3] as number]
    const [au, av, bu, bv] = [ax * sine - ay * cosine, ax * cosine + ay * sine, bx * sine - by * cosine, bx * cosine + by * sine]
    boxes[i] = Math.min(au, bu) - SLACK
    boxes[i + 1] = Math.min(av, bv) - SLACK
    boxes[i + 2] = Math.max(au, bu) + SLACK
    boxes[i + 3] = Math.max(av, bv) + SLACK
  }
  return boxes
}
