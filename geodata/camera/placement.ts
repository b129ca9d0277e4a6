/** Which demand each site would cover: that of site s is `demand[start[s]] .. demand[start[s + 1] - 1]`, each once. */
export type Cover = { start: Uint32Array; demand: Uint32Array; /** What each demand is worth, 0 or more. */ worth: Float64Array }

export type PlacementOptions = {
  /** How many sites may be chosen, beside those that are kept. */
  count: number
  /** Sites that stand already. */
  kept?: readonly number[]
  /** What a site costs in the same worth (ground that belongs to homes, say); a site that brings less than it costs is not chosen. */
  cost?: Float64Array
  /** Sites that must not be chosen. */
  banned?: readonly number[]
}
export type Placement = {
  /** Chosen, in the order in which they were; without those kept. */
  sites: number[]
  /** What kept and chosen sites cover together, and what the chosen ones cost. */
  covered: number
  cost: number
  /** No choice of `count` sites covers more than this less its cost: see `boundOf`. */
  bound: number
}

/**
 * Maximal covering (Church & ReVelle 1974) by lazy greedy (Minoux 1978) and then by swaps of one site for another while that helps. Without costs the greedy part alone reaches 1 - 1/e of the optimum
 * (Nemhauser, Wolsey & Fisher 1978). Ties go to the site with the lower number.
 * @throws RangeError for a number of sites that is none
 */
export function placeSites(cover: Cover, options: PlacementOptions): Placement {
  const { count, kept = [], banned = [] } = options
  const sites = cover.start.length - 1
  if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`expected a whole number of sites, got ${count}`)
  const cost = options.cost ?? new Float64Array(sites)
  const taken = new Uint8Array(sites)
  for (const site of [...kept, ...banned]) taken[site] = 1
  const times = new Uint32Array(cover.worth.length)
  for (const site of kept) each(cover, site, (demand) => times[demand]!++)
  const chosen = greedy(cover, { count, cost, taken, times })
  improve(cover, chosen, { cost, taken, times })
  let covered = 0
  for (let demand = 0; demand < times.length; demand++) if (times[demand]! > 0) covered += cover.worth[demand]!
  return { sites: chosen, covered, cost: chosen.reduce((sum, site) => sum + cost[site]!, 0), bound: boundOf(cover, { count, kept, cost, taken, chosen }) }
}

type State = { cost: Float64Array; taken: Uint8Array; /** How many sites cover each demand. */ times: Uint32Array }

function each({ start, demand }: Cover, site: number, tell: (demand: number) => void): void {
  for (let i = start[site]!; i < start[site + 1]!; i++) tell(demand[i]!)
}

function gainOf(cover: Cover, site: number, times: Uint32Array): number {
  let gain = 0
  for (let i = cover.start[site]!; i < cover.start[site + 1]!; i++) if (times[cover.demand[i]!] === 0) gain += cover.worth[cover.demand[i]!]!
  return gain
}

/** A gain only falls while others are chosen, so one that was reckoned before is an upper limit: only the first in the queue is looked at anew. */
function greedy(cover: Cover, { count, cost, taken, times }: State & { count: number }): number[] {
  const chosen: number[] = []
  const limit = Float64Array.from(taken, (isTaken, site) => (isTaken ? Number.NEGATIVE_INFINITY : gainOf(cover, site, times) - cost[site]!))
  const queue = Array.from(taken.keys()).filter((site) => !taken[site]).toSorted((a, b) => limit[b]! - limit[a]! || a - b)
  while (chosen.length < count && queue.length > 0) {
    const site = queue.shift()!
    const gain = gainOf(cover, site, times) - cost[site]!
    const next = queue[0]
    if (next !== undefined && (gain < limit[next]! || (gain === limit[next]! && next < site))) {
      limit[site] = gain
      insert(queue, site, limit)
      continue
    }
    if (gain <= 0) break
    chosen.push(site)
    taken[site] = 1
    each(cover, site, (demand) => times[demand]!++)
  }
  return chosen
}

function insert(queue: number[], site: number, limit: Float64Array): void {
  let [low, high] = [0, queue.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const other = queue[middle]!
    if (limit[other]! > limit[site]! || (limit[other] === limit[site] && other < site)) low = middle + 1
    else high = middle
  }
  queue.splice(low, 0, site)
}

/** The best swap of each chosen site, until none helps. */
function improve(cover: Cover, chosen: number[], { cost, taken, times }: State): void {
  for (let better = true; better; ) {
    better = false
    for (let at = 0; at < chosen.length; at++) {
      const old = chosen[at]!
      each(cover, old, (demand) => times[demand]!--)
      taken[old] = 0
      let [best, most] = [old, gainOf(cover, old, times) - cost[old]! + 1e-9]
      for (let site = 0; site < taken.length; site++) {
        if (taken[site]) continue
        const gain = gainOf(cover, site, times) - cost[site]!
        if (gain > most) [best, most] = [site, gain]
      }
      chosen[at] = best
      taken[best] = 1
      each(cover, best, (demand) => times[demand]!++)
      better ||= best !== old
    }
  }
}

/**
 * What nothing can beat, net of costs: for every prefix of the chosen sites, what it covers and the `count` largest gains that any sites, alone, would still add (Leskovec et al. 2007);
 * the least of these, and all there is.
 */
function boundOf(cover: Cover, { count, kept, cost, taken, chosen }: { count: number; kept: readonly number[]; cost: Float64Array; taken: Uint8Array; chosen: readonly number[] }): number {
  const times = new Uint32Array(cover.worth.length)
  let covered = 0
  const add = (site: number) => each(cover, site, (demand) => { if (times[demand]!++ === 0) covered += cover.worth[demand]! })
  kept.forEach(add)
  const open = new Set([...chosen, ...Array.from(taken.keys()).filter((site) => !taken[site])])
  let bound = cover.worth.reduce((sum, worth) => sum + worth, 0)
  for (const site of [null, ...chosen]) {
    if (site !== null) add(site)
    const gains = [...open].map((each) => gainOf(cover, each, times) - cost[each]!).filter((gain) => gain > 0).toSorted((a, b) => b - a)
    bound = Math.min(bound, covered + gains.slice(0, count).reduce((sum, gain) => sum + gain, 0))
  }
  return bound
}
