import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { WallAnswer, WallScreen } from '../../geodata/model/mapWall.ts'
import { useMapWalls } from '../../web/stores/mapWalls.ts'
import { type Asked, fakeServer } from './fakeServer.ts'

const id = '0199ffff-0000-7000-8000-000000000001'
const screen = (version: number): WallScreen => ({ id: 's1', wallId: id, name: '1-1', place: { x: 0, y: 0, width: 1210, height: 680 }, content: { kind: 'shared' }, panels: [], joinedAt: null, joinedBy: null, version })
const answer = (at: string, more: { wall?: object; screens?: WallScreen[] } = {}) => ({ wall: { id, name: 'Room', version: 4, ...more.wall }, screens: more.screens ?? [screen(7)], scenes: [], states: [], alarms: [], at: `2026-11-26T03:00:${at}Z` }) as unknown as WallAnswer
const path = `/api/map-walls/${id}`

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => vi.unstubAllGlobals())

test('a write names the version that is held, and the answer is the wall as it now is', async () => {
  const asked = fakeServer({ [`GET ${path}`]: { json: answer('01') }, [`PATCH ${path}/screens/s1`]: { json: answer('02', { screens: [screen(8)] }) }, [`PATCH ${path}`]: { json: answer('03', { wall: { version: 5 } }) } })
  const walls = useMapWalls()
  await walls.open(id)
  await walls.changeScreen(id, 's1', { content: { kind: 'rotation' } })
  await walls.change(id, { name: 'Hall' })
  expect(asked.map(({ method, body }) => [method, body])).toEqual([['GET', null], ['PATCH', { content: { kind: 'rotation' }, version: 7 }], ['PATCH', { name: 'Hall', version: 4 }]])
  expect(walls.answers.get(id)!.wall.version).toBe(5)
})

test('the newest answer wins, whatever order they arrive in', async () => {
  let at = '05'
  fakeServer({ [`GET ${path}`]: () => ({ json: answer(at) }) })
  const walls = useMapWalls()
  await walls.open(id)
  at = '04'
  await walls.open(id)
  expect(walls.answers.get(id)!.at).toBe('2026-11-26T03:00:05Z')
})

test('a change of a wall that is looked at is read again, one of another is not, and a wall that is gone is gone', async () => {
  const asked = fakeServer({ [`GET ${path}`]: { json: answer('01') } })
  const walls = useMapWalls()
  await walls.open(id)
  walls.apply({ noun: 'map_wall', rows: [{ id: 'another' }], gone: [] })
  expect(asked).toHaveLength(1)
  walls.apply({ noun: 'map_wall', rows: [{ id }], gone: [] })
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  walls.apply({ noun: 'map_wall', rows: [], gone: [id] })
  expect([walls.answers.has(id), walls.gone.has(id)]).toEqual([false, true])
})

test('who was slower is refused and holds what was held; a key that is pressed at a wall names no version', async () => {
  const asked: Asked[] = fakeServer({ [`GET ${path}`]: { json: answer('01') }, [`PATCH ${path}`]: { status: 409, json: { title: 'Conflict', status: 409 } }, [`PUT ${path}/rotation`]: { json: answer('02') } })
  const walls = useMapWalls()
  await walls.open(id)
  await expect(walls.change(id, { name: 'Hall' })).rejects.toMatchObject({ document: { status: 409 } })
  expect(walls.answers.get(id)!.wall.name).toBe('Room')
  await walls.rotate(id, { paused: true })
  expect(asked.at(-1)!.body).toEqual({ paused: true })
})

test('a wall that was retired is restored with the version that it now has', async () => {
  const asked = fakeServer({ [`GET ${path}`]: { json: answer('01') }, [`POST ${path}/retire`]: { status: 204, json: undefined }, 'GET /api/map-walls': { json: { walls: [{ id, name: 'Room', version: 5 }] } }, [`POST ${path}/restore`]: { json: answer('02', { wall: { version: 6 } }) } })
  const walls = useMapWalls()
  await walls.open(id)
  await walls.retire(id)
  expect(walls.gone.has(id)).toBe(true)
  await walls.restore(id)
  expect(asked.find(({ path: of }) => of.endsWith('/restore'))!.body).toEqual({ version: 5 })
  expect([walls.gone.has(id), walls.answers.get(id)!.wall.version]).toEqual([false, 6])
})

test('rows and columns are taken back: what went comes again, what came goes, the others hang where they hung', async () => {
  const at = (x: number) => ({ x, y: 0, width: 1210, height: 680 })
  const hung = (of: string, x: number): WallScreen => ({ ...screen(7), id: of, place: at(x) })
  const gone: WallScreen = { ...hung('s3', 2428), name: 'Own', content: { kind: 'rotation' }, panels: [{ id: 'p', kind: 'clock', x: 0, y: 0, width: 4, height: 4 }] }
  const [before, after] = [[hung('s1', 0), hung('s2', 1214), gone], [hung('s1', 0), hung('s2', 9), hung('new', 5_000)]]
  let held = answer('01', { screens: before, wall: { layout: 'before', alarmScreenId: 's3' } })
  const asked = fakeServer({
    [`GET ${path}`]: () => ({ json: held }), [`PATCH ${path}`]: () => ({ json: held }), [`POST ${path}/screens`]: () => ({ json: held }), [`PATCH ${path}/screens/s2`]: () => ({ json: held }), [`DELETE ${path}/screens/new`]: () => ({ json: held }),
  })
  const walls = useMapWalls()
  const was = (await walls.open(id))!
  held = answer('02', { screens: after, wall: { layout: 'after', alarmScreenId: null } })
  await walls.open(id)
  await walls.restoreLayout(was)
  expect(asked.slice(2).map(({ method, path: of, body }) => [method, of.slice(path.length), body])).toEqual([
    ['PATCH', '', { layout: 'before', version: 4 }], ['PATCH', '/screens/s2', { name: '1-1', place: at(1214), version: 7 }],
    ['POST', '/screens', { id: 's3', name: 'Own', place: at(2428), content: { kind: 'rotation' }, panels: gone.panels }], ['DELETE', '/screens/new', null], ['PATCH', '', { alarmScreenId: 's3', version: 4 }],
  ])
})

test('a screen that was removed comes again as the one that flies to alarms, where it was', async () => {
  const asked = fakeServer({ [`GET ${path}`]: { json: answer('01', { wall: { alarmScreenId: 's1' } }) }, [`DELETE ${path}/screens/s1`]: { json: answer('02', { screens: [], wall: { alarmScreenId: null } }) }, [`POST ${path}/screens`]: { json: answer('03', { wall: { alarmScreenId: null } }) }, [`PATCH ${path}`]: { json: answer('04', { wall: { alarmScreenId: 's1' } }) } })
  const walls = useMapWalls()
  const was = (await walls.open(id))!
  await walls.removeScreen(id, 's1')
  await walls.restoreScreen(was, was.screens[0]!)
  expect(asked.slice(1).map(({ method, body }) => [method, body])).toEqual([['DELETE', null], ['POST', { id: 's1', name: '1-1', place: screen(7).place, content: { kind: 'shared' }, panels: [] }], ['PATCH', { alarmScreenId: 's1', version: 4 }]])
})
