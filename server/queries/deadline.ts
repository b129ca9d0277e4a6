import { asRelay, type Sql } from '../database.ts'

/** How many clocks the job looked at, at most `most`; null where another server is at it. */
export async function runDeadlines(sql: Sql, most: number): Promise<number | null> {
  const [row] = await asRelay(sql, (tx) => tx<{ seen: number | null }[]>`select run_deadlines(null, ${most}) as seen`)
  return row?.seen ?? null
}
