import type { MultiPolygon, Polygon } from 'geojson'
import { bbox } from '../geometry/bbox.ts'
import type { LngLat, MetersXY } from '../geometry/lngLat.ts'
import { pointInPolygon } from '../geometry/pointInPolygon.ts'
import { createProjection, type Projection } from '../geometry/projection.ts'

/** Where events could have been seen: polygons, or the cells that held any event of the training data (never of test data). */
export type StudyArea =
  | { kind: 'polygons'; polygons: readonly (Polygon | MultiPolygon)[] }
  | { kind: 'occupiedCells'; trainingPlaces: readonly LngLat[] }

/** Square cells in a local plane, in rows from south to north; cell = row * columns + column. */
export type StudyGrid = {
  cellMeters: number
  columns: number
  rows: number
  /** South-west corner in metres of the projection, a multiple of the cell size. */
  origin: MetersXY
  projection: Projection
  /** 1 where the cell belongs to the study area. */
  mask: Uint8Array
  cellCount: number
  description: string
  /** The cell that holds a place of the study area; -1 outside of it. */
  cellOf: (place: LngLat) => number
}

const MAX_CELLS = 4_000_000

/**
 * The grid over a study area. Of polygons, every cell that they touch belongs, border cells whole; places outside the polygons do not count.
 * @param center of the local plane; give it where grids of several runs must match, else the middle of the area is taken
 * @throws RangeError on an empty area, a cell size that is no positive number, or more than 4,000,000 cells
 */
export function createStudyGrid(area: StudyArea, cellMeters: number, center?: LngLat): StudyGrid {
  if (!(cellMeters > 0 && cellMeters < Infinity)) throw new RangeError(`cellMeters is ${cellMeters}, expected a number > 0`)
  const rings = area.kind === 'polygons' ? area.polygons.flatMap(ringsOf) : [area.trainingPlaces.filter((place) => place.every(Number.isFinite))]
  const places = rings.flat()
  const box = bbox({ type: 'MultiPoint', coordinates: places.map((place) => [...place]) })
  if (!box) throw new RangeError('the study area is empty')
  const projection = createProjection(center ?? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
  const lines = rings.map((ring) => ring.map((place) => projection.forward(place)))
  const frame = frameOf(lines.flat(), cellMeters)
  const mask = new Uint8Array(frame.columns * frame.rows)
  const index = ([x, y]: MetersXY): number => {
    const [column, row] = [Math.floor((x - frame.origin[0]) / cellMeters), Math.floor((y - frame.origin[1]) / cellMeters)]
    return column >= 0 && column < frame.columns && row >= 0 && row < frame.rows ? row * frame.columns + column : -1
  }
  const isBorder = new Uint8Array(mask.length)
  if (area.kind === 'polygons') markPolygons(area.polygons, lines, frame, cellMeters, projection, mask, isBorder)
  else for (const point of lines.flat()) mask[index(point)] = 1
  const cellCount = mask.reduce((sum, value) => sum + value, 0)
  return {
    ...frame, cellMeters, projection, mask, cellCount,
    description: area.kind === 'polygons' ? `${area.polygons.length} polygon(s), every touched cell` : 'cells with at least one row of the training data',
    cellOf(place) {
      if (!place.every(Number.isFinite)) return -1
      const cell = index(projection.forward(place))
      if (cell < 0 || !mask[cell]) return -1
      const isOutside = isBorder[cell] && area.kind === 'polygons' && !area.polygons.some((polygon) => pointInPolygon(place, polygon))
      return isOutside ? -1 : cell
    },
  }
}

/** The middle of a cell in degrees. */
export function cellCenter(grid: StudyGrid, cell: number): LngLat {
  return corner(grid, (cell % grid.columns) + 0.5, Math.floor(cell / grid.columns) + 0.5)
}

/** A cell as a polygon in degrees, anticlockwise. */
export function cellPolygon(grid: StudyGrid, cell: number): Polygon {
  const [column, row] = [cell % grid.columns, Math.floor(cell / grid.columns)]
  const corners = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]] as const
  return { type: 'Polygon', coordinates: [corners.map(([dx, dy]) => [...corner(grid, column + dx, row + dy)])] }
}

const corner = ({ origin, cellMeters, projection }: StudyGrid, column: number, row: number): LngLat =>
  projection.inverse([origin[0] + column * cellMeters, origin[1] + row * cellMeters])

const ringsOf = (polygon: Polygon | MultiPolygon): LngLat[][] =>
  (polygon.type === 'Polygon' ? polygon.coordinates : polygon.coordinates.flat()) as unknown as LngLat[][]

function frameOf(points: MetersXY[], cellMeters: number): { origin: MetersXY; columns: number; rows: number } {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    minX = Math.min(minX, x)
    minY = Math.min(minY, y)
    maxX = Math.max(maxX, x)
    maxY = Math.max(maxY, y)
  }
  const [west, south] = [Math.floor(minX / cellMeters), Math.floor(minY / cellMeters)]
  const [columns, rows] = [Math.floor(maxX / cellMeters) - west + 1, Math.floor(maxY / cellMeters) - south + 1]
  if (columns * rows > MAX_CELLS) throw new RangeError(`${columns} × ${rows} cells of ${cellMeters} m are more than ${MAX_CELLS}: take larger cells`)
  return { origin: [west * cellMeters, south * cellMeters], columns, rows }
}

function markPolygons(
  polygons: readonly (Polygon | MultiPolygon)[],
  lines: MetersXY[][],
  { origin, columns, rows }: Pick<StudyGrid, 'origin' | 'columns' | 'rows'>,
  cellMeters: number,
  projection: Projection,
  mask: Uint8Array,
  isBorder: Uint8Array,
): void {
  const inCells = ([x, y]: MetersXY): MetersXY => [(x - origin[0]) / cellMeters, (y - origin[1]) / cellMeters]
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) markEdge(inCells(line[i - 1] as MetersXY), inCells(line[i] as MetersXY), columns, rows, isBorder)
  }
  for (let cell = 0; cell < mask.length; cell++) {
    const middle = (): LngLat => {
      const [column, row] = [cell % columns, Math.floor(cell / columns)]
      return projection.inverse([origin[0] + (column + 0.5) * cellMeters, origin[1] + (row + 0.5) * cellMeters])
    }
    // No edge passes between the cell to the west and this one, so both lie inside or both outside.
    const isLikeWest = cell % columns > 0 && !isBorder[cell] && !isBorder[cell - 1]
    mask[cell] = isBorder[cell] ? 1 : isLikeWest ? (mask[cell - 1] as number) : polygons.some((polygon) => pointInPolygon(middle(), polygon)) ? 1 : 0
  }
}

/** Marks every cell that a straight edge passes, column by column. */
function markEdge([ax, ay]: MetersXY, [bx, by]: MetersXY, columns: number, rows: number, isBorder: Uint8Array): void {
  const [[x0, y0], [x1, y1]] = ax <= bx ? [[ax, ay], [bx, by]] : [[bx, by], [ax, ay]]
  const slope = x1 > x0 ? (y1 - y0) / (x1 - x0) : 0
  for (let column = Math.floor(x0); column <= Math.min(Math.floor(x1), columns - 1); column++) {
    const from = x1 > x0 ? y0 + (Math.max(column, x0) - x0) * slope : y0
    const to = x1 > x0 ? y0 + (Math.min(column + 1, x1) - x0) * slope : y1
    const last = Math.min(Math.floor(Math.max(from, to)), rows - 1)
    for (let row = Math.max(Math.floor(Math.min(from, to)), 0); row <= last; row++) isBorder[row * columns + column] = 1
  }
}
