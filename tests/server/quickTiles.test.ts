import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { tileOf } from '../../geodata/geometry/mercator.ts'
import { quickTiles } from '../../server/tiles/quick.ts'
import { createTiles } from '../../server/tiles/tiles.ts'
import { makeIncidents, west } from './city.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
let tile: string
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => void (await makeIncidents(sql, 2, 50)))
  const { z, x, y } = tileOf([west.lng, west.lat], 15)
  tile = `/tiles/incidents/${z}/${x}/${y}.mvt`
})
afterAll(() => door?.close())

/** The short way and the whole way side by side, and how often the whole one was taken. */
function ways() {
  const app = createApp(door.deps)
  let whole = 0
  const quick = quickTiles(door.deps, (request: Request) => (whole++, app.fetch(request)))
  const ask = async (way: (request: Request) => Response | Promise<Response>, actor: string, more: Record<string, string> = {}, path = tile) => {
    const answer = await way(new Request(`http://127.0.0.1${path}`, { headers: { host: '127.0.0.1', cookie: `fangcun_actor=${actor}`, 'accept-encoding': 'br', ...more } }))
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()).toString('hex') }
  }
  return { slow: (...args: [string, Record<string, string>?, string?]) => ask(app.fetch, ...args), quick: (...args: [string, Record<string, string>?, string?]) => ask(quick, ...args), taken: () => whole }
}

it('a tile in memory goes out by the short way, byte for byte and header for header as by the whole one', async () => {
  const { slow, quick, taken } = ways()
  const expected = await slow('demo-command')
  expect(expected.status).toBe(200)
  expect(await quick('demo-command')).toEqual(expected)
  expect(taken()).toBe(0)
})

it('another set of rights, another host, a known tag and an unknown tile take the whole way, with its answers', async () => {
  const { slow, quick, taken } = ways()
  const kept = await slow('demo-command')
  expect((await quick('demo-lead-02')).body).not.toBe(kept.body)
  expect((await quick('demo-command', { host: 'evil.example' })).status).toBe(401)
  expect((await quick('demo-command', { 'if-none-match': kept.headers.etag ?? '' })).status).toBe(304)
  expect((await quick('demo-command', {}, '/tiles/incidents/3/8/0.mvt')).status).toBe(404)
  expect(taken()).toBe(4)
})

it('without memory every tile is drawn anew', async () => {
  const tiles = createTiles(door.db.sql, door.deps.versions, { cacheMegabytes: 0 })
  const address = { layer: 'incidents' as const, ...tileOf([west.lng, west.lat], 15) }
  const both = await Promise.all([1, 2].map(() => tiles.get('demo-command', 'all', address, 'identity')))
  expect(both[0]?.body.byteLength).toBeGreaterThan(0)
  expect(both[0]?.body).not.toBe(both[1]?.body)
  expect([tiles.cachedBytes(), tiles.kept('all', address, 'identity')]).toEqual([0, undefined])
})
