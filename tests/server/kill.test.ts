/** Server and database are killed with -9 while twenty people take steps: what was acknowledged is there once, in order, and nothing else is. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import { demoCookie } from '../../server/cli/demoSession.ts'
import { west } from './city.ts'
import { report } from './door.ts'
import { type Faulty, openFaulty } from './fault.ts'

const { kind } = inject('database')
const writers = 20
const newId = () => uuidv7(Math.random, Date.now())
let faulty: Faulty
beforeAll(async () => void (faulty = await openFaulty(kind)))
afterAll(() => faulty?.close())

type Tally = { acknowledged: Map<string, string[]>; unavailable: number; unreachable: number; strange: string[]; slowestMs: number }

/** Sends the same command until it is acknowledged, as a client that lost the answer does. */
async function send(path: string, cookie: string, body: object, tally: Tally): Promise<number> {
  const text = JSON.stringify(body)
  for (const begun = performance.now(); ; await sleep(100)) {
    const answer = await fetch(`${faulty.url}${path}`, { method: 'POST', body: text, headers: { 'content-type': 'application/json', cookie }, signal: AbortSignal.timeout(20_000) }).catch(() => undefined)
    const said = await answer?.text().catch(() => undefined)
    if (answer?.ok && said !== undefined) {
      tally.slowestMs = Math.max(tally.slowestMs, performance.now() - begun)
      return (JSON.parse(said) as { incident: { version: number } }).incident.version
    }
    if (answer === undefined || said === undefined) tally.unreachable++
    else if (answer.status === 503) tally.unavailable++
    else {
      tally.strange.push(`${answer.status} ${said}`)
      return 0
    }
  }
}

const course = ['register', 'dispatch', 'accept', 'handle', 'feed_back', 'verify', 'close', 'call_back', 'archive']

/** Takes one matter after another through the loop, a command at a time. */
async function work(cookie: string, tally: Tally, over: () => boolean): Promise<void> {
  while (!over()) {
    const sent = report(west)
    const order = newId()
    const entries = ['report']
    let version = await send('/api/incidents', cookie, sent, tally)
    tally.acknowledged.set(sent.id, entries)
    for (const action of course) {
      if (over() || !version) break
      const onOrder = action === 'accept' || action === 'handle' || action === 'feed_back'
      const given = { note: 'x', orders: action === 'dispatch' ? [{ id: order, postId: 1 }] : undefined, result: 'resolved', satisfaction: 'satisfied', feedback: 'done', workOrderId: onOrder ? order : undefined }
      version = await send(`/api/incidents/${sent.id}/steps`, cookie, { id: newId(), action, version, ...given }, tally)
      if (version) entries.push(action)
    }
  }
}

const healthy = (timeout: number) => expect.poll(() => fetch(`${faulty.url}/health`).then(({ status }) => status, () => 0), { timeout, interval: 50 }).toBe(200)

test('kill -9 of the database, then of the server, under twenty writers', async () => {
  const cookie = await demoCookie(faulty.url, 'demo-command')
  const tally: Tally = { acknowledged: new Map(), unavailable: 0, unreachable: 0, strange: [], slowestMs: 0 }
  const count = () => [...tally.acknowledged.values()].reduce((sum, { length }) => sum + length, 0)
  let over = false
  const working = Promise.all(Array.from({ length: writers }, () => work(cookie, tally, () => over)))
  const healed: number[] = []
  const counts: number[] = []
  for (const fault of [() => faulty.killDatabase(500), () => faulty.killServer(500)]) {
    await expect.poll(count, { timeout: 60_000 }).toBeGreaterThan((counts.at(-1) ?? 0) + 5 * writers)
    counts.push(count())
    await fault()
    const back = performance.now()
    await healthy(60_000)
    healed.push(Math.round(performance.now() - back))
    await expect.poll(count, { timeout: 60_000 }).toBeGreaterThan((counts.at(-1) as number) + 5 * writers)
  }
  over = true
  await working
  expect(tally.strange).toEqual([])
  expect(tally.unavailable + tally.unreachable).toBeGreaterThan(writers)

  let lost = 0
  let doubled = 0
  let stray = 0
  for (const [id, entries] of tally.acknowledged) {
    const { incident, log } = (await (await fetch(`${faulty.url}/api/incidents/${id}`, { headers: { cookie } })).json()) as { incident: { version: number }; log: { action: string }[] }
    const kept = log.map(({ action }) => action)
    lost += entries.filter((action) => !kept.includes(action)).length
    doubled += kept.length - new Set(kept).size
    if (kept.join() !== entries.join() || incident.version !== entries.length) stray++
  }
  console.log(`${kind}: ${count()} steps of ${tally.acknowledged.size} incidents acknowledged, ${tally.unavailable} times 503, ${tally.unreachable} times no answer, healed ${healed.join(' and ')} ms after database and server were back, slowest step ${Math.round(tally.slowestMs)} ms; lost ${lost}, doubled ${doubled}`)
  expect({ lost, doubled, stray }).toEqual({ lost: 0, doubled: 0, stray: 0 })
}, 240_000)
