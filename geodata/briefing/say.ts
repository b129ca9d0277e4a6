import type { Sentence } from '../model/briefing.ts'
import { type BriefingLocale, changeText, chanceText, countText, metersText, minutesText, momentText, notShown, shareText } from './briefingFormat.ts'
import { dayText, hourText, periodText, weekdayText } from './dayText.ts'

export type Values = Sentence['values']
type Value = Values[string] | undefined
/** A sentence in one language, from its numbers. */
type Words = (values: Values, say: Say) => string
export type SentenceWords = Record<string, { zh: Words; en: Words }>

/** How one language writes what stands in a sentence. */
export function sayIn(locale: BriefingLocale, timeZone: string) {
  const words = (value: Value) => (value === null || value === undefined ? '' : String(value))
  return {
    locale,
    text: words,
    count: (value: Value) => (value === null || value === undefined ? notShown[locale] : countText(value, locale)),
    share: (value: Value) => shareText(value, locale),
    change: (value: Value) => changeText(value, locale),
    minutes: (value: Value) => minutesText(value, locale),
    /** Time on duty in hours, which nobody works by days of 24. */
    hours: (value: Value) => (typeof value === 'number' && value >= 120 ? `${countText(value / 60, locale)} ${locale === 'zh' ? '小时' : 'h'}` : minutesText(value, locale)),
    meters: (value: Value) => metersText(value, locale),
    /** `p = 0.03`, `p < 0.001` */
    p: (value: Value) => { const text = chanceText(value, locale); return /^[<≥]/.test(text) ? `p ${text}` : `p = ${text}` },
    moment: (value: Value) => momentText(words(value), timeZone),
    day: (value: Value) => dayText(words(value), locale),
    period: (from: Value, to: Value) => periodText(words(from), words(to), locale),
    weekday: (value: Value) => weekdayText(Number(value), locale),
    hour: (value: Value) => hourText(Number(value)),
    /** English counts one and many apart. */
    many: (value: Value, one: string, many: string) => `${value === null || value === undefined ? notShown.en : countText(value, 'en')} ${value === 1 ? one : many}`,
    /** The value `<key>Zh` or `<key>En`, the other where that is empty: names of places and categories come in both. */
    name: (values: Values, key = 'name') => {
      const [first, second] = locale === 'zh' ? ['Zh', 'En'] : ['En', 'Zh']
      return words(values[key + first]) || words(values[key + second])
    },
  }
}
export type Say = ReturnType<typeof sayIn>
export const isNumber = (value: Value): value is number => typeof value === 'number' && Number.isFinite(value)
