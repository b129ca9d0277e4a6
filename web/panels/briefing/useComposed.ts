import { useI18n } from 'vue-i18n'
import { composeText } from '../../../geodata/briefing/composeSentence.ts'
import type { Sentence } from '../../../geodata/model/briefing.ts'
import { useBriefings } from '../../stores/briefings.ts'
import { useConfig } from '../../stores/config.ts'
import { briefingLocale } from './words.ts'

/** Where the notes of a page are kept among the texts. */
export const notesKey = (page: string) => `${page}.notes`

/** Sentences in the reader's language, and what stands in their place where somebody wrote. */
export function useComposed() {
  const { locale } = useI18n()
  const [config, briefings] = [useConfig(), useBriefings()]
  const compose = (sentences: readonly Sentence[]) => composeText(sentences, briefingLocale(locale.value), config.timeZone)
  const textOf = (key: string, sentences: readonly Sentence[]) => briefings.textAt(key, briefingLocale(locale.value))?.text ?? compose(sentences)
  return { compose, textOf }
}
