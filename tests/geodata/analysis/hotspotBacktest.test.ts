import { describe, expect, it } from 'vitest'
import { hotspotBacktest } from '../../../geodata/analysis/hotspotBacktest.ts'
import type { LngLat } from '../../../geodata/geometry/lngLat.ts'
import type { StudyArea } from '../../../geodata/analysis/studyGrid.ts'
import { createProjection } from '../../../geodata/geometry/projection.ts'

const center: LngLat = [121.47, 31.22]
const { inverse } = createProjection(center)
const hour = 3_600_000
const [fromMs, splitMs, toMs] = [0, 10 * hour, 20 * hour]

/** Events by hand on 10 × 10 cells of 100 m: `count` in a cell, before or after the split. */
const events = (list: [column: number, row: number, count: number, timeMs: number][]) => {
  const rows = list.flatMap(([column, row, count, timeMs]) =>
    Array.from({ length: count }, () => ({ place: inverse([column * 100 + 50, row * 100 + 50]), timeMs })),
  )
  return { places: rows.map((row) => row.place), timesMs: rows.map((row) => row.timeMs) }
}
const corners = [
  [1, 1],
  [999, 1],
  [999, 999],
  [1, 999],
  [1, 1],
] as [number, number][]
const studyArea: StudyArea = {
  kind: 'polygons',
  polygons: [{ type: 'Polygon', coordinates: [corners.map((corner) => [...inverse(corner)])] }],
}
const options = { studyArea, cellMeters: 100, center, fromMs, splitMs, toMs, shares: [0.01] }

describe('hotspotBacktest', () => {
  // Earlier: a block of nine cells with 3 each around (7, 7), one lonely cell with 5 at (1, 1). Later: 4 at (7, 7), 6 at (1, 1).
  const block = [6, 7, 8].flatMap((column) => [6, 7, 8].map((row): [number, number, number, number] => [column, row, 3, fromMs]))
  const found = hotspotBacktest(
    events([...block, [1, 1, 5, splitMs - 1], [7, 7, 4, splitMs], [1, 1, 6, toMs - 1], [1, 1, 9, toMs]]),
    options,
  )

  it('judges Gi* by its best cell (7, 7) and counts by theirs (1, 1), worked by hand', () => {
    expect(found.rows.map(({ method, cells, hits }) => [method, cells, hits])).toEqual([
      ['Gi*', 1, 4],
      ['plain counts', 1, 6],
    ])
    expect(found.rows[0]?.pai).toBeCloseTo(4 / 10 / 0.01, 10)
    expect(found.rows[0]?.pei).toBeCloseTo(4 / 6, 10)
    expect(found.rows[1]?.pei).toBe(1)
  })
  it('keeps the windows apart and says which rows each used', () => {
    expect([found.earlier.rowsUsed, found.later.rowsUsed]).toEqual([32, 10])
    expect(found.earlier.window).toEqual({ from: '1970-01-01T00:00:00.000Z', to: '1970-01-01T10:00:00.000Z' })
    expect(found.later.window).toEqual({ from: '1970-01-01T10:00:00.000Z', to: '1970-01-01T20:00:00.000Z' })
    expect(found.later.rowsLeftOut.outsideWindow).toBe(32 + 9)
  })
  it('lets the earlier window alone shape the area', () => {
    const later = hotspotBacktest(
      events([
        [2, 2, 3, fromMs],
        [3, 3, 1, fromMs],
        [3, 3, 2, splitMs],
        [8, 8, 7, splitMs],
      ]),
      { ...options, studyArea: 'occupiedByEarlier' },
    ).later
    expect(later.rowsUsed).toBe(2)
    expect(later.rowsLeftOut.outsideStudyArea).toBe(7)
  })
  it('refuses windows out of order and a later window without events', () => {
    expect(() => hotspotBacktest(events([]), { ...options, splitMs: 0 })).toThrow('windows are not in order')
    expect(() => hotspotBacktest(events([[1, 1, 1, fromMs]]), options)).toThrow('the later window has no event')
  })
})
