/** Every route of the document, asked by every demo actor about its own area and another's: no answer holds what is not the actor's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { east, makeIncidents, outside, west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'
import { twoHalves } from './pictures.ts'
import { readStream } from './stream.ts'

type Side = 'west' | 'east'
const sides = { west, east }
const areaOf = { west: 2, east: 3 } as const
const leads = { west: 'demo-lead-01', east: 'demo-lead-02' } as const
const wholeCity = ['demo-command', 'demo-leader', 'demo-patrol', 'demo-auditor', 'demo-admin']
const other = { west: 'east', east: 'west' } as const
const newId = () => uuidv7(Math.random, Date.now())
const absentId = newId()

let door: Door
/** Texts that only rows of that side hold; the ground (buildings, streets) is open to all and left out. */
const marks: Record<Side, string[]> = { west: ['西社区', '西一格', '西二格', '310101001001', '"W-1"', '"W1"', 'WESTVIEW'], east: ['东社区', '东一格', '东二格', '310101001002', '"E-1"', '"E1"', 'EASTVIEW'] }
const incidentOf: Record<Side, string> = { west: '', east: '' }
const photoOf: Record<Side, string> = { west: newId(), east: newId() }
const views: Record<Side, string> = { west: newId(), east: newId() }
const filter = newId()
const value = {
  camera: { lng: 121.4, lat: 31.2, zoom: 12, bearing: 0, pitch: 0 }, layers: ['zones'], zoneFigure: 'incidents', time: { lastHours: 24 }, categoryIds: null, states: null, minSeverity: 1, provenance: null,
  theme: 'dark', selection: null,
}

beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    for (const side of ['west', 'east'] as const) {
      const area = areaOf[side]
      await makeIncidents(sql, area, 60)
      await sql`insert into coverage (area_id, cell, day, hour, seconds) select ${area}, interleave((mercator_x(${sides[side].lng}) >> 11), (mercator_y(31.205) >> 11)), current_date, 9, 600`
      await sql`insert into device (area_id, team_id, name) values (${area}, ${area - 1}, ${`${side}-pda`})`
      await sql`insert into live_position (team_id, area_id, at, x, y) values (${area - 1}, ${area}, now(), mercator_x(${sides[side].lng}), mercator_y(31.205))`
      const rows = await sql<{ id: string }[]>`select id from incident where area_id = ${area} order by id`
      await sql`insert into alarm (incident_id, area_id) values (${rows[0]?.id ?? ''}, ${area})`
      incidentOf[side] = rows[0]?.id ?? ''
      await sql`insert into photo (id, incident_id, area_id, width, height, bytes, added_by) values (${photoOf[side]}, ${incidentOf[side]}, ${area}, 1, 1, ${Buffer.from(`${side.toUpperCase()}PHOTO`)}, 'somebody')`
      marks[side].push(`${side.toUpperCase()}PHOTO`)
      marks[side].push(...rows.map(({ id }) => id))
    }
  })
  for (const side of ['west', 'east'] as const) {
    const answer = await door.ask('/api/views', { as: leads[side], method: 'POST', body: { id: views[side], name: `${side.toUpperCase()}VIEW`, value } })
    expect(answer.status).toBe(201)
  }
  expect((await door.ask('/api/filters', { as: leads.west, method: 'POST', body: { id: filter, name: 'WESTFILTER', value: {} } })).status).toBe(201)
  marks.west.push('WESTFILTER')
  // One whole-city hotspot answer in the cache, so that a cache keyed wrongly would show.
  for (const as of wholeCity) await door.ask(`/api/hotspots?${span}`, { as })
}, 120_000)
afterAll(() => door?.close())

