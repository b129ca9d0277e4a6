import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLive, retryDelay, type LiveEvents, type Source } from '../../web/api/live.ts'
import { useLive } from '../../web/stores/live.ts'

class FakeSource extends EventTarget {
  static opened: FakeSource[] = []
  onerror: ((event: Event) => unknown) | null = null
  closed = false
  readonly url: string
  constructor(url: string) { super(); this.url = url; FakeSource.opened.push(this) }
  close() { this.closed = true }
  say(name: string, data: unknown, lastEventId = '') { this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId })) }
  fail() { this.onerror?.(new Event('error')) }
}
const newest = () => FakeSource.opened.at(-1)!
const open = (url: string) => new FakeSource(url) as unknown as Source

beforeEach(() => { FakeSource.opened = []; vi.useFakeTimers({ now: Date.parse('2026-11-22T09:00:00Z') }); vi.stubGlobal('EventSource', FakeSource); setActivePinia(createPinia()) })
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals() })

test('the stream resumes after the last change it saw and stops when it is told to', () => {
  const seen: string[] = []
  const events: LiveEvents = { hello: () => seen.push('hello'), change: (change) => seen.push(change.noun), position: () => seen.push('position'), refresh: (noun) => seen.push(`refresh ${noun}`), beat: () => seen.push('beat'), lost: () => seen.push('lost') }
  const end = openLive(events, '10-1', open)
  expect(newest().url).toBe('/live?after=10-1')
  newest().say('hello', { cursor: '10-1', serverTime: '', versions: {} })
  newest().say('change', { noun: 'incident', rows: [], gone: [] }, '12-4')
  newest().say('position', [])
  newest().say('refresh', { noun: 'zone' })
  newest().fail()
  expect(newest().closed).toBe(true)
  vi.advanceTimersByTime(1001)
  expect(FakeSource.opened).toHaveLength(2)
  expect(newest().url).toBe('/live?after=12-4')
  expect(seen).toEqual(['hello', 'incident', 'position', 'refresh zone', 'lost'])
  end()
  newest().fail()
  vi.advanceTimersByTime(120_000)
  expect(FakeSource.opened).toHaveLength(2)
})

test('everything is read again when the stream comes back with other rights, and not when it comes back with the same', () => {
  const refreshed: string[] = []
  const nothing = () => {}
  openLive({ hello: nothing, change: nothing, position: nothing, refresh: (noun) => refreshed.push(noun), beat: nothing, lost: nothing }, null, open)
  const again = (rights: string) => { newest().fail(); vi.advanceTimersByTime(1001); newest().say('hello', { cursor: '1-1', serverTime: '', versions: {}, rights }) }
  newest().say('hello', { cursor: '1-1', serverTime: '', versions: {}, rights: 'a' })
  again('a')
  expect(refreshed).toEqual([])
  again('b')
  expect(refreshed).toEqual(['incident', 'camera', 'zone', 'position', 'import', 'alarm', 'hotspot', 'zone_plan', 'check_in', 'patrol_plan', 'checkpoint', 'roster', 'map_wall', 'briefing'])
})

test('a stream that says nothing for long is opened anew where it stood, and so is one after a sleep or when the clock was set', () => {
  const nothing = () => {}
  const lost = vi.fn()
  const end = openLive({ hello: nothing, change: nothing, position: nothing, refresh: nothing, beat: nothing, lost }, '10-1', open)
  newest().say('hello', { cursor: '10-1', serverTime: '', versions: {} })
  newest().say('change', { noun: 'incident', rows: [], gone: [] }, '12-4')
  vi.advanceTimersByTime(34_000)
  newest().say('beat', { serverTime: '' })
  vi.advanceTimersByTime(34_000)
  expect([FakeSource.opened.length, lost.mock.calls.length]).toEqual([1, 0])
  vi.advanceTimersByTime(2_100)
  expect([lost.mock.calls.length, FakeSource.opened.map(({ url, closed }) => [url, closed])]).toEqual([1, [['/live?after=10-1', true], ['/live?after=12-4', false]]])
  end.again()
  expect(FakeSource.opened.map(({ closed }) => closed)).toEqual([true, true, false])
  end()
  end.again()
  vi.advanceTimersByTime(120_000)
  expect(FakeSource.opened.map(({ closed }) => closed)).toEqual([true, true, true])
})

test('a clock that is set forward or back leaves no age behind that is not true', () => {
  const live = useLive()
  live.start(null, { change: [], position: [], refresh: [] })
  newest().say('hello', { cursor: '1-1', serverTime: '', versions: {} })
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(1000)
  expect(live.stale).toBe(true)
  live.resync()
  newest().say('hello', { cursor: '1-1', serverTime: '', versions: {} })
  expect([live.stale, live.ageMilliseconds]).toEqual([false, 0])
  // Set back by two hours, with the server gone: silence is told after half a minute, not after two hours.
  vi.setSystemTime(Date.now() - 7_200_000)
  live.resync()
  vi.advanceTimersByTime(31_000)
  expect(live.stale).toBe(true)
  live.stop()
})

test('the wait grows to five seconds and no further', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map((attempt) => retryDelay(attempt, () => 0))).toEqual([1000, 2000, 4000, 5000, 5000, 5000, 5000])
  expect(retryDelay(0, () => 1)).toBe(750)
})

test('live while beats come, stale half a minute after the last one, live again by itself', () => {
  const live = useLive()
  live.start(null, { change: [], position: [], refresh: [] })
  expect(live.state).toBe('connecting')
  newest().say('hello', { cursor: '1-1', serverTime: '', versions: { zone: 3 } })
  expect([live.state, live.versions.zone]).toEqual(['live', 3])
  vi.advanceTimersByTime(12_000)
  expect([live.state, live.ageMilliseconds]).toEqual(['live', 12_000])
  newest().say('beat', { serverTime: '' })
  vi.advanceTimersByTime(29_000)
  expect(live.state).toBe('live')
  vi.advanceTimersByTime(2000)
  expect([live.state, live.stale]).toEqual(['stale', true])
  newest().say('beat', { serverTime: '' })
  expect([live.state, live.stale]).toEqual(['live', false])
  live.stop()
})

test('a stream that never opens is stale too', () => {
  const live = useLive()
  live.start(null, { change: [], position: [], refresh: [] })
  for (let second = 0; second < 31; second++) { newest().fail(); vi.advanceTimersByTime(1000) }
  expect(live.state).toBe('stale')
  expect(live.retrySeconds).toBeGreaterThan(0)
  live.stop()
})
