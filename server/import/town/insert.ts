import type { Sql } from '../../database.ts'

const chunk = 2_000

/**
 * Rows in chunks, each one statement and one transaction: `insert` holds `$1`, a JSON array of the rows. Runs as the owner of the
 * database, as a set-up does; the embedded database has no COPY.
 */
export async function insertRows(sql: Sql, rows: readonly object[], insert: string): Promise<void> {
  for (let start = 0; start < rows.length; start += chunk) await sql.unsafe(insert, [JSON.stringify(rows.slice(start, start + chunk))])
}

/** The SQL that reads GeoJSON text in EPSG:4326. */
export const shape = (column: string) => `st_setsrid(st_geomfromgeojson(${column}), 4326)`
