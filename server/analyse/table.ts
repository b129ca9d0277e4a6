import { guessColumns, type ColumnMap } from '../../geodata/format/columns.ts'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import { inspectFile, type FileFacts } from '../import/openText.ts'
import { openTable } from '../import/openTable.ts'
import type { RawRow } from '../import/rawRow.ts'

export type Rows = { facts: FileFacts; header: string[]; rows: RawRow[]; /** The text before the features, where an old `crs` member stands. */ head: string }

/** All rows of a CSV or GeoJSON file, gzip too. @throws FormatError with a sentence */
export async function readRows(path: string): Promise<Rows> {
  const facts = await inspectFile(path)
  if (facts.kind !== 'csv' && facts.kind !== 'geojson') throw new FormatError(`${path} is an OpenStreetMap file; points and areas come as CSV or GeoJSON (streets may come as OSM).`)
  const { header, head, batches } = await openTable(facts)
  const rows: RawRow[] = []
  for await (const batch of batches) for (const row of batch) rows.push(row)
  if (!rows.length) throw new FormatError(`${path} has a header and no row.`)
  return { facts, header, rows, head }
}

/** Which columns give the fields of points. @throws FormatError naming what there is */
export function pointColumns(path: string, header: string[], given: Record<string, string>, needsPlace: boolean): ColumnMap {
  try {
    const { map, missing, ambiguous } = guessColumns('points', header, given)
    const unclear = ambiguous.find(({ field }) => field !== 'id' && field !== 'category')
    if (unclear) throw new FormatError(`${path}: ${unclear.field} could be ${unclear.columns.map((name) => `"${name}"`).join(' or ')}; choose with --map ${unclear.field}=COLUMN.`)
    if (needsPlace && missing.length) throw new FormatError(`${path}: no column was found for ${missing.join(' and ')}; the columns are ${header.join(', ')}. Say which with ${missing.map((field) => `--map ${field}=COLUMN`).join(' ')}.`)
    return map
  } catch (error) {
    throw error instanceof RangeError ? new FormatError(`${path}: ${error.message}`) : error
  }
}

/** The reference that an old-style GeoJSON names; undefined for none. */
export const crsOfHead = (head: string): string | undefined => /"crs"\s*:\s*\{[^{}]*"properties"\s*:\s*\{\s*"name"\s*:\s*"([^"]+)"/.exec(head)?.[1]

export type Wanted = { column: string | null; value: string }

/** Rows of which every named column has one of its wanted values; undefined where a row counts. */
export function categoryFilter(path: string, header: string[], wanted: readonly Wanted[], categoryColumn: number | undefined): (row: RawRow) => boolean {
  const byColumn = new Map<number, Set<string>>()
  for (const { column, value } of wanted) {
    const at = column === null ? categoryColumn : header.findIndex((name) => name.toLowerCase() === column.toLowerCase())
    if (at === undefined || at < 0) throw new FormatError(`${path}: there is no column ${column === null ? 'of categories' : `"${column}"`} to choose by; the columns are ${header.join(', ')}.`)
    byColumn.set(at, (byColumn.get(at) ?? new Set()).add(plain(value)))
  }
  return (row) => [...byColumn].every(([at, values]) => values.has(plain(row.cells[at] ?? '')))
}

const plain = (text: string) => text.trim().toLowerCase()

/** What a column holds most, for the sentence that says that a chosen value is not there. */
export function commonValues(rows: readonly RawRow[], column: number): string {
  const counts = new Map<string, number>()
  for (const { cells } of rows) counts.set(cells[column] ?? '', (counts.get(cells[column] ?? '') ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1]).slice(0, 12).map(([value, count]) => `${value} (${count})`).join(', ')
}
