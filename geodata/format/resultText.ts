import type { AnalysisInput, AnalysisResult, BacktestResult } from '../analysis/method.ts'
import { unitCount, unitFeatures } from '../analysis/unitFeatures.ts'
import { csvCell } from './csvCell.ts'
import { resultHead, resultTable } from './resultRows.ts'

export type ResultGround = Pick<AnalysisInput, 'plane' | 'areas'>

export type ResultTextOptions = {
  backtest?: BacktestResult | null
  /** False where the plane knows no degrees: shapes are then in its metres, and the file says so. */
  degrees?: boolean
  /** True: cells as they are, for programs. False: cells that a spreadsheet would run as formulas are escaped. */
  exact?: boolean
}

const exactCell = (value: number | string | null) => (value === null ? '' : typeof value === 'number' ? String(value) : /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

/** CSV (RFC 4180) in pieces, one row a unit; numbers in the shortest form that reads back the same, none as an empty cell. */
export function* resultCsv(result: AnalysisResult, ground: ResultGround, { degrees = true, exact = false }: ResultTextOptions = {}): Generator<string> {
  const { columns, count } = resultTable(result, ground.plane, degrees)
  const cell = exact ? exactCell : csvCell
  yield `${columns.map(({ name }) => cell(name)).join(',')}\r\n`
  yield* pieces(count, (index) => `${columns.map(({ at }) => cell(at(index))).join(',')}\r\n`)
}

/** One JSON object in pieces: the result with `units`, a list of one object each. */
export function* resultJson(result: AnalysisResult, ground: ResultGround, { backtest = null, degrees = true }: ResultTextOptions = {}): Generator<string> {
  const { units } = result
  const { columns, count } = resultTable(result, ground.plane, degrees)
  const grid = units.kind === 'cells' ? { cellMeters: units.cellMeters, origin: units.origin, columns: units.columns, rows: units.rows } : null
  const head = JSON.stringify({ ...resultHead(result, backtest), unitKind: units.kind, grid, findings: result.findings })
  yield `${head.slice(0, -1)},"units":[`
  if (unitCount(units)) yield* pieces(count, (index) => `${index ? ',' : ''}\n${JSON.stringify(Object.fromEntries(columns.map(({ name, at }) => [name, at(index)])))}`)
  yield ']}\n'
}

/** A FeatureCollection in pieces (RFC 7946), the result without its units as the member `analysis`. */
export function* resultGeojson(result: AnalysisResult, ground: ResultGround, { backtest = null, degrees = true }: ResultTextOptions = {}): Generator<string> {
  const note = degrees ? {} : { coordinates: 'metres of the plane that the input was in, not degrees: no coordinate reference was given' }
  yield `${JSON.stringify({ type: 'FeatureCollection', ...note, analysis: resultHead(result, backtest) }).slice(0, -1)},"features":[`
  let batch = ''
  let isFirst = true
  for (const feature of unitFeatures(result, ground)) {
    batch += `${isFirst ? '' : ','}\n${JSON.stringify(feature)}`
    isFirst = false
    if (batch.length < 1 << 16) continue
    yield batch
    batch = ''
  }
  yield `${batch}]}\n`
}

function* pieces(count: number, line: (index: number) => string): Generator<string> {
  let piece = ''
  for (let index = 0; index < count; index++) {
    piece += line(index)
    if (piece.length < 1 << 16) continue
    yield piece
    piece = ''
  }
  if (piece) yield piece
}
