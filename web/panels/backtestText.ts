import type { Backtest } from '../api/answers.ts'

export type Judgement = { key: 'backtestBetter' | 'backtestNotBetter'; share: number; hitRate: number; countHitRate: number }

/** Plain counting is the method to beat, on the same share of ground. */
const isCounting = (method: string) => /count/i.test(method)

/**
 * What the backtest says at the share nearest to `wanted`: "better" only when the method caught more than counting did on the same
 * ground. `null` where one of the two was not judged.
 */
export function judge({ rows }: Pick<Backtest, 'rows'>, wanted = 0.05): Judgement | null {
  const nearest = (own: typeof rows) => own.toSorted((a, b) => Math.abs(a.shareAsked - wanted) - Math.abs(b.shareAsked - wanted))[0]
  const method = nearest(rows.filter((row) => !isCounting(row.method)))
  const counting = nearest(rows.filter((row) => isCounting(row.method) && row.shareAsked === method?.shareAsked))
  if (!method || !counting) return null
  return { key: method.hitRate > counting.hitRate ? 'backtestBetter' : 'backtestNotBetter', share: method.share, hitRate: method.hitRate, countHitRate: counting.hitRate }
}
