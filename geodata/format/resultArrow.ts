import { Dictionary, Float64, Int32, Schema, Table, tableToIPC, Utf8, type Vector, vectorFromArray } from 'apache-arrow'
import type { AnalysisResult, BacktestResult, Plane } from '../analysis/method.ts'
import { resultHead, resultTable } from './resultRows.ts'

export type ResultArrowOptions = { backtest?: BacktestResult | null; degrees?: boolean }

/** Apache Arrow IPC file (Feather 2), one row a unit, none as null; the rest of the result as JSON in the schema's metadata under `fangcun`. */
export function resultArrow(result: AnalysisResult, plane: Plane, { backtest = null, degrees = true }: ResultArrowOptions = {}): Uint8Array<ArrayBuffer> {
  const { columns, count } = resultTable(result, plane, degrees)
  const vectors: Record<string, Vector> = {}
  for (const { name, kind, at } of columns) {
    const values = Array.from({ length: count }, (_, index) => at(index))
    if (kind === 'number') vectors[name] = vectorFromArray(values as (number | null)[], new Float64())
    // Findings repeat, ids do not: a dictionary of ids would only double them.
    else vectors[name] = vectorFromArray(values.map((value) => (value === null ? null : String(value))), name === 'finding' ? new Dictionary(new Utf8(), new Int32()) : new Utf8())
  }
  const table = new Table(vectors)
  const schema = new Schema(table.schema.fields, new Map([['fangcun', JSON.stringify(resultHead(result, backtest))]]))
  return tableToIPC(new Table(schema, table.batches), 'file') as Uint8Array<ArrayBuffer>
}
