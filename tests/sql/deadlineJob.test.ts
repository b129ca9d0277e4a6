import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asRelay } from '../../server/database.ts'
import { createDeadlineJob } from '../../server/jobs/deadlines.ts'
import { freshDatabase, type FreshDatabase } from '../database.ts'
import { makeCity, makeIncidents } from '../server/city.ts'

let db: FreshDatabase
beforeAll(async () => {
  db = await freshDatabase()
  await makeCity(db.sql)
  await db.sql`insert into deadline_rule (area_id, step, amount, unit) values (1, 'register', 2, 'hour'), (1, 'handle', 4, 'working_hour'), (1, 'close', 90, 'working_day')`
})
afterAll(() => db?.drop())
beforeEach(async () => {
  await db.sql`truncate incident cascade`
  await makeIncidents(db.sql, 2, 1)
})

/** 2026-11-27 is a Friday; office hours are the default 9 to 17, on Shanghai's clock. */
const at = (text: string) => new Date(`2026-${text}+08:00`).toISOString()
const begin = (state: string, moment: string) => db.sql.begin(async (tx) => {
  await tx`update incident set state = ${state}`
  await tx`select deadline_after_step(i, 'report', ${at(moment)}) from incident i`
})
const run = async (moment: string, most = 500) => (await asRelay(db.sql, (tx) => tx<{ seen: number | null }[]>`select run_deadlines(${at(moment)}, ${most}) as seen`))[0]!.seen
const said = async () => (await db.sql<{ at: string; action: string; actor: string; payload: { step: string; level: number } }[]>`select at, action, actor, payload from incident_log order by id`)
  .map((entry) => [entry.at, entry.action, entry.payload.step, entry.payload.level])
const row = async () => (await db.sql<{ escalation: number; version: number; dueAt: string | null }[]>`select escalation, version, due_at from incident`)[0]!

describe('what it says, and when', () => {
  test('a warning, then a level on the day and one on each later day, to the third', async () => {
    await begin('reported', '11-27T10:00:00')
    const { version } = await row()
    for (const moment of ['11-27T11:00:00', '11-27T11:29:59', '11-27T11:30:00', '11-27T11:59:00', '11-27T12:00:00', '11-27T13:00:00', '11-27T23:59:59', '11-28T00:00:00', '11-28T12:00:00', '11-29T00:00:01', '11-30T09:00:00', '12-05T09:00:00']) await run(moment)
    expect(await said()).toEqual([
      [at('11-27T11:30:00'), 'warn', 'register', 0], [at('11-27T12:00:00'), 'escalate', 'register', 1], [at('11-28T00:00:00'), 'escalate', 'register', 2], [at('11-29T00:00:01'), 'escalate', 'register', 3],
    ])
    expect(await row()).toEqual({ escalation: 3, version, dueAt: at('11-27T12:00:00') })
    expect(await db.sql`select level, day from escalation order by level`).toEqual([{ level: 0, day: '2026-11-27' }, { level: 1, day: '2026-11-27' }, { level: 2, day: '2026-11-28' }, { level: 3, day: '2026-11-29' }])
    expect(await db.sql`select distinct actor from incident_log where action in ('warn', 'escalate')`).toEqual([{ actor: 'system' }])
  })
  test('a clock of working time goes up at the first working moment of a later day: not on the weekend', async () => {
    await begin('accepted', '11-27T11:00:00')
    for (const moment of ['11-27T15:00:00', '11-28T10:00:00', '11-29T10:00:00', '11-30T08:59:00', '11-30T09:00:00', '12-01T08:00:00', '12-01T12:00:00']) await run(moment)
    expect(await said()).toEqual([[at('11-27T15:00:00'), 'escalate', 'handle', 1], [at('11-30T09:00:00'), 'escalate', 'handle', 2], [at('12-01T12:00:00'), 'escalate', 'handle', 3]])
  })
  test('clocks that stand still are left alone; the matter of another is not told', async () => {
    await begin('reported', '11-27T10:00:00')
    await db.sql.begin(async (tx) => {
      await tx`update incident set state = 'suspended'`
      await tx`select deadline_after_step(i, 'suspend', ${at('11-27T10:30:00')}) from incident i`
    })
    expect(await run('12-05T09:00:00')).toBe(0)
    expect(await said()).toEqual([])
  })
  test('the live stream is told', async () => {
    await begin('reported', '11-27T10:00:00')
    await db.sql`delete from outbox`
    await run('11-27T11:30:00')
    const [{ id } = { id: '' }] = await db.sql<{ id: string }[]>`select id from incident`
    expect(await db.sql`select noun, row_id from outbox`).toEqual([{ noun: 'incident', rowId: id }])
  })
})

