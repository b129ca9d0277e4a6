import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CameraHealth } from '../../geodata/model/cameraHealth.ts'
import type { CameraGateway, HeartbeatsTaken } from '../../geodata/model/cameraGateway.ts'
import { reportOutages, silenceCameras } from '../../server/queries/cameraGateway.ts'
import { newId } from './matrix/world.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
let key = ''
let gateway: CameraGateway
const deviceOf = (i: number) => `3101010000132000000${i}`
const ids: number[] = []
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`delete from camera`
    // Of the west: 0 to 7 with device codes, and two that share a code of the register.
    for (let i = 0; i < 8; i++) {
      const [row] = await sql<{ id: number }[]>`insert into camera (area_id, code, name, kind, device_code, state_since, geom) values (2, ${`D-${i}`}, ${`路口${i}`}, 'fixed', ${deviceOf(i)}, now() - interval '1 day', st_setsrid(st_makepoint(${121.403 + i * 0.0005}, 31.205), 4326)) returning id`
      ids.push(row?.id ?? 0)
    }
    await sql`insert into camera (area_id, code, kind, state, device_code, geom) values (2, 'twice', 'fixed', 'online', null, st_setsrid(st_makepoint(121.405, 31.206), 4326)), (2, 'twice', 'fixed', 'online', null, st_setsrid(st_makepoint(121.405, 31.207), 4326)),
      (2, 'soon', 'fixed', 'planned', null, st_setsrid(st_makepoint(121.405, 31.208), 4326)), (3, 'E-9', 'fixed', 'online', '31010100001320000099', st_setsrid(st_makepoint(121.425, 31.205), 4326))`
  })
  const made = await door.ask('/api/camera-gateways', { as: 'demo-admin', method: 'POST', body: { id: newId(), areaId: 2, name: '西平台', categoryId: 2, alarmSeconds: 0, silenceSeconds: 60 } })
  const answer = (await made.json()) as { gateway: CameraGateway; key: string }
  ;[key, gateway] = [answer.key, answer.gateway]
})
afterAll(() => door?.close())

const tell = (heartbeats: unknown[], bearer = key) => door.ask('/api/camera-heartbeats', { as: null, method: 'POST', headers: { authorization: `Bearer ${bearer}` }, body: { heartbeats } })
const told = async (...heartbeats: unknown[]) => (await (await tell(heartbeats)).json()) as HeartbeatsTaken
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()
const stateOf = async (i: number) => (await door.db.sql<{ state: string; toldBy: string; since: string }[]>`select c.state, s.told_by, c.state_since as since from camera c join camera_state s on s.camera_id = c.id and s.to_at is null where c.id = ${ids[i]!}`)[0]
const matters = () => door.db.sql<{ id: string; title: string; channel: string; provenance: string; state: string; zoneId: number }[]>`select id, title, channel, provenance, state, zone_id from incident where channel = 'sensor' order by reported_at, id`
const notes = (id: string) => door.db.sql<{ payload: { cameraState: string; count: number } }[]>`select payload from incident_log where incident_id = ${id} and action = 'note' order by id`

