// Random commands by random people on three matters. A model in TypeScript, written from docs/2026-11-25-incident-loop.md and without the table of transitions, is moved by
// what was accepted; rows, orders and log must agree with it after each command, and what was refused must have changed nothing.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import { asActor } from '../../server/database.ts'
import { freshDatabase, type FreshDatabase } from '../database.ts'
import { makeCity, west } from '../server/city.ts'

let db: FreshDatabase
const newId = () => uuidv7(Math.random, Date.now())
const people = ['demo-command', 'demo-supervisor', 'demo-lead-01', 'demo-patrol-01'] as const
const actions = ['register', 'dispatch', 'accept', 'handle', 'feed_back', 'verify', 'close', 'call_back', 'archive', 'refuse', 'transfer', 'cancel', 'suspend', 'resume', 'reopen', 'merge', 'unmerge', 'split',
  'extend', 'ask_extension', 'categorise', 'undo'] as const
type Action = (typeof actions)[number]
const onward: Action[] = ['register', 'dispatch', 'accept', 'handle', 'feed_back', 'verify', 'close', 'call_back', 'archive']
/** The likely way first, so that sequences get far. */
const command = fc.record({
  who: fc.oneof({ weight: 3, arbitrary: fc.constant('demo-command' as const) }, { weight: 2, arbitrary: fc.constantFrom(...people) }),
  action: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom<Action>(...actions) }, { weight: 2, arbitrary: fc.constant('offered' as const) }, { weight: 6, arbitrary: fc.constant('forward' as const) }),
  which: fc.nat(2), pick: fc.nat(1_000), order: fc.nat(3), to: fc.constantFrom({ postId: 1 }, { teamId: 1 }, { postId: 3 }),
})
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never

type Order = { id: string; state: string; result: string }
type Matter = { state: string; before: string | null; into: string | null; result: string | null; satisfaction: string | null; severity: number; extended: boolean; orders: Order[] }
type Known = { id: string; matter: Matter; version: number; last: { id: string; who: string; action: string; was: Matter; children: string[] } | null }

beforeAll(async () => {
  db = await freshDatabase()
  await makeCity(db.sql)
  await db.sql`insert into account (id, name_zh, name_en) values ('demo-supervisor', '', ''), ('demo-patrol-01', '', '')`
  await db.sql`insert into assignment (account_id, area_id, role) values ('demo-supervisor', 1, 'supervisor'), ('demo-patrol-01', 1, 'patrol_member')`
  await db.sql`insert into post (area_id, zone_id, kind, holder) values (2, 2, 'grid_officer', 'W2')`
  await db.sql`insert into team_member (team_id, account_id) values (1, 'demo-patrol-01')`
})
afterAll(() => db?.drop())

const open = new Set(['dispatched', 'accepted', 'handling', 'fed_back'])
function follows(orders: Order[]): string {
  const states = orders.map(({ state }) => state).filter((state) => open.has(state))
  if (!states.length) return 'registered'
  if (states.every((state) => state === 'fed_back')) return 'fed_back'
  return states.some((state) => state === 'handling' || state === 'fed_back') ? 'handling' : states.includes('accepted') ? 'accepted' : 'dispatched'
}

const orderTo: Partial<Record<string, string>> = { accept: 'accepted', handle: 'handling', feed_back: 'fed_back', refuse: 'returned', transfer: 'transferred', cancel: 'cancelled' }
const plain: Partial<Record<string, string>> = { register: 'registered', verify: 'verified', close: 'closed', call_back: 'called_back', archive: 'archived', suspend: 'suspended', merge: 'merged', reopen: 'registered' }

/** What an accepted command makes of a matter. */
function moved(matter: Matter, sent: Record<string, unknown>, newOrders: string[]): Matter {
  const is: Matter = { ...structuredClone(matter) }
  const action = sent.action as string
  if (sent.workOrderId) {
    const order = is.orders.find(({ id }) => id === sent.workOrderId) as Order
    order.state = orderTo[action] as string
    if (action === 'feed_back') order.result = sent.feedback as string
    if (action === 'transfer') is.orders.push({ id: newOrders[0] as string, state: 'dispatched', result: '' })
    return { ...is, state: follows(is.orders) }
  }
  if (action === 'dispatch') for (const id of newOrders) is.orders.push({ id, state: 'dispatched', result: '' })
  if (action === 'dispatch') return { ...is, state: follows(is.orders) }
  if (action === 'refuse' && is.state === 'reported') return { ...is, state: 'closed', result: 'not_accepted' }
  if (action === 'refuse' || action === 'verify') for (const order of is.orders) if (order.state === 'fed_back') order.state = action === 'refuse' ? 'handling' : 'done'
  if (action === 'refuse') return { ...is, state: follows(is.orders) }
  if (action === 'resume' || action === 'unmerge') return { ...is, state: is.before as string, before: null, into: null }
  if (action === 'suspend' || action === 'merge') is.before = is.state
  if (action === 'merge') is.into = sent.target as string
  if (action === 'close') is.result = 'resolved'
  if (action === 'call_back') is.satisfaction = 'satisfied'
  if (action === 'reopen') Object.assign(is, { result: null, satisfaction: null, extended: false })
  if (action === 'extend') is.extended = true
  if (action === 'categorise') is.severity = 2
  return { ...is, state: plain[action] ?? is.state }
}

