import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelPoint } from '../../../geodata/geometry/labelPoint.ts'
import { pointInPolygon } from '../../../geodata/geometry/pointInPolygon.ts'
import type { MultiPolygon } from '../../../geodata/model/geometry.ts'
import { colourZones, touchingZones } from '../../../geodata/zoning/colourZones.ts'

/** A town of squares, each given to a zone; the zone's shape is all of its squares. */
function zonesOfGrid(columns: number, owner: readonly number[]): MultiPolygon[] {
  const zones: MultiPolygon['coordinates'][] = []
  owner.forEach((zone, i) => {
    const [x, y] = [118.6 + (i % columns) * 0.001, 31.4 + Math.floor(i / columns) * 0.001]
    ;(zones[zone] ??= []).push([[[x, y], [x + 0.001, y], [x + 0.001, y + 0.001], [x, y + 0.001], [x, y]]])
  })
  return zones.filter(Boolean).map((coordinates) => ({ type: 'MultiPolygon', coordinates }))
}

test('zones that touch never have the same colour, and a grid of blocks needs no more than the palette has', () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 8 }), fc.array(fc.integer({ min: 0, max: 11 }), { minLength: 4, maxLength: 48 }), (columns, owner) => {
    const touching = touchingZones(zonesOfGrid(columns, owner))
    const colour = colourZones(touching)
    touching.forEach((others, zone) => { for (const other of others) expect(colour[zone]).not.toBe(colour[other]) })
    expect(colourZones(touching)).toEqual(colour)
  }))
  // 100 squares of their own: corners count as touching, so four are needed.
  const squares = zonesOfGrid(10, Array.from({ length: 100 }, (_, i) => i))
  expect(new Set(colourZones(touchingZones(squares))).size).toBe(4)
})

test('squares that meet at a corner or along a side touch, those apart do not', () => {
  const [a, b, c] = [0, 1, 2].map((i) => zonesOfGrid(5, [0]).map(({ coordinates }) => coordinates.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => [x + i * 0.001, y] as [number, number]))))[0]!)
  expect(touchingZones([a, b, c].map((coordinates) => ({ type: 'MultiPolygon', coordinates: coordinates! })))).toEqual([[1], [0, 2], [1]])
})

test('a label stands inside, also in a ring, a bow and the larger of two islands', () => {
  const square = (x: number, y: number, size: number): [number, number][] => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
  const shapes: MultiPolygon[] = [
    { type: 'MultiPolygon', coordinates: [[square(118.6, 31.4, 0.01), square(118.602, 31.402, 0.006)]] },
    { type: 'MultiPolygon', coordinates: [[[[118.6, 31.4], [118.61, 31.4], [118.61, 31.41], [118.608, 31.41], [118.608, 31.402], [118.602, 31.402], [118.602, 31.41], [118.6, 31.41], [118.6, 31.4]]]] },
    { type: 'MultiPolygon', coordinates: [[square(118.6, 31.4, 0.001)], [square(118.62, 31.4, 0.02)]] },
  ]
  for (const shape of shapes) expect(pointInPolygon(labelPoint(shape), shape)).toBe(true)
  expect(labelPoint(shapes[2]!)[0]).toBeGreaterThan(118.62)
})
