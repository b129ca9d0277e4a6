import { boxMeters, centroidMeters, isInPolygonMeters, squareMeters } from '../geometry/polygonMeters.ts'
import { AnalysisRefusal, type AnalysisInput, type AnalysisResult, type PolygonXY, type Units } from './method.ts'
import { createStudyCells, type StudyCells } from './studyCells.ts'
import { areaFinder } from './areaFinder.ts'
import { segmentFinder } from './unitSegments.ts'

/** What a backtest ranks: units with a size (square metres, or metres of street), a score, and the one that holds a point (-1: none). */
export type BacktestUnits = { units: Units; kind: 'cells' | 'areas' | 'segments'; sizes: Float64Array; scores: Float64Array; locate: (xMeters: number, yMeters: number) => number }

const usualCellMeters = 250
const usualSnapMeters = 50

/** Units of a result with the scores of its ranking column; shapes become the cells that they cover. Made from training data alone. */
export function backtestUnits({ units, columns }: AnalysisResult, rank: string, training: AnalysisInput, parameters: Record<string, unknown>): BacktestUnits {
  const scores = columns[rank]
  if (!scores) throw new AnalysisRefusal('no_ranking', `the result has no column ${rank} to rank by.`, 'method')
  if (units.kind === 'cells') return { units, kind: 'cells', scores, sizes: new Float64Array(units.cell.length).fill(units.cellMeters ** 2), locate: cellFinder(units) }
  if (units.kind === 'segments') return { units, kind: 'segments', scores, sizes: Float64Array.from(units.lines, lengthOf), locate: segmentFinder(units.lines, numberOr(parameters.snapMeters, usualSnapMeters)) }
  if (units.kind === 'areas') {
    const polygons = training.areas?.polygons ?? []
    if (polygons.length !== units.ids.length) throw new AnalysisRefusal('no_shapes', 'areas without shapes have no ground to take shares of.', 'areas')
    return { units, kind: 'areas', scores, sizes: Float64Array.from(polygons, squareMeters), locate: areaFinder(polygons) }
  }
  if (units.kind === 'shapes') return shapeCells(units.shapes, scores, training, numberOr(parameters.cellMeters, usualCellMeters))
  throw new AnalysisRefusal('no_ranking', 'the result ranks no places.', 'method')
}

const numberOr = (value: unknown, usual: number) => (typeof value === 'number' && value > 0 ? value : usual)

const lengthOf = (line: readonly (readonly [number, number])[]): number =>
  line.reduce((sum, [x, y], i) => (i ? sum + Math.hypot(x - (line[i - 1]?.[0] as number), y - (line[i - 1]?.[1] as number)) : 0), 0)

function cellFinder({ origin, cellMeters, columns, rows, cell }: Extract<Units, { kind: 'cells' }>): BacktestUnits['locate'] {
  const unitOfCell = new Int32Array(columns * rows).fill(-1)
  cell.forEach((at, unit) => (unitOfCell[at] = unit))
  return (x, y) => {
    const [column, row] = [Math.floor((x - origin[0]) / cellMeters), Math.floor((y - origin[1]) / cellMeters)]
    return column >= 0 && column < columns && row >= 0 && row < rows ? (unitOfCell[row * columns + column] as number) : -1
  }
}

/** Cells of the study area (without one: that held a row of the training), each with the best score of the shapes that cover its middle. */
function shapeCells(shapes: readonly PolygonXY[], ranks: Float64Array, { points, studyArea }: AnalysisInput, cellMeters: number): BacktestUnits {
  const grid = createStudyCells(studyArea ? { kind: 'polygons', polygons: studyArea } : { kind: 'occupiedCells', xMeters: points?.xMeters ?? [], yMeters: points?.yMeters ?? [] }, cellMeters)
  const best = new Float64Array(grid.mask.length).fill(-Infinity)
  shapes.forEach((shape, i) => {
    const rank = ranks[i] as number
    if (!Number.isNaN(rank)) for (const cell of coveredCells(shape, grid)) best[cell] = Math.max(best[cell] as number, rank)
  })
  const unitOfCell = new Int32Array(grid.mask.length).fill(-1)
  const cells: number[] = []
  for (let cell = 0; cell < grid.mask.length; cell++) if (grid.mask[cell]) unitOfCell[cell] = cells.push(cell) - 1
  const scores = cells.map((cell) => best[cell] as number)
  return {
    units: { kind: 'cells', cellMeters, origin: grid.origin, columns: grid.columns, rows: grid.rows, cell: Uint32Array.from(cells) },
    kind: 'cells',
    scores: Float64Array.from(scores),
    sizes: new Float64Array(scores.length).fill(cellMeters ** 2),
    locate(x, y) {
      const cell = grid.cellAt(x, y)
      return cell < 0 ? -1 : (unitOfCell[cell] as number)
    },
  }
}

/** Cells whose middle lies in a shape; a shape too small for that covers the cell that it lies in. */
function coveredCells(shape: PolygonXY, { origin, cellMeters, columns, rows, cellAt }: StudyCells): number[] {
  const [west, south, east, north] = boxMeters(shape)
  const span = (low: number, high: number, start: number, count: number): [number, number] => [Math.max(0, Math.floor((low - start) / cellMeters)), Math.min(count - 1, Math.floor((high - start) / cellMeters))]
  const [left, right] = span(west, east, origin[0], columns)
  const [bottom, top] = span(south, north, origin[1], rows)
  const covered: number[] = []
  for (let row = bottom; row <= top; row++) {
    for (let column = left; column <= right; column++) {
      if (isInPolygonMeters(origin[0] + (column + 0.5) * cellMeters, origin[1] + (row + 0.5) * cellMeters, shape)) covered.push(row * columns + column)
    }
  }
  if (covered.length) return covered
  const cell = cellAt(...centroidMeters(shape))
  return cell < 0 ? [] : [cell]
}
