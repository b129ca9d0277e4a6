// Every state x every action x every role, with and without an order of one's own, against the table of transitions read as plain rows: what the table lists
// works and leaves the state that it says, everything else is refused and leaves nothing behind.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import { IncidentState, TakenAction } from '../../geodata/model/incident.ts'
import { Role } from '../../geodata/model/actor.ts'
import { asActor, type Transaction } from '../../server/database.ts'
import { freshDatabase, type FreshDatabase } from '../database.ts'
import { makeCity, west } from '../server/city.ts'

type Row = { subject: string; fromState: string; action: string; role: string; guard: string; needs: string[]; toState: string | null }
type Actor = { id: string; role: Role; holds: boolean }

let db: FreshDatabase
let table: Row[]
const newId = () => uuidv7(Math.random, Date.now())
const target = newId()
const orderOf = new Map<string, string>()
const incidentOf = new Map<string, string>()
const stepping = new Set<string>(['administrator', 'command_operator', 'supervisor', 'zone_lead', 'grid_officer', 'patrol_leader', 'patrol_member'])
/** Plain accounts of each role, and those that ride with the team which all orders were given to. */
const actors: Actor[] = Role.options.flatMap((role) => [{ id: role.replace('_', '-'), role, holds: false }, { id: `${role.replace('_', '-')}-w1`, role, holds: true }])
/** The open order that an incident in a state has. */
const openOrder: Partial<Record<IncidentState, string>> = { dispatched: 'dispatched', accepted: 'accepted', handling: 'handling', fed_back: 'fed_back', suspended: 'handling', merged: 'accepted', verified: 'done' }
const orderStates = ['dispatched', 'accepted', 'handling', 'fed_back', 'returned', 'transferred', 'done', 'cancelled']

beforeAll(async () => {
  db = await freshDatabase()
  await makeCity(db.sql)
  for (const { id, role, holds } of actors) {
    await db.sql`insert into account (id, name_zh, name_en) values (${id}, '', '')`
    await db.sql`insert into assignment (account_id, area_id, role) values (${id}, 2, ${role})`
    if (holds) await db.sql`insert into team_member (team_id, account_id) values (1, ${id})`
  }
  // Refusals are caught inside of the database: thousands that reach the client leave the embedded one without stack.
  await db.sql.unsafe(`create function try_step(wanted uuid, command jsonb) returns text language plpgsql as $$
    begin perform from step_incident(wanted, command); return null; exception when others then return sqlstate; end $$`)
  table = [...(await db.sql<Row[]>`select subject, from_state, action, role, guard, needs, to_state from incident_transition`)]
  await make('target', target, 'registered')
  for (const state of IncidentState.options) await make(state, newId(), state)
  for (const state of orderStates) await make(`order ${state}`, newId(), 'handling', state)
})
afterAll(() => db?.drop())

async function make(key: string, id: string, state: IncidentState, order = openOrder[state]): Promise<void> {
  incidentOf.set(key, id)
  await db.sql`insert into incident (id, area_id, zone_id, category_id, severity, channel, state, state_before, merged_into, title, occurred_at, geom)
    values (${id}, 2, 1, 1, 2, 'phone', ${state}, ${state === 'suspended' ? 'handling' : state === 'merged' ? 'accepted' : null}, ${state === 'merged' ? target : null}, 'matter', now(), st_setsrid(st_makepoint(${west.lng}, ${west.lat}), 4326))`
  if (!order) return
  orderOf.set(key, newId())
  await db.sql`insert into work_order (id, incident_id, area_id, team_id, state) values (${orderOf.get(key) as string}, ${id}, 2, 1, ${order})`
  // A second order keeps the first from deciding alone.
  if (key.startsWith('order')) await db.sql`insert into work_order (id, incident_id, area_id, post_id, state) values (${newId()}, ${id}, 2, 1, 'accepted')`
}

/** All that any step may need. */
const everything = () => ({
  id: newId(), version: 1, note: 'because', orders: [{ id: newId(), postId: 1 }], result: 'resolved', satisfaction: 'satisfied', target, category: { categoryId: 2, severity: 3 },
  parts: [{ id: newId(), categoryId: 1, title: 'part' }], addressee: { id: newId(), teamId: 1 }, feedback: 'done',
})
const rolledBack = new Error('rolled back')

type Outcome = { code: string | null; state: string; version: number; order: string | null; entries: number; after: { state: string } | null; orders: string[]; offered: boolean }

/** Takes the step in a savepoint that is taken back. */
async function tryStep(tx: Transaction, key: string, command: { action: string; workOrderId?: string }): Promise<Outcome> {
  const id = incidentOf.get(key) as string
  let outcome: Outcome | undefined
  await tx.savepoint(async () => {
    const offers = await tx<{ action: string; workOrderId: string | null }[]>`select action, work_order_id from incident_actions(${id})`
    const offered = offers.some((offer) => offer.action === command.action && offer.workOrderId === (command.workOrderId ?? null))
    const [tried] = await tx<{ code: string | null }[]>`select try_step(${id}, ${JSON.stringify({ ...everything(), ...command })}::text::jsonb) as code`
    outcome = { code: tried?.code ?? null, offered, ...(await look(tx, id, command.workOrderId)) }
    throw rolledBack
  }).catch((error) => {
    if (error !== rolledBack) throw error
  })
  return outcome as Outcome
}

