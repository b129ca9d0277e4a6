import { figureKeys } from '../../geodata/briefing/figureKeys.ts'
import { localDay } from '../../geodata/briefing/dayText.ts'
import { briefingSpans } from '../../geodata/briefing/spans.ts'
import type { BriefingFigure, BriefingQuestion } from '../../geodata/model/briefing.ts'
import { asActorMoment, type Sql } from '../database.ts'
import { Problem } from '../problem.ts'
import { briefingBasis, briefingNames } from '../queries/briefingCounts.ts'
import type { CoverRows } from '../queries/cameraCover.ts'
import { Cancelled } from '../workers/run.ts'
import type { Ask, Drafted } from './ask.ts'
import { countedFigures, countPeriods, timeFigures } from './counted.ts'
import { cameraFigures, coverFigure, coverTask, patrolFigures } from './equipment.ts'
import { handledFigures } from './handled.ts'
import { foundFigure, type HotspotTask, hotspotTask } from './hotspots.ts'
import { figureMethods } from './methods.ts'
import { hotspotFigures, keptFigure } from './watched.ts'

/** In order, with how far each begins. */
const stages = { ground: 0, incidents: 0.02, time: 0.2, handled: 0.3, watched: 0.45, patrols: 0.55, cameras: 0.65, hotspots: 0.8, cover: 0.92 } as const
export type BriefingStage = keyof typeof stages
export type BriefingRun = { figures: BriefingFigure[]; from: string; to: string; areaId: number }
type Options = { /** Of the incidents, as the live stream counts them. */ version?: number | null; signal: AbortSignal; told?: (stage: BriefingStage, progress: number) => void }

/** All questions of a run together; each statement has the deadline of the pool besides. */
const mostMs = 180_000
const dayMs = 86_400_000

const refused = (field: string, expected: string) => new Problem(422, `question.${field}: ${expected}`, [{ field: `question.${field}`, expected }])

async function askOf(moment: Sql, actor: string, question: BriefingQuestion): Promise<Ask> {
  const basis = await briefingBasis(moment, actor, question.areaId)
  if (!basis) throw new Problem(403, 'The actor may not brief in this area.', [{ field: 'question.areaId', expected: 'an area in which you brief' }])
  const asOf = question.asOf ?? undefined
  if (asOf && Date.parse(asOf) > Date.parse(basis.at) + 60_000) throw refused('asOf', 'expected a moment in the past')
  const at = asOf ?? basis.at
  const spans = spansOf(question, basis.timeZone, at)
  const known = (from: string) => basis.firstAt !== null && Date.parse(basis.firstAt) < Date.parse(from) + dayMs
  const recordsFrom = basis.firstAt === null || known(spans.now.from) ? undefined : localDay(basis.firstAt, basis.timeZone)
  const scope = { areaId: question.areaId, at: asOf, ...(question.categoryIds ? { categoryIds: question.categoryIds } : {}) }
  return { moment, actor, question, scope, asOf, at, timeZone: basis.timeZone, spans, recordsFrom,
    known: { now: basis.firstAt !== null && Date.parse(basis.firstAt) < Date.parse(spans.now.to), before: known(spans.before.from), year: known(spans.year.from) }, names: await briefingNames(moment, actor, question.areaId) }
}

function spansOf(question: BriefingQuestion, timeZone: string, at: string): Ask['spans'] {
  try {
    return briefingSpans(question, timeZone, Date.parse(at))
  } catch (error) {
    if (error instanceof RangeError) throw refused('to', error.message)
    throw error
  }
}

const figureOf = (ask: Ask, version: number | null) => ({ key, method, rows, value, seed, params }: Drafted): BriefingFigure => ({
  key, query: { name: key, params: { areaId: ask.question.areaId, categoryIds: ask.question.categoryIds, ...ask.spans.now, before: ask.spans.before, year: ask.spans.year, ...(ask.recordsFrom ? { recordsFrom: ask.recordsFrom } : {}), ...params } },
  snapshot: { at: ask.at, version, rows }, method: figureMethods[method], seed: seed ?? null, value, madeAt: new Date().toISOString(),
})

type Read = { ask: Ask; drafted: Drafted[]; hotspots: HotspotTask | undefined; cover: CoverRows | undefined }

/** Everything that is read, at one moment. */
async function readAll(moment: Sql, actor: string, question: BriefingQuestion, at: (stage: BriefingStage) => void): Promise<Read> {
  const ask = await askOf(moment, actor, question)
  const drafted: Drafted[] = []
  const next = async (stage: BriefingStage, work: () => Promise<Drafted[]>) => {
    at(stage)
    drafted.push(...(await work()))
  }
  await next('incidents', async () => countedFigures(ask, await countPeriods(ask)))
  await next('time', () => timeFigures(ask))
  await next('handled', () => handledFigures(ask))
  await next('watched', async () => [...(await hotspotFigures(ask)), ...(await keptFigure(ask))])
  await next('patrols', () => patrolFigures(ask))
  await next('cameras', () => cameraFigures(ask))
  at('hotspots')
  return { ask, drafted, hotspots: await hotspotTask(ask), cover: await coverTask(ask) }
}

/** All figures of a briefing, counted at one moment as the actor; what takes a method long is worked out when the moment is over. @throws Problem where the actor may not, or there is nothing to ask; Cancelled when nobody waits any more */
export async function runBriefing(sql: Sql, actor: string, question: BriefingQuestion, { version = null, signal, told = () => {} }: Options): Promise<BriefingRun> {
  const at = (stage: BriefingStage) => {
    if (signal.aborted) throw new Cancelled('nobody waits for the briefing')
    told(stage, stages[stage])
  }
  at('ground')
  const { ask, drafted, hotspots, cover } = await asActorMoment(sql, actor, mostMs, (moment) => readAll(moment, actor, question, at))
  if (hotspots) drafted.push(...[(await foundFigure(sql, ask, hotspots, signal)) ?? []].flat())
  at('cover')
  if (cover) drafted.push(await coverFigure(ask, cover, signal))
  const order = Object.keys(figureKeys)
  const figures = drafted.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key)).map(figureOf(ask, version))
  return { figures, ...ask.spans.whole, areaId: question.areaId }
}
