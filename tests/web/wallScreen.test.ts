import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { WallAnswer, WallMove } from '../../geodata/model/mapWall.ts'
import { frameWatch, lookMilliseconds } from '../../web/stores/frameWatch.ts'
import { useWallCamera } from '../../web/stores/wallCamera.ts'
import { useWallErrors } from '../../web/stores/wallErrors.ts'
import { rememberedScreen, rememberScreen, useWallJoin } from '../../web/stores/wallJoin.ts'
import { fakeServer } from './fakeServer.ts'

beforeEach(() => { setActivePinia(createPinia()); sessionStorage.clear(); localStorage.clear() })
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals() })

const camera = (lng: number) => ({ lng, lat: 31, zoom: 14, bearing: 0, pitch: 0 })
const move = (seq: number, lng: number, desk = 'a', sentAt = 0): WallMove => ({ camera: camera(lng), desk, seq, sentAt })
const standing = (lng: number) => ({ wall: { view: { camera: camera(lng) } } }) as WallAnswer

test('moves are followed in their order, and the slowest way here is told once', () => {
  const wall = useWallCamera()
  wall.stand(standing(1), 0)
  wall.move(move(1, 2, 'a', 5_000), 10_000, 5_040)
  wall.move(move(3, 4, 'a', 5_030), 10_030, 5_120)
  // Overtaken: the picture does not go back.
  wall.move(move(2, 3, 'a', 5_020), 10_031, 5_121)
  expect([wall.target?.lng, wall.sincePrevious]).toEqual([4, 30])
  expect([wall.takeSlowest(), wall.takeSlowest()]).toEqual([90, null])
  // Another desk takes over at once; the first one, opened anew, after its moves have ended.
  wall.move(move(1, 7, 'b'), 10_100, 0)
  expect(wall.target?.lng).toBe(7)
  wall.move(move(1, 9), 14_000, 0)
  expect(wall.target?.lng).toBe(9)
})

test('what was read of a wall that is being moved does not take the picture back, and counts once it stands', () => {
  const wall = useWallCamera()
  wall.move(move(1, 2), 10_000, 0)
  wall.stand(standing(1), 11_000)
  expect(wall.target?.lng).toBe(2)
  // A screen that missed the end of a movement.
  wall.stand(standing(5), 14_000)
  expect(wall.target?.lng).toBe(5)
})

test('errors are kept over a reload, the same one once a minute, the last twenty', () => {
  const errors = useWallErrors()
  errors.note(' the map\n failed ', 0)
  errors.note('the map failed', 59_000)
  errors.note('the map failed', 61_000)
  expect(errors.errors.map(({ at, text }) => [at, text])).toEqual([['1970-01-01T00:00:00.000Z', 'the map failed'], ['1970-01-01T00:01:01.000Z', 'the map failed']])
  setActivePinia(createPinia())
  const after = useWallErrors()
  expect(after.errors).toHaveLength(2)
  for (let n = 0; n < 30; n++) after.note(`${n}${'x'.repeat(400)}`, n)
  expect([after.errors.length, after.errors[0]!.text.slice(0, 3), after.errors[0]!.text.length]).toEqual([20, '10x', 300])
  sessionStorage.setItem('fangcun.wallErrors', '{broken')
  setActivePinia(createPinia())
  expect(useWallErrors().errors).toEqual([])
})

test('frames that stop are noticed after a minute; a page that stood, or that nobody sees, is not stuck', () => {
  const run = (looks: number, step: (i: number) => { at: number; seen?: boolean; frame?: boolean }) => {
    const watch = frameWatch()
    let stuck = false
    for (let i = 0; i < looks; i++) { const { at, seen = true, frame = false } = step(i); stuck ||= watch.look(at, seen); if (frame) watch.frame() }
    return stuck
  }
  expect(run(12, (i) => ({ at: i * lookMilliseconds }))).toBe(false)
  expect(run(15, (i) => ({ at: i * lookMilliseconds }))).toBe(true)
  expect(run(100, (i) => ({ at: i * lookMilliseconds, frame: i % 10 === 0 }))).toBe(false)
  expect(run(100, (i) => ({ at: i * 20_000 }))).toBe(false)
  expect(run(100, (i) => ({ at: i * lookMilliseconds, seen: false }))).toBe(false)
})

test('a window shows a code, waits through failures, asks for another code when that one is over, and is told which screen it is', async () => {
  vi.useFakeTimers()
  let codes = 0
  let claim: unknown = 'offline'
  const asked = fakeServer({
    'POST /api/wall-codes': () => ({ status: 201, json: { id: `c${++codes}`, code: codes === 1 ? 'ABC234' : 'XYZ789', secret: `s${codes}`, expiresAt: '' } }),
    'POST /api/wall-codes/claims': () => claim as never,
  })
  const join = useWallJoin()
  join.start()
  await vi.advanceTimersByTimeAsync(0)
  expect(join.shown).toBe('ABC 234')
  // The server is away: the code stays, for it may be back before the code is over.
  await vi.advanceTimersByTimeAsync(2_100)
  expect([join.shown, join.problem?.document.status]).toEqual(['ABC 234', 0])
  claim = { json: { state: 'waiting' } }
  await vi.advanceTimersByTimeAsync(5_100)
  expect([join.shown, join.problem]).toEqual(['ABC 234', null])
  claim = { status: 404, json: { title: 'over', status: 404 } }
  await vi.advanceTimersByTimeAsync(2_100)
  expect(join.shown).toBeNull()
  claim = { json: { state: 'joined', wallId: 'w', screenId: 's' } }
  await vi.advanceTimersByTimeAsync(5_100)
  expect(join.shown).toBe('XYZ 789')
  await vi.advanceTimersByTimeAsync(2_100)
  expect(join.joined).toEqual({ wallId: 'w', screenId: 's' })
  const before = asked.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveLength(before)
})

test('a code is asked for anew before it ends, by the time that passed here and not by a clock', async () => {
  vi.useFakeTimers()
  let codes = 0
  fakeServer({ 'POST /api/wall-codes': () => ({ status: 201, json: { id: 'c', code: `AAA22${++codes}`, secret: 's', expiresAt: '' } }), 'POST /api/wall-codes/claims': () => ({ json: { state: 'waiting' } }) })
  const join = useWallJoin()
  join.start()
  await vi.advanceTimersByTimeAsync(9 * 60_000)
  expect(codes).toBe(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect([codes, join.shown]).toEqual([2, 'AAA 222'])
  join.stop()
})

test('a named window remembers which screen it was', () => {
  expect(rememberedScreen('left')).toBeNull()
  rememberScreen('left', { wallId: 'w', screenId: 's' })
  expect([rememberedScreen('left'), rememberedScreen('right')]).toEqual([{ wallId: 'w', screenId: 's' }, null])
  rememberScreen('left', null)
  expect(rememberedScreen('left')).toBeNull()
})
