import fc from 'fast-check'
import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import { areaSquareMeters } from '../../../geodata/geometry/areaSquareMeters.ts'
import { bearingDegrees } from '../../../geodata/geometry/bearingDegrees.ts'
import { destination } from '../../../geodata/geometry/destination.ts'
import { distanceMeters } from '../../../geodata/geometry/distanceMeters.ts'
import { lengthMeters } from '../../../geodata/geometry/lengthMeters.ts'
import type { LngLat } from '../../../geodata/geometry/lngLat.ts'
import { createProjection } from '../../../geodata/geometry/projection.ts'
import { fixture } from '../samples.ts'

const karney = fixture('geodesic_karney.json') as {
  inverse: { from: number[]; to: number[]; distanceMeters: number; bearingDegrees: number }[]
  direct: { from: number[]; bearingDegrees: number; distanceMeters: number; to: number[] }[]
  polygons: { name: string; ring: number[][]; squareMeters: number }[]
}

const place = (position: number[]) => position as unknown as LngLat
const city = fc.record({ lng: fc.double({ min: -179, max: 179, noNaN: true }), lat: fc.double({ min: -75, max: 75, noNaN: true }) })
const offset = fc.tuple(fc.double({ min: -0.15, max: 0.15, noNaN: true }), fc.double({ min: -0.15, max: 0.15, noNaN: true }))

describe("against Karney's geodesics", () => {
  it.each(karney.inverse)('distance and bearing from $from to $to', ({ from, to, distanceMeters: expected, bearingDegrees: bearing }) => {
    expect(Math.abs(distanceMeters(place(from), place(to)) / expected - 1)).toBeLessThan(2e-6)
    if (expected < 30_000) expect(Math.abs(bearingDegrees(place(from), place(to)) - bearing)).toBeLessThan(1e-6)
    else if (expected < 2_000_000) expect(Math.abs(bearingDegrees(place(from), place(to)) - bearing)).toBeLessThan(1e-3)
  })
  it.each(karney.direct)('destination $distanceMeters m from $from', ({ from, bearingDegrees: bearing, distanceMeters: meters, to }) => {
    expect(distanceMeters(destination(place(from), bearing, meters), place(to))).toBeLessThan(0.1)
  })
  it.each(karney.polygons)('area of a $name', ({ ring, squareMeters }) => {
    const square = areaSquareMeters({ type: 'Polygon', coordinates: [ring] })
    expect(Math.abs(square / squareMeters - 1)).toBeLessThan(squareMeters < 1000 ? 1e-5 : 1e-7) // Karney's sum keeps about 1e-3 m²
    expect(areaSquareMeters({ type: 'Polygon', coordinates: [ring.toReversed()] })).toBeCloseTo(square, 3)
  })
})

describe('createProjection', () => {
  it('agrees with proj4 (+proj=tmerc) to a millimetre within 20 km', () => {
    fc.assert(
      fc.property(city, offset, ({ lng, lat }, [dx, dy]) => {
        const reference = proj4('EPSG:4326', `+proj=tmerc +lat_0=${lat} +lon_0=${lng} +k=1 +ellps=WGS84 +units=m +no_defs`)
        const [x, y] = createProjection([lng, lat]).forward([lng + dx, lat + dy])
        const [expectedX, expectedY] = reference.forward([lng + dx, lat + dy]) as [number, number]
        expect(Math.hypot(x - expectedX, y - expectedY)).toBeLessThan(1e-3)
      }),
    )
  })
  it('comes back to the same place within 1e-11 degrees, also over the 180th meridian', () => {
    fc.assert(
      fc.property(city, offset, ({ lng, lat }, [dx, dy]) => {
        const { forward, inverse } = createProjection([lng, lat])
        const back = inverse(forward([lng + dx, lat + dy]))
        expect(Math.abs(back[0] - lng - dx)).toBeLessThan(1e-11)
        expect(Math.abs(back[1] - lat - dy)).toBeLessThan(1e-11)
      }),
    )
    const fiji = createProjection([179.99, -16.5])
    expect(fiji.forward([-179.99, -16.5])[0]).toBeCloseTo(distanceMeters([179.99, -16.5], [-179.99, -16.5]), 2)
    expect(fiji.inverse([5000, 0])[0]).toBeLessThan(-179.9)
  })
  it('is at most 5 parts in a million too long within 20 km of the centre', () => {
    const center: LngLat = [121.4737, 31.2304]
    const { forward } = createProjection(center)
    for (const [from, to] of [
      [
        [121.66, 31.23],
        [121.67, 31.23],
      ],
      [
        [121.47, 31.4],
        [121.48, 31.41],
      ],
      [center, [121.66, 31.23]],
    ] as [LngLat, LngLat][]) {
      const [ax, ay] = forward(from)
      const [bx, by] = forward(to)
      const ratio = Math.hypot(bx - ax, by - ay) / distanceMeters(from, to)
      expect(Math.abs(ratio - 1)).toBeLessThan(7e-6) // 5e-6 of the projection and 2e-6 of distanceMeters
    }
  })
  it('refuses a centre off the map', () => {
    expect(() => createProjection([121, 91])).toThrow('cannot project around [121, 91]')
    expect(() => createProjection([NaN, 0])).toThrow(RangeError)
  })
})

describe('length, area and bearing on plain cases', () => {
  it('a line is as long as its parts', () => {
    const [a, b, c] = [
      [121.47, 31.23],
      [121.48, 31.23],
      [121.48, 31.24],
    ] as [LngLat, LngLat, LngLat]
    const expected = distanceMeters(a, b) + distanceMeters(b, c)
    expect(lengthMeters({ type: 'LineString', coordinates: [[...a], [...b], [...c]] })).toBe(expected)
    expect(
      lengthMeters({
        type: 'MultiLineString',
        coordinates: [
          [[...a], [...b]],
          [[...b], [...c]],
        ],
      }),
    ).toBe(expected)
  })
  it('a hole is taken off and parts are summed', () => {
    const square = (west: number, south: number, side: number) => [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ]
    const area = (coordinates: number[][][]) => areaSquareMeters({ type: 'Polygon', coordinates })
    const [outer, inner] = [square(121, 31, 0.03), square(121.01, 31.01, 0.01)]
    expect(area([outer, inner])).toBeCloseTo(area([outer]) - area([inner]), 2)
    expect(areaSquareMeters({ type: 'MultiPolygon', coordinates: [[outer], [square(122, 31, 0.01)]] })).toBeCloseTo(
      area([outer]) + area([square(122, 31, 0.01)]),
      2,
    )
  })
  it('one place is 0 m away towards north, and distance has no direction', () => {
    expect(distanceMeters([121, 31], [121, 31])).toBe(0)
    expect(bearingDegrees([121, 31], [121, 31])).toBe(0)
    expect(distanceMeters([121, 31], [122, 32])).toBeCloseTo(distanceMeters([122, 32], [121, 31]), 6)
  })
})
