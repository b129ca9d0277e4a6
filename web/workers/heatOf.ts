import { lngLatOfMercator, MERCATOR_BITS, mercatorOfBBox } from '../../geodata/geometry/mercator.ts'
import type { IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import type { IncidentHeat } from './incidentQuestion.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import type { IncidentTable } from './incidentTable.ts'

/** Pixels of the screen a cell and the spread of one incident take, at whole zooms; up to twice as many between them. */
const cellPixelBits = 2
const sigmaCells = 3
const reach = 3 * sigmaCells
const earthMeters = 40_075_016.68
const mostCells = 4_000_000

/** Cells around what a screen shows: of `2 ** shift` units of the mercator grid a side, with a rim as wide as an incident is spread. They stand still while the map is moved. */
type Frame = { shift: number; left: number; top: number; width: number; height: number }

function frameOf([west, south, east, north]: Bbox, zoom: number, leastShift = 0): Frame {
  const inside = mercatorOfBBox([Math.max(-180, west), Math.max(-85, south), Math.min(180, east), Math.min(85, north)])
  let shift = Math.max(leastShift, MERCATOR_BITS - 9 - Math.max(0, Math.floor(zoom)) + cellPixelBits)
  const side = (low: number, high: number) => Math.floor(high / 2 ** shift) - Math.floor(low / 2 ** shift) + 1 + 2 * reach
  while (side(inside.minX, inside.maxX) * side(inside.minY, inside.maxY) > mostCells) shift++
  const first = (low: number) => Math.floor(low / 2 ** shift) - reach
  return { shift, left: first(inside.minX), top: first(inside.minY), width: side(inside.minX, inside.maxX), height: side(inside.minY, inside.maxY) }
}

/**
 * Kernel density of rows around what the screen shows (normal kernel with a standard deviation of 12 pixels, cut at three of them), in incidents a square kilometre: a
 * figure that means the same wherever and whenever it is seen, so that two maps can share a scale.
 */
export function heatOf({ columns: { x, y } }: IncidentTable, rows: Uint32Array, bbox: Bbox, zoom: number): IncidentHeat {
  const frame = frameOf(bbox, zoom)
  const { shift, left, top, width, height } = frame
  const counts = new Float32Array(width * height)
  let used = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const cellX = (x[row]! >>> shift) - left
    const cellY = (y[row]! >>> shift) - top
    if (cellX < 0 || cellX >= width || cellY < 0 || cellY >= height) continue
    counts[cellY * width + cellX]!++
    used++
  }
  return { ...spread(frame, counts), rows: used, counted: 'here' }
}

/** What counts to ask for, so that `heatOfGrid` shows the same as `heatOf` would: cells no finer than a level of `finest`. */
export function heatGround(bbox: Bbox, zoom: number, finest: number): { level: number; bbox: Bbox } {
  const { shift, left, top, width, height } = frameOf(bbox, zoom, MERCATOR_BITS - finest)
  const [west, south, east, north] = boundsOf(left * 2 ** shift, top * 2 ** shift, width * 2 ** shift, height * 2 ** shift)
  return { level: MERCATOR_BITS - shift, bbox: [Math.max(-180, west), Math.max(-85, south), Math.min(180, east), Math.min(85, north)] }
}

/** The same density from counts on cells. */
export function heatOfGrid({ level, x, y, count }: Pick<IncidentGrid, 'level' | 'x' | 'y' | 'count'>, bbox: Bbox, zoom: number): IncidentHeat {
  const frame = frameOf(bbox, zoom, MERCATOR_BITS - level)
  const { left, top, width, height } = frame
  const coarser = frame.shift - (MERCATOR_BITS - level)
  const counts = new Float32Array(width * height)
  let used = 0
  for (let i = 0; i < count.length; i++) {
    const cellX = (x[i]! >>> coarser) - left
    const cellY = (y[i]! >>> coarser) - top
    if (cellX < 0 || cellX >= width || cellY < 0 || cellY >= height) continue
    counts[cellY * width + cellX]! += count[i]!
    used += count[i]!
  }
  return { ...spread(frame, counts), rows: used, counted: 'server' }
}

function spread({ shift, left, top, width, height }: Frame, counts: Float32Array): Omit<IncidentHeat, 'rows' | 'counted'> {
  blur(counts, width, height)
  const size = 2 ** shift
  const bounds = boundsOf(left * size, top * size, width * size, height * size)
  const meters = (earthMeters / 2 ** MERCATOR_BITS) * size * Math.cos(((bounds[1] + bounds[3]) / 2) * (Math.PI / 180))
  const perKilometer = 1e6 / (meters * meters)
  for (let i = 0; i < counts.length; i++) counts[i]! *= perKilometer
  return { bounds, width, height, perSquareKilometer: counts, peak: peakOf(counts, width, height) }
}

function boundsOf(x: number, y: number, width: number, height: number): Bbox {
  const [west, north] = lngLatOfMercator({ x, y })
  const [east, south] = lngLatOfMercator({ x: x + width, y: y + height })
  return [west, south, east, north]
}

function kernel(): Float64Array {
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigmaCells ** 2)))
  const sum = weights.reduce((a, b) => a + b)
  return weights.map((weight) => weight / sum)
}

/** A normal kernel is a product, so rows and columns are blurred one after the other; only what lies there is spread. */
function blur(values: Float32Array, width: number, height: number): void {
  const weights = kernel()
  const across = new Float32Array(values.length)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const value = values[y * width + x]!
    if (value === 0) continue
    for (let step = Math.max(-reach, -x); step <= Math.min(reach, width - 1 - x); step++) across[y * width + x + step]! += value * weights[step + reach]!
  }
  values.fill(0)
  for (let y = 0; y < height; y++) for (let step = Math.max(-reach, -y); step <= Math.min(reach, height - 1 - y); step++) {
    const weight = weights[step + reach]!
    const from = y * width
    const to = (y + step) * width
    for (let x = 0; x < width; x++) if (across[from + x]! > 0) values[to + x]! += across[from + x]! * weight
  }
}

/** Of what the screen shows: the rim is drawn but not looked at. */
function peakOf(values: Float32Array, width: number, height: number): number {
  let peak = 0
  for (let y = reach; y < height - reach; y++) for (let x = reach; x < width - reach; x++) if (values[y * width + x]! > peak) peak = values[y * width + x]!
  return peak
}
