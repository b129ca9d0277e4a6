import { AnalysisRefusal, type AnalysisInput, type BacktestResult, type Method, type Tell } from './method.ts'

export type MethodBacktestOptions = { trainUntilMs: number; testUntilMs: number; shares?: readonly number[]; seed?: number }

/**
 * Would the method's map of the earlier window have found the later one? Trained on from <= time < trainUntil, judged on trainUntil <= time < testUntil.
 * @throws AnalysisRefusal where there is nothing to rank or to judge
 */
export function methodBacktest(method: Method<never>, _parameters: never, _input: AnalysisInput, _options: MethodBacktestOptions, _tell: Tell = () => {}): BacktestResult {
  throw new AnalysisRefusal('no_backtest', `${method.id} has no backtest yet.`, 'method')
}
