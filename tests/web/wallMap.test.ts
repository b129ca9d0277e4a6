import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import type { MapEvents } from '../../web/map/createMap.ts'

const made: { on: MapEvents; removed: boolean; cameras: [unknown, boolean | undefined][] }[] = []
let failing = 0
vi.mock('../../web/map/createMap.ts', () => ({
  createMap: (_box: unknown, _shown: unknown, _camera: unknown, on: MapEvents) => {
    if (failing-- > 0) throw new Error('no WebGL 2')
    const one = { on, removed: false, cameras: [] as [unknown, boolean | undefined][] }
    made.push(one)
    return { show() {}, setMagnification() {}, setCamera: (camera: unknown, follows?: boolean) => one.cameras.push([camera, follows]), remove() { one.removed = true }, probe: {} }
  },
}))
vi.mock('../../web/map/scene.ts', () => ({ scene: () => ({}) }))
const { default: WallMap } = await import('../../web/map/WallMap.vue')

beforeEach(() => { made.length = 0; failing = 0; vi.useFakeTimers(); vi.stubGlobal('ResizeObserver', class { observe() {} disconnect() {} unobserve() {} }) })
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals() })

const camera = (lng: number) => ({ lng, lat: 31, zoom: 14.123456, bearing: 0, pitch: 0 })
async function opened() {
  const map = mount(WallMap, { props: { view: { theme: 'dark' } as never, data: {} as never, locale: 'zh', camera: camera(1), follows: true } })
  await vi.advanceTimersByTimeAsync(0)
  await nextTick()
  return map
}

test('a lost context is followed by a new map at the same place, however often, and failures to make one too', async () => {
  const map = await opened()
  expect(made).toHaveLength(1)
  made[0]!.on.settled(true)
  made[0]!.on.lost()
  expect([made[0]!.removed, map.emitted('lost')]).toEqual([true, [[1]]])
  failing = 2
  await vi.advanceTimersByTimeAsync(10_000)
  expect([made.length, map.emitted('lost')]).toEqual([2, [[1], [2], [3]]])
  expect(map.emitted('problem')).toEqual([['no WebGL 2'], ['no WebGL 2']])
  // Drawn once, it counts from the beginning.
  made[1]!.on.settled(true)
  made[1]!.on.lost()
  expect(map.emitted('lost')!.at(-1)).toEqual([1])
  map.unmount()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(made).toHaveLength(2)
})

test('the camera of the wall is followed exactly and in the same turn, and asked about only a few times a second', async () => {
  const map = await opened()
  const extent = (west: number) => made[0]!.on.extent({ bbox: [west, 0, west + 1, 1], zoom: 14 })
  await vi.advanceTimersByTimeAsync(1_000)
  for (let i = 0; i < 10; i++) { await map.setProps({ camera: camera(i) }); extent(i) }
  expect(made[0]!.cameras.at(-1)).toEqual([camera(9), true])
  expect(made[0]!.cameras).toHaveLength(10)
  expect(map.emitted('extent')).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(300)
  expect(map.emitted('extent')!.at(-1)).toEqual([{ bbox: [9, 0, 10, 1], zoom: 14 }])
  map.unmount()
})
