import Flatbush from 'flatbush'
import type { LngLat } from '../model/geometry.ts'
import { boxesMeet, cellOf, type Cell, type CellBox } from './grid.ts'
import { boxOfZone, type Topology } from './topology.ts'

/** Where a hand meant to be: on a vertex, else on a border, else on the centre line of a street. */
export type Snapped = { cell: Cell; to: 'vertex' | 'border' | 'street' | null; vertex: number | null; edge: readonly [number, number] | null }

/** Centre lines that can be snapped to. */
export type SnapLines = { ends: Float64Array; index: Flatbush | null }
export function snapLines(lines: readonly (readonly LngLat[])[]): SnapLines {
  const ends: number[] = []
  for (const line of lines) for (let i = 1; i < line.length; i++) ends.push(...cellOf(line[i - 1]!), ...cellOf(line[i]!))
  const index = ends.length > 0 ? new Flatbush(ends.length / 4) : null
  for (let i = 0; i < ends.length; i += 4) index?.add(Math.min(ends[i]!, ends[i + 2]!), Math.min(ends[i + 1]!, ends[i + 3]!), Math.max(ends[i]!, ends[i + 2]!), Math.max(ends[i + 1]!, ends[i + 3]!))
  index?.finish()
  return { ends: Float64Array.from(ends), index }
}

/** @param reachMeters what a few pixels are on the ground now @param except a vertex that is being moved: neither it nor its borders draw it @param ways what is snapped to */
export function snapPlace(topology: Topology, lines: SnapLines, cell: Cell, reachMeters: number, except: number | null = null, ways: { vertices?: boolean; borders?: boolean; streets?: boolean } = {}): Snapped {
  const { vertices = true, borders = true, streets = true } = ways
  const { x: mx, y: my } = topology.meters
  const reach: CellBox = [cell[0] - reachMeters / mx, cell[1] - reachMeters / my, cell[0] + reachMeters / mx, cell[1] + reachMeters / my]
  let vertex: { id: number; meters: number } | null = null
  let border: { foot: Cell; edge: readonly [number, number]; meters: number } | null = null
  for (const ring of ringsNear(topology, reach)) for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [ring[j]!, ring[i]!]
    const [ax, ay, bx, by] = [topology.x[a]!, topology.y[a]!, topology.x[b]!, topology.y[b]!]
    if ((ax < reach[0] && bx < reach[0]) || (ax > reach[2] && bx > reach[2]) || (ay < reach[1] && by < reach[1]) || (ay > reach[3] && by > reach[3])) continue
    const far = Math.hypot((topology.x[b]! - cell[0]) * mx, (topology.y[b]! - cell[1]) * my)
    if (b !== except && far <= Math.min(reachMeters, vertex?.meters ?? Infinity)) vertex = { id: b, meters: far }
    if (a === except || b === except) continue
    const foot = footOf(cell, [topology.x[a]!, topology.y[a]!, topology.x[b]!, topology.y[b]!], mx, my)
    if (foot.meters <= Math.min(reachMeters, border?.meters ?? Infinity)) border = { foot: foot.cell, edge: [a, b], meters: foot.meters }
  }
  if (vertices && vertex) return { cell: [topology.x[vertex.id]!, topology.y[vertex.id]!], to: 'vertex', vertex: vertex.id, edge: null }
  if (borders && border) return { cell: border.foot, to: 'border', vertex: null, edge: border.edge }
  const street = streets ? streetNear(lines, cell, reach, reachMeters, mx, my) : null
  return street ? { cell: street, to: 'street', vertex: null, edge: null } : { cell, to: null, vertex: null, edge: null }
}

function* ringsNear(topology: Topology, reach: CellBox): Generator<readonly number[]> {
  for (const { polygons } of topology.zones.values()) if (boxesMeet(boxOfZone(topology, polygons), reach)) yield* polygons.flat()
  yield* topology.area.flat()
}

function streetNear({ ends, index }: SnapLines, cell: Cell, reach: CellBox, reachMeters: number, mx: number, my: number): Cell | null {
  let best: { cell: Cell; meters: number } | null = null
  for (const i of index?.search(...reach) ?? []) {
    const foot = footOf(cell, [ends[4 * i]!, ends[4 * i + 1]!, ends[4 * i + 2]!, ends[4 * i + 3]!], mx, my)
    if (foot.meters <= Math.min(reachMeters, best?.meters ?? Infinity)) best = foot
  }
  return best?.cell ?? null
}

function footOf([px, py]: Cell, [ax, ay, bx, by]: readonly [number, number, number, number], mx: number, my: number): { cell: Cell; meters: number } {
  const [dx, dy] = [(bx - ax) * mx, (by - ay) * my]
  const square = dx * dx + dy * dy
  const t = square > 0 ? Math.min(1, Math.max(0, ((px - ax) * mx * dx + (py - ay) * my * dy) / square)) : 0
  const cell: Cell = [Math.round(ax + (bx - ax) * t), Math.round(ay + (by - ay) * t)]
  return { cell, meters: Math.hypot((px - cell[0]) * mx, (py - cell[1]) * my) }
}
