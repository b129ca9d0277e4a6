import { crc32, deflateSync } from 'node:zlib'
import { Transformer } from '@napi-rs/image'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imageHeader } from '../../geodata/format/imageHeader.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { readPhoto } from '../../server/photos.ts'
import { east, west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'
import { markersOf, twoHalves, withMetadata } from './pictures.ts'

let door: Door
let id: string
const newId = () => uuidv7(Math.random, Date.now())
const put = async (incident: string, photo: string, bytes: Uint8Array, { as = 'demo-command', type = 'image/jpeg', headers = {} }: { as?: string; type?: string; headers?: Record<string, string> } = {}) =>
  door.app.request(`http://127.0.0.1:8080/api/incidents/${incident}/photos/${photo}`, { method: 'PUT', headers: { cookie: await door.cookieOf(as), 'content-type': type, ...headers }, body: bytes as Uint8Array<ArrayBuffer> })
const get = (incident: string, photo: string, as = 'demo-command', headers = {}) => door.ask(`/api/incidents/${incident}/photos/${photo}`, { as, headers })
async function newIncident(place = west): Promise<string> {
  const sent = report(place)
  await door.ask('/api/incidents', { method: 'POST', body: sent })
  return sent.id
}
const problemOf = async (answer: Response) => { const { errors } = await answer.json(); return [answer.status, errors[0]?.field] }

beforeAll(async () => {
  door = await openDoor()
  id = await newIncident()
})
afterAll(() => door?.close())

describe('a photo', () => {
  it('is made anew: no EXIF, no place, no comment, no profile; upright and no larger than asked', async () => {
    const sent = withMetadata(await twoHalves(3_000, 1_000).jpeg(85), 6)
    // What is sent really holds the place, as another reader sees it.
    const before = (await new Transformer(sent).metadata(true)).exif as Record<string, string>
    expect(JSON.stringify(before)).toContain('SECRETPHONE')
    expect(JSON.stringify(before)).toContain('GPS latitude":"31°12')
    const photo = newId()
    const answer = await put(id, photo, sent)
    expect(answer.status).toBe(201)
    // Turned by a quarter, as orientation 6 says: what was left lies at the top.
    expect((await answer.json()).photo).toMatchObject({ id: photo, width: 683, height: 2_048 })
    const read = await get(id, photo)
    const bytes = Buffer.from(await read.arrayBuffer())
    expect([read.headers.get('content-type'), read.headers.get('cache-control'), read.headers.get('vary')]).toEqual(['image/jpeg', 'private, no-cache', 'Cookie'])
    for (const secret of ['SECRET', 'Exif', 'ICC', 'GPS', 'http:']) expect(bytes.includes(secret), secret).toBe(false)
    expect(markersOf(bytes).filter((marker) => /^(e[1-9a-f]|fe)$/.test(marker))).toEqual([])
    expect((await new Transformer(bytes).metadata(true)).exif).toBeFalsy()
    const pixels = await new Transformer(bytes).rawPixels()
    const [top, bottom] = [pixels.subarray(3 * (683 * 100 + 340)), pixels.subarray(3 * (683 * 1_900 + 340))]
    expect([top[0]! > 180, top[2]! < 60, bottom[0]! < 60, bottom[2]! > 180]).toEqual([true, true, true, true])
    expect((await get(id, photo, 'demo-command', { 'if-none-match': `"${photo}"` })).status).toBe(304)
  })

  it('may be JPEG, PNG or WebP, see-through ones too; a small one is not enlarged', async () => {
    const made = twoHalves(64, 32)
    for (const [type, bytes] of [['image/png', await made.png()], ['image/webp', await made.webp(80)], ['image/webp', await made.webpLossless()], ['image/jpeg', await made.jpeg(80)]] as const) {
      expect(imageHeader(bytes), type).toEqual({ type, width: 64, height: 32 })
      const { width, height, bytes: stored } = await readPhoto(bytes, type)
      expect([width, height, imageHeader(stored)?.type], type).toEqual([64, 32, 'image/jpeg'])
    }
  })

  it('comes once under its id, and a sixth is refused', async () => {
    const incident = await newIncident()
    const bytes = await twoHalves(64, 64).jpeg(80)
    const ids = Array.from({ length: 5 }, newId)
    for (const photo of ids) expect((await put(incident, photo, bytes)).status).toBe(201)
    expect((await put(incident, ids[0]!, bytes)).status).toBe(200)
    expect(await problemOf(await put(incident, newId(), bytes))).toEqual([422, 'photoId'])
    expect(await problemOf(await put(id, ids[0]!, bytes))).toEqual([409, 'photoId'])
    const other = await newIncident()
    const answers = await Promise.all(Array.from({ length: 8 }, () => put(other, newId(), bytes)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 201, 201, 422, 422, 422])
  })

  it('is seen and added by those with rights there; for others there is none', async () => {
    const incident = await newIncident(east)
    const photo = newId()
    const bytes = await twoHalves(64, 64).jpeg(80)
    for (const [as, status] of [['demo-lead-01', 404], ['demo-leader', 403], ['demo-auditor', 403], ['demo-lead-02', 201]] as const) expect((await put(incident, photo, bytes, { as })).status, as).toBe(status)
    for (const [as, status] of [['demo-leader', 200], ['demo-lead-02', 200], ['demo-lead-01', 404]] as const) expect((await get(incident, photo, as)).status, as).toBe(status)
    const [foreign, absent] = [await get(incident, photo, 'demo-lead-01'), await get(newId(), newId(), 'demo-lead-01')]
    expect(await foreign.text()).toBe(await absent.text())
    // Under another incident it is not there either.
    expect((await get(id, photo)).status).toBe(404)
  })
})

/** A PNG that states a size and holds so many rows of nothing, a few hundred bytes for gigabytes. */
function png(width: number, height: number, rows: number): Buffer {
  const chunk = (name: string, body: Buffer) => { const all = Buffer.concat([Buffer.from(name, 'latin1'), body]); const length = Buffer.alloc(4); length.writeUInt32BE(body.length); const sum = Buffer.alloc(4); sum.writeUInt32BE(crc32(all)); return Buffer.concat([length, all, sum]) }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0); header.writeUInt32BE(height, 4); header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(rows))), chunk('IEND', Buffer.alloc(0))])
}

