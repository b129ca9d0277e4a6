import { tilesOfBBox } from '../../geodata/geometry/mercator.ts'
import { zOrderOfBBox } from '../../geodata/geometry/zOrder.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import type { Span } from './incident.ts'
import { type AreaSpan, boundariesOf, type BuiltState, builtStateOf, spansOf } from './presenceState.ts'
import { CellTotals } from '../presence/cellTotals.ts'

export type CoverageCells = { x: number[]; y: number[]; seconds: number[] }
export type CoverageQuestion = Span & { bbox?: Bbox | undefined; level: number; teamId?: number | undefined; hoursOfWeek?: readonly number[] | undefined }
export type CoverageCounted = BuiltState & { cells: CoverageCells; rows: number; truncated: boolean }

/**
 * Seconds of presence by cell of `level` (20 and up to 10 coarser). `truncated` when more than `most` cells hold something; those with most are answered then. Days are the areas' own, so a period counts whole days
 * that it touches. Two rows of sums a tile answer for any range; days that changed since they were built are counted from coverage itself, so that the answer is exact. Of one team, which
 * coverage does not know, they are as they were built.
 */
export const coverageCells = (sql: Sql, actor: string, question: CoverageQuestion, most: number): Promise<CoverageCounted> =>
  asActor(sql, actor, async (tx) => {
    // Cells of one team in an hour are its way.
    if (question.teamId !== undefined) await tx`select open_history(${question.teamId}, ${question.from}::text::timestamptz, ${question.to}::text::timestamptz, 'coverage')`
    const spans = await spansOf(tx, question)
    const totals = new CellTotals(question.level)
    const rows = (await addSums(tx, question, spans, totals)) + (question.teamId === undefined ? await addDueDays(tx, question, spans, totals) : 0)
    const found = totals.all(question.bbox && tilesOfBBox([...question.bbox], question.level))
    const truncated = found.seconds.length > most
    return { cells: truncated ? longest(found, most) : found, rows, truncated, ...builtStateOf(spans) }
  })

function longest({ x, y, seconds }: CoverageCells, most: number): CoverageCells {
  const kept = Array.from(seconds.keys()).toSorted((a, b) => (seconds[b] as number) - (seconds[a] as number)).slice(0, most)
  const of = (values: number[]) => kept.map((i) => values[i] as number)
  return { x: of(x), y: of(y), seconds: of(seconds) }
}

const storedLevel = (level: number) => (level > 18 ? 20 : 18)
/** Codes that hold a box, as ranges of codes of `level`, first and last. */
const rangesOf = (bbox: Bbox, level: number) => zOrderOfBBox([...bbox], 16).map(({ from, to }) => [String(from >> BigInt(62 - 2 * level)), String((to - 1n) >> BigInt(62 - 2 * level))] as const)

async function addSums(tx: Transaction, { bbox, level, teamId = 0, hoursOfWeek }: CoverageQuestion, spans: readonly AreaSpan[], totals: CellTotals): Promise<number> {
  const stored = storedLevel(level)
  const boundaries = boundariesOf(spans, teamId === 0)
  if (!boundaries.length) return 0
  const classes = hoursOfWeek ? [...hoursOfWeek] : [-1]
  const inside = bbox ? tx`and (${rangesOf(bbox, stored - 6).map(([from, to]) => tx`(t.tile >= ${from}::bigint and t.tile <= ${to}::bigint)`).reduce((all, one) => tx`${all} or ${one}`)})` : tx``
  const rows = await tx<{ sign: number; tile: number; cells: Uint8Array; seconds: Uint8Array }[]>`
    select b.sign, t.tile, l.cells, l.seconds from presence_tile t
    join unnest(${boundaries.map(({ areaId }) => areaId)}::integer[], ${boundaries.map(({ day }) => day)}::text[]::date[], ${boundaries.map(({ sign }) => sign)}::integer[]) b(area_id, day, sign) on b.area_id = t.area_id
    cross join lateral (select s.cells, s.seconds from presence_sum s where s.area_id = t.area_id and s.team_id = t.team_id and s.hour_class = t.hour_class and s.level = t.level and s.tile = t.tile and s.day <= b.day order by s.day desc limit 1) l
    where t.team_id = ${teamId} and t.hour_class = any (${classes}::smallint[]) and t.level = ${stored} ${inside}`
  for (const { sign, tile, cells, seconds } of rows) totals.addTile(stored, tile, cells, seconds, sign)
  return rows.length
}

/** Days that changed since they were built, from coverage: exact at any moment. */
async function addDueDays(tx: Transaction, { bbox, hoursOfWeek }: CoverageQuestion, spans: readonly AreaSpan[], totals: CellTotals): Promise<number> {
  const due = spans.flatMap(({ areaId, due: days }) => days.map((day) => ({ areaId, day })))
  if (!due.length) return 0
  const inside = bbox ? tx`and (${rangesOf(bbox, 20).map(([from, to]) => tx`(c.cell >= ${from}::bigint and c.cell <= ${to}::bigint)`).reduce((all, one) => tx`${all} or ${one}`)})` : tx``
  const hours = hoursOfWeek ? tx`and (extract(isodow from c.day)::integer - 1) * 24 + c.hour = any (${[...hoursOfWeek]}::integer[])` : tx``
  const rows = await tx<{ cell: number; seconds: number; count: number }[]>`
    select c.cell, sum(c.seconds)::float8 as seconds, count(*)::integer as count from coverage c
    join unnest(${due.map(({ areaId }) => areaId)}::integer[], ${due.map(({ day }) => day)}::text[]::date[]) d(area_id, day) on d.area_id = c.area_id and d.day = c.day where true ${inside} ${hours} group by 1`
  for (const { cell, seconds } of rows) totals.add(20, cell, seconds)
  return rows.reduce((sum, { count }) => sum + count, 0)
}
