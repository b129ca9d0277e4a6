import { insidePlace } from '../../geodata/format/insidePlace.ts'
import { createReproject, type Reproject } from '../../geodata/format/reproject.ts'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import { asActor, type Sql } from '../database.ts'
import { ensureDemoAccounts, importActor } from './accounts.ts'
import { ensureCover } from './cover.ts'
import { importTable } from './importTable.ts'
import { importTagged, isTagged, taggedBounds } from './importTagged.ts'
import { Locator } from './locator.ts'
import { grow, nounOf, openTable } from './openTable.ts'
import { type FileFacts, inspectFile } from './openText.ts'
import { importOsm, openOsm } from './osmFile.ts'
import type { RawRow } from './rawRow.ts'
import { Rejects } from './rejects.ts'
import { beginRun, endRun } from './runBook.ts'
import { sourceNameOf } from './slug.ts'
import { suspectDatum } from './suspectDatum.ts'
import { type Counts, ImportError, type ImportOptions, type ImportResult, type Progress, type Run } from './types.ts'

/**
 * Imports files in one numbered run, as the administrator, so that the policies decide. Rows go in chunks of 2,000, each in its own
 * transaction; the same files again add nothing. A file that breaks off keeps the chunks before the break and answers with `failure`.
 * @throws ImportError or FormatError for what can be seen before anything is written
 */
export async function importFile(sql: Sql, options: ImportOptions, onProgress: (progress: Progress) => void = () => {}): Promise<ImportResult> {
  const start = performance.now()
  const reproject = reprojectOf(options)
  const facts: FileFacts[] = []
  for (const path of options.files) facts.push(await inspectFile(path))
  const result: ImportResult = { id: null, source: sourceOf(options, facts), counts: {}, rejectedByReason: {}, rejectedPath: null, notes: [], seconds: 0 }
  const run = await openRun(sql, options, result, reproject, onProgress)
  try {
    for (const each of facts) await importOne(run, each, onProgress)
  } catch (error) {
    result.failure = error instanceof Error ? error.message : String(error)
    if (!(error instanceof FormatError || error instanceof ImportError)) result.failure = `the database or the program failed: ${result.failure}`
  }
  await run.rejects.close()
  if (run.understood.cameras) result.understood = run.understood
  result.rejectedByReason = Object.fromEntries(run.rejects.byReason)
  result.rejectedPath = run.rejects.count ? run.rejects.path : null
  result.seconds = (performance.now() - start) / 1000
  if (!options.dryRun) await endRun(sql, run.id, result)
  return result
}

function reprojectOf(options: ImportOptions): Reproject {
  try {
    return createReproject(options.crs ?? 'EPSG:4326')
  } catch (error) {
    throw new ImportError((error as Error).message)
  }
}

/** OSM numbers its elements for the whole world, so all its files are one source and overlap without doubles. */
const sourceOf = (options: ImportOptions, [first]: FileFacts[]) => options.source ?? (first?.osm ? 'osm' : sourceNameOf(options.files[0] ?? ''))

async function openRun(sql: Sql, options: ImportOptions, result: ImportResult, reproject: Reproject, onProgress: (progress: Progress) => void): Promise<Run> {
  await ensureDemoAccounts(sql)
  const { source } = result
  const { dataFolder: _, ...kept } = options
  const id = options.dryRun ? 0 : await beginRun(sql, { noun: options.as ?? 'auto', source, files: options.files, options: kept, actor: importActor })
  result.id = options.dryRun ? null : id
  return {
    sql, actor: importActor, id, source, options, reproject,
    locator: await asActor(sql, importActor, Locator.load),
    rejects: new Rejects(options.dataFolder, id, ['cells']),
    note(text) {
      if (result.notes.includes(text)) return
      result.notes.push(text)
      onProgress({ note: text })
    },
    understood: { cameras: 0, fields: {} },
    tally: (noun): Counts => (result.counts[noun] ??= { read: 0, inserted: 0, updated: 0, unchanged: 0, duplicate: 0, rejected: 0 }),
  }
}

async function importOne(run: Run, facts: FileFacts, onProgress: (progress: Progress) => void): Promise<void> {
  const start = performance.now()
  // An earlier file of this run may have brought the areas that this one lies in.
  run.locator = await asActor(run.sql, run.actor, Locator.load)
  const progress = (noun: string, rows: number) => onProgress({ noun, file: facts.path, rows, rowsPerSecond: Math.round(rows / ((performance.now() - start) / 1000)) })
  if (facts.encoding === 'gb18030') run.note(`${facts.path} is not UTF-8; it was read as GBK/GB18030`)
  if (facts.encoding.startsWith('utf-16')) run.note(`${facts.path} was read as UTF-16`)
  if (facts.kind.startsWith('osm')) {
    const file = await openOsm(facts)
    const { bounds } = file
    run.note(`${facts.path} as OpenStreetMap: streets, buildings, places, street lights, cameras, water, green and walls by their tags (${file.collection.count.toLocaleString('en')} elements)`)
    if (bounds) await ensureCover(run, [[(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2]], async () => grow(bounds))
    return importOsm(run, facts.path, file, progress)
  }
  const table = await openTable(facts)
  const first = await table.batches.next()
  const rows = first.done ? [] : first.value
  if (!rows.length) throw new FormatError(`${facts.path} has a header and no rows.`)
  const crs = /"crs"[\s\S]*?"name"\s*:\s*"([^"]+)"/.exec(table.head)?.[1]
  if (crs && !run.options.crs) useCrs(run, facts.path, crs)
  const wanted = run.options.as ?? 'auto'
  if (facts.kind === 'geojson' && isTagged(table.header, wanted)) {
    await ensureCover(run, sampleOf(rows), () => taggedBounds(facts, run.reproject))
    await suspectDatum(run, sampleOf(rows.filter(({ geometry }) => geometry?.type === 'Point')))
    return importTagged(run, facts, progress)
  }
  const noun = nounOf(table.header, rows, run.options, facts.path)
  async function* all(): AsyncGenerator<RawRow[]> {
    yield rows
    yield* table.batches
  }
  await importTable(run, { facts, header: table.header, noun, first: rows.slice(0, 500), rows: all(), progress })
}

function useCrs(run: Run, path: string, crs: string): void {
  run.reproject = createReproject(crs)
  if (!/CRS84|4326/.test(crs)) run.note(`${path} says that its coordinates are ${crs}; they are turned into EPSG:4326`)
}

const sampleOf = (rows: RawRow[]) => rows.flatMap(({ geometry }) => (geometry ? [insidePlace(geometry)] : [])).slice(0, 500)
