import { hotspotTrend } from '../../geodata/analysis/hotspotTrend.ts'
import { comparedCounts, comparedPlain } from '../../geodata/briefing/compared.ts'
import { figureKeys } from '../../geodata/briefing/figureKeys.ts'
import { daysOfSpan, type Span } from '../../geodata/briefing/spans.ts'
import { bbox } from '../../geodata/geometry/bbox.ts'
import { labelPoint } from '../../geodata/geometry/labelPoint.ts'
import type { Hotspot } from '../../geodata/model/analysisAnswer.ts'
import type { Bbox, MultiPolygon } from '../../geodata/model/geometry.ts'
import { hotspots, storedHotspot } from '../queries/hotspot.ts'
import { daysOnGround } from '../queries/hotspotCounts.ts'
import { type Ask, type Drafted, lengthsOf } from './ask.ts'

/** More nobody reads out; each is counted on its own ground. */
const mostWatched = 40
/** Less than a day says nothing. */
const leastDays = 1

const boxOf = ({ geometry }: Hotspot) => (bbox(geometry) ?? [0, 0, 0, 0]) as unknown as Bbox

type Counted = { hotspot: Hotspot; found: number; since: number; foundDays: number; sinceDays: number }
/** A hotspot in the period it was found in, and from then to the end of the period of the briefing. */
async function countedOf({ moment, actor, spans, timeZone, asOf }: Ask, hotspot: Hotspot): Promise<Counted | undefined> {
  const since = { from: hotspot.period.to, to: spans.now.to }
  if (daysOfSpan(since) < leastDays) return undefined
  const stored = await storedHotspot(moment, actor, hotspot.id)
  if (!stored) return undefined
  const { counts: [found = 0, later = 0] } = await daysOnGround(moment, actor, { hotspotId: hotspot.id, bbox: boxOf(hotspot) }, stored.question, [hotspot.period, since], timeZone, asOf)
  return { hotspot, found, since: later, foundDays: daysOfSpan(hotspot.period), sinceDays: daysOfSpan(since) }
}

const weekly = (count: number, days: number) => Math.round((70 * count) / days) / 10

/** Hotspots that are watched, and what came of them: tested together. */
export async function keptFigure(ask: Ask): Promise<Drafted[]> {
  const all = (await hotspots(ask.moment, ask.actor, { areaId: ask.question.areaId, retired: false })).filter(({ createdAt }) => Date.parse(createdAt) <= Date.parse(ask.at)).slice(0, mostWatched)
  const counted: Counted[] = []
  for (const hotspot of all) {
    const one = await countedOf(ask, hotspot)
    if (one) counted.push(one)
  }
  if (!counted.length) return []
  const changes = hotspotTrend(counted.map(({ found, since, foundDays, sinceDays }) => ({ now: since, before: found, nowDays: sinceDays, beforeDays: foundDays })))
  const rows = counted.map(({ hotspot, found, since, foundDays, sinceDays }, i) => {
    const { p, q, ratio, interval, trend } = changes[i] as (typeof changes)[number]
    const [lng, lat] = placeOf(hotspot)
    return {
      id: hotspot.id, nameZh: hotspot.name, nameEn: hotspot.name, found, since, foundWeekly: weekly(found, foundDays), sinceWeekly: weekly(since, sinceDays), change: ratio === null ? null : ratio - 1, low: interval && found ? interval.low - 1 : null,
      high: interval?.high === null || !interval || !found ? null : interval.high - 1, p, q, trend, assigned: hotspot.assignedTo !== null, foundFrom: hotspot.period.from, foundTo: hotspot.period.to, lng, lat,
    }
  })
  return [{ key: 'hotspots.kept', method: 'watched', rows: counted.reduce((sum, { found, since }) => sum + found + since, 0), value: { kind: 'rows', columns: [...figureKeys['hotspots.kept'].columns], rows } }]
}

/** A point on the ground of a hotspot. */
const placeOf = ({ geometry }: Hotspot): [number, number] => labelPoint(geometry as MultiPolygon) as [number, number]

/** The hotspot that the briefing is about: its ground in the period, with its own categories and hours. */
export async function hotspotFigures(ask: Ask): Promise<Drafted[]> {
  const { question, moment, actor, spans, known, timeZone, asOf } = ask
  const stored = question.hotspotId === null ? undefined : await storedHotspot(moment, actor, question.hotspotId)
  if (!stored) return []
  const windows: Span[] = [spans.now, spans.before, spans.year]
  const { counts: [now = 0, before = 0, year = 0], days } = await daysOnGround(moment, actor, { hotspotId: stored.hotspot.id, bbox: boxOf(stored.hotspot) }, stored.question, windows, timeZone, asOf)
  const values = Array.from({ length: Math.max(1, Math.ceil(daysOfSpan(spans.now) - 1e-3)) }, (_, day) => days.get(day) ?? 0)
  const params = { hotspotId: stored.hotspot.id, name: stored.hotspot.name }
  if (!known.now) return [{ key: 'hotspot', method: 'ground', rows: 0, params, value: { kind: 'comparison', unit: 'count', last: comparedPlain(null, null), year: null } }]
  return [
    { key: 'hotspot', method: 'ground', rows: now + before + year, params, value: { kind: 'comparison', unit: 'count', last: comparedCounts(now, known.before ? before : null, lengthsOf(ask, spans.before)), year: known.year ? comparedCounts(now, year, lengthsOf(ask, spans.year)) : null } },
    { key: 'hotspot.series', method: 'series', rows: now, params, value: { kind: 'series', unit: 'count', step: 'day', names: [{ zh: '本期', en: 'This period' }], from: spans.now.from, values: [values] } },
  ]
}
