import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installedMajors, startCluster, stopCluster } from '../server/cluster/start.ts'
import { connect } from '../server/database.ts'
import { startEmbedded } from '../server/embedded/start.ts'
import { migrate } from '../server/migrate.ts'

/** What a test process must know to get databases of its own; plain data, for it travels between processes. */
export type Source = { kind: 'postgis'; adminUrl: string; blank: string; migrated: string } | { kind: 'embedded'; blank: string; migrated: string }

type Harness = { source: Source; close(): Promise<void> }

const prefix = 'fangcun-test-'

export function wantedKind(): Source['kind'] {
  const wanted = process.env.FANGCUN_TEST_DATABASE
  if (wanted === 'postgis' || wanted === 'embedded') return wanted
  if (wanted) throw new Error(`FANGCUN_TEST_DATABASE is ${wanted}; it must be postgis or embedded`)
  return installedMajors().length ? 'postgis' : 'embedded'
}

/** Starts the template of this run's databases. `close` ends and removes everything. */
export async function openHarness(kind: Source['kind'] = wantedKind()): Promise<Harness> {
  await sweep()
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  try {
    return kind === 'postgis' ? await openPostgis(folder) : await openEmbedded(folder)
  } catch (error) {
    await discard(folder)
    throw error
  }
}

async function openPostgis(folder: string): Promise<Harness> {
  // mkdtemp closes the folder to everyone else, and as root the server runs as another user.
  chmodSync(folder, 0o711)
  const { url } = await startCluster(folder, { durable: false })
  const admin = connect(url, { max: 1 })
  await admin`create database template_migrated template fangcun`
  await admin.end()
  const migratedUrl = withDatabase(url, 'template_migrated')
  const sql = connect(migratedUrl, { max: 1 })
  await migrate(sql)
  await sql.end()
  const source: Source = { kind: 'postgis', adminUrl: withDatabase(url, 'postgres'), blank: 'fangcun', migrated: 'template_migrated' }
  return { source, close: () => discard(folder) }
}

async function openEmbedded(folder: string): Promise<Harness> {
  const source: Source = { kind: 'embedded', blank: join(folder, 'blank'), migrated: join(folder, 'migrated') }
  mkdirSync(source.blank)
  await (await startEmbedded(source.blank)).stop()
  cpSync(source.blank, source.migrated, { recursive: true })
  const embedded = await startEmbedded(source.migrated)
  const sql = connect(embedded.url, { max: 1 })
  try {
    await migrate(sql)
  } finally {
    await sql.end()
    await embedded.stop()
  }
  return { source, close: () => discard(folder) }
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function discard(folder: string): Promise<void> {
  if (readdirSync(folder).includes('cluster')) await stopCluster(folder)
  rmSync(folder, { recursive: true, force: true })
}

/** A run that was killed leaves its cluster behind; the next run removes it. */
async function sweep(): Promise<void> {
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))
  for (const name of left) {
    const pid = Number(name.slice(prefix.length).split('-')[0])
    if (runs(pid)) continue
    await discard(join(tmpdir(), name)).catch(() => {})
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
