import { IncidentState } from '../../geodata/model/incident.ts'
import { lngLatOfMercator, MERCATOR_BITS, mercatorOfBBox } from '../../geodata/geometry/mercator.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import type { IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import type { IncidentClusters } from './incidentQuestion.ts'
import { placeOf, propertiesOf, type IncidentTable } from './incidentTable.ts'
import { splitGroups, splitText } from './splitText.ts'

/** Above this many rows an index that must be made anew for each filter costs seconds; squares of the screen are counted in one pass over the rows. */
export const gridFrom = 50_000
const cellPixelBits = 6
/** Squares grow to twice their size before they are cut in four: from 82 pixels, so that the largest discs do not touch, to 163. */
const earlier = 0.35
const tilePixelBits = 9
/** Close up each stands alone, unless they are too many to be told apart anyway. */
const singleZoom = 16
const mostSingles = 3_000
const firstClosed = IncidentState.options.indexOf('closed')
const worldLatitude = 85.05

type Cells = { width: number; count: Uint32Array; x: Float64Array; y: Float64Array; open: Uint32Array; severity: Uint8Array; first: Uint32Array; split: Uint32Array }
type Frame = { minX: number; minY: number; maxX: number; maxY: number; shift: number; west: number; north: number }

/** @param leastShift squares are no smaller than this many bits of the mercator grid */
function frameOf([west, south, east, north]: Bbox, zoom: number, leastShift = 0): Frame {
  const shift = Math.max(leastShift, MERCATOR_BITS - tilePixelBits - Math.max(0, Math.floor(zoom - earlier)) + cellPixelBits)
  const clamp = (value: number) => Math.min(worldLatitude, Math.max(-worldLatitude, value))
  const { minX, minY, maxX, maxY } = mercatorOfBBox([Math.max(-180, west), clamp(south), Math.min(180, east), clamp(north)])
  return { minX, minY, maxX, maxY, shift, west: Math.floor(minX / 2 ** shift) - 1, north: Math.floor(minY / 2 ** shift) - 1 }
}

/** Clusters and single incidents of a ground in squares of the screen that stand still while the map is moved. */
export function gridClustersIn(table: IncidentTable, rows: Uint32Array, bbox: Bbox, zoom: number, groupOf: Uint8Array): IncidentClusters['features'] {
  const frame = frameOf(bbox, zoom)
  if (zoom >= singleZoom) {
    const inside = rowsInside(table, rows, frame, mostSingles + 1)
    if (inside.length <= mostSingles) return inside.map((row) => single(table, row))
  }
  const cells = cellsOf(table, rows, frame, groupOf)
  return joined(cells, 2 ** frame.shift).map((members) => clusterOf(cells, members, zoom, (cell) => single(table, cells.first[cell]!)))
}

/** The finest cells that the server counts on. */
const finestLevel = 20
const groundOf = (bbox: Bbox, zoom: number) => frameOf(bbox, zoom, MERCATOR_BITS - finestLevel)
/** The level of counts to ask for, so that `clustersOfGrid` shows the same squares. */
export const clusterLevel = (bbox: Bbox, zoom: number): number => MERCATOR_BITS - groundOf(bbox, zoom).shift

/** The same clusters from the server's counts with what they are made of; `null` where it knows only counts, or counted on coarser cells. One incident alone is a cluster too: counts have no ids. */
export function clustersOfGrid({ level, x, y, count, detail }: IncidentGrid, bbox: Bbox, zoom: number, groupOf: (categoryId: number) => number): IncidentClusters | null {
  const frame = groundOf(bbox, zoom)
  if (!detail || level !== MERCATOR_BITS - frame.shift) return null
  const cells = emptyCells(frame)
  const toMercator = 2 ** (MERCATOR_BITS - finestLevel)
  for (let i = 0; i < count.length; i++) {
    const [column, row] = [x[i]! - frame.west, y[i]! - frame.north]
    const cell = row * cells.width + column
    // The first of both are a rim outside of the ground, which is only there so that neighbours need no asking.
    if (column < 1 || column >= cells.width || row < 1 || cell >= cells.count.length) continue
    cells.count[cell] = count[i]!
    cells.x[cell] = (detail.middleX[i]! * toMercator - 0.5) * count[i]!
    cells.y[cell] = (detail.middleY[i]! * toMercator - 0.5) * count[i]!
    cells.open[cell] = detail.open[i]!
    cells.severity[cell] = detail.severity[i]!
    detail.categoryIds.forEach((categoryId, place) => { cells.split[cell * splitGroups + groupOf(categoryId)]! += detail.byCategory[place]![i]! })
  }
  return { type: 'FeatureCollection', counted: 'server', features: joined(cells, 2 ** frame.shift).map((members) => clusterOf(cells, members, zoom)) }
}

