type Period = { from: string; to: string }

/** First and last day, both included; one day alone is said once. `to` is the beginning of the day after. */
export function periodOf({ from, to }: Period, day: (instant: number) => string): string {
  const [first, last] = [day(Date.parse(from)), day(Date.parse(to) - 1)]
  return first === last ? first : `${first} – ${last}`
}
/** The language that a briefing is written in for a reader of the app. */
export const briefingLocale = (locale: string): 'zh' | 'en' => (locale === 'zh-CN' ? 'zh' : 'en')
