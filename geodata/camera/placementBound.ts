import { type Cover, gainOf, type Limits, timesOf, worthCovered } from './cover.ts'

type PlacementBound = {
  /** What nothing can beat, net of costs. */
  bound: number
  /** Sites that may stand in a choice that is better than the one given; all others cannot. */
  left: number[]
}

/** Visits of pairs of site and demand that the bound may take. */
const mostVisits = 120_000_000
const rounding = 1e-9

/**
 * Lagrangian bound of maximal covering (Galvão & ReVelle 1996): each demand pays every site that covers it a part `u` of its worth and, with a budget, each site pays for its price at the rate `perPrice`.
 * For any such payments no choice is worth more than what demands keep and the best `count` sites are paid together, so the smallest such sum found by subgradients (Held, Wolfe & Crowder 1974) is a bound. In the
 * limit it is that of the linear relaxation. A site whose choice would press the bound below what the plan at hand is worth can be left out of any search for a better one.
 */
export function placementBound(cover: Cover, limits: Limits, chosen: readonly number[]): PlacementBound {
  const idle = timesOf(cover, limits.kept)
  const before = worthCovered(cover, idle)
  const open = Array.from(limits.open.keys()).filter((site) => limits.open[site])
  const worth = Float64Array.from(cover.worth, (each, demand) => (idle[demand] ? 0 : each))
  const value = worthCovered(cover, timesOf(cover, [...limits.kept, ...chosen])) - before - chosen.reduce((sum, site) => sum + limits.cost[site]!, 0)
  const slack = rounding * Math.max(1e-12, before + value)
  const least = prefixBound(cover, limits, chosen, open, idle)
  const found = descend({ cover, limits, open, worth, value, chosen })
  const bound = Math.max(value, Math.min(found.bound, least))
  return { bound: before + bound, left: open.filter((site) => found.bound + found.change(site) > value + slack) }
}

/** For every prefix of the chosen sites, what it covers and the `count` largest gains that any sites, alone, would still add (Leskovec et al. 2007). Few sites, cheap, and often enough. */
function prefixBound(cover: Cover, { count, cost, kind, mostOfKind }: Limits, chosen: readonly number[], open: readonly number[], idle: Uint32Array): number {
  const times = Uint32Array.from(idle)
  const before = worthCovered(cover, idle)
  let bound = Infinity
  const prefixes = chosen.length <= 12 ? chosen.length : 0
  for (let size = 0; size <= prefixes; size++) {
    if (size > 0) for (let i = cover.start[chosen[size - 1]!]!; i < cover.start[chosen[size - 1]! + 1]!; i++) times[cover.demand[i]!]!++
    const gains = Float64Array.from(open, (site) => gainOf(cover, site, times) - cost[site]!)
    bound = Math.min(bound, worthCovered(cover, times) - before + best(gains, open, { count, kind, mostOfKind }).sum)
  }
  return bound
}

/** The `count` best of positive value with no more of a kind than may be (a matroid, so greedy is exact), and the value that is lost when another is let in. */
function best(values: Float64Array, open: readonly number[], { count, kind, mostOfKind }: Pick<Limits, 'count' | 'kind' | 'mostOfKind'>): { sum: number; at: number[]; last: number } {
  const order = Array.from(values.keys()).filter((i) => values[i]! > 0).sort((a, b) => values[b]! - values[a]! || a - b)
  const ofKind = mostOfKind.map(() => 0)
  const at: number[] = []
  let sum = 0
  for (const i of order) {
    if (at.length === count) break
    if (ofKind[kind[open[i]!]!]! >= mostOfKind[kind[open[i]!]!]!) continue
    ofKind[kind[open[i]!]!]!++
    at.push(i)
    sum += values[i]!
  }
  return { sum, at, last: at.length === count && count > 0 ? values[at.at(-1)!]! : 0 }
}

