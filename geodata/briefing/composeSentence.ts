import type { Sentence } from '../model/briefing.ts'
import type { BriefingLocale } from './briefingFormat.ts'
import { sayIn } from './say.ts'
import { sentences } from './sentences.ts'

/** The sentence in words. One that is not known, since it was made by a later version, is named rather than left out. */
export function composeSentence({ id, values }: Sentence, locale: BriefingLocale, timeZone: string): string {
  const words = sentences[id]
  return words ? words[locale](values, sayIn(locale, timeZone)) : `[${id}]`
}

/** Several sentences, each on a line of its own: points are read, paragraphs are skipped. */
export const composeText = (list: readonly Sentence[], locale: BriefingLocale, timeZone: string): string => list.map((sentence) => composeSentence(sentence, locale, timeZone)).filter((text) => text !== '').join('\n')
