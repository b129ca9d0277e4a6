import type { ConnectedSets } from './connectedSets.ts'

/** A mixed-integer program as a solver takes it: columns of a sparse matrix, bounds of rows and columns, minimised. */
export type CoverModel = {
  numCols: number
  numRows: number
  colCost: Float64Array
  colLower: Float64Array
  colUpper: Float64Array
  rowLower: Float64Array
  rowUpper: Float64Array
  matrix: { format: 'csc'; numRows: number; numCols: number; starts: Int32Array; indices: Int32Array; values: Float64Array }
  integrality: Int32Array
}

/**
 * Which sets cover every unit once, so many of them, with the smallest largest deviation: a column for each set, and the last one for the deviation, which for every
 * unit is at least that of the set it is in. Its optimum is the best balance of connected zones; any bound on it bounds every plan.
 */
export function coverModel(sets: ConnectedSets, units: number, zones: number): CoverModel {
  const count = sets.deviation.length
  const [numCols, numRows] = [count + 1, 2 * units + 1]
  const starts = new Int32Array(numCols + 1)
  const indices: number[] = []
  const values: number[] = []
  const put = (row: number, value: number) => {
    indices.push(row)
    values.push(value)
  }
  for (let set = 0; set < count; set++) {
    const members = sets.unit.subarray(sets.start[set]!, sets.start[set + 1]!)
    for (const unit of members) put(unit, 1)
    for (const unit of members) put(units + unit, -sets.deviation[set]!)
    put(2 * units, 1)
    starts[set + 1] = indices.length
  }
  for (let unit = 0; unit < units; unit++) put(units + unit, 1)
  starts[numCols] = indices.length
  const rows = (cover: number, deviation: number, total: number) => Float64Array.from({ length: numRows }, (_, row) => (row < units ? cover : row < 2 * units ? deviation : total))
  return {
    numCols, numRows,
    colCost: Float64Array.from({ length: numCols }, (_, col) => (col === count ? 1 : 0)),
    colLower: new Float64Array(numCols),
    colUpper: new Float64Array(numCols).fill(1),
    rowLower: rows(1, 0, zones),
    rowUpper: rows(1, Infinity, zones),
    matrix: { format: 'csc', numRows, numCols, starts, indices: Int32Array.from(indices), values: Float64Array.from(values) },
    integrality: Int32Array.from({ length: numCols }, (_, col) => (col === count ? 0 : 1)),
  }
}
