import { useI18n } from 'vue-i18n'
import type { ZoneDesignAnswer } from '../../../../geodata/model/zonePlan.ts'
import type { Problem } from '../../../api/http.ts'
import { useFormat } from '../../../i18n/format.ts'
import { useProblemText } from '../../../ui/problemText.ts'

type Values = Record<string, string | number>
type Coded = { code?: string; field: string; expected: string; values?: Values }

/** What a design could not do, what it took for granted and what is proven, each in a sentence of the reader's language. */
export function useDesignWords() {
  const { t, te, locale } = useI18n()
  const format = useFormat()
  const problemText = useProblemText()
  const said = (values: Values = {}) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, key === 'barriers' ? String(value).split(' ').map((kind) => t(`zonePlan.barrier.${kind}`)).join(locale.value.startsWith('zh') ? '、' : ', ') : typeof value === 'number' ? format.number(value, 2) : value]))

  /** In the reader's language where the reason has a code that is known, else in the server's own words. */
  function refusal(problem: Problem): string {
    const coded = (problem.document.errors as Coded[]).find(({ code }) => code !== undefined && te(`zonePlan.refusal.${code}`))
    return coded ? t(`zonePlan.refusal.${coded.values?.barriers ? 'component_joinable' : coded.code}`, said(coded.values)) : problemText(problem)
  }
  const note = ({ code, values }: ZoneDesignAnswer['notes'][number]) => (te(`zonePlan.note.${code}`) ? t(`zonePlan.note.${code}`, said(values)) : code)
  function bound({ bound: proven }: ZoneDesignAnswer): string {
    if (!proven) return t('zonePlan.bound.none')
    const values = { least: format.percent(proven.deviation), gap: format.percent(proven.gap) }
    if (proven.deviation < 0.0005 && proven.gap >= 0.0005) return t('zonePlan.bound.trivial', values)
    return proven.gap < 0.0005 ? t('zonePlan.bound.best', values) : t('zonePlan.bound.gap', values)
  }
  return { refusal, note, bound }
}
