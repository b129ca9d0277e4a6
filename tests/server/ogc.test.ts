import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEnv } from '../../server/env.ts'
import { type Server, startServer } from '../../server/start.ts'
import { demoCookie } from '../../server/cli/demoSession.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { makeCity, makeIncidents } from './city.ts'

let db: FreshDatabase
let server: Server
let headers: { cookie: string }
beforeAll(async () => {
  db = await freshDatabase()
  await makeCity(db.sql)
  await makeIncidents(db.sql, 2, 250)
  server = await startServer(readEnv({ PORT: '0', DATABASE_URL: db.url, LOG_LEVEL: 'silent' }))
  headers = { cookie: await demoCookie(server.url, 'demo-command') }
})
afterAll(async () => {
  await server?.stop()
  await db?.drop()
})

const run = promisify(execFile)
function version(): string | undefined {
  try {
    return execFileSync('ogrinfo', ['--version'], { encoding: 'utf8' })
  } catch {
    return undefined
  }
}
const ogrinfo = async (...args: string[]) => (await run('ogrinfo', ['-ro', ...args.slice(0, -1), `OAPIF:${server.url}`, ...args.slice(-1)].filter(Boolean), { env: { ...process.env, GDAL_HTTP_HEADERS: `Authorization: Bearer ${headers.cookie.split('=')[1]}` } })).stdout
const get = async (path: string) => (await fetch(path.startsWith('http') ? path : `${server.url}${path}`, { headers })).json()

describe.skipIf(!version())('GDAL (skipped where ogrinfo of gdal-bin is missing)', () => {
  it('opens the service and lists its layers', async () => {
    const text = await ogrinfo('')
    for (const layer of ['areas', 'zones (', 'streets', 'buildings', 'incidents', 'cameras', 'coverage', 'hotspots']) expect(text).toContain(layer)
  })

  it('reads a layer whole, over pages', async () => {
    const text = await ogrinfo('-so', 'incidents')
    expect(text).toContain('Feature Count: 250')
    expect(text).toContain('categoryId: Integer')
    expect(text).toContain('Extent: (121.400000, 31.200000) - (121.440000, 31.220000)')
  })

  it('reads shapes and names, and filters by a box', async () => {
    const zones = await ogrinfo('-q', 'zones')
    expect(zones).toContain('nameZh (String) = 西一格')
    expect(zones).toMatch(/MULTIPOLYGON \(\(\(121\.4 31\.2,121\.41 31\.2,/)
    const some = await ogrinfo('-q', '-spat', '121.432', '31.201', '121.433', '31.202', 'zones')
    expect(some.match(/OGRFeature/g)).toHaveLength(1)
  })
})

describe('OGC API Features', () => {
  it('starts at a landing page with the links of the standard (part 1, 7.2)', async () => {
    const { links } = await (await fetch(`${server.url}/`, { headers: { accept: 'application/json', ...headers } })).json()
    expect(links.map(({ rel }: { rel: string }) => rel)).toEqual(expect.arrayContaining(['self', 'service-desc', 'conformance', 'data']))
    for (const { href, type } of links) expect((await fetch(href, { headers })).headers.get('content-type') ?? '').toContain(type.split(';')[0].replace('application/vnd.oai.openapi+json', 'application/json'))
    expect((await get('/conformance')).conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core')
  })

  it('pages without loss or repetition', async () => {
    const seen: string[] = []
    for (let next: string | undefined = '/collections/incidents/items?limit=60'; next; ) {
      const page: { features: { id: string }[]; numberReturned: number; links: { rel: string; href: string }[] } = await get(next)
      expect(page.numberReturned).toBe(page.features.length)
      seen.push(...page.features.map(({ id }) => id))
      next = page.links.find(({ rel }) => rel === 'next')?.href
    }
    expect(new Set(seen).size).toBe(250)
    expect(seen).toHaveLength(250)
  })

  it('filters incidents by box exactly as PostGIS does', async () => {
    const box = [121.402, 31.203, 121.411, 31.2105] as const
    const { features } = await get(`/collections/incidents/items?limit=1000&bbox=${box.join(',')}`)
    const rows = await db.sql<{ id: string }[]>`select id from incident where st_intersects(geom, st_makeenvelope(${box[0]}, ${box[1]}, ${box[2]}, ${box[3]}, 4326)) order by id`
    expect(rows.length).toBeGreaterThan(20)
    expect(features.map(({ id }: { id: string }) => id)).toEqual(rows.map(({ id }) => id))
  })

  it('filters by time, category, severity and zone', async () => {
    const count = async (query: string) => (await get(`/collections/incidents/items?limit=1000&${query}`)).numberReturned
    const middle = new Date(Date.now() - 15 * 86_400_000).toISOString()
    const [before, after] = [await count(`datetime=../${middle}`), await count(`datetime=${middle}/..`)]
    expect(before).toBeGreaterThan(0)
    expect(before + after).toBe(250)
    expect(await count('categoryId=1,2')).toBe(250)
    expect((await count('categoryId=1')) + (await count('categoryId=2'))).toBe(250)
    expect(await count('minSeverity=4')).toBe(62)
    expect(await count('zoneId=3')).toBe(0)
    expect(await count('state=closed')).toBe(0)
  })

  it('answers one feature, or that there is none', async () => {
    const answer = await fetch(`${server.url}/collections/cameras/items/1`, { headers })
    expect(answer.headers.get('content-type')).toBe('application/geo+json')
    expect(await answer.json()).toMatchObject({ type: 'Feature', id: 1, geometry: { type: 'Point' }, properties: { code: 'W-1', azimuthDegrees: 90 } })
    for (const id of ['999', 'nonsense']) expect((await fetch(`${server.url}/collections/cameras/items/${id}`, { headers })).status).toBe(404)
  })
})
