/** The stream of frames over HTTP, compared row by row with what the database holds. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { tableFromIPC } from 'apache-arrow'
import { decodeFrame, frameLength, type FrameColumns } from '../../geodata/format/incidentFrames.ts'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import { createApp } from '../../server/app.ts'
import { makeIncidents, west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'

let door: Door
const window = (days: number) => `from=${encodeURIComponent(new Date(Date.now() - days * 86_400_000).toISOString())}&to=${encodeURIComponent(new Date(Date.now() + 86_400_000).toISOString())}`

beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await makeIncidents(sql, 2, 18_000)
    await makeIncidents(sql, 3, 3_000)
  })
}, 120_000)
afterAll(() => door?.close())

function frames(bytes: Uint8Array): FrameColumns[] {
  const all: FrameColumns[] = []
  for (let at = 0; at < bytes.byteLength; ) {
    const length = frameLength(bytes.subarray(at))!
    all.push(decodeFrame(bytes.subarray(at, at + length)))
    at += length
  }
  return all
}
const read = async (path: string, headers: Record<string, string> = {}, as = 'demo-command') => {
  const answer = await door.ask(path, { as, headers })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  return { answer, bytes }
}
const rowsOf = (all: FrameColumns[]) =>
  all.flatMap((columns) => Array.from({ length: columns.count }, (_, i) => [columns.occurredAt[i], columns.x[i], columns.y[i], columns.categoryId[i], columns.severity[i], columns.state[i], columns.provenance[i], columns.shape[i], columns.areaId[i]].join()))

it('sends every row of the window once, newest frame first and each in order of time', async () => {
  const shape = { type: 'LineString', coordinates: [[west.lng, west.lat], [west.lng + 0.001, west.lat]] }
  expect((await door.ask('/api/incidents', { method: 'POST', body: report(west, { geometry: shape, provenance: 'patrol' }) })).status).toBe(201)
  const { answer, bytes } = await read(`/api/incidents/explore?${window(60)}`)
  expect([answer.status, answer.headers.get('x-fangcun-total')]).toEqual([200, '21001'])
  expect(answer.headers.get('x-fangcun-cursor')).toMatch(/^\d+-\d+$/)
  const all = frames(bytes)
  expect(all.length).toBe(2)
  expect(all[0]!.occurredAt[0]!).toBeGreaterThanOrEqual(all[1]!.occurredAt.at(-1)!)
  for (const { occurredAt } of all) expect(occurredAt.every((time, i) => i === 0 || time >= occurredAt[i - 1]!)).toBe(true)
  const held = await door.db.sql<{ ms: string; lng: number; lat: number; category: number; severity: number; state: IncidentState; provenance: Provenance; dimension: number; area: number }[]>`
    select floor(extract(epoch from occurred_at) * 1000)::bigint::text as ms, st_x(st_pointonsurface(geom)) as lng, st_y(st_pointonsurface(geom)) as lat, category_id as category, severity, state, provenance, st_dimension(geom) as dimension, area_id as area
    from incident where geometrytype(geom) = 'POINT'`
  const wanted = held.map((row) => {
    const { x, y } = mercatorOf([row.lng, row.lat])
    return [row.ms, x >>> 5, y >>> 5, row.category, row.severity, IncidentState.options.indexOf(row.state), Provenance.options.indexOf(row.provenance), row.dimension, row.area].join()
  })
  const got = rowsOf(all)
  expect(got.filter((row) => row.split(',')[7] === '0').toSorted()).toEqual(wanted.toSorted())
  expect(got.filter((row) => row.split(',')[7] === '1')).toEqual([expect.stringContaining(',1,3,0,1,1,2')])
})

it('says the same compressed, and 304 to who has it', async () => {
  const path = `/api/incidents/explore?${window(60)}`
  const plain = await read(path)
  for (const [encoding, unpack] of [['br', brotliDecompressSync], ['gzip', gunzipSync]] as const) {
    const { answer, bytes } = await read(path, { 'accept-encoding': encoding })
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect(Buffer.compare(unpack(bytes), plain.bytes), encoding).toBe(0)
    expect(bytes.byteLength).toBeLessThan(plain.bytes.byteLength)
  }
  const again = await door.ask(path, { headers: { 'if-none-match': plain.answer.headers.get('etag')! } })
  expect(again.status).toBe(304)
})

it('answers an empty window with one empty frame, and a wrong one with a problem', async () => {
  const { answer, bytes } = await read('/api/incidents/explore?from=2001-01-01T00:00:00Z&to=2001-02-01T00:00:00Z')
  expect([answer.headers.get('x-fangcun-total'), frames(bytes).map(({ count }) => count)]).toEqual(['0', [0]])
  for (const query of ['', '?from=2024-01-01T00:00:00Z', '?from=2024-02-01T00:00:00Z&to=2024-01-01T00:00:00Z', '?from=x&to=y']) expect((await door.ask(`/api/incidents/explore${query}`)).status, query).toBe(400)
})

it('ends when its reader goes away, and others are still answered', async () => {
  const answer = await door.ask(`/api/incidents/explore?${window(60)}`, { headers: { 'accept-encoding': 'br' } })
  const reader = answer.body!.getReader()
  expect((await reader.read()).value!.byteLength).toBeGreaterThan(1_000)
  await reader.cancel()
  expect((await read(`/api/incidents/explore?${window(60)}`)).answer.status).toBe(200)
  expect(door.failures).toEqual([])
})

it('finds the id of a row by its place and time, for its own readers only', async () => {
  const [row] = await door.db.sql<{ id: string; lng: number; lat: number; at: string }[]>`select id, st_x(geom) as lng, st_y(geom) as lat, occurred_at as at from incident where area_id = 2 and geometrytype(geom) = 'POINT' order by id limit 1`
  const { id, lng, lat, at } = row!
  const path = `/api/incidents/at-place?lng=${lng}&lat=${lat}&at=${encodeURIComponent(at)}`
  const ids = async (as: string) => ((await (await door.ask(path, { as })).json()) as { incidents: { id: string }[] }).incidents.map((each) => each.id)
  expect(await ids('demo-lead-01')).toContain(id)
  expect(await ids('demo-lead-02')).toEqual([])
  expect((await door.ask('/api/incidents/at-place?lng=1&lat=95&at=2024-01-01T00:00:00Z')).status).toBe(400)
})

it('writes the window as an Arrow stream for who may export, without texts, and says so in the audit log', async () => {
  const { answer, bytes } = await read(`/api/incidents/export?${window(60)}`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/vnd.apache.arrow.stream'])
  const table = tableFromIPC(bytes)
  const [held] = await door.db.sql<{ count: number; severities: number; first: string }[]>`select count(*), sum(severity)::integer as severities, (select id from incident order by occurred_at, id limit 1) as first from incident`
  expect(table.numRows).toBe(held!.count)
  expect(table.schema.fields.map(({ name }) => name)).toEqual(['id', 'number', 'occurredAt', 'longitude', 'latitude', 'categoryCode', 'categoryZh', 'categoryEn', 'severity', 'state', 'provenance', 'channel', 'areaCode', 'zoneCode'])
  const severities = table.getChild('severity')!.toArray() as Int8Array
  expect(severities.reduce((sum, severity) => sum + severity, 0)).toBe(held!.severities)
  expect([table.get(0)!.id, table.get(0)!.areaCode]).toEqual([held!.first, expect.stringMatching(/^31010100100[12]$/)])
  const [place] = await door.db.sql<{ lng: string; lat: string }[]>`select st_x(geom)::numeric(10, 7)::text as lng, st_y(geom)::numeric(10, 7)::text as lat from incident where id = ${held!.first}`
  expect([table.get(0)!.longitude, table.get(0)!.latitude]).toEqual([Number(place!.lng), Number(place!.lat)])
  const [entry] = await door.db.sql<{ accountId: string; detail: { format: string } }[]>`select account_id, detail from audit_entry where action = 'export' and target = 'incidents'`
  expect(entry).toMatchObject({ accountId: 'demo-command', detail: { format: 'arrow' } })
  expect((await door.ask(`/api/incidents/export?${window(60)}`, { as: 'demo-lead-01' })).status).toBe(403)
  const empty = await read('/api/incidents/export?from=2001-01-01T00:00:00Z&to=2001-02-01T00:00:00Z')
  expect(tableFromIPC(empty.bytes).numRows).toBe(0)
})

it('refuses more rows than it sends, with their number as the asker sees them and what to ask instead', async () => {
  const app = createApp({ ...door.deps, mostExploreRows: 3_000 })
  const asked = async (actor: string) => app.request(`http://127.0.0.1/api/incidents/explore?${window(60)}`, { headers: { cookie: await door.cookieOf(actor), host: '127.0.0.1' } })
  const refused = await asked('demo-lead-01')
  expect([refused.status, refused.headers.get('content-type')]).toEqual([413, 'application/problem+json'])
  const [{ n }] = (await door.db.sql`select count(*)::integer as n from incident where area_id = 2 and occurred_at >= now() - interval '60 days'`) as unknown as [{ n: number }]
  expect(await refused.json()).toMatchObject({ status: 413, detail: `The window holds ${n} incidents; at most 3000 are sent one by one. Ask for a shorter window, or for counts.`, errors: [{ field: 'from' }] })
  const whole = await asked('demo-lead-02')
  expect([whole.status, whole.headers.get('x-fangcun-total')], 'exactly as many are sent').toEqual([200, '3000'])
  await whole.body?.cancel()
})