function rowsInside({ columns: { x, y } }: IncidentTable, rows: Uint32Array, { minX, minY, maxX, maxY }: Frame, most: number): number[] {
  const inside: number[] = []
  for (let i = 0; i < rows.length && inside.length < most; i++) {
    const row = rows[i]!
    if (x[row]! >= minX && x[row]! <= maxX && y[row]! >= minY && y[row]! <= maxY) inside.push(row)
  }
  return inside
}

function emptyCells({ maxX, maxY, shift, west, north }: Frame): Cells {
  const width = Math.floor(maxX / 2 ** shift) + 1 - west
  const length = width * (Math.floor(maxY / 2 ** shift) + 1 - north)
  return { width, count: new Uint32Array(length), x: new Float64Array(length), y: new Float64Array(length), open: new Uint32Array(length), severity: new Uint8Array(length), first: new Uint32Array(length), split: new Uint32Array(length * splitGroups) }
}

function cellsOf({ columns }: IncidentTable, rows: Uint32Array, frame: Frame, groupOf: Uint8Array): Cells {
  const { minX, minY, maxX, maxY, shift, west, north } = frame
  const size = 2 ** shift
  const cells = emptyCells(frame)
  const { width } = cells
  // Squares that the edge cuts are counted whole, or they would change with every step of the map.
  const [x0, y0, x1, y1] = [Math.floor(minX / size) * size, Math.floor(minY / size) * size, (Math.floor(maxX / size) + 1) * size, (Math.floor(maxY / size) + 1) * size]
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const x = columns.x[row]!
    const y = columns.y[row]!
    if (x < x0 || x >= x1 || y < y0 || y >= y1) continue
    const cell = ((y >>> shift) - north) * width + (x >>> shift) - west
    if (cells.count[cell]!++ === 0) cells.first[cell] = row
    cells.x[cell]! += x
    cells.y[cell]! += y
    if (columns.state[row]! < firstClosed) cells.open[cell]!++
    if (columns.severity[row]! > cells.severity[cell]!) cells.severity[cell] = columns.severity[row]!
    cells.split[cell * splitGroups + groupOf[columns.categoryId[row]!]!]!++
  }
  return cells
}

/** Squares whose middles of mass lie closer than two thirds of a square are one cluster: the largest takes its neighbours, so that discs do not lie on each other. */
function joined({ width, count, x, y }: Cells, size: number): number[][] {
  const order = Array.from(count.keys()).filter((cell) => count[cell]! > 0).sort((a, b) => count[b]! - count[a]! || a - b)
  const taken = new Set<number>()
  const near = (a: number, b: number) => Math.hypot(x[a]! / count[a]! - x[b]! / count[b]!, y[a]! / count[a]! - y[b]! / count[b]!) < size * 0.66
  return order.flatMap((cell) => {
    if (taken.has(cell)) return []
    taken.add(cell)
    const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1].map((step) => cell + step)
    const others = around.filter((other) => other >= 0 && count[other]! > 0 && !taken.has(other) && near(cell, other))
    for (const other of others) taken.add(other)
    return [[cell, ...others]]
  })
}

const single = (table: IncidentTable, row: number): IncidentClusters['features'][number] => ({ type: 'Feature', geometry: { type: 'Point', coordinates: placeOf(table, row) }, properties: propertiesOf(table, row) })

function clusterOf(cells: Cells, members: number[], zoom: number, alone?: (cell: number) => IncidentClusters['features'][number]): IncidentClusters['features'][number] {
  const sum = (values: ArrayLike<number>) => members.reduce((total, cell) => total + values[cell]!, 0)
  const count = sum(cells.count)
  if (count === 1 && alone) return alone(members[0]!)
  const [lng, lat] = lngLatOfMercator({ x: sum(cells.x) / count + 0.5, y: sum(cells.y) / count + 0.5 })
  const split = Array.from({ length: splitGroups }, (_, group) => members.reduce((total, cell) => total + cells.split[cell * splitGroups + group]!, 0))
  const properties = { cluster: true as const, clusterId: members[0]!, count, open: sum(cells.open), maxSeverity: Math.max(...members.map((cell) => cells.severity[cell]!)), expansionZoom: Math.min(18, Math.floor(zoom) + 2), split: splitText(split) }
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [lng, lat] }, properties }
}
