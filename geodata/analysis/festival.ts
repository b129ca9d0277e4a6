/** Days that bring other people to other places than the rest of the year, with how many days belong to each. */
export const festivals = {
  new_year: { days: 3, solar: [1, 1], early: 1 },
  spring: { days: 8, lunar: [1, 1], early: 1 },
  lantern: { days: 1, lunar: [1, 15], early: 0 },
  qingming: { days: 3, solar: [4, 4], early: 0 },
  labour: { days: 5, solar: [5, 1], early: 0 },
  dragon_boat: { days: 3, lunar: [5, 5], early: 0 },
  mid_autumn: { days: 3, lunar: [8, 15], early: 0 },
  national: { days: 7, solar: [10, 1], early: 0 },
} as const satisfies Record<string, { days: number; early: number; solar?: readonly [number, number]; lunar?: readonly [number, number] }>
export type Festival = keyof typeof festivals
export const festivalIds = Object.keys(festivals) as Festival[]

const day = 86_400_000
const lunarFormat = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric' })

/** The day of a lunar date in a solar year, as midnight UTC. Leap months are written `6bis` and never meant. */
function lunarDay(year: number, month: number, dayOfMonth: number): number {
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += day) {
    const part = Object.fromEntries(lunarFormat.formatToParts(at + day / 2).map(({ type, value }) => [type, value]))
    if (part.month === String(month) && part.day === String(dayOfMonth)) return at
  }
  throw new RangeError(`the year ${year} has no lunar day ${month}/${dayOfMonth}`)
}

/** The first day and the day after the last, as dates of the wall clock written as milliseconds of UTC midnights. Eve included where people celebrate it. */
export function festivalDays(festival: Festival, year: number): { from: number; to: number } {
  const { days, early, ...rule } = festivals[festival]
  const first = 'lunar' in rule ? lunarDay(year, rule.lunar[0], rule.lunar[1]) : Date.UTC(year, rule.solar[0] - 1, rule.solar[1])
  return { from: first - early * day, to: first - early * day + days * day }
}

/** The festival that began last at a moment, and the year it belongs to. */
export function lastFestival(nowMs: number): { festival: Festival; year: number } {
  const year = new Date(nowMs).getUTCFullYear()
  const begun = [year, year - 1].flatMap((each) => festivalIds.map((festival) => ({ festival, year: each, from: festivalDays(festival, each).from }))).filter(({ from }) => from <= nowMs)
  const last = begun.toSorted((a, b) => b.from - a.from)[0]
  if (!last) throw new RangeError(`no festival before ${nowMs}`)
  return { festival: last.festival, year: last.year }
}
