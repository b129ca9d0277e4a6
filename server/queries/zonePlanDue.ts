import { asRelay, type Sql } from '../database.ts'

/** One plan whose day has begun by its area's clock comes true, or is a draft again with the reason: its id, null where none is due. */
export async function adoptDuePlan(sql: Sql): Promise<string | null> {
  const [row] = await asRelay(sql, (tx) => tx<{ id: string | null }[]>`select adopt_due_plan() as id`)
  return row?.id ?? null
}

/** What was reported or opened again with a zone or post that ended moves on; how many did. */
export async function settleStragglers(sql: Sql): Promise<number> {
  const [row] = await asRelay(sql, (tx) => tx<{ moved: number }[]>`select settle_stragglers() as moved`)
  return row?.moved ?? 0
}
