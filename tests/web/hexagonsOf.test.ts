import { expect, it } from 'vitest'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import { createRandom } from '../../geodata/random.ts'
import { hexagonsOf } from '../../web/workers/hexagonsOf.ts'
import type { IncidentTable } from '../../web/workers/incidentTable.ts'

const random = createRandom(12)
const places = Array.from({ length: 4_000 }, () => mercatorOf([121.45 + 0.03 * random() * random(), 31.19 + 0.03 * random()]))
const table = { columns: { x: Uint32Array.from(places, ({ x }) => x), y: Uint32Array.from(places, ({ y }) => y) } } as IncidentTable
const rows = Uint32Array.from(places, (_, i) => i)
const ground: [number, number, number, number] = [121, 31, 122, 31.5]

it('counts each place in the hexagon whose middle is nearest, and these stand a radius and a half apart', () => {
  const { places: middles, counts, rows: counted } = hexagonsOf(table, rows, { radiusMeters: 300, ground })
  expect(counted).toBe(4_000)
  const at = Array.from(counts, (_, i) => mercatorOf([middles[i * 2]!, middles[i * 2 + 1]!]))
  const nearest = Array.from(counts, () => 0)
  for (const { x, y } of places) {
    const away = at.map((middle) => Math.hypot(middle.x - x, middle.y - y))
    nearest[away.indexOf(Math.min(...away))]!++
  }
  expect(nearest).toEqual([...counts])
  const meters = (Math.cos((31.25 * Math.PI) / 180) * 40_075_016.68) / 2 ** 31
  const gaps = at.map((a, i) => Math.min(...at.filter((_, j) => j !== i).map((b) => Math.hypot(a.x - b.x, a.y - b.y) * meters)))
  for (const gap of gaps) expect(gap).toBeCloseTo(300 * Math.sqrt(3), 0)
})

it('keeps hexagons where they are when fewer pass', () => {
  const key = ({ places: middles, counts }: ReturnType<typeof hexagonsOf>) => Array.from(counts, (_, i) => `${middles[i * 2]} ${middles[i * 2 + 1]}`)
  const all = new Set(key(hexagonsOf(table, rows, { radiusMeters: 300, ground })))
  const some = key(hexagonsOf(table, rows.filter((row) => row % 7 === 3), { radiusMeters: 300, ground }))
  expect(some.length).toBeGreaterThan(20)
  for (const each of some) expect(all.has(each)).toBe(true)
  expect(hexagonsOf(table, new Uint32Array(0), { radiusMeters: 300, ground: null })).toEqual({ places: new Float64Array(0), counts: new Uint32Array(0), rows: 0 })
})
