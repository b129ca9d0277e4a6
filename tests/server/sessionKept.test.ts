import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Sql } from '../../server/database.ts'
import type { KnownSession } from '../../server/queries/session.ts'
import { createSessions } from '../../server/session/sessions.ts'

// The database by hand: what is asked of it waits until it is answered here.
const { asked, wake } = vi.hoisted(() => ({ asked: [] as ((found: unknown[]) => void)[], wake: { tell: (_channel?: string, _payload?: string): void => {} } }))
vi.mock('../../server/queries/session.ts', () => ({ openSessions: () => new Promise((answer) => asked.push(answer as (found: unknown[]) => void)) }))
vi.mock('../../server/live/listen.ts', () => ({ listen: (_sql: unknown, _channel: string, hear: typeof wake.tell) => { wake.tell = hear; return { stop: async () => {} } } }))

const session = (rightsKey: string) => ({ id: 'desk', rightsKey }) as KnownSession
const open = () => {
  const sessions = createSessions({ sql: {} as Sql, log: { info: () => {}, warn: () => {}, error: () => {} } })
  sessions.start()
  return sessions
}
/** What is known by now, or 'waits'. */
const now = (found: Promise<KnownSession | undefined>) => Promise.race([found.then((known) => known?.rightsKey), new Promise((go) => setImmediate(() => go('waits')))])
beforeEach(() => { asked.length = 0; vi.useFakeTimers({ toFake: ['Date'], now: 0 }) })
afterEach(() => { vi.useRealTimers() })

it('whoever uses a session all the time does not wait for the database, and what it last said holds', async () => {
  const sessions = open()
  const first = sessions.find('token')
  asked[0]!([session('a')])
  expect(await now(first)).toBe('a')
  vi.setSystemTime(400)
  expect(await now(sessions.find('token'))).toBe('a')
  expect(asked.length).toBe(1)
  vi.setSystemTime(600)
  expect(await now(sessions.find('token'))).toBe('a')
  expect(await now(sessions.find('token'))).toBe('a')
  expect(asked.length).toBe(2)
  asked[1]!([session('b')])
  await new Promise((go) => setImmediate(go))
  // Beyond the time of the first answer, within that of the second.
  vi.setSystemTime(2_100)
  expect(await now(sessions.find('token'))).toBe('b')
  asked[2]!([])
  await new Promise((go) => setImmediate(go))
  expect(await now(sessions.find('token'))).toBeUndefined()
})

it('an answer is good for two seconds, however long the next one takes', async () => {
  const sessions = open()
  void sessions.find('token')
  asked[0]!([session('a')])
  await new Promise((go) => setImmediate(go))
  vi.setSystemTime(1_000)
  expect(await now(sessions.find('token'))).toBe('a')
  vi.setSystemTime(2_001)
  expect(await now(sessions.find('token'))).toBe('waits')
})

it('what was asked before rights changed does not bring the former ones back', async () => {
  const sessions = open()
  void sessions.find('token')
  asked[0]!([session('a')])
  await new Promise((go) => setImmediate(go))
  vi.setSystemTime(1_000)
  void sessions.find('token')
  wake.tell('fangcun_rights', 'desk')
  asked[1]!([session('a')])
  await new Promise((go) => setImmediate(go))
  const next = sessions.find('token')
  expect(await now(next)).toBe('waits')
  asked[2]!([])
  expect(await now(next)).toBeUndefined()
})
