/**
 * Calls `visit(i, j)`, i < j, for every pair of segments whose boxes touch, until it returns true; then returns true itself.
 * `ends` holds ax, ay, bx, by of each segment. A sweep along the axis across which the segments run: zig-zags of long, nearly
 * parallel edges, for which upright boxes all overlap, get narrow boxes that way. O(n log n) for drawn shapes.
 */
export function someNearPair(ends: Float64Array, visit: (i: number, j: number) => boolean): boolean {
  const boxes = turnedBoxes(ends)
  const count = ends.length / 4
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort((i, j) => (boxes[4 * i] as number) - (boxes[4 * j] as number))
  for (let a = 0; a < count; a++) {
    const i = order[a] as number
    const [low, right, high] = [boxes[4 * i + 1] as number, boxes[4 * i + 2] as number, boxes[4 * i + 3] as number]
    for (let b = a + 1; b < count; b++) {
      const j = order[b] as number
      if ((boxes[4 * j] as number) > right) break
      if ((boxes[4 * j + 1] as number) > high || (boxes[4 * j + 3] as number) < low) continue
      if (i < j ? visit(i, j) : visit(j, i)) return true
    }
  }
  return false
}

/** Boxes minU, minV, maxU, maxV in axes turned so that the segments' main direction is V, a little too large for rounding. */
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
  const slack = 1e-12
  for (let i = 0; i < ends.length; i += 4) {
    const [ax, ay, bx, by] = [ends[i] as number, ends[i + 1] as number, ends[i + 2] as number, ends[i + 3] as number]
    const [au, av, bu, bv] = [ax * sine - ay * cosine, ax * cosine + ay * sine, bx * sine - by * cosine, bx * cosine + by * sine]
    boxes[i] = Math.min(au, bu) - slack
    boxes[i + 1] = Math.min(av, bv) - slack
    boxes[i + 2] = Math.max(au, bu) + slack
    boxes[i + 3] = Math.max(av, bv) + slack
  }
  return boxes
}
