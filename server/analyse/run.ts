import { AnalysisRefusal, type AnalysisInput, type AnalysisResult, type BacktestResult, type Method, type Tell, type Units } from '../../geodata/analysis/method.ts'
import { type Ranked, trainAndJudge } from '../../geodata/analysis/methodBacktest.ts'
import { parametersOf, parseParameters } from '../../geodata/analysis/parameters.ts'
import { checkNeeds } from '../../geodata/analysis/runMethod.ts'
import { CommandError } from '../cli/tell.ts'
import type { AnalyseFlags } from './flags.ts'
import { type Gathered, momentText } from './gather.ts'

export type Answered = { result: AnalysisResult; backtest: BacktestResult | null }

/** The question of the flags, answered. @throws AnalysisRefusal, CommandError */
export function answer(flags: AnalyseFlags, { input, times, moment }: Gathered, tell: Tell): Answered {
  const method = flags.method as Method<never>
  const parameters = parseParameters(method, { ...unitsFor(method, input), ...flags.parameters })
  const { 'train-until': trainUntil, 'test-until': testUntil } = flags.one
  const isTrained = flags.isBacktest || trainUntil !== undefined || testUntil !== undefined
  checkNeeds(method, input)
  if (!method.rank && (isTrained || flags.alsoBacktest)) throw new AnalysisRefusal('no_ranking', `${method.id} ranks no places: there is nothing to backtest.`, 'method')
  if (times === 'none' && (isTrained || flags.alsoBacktest || method.needs.includes('times'))) throw new AnalysisRefusal('no_times', `${isTrained || flags.alsoBacktest ? 'a backtest' : method.id} needs times, and no column of times was found: name it with --map occurredAt=COLUMN.`, 'points')
  const { fromMs, toMs } = input.window
  const testUntilMs = testUntil === undefined ? toMs : moment('test-until', testUntil)
  const trainUntilMs = trainUntil === undefined ? fromMs + 0.75 * (testUntilMs - fromMs) : moment('train-until', trainUntil)
  const judged = (told: Tell) => trainAndJudge(method, parameters, input, { trainUntilMs, testUntilMs, shares: sharesOf(flags.one.shares), seed: Number((parameters as { seed?: number }).seed ?? flags.seed ?? 1) }, told)
  const said = (backtest: BacktestResult) => ({ ...backtest, trainedUntil: momentText(trainUntilMs, times) ?? '', testedUntil: momentText(testUntilMs, times) ?? '' })
  if (!isTrained) {
    const share = flags.alsoBacktest ? 0.5 : 1
    const result = dated(method.run(input, parameters, (done) => tell(done * share)), input, times)
    return { result, backtest: flags.alsoBacktest ? said(judged((done) => tell(0.5 + done * 0.5)).backtest) : null }
  }
  const { backtest, trained, units, ranked } = judged(tell)
  const result = dated(trained, { ...input, window: { fromMs, toMs: trainUntilMs } }, times)
  return { result: flags.isBacktest ? { ...result, ...judgement(backtest, units, ranked) } : result, backtest: said(backtest) }
}

/** What was ranked, with what came before and after, and the figures as a table. */
function judgement({ rows }: BacktestResult, units: Units, { scores, earlier, later, sizes }: Ranked): Pick<AnalysisResult, 'units' | 'columns' | 'findings' | 'finding' | 'table'> {
  const names = ['method', 'shareAsked', 'share', 'cells', 'hits', 'hitRate', 'pai', 'pei', 'hitRateLow', 'hitRateHigh'] as const
  return {
    units, columns: { score: scores, earlierCount: earlier, laterCount: later, size: sizes }, findings: ['none'], finding: new Uint8Array(scores.length),
    table: { columns: names, rows: rows.map((row) => names.map((name) => row[name] ?? null)) },
  }
}

function sharesOf(text: string | undefined): number[] {
  const shares = (text ?? '1,3,5').split(',').map((part) => Number(part.replace('%', '')) / 100)
  if (shares.some((share) => !(share > 0 && share <= 1))) throw new CommandError(`--shares ${text}: expected percentages of the ground such as 1,3,5.`)
  return shares
}

/** Points beside areas are counted in them, beside streets on them, unless the person says otherwise. */
function unitsFor(method: Method<never>, { points, areas, streets }: AnalysisInput): Record<string, string> {
  const kinds = parametersOf(method).find(({ name }) => name === 'units')?.choices ?? []
  if (points && areas && !areas.values && areas.polygons.length && kinds.includes('areas')) return { units: 'areas' }
  return points && streets && !areas && kinds.includes('segments') ? { units: 'segments' } : {}
}

/** The window as the files tell time: not at all, or in days of their own. */
function dated(result: AnalysisResult, { window }: AnalysisInput, times: Gathered['times']): AnalysisResult {
  if (times === 'dates') return result
  return { ...result, evidence: { ...result.evidence, window: { from: momentText(window.fromMs, times), to: momentText(window.toMs, times) } } }
}
