/** References: areas of rectangles by hand, and the definition gone through hour by hour. */
import { describe, expect, it } from 'vitest'
import { blindGround } from '../../../geodata/camera/blindGround.ts'
import { blindAt, blindByHour, packVisits, visitedHours } from '../../../geodata/camera/blindHours.ts'
import { mercatorOf } from '../../../geodata/geometry/mercator.ts'
import { createProjection } from '../../../geodata/geometry/projection.ts'
import { type BlindSpots, weekHours } from '../../../geodata/model/blindSpot.ts'
import { createRandom } from '../../../geodata/random.ts'

const plane = createProjection([121.4, 31.2])
const box = (west: number, south: number, east: number, north: number) => [Float64Array.of(west, south, east, south, east, north, west, north)]
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)
const view = (rings: Float64Array[], more: object = {}) => ({ rings, band: 'detect' as const, always: true, state: 'online' as const, ...more })
const world = {
  area: [box(0, 0, 200, 100)], buildings: [box(20, 20, 60, 40)], estates: [box(100, 0, 150, 100)], water: [box(160, 0, 170, 100)], streets: [Float64Array.of(0, 50, 200, 50)],
  views: [view(box(0, 0, 80, 100)), view(box(80, 0, 90, 100), { always: false }), view(box(80, 0, 200, 100), { state: 'offline' }), view(box(80, 0, 200, 100), { band: 'observe' })],
}

describe('ground that no camera watches', () => {
  const { cells, streets } = blindGround(world, plane)
  it('is public ground less what cameras that are on watch always', () => {
    // 200 x 100 less the building, the estate and the water; of that, what lies east of 80.
    expect(sum(cells.publicMeters)).toBeCloseTo(20_000 - 800 - 5_000 - 1_000, -2)
    expect(sum(cells.unwatchedMeters)).toBeCloseTo((20 + 10 + 30) * 100, -2)
    expect(sum(cells.turningMeters)).toBeCloseTo(1_000, -2)
  })
  it('is told by cells of presence', () => {
    expect(cells.x.length).toBeGreaterThan(10)
    expect(new Set(cells.x.map((x, i) => `${x} ${cells.y[i]}`)).size).toBe(cells.x.length)
    const at = mercatorOf(plane.inverse([90, 80]))
    const cell = cells.x.findIndex((x, i) => x === at.x >>> 11 && cells.y[i] === at.y >>> 11)
    expect(cells.unwatchedMeters[cell]).toBeGreaterThan(0)
  })
  it('is told of streets in metres', () => {
    // The street runs through the estate for 50 m and over the water for 10.
    expect(streets[0]!.meters).toBeCloseTo(140, -0.5)
    expect(sum(streets[0]!.unwatchedMeters)).toBeCloseTo(60, -0.5)
    expect(blindGround({ ...world, streets: [Float64Array.of(0, 500, 200, 500)] }, plane).streets).toEqual([{ meters: 0, cells: [], unwatchedMeters: [] }])
  })
  it('is nothing where there is no ground', () => {
    expect(blindGround({ ...world, area: [], streets: [] }, plane)).toEqual({ cells: { x: [], y: [], publicMeters: [], unwatchedMeters: [], turningMeters: [] }, streets: [] })
  })
})

describe('hours of the week', () => {
  const random = createRandom(11)
  const some = <T>(n: number, make: () => T) => Array.from({ length: n }, make)
  const hoursVisited = some(40, () => Array.from({ length: weekHours }, (_, hour) => hour).filter(() => random() < 0.3))
  const publicMeters = some(40, () => Math.floor(random() * 1000))
  const spots: Pick<BlindSpots, 'cells' | 'incidents' | 'streets'> = {
    cells: { x: publicMeters.map((_, i) => i), y: publicMeters.map(() => 0), publicMeters, unwatchedMeters: publicMeters.map((meters) => meters * random()), turningMeters: publicMeters.map(() => 0), visits: hoursVisited.map((hours, i) => (i % 5 ? packVisits(hours) : '')) },
    incidents: { cell: some(200, () => Math.floor(random() * 40)), hour: some(200, () => Math.floor(random() * (weekHours + 1)) - 1), count: some(200, () => 1 + Math.floor(random() * 3)) },
    streets: some(10, () => ({ nameZh: '', nameEn: '', class: 'residential', line: [], meters: 100, cells: [3, 4, 10], unwatchedMeters: [30, 20, 5] })),
  }
  const visited = (cell: number, hour: number) => cell % 5 !== 0 && hoursVisited[cell]!.includes(hour)
  const night = Array.from({ length: weekHours }, (_, hour) => hour).filter((hour) => hour % 24 < 6)

  it('are packed and unpacked without loss', () => {
    for (const hours of hoursVisited) expect([...visitedHours(packVisits(hours)).entries()].filter(([, on]) => on).map(([hour]) => hour)).toEqual(hours)
    expect(packVisits([0])).toHaveLength(42)
    expect(packVisits([0]).at(-1)).toBe('1')
    expect(sum(visitedHours(''))).toBe(0)
  })
  it.each([['all', null], ['nights', night], ['one', [30]]] as const)('%s: blind is what was neither watched nor visited', (_, chosen) => {
    const hours = chosen ?? Array.from({ length: weekHours }, (_, hour) => hour)
    const blind = blindAt(spots, chosen)
    const alone = (cell: number) => hours.filter((hour) => !visited(cell, hour)).length / hours.length
    spots.cells.unwatchedMeters.forEach((meters, cell) => {
      const incidents = sum(spots.incidents.count.filter((_, k) => spots.incidents.cell[k] === cell && (chosen === null || (chosen as readonly number[]).includes(spots.incidents.hour[k]!))))
      expect(blind.meters[cell]).toBeCloseTo(meters * alone(cell), 9)
      expect(blind.share[cell]).toBeCloseTo(publicMeters[cell] ? (meters * alone(cell)) / publicMeters[cell]! : 0, 9)
      expect(blind.incidents[cell]).toBe(incidents)
      expect(blind.blindIncidents[cell]).toBeCloseTo(incidents * blind.share[cell]!, 9)
    })
    expect(blind.streetMeters[0]).toBeCloseTo(30 * alone(3) + 20 * alone(4) + 5 * alone(10), 9)
  })
  it('have each a share of all public ground', () => {
    const shares = blindByHour(spots)
    for (const hour of [0, 30, 167]) expect(shares[hour]).toBeCloseTo(sum(spots.cells.unwatchedMeters.filter((_, cell) => !visited(cell, hour))) / sum(publicMeters), 9)
    expect(blindByHour({ cells: { x: [], y: [], publicMeters: [], unwatchedMeters: [], turningMeters: [], visits: [] } })).toEqual(new Float64Array(weekHours))
  })
})
