import type { MapLocale } from './sceneData.ts'

const language = (locale: MapLocale) => (locale === 'en' ? 'en-GB' : 'zh-CN')

/** `640 m`, `1.25 km`. */
export function distanceText(meters: number): string {
  return meters < 1000 ? `${meters < 10 ? meters.toFixed(1) : Math.round(meters)} m` : `${(meters / 1000).toFixed(meters < 10_000 ? 2 : 1)} km`
}

/** `850 m²`, `3.20 ha`, `1.25 km²`. */
export function areaText(squareMeters: number): string {
  if (squareMeters < 10_000) return `${Math.round(squareMeters)} m²`
  return squareMeters < 1_000_000 ? `${(squareMeters / 10_000).toFixed(2)} ha` : `${(squareMeters / 1_000_000).toFixed(2)} km²`
}

/** Minutes as people say them: seconds below one minute, hours from two on. */
export function coverageText(minutes: number, locale: MapLocale): string {
  const chinese = locale !== 'en'
  if (minutes < 1) return `${Math.round(minutes * 60)} ${chinese ? '秒' : 's'}`
  if (minutes < 120) return `${minutes < 10 ? Math.round(minutes * 10) / 10 : Math.round(minutes)} ${chinese ? '分钟' : 'min'}`
  return `${Math.round(minutes / 6) / 10} ${chinese ? '小时' : 'h'}`
}

/** A moment in the browser's zone, to the minute. */
export function timeText(milliseconds: number, locale: MapLocale): string {
  return new Intl.DateTimeFormat(language(locale), { dateStyle: 'medium', timeStyle: 'short' }).format(milliseconds)
}
