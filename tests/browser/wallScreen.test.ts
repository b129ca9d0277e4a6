// A real Chromium is kept open over a crash of its tab, a page that hangs, the end of the browser and a server that is away.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { keepScreen, type KioskEvent } from '../../server/kiosk/keepScreen.ts'
import { flags } from './page.ts'

const folder = mkdtempSync(join(tmpdir(), 'fangcun-kiosk-'))
const stop = new AbortController()
const events: KioskEvent[] = []
const asked: string[] = []
let server: Server
let kept: Promise<void>
/** What the page does as it is loaded. */
let trouble: '' | 'hang' = ''
const listen = (port: number) => new Promise<number>((resolve) => {
  server = createServer((request, response) => {
    if (request.url === '/favicon.ico') {
      response.writeHead(404).end()
      return
    }
    asked.push(request.url ?? '')
    response.setHeader('content-type', 'text/html')
    // The page goes on to its screen by itself, as after a code was approved.
    response.end(`<!doctype html><title>wall</title><script>if (location.pathname === '/wall') history.replaceState(null, '', '/wall/1/2'); ${trouble === 'hang' ? 'setTimeout(() => { for (;;) {} }, 100)' : ''}</script>`)
    trouble = ''
  })
  server.listen(port, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
})
const close = () => new Promise<void>((resolve) => { server.closeAllConnections(); server.close(() => resolve()) })
const count = (event: KioskEvent) => events.filter((each) => each === event).length
/** Processes of this browser, by the folder that no other has. */
const processes = (kind: string) => execFileSync('sh', ['-c', `ps -eo pid,args | grep -F -- '${folder}' | grep -v grep | grep -- '${kind}' || true`], { encoding: 'utf8' }).split('\n').flatMap((line) => (/^\s*(\d+)/.exec(line) ? [Number(/^\s*(\d+)/.exec(line)![1])] : []))

beforeAll(async () => {
  const port = await listen(0)
  kept = keepScreen({ url: `http://127.0.0.1:${port}/wall`, executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', folder, args: [...flags], headless: true, everyMs: 300, patienceMs: 4_000 }, stop.signal, (event) => events.push(event))
})
afterAll(async () => {
  stop.abort()
  await kept
  await close()
  // It writes its profile as it ends.
  await vi.waitUntil(() => processes('').length === 0, { timeout: 20_000 })
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

test('a tab that crashes is opened again where it was', async () => {
  await expect.poll(() => count('went on')).toBe(1)
  expect(asked).toContain('/wall')
  const before = count('opened')
  for (const pid of processes('--type=renderer')) process.kill(pid, 'SIGSEGV')
  await expect.poll(() => count('tab crashed')).toBe(1)
  // The process that stood ready for the next tab was killed as well, and may take the whole browser along: opened again all the same.
  await expect.poll(() => count('opened')).toBeGreaterThan(before)
  await expect.poll(() => asked.at(-1)).toBe('/wall/1/2')
})

test('a browser that ended is started again, and a page that hangs is opened anew', async () => {
  trouble = 'hang'
  const before = { ended: count('browser ended'), opened: count('opened'), hung: count('no answer') }
  const [main] = processes('--user-data-dir').toSorted((a, b) => a - b)
  process.kill(main!, 'SIGKILL')
  await expect.poll(() => count('no answer')).toBeGreaterThan(before.hung)
  await expect.poll(() => count('opened')).toBeGreaterThan(before.opened + 1)
  expect(count('browser ended')).toBeGreaterThan(before.ended)
  expect(asked.at(-1)).toBe('/wall/1/2')
})

test('a server that is away is waited for', async () => {
  const { port } = server.address() as { port: number }
  const before = count('opened')
  await close()
  for (const pid of processes('--type=renderer')) process.kill(pid, 'SIGSEGV')
  await expect.poll(() => count('not there')).toBeGreaterThan(0)
  await listen(port)
  await expect.poll(() => count('opened')).toBeGreaterThan(before)
})
