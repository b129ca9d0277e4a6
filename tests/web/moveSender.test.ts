import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { WallMove } from '../../geodata/model/mapWall.ts'
import { createMoveSender } from '../../web/stores/moveSender.ts'

const camera = (zoom: number) => ({ lng: 121, lat: 31, zoom, bearing: 0, pitch: 0 })
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }))
afterEach(() => void vi.useRealTimers())

/** A server that answers each move after so many milliseconds. */
function slowServer(milliseconds: number) {
  const got: WallMove[] = []
  let under = 0
  let most = 0
  const post = (move: WallMove) => { got.push(move); most = Math.max(most, ++under); return new Promise<void>((done) => setTimeout(() => { under -= 1; done() }, milliseconds)) }
  return { got, post, most: () => most }
}

test('of many moves about thirty a second go, the newest each time, and the last always', async () => {
  const { got, post } = slowServer(5)
  const sender = createMoveSender(post, 'desk', () => 1_000, () => {})
  for (let i = 0; i <= 100; i++) { sender.send(camera(i / 10)); await vi.advanceTimersByTimeAsync(4) }
  await vi.advanceTimersByTimeAsync(200)
  expect(got.length).toBeGreaterThanOrEqual(11)
  expect(got.length).toBeLessThanOrEqual(14)
  expect(got.at(-1)!.camera.zoom).toBe(10)
  expect(got.map(({ seq }) => seq)).toEqual(got.map((_, i) => i))
  expect(got.map(({ camera: { zoom } }) => zoom)).toEqual(got.map(({ camera: { zoom } }) => zoom).toSorted((a, b) => a - b))
})

test('a slow way holds a few moves at most, and the newest goes when one has arrived', async () => {
  const { got, post, most } = slowServer(400)
  const sender = createMoveSender(post, 'desk', () => 1_000, () => {})
  for (let i = 0; i <= 50; i++) { sender.send(camera(i)); await vi.advanceTimersByTimeAsync(20) }
  await vi.advanceTimersByTimeAsync(2_000)
  expect(most()).toBe(3)
  expect(got.at(-1)!.camera.zoom).toBe(50)
})

test('it is told once when moves do not arrive, and once when they do again; nothing goes after the end', async () => {
  const told: boolean[] = []
  let broken = true
  let posts = 0
  const sender = createMoveSender(() => { posts += 1; return broken ? Promise.reject(new Error('cut')) : Promise.resolve() }, 'desk', () => 1_000, (failed) => told.push(failed))
  for (const zoom of [1, 2, 3]) { sender.send(camera(zoom)); await vi.advanceTimersByTimeAsync(50) }
  broken = false
  sender.send(camera(4))
  await vi.advanceTimersByTimeAsync(50)
  expect(told).toEqual([true, false])
  sender.send(camera(5))
  sender.stop()
  const before = posts
  await vi.advanceTimersByTimeAsync(500)
  expect(posts).toBe(before)
})
