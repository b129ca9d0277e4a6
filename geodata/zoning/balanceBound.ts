import { openGraph } from './openGraph.ts'
import { ZoningRefusal, type ZoningUnits } from './units.ts'
import { zoneCounts } from './zoneCounts.ts'

/** No plan deviates less, and why: parts of unlike size, a unit that is larger than the mean, or sums that units do not make. */
export type BalanceBound = { deviation: number; method: 'islands' | 'largest_unit' | 'sums' | 'none' }

/**
 * A proven lower bound on the deviation of any plan with so many zones, from simple arguments; contiguity inside of a connected part is left out.
 * - the parts between barriers have means of their own;
 * - the zone of the largest unit is at least as large as it;
 * - one zone is at or above the mean and one at or below it, and loads are sums of units (subset sums, where loads are whole numbers).
 */
export function balanceBound(units: ZoningUnits, { zones, min, max }: { zones: number; min: number; max: number }): BalanceBound {
  const total = units.load.reduce((sum, load) => sum + load, 0)
  const mean = total / zones
  if (!(mean > 0)) return { deviation: 0, method: 'none' }
  const largest = Math.max(0, (units.load.reduce((most, load) => Math.max(most, load), 0) - mean) / mean)
  const bounds: BalanceBound[] = [
    { deviation: islandBound(units, { zones, min, max }), method: 'islands' },
    { deviation: largest, method: 'largest_unit' },
    { deviation: sumBound(units.load, mean, total), method: 'sums' },
  ]
  const best = bounds.reduce((a, b) => (b.deviation > a.deviation ? b : a))
  return best.deviation > 0 ? best : { deviation: 0, method: 'none' }
}

function islandBound(units: ZoningUnits, question: { zones: number; min: number; max: number }): number {
  try {
    return zoneCounts(units, openGraph(units), question, { zones: 0, load: 0 })[0]?.deviation ?? 0
  } catch (error) {
    // No count fits these bounds, so there is no plan to bound; one that breaks them may be as even as it likes.
    if (error instanceof ZoningRefusal) return 0
    throw error
  }
}

/** The sums next to the mean that units can make: a zone at or above it has at least the one, a zone at or below it at most the other. */
function sumBound(loads: Float64Array, mean: number, total: number): number {
  if (total > 5_000_000 || !loads.every(Number.isInteger)) return 0
  const size = Math.min(total, Math.ceil(mean) + loads.reduce((most, load) => Math.max(most, load), 0))
  const made = new Uint8Array(size + 1)
  made[0] = 1
  let work = 0
  let reach = 0
  for (const load of loads) {
    // Once every sum is made up to a reach beyond the mean there is nothing more to learn.
    work += size
    if (work > 200_000_000) return wholeBound(mean)
    reach = Math.min(size, reach + load)
    for (let sum = reach; sum >= load; sum--) if (made[sum - load]) made[sum] = 1
  }
  let [below, above] = [Math.floor(mean), Math.ceil(mean)]
  while (below > 0 && !made[below]) below--
  while (above < size && !made[above]) above++
  return Math.max(mean - below, above - mean) / mean
}

const wholeBound = (mean: number) => Math.max(mean - Math.floor(mean), Math.ceil(mean) - mean) / mean
