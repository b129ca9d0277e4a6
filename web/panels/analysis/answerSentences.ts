import type { AnalysisAnswer } from '../../api/analysis.ts'
import type { useFormat } from '../../i18n/format.ts'
import { areaRate, areasInOrder } from './areaRate.ts'
import { backtestWords } from './backtestSentence.ts'
import { bandOf } from './bandText.ts'
import { middleOf, type usePlaceName } from './placeName.ts'
import { isHot, ranked } from './ranked.ts'

/** One thing to say: `label` names it where the sentence alone would not. */
export type Said = { id: string; label: string; text: string; warns?: boolean }
/** What a sentence is made with. */
export type Telling = {
  t: (key: string, values?: Record<string, unknown>, plural?: number) => string
  format: ReturnType<typeof useFormat>
  placeName: ReturnType<typeof usePlaceName>
  chance: (p: number) => string
  day: (instant: string | number) => string
}

const globals = ['global_moran', 'global_geary', 'global_g', 'knox']
const scans = ['scan_permutation', 'scan_poisson']
const quadrants = ['local_moran', 'local_geary']
/** Fewer incidents than this say little, whatever the test says. */
const fewRows = 100

export function headline({ t, format, chance }: Telling, { result: { method, totals, findings, unitKind, unitCount, summary, evidence } }: AnalysisAnswer): string {
  const n = (finding: string) => totals[finding] ?? 0
  const found = findings.slice(1).reduce((sum, finding) => sum + n(finding), 0)
  if (globals.includes(method) && typeof summary.p === 'number') return summary.pattern === 'dispersed' ? t('analysis.words.globalApart', { p: chance(summary.p) }) : summary.pattern === 'clustered' || (summary.pattern === undefined && summary.significant === 1) ? t('analysis.words.globalYes', { p: chance(summary.p) }) : t('analysis.words.globalNo', { p: chance(summary.p) })
  if (method === 'near_repeat') return typeof summary.strongestRatio === 'number' ? t('analysis.words.repeat', { ratio: format.number(summary.strongestRatio, 1), meters: bandWords(t, 'meters', summary.strongestMeters), days: bandWords(t, 'days', summary.strongestDays) }) : t('analysis.words.repeatNone')
  if (method === 'aoristic' && typeof summary.peakHour === 'number') return typeof summary.peakWeekday === 'number' ? t('analysis.words.hours', { weekday: t(`analysis.weekday.${summary.peakWeekday - 1}`), hour: summary.peakHour }) : t('analysis.words.hoursDay', { hour: summary.peakHour })
  if (unitKind === 'none') return t('analysis.words.table')
  if (scans.includes(method)) return t(`analysis.words.${n('hot') ? 'scan' : 'scanNone'}${evidence.parameters.mode === 'space' ? 'Space' : ''}`, { n: format.number(n('hot')) }, n('hot'))
  if (unitKind === 'shapes') return unitCount ? t('analysis.words.clusters', { n: format.number(unitCount) }, unitCount) : t('analysis.words.clustersNone')
  if (quadrants.includes(method)) return found ? t('analysis.words.quadrants', { n: format.number(found) }, found) : t('analysis.words.hotNone')
  if (method === 'emerging') return found ? t('analysis.words.patterns', { n: format.number(found) }, found) : t('analysis.words.hotNone')
  if (findings.length < 2) return t('analysis.words.values')
  return [n('hot') ? t('analysis.words.hot', { n: format.number(n('hot')) }, n('hot')) : t('analysis.words.hotNone'), ...(n('cold') ? [t('analysis.words.cold', { n: format.number(n('cold')) }, n('cold'))] : [])].join(' ')
}

/** A band of distance or time in words. */
function bandWords(t: Telling['t'], kind: 'meters' | 'days', text: unknown): string {
  const band = bandOf(text)
  if (band) return t(`analysis.words.${kind}${band.from === 0 ? 'Within' : 'Between'}`, band)
  return t(`analysis.words.${kind}Same`)
}

export function where({ t, format, placeName }: Telling, answer: AnalysisAnswer): Said | null {
  const { result } = answer
  const areas = areasInOrder(answer).slice(0, 3).map((area) => ({ center: area.center, now: area.now, rate: areaRate(answer, area) }))
  const units = ranked(result).filter(({ properties }) => result.findings.length < 2 || isHot(properties.finding)).slice(0, 3)
  const places = areas.length ? areas : units.map((unit) => ({ center: middleOf(unit.geometry as { coordinates?: unknown }), now: typeof unit.properties.count === 'number' ? unit.properties.count : null, rate: result.method === 'rates' && typeof unit.properties.rate === 'number' ? unit.properties.rate : null }))
  const named = places.map(({ center, now, rate }) => ({ name: placeName(center), now, rate })).filter(({ name }) => name !== '')
  if (!named.length) return null
  const once = named.filter(({ name }, index) => named.findIndex((each) => each.name === name) === index)
  return { id: 'where', label: t('analysis.words.where'), text: once.map(({ name, now, rate }) => (now === null ? name : `${name} (${rate === null ? t('analysis.words.incidents', { n: format.number(now) }) : t('analysis.words.perHouseholds', { n: format.number(rate), per: format.number(Number(result.evidence.parameters.per)) })})`)).join('; ') }
}

