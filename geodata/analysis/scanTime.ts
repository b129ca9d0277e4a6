import { AnalysisRefusal, type AnalysisInput, type Note } from './method.ts'
import { monthSteps, stepOf, timeGrain, timeSteps, type TimeSteps } from './timeSteps.ts'

const MONTH_DAYS = 30.436875
const MAX_STEPS = 4_000

export type ScanTime = { steps: TimeSteps; maxSteps: number; /** Days between two runs. */ stepDays: number; notes: Note[] }

/** The steps of a scan, as fine as the times allow: months where rows name only a month. */
export function scanTime({ window, timeZone, points }: AnalysisInput, { stepDays, maxDays }: { stepDays: number; maxDays: number }): ScanTime {
  if (!(window.toMs > window.fromMs)) throw new AnalysisRefusal('empty_window', 'the window of time is empty: its end must lie after its beginning', 'to')
  const grain = points ? timeGrain(points.timesMs, timeZone) : 'moment'
  if (grain === 'month') return { steps: monthSteps(window, timeZone), maxSteps: Math.max(1, Math.round(maxDays / MONTH_DAYS)), stepDays: MONTH_DAYS, notes: [{ code: 'times_by_month' }] }
  if ((window.toMs - window.fromMs) / 86_400_000 / stepDays > MAX_STEPS) throw new AnalysisRefusal('too_many_steps', `the window has more than ${MAX_STEPS} steps of ${stepDays} days: take longer steps`, 'stepDays')
  return { steps: timeSteps(window, stepDays, timeZone), maxSteps: Math.max(1, Math.floor(maxDays / stepDays)), stepDays, notes: grain === 'day' ? [{ code: 'times_by_day' }] : [] }
}

/** Places and steps of the rows that have both. @param placeOfRow -1 for none */
export function casesOf(timesMs: ArrayLike<number>, placeOfRow: ArrayLike<number>, steps: TimeSteps) {
  const rows = Array.from({ length: timesMs.length }, (_, row) => row).filter((row) => (placeOfRow[row] as number) >= 0 && stepOf(steps, timesMs[row] as number) >= 0)
  return { place: Int32Array.from(rows, (row) => placeOfRow[row] as number), step: Int32Array.from(rows, (row) => stepOf(steps, timesMs[row] as number)) }
}

/** How much of each step lies within the window, in days. */
export function stepLengths({ edgesMs, count }: TimeSteps, { fromMs, toMs }: AnalysisInput['window']): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => Math.max(0, Math.min(toMs, edgesMs[i + 1] as number) - Math.max(fromMs, edgesMs[i] as number)) / 86_400_000)
}
