import { comparedCounts, comparedPlain, markedTogether } from '../../geodata/briefing/compared.ts'
import { figureKeys } from '../../geodata/briefing/figureKeys.ts'
import { daysOfSpan, type Span } from '../../geodata/briefing/spans.ts'
import type { FigureValue } from '../../geodata/model/briefing.ts'
import { type CountRow, countsOf, hoursOf, stepsOf } from '../queries/briefingCounts.ts'
import { type Ask, type Drafted, lengthsOf } from './ask.ts'

type Named = { id: number | string; nameZh: string; nameEn: string; code?: string; voice?: boolean; areaId?: number }
type Sums = { now: number; before: number | null; year: number | null }
export type Counts = { now: CountRow[]; before: CountRow[] | null; year: CountRow[] | null }

/** How many incidents there are in the three periods, by category, area and zone. */
export async function countPeriods({ moment, actor, scope, spans, known }: Ask): Promise<Counts> {
  return { now: await countsOf(moment, actor, scope, spans.now), before: known.before ? await countsOf(moment, actor, scope, spans.before) : null, year: known.year ? await countsOf(moment, actor, scope, spans.year) : null }
}

const sum = (rows: readonly CountRow[]) => rows.reduce((total, { count }) => total + count, 0)
const sums = ({ now, before, year }: Counts, holds: (row: CountRow) => boolean): Sums => ({ now: sum(now.filter(holds)), before: before && sum(before.filter(holds)), year: year && sum(year.filter(holds)) })

/** Sums of each key; one reading of the rows for all of them. */
function grouped(counts: Counts, keyOf: (row: CountRow) => number | null): Map<number | null, Sums> {
  const groups = new Map<number | null, Sums>()
  for (const side of ['now', 'before', 'year'] as const) {
    for (const row of counts[side] ?? []) {
      const known = groups.get(keyOf(row)) ?? { now: 0, before: counts.before && 0, year: counts.year && 0 }
      known[side] = (known[side] ?? 0) + row.count
      groups.set(keyOf(row), known)
    }
  }
  return groups
}

export type ComparedRow = Named & { sums: Sums; tested: boolean }
type Rows = Extract<FigureValue, { kind: 'rows' }>['rows']

/** Rows as tables hold them, judged together: against the period before, and against the year. */
export function comparedRows(ask: Pick<Ask, 'spans'>, rows: readonly ComparedRow[]): Rows {
  const against = (of: 'before' | 'year', span: Span) => markedTogether(rows.map(({ sums: { now, ...others }, tested }) => ({ compared: comparedCounts(now, others[of], lengthsOf(ask, span)), tested })))
  const [before, year] = [against('before', ask.spans.before), against('year', ask.spans.year)]
  return rows.map(({ sums: counted, tested: _tested, ...named }, i) => {
    const [last, past] = [before[i]?.compared, year[i]?.compared]
    return {
      ...named, now: counted.now, before: counted.before, change: last?.change ?? null, low: last?.low ?? null, high: last?.high ?? null, p: last?.p ?? null, mark: last?.mark ?? null,
      year: counted.year, yearChange: past?.change ?? null, yearLow: past?.low ?? null, yearHigh: past?.high ?? null, yearP: past?.p ?? null, yearMark: past?.mark ?? null,
    }
  })
}

const nothing = (counts: Counts): Sums => ({ now: 0, before: counts.before && 0, year: counts.year && 0 })
const most = ({ sums: { now, before, year } }: ComparedRow) => Math.max(now, before ?? 0, year ?? 0)
/** Longer tables nobody reads: what had most stands in them, somebody's voice below all else and so in no order of rank. */
const mostRows = 300

