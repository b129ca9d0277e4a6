/**
 * Log likelihood ratio of one cylinder (Kulldorff 1997, eq. 8): how much better "more inside than outside" explains the counts than one rate for all.
 * 0 where no more were counted than expected.
 * @param count inside, @param expected inside, @param total of both, inside and outside
 */
export function scanLikelihoodRatio(count: number, expected: number, total: number): number {
  if (!(count > expected) || !(expected > 0)) return 0
  const outside = total - count
  return count * Math.log(count / expected) + (outside > 0 ? outside * Math.log(outside / (total - expected)) : 0)
}

/** Expected counts differ by 2 % between steps of the table; more steps would sort out few more cylinders. */
const LOG_STEP = 0.02
/** One table for each quarter of a unit of log likelihood, kept for all simulations. */
const LEVEL = 0.25

/**
 * Which count a cylinder must reach to beat the best one so far, by its expected count: the likelihood ratio rises with the count, so that comparing
 * two whole numbers sorts out nearly all cylinders and logarithms are taken of the few that are left. Steps are rounded down, which errs towards looking.
 */
export class ScanThresholds {
  readonly #total: number
  readonly #firstStep: number
  readonly #steps: number
  readonly #minCount: number
  readonly #tables = new Map<number, Int32Array>()

  /** @param leastExpected, mostExpected of all cylinders */
  constructor(total: number, leastExpected: number, mostExpected: number, minCount: number) {
    this.#total = total
    this.#minCount = minCount
    this.#firstStep = Math.floor(Math.log(leastExpected) / LOG_STEP) - 2
    this.#steps = Math.ceil(Math.log(mostExpected) / LOG_STEP) - this.#firstStep + 2
  }
  /** Place of a share of the expected count; shares that multiply have places that add up. */
  static logPlace(share: number): number {
    return Math.floor(Math.log(share) / LOG_STEP)
  }
  /** Where `logPlace`s that add up to 0 lie in the table. */
  get origin(): number {
    return -this.#firstStep
  }
  level(best: number): number {
    return Math.floor(best / LEVEL)
  }
  table(level: number): Int32Array {
    let table = this.#tables.get(level)
    if (!table) {
      table = new Int32Array(this.#steps)
      let needed = 1
      for (let k = 0; k < this.#steps; k++) {
        needed = this.#least(Math.exp((k + this.#firstStep) * LOG_STEP), level * LEVEL, needed)
        table[k] = Math.max(this.#minCount, needed)
      }
      this.#tables.set(level, table)
    }
    return table
  }
  /** The smallest whole number above `expected` whose ratio is at least `ratio`; from `low` on, which is known to be needed: more expected, more needed. */
  #least(expected: number, ratio: number, low: number): number {
    const suffices = (count: number) => count > expected && (count > this.#total || scanLikelihoodRatio(count, expected, this.#total) >= ratio - 1e-9)
    let reach = 1
    while (!suffices(low + reach - 1)) {
      low += reach
      reach *= 2
    }
    let high = low + reach - 1
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if (suffices(middle)) high = middle
      else low = middle + 1
    }
    return low
  }
}
