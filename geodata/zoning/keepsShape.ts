type XY = readonly [number, number, ...number[]]

function aside([x, y]: XY, [ax, ay]: XY, [bx, by]: XY): number {
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  const share = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square))
  return Math.hypot(x - ax - share * dx, y - ay - share * dy)
}

/**
 * Fewer points of a line, none of those left out farther than `meters` from it (Douglas & Peucker 1973); both ends stay.
 * @param may whether a straight piece may stand for what lies between two points
 */
export function keepsShape<Point extends XY>(line: readonly Point[], meters: number, may: (from: Point, to: Point) => boolean = () => true): Point[] {
  const keep = new Uint8Array(line.length)
  keep[0] = keep[line.length - 1] = 1
  const open: [number, number][] = [[0, line.length - 1]]
  while (open.length > 0) {
    const [from, to] = open.pop() as [number, number]
    if (to - from < 2) continue
    const [a, b] = [line[from] as Point, line[to] as Point]
    let [farthest, most] = [-1, -1]
    for (let i = from + 1; i < to; i++) {
      const off = aside(line[i] as Point, a, b)
      if (off > most) [farthest, most] = [i, off]
    }
    if (most <= meters && may(a, b)) continue
    keep[farthest] = 1
    open.push([from, farthest], [farthest, to])
  }
  return line.filter((_, i) => keep[i])
}
