import type { Random } from '../../../geodata/random.ts'
import { randomInt } from '../../../geodata/random.ts'
import type { ZoneOf, ZoningUnits } from '../../../geodata/zoning/units.ts'

/** Squares of 100 m in rows, as units: some missing, some borders blocked. */
export function gridUnits(columns: number, rows: number, householdsOf: (unit: number) => number, isBlocked: (a: number, b: number) => boolean = () => false): ZoningUnits {
  const count = columns * rows
  const households = Float64Array.from({ length: count }, (_, unit) => householdsOf(unit))
  const lists = Array.from({ length: count }, (_, unit) => {
    const [x, y] = [unit % columns, Math.floor(unit / columns)]
    return [x > 0 ? unit - 1 : -1, x < columns - 1 ? unit + 1 : -1, y > 0 ? unit - columns : -1, y < rows - 1 ? unit + columns : -1].filter((other) => other >= 0)
  })
  const flat = lists.flat()
  return {
    ids: households.length ? Array.from(households, (_, unit) => `u${unit}`) : [], households, load: households.slice(), squareMeters: new Float64Array(count).fill(10_000), perimeterMeters: new Float64Array(count).fill(400),
    xMeters: Float64Array.from({ length: count }, (_, unit) => (unit % columns) * 100), yMeters: Float64Array.from({ length: count }, (_, unit) => Math.floor(unit / columns) * -100), estate: new Int32Array(count).fill(-1),
    start: Uint32Array.from([0, ...lists.map((_, i) => lists.slice(0, i + 1).reduce((sum, list) => sum + list.length, 0))]), neighbour: Uint32Array.from(flat), borderMeters: new Float64Array(flat.length).fill(100),
    blocked: Uint8Array.from(lists.flatMap((list, unit) => list.map((other) => (isBlocked(Math.min(unit, other), Math.max(unit, other)) ? 1 : 0)))),
  }
}

/** Zones of today at random: grown from seeds, each in one piece; some units may have none. */
export function randomZones(units: ZoningUnits, zones: number, random: Random, shareOfNone = 0): ZoneOf {
  const count = units.ids.length
  const zoneOf = new Int32Array(count).fill(-1)
  for (let zone = 0; zone < zones; zone++) {
    let unit = randomInt(random, 0, count - 1)
    while (zoneOf[unit]! >= 0) unit = (unit + 1) % count
    zoneOf[unit] = zone
  }
  for (let grown = true; grown; ) {
    grown = false
    for (let attempt = 0; attempt < 20 * count; attempt++) {
      const unit = randomInt(random, 0, count - 1)
      const ways = Array.from(units.neighbour.subarray(units.start[unit], units.start[unit + 1])).filter((_, i) => !units.blocked[units.start[unit]! + i])
      const other = ways[randomInt(random, 0, Math.max(0, ways.length - 1))]
      if (other === undefined || zoneOf[unit]! < 0 || zoneOf[other]! >= 0) continue
      zoneOf[other] = zoneOf[unit]!
      grown = true
    }
  }
  return zoneOf.map((zone) => (random() < shareOfNone ? -1 : zone))
}

/** Whether units hang together over open borders, by flooding from one of them. */
export function hangsTogether(units: ZoningUnits, members: readonly number[]): boolean {
  const inside = new Set(members)
  const reached = new Set([members[0]!])
  for (const unit of reached) for (let slot = units.start[unit]!; slot < units.start[unit + 1]!; slot++) if (!units.blocked[slot] && inside.has(units.neighbour[slot]!)) reached.add(units.neighbour[slot]!)
  return reached.size === inside.size
}

/**
 * By enumeration of all partitions into connected parts within the bounds (up to a dozen units): the fewest households that must change their
 * zone, over all ways to name the parts by today's zones, and the smallest largest deviation. undefined where there is no such partition.
 */
export function enumerated(units: ZoningUnits, today: ZoneOf, { min, max }: { min: number; max: number }): { moved: number; deviation: number; curve: Map<number, number> } | undefined {
  const count = units.ids.length
  const total = units.households.reduce((sum, each) => sum + each, 0)
  const named = today.reduce((most, zone) => Math.max(most, zone), -1) + 1
  const curve = new Map<number, number>()
  const parts: number[][] = []
  const sums: number[] = []
  const judge = () => {
    if (sums.some((sum) => sum < min) || !parts.every((part) => hangsTogether(units, part))) return
    const mean = total / parts.length
    const deviation = Math.max(...sums.map((sum) => Math.abs(sum - mean) / mean))
    const moved = leastMoved(units, today, named, parts)
    curve.set(moved, Math.min(deviation, curve.get(moved) ?? Infinity))
  }
  const grow = (unit: number) => {
    if (unit === count) return judge()
    for (let part = 0; part <= parts.length; part++) {
      const isNew = part === parts.length
      if (isNew) {
        parts.push([])
        sums.push(0)
      }
      if (sums[part]! + units.households[unit]! <= max) {
        parts[part]!.push(unit)
        sums[part]! += units.households[unit]!
        grow(unit + 1)
        parts[part]!.pop()
        sums[part]! -= units.households[unit]!
      }
      if (isNew) {
        parts.pop()
        sums.pop()
        break
      }
    }
  }
  grow(0)
  return curve.size ? { moved: Math.min(...curve.keys()), deviation: Math.min(...curve.values()), curve } : undefined
}

/** Over all ways to give today's zones to parts, each to one at most. */
function leastMoved({ households }: ZoningUnits, today: ZoneOf, named: number, parts: readonly number[][]): number {
  const homes = parts.map((part) => {
    const shared = new Float64Array(named)
    for (const unit of part) if (today[unit]! >= 0) shared[today[unit]!]! += households[unit]!
    return shared
  })
  const all = today.reduce((sum, zone, unit) => sum + (zone >= 0 ? households[unit]! : 0), 0)
  const kept = (part: number, used: number): number => {
    if (part === parts.length) return 0
    let best = kept(part + 1, used)
    for (let zone = 0; zone < named; zone++) if (!(used & (1 << zone)) && homes[part]![zone]! > 0) best = Math.max(best, homes[part]![zone]! + kept(part + 1, used | (1 << zone)))
    return best
  }
  return all - kept(0, 0)
}
