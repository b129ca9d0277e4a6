import { type Command, InvalidArgumentError, Option } from 'commander'
import type { listRuns } from '../import/runBook.ts'
import { importNouns, type ImportNoun, type ImportResult, type Progress } from '../import/types.ts'
import { textTable } from './table.ts'
import { CommandError } from './tell.ts'
import { withDatabase } from './withDatabase.ts'

type Flags = { as: ImportNoun | 'auto'; area?: string; map?: Record<string, string>; crs?: string; timeZone?: string; source?: string; attribution?: string; state?: string; asPlan?: string; dryRun?: boolean; undo?: number; list?: boolean }

const wholeNumber = (text: string) => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected the number of an import; fangcun import --list shows them.')
  return Number(text)
}

const pair = (text: string, before: Record<string, string> = {}) => {
  const [, field, column] = /^(\w+)=(.+)$/.exec(text) ?? []
  if (!field || !column) throw new InvalidArgumentError('Expected field=column, e.g. occurredAt=Date.')
  return { ...before, [field]: column }
}

export function addImport(program: Command): void {
  program.command('import')
    .summary('bring real data in: OpenStreetMap, GeoJSON, CSV')
    .description('Imports files (.osm.pbf, .osm, GeoJSON, CSV; .gz too). Importing the same file again adds nothing; --undo takes an import back.')
    .argument('[files...]', 'files of one kind; several are one import')
    .addOption(new Option('--as <noun>', 'what the rows are').choices([...importNouns, 'auto']).default('auto'))
    .option('--area <code>', 'area for rows outside every area; or the name of the one that is made')
    .option('--map <field=column>', 'which column gives a field; may be repeated', pair)
    .option('--crs <crs>', 'coordinates are in EPSG:nnnn, GCJ-02 or BD-09 (default EPSG:4326)')
    .option('--time-zone <zone>', 'of times without an offset, e.g. America/Chicago')
    .option('--source <name>', 'name of the source; rows are recognised by it and their id (default: from the file)')
    .option('--attribution <text>', 'who must be named beside the map, e.g. "City of Chicago (modified)"; OpenStreetMap is known')
    .addOption(new Option('--state <state>', 'state of imported incidents').choices(['reported', 'registered', 'closed', 'archived']).default('archived'))
    .option('--as-plan <name>', 'zones become a draft plan of this name over --area CODE, to be mended on the map and adopted there')
    .option('--dry-run', 'read and judge all rows, write nothing')
    .option('--undo <id>', 'take back a whole import; rows acted upon since are kept and listed', wholeNumber)
    .option('--list', 'list the imports')
    .addHelpText('after', `
Examples:
  fangcun import munich_centre.osm.pbf --area Munich
  fangcun import community_areas.geojson.gz --as areas --source chicago --time-zone America/Chicago
  fangcun import incidents.csv.gz --source chicago --attribution "City of Chicago (modified)"
  fangcun import report.csv --as incidents --map occurredAt=上报时间 --map category=类别 --crs GCJ-02 --time-zone Asia/Shanghai
  fangcun import zones.geojson --as zones --as-plan "New zones" --area 310101001001
  fangcun import --list
  fangcun import --undo 3

Rejected rows are written with their line and reason to FANGCUN_DATA/imports/ID-rejected.csv.
The exit code is 0 if the files were read to their end (rejected rows are no failure), else 1.`)
    .action((files: string[], flags: Flags) => run(files, flags))
}

async function run(files: string[], flags: Flags): Promise<void> {
  if (flags.list) return list()
  if (flags.undo !== undefined) return undo(flags.undo)
  if (!files.length) throw new CommandError('Say which files to import (fangcun import --help shows examples).')
  const { undo: _, list: __, ...options } = flags
  const { importFile } = await import('../import/importFile.ts')
  const result = await withDatabase((sql, env) => importFile(sql, { ...options, files, dataFolder: env.FANGCUN_DATA }, showProgress()))
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  console.log(resultText(result, Boolean(flags.dryRun)))
  if (result.failure) process.exitCode = 1
}

