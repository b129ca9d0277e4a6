import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { ScreenReport, WallAnswer, WallClaimAnswer, WallCodeAnswer } from '../../geodata/model/mapWall.ts'
import { createLive } from '../../server/live/live.ts'
import { west } from './city.ts'
import { type Door, openDoor, report as incident } from './door.ts'
import { readStream } from './stream.ts'

let door: Door
const newId = () => uuidv7(Math.random, Date.now())
const view = {
  camera: { lng: 121.405, lat: 31.205, zoom: 14, bearing: 0, pitch: 0 }, layers: ['zones', 'incidents'], zoneFigure: 'incidents', time: { lastHours: 24 }, categoryIds: null, states: null, minSeverity: 1, provenance: null, theme: 'dark', selection: null,
}
const layout = { rows: 2, columns: 2, widthMm: 1000, heightMm: 560, bezelMm: { x: 4, y: 6 } }
const report: ScreenReport = { build: 'test', viewport: { width: 3840, height: 2160, ratio: 1 }, live: 'live', layers: { incidents: 3, cameras: null }, sharedDelayMs: 12, frameMs: 17, memoryMb: 200, contextLosses: 0, errors: [] }

beforeAll(async () => void (door = await openDoor()))
afterAll(() => door?.close())

async function send<Body>(path: string, body: unknown = {}, { method = 'POST', as = 'demo-command', cookie }: { method?: string; as?: string | null; cookie?: string } = {}): Promise<{ status: number; body: Body; cookie: string }> {
  const answer = await door.ask(path, { as, method, ...(cookie === undefined ? {} : { headers: { cookie } }), ...(method === 'DELETE' || method === 'GET' ? {} : { body }) })
  const text = await answer.text()
  return { status: answer.status, body: (text ? JSON.parse(text) : null) as Body, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
}
const read = async (id: string, asked: { as?: string; cookie?: string } = {}) => send<WallAnswer>(`/api/map-walls/${id}`, undefined, { method: 'GET', ...asked })
async function makeWall(areaId = 2): Promise<WallAnswer> {
  const made = await send<WallAnswer>('/api/map-walls', { id: newId(), areaId, name: '指挥大屏', layout, view })
  expect(made.status).toBe(201)
  return made.body
}
/** A window asks, the operator approves, the window claims. */
async function join(wallId: string, screenId: string, cookie?: string) {
  const asked = await send<WallCodeAnswer>('/api/wall-codes', {}, { as: null, ...(cookie === undefined ? {} : { cookie }) })
  expect((await send(`/api/map-walls/${wallId}/approvals`, { code: asked.body.code, screenId })).status).toBe(200)
  const claim = { id: asked.body.id, secret: asked.body.secret }
  return { ...(await send<WallClaimAnswer>('/api/wall-codes/claims', claim, { as: null, ...(cookie === undefined ? {} : { cookie }) })), claim }
}
const beat = (screenId: string, cookie: string) => send('/api/wall-heartbeats', { screenId, report }, { as: null, cookie })

describe('a wall', () => {
  it('is made with its screens in rows and columns, and once', async () => {
    const { wall, screens, scenes, alarms } = await makeWall()
    expect(screens.map(({ name, place }) => [name, place])).toEqual([
      ['1-1', { x: 0, y: 0, width: 1000, height: 560 }], ['1-2', { x: 1004, y: 0, width: 1000, height: 560 }], ['2-1', { x: 0, y: 566, width: 1000, height: 560 }], ['2-2', { x: 1004, y: 566, width: 1000, height: 560 }],
    ])
    expect([scenes, alarms, wall.version, wall.rotation.pausedAt]).toEqual([[], [], 1, null])
    const again = await send<WallAnswer>('/api/map-walls', { id: wall.id, areaId: 2, name: 'other', layout, view })
    expect([again.status, again.body.wall.name, again.body.screens.length]).toEqual([200, '指挥大屏', 4])
    expect((await send<{ walls: { id: string; screens: number; joined: number }[] }>('/api/map-walls', undefined, { method: 'GET' })).body.walls.find(({ id }) => id === wall.id)).toMatchObject({ screens: 4, joined: 0, seenAt: null })
  })

  it('is joined by a code once, seen by its windows, and left by one screen without the others', async () => {
    const { wall, screens: [first, second] } = await makeWall()
    const asked = (await send<WallCodeAnswer>('/api/wall-codes', {}, { as: null })).body
    expect(asked.code).toMatch(/^[2-9A-HJKMNP-TV-Z]{6}$/)
    const claim = { id: asked.id, secret: asked.secret }
    expect((await send<WallClaimAnswer>('/api/wall-codes/claims', claim, { as: null })).body).toMatchObject({ state: 'waiting' })
    // As somebody types it.
    const typed = `${asked.code.slice(0, 3).toLowerCase()} ${asked.code.slice(3)}`
    expect((await send(`/api/map-walls/${wall.id}/approvals`, { code: typed, screenId: first!.id })).status).toBe(200)
    const claimed = await send<WallClaimAnswer>('/api/wall-codes/claims', claim, { as: null })
    expect(claimed.body).toEqual({ state: 'joined', wallId: wall.id, screenId: first!.id })
    expect((await send('/api/wall-codes/claims', claim, { as: null })).status).toBe(404)

    const other = await join(wall.id, second!.id, claimed.cookie)
    expect([other.body, other.cookie]).toEqual([{ state: 'joined', wallId: wall.id, screenId: second!.id }, ''])
    expect((await read(wall.id, { cookie: claimed.cookie })).body.screens.map(({ joinedBy }) => joinedBy)).toEqual(['demo-command', 'demo-command', null, null])
    expect((await beat(first!.id, claimed.cookie)).status).toBe(204)
    expect((await read(wall.id)).body.states).toMatchObject([{ screenId: first!.id, told: report }])

    expect((await send(`/api/map-walls/${wall.id}/screens/${first!.id}/window`, undefined, { method: 'DELETE' })).status).toBe(200)
    expect([(await beat(first!.id, claimed.cookie)).status, (await beat(second!.id, claimed.cookie)).status]).toEqual([404, 204])
    expect((await send(`/api/map-walls/${wall.id}/screens/${second!.id}/window`, undefined, { method: 'DELETE' })).status).toBe(200)
    await expect.poll(async () => (await beat(second!.id, claimed.cookie)).status).toBe(401)
  })
})

describe('moves', () => {
  const move = { camera: { ...view.camera, lng: 121.41 }, desk: 'desk-1', seq: 4, sentAt: 1_700_000_000_000 }
  it('reach whoever looks at the wall, and are kept where it stands still', async () => {
    const { wall } = await makeWall()
    const stream = readStream(await door.ask(`/live?wall=${wall.id}`))
    await stream.until(({ event }) => event === 'hello')
    const besides = readStream(await door.ask('/live'))
    await besides.until(({ event }) => event === 'hello')
    await expect.poll(async () => {
      expect((await send(`/api/map-walls/${wall.id}/moves`, move)).status).toBe(204)
      return stream.events.filter(({ event }) => event === 'wall').length
    }).toBeGreaterThan(0)
    expect((await stream.until(({ event }) => event === 'wall')).data).toEqual({ ...move, wallId: wall.id })
    await expect.poll(async () => (await read(wall.id)).body.wall.view.camera).toEqual(move.camera)
    expect((await read(wall.id)).body.wall.version).toBe(1)
    await besides.until(({ event, data }) => event === 'change' && data.noun === 'map_wall' && data.rows[0]?.id === wall.id)
    expect(besides.events.filter(({ event }) => event === 'wall')).toEqual([])
    await Promise.all([stream.close(), besides.close()])
  })
})

describe('who may move', () => {
  it('may not any more once that right is gone, though asked a moment before', async () => {
    const { wall } = await makeWall()
    await door.db.sql`insert into account (id, name_zh, name_en) values ('west-desk', '西席', 'West desk')`
    await door.db.sql`insert into assignment (account_id, area_id, role) values ('west-desk', 2, 'command_operator'), ('west-desk', 2, 'leader')`
    const move = async (seq: number) => (await send(`/api/map-walls/${wall.id}/moves`, { camera: view.camera, desk: 'west', seq, sentAt: 1 }, { as: 'west-desk' })).status
    expect([await move(1), await move(2), await move(3)]).toEqual([204, 204, 204])
    await door.db.sql`delete from assignment where account_id = 'west-desk' and role = 'command_operator'`
    await expect.poll(() => move(4)).toBe(404)
  })

  it('is heard by another server, and once by each', async () => {
    const { wall } = await makeWall()
    const elsewhere = createLive({ ...door.deps, rights: door.deps.sessions })
    await elsewhere.start()
    const token = /=(.+)$/.exec(await door.cookieOf('demo-command'))?.[1] ?? ''
    const { id, key, rightsKey } = (await door.deps.sessions.find(token))!
    const there = readStream(new Response(elsewhere.open({ account: id, session: key, rightsKey, walls: [wall.id] }, undefined) as ReadableStream<Uint8Array<ArrayBuffer>>))
    const here = readStream(await door.ask(`/live?wall=${wall.id}`))
    await here.until(({ event }) => event === 'hello')
    const seqs = ({ events }: typeof there) => events.flatMap(({ event, data }) => (event === 'wall' ? [data.seq as number] : []))
    let sent = 0
    await expect.poll(async () => (await send(`/api/map-walls/${wall.id}/moves`, { camera: view.camera, desk: 'd', seq: ++sent, sentAt: 1 }), seqs(there).length)).toBeGreaterThan(2)
    await here.until(({ event, data }) => event === 'wall' && data.seq === sent)
    await there.until(({ event, data }) => event === 'wall' && data.seq === sent)
    expect(seqs(here)).toEqual(Array.from({ length: sent }, (_, i) => i + 1))
    expect(new Set(seqs(there)).size).toBe(seqs(there).length)
    await Promise.all([here.close(), there.close()])
    await elsewhere.stop()
  })
})

describe('a change', () => {
  it('is told to those who see the wall, its end too, and to others of the area not at all', async () => {
    const { wall } = await makeWall()
    const streams = await Promise.all(['demo-command', 'demo-lead-01'].map(async (as) => readStream(await door.ask('/live', { as }))))
    const [operator, lead] = streams as [typeof streams[0], typeof streams[0]]
    for (const stream of streams) await stream.until(({ event }) => event === 'hello')
    expect((await send(`/api/map-walls/${wall.id}`, { version: 1, name: '夜班' }, { method: 'PATCH' })).status).toBe(200)
    await operator.until(({ event, data }) => event === 'change' && data.noun === 'map_wall' && data.rows[0]?.id === wall.id)
    expect((await send(`/api/map-walls/${wall.id}/retire`, { version: 2 })).status).toBe(204)
    await operator.until(({ event, data }) => event === 'change' && data.noun === 'map_wall' && data.gone[0] === wall.id)
    // What comes after reaches the others, so that before it they were told of nothing.
    const sent = incident(west)
    expect((await door.ask('/api/incidents', { method: 'POST', body: sent })).status).toBe(201)
    await lead.until(({ event, data }) => event === 'change' && data.noun === 'incident' && data.rows[0]?.id === sent.id)
    expect(lead.events.filter(({ event, data }) => event === 'change' && data.noun === 'map_wall')).toEqual([])
    await Promise.all(streams.map((stream) => stream.close()))
  })
})

describe('a window', () => {
  it('is no screen where a person is signed in, by a code that ran out, or by the secret of another', async () => {
    const { wall, screens: [first] } = await makeWall()
    const person = await door.cookieOf('demo-leader')
    const asked = (await send<WallCodeAnswer>('/api/wall-codes', {}, { as: null })).body
    expect((await send('/api/wall-codes', {}, { as: null, cookie: person })).status).toBe(409)
    expect((await send(`/api/map-walls/${wall.id}/approvals`, { code: asked.code, screenId: first!.id })).status).toBe(200)
    expect((await send('/api/wall-codes/claims', { id: asked.id, secret: asked.secret }, { as: null, cookie: person })).status).toBe(409)
    expect((await send('/api/wall-codes/claims', { id: asked.id, secret: 'x'.repeat(43) }, { as: null })).status).toBe(404)
    await door.db.sql`update wall_code set expires_at = now() where id = ${asked.id}`
    expect((await send('/api/wall-codes/claims', { id: asked.id, secret: asked.secret }, { as: null })).status).toBe(404)
    expect((await send<{ errors: { field: string }[] }>(`/api/map-walls/${wall.id}/approvals`, { code: asked.code, screenId: first!.id })).body.errors[0]?.field).toBe('code')
    const kept = await door.db.sql<{ hit: boolean }[]>`select encode(code_hash, 'escape') like '%' || ${asked.code} || '%' as hit from wall_code`
    expect(kept.some(({ hit }) => hit)).toBe(false)
  })

  it('takes the screen of another, moves to another wall, and is nobody once its wall is retired', async () => {
    const { wall, screens: [first, second] } = await makeWall()
    const before = await join(wall.id, first!.id)
    const after = await join(wall.id, first!.id)
    await expect.poll(async () => (await beat(first!.id, before.cookie)).status).toBe(401)
    const elsewhere = await makeWall()
    const moved = await join(elsewhere.wall.id, elsewhere.screens[0]!.id, after.cookie)
    await expect.poll(async () => (await beat(first!.id, after.cookie)).status).toBe(401)
    expect((await read(wall.id)).body.screens.map(({ joinedAt }) => joinedAt)).toEqual([null, null, null, null])
    expect((await read(wall.id, { cookie: moved.cookie })).status).toBe(200)
    const waits = (await send<WallCodeAnswer>('/api/wall-codes', {}, { as: null })).body
    expect((await send(`/api/map-walls/${elsewhere.wall.id}/approvals`, { code: waits.code, screenId: elsewhere.screens[1]!.id })).status).toBe(200)
    expect((await send(`/api/map-walls/${elsewhere.wall.id}/retire`, { version: 1 })).status).toBe(204)
    await expect.poll(async () => (await read(wall.id, { cookie: moved.cookie })).status).toBe(401)
    expect((await send('/api/wall-codes/claims', { id: waits.id, secret: waits.secret }, { as: null })).status).toBe(404)
    expect((await send<{ errors: { field: string }[] }>(`/api/map-walls/${elsewhere.wall.id}`, { version: 2, name: 'x' }, { method: 'PATCH' })).body.errors[0]?.field).toBe('id')
    expect((await send<WallAnswer>(`/api/map-walls/${elsewhere.wall.id}/restore`, { version: 2 })).body.wall).toMatchObject({ retiredAt: null, version: 3 })
    expect((await join(elsewhere.wall.id, elsewhere.screens[0]!.id)).body).toMatchObject({ state: 'joined' })
    const audit = await door.db.sql<{ action: string }[]>`select action from audit_entry where target = ${elsewhere.wall.id} order by id`
    expect(audit.map(({ action }) => action.replace('map_wall.', ''))).toEqual(['make', 'approve', 'join', 'approve', 'retire', 'restore', 'approve', 'join'])
    expect(second).toBeDefined()
  })

  it('of a session that an administrator ends leaves all its screens free', async () => {
    const { wall, screens: [first, second] } = await makeWall()
    const { cookie } = await join(wall.id, first!.id)
    await join(wall.id, second!.id, cookie)
    expect((await send(`/api/accounts/wall-${wall.id}/sessions`, undefined, { as: 'demo-admin', method: 'DELETE' })).status).toBe(204)
    expect((await read(wall.id)).body.screens.map(({ joinedAt }) => joinedAt)).toEqual([null, null, null, null])
    await expect.poll(async () => (await beat(first!.id, cookie)).status).toBe(401)
  })

  it('does not go dark by itself: its heartbeats renew its session and cookie', async () => {
    const { wall, screens: [first] } = await makeWall()
    const { cookie } = await join(wall.id, first!.id)
    expect((await beat(first!.id, cookie)).cookie).toBe('')
    await door.db.sql`update session set expires_at = now() + interval '3 days' where account_id = ${`wall-${wall.id}`}`
    await expect.poll(async () => (await beat(first!.id, cookie)).cookie, { timeout: 5_000 }).toBe(cookie)
  })

  it('reads what lies in its area, and changes nothing', async () => {
    const { wall, screens: [first] } = await makeWall()
    const { cookie } = await join(wall.id, first!.id)
    const zones = await send<{ code: string }[]>('/api/zones', undefined, { method: 'GET', cookie })
    expect([JSON.stringify(zones.body).includes('西一格'), JSON.stringify(zones.body).includes('东一格')]).toEqual([true, false])
    const asked = { method: 'POST', cookie }
    expect((await send(`/api/map-walls/${wall.id}/moves`, { camera: view.camera, desk: 'd', seq: 1, sentAt: 1 }, asked)).status).toBe(403)
    expect((await send(`/api/map-walls/${wall.id}/approvals`, { code: 'ABCDEF', screenId: first!.id }, asked)).status).toBe(403)
    expect((await send(`/api/map-walls/${wall.id}`, { version: 1, name: 'x' }, { method: 'PATCH', cookie })).status).toBe(403)
    expect((await beat((await makeWall()).screens[0]!.id, cookie)).status).toBe(404)
    const stranger = await makeWall(3)
    expect([(await read(stranger.wall.id, { cookie })).status, (await door.ask(`/live?wall=${stranger.wall.id}`, { as: null, headers: { cookie } })).status]).toEqual([404, 404])
  })
})

describe('wrong codes', () => {
  it('are judged ten times, and a right one pays for itself only, however often it is approved', async () => {
    const { wall, screens: [first] } = await makeWall()
    const guess = async (code: string) => (await send(`/api/map-walls/${wall.id}/approvals`, { code, screenId: first!.id }, { as: 'demo-admin' })).status
    const right = (await send<WallCodeAnswer>('/api/wall-codes', {}, { as: null })).body.code
    for (let i = 0; i < 9; i++) expect(await guess('222222')).toBe(422)
    expect([await guess(right), await guess(right), await guess('222222'), await guess('222222'), await guess(right)]).toEqual([200, 200, 422, 429, 429])
    const refused = await door.db.sql`select from audit_entry where action = 'map_wall.approve' and result = 'refused' and account_id = 'demo-admin'`
    expect(refused.length).toBe(10)
  })
})

describe('what is changed', () => {
  const at = (id: string) => `/api/map-walls/${id}`
  it('of one version by two is done by the first', async () => {
    const { wall, screens: [first] } = await makeWall()
    const change = (body: object) => send<WallAnswer>(`${at(wall.id)}/screens/${first!.id}`, body, { method: 'PATCH' })
    const thrown = { kind: 'view', view }
    expect((await change({ version: 1, content: thrown })).body.screens[0]).toMatchObject({ version: 2, content: { kind: 'view', view: { camera: view.camera } } })
    expect((await change({ version: 1, content: { kind: 'shared' } })).status).toBe(409)
    expect((await change({ version: 2, content: { kind: 'scene', sceneId: newId() } })).status).toBe(422)
    expect((await send(at(wall.id), { version: 1, alarmScreenId: newId() }, { method: 'PATCH' })).status).toBe(422)
    expect((await send<WallAnswer>(at(wall.id), { version: 1, alarmScreenId: first!.id }, { method: 'PATCH' })).body.wall).toMatchObject({ version: 2, alarmScreenId: first!.id })
    expect((await send(at(wall.id), { version: 1, name: 'x' }, { method: 'PATCH' })).status).toBe(409)
    const less = await send<WallAnswer>(`${at(wall.id)}/screens/${first!.id}`, undefined, { method: 'DELETE' })
    expect([less.body.screens.length, less.body.wall.alarmScreenId]).toEqual([3, null])
  })

  it('of rows and columns leaves windows and panels to the screens that remain', async () => {
    const { wall, screens: [first, second, third, fourth] } = await makeWall()
    const { cookie } = await join(wall.id, second!.id)
    const gone = await join(wall.id, fourth!.id)
    await send(`${at(wall.id)}/screens/${first!.id}`, { version: 1, name: '主屏' }, { method: 'PATCH' })
    const laid = await send<WallAnswer>(`${at(wall.id)}/layout`, { version: 1, layout: { ...layout, rows: 1, columns: 3 } }, { method: 'PUT' })
    expect(laid.body.screens.map(({ id, name, place }) => [id, name, place.x, place.y])).toEqual([[first!.id, '主屏', 0, 0], [second!.id, '1-2', 1004, 0], [third!.id, '1-3', 2008, 0]])
    expect((await beat(second!.id, cookie)).status).toBe(204)
    await expect.poll(async () => (await beat(fourth!.id, gone.cookie)).status).toBe(401)
    // Taken back: the layout alone, then the screen that went, as what it was.
    const back = await send<WallAnswer>(at(wall.id), { version: laid.body.wall.version, layout }, { method: 'PATCH' })
    expect([back.body.wall.layout, back.body.screens.map(({ place }) => place.x)]).toEqual([layout, [0, 1004, 2008]])
    const { id, name, place, panels } = fourth!
    const again = await send<WallAnswer>(`${at(wall.id)}/screens`, { id, name, place, panels, content: { kind: 'rotation' } })
    expect(again.body.screens.at(-1)).toMatchObject({ id, name, place, content: { kind: 'rotation' }, joinedAt: null })
  })

  it('of scenes keeps their order, and a screen without its scene shows the shared map', async () => {
    const { wall, screens: [first] } = await makeWall()
    const ids = [newId(), newId(), newId()]
    for (const id of ids) expect((await send(`${at(wall.id)}/scenes`, { id, name: id.slice(-4), view, panels: null })).status).toBe(200)
    const [a, b, c] = ids as [string, string, string]
    const order = async (sceneIds: string[]) => { const { status, body } = await send<WallAnswer>(`${at(wall.id)}/scenes`, { sceneIds }, { method: 'PUT' }); return status === 200 ? body.scenes.map(({ id }) => id) : status }
    expect(await order([c, a, b])).toEqual([c, a, b])
    expect([await order([c, a]), await order([c, a, a]), await order([c, a, newId()])]).toEqual([422, 422, 422])
    await send(`${at(wall.id)}/screens/${first!.id}`, { version: 1, content: { kind: 'scene', sceneId: a } }, { method: 'PATCH' })
    const { body } = await send<WallAnswer>(`${at(wall.id)}/scenes/${a}`, undefined, { method: 'DELETE' })
    expect([body.scenes.map(({ id, ordinal }) => [id, ordinal]), body.screens[0]?.content]).toEqual([[[c, 0], [b, 1]], { kind: 'shared' }])
  })

  it('of the rotation leaves the scene that stands, or brings the one that is named', async () => {
    const { wall } = await makeWall()
    const ids = [newId(), newId(), newId()]
    for (const id of ids) await send(`${at(wall.id)}/scenes`, { id, name: 'scene', view, panels: null })
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString()
    await door.db.sql`update map_wall set rotation = ${door.db.sql.json({ seconds: 60, startedAt: ago(90), pausedAt: null })} where id = ${wall.id}`
    const stands = async (change: object) => {
      const { body } = await send<WallAnswer>(`${at(wall.id)}/rotation`, change, { method: 'PUT' })
      const { seconds, startedAt, pausedAt } = body.wall.rotation
      return [Math.floor((Date.parse(pausedAt ?? body.at) - Date.parse(startedAt)) / 1_000 / seconds) % 3, seconds, pausedAt !== null]
    }
    expect(await stands({ paused: true })).toEqual([1, 60, true])
    expect(await stands({ seconds: 300 })).toEqual([1, 300, true])
    expect(await stands({ sceneId: ids[2] })).toEqual([2, 300, true])
    expect(await stands({ paused: false })).toEqual([2, 300, false])
    expect((await send(`${at(wall.id)}/rotation`, { version: 1, paused: true }, { method: 'PUT' })).status).toBe(409)
  })
})
