import { afterEach, expect, it, vi } from 'vitest'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import type { IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import { createRandom } from '../../geodata/random.ts'
import { serverHeat } from '../../web/stores/serverCounts.ts'
import { clusterLevel, clustersOfGrid, gridClustersIn } from '../../web/workers/gridClusters.ts'
import { heatGround, heatOf, heatOfGrid } from '../../web/workers/heatOf.ts'
import type { IncidentClusters } from '../../web/workers/incidentQuestion.ts'
import type { IncidentTable } from '../../web/workers/incidentTable.ts'

const bbox: [number, number, number, number] = [121.46, 31.2, 121.5, 31.24]
const random = createRandom(4)
const places = Array.from({ length: 3_000 }, () => mercatorOf([121.45 + 0.06 * random(), 31.19 + 0.06 * random()]))
const rows = Uint32Array.from(places, (_, i) => i)
const pick = (most: number) => Array.from(places, () => Math.floor(random() * most))
const columns = { x: Uint32Array.from(places, ({ x }) => x), y: Uint32Array.from(places, ({ y }) => y), state: Uint8Array.from(pick(12)), severity: Uint8Array.from(pick(4), (n) => n + 1), categoryId: Uint16Array.from(pick(15), (n) => n + 1), ids: new Uint8Array(places.length * 16), occurredAt: new Float64Array(places.length), provenance: new Uint8Array(places.length), shape: new Uint8Array(places.length) }
const table = { columns: columns as unknown as IncidentTable['columns'] } as IncidentTable

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

/** With what cells are made of, counted row by row. */
function detailedGrid(level: number): IncidentGrid {
  const grid = gridOf(level)
  const inCell = grid.x.map((x, i) => Array.from(rows).filter((row) => columns.x[row]! >>> (31 - level) === x && columns.y[row]! >>> (31 - level) === grid.y[i]))
  const middle = (values: Uint32Array) => inCell.map((own) => own.reduce((sum, row) => sum + (values[row]! >>> 11) + 0.5, 0) / own.length)
  const categoryIds = Array.from({ length: 15 }, (_, i) => i + 1)
  const detail = { open: inCell.map((own) => own.filter((row) => columns.state[row]! < 7).length), severity: inCell.map((own) => Math.max(...own.map((row) => columns.severity[row]!))), middleX: middle(columns.x), middleY: middle(columns.y), categoryIds, byCategory: categoryIds.map((id) => inCell.map((own) => own.filter((row) => columns.categoryId[row] === id).length)) }
  return { ...grid, detail }
}

it('has the same clusters from counts on cells as from the rows themselves, with the categories in them', () => {
  const groupOf = Uint8Array.from({ length: 65_536 }, (_, id) => Math.min(7, id % 9))
  for (const zoom of [11.4, 12.4]) {
    const mine = gridClustersIn(table, rows, bbox, zoom, groupOf).filter(({ properties }) => properties.cluster)
    const theirs = clustersOfGrid(detailedGrid(clusterLevel(bbox, zoom)), bbox, zoom, (id) => groupOf[id]!)
    expect(theirs?.counted).toBe('server')
    expect(mine.length).toBeGreaterThan(3)
    // One alone is an incident there and a count here.
    const clusters = theirs?.features.filter(({ properties }) => (properties as { count: number }).count > 1)
    expect(clusters?.map(({ properties }) => properties)).toEqual(mine.map(({ properties }) => properties))
    for (const [i, { geometry }] of mine.entries()) for (const axis of [0, 1]) expect(clusters?.[i]?.geometry.coordinates[axis]).toBeCloseTo(geometry.coordinates[axis]!, 3)
  }
  // Closer up squares are a few of the server's cells wide: which are joined may differ, what they hold does not.
  const held = (features: IncidentClusters['features']) => features.reduce((sum, { properties }) => sum + (properties.cluster ? properties.count : 1), 0)
  expect(held(clustersOfGrid(detailedGrid(clusterLevel(bbox, 14.6)), bbox, 14.6, () => 0)!.features)).toBe(held(gridClustersIn(table, rows, bbox, 14.6, groupOf)))
  expect(clustersOfGrid(gridOf(12), bbox, 9, () => 0)).toBeNull()
})

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
