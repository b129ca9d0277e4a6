import gcoord from 'gcoord'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { CameraRecord } from '../../geodata/model/camera.ts'
import { west } from './city.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
beforeAll(async () => void (door = await openDoor()))
afterAll(() => door?.close())

const newId = () => uuidv7(Math.random, Date.now())
const given = (change: object = {}) => ({ id: newId(), code: 'N-1', kind: 'fixed', lng: 121.4065, lat: 31.2065, ...change })
const send = (method: string, path: string, body?: unknown, as = 'demo-command') => door.ask(path, { method, as, ...(body === undefined ? {} : { body }) })
const read = async (answer: Response): Promise<CameraRecord> => (await answer.json()) as CameraRecord
const made = async (change: object = {}) => read(await send('POST', '/api/cameras', given(change)))

it('a camera is kept where it stands, unknown values stay unknown, and the same request again changes nothing', async () => {
  const body = given({ code: 'N-1', deviceCode: '31010100001320000007', azimuthDegrees: 360 })
  const first = await send('POST', '/api/cameras', body)
  expect(first.status).toBe(201)
  const { camera, estate, history, mayKeep } = await read(first)
  expect(camera).toMatchObject({ code: 'N-1', areaId: 2, azimuthDegrees: 0, fieldOfViewDegrees: null, rangeMeters: null, heightMeters: null, estateId: 1, version: 1, state: 'online', lng: 121.4065, lat: 31.2065 })
  expect([estate?.nameEn, mayKeep, history.length, history[0]?.toldBy, history[0]?.accountName?.en]).toEqual(['West Garden', true, 1, 'hand', 'Operator'])
  const again = await send('POST', '/api/cameras', { ...body, code: 'other' })
  expect([again.status, (await read(again)).camera.code]).toEqual([200, 'N-1'])
  const double = await send('POST', '/api/cameras', given({ deviceCode: '31010100001320000007' }))
  expect([double.status, (await double.json()).errors[0].field]).toEqual([409, 'deviceCode'])
})

it.each([
  ['fieldOfViewDegrees', 0], ['fieldOfViewDegrees', 400], ['rangeMeters', 6_371_000], ['rangeMeters', 0], ['azimuthDegrees', -1], ['tiltDegrees', 91], ['heightMeters', -3], ['pixels', 1.5], ['lensMillimeters', 0],
  ['retentionDays', 9_999], ['deviceCode', '3101010000132000000'], ['deviceCode', '3101010000132000000X'], ['estateId', 0], ['code', ''], ['kind', 'drone'], ['lat', 91], ['datum', 'Mars'],
])('%s of %s is refused by name', async (field, value) => {
  const answer = await send('POST', '/api/cameras', given({ [field]: value }))
  const problem = await answer.json()
  expect([answer.status, problem.errors[0].field]).toEqual([400, field])
  expect(problem.errors[0].expected).not.toBe('Invalid input')
})

it('one outside of every area, or of an estate that is none, is refused by name', async () => {
  const outside = await send('POST', '/api/cameras', given({ lng: 120, lat: 30 }))
  expect([outside.status, (await outside.json()).errors[0].field]).toEqual([403, 'lng'])
  const nowhere = await send('POST', '/api/cameras', given({ estateId: 77 }))
  expect([nowhere.status, (await nowhere.json()).errors[0].field]).toEqual([422, 'estateId'])
})

it('two cameras at one place are taken, and each says so', async () => {
  const first = await made({ code: 'P-1', ...west })
  const second = await made({ code: 'P-2', lng: west.lng + 0.000005, lat: west.lat })
  expect(first.samePlace).toEqual([])
  expect(second.samePlace).toMatchObject([{ code: 'P-1', distanceMeters: expect.closeTo(0.477, 2) }])
})