describe('once, whatever happens', () => {
  test('a clock of the machine that jumps: forth it says one level, back nothing, and no level of a day twice', async () => {
    await begin('reported', '11-27T10:00:00')
    for (const moment of ['11-30T10:00:00', '11-27T12:30:00', '11-28T10:00:00', '11-30T11:00:00', '12-01T10:00:00', '11-30T12:00:00', '12-02T10:00:00']) await run(moment)
    expect(await said()).toEqual([[at('11-30T10:00:00'), 'escalate', 'register', 1], [at('12-01T10:00:00'), 'escalate', 'register', 2], [at('12-02T10:00:00'), 'escalate', 'register', 3]])
  })
  test('in time again after an extension, then overdue on the same day: the level stands, nothing is said twice', async () => {
    await begin('reported', '11-27T10:00:00')
    await run('11-27T12:00:00')
    await db.sql`select deadline_after_step(i, 'extend', ${at('11-27T12:10:00')}) from incident i`
    expect(await row()).toMatchObject({ escalation: 0, dueAt: at('11-27T13:00:00') })
    await run('11-27T13:00:00')
    expect(await row()).toMatchObject({ escalation: 1 })
    expect(await db.sql`select count(*) as n from escalation where level = 1`).toEqual([{ n: 1 }])
  })

  const makeMany = async (count: number) => {
    await db.sql`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, geom) select gen_random_uuid(), 2, 1, 2, 'phone', 'many ' || i, now(), st_setsrid(st_makepoint(121.405, 31.205), 4326) from generate_series(1, ${count}) i`
    const begun = await db.sql<{ id: string }[]>`select id from incident where title like 'many %'`
    const ids = begun.map((each) => each.id)
    await db.sql`insert into deadline (incident_id, area_id, step, amount, unit, warn_share, started_at, due_at, warn_at, next_at)
      select id, 2, 'register', 2, 'hour', 0.25, now() - interval '3 hours', now() - interval '1 hour', now() - interval '90 minutes', now() - interval '1 hour' from unnest(${ids}::uuid[]) as t(id)`
    await db.sql`analyze incident`
    await db.sql`analyze deadline`
    return ids
  }
  const counts = async (ids: string[]) => (await db.sql<{ entries: number; matters: number; levels: number; open: number }[]>`
    select (select count(*) from incident_log where incident_id = any (${ids}::uuid[])) as entries, (select count(distinct incident_id) from incident_log where incident_id = any (${ids}::uuid[])) as matters,
      (select count(*) from escalation where incident_id = any (${ids}::uuid[]) and level = 1) as levels, (select count(*) from incident where escalation = 1 and id = any (${ids}::uuid[])) as open`)[0]!
  const log = { info: () => {}, warn: (fields: object) => void failures.push(fields), error: () => {} }
  const failures: object[] = []

  test('10,000 due at once, two servers at the same time, one of them stopped and started in the middle: each is said exactly once', async () => {
    const many = db.kind === 'postgis' ? 10_000 : 2_000
    const ids = await makeMany(many)
    const open = () => createDeadlineJob({ sql: db.sql, log, every: 5 })
    let first = open()
    const second = open()
    first.start()
    second.start()
    const started = performance.now()
    for (let restarts = 0; ; ) {
      const { entries } = await counts(ids)
      if (entries >= many) break
      if (entries > many / 4 && restarts++ === 0) {
        await first.stop()
        first = open()
        first.start()
      }
      expect(performance.now() - started).toBeLessThan(60_000)
      await new Promise((done) => setTimeout(done, 20))
    }
    await new Promise((done) => setTimeout(done, 100))
    await Promise.all([first.stop(), second.stop()])
    expect(await counts(ids)).toEqual({ entries: many, matters: many, levels: many, open: many })
    expect(failures).toEqual([])
  }, 120_000)

  test('a batch that is cut off in the middle is begun again as if it had not been', async () => {
    const ids = await makeMany(50)
    await expect(asRelay(db.sql, async (tx) => {
      await tx`select run_deadlines(null, 20)`
      throw new Error('cut')
    })).rejects.toThrow('cut')
    expect(await counts(ids)).toMatchObject({ entries: 0, open: 0 })
    await asRelay(db.sql, (tx) => tx`select run_deadlines(null, 500)`)
    expect(await counts(ids)).toMatchObject({ entries: 50, open: 50 })
  })

  test('a matter that somebody is working on is left for the next time', async () => {
    if (db.kind === 'embedded') return expect(db.kind, 'one statement at a time: nobody can be in the middle').toBe('embedded')
    const ids = await makeMany(3)
    await db.sql.begin(async (tx) => {
      await tx`select from incident where id = ${ids[0]!} for update`
      await asRelay(db.sql, (own) => own`select run_deadlines(null, 500)`)
      expect(await counts(ids)).toMatchObject({ entries: 2 })
    })
    await asRelay(db.sql, (tx) => tx`select run_deadlines(null, 500)`)
    expect(await counts(ids)).toMatchObject({ entries: 3, matters: 3 })
  })
})
