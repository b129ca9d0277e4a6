import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CommandError } from './tell.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const sources = ['web', 'geodata', 'vite.config.ts', 'vite.shell.ts', 'package.json']

function newest(path: string): number {
  const facts = statSync(path)
  if (!facts.isDirectory()) return facts.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/** Whether the built web app is missing or older than what it is built from. */
export function webIsOld(): boolean {
  const built = join(root, 'dist/web/index.html')
  if (!existsSync(built)) return true
  const at = statSync(built).mtimeMs
  return sources.some((name) => existsSync(join(root, name)) && newest(join(root, name)) > at)
}

/** Builds the web app in a process of its own, so that the database opens meanwhile. @throws CommandError with what the builder said */
export function buildWeb(signal: AbortSignal): Promise<void> {
  const bin = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [bin, 'build', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], signal })
    let said = ''
    child.stdout.on('data', (data) => (said += data))
    child.stderr.on('data', (data) => (said += data))
    child.once('error', fail)
    child.once('exit', (code) => (code === 0 ? done() : fail(new CommandError(`The web app could not be built:\n${said.slice(-3000)}`))))
  })
}
