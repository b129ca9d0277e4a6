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
 * A bound on the households that must move, contiguity aside: of each zone that is too large, the smallest sum of its units' households with which
 * the rest is small enough (by dynamic programming over whole households).
 */
export function movedAtLeast(households: Float64Array, today: Int32Array, named: number, mostOf: (zone: number) => number): number {
  const units: number[][] = Array.from({ length: named }, () => [])
  today.forEach((zone, unit) => zone >= 0 && units[zone]?.push(households[unit] as number))
  return units.reduce((sum, list, zone) => sum + leastLeaving(list, mostOf(zone)), 0)
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
