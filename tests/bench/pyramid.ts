import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IncidentState } from '../../geodata/model/incident.ts'
import type { IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import { createColumns } from '../../server/columns/columns.ts'
import type { GridQuestion } from '../../server/columns/ask.ts'
import { asActor, type Sql } from '../../server/database.ts'
import { actor, addressOf, bytesOf, drawnTile, ms, storedTile, type Tile, turns } from './drawnTiles.ts'
import { densestTile, manyIncidents } from './manyIncidents.ts'
import { nearTileLines } from './nearTiles.ts'
import { median, pair } from './pair.ts'
import { type App, type Place, withSql } from './place.ts'
import { type Line, pairLine, plainLine } from './report.ts'
import { contentOf } from './tileContent.ts'
import { psql, requestsPerSecond, transactionsPerSecond } from './tools.ts'

const slack = 0.15
const usualTile = ({ z, x, y }: Tile) => `select st_asmvt(t, 'incident', 4096, 'geom') as tile from (select st_asmvtgeom(st_transform(i.geom, 3857), st_tileenvelope(${z}, ${x}, ${y})) as geom, i.category_id, i.severity from incident i
  where i.z_order >= tile_z_order(${z}, ${x}, ${y}) and i.z_order < tile_z_order(${z}, ${x}, ${y}) + tile_z_span(${z})) t`

/** What far tiles were before: the rows of the tile grouped at each request. */
const groupedTile = ({ z, x, y }: Tile) => `select st_asmvt(r, 'incident', 4096, 'geom') as tile from (select st_makepoint((deinterleave(first) >> ${19 - z} & 4095)::float8, (deinterleave(first >> 1) >> ${19 - z} & 4095)::float8) as geom, count, severity, "categoryId", "occurredAt", 'point'::text as shape
  from (select min(i.z_order) as first, count(*) as count, max(i.severity)::integer as severity, floor(extract(epoch from max(i.occurred_at)))::bigint as "occurredAt", case when min(i.category_id) = max(i.category_id) then min(i.category_id)::integer end as "categoryId"
    from incident i where i.z_order >= tile_z_order(${z}, ${x}, ${y}) and i.z_order < tile_z_order(${z}, ${x}, ${y}) + tile_z_span(${z}) group by i.z_order >> ${2 * (25 - z)}) cells) r`
/** Milliseconds of the densest z10 tile from the pyramid, drawn and as it is stored; grouping and every point beside it. What all but the last give is compared first. P4 asks for what the map is answered with: the stored tile. */
export async function farTileLines(url: string, name: string, tell: (lines: Line[]) => void): Promise<number> {
  const tile = await densestTile(url, 10)
  await withSql(url, async (sql) => {
    const expected = contentOf(await bytesOf(sql, groupedTile(tile)))
    for (const statement of [drawnTile(tile), storedTile(tile), storedTile(tile)]) if (contentOf(await bytesOf(sql, statement)) !== expected) throw new Error('the pyramid and the incidents draw another tile')
  })
  const [pyramid = NaN, grouped = NaN, stored = NaN] = await turns(url, [drawnTile(tile), groupedTile(tile), storedTile(tile)], 15)
  const [usual = NaN] = await turns(url, [usualTile(tile)], 3)
  const most = usual / stored
  tell([
    plainLine(`densest z10 tile of ${name}, ${tile.rows.toLocaleString('en')} points, drawn from the pyramid`, `${pyramid.toFixed(1)} ms`, { pyramid, rows: tile.rows }),
    plainLine('  grouped at the request / drawn from the pyramid', `${(grouped / pyramid).toFixed(1)} times as long (${grouped.toFixed(0)} ms)`, { ratio: grouped / pyramid, grouped }),
    plainLine('  every point by ST_AsMVTGeom / drawn from the pyramid', `${(usual / pyramid).toFixed(0)} times as long`, { ratio: usual / pyramid }),
    { name: `  every point by ST_AsMVTGeom / as it is stored (${stored.toFixed(2)} ms)`, text: `${most.toFixed(0)} times as long (${usual.toFixed(0)} ms)`, figures: { ratio: most, usual, stored }, bar: { text: 'P4 >= 500', reached: most >= 500 * (1 - slack) } },
  ])
  return pyramid
}

/** P2: one process of the app draws the tile for each request, against pgbench with the same transaction, role and identity. */
export async function rollupLine(place: Place, url: string, app: App, rounds: number): Promise<Line> {
  const tile = await densestTile(url, 10)
  const transaction = ['begin;', `select set_config('role', 'fangcun_app', true), set_config('fangcun.actor', '${actor}', true);`, `select tile_mvt('incidents', ${tile.z}, ${tile.x}, ${tile.y}, null::date, null::date) as tile;`, 'commit;']
  const bytes = new Uint8Array(await (await fetch(app.url + addressOf(tile), { headers: { 'accept-encoding': 'identity', cookie: app.cookie } })).arrayBuffer())
  const peer = Buffer.from((await psql(url, [transaction.join(' ')])).split('\\x')[1]?.trim() ?? '', 'hex')
  if (!peer.length || contentOf(bytes) !== contentOf(peer)) throw new Error('the app draws another tile than the database')
  const script = join(place.folder, 'rollup.sql')
  writeFileSync(script, transaction.join('\n'))
  const result = await pair((seconds) => requestsPerSecond(app.url + addressOf(tile), seconds, { headers: { cookie: app.cookie, 'accept-encoding': 'identity' } }), (seconds) => transactionsPerSecond(place.programs, url, script, seconds), { rounds })
  return pairLine(`rollup tile z10, ${(bytes.byteLength / 1024).toFixed(0)} KB, uncached / pgbench`, 'tiles/s', result, { label: 'P2', atLeast: 0.85 })
}

type Asked = { name: string; where: string; times: number; question: Pick<GridQuestion, 'fromS' | 'toS' | 'keepsKind'> & Partial<Pick<GridQuestion, 'states' | 'hours'>> }
const second = (text: string) => Date.parse(text) / 1_000
const asked: Asked[] = [
  { name: 'a year, all of it', where: `occurred_at >= '2025-01-01Z' and occurred_at < '2026-01-01Z'`, times: 3, question: { fromS: second('2025-01-01'), toS: second('2026-01-01'), keepsKind: () => true } },
  { name: 'a year, five categories, from the public, severity 2 and up', where: `occurred_at >= '2025-01-01Z' and occurred_at < '2026-01-01Z' and category_id in (1, 2, 3, 4, 5) and provenance = 'public' and severity >= 2`, times: 5,
    question: { fromS: second('2025-01-01'), toS: second('2026-01-01'), keepsKind: (kind) => kind >> 4 >= 1 && kind >> 4 <= 5 && (kind & 3) === 0 && (kind >> 2 & 3) >= 1 } },
  { name: '30 days, severity 3 and up', where: `occurred_at >= '2025-06-01Z' and occurred_at < '2025-07-01Z' and severity >= 3`, times: 5, question: { fromS: second('2025-06-01'), toS: second('2025-07-01'), keepsKind: (kind) => (kind >> 2 & 3) >= 2 } },
  { name: 'a year, from 22 to 6 o’clock, in hand or closed', where: `occurred_at >= '2025-01-01Z' and occurred_at < '2026-01-01Z' and state in ('handling', 'closed') and (extract(hour from occurred_at at time zone 'Asia/Shanghai') >= 22 or extract(hour from occurred_at at time zone 'Asia/Shanghai') < 6)`, times: 3,
    question: { fromS: second('2025-01-01'), toS: second('2026-01-01'), keepsKind: () => true, states: new Set(['handling', 'closed'].map((each) => IncidentState.options.indexOf(each as IncidentState))), hours: { of: new Set(Array.from({ length: 168 }, (_, hour) => hour).filter((hour) => hour % 24 >= 22 || hour % 24 < 6)), timeZone: 'Asia/Shanghai' } } },
]
const gridLevel = 19

/** P6: columns in memory against the same filter in SQL, to cells of some 65 m over the city; both give the same cells. Each question has another key: nothing is answered from what was kept. */
export async function filterLines(url: string, total: number): Promise<Line[]> {
  return withSql(url, async (sql) => {
    const columns = createColumns({ sql, log: console as never, megabytes: 1_000, patienceMs: 600_000 })
    const areas = new Set((await sql<{ id: number }[]>`select id from area`).map(({ id }) => id))
    let n = 0
    const ask = ({ question }: Asked) => columns.grid(`${n++}`, { states: null, hours: null, ...question, areas, level: gridLevel, box: null, totalsIn: null })
    const lines: Line[] = []
    const loaded = await ms(() => ask(asked[0] as Asked))
    const { rows, bytes } = columns.held()
    lines.push(plainLine(`${rows.toLocaleString('en')} incidents read into memory`, `${(loaded / 1_000).toFixed(1)} s, ${(bytes / rows).toFixed(1)} bytes each`, { seconds: loaded / 1_000, bytesPerRow: bytes / rows }))
    for (const one of asked) lines.push(await filterLine(sql, one, () => ask(one), total))
    await columns.stop()
    return lines
  })
}

async function filterLine(sql: Sql, { name, where, times }: Asked, ask: () => Promise<IncidentGrid | null>, total: number): Promise<Line> {
  const inSql = () => asActor(sql, actor, async (tx) => {
    await tx`set local statement_timeout = 0`
    return tx.unsafe<{ cell: string; n: number }[]>(`select (z_order >> ${2 * (31 - gridLevel)})::text as cell, count(*)::integer as n from incident where ${where} group by z_order >> ${2 * (31 - gridLevel)}`)
  })
  const [grid, rows] = [await ask(), await inSql()]
  const counts = (values: number[]) => values.toSorted((a, b) => a - b).join()
  if (!grid || grid.total !== rows.reduce((sum, row) => sum + row.n, 0) || counts(grid.count) !== counts(rows.map((row) => row.n))) throw new Error(`${name}: memory and SQL differ`)
  const taken: [number, number][] = []
  for (let turn = 0; turn < times; turn++) taken.push([median([await ms(ask), await ms(ask), await ms(ask)]), await ms(inSql)])
  const ratio = median(taken.map(([mine, theirs]) => theirs / mine))
  const [mine, theirs] = [median(taken.map(([a]) => a)), median(taken.map(([, b]) => b))]
  const isBar = total >= 10_000_000
  const isYear = name.startsWith('a year, all')
  return { name: `  ${name}: ${grid.total.toLocaleString('en')} on ${grid.count.length.toLocaleString('en')} cells, SQL / memory`, text: `${ratio.toFixed(0)} times as long (${mine.toFixed(1)} ms and ${theirs.toFixed(0)} ms)`, figures: { ratio, ours: mine, peer: theirs },
    ...(isBar ? { bar: isYear ? { text: 'P6 a year <= 50 ms, >= 100', reached: mine <= 50 * (1 + slack) && ratio >= 100 * (1 - slack) } : { text: 'P6 >= 100', reached: ratio >= 100 * (1 - slack) } } : {}) }
}

/** Far views from the pyramid and from memory, at one size and, where `large` is given, at a larger one: opening a city must not cost more with ten times as many. */
export async function pyramidSection(place: Place, rounds: number, tell: (lines: Line[]) => void, sizes: number[]): Promise<void> {
  const { url, grow } = await manyIncidents(place, 'pyramid')
  const taken: number[] = []
  for (const total of sizes) {
    const name = `${total.toLocaleString('en')} incidents`
    tell([plainLine(`counts of ${name}, all made anew`, `${(await grow(total)).toFixed(0)} s`)])
    taken.push(await farTileLines(url, name, tell))
    if (total !== sizes[0]) continue
    const app = await place.startApp('pyramid', { FANGCUN_TILE_CACHE_MB: '0' })
    try {
      tell([await rollupLine(place, url, app, rounds)])
      await nearTileLines(place, url, app, rounds, tell)
    } finally {
      await app.stop()
    }
  }
  const [small = NaN, large = NaN] = [taken[0], taken.at(-1)]
  if (sizes.length > 1) tell([{ name: '  densest z10 tile, large / small', text: (large / small).toFixed(2), figures: { ratio: large / small }, bar: { text: 'P4 10x / 1x <= 1.2', reached: large / small <= 1.2 * (1 + slack) } }])
  tell(await filterLines(url, sizes.at(-1) ?? 0))
  await place.drop('pyramid')
}
