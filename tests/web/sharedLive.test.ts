import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Source } from '../../web/api/live.ts'
import { sharedSource } from '../../web/api/sharedLive.ts'

/** One lock as the Web Locks API gives it: first come, first served; `steal` takes it at once. */
function fakeLocks() {
  type Waiting = { hold: () => unknown; resolve(value: unknown): void; reject(error: unknown): void }
  let holder: Waiting | null = null
  const queue: Waiting[] = []
  const grant = (next: Waiting) => {
    holder = next
    Promise.resolve().then(next.hold).then((value) => { next.resolve(value); if (holder === next) { holder = null; const after = queue.shift(); if (after) grant(after) } })
  }
  const request = (_: string, options: { steal?: boolean; signal?: AbortSignal }, hold: () => unknown) => new Promise((resolve, reject) => {
    const waiting = { hold, resolve, reject }
    options.signal?.addEventListener('abort', () => { const at = queue.indexOf(waiting); if (at >= 0) { queue.splice(at, 1); reject(new Error('abort')) } })
    if (options.steal) { holder?.reject(new Error('stolen')); grant(waiting) } else if (holder) queue.push(waiting)
    else grant(waiting)
  })
  return { request } as unknown as LockManager
}

class FakeSource extends EventTarget {
  static opened: FakeSource[] = []
  onerror: ((event: Event) => unknown) | null = null
  closed = false
  readonly url: string
  constructor(url: string) { super(); this.url = url; FakeSource.opened.push(this) }
  close() { this.closed = true }
  say(name: string, data: unknown, lastEventId = '') { this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId })) }
}

/** Windows of one browser; a frozen one hears and says nothing, and keeps its lock. */
function createWindows() {
  const locks = fakeLocks()
  const channels = new Set<{ onmessage: ((event: unknown) => void) | null; frozen: boolean; close(): void }>()
  const open = (after: string | null = null) => {
    const channel = { onmessage: null as ((event: unknown) => void) | null, frozen: false, close: () => void channels.delete(channel),
      postMessage: (data: unknown) => { if (!channel.frozen) for (const other of channels) if (other !== channel && !other.frozen) void Promise.resolve().then(() => other.onmessage?.({ data })) } }
    channels.add(channel)
    const source: Source = sharedSource(after === null ? '/live?wall=w1' : `/live?wall=w1&after=${after}`, { locks, channel: () => channel as unknown as BroadcastChannel, source: (url) => new FakeSource(url) as unknown as Source, name: () => String(channels.size) + Math.random() })
    const heard: string[] = []
    for (const name of ['hello', 'change', 'wall', 'refresh', 'beat']) source.addEventListener(name, (event) => { const { data, lastEventId } = event as MessageEvent<string>; heard.push(`${name} ${data} ${lastEventId}`) })
    source.onerror = () => heard.push('error')
    return { source, heard, freeze: (is: boolean) => { channel.frozen = is } }
  }
  return { open }
}
const settle = () => vi.advanceTimersByTimeAsync(1)
const newest = () => FakeSource.opened.at(-1)!
beforeEach(() => { FakeSource.opened = []; vi.useFakeTimers() })
afterEach(() => vi.useRealTimers())

test('one window reads, all are told, and one that joins later misses nothing since its cursor', async () => {
  const windows = createWindows()
  const a = windows.open('10-0')
  await settle()
  newest().say('hello', { n: 1 }, '10-0')
  newest().say('change', { n: 2 }, '10-0')
  newest().say('change', { n: 3 }, '11-5')
  const b = windows.open('10-0')
  const c = windows.open('11-5')
  await settle()
  newest().say('wall', { n: 4 }, '11-5')
  await settle()
  expect(FakeSource.opened.map(({ url }) => url)).toEqual(['/live?wall=w1&after=10-0'])
  expect(a.heard).toEqual(['hello {"n":1} 10-0', 'change {"n":2} 10-0', 'change {"n":3} 11-5', 'wall {"n":4} 11-5'])
  expect(b.heard).toEqual(['hello {"n":1} 10-0', 'change {"n":2} 11-5', 'change {"n":3} 11-5', 'wall {"n":4} 11-5'])
  expect(c.heard).toEqual(['hello {"n":1} 10-0', 'wall {"n":4} 11-5'])
})

test('a window from before what is known here reads all again', async () => {
  const windows = createWindows()
  windows.open('10-0')
  await settle()
  newest().say('hello', {}, '10-0')
  newest().say('change', {}, '11-5')
  const late = windows.open('9-9')
  await settle()
  expect(late.heard).toEqual(['hello {} 10-0', 'refresh {} 11-5'])
})

test('when the reading window closes the next goes on where it stood', async () => {
  const windows = createWindows()
  const a = windows.open('10-0')
  const b = windows.open('10-0')
  await settle()
  newest().say('hello', {}, '10-0')
  newest().say('change', { n: 1 }, '12-1')
  await settle()
  a.source.close()
  await settle()
  expect(FakeSource.opened.map(({ url, closed }) => [url, closed])).toEqual([['/live?wall=w1&after=10-0', true], ['/live?wall=w1&after=12-1', false]])
  newest().say('change', { n: 2 }, '13-1')
  expect(b.heard.at(-1)).toBe('change {"n":2} 13-1')
})

test('a stream that breaks is told to all, and a frozen window loses the lock to one that works', async () => {
  const windows = createWindows()
  const a = windows.open()
  const b = windows.open()
  await settle()
  newest().say('hello', {}, '10-0')
  newest().onerror?.(new Event('error'))
  await settle()
  expect([a.heard.at(-1), b.heard.at(-1)]).toEqual(['error', 'error'])
  b.source.close()
  a.freeze(true)
  const c = windows.open('10-0')
  await vi.advanceTimersByTimeAsync(11_000)
  expect(FakeSource.opened).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1_500)
  expect(FakeSource.opened.map(({ closed }) => closed)).toEqual([true, false])
  newest().say('hello', { again: true }, '10-0')
  expect(c.heard.at(-1)).toBe('hello {"again":true} 10-0')
  // It wakes up and is told like the others.
  a.freeze(false)
  newest().say('beat', {}, '10-0')
  await settle()
  expect(a.heard.at(-1)).toBe('beat {} 10-0')
})

test('without locks each window reads for itself', () => {
  sharedSource('/live?wall=w1', { locks: undefined, channel: () => { throw new Error('none') }, source: (url) => new FakeSource(url) as unknown as Source, name: () => '' })
  expect(newest().url).toBe('/live?wall=w1')
})
