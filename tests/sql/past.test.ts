import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import { createRandom, pick, randomInt, type Random } from '../../geodata/random.ts'
import { asActor, type Transaction } from '../../server/database.ts'
import { freshDatabase, type FreshDatabase } from '../database.ts'
import { makeCity } from '../server/city.ts'

const start = Date.parse('2026-03-01T00:00:00Z')
const minutes = 90
const instant = (minute: number) => new Date(start + minute * 60_000).toISOString()
const states = ['registered', 'dispatched', 'accepted', 'handling', 'fed_back', 'verified', 'closed', 'called_back', 'archived', 'suspended']
/** All that a step may change; the version is a lock and no part of the past. */
const columns = 'id, area_id, zone_id, category_id, severity, state, occurred_at, reported_at, registered_at, closed_at, due_at, due_step, escalation, extended_at, extension_asked_at, merged_into, result, satisfaction'

type Row = Record<string, unknown> & { id: string; areaId: number }
let db: FreshDatabase
const recorded: Row[][] = []

async function reportOne(tx: Transaction, random: Random, minute: number): Promise<void> {
  const west = random() < 0.5
  const id = uuidv7(random, start + minute * 60_000)
  await tx`insert into incident (id, area_id, zone_id, category_id, severity, channel, title, occurred_at, reported_at, geom) values (${id}, ${west ? 2 : 3}, ${west ? randomInt(random, 1, 2) : randomInt(random, 3, 4)},
    ${randomInt(random, 1, 3)}, 2, 'phone', 'matter', ${instant(minute - randomInt(random, 0, 30))}, ${instant(minute)}, st_setsrid(st_makepoint(${west ? 121.405 : 121.425}, 31.205), 4326))`
  await enter(tx, id, 'report', null, minute)
}

/** The entry with the snapshot that the step function writes: what the contract of the log names. */
const enter = (tx: Transaction, id: string, action: string, from: string | null, minute: number) => tx`
  insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor, after)
  select i.id, i.area_id, ${instant(minute)}, ${action}, ${from}::text, i.state, 'demo-command', jsonb_build_object('state', i.state, 'severity', i.severity, 'category_id', i.category_id, 'zone_id', i.zone_id,
    'area_id', i.area_id, 'merged_into', i.merged_into, 'due_at', i.due_at, 'due_step', i.due_step, 'escalation', i.escalation, 'result', i.result, 'satisfaction', i.satisfaction,
    'registered_at', i.registered_at, 'closed_at', i.closed_at, 'extended_at', i.extended_at, 'extension_asked_at', i.extension_asked_at) from incident i where i.id = ${id}`

async function changeOne(tx: Transaction, random: Random, all: Row[], minute: number): Promise<void> {
  const { id, state } = pick(random, all)
  const others = all.filter((each) => each.id !== id)
  const to = others.length && random() < 0.1 ? 'merged' : pick(random, states)
  const or = <T>(value: T) => (random() < 0.5 ? value : null)
  await tx`update incident set state = ${to}, merged_into = ${to === 'merged' ? pick(random, others).id : null}, category_id = ${randomInt(random, 1, 3)}, severity = ${randomInt(random, 1, 4)},
    due_at = ${or(instant(minute + 100))}, due_step = ${or('close')}, escalation = ${randomInt(random, 0, 3)}, result = ${or('resolved')}, satisfaction = ${or('satisfied')},
    registered_at = coalesce(registered_at, ${or(instant(minute))}::timestamptz), closed_at = ${to === 'closed' ? instant(minute) : or(instant(minute - 1))},
    extended_at = ${or(instant(minute))}, extension_asked_at = ${or(instant(minute))} where id = ${id}`
  await enter(tx, id, 'handle', state as string, minute)
}

