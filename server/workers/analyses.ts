import { hotAreaTrends, type AreaTrend } from '../../geodata/analysis/hotAreaTrends.ts'
import { isHot } from '../../geodata/analysis/hotGroups.ts'
import { AnalysisRefusal, type AnalysisInput, type AnalysisResult, type BacktestResult, type Note, type Plane, type PointRows } from '../../geodata/analysis/method.ts'
import { methodBacktest } from '../../geodata/analysis/methodBacktest.ts'
import { parseParameters } from '../../geodata/analysis/parameters.ts'
import { methodOf, runMethod } from '../../geodata/analysis/runMethod.ts'
import { unitFeatures, unitGeometry } from '../../geodata/analysis/unitFeatures.ts'
import type { HotspotTrend } from '../../geodata/model/analysis.ts'
import type { AnalysisAnswer, AnalysisPrevious, AnalysisStage, AnalysisUnit } from '../../geodata/model/analysisAnswer.ts'
import { middleOf } from '../../geodata/geometry/middleOf.ts'
import { addPresence } from './analysisPresence.ts'
import { type AnalysisTask, type ReadWindow, readWindow, type Said, type TaskWindow } from './analysisTask.ts'
import { coarseChance, hideSmall, shown } from './analysisShown.ts'

export type Found = { result: AnalysisResult; read: ReadWindow; backtest: BacktestResult | null; previous: AnalysisPrevious | null }
type Tell = (said: Said) => void
type Earlier = (before: TaskWindow) => AnalysisInput

const dayMs = 86_400_000
/** The last quarter of the window judges what the first three would have shown. */
const trainingShare = 0.75
/** A quarter of less is a few days, which say little. */
const shortestToQuarterMs = 28 * dayMs

/** The whole question in one go, on plain data. @throws AnalysisRefusal as the methods do */
export function solveAnalysis(task: AnalysisTask, tell: Tell): AnalysisAnswer {
  const { result, read, backtest, previous } = findAll(task, tell)
  return {
    question: task.question, rows: read.input.points?.count ?? 0, rowsLeftOut: read.input.rowsLeftOut, provenance: read.provenance,
    result: shown(task, result, read.input), backtest, previous, smallHidden: task.ground.hidesSmall,
  }
}

/** Result with its notes and, where patrols' finds count, their presence; counts that are small are not in it where they are to be hidden. */
export function findAll(task: AnalysisTask, tell: Tell): Found {
  const { question } = task
  const stage = (name: AnalysisStage) => (share: number) => tell({ stage: name, share })
  const read = readWindow(task, task.now)
  const { input } = read
  const method = methodOf(question.method)
  const result = runMethod(question, input, stage('method'))
  const notes: Note[] = [...result.notes]
  if (read.rough) notes.push({ code: 'rough_times', values: { rows: read.rough } })
  const earlier = earlierOf(task, input.plane)
  const backtest = question.backtest ? judged(task, method, { input, earlier }, notes, stage('backtest')) : null
  const previous = task.before ? compared(task, { result, input, earlier }, notes, stage('previous')) : null
  if (question.provenance.some((one) => one !== 'public')) {
    notes.push({ code: 'patrol_found', values: { ...read.provenance } })
    addPresence(result, input, task.presence, snapOf(task))
  }
  if (task.ground.hidesSmall) hideSmall(result)
  return { result: { ...result, notes }, read, backtest, previous }
}

/** Reads the period before, once, and only where the judgement of a short window or the comparison asks for it. */
function earlierOf(task: AnalysisTask, plane: Plane): Earlier {
  let read: AnalysisInput | undefined
  return (before) => (read ??= readWindow(task, before, plane).input)
}

function judged(task: AnalysisTask, method: ReturnType<typeof methodOf>, now: { input: AnalysisInput; earlier: Earlier }, notes: Note[], tell: (share: number) => void): BacktestResult | null {
  const { question } = task
  if (method.rank === null) return null
  try {
    const { input: both, ...windows } = trialOf(task, now)
    return methodBacktest(method, parseParameters(method, question.parameters), both, windows, tell)
  } catch (error) {
    // Too little in one of the two parts: the map stands without a judgement, and says so.
    if (!(error instanceof AnalysisRefusal)) throw error
    notes.push({ code: 'no_backtest', values: { reason: error.code } })
    return null
  }
}

