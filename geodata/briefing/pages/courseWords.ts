import { binomialTest } from '../../analysis/binomialTest.ts'
import { falseDiscoveryRate } from '../../analysis/falseDiscoveryRate.ts'
import type { FigureValue, Sentence } from '../../model/briefing.ts'
import { dayText, hourText, localDay } from '../dayText.ts'
import { dateFormat } from '../briefingFormat.ts'
import { type BriefingSource, withPeriod } from '../source.ts'
import { sentence } from './blocks.ts'
import { stepStart } from '../stepStart.ts'

type Series = Extract<FigureValue, { kind: 'series' }>
type Matrix = Extract<FigureValue, { kind: 'matrix' }>

/** When it was the most, and whether the days differ by more than chance. Hours of a day differ by nature: of them nothing is tested. */
export function courseSentences(source: BriefingSource, series: Series): Sentence[] {
  const values = (series.values[0] ?? []).filter((value) => value !== null)
  const total = values.reduce((sum, value) => sum + value, 0)
  if (values.length < 2 || total === 0 || values.length < (series.values[0]?.length ?? 0)) return []
  const [most, least] = [Math.max(...values), Math.min(...values)]
  const at = stepStart(series, values.indexOf(most), source.timeZone)
  const day = localDay(at, source.timeZone)
  const hour = Number(dateFormat('en', { timeZone: source.timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at))
  const name = (locale: 'zh' | 'en') => (series.step === 'hour' ? hourText(hour) : series.step === 'month' ? day.slice(0, 7) : dayText(day, locale))
  const unusual = falseDiscoveryRate(values.map((value) => binomialTest(value, total, 1 / values.length))).filter((q) => q <= 0.05).length
  return [
    sentence('series.peak', { step: series.step, atZh: name('zh'), atEn: name('en'), most, least, mean: total / values.length }),
    ...(series.step === 'day' ? [sentence('series.chance', { step: series.step, unusual })] : []),
    ...(series.values.length > 1 ? [sentence('series.years', withPeriod(source, { before: series.values.length - 1, year: series.values.length > 2 ? 1 : null }))] : []),
  ]
}

const cells = Array.from({ length: 168 }, (_, i) => i)
/** When in the week it happens. @param matrix 168 hours from Monday 00:00 */
export function hourSentences(matrix: Matrix): Sentence[] {
  const at = (i: number) => matrix.values[i] ?? 0
  const sum = (keep: (i: number) => boolean) => cells.filter(keep).reduce((total, i) => total + at(i), 0)
  const known = sum(() => true)
  if (known === 0 || matrix.values.some((value) => value === null)) return [sentence('hours.whole')]
  const peak = cells.reduce((best, i) => (at(i) > at(best) ? i : best), 0)
  const days = Array.from({ length: 7 }, (_, day) => sum((i) => Math.floor(i / 24) === day))
  const topDay = days.indexOf(Math.max(...days))
  return [
    sentence('hours.peak', { day: Math.floor(peak / 24), hour: peak % 24, most: at(peak), topDay, topShare: (days[topDay] as number) / known }),
    sentence('hours.parts', { night: sum((i) => i % 24 >= 22 || i % 24 < 6) / known, weekend: sum((i) => i >= 120) / known }),
    known < 336 ? sentence('hours.few', { known }) : sentence('hours.whole'),
  ]
}
