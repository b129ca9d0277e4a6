import fc from 'fast-check'
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { giStar } from '../../../geodata/analysis/giStar.ts'
import { hotspotCells } from '../../../geodata/analysis/hotspotCells.ts'
import { hotspotClusters } from '../../../geodata/analysis/hotspotClusters.ts'
import { cellCenter, cellPolygon, createStudyGrid } from '../../../geodata/analysis/studyGrid.ts'
import { areaSquareMeters } from '../../../geodata/geometry/areaSquareMeters.ts'
import { checkGeometry } from '../../../geodata/geometry/checkGeometry.ts'
import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import type { LngLat } from '../../../geodata/geometry/lngLat.ts'
import { pointInPolygon } from '../../../geodata/geometry/pointInPolygon.ts'
import { createProjection } from '../../../geodata/geometry/projection.ts'
import { createRandom, normal, type Random } from '../../../geodata/random.ts'

const center: LngLat = [121.47, 31.22]
const { inverse } = createProjection(center)
const DAY = 86_400_000
const start = Date.UTC(2024, 0, 1)
const rectangle = (halfWidth: number, halfHeight: number): Polygon => {
  const corners = [
    [-halfWidth, -halfHeight],
    [halfWidth, -halfHeight],
    [halfWidth, halfHeight],
    [-halfWidth, halfHeight],
    [-halfWidth, -halfHeight],
  ] as [number, number][]
  return { type: 'Polygon', coordinates: [corners.map((corner) => [...inverse(corner)])] }
}
const area = { kind: 'polygons', polygons: [rectangle(1000, 800)] } as const
const scattered = (random: Random, count: number) =>
  Array.from({ length: count }, () => inverse([(random() - 0.5) * 2000, (random() - 0.5) * 1600]))
const atStart = (places: LngLat[]) => ({ places, timesMs: places.map(() => start) })

/** Undefined within 1e-6 degrees (10 cm) of the edge: an edge straight in degrees lies up to 2 cm off one straight in the plane. */
function clearlyInside([lng, lat]: LngLat, polygon: Polygon): boolean | undefined {
  const shifts = [
    [0, 0],
    [1e-6, 0],
    [-1e-6, 0],
    [0, 1e-6],
    [0, -1e-6],
  ] as const
  const answers = new Set(shifts.map(([dx, dy]) => pointInPolygon([lng + dx, lat + dy], polygon)))
  return answers.size === 1 ? answers.has(true) : undefined
}

describe('createStudyGrid', () => {
  it('takes the cells whose middle lies in the polygon (pointInPolygon), and gives each place the cell that holds it', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 80, max: 400, noNaN: true }), (seed, cellMeters) => {
        const random = createRandom(seed)
        const ring = (scale: number) => {
          const corners = Array.from({ length: 7 }, (_, i) =>
            inverse([Math.cos(i * 0.9) * scale * (0.3 + random() * 0.7), Math.sin(i * 0.9) * scale * (0.3 + random() * 0.7)]),
          )
          return [...corners, corners[0] as LngLat].map((corner) => [...corner])
        }
        const polygon: Polygon = { type: 'Polygon', coordinates: [ring(1000), ring(250)] }
        const grid = createStudyGrid({ kind: 'polygons', polygons: [polygon] }, cellMeters)
        for (let cell = 0; cell < grid.mask.length; cell++) {
          const inside = clearlyInside(cellCenter(grid, cell), polygon)
          if (inside !== undefined) expect(grid.mask[cell] === 1).toBe(inside)
        }
        for (const place of scattered(random, 50)) {
          const cell = grid.cellOf(place)
          if (cell >= 0) expect(clearlyInside(place, cellPolygon(grid, cell))).not.toBe(false)
        }
      }),
      { numRuns: 60 },
    )
  })
  it('has cells of the size asked for', () => {
    const grid = createStudyGrid({ kind: 'polygons', polygons: [rectangle(290, 180)] }, 100, center)
    expect([grid.columns, grid.rows, grid.cellCount]).toEqual([6, 4, 24]) // -300..300 by -200..200 m
    expect(areaSquareMeters(cellPolygon(grid, 0))).toBeCloseTo(10_000, 0)
    expect(createStudyGrid({ kind: 'polygons', polygons: [rectangle(240, 140)] }, 100, center).cellCount).toBe(8)
  })
  it('of occupied cells takes those of the training data only', () => {
    const grid = createStudyGrid(
      { kind: 'occupiedCells', trainingPlaces: [inverse([50, 50]), inverse([60, 40]), inverse([350, 50])] },
      100,
      center,
    )
    expect([grid.columns, grid.rows, grid.cellCount]).toEqual([4, 1, 2])
    expect(grid.cellOf(inverse([150, 50]))).toBe(-1)
    expect(grid.cellOf(inverse([399, 99]))).toBe(3)
  })
  it('names what makes no grid', () => {
    expect(() => createStudyGrid({ kind: 'occupiedCells', trainingPlaces: [] }, 100)).toThrow('the study area is empty')
    expect(() => createStudyGrid(area, 0)).toThrow('cellMeters is 0')
    expect(() => createStudyGrid(area, 0.1)).toThrow('take larger cells')
  })
})

