import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { accessSync, constants, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Report } from './child.ts'
import { DatabaseInUse } from './folder-lock.ts'

export { DatabaseInUse } from './folder-lock.ts'

/** The folder cannot hold a database; the message says what to do. */
export class DataFolderError extends Error {
  override name = 'DataFolderError'
}

export type Embedded = { url: string; stop(): Promise<void> }

const stopWithinMs = 15_000
const retryMs = 3_000

/**
 * Opens the embedded database in `folder` (made if missing) in a process of its own and answers when it takes connections.
 * If that process dies, another takes its place on the same port; clients reconnect by themselves.
 * Throws DatabaseInUse if a live server holds the folder, DataFolderError if it cannot be written, Error if the database does not open.
 */
export async function startEmbedded(folder: string): Promise<Embedded> {
  const place = resolve(folder)
  makeFolder(place)
  const password = randomBytes(24).toString('base64url')
  let stopping = false
  let current = launch(place, 0, password)
  const { port } = await current

  const keepAlive = ({ child }: Launched) => {
    child.once('exit', (code, signal) => {
      if (stopping) return
      console.error(`The embedded database ended (${signal ?? code}) and is started again.`)
      current = again()
      current.then(keepAlive, () => {})
    })
  }
  const again = async (): Promise<Launched> => {
    for (;;) {
      try {
        return await launch(place, port, password)
      } catch (error) {
        if (stopping) throw error
        console.error(`The embedded database does not start again; the next try is in ${retryMs / 1000} s:`, error)
        await sleep(retryMs)
      }
    }
  }
  keepAlive(await current)

  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      stopping = true
      const last = await current.catch(() => undefined)
      if (last) await end(last.child)
    },
  }
}

function makeFolder(place: string): void {
  try {
    mkdirSync(place, { recursive: true })
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new DataFolderError(`The data folder ${place} cannot be made or written (${(error as NodeJS.ErrnoException).code}); choose another with FANGCUN_DATA.`)
  }
}

type Launched = { child: ChildProcess; port: number }

function launch(folder: string, port: number, password: string): Promise<Launched> {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const child = fork(fileURLToPath(new URL('child.ts', import.meta.url)), [folder, String(port)], {
    execArgv: ['--import', loader],
    // The password goes by the environment: other users of the machine can read arguments.
    env: { ...process.env, FANGCUN_EMBEDDED_PASSWORD: password },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('exit', (code, signal) => fail(new Error(`The embedded database did not open (${signal ?? code}).`)))
    child.once('message', (message: Report) => {
      if ('ready' in message) done({ child, port: message.ready })
      else fail('inUse' in message ? new DatabaseInUse(message.inUse) : new Error(`The embedded database did not open: ${message.failed}`))
    })
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  const impatience = setTimeout(() => child.kill('SIGKILL'), stopWithinMs)
  if (child.connected) child.send('stop')
  else child.kill('SIGKILL')
  await ended
  clearTimeout(impatience)
}
