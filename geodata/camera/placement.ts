import { type Cover, eachDemand, gainOf, type Limits, limitsOf, type SiteLimits, timesOf, worthCovered } from './cover.ts'
import { placementBound } from './placementBound.ts'

export type Placement = {
  /** Chosen, in the order in which they were; without those kept. */
  sites: number[]
  /** What kept and chosen sites cover together, and what the chosen ones cost and are bought for. */
  covered: number
  cost: number
  price: number
  /** No choice within the limits covers more than this less its cost: see `placementBound`. */
  bound: number
}

/** Rounding of sums of worth, relative to them. */
const rounding = 1e-9

/**
 * Maximal covering (Church & ReVelle 1974) by lazy greedy (Minoux 1978) and then by swaps of one site for another while that helps. Without costs, prices and kinds the greedy part alone reaches 1 - 1/e of
 * the optimum (Nemhauser, Wolsey & Fisher 1978); with a budget it is run by gain and by gain for the money, and the better is taken. Ties go to the site with the lower number.
 * @throws RangeError for a number of sites or a budget that is none
 */
export function placeSites(cover: Cover, options: SiteLimits): Placement {
  const limits = limitsOf(cover, options)
  const sites = chooseSites(cover, limits)
  return { ...figuresOf(cover, limits, sites), bound: placementBound(cover, limits, sites).bound }
}

/** The same without the bound. */
export function chooseSites(cover: Cover, limits: Limits): number[] {
  const orders = limits.budget === Infinity ? [false] : [false, true]
  const found = orders.map((forMoney) => {
    const state = begin(cover, limits)
    greedy(cover, limits, state, forMoney)
    improve(cover, limits, state)
    return state.chosen
  })
  const net = found.map((sites) => { const { covered, cost } = figuresOf(cover, limits, sites); return covered - cost })
  return found.length > 1 && net[1]! > net[0]! + rounding * Math.abs(net[0]!) ? found[1]! : found[0]!
}

export function figuresOf(cover: Cover, { kept, cost, price }: Limits, sites: readonly number[]): Omit<Placement, 'bound'> {
  const sum = (values: Float64Array) => sites.reduce((total, site) => total + values[site]!, 0)
  return { sites: [...sites], covered: worthCovered(cover, timesOf(cover, [...kept, ...sites])), cost: sum(cost), price: sum(price) }
}

type State = { chosen: number[]; free: Uint8Array; /** How many sites cover each demand. */ times: Uint32Array; spent: number; ofKind: number[] }

const begin = (cover: Cover, { open, kept, mostOfKind }: Limits): State => ({ chosen: [], free: Uint8Array.from(open), times: timesOf(cover, kept), spent: 0, ofKind: mostOfKind.map(() => 0) })

const fits = ({ price, budget, kind, mostOfKind }: Limits, { spent, ofKind }: State, site: number) => spent + price[site]! <= budget * (1 + rounding) && ofKind[kind[site]!]! < mostOfKind[kind[site]!]!

function put(cover: Cover, { price, kind }: Limits, state: State, site: number, by: 1 | -1): void {
  state.free[site] = by === 1 ? 0 : 1
  state.spent += by * price[site]!
  state.ofKind[kind[site]!]! += by
  eachDemand(cover, site, (demand) => { state.times[demand]! += by })
}

/** A gain only falls while others are chosen, so one that was reckoned before is an upper limit: only the first in the queue is looked at anew. What does not fit any more never fits again. */
function greedy(cover: Cover, limits: Limits, state: State, forMoney: boolean): void {
  const { cost, price, count } = limits
  const rank = (site: number, gain: number) => (forMoney && price[site]! > 0 && gain > 0 ? gain / price[site]! : gain)
  const limit = Float64Array.from(state.free, (free, site) => (free ? rank(site, gainOf(cover, site, state.times) - cost[site]!) : Number.NEGATIVE_INFINITY))
  const queue = heapOf(Array.from(state.free.keys()).filter((site) => state.free[site] && limit[site]! > 0), limit)
  while (state.chosen.length < count) {
    const site = queue.first()
    if (site === undefined) return
    if (!fits(limits, state, site)) {
      queue.drop()
      continue
    }
    const gain = gainOf(cover, site, state.times) - cost[site]!
    const now = rank(site, gain)
    if (gain <= 0) queue.drop()
    else if (now < limit[site]!) queue.lower(now)
    else {
      queue.drop()
      state.chosen.push(site)
      put(cover, limits, state, site, 1)
    }
  }
}

/** A heap of sites, largest limit first and then the lower number. */
function heapOf(sites: number[], limit: Float64Array) {
  const before = (a: number, b: number) => limit[a]! > limit[b]! || (limit[a] === limit[b] && a < b)
  const sink = (at: number) => {
    for (let parent = at; ; ) {
      let best = parent
      for (const child of [2 * parent + 1, 2 * parent + 2]) if (child < sites.length && before(sites[child]!, sites[best]!)) best = child
      if (best === parent) return
      ;[sites[parent], sites[best]] = [sites[best]!, sites[parent]!]
      parent = best
    }
  }
  for (let at = (sites.length >> 1) - 1; at >= 0; at--) sink(at)
  return {
    first: (): number | undefined => sites[0],
    drop: () => { const last = sites.pop()!; if (sites.length > 0) { sites[0] = last; sink(0) } },
    lower: (value: number) => { limit[sites[0]!] = value; sink(0) },
  }
}

/** The best swap of each chosen site, and what still fits, until nothing helps. What a site covers alone limits what it can bring, so that most are not looked at. */
function improve(cover: Cover, limits: Limits, state: State): void {
  const { cost, count } = limits
  const idle = timesOf(cover, limits.kept)
  const alone = Float64Array.from(limits.open, (open, site) => (open ? gainOf(cover, site, idle) - cost[site]! : Number.NEGATIVE_INFINITY))
  const order = Array.from(alone.keys()).filter((site) => alone[site]! > 0).toSorted((a, b) => alone[b]! - alone[a]! || a - b)
  for (let better = true, passes = 0; better && passes < 50; passes++) {
    better = false
    for (let at = 0; at <= state.chosen.length && at < count; at++) {
      const old = state.chosen[at]
      if (old !== undefined) put(cover, limits, state, old, -1)
      const now = old === undefined ? 0 : gainOf(cover, old, state.times) - cost[old]!
      let [best, most] = [old, now + rounding * Math.max(1e-12, Math.abs(now))]
      for (const site of order) {
        if (alone[site]! <= most) break
        if (!state.free[site] || !fits(limits, state, site)) continue
        const gain = gainOf(cover, site, state.times) - cost[site]!
        if (gain > most) [best, most] = [site, gain]
      }
      if (best === undefined) break
      state.chosen[at] = best
      put(cover, limits, state, best, 1)
      better ||= best !== old
    }
  }
}
