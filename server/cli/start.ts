import { type Command, InvalidArgumentError } from 'commander'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startServer } from '../start.ts'
import { playTown } from './play.ts'
import { makeEarly, seedTown } from './seed.ts'
import { tell } from './tell.ts'
import { buildWeb, webIsOld } from './web.ts'
import { settings } from './withDatabase.ts'

type Flags = { empty?: boolean; simulate: boolean; demo?: boolean; pace: number; build: boolean }

const positive = (text: string) => {
  if (!(Number(text) > 0)) throw new InvalidArgumentError('Expected a number above 0.')
  return Number(text)
}

export function addStart(program: Command): void {
  program.command('start')
    .summary('serve the app')
    .description('Opens the database, brings its schema up to date, fills an empty one with the demo town, builds the web app when needed, and serves. Ctrl-C stops everything.')
    .option('--empty', 'leave an empty database empty')
    .option('--demo', 'play the present of the demo town on a DATABASE_URL too')
    .option('--no-simulate', 'do not play the present of the demo town')
    .option('--pace <times>', 'how many times as many new incidents as in real life', positive, 3)
    .option('--no-build', 'serve the web app as it was built last')
    .addHelpText('after', `
Examples:
  fangcun start
  PORT=9000 fangcun start --no-simulate
  DATABASE_URL=postgres://fangcun@127.0.0.1/fangcun fangcun start --empty`)
    .action((flags: Flags) => serve(flags))
}

async function serve(flags: Flags): Promise<void> {
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
  await Promise.all([finish(stop.signal), playing]).catch((error) => {
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
