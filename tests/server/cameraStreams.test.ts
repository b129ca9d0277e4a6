import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import { createApp } from '../../server/app.ts'
import { authorizationOf, challengeOf } from '../../server/cameras/streamAuth.ts'
import { fetchStream, wholeOf } from '../../server/cameras/streamFetch.ts'
import { createStreamHosts } from '../../server/cameras/streamHosts.ts'
import { rewritePlaylist } from '../../server/cameras/rewritePlaylist.ts'
import { readEnv } from '../../server/env.ts'
import { type Door, openDoor, report } from './door.ts'
import { west } from './city.ts'
import { twoHalves } from './pictures.ts'

const newId = () => uuidv7(Math.random, Date.now())
const secret = 'hunter-2:with:colons'
let upstream: Server
let port: number
let seen: { url: string; authorization: string | undefined }[] = []
let door: Door
let ask: Door['ask']
const told: string[] = []

const media = '#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MAP:URI="init.mp4?key=hidden"\n#EXTINF:2.0,\nseg0.m4s\n#EXT-X-DATERANGE:ID="x",X-ASSET-URI="http://elsewhere.example/"\n#EXT-X-ENDLIST\n'
const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/live.m3u8': (_, response) => response.end('#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=800000\nmedia.m3u8?token=hidden\n'),
  '/media.m3u8': (_, response) => response.end(media),
  '/foreign.m3u8': (_, response) => response.end('#EXTM3U\n#EXTINF:2,\nhttp://169.254.169.254/latest/meta-data\n'),
  '/page': (_, response) => response.end('<html><script>alert(1)</script>'),
  '/init.mp4': (_, response) => response.end('INIT'),
  '/seg0.m4s': (request, response) => (request.headers.range ? response.writeHead(206, { 'content-range': 'bytes 1-2/4' }).end('EG') : response.end('SEG0')),
  '/away': (_, response) => response.writeHead(302, { location: `http://127.0.0.1:${port}/live.m3u8` }).end(),
  '/huge': (_, response) => { response.on('error', () => {}); for (let i = 0; i < 40; i++) response.write(Buffer.alloc(262_144, 35)) ; response.end() },
  '/stated': (_, response) => response.writeHead(200, { 'content-length': '99999999999' }).end(),
  '/packed': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
  '/silent': () => {},
  '/drip': (_, response) => { const timer = setInterval(() => response.write('#'), 20); response.on('close', () => clearInterval(timer)) },
  '/now.png': (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(picture),
  '/basic.png': (request, response) => (request.headers.authorization === `Basic ${Buffer.from(secret).toString('base64')}` ? response.end(picture) : response.writeHead(401, { 'www-authenticate': 'Basic realm="camera"' }).end()),
}
let picture: Buffer

