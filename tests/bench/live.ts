import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from '../../geodata/model/id.ts'
import { asActor, type Sql } from '../../server/database.ts'
import { keyOf, newToken } from '../../server/session/token.ts'
import { type Child, startChild, usageOf } from './children.ts'
import { fanoutLines, quantile } from './fanout.ts'
import { type App, type Place, withSql } from './place.ts'
import { type Line, limitLine, plainLine } from './report.ts'
import type * as Client from './streamClient.ts'

const changes = 200
const everyMs = 100
/** How many screens, and what their slowest hundredth may take from commit to the change in the store. */
const sizes = [{ streams: 20, limitMs: 200 }, { streams: 200, limitMs: 1_000 }, { streams: 1_000, limitMs: 1_000 }]
const now = () => performance.timeOrigin + performance.now()

type Spot = { lng: number; lat: number; category: number; areaId: number }

/** Accounts of three roles over each area above the spot, with a session each: as many sets of rights, all of which see what happens there. */
async function signIn(sql: Sql, { areaId }: Spot): Promise<string[]> {
  const accounts = await sql<{ id: string }[]>`
    with recursive above(id, parent_id) as (select id, parent_id from area where id = ${areaId} union select a.id, a.parent_id from area a join above on above.parent_id = a.id),
    duty as (select distinct 'bench-' || replace(r.role, '_', '-') || '-' || above.id as account, r.role, above.id as area_id from above cross join role_right r where r.right_to = 'read' and r.role in ('command_operator', 'supervisor', 'leader')),
    made as (insert into account (id, name_zh, name_en) select account, account, account from duty returning id),
    given as (insert into assignment (account_id, area_id, role) select account, area_id, role from duty)
    select id from made order by id`
  const cookies: string[] = []
  for (const { id } of accounts) {
    const token = newToken()
    await sql`select start_session(${keyOf(token)}, ${id}, 'bench', '', 36000, 36000)`
    cookies.push(`fangcun_session=${token}`)
  }
  return cookies
}

/** Reports a matter as the operator; answers its id and the moment before its commit was sent. */
async function commitOne(sql: Sql, spot: Spot): Promise<[string, number]> {
  const id = uuidv7(Math.random, Date.now())
  const report = { id, geometry: { type: 'Point', coordinates: [spot.lng, spot.lat] }, categoryId: spot.category, channel: 'phone', provenance: 'public', title: '路灯不亮', details: '', address: '', occurredAt: new Date().toISOString() }
  const at = await asActor(sql, 'demo-command', async (tx) => {
    await tx`select from report_incident(${tx.json(report)}::jsonb)`
    return now()
  })
  return [id, at]
}

async function sizeLines(sql: Sql, app: App, spot: Spot, cookies: string[], { streams, limitMs }: (typeof sizes)[number]): Promise<Line[]> {
  const readers: Child<Client.Order, Client.Told>[] = Array.from({ length: streams > 20 ? 2 : 1 }, () => startChild('./streamClient.ts'))
  try {
    const before = usageOf(app.pid)
    for (const reader of readers) await reader.ask({ what: 'open', url: `${app.url}/live`, cookies, streams: streams / readers.length })
    for (let n = 0; n < 5; n++) await commitOne(sql, spot)
    await sleep(1_000)
    for (const reader of readers) await reader.ask({ what: 'forget' })
    const opened = usageOf(app.pid)
    const begun = now()
    const committed = new Map<string, number>()
    for (let n = 0; n < changes; n++) {
      const [id, at] = await commitOne(sql, spot)
      committed.set(id, at)
      await sleep(begun + (n + 1) * everyMs - now())
    }
    await sleep(2_000)
    const after = usageOf(app.pid)
    const seconds = (now() - begun) / 1000
    const delays: number[] = []
    for (const reader of readers) {
      const told = await reader.ask({ what: 'collect' })
      if (told.what !== 'collected' || told.closed) throw new Error('streams were closed')
      for (const [id, at] of told.applied) {
        const from = committed.get(id)
        if (from !== undefined) delays.push(at - from)
      }
    }
    const lost = changes * streams - delays.length
    if (lost) throw new Error(`${lost} of ${changes * streams} changes were not applied`)
    const figures = { lowest: quantile(delays, 0), highest: quantile(delays, 1), runs: delays.length }
    const cpu = after.cpuSeconds - opened.cpuSeconds
    const name = `commit to applied, ${streams.toLocaleString('en')} streams`
    return [
      limitLine(`${name}, p99`, 'ms', { median: quantile(delays, 0.99), ...figures }, limitMs, 'P11'),
      plainLine('  p50; none lost; the app, per stream', `${quantile(delays, 0.5).toFixed(1)} ms; ${((opened.megabytes - before.megabytes) * 1024 / streams).toFixed(0)} KB, ${(cpu / seconds / streams * 1e6).toFixed(0)} µs of processor a second at ${1000 / everyMs} changes, ${(cpu / delays.length * 1e6).toFixed(0)} µs a delivery, ${cookies.length} sets of rights`,
        { p50: quantile(delays, 0.5), kilobytesPerStream: (opened.megabytes - before.megabytes) * 1024 / streams, cpuMicrosecondsPerDelivery: cpu / delays.length * 1e6 }),
    ]
  } finally {
    for (const reader of readers) await reader.end()
    await sleep(500)
  }
}

/** From the commit of a report to the change in the store of every open screen, relay and re-reading as each set of rights included; then the fan-out alone. */
export async function liveSection(place: Place, rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  await withSql(place.urlOf('town'), async (sql) => {
    const [spot] = await sql<Spot[]>`select area_id, st_x(p) as lng, st_y(p) as lat, (select min(id) from category) as category from (select area_id, st_pointonsurface(geom) as p from zone order by id limit 1) z`
    if (!spot) throw new Error('the town has no zone')
    const cookies = await signIn(sql, spot)
    const app = await place.startApp('town')
    try {
      for (const size of sizes) tell(await sizeLines(sql, app, spot, cookies, size))
    } finally {
      await app.stop()
    }
  })
  tell(await fanoutLines(rounds))
  tell([plainLine('load average of the machine', loadavg().map((load) => load.toFixed(1)).join(' '))])
}