export function since({ t, format, day }: Telling, { result, previous, question }: AnalysisAnswer): Said | null {
  const label = t('analysis.words.since')
  const first = ranked(result)[0]?.properties
  // Of a cluster in time the days are known.
  const [from, to] = [first?.fromMs ?? first?.firstMs, first?.toMs ?? first?.lastMs]
  // A scan of space alone takes the window as one: its days say nothing.
  if (typeof from === 'number' && typeof to === 'number' && result.evidence.parameters.mode !== 'space') return { id: 'since', label, text: t('analysis.words.sinceScan', { from: day(from), to: day(to - 1) }) }
  if (!previous) return question.compareWith === 'nothing' && result.findings.length > 1 ? { id: 'since', label, text: t('analysis.words.sinceUnknown') } : null
  const window = { from: day(previous.window.from), to: day(Date.parse(previous.window.to) - 1) }
  if (previous.rows === 0) return { id: 'since', label, text: t('analysis.words.sinceNoRows', window), warns: true }
  if (previous.areas.length === 0) return null
  return { id: 'since', label, text: previous.totals.new ? t('analysis.words.sinceNew', { n: format.number(previous.totals.new), ...window }) : t('analysis.words.sinceBefore', window) }
}

export function sure({ t, format, chance }: Telling, { result, rows }: AnalysisAnswer): Said {
  const alpha = Number(result.evidence.parameters.alpha)
  const best = ranked(result)[0]?.properties.p
  const text = scans.includes(result.method) && typeof best === 'number' ? t('analysis.words.sureScan', { p: chance(best) })
    : globals.includes(result.method) || result.method === 'near_repeat' ? '' : result.findings.length > 1 && alpha > 0 ? t('analysis.words.sureFdr', { share: format.percent(alpha) }) : t(result.unitKind === 'none' ? 'analysis.words.sureNoneTimes' : 'analysis.words.sureNone')
  return { id: 'sure', label: t('analysis.words.sure'), text: [text, ...(rows < fewRows ? [t('analysis.words.sureRows', { n: format.number(rows) })] : [])].filter(Boolean).join(' ') }
}

export function not({ t, format }: Telling, { result }: AnalysisAnswer): Said | null {
  const none = result.totals[result.findings[0] ?? 'none']
  if (result.unitKind === 'none' || result.findings.length < 2 || none === undefined) return null
  return { id: 'not', label: t('analysis.words.not'), text: t(scans.includes(result.method) ? 'analysis.words.notClusters' : 'analysis.words.notPlaces', { n: format.number(none), total: format.number(result.unitCount) }) }
}

export function backtest({ t, format, day }: Telling, { backtest: test, result }: AnalysisAnswer): Said | null {
  const label = t('analysis.backtest.title')
  const told = test && backtestWords(test)
  const refused = result.notes.find(({ code }) => code === 'no_backtest')?.values?.reason
  if (!test || !told) return result.unitKind === 'none' || globals.includes(result.method) ? null : { id: 'backtest', label, text: t('analysis.backtest.none', { why: t(refused ? `analysis.refusal.${refused}` : 'analysis.backtest.why') }) }
  const span = told.days % 7 === 0 ? t('analysis.backtest.weeks', { n: told.days / 7 }) : t('analysis.backtest.days', { n: told.days })
  // Counting against itself is no contest.
  const key = result.method === 'counts' ? 'counting' : told.key
  const text = t(`analysis.backtest.${key}`, { date: day(test.trainedUntil), cells: format.number(told.cells), unit: t(`analysis.backtest.units.${test.unitKind}`), area: format.percent(told.share), hit: format.percent(told.hitRate), span, count: format.percent(told.countHitRate) })
  return { id: 'backtest', label, text: told.chanceHitRate === null ? text : `${text} ${t('analysis.backtest.chance', { chance: format.percent(told.chanceHitRate) })}`, warns: key === 'same' || key === 'worse' }
}

export function changed({ t, format }: Telling, { previous }: AnalysisAnswer): Said | null {
  if (!previous || previous.rows === 0 || (previous.areas.length === 0 && !previous.totals.gone)) return null
  const parts = (['new', 'growing', 'shrinking'] as const).filter((trend) => previous.totals[trend]).map((trend) => t('analysis.words.changedPart', { n: format.number(previous.totals[trend]), trend: t(`analysis.trend.${trend}`) }))
  const text = parts.length ? t('analysis.words.changedSome', { parts: parts.join(', ') }) : t('analysis.words.changedNone')
  return { id: 'changed', label: t('analysis.words.changed'), text: previous.totals.gone ? `${text} ${t('analysis.words.changedGone', { n: format.number(previous.totals.gone) }, previous.totals.gone)}` : text }
}
