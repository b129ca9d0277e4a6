import { cellCorner, unitCount } from '../analysis/unitFeatures.ts'
import type { AnalysisResult, BacktestResult, Plane } from '../analysis/method.ts'

export type ResultColumn = { name: string; kind: 'number' | 'text'; at: (index: number) => number | string | null }

/** Figures without units, or what a method says beside them. */
export type ResultTable = { columns: ResultColumn[]; count: number }

const finite = (value: number | undefined) => (value === undefined || !Number.isFinite(value) ? null : value)

/**
 * A result as a table, one row a unit: what the unit is, its figures, its finding. A result without units gives its table, one without that
 * its single figures. @param degrees false where the plane knows no degrees
 */
export function resultTable(result: AnalysisResult, plane: Plane, degrees = true): ResultTable {
  const { units, columns, findings, finding } = result
  const count = unitCount(units)
  if (units.kind === 'none' || count === 0) return result.table ? fromRows(result.table) : fromRows({ columns: ['figure', 'value'], rows: Object.entries(result.summary) })
  const place: ResultColumn[] = []
  if (units.kind === 'areas' || units.kind === 'segments') place.push({ name: 'id', kind: 'text', at: (index) => units.ids[index] ?? null })
  if (units.kind === 'cells') {
    const middle = (index: number) => cellCorner(units, units.cell[index] as number).map((meters) => meters + units.cellMeters / 2) as [number, number]
    place.push({ name: 'column', kind: 'number', at: (index) => (units.cell[index] as number) % units.columns }, { name: 'row', kind: 'number', at: (index) => Math.floor((units.cell[index] as number) / units.columns) })
    place.push({ name: 'xMeters', kind: 'number', at: (index) => middle(index)[0] }, { name: 'yMeters', kind: 'number', at: (index) => middle(index)[1] })
    if (degrees) place.push(...(['longitude', 'latitude'] as const).map((name, axis): ResultColumn => ({ name, kind: 'number', at: (index) => Math.round((plane.inverse(middle(index))[axis] as number) * 1e7) / 1e7 })))
  }
  const figures = Object.entries(columns).map(([name, column]): ResultColumn => ({ name, kind: 'number', at: (index) => finite(column[index]) }))
  return { count, columns: [{ name: 'index', kind: 'number', at: (index) => index }, ...place, ...figures, { name: 'finding', kind: 'text', at: (index) => findings[finding[index] ?? 0] ?? null }] }
}

function fromRows({ columns, rows }: NonNullable<AnalysisResult['table']>): ResultTable {
  return { count: rows.length, columns: columns.map((name, at) => ({ name, kind: rows.every((row) => typeof row[at] === 'number' || row[at] === null) ? 'number' : 'text', at: (index) => cell(rows[index]?.[at]) })) }
}

const cell = (value: number | string | null | undefined) => (typeof value === 'number' ? finite(value) : (value ?? null))

/** Everything of a result but its units, ready for JSON. */
export function resultHead(result: AnalysisResult, backtest: BacktestResult | null) {
  const { method, version, evidence, summary, table, notes } = result
  const plain = Object.fromEntries(Object.entries(summary).map(([name, value]) => [name, cell(value)]))
  return { method, version, parameters: evidence.parameters, seed: evidence.seed, evidence, summary: plain, table: table && { columns: table.columns, rows: table.rows.map((row) => row.map(cell)) }, notes, backtest }
}
