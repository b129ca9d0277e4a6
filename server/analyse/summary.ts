import type { AnalysisResult, BacktestResult } from '../../geodata/analysis/method.ts'
import { unitCount } from '../../geodata/analysis/unitFeatures.ts'
import { textTable } from '../cli/table.ts'
import { words } from './words.ts'

const count = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 1 })
const figure = (value: number | string | null) => (value === null ? '-' : typeof value === 'string' ? value : Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(6))))
const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`
const unitWords: Record<string, string> = { cells: 'cells', areas: 'areas', segments: 'pieces of street', shapes: 'shapes' }

/** What a result says, in plain words and figures. */
export function summaryText(result: AnalysisResult, backtest: BacktestResult | null): string {
  const { evidence, units, findings, finding, summary, notes, method, version } = result
  const left = Object.entries(evidence.rowsLeftOut).filter(([, rows]) => rows > 0).map(([reason, rows]) => `${count(rows)} ${words(reason)}`)
  const window = evidence.window.from ?? evidence.window.to ? `, ${evidence.window.from ?? '...'} to ${evidence.window.to ?? '...'}` : ''
  const lines = [
    `${evidence.method} (${method} version ${version}; ${evidence.source})`,
    `rows: ${count(evidence.rowsUsed)} used${window}${left.length ? `; left out: ${left.join(', ')}` : ''}`,
    `study area: ${evidence.studyArea}`,
    `parameters: ${Object.entries(evidence.parameters).map(([name, value]) => `${name} ${value}`).join(', ') || 'none'}${evidence.seed === null ? '' : `; seed ${evidence.seed}`}`,
  ]
  if (units.kind !== 'none') lines.push(`${count(unitCount(units))} ${unitWords[units.kind]}${findings.length > 1 ? `: ${totals(findings, finding)}` : ''}`)
  for (const [name, value] of Object.entries(summary)) lines.push(`  ${words(name)}: ${figure(value)}`)
  if (result.table && result.table.rows.length && !backtest) lines.push(textTable([[...result.table.columns], ...result.table.rows.slice(0, 12).map((row) => row.map(figure))]), ...(result.table.rows.length > 12 ? [`  and ${result.table.rows.length - 12} more rows`] : []))
  for (const { code, values = {} } of notes) lines.push(`note: ${words(code)}${Object.entries(values).map(([name, value], i) => `${i ? ', ' : ' ('}${words(name)} ${value}`).join('')}${Object.keys(values).length ? ')' : ''}`)
  return [...lines, ...(backtest ? backtestLines(backtest) : [])].join('\n')
}

function totals(findings: readonly string[], finding: Uint8Array): string {
  const sums = findings.map(() => 0)
  for (const each of finding) sums[each] = (sums[each] ?? 0) + 1
  return findings.map((name, i) => ({ name: i === 0 ? 'not significant' : words(name), sum: sums[i] ?? 0 })).filter(({ sum }, i) => sum > 0 || i === 0 || findings.length <= 4).toReversed().map(({ name, sum }) => `${count(sum)} ${name}`).join(', ')
}

function backtestLines(backtest: BacktestResult): string[] {
  const { rows, trainedUntil, testedUntil, earlierRows, laterRows, laterRowsOutside, unitKind, units, comparisons } = backtest
  const header = ['', 'share', unitKind, 'hits', 'hit rate', 'PAI', 'PEI']
  const table = textTable([header, ...rows.map((row) => [row.method, percent(row.share), figure(Number(row.cells.toFixed(1))), figure(Number(row.hits.toFixed(1))), `${percent(row.hitRate)}${row.hitRateLow === undefined ? '' : ` (${percent(row.hitRateLow)} to ${percent(row.hitRateHigh ?? 0)})`}`, row.pai.toFixed(2), row.pei.toFixed(3)])])
  const outside = laterRowsOutside ? `; ${count(laterRowsOutside)} later ones lie outside of them` : ''
  return [`backtest: trained until ${trainedUntil} on ${count(earlierRows)} incidents, judged until ${testedUntil} on ${count(laterRows)}, in ${count(units)} ${unitWords[unitKind]}${outside}`, table, ...comparisons.map((comparison) => sentence(backtest, comparison))]
}

/** The sentence that a map must carry. */
function sentence({ rows, unitKind }: BacktestResult, { shareAsked, verdict, p, methodOnly, countsOnly }: BacktestResult['comparisons'][number]): string {
  const of = rows.filter((row) => row.shareAsked === shareAsked)
  const [method, counts] = [of.find(({ method: name }) => name !== 'plain_counts' && name !== 'random'), of.find(({ method: name }) => name === 'plain_counts')]
  const verdicts = { better: 'Better than counting', worse: 'Worse than counting', same: 'No better than counting' }
  return `${verdicts[verdict]} at ${percent(shareAsked)}: the ${figure(Number((method?.cells ?? 0).toFixed(1)))} ${unitWords[unitKind]} that rank first held ${percent(method?.hitRate ?? 0)} of the later incidents; plain counting would have held ${percent(counts?.hitRate ?? 0)} (held by one only: ${figure(Math.round(methodOnly))} against ${figure(Math.round(countsOnly))}, p ${p < 1e-12 ? 'below 1e-12' : Number(p.toPrecision(2))}).`
}
