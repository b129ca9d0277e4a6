import type { BriefingLocale } from './briefingFormat.ts'

/** What stands in charts and tables of a briefing, in its own language whatever that of the interface. */
const words = {
  now: { zh: '本期', en: 'This period' }, before: { zh: '上期', en: 'Period before' }, year: { zh: '去年同期', en: 'A year before' }, change: { zh: '变化', en: 'Change' }, interval: { zh: '95% 区间', en: '95% interval' }, p: { zh: 'p 值', en: 'p' },
  judged: { zh: '是否超出偶然', en: 'More than chance?' }, against: { zh: '对比', en: 'Compared with' }, time: { zh: '时间', en: 'Time' }, weekday: { zh: '星期', en: 'Weekday' },
  more: { zh: '增加超出偶然', en: 'more, beyond chance' }, fewer: { zh: '减少超出偶然', en: 'fewer, beyond chance' }, higher: { zh: '升高超出偶然', en: 'higher, beyond chance' }, lower: { zh: '降低超出偶然', en: 'lower, beyond chance' },
  within: { zh: '属偶然波动', en: 'within chance' }, untested: { zh: '未检验', en: 'not tested' }, unknown: { zh: '没有记录', en: 'not on record' },
  changed: { zh: '与上一次统计不同', en: 'other than in the run before' }, table: { zh: '数据表', en: 'Table' }, empty: { zh: '没有数据', en: 'No data' }, whole: { zh: '合计', en: 'Sum' }, overdue: { zh: '其中超期', en: 'overdue of these' },
  band: { zh: '若每日相同，95% 的日子落在此带内', en: 'If all days were alike, 95% of them would lie in this band' }, none: { zh: '无', en: 'none' }, yes: { zh: '是', en: 'yes' }, no: { zh: '否', en: 'no' },
} as const
export type ChartWord = keyof typeof words
export const chartWord = (key: ChartWord, locale: BriefingLocale): string => words[key][locale]
/** Of a table that goes on elsewhere. */
export const restText = (count: number, locale: BriefingLocale): string => (locale === 'zh' ? `另有 ${count} 行，见应用中的简报` : `${count} more rows: in the briefing in the app`)
/** Of a table that goes on at a press. */
export const allText = (count: number, locale: BriefingLocale): string => (locale === 'zh' ? `显示全部 ${count} 行` : `Show all ${count} rows`)
/** `…另有 12 行`: what a chart leaves to its table. */
export const moreText = (count: number, locale: BriefingLocale): string => (locale === 'zh' ? `另有 ${count} 行，见数据表` : `${count} more in the table`)
