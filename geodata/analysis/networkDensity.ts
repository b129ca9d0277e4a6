import type { Lixels } from './lixels.ts'
import type { StreetNetwork } from './streetNetwork.ts'

/** `continuous` lets part of the mass turn back at a junction, so that densities join there; `discontinuous` shares it among the other streets. */
export type Split = 'discontinuous' | 'continuous'

export type NetworkOptions = {
  bandwidthMeters: number
  split: Split
  /**
   * Where a street ends: `reflect` turns back what arrives, so that no mass is lost; `stop` lets it go. Of the continuous form reflection is
   * part of the definition, the discontinuous one leaves it open and spatstat lets it go.
   */
  deadEnds: 'reflect' | 'stop'
}

export type NetworkEvents = { links: ArrayLike<number>; alongMeters: ArrayLike<number> }

/** Paths that come to the same end within this share of the bandwidth go on as one, else their number grows beyond all bounds. */
const STEPS = 1024
/** Less of an event than this is not followed. */
const LEAST_WEIGHT = 1e-12

/** The quartic on a line, from -1 to 1: its mass between 0 and `share`, and its density there. */
const massWithin = (share: number) => (share >= 1 ? 0.5 : share <= -1 ? -0.5 : (15 / 16) * share * (1 - (2 / 3) * share ** 2 + share ** 4 / 5))
const densityAt = (share: number) => (share >= 1 ? 0 : (15 / 16) * (1 - share ** 2) ** 2)

/**
 * Equal-split kernel density on streets (Okabe & Sugihara 2009) with a quartic kernel: the mass of each event spreads along the streets and is
 * shared equally at every junction. The kernel is integrated over each lixel, so that each event adds up to 1 whatever the lixels' length.
 * @returns events in each lixel, as the kernel spreads them
 */
export function networkDensity(network: StreetNetwork, lixels: Lixels, { links, alongMeters }: NetworkEvents, options: NetworkOptions, tell: (share: number) => void = () => {}): Float64Array {
  const { bandwidthMeters } = options
  if (!(bandwidthMeters > 0 && bandwidthMeters < Infinity)) throw new RangeError(`bandwidthMeters is ${bandwidthMeters}, expected a number > 0`)
  const mass = new Float64Array(lixels.count)
  const spread = spreader(network, lixels, options, mass)
  const places = new Map<string, { link: number; along: number; weight: number }>()
  for (let i = 0; i < links.length; i++) {
    const [link, along] = [links[i] as number, alongMeters[i] as number]
    const key = `${link} ${along}`
    const place = places.get(key)
    if (place) place.weight++
    else places.set(key, { link, along, weight: 1 })
  }
  const tellEvery = Math.ceil(places.size / 40)
  let done = 0
  for (const { link, along, weight } of places.values()) {
    spread(link, along, weight)
    if (++done % tellEvery === 0) tell(done / places.size)
  }
  return mass
}

function spreader({ lengths, nodes, endStart, endList }: StreetNetwork, { start, meters }: Lixels, { bandwidthMeters, split, deadEnds }: NetworkOptions, mass: Float64Array) {
  // All lengths below are shares of the bandwidth. Arrivals by step of the way, three numbers each: end, weight, way.
  const arrivals: number[][] = Array.from({ length: STEPS }, () => [])
  const arrive = (end: number, weight: number, way: number) => {
    // An event at the very end of its street can lie a rounding behind it.
    if (way < 1 && Math.abs(weight) > LEAST_WEIGHT) arrivals[Math.max(0, Math.floor(way * STEPS))]!.push(end, weight, way)
  }
  /** Into a link by one of its ends. */
  const enter = (end: number, weight: number, way: number) => {
    const link = end >> 1
    const step = meters[link]! / bandwidthMeters
    const [first, last] = [start[link]!, start[link + 1]! - 1]
    let before = massWithin(way)
    for (let k = 0; first + k <= last && before < 0.5; k++) {
      const after = massWithin(way + (k + 1) * step)
      const lixel = end & 1 ? last - k : first + k
      mass[lixel] = mass[lixel]! + weight * (after - before)
      before = after
    }
    arrive(end ^ 1, weight, way + lengths[link]! / bandwidthMeters)
  }
  const cross = (end: number, weight: number, way: number) => {
    const [from, to] = [endStart[nodes[end]!]!, endStart[nodes[end]! + 1]!]
    const degree = to - from
    if (degree === 1 && deadEnds === 'stop') return
    const back = degree === 1 ? 1 : split === 'continuous' ? 2 / degree - 1 : 0
    const on = split === 'continuous' ? 2 / degree : 1 / (degree - 1)
    for (let k = from; k < to; k++) {
      const share = endList[k] === end ? back : on
      if (share !== 0) enter(endList[k]!, weight * share, way)
    }
  }
  return (link: number, alongMeters: number, weight: number) => {
    const along = alongMeters / bandwidthMeters
    const step = meters[link]! / bandwidthMeters
    for (let lixel = start[link]!, k = 0; lixel < start[link + 1]!; lixel++, k++) mass[lixel] = mass[lixel]! + weight * (massWithin((k + 1) * step - along) - massWithin(k * step - along))
    arrive(2 * link, weight, along)
    arrive(2 * link + 1, weight, lengths[link]! / bandwidthMeters - along)
    for (let k = 0; k < STEPS; k++) {
      while (arrivals[k]!.length > 0) {
        const now = arrivals[k]!
        arrivals[k] = []
        mergeArrivals(now).forEach(({ end, weight: arrived, way }) => cross(end, arrived, way))
      }
    }
  }
}

type Arrival = { end: number; weight: number; way: number }

/** Arrivals at one end with one sign become one, at the way that leaves as much of the kernel to come as theirs together. */
function mergeArrivals(list: number[]): Arrival[] {
  if (list.length === 3) return [{ end: list[0]!, weight: list[1]!, way: list[2]! }]
  const byEnd = new Map<number, { end: number; weight: number; way: number; within: number; count: number }>()
  for (let i = 0; i < list.length; i += 3) {
    const [end, weight, way] = [list[i]!, list[i + 1]!, list[i + 2]!]
    const key = weight < 0 ? -1 - end : end
    const known = byEnd.get(key)
    if (!known) byEnd.set(key, { end, weight, way: weight * way, within: weight * massWithin(way), count: 1 })
    else {
      known.weight += weight
      known.way += weight * way
      known.within += weight * massWithin(way)
      known.count++
    }
  }
  return [...byEnd.values()].map(({ end, weight, way, within, count }) => {
    const mean = way / weight
    const density = densityAt(mean)
    // One step of Newton's method from the mean is exact to rounding, for the ways differ by a thousandth at most.
    return { end, weight, way: count > 1 && density > 1e-6 ? mean - (massWithin(mean) - within / weight) / density : mean }
  })
}
