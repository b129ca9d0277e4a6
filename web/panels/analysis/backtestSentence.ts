import type { BacktestResult } from '../../../geodata/analysis/method.ts'

export type BacktestWords = { key: 'better' | 'same' | 'worse'; cells: number; share: number; hitRate: number; countHitRate: number; chanceHitRate: number | null; days: number }

/** What the backtest says at the share nearest to `wanted`, and its own verdict against plain counts there. `null` where one of the two was not judged. */
export function backtestWords(test: Pick<BacktestResult, 'rows' | 'comparisons' | 'verdict' | 'trainedUntil' | 'testedUntil'>, wanted = 0.03): BacktestWords | null {
  const nearest = (rows: BacktestResult['rows']) => rows.toSorted((a, b) => Math.abs(a.shareAsked - wanted) - Math.abs(b.shareAsked - wanted))[0]
  const of = (method: 'plain_counts' | 'random', shareAsked: number) => test.rows.find((row) => row.method === method && row.shareAsked === shareAsked)
  const counted = test.rows.filter(({ method }) => method === 'plain_counts')
  const own = nearest(test.rows.filter(({ method }) => method !== 'plain_counts' && method !== 'random')) ?? nearest(counted)
  const counting = own && of('plain_counts', own.shareAsked)
  if (!own || !counting) return null
  return {
    key: test.comparisons.find(({ shareAsked }) => shareAsked === own.shareAsked)?.verdict ?? test.verdict,
    cells: own.cells, share: own.share, hitRate: own.hitRate, countHitRate: counting.hitRate, chanceHitRate: of('random', own.shareAsked)?.hitRate ?? null,
    days: Math.round((Date.parse(test.testedUntil) - Date.parse(test.trainedUntil)) / 86_400_000),
  }
}
