// What an account could do with statements of its own, if a fault of the server let it send any: each attack with what must still be possible.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asActor } from '../../server/database.ts'
import { freshDatabase, type FreshDatabase } from '../database.ts'
import { makeCity, makeIncidents } from '../server/city.ts'

let db: FreshDatabase
let west = ''
let east = ''
beforeAll(async () => {
  db = await freshDatabase()
  await makeCity(db.sql)
  for (const area of [2, 3] as const) await makeIncidents(db.sql, area, 2)
  await db.sql`insert into account (id, name_zh, name_en) values ('west-admin', '西管', 'West administrator')`
  await db.sql`insert into assignment (account_id, area_id, role) values ('west-admin', 2, 'administrator')`
  west = (await db.sql<{ id: string }[]>`select id from incident where area_id = 2 limit 1`)[0]!.id
  east = (await db.sql<{ id: string }[]>`select id from incident where area_id = 3 limit 1`)[0]!.id
  await db.sql`insert into alarm (incident_id, area_id) values (${west}, 2)`
})
afterAll(() => db?.drop())

const tell = (actor: string, text: string) => asActor(db.sql, actor, (tx) => tx.unsafe(text))
const refused = (actor: string, text: string) => expect(tell(actor, text), text).rejects.toMatchObject({ code: '42501' })

describe('alarms', () => {
  test('are raised by nobody and moved to no other matter', async () => {
    for (const id of [west, east]) await refused('demo-lead-01', `insert into alarm (incident_id, area_id) values ('${id}', 2)`)
    await refused('demo-lead-01', `update alarm set incident_id = '${east}'`)
    await refused('demo-lead-01', `update alarm set raised_at = '2000-01-01'`)
  })
  test('are acknowledged in the own name, now, and once', async () => {
    await refused('demo-lead-01', `update alarm set acknowledged_at = now(), acknowledged_by = 'demo-admin'`)
    await refused('demo-lead-01', `update alarm set acknowledged_at = '2000-01-01', acknowledged_by = 'demo-lead-01'`)
    expect((await tell('demo-lead-01', `update alarm set acknowledged_at = now(), acknowledged_by = 'demo-lead-01'`)).count).toBe(1)
    expect((await tell('demo-command', `update alarm set acknowledged_at = now(), acknowledged_by = 'demo-command'`)).count).toBe(0)
  })
})

describe('the tree of areas', () => {
  test('is not bent by who imports into a part of it: rights follow it', async () => {
    // Without a condition no row is read, so only the policy of changes decides.
    await refused('west-admin', 'update area set parent_id = 2')
    await refused('demo-admin', 'update area set parent_id = 3 where id = 2')
    await refused('west-admin', `insert into area (parent_id, level, code, name_zh) values (3, 'community', 'x1', 'x')`)
    await refused('west-admin', `insert into area (level, code, name_zh) values ('city', 'x2', 'x')`)
    expect((await tell('west-admin', `update area set name_en = 'West renamed'`)).count).toBe(1)
    expect((await tell('demo-admin', `insert into area (parent_id, level, code, name_zh) values (1, 'community', 'x3', 'x')`)).count).toBe(1)
    expect((await tell('west-admin', `delete from area where id <> 2`)).count).toBe(0)
    expect((await tell('demo-admin', `delete from area where code = 'x3'`)).count).toBe(1)
    expect((await db.sql`select parent_id from area order by id`).map(({ parentId }) => parentId)).toEqual([null, 1, 1])
  })
})

describe('the books', () => {
  test('nobody writes into the audit log of other areas', async () => {
    await refused('demo-lead-01', `insert into audit_entry (account_id, area_id, action) values ('demo-lead-01', 3, 'contact.read')`)
    expect((await tell('demo-lead-01', `insert into audit_entry (account_id, area_id, action) values ('demo-lead-01', 2, 'contact.read')`)).count).toBe(1)
  })
  test('nobody writes into the log of matters elsewhere, not even an importer', async () => {
    const entry = (id: string) => `insert into incident_log (incident_id, area_id, action, to_state, actor) values ('${id}', 2, 'report', 'reported', 'west-admin')`
    await refused('west-admin', entry(east))
    expect((await tell('west-admin', entry(west))).count).toBe(1)
  })
  test('state, orders, clocks, contacts, accounts and sessions are out of reach', async () => {
    for (const text of [
      `update incident set state = 'closed'`, 'delete from incident_log', `insert into work_order (id, incident_id, area_id) values (gen_random_uuid(), '${west}', 2)`, `update work_order set state = 'done'`,
      `insert into escalation (deadline_id, level, day, incident_id, area_id) values (1, 1, now(), '${west}', 2)`, 'update deadline set due_at = now()', 'select * from contact', 'select * from credential', 'select * from session',
      'select * from account', 'select * from assignment', 'select * from role_right', 'select * from outbox', `insert into assignment (account_id, area_id, role) values ('west-admin', 1, 'administrator')`,
      `select * from password_of('west-admin')`, `select start_session(repeat('0', 64), 'demo-admin', 'x', '', 1, 1)`, `select * from account_actor('demo-admin')`, `select set_duties('west-admin', '[]')`, 'select run_deadlines()',
      `select write_incident(i) from incident i`, `select ring_alarm(i) from incident i`, `create table mine (id integer)`, `select setval('incident_number', 1)`, 'select * from meta.migration',
    ]) await refused('west-admin', text)
  })
  test('a connection that signs in as a role of the application is not the owner', async () => {
    await expect(db.sql.begin(async (tx) => {
      await tx`set session authorization fangcun_app`
      await tx`select set_config('fangcun.actor', 'demo-lead-01', true)`
      return tx`select * from managed_accounts()`
    })).rejects.toMatchObject({ code: '42501' })
  })
})
