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

/** The way is counted in steps of this share of the bandwidth; fewer where so many streets would not fit into memory. */
const MOST_STEPS = 1024
const FEWEST_STEPS = 128
const MOST_NUMBERS = 3e7
/** Less of an event than this is not followed. */
const LEAST_WEIGHT = 1e-14

/** The quartic on a line, from -1 to 1: its mass between 0 and `share`. */
const massWithin = (share: number) => (share >= 1 ? 0.5 : share <= -1 ? -0.5 : (15 / 16) * share * (1 - (2 / 3) * share * share + (share * share * share * share) / 5))

/**
 * Equal-split kernel density on streets (Okabe & Sugihara 2009) with a quartic kernel: the mass of each event spreads along the streets and is
 * shared equally at every junction. The kernel is integrated over each lixel, so that each event adds up to 1 whatever the lixels' length.
 *
 * Paths are not followed one by one, their number has no bound. What counts is only what arrives where after what way, and sharing is linear, so
 * that all events go at once: step by step of the way, what arrives at a junction is added up and goes on. Between two steps an arrival
 * is parted so that the mass still to come stays as it was. Time grows with streets and steps, not with events.
 * @returns events in each lixel, as the kernel spreads them
 */
export function networkDensity(network: StreetNetwork, lixels: Lixels, events: NetworkEvents, options: NetworkOptions, tell: (share: number) => void = () => {}): Float64Array {
  const { bandwidthMeters } = options
  if (!(bandwidthMeters > 0 && bandwidthMeters < Infinity)) throw new RangeError(`bandwidthMeters is ${bandwidthMeters}, expected a number > 0`)
  const mass = new Float64Array(lixels.count)
  const ends = network.nodes.length
  const steps = Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, Math.floor(MOST_NUMBERS / Math.max(1, ends))))
  const arrivals = createArrivals(ends, steps)
  start(network, lixels, events, bandwidthMeters, mass, arrivals)
  for (let step = 0; step < steps; step++) {
    const visit = (weights: Float64Array, node: number) =>
      cross(weights, node, network, options, (end, weight) => {
        weights[end] = 0
        enter(end, weight, step / steps, network, lixels, bandwidthMeters, mass, arrivals)
      })
    const arrived = arrivals.take(step)
    if (arrived) for (let node = 0; node + 1 < network.endStart.length; node++) visit(arrived, node)
    // Links shorter than a step lead to other junctions within it.
    for (let again = arrivals.takeAgain(); again.length > 0; again = arrivals.takeAgain()) for (const node of new Set(again.map((end) => network.nodes[end]!))) visit(arrivals.again, node)
    if (step % 32 === 0) tell(step / steps)
  }
  return mass
}

type Arrivals = {
  /** By end, at a step that then is the present one. */
  take: (step: number) => Float64Array | undefined
  /** What came to ends within the present step since, and which ends. */
  again: Float64Array
  takeAgain: () => number[]
  /** At an end after a way, as a share of the bandwidth. */
  add: (end: number, weight: number, way: number) => void
}

function createArrivals(ends: number, steps: number): Arrivals {
  const within = Float64Array.from({ length: steps + 1 }, (_, step) => massWithin(step / steps))
  const rows: (Float64Array | undefined)[] = []
  const again = new Float64Array(ends)
  let [present, touched]: [number, number[]] = [-1, []]
  const put = (step: number, end: number, weight: number) => {
    if (step >= steps) return // nothing is left to come
    if (step === present) touched.push(end)
    const row = step === present ? again : (rows[step] ??= new Float64Array(ends))
    row[end] = row[end]! + weight
  }
  return {
    again,
    take(step) {
      present = step
      const row = rows[step]
      rows[step] = undefined
      return row
    },
    takeAgain() {
      const list = touched
      touched = []
      return list
    },
    add(end, weight, way) {
      const step = Math.floor(way * steps)
      if (step >= steps || Math.abs(weight) < LEAST_WEIGHT) return
      const later = Math.max(0, (massWithin(way) - within[step]!) / (within[step + 1]! - within[step]!))
      if (later < 1) put(step, end, weight * (1 - later))
      put(step + 1, end, weight * later)
    },
  }
}

/** Each event on its own link, and how far it has come at that link's ends. */
function start({ lengths }: StreetNetwork, lixels: Lixels, { links, alongMeters }: NetworkEvents, bandwidthMeters: number, mass: Float64Array, arrivals: Arrivals): void {
  for (let i = 0; i < links.length; i++) {
    const link = links[i] as number
    const length = lengths[link]! / bandwidthMeters
    const along = Math.min(Math.max((alongMeters[i] as number) / bandwidthMeters, 0), length) // a sum of pieces may be a hair longer than the whole
    const step = lixels.meters[link]! / bandwidthMeters
    for (let lixel = lixels.start[link]!, k = 0; lixel < lixels.start[link + 1]!; lixel++, k++) mass[lixel] = mass[lixel]! + massWithin((k + 1) * step - along) - massWithin(k * step - along)
    arrivals.add(2 * link, 1, along)
    arrivals.add(2 * link + 1, 1, length - along)
  }
}

/** What arrives at the ends of a junction, leaving by them. */
function cross(weights: Float64Array, node: number, { endStart, endList }: StreetNetwork, { split, deadEnds }: NetworkOptions, leave: (end: number, weight: number) => void): void {
  const [from, to] = [endStart[node]!, endStart[node + 1]!]
  const degree = to - from
  let sum = 0
  let most = 0
  for (let k = from; k < to; k++) {
    sum += weights[endList[k]!]!
    most = Math.max(most, Math.abs(weights[endList[k]!]!))
  }
  if (most === 0) return
  for (let k = from; k < to; k++) {
    const end = endList[k]!
    if (degree === 1) leave(end, deadEnds === 'reflect' ? sum : 0)
    else leave(end, split === 'continuous' ? (2 / degree) * sum - weights[end]! : (sum - weights[end]!) / (degree - 1))
  }
}

/** Into a link by one of its ends: mass for its lixels, the rest arrives at the other end. */
function enter(end: number, weight: number, way: number, { lengths }: StreetNetwork, { start: first, meters }: Lixels, bandwidthMeters: number, mass: Float64Array, arrivals: Arrivals): void {
  const link = end >> 1
  const step = meters[link]! / bandwidthMeters
  const pieces = first[link + 1]! - first[link]!
  let before = massWithin(way)
  for (let k = 0; k < pieces && before < 0.5; k++) {
    const after = massWithin(way + (k + 1) * step)
    const lixel = end & 1 ? first[link + 1]! - 1 - k : first[link]! + k
    mass[lixel] = mass[lixel]! + weight * (after - before)
    before = after
  }
  arrivals.add(end ^ 1, weight, way + lengths[link]! / bandwidthMeters)
}
