import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { ScreenReport, WallAnswer, WallClaimAnswer, WallCodeAnswer } from '../../geodata/model/mapWall.ts'
import { type Door, openDoor } from './door.ts'
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
