import type { BriefingTemplate, Compared } from '../../model/briefing.ts'
import type { BriefingLocale } from '../briefingFormat.ts'
import { isNumber, type Say, type Values } from '../say.ts'

type Against = 'now' | 'before' | 'year'
const periodWords: Record<BriefingLocale, Record<BriefingTemplate, Record<Against, string>>> = {
  zh: {
    daily: { now: '当日', before: '前一日', year: '去年同期' }, weekly: { now: '本周', before: '上周', year: '去年同期' }, monthly: { now: '本月', before: '上月', year: '去年同月' },
    festival: { now: '节日期间', before: '节前同样长的时段', year: '去年同期' }, hotspot: { now: '本期', before: '上期', year: '去年同期' },
  },
  en: {
    daily: { now: 'that day', before: 'the day before', year: 'the same time a year before' }, weekly: { now: 'this week', before: 'the week before', year: 'the same dates a year before' }, monthly: { now: 'this month', before: 'the month before', year: 'the same month a year before' },
    festival: { now: 'over the festival', before: 'the equally long time before it', year: 'the same time a year before' }, hotspot: { now: 'in this period', before: 'the period before', year: 'the same time a year before' },
  },
}

/** How a person calls the period and what it is compared with: `this week` and `the week before`. */
export function periodName(values: Values, against: Against, { locale }: Say): string {
  const words = periodWords[locale]
  return (words[values['period'] as BriefingTemplate] ?? words.hotspot)[against]
}

/** A comparison as values of a sentence. */
export const comparedValues = ({ now, before, change, low, high, p, mark, of }: Compared): Values => ({ now: now.value, before: before.value, hidden: Boolean(now.hidden || before.hidden), change, low, high, p, mark, part: of?.now[0] ?? null, whole: of?.now[1] ?? null })

/** `比上周的 380 件多 32 件（+8.4%）`, `32 more than the week before (380; +8.4%)`; empty where there is nothing to compare with. */
export function differenceWords(values: Values, say: Say, against: 'before' | 'year' = 'before'): string {
  const { now, before, change, hidden, rough } = values
  const name = periodName(values, against, say)
  const isZh = say.locale === 'zh'
  if (hidden) return isZh ? '数目过小未全部显示，不作比较' : 'not compared, since small counts are not shown'
  if (!isNumber(now) || !isNumber(before)) return isZh ? `没有${name}的可比记录` : `nothing on record to compare with for ${name}`
  if (rough && (now === before || change === 0)) return isZh ? `与${name}相近` : `about as many as ${name}`
  // Months differ in days: what is as many, or more, may be fewer a day.
  const isUneven = isNumber(change) && Math.sign(change) !== Math.sign(now - before) && Math.abs(change) >= 0.0005
  const percent = !isNumber(change) ? null : isUneven ? `${isZh ? '按日折算 ' : 'per day '}${say.change(change)}` : say.change(change)
  if (now === before) return isZh ? `与${name}持平${isUneven ? `（${percent}）` : ''}` : `as many as ${name}${isUneven ? ` (${percent})` : ''}`
  const [difference, isMore, about] = [say.count(Math.abs(now - before)), now > before, rough ? (isZh ? '约 ' : 'about ') : '']
  if (before === 0) return isZh ? `${name}没有` : `none ${name}`
  if (isZh) return `比${name}的${about || ' '}${say.count(before)} 件${isMore ? '多' : '少'}${about || ' '}${difference} 件${percent === null ? '' : `（${percent}）`}`
  return `${about}${difference} ${isMore ? 'more' : 'fewer'} than ${name} (${say.count(before)}${percent === null ? '' : `; ${percent}`})`
}

const interval = ({ low, high }: Values, say: Say) =>
  !isNumber(low) ? '' : say.locale === 'zh' ? `，95% 区间 ${say.change(low)} 至 ${isNumber(high) ? say.change(high) : '无上限'}` : `, 95% interval ${say.change(low)} to ${isNumber(high) ? say.change(high) : 'no upper limit'}`

/** Whether that is more than chance, in words; empty where it was not tested. */
export function chanceWords(values: Values, say: Say): string {
  const { p, mark, now, before } = values
  if (!isNumber(p)) return ''
  const numbers = values['rough'] && p === 1 ? 'p ≥ 0.05' : `${say.p(p)}${interval(values, say)}`
  const isZh = say.locale === 'zh'
  if (mark === 'more' || mark === 'fewer') return isZh ? `${mark === 'more' ? '增加' : '减少'}超出偶然波动（${numbers}）` : `This is ${mark === 'more' ? 'a rise' : 'a fall'} beyond chance (${numbers})`
  if (p <= 0.05) return isZh ? `单看似有变化，但与其他各项一并检验后不能排除偶然（${numbers}）` : `Alone it would look like a change, but judged together with the others chance cannot be ruled out (${numbers})`
  if (isNumber(now) && isNumber(before) && now + before < 20) return isZh ? `件数少，看不出增减（${numbers}）` : `The counts are too small to tell a change (${numbers})`
  return isZh ? `属偶然波动范围，不能据此说有增减（${numbers}）` : `That is within chance: neither a rise nor a fall can be concluded (${numbers})`
}

/** How many there were, as the beginning of a sentence; a count that is not shown has words of its own. */
export function countWords({ now: value, rough }: Values, say: Say, zh: (count: string) => string, en: (many: boolean) => string): string {
  if (value === null || value === undefined) return say.locale === 'zh' ? zh('若干') : `an unstated number of ${en(true)}`
  return say.locale === 'zh' ? zh(`${rough ? '约' : ''} ${say.count(value)} `) : `${rough ? 'about ' : ''}${say.count(value)} ${en(value !== 1)}`
}

/** Clauses of a sentence, without those that are empty. */
export const joined = (parts: readonly string[], { locale }: Say): string => {
  const said = parts.filter((part) => part !== '')
  return said.length === 0 ? '' : locale === 'zh' ? `${said.join('；')}。` : said.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}.`).join(' ')
}