describe('what is no photo is refused by name', () => {
  const asked = async (bytes: Uint8Array, options: { type?: string; headers?: Record<string, string> } = {}) => problemOf(await put(id, newId(), bytes, options))
  it('bombs, by their stated size, before anything is decoded', async () => {
    const before = performance.now()
    expect(await asked(png(30_000, 30_000, 1_000), { type: 'image/png' })).toEqual([413, '(body)'])
    expect(await asked(png(8_000, 5_001, 1_000), { type: 'image/png' })).toEqual([413, '(body)'])
    expect(performance.now() - before).toBeLessThan(500)
    // A small one that unpacks to a gigabyte ends where its picture ends.
    expect([201, 422]).toContain((await put(id, newId(), png(10, 10, 100_000_000), { type: 'image/png' })).status)
  }, 30_000)
  it('what is cut off', async () => {
    const made = twoHalves(400, 300)
    for (const [type, bytes] of [['image/jpeg', await made.jpeg(80)], ['image/png', await made.png()], ['image/webp', await made.webp(80)]] as const) {
      for (const share of [0.3, 0.7, 0.98]) expect(await asked(bytes.subarray(0, Math.floor(bytes.length * share)), { type }), `${type} ${share}`).toEqual([422, '(body)'])
      expect(await asked(bytes.subarray(0, 12), { type }), type).toEqual([415, '(body)'])
    }
  })
  it('another type, or another than it says', async () => {
    const jpeg = await twoHalves(20, 20).jpeg(80)
    expect(await asked(jpeg, { type: 'image/png' })).toEqual([415, 'Content-Type'])
    expect(await asked(jpeg, { type: 'image/gif' })).toEqual([415, 'Content-Type'])
    expect(await asked(jpeg, { type: 'application/json' })).toEqual([415, 'Content-Type'])
    expect(await asked(Buffer.from('GIF89a'.padEnd(100)))).toEqual([415, '(body)'])
    expect(await asked(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toEqual([415, '(body)'])
    expect(await asked(await twoHalves(20, 20).bmp(), { type: 'image/jpeg' })).toEqual([415, '(body)'])
    expect(await asked(new Uint8Array())).toEqual([415, '(body)'])
    expect(await asked(jpeg, { headers: { origin: 'https://elsewhere.example' } })).toEqual([403, 'Origin'])
  })
  it('more than eight megabytes, also without a stated length', async () => {
    expect(await asked(new Uint8Array(8_388_609).fill(1))).toEqual([413, '(body)'])
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) })
    const request = new Request(`http://127.0.0.1:8080/api/incidents/${id}/photos/${newId()}`, { method: 'PUT', headers: { cookie: await door.cookieOf('demo-command'), 'content-type': 'image/jpeg' }, body: endless, duplex: 'half' } as RequestInit)
    expect((await door.app.fetch(request)).status).toBe(413)
    // The wider bound is for photos alone.
    expect((await door.ask('/api/incidents', { method: 'POST', body: `"${'x'.repeat(1_100_000)}"` })).status).toBe(413)
  })
  it('noise of every kind, without a failure', async () => {
    const jpeg = await twoHalves(200, 100).jpeg(80)
    for (let i = 0; i < 60; i++) {
      const broken = Buffer.from(jpeg)
      for (let j = 0; j < 1 + (i % 9); j++) broken[2 + ((i * 7_919 + j * 104_729) % (broken.length - 4))] = (i * 31 + j * 17) % 256
      const answer = await put((await door.db.sql<{ id: string }[]>`select id from incident i where (select count(*) from photo p where p.incident_id = i.id) = 0 limit 1`)[0]?.id ?? (await newIncident()), newId(), broken)
      expect([201, 413, 415, 422]).toContain(answer.status)
    }
    expect(door.failures).toEqual([])
  })
})

it('a large picture leaves the server answering', async () => {
  const large = await twoHalves(4_000, 3_000).jpeg(85)
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => { const now = performance.now(); longest = Math.max(longest, now - last); last = now }, 2)
  await readPhoto(large, 'image/jpeg')
  clearInterval(timer)
  expect(longest).toBeLessThan(250)
})
