import { createRandom } from '../random.ts'
import type { BacktestRow } from './backtest.ts'
import { backtestUnits } from './backtestUnits.ts'
import { binomialTest } from './binomialTest.ts'
import { AnalysisRefusal, type AnalysisInput, type AnalysisResult, type BacktestResult, type BacktestVerdict, type Method, type PointRows, type Tell, type Units } from './method.ts'
import { hitsOf, orderByScore, randomHits, takeBySize } from './takeBySize.ts'

export type MethodBacktestOptions = {
  trainUntilMs: number
  testUntilMs: number
  /** Shares of the ground (of the length of streets), default 1, 3 and 5 %. */
  shares?: readonly number[]
  seed?: number
}

const randomRuns = 999
const alpha = 0.05

/** Rows of from <= time < to, which stand together: rows are in order of time. */
export function rowsBetween({ xMeters, yMeters, timesMs, untilMs }: PointRows, fromMs: number, toMs: number): PointRows {
  const first = (ms: number) => {
    let [low, high] = [0, timesMs.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((timesMs[middle] as number) < ms) low = middle + 1
      else high = middle
    }
    return low
  }
  const [from, to] = [first(fromMs), Math.max(first(fromMs), first(toMs))]
  return { count: to - from, xMeters: xMeters.subarray(from, to), yMeters: yMeters.subarray(from, to), timesMs: timesMs.subarray(from, to), untilMs: untilMs.subarray(from, to) }
}

/**
 * Would the method's map of the earlier window have found the later one? Trained on from <= time < trainUntil, judged on trainUntil <= time < testUntil:
 * hit rate, PAI (Chainey et al. 2008) and PEI (Hunt 2016) at shares of the ground, beside plain counts of the same earlier rows on the same units, by size
 * where sizes differ, and random choices. Units are taken by score, ties as `takeBySize` says. Units and study area come from the earlier rows alone.
 * "Better" or "worse" than counting: the exact binomial test of an even chance for the later events that only one of both held (McNemar), which takes
 * events as independent of each other; p < 0.05.
 * @throws AnalysisRefusal where there is nothing to rank or to judge, and as the method does
 */
export function methodBacktest(method: Method<never>, parameters: never, input: AnalysisInput, options: MethodBacktestOptions, tell: Tell = () => {}): BacktestResult {
  return trainAndJudge(method, parameters, input, options, tell).backtest
}

export type Ranked = { scores: Float64Array; earlier: Float64Array; later: Float64Array; sizes: Float64Array }

/** The same, with the map of the earlier window and the figures of each unit that was ranked. */
export function trainAndJudge(method: Method<never>, parameters: never, input: AnalysisInput, options: MethodBacktestOptions, tell: Tell = () => {}): { backtest: BacktestResult; trained: AnalysisResult; units: Units; ranked: Ranked } {
  const { trainUntilMs, testUntilMs, shares = [0.01, 0.03, 0.05], seed = 1 } = options
  const { earlier, later } = windowsOf(method, input, { trainUntilMs, testUntilMs, shares })
  const training: AnalysisInput = { ...input, points: earlier, areas: input.areas && { ...input.areas, values: null }, window: { fromMs: input.window.fromMs, toMs: trainUntilMs } }
  const trained = method.run(training, parameters, (done) => tell(0.9 * done))
  const { kind, sizes, scores, locate, units } = backtestUnits(trained, method.rank as string, training, parameters)
  const [before, after] = [counted(earlier, sizes.length, locate), counted(later, sizes.length, locate)]
  if (!after.inside) throw new AnalysisRefusal('nothing_to_test', 'no incident of the later window lies in the study area: nothing can be hit.', 'testUntil')
  tell(0.95)
  const judged = judge({ kind, sizes, later: after.counts, inside: after.inside, shares, seed }, method.id, scores, before.counts)
  tell(1)
  const iso = (ms: number) => new Date(ms).toISOString()
  const backtest = { ...judged, trainedUntil: iso(trainUntilMs), testedUntil: iso(testUntilMs), earlierRows: before.inside, laterRows: after.inside, laterRowsOutside: later.count - after.inside, unitKind: kind, units: sizes.length }
  return { backtest, trained, units, ranked: { scores, earlier: before.counts, later: after.counts, sizes } }
}