/** What a person would do next: report, take a step that is offered, or take the last one back. */
async function actOnce(tx: Transaction, random: Random, mine: (rows: readonly Row[]) => Row[]): Promise<void> {
  const open = mine(await stand(tx, 'incident')).filter(({ state }) => state !== 'archived')
  if (open.length < 6) return void (await tx`select from report_incident(${tx.json({ id: uuidv7(random, Date.now()), categoryId: randomInt(random, 1, 3), channel: 'phone', provenance: 'public', title: 'matter', occurredAt: new Date().toISOString(), geometry: { type: 'Point', coordinates: [121.405, 31.205] } })}::jsonb)`)
  const { id } = pick(random, open)
  const offers = await tx<{ action: string; workOrderId: string | null; version: number }[]>`select o.action, o.work_order_id, i.version from incident i, lateral incident_actions(i.id) o where i.id = ${id} and o.action not in ('cancel', 'archive') order by 1, 2`
  if (!offers.length) return
  const { action, workOrderId, version } = pick(random, offers)
  const command = {
    id: uuidv7(random, Date.now()), action, version, note: 'why', ...(workOrderId ? { workOrderId } : {}), orders: [{ id: uuidv7(random, Date.now()), teamId: randomInt(random, 1, 2) }], result: 'resolved', satisfaction: 'satisfied',
    target: pick(random, open).id, category: { categoryId: randomInt(random, 1, 3), severity: randomInt(random, 1, 4) }, parts: [{ id: uuidv7(random, Date.now()), categoryId: 1, title: 'part' }],
    addressee: { id: uuidv7(random, Date.now()), teamId: randomInt(random, 1, 2) }, feedback: 'done',
  }
  // Some are refused (merged into itself, a team that has an order already): a person would try something else.
  const taken = await tx.savepoint(async (inner) => (await inner`select from step_incident(${id}::uuid, ${inner.json(command)}::jsonb)`).count).catch(() => 0)
  if (taken && random() < 0.15) await tx`select from undo_steps(${command.id}::uuid)`
}

const stand = (tx: Transaction, from: string) => tx.unsafe<Row[]>(`select ${columns} from ${from} i order by id`)

/** Some ninety minutes of reports and steps; after each minute the table is written down as it stands. */
async function live(seed: number): Promise<void> {
  const random = createRandom(seed)
  for (let minute = 0; minute < minutes; minute++) {
    await db.sql.begin(async (work) => {
      const tx = work as unknown as Transaction
      if (minute % 3 === 0) await reportOne(tx, random, minute)
      const all = await stand(tx, 'incident')
      for (let n = randomInt(random, 0, 3); n > 0; n--) await changeOne(tx, random, all, minute)
      recorded.push([...(await stand(tx, 'incident'))])
    })
  }
}

beforeAll(async () => {
  db = await freshDatabase()
  await makeCity(db.sql)
  await live(20261125)
})
afterAll(() => db?.drop())

