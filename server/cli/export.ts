import { Argument, type Command, Option } from 'commander'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'
import { csvLine } from '../../geodata/format/csvCell.ts'
import { asActor, type Sql } from '../database.ts'
import { collectionRows, collections, type Row, type StoredCollection } from '../queries/collections.ts'
import { writeAudit } from '../queries/audit.ts'
import { CommandError } from './tell.ts'
import { withDatabase } from './withDatabase.ts'

type Format = 'geojson' | 'csv'
const pageRows = 5000

export function addExport(program: Command): void {
  program.command('export')
    .summary('write a noun as GeoJSON or CSV')
    .description('Exports what the actor may see, through the same queries as the app. Cells that a spreadsheet would run as formulas are escaped.')
    .addArgument(new Argument('<noun>', 'what to export').choices(Object.keys(collections)))
    .addOption(new Option('--format <format>', 'geojson (RFC 7946) or csv').choices(['geojson', 'csv']).default('geojson'))
    .option('--out <file>', 'file to write; default: standard output')
    .option('--as <actor>', 'account on whose behalf', 'demo-admin')
    .addHelpText('after', `
Examples:
  fangcun export zones --out zones.geojson
  fangcun export incidents --format csv --as demo-lead-01 > incidents.csv`)
    .action((noun: StoredCollection, flags: { format: Format; out?: string; as: string }) =>
      withDatabase(async (sql) => {
        const out = flags.out ? createWriteStream(flags.out) : process.stdout
        const count = await exportNoun(sql, noun, flags.format, flags.as, out)
        if (out !== process.stdout) {
          out.end()
          await once(out, 'close')
        }
        console.error(`${count.toLocaleString('en')} ${noun} exported.`)
      }))
}

async function checkRight(sql: Sql, actor: string, noun: StoredCollection, format: Format): Promise<void> {
  const [row] = await asActor(sql, actor, (tx) => tx<{ may: boolean; known: boolean }[]>`select actor_may('export') as may, actor_known() as known`)
  if (!row?.known) throw new CommandError(`There is no account "${actor}". (fangcun start makes the demo accounts)`)
  if (row.may) return
  await writeAudit(sql, actor, { action: 'export', target: noun, result: 'refused', detail: { format } })
  throw new CommandError(`The account "${actor}" has no right to export.`)
}

/** Writes page by page, so that a large noun never stands in memory. Answers the number of rows; what was taken out of the deployment is in the audit log. */
export async function exportNoun(sql: Sql, noun: StoredCollection, format: Format, actor: string, out: Writable): Promise<number> {
  await checkRight(sql, actor, noun, format)
  const write = async (text: string) => {
    if (!out.write(text)) await once(out, 'drain')
  }
  let count = 0
  let after: string | undefined
  let header: string[] | undefined
  if (format === 'geojson') await write('{"type":"FeatureCollection","features":[')
  for (;;) {
    const rows = await collectionRows(sql, actor, noun, {}, { limit: pageRows, after })
    for (const row of rows) {
      if (format === 'geojson') await write(`${count ? ',' : ''}\n${JSON.stringify(featureOf(row))}`)
      else {
        const { header: names, line } = lineOf(row, header)
        if (!header) await write('\ufeff' + csvLine(names))
        header = names
        await write(line)
      }
      count++
    }
    after = rows.length === pageRows ? String(rows.at(-1)?.id) : undefined
    if (after === undefined) break
  }
  if (format === 'geojson') await write('\n]}\n')
  await writeAudit(sql, actor, { action: 'export', target: noun, detail: { format, rows: count } })
  return count
}

function featureOf(row: Row) {
  const { id, geometry, ...properties } = withoutGeom(row)
  return { type: 'Feature', id, geometry, properties: { id, ...properties } }
}

/** Points as longitude and latitude; other shapes as GeoJSON text in one cell. */
function lineOf(row: Row, header: string[] | undefined): { header: string[]; line: string } {
  const { geometry, ...properties } = withoutGeom(row)
  const names = header ?? [...Object.keys(properties), 'longitude', 'latitude', 'geometry']
  const [lng, lat] = geometry?.type === 'Point' ? geometry.coordinates : []
  const values: Record<string, unknown> = { ...properties, longitude: lng, latitude: lat, geometry: geometry?.type === 'Point' ? '' : geometry }
  return { header: names, line: csvLine(names.map((name) => values[name])) }
}

/** The stored shape is already there as GeoJSON. */
function withoutGeom(row: Row): Row {
  const copy = { ...row }
  delete copy.geom
  return copy
}
