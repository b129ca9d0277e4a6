import type { MultiPolygon, Polygon } from 'geojson'
import { bbox } from '../geometry/bbox.ts'
import type { LngLat } from '../geometry/lngLat.ts'
import { createProjection, type Projection } from '../geometry/projection.ts'
import { createStudyCells, type StudyAreaXY, type StudyCells } from './studyCells.ts'

/** Where events could have been seen: polygons, or the cells that held any event of the training data (never of test data). */
export type StudyArea =
  { kind: 'polygons'; polygons: readonly (Polygon | MultiPolygon)[] } | { kind: 'occupiedCells'; trainingPlaces: readonly LngLat[] }

/** Square cells of a study area with the plane they lie in. */
export type StudyGrid = StudyCells & {
  projection: Projection
  /** The cell that holds a place of the study area; -1 outside of it. */
  cellOf: (place: LngLat) => number
}

/**
 * The grid over a study area of degrees, in a plane of its own; see `createStudyCells`, which this asks in metres.
 * @param center of the local plane; give it where grids of several runs must match, else the middle of the area is taken
 * @throws RangeError on an empty area, a cell size that is no positive number, or more than 4,000,000 cells
 */
export function createStudyGrid(area: StudyArea, cellMeters: number, center?: LngLat): StudyGrid {
  const parts = area.kind === 'polygons' ? area.polygons.flatMap(partsOf) : []
  const places = area.kind === 'polygons' ? parts.flat(2) : area.trainingPlaces.filter((place) => place.every(Number.isFinite))
  const box = bbox({ type: 'MultiPoint', coordinates: places.map((place) => [...place]) })
  const projection = createProjection(center ?? (box ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : [0, 0]))
  const cells = createStudyCells(inMeters(area, projection), cellMeters)
  return { ...cells, projection, cellOf: (place) => (place.every(Number.isFinite) ? cells.cellAt(...projection.forward(place)) : -1) }
}

function inMeters(area: StudyArea, { forward }: Projection): StudyAreaXY {
  if (area.kind === 'polygons') return { kind: 'polygons', polygons: area.polygons.map((polygon) => partsOf(polygon).map((part) => part.map((ring) => ring.map(forward)))) }
  const points = area.trainingPlaces.filter((place) => place.every(Number.isFinite)).map(forward)
  return { kind: 'occupiedCells', xMeters: points.map(([x]) => x), yMeters: points.map(([, y]) => y) }
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
