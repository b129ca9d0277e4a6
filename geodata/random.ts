/** A generator of numbers uniform in [0, 1). Every random choice in geodata takes one, so that a run can be repeated. */
export type Random = () => number

/** Splitmix32 (Steele, Lea & Flood 2014, 32-bit finaliser of Murmur3): used only to spread one seed over a state. */
export function splitmix32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
}

/** xoshiro128** 1.1 (Blackman & Vigna 2018): unsigned 32-bit integers from a state of four, not all zero. */
export function xoshiro128StarStar(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const five = Math.imul(b, 5)
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = (d << 11) | (d >>> 21)
    return result
  }
}

/**
 * xoshiro128** seeded by splitmix32, as its authors advise.
 * @param seed any integer; its low 32 bits count. @returns numbers in [0, 1) in steps of 2^-32. @throws RangeError if not an integer
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be an integer, got ${seed}`)
  const next = splitmix32(seed)
  const bits = xoshiro128StarStar([next(), next(), next(), next()])
  return () => bits() / 4294967296
}

/** An integer uniform in [minimum, maximum], both included. */
export function randomInt(random: Random, minimum: number, maximum: number): number {
  if (!(maximum >= minimum)) throw new RangeError(`no integer lies between ${minimum} and ${maximum}`)
  return minimum + Math.floor(random() * (maximum - minimum + 1))
}

/** One item, each as likely as the others. @throws RangeError on an empty list */
export function pick<T>(random: Random, items: readonly T[]): T {
  if (items.length === 0) throw new RangeError('cannot pick from an empty list')
  return items[Math.floor(random() * items.length)] as T
}

/** One item, as likely as its weight says; weights are >= 0 and not all 0. @throws RangeError otherwise */
export function weighted<T>(random: Random, items: readonly T[], weights: readonly number[]): T {
  if (items.length !== weights.length) throw new RangeError(`${items.length} items have ${weights.length} weights`)
  const bad = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  if (bad >= 0) throw new RangeError(`weights[${bad}] is ${weights[bad]}, expected a number >= 0`)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!(total > 0)) throw new RangeError('all weights are 0')
  let rest = random() * total
  let last = 0
  for (const [i, weight] of weights.entries()) {
    if (weight > 0) last = i
    rest -= weight
    if (rest < 0) return items[i] as T
  }
  return items[last] as T // rounding can leave a rest of 0 at the very end
}

/** A normal deviate (Box & Muller 1958); two uniform numbers are used per call, so that calls stay independent of each other. */
export function normal(random: Random, mean = 0, standardDeviation = 1): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()))
  return mean + standardDeviation * radius * Math.cos(2 * Math.PI * random())
}

/**
 * A Poisson deviate: Knuth's product of uniforms, with a large mean split into parts of at most 16 because sums of Poisson
 * numbers are Poisson. Time grows with the mean.
 */
export function poisson(random: Random, mean: number): number {
  if (!(mean >= 0 && mean < Infinity)) throw new RangeError(`mean is ${mean}, expected a number >= 0`)
  const parts = Math.max(1, Math.ceil(mean / 16))
  const limit = Math.exp(-mean / parts)
  let count = 0
  for (let part = 0; part < parts; part++) {
    for (let product = random(); product > limit; product *= random()) count++
  }
  return count
}

/** Puts a list in random order (Fisher & Yates). */
export function shuffleInPlace<T>(random: Random, items: { readonly length: number; [at: number]: T }): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const kept = items[i] as T
    items[i] = items[j] as T
    items[j] = kept
  }
}

/** A new list in random order; the given one stays as it is. */
export function shuffle<T>(random: Random, items: readonly T[]): T[] {
  const result = [...items]
  shuffleInPlace(random, result)
  return result
}
