export type BacktestOptions = {
  /** Shares of the study area that are looked at, default 1, 3 and 5 %. */
  shares?: readonly number[]
}

export type BacktestRow = {
  method: string
  /** Share of the area asked for and the one reached in whole cells. */
  shareAsked: number
  share: number
  cells: number
  /** Events of the later window in the chosen cells; a fraction where a tie was split. */
  hits: number
  /** hits / events. */
  hitRate: number
  /** (hits / events) / (chosen area / area), Chainey et al. 2008. */
  pai: number
  /** PAI / the best PAI that any choice of as many cells could have had, Hunt 2016. */
  pei: number
  /** Of random choices: 95 % of them lie between. */
  hitRateLow?: number
  hitRateHigh?: number
}

/**
 * How much of a later window the best-scored cells would have caught: hit rate, PAI and PEI for each method and share of the area.
 * Cells are equal squares; a share is rounded to whole cells, at least one. Ties: where cells with the same score compete for the
 * last places, each is taken with the same weight, which is the mean over all orders of the tied cells, so nothing is random.
 * @param scores by method name, one per cell of the study area, from the earlier window; give plain counts as one of them
 * @param laterCounts events per cell of the later window, in the same order
 * @throws RangeError when lengths differ, a score is NaN, a share is not in (0, 1] or the later window is empty
 */
export function backtest(
  scores: Record<string, ArrayLike<number>>,
  laterCounts: ArrayLike<number>,
  { shares = [0.01, 0.03, 0.05] }: BacktestOptions = {},
): BacktestRow[] {
  const cells = laterCounts.length
  const events = Array.from(laterCounts).reduce((sum, count) => sum + count, 0)
  if (!(events > 0)) throw new RangeError('the later window has no event: nothing can be hit')
  return Object.entries(scores).flatMap(([method, score]) => {
    if (score.length !== cells) throw new RangeError(`${method} scores ${score.length} cells, expected ${cells}`)
    for (let i = 0; i < cells; i++) if (Number.isNaN(score[i])) throw new RangeError(`${method} has no score for cell ${i}`)
    return shares.map((shareAsked) => {
      if (!(shareAsked > 0 && shareAsked <= 1)) throw new RangeError(`share ${shareAsked} is not in (0, 1]`)
      const chosen = Math.max(1, Math.round(shareAsked * cells))
      const share = chosen / cells
      const hits = hitsOf(score, laterCounts, chosen)
      const best = hitsOf(laterCounts, laterCounts, chosen)
      return { method, shareAsked, share, cells: chosen, hits, hitRate: hits / events, pai: hits / events / share, pei: hits / best }
    })
  })
}

function hitsOf(scores: ArrayLike<number>, counts: ArrayLike<number>, chosen: number): number {
  const last = Float64Array.from(scores).toSorted().at(-chosen) as number
  let hits = 0
  let above = 0
  let tied = 0
  let tiedHits = 0
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number
    if (score > last) {
      above++
      hits += counts[i] as number
    } else if (score === last) {
      tied++
      tiedHits += counts[i] as number
    }
  }
  return hits + (tiedHits * (chosen - above)) / tied
}
