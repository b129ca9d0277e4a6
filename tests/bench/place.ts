import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { programs } from '../../server/cluster/packages.ts'
import { demoCookie } from '../../server/cli/demoSession.ts'
import { freePort } from '../../server/cluster/port.ts'
import { startCluster, stopCluster } from '../../server/cluster/start.ts'
import { connect, type Sql } from '../../server/database.ts'
import { migrate } from '../../server/migrate.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** `cookie` is the header of a session of the operator. */
export type App = { url: string; cookie: string; pid: number; stop(): Promise<void> }
/** Where a bench happens: a cluster and a folder of its own, and everything that must end with it. */
export type Place = {
  folder: string
  /** Programs of PostgreSQL: pgbench among them. */
  programs: string
  /** Makes a database from another one that nobody is connected to; `fangcun` is the migrated empty one. */
  database(name: string, template?: string): Promise<string>
  drop(name: string): Promise<void>
  urlOf(name: string): string
  /** The app as it is started by its users, in a process of its own. */
  startApp(database: string, settings?: Record<string, string>): Promise<App>
  /** Another program; it is ended with the place at the latest. */
  run(program: string, args: string[]): ChildProcess
  end(child: ChildProcess): Promise<void>
  close(): Promise<void>
}

/** Ends the child by its id and waits for it; a child that does not listen is killed. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const killing = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(killing)
}

const prefix = 'fangcun-bench-'

/** A bench that was killed leaves its cluster behind; the next one ends and removes it. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(prefix))) {
    if (existsSync(`/proc/${name.slice(prefix.length).split('-')[0]}`)) continue
    const folder = join(tmpdir(), name)
    await stopCluster(folder).catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function openPlace(): Promise<Place> {
  await sweep()
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  // As root the server runs as the user postgres, who must reach the folder.
  chmodSync(folder, 0o711)
  const children = new Set<ChildProcess>()
  const close = async () => {
    for (const child of children) await end(child)
    await stopCluster(folder).catch(() => {})
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const { url } = await startCluster(folder, { durable: false })
    await withSql(url, migrate)
    return { folder, programs: programs(), close, end, ...databasesOf(url), ...runners(folder, children, (name) => withName(url, name)) }
  } catch (error) {
    await close()
    throw error
  }
}

function withName(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

export async function withSql<Result>(url: string, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const sql = connect(url, { max: 4 })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function databasesOf(url: string): Pick<Place, 'database' | 'drop' | 'urlOf'> {
  const ask = (text: string) => withSql(withName(url, 'postgres'), (sql) => sql.unsafe(text))
  return {
    urlOf: (name) => withName(url, name),
    drop: async (name) => void (await ask(`drop database if exists "${name}" with (force)`)),
    async database(name, template = 'fangcun') {
      await ask(`create database "${name}" template "${template}"`)
      return withName(url, name)
    },
  }
}

function runners(folder: string, children: Set<ChildProcess>, urlOf: (name: string) => string): Pick<Place, 'startApp' | 'run'> {
  const run: Place['run'] = (program, args) => {
    const child = spawn(program, args, { cwd: folder, stdio: 'ignore' })
    child.on('error', () => {})
    children.add(child)
    return child
  }
  const startApp: Place['startApp'] = async (database, settings = {}) => {
    const port = String(await freePort())
    const env = { ...process.env, PORT: port, HOST: '127.0.0.1', DATABASE_URL: urlOf(database), FANGCUN_DATA: join(folder, 'data'), LOG_LEVEL: 'error', ...settings }
    const child = spawn(process.execPath, [join(root, 'fangcun.mjs'), 'start', '--no-build', '--empty', '--no-simulate'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    children.add(child)
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said = (said + data).slice(-4_000)))
    const url = `http://127.0.0.1:${port}`
    for (let waited = 0; !(await answers(`${url}/health`)); waited++) {
      if (child.exitCode !== null || waited > 600) throw new Error(`the app does not start:\n${said}`)
      await sleep(100)
    }
    return { url, pid: child.pid as number, cookie: await demoCookie(url, 'demo-command'), stop: () => end(child) }
  }
  return { run, startApp }
}

export const answers = (url: string): Promise<boolean> => fetch(url).then((response) => response.arrayBuffer().then(() => response.ok), () => false)
