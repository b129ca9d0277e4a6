import { parseParameters } from '../geodata/analysis/parameters.ts'
import { methodOf } from '../geodata/analysis/runMethod.ts'
import { AnalysisRefusal } from '../geodata/analysis/method.ts'
import type { AnalysisQuestion } from '../geodata/model/analysis.ts'
import type { AnalysisAnswer, AnalysisStage } from '../geodata/model/analysisAnswer.ts'
import type { Sql } from './database.ts'
import type { Versions } from './live/versions.ts'
import { createNewestTurns } from './newestTurns.ts'
import { Problem } from './problem.ts'
import { categoriesOf, sightOf } from './queries/analysis.ts'
import { gather } from './analysisGather.ts'
import type { Reply } from './workers/analyses.worker.ts'
import type { ExportedFile } from './workers/analysisExport.ts'
import type { AnalysisTask, ExportFormat, Said } from './workers/analysisTask.ts'
import { Cancelled, runInWorker, TooMuch } from './workers/run.ts'

export type Asker = { actor: string }
export type Progress = (stage: AnalysisStage, progress: number) => void
export type Analyses = ReturnType<typeof createAnalyses>
type Options = { alsoShow?: number[]; exportAs?: ExportFormat; told?: Progress; signal: AbortSignal }
type AskOptions = Omit<Options, 'exportAs'> & {
  /** By `order`, taken when the question came. */
  place?: number
  /** The answer as it was last given to somebody who sees the same is good, though the data may have changed since. */
  asSeen?: boolean
}

const script = new URL('./workers/analyses.worker.ts', import.meta.url)
const keptAnswers = 24
/** Threads at work at once, for all accounts together; whoever would be one too many in the queue is sent away. */
const threads = 2
const mostWaiting = 20

/** Where each stage begins and ends on the way from 0 to 1. */
const stages: Record<AnalysisStage, [number, number]> = { rows: [0, 0.15], method: [0.15, 0.6], backtest: [0.6, 0.8], previous: [0.8, 1] }

/** What is wrong with a question before any row is read. @throws Problem 422 naming the field */
async function checkQuestion(sql: Sql, actor: string, { from, to, categoryIds, method, parameters, compareWith }: AnalysisQuestion): Promise<void> {
  checkSpan(from, to, 'to')
  if (typeof compareWith === 'object') checkSpan(compareWith.from, compareWith.to, 'compareWith.to')
  refusing('parameters', () => parseParameters(methodOf(method), parameters))
  if (!categoryIds) return
  const { voices, unknown } = await categoriesOf(sql, actor, categoryIds)
  if (voices.length) {
    const names = voices.map(({ id, nameZh, nameEn }) => `${id} ${nameZh} ${nameEn}`).join(', ')
    throw new Problem(422, `categoryIds: ${names}: what people say to or about authorities is never analysed`, [{ field: 'categoryIds', expected: `no voice of anybody; these are: ${names}` }])
  }
  if (unknown.length) throw new Problem(422, `categoryIds: there is no category ${unknown.join(', ')}`, [{ field: 'categoryIds', expected: 'ids of the catalogue' }])
}

const mostDays = 36_600

function checkSpan(from: string, to: string, field: string): void {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
  const expected = days > 0 ? `expected at most ${mostDays} days after from` : 'expected a time after from'
  if (!(days > 0 && days <= mostDays)) throw new Problem(422, `${field}: ${expected}`, [{ field, expected }])
}

const refusal = ({ code, field, detail }: { code: string; field: string; detail: string }) => new Problem(422, detail, [{ field, expected: detail, code }])

function refusing<Result>(within: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof AnalysisRefusal) throw refusal({ code: error.code, field: error.field === 'method' ? 'method' : `${within}.${error.field}`, detail: error.message })
    throw error
  }
}

