import type { ExpressionSpecification } from 'maplibre-gl'
import type { MapLocale } from '../sceneData.ts'

/**
 * Local fonts, Chinese first; the style has no `glyphs`, so MapLibre draws from them. It reads the weight out of the first name,
 * which names no font on purpose.
 */
const families = ['Noto Sans SC Variable', 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Source Han Sans SC', 'sans-serif']
export const regular = ['Fangcun Regular', ...families]
export const medium = ['Fangcun Medium', ...families]
export const bold = ['Fangcun Bold', ...families]

const get = (name: string): ExpressionSpecification => ['coalesce', ['get', name], '']

/** The name in the reader's language, the other one where it is missing. */
export function nameIn(locale: 'zh' | 'en'): ExpressionSpecification {
  const [first, second] = locale === 'zh' ? [get('nameZh'), get('nameEn')] : [get('nameEn'), get('nameZh')]
  return ['case', ['==', first, ''], second, first]
}

/** Chinese with English smaller beneath it (`both`), or one language alone. */
export function nameLabel(locale: MapLocale, englishColor?: string): ExpressionSpecification {
  if (locale !== 'both') return nameIn(locale)
  const beneath: ExpressionSpecification = ['case', ['any', ['==', get('nameEn'), ''], ['==', get('nameZh'), ''], ['==', get('nameEn'), get('nameZh')]], '', ['concat', '\n', get('nameEn')]]
  return ['format', nameIn('zh'), {}, beneath, { 'font-scale': 0.76, 'text-font': ['literal', regular], ...(englishColor ? { 'text-color': englishColor } : {}) }]
}

/** Along a line there is no second row: both languages follow each other from close up only. */
export function lineLabel(locale: MapLocale): ExpressionSpecification {
  if (locale !== 'both') return nameIn(locale)
  const together: ExpressionSpecification = ['case', ['any', ['==', get('nameEn'), ''], ['==', get('nameZh'), '']], nameIn('zh'), ['concat', get('nameZh'), '  ', get('nameEn')]]
  return ['step', ['zoom'], nameIn('zh'), 16.5, together]
}
