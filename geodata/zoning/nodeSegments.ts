import Flatbush from 'flatbush'

/**
 * Segments between places of the grid, cut where they meet: snap rounding (Hobby 1999, Guibas and Marimont 1998). Every end and every crossing,
 * rounded to the grid, is a hot cell; a segment that passes through one is bent to its middle, by half a cell at most. What comes out meets at ends only.
 * @param ends x and y of both ends of each segment, integers
 * @returns the places along each segment, x and y in turn, first and last being its ends
 */
export function nodeSegments(ends: Float64Array): number[][] {
  const count = ends.length / 4
  if (count === 0) return []
  const boxes = new Flatbush(count)
  for (let i = 0; i < count; i++) boxes.add(Math.min(ends[4 * i]!, ends[4 * i + 2]!), Math.min(ends[4 * i + 1]!, ends[4 * i + 3]!), Math.max(ends[4 * i]!, ends[4 * i + 2]!), Math.max(ends[4 * i + 1]!, ends[4 * i + 3]!))
  boxes.finish()
  const hot = hotCells(ends, boxes)
  const cells = new Flatbush(hot.length / 2)
  for (let k = 0; k < hot.length; k += 2) cells.add(hot[k]!, hot[k + 1]!, hot[k]!, hot[k + 1]!)
  cells.finish()
  return Array.from({ length: count }, (_, i) => bent(ends[4 * i]!, ends[4 * i + 1]!, ends[4 * i + 2]!, ends[4 * i + 3]!, hot, cells))
}

function hotCells(ends: Float64Array, boxes: Flatbush): number[] {
  const seen = new Set<string>()
  const hot: number[] = []
  const heat = (x: number, y: number) => {
    const key = `${x},${y}`
    if (seen.has(key)) return
    seen.add(key)
    hot.push(x, y)
  }
  for (let i = 0; i < ends.length; i += 2) heat(ends[i]!, ends[i + 1]!)
  for (let i = 0; i < ends.length / 4; i++) {
    const [ax, ay, bx, by] = [ends[4 * i]!, ends[4 * i + 1]!, ends[4 * i + 2]!, ends[4 * i + 3]!]
    for (const j of boxes.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))) {
      if (j <= i) continue
      const met = crossingOf(ax, ay, bx, by, ends[4 * j]!, ends[4 * j + 1]!, ends[4 * j + 2]!, ends[4 * j + 3]!)
      if (met) heat(Math.round(met[0]), Math.round(met[1]))
    }
  }
  return hot
}

/** Where two segments cross, reckoned from an end of the first so that few digits are lost; null when they do not, or run along each other. */
export function crossingOf(ax: number, ay: number, bx: number, by: number, cx: number, cy: number, dx: number, dy: number): [number, number] | null {
  const [rx, ry, sx, sy] = [bx - ax, by - ay, dx - cx, dy - cy]
  const turn = rx * sy - ry * sx
  if (turn === 0) return null
  const t = ((cx - ax) * sy - (cy - ay) * sx) / turn
  const u = ((cx - ax) * ry - (cy - ay) * rx) / turn
  return t < 0 || t > 1 || u < 0 || u > 1 ? null : [ax + rx * t, ay + ry * t]
}

function bent(ax: number, ay: number, bx: number, by: number, hot: readonly number[], cells: Flatbush): number[] {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const on: { x: number; y: number; t: number }[] = []
  for (const k of cells.search(Math.min(ax, bx) - 0.5, Math.min(ay, by) - 0.5, Math.max(ax, bx) + 0.5, Math.max(ay, by) + 0.5)) {
    const [x, y] = [hot[2 * k]!, hot[2 * k + 1]!]
    // Half the cell's extent across the segment.
    if (Math.abs(dx * (y - ay) - dy * (x - ax)) > (Math.abs(dx) + Math.abs(dy)) / 2) continue
    const t = square === 0 ? 0 : ((x - ax) * dx + (y - ay) * dy) / square
    on.push({ x, y, t: x === ax && y === ay ? -1 : x === bx && y === by ? 2 : t })
  }
  on.sort((p, q) => p.t - q.t)
  return on.flatMap(({ x, y }) => [x, y])
}
