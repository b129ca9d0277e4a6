import { inverseIncompleteBeta } from './incompleteBeta.ts'

export type Interval = { low: number; high: number }

function checkShare(count: number, total: number): void {
  if (!Number.isInteger(count) || !Number.isInteger(total) || count < 0 || total < 1 || count > total) throw new RangeError(`expected whole numbers with 0 <= count <= total and total >= 1, got ${count} of ${total}`)
}

/** The exact interval of a proportion (Clopper & Pearson 1934): covers the true one at least as often as `confidence` says, however small the zone. */
export function clopperPearson(count: number, total: number, confidence = 0.95): Interval {
  checkShare(count, total)
  const tail = (1 - confidence) / 2
  return {
    low: count === 0 ? 0 : inverseIncompleteBeta(tail, count, total - count + 1),
    high: count === total ? 1 : inverseIncompleteBeta(1 - tail, count + 1, total - count),
  }
}