/** Notes as they come; counts at most twice a second, on one line where the terminal allows. */
function showProgress(): (progress: Progress) => void {
  let shown = 0
  return (progress) => {
    const tty = process.stderr.isTTY
    if ('note' in progress) return void process.stderr.write(`${tty ? '\r\u001b[K' : ''}${progress.note}\n`)
    const every = tty ? 500 : 5000
    if (Date.now() - shown < every) return
    shown = Date.now()
    const line = `${progress.noun}: ${progress.rows.toLocaleString('en')} rows, ${progress.rowsPerSecond.toLocaleString('en')} rows/s`
    process.stderr.write(tty ? `\r\u001b[K${line}` : `${line}\n`)
  }
}

export function resultText(result: ImportResult, dryRun: boolean): string {
  const rows = Object.entries(result.counts).filter(([, { read }]) => read)
  const header = ['', 'read', 'inserted', 'updated', 'unchanged', 'duplicate', 'rejected']
  const table = textTable([header, ...rows.map(([noun, c]) => [noun, c.read, c.inserted, c.updated, c.unchanged, c.duplicate, c.rejected])])
  const reasons = Object.entries(result.rejectedByReason).toSorted((a, b) => b[1] - a[1]).map(([reason, count]) => `  ${count.toLocaleString('en')} rejected: ${reason}`)
  const total = rows.reduce((sum, [, { read }]) => sum + read, 0)
  const wrote = rows.some(([, { inserted, updated }]) => inserted + updated)
  const end = dryRun ? 'Dry run: nothing was written.' : result.failure && !wrote ? `Nothing was imported: ${result.failure}` : `Import ${result.id} from "${result.source}": ${total.toLocaleString('en')} rows in ${result.seconds.toFixed(1)} s (${Math.round(total / result.seconds).toLocaleString('en')} rows/s). Undo with: fangcun import --undo ${result.id}`
  const failure = result.failure && (wrote || dryRun) ? [`It did not reach the end: ${result.failure}`, ...(wrote ? ['What was written before is kept: import the whole file again, or undo.'] : [])] : []
  return [...(rows.length ? [table] : []), ...reasons, ...(result.rejectedPath ? [`  rejected rows: ${result.rejectedPath}`] : []), end, ...failure].join('\n')
}

async function list(): Promise<void> {
  const runBook = await import('../import/runBook.ts')
  await withDatabase(async (sql) => console.log(listText(await runBook.listRuns(sql))))
}

const listText = (runs: Awaited<ReturnType<typeof listRuns>>) =>
  runs.length
    ? textTable([['id', 'what', 'state', 'started', 'inserted', 'source', 'files'], ...runs.map((entry) => {
        const inserted = Object.values(entry.summary.counts ?? {}).reduce((sum, counts) => sum + counts.inserted, 0)
        return [String(entry.id), entry.noun, entry.state === 'running' ? 'running or killed' : entry.state, entry.startedAt.slice(0, 16), inserted, entry.source, filesText(entry.files)]
      })], 4)
    : 'Nothing was imported yet.'

const filesText = ([first = '', ...more]: string[]) => `${first.split('/').at(-1)}${more.length ? ` and ${more.length} more` : ''}`

async function undo(id: number): Promise<void> {
  const { undoImport } = await import('../import/undo.ts')
  const { removed, kept } = await withDatabase((sql) => undoImport(sql, id))
  const counts = Object.entries(removed).map(([noun, count]) => `${count.toLocaleString('en')} ${noun}`)
  console.log(`Import ${id} was undone: ${counts.join(', ') || 'nothing'} removed.`)
  if (!kept.length) return
  console.log(`${kept.length} rows are kept:`)
  for (const { noun, id: row, title, reason } of kept.slice(0, 50)) console.log(`  ${noun} ${row} ${title}: ${reason}`)
  if (kept.length > 50) console.log(`  and ${kept.length - 50} more`)
}
