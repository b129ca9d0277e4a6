import { logGamma } from './incompleteBeta.ts'

/** P(X >= count) of a Poisson number: the sum of its terms, from the side of `count` that is the shorter one. */
export function poissonTail(count: number, mean: number): number {
  if (count <= 0) return 1
  if (mean === 0) return 0
  const term = (k: number) => Math.exp(k * Math.log(mean) - mean - logGamma(k + 1))
  if (count > mean) {
    let sum = 0
    let next = term(count)
    for (let k = count; next > sum * 1e-17 && next > 0; next *= mean / ++k) sum += next
    return Math.min(1, sum)
  }
  let below = 0
  let next = term(count - 1)
  for (let k = count - 1; k >= 0 && next > below * 1e-17; next *= k-- / mean) below += next
  return Math.max(0, 1 - below)
}
