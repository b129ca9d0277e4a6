import type { ZoningUnits } from './units.ts'

/**
 * Who reaches whom on the ground, for the units that are free: borders that are not blocked, with the blocked ones beside them. Locked units
 * have no neighbours here, so nothing can join them or leave them.
 */
export type OpenGraph = {
  count: number
  /** Units that are not locked. */
  free: Int32Array
  start: Int32Array
  to: Int32Array
  meters: Float64Array
  wallStart: Int32Array
  wallTo: Int32Array
  /** Part of the ground that is connected by itself (an island), 0-based; -1 for locked units. */
  component: Int32Array
  components: number
  meanBorderMeters: number
  /** Most open neighbours of one unit. */
  maxDegree: number
}

export function openGraph(units: ZoningUnits, locked: Int32Array | null = null): OpenGraph {
  const count = units.ids.length
  const isFree = (unit: number) => !locked || locked[unit]! < 0
  const free = Int32Array.from(Array.from({ length: count }, (_, unit) => unit).filter(isFree))
  const open = adjacency(units, (a, b, edge) => isFree(a) && isFree(b) && units.blocked[edge] === 0)
  const walls = adjacency(units, (a, b, edge) => isFree(a) && isFree(b) && units.blocked[edge] !== 0)
  const { component, components } = componentsOf(count, free, open)
  let maxDegree = 0
  for (let unit = 0; unit < count; unit++) maxDegree = Math.max(maxDegree, open.start[unit + 1]! - open.start[unit]!)
  const sum = open.meters.reduce((total, meters) => total + meters, 0)
  const meanBorderMeters = sum > 0 ? sum / open.meters.length : 1
  return { count, free, ...open, wallStart: walls.start, wallTo: walls.to, component, components, meanBorderMeters, maxDegree }
}

type Adjacency = { start: Int32Array; to: Int32Array; meters: Float64Array }

function adjacency(units: ZoningUnits, keep: (a: number, b: number, edge: number) => boolean): Adjacency {
  const count = units.ids.length
  const start = new Int32Array(count + 1)
  const to = new Int32Array(units.neighbour.length)
  const meters = new Float64Array(units.neighbour.length)
  let filled = 0
  for (let a = 0; a < count; a++) {
    for (let edge = units.start[a]!; edge < units.start[a + 1]!; edge++) {
      const b = units.neighbour[edge]!
      if (a === b || !keep(a, b, edge)) continue
      to[filled] = b
      meters[filled++] = units.borderMeters[edge]!
    }
    start[a + 1] = filled
  }
  return { start, to: to.slice(0, filled), meters: meters.slice(0, filled) }
}

function componentsOf(count: number, free: Int32Array, { start, to }: Adjacency): { component: Int32Array; components: number } {
  const component = new Int32Array(count).fill(-1)
  const stack: number[] = []
  let components = 0
  for (const first of free) {
    if (component[first]! >= 0) continue
    component[first] = components
    stack.push(first)
    while (stack.length > 0) {
      const unit = stack.pop()!
      for (let edge = start[unit]!; edge < start[unit + 1]!; edge++) {
        const next = to[edge]!
        if (component[next]! >= 0) continue
        component[next] = components
        stack.push(next)
      }
    }
    components++
  }
  return { component, components }
}
