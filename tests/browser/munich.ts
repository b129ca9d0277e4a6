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
export type Munich = { url: string; database: FreshDatabase; /** Of the import of cameras. */ said: string; stop(): Promise<void> }

const box = (code: string, west: number, south: number, east: number, north: number) => ({
  type: 'Feature', properties: { code, name: '老城', name_en: 'Altstadt' }, geometry: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] },
})

/** A server over the centre of Munich as the importer brings it in: an outline, buildings, and the cameras as mappers typed them. Its streams may come from `streamHost` only. */
export async function openMunich(streamHost: string): Promise<Munich> {
  const harness = await openHarness()
  const database = await freshFrom(harness.source)
  const folder = mkdtempSync(join(tmpdir(), 'fangcun-munich-'))
  const bring = async (path: string, options: object = {}) => {
    const result = await importFile(database.sql, { files: [path], dataFolder: folder, timeZone: 'Europe/Berlin', source: path, attribution: '© OpenStreetMap contributors', ...options })
    if (result.failure) throw new Error(result.failure)
    return result
  }
  writeFileSync(join(folder, 'area.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [box('091620001001', 11.56, 48.128, 11.59, 48.147)] }))
  await bring(join(folder, 'area.geojson'), { as: 'areas', area: 'München' })
  await bring(join(samples, 'munich/osm_buildings.geojson.gz'))
  const said = JSON.stringify(await bring(join(samples, 'munich/osm_cameras.geojson')))
  await database.sql`insert into category (scheme, code, group_zh, group_en, name_zh, name_en, severity, voice) values ('test-1', '01', '环境', 'Environment', '垃圾', 'Rubbish', 1, false)`
  // A zone to place cameras in: around the old town hall.
  await database.sql`insert into zone (area_id, code, name_zh, name_en, geom) select a.id, '091620001001001', '市政厅', 'Rathaus', st_multi(st_makeenvelope(11.5740, 48.1360, 11.5775, 48.1385, 4326)) from area a where a.level = 'community'`
  const server = await startServer(readEnv({ PORT: '0', DATABASE_URL: database.url, LOG_LEVEL: 'error', FANGCUN_CONTACT_KEY: randomBytes(32).toString('base64'), FANGCUN_STREAM_HOSTS: streamHost }))
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
