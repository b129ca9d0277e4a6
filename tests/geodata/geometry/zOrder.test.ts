import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bboxOfTile, lngLatOfMercator, mercatorOf, mercatorOfBBox, tileOf, tilesOfBBox } from '../../../geodata/geometry/mercator.ts'
import { cellOfZOrder, zOrder, zOrderOfBBox, zOrderOfCells, zOrderOfTile } from '../../../geodata/geometry/zOrder.ts'

const cell = fc.integer({ min: 0, max: 2 ** 31 - 1 })

/** The definition, bit by bit: x in the even bits, y in the odd ones. */
function interleavedBitByBit(x: number, y: number): bigint {
  let code = 0n
  for (let bit = 0n; bit < 31n; bit++) code |= (((BigInt(x) >> bit) & 1n) << (2n * bit)) | (((BigInt(y) >> bit) & 1n) << (2n * bit + 1n))
  return code
}

describe('mercator', () => {
  it('puts known tiles where OpenStreetMap puts them (slippy map page: 10/511/340 holds London)', () => {
    expect(tileOf([-0.1276, 51.5072], 10)).toEqual({ z: 10, x: 511, y: 340 })
    expect(tileOf([-180, 85.06], 5)).toEqual({ z: 5, x: 0, y: 0 })
    expect(tileOf([180, -90], 5)).toEqual({ z: 5, x: 31, y: 31 })
    expect(tileOf([0, 90], 0)).toEqual({ z: 0, x: 0, y: 0 })
  })
  it('is the formula of the SQL column, clamped to 31 bits', () => {
    expect(mercatorOf([0, 0])).toEqual({ x: 2 ** 30, y: 2 ** 30 })
    expect(mercatorOf([180, -90])).toEqual({ x: 2 ** 31 - 1, y: 2 ** 31 - 1 })
    expect(mercatorOf([-180, 90])).toEqual({ x: 0, y: 0 })
  })
  it('comes back to its cell from the middle of the cell', () => {
    fc.assert(
      fc.property(cell, cell, (x, y) => {
        expect(mercatorOf(lngLatOfMercator({ x: x + 0.5, y: y + 0.5 }))).toEqual({ x, y })
      }),
    )
  })
  it("a tile's rectangle covers that tile and touches its neighbours to the east and south only", () => {
    const [west, south, east, north] = bboxOfTile({ z: 12, x: 3430, y: 1674 })
    const inside = 1e-9
    expect(tilesOfBBox([west + inside, south + inside, east - inside, north - inside], 12)).toEqual({
      z: 12,
      minX: 3430,
      minY: 1674,
      maxX: 3430,
      maxY: 1674,
    })
    expect(() => tilesOfBBox([1, 0, 0, 1], 3)).toThrow('not a rectangle')
    expect(() => tileOf([0, 0], 32)).toThrow('zoom is 32')
  })
})

describe('zOrder', () => {
  it('has x in the even bits and y in the odd ones', () => {
    expect(zOrder(1, 0)).toBe(1n)
    expect(zOrder(0, 1)).toBe(2n)
    expect(zOrder(2 ** 31 - 1, 2 ** 31 - 1)).toBe(2n ** 62n - 1n)
    fc.assert(
      fc.property(cell, cell, (x, y) => {
        expect(zOrder(x, y)).toBe(interleavedBitByBit(x, y))
      }),
    )
  })
  it('is undone by cellOfZOrder', () => {
    fc.assert(
      fc.property(cell, cell, (x, y) => {
        expect(cellOfZOrder(zOrder(x, y))).toEqual({ x, y })
      }),
    )
    expect(() => zOrder(-1, 0)).toThrow('not a mercator cell: -1, 0')
    expect(() => zOrder(0.5, 0)).toThrow(RangeError)
    expect(() => cellOfZOrder(2n ** 62n)).toThrow(RangeError)
  })
  it('a code lies in the range of a tile exactly when the cell lies in the tile', () => {
    fc.assert(
      fc.property(cell, cell, cell, cell, fc.integer({ min: 0, max: 31 }), (x, y, otherX, otherY, z) => {
        const side = 2 ** (31 - z)
        const tile = { z, x: Math.floor(x / side), y: Math.floor(y / side) }
        const { from, to } = zOrderOfTile(tile)
        expect(zOrder(x, y) >= from && zOrder(x, y) < to).toBe(true)
        const other = zOrder(otherX, otherY)
        expect(other >= from && other < to).toBe(Math.floor(otherX / side) === tile.x && Math.floor(otherY / side) === tile.y)
      }),
    )
    expect(() => zOrderOfTile({ z: 3, x: 8, y: 0 })).toThrow('no tile 3/8/0')
  })
})

