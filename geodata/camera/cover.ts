/** Which demand each site would cover: that of site s is `demand[start[s]] .. demand[start[s + 1] - 1]`, each once. */
export type Cover = { start: Uint32Array; demand: Uint32Array; /** What each demand is worth, 0 or more. */ worth: Float64Array }

/** What may be chosen, beside the cover. */
export type SiteLimits = {
  /** How many sites may be chosen, beside those that are kept. */
  count: number
  /** Sites that stand already. */
  kept?: readonly number[]
  /** What a site costs in the same worth (ground that belongs to homes, say); a site that brings less than it costs is not chosen. */
  cost?: Float64Array
  /** Sites that must not be chosen. */
  banned?: readonly number[]
  /** What a site is bought for, 0 or more, and what may be spent on all that are chosen. */
  price?: Float64Array
  budget?: number
  /** Of which kind a site is, and how many of each kind may be chosen. */
  kind?: Uint8Array
  mostOfKind?: readonly number[]
}

/** The limits without gaps: a kind and a price for every site. */
export type Limits = { count: number; cost: Float64Array; price: Float64Array; budget: number; kind: Uint8Array; mostOfKind: readonly number[]; /** Neither kept nor banned. */ open: Uint8Array; kept: readonly number[] }

/** @throws RangeError for a number of sites or a budget that is none */
export function limitsOf(cover: Cover, { count, kept = [], cost, banned = [], price, budget = Infinity, kind, mostOfKind }: SiteLimits): Limits {
  const sites = cover.start.length - 1
  if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`expected a whole number of sites, got ${count}`)
  if (!(budget >= 0)) throw new RangeError(`expected a budget of 0 or more, got ${budget}`)
  const open = new Uint8Array(sites).fill(1)
  for (const site of [...kept, ...banned]) open[site] = 0
  return { count, cost: cost ?? new Float64Array(sites), price: price ?? new Float64Array(sites), budget, kind: kind ?? new Uint8Array(sites), mostOfKind: mostOfKind ?? [count], open, kept }
}

/** Calls for each demand of a site. */
export function eachDemand({ start, demand }: Cover, site: number, tell: (demand: number) => void): void {
  for (let i = start[site]!; i < start[site + 1]!; i++) tell(demand[i]!)
}

/** What the site covers that `times` says nobody covers. */
export function gainOf({ start, demand, worth }: Cover, site: number, times: Uint32Array): number {
  let gain = 0
  for (let i = start[site]!; i < start[site + 1]!; i++) if (times[demand[i]!] === 0) gain += worth[demand[i]!]!
  return gain
}

/** How many of the sites cover each demand. */
export function timesOf(cover: Cover, sites: Iterable<number>): Uint32Array {
  const times = new Uint32Array(cover.worth.length)
  for (const site of sites) eachDemand(cover, site, (demand) => times[demand]!++)
  return times
}

export function worthCovered({ worth }: Cover, times: Uint32Array): number {
  let covered = 0
  for (let demand = 0; demand < times.length; demand++) if (times[demand]! > 0) covered += worth[demand]!
  return covered
}
