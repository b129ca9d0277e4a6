import { makeTown } from '../../geodata/town/town.ts'
import { loadTown } from '../../server/import/town.ts'
import { loadTownHistory } from '../../server/import/townHistory.ts'
import { type Place, withSql } from './place.ts'

/** The demo town as a new user has it, but for its time, in the database `name`. */
export async function townDatabase(place: Place, name: string, incidents = 20_000): Promise<void> {
  const town = makeTown({ seed: 20_260_101, now: new Date().toISOString(), incidents })
  await withSql(await place.database(name), async (sql) => {
    await loadTown(sql, town, { now: town.now })
    await loadTownHistory(sql, town, { now: town.now, alone: true })
    await sql.unsafe('vacuum analyze')
  })
}

export type Tile = { layer: 'base' | 'zones'; z: number; x: number; y: number }

/** The tile of `z` with most rows of a table, by the middle of each row. */
export async function fullestTile(url: string, table: 'building' | 'zone', z: number): Promise<{ x: number; y: number; rows: number }> {
  const [row] = await withSql(url, (sql) => sql<{ x: number; y: number; rows: number }[]>`
    select floor((st_x(p) + 180) / 360 * (1 << ${z}))::integer as x, floor((1 - asinh(tan(radians(st_y(p)))) / pi()) / 2 * (1 << ${z}))::integer as y, count(*)::integer as rows
    from (select st_centroid(geom) as p from ${sql(table)}) middles group by 1, 2 order by 3 desc limit 1`)
  if (!row) throw new Error(`no ${table} in the town`)
  return row
}
