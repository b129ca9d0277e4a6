import { asRelay, type Sql } from '../database.ts'

/** Folds the cells of the oldest `most` changes into the pyramid of counts; how many cells, null where another server is at it. */
export async function foldIncidentCounts(sql: Sql, most: number): Promise<number | null> {
  const [row] = await asRelay(sql, (tx) => tx<{ folded: number | null }[]>`select fold_incident_counts(${most}) as folded`)
  return row?.folded ?? null
}
