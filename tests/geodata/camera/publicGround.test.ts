import { describe, expect, test } from 'vitest'
import { fillCells, gridAround, groundKinds, mostCells, publicGround } from '../../../geodata/camera/publicGround.ts'
import { createRandom } from '../../../geodata/random.ts'

const box = (west: number, south: number, east: number, north: number) => [Float64Array.of(west, south, east, south, east, north, west, north)]
const count = (kinds: Uint8Array, kind: number) => kinds.filter((each) => each === kind).length

describe('public ground', () => {
  test('is what is left of an area without buildings, water and the ground of estates', () => {
    const ground = publicGround({ area: [box(0, 0, 100, 60)], estates: [box(-50, 0, 40, 60), box(60, 0, 80, 20)], water: [box(90, 0, 300, 60)], buildings: [box(10, 10, 20, 20), box(50, 10, 58, 20), box(-9, -9, -1, -1)] }, 1)
    expect([ground.columns, ground.rows]).toEqual([100, 60])
    const { shared, water, building, outside } = groundKinds
    expect([shared, water, building, outside, groundKinds.public].map((kind) => count(ground.kinds, kind))).toEqual([40 * 60 - 100 + 400, 600, 180, 0, 6000 - 2700 - 600 - 180])
    expect([1, 2].map((estate) => ground.estates.filter((each) => each === estate).length)).toEqual([2300, 400])
    // (15, 15) lies under a building of the first estate.
    expect([ground.kinds[15 * 100 + 15], ground.estates[15 * 100 + 15]]).toEqual([building, 0])
  })

  test('cells are those whose middle a plain test finds inside, holes left out', () => {
    const random = createRandom(3)
    for (let round = 0; round < 30; round++) {
      const star = (radius: number) => Float64Array.from({ length: 24 }, (_, i) => (i % 2 ? Math.sin : Math.cos)(((i >> 1) / 12) * 2 * Math.PI) * radius * (0.4 + random() * 0.6))
      const rings = [star(40), star(15)]
      const grid = gridAround([rings], 0.5 + random() * 3)
      const filled = new Uint8Array(grid.columns * grid.rows)
      const wanted = new Uint8Array(filled.length)
      fillCells(grid, rings, (cell) => filled[cell]!++)
      for (let cell = 0; cell < filled.length; cell++) {
        const [x, y] = [grid.westMeters + ((cell % grid.columns) + 0.5) * grid.cellMeters, grid.southMeters + (Math.floor(cell / grid.columns) + 0.5) * grid.cellMeters]
        wanted[cell] = rings.filter((ring) => winds(x, y, ring)).length === 1 ? 1 : 0
      }
      expect(filled, `round ${round}`).toEqual(wanted)
    }
  })

  test('a whole district is looked at in coarser cells; nothing makes no cells', () => {
    const { cellMeters, columns, rows } = gridAround([box(0, 0, 20_000, 20_000)], 2)
    expect(cellMeters).toBe(10)
    expect(columns * rows).toBeLessThanOrEqual(mostCells)
    expect(publicGround({ area: [], buildings: [] }).kinds).toHaveLength(0)
  })
})

/** By the sum of angles, which is another way than crossings. */
function winds(x: number, y: number, ring: Float64Array): boolean {
  let sum = 0
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length
    const [ax, ay, bx, by] = [ring[i]! - x, ring[i + 1]! - y, ring[j]! - x, ring[j + 1]! - y]
    sum += Math.atan2(ax * by - ay * bx, ax * bx + ay * by)
  }
  return Math.abs(sum) > Math.PI
}
