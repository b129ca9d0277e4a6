import type { MultiPolygon, Polygon } from 'geojson'
import { bbox } from '../geometry/bbox.ts'
import type { LngLat, MetersXY } from '../geometry/lngLat.ts'
import { createProjection, type Projection } from '../geometry/projection.ts'

/** Where events could have been seen: polygons, or the cells that held any event of the training data (never of test data). */
export type StudyArea =
  { kind: 'polygons'; polygons: readonly (Polygon | MultiPolygon)[] } | { kind: 'occupiedCells'; trainingPlaces: readonly LngLat[] }

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
 * The grid over a study area. Of polygons, the cells whose middle lies inside belong, each as a whole: a cell cut by the
 * border would hold fewer events for its size and show as falsely cold. What lies in such a cell counts, on either side of the border.
 * @param center of the local plane; give it where grids of several runs must match, else the middle of the area is taken
 * @throws RangeError on an empty area, a cell size that is no positive number, or more than 4,000,000 cells
 */
export function createStudyGrid(area: StudyArea, cellMeters: number, center?: LngLat): StudyGrid {
  if (!(cellMeters > 0 && cellMeters < Infinity)) throw new RangeError(`cellMeters is ${cellMeters}, expected a number > 0`)
  const parts = area.kind === 'polygons' ? area.polygons.flatMap(partsOf) : []
  const places = area.kind === 'polygons' ? parts.flat(2) : area.trainingPlaces.filter((place) => place.every(Number.isFinite))
  const box = bbox({ type: 'MultiPoint', coordinates: places.map((place) => [...place]) })
  if (!box) throw new RangeError('the study area is empty')
  const projection = createProjection(center ?? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
  const points = places.map(projection.forward)
  const frame = frameOf(points, cellMeters)
  const mask = new Uint8Array(frame.columns * frame.rows)
  const index = ([x, y]: MetersXY): number => {
    const [column, row] = [Math.floor((x - frame.origin[0]) / cellMeters), Math.floor((y - frame.origin[1]) / cellMeters)]
    return column >= 0 && column < frame.columns && row >= 0 && row < frame.rows ? row * frame.columns + column : -1
  }
  if (area.kind === 'polygons')
    for (const polygon of parts)
      fill(
        polygon.map((ring) => ring.map(projection.forward)),
        frame,
        cellMeters,
        mask,
      )
  else for (const point of points) mask[index(point)] = 1
  return {
    ...frame,
    cellMeters,
    projection,
    mask,
    cellCount: mask.reduce((sum, value) => sum + value, 0),
    description:
      area.kind === 'polygons'
        ? `${area.polygons.length} polygon(s), cells whose middle lies inside`
        : 'cells with at least one row of the training data',
    cellOf(place) {
      const cell = place.every(Number.isFinite) ? index(projection.forward(place)) : -1
      return mask[cell] ? cell : -1
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
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
    [0, 0],
  ] as const
  return { type: 'Polygon', coordinates: [corners.map(([dx, dy]) => [...corner(grid, column + dx, row + dy)])] }
}

const corner = ({ origin, cellMeters, projection }: StudyGrid, column: number, row: number): LngLat =>
  projection.inverse([origin[0] + column * cellMeters, origin[1] + row * cellMeters])

const partsOf = (polygon: Polygon | MultiPolygon): LngLat[][][] =>
  (polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates) as unknown as LngLat[][][]

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
  if (columns * rows > MAX_CELLS)
    throw new RangeError(`${columns} × ${rows} cells of ${cellMeters} m are more than ${MAX_CELLS}: take larger cells`)
  return { origin: [west * cellMeters, south * cellMeters], columns, rows }
}

/** Marks the cells whose middle lies in a polygon (rings in metres): even-odd crossings along each row's middle line. */
function fill(
  rings: MetersXY[][],
  { origin, columns, rows }: Pick<StudyGrid, 'origin' | 'columns' | 'rows'>,
  cellMeters: number,
  mask: Uint8Array,
): void {
  const crossings: number[][] = Array.from({ length: rows }, () => [])
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [[x0, y0], [x1, y1]] = [ring[i - 1], ring[i]].map((at) => toCells(at as MetersXY, origin, cellMeters)) as [MetersXY, MetersXY]
      const [low, high] = [Math.min(y0, y1), Math.max(y0, y1)]
      // Rows whose middle lies in [low, high): a corner on a middle line counts for one of its two edges.
      for (let row = Math.max(0, Math.ceil(low - 0.5)); row < Math.min(rows, Math.ceil(high - 0.5)); row++) {
        crossings[row]?.push(x0 + ((row + 0.5 - y0) / (y1 - y0)) * (x1 - x0))
      }
    }
  }
  crossings.forEach((line, row) => {
    line.sort((a, b) => a - b)
    for (let k = 0; k + 1 < line.length; k += 2) {
      const from = Math.max(0, Math.ceil((line[k] as number) - 0.5))
      const to = Math.min(columns, Math.ceil((line[k + 1] as number) - 0.5))
      if (to > from) mask.fill(1, row * columns + from, row * columns + to)
    }
  })
}

const toCells = ([x, y]: MetersXY, origin: MetersXY, cellMeters: number): MetersXY => [
  (x - origin[0]) / cellMeters,
  (y - origin[1]) / cellMeters,
]
