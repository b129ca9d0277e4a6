import { scanLikelihoodRatio, ScanThresholds } from './scanLikelihood.ts'
import type { ScanCircles } from './scanCircles.ts'

export type ScanFrame = {
  circles: ScanCircles
  /** Expected cases of each time step over all places; they add up to all cases. */
  expectedByStep: Float64Array
  maxSteps: number
  /** Only windows that reach the last step. */
  prospective: boolean
  /** A cylinder with fewer cases is none. */
  minCases: number
  total: number
}

export type Cylinder = { center: number; ring: number; /** Steps from `start` up to, without, `end`. */ start: number; end: number; count: number; expected: number; ratio: number }

/** The longest window of a group by the shortest. */
const GROUP_GROWTH = 1.7

/**
 * Counts in all cylinders (circle x time window) of one set of counts. Places are added ring by ring to a row of steps, windows are differences of its running sum, and windows of
 * similar length are passed over together where the cases of the longest would not do for the shortest.
 */
export class ScanWindows {
  readonly #frame: ScanFrame
  readonly #thresholds: ScanThresholds
  readonly #steps: number
  readonly #expectedSum: Float64Array
  readonly #ringPlace: Int32Array
  /** By start and length: where the expected count of the window lies in the table. */
  readonly #windowPlace: Int32Array
  readonly #groupLeast: Int32Array
  readonly #groupMost: Int32Array
  readonly #groupLeastPlace: Int32Array
  readonly #row: Int32Array
  readonly #sum: Int32Array