const day = 86_400_000
const span = `from=${encodeURIComponent(new Date(Date.now() - 60 * day).toISOString())}&to=${encodeURIComponent(new Date(Date.now() + day).toISOString())}`
const month = `from=${encodeURIComponent(new Date(Date.now() - 20 * day).toISOString())}&to=${encodeURIComponent(new Date(Date.now() + day).toISOString())}`
const nouns = ['areas', 'zones', 'streets', 'buildings', 'estates', 'places', 'cameras', 'incidents', 'grounds', 'positions', 'patrols', 'coverage', 'hotspots']
/** Ids that only one side has, and one that nobody has. */
const idsOf: Record<string, { west: string; east: string; absent: string }> = {}
beforeAll(() => {
  Object.assign(idsOf, {
    areas: { west: '2', east: '3', absent: '999' }, zones: { west: '1', east: '3', absent: '999' }, cameras: { west: '1', east: '2', absent: '999' }, patrols: { west: '1', east: '2', absent: '999' },
    incidents: { ...incidentOf, absent: absentId },
  })
})

function tileAt({ lng, lat }: typeof west, layer: string, zoom: number): string {
  const { x, y } = mercatorOf([lng, lat])
  return `/tiles/${layer}/${zoom}/${x >>> (31 - zoom)}/${y >>> (31 - zoom)}.mvt`
}

/** What to ask of each route that reads, about one side. */
const reads: Record<string, (side: Side) => string[]> = {
  '/health': () => ['/health'], '/api/session': () => ['/api/session'], '/api/config': () => ['/api/config'], '/api/categories': () => ['/api/categories'], '/api/zones': () => ['/api/zones'],
  '/api/zones/figures': () => [`/api/zones/figures?${span}`], '/api/zones/{id}': (side) => [`/api/zones/${idsOf.zones?.[side]}`], '/api/areas': () => ['/api/areas'],
  '/api/incidents/columns': () => [`/api/incidents/columns?${span}`], '/api/incidents/{id}': (side) => [`/api/incidents/${incidentOf[side]}`],
  '/api/place-of': (side) => [`/api/place-of?lng=${sides[side].lng}&lat=${sides[side].lat}`],
  '/api/search': (side) => [side === 'west' ? 'W-1' : 'E-1', side === 'west' ? '西' : '东', '31010100100', '2', '%', '_'].map((q) => `/api/search?q=${encodeURIComponent(q)}`),
  '/api/teams': () => ['/api/teams'], '/api/positions/live': () => ['/api/positions/live'], '/api/positions/tracks': (side) => [`/api/positions/tracks?${month}`, `/api/positions/tracks?${month}&teamId=${areaOf[side] - 1}`],
  '/api/coverage': (side) => [`/api/coverage?${span}`, `/api/coverage?${span}&bbox=${sides[side].lng - 0.001},31.2,${sides[side].lng + 0.001},31.21`],
  '/api/hotspots': () => [`/api/hotspots?${span}`, `/api/hotspots?${span}&method=clusters`], '/api/views': () => ['/api/views'], '/api/imports': () => ['/api/imports'], '/api/figures': () => [`/api/figures?${span}`],
  '/api/indicators': (side) => ['area', 'zone', 'category'].flatMap((by) => [`/api/indicators?${span}&by=${by}`, `/api/indicators?${span}&by=${by}&areaId=${areaOf[side]}`, `/api/indicators?${span}&by=${by}&at=${encodeURIComponent(new Date(Date.now() - 1_000).toISOString())}`]),
  '/api/indicators/{id}/rows': (side) => ['completion', 'zero_incident_estates'].flatMap((id) => ['', `&areaId=${areaOf[side]}`, `&zoneId=${idsOf.zones?.[side]}`].map((more) => `/api/indicators/${id}/rows?${span}&part=denominator${more}`)),
  '/conformance': () => ['/conformance'], '/collections': () => ['/collections'], '/collections/{noun}': () => nouns.map((noun) => `/collections/${noun}`),
  '/collections/{noun}/items': (side) => [...nouns.map((noun) => `/collections/${noun}/items?limit=1000`), `/collections/incidents/items?areaId=${areaOf[side]}`, `/collections/incidents/items?zoneId=${idsOf.zones?.[side]}`, `/collections/positions/items?datetime=../..`],
  '/collections/{noun}/items/{id}': (side) => Object.entries(idsOf).map(([noun, ids]) => `/collections/${noun}/items/${ids[side]}`),
  '/tiles/{layer}/{z}/{x}/{y}': (side) => ['zones', 'cameras', 'incidents', 'coverage', 'base'].flatMap((layer) => [11, 13, 16].map((zoom) => tileAt(sides[side], layer, zoom))),
  '/api/board': (side) => ['', `?areaId=${areaOf[side]}`, `?zoneId=${idsOf.zones?.[side]}`, '?q=matter', '?sort=zone&direction=ascending', '?mine=true', '?offset=30'].map((query) => `/api/board${query}`),
  '/api/calendar': (side) => [`/api/calendar?areaId=${areaOf[side]}`], '/api/deadline-rules': (side) => [`/api/deadline-rules?areaId=${areaOf[side]}`],
  '/api/filters': () => ['/api/filters'], '/api/alarms': () => ['/api/alarms'],
  '/api/duplicates': (side) => [`/api/duplicates?lng=${sides[side].lng}&lat=31.205&occurredAt=${encodeURIComponent(new Date().toISOString())}&categoryId=1&title=matter`],
  '/api/incidents/{id}/duplicates': (side) => [`/api/incidents/${incidentOf[side]}/duplicates`],
  '/api/incidents/{id}/photos/{photoId}': (side) => [`/api/incidents/${incidentOf[side]}/photos/${photoOf[side]}`],
  // Who may is told below, and in contacts.test.ts.
  '/api/incidents/{id}/contact': () => [],
  // Read below: a stream does not end.
  '/live': () => [],
}
const writes = ['post /api/session/demo', 'delete /api/session', 'post /api/incidents', 'post /api/incidents/{id}/steps', 'put /api/incidents/{id}/photos/{photoId}', 'put /api/incidents/{id}/contact', 'post /api/positions', 'post /api/views', 'delete /api/views/{id}', 'post /api/filters', 'delete /api/filters/{id}', 'post /api/alarms/{id}/acknowledge',
  'put /api/calendar', 'put /api/deadline-rules']

