import { asRelay, type Sql } from '../database.ts'

const rethrow = (_id: string, error: unknown) => { throw error }

/**
 * One plan whose day has begun by its area's clock comes true, or is a draft again with the reason: its id, null where none is due now.
 * @param broken told of a plan that was broken off from outside: it waits for its next try, and is a draft again after the last
 */
export async function adoptDuePlan(sql: Sql, broken: (id: string, error: unknown) => void = rethrow): Promise<string | null> {
  const [row] = await asRelay(sql, (tx) => tx<{ id: string | null }[]>`select take_due_plan() as id`)
  const id = row?.id ?? null
  if (id === null) return null
  try {
    await asRelay(sql, (tx) => tx`select adopt_due_plan(null, ${id}::uuid)`)
  } catch (error) {
    await asRelay(sql, (tx) => tx`select note_due_plan(${id}::uuid, ${String(error)})`).catch(() => {})
    broken(id, error)
  }
  return id
}

/** What was reported or opened again with a zone or post that ended moves on; how many did. */
export async function settleStragglers(sql: Sql): Promise<number> {
  const [row] = await asRelay(sql, (tx) => tx<{ moved: number }[]>`select settle_stragglers() as moved`)
  return row?.moved ?? 0
}
