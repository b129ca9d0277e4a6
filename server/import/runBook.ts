import type { Sql } from '../database.ts'
import type { Counts, ImportResult } from './types.ts'

/** The book of imports, written as the owner: the first import of an empty database comes before anybody has an area. */
export async function beginRun(sql: Sql, entry: { noun: string; source: string; files: string[]; options: object; actor: string }): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into import_run (noun, source, files, options, started_by)
    values (${entry.noun}, ${entry.source}, ${entry.files}, ${JSON.stringify(entry.options)}::text::jsonb, ${entry.actor}) returning id`
  return row?.id ?? 0
}

export async function endRun(sql: Sql, id: number, result: Omit<ImportResult, 'id'>): Promise<void> {
  const nouns = Object.entries(result.counts).flatMap(([noun, { read }]) => (read ? [noun] : []))
  const { counts, rejectedByReason, notes, understood, seconds, failure } = result
  await sql`
    update import_run set state = ${failure ? 'failed' : 'done'}, finished_at = now(), noun = ${nouns.join(', ') || 'nothing'},
      summary = ${JSON.stringify({ counts, rejectedByReason, notes, understood, seconds, failure })}::text::jsonb where id = ${id}`
  await announce(sql)
}

/** A running server tells its clients to look again where the data is: bounds, time span, whom to credit. */
export async function announce(sql: Sql): Promise<void> {
  await sql`with told as (insert into outbox (noun) values ('import') returning id) select pg_notify('fangcun_outbox', '') from told`
}

export type RunEntry = { id: number; noun: string; source: string; files: string[]; state: string; startedAt: string; summary: { counts?: Record<string, Counts>; failure?: string } }

/** Newest first. */
export const listRuns = (sql: Sql) => sql<RunEntry[]>`select id, noun, source, files, state, started_at, summary from import_run order by id desc`
