import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer } from '../start.ts'
import { playTown } from './play.ts'
import { makeEarly, seedTown } from './seed.ts'
import { tell } from './tell.ts'
import { buildWeb, webIsOld } from './web.ts'
import { settings } from './withDatabase.ts'

export type StartFlags = { empty?: boolean; simulate: boolean; demo?: boolean; pace: number; build: boolean }

export async function serve(flags: StartFlags): Promise<void> {
  const begin = performance.now()
  const say = (line: string) => console.log(`${((performance.now() - begin) / 1000).toFixed(1).padStart(6)} s  ${line}`)
  const env = settings()
  const stop = new AbortController()
  const building = flags.build && webIsOld()
  if (building) say('building the web app')
  const web = building ? buildWeb(stop.signal).then(() => say('web app built')) : Promise.resolve()
  web.catch(() => {})
  say(env.DATABASE_URL ? 'opening the database' : `opening the embedded database in ${env.FANGCUN_DATA}`)
  // A new embedded database takes seconds to open in its own process; the town is made meanwhile.
  const early = env.DATABASE_URL || flags.empty || existsSync(join(env.FANGCUN_DATA, 'pglite')) ? undefined : sleep(500, undefined, { signal: stop.signal }).then(() => makeEarly(env.FANGCUN_SEED, say))
  // A start that failed has nobody to wait for it.
  early?.catch(() => {})
  let seeded: Awaited<ReturnType<typeof seedTown>>
  const prepare = async ({ sql }: { sql: Parameters<typeof seedTown>[0] }) => {
    say('database ready')
    seeded = await seedTown(sql, env.FANGCUN_SEED, !flags.empty, say, await early)
  }
  const server = await startServer({ ...env, LOG_LEVEL: process.env.LOG_LEVEL ? env.LOG_LEVEL : 'warn' }, { prepare }).catch((error) => {
    stop.abort()
    throw error
  })
  stopOn(stop, server.stop)
  try {
    await web
  } catch (error) {
    tell(error)
    await server.stop()
    process.exit(1)
  }
  say('ready')
  console.log(`\n  Fangcun 方寸  ${server.url}\n`)
  if (!env.DATABASE_URL) console.log('  Embedded database: right for a trial of one subdistrict. For a city set DATABASE_URL (fangcun database makes one).\n')
  if (!seeded) return
  const { town, finish } = seeded
  const plays = flags.simulate && (!env.DATABASE_URL || Boolean(flags.demo))
  const playing = plays ? playTown({ url: server.url, town, pace: flags.pace, signal: stop.signal }) : Promise.resolve()
  await Promise.all([finish(server.deps.analyses, stop.signal), playing]).catch((error) => {
    if (!stop.signal.aborted) tell(error)
  })
}

/** The first Ctrl-C ends streams, simulator and database in order; a second one does not wait. */
function stopOn(stop: AbortController, close: () => Promise<void>): void {
  const end = async () => {
    if (stop.signal.aborted) process.exit(130)
    console.log('\nstopping')
    stop.abort()
    await close().catch(tell)
    process.exit(0)
  }
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
}
