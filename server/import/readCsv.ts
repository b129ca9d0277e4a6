import { parse, type Parser } from 'csv-parse'
import { FormatError } from '../../geodata/format/osmPbf/blobs.ts'
import { type FileFacts, textOf } from './openText.ts'
import type { RawRow, RawTable } from './rawRow.ts'

const delimiters = [',', ';', '\t', '|']

/** The delimiter that occurs most in the first line, outside quotes. */
export function delimiterOf(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"/g, '')
  const counts = delimiters.map((delimiter) => bare.split(delimiter).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

type Row = { record: string[]; lines: number }

/**
 * Opens a CSV file with a header line. Rows with another number of cells than the header are marked broken.
 * @throws FormatError, also while reading: rows read before stay good
 */
export async function openCsv(facts: FileFacts): Promise<RawTable> {
  const batches = recordsOf(facts)
  const first = await batches.next()
  const [header, ...rest] = first.done ? [] : first.value
  if (!header) throw new FormatError(`${facts.path} has no header line.`)
  const names = header.record.map((name) => name.trim())
  if (names.length < 2) throw new FormatError(`${facts.path} is not a CSV table: its first line has one column ("${names[0]?.slice(0, 40)}").`)
  const toRow = ({ record, lines }: Row): RawRow => {
    const row = { line: lines, cells: record, geometry: null }
    return record.length === names.length ? row : { ...row, broken: `it has ${record.length} cells where the header has ${names.length}` }
  }
  async function* rows(): AsyncGenerator<RawRow[]> {
    if (rest.length) yield rest.map(toRow)
    for await (const batch of batches) yield batch.map(toRow)
  }
  return { header: names, head: '', batches: rows() }
}

/** The records in batches of one piece of text each. The parser is driven by hand: as a stream it would drop whole rows before an error. */
async function* recordsOf(facts: FileFacts): AsyncGenerator<Row[]> {
  let queue: Row[] = []
  let line = 0
  let failure: { code?: string; message: string } | undefined
  let parser: Parser | undefined
  const feed = async function* (write: (parser: Parser, done: () => void) => void): AsyncGenerator<Row[]> {
    await new Promise<void>((done) => write(parser as Parser, done))
    const ready = queue
    queue = []
    line = ready.at(-1)?.lines ?? line
    if (ready.length) yield ready
    if (failure) throw new FormatError(`${facts.path}: ${sentence(failure, line)}`)
  }
  for await (const piece of textOf(facts)) {
    parser ??= makeParser(piece, (row) => queue.push(row), (error) => (failure = error))
    yield* feed((open, done) => open.write(piece, () => done()))
  }
  if (parser) yield* feed((open, done) => open.once('close', done).end())
}

function makeParser(start: string, take: (row: Row) => void, fail: (error: Error) => void): Parser {
  const [firstLine = ''] = start.split(/\r?\n/, 1)
  const parser = parse({
    delimiter: delimiterOf(firstLine), bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: 1 << 20,
    on_record: (record: string[], { lines }) => {
      take({ record, lines })
      return null
    },
  })
  parser.on('error', fail)
  return parser.resume()
}

function sentence({ code, message }: { code?: string; message: string }, line: number): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return `a quote opened after line ${line} is never closed; the file was cut off or a quote is missing.`
  if (code === 'CSV_MAX_RECORD_SIZE') return `a row after line ${line} is longer than a megabyte; a quote is probably not closed there.`
  return `${message} (after line ${line})`
}