it('changes carry the version that was seen: the second of two writers gets 409 and the camera stays', async () => {
  const { camera } = await made({ azimuthDegrees: 10, rangeMeters: 40 })
  const path = `/api/cameras/${camera.id}`
  const turned = await read(await send('PATCH', path, { version: 1, azimuthDegrees: 95, rangeMeters: null }))
  expect(turned.camera).toMatchObject({ azimuthDegrees: 95, rangeMeters: null, version: 2, code: 'N-1' })
  const late = await send('PATCH', path, { version: 1, azimuthDegrees: 200 })
  expect([late.status, (await late.json()).errors[0].field]).toEqual([409, 'version'])
  const half = await send('PATCH', path, { version: 2, lng: 121.41 })
  expect([half.status, (await half.json()).errors[0].field]).toEqual([400, 'lat'])
  // East of the border: another area, and no estate any more.
  const moved = await read(await send('PATCH', path, { version: 2, lng: 121.425, lat: 31.205 }))
  expect(moved.camera).toMatchObject({ areaId: 3, estateId: null, version: 3, lng: 121.425 })
  expect((await door.db.sql`select area_id from camera_state where camera_id = ${camera.id}`)[0]).toEqual({ areaId: 3 })
})

it('states make a history; a state or a word from a gateway is no change of the register', async () => {
  const { camera } = await made()
  const path = `/api/cameras/${camera.id}`
  const faulty = await read(await send('PATCH', path, { version: 1, state: 'fault', note: '镜头脏' }))
  expect(faulty.camera).toMatchObject({ state: 'fault', version: 1 })
  expect(faulty.history).toMatchObject([{ state: 'fault', toAt: null, toldBy: 'hand', note: '镜头脏' }, { state: 'online', toAt: faulty.camera.stateSince }])
  await door.db.sql.begin(async (tx) => {
    await tx`select set_config('fangcun.told_by', 'gateway', true)`
    await tx`update camera set state = 'online' where id = ${camera.id}`
  })
  const after = await read(await send('GET', path))
  expect([after.camera.version, after.history.length, after.history[0]?.toldBy, after.history[0]?.accountName, after.history[1]?.toAt]).toEqual([1, 3, 'gateway', null, after.camera.stateSince])
  const before = await door.db.sql`select count(*)::integer as n from outbox where noun = 'camera'`
  await door.db.sql`update camera set state = state where id = ${camera.id}`
  expect(await door.db.sql`select count(*)::integer as n from outbox where noun = 'camera'`).toEqual(before)
})

it('a removal is taken back with id, history and stream', async () => {
  const { camera } = await made({ code: 'R-1', deviceCode: '31010100001320000009' })
  const path = `/api/cameras/${camera.id}`
  await send('PATCH', path, { version: 1, state: 'offline' })
  await door.db.sql`insert into camera_stream (camera_id, area_id, stream_url, secret, secret_key_id) values (${camera.id}, 2, 'http://cameras.example/r1', '\\x0102', 'key')`
  expect((await send('DELETE', path)).status).toBe(204)
  expect([(await send('GET', path)).status, (await send('DELETE', path)).status]).toEqual([404, 404])
  const back = await read(await send('POST', `${path}/restore`, {}))
  expect(back.camera).toMatchObject({ id: camera.id, code: 'R-1', state: 'offline', version: 1, lng: camera.lng })
  expect(back.history.map(({ state }) => state)).toEqual(['offline', 'online'])
  expect(await door.db.sql`select encode(secret, 'hex') as secret from camera_stream where camera_id = ${camera.id}`).toEqual([{ secret: '0102' }])
  expect((await send('POST', `${path}/restore`, {})).status).toBe(404)
})

it('a place from a Chinese map service is converted', async () => {
  const [lng, lat] = gcoord.transform([west.lng, west.lat], gcoord.WGS84, gcoord.BD09) as [number, number]
  const { camera } = await made({ lng, lat, datum: 'BD-09' })
  expect(Math.hypot(camera.lng - west.lng, camera.lat - west.lat)).toBeLessThan(2e-5)
})

it('who may not keep cameras reads them and changes nothing; those of elsewhere are not there', async () => {
  const { camera } = await made()
  const path = `/api/cameras/${camera.id}`
  expect((await read(await send('GET', path, undefined, 'demo-lead-01'))).mayKeep).toBe(false)
  expect((await send('PATCH', path, { version: 1, name: 'x' }, 'demo-lead-01')).status).toBe(403)
  expect((await send('PATCH', path, { version: 1, name: 'x' }, 'demo-lead-02')).status).toBe(404)
  expect(door.failures).toEqual([])
})
