import { type Random, shuffleInPlace } from '../random.ts'
import { bandOf, closePairs, type DistanceBands } from './closePairs.ts'
import { falseDiscoveryRate } from './falseDiscoveryRate.ts'
import { AnalysisRefusal, type Tell } from './method.ts'

export type NearRepeatOptions = { distance: DistanceBands; /** Width of a band of time, in the unit of the times. */ duration: number; durationBands: number; permutations: number; random: Random }

export type NearRepeatCell = {
  distanceBand: number
  timeBand: number
  observed: number
  /** Mean over the permutations. */
  expected: number
  /** observed / expected; null where nothing is expected. */
  ratio: number | null
  /** One-sided: share of data sets, this one among them, with at least as many. */
  p: number
  /** For all cells at once. */
  q: number
}

/** Pairs times permutations: a few minutes. */
const MAX_WORK = 4e10

/**
 * Near repeats (Johnson et al. 2007; Ratcliffe's calculator): pairs of events by bands of distance and time, against the same places with their times dealt anew.
 * Bands of time are closed on the same side as those of distance; the first one begins with a difference of 0, included.
 */
export function nearRepeat(xMeters: ArrayLike<number>, yMeters: ArrayLike<number>, times: Float64Array, options: NearRepeatOptions, tell: Tell = () => {}): { pairs: number; cells: NearRepeatCell[] } {
  const { distance, duration, durationBands, permutations, random } = options
  const pairs = closePairs(xMeters, yMeters, distance)
  if (pairs.count * permutations > MAX_WORK) throw new AnalysisRefusal('too_much_work', `${pairs.count} pairs times ${permutations} permutations are more than ${MAX_WORK}: take fewer permutations or shorter distances`, 'permutations')
  const size = (distance.bands + 1) * durationBands
  const reach = duration * durationBands
  const tally = (at: Float64Array, into: Float64Array) => {
    into.fill(0)
    for (let k = 0; k < pairs.count; k++) {
      const apart = Math.abs((at[pairs.first[k] as number] as number) - (at[pairs.second[k] as number] as number))
      if (apart > reach) continue
      const band = bandOf(apart, duration, distance.closed)
      if (band < durationBands) {
        const cell = (pairs.band[k] as number) * durationBands + band
        into[cell] = (into[cell] as number) + 1
      }
    }
    return into
  }
  const observed = tally(times, new Float64Array(size)).slice()
  const [sum, atLeast, run] = [new Float64Array(size), new Float64Array(size).fill(1), new Float64Array(size)]
  const dealt = times.slice()
  for (let k = 0; k < permutations; k++) {
    shuffleInPlace(random, dealt)
    tally(dealt, run)
    for (let at = 0; at < size; at++) {
      sum[at] = (sum[at] as number) + (run[at] as number)
      if ((run[at] as number) >= (observed[at] as number)) atLeast[at] = (atLeast[at] as number) + 1
    }
    if (k % 20 === 0) tell(k / permutations)
  }
  const p = atLeast.map((times) => times / (permutations + 1))
  const q = falseDiscoveryRate(p)
  const cells = Array.from(observed, (count, at): NearRepeatCell => {
    const expected = (sum[at] as number) / permutations
    return { distanceBand: Math.floor(at / durationBands), timeBand: at % durationBands, observed: count, expected, ratio: expected > 0 ? count / expected : null, p: p[at] as number, q: q[at] as number }
  })
  return { pairs: pairs.count, cells }
}
