import { useI18n } from 'vue-i18n'
import type { Note } from '../../../geodata/analysis/method.ts'

/** What to know beside the numbers; notes without a text in the catalogue are left out. */
export function useNoteTexts() {
  const { t, te } = useI18n()
  // What a note says may be a word of the catalogue itself: a reason, a choice.
  const word = (value: string | number) => (typeof value !== 'string' ? value : te(`analysis.refusal.${value}`) ? t(`analysis.refusal.${value}`) : te(`analysis.choice.${value}`) ? t(`analysis.choice.${value}`) : value)
  // Some methods count areas and incidents by other names.
  const named = (values: Record<string, string | number>) => ({ ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, word(value)])), areas: values.areas ?? values.count ?? '', rows: values.rows ?? values.incidents ?? '' })
  return (notes: readonly Note[]): string[] => notes.filter(({ code }) => te(`analysis.note.${code}`)).map(({ code, values }) => t(`analysis.note.${code}`, named(values ?? {})))
}
