import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createStudyCells } from '../../../geodata/analysis/studyCells.ts'
import type { PolygonXY } from '../../../geodata/analysis/method.ts'
import { isInPolygonMeters } from '../../../geodata/geometry/polygonMeters.ts'

const meters = fc.integer({ min: -3_000, max: 3_000 })
const triangle = fc.tuple(meters, meters, meters, meters, meters, meters).map(([ax, ay, bx, by, cx, cy]): PolygonXY => [[[[ax, ay], [bx, by], [cx, cy], [ax, ay]]]])

describe('cells of a study area', () => {
  it('are those whose middle lies in the polygon, and each point has the cell that holds it', () => {
    fc.assert(
      fc.property(triangle, fc.integer({ min: 90, max: 900 }), meters, meters, (polygon, cellMeters, x, y) => {
        const grid = createStudyCells({ kind: 'polygons', polygons: [polygon] }, cellMeters)
        expect([grid.origin[0] % cellMeters, grid.origin[1] % cellMeters].map(Math.abs)).toEqual([0, 0])
        for (let cell = 0; cell < grid.mask.length; cell++) {
          const [column, row] = [cell % grid.columns, Math.floor(cell / grid.columns)]
          // A hair off the middle line, where a corner of the polygon may lie.
          const middle = [grid.origin[0] + (column + 0.5) * cellMeters, grid.origin[1] + (row + 0.5) * cellMeters] as const
          const around = [[0, 0], [1e-6, 1e-6], [-1e-6, -1e-6], [1e-6, -1e-6], [-1e-6, 1e-6]].map(([dx = 0, dy = 0]) => isInPolygonMeters(middle[0] + dx, middle[1] + dy, polygon))
          if (around.every((inside) => inside === around[0])) expect(Boolean(grid.mask[cell])).toBe(around[0])
        }
        const cell = grid.cellAt(x, y)
        if (cell >= 0) {
          const [west, south] = [grid.origin[0] + (cell % grid.columns) * cellMeters, grid.origin[1] + Math.floor(cell / grid.columns) * cellMeters]
          expect(x >= west && x < west + cellMeters && y >= south && y < south + cellMeters && grid.mask[cell] === 1).toBe(true)
        }
      }),
    )
  })
  it('leave holes out and join parts', () => {
    const square = (from: number, to: number) => [[from, from], [to, from], [to, to], [from, to], [from, from]] as [number, number][]
    expect(createStudyCells({ kind: 'polygons', polygons: [[[square(0, 1000), square(300, 700)]], [[square(1000, 1200)]]] }, 100).cellCount).toBe(100 - 16 + 4)
  })
  it('are the occupied ones where no polygon is given', () => {
    const grid = createStudyCells({ kind: 'occupiedCells', xMeters: [10, 20, 510, NaN], yMeters: [10, 30, 10, 4] }, 100)
    expect([grid.cellCount, grid.cellAt(50, 50), grid.cellAt(150, 50), grid.cellAt(NaN, 0)]).toEqual([2, 0, -1, -1])
  })
  it('names what makes no grid', () => {
    const place = { kind: 'occupiedCells', xMeters: [0, 1e6], yMeters: [0, 1e6] } as const
    expect(() => createStudyCells(place, 0)).toThrow('cellMeters is 0')
    expect(() => createStudyCells(place, NaN)).toThrow('cellMeters is NaN')
    expect(() => createStudyCells(place, 1)).toThrow('take larger cells')
    expect(() => createStudyCells({ kind: 'polygons', polygons: [] }, 100)).toThrow('the study area is empty')
  })
})
