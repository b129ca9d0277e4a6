import { createReadStream, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { makeTown } from '../../geodata/town/town.ts'
import type { Sql } from '../../server/database.ts'
import { importFile } from '../../server/import/importFile.ts'
import type { ImportOptions } from '../../server/import/types.ts'
import { loadTown } from '../../server/import/town.ts'

/** A city's incidents as a file, and what must be in a database before they can be imported. */
export type CityFile = { name: string; incidents: string; prepare(sql: Sql): Promise<void>; options: Partial<ImportOptions> }

export async function importInto(sql: Sql, files: string[], folder: string, options: Partial<ImportOptions> = {}): Promise<number> {
  const { counts, failure, rejectedByReason } = await importFile(sql, { files, dataFolder: folder, ...options })
  const { inserted = 0, rejected = 0 } = Object.values(counts)[0] ?? {}
  if (failure || rejected || !inserted) throw new Error(`the import failed: ${failure ?? JSON.stringify(rejectedByReason)}`)
  return inserted
}

/** Chicago where the samples are, else the town's own incidents, written as a file of the same kind. */
export function cityFile(folder: string, rows: number): CityFile {
  const chicago = join(process.env.FANGCUN_SAMPLES ?? '../shared/data', 'chicago')
  const incidents = join(chicago, 'incidents_2018-01_2018-06.csv.gz')
  if (!existsSync(incidents)) return townFile(folder, rows)
  const prepare = async (sql: Sql) => void (await importInto(sql, [join(chicago, 'community_areas.geojson.gz')], folder, { as: 'areas', area: 'Chicago', timeZone: 'America/Chicago' }))
  return { name: 'Chicago', incidents, prepare, options: { source: 'chicago', timeZone: 'America/Chicago' } }
}

function townFile(folder: string, rows: number): CityFile {
  const town = makeTown({ seed: 20_260_101, now: new Date().toISOString(), incidents: rows })
  const path = join(folder, 'town_incidents.csv')
  const lines = town.incidents.flatMap(({ id, geometry, occurredAt, categoryCode, title, address }) =>
    geometry.type === 'Point' ? [[id, ...geometry.coordinates, occurredAt, categoryCode, `"${title.replaceAll('"', '""')}"`, `"${address.replaceAll('"', '""')}"`].join(',')] : [])
  writeFileSync(path, `${['id,longitude,latitude,occurred_at,category,title,address', ...lines].join('\n')}\n`)
  const prepare = (sql: Sql) => loadTown(sql, { ...town, incidents: [] }, { now: town.now })
  return { name: 'town', incidents: path, prepare, options: { as: 'incidents', source: 'bench' } }
}

/** The first `rows` records of a CSV file whose fields hold no line breaks. */
export async function headOf(path: string, rows: number, target: string): Promise<void> {
  const file = createReadStream(path)
  const lines: string[] = []
  for await (const line of createInterface({ input: path.endsWith('.gz') ? file.pipe(createGunzip()) : file })) {
    lines.push(line)
    if (lines.length > rows) break
  }
  file.destroy()
  writeFileSync(target, `${lines.join('\n')}\n`)
}
