import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { type Cluster, startCluster } from '../../server/cluster/start.ts'

export type Faulty = {
  url: string
  /** What the server printed. */
  said(): string
  /** Ends the server as a power cut would, and starts it again on the same port after `awayMs`. */
  killServer(awayMs: number): Promise<void>
  /** The same for the database; the embedded one is started again by the server itself. */
  killDatabase(awayMs: number): Promise<void>
  close(): Promise<void>
}

/** A whole server in a process of its own over a database of its own, both durable, to be killed. */
export async function openFaulty(kind: 'postgis' | 'embedded'): Promise<Faulty> {
  const folder = mkdtempSync(join(tmpdir(), `fangcun-test-${process.pid}-`))
  chmodSync(folder, 0o711)
  const cluster: Cluster | undefined = kind === 'postgis' ? await startCluster(folder) : undefined
  let said = ''
  const start = async (port: string) => {
    const env = { ...process.env, PORT: port, LOG_LEVEL: 'warn', FANGCUN_DATA: folder, DATABASE_URL: cluster?.url ?? '' }
    const child = spawn(process.execPath, ['--import', 'tsx', new URL('../fixtures/server-process.ts', import.meta.url).pathname], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
    const url = await new Promise<string>((done, fail) => {
      child.stdout.once('data', (bytes: Buffer) => done(bytes.toString().trim()))
      child.once('exit', () => fail(new Error(said)))
    })
    child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()))
    return { child, url }
  }
  let server = await start('0')
  const end = async (child: ChildProcess, signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  return {
    url: server.url,
    said: () => said,
    async killServer(awayMs) {
      await end(server.child, 'SIGKILL')
      await sleep(awayMs)
      server = await start(new URL(server.url).port)
    },
    async killDatabase(awayMs) {
      if (kind === 'embedded') return void process.kill((JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')) as { pid: number }).pid, 'SIGKILL')
      process.kill(Number(readFileSync(join(folder, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
      await sleep(awayMs)
      // Children of a killed postmaster leave by themselves; until then its shared memory is taken.
      await expect.poll(() => startCluster(folder).then(() => true, () => false), { timeout: 20_000, interval: 250 }).toBe(true)
    },
    async close() {
      await end(server.child, 'SIGTERM')
      await cluster?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
