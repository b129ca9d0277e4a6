import type { RedesignQuestion } from './redesign.ts'
import type { ZoneOf, ZoningUnits } from './units.ts'

/** Up to so many units every plan is looked at, unless there are more ways to grow zones than this. */
const mostExactUnits = 16
const mostVisits = 4_000_000

type Ground = { units: ZoningUnits; near: number[]; households: number[]; /** Units of each zone of today, as bits. */ homes: number[]; lockedZones: number[]; free: number }
type Point = { moved: number; deviation: number; disturbance: number; zoneOf: ZoneOf }

function groundOf(units: ZoningUnits, { current, locked = [] }: RedesignQuestion, named: number): Ground {
  const near = units.ids.map((_, unit) => {
    let mask = 0
    for (let slot = units.start[unit]!; slot < units.start[unit + 1]!; slot++) if (!units.blocked[slot]) mask |= 1 << units.neighbour[slot]!
    return mask
  })
  const homes = Array.from({ length: named }, () => 0)
  current.forEach((zone, unit) => { if (zone >= 0) homes[zone]! |= 1 << unit })
  const lockedZones = [...new Set(locked)]
  const all = (1 << units.ids.length) - 1
  return { units, near, households: Array.from(units.households), homes, lockedZones, free: all & ~lockedZones.reduce((mask, zone) => mask | homes[zone]!, 0) }
}

/** Sums of every set of units, by its bits. */
function sumsOf(values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(1 << values.length)
  for (let mask = 1; mask < sums.length; mask++) sums[mask] = sums[mask & (mask - 1)]! + values[31 - Math.clz32(mask & -mask)]!
  return sums
}

/** Every way to part units into connected sets within the bounds, as bits; each comes once. False where there are more than anybody waits for. */
function everyPartition({ near, households, free }: Ground, { min, max }: { min: number; max: number }, take: (parts: readonly number[]) => void): boolean {
  const parts: number[] = []
  let visits = 0
  const part = (left: number): boolean => {
    if (!left) {
      take(parts)
      return true
    }
    const first = left & -left
    // A set grows by one neighbour at a time; one that was passed over does not join later, so that no set comes twice.
    const grow = (set: number, sum: number, border: number, passed: number): boolean => {
      if (++visits > mostVisits) return false
      if (sum >= min) {
        parts.push(set)
        const done = part(left & ~set)
        parts.pop()
        if (!done) return false
      }
      let gone = passed
      for (let open = border & left & ~set & ~passed; open; open &= open - 1) {
        const next = open & -open
        const unit = 31 - Math.clz32(next)
        gone |= next
        if (sum + households[unit]! > max) continue
        if (!grow(set | next, sum + households[unit]!, border | near[unit]!, gone & ~next)) return false
      }
      return true
    }
    const unit = 31 - Math.clz32(first)
    return households[unit]! > max || grow(first, households[unit]!, near[unit]!, 0)
  }
  return part(free)
}

/** Which zone of today each part goes on as (-1: a new one), so that most households keep theirs. */
function namesOf(shares: readonly (readonly number[])[]): number[] {
  const known = new Map<number, { kept: number; name: number }>()
  const named = shares[0]?.length ?? 0
  const best = (part: number, used: number): number => {
    if (part === shares.length) return 0
    const key = part * 65_536 + used
    const before = known.get(key)
    if (before) return before.kept
    let found = { kept: best(part + 1, used), name: -1 }
    for (let zone = 0; zone < named; zone++) {
      if (used & (1 << zone) || !(shares[part]![zone]! > 0)) continue
      const kept = shares[part]![zone]! + best(part + 1, used | (1 << zone))
      if (kept > found.kept) found = { kept, name: zone }
    }
    known.set(key, found)
    return found.kept
  }
  best(0, 0)
  const names: number[] = []
  for (let part = 0, used = 0; part < shares.length; part++) {
    const { name } = known.get(part * 65_536 + used)!
    names.push(name)
    if (name >= 0) used |= 1 << name
  }
  return names
}

/**
 * The whole curve of balance against households moved of a small ground, by looking at every plan: nothing beats a point of it, and nothing lies between two of them.
 * Null where there are too many plans, or zones of today, to look at; without points where there is no plan.
 */
