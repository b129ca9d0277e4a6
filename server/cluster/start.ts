import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import postgres from 'postgres'
import { programs } from './packages.ts'
import { freePort } from './port.ts'
import { giveTo, type Owner, runAs, serverOwner } from './run.ts'
import { settingsText } from './settings.ts'

export { PackagesMissing, installCommand, installedMajors } from './packages.ts'

export type Cluster = {
  /** The database `fangcun` as the superuser `fangcun_admin`. */
  url: string
  stop(): Promise<void>
}

/**
 * `port`: wanted port; without it the last one if free, else any free one.
 * `durable: false`: no fsync, for tests only.
 */
export type ClusterOptions = { port?: number; durable?: boolean }

/**
 * Makes (once) and starts a private PostgreSQL with PostGIS in `folder` from Debian's packages. It keeps running after this process
 * until `stop`; a running one is answered as it is. It trusts every connection from this machine and none from elsewhere, so it is
 * for machines whose users trust each other. As root it runs as the user `postgres`, who must be able to reach `folder`.
 * Throws PackagesMissing, or Error with what the server said.
 */
export async function startCluster(folder: string, options: ClusterOptions = {}): Promise<Cluster> {
  const place = resolve(folder)
  const data = join(place, 'cluster')
  const bin = programs(majorOf(data))
  const owner = serverOwner()
  if (!existsSync(data)) makeFor(owner, data)
  await checkReach(owner, data)
  if (majorOf(data) === undefined) await create(owner, bin, data)
  const port = (await runningPort(owner, bin, data)) ?? (await start(owner, bin, data, options))
  await ensureDatabase(port)
  return {
    url: urlOf(port, 'fangcun'),
    stop: async () => void (await stopCluster(place)),
  }
}

/** Stops the cluster in `folder`; open transactions are rolled back. @returns whether one ran there */
export async function stopCluster(folder: string): Promise<boolean> {
  const data = join(resolve(folder), 'cluster')
  if (majorOf(data) === undefined) return false
  const owner = serverOwner()
  const bin = programs(majorOf(data))
  if ((await runningPort(owner, bin, data)) === undefined) return false
  await runAs(owner, join(bin, 'pg_ctl'), ['stop', '-D', data, '-m', 'fast', '-w', '-s'])
  return true
}

const urlOf = (port: number, database: string) => `postgres://fangcun_admin@127.0.0.1:${port}/${database}`

function majorOf(data: string): number | undefined {
  const path = join(data, 'PG_VERSION')
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : undefined
}

function makeFor(owner: Owner, data: string): void {
  mkdirSync(join(data, '..'), { recursive: true })
  mkdirSync(data, { mode: 0o700 })
  giveTo(owner, data)
}

async function checkReach(owner: Owner, data: string): Promise<void> {
  try {
    await runAs(owner, 'test', ['-w', data])
  } catch {
    const who = owner ? 'postgres, the user that runs the server for root' : 'this user'
    throw new Error(`The folder ${data} cannot be written by ${who}; choose another, such as one under /var/lib or /tmp.`)
  }
}

async function create(owner: Owner, bin: string, data: string): Promise<void> {
  const args = ['-D', data, '-U', 'fangcun_admin', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums', '--no-instructions']
  await runAs(owner, join(bin, 'initdb'), args)
  appendFileSync(join(data, 'postgresql.conf'), `\ninclude = 'fangcun.conf'\n`)
}

/** The port of the server that runs on `data` now, if one does. */
async function runningPort(owner: Owner, bin: string, data: string): Promise<number | undefined> {
  const status = await runAs(owner, join(bin, 'pg_ctl'), ['status', '-D', data]).catch(() => undefined)
  if (status === undefined) return undefined
  return Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[3])
}

async function start(owner: Owner, bin: string, data: string, { port: wished, durable = true }: ClusterOptions): Promise<number> {
  const path = join(data, 'fangcun.conf')
  const last = existsSync(path) ? Number(/^port = (\d+)/m.exec(readFileSync(path, 'utf8'))?.[1] ?? 0) : 0
  const port = await freePort(wished ?? last)
  if (wished && port !== wished) throw new Error(`Port ${wished} is taken by another program; choose another with --port.`)
  writeFileSync(path, settingsText({ port, durable }))
  giveTo(owner, path)
  const log = join(data, 'server.log')
  try {
    await runAs(owner, join(bin, 'pg_ctl'), ['start', '-D', data, '-l', log, '-w', '-t', '60', '-s'])
  } catch (error) {
    const said = existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-6).join('\n') : ''
    throw new Error(`PostgreSQL does not start in ${data}:\n${said}`, { cause: error })
  }
  return port
}

async function ensureDatabase(port: number): Promise<void> {
  const options = { max: 1, onnotice: () => {} }
  const admin = postgres(urlOf(port, 'postgres'), options)
  try {
    const found = await admin`select from pg_database where datname = 'fangcun'`
    if (!found.count) await admin`create database fangcun`
  } finally {
    await admin.end()
  }
  const sql = postgres(urlOf(port, 'fangcun'), options)
  try {
    await sql`create extension if not exists postgis`
  } finally {
    await sql.end()
  }
}