async function look(tx: Transaction, id: string, order?: string) {
  const [row] = await tx<Omit<Outcome, 'code' | 'offered'>[]>`
    select i.state, i.version, (select o.state from work_order o where o.id = ${order ?? null}) as order, array(select o.state from work_order o where o.incident_id = i.id) as orders,
      (select count(*)::integer from incident_log l where l.incident_id = i.id) as entries, (select l.after from incident_log l where l.incident_id = i.id order by l.id desc limit 1) as after
    from incident i where i.id = ${id}`
  return row as Omit<Outcome, 'code' | 'offered'>
}

/** The rule of the decision note, written once more. */
function stateOf(orders: string[]): string {
  const open = orders.filter((state) => ['dispatched', 'accepted', 'handling', 'fed_back'].includes(state))
  if (!open.length) return 'registered'
  if (open.every((state) => state === 'fed_back')) return 'fed_back'
  if (open.some((state) => state === 'handling' || state === 'fed_back')) return 'handling'
  return open.includes('accepted') ? 'accepted' : 'dispatched'
}

const listed = (subject: string, from: string, action: string, { role, holds }: Actor, hasOpen: boolean) =>
  table.find((row) => row.subject === subject && row.fromState === from && row.action === action && row.role === role && (row.guard !== 'handler' || (holds && hasOpen)))
const possible = (subject: string, from: string, action: string) => table.some((row) => row.subject === subject && row.fromState === from && row.action === action)

/** What is wrong with an outcome; nothing when it is as the table says. */
function judge(what: string, outcome: Outcome, before: { state: string; orders: string[] }, row: Row | undefined, refusal: string, expectedState: (after: string[]) => string): string[] {
  const said = (text: string) => [`${what}: ${text}, got ${JSON.stringify(outcome)}`]
  if (outcome.offered !== Boolean(row)) return said(row ? 'expected a button' : 'expected no button')
  if (!row) return outcome.code === refusal && outcome.version === 1 && outcome.entries === 0 && outcome.state === before.state ? [] : said(`expected ${refusal} and nothing changed`)
  const state = expectedState(outcome.orders)
  return outcome.code === null && outcome.state === state && outcome.version === 2 && outcome.entries === 1 && outcome.after?.state === state ? [] : said(`expected ${state}`)
}

describe.each(actors)('$id', (actor) => {
  test('takes the steps of the table on an incident, and no other', async () => {
    const faults: string[] = []
    for (const from of IncidentState.options) {
      await asActor(db.sql, actor.id, async (tx) => {
        const order = openOrder[from]
        const hasOpen = order !== undefined && order !== 'done'
        for (const action of TakenAction.options) {
          const row = listed('incident', from, action, actor, hasOpen)
          const refusal = !stepping.has(actor.role) ? '42501' : possible('incident', from, action) ? '42501' : '23514'
          const back = from === 'suspended' ? 'handling' : 'accepted'
          const expected = (orders: string[]) => row?.toState ?? (action === 'resume' || action === 'unmerge' ? back : action === 'dispatch' || action === 'refuse' ? stateOf(orders) : from)
          faults.push(...judge(`${action} from ${from}`, await tryStep(tx, from, { action }), { state: from, orders: [] }, row, refusal, expected))
        }
      })
    }
    expect(faults).toEqual([])
  })

  test('takes the steps of the table on an order, and no other', async () => {
    const faults: string[] = []
    for (const from of orderStates) {
      await asActor(db.sql, actor.id, async (tx) => {
        for (const action of TakenAction.options) {
          const row = listed('work_order', from, action, actor, ['dispatched', 'accepted', 'handling', 'fed_back'].includes(from))
          const refusal = !stepping.has(actor.role) ? '42501' : possible('work_order', from, action) ? '42501' : '23514'
          const key = `order ${from}`
          const outcome = await tryStep(tx, key, { action, workOrderId: orderOf.get(key) as string })
          faults.push(...judge(`${action} of an order that is ${from}`, outcome, { state: 'handling', orders: [] }, row, refusal, stateOf))
          if (row && outcome.order !== row.toState) faults.push(`${action} from ${from}: the order is ${outcome.order}`)
        }
      })
    }
    expect(faults).toEqual([])
  })
})

test('the table lists only states and actions that exist, and each role that steps has the right to', async () => {
  expect(table.length).toBeGreaterThan(100)
  for (const row of table) {
    expect(row.subject === 'incident' ? IncidentState.options : orderStates).toContain(row.fromState)
    expect(TakenAction.options).toContain(row.action)
    expect(stepping.has(row.role)).toBe(true)
  }
  expect(new Set(table.map(({ action }) => action))).toEqual(new Set(TakenAction.options))
})
