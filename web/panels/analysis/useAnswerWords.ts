import { useI18n } from 'vue-i18n'
import type { AnalysisAnswer } from '../../api/analysis.ts'
import { useFormat } from '../../i18n/format.ts'
import { backtest, changed, headline, not, since, sure, where, type Said, type Telling } from './answerSentences.ts'
import { usePlaceName } from './placeName.ts'

/** An answer in plain words, in the order in which it is briefed: what, where, since when, how sure, what not, whether it would have helped, what changed. */
export function useAnswerWords() {
  const { t } = useI18n()
  const format = useFormat()
  const telling: Telling = {
    t: (key, values, plural) => (plural === undefined ? t(key, values ?? {}) : t(key, values ?? {}, plural)),
    format,
    placeName: usePlaceName(),
    chance: (p) => (p < 0.001 ? '< 0.001' : format.number(p, 3)),
    day: format.day,
  }
  return (answer: AnalysisAnswer): { headline: string; said: Said[] } => ({
    headline: headline(telling, answer),
    said: [where, since, sure, not, backtest, changed].map((say) => say(telling, answer)).filter((each): each is Said => each !== null && each.text !== ''),
  })
}
