/** The process that holds the embedded database: `child.ts <folder> <port or 0> <password>`. Started by start.ts only. */
import { PGlite } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Backend } from './backend.ts'
import { createBridge } from './bridge.ts'
import { DatabaseInUse, lockFolder } from './folder-lock.ts'
import { withKnownKeys } from './knownKeys.ts'

export type Report = { ready: number } | { inUse: string } | { failed: string }

const [folder = '', port = '0'] = process.argv.slice(2)
const password = process.env.FANGCUN_EMBEDDED_PASSWORD ?? ''
/** A parent that died meanwhile hears nothing; `disconnect` ends this process then. */
const report = (message: Report) => process.send?.(message, undefined, undefined, () => {})

/** Whatever the backend was doing, a broken one answers nothing right any more: leave, and let the parent start another. */
function onBroken(error: unknown): void {
  console.error('embedded database:', error)
  process.exit(70)
}

async function open(): Promise<void> {
  const unlock = await lockFolder(folder)
  const database = await PGlite.create({ dataDir: join(folder, 'pglite'), extensions: { postgis } })
  // One backend serves every client, so what clients set at their start is fixed here once.
  await withKnownKeys(() => database.exec(`set timezone = 'UTC'; create extension if not exists postgis`))
  const reported = await database.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name = any ($1)`,
    [['server_version', 'server_encoding', 'client_encoding', 'DateStyle', 'IntervalStyle', 'TimeZone', 'integer_datetimes', 'standard_conforming_strings']],
  )
  const settings = reported.rows.map((row): [string, string] => [row.name, row.setting])
  const server = createBridge(new Backend(database), { password, settings, onBroken })
  server.on('error', onBroken)
  server.listen(Number(port), '127.0.0.1', () => report({ ready: (server.address() as AddressInfo).port }))
  process.once('message', async () => {
    server.close()
    await database.close()
    unlock()
    process.exit(0)
  })
}

// The parent decides when to stop: a Ctrl+C reaches the whole group, and the parent still has writes to finish.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
// A parent that died cannot say stop; every acknowledged transaction is already in the log.
process.on('disconnect', () => process.exit(0))

open().catch((error: unknown) => {
  if (error instanceof DatabaseInUse) report({ inUse: error.message })
  else report({ failed: error instanceof Error ? error.message : String(error) })
  process.exitCode = 1
  process.disconnect?.()
})
