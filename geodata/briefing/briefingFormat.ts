/** Chinese or English; the only words that a briefing speaks. */
export type BriefingLocale = 'zh' | 'en'
export type ColumnUnit = 'text' | 'count' | 'share' | 'minutes' | 'meters' | 'time' | 'change' | 'p'
type Cell = string | number | boolean | null | undefined

/** Stands where nothing was counted, or where there is nothing to divide by. */
export const noValue = '—'
/** Not "under 5": where one small count is hidden, the next smallest goes with it. */
export const notShown = { zh: '未显示', en: 'not shown' } as const

/** Of a time before all records: no zero, and not merely nothing to show. */
export const noData = { zh: '无数据', en: 'no data' } as const

const numbers = new Map<string, Intl.NumberFormat>()
function numberText(locale: BriefingLocale, value: number, options: Intl.NumberFormatOptions): string {
  const key = `${locale} ${JSON.stringify(options)}`
  const format = numbers.get(key) ?? new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en', options)
  numbers.set(key, format)
  // A minus as wide as the plus, so that columns of changes stand under each other.
  return format.format(value).replace(/^-/, '−')
}

const isNumber = (value: Cell): value is number => typeof value === 'number' && Number.isFinite(value)

/** A whole number, or one with a digit after the point where it is none. */
export const countText = (value: Cell, locale: BriefingLocale): string => (isNumber(value) ? numberText(locale, value, { maximumFractionDigits: 1 }) : noValue)

/** Under a tenth of a percent away from all or nothing, another digit is shown: 99.97% is not 100%. */
export function shareText(value: Cell, locale: BriefingLocale): string {
  if (!isNumber(value)) return noValue
  const isNear = value > 0 && value < 1 && (value > 0.9995 || value < 0.0005)
  const digits = isNear ? 2 : value === 0 || value === 1 ? 0 : 1
  return numberText(locale, value, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** A relative change with its sign; from tenfold on as a multiple, since nobody reads +1,340%. */
export function changeText(value: Cell, locale: BriefingLocale): string {
  if (!isNumber(value)) return noValue
  if (value >= 9) return locale === 'zh' ? `原来的 ${numberText(locale, value + 1, { maximumFractionDigits: 1 })} 倍` : `× ${numberText(locale, value + 1, { maximumFractionDigits: 1 })}`
  const digits = Math.abs(value) >= 1 || value === 0 ? 0 : 1
  return numberText(locale, value, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'exceptZero' })
}

export function minutesText(value: Cell, locale: BriefingLocale): string {
  if (!isNumber(value)) return noValue
  const unit = locale === 'zh' ? { minute: '分钟', hour: '小时', day: '天' } : { minute: 'min', hour: 'h', day: 'd' }
  const part = (amount: number, name: string) => `${numberText(locale, amount, { maximumFractionDigits: 0 })} ${name}`
  if (Math.abs(value) < 10) return `${numberText(locale, value, { maximumFractionDigits: 1 })} ${unit.minute}`
  const [whole, sign] = [Math.round(Math.abs(value)), value < 0 ? '−' : '']
  if (whole < 120) return sign + part(whole, unit.minute)
  const [large, small, ratio] = whole < 2880 ? [unit.hour, unit.minute, 60] as const : [unit.day, unit.hour, 1440] as const
  const rest = whole < 2880 ? whole % 60 : Math.round((whole % 1440) / 60)
  const full = Math.floor(whole / ratio) + (rest === 24 && ratio === 1440 ? 1 : 0)
  return sign + (rest === 0 || (rest === 24 && ratio === 1440) ? part(full, large) : `${part(full, large)} ${part(rest, small)}`)
}

export function metersText(value: Cell, locale: BriefingLocale): string {
  if (!isNumber(value)) return noValue
  return Math.abs(value) < 1000 ? `${numberText(locale, value, { maximumFractionDigits: 0 })} m` : `${numberText(locale, value / 1000, { maximumFractionDigits: Math.abs(value) < 100_000 ? 1 : 0 })} km`
}

/**
 * Never 0: a chance is small, not nothing. Three digits below a tenth, two above. Beside counts that are not shown exactly a chance is kept as 0.05 or 1, and says only on which side of 0.05 it lies.
 */
export function chanceText(value: Cell, locale: BriefingLocale): string {
  if (!isNumber(value)) return noValue
  if (value === 0.05) return '< 0.05'
  const digits = value < 0.0995 ? 3 : value < 0.995 ? 2 : 0
  return value < 0.001 ? '< 0.001' : numberText(locale, value, { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** One value of a table, a tile or a chart, as both languages write it. */
export function valueText(value: Cell, unit: ColumnUnit, locale: BriefingLocale, timeZone: string): string {
  if (value === null || value === undefined) return noValue
  if (typeof value === 'boolean') return locale === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no'
  if (unit === 'count') return countText(value, locale)
  if (unit === 'share') return shareText(value, locale)
  if (unit === 'change') return changeText(value, locale)
  if (unit === 'minutes') return minutesText(value, locale)
  if (unit === 'meters') return metersText(value, locale)
  if (unit === 'p') return chanceText(value, locale)
  if (unit === 'time') return typeof value === 'string' ? momentText(value, timeZone) : noValue
  return String(value)
}

const dates = new Map<string, Intl.DateTimeFormat>()
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const format = dates.get(key) ?? new Intl.DateTimeFormat(locale, options)
  dates.set(key, format)
  return format
}

/** `2026-11-23 07:05 UTC+8`, in both languages alike. */
export function momentText(instant: string, timeZone: string): string {
  const at = Date.parse(instant)
  if (Number.isNaN(at)) return noValue
  const wall = dateFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(at).replace(', ', ' ')
  const offset = dateFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC'
  return `${wall} ${offset.replace('GMT', 'UTC').replace('-', '−')}`
}
