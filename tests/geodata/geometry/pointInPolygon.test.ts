import fc from 'fast-check'
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { bbox } from '../../../geodata/geometry/bbox.ts'
import type { LngLat } from '../../../geodata/geometry/lngLat.ts'
import { pointInPolygon } from '../../../geodata/geometry/pointInPolygon.ts'

const square = (west: number, south: number, side: number): number[][] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
]

/** Independent reference: the angle swept around the point is 2π inside and 0 outside (winding, not crossing). */
function sweptAngle([x, y]: LngLat, ring: number[][]): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i - 1] ?? []
    const [bx = 0, by = 0] = ring[i] ?? []
    const [px, py, qx, qy] = [ax - x, ay - y, bx - x, by - y]
    sum += Math.atan2(px * qy - py * qx, px * qx + py * qy)
  }
  return Math.abs(sum)
}

describe('pointInPolygon', () => {
  it('agrees with the swept angle on random star-shaped rings with a hole', () => {
    const radii = fc.array(fc.double({ min: 0.3, max: 1, noNaN: true }), { minLength: 3, maxLength: 12 })
    const coordinate = fc.double({ min: -1.1, max: 1.1, noNaN: true })
    fc.assert(
      fc.property(radii, coordinate, coordinate, (lengths, x, y) => {
        const ring = (scale: number) => {
          const corners = lengths.map((r, i) => [
            r * scale * Math.cos((2 * Math.PI * i) / lengths.length),
            r * scale * Math.sin((2 * Math.PI * i) / lengths.length),
          ])
          return [...corners, corners[0] as number[]]
        }
        const [shell, hole] = [ring(1), ring(0.5)]
        const angles = [sweptAngle([x, y], shell), sweptAngle([x, y], hole)] as const
        fc.pre(angles.every((angle) => Math.abs(angle - Math.PI) > 3)) // on an edge the angle says neither
        const expected = angles[0] > Math.PI !== angles[1] > Math.PI
        expect(pointInPolygon([x, y], { type: 'Polygon', coordinates: [shell, hole] })).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })
  it('puts every place, borders included, in exactly one part of a cut-up square', () => {
    const coordinate = fc.integer({ min: 0, max: 15 }).map((i) => i / 16)
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        coordinate,
        coordinate,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (cx, cy, x, y, along) => {
          const corners = [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
          ]
          const parts = corners.map((corner, i): Polygon => ({
            type: 'Polygon',
            coordinates: [[corner, corners[(i + 1) % 4] as number[], [cx, cy], corner]],
          }))
          const onCut: LngLat = [cx * along, cy * along]
          for (const place of [[x, y], onCut, [cx, cy]] as LngLat[]) {
            if (place[0] >= 1 || place[1] >= 1) continue
            expect(parts.filter((part) => pointInPolygon(place, part)).length).toBe(1)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
  it('knows holes, several polygons and the edge rule', () => {
    const area = { type: 'MultiPolygon', coordinates: [[square(0, 0, 3), square(1, 1, 1)], [square(10, 0, 1)]] } as const
    const inside = (x: number, y: number) => pointInPolygon([x, y], area as never)
    expect([inside(0.5, 0.5), inside(1.5, 1.5), inside(10.5, 0.5), inside(5, 0.5)]).toEqual([true, false, true, false])
    expect([inside(0, 0), inside(3, 1), inside(1, 3)]).toEqual([true, false, false])
  })
})

describe('bbox', () => {
  it('spans every kind of geometry', () => {
    expect(bbox({ type: 'Point', coordinates: [3, 4] })).toEqual([3, 4, 3, 4])
    expect(bbox({ type: 'MultiPolygon', coordinates: [[square(0, 0, 3)], [square(10, -2, 1)]] })).toEqual([0, -2, 11, 3])
    expect(
      bbox({
        type: 'GeometryCollection',
        geometries: [
          {
            type: 'LineString',
            coordinates: [
              [5, 5],
              [-1, 6],
            ],
          },
          { type: 'Point', coordinates: [0, 9] },
        ],
      }),
    ).toEqual([-1, 5, 5, 9])
    expect(bbox({ type: 'MultiPoint', coordinates: [] })).toBeUndefined()
  })
})
