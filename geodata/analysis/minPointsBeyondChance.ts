/**
 * The fewest neighbours that are more than chance: the smallest k with P(N >= k) < alpha, where N is Poisson with the number of events that
 * a neighbourhood holds on average if events were strewn evenly over the study area and the window. Used as `minPoints` of ST-DBSCAN, so that
 * a busy city is not one single cluster. Real events are not strewn evenly: it is a floor, not a test.
 * @param expected events expected in a neighbourhood, finite and >= 0
 * @throws RangeError on anything else, or unless 0 < alpha < 1
 */
export function minPointsBeyondChance(expected: number, alpha = 0.001): number {
  if (!(Number.isFinite(expected) && expected >= 0)) throw new RangeError(`expected ${expected} events, a finite number from 0 is needed`)
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha is ${alpha}, expected 0 < alpha < 1`)
  let term = Math.exp(-expected)
  // Beyond some 700 expected events exp underflows; the normal approximation is exact to a fraction of an event there.
  if (term === 0) return Math.ceil(expected + 3.09 * Math.sqrt(expected))
  let below = term
  let k = 1
  while (1 - below >= alpha) {
    term *= expected / k
    below += term
    k++
  }
  return k
}
