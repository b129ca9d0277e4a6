import Flatbush from 'flatbush'
import type { MetersXY } from '../geometry/lngLat.ts'
import { countRows } from './countRows.ts'
import { AnalysisRefusal, type AnalysisInput, type PointRows, type StreetRows } from './method.ts'
import type { UnitSet } from './unitsOf.ts'

export type Segments = { ids: readonly string[]; lines: readonly (readonly MetersXY[])[] }

/** Corners within a decimetre are one node: finer than any survey of streets, coarser than rounding of degrees to seven digits. */
export const nodeKey = ([x, y]: MetersXY): string => `${Math.round(x * 10)} ${Math.round(y * 10)}`

/** Street segments with the rows nearest to each; a row farther than `snapMeters` from every street is left out. */
export function segmentUnits({ streets, rowsLeftOut }: AnalysisInput, points: PointRows, { snapMeters }: { snapMeters: number }): UnitSet {
  const { ids, lines } = segmentsOf(streets)
  if (lines.length === 0) throw new AnalysisRefusal('streets_missing', 'there are no streets: give lines', 'streets')
  if (!(snapMeters > 0 && snapMeters < Infinity)) throw new AnalysisRefusal('snap', `snapMeters is ${snapMeters}, expected a number > 0`, 'snapMeters')
  const locate = segmentFinder(lines, snapMeters)
  const { values, unitOfRow, rowsUsed, outside } = countRows(points, lines.length, locate)
  const sizes = Float64Array.from(lines, lengthOf)
  const kilometers = sizes.reduce((sum, meters) => sum + meters, 0) / 1000
  return {
    units: { kind: 'segments', ids, lines },
    count: lines.length,
    values,
    counted: true,
    sizes,
    unitOfRow,
    locate,
    rowsUsed,
    rowsLeftOut: { ...rowsLeftOut, farFromStreet: outside },
    studyArea: `${lines.length} street segments, ${kilometers.toFixed(1)} km, points within ${snapMeters} m`,
    cells: null,
  }
}

/** Streets cut where they meet another one, or themselves: from junction to junction. Pieces of no length are dropped. */
export function segmentsOf(streets: StreetRows | null): Segments {
  const uses = new Map<string, number>()
  for (const line of streets?.lines ?? [])
    line.forEach((corner, i) => {
      const isEnd = i === 0 || i === line.length - 1
      uses.set(nodeKey(corner), (uses.get(nodeKey(corner)) ?? 0) + (isEnd ? 2 : 1)) // the end of one street upon another cuts it
    })
  const [ids, lines]: [string[], MetersXY[][]] = [[], []]
  streets?.lines.forEach((line, street) => {
    const pieces: MetersXY[][] = []
    let piece: MetersXY[] = line.slice(0, 1)
    for (const corner of line.slice(1)) {
      piece.push(corner)
      if ((uses.get(nodeKey(corner)) ?? 0) > 1) {
        pieces.push(piece)
        piece = [corner]
      }
    }
    const kept = pieces.filter((one) => lengthOf(one) > 0)
    kept.forEach((one, k) => {
      ids.push(kept.length > 1 ? `${streets.ids[street]}#${k + 1}` : (streets.ids[street] ?? String(street)))
      lines.push(one)
    })
  })
  return { ids, lines }
}

const lengthOf = (line: readonly MetersXY[]): number => line.reduce((sum, at, i) => (i ? sum + Math.hypot(at[0] - (line[i - 1] as MetersXY)[0], at[1] - (line[i - 1] as MetersXY)[1]) : 0), 0)

/** The nearest line within reach, the first of equally near ones; -1 for none. */
export function segmentFinder(lines: readonly (readonly MetersXY[])[], snapMeters: number): (xMeters: number, yMeters: number) => number {
  const pieces = lines.reduce((sum, line) => sum + line.length - 1, 0)
  const index = new Flatbush(pieces)
  const ends = new Float64Array(pieces * 4)
  const lineOf = new Uint32Array(pieces)
  lines.forEach((line, number) => {
    for (let i = 1; i < line.length; i++) {
      const [[x0, y0], [x1, y1]] = [line[i - 1] as MetersXY, line[i] as MetersXY]
      const piece = index.add(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1))
      ends.set([x0, y0, x1, y1], piece * 4)
      lineOf[piece] = number
    }
  })
  index.finish()
  return (x, y) => {
    let best = -1
    let bestSquared = snapMeters * snapMeters
    for (const piece of index.search(x - snapMeters, y - snapMeters, x + snapMeters, y + snapMeters)) {
      const squared = squaredDistance(x, y, ends, piece * 4)
      const line = lineOf[piece] as number
      if (squared < bestSquared || (squared === bestSquared && (best < 0 || line < best))) [best, bestSquared] = [line, squared]
    }
    return best
  }
}

function squaredDistance(x: number, y: number, ends: Float64Array, at: number): number {
  const [x0, y0] = [ends[at] as number, ends[at + 1] as number]
  const [dx, dy] = [(ends[at + 2] as number) - x0, (ends[at + 3] as number) - y0]
  const length = dx * dx + dy * dy
  const share = length > 0 ? Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / length)) : 0
  return (x - x0 - share * dx) ** 2 + (y - y0 - share * dy) ** 2
}
