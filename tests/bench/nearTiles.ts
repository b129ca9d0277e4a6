import { setTimeout as sleep } from 'node:timers/promises'
import { addressOf, bytesOf, drawnTile, storedTile, type Tile, turns } from './drawnTiles.ts'
import { densestTile } from './manyIncidents.ts'
import { startMapserver } from './mapserver.ts'
import { pair } from './pair.ts'
import { type App, type Place, withSql } from './place.ts'
import { type Line, pairLine, plainLine } from './report.ts'
import { contentOf, featuresOf } from './tileContent.ts'
import { psql, requestsPerSecond } from './tools.ts'

const identity = (app: App) => ({ 'accept-encoding': 'identity', cookie: app.cookie })

/**
 * P3: every point of the densest tile of two zooms with the same properties. MapServer asks as the owner, without policies. Ours once drawn for each request by an app that keeps nothing, and once as a map is answered
 * while a report a second comes in elsewhere: each makes the app forget its tiles, and the next request takes the one that is stored. The bar is for a tile of a map that is read, z16; z14 is as much as a tile ever holds.
 */
export async function nearTileLines(place: Place, url: string, drawing: App, rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  // Our points have no index of shapes; MapServer asks by box.
  await psql(url, ['create index if not exists bench_geom on incident using gist (geom)', 'analyze incident'])
  const tiles = [await densestTile(url, 16), await densestTile(url, 14)]
  for (const tile of tiles) tell(await storedLines(url, tile))
  const mapserver = await startMapserver(place, url)
  const keeping = await place.startApp('pyramid')
  let reports: { stop(): Promise<number> } | undefined
  const lineOf = async (app: App, tile: Tile, name: string, hasBar: boolean) => {
    const [mine, theirs] = [app.url + addressOf(tile), mapserver.tileUrl(tile.z, tile.x, tile.y)]
    const get = async (address: string) => featuresOf(new Uint8Array(await (await fetch(address, { headers: identity(app) })).arrayBuffer()))
    const features = await get(mine)
    checkSame(features, await get(theirs))
    const result = await pair((seconds) => requestsPerSecond(mine, seconds, { connections: 4, headers: identity(app) }), (seconds) => requestsPerSecond(theirs, seconds, { connections: 4 }), { rounds, seconds: 3 })
    return pairLine(`z${tile.z} tile of ${features.length.toLocaleString('en')} points, ${name} / MapServer, two FastCGI programs`, 'tiles/s', result, hasBar ? { label: 'P3', atLeast: 8 } : undefined)
  }
  try {
    for (const tile of tiles) tell([await lineOf(drawing, tile, 'drawn for each request', false)])
    reports = await startReports(url, keeping, tiles[0] as Tile)
    for (const tile of tiles) tell([await lineOf(keeping, tile, 'as answered beside a report a second', tile.z === 16)])
  } finally {
    const made = await reports?.stop()
    await keeping.stop()
    await mapserver.stop()
    if (made !== undefined) tell([plainLine('  reports that came in meanwhile', String(made), { made })])
  }
}

/** Milliseconds in the database: drawn, and as it is stored. */
async function storedLines(url: string, tile: Tile & { rows: number }): Promise<Line[]> {
  await withSql(url, async (sql) => {
    const bytes = async (statement: string) => contentOf(await bytesOf(sql, statement))
    const drawn = await bytes(drawnTile(tile))
    for (const turn of [1, 2]) if ((await bytes(storedTile(tile))) !== drawn) throw new Error(`the stored tile differs, asked for ${turn}`)
  })
  const [drawn = NaN, stored = NaN] = await turns(url, [drawnTile(tile), storedTile(tile)], 15)
  return [plainLine(`z${tile.z} tile of ${tile.rows.toLocaleString('en')} points in the database, drawn / as it is stored`, `${(drawn / stored).toFixed(1)} times as long (${drawn.toFixed(2)} and ${stored.toFixed(2)} ms)`, { ratio: drawn / stored, drawn, stored })]
}

/** A report each second some kilometres away from the tile, until stopped; answers how many. Throws where the app does not notice the first. */
async function startReports(url: string, app: App, tile: Tile): Promise<{ stop(): Promise<number> }> {
  const report = () => psql(url, [`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, geom) select gen_random_uuid(), min(id), 1, 1, 'phone', 'elsewhere', now(), st_setsrid(st_makepoint(121.30, 31.10), 4326) from area where level = 'community'`])
  const tag = async () => (await fetch(app.url + addressOf(tile), { headers: identity(app) })).headers.get('etag')
  const before = await tag()
  await report()
  for (let waited = 0; (await tag()) === before; waited++) {
    if (waited > 100) throw new Error('the app does not notice a report')
    await sleep(100)
  }
  let made = 1
  const stopping = new AbortController()
  const running = (async () => {
    for (; !stopping.signal.aborted; made++) {
      await report()
      await sleep(1_000)
    }
  })()
  return { stop: async () => (stopping.abort(), await running, made) }
}

/** Each feature by its id: the same properties, and a place within a unit of the tile. MapServer also gives what lies on the edge, at most one in a hundred. */
function checkSame(mine: ReturnType<typeof featuresOf>, peer: ReturnType<typeof featuresOf>): void {
  const byId = new Map(peer.map((feature) => [feature.properties.id, feature]))
  const inside = mine.filter(({ geometry }) => { const { x = 0, y = 0 } = geometry[0]?.[0] ?? {}; return x > 1 && y > 1 && x < 4_095 && y < 4_095 })
  for (const { properties, geometry } of inside) {
    const other = byId.get(properties.id)
    const [a, b] = [geometry[0]?.[0], other?.geometry[0]?.[0]]
    if (!other || !a || !b || Math.abs(a.x - b.x) > 1 || Math.abs(a.y - b.y) > 1) throw new Error(`MapServer draws ${JSON.stringify(properties.id)} at ${JSON.stringify(b)}, not at ${JSON.stringify(a)}`)
    for (const [key, value] of Object.entries(properties)) if (String(other.properties[key]) !== String(value)) throw new Error(`MapServer says ${key} ${String(other.properties[key])}, not ${String(value)}`)
  }
  if (Math.abs(mine.length - peer.length) > mine.length / 100 || inside.length < mine.length * 0.9) throw new Error(`${mine.length} and ${peer.length} features`)
}
