import type { Projection } from '../geometry/projection.ts'
import type { Footprints } from './standOff.ts'

/** What a cell of ground is, told by its middle. Later ones win: a building in an estate is a building. */
export const groundKinds = { outside: 0, public: 1, shared: 2, water: 3, building: 4 } as const

/** Cells of a plane in metres, from the south-west corner eastwards and then northwards: that of (column, row) is `row * columns + column`. */
export type CellGrid = { westMeters: number; southMeters: number; cellMeters: number; columns: number; rows: number }
/**
 * Public ground of an area: what is neither water nor under a building nor inside of an estate, whose ground is shared ground of that estate. `kinds` is one of `groundKinds` a cell;
 * `estates` says of shared ground whose it is: 1 + index of the estate, 0 elsewhere.
 */
export type Ground = CellGrid & { kinds: Uint8Array; estates: Uint16Array }
export type GroundShapes = { area: Footprints; buildings: Footprints; estates?: Footprints; water?: Footprints }

/** A raster of more cells is made coarser. */
export const mostCells = 4_000_000
/** Of estates, since their number is held in 16 bits. */
const mostEstates = 65_534

/** The grid that covers shapes: cells of `cellMeters`, or coarser ones where these would be too many. */
export function gridAround(shapes: Footprints, cellMeters: number): CellGrid {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const rings of shapes) for (const ring of rings) for (let i = 0; i < ring.length; i += 2) {
    west = Math.min(west, ring[i]!)
    east = Math.max(east, ring[i]!)
    south = Math.min(south, ring[i + 1]!)
    north = Math.max(north, ring[i + 1]!)
  }
  if (!(east > west && north > south)) return { westMeters: 0, southMeters: 0, cellMeters, columns: 0, rows: 0 }
  const size = Math.max(cellMeters, Math.sqrt(((east - west) * (north - south)) / mostCells))
  return { westMeters: west, southMeters: south, cellMeters: size, columns: Math.ceil((east - west) / size), rows: Math.ceil((north - south) / size) }
}

/** The raster of an area's ground. What lies outside of `area` is no ground; shapes may reach beyond it. @throws RangeError for more estates than cells can tell apart */
export function publicGround({ area, buildings, estates = [], water = [] }: GroundShapes, cellMeters = 2): Ground {
  if (estates.length > mostEstates) throw new RangeError(`expected at most ${mostEstates} estates, got ${estates.length}`)
  const grid = gridAround(area, cellMeters)
  const ground: Ground = { ...grid, kinds: new Uint8Array(grid.columns * grid.rows), estates: new Uint16Array(grid.columns * grid.rows) }
  const { kinds } = ground
  for (const rings of area) fillCells(grid, rings, (cell) => void (kinds[cell] = groundKinds.public))
  estates.forEach((rings, i) => fillCells(grid, rings, (cell) => {
    if (kinds[cell] === groundKinds.outside) return
    kinds[cell] = groundKinds.shared
    ground.estates[cell] = i + 1
  }))
  const cover = (shapes: Footprints, kind: number) => {
    for (const rings of shapes) fillCells(grid, rings, (cell) => {
      if (kinds[cell] === groundKinds.outside) return
      kinds[cell] = kind
      ground.estates[cell] = 0
    })
  }
  cover(water, groundKinds.water)
  cover(buildings, groundKinds.building)
  return ground
}

/** The cell in which a place of the plane lies; -1 beyond the grid. */
export function cellAt({ westMeters, southMeters, cellMeters, columns, rows }: CellGrid, x: number, y: number): number {
  const [column, row] = [Math.floor((x - westMeters) / cellMeters), Math.floor((y - southMeters) / cellMeters)]
  return column >= 0 && row >= 0 && column < columns && row < rows ? row * columns + column : -1
}

/** The middle of a cell, in degrees. */
export const cellMiddle = ({ westMeters, southMeters, cellMeters, columns }: CellGrid, cell: number, { inverse }: Projection) => inverse([westMeters + ((cell % columns) + 0.5) * cellMeters, southMeters + (Math.floor(cell / columns) + 0.5) * cellMeters])

/** Tells the cells whose middle lies inside of a polygon (rings of x, y in turn, even-odd), row by row. What lies outside of the grid is left out. */
export function fillCells({ westMeters, southMeters, cellMeters, columns, rows }: CellGrid, rings: readonly Float64Array[], tell: (cell: number) => void): void {
  let [south, north] = [Infinity, -Infinity]
  for (const ring of rings) for (let i = 1; i < ring.length; i += 2) {
    south = Math.min(south, ring[i]!)
    north = Math.max(north, ring[i]!)
  }
  const first = Math.max(0, Math.ceil((south - southMeters) / cellMeters - 0.5))
  const last = Math.min(rows - 1, Math.floor((north - southMeters) / cellMeters - 0.5))
  const crossings: number[] = []
  for (let row = first; row <= last; row++) {
    const y = southMeters + (row + 0.5) * cellMeters
    crossings.length = 0
    for (const ring of rings) for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ay, by] = [ring[j + 1]!, ring[i + 1]!]
      if (ay > y !== by > y) crossings.push(ring[j]! + ((ring[i]! - ring[j]!) * (y - ay)) / (by - ay))
    }
    crossings.sort((a, b) => a - b)
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.ceil((crossings[k]! - westMeters) / cellMeters - 0.5))
      const to = Math.min(columns - 1, Math.ceil((crossings[k + 1]! - westMeters) / cellMeters - 0.5) - 1)
      for (let column = from; column <= to; column++) tell(row * columns + column)
    }
  }
}