/** @throws AnalysisRefusal where a window is empty, they are not in order, or there is nothing to rank */
function windowsOf({ id, rank }: Method<never>, { points, window }: AnalysisInput, { trainUntilMs, testUntilMs, shares }: Required<Omit<MethodBacktestOptions, 'seed'>>): { earlier: PointRows; later: PointRows } {
  if (!rank) throw new AnalysisRefusal('no_ranking', `${id} gives one answer for the whole and ranks no places: there is nothing to backtest.`, 'method')
  if (!points) throw new AnalysisRefusal('no_points', 'a backtest needs incidents as points with times.', 'points')
  const share = shares.find((each) => !(each > 0 && each <= 1))
  if (share !== undefined) throw new AnalysisRefusal('bad_share', `a share of the ground is ${share}, expected more than 0 and at most 1.`, 'shares')
  if (!(trainUntilMs < testUntilMs)) throw new AnalysisRefusal('backtest_windows', 'the end of the training must lie before the end of the test.', 'testUntil')
  const [earlier, later] = [rowsBetween(points, window.fromMs, trainUntilMs), rowsBetween(points, trainUntilMs, testUntilMs)]
  if (!earlier.count) throw new AnalysisRefusal('nothing_to_train', 'no incident lies before the end of the training: nothing can be learnt.', 'trainUntil')
  if (!later.count) throw new AnalysisRefusal('nothing_to_test', 'no incident lies in the later window: nothing can be hit.', 'testUntil')
  return { earlier, later }
}

function counted({ count, xMeters, yMeters }: PointRows, units: number, locate: (x: number, y: number) => number) {
  const counts = new Float64Array(units)
  let inside = 0
  for (let row = 0; row < count; row++) {
    const unit = locate(xMeters[row] as number, yMeters[row] as number)
    if (unit < 0) continue
    counts[unit] = (counts[unit] as number) + 1
    inside++
  }
  return { counts, inside }
}

export type Judged = { kind: 'cells' | 'areas' | 'segments'; sizes: Float64Array; later: Float64Array; inside: number; shares: readonly number[]; seed: number }

/** Scores and plain counts against the later counts of the same units. */
export function judge({ kind, sizes, later, inside, shares, seed }: Judged, method: string, scores: ArrayLike<number>, earlier: ArrayLike<number>): Pick<BacktestResult, 'rows' | 'comparisons' | 'verdict'> {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (!(total > 0)) throw new AnalysisRefusal('study_area_zero', 'the study area holds no ground: a share of it is nothing.', 'studyArea')
  const budgets = shares.map((share) => budgetOf(kind, share, sizes, total))
  const bySize = (counts: ArrayLike<number>) => Float64Array.from(sizes, (size, i) => (size > 0 ? (counts[i] as number) / size : (counts[i] as number) > 0 ? Infinity : 0))
  const takenOf = (score: ArrayLike<number>) => {
    const order = orderByScore(score)
    return budgets.map((budget) => takeBySize(score, order, sizes, budget))
  }
  const [byMethod, byCounts, best] = [takenOf(scores), takenOf(bySize(earlier)), takenOf(bySize(later))]
  const bestHits = best.map((taken) => hitsOf(taken, later))
  const row = (name: string, at: number, hits: number, cells: number): BacktestRow => {
    const share = (budgets[at] as number) / total
    return { method: name, shareAsked: shares[at] as number, share, cells, hits, hitRate: hits / inside, pai: hits / inside / share, pei: hits / (bestHits[at] as number) }
  }
  const rowsOf = (name: string, taken: readonly Float64Array[]) => taken.map((each, at) => row(name, at, hitsOf(each, later), sum(each)))
  const chance = randomHits(sizes, later, budgets, randomRuns, createRandom(seed))
  const random = budgets.map((budget, at) => {
    const runs = chance[at] as Float64Array
    const quantile = (part: number) => (runs[Math.round(part * (runs.length - 1))] as number) / inside
    return { ...row('random', at, (inside * budget) / total, (sizes.length * budget) / total), hitRateLow: quantile(0.025), hitRateHigh: quantile(0.975) }
  })
  const comparisons = shares.map((shareAsked, at) => compare(shareAsked, byMethod[at] as Float64Array, byCounts[at] as Float64Array, later))
  const largest = shares.indexOf(Math.max(...shares))
  return { rows: [...rowsOf(method, byMethod), ...rowsOf('plain_counts', byCounts), ...random], comparisons, verdict: comparisons[largest]?.verdict ?? 'same' }
}

/** Cells are taken whole, at least one; of units that differ in size the last one in part. */
function budgetOf(kind: Judged['kind'], share: number, sizes: Float64Array, total: number): number {
  return kind === 'cells' ? Math.max(1, Math.round(share * sizes.length)) * (sizes[0] as number) : share * total
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)

function compare(shareAsked: number, method: Float64Array, counts: Float64Array, later: Float64Array): BacktestResult['comparisons'][number] {
  let [methodOnly, countsOnly] = [0, 0]
  for (let i = 0; i < later.length; i++) {
    const more = ((method[i] as number) - (counts[i] as number)) * (later[i] as number)
    if (more > 0) methodOnly += more
    else countsOnly -= more
  }
  // Parts of events, where ties were split, are rounded for the test.
  const [won, lost] = [Math.round(methodOnly), Math.round(countsOnly)]
  const p = won + lost ? binomialTest(won, won + lost, 0.5) : 1
  const verdict: BacktestVerdict = p >= alpha ? 'same' : won > lost ? 'better' : 'worse'
  return { shareAsked, methodOnly, countsOnly, p, verdict }
}
