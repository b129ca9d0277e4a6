import { type Random, shuffleInPlace } from '../random.ts'

/** Where and when each case happened, by place and step. */
export type ScanCases = { place: Int32Array; step: Int32Array }

/** Counts of place and step, place by place. */
export function countCases({ place, step }: ScanCases, steps: number, into: Int32Array): Int32Array {
  into.fill(0)
  for (let i = 0; i < place.length; i++) {
    const at = (place[i] as number) * steps + (step[i] as number)
    into[at] = (into[at] as number) + 1
  }
  return into
}

/** Times are dealt anew to places: each place and each step keeps its number of cases (Kulldorff et al. 2005). */
export function permutedCases({ place, step }: ScanCases, random: Random): () => ScanCases {
  const dealt = { place, step: step.slice() }
  return () => {
    shuffleInPlace(random, dealt.step)
    return dealt
  }
}

/**
 * As many cases strewn by chance: places by their population, steps by what is expected of them; steps stay where the trend in time is taken as given
 * (Kulldorff 1997, conditional on the total).
 */
export function strewnCases(cases: ScanCases, population: ArrayLike<number>, expectedByStep: ArrayLike<number> | null, random: Random): () => ScanCases {
  const place = createDrawer(population, random)
  const step = expectedByStep && expectedByStep.length > 1 ? createDrawer(expectedByStep, random) : null
  const strewn = { place: new Int32Array(cases.place.length), step: cases.step.slice() }
  return () => {
    for (let i = 0; i < strewn.place.length; i++) {
      strewn.place[i] = place()
      if (step) strewn.step[i] = step()
    }
    return strewn
  }
}

/** Draws an index as often as its weight says, by the alias method (Walker 1977, Vose 1991): two random numbers a draw. */
function createDrawer(weights: ArrayLike<number>, random: Random): () => number {
  const count = weights.length
  let total = 0
  for (let i = 0; i < count; i++) total += weights[i] as number
  const chance = Float64Array.from({ length: count }, (_, i) => ((weights[i] as number) / total) * count)
  const alias = Int32Array.from({ length: count }, (_, i) => i)
  const small: number[] = []
  const large: number[] = []
  chance.forEach((value, i) => (value < 1 ? small : large).push(i))
  while (small.length && large.length) {
    const [low, high] = [small.pop() as number, large.at(-1) as number]
    alias[low] = high
    chance[high] = (chance[high] as number) - (1 - (chance[low] as number))
    if ((chance[high] as number) < 1) small.push(large.pop() as number)
  }
  // What is left has a chance of 1 but for rounding; what has no weight must never be drawn.
  for (const i of [...small, ...large]) chance[i] = (weights[i] as number) > 0 ? 1 : 0
  return () => {
    const i = Math.floor(random() * count)
    return random() < (chance[i] as number) ? i : (alias[i] as number)
  }
}