  constructor(frame: ScanFrame) {
    const { circles, expectedByStep, maxSteps, total, minCases } = frame
    this.#frame = frame
    const steps = (this.#steps = expectedByStep.length)
    this.#expectedSum = new Float64Array(steps + 1)
    expectedByStep.forEach((expected, t) => (this.#expectedSum[t + 1] = (this.#expectedSum[t] as number) + expected))
    const shares = circles.weight.map((weight) => weight / circles.totalWeight)
    const least = (values: Float64Array) => values.reduce((low, value) => (value > 0 && value < low ? value : low), Infinity)
    this.#thresholds = new ScanThresholds(total, least(shares) * least(expectedByStep), total, Math.max(1, minCases))
    const leastPlace = ScanThresholds.logPlace(least(expectedByStep))
    const emptyPlace = ScanThresholds.logPlace(least(shares))
    this.#ringPlace = Int32Array.from(shares, (share) => (share > 0 ? ScanThresholds.logPlace(share) : emptyPlace) + this.#thresholds.origin)
    this.#windowPlace = new Int32Array(steps * maxSteps)
    for (let start = 0; start < steps; start++)
      for (let length = 1; length <= maxSteps && start + length <= steps; length++) {
        const expected = (this.#expectedSum[start + length] as number) - (this.#expectedSum[start] as number)
        this.#windowPlace[start * maxSteps + length - 1] = expected > 0 ? Math.max(leastPlace, ScanThresholds.logPlace(expected)) : leastPlace
      }
    const groups: { least: number; most: number }[] = []
    for (let least = 1; least <= maxSteps; least = (groups.at(-1) as { most: number }).most + 1) groups.push({ least, most: Math.min(maxSteps, Math.floor(least * GROUP_GROWTH)) })
    this.#groupLeast = Int32Array.from(groups, (group) => group.least)
    this.#groupMost = Int32Array.from(groups, (group) => group.most)
    this.#groupLeastPlace = Int32Array.from(groups, ({ least }) => {
      let low = Infinity
      for (let start = 0; start + least <= steps; start++) low = Math.min(low, this.#windowPlace[start * maxSteps + least - 1] as number)
      return low
    })
    this.#row = new Int32Array(steps)
    this.#sum = new Int32Array(steps + 1)
  }

  /**
   * The highest ratio of all cylinders; 0 where none has more than expected.
   * @param counts of place and step, place by place @param guess a ratio that is likely reached, which saves looking at all that is below
   */
  highest(counts: Int32Array, guess = 0): number {
    const best: Cylinder = { ...none, ratio: guess }
    for (let center = 0; center < this.#frame.circles.places; center++) this.#scan(counts, center, best)
    return best.center >= 0 || guess === 0 ? best.ratio : this.highest(counts)
  }
  /** The best cylinder around each place; ratio 0 where there is none. Of equals the one with fewer places, then the earlier, then the shorter. */
  bestByCenter(counts: Int32Array): Cylinder[] {
    return Array.from({ length: this.#frame.circles.places }, (_, center) => {
      const best = { ...none, center }
      this.#scan(counts, center, best)
      return best
    })
  }

  #scan(counts: Int32Array, center: number, best: Cylinder): void {
    if (this.#steps === 1) return this.#scanSpace(counts, center, best)
    const { circles, prospective, maxSteps, minCases } = this.#frame
    const [row, sum, steps] = [this.#row, this.#sum, this.#steps]
    const from = prospective ? Math.max(0, steps - maxSteps) : 0
    row.fill(0)
    const { ringStart, memberStart, members } = circles
    for (let ring = ringStart[center] as number; ring < (ringStart[center + 1] as number); ring++) {
      const last = memberStart[ring + 1] as number
      let m = memberStart[ring] as number
      // Four places at a time, as many as come in together on a grid: the row is read and written once for them.
      for (; m + 4 <= last; m += 4) {
        const [a, b, c, d] = [(members[m] as number) * steps, (members[m + 1] as number) * steps, (members[m + 2] as number) * steps, (members[m + 3] as number) * steps]
        for (let t = from; t < steps; t++) row[t] = (row[t] as number) + (counts[a + t] as number) + (counts[b + t] as number) + (counts[c + t] as number) + (counts[d + t] as number)
      }
      for (; m < last; m++) {
        const at = (members[m] as number) * steps
        for (let t = from; t < steps; t++) row[t] = (row[t] as number) + (counts[at + t] as number)
      }
      sum[from] = 0
      for (let t = from; t < steps; t++) sum[t + 1] = (sum[t] as number) + (row[t] as number)
      if ((sum[steps] as number) < minCases) continue
      if (prospective) this.#scanLast(center, ring, from, best)
      else this.#scanAll(center, ring, best)
    }
  }

  /** One step alone: nothing but circles. */
  #scanSpace(counts: Int32Array, center: number, best: Cylinder): void {
    const { circles: { ringStart, memberStart, members }, minCases } = this.#frame
    const ringPlace = this.#ringPlace
    const window = this.#windowPlace[0] as number
    let table = this.#thresholds.table(this.#thresholds.level(best.ratio))
    let count = 0
    for (let ring = ringStart[center] as number; ring < (ringStart[center + 1] as number); ring++) {
      for (let m = memberStart[ring] as number; m < (memberStart[ring + 1] as number); m++) count += counts[members[m] as number] as number
      if (count < minCases || count < (table[(ringPlace[ring] as number) + window] as number)) continue
      if (this.#improve(center, ring, 0, 1, count, best)) table = this.#thresholds.table(this.#thresholds.level(best.ratio))
    }
  }

  #scanLast(center: number, ring: number, from: number, best: Cylinder): void {
    const [sum, steps, place, maxSteps] = [this.#sum, this.#steps, this.#ringPlace[ring] as number, this.#frame.maxSteps]
    let table = this.#thresholds.table(this.#thresholds.level(best.ratio))
    for (let start = steps - 1; start >= from; start--) {
      const count = (sum[steps] as number) - (sum[start] as number)
      if (count < (table[place + (this.#windowPlace[start * maxSteps + steps - start - 1] as number)] as number)) continue
      if (this.#improve(center, ring, start, steps, count, best)) table = this.#thresholds.table(this.#thresholds.level(best.ratio))
    }
  }

  #scanAll(center: number, ring: number, best: Cylinder): void {
    const sum = this.#sum
    const steps = this.#steps
    const place = this.#ringPlace[ring] as number
    for (let g = 0; g < this.#groupMost.length; g++) {
      const most = Math.min(steps, this.#groupMost[g] as number)
      let high = 0
      for (let end = most; end <= steps; end++) {
        const count = (sum[end] as number) - (sum[end - most] as number)
        if (count > high) high = count
      }
      if (high >= (this.#thresholds.table(this.#thresholds.level(best.ratio))[place + (this.#groupLeastPlace[g] as number)] as number)) this.#scanGroup(center, ring, g, best)
    }
  }

  #scanGroup(center: number, ring: number, group: number, best: Cylinder): void {
    const maxSteps = this.#frame.maxSteps
    const sum = this.#sum
    const steps = this.#steps
    const windowPlace = this.#windowPlace
    const place = this.#ringPlace[ring] as number
    const least = this.#groupLeast[group] as number
    const most = this.#groupMost[group] as number
    let table = this.#thresholds.table(this.#thresholds.level(best.ratio))
    for (let start = 0; start + least <= steps; start++) {
      const before = sum[start] as number
      const last = start + most < steps ? start + most : steps
      const places = start * maxSteps - start - 1
      if ((sum[last] as number) - before < (table[place + (windowPlace[places + start + least] as number)] as number)) continue
      for (let end = start + least; end <= last; end++) {
        const count = (sum[end] as number) - before
        if (count < (table[place + (windowPlace[places + end] as number)] as number)) continue
        if (this.#improve(center, ring, start, end, count, best)) table = this.#thresholds.table(this.#thresholds.level(best.ratio))
      }
    }
  }

  #improve(center: number, ring: number, start: number, end: number, count: number, best: Cylinder): boolean {
    const { circles, total } = this.#frame
    const expected = ((circles.weight[ring] as number) * ((this.#expectedSum[end] as number) - (this.#expectedSum[start] as number))) / circles.totalWeight
    const ratio = scanLikelihoodRatio(count, expected, total)
    if (!(ratio > best.ratio)) return false
    Object.assign(best, { center, ring, start, end, count, expected, ratio })
    return true
  }
}

// Fields that are no whole numbers start as such, or objects of two shapes would be met in the inner loops.
const none: Cylinder = { center: -1, ring: -1, start: 0, end: 0, count: 0, expected: 0, ratio: 0 }
