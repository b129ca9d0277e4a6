import { asActor, type Sql } from '../database.ts'

export type DayQuestion = {
  from: string
  to: string
  timeZone: string
  areas: number[]
  /** null: all */
  kinds: { categoryIds: number[] | null; provenance: number[] | null; minSeverity: number }
}
export type DayCell = { cell: string; count: number }
export type DayTotals = { byKind: { kind: number; count: number }[]; byDay: { day: number; count: number }[] }

/** Counts by day that the actor reads, of whole days that touch the window, at a stored level; with what is not folded yet. */
export function dayCells(sql: Sql, actor: string, level: 10 | 12 | 14 | 16, { from, to, timeZone, areas, kinds }: DayQuestion, totals: boolean): Promise<{ cells: DayCell[]; totals: DayTotals | null }> {
  return asActor(sql, actor, async (tx) => {
    const { categoryIds, provenance, minSeverity } = kinds
    const kept = (kind: string) => tx`${categoryIds ? tx`(${tx.unsafe(kind)} >> 4) = any(${categoryIds}::integer[])` : tx`true`} and ${provenance ? tx`(${tx.unsafe(kind)} & 3) = any(${provenance}::integer[])` : tx`true`} and ((${tx.unsafe(kind)} >> 2) & 3) + 1 >= ${minSeverity}`
    const within = tx`day >= (${from}::timestamptz at time zone ${timeZone})::date and day <= ((${to}::timestamptz - interval '1 second') at time zone ${timeZone})::date and area_id = any(${areas}::integer[])`
    const parts = tx`
      select d.cell, d.day, u.kind, u.n from incident_day d cross join lateral unnest(d.kinds, d.counts) u(kind, n) where d.level = ${level} and ${within} and ${kept('u.kind')}
      union all select e.cell >> ${2 * (19 - level)}, e.day, e.kind, e.change from incident_delta e where ${within} and ${kept('e.kind')}`
    // Sums of no kind in particular need no array to be opened.
    const isPlain = !categoryIds && !provenance && minSeverity === 1
    const counts = isPlain ? tx`select d.cell, d.day, null::integer as kind, d.count as n from incident_day d where d.level = ${level} and ${within}
      union all select e.cell >> ${2 * (19 - level)}, e.day, null, e.change from incident_delta e where ${within}` : parts
    const cells = await tx<DayCell[]>`select p.cell::text, sum(p.n)::integer as count from (${counts}) p group by p.cell having sum(p.n) > 0`
    if (!totals) return { cells: [...cells], totals: null }
    const [byKind, byDay] = await Promise.all([
      tx<{ kind: number; count: number }[]>`select p.kind, sum(p.n)::integer as count from (${parts}) p group by p.kind having sum(p.n) > 0`,
      tx<{ day: number; count: number }[]>`select p.day - date '1970-01-01' as day, sum(p.n)::integer as count from (${counts}) p group by p.day having sum(p.n) > 0`,
    ])
    return { cells: [...cells], totals: { byKind: [...byKind], byDay: [...byDay] } }
  })
}
