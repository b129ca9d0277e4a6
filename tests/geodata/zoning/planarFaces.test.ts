import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeLines, type Segments } from '../../../geodata/zoning/nodeLines.ts'
import { planarFaces } from '../../../geodata/zoning/planarFaces.ts'

const drawn = (lines: readonly (readonly [number, number, number, number])[]): Segments => ({ ends: lines.flat(), by: lines.map((_, i) => i) })
const side = (ax: number, ay: number, bx: number, by: number, x: number, y: number) => Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax))

describe('lines that meet in whole points', () => {
  it('a cross in a square makes four faces, and an end that hangs in one of them none', () => {
    const square = [[0, 0, 10, 0], [10, 0, 10, 10], [10, 10, 0, 10], [0, 10, 0, 0]] as const
    const noded = nodeLines(drawn([...square, [5, -3, 5, 12], [-2, 5, 13, 5], [2, 2, 3, 3]]))
    expect(planarFaces(noded).count).toBe(5)
    expect(planarFaces(nodeLines(drawn([...square, [3, 3, 6, 3], [6, 3, 3, 6], [3, 6, 3, 3]]))).loops.map((loops) => loops.length)).toEqual([1, 2, 1])
  })
  it('however they are drawn, they cross nowhere else afterwards, and corners, edges and faces fit Euler’s formula', () => {
    const at = fc.integer({ min: -40, max: 40 })
    fc.assert(fc.property(fc.array(fc.tuple(at, at, at, at), { minLength: 1, maxLength: 40 }), (lines) => {
      const noded = nodeLines(drawn(lines.filter(([ax, ay, bx, by]) => ax !== bx || ay !== by)))
      const { xs, ys, a, b } = noded
      const end = (e: number): [number, number, number, number] => [xs[a[e] as number] as number, ys[a[e] as number] as number, xs[b[e] as number] as number, ys[b[e] as number] as number]
      let crossings = 0
      for (let e = 0; e < a.length; e++)
        for (let f = 0; f < e; f++) {
          const [p, q] = [end(e), end(f)]
          if (side(...p, q[0], q[1]) * side(...p, q[2], q[3]) < 0 && side(...q, p[0], p[1]) * side(...q, p[2], p[3]) < 0) crossings++
        }
      expect(crossings).toBe(0)
      const faces = planarFaces(noded)
      const kept = [...a.keys()].filter((e) => faces.face[2 * e] !== -1)
      const corners = new Set(kept.flatMap((e) => [a[e], b[e]]))
      const parts = new Map([...corners].map((p) => [p, p]))
      const root = (p: number | undefined): number | undefined => { while (parts.get(p) !== p) p = parts.get(p); return p }
      for (const e of kept) parts.set(root(a[e]), root(b[e]))
      const components = new Set([...corners].map(root)).size
      expect(corners.size - kept.length + faces.count).toBe(1 + components)
    }), { numRuns: 200, seed: 5 })
  })
})
