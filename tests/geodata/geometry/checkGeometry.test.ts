import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkGeometry, MAX_POSITIONS } from '../../../geodata/geometry/checkGeometry.ts'
import { orientation } from '../../../geodata/geometry/orientation.ts'
import { createRandom } from '../../../geodata/random.ts'
import { fixture } from '../samples.ts'

const postgis = fixture('validity_postgis.json') as { source: string; cases: { postgis: string; type: string; coordinates: unknown }[] }

const polygon = (...coordinates: number[][][]) => ({ type: 'Polygon', coordinates })
const square = (west: number, south: number, side: number) => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
]
const closed = (corners: number[][]) => [...corners, corners[0] as number[]]

describe('checkGeometry', () => {
  it.each([
    [{ type: 'Point', coordinates: [NaN, 0] }, 'coordinates[0]', 'is not a finite number'],
    [{ type: 'Point', coordinates: [121, Infinity] }, 'coordinates[1]', 'is not a finite number'],
    [{ type: 'Point', coordinates: [181, 0] }, 'coordinates[0]', 'longitude 181 is off the world'],
    [
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [0, -90.5],
        ],
      },
      'coordinates[1][1]',
      'latitude -90.5 is off the world',
    ],
    [{ type: 'Point', coordinates: [121, 31, 4] }, 'coordinates', 'has 3 numbers, expected longitude and latitude'],
    [{ type: 'Point', coordinates: ['121', 31] }, 'coordinates[0]', 'is not a finite number'],
    [{ type: 'MultiPoint', coordinates: [] }, 'coordinates', 'is empty'],
    [{ type: 'Polygon', coordinates: [[]] }, 'coordinates[0]', 'is empty'],
    [
      {
        type: 'LineString',
        coordinates: [
          [1, 1],
          [1, 1],
        ],
      },
      'coordinates',
      'a line needs at least two different positions',
    ],
    [
      {
        type: 'MultiLineString',
        coordinates: [
          [
            [1, 1],
            [2, 1],
          ],
          [[1, 1]],
        ],
      },
      'coordinates[1]',
      'a line needs at least two different positions',
    ],
    [
      polygon([
        [0, 0],
        [1, 0],
        [0, 0],
      ]),
      'coordinates[0]',
      'a ring needs at least 4 positions, got 3',
    ],
    [
      polygon([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ]),
      'coordinates[0][3]',
      'the ring does not end where it began',
    ],
    [
      polygon([
        [0, 0],
        [1, 0],
        [1, 0],
        [0, 0],
      ]),
      'coordinates[0]',
      'a ring needs at least three different corners',
    ],
    [
      polygon([
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
        [0, 0],
      ]),
      'coordinates[0][0]',
      'the edge from here crosses the edge from coordinates[0][2]',
    ],
    [polygon(square(0, 0, 1), square(5, 5, 1)), 'coordinates[1]', 'the hole lies outside coordinates[0]'],
    [
      polygon(square(0, 0, 9), square(1, 1, 5), square(2, 2, 1)),
      'coordinates[2]',
      'the hole lies within or around the hole coordinates[1]',
    ],
    [
      { type: 'MultiPolygon', coordinates: [[square(0, 0, 9)], [square(1, 1, 2)]] },
      'coordinates[1][0]',
      'the polygon overlaps coordinates[0][0]',
    ],
    [
      { type: 'GeometryCollection', geometries: [] },
      'type',
      'must be one of Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon',
    ],
    [{ type: 'toString', coordinates: [] }, 'type', 'must be one of'],
    [null, '', 'is not a GeoJSON geometry'],
    ['POINT(1 2)', '', 'is not a GeoJSON geometry'],
    [{ type: 'Polygon' }, 'coordinates', 'is not an array'],
    [{ type: 'Polygon', coordinates: [[1, 2]] }, 'coordinates[0][0]', 'is not an array'],
  ])('refuses %j at %s', (geometry, path, reason) => {
    const fault = checkGeometry(geometry)
    expect(fault?.path).toBe(path)
    expect(fault?.reason).toContain(reason)
  })

  it('lets good geometry pass, self-crossing lines and repeated corners included', () => {
    expect(checkGeometry({ type: 'Point', coordinates: [121.47, 31.23] })).toBeUndefined()
    expect(
      checkGeometry({
        type: 'LineString',
        coordinates: [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
        ],
      }),
    ).toBeUndefined()
    expect(
      checkGeometry(
        polygon([
          [0, 0],
          [1, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ]),
      ),
    ).toBeUndefined()
    expect(checkGeometry(polygon(square(0, 0, 9), square(1, 1, 2), square(5, 5, 2)))).toBeUndefined()
    expect(checkGeometry({ type: 'MultiPolygon', coordinates: [[square(0, 0, 9), square(1, 1, 7)], [square(2, 2, 3)]] })).toBeUndefined()
  })

  it(`agrees with ${postgis.source} on ${postgis.cases.length} polygons`, () => {
    for (const { postgis: verdict, ...geometry } of postgis.cases) {
      expect(checkGeometry(geometry) === undefined, `${verdict}: ${JSON.stringify(geometry)}`).toBe(verdict === 'Valid Geometry')
    }
  })

  it('counts positions while it reads', () => {
    const line = (count: number) => ({ type: 'LineString', coordinates: Array.from({ length: count }, (_, i) => [i / 1000, 0]) })
    expect(checkGeometry(line(MAX_POSITIONS))).toBeUndefined()
    expect(checkGeometry(line(MAX_POSITIONS + 1))).toEqual({ path: 'coordinates[5000]', reason: 'more than 5000 positions' })
  })

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.anything(), (value) => void checkGeometry(value)))
    fc.assert(
      fc.property(
        fc.constantFrom('Polygon', 'MultiPolygon', 'Point', 'MultiLineString'),
        fc.anything(),
        (type, coordinates) => void checkGeometry({ type, coordinates }),
      ),
    )
  })

  const random = createRandom(11)
  const count = MAX_POSITIONS - 1
  const turn = (i: number) => (2 * Math.PI * i) / count
  const shapes: Record<string, number[][]> = {
    'a jagged coast': Array.from({ length: count }, (_, i) => {
      const radius = 1 + random() * 0.05
      return [10 + Math.cos(turn(i)) * radius, 10 + Math.sin(turn(i)) * radius]
    }),
    'a sun of spikes': Array.from({ length: count - 1 }, (_, i) => [
      Math.cos(turn(i)) * (i % 2 ? 1 : 0.1),
      Math.sin(turn(i)) * (i % 2 ? 1 : 0.1),
    ]),
    'a slanting zig-zag': [...Array.from({ length: count - 1 }, (_, i) => [i / 1000 + (i % 2) * 20, (i % 2) * 20 - i / 1000]), [-9, -20]],
  }
  it.each(Object.entries(shapes))(
    'answers on %s of 5,000 positions in time: 50 ms, thrice that for the spikes, the worst shape known (fastest of nine, as other work may share the machine)',
    (name, corners) => {
      const geometry = polygon(closed(corners))
      expect(checkGeometry(geometry)).toBeUndefined()
      const times = Array.from({ length: 9 }, () => {
        const start = performance.now()
        checkGeometry(geometry)
        return performance.now() - start
      }).toSorted((a, b) => a - b)
      expect(times[0]).toBeLessThan(name === 'a sun of spikes' ? 150 : 50)
    },
  )
})

describe('orientation', () => {
  it('is exact where plain floating point is not: against integers scaled by 2^60', () => {
    const near = fc.integer({ min: 0, max: 40 }).map((i) => 0.5 + i * 2 ** -53)
    const integer = (value: number) => BigInt(value * 2 ** 60)
    fc.assert(
      fc.property(near, near, fc.constantFrom(12, 24.000000000000004, 3), (x, y, far) => {
        const determinant =
          (integer(x) - integer(far)) * (integer(12) - integer(far)) - (integer(y) - integer(far)) * (integer(12) - integer(far))
        expect(orientation(x, y, 12, 12, far, far)).toBe(determinant > 0n ? 1 : determinant < 0n ? -1 : 0)
      }),
      { numRuns: 2000 },
    )
  })
})