describe('ranges of a rectangle', () => {
  const small = fc.integer({ min: 0, max: 40 })
  const rectangle = fc
    .tuple(small, small, small, small)
    .map(([a, b, c, d]) => ({ minX: Math.min(a, b), maxX: Math.max(a, b), minY: Math.min(c, d), maxY: Math.max(c, d) }))

  it('hold every cell, in order, at most so many, and waste no more than any other choice of as many ranges (brute force)', () => {
    fc.assert(
      fc.property(rectangle, fc.integer({ min: 1, max: 8 }), (cells, limit) => {
        const ranges = zOrderOfCells(cells, limit)
        const codes: bigint[] = []
        for (let x = cells.minX; x <= cells.maxX; x++) for (let y = cells.minY; y <= cells.maxY; y++) codes.push(interleavedBitByBit(x, y))
        codes.sort((a, b) => (a < b ? -1 : 1))
        expect(ranges.length).toBeLessThanOrEqual(limit)
        for (const code of codes) expect(ranges.filter(({ from, to }) => code >= from && code < to).length).toBe(1)
        // With n ranges at best the n - 1 widest gaps between wanted codes are skipped.
        const gaps = codes
          .slice(1)
          .map((code, i) => Number(code - (codes[i] ?? 0n) - 1n))
          .toSorted((a, b) => b - a)
        const span = Number((codes.at(-1) ?? 0n) - (codes[0] ?? 0n)) + 1
        const best = span - gaps.slice(0, limit - 1).reduce((sum, gap) => sum + gap, 0)
        expect(ranges.reduce((sum, { from, to }) => sum + Number(to - from), 0)).toBe(best)
      }),
    )
  })
  it('waste little on a city rectangle: 16 ranges hold less than 1.6 times its cells', () => {
    const box = [121.4611, 31.2196, 121.4863, 31.2412] as const
    const { minX, minY, maxX, maxY } = mercatorOfBBox(box)
    const cells = (maxX - minX + 1) * (maxY - minY + 1)
    const held = (limit: number) => zOrderOfBBox(box, limit).reduce((sum, { from, to }) => sum + Number(to - from), 0) / cells
    expect(held(16)).toBeLessThan(1.6)
    expect(held(16)).toBeGreaterThanOrEqual(1)
    expect(held(64)).toBeLessThan(held(16))
    expect(held(1)).toBeGreaterThan(held(16))
  })
  it('one range is enough for a whole tile and for the world', () => {
    expect(zOrderOfCells({ minX: 0, minY: 0, maxX: 2 ** 31 - 1, maxY: 2 ** 31 - 1 }, 5)).toEqual([{ from: 0n, to: 2n ** 62n }])
    expect(zOrderOfCells({ minX: 8, minY: 16, maxX: 15, maxY: 23 }, 5)).toEqual([zOrderOfTile({ z: 28, x: 1, y: 2 })])
    expect(() => zOrderOfBBox([0, 0, 1, 1], 0)).toThrow('limit is 0')
    expect(() => zOrderOfBBox([1, 0, 0, 1], 4)).toThrow('not a rectangle')
  })
})
