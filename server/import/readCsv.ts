import { parse } from 'csv-parse'
import { Readable } from 'node:stream'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import { type FileFacts, textOf } from './openText.ts'
import type { RawRow, RawTable } from './rawRow.ts'

const delimiters = [',', ';', '\t', '|']
const batchRows = 1000

/** The delimiter that occurs most in the first line, outside quotes. */
export function delimiterOf(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"/g, '')
  const counts = delimiters.map((delimiter) => bare.split(delimiter).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

type Info = { record: string[]; info: { lines: number } }

/**
 * Opens a CSV file with a header line. Rows with another number of cells than the header are marked broken.
 * @throws FormatError, also while reading: rows read before stay good
 */
export async function openCsv(facts: FileFacts): Promise<RawTable> {
  const pieces = textOf(facts)
  let start = ''
  for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) {
    start += piece.value
    if (start.includes('\n')) break
  }
  const [firstLine = ''] = start.split(/\r?\n/, 1)
  const text = async function* () {
    yield start
    yield* pieces
  }
  const parser = parse({ delimiter: delimiterOf(firstLine), bom: true, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: 1 << 20 })
  Readable.from(text()).on('error', (error) => parser.destroy(error)).pipe(parser)
  const records = (parser as AsyncIterable<Info>)[Symbol.asyncIterator]()
  const header = await nextRecord(records, facts.path, 0)
  if (!header) throw new FormatError(`${facts.path} has no header line.`)
  const names = header.record.map((name) => name.trim())
  if (names.length < 2) throw new FormatError(`${facts.path} is not a CSV table: its first line has one column ("${names[0]?.slice(0, 40)}").`)
  return { header: names, head: '', batches: batchesOf(records, names.length, facts.path) }
}

async function nextRecord(records: AsyncIterator<Info>, path: string, lines: number): Promise<Info | undefined> {
  try {
    const next = await records.next()
    return next.done ? undefined : next.value
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    const opened = `after line ${lines}`
    if (code === 'CSV_QUOTE_NOT_CLOSED') throw new FormatError(`${path}: a quote opened ${opened} is never closed; the file was cut off or a quote is missing.`)
    if (code === 'CSV_MAX_RECORD_SIZE') throw new FormatError(`${path}: a row ${opened} is longer than a megabyte; a quote is probably not closed there.`)
    throw new FormatError(`${path}: ${message} (${opened})`)
  }
}

async function* batchesOf(records: AsyncIterator<Info>, columns: number, path: string): AsyncGenerator<RawRow[]> {
  let batch: RawRow[] = []
  let line = 1
  for (;;) {
    let next: Info | undefined
    try {
      next = await nextRecord(records, path, line)
    } catch (error) {
      // What was read before the break is whole and is given out first.
      if (batch.length) yield batch
      throw error
    }
    if (!next) break
    line = next.info.lines
    const { record } = next
    const broken = record.length === columns ? undefined : `it has ${record.length} cells where the header has ${columns}`
    batch.push(broken ? { line, cells: record, geometry: null, broken } : { line, cells: record, geometry: null })
    if (batch.length === batchRows) {
      yield batch
      batch = []
    }
  }
  if (batch.length) yield batch
}
