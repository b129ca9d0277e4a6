import { AnalysisRefusal, type AnalysisInput, type Note, type PointRows } from './method.ts'
import { dayNumber, timeGrain } from './timeSteps.ts'

const DAY_MS = 86_400_000

/** Times for differences, in whole milliseconds, so that band edges are exact; whole days where rows have dates only. */
export type PairTimes = { ms: Float64Array; notes: Note[] }

/**
 * Of dates the difference is counted in calendar days, so that a change of clocks makes no 23rd hour; "one day apart" then is anything from minutes to 48 hours.
 * @throws AnalysisRefusal where rows name only a month, or all fall on one day
 */
export function pairTimes({ timesMs }: PointRows, { timeZone }: Pick<AnalysisInput, 'timeZone'>): PairTimes {
  const grain = timeGrain(timesMs, timeZone)
  if (grain === 'month') throw new AnalysisRefusal('months_only', 'the times name only a month: whether two events lie within days of each other can not be told', 'points')
  const wholeDays = grain === 'day'
  const first = dayNumber(timesMs[0] as number, timeZone)
  if (timesMs.every((ms) => dayNumber(ms, timeZone) === first)) throw new AnalysisRefusal('one_day', `all ${timesMs.length} events fall on one day: nothing can be said about what follows within days, take a longer window`, 'from')
  return { ms: Float64Array.from(timesMs, (ms) => (wholeDays ? dayNumber(ms, timeZone) * DAY_MS : ms)), notes: wholeDays ? [{ code: 'times_by_day' }] : [] }
}

/** @throws AnalysisRefusal naming what is missing for pairs to be compared */
export function requirePairs({ count, xMeters, yMeters }: PointRows, least: number): void {
  if (count < least) throw new AnalysisRefusal('too_few_points', `${count} ${count === 1 ? 'event lies' : 'events lie'} in this window and area and at least ${least} are needed: take a longer window or a larger area`, 'points')
  if (xMeters.every((x, i) => x === xMeters[0] && yMeters[i] === yMeters[0])) throw new AnalysisRefusal('one_place', `all ${count} events are at one place: near and far can not be told apart`, 'points')
}