beforeAll(async () => {
  picture = await twoHalves(16, 8).png()
  upstream = createServer((request, response) => {
    seen.push({ url: request.url ?? '', authorization: request.headers.authorization })
    const answer = answers[(request.url ?? '').split('?')[0]!]
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done))
  port = (upstream.address() as AddressInfo).port
  door = await openDoor()
  const note = (fields: object, message: string) => void told.push(`${message} ${JSON.stringify(fields)}`)
  const env = readEnv({ FANGCUN_CONTACT_KEY: randomBytes(32).toString('base64'), FANGCUN_STREAM_HOSTS: `127.0.0.1:${port},camera.example.org` })
  const app = createApp({ ...door.deps, env, log: { info: note, warn: note, error: note } })
  ask = async (path, { as = 'demo-command', method = 'GET', body, headers = {} } = {}) => {
    const answer = await app.request(`http://127.0.0.1:8080${path}`, { method, headers: { cookie: await door.cookieOf(as!), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    const copy = answer.clone()
    void copy.text().then((text) => told.push(text, JSON.stringify([...answer.headers])), () => {})
    return answer
  }
})
afterAll(async () => {
  upstream?.closeAllConnections()
  upstream?.close()
  await door?.close()
})

const at = (path: string) => `http://127.0.0.1:${port}${path}`
const facts = async () => (await (await ask('/api/cameras/1/stream')).json()) as { version: number; hasCredentials: boolean; streamUrl: string | null }
async function put(change: object, as = 'demo-command') {
  const answer = await ask('/api/cameras/1/stream', { as, method: 'PUT', body: { version: (await facts()).version, ...change } })
  return { status: answer.status, body: await answer.json() as { errors: { field: string; code?: string }[]; hasCredentials: boolean; streamUrl: string } }
}
async function begin(as = 'demo-command', more: object = {}): Promise<string> {
  const id = newId()
  const answer = await ask('/api/camera-looks', { as, method: 'POST', body: { id, cameraId: 1, reason: 'a look around', ...more } })
  expect(answer.status, await answer.clone().text()).toBe(201)
  return id
}
const faultOf = async (answer: Response) => [answer.status, ((await answer.json()) as { errors: { code?: string }[] }).errors[0]?.code]

describe('addresses', () => {
  it.each([
    ['rtsp://127.0.0.1/live', 'notHttp'], ['not an address', 'notHttp'], ['file:///etc/passwd', 'notHttp'], ['http://elsewhere.example/live.m3u8', 'notListed'], ['http://127.0.0.1:1/live.m3u8', 'notListed'],
    ['http://camera.example.org:8080/', 'notListed'], ['http://2852039166/latest', 'notListed'], ['http://camera.example.org@evil.example/', 'notListed'], ['http://[::ffff:169.254.169.254]/', 'notListed'],
  ])('%s is refused by name and kind', async (streamUrl, code) => {
    const { status, body } = await put({ streamUrl })
    expect([status, body.errors[0]?.field, body.errors[0]?.code]).toEqual([422, 'streamUrl', code])
  })
  it('are kept without user and password, which are sealed; a new address loses them', async () => {
    const first = await put({ streamUrl: at('/live.m3u8').replace('//', `//hunter-2:${encodeURIComponent('with:colons')}@`), snapshotUrl: at('/basic.png') })
    expect([first.status, first.body.hasCredentials, first.body.streamUrl]).toEqual([200, true, `http://127.0.0.1:${port}`])
    const [row] = await door.db.sql<{ streamUrl: string; secret: Buffer }[]>`select stream_url, secret from camera_stream where camera_id = 1`
    expect([row?.streamUrl, row?.secret.includes('hunter')]).toEqual([at('/live.m3u8'), false])
    const look = await begin()
    expect((await ask(`/api/cameras/1/snapshot?look=${look}`)).headers.get('content-type')).toBe('image/png')
    expect((await put({ streamUrl: at('/other.m3u8') })).body.hasCredentials).toBe(false)
    expect(await faultOf(await ask(`/api/cameras/1/snapshot?look=${look}`))).toEqual([502, 'unauthorized'])
    expect((await ask('/api/cameras/1/stream', { method: 'PUT', body: { version: 1, streamUrl: null } })).status).toBe(409)
  })
  it('tell hosts to those who keep the register only, and can be taken by nobody from SQL', async () => {
    expect(await (await ask('/api/cameras/1/stream', { as: 'demo-patrol' })).json()).toMatchObject({ hasStream: true, streamUrl: null, mayChange: false })
    expect((await ask('/api/cameras/1/stream', { as: 'demo-leader' })).status).toBe(404)
    expect((await put({ streamUrl: null }, 'demo-patrol')).status).toBe(403)
  })
})

describe('the proxy', () => {
  const show = async (path: string, as = 'demo-command') => {
    expect((await put({ streamUrl: at(path), snapshotUrl: at(path) })).status).toBe(200)
    const look = await begin(as)
    return { look, stream: () => ask(`/api/cameras/1/playlist.m3u8?look=${look}`, { as }), snapshot: () => ask(`/api/cameras/1/snapshot?look=${look}`, { as }) }
  }
  it('gives a stream in parts of its own, down to the bytes, named alike each time', async () => {
    const { stream, look } = await show('/live.m3u8', 'demo-patrol')
    const [first, again] = [await (await stream()).text(), await (await stream()).text()]
    expect(again).toBe(first)
    const nested = first.split('\n').find((line) => line.startsWith('/api/cameras/1/parts/'))!
    const answer = await ask(nested, { as: 'demo-patrol' })
    expect([answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual(['application/vnd.apple.mpegurl', 'no-store'])
    const text = await answer.text()
    expect(text).not.toMatch(/DATERANGE|elsewhere|hidden|127\.0\.0\.1/)
    const [init, segment] = [/URI="([^"]+)"/.exec(text)![1]!, text.split('\n').find((line) => line.startsWith('/api'))!]
    const parts = await Promise.all([init, segment].map((path) => ask(path, { as: 'demo-patrol' })))
    expect(await Promise.all(parts.map((part) => part.text()))).toEqual(['INIT', 'SEG0'])
    expect(parts[0]!.headers.get('content-type')).toBe('application/octet-stream')
    const ranged = await ask(segment, { as: 'demo-patrol', headers: { range: 'bytes=1-2' } })
    expect([ranged.status, ranged.headers.get('content-range'), await ranged.text()]).toEqual([206, 'bytes 1-2/4', 'EG'])
    // A part is of this camera, these addresses and this look only.
    expect((await ask(segment.replace('cameras/1', 'cameras/2'), { as: 'demo-patrol' })).status).toBe(404)
    expect((await ask(segment.replace(look, await begin()), { as: 'demo-patrol' })).status).toBe(404)
    await put({ streamUrl: at('/media.m3u8') })
    expect((await ask(segment, { as: 'demo-patrol' })).status).toBe(404)
    expect((await ask(segment.replace(/parts\/.{4}/, 'parts/AAAA'), { as: 'demo-patrol' })).status).toBe(404)
  })
  it.each([['/away', 'redirect'], ['/foreign.m3u8', 'foreign'], ['/page', 'notPlaylist'], ['/huge', 'huge'], ['/stated', 'huge'], ['/packed', 'packed'], ['/nothing', 'status']])('%s: %s', async (path, code) => {
    seen = []
    const { stream } = await show(path)
    expect(await faultOf(await stream())).toEqual([502, code])
    expect(seen.map(({ url }) => url)).toEqual([path])
  })
  it('takes a picture by its bytes, not by what is said of it, and nothing else', async () => {
    const { snapshot } = await show('/now.png')
    expect((await snapshot()).headers.get('content-type')).toBe('image/png')
    expect(await faultOf(await (await show('/page')).snapshot())).toEqual([502, 'notPicture'])
  })
  it('shows nothing without a look of one’s own that lasts', async () => {
    const { look } = await show('/media.m3u8')
    expect((await ask(`/api/cameras/1/playlist.m3u8?look=${newId()}`)).status).toBe(404)
    expect((await ask(`/api/cameras/1/playlist.m3u8?look=${look}`, { as: 'demo-patrol' })).status).toBe(404)
    await door.db.sql`update camera_look set from_at = now() - interval '2 hours', to_at = now() - interval '61 minutes' where id = ${look}`
    expect((await ask(`/api/cameras/1/playlist.m3u8?look=${look}`)).status).toBe(404)
  })
  it('never told a credential, an address or a token, in any answer or line of the log', () => {
    const all = told.join('\n')
    expect(told.length).toBeGreaterThan(50)
    for (const word of ['hunter', 'with:colons', Buffer.from(secret).toString('base64'), '/live.m3u8"', 'basic.png', 'token=hidden', 'key=hidden']) expect(all.includes(word), word).toBe(false)
  })
})

describe('what it connects to', () => {
  const limits = { startMs: 300, totalMs: 400, bytes: 1_000_000 }
  const code = (path: string) => fetchStream(new URL(at(path)), { hosts: createStreamHosts(`127.0.0.1:${port}`), limits }).then(wholeOf).then(() => 'shown', (error: { code: string }) => error.code)
  it('is given up when it is silent or only drips', async () => {
    expect(await Promise.all([code('/silent'), code('/drip'), code('/page')])).toEqual(['slow', 'slow', 'shown'])
  })
  it('is the address that was checked: a listed name that leads inside is not followed unless that address is listed too', async () => {
    const byName = (hosts: string) => fetchStream(createStreamHosts(hosts).judge(`http://localhost:${port}/page`), { hosts: createStreamHosts(hosts), limits }).then(({ status, body }) => body.return(undefined).then(() => status), (error: { code: string }) => error.code)
    seen = []
    expect(await byName(`localhost:${port}`)).toBe('private')
    expect(seen).toEqual([])
    expect(await byName(`localhost:${port},127.0.0.1:${port},[::1]:${port}`)).toBe(200)
  })
  it.each([['10.1.2.3', false], ['169.254.169.254', false], ['::ffff:10.1.2.3', false], ['fd00::1', false], ['fe80::1', false], ['::', false], ['0.0.0.0', false], ['203.0.113.9', false], ['64:ff9b::a00:1', false], ['::7f00:1', false], ['::ffff:0:7f00:1', false], ['fec0::1', false], ['8.8.8.8', true], ['10.20.3.4', true], ['::ffff:10.20.3.4', true]])('%s behind a listed name: %s', (address, may) => {
    expect(createStreamHosts('camera.example.org,10.20.0.0/16:80,169.254.0.0/16').mayConnect(address, new URL('http://camera.example.org/'))).toBe(may)
  })
  it.each(['', 'http://x', 'a b', '10.0.0.0/99', '10.0.0.0/8:0', '999.1.1.1', 'x/8'])('a list with "%s" is refused at the start', (text) => {
    expect(() => createStreamHosts(`a.example,${text}`)).toThrow(/expected hosts/)
  })
})

describe('words of others', () => {
  it('a playlist is written anew from what is known of it', () => {
    const named = (reference: string, kind: string) => `<${kind} ${reference}>`
    expect(rewritePlaylist('#EXTM3U\r\n#EXT-X-KEY:METHOD=AES-128,URI=http://evil.example/k,IV=0x1\n#EXT-X-SESSION-DATA:URI="http://evil.example"\n# words\n#EXT-X-MEDIA:TYPE=AUDIO,NAME=",URI=",URI="a.m3u8"\n#EXT-X-STREAM-INF:BANDWIDTH=1,URI="http://evil.example"\nv.m3u8\n#EXTINF:2,\ns.ts\n', named)).toBe(
      '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="<bytes http://evil.example/k>",IV=0x1\n#EXT-X-MEDIA:TYPE=AUDIO,NAME=",URI=",URI="<playlist a.m3u8>"\n#EXT-X-STREAM-INF:BANDWIDTH=1\n<playlist v.m3u8>\n#EXTINF:2,\n<bytes s.ts>\n')
    expect(() => rewritePlaylist('<html>', named)).toThrow('notPlaylist')
  })
  it('a playlist that is made to hold us up is read at once, and one that would become huge is not answered', () => {
    // Tried from each of its letters, this line takes minutes.
    expect(rewritePlaylist(`#EXTM3U\n#EXT-X-KEY:${'A'.repeat(250_000)}\n`, () => 'x')).toBe('#EXTM3U\n#EXT-X-KEY:\n')
    expect(() => rewritePlaylist(`#EXTM3U\n${'s\n'.repeat(19_000)}`, () => 'x'.repeat(2_700))).toThrow('huge')
  })
  it('digests are those of RFC 7616, section 3.9.1', () => {
    const given = 'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    const said = authorizationOf(challengeOf(given)!, 'Mufasa:Circle of Life', { uri: '/dir/index.html', clientNonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' })
    expect(said).toContain('response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"')
    const md5 = authorizationOf(challengeOf(given.replace('SHA-256', 'MD5'))!, 'Mufasa:Circle of Life', { uri: '/dir/index.html', clientNonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' })
    expect(md5).toContain('response="8ca523f5e9506fed4657c9700eebdbec"')
    expect([challengeOf('Basic realm="x"'), challengeOf('Negotiate'), challengeOf(undefined)]).toEqual([{ scheme: 'basic' }, undefined, undefined])
  })
})

describe('tours and looks', () => {
  const tour = (change: object = {}) => ({ id: newId(), areaId: 2, name: '东门一圈', mode: 'timed', dwellSeconds: 5, stops: [{ cameraId: 1 }, { cameraId: 1, dwellSeconds: 10 }], ...change })
  const send = async (method: string, path: string, body: object, as = 'demo-command') => {
    const answer = await ask(path, { method, body, as })
    return { status: answer.status, body: await answer.json() as { tour: { id: string; version: number; stops: object[]; retiredAt: string | null }; errors: { field: string }[] } }
  }
  it('are made once, changed by one of two, retired and brought back', async () => {
    const given = tour()
    expect([(await send('POST', '/api/camera-tours', given)).status, (await send('POST', '/api/camera-tours', given)).status]).toEqual([201, 200])
    const path = `/api/camera-tours/${given.id}`
    const both = await Promise.all([send('PATCH', path, { version: 1, priority: 1 }), send('PATCH', path, { version: 1, name: 'other' })])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await send('PATCH', path, { version: 2, retired: true })).body.tour.retiredAt).not.toBeNull()
    expect((await send('PATCH', path, { version: 3, retired: false, stops: [{ cameraId: 1 }] })).body.tour).toMatchObject({ retiredAt: null, version: 4, stops: [{ cameraId: 1, code: 'W-1', state: 'online', lng: 121.4051 }] })
  })
  it.each([
    ['a camera of elsewhere', { stops: [{ cameraId: 2 }] }, 422, 'stops'], ['no camera', { stops: [] }, 400, 'stops'], ['a second', { dwellSeconds: 1 }, 400, 'dwellSeconds'], ['blanks', { name: ' ' }, 400, 'name'], ['an area that is not there', { areaId: 99 }, 403, 'areaId'],
  ])('refuse %s', async (_, change, status, field) => {
    const answer = await send('POST', '/api/camera-tours', tour(change))
    expect([answer.status, answer.body.errors[0]?.field.split('.')[0]]).toEqual([status, field])
  })
  it('have a limit over an area, since they are listed with all their stops', async () => {
    const { sql } = door.db
    await sql`insert into camera_tour (id, area_id, name, mode) select gen_random_uuid(), 2, 'many ' || i, 'timed' from generate_series(1, 40) i`
    await sql`insert into camera_tour_stop (tour_id, ordinal, camera_id) select t.id, i, 1 from camera_tour t, generate_series(1, 500) i where starts_with(t.name, 'many ')`
    const refused = await send('POST', '/api/camera-tours', tour())
    await sql`delete from camera_tour t where starts_with(t.name, 'many ')`
    expect([refused.status, refused.body.errors[0]?.field]).toEqual([422, 'stops'])
    expect((await send('POST', '/api/camera-tours', tour())).status).toBe(201)
  })
  it('say who looked, when and why; what is seen becomes a matter with its camera', async () => {
    const given = tour({ name: '一圈' })
    await send('POST', '/api/camera-tours', given)
    const look = await begin('demo-patrol', { tourId: given.id, reason: '巡查' })
    const sent = report(west, { channel: 'video_patrol', provenance: 'camera', lookId: look })
    expect((await ask('/api/incidents', { as: 'demo-patrol', method: 'POST', body: sent })).status).toBe(201)
    expect((await ask(`/api/cameras/1/snapshot?look=${look}`, { as: 'demo-patrol' })).status).not.toBe(404)
    expect((await ask(`/api/camera-looks/${look}/end`, { as: 'demo-patrol', method: 'POST', body: {} })).status).toBe(200)
    expect((await ask(`/api/cameras/1/snapshot?look=${look}`, { as: 'demo-patrol' })).status).toBe(404)
    const log = async (as: string) => ((await (await ask('/api/camera-looks?cameraId=1&limit=1', { as })).json()) as { looks: object[] }).looks
    expect(await log('demo-auditor')).toMatchObject([{ id: look, accountId: 'demo-patrol' }])
    expect(await log('demo-command')).toMatchObject([{ id: look, cameraCode: 'W-1', accountId: 'demo-patrol', accountName: { zh: '巡防队长' }, tourName: '一圈', reason: '巡查', incidentId: sent.id }])
    const [row] = await door.db.sql<{ cameraId: number }[]>`select camera_id from incident where id = ${sent.id}`
    expect(row?.cameraId).toBe(1)
    // Taking the camera away takes nobody out of the log.
    const made = await ask('/api/cameras', { method: 'POST', body: { id: newId(), code: 'G-1', kind: 'fixed', lng: 121.405, lat: 31.205 } })
    const { camera } = (await made.json()) as { camera: { id: number } }
    const gone = await begin('demo-command', { cameraId: camera.id, reason: '看一眼' })
    expect((await ask(`/api/cameras/${camera.id}`, { method: 'DELETE' })).status).toBe(204)
    const kept = ((await (await ask(`/api/camera-looks?cameraId=${camera.id}`, { as: 'demo-auditor' })).json()) as { looks: object[] }).looks
    expect(kept).toMatchObject([{ id: gone, cameraId: camera.id, cameraCode: `#${camera.id}`, accountId: 'demo-command', reason: '看一眼' }])
    // Somebody else's look is nobody's.
    const stolen = await ask('/api/incidents', { method: 'POST', body: report(west, { lookId: look }) })
    expect([stolen.status, ((await stolen.json()) as { errors: { field: string }[] }).errors[0]?.field]).toEqual([422, 'lookId'])
  })
})
