// Reference: upper tail probabilities of the Poisson distribution as R's ppois(k - 1, lambda, lower.tail = FALSE) gives them.
import { expect, test } from 'vitest'
import { minPointsBeyondChance } from '../../../geodata/analysis/minPointsBeyondChance.ts'

/** Direct sum of the tail from above, with factorials: another way to the same number. */
function tail(k: number, lambda: number): number {
  let sum = 0
  for (let n = k; n < k + 200; n++) {
    let logTerm = -lambda + n * Math.log(lambda)
    for (let i = 2; i <= n; i++) logTerm -= Math.log(i)
    sum += Math.exp(logTerm)
  }
  return sum
}

test('published tails: lambda 1 gives P(N >= 6) = 0.000594 and P(N >= 5) = 0.00366, so 6; lambda 5 gives P(N >= 14) = 0.000698 and P(N >= 13) = 0.00202, so 14', () => {
  expect(minPointsBeyondChance(1)).toBe(6)
  expect(minPointsBeyondChance(5)).toBe(14)
})

test('it is the smallest k below alpha for many densities', () => {
  for (const lambda of [0.01, 0.3, 1.7, 3.4, 8, 25, 90])
    for (const alpha of [0.05, 0.001]) {
      const k = minPointsBeyondChance(lambda, alpha)
      expect(tail(k, lambda)).toBeLessThan(alpha)
      expect(tail(k - 1, lambda)).toBeGreaterThanOrEqual(alpha)
    }
})

test('nonsense is refused, nothing expected needs one point, very many stay near the normal approximation', () => {
  expect(() => minPointsBeyondChance(Number.NaN)).toThrow(RangeError)
  expect(() => minPointsBeyondChance(1, 0)).toThrow(RangeError)
  expect(minPointsBeyondChance(0)).toBe(1)
  expect(minPointsBeyondChance(2_000)).toBeGreaterThan(2_100)
})