type Descent = { cover: Cover; limits: Limits; open: readonly number[]; worth: Float64Array; value: number; chosen: readonly number[] }
type Point = { bound: number; values: Float64Array; last: number; at: Set<number> }

function descend({ cover, limits, open, worth, value, chosen }: Descent): { bound: number; change(site: number): number } {
  const visits = open.reduce((sum, site) => sum + cover.start[site + 1]! - cover.start[site]!, 0) + worth.length
  const rounds = Math.max(20, Math.min(300, Math.floor(mostVisits / Math.max(1, visits))))
  const times = timesOf(cover, chosen)
  // What one site of the plan at hand covers it earns whole; where several stand, or none, the worth is shared.
  const pays = Float64Array.from(worth, (each, demand) => each / Math.max(1, times[demand]!))
  let perPrice = 0
  let [top, stale, step]: [Point | null, number, number] = [null, 0, 1.5]
  for (let round = 0; round < rounds && step > 1e-4; round++) {
    const point = judge(cover, limits, open, worth, pays, perPrice)
    if (!top || point.bound < top.bound - 1e-12) [top, stale] = [point, 0]
    else if (++stale >= 15) [step, stale] = [step / 2, 0]
    if (top.bound <= value + rounding * Math.abs(value)) break
    perPrice = move({ cover, limits, open, worth, pays, perPrice, point, length: step, value })
  }
  const held = top!
  const place = new Map(open.map((site, i) => [site, i]))
  return { bound: held.bound, change: (site) => { const i = place.get(site)!; return held.at.has(i) ? 0 : held.values[i]! - held.last } }
}

function judge(cover: Cover, limits: Limits, open: readonly number[], worth: Float64Array, pays: Float64Array, perPrice: number): Point {
  let kept = 0
  for (let demand = 0; demand < worth.length; demand++) kept += worth[demand]! - pays[demand]!
  const values = Float64Array.from(open, (site) => {
    let paid = -limits.cost[site]! - perPrice * limits.price[site]!
    for (let i = cover.start[site]!; i < cover.start[site + 1]!; i++) paid += pays[cover.demand[i]!]!
    return paid
  })
  const { sum, at, last } = best(values, open, limits)
  return { bound: kept + sum + (perPrice > 0 ? perPrice * limits.budget : 0), values, last, at: new Set(at) }
}

type Move = { cover: Cover; limits: Limits; open: readonly number[]; worth: Float64Array; pays: Float64Array; perPrice: number; point: Point; length: number; value: number }

/** One step downhill (Polyak 1969): demands that too many chosen sites cover pay less, those that none covers pay more. Answers the new rate of prices. */
function move({ cover, limits, open, worth, pays, perPrice, point, length, value }: Move): number {
  const slope = new Float64Array(worth.length)
  for (let demand = 0; demand < worth.length; demand++) slope[demand] = worth[demand]! > 0 ? -1 : 0
  let spent = 0
  for (const i of point.at) {
    spent += limits.price[open[i]!]!
    for (let k = cover.start[open[i]!]!; k < cover.start[open[i]! + 1]!; k++) if (worth[cover.demand[k]!]! > 0) slope[cover.demand[k]!]!++
  }
  // Demands differ much in worth: each moves in shares of its own.
  let norm = 0
  for (let demand = 0; demand < worth.length; demand++) norm += slope[demand]! ** 2 * worth[demand]!
  const priced = limits.budget !== Infinity
  const scale = priced ? Math.max(1e-12, value) / Math.max(1e-12, limits.budget) ** 2 : 0
  if (priced) norm += (limits.budget - spent) ** 2 * scale
  if (norm === 0) return perPrice
  const by = (length * Math.max(0, point.bound - value)) / norm
  for (let demand = 0; demand < worth.length; demand++) pays[demand] = Math.min(worth[demand]!, Math.max(0, pays[demand]! - by * slope[demand]! * worth[demand]!))
  return priced ? Math.max(0, perPrice - by * (limits.budget - spent) * scale) : 0
}