/** What trains and what judges. Of a short window, where the period that it is compared with leads up to it: that period trains, and the window judges. */
function trialOf(task: AnalysisTask, { input, earlier: earlierRows }: { input: AnalysisInput; earlier: Earlier }): { input: AnalysisInput; trainUntilMs: number; testUntilMs: number } {
  const { fromMs, toMs } = input.window
  const { before } = task
  const leadsUp = before !== null && before.toMs === fromMs && before.toMs - before.fromMs >= toMs - fromMs
  const earlier = leadsUp && toMs - fromMs < shortestToQuarterMs ? earlierRows(before).points : null
  if (!before || !earlier?.count || !input.points) return { input, trainUntilMs: fromMs + (toMs - fromMs) * trainingShare, testUntilMs: toMs }
  return { input: { ...input, points: joined(earlier, input.points), window: { fromMs: before.fromMs, toMs } }, trainUntilMs: fromMs, testUntilMs: toMs }
}

function joined(first: PointRows, second: PointRows): PointRows {
  const both = (a: Float64Array, b: Float64Array) => {
    const all = new Float64Array(a.length + b.length)
    all.set(a)
    all.set(b, a.length)
    return all
  }
  return { count: first.count + second.count, xMeters: both(first.xMeters, second.xMeters), yMeters: both(first.yMeters, second.yMeters), timesMs: both(first.timesMs, second.timesMs), untilMs: both(first.untilMs, second.untilMs) }
}

/** How far from its street a row may lie, as the method has it. */
function snapOf({ question }: AnalysisTask): number {
  const { snapMeters = 50 } = parseParameters(methodOf(question.method), question.parameters) as { snapMeters?: number }
  return snapMeters
}

function compared(task: AnalysisTask, now: { result: AnalysisResult; input: AnalysisInput; earlier: Earlier }, notes: Note[], tell: (share: number) => void): AnalysisPrevious | null {
  const { question, before } = task
  // Of units that are not told apart as hot there is nothing to follow.
  if (!before || now.result.units.kind === 'none' || !now.result.findings.some(isHot)) return null
  const watched = task.watched ? (Date.parse(task.watched.to) - Date.parse(task.watched.from)) / dayMs : (task.now.toMs - task.now.fromMs) / dayMs
  const days = { now: watched, before: (before.toMs - before.fromMs) / dayMs }
  const input = now.earlier(before)
  const rows = input.points?.count ?? 0
  if (rows === 0) {
    notes.push({ code: 'previous_empty' })
    return null
  }
  try {
    const result = runMethod(question, input, tell)
    const { areas, gone } = hotAreaTrends({ ...now, days: days.now }, { result, input, days: days.before }, snapOf(task))
    return { window: { from: iso(before.fromMs), to: iso(before.toMs) }, days, rows, ...drawn(task, now, { result, input }, areas, gone) }
  } catch (error) {
    if (!(error instanceof AnalysisRefusal)) throw error
    notes.push({ code: 'no_previous', values: { reason: error.code } })
    return null
  }
}

const iso = (ms: number) => new Date(ms).toISOString()
type Side = { result: AnalysisResult; input: { plane: Plane; areas: AnalysisInput['areas'] } }

function drawn({ ground }: AnalysisTask, now: Side, before: Side, areas: AreaTrend[], gone: AreaTrend[]): Pick<AnalysisPrevious, 'totals' | 'areas' | 'gone'> {
  const totals: Record<HotspotTrend, number> = { new: 0, growing: 0, steady: 0, shrinking: 0, gone: 0 }
  for (const { trend } of [...areas, ...gone]) totals[trend]++
  const shy = (count: number) => (ground.hidesSmall && count > 0 && count < 5 ? null : count)
  const centerOf = ({ units }: AreaTrend): [number, number] => {
    const middles = units.flatMap((unit) => unitGeometry(now.result.units, now.input, unit) ?? []).map(middleOf)
    return [0, 1].map((axis) => middles.reduce((sum, middle) => sum + (middle[axis] as number), 0) / Math.max(1, middles.length)) as [number, number]
  }
  const hidden = <Pair extends { now: number | null; before: number | null; p: number; q: number }>(pair: Pair): Pair => {
    const told = { ...pair, now: shy(pair.now ?? 0), before: shy(pair.before ?? 0) }
    return told.now === null || told.before === null ? { ...told, p: coarseChance(pair.p), q: coarseChance(pair.q) } : told
  }
  const features = gone.map(hidden).flatMap(({ units, now: count, before: former, p, q, trend }) =>
    [...unitFeatures(before.result, before.input, units)].map((unit): AnalysisUnit => ({ ...unit, properties: { index: unit.id, finding: 'hot', now: count, before: former, p, q, trend } })))
  return { totals, areas: areas.map((area) => ({ ...hidden<AnalysisPrevious['areas'][number]>({ ...area, center: centerOf(area) }) })), gone: { type: 'FeatureCollection', features } }
}
