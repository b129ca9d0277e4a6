import { useI18n } from 'vue-i18n'
import type { Note } from '../../../geodata/analysis/method.ts'

/** What to know beside the numbers; notes without a text in the catalogue are left out. */
export function useNoteTexts() {
  const { t, te } = useI18n()
  // Some methods count areas and incidents by other names.
  const named = (values: Record<string, string | number>) => ({ ...values, areas: values.areas ?? values.count ?? '', rows: values.rows ?? values.incidents ?? '' })
  return (notes: readonly Note[]): string[] => notes.filter(({ code }) => te(`analysis.note.${code}`)).map(({ code, values }) => t(`analysis.note.${code}`, named(values ?? {})))
}
