import { useI18n } from 'vue-i18n'
import type { SheetTexts } from '../map/picture/sheet.ts'
import { useFormat } from '../i18n/format.ts'
import { useAnalysis } from '../stores/analysis.ts'
import { useConfig } from '../stores/config.ts'
import { useView } from './currentView.ts'
import { backtestWords } from './analysis/backtestSentence.ts'
import { useAnswerWords } from './analysis/useAnswerWords.ts'
import { restsOnPatrols } from './analysis/useAsk.ts'

/** What stands on a picture of the map: a reader who was not there must know what, when, from where, and how far to trust it. */
export function usePictureTexts() {
  const { t, locale } = useI18n()
  const format = useFormat()
  const analysis = useAnalysis()
  const config = useConfig()
  const words = useAnswerWords()
  const { id, view, span } = useView()

  return (): SheetTexts => {
    const answer = view.value.layers.includes('analysis') ? analysis.at(id).answer : null
    const window = answer ? { from: answer.question.from, to: answer.question.to } : { from: span.value.from, to: span.value.to }
    const place = config.data ? (locale.value === 'zh-CN' ? config.data.names.zh : config.data.names.en) : ''
    const judged = answer?.backtest ? backtestWords(answer.backtest) : null
    const verdict = !answer ? '' : !judged ? t('analysis.picture.untested') : judged.key === 'better' ? t('analysis.picture.verdictBetter') : judged.key === 'same' ? t('analysis.picture.verdictSame') : t('analysis.picture.verdictWorse')
    return {
      title: [place, answer ? t(`analysis.method.${answer.result.method}.name`) : t('analysis.picture.title')].filter(Boolean).join(' · '),
      lines: [answer ? words(answer).headline : '', t('analysis.picture.window', { from: format.dateTime(window.from), to: format.dateTime(window.to) })],
      warnings: [answer && restsOnPatrols(answer.question) ? t('analysis.picture.patrolFound') : '', verdict],
      sources: [`${t('analysis.picture.attribution')}: ${(config.data?.attribution ?? []).join(' · ') || '–'}`, t('analysis.picture.made', { date: format.dateTime(Date.now() + config.clockOffset) }), t('app.name')].join(' · '),
      legend: t('analysis.picture.legend'),
      north: t('analysis.picture.north'),
    }
  }
}
