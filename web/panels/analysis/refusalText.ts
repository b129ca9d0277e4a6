import { useI18n } from 'vue-i18n'
import type { Problem } from '../../api/http.ts'
import { useProblemText } from '../../ui/problemText.ts'

type Coded = { code?: string; field: string; expected: string }

/** Why there is no answer: in the reader's language where the reason has a code that is known, else in the server's own words. */
export function useRefusalText() {
  const { t, te, locale } = useI18n()
  const problemText = useProblemText()
  return (problem: Problem): string => {
    const coded = (problem.document.errors as Coded[]).find(({ code }) => code !== undefined && te(`analysis.refusal.${code}`))
    // The server's own sentence is English and has the numbers.
    if (coded && locale.value === 'en' && problem.document.detail) return problem.document.detail
    return coded ? t(`analysis.refusal.${coded.code}`, { ...coded }) : problemText(problem)
  }
}
