import { asRelay, type Sql } from '../database.ts'

/** A place in the outbox: transaction first, then row. Text, since xid8 has 64 bits. */
export type Cursor = { txid: string; id: string }
export type OutboxRow = Cursor & { noun: string; rowId: string | null; areaId: number | null }

export const formatCursor = ({ txid, id }: Cursor) => `${txid}-${id}`

export function parseCursor(text: string | undefined): Cursor | undefined {
  const found = /^(\d{1,18})-(\d{1,18})$/.exec(text ?? '')
  return found ? { txid: found[1] as string, id: found[2] as string } : undefined
}

export function compareCursors(a: Cursor, b: Cursor): number {
  const [left, right] = a.txid === b.txid ? [BigInt(a.id), BigInt(b.id)] : [BigInt(a.txid), BigInt(b.txid)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Rows that may be published after `cursor`, in order. */
export const outboxAfter = (sql: Sql, { txid, id }: Cursor, most: number): Promise<OutboxRow[]> =>
  asRelay(sql, (tx) => tx<OutboxRow[]>`select txid::text, id::text, noun, row_id, area_id from outbox_after(${txid}::text::xid8, ${id}::text::bigint, ${most})`)

/**
 * `now`: everything published later is greater. `safe`: resuming at or after it loses nothing; rows before it may be pruned. An id
 * above 1 at the head of the outbox says that something was.
 */
export async function outboxBounds(sql: Sql): Promise<{ now: Cursor; safe: Cursor }> {
  const rows = await asRelay(sql, (tx) => tx<{ xmin: string; txid: string | null; id: string | null }[]>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, o.txid::text, o.id::text
    from (select) one left join lateral (select txid, id from outbox order by txid, id limit 1) o on true`)
  const { xmin = '0', txid = null, id = null } = rows[0] ?? {}
  const now = { txid: xmin, id: '0' }
  if (txid === null || id === null) return { now, safe: now }
  return { now, safe: id === '1' ? { txid: '0', id: '0' } : { txid, id } }
}

/** Removes what is older than `hours`; answers the last cursor removed. */
export async function pruneOutbox(sql: Sql, hours: number): Promise<Cursor | undefined> {
  const rows = await asRelay(sql, (tx) => tx<Cursor[]>`
    with gone as (delete from outbox where at < now() - make_interval(hours => ${hours}) returning txid, id)
    select txid::text, id::text from gone order by gone.txid desc, gone.id desc limit 1`)
  return rows[0]
}
