export type CurvePlan<Plan> = { moved: number; deviation: number; plan: Plan }

/** The plans that no other one beats in both, by households moved; of equals the first. */
export function curveOf<Plan>(plans: readonly CurvePlan<Plan>[]): Plan[] {
  const inOrder = plans.toSorted((a, b) => a.moved - b.moved || a.deviation - b.deviation)
  let best = Infinity
  return inOrder.flatMap(({ deviation, plan }) => {
    if (deviation >= best - 1e-12) return []
    best = deviation
    return [plan]
  })
}

/**
 * A bound on the households that must move, contiguity aside, the larger of two. Of each zone that is too large, the smallest sum of its units'
 * households with which the rest is small enough (by dynamic programming over whole households). Where there must be more zones than today, what
 * new ones need at least and cannot get from ground of no zone; where there must be fewer, all households of the smallest.
 */
export function movedAtLeast(households: Float64Array, today: Int32Array, named: number, { min, max, fewest, most }: { min: number; max: number; fewest: number; most: number }): number {
  const units: number[][] = Array.from({ length: named }, () => [])
  let placed = 0
  today.forEach((zone, unit) => (zone >= 0 ? units[zone]?.push(households[unit] as number) : (placed += households[unit] as number)))
  const leaving = units.reduce((sum, list) => sum + leastLeaving(list, max), 0)
  const present = units.filter((list) => list.length).map((list) => list.reduce((sum, each) => sum + each, 0)).toSorted((a, b) => a - b)
  const ending = present.slice(0, Math.max(0, present.length - most)).reduce((sum, each) => sum + each, 0)
  return Math.max(leaving, ending, Math.max(0, fewest - present.length) * min - placed)
}

function leastLeaving(list: readonly number[], most: number): number {
  const total = list.reduce((sum, each) => sum + each, 0)
  if (total <= most) return 0
  const room = Math.floor(most)
  if (room > 2_000_000 || list.some((each) => !Number.isInteger(each))) return total - most
  // Which sums of units that stay are possible; the largest within the bound stays.
  const possible = new Uint8Array(room + 1)
  possible[0] = 1
  for (const each of list) for (let at = room; at >= each; at--) if (possible[at - each]) possible[at] = 1
  return total - possible.lastIndexOf(1)
}
