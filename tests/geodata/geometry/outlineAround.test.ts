import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outlineAround } from '../../../geodata/geometry/outlineAround.ts'
import { isInPolygonMeters, squareMeters } from '../../../geodata/geometry/polygonMeters.ts'
import type { MetersXY } from '../../../geodata/geometry/lngLat.ts'

describe('outline around places', () => {
  it('of one place is a disc, of two far ones two', () => {
    expect(squareMeters(outlineAround([[5, 7]], 30)) / (Math.PI * 900)).toBeCloseTo(1, 1)
    const two = outlineAround([[0, 0], [1000, 0]], 30)
    expect(two).toHaveLength(2)
    expect(two.every(([ring]) => ring!.length > 12 && ring![0]![0] === ring!.at(-1)![0])).toBe(true)
    expect(outlineAround([], 30)).toEqual([])
  })
  it('around a ring of places has a hole, with another inside it when the middle is busy too', () => {
    const ring = Array.from({ length: 60 }, (_, k): MetersXY => [500 * Math.cos((k * Math.PI) / 30), 500 * Math.sin((k * Math.PI) / 30)])
    const [only, ...more] = outlineAround(ring, 60)
    expect(more).toEqual([])
    expect(only).toHaveLength(2)
    expect(isInPolygonMeters(0, 0, [only!])).toBe(false)
    expect(isInPolygonMeters(500, 0, [only!])).toBe(true)
    expect(outlineAround([...ring, [0, 0]], 60).map((part) => part.length).sort()).toEqual([1, 2])
  })
  it('holds what is well within reach and not what is well beyond, and its area is that of the union of discs', () => {
    const place = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 })) as fc.Arbitrary<MetersXY>
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 25 }), fc.array(place, { minLength: 20, maxLength: 20 }), (places, probes) => {
        const shape = outlineAround(places, 40)
        for (const [x, y] of probes) {
          const nearest = Math.min(...places.map((at) => Math.hypot(at[0] - x, at[1] - y)))
          if (Math.abs(nearest - 40) > 2) expect(isInPolygonMeters(x, y, shape)).toBe(nearest < 40)
        }
        let inside = 0
        for (let x = -50; x < 350; x += 4) for (let y = -50; y < 350; y += 4) if (places.some((at) => Math.hypot(at[0] - x - 2, at[1] - y - 2) < 40)) inside += 16
        expect(Math.abs(squareMeters(shape) / inside - 1)).toBeLessThan(0.03)
      }),
      { numRuns: 40 },
    )
  })
})
