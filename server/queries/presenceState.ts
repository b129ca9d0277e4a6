import type { Transaction } from '../database.ts'
import type { Span } from './incident.ts'

/** An area's days of a period, by its own clock, first and last included; which of them changed since they were built, and since when. */
export type AreaSpan = { areaId: number; from: string; to: string; due: string[]; dueSince: string | null; builtAt: string | null }
/** When the sums were last built, and for how long days of the period have waited for it (null: none does). */
export type BuiltState = { builtAt: string | null; dueDays: number; dueSince: string | null }

/** Areas that the actor reads and that hold presence. */
export async function spansOf(tx: Transaction, { from, to }: Span): Promise<AreaSpan[]> {
  const rows = await tx<AreaSpan[]>`
    select a.id as area_id, s.first::text as from, s.last::text as to, coalesce(d.days, '{}') as due, d.since as due_since, b.built_at
    from area a cross join lateral (select (${from}::timestamptz at time zone a.time_zone)::date as first, ((${to}::timestamptz - interval '1 microsecond') at time zone a.time_zone)::date as last) s
    left join lateral (select array_agg(distinct p.day::text order by p.day::text) as days, min(p.marked_at) as since from presence_due p where p.area_id = a.id and p.day between s.first and s.last) d on true
    left join lateral (select max(p.built_at) as built_at from presence_day p where p.area_id = a.id) b on true
    where d.days is not null or b.built_at is not null order by a.id`
  return [...rows]
}

const dayMs = 86_400_000
const dayBefore = (day: string) => new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10)

export type Boundary = { areaId: number; day: string; sign: 1 | -1 }

/** Where sums begin (-1) and end (+1) to be counted: the days of each span, without those that are due if `exact`. */
export function boundariesOf(spans: readonly AreaSpan[], exact: boolean): Boundary[] {
  return spans.flatMap(({ areaId, from, to, due }) => {
    const found: Boundary[] = []
    let begins = from
    for (const day of [...(exact ? due : []), null]) {
      const ends = day === null ? to : dayBefore(day)
      if (begins <= ends) found.push({ areaId, day: dayBefore(begins), sign: -1 }, { areaId, day: ends, sign: 1 })
      if (day !== null) begins = new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10)
    }
    return found
  })
}

export function builtStateOf(spans: readonly AreaSpan[]): BuiltState {
  const since = spans.flatMap(({ dueSince }) => dueSince ?? []).toSorted()[0] ?? null
  const built = spans.flatMap(({ builtAt }) => builtAt ?? []).toSorted()
  return { builtAt: built.at(-1) ?? null, dueDays: spans.reduce((sum, { due }) => sum + due.length, 0), dueSince: since }
}
