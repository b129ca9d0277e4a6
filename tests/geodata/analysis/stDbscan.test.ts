import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stDbscan, type StDbscanOptions } from '../../../geodata/analysis/stDbscan.ts'
import { byDefinition, type Point } from '../stDbscanByDefinition.ts'

const columns = (points: Point[]) => ({
  xMeters: points.map((p) => p[0]),
  yMeters: points.map((p) => p[1]),
  timesMs: points.map((p) => p[2]),
})
const options: StDbscanOptions = { radiusMeters: 10, windowMs: 1000, minPoints: 3 }

describe('stDbscan', () => {
  const point = fc.tuple(
    fc.integer({ min: -30, max: 30 }),
    fc.integer({ min: -30, max: 30 }),
    fc.integer({ min: 0, max: 40 }).map((t) => t * 250),
  ) as fc.Arbitrary<Point>
  it('gives what the definition gives, on a lattice where distances often equal the limits', () => {
    fc.assert(
      fc.property(
        fc.array(point, { maxLength: 60 }),
        fc.constantFrom(5, 10, 13),
        fc.constantFrom(0, 1000, 2500, Infinity),
        fc.integer({ min: 1, max: 5 }),
        (points, radiusMeters, windowMs, minPoints) => {
          const found = stDbscan(columns(points), { radiusMeters, windowMs, minPoints })
          const expected = byDefinition(points, { radiusMeters, windowMs, minPoints })
          expect([...found.labels]).toEqual(expected.labels)
          expect([...found.isCore]).toEqual(expected.isCore)
          expect(found.clusterCount).toBe(expected.clusterCount)
        },
      ),
      { numRuns: 500 },
    )
  })
  it('takes the window as milliseconds, limits included', () => {
    const chain: Point[] = [
      [0, 0, 0],
      [6, 8, 1000],
      [0, 0, 2000],
    ]
    expect([...stDbscan(columns(chain), { ...options, minPoints: 2 }).labels]).toEqual([0, 0, 0])
    expect([...stDbscan(columns(chain), { ...options, minPoints: 2, windowMs: 999 }).labels]).toEqual([-1, -1, -1])
    expect([...stDbscan(columns(chain), { ...options, minPoints: 2, radiusMeters: 9.99, windowMs: 2000 }).labels]).toEqual([0, -1, 0])
  })
  it('counts points at one place and time', () => {
    expect([
      ...stDbscan(
        columns([
          [1, 1, 5],
          [1, 1, 5],
          [1, 1, 5],
        ]),
        options,
      ).labels,
    ]).toEqual([0, 0, 0])
  })
  it('keeps places apart that are busy at different times, and takes an empty list', () => {
    const busy = (t: number): Point[] => [
      [0, 0, t],
      [1, 0, t],
      [0, 1, t],
    ]
    expect([...stDbscan(columns([...busy(0), ...busy(5000)]), options).labels]).toEqual([0, 0, 0, 1, 1, 1])
    expect(stDbscan(columns([]), options).clusterCount).toBe(0)
  })
  it('names bad options and points', () => {
    expect(() => stDbscan(columns([]), { ...options, radiusMeters: 0 })).toThrow('radiusMeters is 0')
    expect(() => stDbscan(columns([]), { ...options, windowMs: NaN })).toThrow('windowMs is NaN')
    expect(() => stDbscan(columns([]), { ...options, minPoints: 0.5 })).toThrow('minPoints is 0.5')
    expect(() => stDbscan(columns([[0, NaN, 3]]), options)).toThrow('point 0 is [0, NaN] at 3')
  })
})
