import { useI18n } from 'vue-i18n'
import type { Figure, IndicatorDefinition } from '../../../geodata/model/indicator.ts'
import { useFormat } from '../../i18n/format.ts'

/** How a figure is written: shares in per cent, changes with their sign, an interval without end as such. */
export function useFigureText() {
  const { t, locale } = useI18n()
  const format = useFormat()
  const percent = (value: number, unit: IndicatorDefinition['unit']) =>
    new Intl.NumberFormat(locale.value, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: unit === 'change' ? 'exceptZero' : 'auto' }).format(value).replace('-', '−')
  const pick = (text: { zh: string; en: string }) => (locale.value === 'zh-CN' ? text.zh : text.en)
  return {
    pick,
    value: ({ value, hidden }: Figure, unit: IndicatorDefinition['unit']) => (hidden ? t('indicators.hidden') : value === null ? '—' : percent(value, unit)),
    counts: ({ numerator, denominator, hidden }: Figure, unit: IndicatorDefinition['unit']) => (hidden || numerator === null || denominator === null ? '' : unit === 'change' ? t('indicators.after', { n: format.number(numerator), d: format.number(denominator) }) : `${format.number(numerator)} / ${format.number(denominator)}`),
    interval: ({ low, high }: Figure, unit: IndicatorDefinition['unit']) => (low === null ? '' : `${percent(low, unit)} – ${high === null ? '∞' : percent(high, unit)}`),
    mark: ({ mark }: Figure) => (mark ? t(`indicators.${mark}`) : ''),
  }
}