describe('a gateway', () => {
  it('has a key that is shown once and kept as a digest', async () => {
    expect(key).toMatch(/^[\w-]{43}$/)
    const again = await door.ask('/api/camera-gateways', { as: 'demo-admin', method: 'POST', body: { id: gateway.id, areaId: 2, name: '西平台' } })
    expect([again.status, Object.keys(await again.json())]).toEqual([200, ['gateway']])
    const rows = await door.db.sql<{ all: string }[]>`select to_jsonb(g)::text as all from camera_gateway g`
    expect(rows[0]?.all).not.toContain(key)
    expect(await (await door.ask('/api/camera-gateways')).text()).not.toContain(key)
  })
  it('is heard by its key only, and by a new one when it has one', async () => {
    expect((await tell([{ code: 'D-0', state: 'online' }], 'x'.repeat(43))).status).toBe(401)
    expect((await door.ask('/api/camera-heartbeats', { method: 'POST', body: { heartbeats: [{ code: 'D-0', state: 'online' }] } })).status).toBe(401)
    const other = (await (await door.ask('/api/camera-gateways', { method: 'POST', body: { id: newId(), areaId: 3, name: 'east' } })).json()) as { gateway: CameraGateway; key: string }
    // Another area’s cameras are none of its business.
    expect(((await (await tell([{ deviceCode: deviceOf(0), state: 'offline' }], other.key)).json()) as HeartbeatsTaken).rejected[0]?.reason).toMatch(/no camera/)
    const renewed = (await (await door.ask(`/api/camera-gateways/${other.gateway.id}/key`, { method: 'POST', body: { version: 1 } })).json()) as { gateway: CameraGateway; key: string }
    expect([(await tell([{ code: 'E-9', state: 'online' }], other.key)).status, (await tell([{ code: 'E-9', state: 'online' }], renewed.key)).status]).toEqual([401, 200])
    expect((await door.ask(`/api/camera-gateways/${other.gateway.id}`, { method: 'PATCH', body: { version: 1, revoked: true } })).status).toBe(409)
    expect((await door.ask(`/api/camera-gateways/${other.gateway.id}`, { method: 'PATCH', body: { version: 2, revoked: true } })).status).toBe(200)
    expect((await tell([{ code: 'E-9', state: 'online' }], renewed.key)).status).toBe(401)
    // Nobody knows how its cameras are since its last word; its next word, or somebody's hand, says it again.
    const state = async () => [...(await door.db.sql`select c.state, s.told_by, s.note, s.from_at = h.heard_at as since from camera c join camera_state s on s.camera_id = c.id and s.to_at is null join camera_heard h on h.camera_id = c.id where c.code = 'E-9'`)][0]
    const change = async (version: number, revoked: boolean) => expect((await door.ask(`/api/camera-gateways/${other.gateway.id}`, { method: 'PATCH', body: { version, revoked } })).status).toBe(200)
    expect(await state()).toEqual({ state: 'unknown', toldBy: 'revoked', note: 'east', since: true })
    const health = (await (await door.ask(`/api/camera-health?areaId=3&from=${encodeURIComponent(ago(3_600))}&to=${encodeURIComponent(ago(-60))}`)).json()) as CameraHealth
    expect([health.total.unknown, health.down.map(({ code, state: how, toldBy }) => [code, how, toldBy])]).toEqual([1, [['E-9', 'unknown', 'revoked']]])
    await change(3, false)
    expect([((await (await tell([{ code: 'E-9', state: 'online' }], renewed.key)).json()) as HeartbeatsTaken).changed, await state()]).toMatchObject([1, { state: 'online', toldBy: 'gateway' }])
    await door.db.sql`update camera set state = 'fault' where code = 'E-9'`
    await change(4, true)
    expect(await state()).toMatchObject({ state: 'fault', toldBy: 'hand' })
    // One that was revoked before this was looked at.
    await door.db.sql`update camera_heard h set state = 'fault', heard_at = clock_timestamp() from camera c where c.id = h.camera_id and c.code = 'E-9'`
    expect([await silenceCameras(door.db.sql, new Date()), await state()]).toMatchObject([0, { state: 'unknown', toldBy: 'revoked', since: true }])
  })
})

describe('heartbeats', () => {
  it('that come without end wait for each other, a few at a time, and hold up nobody else', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => tell([{ code: 'nowhere', state: 'online' }])))
    const statuses = all.map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
    expect(all.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('2')
  })
  it('are judged one by one; what is wrong is told with its reason and keeps nothing back', async () => {
    const answer = await told({ deviceCode: deviceOf(0), state: 'online' }, { deviceCode: '1', state: 'online' }, { code: 'nowhere', state: 'online' }, { code: 'twice', state: 'fault' }, { code: 'soon', state: 'online' }, { deviceCode: '31010100001320000099', state: 'offline' },
      { code: 'D-1', state: 'dancing' }, 7, { code: 'D-1', state: 'online', at: ago(30 * 86_400) }, { code: 'D-1', state: 'online', at: ago(-3_600) }, { code: 'D-7', state: 'online' })
    expect(answer).toMatchObject({ accepted: 2, changed: 0, repeated: 0 })
    expect(answer.rejected.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(answer.rejected.map(({ reason }) => reason).join('\n')).toMatch(/deviceCode.*\n.*no camera.*\n.*several.*\n.*planned.*\n.*no camera.*\n.*state.*\n.*\n.*7 days.*\n.*7 days/)
  })

  it('change a state once, with its time, whatever order and how often they come', async () => {
    const [down, later] = [{ deviceCode: deviceOf(1), state: 'fault', at: ago(20) }, { deviceCode: deviceOf(1), state: 'offline', at: ago(10) }]
    expect(await told(down)).toMatchObject({ accepted: 1, changed: 1 })
    expect(await told(later)).toMatchObject({ accepted: 1, changed: 1 })
    expect(await told(down, later)).toMatchObject({ accepted: 0, changed: 0, repeated: 2, rejected: [] })
    expect(await stateOf(1)).toEqual({ state: 'offline', toldBy: 'gateway', since: later.at })
    await door.db.sql`update camera set state = 'online' where id = ${ids[1]!}`
  })

  it('leave alone what somebody wrote by hand until they say something else', async () => {
    await told({ deviceCode: deviceOf(2), state: 'online' })
    await door.db.sql`update camera set state = 'fault' where id = ${ids[2]!}`
    expect(await told({ deviceCode: deviceOf(2), state: 'online' })).toMatchObject({ accepted: 1, changed: 0 })
    expect((await stateOf(2))?.state).toBe('fault')
    await told({ deviceCode: deviceOf(2), state: 'offline' })
    expect(await told({ deviceCode: deviceOf(2), state: 'online' })).toMatchObject({ changed: 1 })
  })

  it('are no change of the register and no news on the map', async () => {
    const seen = async () => (await door.db.sql<{ version: number; news: number }[]>`select (select sum(version) from camera) as version, (select count(*) from outbox where noun = 'camera') as news`)[0]
    const before = await seen()
    await told({ deviceCode: deviceOf(0), state: 'online' })
    expect(await seen()).toEqual(before)
  })
})

