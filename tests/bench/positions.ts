import { writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { demoCookie } from '../../server/cli/demoSession.ts'
import type { Sql } from '../../server/database.ts'
import { keyOf } from '../../server/session/token.ts'
import { usageOf } from './children.ts'
import { quantile } from './fanout.ts'
import { median, pairOf } from './pair.ts'
import { type App, type Place, withSql } from './place.ts'
import { type Line, limitLine, pairLine, plainLine } from './report.ts'
import { psql } from './tools.ts'

const devices = 500
const everySeconds = 10
const liveSeconds = 60
const limitMs = 2_000
/** Batches of a phone that catches up. */
const perBatch = 2_500
const batches = 32
const beside = 4

const keyOfDevice = (n: number) => `bench${String(n).padStart(38, '0')}`
const placeOf = (n: number, second: number) => ({ lng: 121.40 + (n % 25) * 0.004 + ((second * 1.3) % 300) / 95_000, lat: 31.20 + Math.floor(n / 25) * 0.004 })

/** Teams on shift, each with a device and its key. */
async function makeDevices(sql: Sql): Promise<number[]> {
  const teams = await sql<{ id: number }[]>`insert into team (area_id, call_sign) select (select min(id) from area), 'bench ' || n from generate_series(0, ${devices - 1}::integer) n returning id`
  await sql`insert into shift (area_id, team_id, during) select t.area_id, t.id, tstzrange(now() - interval '6 days', now() + interval '1 day') from team t where t.call_sign like 'bench %'`
  await sql`insert into device (area_id, team_id, name) select t.area_id, t.id, 'phone' from team t where t.call_sign like 'bench %'`
  const ids = teams.map(({ id }) => id)
  await sql`insert into device_key (id, device_id, key_hash, created_by) select gen_random_uuid(), d.id, decode(h, 'hex'), 'bench' from unnest(${ids}::integer[], ${ids.map((_, n) => keyOf(keyOfDevice(n)))}::text[]) k(team, h) join device d on d.team_id = k.team`
  return ids
}

/** Rows a second of batches that come by HTTP: judged, stored, with coverage, tail and live position; against the same rows by COPY into the same table. */
async function doorLine(place: Place, url: string, app: App, sql: Sql, teams: number[], rounds: number): Promise<Line[]> {
  const cookie = await demoCookie(app.url, 'demo-admin')
  const pairs: [number, number][] = []
  const cpu: number[] = []
  for (let round = 0; round < rounds; round++) {
    // Each round a day of its own, so that both sides find the same.
    const from = Date.now() - (round % 5) * 86_400_000 - 80_000_000
    const bodies = Array.from({ length: batches }, (_, n) => JSON.stringify({ teamId: teams[n], device: `catches up ${round}`, fixes: Array.from({ length: perBatch }, (_, i) => ({ at: new Date(from + i * 10_000).toISOString(), ...placeOf(n, i), accuracyMeters: 8 })) }))
    const before = usageOf(app.pid)
    const started = performance.now()
    let next = 0
    const sender = async () => {
      while (next < bodies.length) {
        const answer = await fetch(`${app.url}/api/positions`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: bodies[next++] as string })
        const { accepted } = (await answer.json()) as { accepted: number }
        if (accepted !== perBatch) throw new Error(`${accepted} of ${perBatch} fixes were taken (${answer.status})`)
      }
    }
    await Promise.all(Array.from({ length: beside }, sender))
    const door = (batches * perBatch) / ((performance.now() - started) / 1000)
    cpu.push(((usageOf(app.pid).cpuSeconds - before.cpuSeconds) / (batches * perBatch)) * 1e6)
    const file = join(place.folder, 'same.bin')
    writeFileSync(file, '', { mode: 0o666 })
    await psql(url, [`\\copy (select 900000 + device_id, at, area_id, x, y, speed_cm_s, accuracy_m from position p where device_id in (select id from device where name = 'catches up ${round}')) to '${file}' (format binary)`])
    const copied = performance.now()
    await psql(url, [`\\copy position (device_id, at, area_id, x, y, speed_cm_s, accuracy_m) from '${file}' (format binary)`])
    pairs.push([door, (batches * perBatch) / ((performance.now() - copied) / 1000)])
    await sql`delete from position where device_id > 900000`
  }
  return [pairLine(`batches of ${perBatch.toLocaleString('en')} fixes through the door / plain COPY`, 'rows/s', pairOf(pairs)), plainLine('  the app, per fix', `${median(cpu).toFixed(0)} µs of processor`, { cpuMicroseconds: median(cpu) })]
}

/** Of each team what was shown, in order: the fix's own time and when it came. */
type Reader = { seen: Map<number, { fixMs: number; at: number }[]>; close(): void }
const now = () => performance.timeOrigin + performance.now()

