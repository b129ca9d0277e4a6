import type { ZoningUnits } from './units.ts'

/**
 * Parts that barriers cut off and that have too few households for a zone of their own are joined to a neighbour over one barrier each: the smallest part first,
 * over the weakest of its barriers, of equal ones the longest, until every part is large enough or has no neighbour. Locked units join nothing.
 * @returns units with those borders open, and which they are
 */
export function openIslands(units: ZoningUnits, min: number, locked: Int32Array | null = null, rankOf: (a: number, b: number) => number = () => 0): { units: ZoningUnits; opened: [number, number][] } {
  const isFree = (unit: number) => !locked || locked[unit]! < 0
  const root = Int32Array.from(units.ids, (_, unit) => unit)
  const find = (unit: number): number => {
    while (root[unit] !== unit) unit = root[unit] = root[root[unit]!]!
    return unit
  }
  for (let a = 0; a < root.length; a++) {
    for (let edge = units.start[a]!; edge < units.start[a + 1]!; edge++) {
      const b = units.neighbour[edge]!
      if (!units.blocked[edge] && isFree(a) && isFree(b)) root[find(b)] = find(a)
    }
  }
  const parts = new Map<number, { households: number; members: number[] }>()
  for (let unit = 0; unit < root.length; unit++) {
    if (!isFree(unit)) continue
    const part = parts.get(find(unit)) ?? { households: 0, members: [] }
    part.households += units.households[unit]!
    part.members.push(unit)
    parts.set(find(unit), part)
  }
  const blocked = units.blocked.slice()
  const opened: [number, number][] = []
  const small = (part: { households: number; members: number[] }) => part.households < min
  const alone = new Set<number>()
  for (;;) {
    const next = [...parts].filter(([key, part]) => small(part) && !alone.has(key)).toSorted(([, a], [, b]) => a.households - b.households || a.members[0]! - b.members[0]!)[0]
    if (!next) break
    const [key, part] = next
    const way = weakestWall(units, part.members, (other) => isFree(other) && find(other) !== key, rankOf)
    if (!way) {
      alone.add(key)
      continue
    }
    open(units, blocked, way.a, way.b)
    opened.push([way.a, way.b])
    const other = find(way.b)
    const beside = parts.get(other)!
    parts.delete(key)
    root[key] = other
    beside.households += part.households
    beside.members.push(...part.members)
    alone.delete(other)
  }
  return { units: { ...units, blocked }, opened }
}

function weakestWall(units: ZoningUnits, members: readonly number[], beyond: (unit: number) => boolean, rankOf: (a: number, b: number) => number): { a: number; b: number } | null {
  let best: { a: number; b: number; rank: number; meters: number } | null = null
  for (const a of members) {
    for (let edge = units.start[a]!; edge < units.start[a + 1]!; edge++) {
      const b = units.neighbour[edge]!
      if (!units.blocked[edge] || !beyond(b)) continue
      const [rank, meters] = [rankOf(a, b), units.borderMeters[edge]!]
      if (!best || rank < best.rank || (rank === best.rank && meters > best.meters)) best = { a, b, rank, meters }
    }
  }
  return best
}

function open(units: ZoningUnits, blocked: Uint8Array, a: number, b: number): void {
  for (const [from, to] of [[a, b], [b, a]] as const) {
    for (let edge = units.start[from]!; edge < units.start[from + 1]!; edge++) if (units.neighbour[edge] === to) blocked[edge] = 0
  }
}
