import { asRelay, type Sql } from '../database.ts'

const rethrow = (_id: string, error: unknown) => { throw error }

/**
 * One change of the tree whose day has begun is made, or kept with the reason: its id, null where none is due now.
 * @param broken told of one that was broken off from outside: it waits for its next try, and is given up after the last
 */
export async function makeDueAreaChange(sql: Sql, broken: (id: string, error: unknown) => void = rethrow): Promise<string | null> {
  const [row] = await asRelay(sql, (tx) => tx<{ id: string | null }[]>`select take_due_area_change() as id`)
  const id = row?.id ?? null
  if (id === null) return null
  await asRelay(sql, (tx) => tx`select make_due_area_change(${id}::uuid)`).catch((error: unknown) => broken(id, error))
  return id
}
