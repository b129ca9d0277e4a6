import { type Random, shuffleInPlace } from '../random.ts'
import { type ClosePairs, closePairs, type DistanceBands } from './closePairs.ts'
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

/** So many permutations go through the pairs at once: reading twenty million pairs takes longer than comparing their times. */
const together = 4

/**
 * Counts pairs by bands of distance and time, of up to four deals of the times at once; deal after deal, cell after cell. Points are numbered anew in the order in which pairs
 * name them, which is that of the ground, so that times of neighbours lie side by side.
 */
function createTally(pairs: ClosePairs, points: number, options: NearRepeatOptions): (deals: readonly Float64Array[]) => Float64Array {
  const { distance, durationBands } = options
  const ordered = inOrderOfGround(pairs, points)
  const { pointOf } = ordered
  const [bands, stride] = [distance.bands + 1, durationBands + 1]
  const at = new Float64Array(together * pointOf.length)
  const slots = Array.from({ length: together }, () => new Int32Array(bands * stride))
  const counts = new Float64Array(together * bands * durationBands)
  return (deals) => {
    for (let i = 0; i < pointOf.length; i++) for (let k = 0; k < deals.length; k++) at[together * i + k] = (deals[k] as Float64Array)[pointOf[i] as number] as number
    for (const each of slots) each.fill(0)
    countPairs(at, ordered, options, slots)
    deals.forEach((_, k) => {
      for (let cell = 0; cell < bands; cell++) for (let time = 0; time < durationBands; time++) counts[(k * bands + cell) * durationBands + time] = slots[k]?.[cell * stride + time] as number
    })
    return counts
  }
}

/** Pairs too far apart in time fall into one more band, which nobody reads: a branch would be guessed wrongly too often. */
function countPairs(at: Float64Array, { starts, second, band }: Ordered, { distance, duration, durationBands: last }: NearRepeatOptions, [a, b, c, d]: Int32Array[]): void {
  if (!a || !b || !c || !d) return
  // A difference on the edge of two bands belongs to the nearer one where bands are closed above.
  const edge = distance.closed === 'upper' ? 1 : 0
  const stride = last + 1
  for (let i = 0; i + 1 < starts.length; i++) {
    const [ta, tb, tc, td] = [at[4 * i] as number, at[4 * i + 1] as number, at[4 * i + 2] as number, at[4 * i + 3] as number]
    const end = starts[i + 1] as number
    for (let k = starts[i] as number; k < end; k++) {
      const j = 4 * (second[k] as number)
      const cell = (band[k] as number) * stride
      a[cell + slotOf(Math.abs(ta - (at[j] as number)) / duration, edge, last)]!++
      b[cell + slotOf(Math.abs(tb - (at[j + 1] as number)) / duration, edge, last)]!++
      c[cell + slotOf(Math.abs(tc - (at[j + 2] as number)) / duration, edge, last)]!++
      d[cell + slotOf(Math.abs(td - (at[j + 3] as number)) / duration, edge, last)]!++
    }
  }
}

/** The band of a time told in widths of bands, at most `last`; the smaller of two numbers without asking which it is. */
function slotOf(bands: number, edge: number, last: number): number {
  const whole = bands | 0
  const beyond = (edge === 1 && whole === bands && whole > 0 ? whole - 1 : whole) - last
  return last + (beyond & (beyond >> 31))
}

type Ordered = ReturnType<typeof inOrderOfGround>

/** Pairs point by point, points renumbered; `pointOf`: what they were. */
function inOrderOfGround({ count, first, second, band }: ClosePairs, points: number): { starts: Uint32Array; second: Int32Array; band: Uint8Array; pointOf: Int32Array } {
  const placeOf = new Int32Array(points).fill(-1)
  const pointOf = new Int32Array(points)
  let named = 0
  for (let k = 0; k < count; k++) for (const point of [first[k] as number, second[k] as number]) {
    if (placeOf[point] !== -1) continue
    placeOf[point] = named
    pointOf[named++] = point
  }
  const starts = new Uint32Array(named + 2)
  for (let k = 0; k < count; k++) starts[(placeOf[first[k] as number] as number) + 2]!++
  for (let i = 2; i < starts.length; i++) starts[i] = (starts[i] as number) + (starts[i - 1] as number)
  const [others, bands] = [new Int32Array(count), new Uint8Array(count)]
  for (let k = 0; k < count; k++) {
    const to = starts[(placeOf[first[k] as number] as number) + 1]!++
    others[to] = placeOf[second[k] as number] as number
    bands[to] = band[k] as number
  }
  return { starts: starts.subarray(0, named + 1), second: others, band: bands, pointOf: pointOf.slice(0, named) }
}

/**
 * Near repeats (Johnson et al. 2007; Ratcliffe's calculator): pairs of events by bands of distance and time, against the same places with their times dealt anew.
 * Bands of time are closed on the same side as those of distance; the first one begins with a difference of 0, included.
 */
export function nearRepeat(xMeters: ArrayLike<number>, yMeters: ArrayLike<number>, times: Float64Array, options: NearRepeatOptions, tell: Tell = () => {}): { pairs: number; cells: NearRepeatCell[] } {
  const { distance, durationBands, permutations, random } = options
  const pairs = closePairs(xMeters, yMeters, distance)
  if (pairs.count * permutations > MAX_WORK) throw new AnalysisRefusal('too_much_work', `${pairs.count} pairs times ${permutations} permutations are more than ${MAX_WORK}: take fewer permutations or shorter distances`, 'permutations')
  const size = (distance.bands + 1) * durationBands
  const tally = createTally(pairs, times.length, options)
  const observed = tally([times]).slice(0, size)
  const [sum, atLeast] = [new Float64Array(size), new Float64Array(size).fill(1)]
  const dealt = Array.from({ length: together }, () => times.slice())
  for (let done = 0; done < permutations; done += together) {
    const hands = dealt.slice(0, Math.min(together, permutations - done))
    // Each is dealt from the one before, as if there were but one.
    hands.forEach((hand, k) => {
      hand.set(hands[k - 1] ?? (dealt[together - 1] as Float64Array))
      shuffleInPlace(random, hand)
    })
    const counts = tally(hands)
    for (let k = 0; k < hands.length; k++) for (let at = 0; at < size; at++) {
      const count = counts[k * size + at] as number
      sum[at] = (sum[at] as number) + count
      if (count >= (observed[at] as number)) atLeast[at] = (atLeast[at] as number) + 1
    }
    tell(done / permutations)
  }
  const p = atLeast.map((times) => times / (permutations + 1))
  const q = falseDiscoveryRate(p)
  const cells = Array.from(observed, (count, at): NearRepeatCell => {
    const expected = (sum[at] as number) / permutations
    return { distanceBand: Math.floor(at / durationBands), timeBand: at % durationBands, observed: count, expected, ratio: expected > 0 ? count / expected : null, p: p[at] as number, q: q[at] as number }
  })
  return { pairs: pairs.count, cells }
}
