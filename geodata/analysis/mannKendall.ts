import { twoSidedP } from './normal.ts'

/** A rise or fall over a series, whatever its shape. */
export type MannKendall = {
  /** Pairs that rise minus pairs that fall. */
  s: number
  /** Of s without a trend, ties taken into account. */
  variance: number
  /** With the correction for continuity; 0 where nothing rises or falls. */
  z: number
  /** Two-sided, of the normal approximation: right from about ten values on. */
  p: number
}

/** Mann (1945), Kendall (1975): values that are NaN are passed over. Takes the values as independent of each other. */
export function mannKendall(series: ArrayLike<number>): MannKendall {
  const values = Array.from(series).filter((value) => !Number.isNaN(value))
  const n = values.length
  let s = 0
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) s += Math.sign((values[j] as number) - (values[i] as number))
  const times = new Map<number, number>()
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1)
  let variance = n * (n - 1) * (2 * n + 5)
  for (const tied of times.values()) variance -= tied * (tied - 1) * (2 * tied + 5)
  variance /= 18
  const z = s === 0 || variance <= 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance)
  return { s, variance, z, p: twoSidedP(z) }
}
