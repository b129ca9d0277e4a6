import type { Sql } from '../database.ts'
import { CommandError } from './tell.ts'

/** The area that a code or a name means. */
export async function areaByText(sql: Sql, text: string): Promise<number> {
  const rows = await sql<{ id: number }[]>`select id from area where valid_to is null and ${text} in (code, name_zh, name_en) order by id`
  if (rows.length !== 1) throw new CommandError(rows.length ? `"${text}" names ${rows.length} areas; give the code.` : `There is no area "${text}".`)
  return (rows[0] as { id: number }).id
}