export function exactCurve(units: ZoningUnits, question: RedesignQuestion, named: number): ZoneOf[] | null {
  if (units.ids.length > mostExactUnits || named > 16) return null
  const ground = groundOf(units, question, named)
  const { homes, lockedZones } = ground
  const [households, load, ones] = [sumsOf(units.households), sumsOf(units.load), sumsOf(units.households.map(() => 1))]
  const total = load.at(-1)!
  const lockedLoads = lockedZones.map((zone) => load[homes[zone]!]!)
  const open = homes.map((home, zone) => (lockedZones.includes(zone) ? 0 : home & ground.free))
  // The largest share that a zone of today has in a set, a little for each unit, so that zones without households keep their names too.
  const shareOf = (part: number, home: number) => (part & home ? households[part & home]! + 1e-6 * ones[part & home]! : 0)
  const largest = new Float64Array(1 << units.ids.length).fill(-1)
  const largestOf = (part: number) => {
    if (largest[part]! < 0) largest[part] = open.reduce((most, home) => Math.max(most, shareOf(part, home)), 0)
    return largest[part]!
  }
  const settled = open.reduce((sum, home) => sum + households[home]!, 0)
  let front: Point[] = []
  const isBeaten = (moved: number, deviation: number) => {
    for (const point of front) if ((point.moved <= moved - 1e-3 && point.deviation <= deviation + 1e-12) || (point.moved <= moved + 1e-3 && point.deviation < deviation - 1e-12)) return true
    return false
  }
  const done = everyPartition(ground, question, (parts) => {
    const zones = parts.length + lockedZones.length
    if (question.zones && zones !== question.zones) return
    const mean = total / zones
    let [farthest, kept] = [0, 0]
    for (const each of lockedLoads) farthest = Math.max(farthest, Math.abs(each - mean))
    for (const each of parts) {
      farthest = Math.max(farthest, Math.abs(load[each]! - mean))
      kept += largestOf(each)
    }
    const deviation = farthest / mean
    // No naming keeps more than each part's largest share.
    if (isBeaten(settled - kept, deviation)) return
    const shares = parts.map((part) => open.map((home) => shareOf(part, home)))
    const zoneOf = zoneOfParts(ground, question.current, parts, namesOf(shares), named)
    const point = { deviation, zoneOf, ...changeOf(units, question.current, zoneOf) }
    if (isBeaten(point.moved, deviation) || front.some((each) => isLike(each, point) && each.disturbance <= point.disturbance)) return
    front = [...front.filter((each) => !isLike(each, point) && (each.moved < point.moved - 1e-3 || each.deviation < deviation - 1e-12)), point]
  })
  return done ? front.toSorted((a, b) => a.moved - b.moved).map(({ zoneOf }) => zoneOf) : null
}

const isLike = (a: Point, b: Point) => Math.abs(a.moved - b.moved) < 1e-3 && Math.abs(a.deviation - b.deviation) < 1e-12

/** Households moved, and what decides between equals: units that are of another zone, then metres of border. */
function changeOf({ households, start, neighbour, borderMeters, blocked }: ZoningUnits, today: ZoneOf, zoneOf: ZoneOf): { moved: number; disturbance: number } {
  let [moved, changed, cutMeters] = [0, 0, 0]
  zoneOf.forEach((zone, unit) => {
    if (today[unit]! >= 0 && zone !== today[unit]) {
      moved += households[unit]!
      changed++
    }
    for (let slot = start[unit]!; slot < start[unit + 1]!; slot++) if (!blocked[slot] && zoneOf[neighbour[slot]!] !== zone) cutMeters += borderMeters[slot]!
  })
  return { moved, disturbance: changed * 1e7 + cutMeters }
}

function zoneOfParts({ free }: Ground, current: ZoneOf, parts: readonly number[], names: readonly number[], named: number): ZoneOf {
  let next = named
  const numbers = names.map((name) => (name >= 0 ? name : next++))
  return current.map((zone, unit) => (free & (1 << unit) ? numbers[parts.findIndex((part) => part & (1 << unit))]! : zone))
}
