/**
 * The complementary error function to about 14 digits: its power series near 0, the continued fraction of Laplace beyond
 * (Abramowitz & Stegun 7.1.5 and 7.1.14).
 */
export function complementaryError(x: number): number {
  if (x < 0) return 2 - complementaryError(-x)
  if (x > 27.3) return 0
  if (x < 2) {
    let term = x
    let sum = x
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= (-x * x) / n
      sum += term / (2 * n + 1)
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum
  }
  let fraction = x
  for (let n = 120; n >= 1; n--) fraction = x + n / 2 / fraction
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction)
}

/** The chance that a standard normal number is farther from 0 than z: two-sided p. NaN stays NaN. */
export function twoSidedP(z: number): number {
  return Number.isNaN(z) ? NaN : complementaryError(Math.abs(z) / Math.SQRT2)
}
