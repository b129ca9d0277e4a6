import { instantOfLocal, localOfInstant } from '../format/localTime.ts'

const DAY_MS = 86_400_000

/** Steps of whole local days that end with the window; `edgesMs[i] <= time < edgesMs[i + 1]` is step i. */
export type TimeSteps = { count: number; edgesMs: Float64Array; /** The first one begins before the window does. */ firstIsCut: boolean }

/**
 * A window in steps of local days, reckoned back from its end (to the end of the day where it ends within one), so that the last step is a whole one.
 * Days are those of clocks on the wall: 23 or 25 hours where they were changed.
 */
export function timeSteps({ fromMs, toMs }: { fromMs: number; toMs: number }, stepDays: number, timeZone: string): TimeSteps {
  const lastDay = Math.ceil(localOfInstant(toMs, timeZone) / DAY_MS) * DAY_MS
  const edges = [instantOfLocal(lastDay, timeZone)]
  for (let back = stepDays; (edges.at(-1) as number) > fromMs; back += stepDays) edges.push(instantOfLocal(lastDay - back * DAY_MS, timeZone))
  return { count: edges.length - 1, edgesMs: Float64Array.from(edges.reverse()), firstIsCut: (edges[0] as number) < fromMs }
}

/** Calendar months in place of days, for times that name a month only. */
export function monthSteps({ fromMs, toMs }: { fromMs: number; toMs: number }, timeZone: string): TimeSteps {
  const first = new Date(localOfInstant(fromMs, timeZone))
  const edges: number[] = []
  for (let month = 0; month === 0 || (edges.at(-1) as number) < toMs; month++) edges.push(instantOfLocal(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 1), timeZone))
  return { count: edges.length - 1, edgesMs: Float64Array.from(edges), firstIsCut: (edges[0] as number) < fromMs }
}

/** The step that holds a time; -1 before the first and after the last. */
export function stepOf({ edgesMs, count }: TimeSteps, timeMs: number): number {
  if (!(timeMs >= (edgesMs[0] as number) && timeMs < (edgesMs[count] as number))) return -1
  let low = 0
  let high = count
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (timeMs >= (edgesMs[middle] as number)) low = middle
    else high = middle
  }
  return low
}

/** How finely times are known, judged by the times themselves: `day` where every row has the same time of day, `month` where every row has the same day of the month too. */
export type TimeGrain = 'moment' | 'day' | 'month'

export function timeGrain(timesMs: ArrayLike<number>, timeZone: string): TimeGrain {
  // A file of plain day numbers is whole days of UTC, one of dates whole days of the zone.
  const grains = [(ms: number) => ms, (ms: number) => localOfInstant(ms, timeZone)].map((wall) => grainOf(timesMs, wall))
  return grains.includes('month') ? 'month' : grains.includes('day') ? 'day' : 'moment'
}

function grainOf(timesMs: ArrayLike<number>, wall: (ms: number) => number): TimeGrain {
  if (timesMs.length < 2) return 'moment'
  const first = wall(timesMs[0] as number)
  const timeOfDay = first - Math.floor(first / DAY_MS) * DAY_MS
  const dayOfMonth = new Date(first).getUTCDate()
  let months = true
  let differs = false
  for (let i = 1; i < timesMs.length; i++) {
    const at = wall(timesMs[i] as number)
    if (at - Math.floor(at / DAY_MS) * DAY_MS !== timeOfDay) return 'moment'
    months &&= new Date(at).getUTCDate() === dayOfMonth
    differs ||= at !== first
  }
  return months && differs && timesMs.length >= 20 ? 'month' : 'day'
}

/** Whole local days since 1970, for differences of dates. */
export const dayNumber = (timeMs: number, timeZone: string): number => Math.floor(localOfInstant(timeMs, timeZone) / DAY_MS)
