import { lngLatOfMercator, MERCATOR_BITS, mercatorOf } from '../../geodata/geometry/mercator.ts'
import type { HexagonQuestion, IncidentHexagons } from './incidentQuestion.ts'
import type { IncidentTable } from './incidentTable.ts'

const earthMeters = 40_075_016.68
/** Between middles of hexagons that stand on a corner, in radii. */
const [stepX, stepY] = [Math.sqrt(3), 1.5]
/** Rows and columns go into one number that is exact. */
const rowSpan = 2 ** 26

/**
 * Rows counted in hexagons (as d3-hexbin does, with true distances). The grid begins where the mercator square does and its size is that of the latitude of `ground`, so that hexagons stay where they are
 * whatever passes the filter.
 */
export function hexagonsOf({ columns: { x, y } }: IncidentTable, rows: Uint32Array, { radiusMeters, ground }: Pick<HexagonQuestion, 'radiusMeters' | 'ground'>): IncidentHexagons {
  const latitude = ground ? (ground[1] + ground[3]) / 2 : lngLatOfMercator({ x: 0, y: rows.length ? y[rows[0]!]! : mercatorOf([0, 0]).y })[1]
  const radius = (radiusMeters / earthMeters / Math.cos((latitude * Math.PI) / 180)) * 2 ** MERCATOR_BITS
  const [perColumn, perRow] = [1 / (radius * stepX), 1 / (radius * stepY)]
  const counts = new Map<number, number>()
  for (let i = 0; i < rows.length; i++) {
    const place = rows[i]!
    const [across, down] = [x[place]! * perColumn, y[place]! * perRow]
    let row = Math.round(down)
    const along = across - (row & 1) / 2
    let column = Math.round(along)
    const away = down - row
    if (Math.abs(away) * 3 > 1) {
      // Near the upper or lower corner the hexagon of the next row may be nearer.
      const beside = along - column
      const otherColumn = column + (along < column ? -0.5 : 0.5)
      const otherRow = row + (down < row ? -1 : 1)
      const [otherBeside, otherAway] = [along - otherColumn, down - otherRow]
      if (3 * beside * beside + 2.25 * away * away > 3 * otherBeside * otherBeside + 2.25 * otherAway * otherAway) {
        column = otherColumn + (row & 1 ? 0.5 : -0.5)
        row = otherRow
      }
    }
    const key = row * rowSpan + column
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const places = new Float64Array(counts.size * 2)
  let next = 0
  for (const key of counts.keys()) {
    const [row, column] = [Math.floor(key / rowSpan), key % rowSpan]
    places.set(lngLatOfMercator({ x: (column + (row & 1) / 2) * radius * stepX, y: row * radius * stepY }), next)
    next += 2
  }
  return { places, counts: Uint32Array.from(counts.values()), rows: rows.length }
}
