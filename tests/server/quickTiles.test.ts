import { createServer, get, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '../../server/app.ts'
import { tileOf } from '../../geodata/geometry/mercator.ts'
import { quickTiles } from '../../server/tiles/quick.ts'
import { createTiles } from '../../server/tiles/tiles.ts'
import { makeIncidents, west } from './city.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
let tile: string
const servers: Server[] = []
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => void (await makeIncidents(sql, 2, 50)))
  const { z, x, y } = tileOf([west.lng, west.lat], 15)
  tile = `/tiles/incidents/${z}/${x}/${y}.mvt`
})
afterAll(async () => {
  for (const server of servers) server.close()
  await door?.close()
})

type Answer = { status: number | undefined; headers: IncomingHttpHeaders; body: string }
/** What a socket adds by itself, and the length that only the short way knows beforehand. */
const ofTheSocket = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'])

/** Asked with node:http, which lets a test say which host it means. */
const askOver = (port: number, path: string, headers: Record<string, string>): Promise<Answer> =>
  new Promise((done, fail) => {
    get({ host: '127.0.0.1', port, path, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => done({ status: answer.statusCode, headers: Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !ofTheSocket.has(name))), body: Buffer.concat(parts).toString('hex') }))
    }).on('error', fail)
  })

/** The short way before the whole one, on a socket, and how often the whole one was taken. */
async function ways() {
  const quick = quickTiles(door.deps)
  const whole = getRequestListener(createApp(door.deps).fetch)
  let taken = 0
  const server = createServer((request, response) => {
    const byWhole = () => void (taken++, whole(request, response))
    if (request.headers['x-whole'] !== undefined || !quick(request, response, byWhole)) byWhole()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  servers.push(server)
  const { port } = server.address() as AddressInfo
  const ask = async (actor: string, more: Record<string, string> = {}, path = tile) => {
    const cookie = await door.cookieOf(actor)
    // Who acts is known, as to any page before its first tile.
    await door.deps.sessions.find(cookie.slice(cookie.indexOf('=') + 1))
    return askOver(port, path, { cookie, 'accept-encoding': 'br', ...more })
  }
  return { slow: (actor: string) => ask(actor, { 'x-whole': '1' }), quick: ask, taken: () => taken }
}

it('a tile goes out by the short way, byte for byte and header for header as by the whole one', async () => {
  const { slow, quick, taken } = await ways()
  const expected = await slow('demo-command')
  expect(expected.status).toBe(200)
  expect(await quick('demo-command')).toEqual(expected)
  expect(await quick('demo-command', {}, `${tile}?v=abc.1`)).toEqual(expected)
  expect(taken()).toBe(1)
})

it('and so does one that must be drawn first, for the rights of who asks', async () => {
  const { slow, quick, taken } = await ways()
  const drawn = await quick('demo-lead-01', { 'accept-encoding': 'gzip' })
  expect([drawn.status, taken()]).toEqual([200, 0])
  expect(await quick('demo-lead-01', { 'accept-encoding': 'gzip', 'x-whole': '1' })).toEqual(drawn)
  expect((await slow('demo-command')).headers.etag).not.toBe(drawn.headers.etag)
})

it('an empty tile, another host, a known tag and an unknown tile take the whole way, with its answers', async () => {
  const { slow, quick, taken } = await ways()
  const kept = await slow('demo-command')
  expect((await quick('demo-lead-02')).status).toBe(204)
  expect((await quick('demo-command', { host: 'evil.example' })).status).toBe(401)
  expect((await quick('demo-command', { 'if-none-match': kept.headers.etag ?? '' })).status).toBe(304)
  expect((await quick('demo-command', {}, '/tiles/incidents/3/8/0.mvt')).status).toBe(404)
  expect((await quick('demo-command', {}, '/tiles/base/3/0/0.mvt')).status).toBe(204)
  expect(taken()).toBe(6)
})

it('a tile that can not be drawn is answered by the whole way', async () => {
  const { deps } = door
  const quick = quickTiles({ ...deps, tiles: { ...deps.tiles, kept: () => undefined, get: () => Promise.reject(new Error('cut')) } })
  const cookie = await door.cookieOf('demo-command')
  await deps.sessions.find(cookie.slice(cookie.indexOf('=') + 1))
  const left = new Promise<string>((done) => expect(quick({ method: 'GET', url: tile, headers: { cookie, host: '127.0.0.1' } } as IncomingMessage, {} as ServerResponse, () => done('left'))).toBe(true))
  expect(await left).toBe('left')
})

it('without memory every tile is drawn anew', async () => {
  const tiles = createTiles(door.db.sql, door.deps.versions, { cacheMegabytes: 0 })
  const address = { layer: 'incidents' as const, ...tileOf([west.lng, west.lat], 15) }
  const both = await Promise.all([1, 2].map(() => tiles.get('demo-command', 'all', address, 'identity')))
  expect(both[0]?.body.byteLength).toBeGreaterThan(0)
  expect(both[0]?.body).not.toBe(both[1]?.body)
  expect([tiles.cachedBytes(), tiles.kept('all', address, 'identity')]).toEqual([0, undefined])
})