async function read(id: string): Promise<Matter & { version: number; entries: number; ordered: boolean; chained: boolean; after: unknown; snapshot: unknown }> {
  const [row] = await db.sql`
    select i.state, i.state_before as before, i.merged_into as into, i.result, i.satisfaction, i.severity, i.extended_at is not null as extended, i.version,
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'state', o.state, 'result', o.result) order by o.created_at, o.id) from work_order o where o.incident_id = i.id), '[]') as orders,
      (select count(*)::integer from incident_log l where l.incident_id = i.id) as entries,
      (select l.after from incident_log l where l.incident_id = i.id order by l.at desc, l.id desc limit 1) as after, incident_snapshot_with_orders(i) as snapshot,
      not exists (select from (select at, lag(at) over (order by id) as earlier from incident_log l where l.incident_id = i.id) t where at < earlier) as ordered,
      not exists (select from (select from_state, lag(to_state) over (order by at, id) as earlier from incident_log l where l.incident_id = i.id) t where earlier is not null and from_state is distinct from earlier) as chained
    from incident i where i.id = ${id}`
  return row as never
}

async function check(known: Known): Promise<void> {
  const { version, entries, ordered, chained, after, snapshot, ...matter } = await read(known.id)
  expect(matter).toEqual(known.matter)
  expect({ version, entries, ordered, chained }).toEqual({ version: known.version, entries: known.version, ordered: true, chained: true })
  expect(after).toEqual(snapshot)
  const standing = matter.state === 'suspended' || matter.state === 'merged' ? matter.before : matter.state
  if (standing === 'registered' || open.has(standing ?? '')) expect(follows(matter.orders)).toBe(standing)
}

async function report(): Promise<Known> {
  const id = newId()
  const sent = { id, categoryId: 1, severity: 3, channel: 'phone', provenance: 'public', title: 'matter', occurredAt: new Date().toISOString(), geometry: { type: 'Point', coordinates: [west.lng, west.lat] } }
  await asActor(db.sql, 'demo-command', (tx) => tx`select from report_incident(${tx.json(sent)})`)
  return { id, version: 1, last: null, matter: { state: 'reported', before: null, into: null, result: null, satisfaction: null, severity: 3, extended: false, orders: [] } }
}

const codeOf = (work: Promise<unknown>) => work.then(() => null, (error: { code: string }) => error.code)

/** Takes back the last step: only who took it, and the parts of a split are folded into it. */
async function undo(known: Known, who: string): Promise<'done' | 'refused'> {
  if (!known.last) return 'refused'
  const { id, was, action, who: taker } = known.last
  const [row] = await asActor(db.sql, who, (tx) => tx<{ code: string | null }[]>`select code from undo_steps(${id})`)
  if (row?.code !== null) return 'refused'
  expect([who, action]).toEqual([taker, action])
  const orders = known.matter.orders.map((order) => was.orders.find((each) => each.id === order.id) ?? { ...order, state: 'cancelled', result: '' })
  known.matter = { ...structuredClone(was), orders }
  known.version++
  known.last = null
  return 'done'
}

async function take(all: Known[], wanted: Command): Promise<'done' | 'refused'> {
  const known = all[wanted.which % all.length] as Known
  if (wanted.action === 'undo') return undo(known, wanted.who)
  const offers = await asActor(db.sql, wanted.who, (tx) => tx<{ action: string; workOrderId: string | null }[]>`select action, work_order_id from incident_actions(${known.id})`)
  const forward = offers.filter((each) => onward.includes(each.action as Action) && (each.action !== 'dispatch' || known.matter.state === 'registered'))
  const choice = wanted.action === 'offered' ? offers : wanted.action === 'forward' ? forward : []
  const offer = choice[wanted.pick % Math.max(1, choice.length)]
  if ((wanted.action === 'offered' || wanted.action === 'forward') && !offer) return 'refused'
  const action = offer?.action ?? wanted.action
  const workOrderId = offer ? offer.workOrderId : orderTo[action] && wanted.order ? known.matter.orders[wanted.order % Math.max(1, known.matter.orders.length)]?.id : undefined
  const orderId = newId()
  const parts = [{ id: newId(), categoryId: 1, title: 'part' }]
  const sent = {
    id: newId(), action, version: known.version - (wanted.pick % 10 === 9 ? 1 : 0), note: 'because', ...(workOrderId ? { workOrderId } : {}), orders: [{ id: orderId, ...wanted.to }], addressee: { id: orderId, ...wanted.to },
    result: 'resolved', satisfaction: 'satisfied', target: (all[(wanted.which + 1 + (wanted.pick % 2)) % all.length] as Known).id, category: { categoryId: 2, severity: 2 }, parts, feedback: 'done',
  }
  const code = await codeOf(asActor(db.sql, wanted.who, (tx) => tx`select from step_incident(${known.id}, ${tx.json(sent)})`))
  if (code !== null) {
    expect(['23514', '42501', '40001']).toContain(code)
    return 'refused'
  }
  expect(sent.version).toBe(known.version)
  known.last = { id: sent.id, who: wanted.who, action, was: structuredClone(known.matter), children: action === 'split' ? [parts[0]?.id as string] : [] }
  known.matter = moved(known.matter, sent, [orderId])
  known.version++
  return 'done'
}

test('rows, orders and log agree with the model after any commands', async () => {
  const tally = { done: 0, refused: 0 }
  const reached = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 60 }), async (commands) => {
      const all = [await report(), await report(), await report()]
      for (const wanted of commands) {
        tally[await take(all, wanted)]++
        for (const known of all) {
          await check(known)
          reached.add(known.matter.state)
        }
      }
    }),
    { numRuns: 25, seed: 20261125, endOnFailure: true },
  )
  console.log(`${tally.done} commands done, ${tally.refused} refused, states reached: ${[...reached].toSorted().join(', ')}`)
  expect(reached.size).toBeGreaterThanOrEqual(11)
  expect(tally.done).toBeGreaterThan(200)
}, 240_000)
