import { expect } from 'vitest'
import type { Sql } from '../../server/database.ts'

/**
 * Waits until every transaction of the cluster that has begun has ended. What follows changes by transaction (columns, the outbox) holds back what a running one could come before, and one of
 * another test's database in the same cluster is one.
 */
export async function settled(sql: Sql): Promise<void> {
  const [now] = await sql<{ mark: string }[]>`select pg_snapshot_xmax(pg_current_snapshot())::text as mark`
  await expect.poll(async () => (await sql<{ past: boolean }[]>`select pg_snapshot_xmin(pg_current_snapshot()) >= ${now?.mark ?? ''}::text::xid8 as past`)[0]?.past, { timeout: 30_000, interval: 20 }).toBe(true)
}