/** Whether these units are among those that are drawn; what is no unit can not be. */
function shows({ result }: AnalysisAnswer, wanted: number[]): boolean {
  const shown = new Set(result.units.features.map(({ id }) => id))
  return wanted.every((unit) => shown.has(unit) || unit >= result.unitCount)
}

/** Questions to methods: one at a time for each actor, answered off the main thread, the last answers kept. */
export function createAnalyses({ sql, versions }: { sql: Sql; versions: Versions }) {
  const kept = new Map<string, { tag: string; answer: AnalysisAnswer }>()
  const { alone: inTurn, order } = createNewestTurns(threads, mostWaiting)

  const alone = <Result>({ actor }: Asker, place: number, clientGone: AbortSignal, run: (signal: AbortSignal) => Promise<Result>): Promise<Result> =>
    inTurn(actor, place, clientGone, run).catch((error: unknown) => {
      throw error instanceof TooMuch ? new Problem(422, `The question is too large: ${error.message}.`, [{ field: 'parameters', expected: 'larger cells, fewer permutations, a shorter window or fewer categories' }]) : error
    })

  async function work({ actor }: Asker, question: AnalysisQuestion, { alsoShow = [], exportAs, told = () => {}, signal }: Options): Promise<Exclude<Reply, { refused: unknown }>> {
    const on = (stage: AnalysisStage, share: number) => told(stage, stages[stage][0] + (stages[stage][1] - stages[stage][0]) * Math.max(0, Math.min(1, share)))
    const gathered = (share: number) => {
      if (signal.aborted) throw new Cancelled('cancelled while its rows were read')
      on('rows', share)
    }
    gathered(0)
    const task: AnalysisTask = { ...(await gather(sql, actor, question, gathered)), alsoShow, exportAs: exportAs ?? null }
    const transfer = [task.now.packed, ...(task.before ? [task.before.packed] : [])]
    const reply = await runInWorker<Reply, Said>(script, task, transfer, { signal, onTold: ({ stage, share }) => on(stage, share) })
    if ('refused' in reply) throw refusal(reply.refused)
    return reply
  }

  return {
    check: (actor: string, question: AnalysisQuestion) => checkQuestion(sql, actor, question),
    /** Taken before anything is waited for: who came last is the newest. */
    order,
    /** Call `check` first: what can be refused without rows is refused there. */
    async ask(asker: Asker, question: AnalysisQuestion, { place = order(), alsoShow = [], asSeen = false, ...options }: AskOptions): Promise<AnalysisAnswer> {
      const sight = await sightOf(sql, asker.actor)
      const key = `${sight} ${JSON.stringify(question)}`
      // Positions come every second, and count only where patrols' finds do.
      const tag = versions.tag(['incident', 'area', 'zone', 'building', 'street', ...(question.provenance.some((one) => one !== 'public') ? (['position'] as const) : [])])
      const known = kept.get(key)
      if (known && (asSeen || known.tag === tag) && shows(known.answer, alsoShow)) return known.answer
      const reply = await alone(asker, place, options.signal, (signal) => work(asker, question, { ...options, alsoShow, signal }))
      if (!('answer' in reply)) throw new Error('the worker wrote a file where an answer was wanted')
      // It may have waited for minutes: what was read with other rights by then is not for those who have the ones from before.
      if ((await sightOf(sql, asker.actor)) !== sight) return reply.answer
      kept.delete(key)
      kept.set(key, { tag, answer: reply.answer })
      for (const oldest of kept.keys()) if (kept.size > keptAnswers) kept.delete(oldest)
      return reply.answer
    },
    async export(asker: Asker, question: AnalysisQuestion, exportAs: ExportFormat, signal: AbortSignal): Promise<ExportedFile> {
      const reply = await alone(asker, order(), signal, (ended) => work(asker, question, { exportAs, signal: ended }))
      if (!('file' in reply)) throw new Error('the worker answered where a file was wanted')
      return reply.file
    },
  }
}