describe('silence', () => {
  it('is an outage since the last word, once somebody has listened for long enough', async () => {
    await told({ deviceCode: deviceOf(3), state: 'online' })
    const [heard] = await door.db.sql<{ at: string }[]>`update camera_heard set heard_at = now() - interval '2 minutes' where camera_id = ${ids[3]!} returning heard_at as at`
    expect(await silenceCameras(door.db.sql, new Date())).toBe(0)
    expect(await silenceCameras(door.db.sql, new Date(Date.now() - 3_600_000))).toBe(1)
    expect(await stateOf(3)).toEqual({ state: 'offline', toldBy: 'silence', since: heard?.at })
    expect(await silenceCameras(door.db.sql, new Date(Date.now() - 3_600_000))).toBe(0)
    // The same word as before the silence counts after it.
    expect(await told({ deviceCode: deviceOf(3), state: 'online' })).toMatchObject({ changed: 1 })
  })
})

describe('outages', () => {
  it('are a matter each, once however long they last; back again is a word in its log and closes nothing', async () => {
    await told({ deviceCode: deviceOf(4), state: 'offline', at: ago(20) })
    expect(await reportOutages(door.db.sql)).toBe(1)
    await told({ deviceCode: deviceOf(4), state: 'offline', at: ago(10) })
    expect(await reportOutages(door.db.sql)).toBe(0)
    const [matter, ...more] = await matters()
    expect(more).toEqual([])
    expect(matter).toMatchObject({ title: '摄像头离线:路口4', channel: 'sensor', provenance: 'sensor', state: 'reported', zoneId: 1 })
    await told({ deviceCode: deviceOf(4), state: 'online', at: ago(5) })
    expect((await matters()).map(({ state }) => state)).toEqual(['reported'])
    expect((await notes(matter!.id)).map(({ payload }) => [payload.cameraState, payload.count])).toEqual([['online', 1]])
    // Gone again while the matter is open: the same matter.
    await told({ deviceCode: deviceOf(4), state: 'fault', at: ago(3) })
    expect(await reportOutages(door.db.sql)).toBe(1)
    expect(await matters()).toHaveLength(1)
    expect((await notes(matter!.id)).map(({ payload }) => payload.cameraState)).toEqual(['online', 'offline'])
    // A note stands in no operator's way: the step is taken, and taken back.
    const step = newId()
    expect((await door.ask(`/api/incidents/${matter!.id}/steps`, { method: 'POST', body: { id: step, action: 'register', version: 1 } })).status).toBe(200)
    await told({ deviceCode: deviceOf(4), state: 'online' })
    expect(await (await door.ask(`/api/step-batches/${step}/undo`, { method: 'POST', body: {} })).json()).toMatchObject({ done: [matter!.id] })
    expect((await (await door.ask(`/api/incidents/${matter!.id}`)).json()).log.map(({ action }: { action: string }) => action)).toEqual(['report', 'note', 'note', 'register', 'note', 'undo'])
  })

  it('of many cameras at once are one matter; those of hands and of gateways without a category are none', async () => {
    const before = (await matters()).length
    await told(...[0, 2, 3, 5, 7].map((i) => ({ deviceCode: deviceOf(i), state: 'offline' })))
    await door.db.sql`update camera set state = 'offline' where id = ${ids[6]!}`
    expect(await reportOutages(door.db.sql)).toBe(5)
    const all = await matters()
    expect(all).toHaveLength(before + 1)
    expect(all.at(-1)?.title).toBe('视频网关西平台:5 个摄像头无画面')
    await told(...[0, 2, 3].map((i) => ({ deviceCode: deviceOf(i), state: 'online' })))
    expect((await notes(all.at(-1)!.id)).map(({ payload }) => payload)).toMatchObject([{ cameraState: 'online', count: 3 }])
    await door.db.sql`update camera_gateway set category_id = null`
    expect(await told({ deviceCode: deviceOf(1), state: 'fault' })).toMatchObject({ changed: 1 })
    expect(await reportOutages(door.db.sql)).toBe(0)
    expect(door.failures).toEqual([])
  })
})
