import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { findChromium, howToGetChromium } from '../chromium.ts'
import { type Env, isHttps } from '../env.ts'
import { checkReach } from '../reach.ts'

/** `bad`: the app needs it; `note`: only tests or speed do. */
export type Check = { what: string; state: 'good' | 'bad' | 'note'; found: string; remedy?: string }

const require = createRequire(import.meta.url)

export async function checkMachine(env: Env): Promise<Check[]> {
  return [node(), packages(), folder(env), await port(env), reach(env), web(), browser(env), fonts(), program('GDAL (tests)', ['ogrinfo'], 'gdal-bin')]
}

function node(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const good = major > 20 || (major === 20 && minor >= 19)
  return { what: 'Node.js', state: good ? 'good' : 'bad', found: process.versions.node, ...(good ? {} : { remedy: 'Install Node.js 20.19 or newer: https://nodejs.org' }) }
}

function packages(): Check {
  const wanted = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { dependencies: Record<string, string> }
  const missing = Object.keys(wanted.dependencies).filter((name) => !(require.resolve.paths(name) ?? []).some((place) => existsSync(join(place, name, 'package.json'))))
  if (!missing.length) return { what: 'Packages', state: 'good', found: `all ${Object.keys(wanted.dependencies).length}` }
  return { what: 'Packages', state: 'bad', found: `missing: ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' ...' : ''}`, remedy: 'npm ci' }
}

function folder({ FANGCUN_DATA }: Env): Check {
  const place = resolve(FANGCUN_DATA)
  try {
    mkdirSync(place, { recursive: true })
    accessSync(place, constants.W_OK)
  } catch {
    return { what: 'Data folder', state: 'bad', found: `${place} cannot be written`, remedy: 'Give another folder with FANGCUN_DATA=/some/folder, or the right to write to this one.' }
  }
  return { what: 'Data folder', state: 'good', found: existsSync(join(place, 'lock')) ? `${place} (in use by a server, or left by one that was killed)` : place }
}

async function port({ HOST, PORT }: Env): Promise<Check> {
  const free = await new Promise<boolean>((done) => {
    const server = createServer()
    server.once('error', () => done(false))
    server.listen(PORT, HOST, () => server.close(() => done(true)))
  })
  if (free) return { what: 'Port', state: 'good', found: `${HOST}:${PORT} is free` }
  const own = await fetch(`http://${HOST}:${PORT}/health`, { signal: AbortSignal.timeout(2000) }).then((answer) => answer.ok && answer.json(), () => undefined)
  if ((own as { status?: string } | undefined)?.status === 'ok') return { what: 'Port', state: 'note', found: `Fangcun is running on ${HOST}:${PORT}` }
  return { what: 'Port', state: 'bad', found: `${HOST}:${PORT} is taken or may not be used`, remedy: `Choose another: PORT=${PORT + 1} npm start` }
}

/** Whether passwords would travel in the open. */
function reach(env: Env): Check {
  const what = 'HTTPS'
  try {
    const own = checkReach(env)
    return { what, state: 'good', found: own ? 'served with FANGCUN_TLS_CERT' : isHttps(env) ? `by the proxy at ${env.FANGCUN_ORIGIN}` : 'not needed on loopback' }
  } catch (error) {
    return { what, state: 'bad', found: 'the settings do not allow to serve', remedy: (error as Error).message }
  }
}

function web(): Check {
  const built = existsSync(new URL('../../dist/web/index.html', import.meta.url))
  return { what: 'Web app', state: built ? 'good' : 'note', found: built ? 'built' : 'not built yet; fangcun start does it' }
}

function browser({ FANGCUN_CHROMIUM }: Env): Check {
  const what = 'Chromium (PDF, wall screens, tests)'
  const found = findChromium(FANGCUN_CHROMIUM)
  if (found) return { what, state: 'good', found }
  return { what, state: 'note', found: FANGCUN_CHROMIUM ? `${FANGCUN_CHROMIUM} is not a program` : 'not found: briefings have no PDF, a screen is opened by hand', remedy: howToGetChromium }
}

function program(what: string, names: string[], debian: string): Check {
  const places = (process.env.PATH ?? '').split(':')
  const found = names.flatMap((name) => places.map((place) => join(place, name))).find((path) => existsSync(path))
  return found ? { what, state: 'good', found } : { what, state: 'note', found: 'not found', remedy: `sudo apt-get install -y --no-install-recommends ${debian}` }
}

function fonts(): Check {
  const what = 'Chinese font (tests)'
  try {
    const found = execFileSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).split('\n')[0]
    if (found) return { what, state: 'good', found }
  } catch {
    // fontconfig is not installed; the remedy is the same
  }
  return { what, state: 'note', found: 'not found', remedy: 'sudo apt-get install -y --no-install-recommends fontconfig fonts-noto-cjk' }
}
