import { figureKeys } from '../../geodata/briefing/figureKeys.ts'
import type { AnalysisQuestion } from '../../geodata/model/analysis.ts'
import type { AnalysisAnswer } from '../../geodata/model/analysisAnswer.ts'
import type { FigureValue } from '../../geodata/model/briefing.ts'
import { gather } from '../analysisGather.ts'
import { Problem } from '../problem.ts'
import { type PlaceName, namesOfPlaces } from '../queries/briefingPlaces.ts'
import type { Sql } from '../database.ts'
import type { Reply } from '../workers/analyses.worker.ts'
import type { AnalysisTask } from '../workers/analysisTask.ts'
import { runInWorker, TooMuch } from '../workers/run.ts'
import type { Ask, Drafted } from './ask.ts'

const script = new URL('../workers/analyses.worker.ts', import.meta.url)
/** The hottest; more are no places to send somebody to. */
const mostPlaces = 12

type Rows = Extract<FigureValue, { kind: 'rows' }>['rows']
/** What is asked of a method once the moment has passed: rows are read, and the database is free again. */
export type HotspotTask = Omit<AnalysisTask, 'alsoShow' | 'exportAs'>

/** Hot ground of the period against the period before. Somebody's voice is never among it. */
function questionOf({ question, spans, known, names }: Ask): AnalysisQuestion | undefined {
  const voices = new Set(names.categories.filter(({ voice }) => voice).map(({ id }) => id))
  const categoryIds = question.categoryIds?.filter((id) => !voices.has(id)).slice(0, 200) ?? null
  if (categoryIds && !categoryIds.length) return undefined
  return { method: 'gi_star', parameters: { seed: question.seed }, ...spans.now, categoryIds, provenance: ['public'], hoursOfWeek: null, areaId: question.areaId, backtest: true, compareWith: known.before ? spans.before : 'nothing' }
}

/** The rows of the question, at the moment. Undefined where there is nothing to ask, or more than can be judged. */
export async function hotspotTask(ask: Ask): Promise<HotspotTask | undefined> {
  const question = questionOf(ask)
  if (!question) return undefined
  return gather(ask.moment, ask.actor, question, () => {}, ask.asOf).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 422) return undefined
    throw error
  })
}

const middle = (geometry: { type: string; coordinates: unknown }): [number, number] => {
  const flat = (geometry.coordinates as unknown[]).flat(Infinity) as number[]
  const [lngs, lats] = [flat.filter((_, i) => i % 2 === 0), flat.filter((_, i) => i % 2 === 1)]
  return [(Math.min(...lngs) + Math.max(...lngs)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2]
}

type Place = { center: [number, number]; now: number | null; before: number | null; p: number | null; q: number | null; trend: string | null; units: number[] }
/** Hot areas with what became of them; where there is nothing to compare with, hot units. */
function placesOf({ result, previous }: AnalysisAnswer): Place[] {
  if (previous) return previous.areas.slice(0, mostPlaces)
  return result.units.features.filter(({ properties }) => properties.finding === 'hot').slice(0, mostPlaces)
    .map(({ geometry, properties }) => ({ center: middle(geometry as never), now: typeof properties.count === 'number' ? properties.count : null, before: null, p: null, q: null, trend: null, units: [properties.index] }))
}

/** The answer of the method as a figure; undefined where the method refuses: too few incidents say nothing about where they stand. */
export async function foundFigure(sql: Sql, { actor, question }: Pick<Ask, 'actor' | 'question'>, task: HotspotTask, signal: AbortSignal): Promise<Drafted | undefined> {
  const transfer = [task.now.packed, ...(task.before ? [task.before.packed] : [])]
  const reply = await runInWorker<Reply>(script, { ...task, alsoShow: [], exportAs: null }, transfer, { signal }).catch((error: unknown) => {
    if (error instanceof TooMuch) return undefined
    throw error
  })
  if (!reply || !('answer' in reply)) return undefined
  const { answer } = reply
  const places = placesOf(answer)
  const names = await namesOfPlaces(sql, actor, places.map(({ center }) => center))
  const rows: Rows = places.map(({ center: [lng, lat], units, ...place }, i) => ({ id: i + 1, nameZh: nameOf(names[i], 'zh'), nameEn: nameOf(names[i], 'en'), zoneId: names[i]?.zoneId ?? null, ...place, units: units.length, lng, lat }))
  const { result, backtest, previous } = answer
  const evidence = { parameters: result.evidence.parameters, cellMeters: result.cellMeters, unitCount: result.unitCount, totals: result.totals, rowsLeftOut: answer.rowsLeftOut, notes: result.notes, summary: result.summary, backtest, compared: previous && { window: previous.window, days: previous.days, totals: previous.totals, gone: previous.gone.features.length } }
  return { key: 'hotspots.found', method: 'hotspots', rows: answer.rows, seed: question.seed, value: { kind: 'rows', columns: [...figureKeys['hotspots.found'].columns], rows }, params: { evidence } }
}

const nameOf = (name: PlaceName | undefined, locale: 'zh' | 'en') => (name?.nameZh ? (locale === 'zh' ? name.nameZh : name.nameEn || name.nameZh) : locale === 'zh' ? '辖区外' : 'Outside of the areas')
