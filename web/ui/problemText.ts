import { useI18n } from 'vue-i18n'
import type { Problem } from '../api/http.ts'

/** One sentence for a person: what happened, then the server's own words. */
export function useProblemText() {
  const { t } = useI18n()
  return (problem: Problem): string => {
    const { status, title, detail, errors } = problem.document
    if (status === 0) return t('error.network')
    const lead = status === 401 || status === 403 ? t('error.unauthorized') : status === 404 ? t('error.notFound') : t('error.generic', { status, title })
    // Of what a link names the server says no more than this, in its own words.
    if (status === 404 && errors.every(({ field }) => /id$/i.test(field))) return lead
    return [lead, detail, ...errors.map((error) => t('error.field', error))].filter(Boolean).join(' · ')
  }
}
