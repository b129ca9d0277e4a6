/** The database is killed while ten people write: the server lives, says so, heals, and nothing acknowledged is lost or doubled. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import { type Cluster, startCluster } from '../../server/cluster/start.ts'
import { demoCookie } from '../../server/cli/demoSession.ts'
import { west } from './city.ts'
import { report } from './door.ts'
import { readStream } from './stream.ts'

const { kind } = inject('database')
const writers = 10
let folder: string
let app: { child: ChildProcess; url: string; said: () => string } | undefined
let cluster: Cluster | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), `fangcun-test-${process.pid}-`))
  chmodSync(folder, 0o711)
})
afterEach(async () => {
  if (app && app.child.exitCode === null && app.child.signalCode === null) {
    app.child.kill('SIGTERM')
    await once(app.child, 'exit')
  }
  await cluster?.stop()
  app = cluster = undefined
  rmSync(folder, { recursive: true, force: true })
})

async function openApp(): Promise<NonNullable<typeof app>> {
  if (kind === 'postgis') cluster = await startCluster(folder)
  const env = { ...process.env, PORT: '0', LOG_LEVEL: 'warn', FANGCUN_DATA: folder, DATABASE_URL: cluster?.url ?? '' }
  const script = new URL('../fixtures/server-process.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', script], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
  const url = await new Promise<string>((done, fail) => {
    child.stdout.once('data', (bytes: Buffer) => done(bytes.toString().trim()))
    child.once('exit', () => fail(new Error(said)))
  })
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()))
  return { child, url, said: () => said }
}

/** Ends the database as a power cut would, and brings it back after `awayMs`. */
async function cut(how: 'kill' | 'immediate', awayMs: number): Promise<void> {
  if (kind === 'embedded') {
    process.kill((JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')) as { pid: number }).pid, 'SIGKILL')
    return
  }
  const pid = Number(readFileSync(join(folder, 'cluster/postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, how === 'kill' ? 'SIGKILL' : 'SIGQUIT')
  await sleep(awayMs)
  // Children of a killed postmaster leave by themselves; until then its shared memory is taken.
  await expect.poll(() => startCluster(folder).then(() => true, () => false), { timeout: 20_000, interval: 250 }).toBe(true)
}

type Tally = { acknowledged: Set<string>; unavailable: number; strange: string[]; slowestMs: number }

/** Reports one matter after another, each until it is acknowledged, with the same id. */
async function write(url: string, cookie: string, tally: Tally, until: () => boolean): Promise<void> {
  while (!until()) {
    const body = JSON.stringify(report(west))
    const { id } = JSON.parse(body) as { id: string }
    for (let done = false; !done; ) {
      const before = performance.now()
      const answer = await fetch(`${url}/api/incidents`, { method: 'POST', body, headers: { 'content-type': 'application/json', cookie }, signal: AbortSignal.timeout(kind === 'embedded' ? 60_000 : 20_000) })
      const text = await answer.text()
      tally.slowestMs = Math.max(tally.slowestMs, performance.now() - before)
      done = answer.ok
      if (done) tally.acknowledged.add(id)
      else if (answer.status === 503 && answer.headers.get('retry-after') && answer.headers.get('content-type') === 'application/problem+json') tally.unavailable++
      else tally.strange.push(`${answer.status} ${text}`)
      if (!done) await sleep(100)
    }
  }
}

test.each(kind === 'postgis' ? (['kill', 'immediate'] as const) : (['kill'] as const))('a database cut off (%s) under ten writers', async (how) => {
  app = await openApp()
  const { url, child, said } = app
  const cookie = await demoCookie(url, 'demo-command')
  const stream = readStream(await fetch(`${url}/live`, { headers: { cookie } }))
  await stream.until(({ event }) => event === 'hello')
  const tally: Tally = { acknowledged: new Set(), unavailable: 0, strange: [], slowestMs: 0 }
  let over = false
  const work = Promise.all(Array.from({ length: writers }, () => write(url, cookie, tally, () => over)))
  const reading = (async () => {
    while (!over) await fetch(`${url}/api/zones`, { headers: { cookie } }).then((answer) => answer.text()).then(() => sleep(5))
  })()
  await sleep(1_000)
  const away = cut(how, 1_500)
  await sleep(700)
  const health = await fetch(`${url}/health`)
  expect([health.status, health.headers.get('content-type')]).toEqual([503, 'application/problem+json'])
  expect(Number(health.headers.get('retry-after'))).toBeGreaterThan(0)
  await away
  const back = performance.now()
  await expect.poll(() => fetch(`${url}/health`).then(({ status }) => status), { timeout: kind === 'embedded' ? 60_000 : 15_000, interval: 50 }).toBe(200)
  const healedMs = performance.now() - back
  const before = tally.acknowledged.size
  await expect.poll(() => tally.acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(before + writers)
  over = true
  await Promise.all([work, reading])
  expect(child.exitCode).toBeNull()
  expect(tally.strange).toEqual([])
  expect(tally.unavailable).toBeGreaterThan(0)
  expect(said()).not.toMatch(/TypeError|Unhandled|uncaught/i)

  const kept: string[] = []
  for (let next: string | undefined = `${url}/collections/incidents/items?limit=10000`; next; ) {
    const page = (await (await fetch(next, { headers: { cookie } })).json()) as { features: { id: string }[]; links: { rel: string; href: string }[] }
    kept.push(...page.features.map(({ id }) => id))
    next = page.links.find(({ rel }) => rel === 'next')?.href
  }
  expect(new Set(kept).size).toBe(kept.length)
  expect([...tally.acknowledged].filter((id) => !kept.includes(id))).toEqual([])
  const told = () => new Set(stream.events.flatMap(({ event, data }) => (event === 'change' && data.noun === 'incident' ? data.rows.map((row: { id: string }) => row.id) : [])) as string[])
  await expect.poll(() => [...tally.acknowledged].filter((id) => !told().has(id)).length, { timeout: 20_000 }).toBe(0)
  // The wake-up works again, not only the poll once a second.
  const last = report(west, { id: uuidv7(Math.random, Date.now()) })
  const sent = performance.now()
  expect((await fetch(`${url}/api/incidents`, { method: 'POST', body: JSON.stringify(last), headers: { 'content-type': 'application/json', cookie } })).status).toBe(201)
  await stream.until(({ event, data }) => event === 'change' && data.rows.some((row: { id: string }) => row.id === last.id))
  console.log(`${how}: ${tally.acknowledged.size} acknowledged, ${tally.unavailable} times 503, healed ${Math.round(healedMs)} ms after the database, slowest answer ${Math.round(tally.slowestMs)} ms, live in ${Math.round(performance.now() - sent)} ms`)
  await stream.close()
}, 120_000)
