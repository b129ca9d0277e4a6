import { useI18n } from 'vue-i18n'
import { useConfig } from '../stores/config.ts'

const formatters = new Map<string, Intl.DateTimeFormat>()

/** A formatter costs many times what it formats, and a long list formats much: each is made once. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, options)
  formatters.set(key, made)
  return made
}

/** `UTC+8` for a moment in an IANA zone; the offset belongs to the moment, because of summer time. */
export function offsetText(instant: number, timeZone: string): string {
  const part = formatter('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(instant).find((each) => each.type === 'timeZoneName')
  return (part?.value ?? 'UTC').replace('GMT', 'UTC').replace('-', '−')
}

/** Splits an age in milliseconds into the unit a person would say. Negative ages (clock skew) count as 0. */
export function ageUnit(milliseconds: number): { unit: 'seconds' | 'minutes' | 'hours' | 'days'; n: number } {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 90) return { unit: 'seconds', n: seconds }
  if (seconds < 5400) return { unit: 'minutes', n: Math.round(seconds / 60) }
  if (seconds < 172_800) return { unit: 'hours', n: Math.round(seconds / 3600) }
  return { unit: 'days', n: Math.round(seconds / 86_400) }
}

/** Metres below a kilometre, else kilometres; a space before the unit. */
export function distanceText(meters: number, locale: string): string {
  if (meters < 1000) return `${new Intl.NumberFormat(locale, { maximumFractionDigits: meters < 10 ? 1 : 0 }).format(meters)} m`
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(meters / 1000)} km`
}

/** Square metres below a hectare, hectares below a square kilometre. */
export function areaText(squareMeters: number, locale: string): string {
  const [value, unit] = squareMeters < 10_000 ? [squareMeters, 'm²'] : squareMeters < 1_000_000 ? [squareMeters / 10_000, 'ha'] : [squareMeters / 1_000_000, 'km²']
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value)} ${unit}`
}

/** Everything a panel prints, in the reader's language and the area's time zone. */
export function useFormat() {
  const { locale, t } = useI18n()
  const config = useConfig()
  const zone = () => config.timeZone
  const at = (instant: string | number) => (typeof instant === 'number' ? instant : Date.parse(instant))
  // Year-month-day in English too: 04/11 is read two ways.
  const date = (instant: string | number, options: Intl.DateTimeFormatOptions) => formatter(locale.value === 'en' ? 'en-CA' : locale.value, { timeZone: zone(), hourCycle: 'h23', ...options }).format(at(instant)).replace(', ', ' ')
  return {
    number: (value: number, digits = 0) => new Intl.NumberFormat(locale.value, { maximumFractionDigits: digits }).format(value),
    percent: (share: number) => new Intl.NumberFormat(locale.value, { style: 'percent', maximumFractionDigits: 1 }).format(share),
    dateTime: (instant: string | number) => `${date(instant, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })} ${offsetText(at(instant), zone())}`,
    /** Both ends of a window; the year is said unless both lie in the present one. */
    range: (from: number, to: number) => {
      const present = date(Date.now(), { year: 'numeric' })
      const year = [from, to].every((instant) => date(instant, { year: 'numeric' }) === present) ? {} : { year: 'numeric' as const }
      return [from, to].map((instant) => date(instant, { ...year, month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })).join(' – ')
    },
    clock: (instant: string | number) => `${date(instant, { hour: '2-digit', minute: '2-digit' })} ${offsetText(at(instant), zone())}`,
    /** As days of plans and zones are written: 2026-11-25, 2026-11-25 09:30. */
    isoDay: (instant: string | number) => formatter('en-CA', { timeZone: zone(), year: 'numeric', month: '2-digit', day: '2-digit' }).format(at(instant)),
    isoTime: (instant: string | number) => formatter('en-CA', { timeZone: zone(), hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(at(instant)).replace(', ', ' '),
    day: (instant: string | number) => date(instant, { year: 'numeric', month: '2-digit', day: '2-digit' }),
    age: (milliseconds: number) => { const { unit, n } = ageUnit(milliseconds); return t(`age.${unit}`, { n }) },
    distance: (meters: number) => distanceText(meters, locale.value),
    area: (squareMeters: number) => areaText(squareMeters, locale.value),
    lngLat: (lng: number, lat: number) => `${lng.toFixed(6)}, ${lat.toFixed(6)}`,
    /** The name in the reader's language; the other one where that is missing. */
    name: (row: { nameZh: string; nameEn: string }) => (locale.value === 'zh-CN' ? row.nameZh || row.nameEn : row.nameEn || row.nameZh),
  }
}
