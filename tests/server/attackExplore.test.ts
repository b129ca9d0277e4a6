// What an account could try with counts on cells, columns and exports: garbage, forged requests, rights that end, and questions without end.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import { gridOf } from '../../server/columns/ask.ts'
import { ColumnTable, originOf } from '../../server/columns/table.ts'
import { exploreStream } from '../../server/exploreStream.ts'
import { window } from './analyses.ts'
import { makeIncidents } from './city.ts'
import { type Door, openDoor, report } from './door.ts'
import { settled } from './settled.ts'

let door: Door
beforeAll(async () => void (door = await openDoor(async ({ sql }) => {
  await makeIncidents(sql, 2, 40)
  await makeIncidents(sql, 3, 30)
  // More than one frame.
  await sql`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, geom)
    select gen_random_uuid(), 2, 1, 1, 'phone', 'old', '2001-01-01'::timestamptz + make_interval(mins => i), st_setsrid(st_makepoint(121.405, 31.205), 4326) from generate_series(1, 20000) i`
})))
afterAll(() => door?.close())

const span = `from=${window.from}&to=${window.to}`
const total = async (as: string) => (await (await door.ask(`/api/incidents/grid?${span}`, { as })).json()).total

describe('counts on cells', () => {
  it('follow the areas of who asks, also when these become others', async () => {
    expect([await total('demo-command'), await total('demo-lead-01'), await total('demo-lead-02')]).toEqual([70, 40, 30])
    await door.db.sql`update area set parent_id = 3 where id = 2`
    expect(await total('demo-lead-02')).toBe(70)
    await door.db.sql`update area set parent_id = 1 where id = 2`
    expect(await total('demo-lead-02')).toBe(30)
  })

  it('of an area that is not there or not one’s own are none alike', async () => {
    const [absent, foreign] = await Promise.all([999, 2].map(async (areaId) => (await door.ask(`/api/incidents/grid?${span}&totals=true&areaId=${areaId}`, { as: 'demo-lead-02' })).json()))
    expect([foreign, foreign.total]).toEqual([absent, 0])
  })

  it('are not read anew for a matter that is reported late', async () => {
    await settled(door.db.sql)
    await total('demo-command')
    const late = report({ lng: 121.405, lat: 31.205 }, { occurredAt: '1990-01-01T00:00:00Z' })
    expect((await door.ask('/api/incidents', { method: 'POST', body: late })).status).toBe(201)
    const before = door.deps.columns.held().rows
    await settled(door.db.sql)
    expect([(await (await door.ask('/api/incidents/grid?from=1989-01-01T00:00:00Z&to=1991-01-01T00:00:00Z')).json()).total, door.deps.columns.held().rows]).toEqual([1, before + 1])
  })

  it('end where they are more than a box may have, though no box is named', async () => {
    const table = new ColumnTable(originOf(0, { minX: 0, minY: 0, maxX: 65_000, maxY: 65_000 }), 1_100_000)
    for (let i = 0; i < 1_100_000; i++) table.append({ timeS: 0, x: i % 60_000, y: Math.floor(i / 60_000) * 3_000, kind: 16, area: 1, state: 0 })
    await expect(gridOf(table, { fromS: 0, toS: 10, level: 20, box: null, areas: new Set([1]), keepsKind: () => true, totalsIn: null, states: null, hours: null })).rejects.toMatchObject({ status: 422, errors: [{ field: 'level' }] })
  })

  it('for an account that asks without end: it waits for itself and is sent away', async () => {
    const answers = await Promise.all(Array.from({ length: 80 }, (_, i) => door.ask(`/api/incidents/grid?${span}&level=16&minSeverity=${1 + (i % 4)}`, { as: 'demo-leader' }).then(({ status }) => status)))
    expect(new Set(answers)).toEqual(new Set([200, 429]))
    expect(await total('demo-lead-01')).toBeGreaterThan(0)
  })
})

describe('columns that nobody reads', () => {
  const path = '/api/incidents/explore?from=2001-01-01T00:00:00Z&to=2002-01-01T00:00:00Z'
  const further = () => door.ask(path, { as: 'demo-patrol', headers: { 'accept-encoding': 'br' } })
  it('are few for an account, and the next are given when these end', async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, further))
    expect([...opened.map(({ status }) => status), (await further()).status]).toEqual([...Array.from({ length: 8 }, () => 200), 429])
    await opened[0]?.body?.cancel()
    const next = await further()
    expect((await next.arrayBuffer()).byteLength).toBeGreaterThan(0)
    expect((await (await further()).arrayBuffer()).byteLength).toBeGreaterThan(0)
    await Promise.all(opened.slice(1).map((one) => one.body?.cancel()))
  })

  it('are given up after a while, once, and so are those that cannot be read', async () => {
    let ended = 0
    const [row] = [{ columns: { count: 0, x: new Uint32Array(0), y: new Uint32Array(0), occurredAt: new Float64Array(0), categoryId: new Uint16Array(0), severity: new Uint8Array(0), state: new Uint8Array(0), provenance: new Uint8Array(0), shape: new Uint8Array(0), areaId: new Uint32Array(0) }, older: { at: window.from, id: '' } }]
    const idle = exploreStream(() => Promise.resolve(row), 'br', 1_000, { idleMs: 30, onEnd: () => void ended++ })
    await expect.poll(() => ended).toBe(1)
    await expect(idle.getReader().read()).rejects.toThrow('nobody reads')
    const broken = exploreStream(() => Promise.reject(new Error('cut')), 'br', 1_000, { onEnd: () => void ended++ })
    await expect(broken.getReader().read()).rejects.toThrow('cut')
    expect(ended).toBe(2)
  })
})