describe('hotspotCells', () => {
  const random = createRandom(5)
  const planted = Array.from({ length: 80 }, () => inverse([400 + normal(random, 0, 40), -300 + normal(random, 0, 40)]))
  const events = atStart([...scattered(random, 600), ...planted])
  const found = hotspotCells(events, { studyArea: area, cellMeters: 100, center })

  it('finds the planted hotspot and calls nothing else hot', () => {
    const hot = found.cells.filter((cell) => cell.finding === 'hot')
    expect(hot.length).toBeGreaterThan(0)
    for (const { center: place } of hot) expect(distanceMeters(place, inverse([400, -300]))).toBeLessThan(250)
  })
  it('reports the z of Gi* on neighbour lists, and the cells without a finding too', () => {
    const { grid, cells } = found
    const column = (cell: number) => cell % grid.columns
    const row = (cell: number) => Math.floor(cell / grid.columns)
    const lists = cells.map((a) =>
      cells.flatMap((b, j) => (Math.max(Math.abs(column(a.cell) - column(b.cell)), Math.abs(row(a.cell) - row(b.cell))) <= 1 ? [j] : [])),
    )
    const expected = giStar(
      cells.map((cell) => cell.count),
      lists,
    )
    cells.forEach((cell, i) => expect(cell.z).toBeCloseTo(expected[i] as number, 9))
    expect(found.totals.cells).toBe(cells.length)
    expect(found.totals.hot + found.totals.cold + found.totals.none).toBe(cells.length)
    expect(found.totals.none).toBe(cells.filter((cell) => cell.finding === 'none').length)
  })
  it('calls nothing significant where there is nothing but chance: at most 3 of 40 random maps', () => {
    const maps = Array.from({ length: 40 }, (_, seed) =>
      hotspotCells(atStart(scattered(createRandom(seed), 1500)), { studyArea: area, cellMeters: 100, center }),
    )
    expect(maps.filter((map) => map.totals.hot + map.totals.cold > 0).length).toBeLessThanOrEqual(3)
  })
  it('finds the same place by permutation, and repeats with its seed', () => {
    const options = { studyArea: area, cellMeters: 100, center, permutations: 1999, seed: 9, alpha: 0.1 }
    const permuted = hotspotCells(events, options)
    const best = permuted.cells.toSorted((a, b) => (a.p ?? 1) - (b.p ?? 1) || (b.z ?? 0) - (a.z ?? 0))[0]
    expect(distanceMeters(best?.center ?? [0, 0], inverse([400, -300]))).toBeLessThan(150)
    expect(permuted.evidence.seed).toBe(9)
    expect(hotspotCells(events, options).cells).toEqual(permuted.cells)
  })
  it('says what it did with every row', () => {
    const places: LngLat[] = [inverse([0, 0]), inverse([5, 5]), inverse([0, 3000]), [NaN, 31], inverse([10, 10])]
    const timesMs = [start, start + DAY, start, start, start + 2 * DAY]
    const { evidence, cells } = hotspotCells(
      { places, timesMs },
      { studyArea: area, cellMeters: 100, center, fromMs: start, toMs: start + 2 * DAY },
    )
    expect(evidence).toEqual({
      method: 'Getis-Ord Gi* of counts per cell, normal approximation, false discovery rate after Benjamini-Hochberg',
      source: 'Ord & Getis 1995; Benjamini & Hochberg 1995',
      parameters: { cellMeters: 100, radiusCells: 1, shape: 'box', alpha: 0.05, permutations: 0 },
      seed: null,
      window: { from: '2024-01-01T00:00:00.000Z', to: '2024-01-03T00:00:00.000Z' },
      rowsUsed: 2,
      rowsLeftOut: { withoutPlace: 1, outsideWindow: 1, outsideStudyArea: 1 },
      studyArea: `1 polygon(s), cells whose middle lies inside: ${cells.length} cells of 100 m`,
    })
    expect(cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(2)
  })
  it('has no finding, not a wrong one, without any event', () => {
    const none = hotspotCells({ places: [], timesMs: [] }, { studyArea: area, cellMeters: 200, center })
    expect(none.totals.none).toBe(none.cells.length)
    expect(none.cells.every((cell) => cell.z === null && cell.p === null && cell.q === null)).toBe(true)
    expect(() => hotspotCells({ places: [center], timesMs: [] }, { studyArea: area, cellMeters: 200 })).toThrow('1 places have 0 times')
  })
})

describe('hotspotClusters', () => {
  const random = createRandom(8)
  const burst = Array.from({ length: 12 }, () => inverse([200 + random() * 60, 100 + random() * 60]))
  const places = [...burst, ...burst.slice(0, 6), ...scattered(random, 40), [NaN, 0] as LngLat]
  const timesMs = [
    ...burst.map((_, i) => start + i * 3_600_000),
    ...burst.slice(0, 6).map((_, i) => start + 60 * DAY + i * 3_600_000),
    ...Array.from({ length: 40 }, () => start + random() * 365 * DAY),
    start,
  ]
  const found = hotspotClusters({ places, timesMs }, { radiusMeters: 100, windowMs: DAY, minPoints: 5, center })

  it('finds both bursts at one place, the larger first, with their times', () => {
    expect(found.clusters.map(({ count }) => count)).toEqual([12, 6])
    expect(found.clusters[0]?.firstTime).toBe('2024-01-01T00:00:00.000Z')
    expect(found.clusters[0]?.lastTime).toBe('2024-01-01T11:00:00.000Z')
    expect(found.clusters[1]?.firstTime).toBe('2024-03-01T00:00:00.000Z')
    expect([...found.labels].filter((label) => label >= 0).length).toBe(18)
    expect(found.labels.at(-1)).toBe(-2)
    expect(found.rowsInNoCluster).toBe(40)
    expect(found.evidence.rowsUsed).toBe(58)
    expect(found.evidence.rowsLeftOut).toEqual({ withoutPlace: 1, outsideWindow: 0 })
  })
  it('draws valid hulls around all places of a cluster', () => {
    for (const { cluster, hull } of found.clusters) {
      expect(checkGeometry(hull)).toBeUndefined()
      places.forEach((place, i) => {
        if (found.labels[i] === cluster) expect(pointInPolygon(place, hull)).toBe(true)
      })
    }
  })
  it('draws an area even when all places are one (snapped places)', () => {
    const same = Array.from({ length: 5 }, () => center)
    const { clusters } = hotspotClusters(
      { places: same, timesMs: same.map(() => start) },
      { radiusMeters: 50, windowMs: DAY, minPoints: 5 },
    )
    expect(areaSquareMeters(clusters[0]?.hull as Polygon)).toBeCloseTo(2 * Math.SQRT2 * 15 ** 2, 0) // a regular octagon
    expect(hotspotClusters({ places: [], timesMs: [] }, { radiusMeters: 50, windowMs: DAY, minPoints: 5 }).clusters).toEqual([])
  })
})
