import loadHighs from 'highs'
import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../../../geodata/random.ts'
import { assign } from '../../../geodata/roster/assignment.ts'

const costOf = (columnOf: Int32Array, columns: number, cost: Float64Array, alone: Float64Array) => columnOf.reduce((sum, column, row) => sum + (column < 0 ? alone[row]! : cost[row * columns + column]!), 0)

/** Costs as rosters have them: the way to a post and what a team has over its like, many of them alike, some impossible. */
function problem(random: Random, rows: number, columns: number, shut: number) {
  const [ways, burdens] = [Array.from({ length: 7 }, () => Array.from({ length: rows }, () => Math.round(random() * 40) / 10)), Array.from({ length: columns }, () => Math.round(random() * 60 - 20) / 10)]
  const station = Array.from({ length: columns }, () => Math.floor(random() * 7))
  const cost = Float64Array.from({ length: rows * columns }, (_, at) => (random() < shut ? Infinity : ways[station[at % columns]!]![Math.floor(at / columns)]! + burdens[at % columns]!))
  return { cost, alone: Float64Array.from({ length: rows }, () => 5_000_000 * (random() < 0.2 ? 1e-6 : 1)) }
}

const solver = loadHighs()
/** The least cost by the HiGHS linear solver; the assignment polytope has whole corners. */
async function optimum(rows: number, columns: number, cost: Float64Array, alone: Float64Array): Promise<number> {
  const cells = [...cost.keys()].filter((at) => cost[at] !== Infinity)
  const numCols = cells.length + rows
  const starts = Int32Array.from({ length: numCols + 1 }, (_, at) => (at <= cells.length ? at * 2 : cells.length * 2 + (at - cells.length)))
  const indices = Int32Array.from([...cells.flatMap((at) => [Math.floor(at / columns), rows + (at % columns)]), ...Array.from({ length: rows }, (_, row) => row)])
  return (await solver).withModel({
    numCols, numRows: rows + columns, colCost: Float64Array.from([...cells.map((at) => cost[at]!), ...alone]), colLower: new Float64Array(numCols), colUpper: new Float64Array(numCols).fill(1),
    rowLower: Float64Array.from({ length: rows + columns }, (_, row) => (row < rows ? 1 : 0)), rowUpper: new Float64Array(rows + columns).fill(1),
    matrix: { format: 'csc', numRows: rows + columns, numCols, starts, indices, values: new Float64Array(indices.length).fill(1) },
  }, (model) => {
    model.options.set({ output_flag: false })
    model.run()
    const { colValue } = model.getSolution()
    return [...colValue].reduce((sum, value, at) => sum + value * (at < cells.length ? cost[cells[at]!]! : alone[at - cells.length]!), 0)
  })
}

describe('assignment', () => {
  it('has the least cost, as the HiGHS solver finds it', async () => {
    const random = createRandom(3)
    for (const [rows, columns, shut] of [[1, 1, 0], [5, 3, 0], [3, 8, 0.3], [30, 30, 0.1], [40, 60, 0.4], [60, 40, 0.7], [30, 80, 0], [25, 25, 0.95]] as const) {
      const { cost, alone } = problem(random, rows, columns, shut)
      const found = assign(rows, columns, cost, alone)
      const taken = [...found].filter((column) => column >= 0)
      expect(new Set(taken).size).toBe(taken.length)
      const best = await optimum(rows, columns, cost, alone)
      expect(Math.abs(costOf(found, columns, cost, alone) - best), `${rows} x ${columns}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(best)))
    }
  })
  it('equals all possibilities of small ones', () => {
    const random = createRandom(9)
    for (let n = 0; n < 150; n++) {
      const [rows, columns] = [1 + Math.floor(random() * 5), 1 + Math.floor(random() * 5)]
      const { cost, alone } = problem(random, rows, columns, 0.3)
      let best = Infinity
      const tried = new Int32Array(rows).fill(-1)
      const every = (row: number) => {
        if (row === rows) { best = Math.min(best, costOf(tried, columns, cost, alone)); return }
        for (let column = -1; column < columns; column++) if (column < 0 || (!tried.subarray(0, row).includes(column) && cost[row * columns + column] !== Infinity)) { tried[row] = column; every(row + 1) }
      }
      every(0)
      expect(costOf(assign(rows, columns, cost, alone), columns, cost, alone)).toBeCloseTo(best, 6)
    }
  })
})
