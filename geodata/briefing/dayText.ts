import { type BriefingLocale, dateFormat } from './briefingFormat.ts'

const dayMs = 86_400_000
const weekdays = { zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'], en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] } as const
const shortWeekdays = { zh: weekdays.zh, en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] } as const
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** @param index 0 is Monday */
export const weekdayText = (index: number, locale: BriefingLocale, isShort = false): string => (isShort ? shortWeekdays : weekdays)[locale][index] ?? ''

/** 0 to 23 as the hour that begins then. */
export const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00–${String(hour + 1).padStart(2, '0')}:00`

const partsOf = (day: string) => { const [year, month, date] = day.split('-').map(Number); return { year: year ?? 0, month: month ?? 1, date: date ?? 1 } }
/** 0 is Monday. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
export const dayAfter = (day: string, count: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10)
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)

/** A calendar day with its weekday. */
export function dayText(day: string, locale: BriefingLocale): string {
  const { year, month, date } = partsOf(day)
  return locale === 'zh' ? `${year}年${month}月${date}日（${weekdays.zh[weekdayOf(day)]}）` : `${shortWeekdays.en[weekdayOf(day)]} ${date} ${months[month - 1]} ${year}`
}

/** Under a chart, where the year is known. */
export function shortDayText(day: string, locale: BriefingLocale): string {
  const { month, date } = partsOf(day)
  return locale === 'zh' ? `${month}月${date}日` : `${date} ${(months[month - 1] ?? '').slice(0, 3)}`
}

/** Days from one to another, `to` not included, as a person writes them: what both ends share is said once. */
export function periodText(from: string, to: string, locale: BriefingLocale): string {
  const last = dayAfter(to, -1)
  const [a, b] = [partsOf(from), partsOf(last)]
  if (last <= from) return dayText(from, locale)
  const isMonth = a.date === 1 && partsOf(to).date === 1 && a.year === b.year && a.month === b.month
  if (locale === 'zh') {
    if (isMonth) return `${a.year}年${a.month}月`
    const end = a.year !== b.year ? `${b.year}年${b.month}月${b.date}日` : a.month !== b.month ? `${b.month}月${b.date}日` : `${b.date}日`
    return `${a.year}年${a.month}月${a.date}日至${end}`
  }
  if (isMonth) return `${months[a.month - 1]} ${a.year}`
  if (a.year !== b.year) return `${a.date} ${months[a.month - 1]} ${a.year} – ${b.date} ${months[b.month - 1]} ${b.year}`
  return a.month === b.month ? `${a.date}–${b.date} ${months[a.month - 1]} ${a.year}` : `${a.date} ${months[a.month - 1]} – ${b.date} ${months[b.month - 1]} ${a.year}`
}

/** The day on the area's clock. */
export const localDay = (instant: string | number, timeZone: string): string => dateFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(typeof instant === 'string' ? Date.parse(instant) : instant)
