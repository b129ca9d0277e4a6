import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { pino } from 'pino'
import { createApp } from './app.ts'
import { createColumns } from './columns/columns.ts'
import { connect } from './database.ts'
import type { Deps, Log } from './deps.ts'
import { startEmbedded } from './embedded/start.ts'
import type { Env } from './env.ts'
import { createAnalyses } from './analyses.ts'
import { createCameraPlacements } from './cameraPlacements.ts'
import { createPatrolSearches } from './patrolSearches.ts'
import { createZoneDesigns } from './zoneDesigns.ts'
import { createCameraViewJob } from './jobs/cameraViews.ts'
import { createCameraHealthJob } from './jobs/cameraHealth.ts'
import { createCountJob } from './jobs/counts.ts'
import { createPresenceJob } from './jobs/presence.ts'
import { createBriefingJob } from './jobs/briefings.ts'
import { createDeadlineJob } from './jobs/deadlines.ts'
import { createZonePlanJob } from './jobs/zonePlans.ts'
import { createHoldingJob } from './jobs/holdings.ts'
import { createPositionRetentionJob } from './jobs/positionRetention.ts'
import { createLive } from './live/live.ts'
import { createVersions } from './live/versions.ts'
import { migrate } from './migrate.ts'
import { type Certificate, checkReach } from './reach.ts'
import { createSessions } from './session/sessions.ts'
import { quickTiles } from './tiles/quick.ts'
import { createTiles } from './tiles/tiles.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export type Server = { url: string; deps: Deps; stop(): Promise<void> }
export type StartOptions = {
  /** Runs after the schema is up to date and before the first request, e.g. to load the demo town. */
  prepare?: (deps: Pick<Deps, 'sql' | 'database' | 'log'>) => Promise<void>
  /** Folder of the built web app; `dist/web` unless said otherwise. */
  webFolder?: string
}

/** What goes on without anybody asking. */
const jobs = [createDeadlineJob, createZonePlanJob, createCountJob, createHoldingJob, createCameraViewJob, createCameraHealthJob, createPresenceJob, createPositionRetentionJob, createBriefingJob]

/** Longer than any honest question; a database that says nothing is given up. */
const deadlineSeconds = 30

const versionOfProgram = () => (JSON.parse(readFileSync(here('../package.json'), 'utf8')) as { version: string }).version

/** Database, schema, live relay, then the door. What was opened is closed again if a later part fails. */
export async function startServer(env: Env, { prepare, webFolder = here('../dist/web') }: StartOptions = {}): Promise<Server> {
  const log: Log = pino({ level: env.LOG_LEVEL })
  const closing: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const close of closing.splice(0).toReversed()) await close()
  }
  try {
    // Known before the database opens, which can take long.
    const certificate = checkReach(env)
    await checkPort(env)
    const embedded = env.DATABASE_URL ? undefined : await startEmbedded(env.FANGCUN_DATA)
    if (embedded) closing.push(embedded.stop)
    const sql = connect(env.DATABASE_URL ?? (embedded?.url as string), { max: embedded ? 5 : 20, deadlineSeconds })
    closing.push(() => sql.end({ timeout: 5 }))
    await migrate(sql)
    const database = embedded ? 'embedded' : 'postgis'
    await prepare?.({ sql, database, log })
    const versions = createVersions()
    for (const create of jobs) {
      const job = create({ sql, log })
      job.start()
      closing.push(job.stop)
    }
    const sessions = createSessions({ sql, log })
    sessions.start()
    closing.push(sessions.stop)
    const live = createLive({ sql, versions, rights: sessions, log })
    await live.start()
    closing.push(live.stop)
    const columns = createColumns({ sql, log, megabytes: env.FANGCUN_COLUMNS_MB })
    columns.start()
    closing.push(columns.stop)
    const deps: Deps = { sql, env, log, versions, live, database, sessions, columns, tiles: createTiles(sql, versions, { cacheMegabytes: env.FANGCUN_TILE_CACHE_MB }), analyses: createAnalyses({ sql, versions }), zoneDesigns: createZoneDesigns(sql), cameraPlacements: createCameraPlacements(sql), patrolSearches: createPatrolSearches(sql), version: versionOfProgram(), webFolder }
    const { url, close } = await listen(deps, env, certificate)
    closing.push(close)
    return { url, deps, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function checkPort({ HOST, PORT }: Env): Promise<void> {
  const probe = createServer()
  return new Promise((done, fail) => {
    probe.once('error', fail)
    probe.listen(PORT, HOST, () => probe.close(() => done()))
  })
}

function listen(deps: Deps, { HOST, PORT }: Env, certificate?: Certificate): Promise<{ url: string; close(): Promise<void> }> {
  const quick = quickTiles(deps)
  const whole = getRequestListener(createApp(deps).fetch)
  const answer: RequestListener = (request, response) => {
    const byWhole = () => void whole(request, response)
    if (!quick(request, response, byWhole)) byWhole()
  }
  const server = certificate ? createHttpsServer(certificate, answer) : createHttpServer(answer)
  return new Promise((done, fail) => {
    server.once('error', fail)
    server.listen(PORT, HOST, () => {
      const { port } = server.address() as AddressInfo
      const host = HOST.includes(':') ? `[${HOST}]` : HOST
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed())
          // Streams never end by themselves.
          if ('closeAllConnections' in server) server.closeAllConnections()
        })
      done({ url: `${certificate ? 'https' : 'http'}://${host}:${port}`, close })
    })
  })
}
