import type { FrameColumns } from '../../geodata/format/incidentFrames.ts'
import { zOrder } from '../../geodata/geometry/zOrder.ts'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import { asActorQuery, type Sql } from '../database.ts'
import type { Span } from './incident.ts'

/** Where the next page of older rows goes on: time with microseconds, as the database writes it, and id. */
export type Older = { at: string; id: string }
export type ExplorePage = { columns: FrameColumns; older: Older | null }

type Packed = { count: number; places: string | null; times: string | null; kinds: string | null; areas: string | null; at: string | null; id: string | null }

/**
 * A page of a window, the newest rows before `older`, as columns in order of time. The database packs each column into one value: a row of
 * its own for each incident would cost more to carry than to find.
 */
export async function explorePage(sql: Sql, actor: string, { from, to }: Span, older: Older | null, limit: number): Promise<ExplorePage> {
  const [page] = await asActorQuery<Packed[]>(sql, actor, (tx) => tx`
    with page as materialized (
      select occurred_at, id, z_order, area_id, category_id,
        severity + 8 * (array_position(${[...Provenance.options]}::text[], provenance) - 1) + 32 * (array_position(${[...IncidentState.options]}::text[], state) - 1) + 512 * st_dimension(geom) as kind
      from incident
      where occurred_at >= ${from}::timestamptz and occurred_at < ${to}::timestamptz
        ${older ? tx`and (occurred_at, id) < (${older.at}::timestamptz, ${older.id}::uuid)` : tx``}
      order by occurred_at desc, id desc limit ${limit})
    select count(*)::integer as count, encode(string_agg(int8send(z_order), ''), 'base64') as places, encode(string_agg(timestamptz_send(occurred_at), ''), 'base64') as times,
      encode(string_agg(int2send(category_id) || int2send(kind::smallint), ''), 'base64') as kinds, encode(string_agg(int4send(area_id), ''), 'base64') as areas,
      min(occurred_at)::text as at, (select id from page order by occurred_at, id limit 1)::text as id
    from page`)
  if (!page || page.count === 0) return { columns: unpack(0, null), older: null }
  return { columns: unpack(page.count, page), older: page.count < limit ? null : { at: page.at!, id: page.id! } }
}

/** Microseconds from 2000-01-01, where the database begins to count. */
const epochMs = Date.UTC(2000, 0, 1)
/** Frames hold 26 bits an axis of the 31 there are. */
const dropped = 5

const even = (value: number) => {
  let bits = value & 0x55555555
  bits = (bits | (bits >>> 1)) & 0x33333333
  bits = (bits | (bits >>> 2)) & 0x0f0f0f0f
  bits = (bits | (bits >>> 4)) & 0x00ff00ff
  return (bits | (bits >>> 8)) & 0xffff
}

/** Numbers arrive big-endian and newest first. */
function unpack(count: number, page: Packed | null): FrameColumns {
  const columns: FrameColumns = {
    count, x: new Uint32Array(count), y: new Uint32Array(count), occurredAt: new Float64Array(count), categoryId: new Uint16Array(count), severity: new Uint8Array(count),
    state: new Uint8Array(count), provenance: new Uint8Array(count), shape: new Uint8Array(count), areaId: new Uint32Array(count),
  }
  const [places, times, kinds, areas] = [page?.places, page?.times, page?.kinds, page?.areas].map((text) => Buffer.from(text ?? '', 'base64')) as [Buffer, Buffer, Buffer, Buffer]
  for (let i = 0, row = count - 1; i < count; i++, row--) {
    const high = places.readUInt32BE(i * 8)
    const low = places.readUInt32BE(i * 8 + 4)
    columns.x[row] = ((even(high) << 16) | even(low)) >>> dropped
    columns.y[row] = ((even(high >>> 1) << 16) | even(low >>> 1)) >>> dropped
    columns.occurredAt[row] = epochMs + Math.floor((times.readInt32BE(i * 8) * 4_294_967_296 + times.readUInt32BE(i * 8 + 4)) / 1000)
    columns.categoryId[row] = kinds.readUInt16BE(i * 4)
    const kind = kinds.readUInt16BE(i * 4 + 2)
    columns.severity[row] = kind & 7
    columns.provenance[row] = (kind >> 3) & 3
    columns.state[row] = (kind >> 5) & 15
    columns.shape[row] = (kind >> 9) & 3
    columns.areaId[row] = areas.readUInt32BE(i * 4)
  }
  return columns
}

/** All of a window, however many, for the sentence that refuses them. */
export async function countAll(sql: Sql, actor: string, { from, to }: Span): Promise<number> {
  const [row] = await asActorQuery<{ count: number }[]>(sql, actor, (tx) => tx`select count(*) from incident where occurred_at >= ${from}::timestamptz and occurred_at < ${to}::timestamptz`)
  return row?.count ?? 0
}

const mostAtPlace = 50

/** Ids of what happened in one 26-bit cell within one millisecond: what a frame says of a row, the other way round. */
export async function incidentsAtPlace(sql: Sql, actor: string, { lng, lat, at }: { lng: number; lat: number; at: string }): Promise<{ id: string }[]> {
  const { x, y } = mercatorOf([lng, lat])
  const first = zOrder(x - (x % 2 ** dropped), y - (y % 2 ** dropped))
  const end = first + (1n << BigInt(2 * dropped))
  return [...(await asActorQuery<{ id: string }[]>(sql, actor, (tx) => tx`
    select id from incident where z_order >= ${String(first)}::bigint and z_order < ${String(end)}::bigint
      and occurred_at >= ${at}::timestamptz and occurred_at < ${at}::timestamptz + interval '1 millisecond' order by id limit ${mostAtPlace}`))]
}