it('holds every route of the document', async () => {
  const { paths } = (await (await door.ask('/openapi.json')).json()) as { paths: Record<string, Record<string, unknown>> }
  const all = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
  expect(all.toSorted()).toEqual([...Object.keys(reads).map((path) => `get ${path}`), ...writes].toSorted())
})

const plain = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('utf8')

describe.each(Object.keys(reads))('get %s', (path) => {
  it('gives each lead nothing of the other community, and the same tag to nobody with other rights', async () => {
    for (const own of ['west', 'east'] as const) {
      for (const asked of ['west', 'east'] as const) {
        for (const address of reads[path]?.(asked) ?? []) {
          const all = await door.ask(address, { as: 'demo-command' })
          const answer = await door.ask(address, { as: leads[own] })
          const text = plain(await answer.arrayBuffer())
          expect(answer.status, address).toBeLessThan(500)
          // The chooser of demo actors is the same for all, names and all; it goes when sign-in comes.
          if (path !== '/api/session') expect(marks[other[own]].filter((mark) => text.includes(mark)), `${leads[own]} ${address}`).toEqual([])
          const tag = all.headers.get('etag')
          if (tag && text !== plain(await all.arrayBuffer())) expect((await door.ask(address, { as: leads[own], headers: { 'if-none-match': tag } })).status, address).not.toBe(304)
        }
      }
    }
  })

  it('answers every actor, and keeps data out of shared caches', async () => {
    for (const as of [...wholeCity, leads.west]) {
      for (const address of reads[path]?.('west') ?? []) {
        const answer = await door.ask(address, { as })
        await answer.arrayBuffer()
        expect([200, 204, 422], `${as} ${address} ${answer.status}`).toContain(answer.status)
        if (path === '/health') continue
        expect(answer.headers.get('cache-control'), address).toMatch(/private|no-store/)
        expect(answer.headers.get('vary') ?? '', address).toMatch(/cookie/i)
      }
    }
  })
})

it('"not yours" reads like "not there"', async () => {
  const pairs = [
    ...Object.entries(idsOf).map(([noun, { east: foreign, absent }]) => [`/collections/${noun}/items/${foreign}`, `/collections/${noun}/items/${absent}`]),
    [`/api/incidents/${incidentOf.east}`, `/api/incidents/${absentId}`], ['/api/zones/3', '/api/zones/999'], [`/collections/incidents/items?areaId=3&f=json`, `/collections/incidents/items?areaId=9&f=json`],
  ] as [string, string][]
  for (const [foreign, absent] of pairs) {
    const [a, b] = [await door.ask(foreign, { as: leads.west }), await door.ask(absent, { as: leads.west })]
    expect([a.status, (await a.text()).replaceAll('areaId=3', 'areaId=9')], foreign).toEqual([b.status, await b.text()])
  }
})

