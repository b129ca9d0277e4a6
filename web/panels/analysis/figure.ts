import { useI18n } from 'vue-i18n'
import { useFormat } from '../../i18n/format.ts'
import { figureText } from '../../map/analysis/figureText.ts'

/** Names of columns and figures, and a number as it is read; a key without a text is shown as it is. */
export function useFigure() {
  const { t, te, locale } = useI18n()
  const format = useFormat()
  const named = (group: 'column' | 'summary' | 'tableColumn' | 'parameter' | 'choice') => (key: string) => (te(`analysis.${group}.${key}`) ? t(`analysis.${group}.${key}`) : key)
  return { column: named('column'), summary: named('summary'), tableColumn: named('tableColumn'), parameter: named('parameter'), choice: named('choice'),
    /** A count that is kept from this reader says so. */
    count: (value: number | string | null | undefined, hidden: boolean) => (hidden && (value ?? null) === null ? t('analysis.fewText') : figureText('count', value ?? null, locale.value)),
    /** Days are those of the place, and the last one is in. */
    text: (key: string, value: number | string | null | undefined) => (key.endsWith('Ms') && typeof value === 'number' ? format.day(key === 'toMs' ? value - 1 : value) : figureText(key, value ?? null, locale.value)) }
}
