/** One step of a hidden Markov model in logarithms: how well each candidate fits what was seen, and how likely it follows each candidate of the step before (row = before; empty at the first step). */
export type TrellisStep = { emission: Float64Array; transition: Float64Array }

/** The likeliest sequence (Viterbi 1967) and, of each candidate at each step, how probable it is given everything seen (forward-backward; Rabiner 1989). */
export function decode(steps: readonly TrellisStep[]): { path: number[]; probabilities: Float64Array[] } {
  const best: Float64Array[] = []
  const back: Int32Array[] = []
  const forward: Float64Array[] = []
  steps.forEach(({ emission, transition }, t) => {
    const size = emission.length
    const [score, from, alpha] = [emission.slice(), new Int32Array(size).fill(-1), emission.slice()]
    if (t > 0) for (let to = 0; to < size; to++) {
      const before = best[t - 1]!
      let [most, at] = [-Infinity, -1]
      const sums = new Float64Array(before.length)
      for (let i = 0; i < before.length; i++) {
        const step = transition[i * size + to]!
        sums[i] = forward[t - 1]![i]! + step
        if (before[i]! + step > most) [most, at] = [before[i]! + step, i]
      }
      score[to] = emission[to]! + most
      from[to] = at
      alpha[to] = emission[to]! + logSum(sums)
    }
    best.push(score)
    back.push(from)
    forward.push(alpha)
  })
  return { path: trace(best, back), probabilities: posterior(steps, forward) }
}

function trace(best: readonly Float64Array[], back: readonly Int32Array[]): number[] {
  const path: number[] = []
  let at = best.at(-1)!.reduce((most, score, i, all) => (score > all[most]! ? i : most), 0)
  for (let t = best.length - 1; t >= 0; t--) {
    path[t] = at
    at = back[t]![at]!
  }
  return path
}

function posterior(steps: readonly TrellisStep[], forward: readonly Float64Array[]): Float64Array[] {
  const result: Float64Array[] = []
  let after = new Float64Array(steps.at(-1)!.emission.length)
  for (let t = steps.length - 1; t >= 0; t--) {
    const both = forward[t]!.map((value, i) => value + after[i]!)
    const total = logSum(both)
    result[t] = both.map((value) => Math.exp(value - total))
    if (t === 0) break
    const { emission, transition } = steps[t]!
    const [size, known] = [emission.length, after]
    after = Float64Array.from({ length: steps[t - 1]!.emission.length }, (_, i) => logSum(emission.map((fit, to) => transition[i * size + to]! + fit + known[to]!)))
  }
  return result
}

function logSum(values: Float64Array): number {
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity)
  return most === -Infinity ? -Infinity : most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0))
}
