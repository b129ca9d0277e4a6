import type { MultiPolygon } from '../model/geometry.ts'
import { cellOf, noBox, placeOf, twiceArea, widen, type Cell, type CellBox } from './grid.ts'

/** A polygon of rings of cells without closing corner, shells counter-clockwise, holes clockwise. */
export type CellPolygons = Cell[][][]

export function cellsOf({ coordinates }: MultiPolygon): CellPolygons {
  return coordinates.map((rings) => rings.map((ring, r) => {
    const cells = ring.map(cellOf)
    // Without the closing corner, and without corners that stand twice in a row.
    const open = cells.filter(([x, y], i) => { const [nx, ny] = cells[(i + 1) % cells.length]!; return x !== nx || y !== ny })
    const turns = twiceArea(open.map(([x]) => x), open.map(([, y]) => y))
    return turns < 0 === (r === 0) ? open.toReversed() : open
  }))
}

export const geometryOf = (polygons: readonly (readonly (readonly Cell[])[])[]): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: polygons.map((rings) => rings.map((ring) => [...ring, ring[0]!].map(([x, y]) => placeOf(x, y)))),
})

export function boxOf(polygons: CellPolygons): CellBox {
  const box = noBox()
  for (const rings of polygons) for (const ring of rings) for (const [x, y] of ring) widen(box, x, y)
  return box
}

/** Whether a place lies inside, by crossings to the east; of two polygons that share a border it lies in one. */
export function isInCells(x: number, y: number, polygons: CellPolygons): boolean {
  let odd = false
  for (const rings of polygons) for (const ring of rings) for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    let [low, high] = [ring[j]!, ring[i]!]
    if (low[1] > high[1]) [low, high] = [high, low]
    if (y >= low[1] && y < high[1] && x < low[0] + ((high[0] - low[0]) * (y - low[1])) / (high[1] - low[1])) odd = !odd
  }
  return odd
}

/** A place well inside of one polygon: the middle of the widest stretch along some lines through it. */
export function insideOf(rings: readonly (readonly Cell[])[]): [number, number] {
  const heights = [...new Set(rings.flatMap((ring) => ring.map(([, y]) => y)))].toSorted((a, b) => a - b)
  const gaps = heights.slice(1).map((y, i) => ({ middle: (y + heights[i]!) / 2, width: y - heights[i]! })).toSorted((a, b) => b.width - a.width)
  let best = { x: rings[0]?.[0]?.[0] ?? 0, y: rings[0]?.[0]?.[1] ?? 0, width: 0 }
  for (const { middle } of gaps.slice(0, 5)) {
    const meets: number[] = []
    for (const ring of rings) for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[ax, ay], [bx, by]] = [ring[j]!, ring[i]!]
      if (ay > middle !== by > middle) meets.push(ax + ((bx - ax) * (middle - ay)) / (by - ay))
    }
    meets.sort((a, b) => a - b)
    for (let k = 1; k < meets.length; k += 2) if (meets[k]! - meets[k - 1]! > best.width) best = { x: (meets[k]! + meets[k - 1]!) / 2, y: middle, width: meets[k]! - meets[k - 1]! }
  }
  return [best.x, best.y]
}