export function countedFigures(ask: Ask, counts: Counts): Drafted[] {
  const { names, spans, known } = ask
  // Before all records nothing was counted: that is no count of zero.
  if (!known.now) return [{ key: 'incidents', method: 'counts', rows: 0, value: { kind: 'comparison', unit: 'count', last: comparedPlain(null, null), year: null } }]
  const whole = sums(counts, () => true)
  const rows = whole.now + (whole.before ?? 0) + (whole.year ?? 0)
  const [byCategory, byZone] = [grouped(counts, ({ categoryId }) => categoryId), grouped({ now: counts.now.filter(quiet), before: counts.before?.filter(quiet) ?? null, year: counts.year?.filter(quiet) ?? null }, ({ zoneId }) => zoneId)]
  const branches = new Map(names.areas.map(({ id, branch }) => [id, branch]))
  const byArea = grouped({ now: counts.now.filter(quiet), before: counts.before?.filter(quiet) ?? null, year: counts.year?.filter(quiet) ?? null }, ({ areaId }) => branches.get(areaId) ?? null)
  const lineOf = (groups: Map<number | null, Sums>) => (named: Named): ComparedRow => ({ ...named, sums: groups.get(named.id as number) ?? nothing(counts), tested: !named.voice })
  const table = (key: 'incidents.byCategory' | 'incidents.byArea' | 'incidents.byZone', lines: ComparedRow[]): Drafted[] => {
    const shown = lines.toSorted((a, b) => most(b) - most(a)).slice(0, mostRows).toSorted((a, b) => Number(a.voice ?? false) - Number(b.voice ?? false) || b.sums.now - a.sums.now || (b.sums.before ?? 0) - (a.sums.before ?? 0) || Number(a.id) - Number(b.id))
    return shown.length ? [{ key, method: 'countsTogether', rows, value: { kind: 'rows', columns: [...figureKeys[key].columns], rows: comparedRows(ask, shown) }, params: { left: lines.length - shown.length } }] : []
  }
  const children = names.areas.filter(({ id, branch }) => branch === id)
  return [
    { key: 'incidents', method: 'counts', rows, value: { kind: 'comparison', unit: 'count', last: comparedCounts(whole.now, whole.before, lengthsOf(ask, spans.before)), year: whole.year === null ? null : comparedCounts(whole.now, whole.year, lengthsOf(ask, spans.year)) } },
    ...table('incidents.byCategory', names.categories.map(lineOf(byCategory)).filter((line) => most(line) > 0)),
    ...table('incidents.byArea', children.map(({ branch: _branch, ...area }) => lineOf(byArea)(area))),
    ...table('incidents.byZone', names.zones.map(lineOf(byZone)).filter((line) => most(line) > 0)),
  ]
}

/** Nobody's voice: what is counted by place. */
const quiet = ({ voice }: CountRow) => !voice

const hourMs = 3_600_000
const texts = { now: { zh: '本期', en: 'This period' }, before: { zh: '上期', en: 'Period before' }, year: { zh: '去年同期', en: 'A year before' } }

/** Counts in the course of time, and by the hours of the week. */
export async function timeFigures(ask: Ask): Promise<Drafted[]> {
  const { moment, actor, scope, spans, known, timeZone } = ask
  if (!known.now) return []
  const step = daysOfSpan(spans.whole) <= 2 ? 'hour' : 'day'
  const steps = Math.ceil((Date.parse(spans.now.to) - Date.parse(spans.now.from)) / (step === 'hour' ? hourMs : 24 * hourMs) - 1e-3)
  const sides = (['now', 'before', 'year'] as const).filter((side) => side === 'now' || known[side])
  const counted: Map<number, number>[] = []
  for (const side of sides) counted.push(await stepsOf(moment, actor, scope, spans[side], step, timeZone))
  const values = counted.map((counts) => Array.from({ length: steps }, (_, at) => counts.get(at) ?? 0))
  const hours = await hoursOf(moment, actor, scope, spans.now, timeZone)
  const rows = values.flat().reduce((total, value) => total + value, 0)
  return [
    { key: 'incidents.series', method: 'series', rows, value: { kind: 'series', unit: 'count', step, names: sides.map((side) => texts[side]), from: spans.now.from, values } },
    { key: 'incidents.hours', method: 'hours', rows: hours.reduce((total, value) => total + value, 0), value: { kind: 'matrix', unit: 'count', values: hours } },
  ]
}