it.each([
  'grid?from=NaN&to=Infinity', `grid?${span}&level=1e308`, `grid?${span}&level=-1`, `grid?${span}&level=20.5`, `grid?${span}&bbox=NaN,1,2,3`, `grid?${span}&bbox=1,2,3`, `grid?${span}&bbox=-180,-85,180,85&level=20`, `grid?${span}&categoryIds=__proto__`,
  `grid?${span}&provenance=constructor`, `grid?${span}&areaId=1e9999`, `grid?${span}&minSeverity=9`, `grid?from=${window.to}&to=${window.from}`, `explore?from=${window.to}&to=${window.from}`, 'explore?from=infinity&to=infinity', `export?${span}&format=csv`,
  `at-place?lng=NaN&lat=1&at=${window.from}`, `at-place?lng=1e308&lat=1&at=${window.from}`, 'at-place?lng=1&lat=1&at=infinity',
])('%s is refused and names a field', async (path) => {
  const response = await door.ask(`/api/incidents/${path}`)
  expect(response.status, path).toBeGreaterThanOrEqual(400)
  expect(response.status).toBeLessThan(500)
  expect((await response.json()).errors.length).toBeGreaterThan(0)
})

it.each(['lng=180&lat=85', 'lng=-180&lat=-85', 'lng=180&lat=-85', 'lng=0&lat=0'])('the end of the world has no matters: %s', async (place) => {
  expect((await (await door.ask(`/api/incidents/at-place?${place}&at=${window.from}`)).json()).incidents).toEqual([])
})

it('a place tells nothing of a matter elsewhere', async () => {
  const [row] = await door.db.sql<{ lng: number; lat: number; at: string }[]>`select st_x(geom) as lng, st_y(geom) as lat, occurred_at as at from incident where area_id = 2 limit 1`
  const found = async (as: string) => (await (await door.ask(`/api/incidents/at-place?lng=${row?.lng}&lat=${row?.lat}&at=${row?.at}`, { as })).json()).incidents.length
  expect([await found('demo-lead-01'), await found('demo-lead-02')]).toEqual([1, 0])
})

it('an export is of the areas in which one may export, and audited there before a row leaves', async () => {
  await door.db.sql`insert into account (id, name_zh, name_en) values ('half', '半', 'Half')`
  await door.db.sql`insert into assignment (account_id, area_id, role) values ('half', 2, 'supervisor'), ('half', 3, 'zone_lead')`
  const response = await door.ask(`/api/incidents/export?${span}`, { as: 'half' })
  expect(response.status).toBe(403)
  expect((await door.ask('/api/analyses/export?format=csv', { as: 'half', method: 'POST', body: question })).status).toBe(403)
  // Tried, and told to the auditors of where they work: what the question names may be another's.
  expect(await door.db.sql`select result, area_id, target from audit_entry where account_id = 'half' and action = 'export' order by id`).toEqual(['incidents', 'analysis'].map((target) => ({ result: 'refused', areaId: 2, target })))
  await response.body?.cancel()
})

const question = { method: 'counts', ...window }
const strangers: Record<string, string>[] = [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]
describe('a page of another site', () => {
  it.each([
    ['POST', '/api/analyses', question], ['POST', '/api/analyses/export?format=csv', question], ['POST', '/api/hotspots', { id: uuidv7(Math.random, 1), name: 'x', question, units: [0] }], ['PATCH', `/api/hotspots/${uuidv7(Math.random, 1)}`, { version: 1 }],
  ])('asks nothing in somebody’s name: %s %s', async (method, path, body) => {
    for (const headers of strangers) expect((await door.ask(path, { method, body, headers })).status).toBe(403)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/json']) expect((await door.ask(path, { method, body, headers: { 'content-type': type } })).status).toBe(415)
  })
  it('nobody asks without a name', async () => {
    for (const path of ['/api/analyses', '/api/analyses/export?format=csv', '/api/hotspots']) expect((await door.ask(path, { as: null, method: 'POST', body: question })).status).toBe(401)
  })
})

it('nothing of it was a failure of the server', () => expect(door.failures).toEqual([]))
