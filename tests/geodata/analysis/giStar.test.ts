import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { giStar, giStarPermutationP } from '../../../geodata/analysis/giStar.ts'
import { cellNeighbours, disc, stepsOf } from '../../../geodata/analysis/cellNeighbours.ts'
import { giStarOf } from '../../../geodata/analysis/localG.ts'
import { createRandom } from '../../../geodata/random.ts'
import { hasSamples, sample } from '../samples.ts'

// Six points of Ord & Getis as published in pysal/esda's documentation (reference/expected_small.json, BSD-3-Clause).
const points = [
  [10, 10],
  [20, 10],
  [40, 10],
  [15, 20],
  [30, 20],
  [30, 30],
] as [number, number][]
const values = [2, 3, 3.2, 5, 8, 7]
const published = [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331]
const within15 = points.map(([x, y]) => points.flatMap(([otherX, otherY], j) => (Math.hypot(x - otherX, y - otherY) <= 15 ? [j] : [])))

describe('giStar', () => {
  it('gives the six published z values', () => {
    giStar(values, within15).forEach((z, i) => expect(Math.abs(z - (published[i] as number))).toBeLessThan(1e-8))
  })
  it('weighs neighbours: weights 1 change nothing, and doubling all weights of a place changes nothing either', () => {
    const plain = giStar(values, within15)
    expect(
      giStar(
        values,
        within15,
        within15.map((list) => list.map(() => 1)),
      ),
    ).toEqual(plain)
    giStar(
      values,
      within15,
      within15.map((list) => list.map(() => 2)),
    ).forEach((z, i) => expect(z).toBeCloseTo(plain[i] as number, 12))
  })
  it('weighs as the formula of Ord & Getis (1995, eq. 14) says, worked by hand for one place', () => {
    // x = 1 2 3 6: mean 3, variance 14/4; place 0 with itself (weight 1) and place 3 (weight 0.5): sum 4, W 1.5, S 1.25.
    const lists = [[0, 3], [1], [2], [3]]
    const expected = (4 - 3 * 1.5) / (Math.sqrt(3.5) * Math.sqrt((4 * 1.25 - 1.5 ** 2) / 3))
    expect(giStar([1, 2, 3, 6], lists, [[1, 0.5], [1], [1], [1]])[0]).toBeCloseTo(expected, 14)
  })
  it('has no z where all values are alike or all places are neighbours, and names bad input', () => {
    expect([...giStar([4, 4], [[0], [1]])]).toEqual([NaN, NaN])
    expect([
      ...giStar(
        [1, 2],
        [
          [0, 1],
          [0, 1],
        ],
      ),
    ]).toEqual([NaN, NaN])
    expect(() => giStar([1, 2], [[0], [0]])).toThrow('neighbours[1] lacks 1 itself')
    expect(() => giStar([1, 2], [[0, 5], [1]])).toThrow('neighbours[0][1] is 5')
    expect(() => giStar([1, 2], [[0]])).toThrow('2 values have 1 neighbour lists')
  })
  it.skipIf(!hasSamples)('agrees with R spdep 1.2-7 on 579 San Francisco block groups to 5e-7 (FANGCUN_SAMPLES)', () => {
    const rows = sample('reference/sf_robbery_local.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.replaceAll('"', '').split(','))
    const index = new Map(rows.map(([id], i) => [id, i]))
    const lists = new Map(
      sample('reference/sf_block_groups_queen_neighbours.csv')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(',') as [string, string]),
    )
    const neighbours = rows.map(([id = ''], i) => [
      i,
      ...(lists.get(id) ?? '')
        .split(' ')
        .filter(Boolean)
        .map((other) => index.get(other) as number),
    ])
    const counts = rows.map((row) => Number(row[1]))
    const published = JSON.parse(sample('san_francisco/block_groups.geojson')) as { features: { properties: Record<string, unknown> }[] }
    const robberies = published.features.reduce((sum, { properties }) => sum + Number(properties.robbery), 0)
    expect(robberies).toBe(counts.reduce((sum, count) => sum + count, 0))
    const z = giStar(counts, neighbours)
    expect(rows.length).toBe(579)
    rows.forEach((row, i) => expect(Math.abs((z[i] as number) - Number(row[3]))).toBeLessThanOrEqual(5e-7))
  })
})

describe('giStarOf', () => {
  it('equals giStar on neighbour lists for cells of a study area, their neighbours by steps on the grid', () => {
    const size = fc.integer({ min: 2, max: 9 })
    fc.assert(
      fc.property(size, size, fc.constantFrom('queen', 'rook', 'disc'), fc.double({ min: 0, max: 3.5, noNaN: true }), fc.boolean(), fc.integer(), (columns, rows, rule, radiusCells, isMasked, seed) => {
        const random = createRandom(seed)
        const grid = Array.from({ length: columns * rows }, () => Math.floor(random() * 5))
        const cell = Uint32Array.from(grid.flatMap((_, i) => (isMasked && random() < 0.3 ? [] : [i])))
        if (cell.length === 0) return
        const near = (i: number, j: number) => {
          const [dx, dy] = [Math.abs((i % columns) - (j % columns)), Math.abs(Math.floor(i / columns) - Math.floor(j / columns))]
          return rule === 'queen' ? Math.max(dx, dy) <= 1 : rule === 'rook' ? dx + dy <= 1 : dx * dx + dy * dy <= radiusCells * radiusCells * (1 + 1e-9)
        }
        const values = Float64Array.from(cell, (i) => grid[i] as number)
        const expected = giStar(values, [...cell].map((i) => [...cell].flatMap((j, k) => (near(i, j) ? [k] : []))))
        const z = giStarOf(values, cellNeighbours({ kind: 'cells', columns, rows, cell, cellMeters: 1, origin: [0, 0] }, rule === 'disc' ? disc(radiusCells) : stepsOf(rule)))
        expected.forEach((value, i) => {
          if (Number.isNaN(value)) expect(z[i]).toBeNaN()
          else expect(Math.abs((z[i] as number) - value)).toBeLessThan(1e-9)
        })
      }),
      { numRuns: 300 },
    )
  })
})

describe('giStarPermutationP', () => {
  it('comes near the exact p of all permutations of the other five values, which keep x_i', () => {
    const exact = within15.map((list, i) => {
      const others = values.filter((_, j) => j !== i)
      const size = list.length - 1
      const observed = list.filter((j) => j !== i).reduce((sum, j) => sum + (values[j] as number), 0)
      const sums: number[] = []
      for (let set = 0; set < 32; set++) {
        const chosen = others.filter((_, k) => (set >> k) & 1)
        if (chosen.length === size) sums.push(chosen.reduce((sum, value) => sum + value, 0))
      }
      const share = (test: (sum: number) => boolean) => sums.filter(test).length / sums.length
      return Math.min(
        1,
        2 *
          Math.min(
            share((sum) => sum >= observed - 1e-9),
            share((sum) => sum <= observed + 1e-9),
          ),
      )
    })
    const p = giStarPermutationP(values, within15, 19_999, createRandom(3))
    p.forEach((value, i) => expect(Math.abs(value - (exact[i] as number))).toBeLessThan(0.02)) // 5 standard errors of 20,000 draws
    expect(exact.some((value) => value < 0.5)).toBe(true)
  })
  it('repeats with its seed', () => {
    expect(giStarPermutationP(values, within15, 99, createRandom(3))).toEqual(giStarPermutationP(values, within15, 99, createRandom(3)))
  })
})
