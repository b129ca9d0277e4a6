import type { AnalysisQuestion } from '../../geodata/model/analysis.ts'
import { bytesOfRow } from '../../geodata/format/packedRow.ts'
import type { Provenance } from '../../geodata/model/incident.ts'
import { asActor, asActorQuery, type Sql, type Transaction } from '../database.ts'
import type { Span } from './incident.ts'
import { within } from './indicatorSets.ts'
import { incidentsAt } from './past.ts'

/** `packed` is as `packedRow` says, in no order. */
export type AnalysisRows = { packed: Uint8Array<ArrayBuffer>; count: number; leftOut: { voice: number; merged: number; otherProvenance: number } }

/** `at`: as they stood at a past moment. */
type Asked = Pick<AnalysisQuestion, 'categoryIds' | 'provenance' | 'areaId'> & { at?: string | undefined }
type Counted = { provenance: Provenance; voice: boolean; merged: boolean; count: number }

const during = (tx: Transaction, { from, to }: Span, { categoryIds, areaId }: Asked) => tx`i.occurred_at >= ${from}::timestamptz and i.occurred_at < ${to}::timestamptz
  ${categoryIds ? tx`and i.category_id = any(${categoryIds}::smallint[])` : tx``} ${within(tx, tx`i.area_id`, areaId ?? undefined)}`

/** Everything of the window by what decides whether it counts. */
const countsOf = (tx: Transaction, span: Span, asked: Asked) => tx<Counted[]>`
  select i.provenance, c.voice, i.state = 'merged' as merged, count(*) as count from ${incidentsAt(tx, asked.at)} i join category c on c.id = i.category_id where ${during(tx, span, asked)} group by 1, 2, 3`

/**
 * A binary stream in pieces: a million rows as values would take the parser three seconds, in which nobody else is answered. One row in
 * a few thousand, each taken by an event of its own, so others come in between.
 */
const packedRows = (tx: Transaction, span: Span, asked: Asked) => tx<object[]>`
  select string_agg(row, ''::bytea) from (
    select row_number() over () / 4096 as part,
      case when geometrytype(i.geom) = 'POINT' then float8send(st_x(i.geom)) || float8send(st_y(i.geom)) else float8send(z_order_lng(i.z_order)) || float8send(z_order_lat(i.z_order)) end
        || timestamptz_send(i.occurred_at)
        || int2send(((array_position(array['minute', 'hour', 'day', 'month'], i.occurred_precision) - 1) * 4 + array_position(array['public', 'patrol', 'camera', 'sensor'], i.provenance) - 1)::smallint) as row
    from ${incidentsAt(tx, asked.at)} i where ${during(tx, span, asked)} and i.provenance = any(${asked.provenance}::text[]) and i.state <> 'merged' and i.category_id in (select c.id from category c where not c.voice)) packed
  group by part`.values()

/** The rows that count and how many do not. Somebody's voice is never among them, whatever is asked. Undefined where there are more than `most`. */
export function analysisRows(sql: Sql, actor: string, span: Span, asked: Asked, most: number): Promise<AnalysisRows | { tooMany: number }> {
  return asActor(sql, actor, async (tx) => {
    const counted = await countsOf(tx, span, asked)
    const sum = (holds: (row: Counted) => boolean) => counted.reduce((total, row) => total + (holds(row) ? row.count : 0), 0)
    const isWanted = ({ provenance }: Counted) => asked.provenance.includes(provenance)
    const counts = (row: Counted) => !row.voice && !row.merged && isWanted(row)
    const expected = sum(counts)
    if (expected > most) return { tooMany: expected }
    const parts = (await packedRows(tx, span, asked)) as unknown as [Uint8Array][]
    const packed = new Uint8Array(parts.reduce((bytes, [part]) => bytes + part.byteLength, 0))
    let at = 0
    for (const [part] of parts) {
      packed.set(part, at)
      at += part.byteLength
    }
    return {
      packed, count: packed.byteLength / bytesOfRow,
      leftOut: { voice: sum(({ voice }) => voice), merged: sum(({ voice, merged }) => !voice && merged), otherProvenance: sum((row) => !row.voice && !row.merged && !isWanted(row)) },
    }
  })
}

/** What is wrong with the categories of a question: voices, which are never analysed, and ids that no category has. */
export function categoriesOf(sql: Sql, actor: string, ids: number[]): Promise<{ voices: { id: number; nameZh: string; nameEn: string }[]; unknown: number[] }> {
  return asActor(sql, actor, async (tx) => {
    const rows = await tx<{ id: number; nameZh: string; nameEn: string; voice: boolean }[]>`select id, name_zh, name_en, voice from category where id = any(${ids}::smallint[]) order by id`
    const known = new Set(rows.map(({ id }) => id))
    return { voices: rows.filter(({ voice }) => voice).map(({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn })), unknown: ids.filter((id) => !known.has(id)) }
  })
}

/** What decides about the answers of an actor beside the data: the areas below the actor's duties today, whether small counts are hidden, and what is somebody's voice. Read at the moment, for a key of rights names duties only. */
export async function sightOf(sql: Sql, actor: string): Promise<string> {
  const [row] = await asActorQuery<{ sight: string }[]>(sql, actor, (tx) => tx`select md5(concat_ws('|', (select string_agg(a.id::text, ',' order by a.id) from actor_areas('read') a(id)), (actor_may('step') or actor_may('audit'))::text,
    (select string_agg(c.id::text, ',' order by c.id) from category c where c.voice))) as sight`)
  return row?.sight ?? ''
}