const fix = () => ({ at: new Date(Date.now() - 1_000).toISOString(), lng: west.lng, lat: west.lat })
type Write = (as: string, whose: 'west' | 'absent') => Promise<Response>
const post = (path: string, as: string, body: unknown) => door.ask(path, { as, method: 'POST', body })
/** Taken in by the operator, who so is its handler until it is dispatched. */
const reported = async () => {
  const sent = report(west)
  await post('/api/incidents', 'demo-command', sent)
  return sent.id
}
const attempts: Record<string, Write> = {
  'post /api/incidents': (as, whose) => post('/api/incidents', as, report(whose === 'west' ? west : outside)),
  'post /api/incidents/{id}/steps': async (as, whose) => {
    const sent = report(west)
    if (whose === 'west') await post('/api/incidents', 'demo-command', sent)
    return post(`/api/incidents/${sent.id}/steps`, as, { id: newId(), action: 'register', version: 1 })
  },
  'put /api/incidents/{id}/photos/{photoId}': async (as, whose) => {
    const id = whose === 'west' ? await reported() : absentId
    const headers = { cookie: await door.cookieOf(as), 'content-type': 'image/jpeg' }
    return door.app.request(`http://127.0.0.1:8080/api/incidents/${id}/photos/${newId()}`, { method: 'PUT', headers, body: new Uint8Array(await twoHalves(8, 8).jpeg(80)) })
  },
  'put /api/incidents/{id}/contact': async (as, whose) => door.ask(`/api/incidents/${whose === 'west' ? await reported() : absentId}/contact`, { as, method: 'PUT', body: { contact: null } }),
  'post /api/positions': (as, whose) => post('/api/positions', as, { teamId: whose === 'west' ? 1 : 999, device: `pda-${as}`, fixes: [fix()] }),
  'post /api/alarms/{id}/acknowledge': (as, whose) => post(`/api/alarms/${whose === 'west' ? 1 : 999}/acknowledge`, as, {}),
  'put /api/calendar': (as, whose) => door.ask(`/api/calendar?areaId=${whose === 'west' ? 2 : 999}`, { as, method: 'PUT', body: { hours: [{ weekday: 1, opens: '08:00', closes: '12:00' }], days: [] } }),
  'put /api/deadline-rules': (as, whose) => door.ask(`/api/deadline-rules?areaId=${whose === 'west' ? 2 : 999}`, { as, method: 'PUT', body: { rules: [{ step: 'register', amount: 5, unit: 'minute' }] } }),
  'delete /api/filters/{id}': (as, whose) => door.ask(`/api/filters/${whose === 'west' ? filter : absentId}`, { as, method: 'DELETE' }),
  'delete /api/views/{id}': (as, whose) => door.ask(`/api/views/${whose === 'west' ? views.west : absentId}`, { as, method: 'DELETE' }),
}
/** Who may, on a row of the west: [whole-city actors..., west lead, east lead]. */
const expected: Record<string, Record<string, number>> = {
  'post /api/incidents': { 'demo-command': 201, 'demo-leader': 403, 'demo-patrol': 201, 'demo-auditor': 403, 'demo-admin': 201, 'demo-lead-01': 201, 'demo-lead-02': 403 },
  'post /api/incidents/{id}/steps': { 'demo-command': 200, 'demo-leader': 403, 'demo-patrol': 403, 'demo-auditor': 403, 'demo-admin': 200, 'demo-lead-01': 200, 'demo-lead-02': 404 },
  'put /api/incidents/{id}/photos/{photoId}': { 'demo-command': 201, 'demo-leader': 403, 'demo-patrol': 201, 'demo-auditor': 403, 'demo-admin': 201, 'demo-lead-01': 201, 'demo-lead-02': 404 },
  'put /api/incidents/{id}/contact': { 'demo-command': 200, 'demo-leader': 404, 'demo-patrol': 404, 'demo-auditor': 404, 'demo-admin': 404, 'demo-lead-01': 404, 'demo-lead-02': 404 },
  'post /api/positions': { 'demo-command': 403, 'demo-leader': 403, 'demo-patrol': 200, 'demo-auditor': 403, 'demo-admin': 200, 'demo-lead-01': 403, 'demo-lead-02': 422 },
  'post /api/alarms/{id}/acknowledge': { 'demo-leader': 403, 'demo-patrol': 403, 'demo-auditor': 403, 'demo-lead-02': 404, 'demo-command': 200, 'demo-admin': 200, 'demo-lead-01': 200 },
  'put /api/calendar': { 'demo-command': 403, 'demo-leader': 403, 'demo-patrol': 403, 'demo-auditor': 403, 'demo-lead-01': 403, 'demo-lead-02': 404, 'demo-admin': 200 },
  'put /api/deadline-rules': { 'demo-command': 403, 'demo-leader': 403, 'demo-patrol': 403, 'demo-auditor': 403, 'demo-lead-01': 403, 'demo-lead-02': 404, 'demo-admin': 200 },
  'delete /api/filters/{id}': { 'demo-command': 404, 'demo-leader': 404, 'demo-patrol': 404, 'demo-auditor': 404, 'demo-admin': 404, 'demo-lead-02': 404, 'demo-lead-01': 204 },
  'delete /api/views/{id}': { 'demo-command': 404, 'demo-leader': 404, 'demo-patrol': 404, 'demo-auditor': 404, 'demo-admin': 404, 'demo-lead-02': 404, 'demo-lead-01': 204 },
}