/** A screen: when each newest position of a team came. */
function openReader(app: App): Promise<Reader> {
  const seen: Reader['seen'] = new Map()
  return new Promise((done, fail) => {
    const ask = request(`${app.url}/live`, { headers: { cookie: app.cookie }, agent: false }, (answer) => {
      let rest = ''
      answer.setEncoding('utf8').on('data', (text: string) => {
        const at = now()
        const blocks = (rest + text).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          if (block.startsWith('event: hello')) done({ seen, close: () => ask.destroy() })
          if (!block.startsWith('event: position')) continue
          const from = block.indexOf('\ndata: ') + 7
          const end = block.indexOf('\n', from)
          for (const { teamId, at: fixAt } of JSON.parse(block.slice(from, end < 0 ? undefined : end)) as { teamId: number; at: string }[]) {
            const shown = seen.get(teamId) ?? []
            seen.set(teamId, shown)
            shown.push({ fixMs: Date.parse(fixAt), at })
          }
        }
      })
      answer.on('error', () => {})
    })
    ask.on('error', fail)
    ask.end()
  })
}

/** A connection for each fix, as phones make them. */
const phones = new Agent({ keepAlive: false, maxSockets: 200 })

function ask(url: string): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    request(url, { agent: phones }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (more: string) => (text += more)).on('end', () => done({ status: answer.statusCode ?? 0, text })).on('error', fail)
    }).on('error', fail).end()
  })
}

/** Phones with a key, one fix every ten seconds each, spread evenly; from the moment before it is sent to the moment that a screen has it. */
async function liveLines(app: App, teams: number[]): Promise<Line[]> {
  const reader = await openReader(app)
  const sent: { teamId: number; fixMs: number; begun: number }[] = []
  const answers: number[] = []
  const send = async (n: number) => {
    const at = Date.now()
    const { lng, lat } = placeOf(n, at / 1000)
    const begun = now()
    sent.push({ teamId: teams[n] as number, fixMs: at, begun })
    const { status, text } = await ask(`${app.url}/api/device/osmand?key=${keyOfDevice(n)}&lat=${lat.toFixed(6)}&lon=${lng.toFixed(6)}&timestamp=${at}&accuracy=8`)
    if ((JSON.parse(text) as { accepted?: number }).accepted !== 1) throw new Error(`a fix was not taken: ${status} ${text}`)
    answers.push(now() - begun)
  }
  const before = usageOf(app.pid)
  const begun = now()
  const running: Promise<void>[] = []
  const total = (devices / everySeconds) * liveSeconds
  for (let i = 0; i < total; i++) {
    const sending = send(i % devices)
    sending.catch(() => {})
    running.push(sending)
    await sleep(Math.max(0, begun + ((i + 1) * 1000 * everySeconds) / devices - now()))
  }
  await Promise.all(running)
  await sleep(3_000)
  const seconds = (now() - begun) / 1000
  const cpu = (usageOf(app.pid).cpuSeconds - before.cpuSeconds) / seconds
  reader.close()
  // Shown is what a screen has: the fix, or a newer one of the team that took its place before the next beat.
  const delays = sent.flatMap(({ teamId, fixMs, begun: from }) => { const shown = reader.seen.get(teamId)?.find((each) => each.fixMs >= fixMs); return shown ? [shown.at - from] : [] })
  if (delays.length !== sent.length) throw new Error(`${sent.length - delays.length} of ${sent.length} positions were never seen`)
  const name = `${devices} devices at a fix in ${everySeconds} s`
  return [
    limitLine(`${name}, sent to seen, p99`, 'ms', { median: quantile(delays, 0.99), lowest: quantile(delays, 0), highest: quantile(delays, 1), runs: delays.length }, limitMs),
    plainLine('  p50; answer to the device p50 and p99; the app', `${quantile(delays, 0.5).toFixed(0)} ms; ${quantile(answers, 0.5).toFixed(1)} and ${quantile(answers, 0.99).toFixed(1)} ms; ${(cpu * 100).toFixed(0)} % of a core`, { p50: quantile(delays, 0.5), answerP50: quantile(answers, 0.5), answerP99: quantile(answers, 0.99), cpu }),
  ]
}

export async function positionsSection(place: Place, rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  const url = await place.database('positions', 'town')
  await withSql(url, async (sql) => {
    const teams = await makeDevices(sql)
    const app = await place.startApp('positions')
    try {
      tell(await liveLines(app, teams))
      tell(await doorLine(place, url, app, sql, teams, rounds))
    } finally {
      await app.stop()
    }
  })
  await place.drop('positions')
  tell([plainLine('load average of the machine', loadavg().map((load) => load.toFixed(1)).join(' '))])
}
