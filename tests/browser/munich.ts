import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEnv } from '../../server/env.ts'
import { importFile } from '../../server/import/importFile.ts'
import { startServer } from '../../server/start.ts'
import { freshFrom, type FreshDatabase } from '../database.ts'
import { openHarness } from '../database.harness.ts'

const samples = process.env.FANGCUN_SAMPLES ?? join(import.meta.dirname, '../../../shared/data')
export const hasMunich = existsSync(join(samples, 'munich/osm_cameras.geojson'))
export type Munich = { url: string; database: FreshDatabase; /** Of the last import. */ said: string; stop(): Promise<void> }

const box = (code: string, west: number, south: number, east: number, north: number) => ({
  type: 'Feature', properties: { code, name: '老城', name_en: 'Altstadt' }, geometry: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] },
})

type Bring = (path: string, options?: object) => Promise<object>

/** A server over an outline of the centre of Munich and what the importer brings in of its files. */
async function openCentre(fill: (database: FreshDatabase, bring: Bring) => Promise<string>, settings: Record<string, string> = {}): Promise<Munich> {
  const harness = await openHarness()
  const database = await freshFrom(harness.source)
  const folder = mkdtempSync(join(tmpdir(), 'fangcun-munich-'))
  const bring: Bring = async (path, options = {}) => {
    const result = await importFile(database.sql, { files: [path], dataFolder: folder, timeZone: 'Europe/Berlin', source: path, attribution: '© OpenStreetMap contributors', ...options })
    if (result.failure) throw new Error(result.failure)
    return result
  }
  writeFileSync(join(folder, 'area.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [box('091620001001', 11.56, 48.128, 11.59, 48.147)] }))
  await bring(join(folder, 'area.geojson'), { as: 'areas', area: 'München' })
  await database.sql`insert into category (scheme, code, group_zh, group_en, name_zh, name_en, severity, voice) values ('test-1', '01', '环境', 'Environment', '垃圾', 'Rubbish', 1, false)`
  const said = await fill(database, bring)
  const server = await startServer(readEnv({ PORT: '0', DATABASE_URL: database.url, LOG_LEVEL: 'error', FANGCUN_CONTACT_KEY: randomBytes(32).toString('base64'), ...settings }))
  return {
    url: server.url, database, said,
    async stop() {
      await server.stop()
      await database.drop()
      await harness.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Its buildings, and the cameras as mappers typed them, whose streams may come from `streamHost` only. */
export const openMunich = (streamHost: string): Promise<Munich> => openCentre(async ({ sql }, bring) => {
  await bring(join(samples, 'munich/osm_buildings.geojson.gz'))
  const said = JSON.stringify(await bring(join(samples, 'munich/osm_cameras.geojson')))
  // A zone to place cameras in: around the old town hall.
  await sql`insert into zone (area_id, code, name_zh, name_en, geom) select a.id, '091620001001001', '市政厅', 'Rathaus', st_multi(st_makeenvelope(11.5740, 48.1360, 11.5775, 48.1385, 4326)) from area a where a.level = 'community'`
  return said
}, { FANGCUN_STREAM_HOSTS: streamHost })

/** Its streets. */
export const openMunichStreets = (): Promise<Munich> => openCentre(async (_, bring) => JSON.stringify(await bring(join(samples, 'munich/osm_roads.geojson.gz'))))