it.each(Object.keys(attempts))('%s as each role', async (route) => {
  const attempt = attempts[route] as Write
  const got: Record<string, number> = {}
  for (const as of Object.keys(expected[route] ?? {})) got[as] = (await attempt(as, 'west')).status
  expect(got).toEqual(expected[route])
  const [foreign, absent] = [await attempt(leads.east, 'west'), await attempt(leads.east, 'absent')]
  expect([foreign.status, await foreign.text()]).toEqual([absent.status, await absent.text()])
})

it('a stream from the very beginning tells each lead its own', async () => {
  await post('/api/incidents', 'demo-command', report(west))
  const sent = report(east)
  await post('/api/incidents', 'demo-command', sent)
  const stream = readStream(await door.ask('/live?after=1-1', { as: leads.east }))
  await stream.until(({ event }) => event === 'hello')
  await stream.until(({ event, data }) => event === 'change' || event === 'refresh' || data?.rows?.length)
  const text = JSON.stringify(stream.events)
  await stream.close()
  expect(marks.west.filter((mark) => text.includes(mark))).toEqual([])
})

it('text that looks like SQL is text', async () => {
  const evil = ["'", "';drop table incident;--", "' or '1'='1", '$1', '\\', "\\'; select pg_sleep(9) --", ')) union select 1,2,3 --', '%27', '${x}', "e'\\x'"]
  const before = performance.now()
  for (const text of evil) {
    const q = encodeURIComponent(text)
    expect((await door.ask(`/api/search?q=${q}`, { as: leads.west })).status).toBe(200)
    expect((await door.ask(`/api/zones`, { as: text.replace(/[^\x20-\x7e]|;/g, '') })).status).toBeLessThan(500)
    for (const path of [`/collections/incidents/items?cursor=${q}`, `/collections/incidents/items?state=${q}`, `/tiles/${q}/1/1/1.mvt`, `/collections/${q}/items`, `/collections/zones/items/${q}`, `/api/coverage?${span}&bbox=${q}`]) {
      expect((await door.ask(path)).status, path).toBeOneOf([400, 404])
    }
    expect((await post('/api/incidents', 'demo-command', report(west, { title: text, address: text }))).status).toBe(201)
  }
  expect(performance.now() - before).toBeLessThan(20_000)
  const [row] = await door.db.sql<{ n: number }[]>`select count(*)::int as n from incident where title = any(${evil}::text[])`
  expect(row?.n).toBe(evil.length)
  expect(door.failures).toEqual([])
})
