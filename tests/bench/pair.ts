/** One side of a comparison: runs for about `seconds` and answers a rate (higher is better). */
export type Side = (seconds: number) => Promise<number>
export type Pair = { ratio: number; lowest: number; highest: number; ours: number; peer: number; rounds: number }

export const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

/**
 * Both sides stay up and take turns in slices, in changing order, so that noise of the machine meets both. The ratio is the median of the
 * rounds' ratios ours / peer; rates are medians and only tell the order of size.
 */
export async function pair(ours: Side, peer: Side, { rounds = 5, seconds = 2.5 } = {}): Promise<Pair> {
  await ours(0.5)
  await peer(0.5)
  const pairs: [number, number][] = []
  for (let round = 0; round < rounds; round++) {
    if (round % 2) {
      const second = await peer(seconds)
      pairs.push([await ours(seconds), second])
    } else {
      const first = await ours(seconds)
      pairs.push([first, await peer(seconds)])
    }
  }
  const ratios = pairs.map(([a, b]) => a / b)
  return { ratio: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios), ours: median(pairs.map(([a]) => a)), peer: median(pairs.map(([, b]) => b)), rounds }
}
