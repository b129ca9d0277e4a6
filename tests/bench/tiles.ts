import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pair } from './pair.ts'
import { type Place, withSql } from './place.ts'
import { type Line, pairLine } from './report.ts'
import { contentOf } from './tileContent.ts'
import { fullestTile, type Tile } from './town.ts'
import { psql, requestsPerSecond, transactionsPerSecond } from './tools.ts'

const address = ({ layer, z, x, y }: Tile) => `/tiles/${layer}/${z}/${x}/${y}.mvt`

/** The transaction of the app: identity, one statement, commit; four messages for pgbench, sent together by the app. */
const transactionOf = ({ layer, z, x, y }: Tile, actor: string) => [
  'begin;', `select set_config('role', 'fangcun_app', true), set_config('fangcun.actor', '${actor}', true);`, `select tile_mvt('${layer}', ${z}, ${x}, ${y}, null::date, null::date) as tile;`, 'commit;']

/** Tiles that are drawn for each request, by one process of the app, against pgbench running the same transaction. */
export async function tileSection(place: Place, rounds: number): Promise<Line[]> {
  const url = place.urlOf('town')
  const [first] = await withSql(url, (sql) => sql<{ id: string }[]>`select id from account where id = 'demo-command'`)
  const actor = first?.id ?? ''
  const app = await place.startApp('town', { FANGCUN_TILE_CACHE_MB: '0' })
  try {
    const light: Tile = { layer: 'zones', z: 16, ...(await fullestTile(url, 'zone', 16)) }
    const heavy: Tile = { layer: 'base', z: 14, ...(await fullestTile(url, 'building', 14)) }
    const lines: Line[] = []
    for (const [name, tile] of [['light', light], ['heavy', heavy]] as const) {
      const transaction = transactionOf(tile, actor)
      const bytes = new Uint8Array(await (await fetch(app.url + address(tile), { headers: { 'accept-encoding': 'identity', cookie: app.cookie } })).arrayBuffer())
      const hex = (await psql(url, [transaction.join(' ')])).split('\\x')[1]?.trim() ?? ''
      const peerBytes = Buffer.from(hex, 'hex')
      if (!peerBytes.length || contentOf(bytes) !== contentOf(peerBytes)) throw new Error(`${address(tile)} differs from what the database draws`)
      const script = join(place.folder, `${name}.sql`)
      writeFileSync(script, transaction.join('\n'))
      const result = await pair(
        (seconds) => requestsPerSecond(app.url + address(tile), seconds, { headers: { cookie: app.cookie } }),
        (seconds) => transactionsPerSecond(place.programs, url, script, seconds), { rounds })
      lines.push(pairLine(`${name} tile ${tile.layer} z${tile.z}, ${(bytes.byteLength / 1024).toFixed(1)} KB, uncached / pgbench`, 'tiles/s', result, { label: 'P1', atLeast: 0.85 }))
    }
    return lines
  } finally {
    await app.stop()
  }
}
