import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { importFile } from '../../server/import/importFile.ts'
import { readEnv } from '../../server/env.ts'
import { startServer } from '../../server/start.ts'
import { freshFrom, type FreshDatabase } from '../database.ts'
import { openHarness } from '../database.harness.ts'
import { installedMajors } from '../../server/cluster/start.ts'

const samples = process.env.FANGCUN_SAMPLES ?? join(import.meta.dirname, '../../../shared/data')
/** Published incidents of a real city, and PostGIS to hold them. */
export const hasChicago = existsSync(join(samples, 'chicago/incidents_2018-01_2018-06.csv.gz')) && installedMajors().length > 0

export type City = { url: string; database: FreshDatabase; stop(): Promise<void> }

/** The last ten weeks of the file: a week, the four before it, and as much again to spare. All six months take a minute longer and change no answer of a preset. */
function recentRows(): string {
  const [head = '', ...rows] = gunzipSync(readFileSync(join(samples, 'chicago/incidents_2018-01_2018-06.csv.gz'))).toString('utf8').split('\n')
  const column = head.split(',').findIndex((name) => /^"?(date|occurred)/i.test(name))
  return [head, ...rows.filter((row) => (row.split(',')[column] ?? '').replaceAll('"', '') >= '2018-04-22')].join('\n')
}

/** A server over Chicago as the importer brings it in. */
export async function openChicago(): Promise<City> {
  const harness = await openHarness('postgis')
  const database = await freshFrom(harness.source)
  const folder = mkdtempSync(join(tmpdir(), 'fangcun-chicago-'))
  writeFileSync(join(folder, 'incidents.csv'), recentRows())
  await importFile(database.sql, { files: [join(samples, 'chicago/community_areas.geojson.gz')], dataFolder: folder, as: 'areas', area: 'Chicago', timeZone: 'America/Chicago', source: 'chicago', attribution: 'City of Chicago (modified)' })
  const incidents = await importFile(database.sql, { files: [join(folder, 'incidents.csv')], dataFolder: folder, timeZone: 'America/Chicago', source: 'chicago', attribution: 'City of Chicago (modified)' })
  if (incidents.failure) throw new Error(String(incidents.failure))
  const server = await startServer(readEnv({ PORT: '0', DATABASE_URL: database.url, LOG_LEVEL: 'error', FANGCUN_CONTACT_KEY: randomBytes(32).toString('base64') }))
  return {
    url: server.url, database,
    async stop() {
      await server.stop()
      await database.drop()
      await harness.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
