import { asActor, asOwnerSnapshot, asRelay, type Sql } from '../database.ts'
import type { Cursor } from './outbox.ts'

/** Values of many incidents beside each other, as PostgreSQL sends arrays. `high` and `low` are the 40 bits of the cell of level 20. */
export type PackedRows = { count: number; times: Uint8Array; high: Uint8Array; low: Uint8Array; kinds: Uint8Array; areas: Uint8Array; states: Uint8Array }
type Page = PackedRows & { lastAt: string; lastId: string }

const pageRows = 100_000

/** What holds all there is: the first second and a box of cells of level 10; null where nothing is. */
export type Extent = { startS: number; minX: number; minY: number; maxX: number; maxY: number; rows: number }

/**
 * All incidents in order of time, a page at a time, as of one moment; `cursor` and `seen` say which changes they hold: those of transactions
 * before it, and those that `seen` (a snapshot) sees. Nobody's rights: for the server's memory only.
 */
export function readAllIncidents(sql: Sql, begin: (extent: Extent | null, snapshot: string) => void, take: (rows: PackedRows) => void | Promise<void>): Promise<void> {
  return asOwnerSnapshot(sql, async (tx) => {
    const [extent] = await tx<(Extent & { snapshot: string })[]>`
      select (select pg_current_snapshot()::text) as snapshot, (select floor(extract(epoch from min(occurred_at)))::float8 from incident) as start_s,
        coalesce((select sum(count) from incident_cell where level = 6), 0)::float8 + (select count(*) from incident_delta)::float8 as rows,
        min(deinterleave(c.cell))::integer as min_x, min(deinterleave(c.cell >> 1))::integer as min_y, max(deinterleave(c.cell))::integer as max_x, max(deinterleave(c.cell >> 1))::integer as max_y
      from (select cell from incident_cell where level = 10 union select cell >> 18 from incident_delta) c`
    begin(extent && extent.startS !== null ? extent : null, extent?.snapshot ?? '')
    for (let after: Pick<Page, 'lastAt' | 'lastId'> = { lastAt: '-infinity', lastId: '00000000-0000-0000-0000-000000000000' }; ;) {
      const [page] = await tx<Page[]>`
        with page as materialized (
          select i.id, i.occurred_at, i.z_order, incident_kind(i.category_id, i.severity, i.provenance) as kind, i.area_id, incident_state_code(i.state) as state, row_number() over (order by i.occurred_at, i.id) as n
          from incident i where (i.occurred_at, i.id) > (${after.lastAt}::text::timestamptz, ${after.lastId}::text::uuid) order by i.occurred_at, i.id limit ${pageRows})
        select count(*)::integer as count, array_send(array_agg(floor(extract(epoch from occurred_at))::bigint order by n)) as times, array_send(array_agg((z_order >> 42)::integer order by n)) as high,
          array_send(array_agg((z_order >> 22 & 1048575)::integer order by n)) as low, array_send(array_agg(kind order by n)) as kinds, array_send(array_agg(area_id order by n)) as areas, array_send(array_agg(state order by n)) as states,
          (select p.occurred_at::text from page p order by p.n desc limit 1) as last_at, (select p.id::text from page p order by p.n desc limit 1) as last_id
        from page`
      if (!page?.count) return
      await take(page)
      if (page.count < pageRows) return
      after = page
    }
  })
}

export type Change = PackedRows & Cursor & { signs: Uint8Array }

/** Changes after the cursor that a snapshot did not see, oldest first; only what no running transaction can come before. */
export const changesAfter = (sql: Sql, { txid, id }: Cursor, snapshot: string, most: number): Promise<Change[]> =>
  asRelay(sql, (tx) => tx<Change[]>`
    select c.txid::text, c.id::text, cardinality(c.signs) as count, array_send(c.signs) as signs, array_send(c.times) as times, array_send(array(select (e >> 20)::integer from unnest(c.cells) with ordinality u(e, n) order by n)) as high,
      array_send(array(select (e & 1048575)::integer from unnest(c.cells) with ordinality u(e, n) order by n)) as low, array_send(c.kinds) as kinds, array_send(c.areas) as areas, array_send(c.states) as states
    from incident_change c where (c.txid, c.id) > (${txid}::text::xid8, ${id}::text::bigint) and c.txid < pg_snapshot_xmin(pg_current_snapshot()) and not pg_visible_in_snapshot(c.txid, ${snapshot}::text::pg_snapshot)
    order by c.txid, c.id limit ${most}`)

/** Removes what every server has long read. */
export const pruneChanges = (sql: Sql, minutes: number): Promise<unknown> => asRelay(sql, (tx) => tx`delete from incident_change where at < now() - make_interval(mins => ${minutes})`)

/** The areas the actor reads, below one of them where it is given, and the deployment's clock. */
export function reachOf(sql: Sql, actor: string, areaId: number | undefined): Promise<{ areas: number[]; timeZone: string }> {
  return asActor(sql, actor, async (tx) => {
    const [areas, [clock]] = await Promise.all([
      areaId === undefined ? tx<{ id: number }[]>`select a.id from actor_areas('read') a(id)` : tx<{ id: number }[]>`select a.id from actor_areas('read') a(id) where a.id in (select b.id from areas_below(${areaId}::integer) b(id))`,
      tx<{ timeZone: string }[]>`select time_zone from area where valid_to is null order by array_position(array['city', 'district', 'subdistrict', 'community'], level), id limit 1`,
    ])
    return { areas: areas.map(({ id }) => id), timeZone: clock?.timeZone ?? 'UTC' }
  })
}
