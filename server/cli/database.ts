import { type Command, InvalidArgumentError } from 'commander'
import { join } from 'node:path'
import { startCluster, stopCluster } from '../cluster/start.ts'
import { settings } from './withDatabase.ts'

const port = (text: string) => {
  if (!/^\d{4,5}$/.test(text) || Number(text) < 1024 || Number(text) > 65_535) throw new InvalidArgumentError('Expected a port from 1024 to 65535.')
  return Number(text)
}

type Flags = { port?: number; folder?: string; detach?: boolean; stop?: boolean }

export function addDatabase(program: Command): void {
  program.command('database')
    .summary('make and start a private PostGIS server')
    .description('Makes (once) and starts a PostgreSQL with PostGIS of your own from Debian\'s packages and prints its DATABASE_URL. It trusts every user of this machine and listens to nobody else.')
    .option('--port <port>', 'port; default: the last one, or any free one', port)
    .option('--folder <folder>', 'where it lives (default: FANGCUN_DATA/postgres)')
    .option('--detach', 'leave it running and return')
    .option('--stop', 'stop a running one')
    .addHelpText('after', `
Examples:
  fangcun database                              runs until Ctrl-C
  export DATABASE_URL=$(fangcun database --detach)
  fangcun database --stop`)
    .action(run)
}

async function run({ port: wished, folder = join(settings().FANGCUN_DATA, 'postgres'), detach, stop }: Flags): Promise<void> {
  if (stop) return console.error((await stopCluster(folder)) ? 'The database is stopped.' : `No database runs in ${folder}.`)
  const cluster = await startCluster(folder, wished === undefined ? {} : { port: wished })
  const { port: actual } = new URL(cluster.url)
  if (wished !== undefined && Number(actual) !== wished) console.error(`It runs on port ${actual} already; stop it first to move it to ${wished}.`)
  console.log(cluster.url)
  if (detach) return
  console.error(`Running in ${folder}. In another terminal:\n  DATABASE_URL=${cluster.url} npx fangcun start\nCtrl-C stops it.`)
  await new Promise<void>((done) => {
    process.once('SIGINT', done)
    process.once('SIGTERM', done)
    // Nothing else keeps this process alive.
    setInterval(() => {}, 60_000)
  })
  await cluster.stop()
  process.exit(0)
}