describe('incident_at', () => {
  it('is what the table was at each of the minutes, and half a minute later', async () => {
    expect(new Set(recorded.at(-1)?.map(({ state }) => state)).size).toBeGreaterThan(5)
    for (const [minute, rows] of recorded.entries()) {
      for (const shift of [0, 0.5]) {
        const at = instant(minute + shift)
        expect([...(await asActor(db.sql, 'demo-command', (tx) => stand(tx, `incident_at('${at}')`)))], at).toEqual(rows)
      }
    }
  })

  it('is nothing before the first report, and the table itself after the last entry', async () => {
    await asActor(db.sql, 'demo-command', async (tx) => {
      expect(await stand(tx, `incident_at('${instant(-1)}')`)).toHaveLength(0)
      expect([...(await stand(tx, 'incident_at(now())'))]).toEqual([...(await stand(tx, 'incident'))])
    })
  })

  it('gives a lead the past of the own community only, and nobody nothing', async () => {
    for (const minute of [10, 45, 80]) {
      const rows = await asActor(db.sql, 'demo-lead-01', (tx) => stand(tx, `incident_at('${instant(minute)}')`))
      expect([...rows]).toEqual(recorded[minute]?.filter(({ areaId }) => areaId === 2))
      expect(await asActor(db.sql, 'nobody', (tx) => stand(tx, `incident_at('${instant(minute)}')`))).toHaveLength(0)
    }
  })

  it('takes the states that entries without a snapshot name, and what it can from the row', async () => {
    const id = uuidv7(createRandom(5), start)
    await db.sql`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, reported_at, registered_at, closed_at, state, result, satisfaction, geom)
      values (${id}, 2, 1, 3, 'phone', 'old', ${instant(0)}, ${instant(0)}, ${instant(10)}, ${instant(30)}, 'called_back', 'resolved', 'satisfied', st_setsrid(st_makepoint(121.405, 31.205), 4326))`
    const steps: [number, string | null, string][] = [[10, 'reported', 'registered'], [20, 'registered', 'handling'], [30, 'handling', 'closed'], [40, 'closed', 'called_back']]
    for (const [minute, from, to] of steps) await db.sql`insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor) values (${id}, 2, ${instant(minute)}, 'handle', ${from}, ${to}, 'demo-command')`
    const then = (minute: number) => asActor(db.sql, 'demo-command', async (tx) => (await tx.unsafe<Row[]>(`select state, registered_at, closed_at, result, satisfaction from incident_at('${instant(minute)}') where id = '${id}'`))[0])
    const at = (minute: number) => new Date(start + minute * 60_000).toISOString()
    expect(await then(-1)).toBeUndefined()
    // The entry of the report itself is missing: the first later one says what it was.
    expect(await then(5)).toEqual({ state: 'reported', registeredAt: null, closedAt: null, result: null, satisfaction: null })
    expect(await then(25)).toEqual({ state: 'handling', registeredAt: at(10), closedAt: null, result: null, satisfaction: null })
    expect(await then(35)).toEqual({ state: 'closed', registeredAt: at(10), closedAt: at(30), result: 'resolved', satisfaction: null })
    expect(await then(45)).toEqual({ state: 'called_back', registeredAt: at(10), closedAt: at(30), result: 'resolved', satisfaction: 'satisfied' })
  })

  it('is what steps of the loop left behind, after each of them: reports, orders, merges, splits, undone steps', async () => {
    const random = createRandom(7)
    const before = (await db.sql<{ id: string }[]>`select id from incident`).map(({ id }) => id)
    const moments: { at: string; rows: Row[] }[] = []
    const fresh = `incident_at($1::timestamptz)`
    const mine = (rows: readonly Row[]) => rows.filter(({ id }) => !before.includes(id))
    for (let n = 0; n < 160; n++) {
      await asActor(db.sql, 'demo-command', (tx) => actOnce(tx, random, mine))
      const [row] = await db.sql<{ at: string }[]>`select clock_timestamp() as at`
      moments.push({ at: row?.at ?? '', rows: mine(await asActor(db.sql, 'demo-command', (tx) => stand(tx, 'incident'))) })
    }
    expect(new Set(moments.flatMap(({ rows }) => rows.map(({ state }) => state))).size).toBeGreaterThan(7)
    for (const { at, rows } of moments) expect(mine(await asActor(db.sql, 'demo-command', (tx) => tx.unsafe<Row[]>(`select ${columns} from ${fresh} i order by id`, [at]))), at).toEqual(rows)
  })

  it('reaches the indexes of the table by time and by id, as the application role', async () => {
    await db.sql`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, reported_at, geom)
      select gen_random_uuid(), 2, 1, 1, 'phone', 'old', '2020-01-01'::timestamptz + make_interval(mins => i), '2020-01-01'::timestamptz + make_interval(mins => i), st_setsrid(st_makepoint(121.405, 31.205), 4326) from generate_series(1, 3000) i`
    await db.sql`insert into incident_log (incident_id, area_id, at, action, to_state, actor) select id, area_id, reported_at, 'report', 'reported', 'demo-command' from incident where title = 'old' and reported_at < '2021-01-01'`
    await db.sql`analyze`
    const plan = async (where: string) => asActor(db.sql, 'demo-command', async (tx) => JSON.stringify(await tx.unsafe(`explain (format json) select state from incident_at('${instant(50)}') where ${where}`)))
    expect(await plan(`occurred_at >= '${instant(0)}' and occurred_at < '${instant(20)}'`)).toContain('incident_time')
    expect(await plan(`id = '${recorded[9]?.[0]?.id}'`)).toContain('incident_pkey')
    expect(await plan(`id = '${recorded[9]?.[0]?.id}'`)).not.toContain('Seq Scan')
  })
})
