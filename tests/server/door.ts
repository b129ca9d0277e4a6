import { createApp } from '../../server/app.ts'
import type { Deps, Log } from '../../server/deps.ts'
import { readEnv } from '../../server/env.ts'
import { createColumns } from '../../server/columns/columns.ts'
import { createAnalyses } from '../../server/analyses.ts'
import { createCameraPlacements } from '../../server/cameraPlacements.ts'
import { createPatrolSearches } from '../../server/patrolSearches.ts'
import { createZoneDesigns } from '../../server/zoneDesigns.ts'
import { createLive } from '../../server/live/live.ts'
import type { Sql } from '../../server/database.ts'
import { createVersions } from '../../server/live/versions.ts'
import { createSessions } from '../../server/session/sessions.ts'
import { keyOf, newToken } from '../../server/session/token.ts'
import { createTiles } from '../../server/tiles/tiles.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'
import { makeCity } from './city.ts'

export type Door = {
  db: FreshDatabase
  deps: Deps
  app: ReturnType<typeof createApp>
  /** What went wrong inside; a test of bad input expects none. */
  failures: string[]
  /** The cookie of a session of this account, the same for as long as the door is open. */
  cookieOf(as: string): Promise<string>
  /** `as` is an account, `demo-command` unless said otherwise; null is nobody. A cookie or token among the headers stands instead. */
  ask(path: string, options?: { as?: string | null; method?: string; body?: unknown; headers?: Record<string, string> }): Promise<Response>
  close(): Promise<void>
}

/** The app in process over a database of its own that holds the two communities of `city.ts`. */
export async function openDoor(seed: (db: FreshDatabase) => Promise<void> = async () => {}, settings: Record<string, string> = {}): Promise<Door> {
  const db = await freshDatabase()
  await makeCity(db.sql)
  await seed(db)
  const failures: string[] = []
  const note = (fields: object, message: string) => void failures.push(`${message} ${JSON.stringify(fields)}`)
  const log: Log = { info: () => {}, warn: note, error: note }
  const versions = createVersions()
  const sessions = createSessions({ sql: db.sql, log })
  sessions.start()
  const live = createLive({ sql: db.sql, versions, rights: sessions, log })
  await live.start()
  const columns = createColumns({ sql: db.sql, log, megabytes: 64 })
  const deps: Deps = {
    sql: db.sql, env: readEnv(settings), log, versions, live, sessions, tiles: createTiles(db.sql, versions), analyses: createAnalyses({ sql: db.sql, versions }), zoneDesigns: createZoneDesigns(db.sql), cameraPlacements: createCameraPlacements(db.sql), patrolSearches: createPatrolSearches(db.sql),
    columns,
    database: db.kind === 'postgis' ? 'postgis' : 'embedded', version: 'test',
  }
  const app = createApp(deps)
  const cookies = new Map<string, Promise<string>>()
  const cookieOf = (as: string) => {
    const known = cookies.get(as) ?? signedIn(db.sql, as)
    cookies.set(as, known)
    return known
  }
  const ask: Door['ask'] = async (path, { as = 'demo-command', method = 'GET', body, headers = {} } = {}) => {
    const sent = new Headers(headers)
    if (as && !sent.has('cookie') && !sent.has('authorization')) sent.set('cookie', await cookieOf(as))
    if (body !== undefined && !sent.has('content-type')) sent.set('content-type', 'application/json')
    const content = body === undefined || typeof body === 'string' || body instanceof Uint8Array ? (body as string | undefined) : JSON.stringify(body)
    return app.request(`http://127.0.0.1:8080${path}`, { method, headers: sent, ...(content === undefined ? {} : { body: content }) })
  }
  const close = async () => {
    await columns.stop()
    await live.stop()
    await sessions.stop()
    await db.drop()
  }
  return { db, deps, app, failures, cookieOf, ask, close }
}

/** The cookie of a session of this account, made as the owner of the database; that of nobody where there is no such account. */
export async function signedIn(sql: Sql, as: string): Promise<string> {
  const token = newToken()
  await sql`select start_session(${keyOf(token)}, ${as}, 'test', '', 36000, 36000)`
  return `fangcun_session=${token}`
}

/** A report of a matter now, at a place; `change` overrides fields. */
export const report = ({ lng, lat }: { lng: number; lat: number }, change: object = {}) => ({
  id: uuidv7(Math.random, Date.now()), categoryId: 1, channel: 'phone', title: '电动车被盗', occurredAt: new Date(Math.floor(Date.now() / 1000) * 1000).toISOString(),
  geometry: { type: 'Point', coordinates: [lng, lat] }, ...change,
})
