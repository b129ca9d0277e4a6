import { asActor, type Sql } from '../../server/database.ts'
import { median } from './pair.ts'
import { withSql } from './place.ts'

export const actor = 'demo-command'
export type Tile = { z: number; x: number; y: number }
export const addressOf = ({ z, x, y }: Tile) => `/tiles/incidents/${z}/${x}/${y}.mvt`

export async function ms(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Median milliseconds in which the database draws tiles that take turns, each in a transaction as the actor and, as the app asks, by one process; the bytes stay there. */
export async function turns(url: string, statements: string[], times: number): Promise<number[]> {
  const taken = statements.map((): number[] => [])
  await withSql(url, async (sql) => {
    for (let n = 0; n <= times; n++) for (const [at, statement] of statements.entries()) {
      await asActor(sql, actor, async (tx) => {
        await tx`set local max_parallel_workers_per_gather = 0`
        const one = await ms(() => tx.unsafe(`select md5(tile) from (${statement}) drawn`))
        if (n) taken[at]?.push(one)
      })
    }
  })
  return taken.map(median)
}

export const drawnTile = ({ z, x, y }: Tile) => `select tile_mvt('incidents', ${z}, ${x}, ${y}) as tile`
/** What the app asks for: the tile as it was drawn, for as long as nothing changes in it. */
export const storedTile = ({ z, x, y }: Tile) => `select tile_mvt_stored('incidents', ${z}, ${x}, ${y}) as tile`

export const bytesOf = async (sql: Sql, statement: string) => Object.values((await asActor(sql, actor, (tx) => tx.unsafe<Record<string, Uint8Array>[]>(statement)))[0] ?? {})[0] as Uint8Array
