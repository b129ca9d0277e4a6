/** One side of a comparison: runs for about `seconds` and answers a rate (higher is better). */
export type Side = (seconds: number) => Promise<number>
export type Pair = { ratio: number; lowest: number; highest: number; ours: number; peer: number; rounds: number }

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  return sorted.length % 2 ? middle : (middle + (sorted[sorted.length / 2 - 1] ?? Number.NaN)) / 2
}

/**
 * Both sides stay up and take turns in slices; who begins a round is drawn, so that noise of the machine and what the other left behind meet
 * both. The ratio is the median of the rounds' ratios ours / peer; rates are medians and only tell the order of size.
 */
export async function pair(ours: Side, peer: Side, { rounds = 5, seconds = 2, warmSeconds = 1, random = Math.random } = {}): Promise<Pair> {
  if (warmSeconds) {
    await ours(warmSeconds)
    await peer(warmSeconds)
  }
  const pairs: [number, number][] = []
  for (let round = 0; round < rounds; round++) {
    if (random() < 0.5) {
      const second = await peer(seconds)
      pairs.push([await ours(seconds), second])
    } else {
      const first = await ours(seconds)
      pairs.push([first, await peer(seconds)])
    }
  }
  return pairOf(pairs)
}

/** The summary of rounds that were measured: [ours, peer] rates. */
export function pairOf(pairs: readonly (readonly [number, number])[]): Pair {
  const ratios = pairs.map(([a, b]) => a / b)
  return { ratio: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios), ours: median(pairs.map(([a]) => a)), peer: median(pairs.map(([, b]) => b)), rounds: pairs.length }
}
