import type { Rhythm, Season } from './categories.ts'

/** Beijing time, all year. */
export const townOffsetHours = 8
const hourMs = 3_600_000

/** Weight of each hour of the day, local time, from 0 to 23. */
const hours: Record<Rhythm, readonly number[]> = {
  even: Array.from({ length: 24 }, () => 1),
  day: [1, 1, 1, 1, 1, 2, 5, 10, 14, 16, 15, 12, 9, 11, 14, 14, 13, 11, 8, 6, 5, 4, 2, 1],
  office: [0.2, 0.2, 0.2, 0.2, 0.2, 0.3, 1, 3, 12, 18, 17, 10, 3, 9, 15, 14, 10, 5, 2, 1, 1, 0.5, 0.3, 0.2],
  evening: [3, 2, 1, 1, 1, 2, 5, 8, 7, 6, 6, 6, 6, 6, 6, 7, 9, 13, 17, 19, 18, 15, 10, 6],
  night: [12, 9, 6, 4, 3, 2, 2, 3, 3, 3, 3, 4, 5, 4, 4, 4, 5, 6, 8, 11, 15, 19, 20, 17],
  commute: [1, 1, 0.5, 0.5, 1, 3, 9, 19, 18, 8, 6, 6, 7, 6, 6, 7, 11, 19, 18, 11, 7, 5, 4, 2],
  meals: [2, 1, 1, 0.5, 0.5, 1, 5, 7, 5, 4, 7, 15, 14, 6, 4, 5, 9, 16, 18, 15, 10, 8, 6, 4],
}

/** Weight of each month, January first. Spring festival falls in January and February. */
const months: Record<Season, readonly number[]> = {
  none: [0.95, 0.85, 1, 1.02, 1.05, 1.03, 1.02, 1, 1.04, 1.02, 1.02, 1],
  summer: [0.55, 0.55, 0.8, 1, 1.2, 1.4, 1.6, 1.6, 1.3, 1, 0.75, 0.6],
  winter: [1.7, 1.5, 1.1, 0.85, 0.7, 0.65, 0.7, 0.7, 0.75, 0.95, 1.25, 1.6],
  rain: [0.6, 0.7, 0.9, 1.05, 1.2, 1.75, 1.7, 1.35, 1.1, 0.8, 0.65, 0.55],
  festival: [1.8, 1.5, 0.9, 0.85, 0.9, 0.9, 0.9, 0.9, 1.1, 1.1, 0.9, 1.2],
}

const totals = Object.fromEntries(Object.entries(hours).map(([rhythm, profile]) => [rhythm, profile.reduce((a, b) => a + b, 0)])) as Record<
  Rhythm,
  number
>

type Rhythmic = { rhythm: Rhythm; season: Season; weekend: number }

let monthDay = -1
let month = 0
/** Month (0..11) of local milliseconds; the last day asked for is remembered, since callers walk through hours in order. */
function monthOf(local: number): number {
  const day = Math.floor(local / 86_400_000)
  if (day !== monthDay) [monthDay, month] = [day, new Date(local).getUTCMonth()]
  return month
}

/** Relative rate of a category at a moment; the mean over a year is near one. */
export function rateAt(category: Rhythmic, unixMilliseconds: number): number {
  const local = unixMilliseconds + townOffsetHours * hourMs
  // 1 January 1970 was a Thursday.
  const weekday = (Math.floor(local / 86_400_000) + 4) % 7
  const hour = Math.floor(local / hourMs) % 24
  const weekend = weekday === 0 || weekday === 6 ? category.weekend : 1
  return (
    (((hours[category.rhythm][hour] as number) * 24) / totals[category.rhythm]) *
    weekend *
    (months[category.season][monthOf(local)] as number)
  )
}

/** Moments drawn by a category's rhythm between two moments: a cumulated table of hours, and an even spread within the hour. */
export function momentsOf(category: Rhythmic, from: number, to: number): (random: () => number) => number {
  const first = Math.floor(from / hourMs)
  const count = Math.ceil(to / hourMs) - first
  const sums = new Float64Array(count)
  let sum = 0
  for (let i = 0; i < count; i++) {
    const start = Math.max(from, (first + i) * hourMs)
    const end = Math.min(to, (first + i + 1) * hourMs)
    sum += rateAt(category, start) * (end - start)
    sums[i] = sum
  }
  return (random) => {
    const wanted = random() * sum
    let [low, high] = [0, count - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] as number) <= wanted) low = middle + 1
      else high = middle
    }
    const start = Math.max(from, (first + low) * hourMs)
    const end = Math.min(to, (first + low + 1) * hourMs)
    return Math.floor(start + random() * (end - start))
  }
}
