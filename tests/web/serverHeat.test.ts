import { afterEach, expect, it, vi } from 'vitest'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import { createRandom } from '../../geodata/random.ts'
import { serverHeat } from '../../web/stores/serverHeat.ts'
import { heatGround, heatOf, heatOfGrid } from '../../web/workers/heatOf.ts'
import type { IncidentTable } from '../../web/workers/incidentTable.ts'

const bbox: [number, number, number, number] = [121.46, 31.2, 121.5, 31.24]
const random = createRandom(4)
const places = Array.from({ length: 3_000 }, () => mercatorOf([121.45 + 0.06 * random(), 31.19 + 0.06 * random()]))
const rows = Uint32Array.from(places, (_, i) => i)
const table = { columns: { x: Uint32Array.from(places, ({ x }) => x), y: Uint32Array.from(places, ({ y }) => y) } } as IncidentTable

/** What the server would count. */
function gridOf(level: number) {
  const cells = new Map<string, number>()
  for (const { x, y } of places) {
    const key = `${x >>> (31 - level)} ${y >>> (31 - level)}`
    cells.set(key, (cells.get(key) ?? 0) + 1)
  }
  const at = [...cells.keys()].map((key) => key.split(' ').map(Number) as [number, number])
  return { source: 'rows' as const, level, x: at.map(([x]) => x), y: at.map(([, y]) => y), count: [...cells.values()], total: places.length, totals: null }
}

it('is the same from counts on cells as from the rows themselves', () => {
  for (const zoom of [10, 11.5, 13]) {
    const ground = heatGround(bbox, zoom, 20)
    const [mine, theirs] = [heatOf(table, rows, bbox, zoom), heatOfGrid(gridOf(ground.level), bbox, zoom)]
    expect(theirs).toEqual({ ...mine, counted: 'server' })
    expect(mine.rows).toBeGreaterThan(1_000)
  }
})

it('keeps its cells no finer than the counts are, and loses none of them', () => {
  expect(heatGround(bbox, 17, 20).level).toBe(20)
  const coarse = heatOfGrid(gridOf(16), bbox, 13)
  expect(coarse.width).toBeLessThan(heatOf(table, rows, bbox, 13).width)
  // Sixteen fine cells a side are one coarse cell: what lies on the screen is the same, apart from its rim.
  const counted = ({ perSquareKilometer, width, bounds }: typeof coarse) => perSquareKilometer.reduce((sum, value) => sum + value, 0) * (((bounds[2] - bounds[0]) / width) * 111.32) ** 2 * Math.cos((31.22 * Math.PI) / 180) ** 2
  expect(counted(coarse) / coarse.rows).toBeCloseTo(1, 1)
  expect(coarse.rows).toBeGreaterThanOrEqual(heatOf(table, rows, bbox, 13).rows)
})

afterEach(() => vi.unstubAllGlobals())

it('waits while the server reads, asks with the filter, and gives up on what is no waiting', async () => {
  const asked: string[] = []
  const answers = [Response.json({ status: 503 }, { status: 503, headers: { 'retry-after': '0' } }), Response.json(gridOf(17)), Response.json({ status: 422 }, { status: 422 })]
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return answers.shift()
  })
  const filter = { from: 0, to: 1_000, categoryIds: [3, 4], states: ['closed' as const], minSeverity: 2, provenance: null, hoursOfWeek: [0, 167], areaIds: [7, 8, 9] }
  expect(await serverHeat({ filter, extent: { bbox, zoom: 10 } })).toEqual(heatOfGrid(gridOf(17), bbox, 10))
  expect(asked).toHaveLength(2)
  const query = new URL(asked[1]!, 'http://here').searchParams
  expect([query.get('categoryIds'), query.get('minSeverity'), query.get('areaId'), query.get('level'), query.get('states'), query.get('hoursOfWeek')]).toEqual(['3,4', '2', '7', '17', 'closed', '0,167'])
  await expect(serverHeat({ filter, extent: { bbox, zoom: 10 } })).rejects.toThrow()
})
