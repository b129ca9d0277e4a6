import { expect, test } from 'vitest'
import { labelPoint } from '../../../geodata/geometry/labelPoint.ts'
import type { LngLat, MultiPolygon } from '../../../geodata/model/geometry.ts'

const shape = (ring: LngLat[]): MultiPolygon => ({ type: 'MultiPolygon', coordinates: [[[...ring, ring[0]!]]] })

test('a label stands in the middle of a square', () => {
  const [lng, lat] = labelPoint(shape([[0, 0], [1, 0], [1, 1], [0, 1]]))
  expect(lng).toBeCloseTo(0.5)
  expect(lat).toBeCloseTo(0.5)
})

// A foot of 4 by 1 with a leg of 1.2 by 2 on its end: the row right below the notch is as wide as the foot, and has no room above it.
test('a label keeps away from a notch', () => {
  const [lng, lat] = labelPoint(shape([[0, 0], [4, 0], [4, 3], [2.8, 3], [2.8, 1], [0, 1]]))
  const inFoot = lat < 1
  const toBorder = inFoot ? Math.min(lat, lng < 2.8 ? 1 - lat : Infinity) : Math.min(lng - 2.8, 4 - lng)
  expect(toBorder).toBeGreaterThan(0.35)
})

test('of several pieces the roomiest one is named', () => {
  const small = shape([[10, 0], [10.2, 0], [10.2, 0.2], [10, 0.2]])
  const large = shape([[0, 0], [2, 0], [2, 2], [0, 2]])
  expect(labelPoint({ type: 'MultiPolygon', coordinates: [...small.coordinates, ...large.coordinates] })[0]).toBeLessThan(2)
})
