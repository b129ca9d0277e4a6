/** The loop through the door: one matter from report to archive by the people who do it, conflicts, repeats, merging, splitting, many at once, taking back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Incident } from '../../geodata/model/incident.ts'
import type { ActionOffer, BatchAnswer, WorkOrder } from '../../geodata/model/workOrder.ts'
import { east, west } from './city.ts'
import { type Door, openDoor, report } from './door.ts'

let door: Door
beforeAll(async () => void (door = await openDoor(async ({ sql }) => {
  await sql`insert into account (id, name_zh, name_en, demo) values ('demo-supervisor', '督导员', 'Supervisor', true), ('demo-patrol-01', '巡逻队员', 'Patrol member', true)`
  await sql`insert into assignment (account_id, area_id, role) values ('demo-supervisor', 1, 'supervisor'), ('demo-patrol-01', 1, 'patrol_member')`
  await sql`update post set account_id = 'demo-lead-01' where id = 1`
  await sql`insert into team_member (team_id, account_id) values (1, 'demo-patrol-01')`
})))
afterAll(() => door?.close())

const newId = () => uuidv7(Math.random, Date.now())
type Detail = { incident: Incident; log: { action: string; toState: string; payload: Record<string, unknown>; batchId: string | null }[]; orders: WorkOrder[]; actions: ActionOffer[]; merged: Incident[]; parts: Incident[]; hasContact: boolean }
const detail = async (id: string, as = 'demo-command') => (await (await door.ask(`/api/incidents/${id}`, { as })).json()) as Detail
const post = (path: string, body: object, as = 'demo-command') => door.ask(path, { as, method: 'POST', body })
const step = (id: string, action: string, version: number, more: object = {}, as = 'demo-command') => post(`/api/incidents/${id}/steps`, { id: newId(), action, version, ...more }, as)
async function done(answer: Promise<Response>): Promise<Incident> {
  const response = await answer
  const body = await response.json()
  expect(response.status, JSON.stringify(body)).toBe(200)
  return body.incident
}
async function refused(answer: Promise<Response>): Promise<[number, string | undefined]> {
  const response = await answer
  return [response.status, (await response.json()).errors[0]?.field]
}
async function reported(place = west, change: object = {}): Promise<string> {
  const sent = report(place, change)
  expect((await post('/api/incidents', sent)).status).toBe(201)
  return sent.id
}
/** An incident brought so far by the room alone; answers id and version. */
async function at(actions: [string, object?][]): Promise<{ id: string; version: number }> {
  const id = await reported()
  let version = 1
  for (const [action, more = {}] of actions) version = (await done(step(id, action, version, more))).version
  return { id, version }
}

describe('one matter', () => {
  it('runs from report to archive by those who do it, and each sees the buttons that are theirs', async () => {
    const id = await reported(west, { details: '车棚门锁被撬' })
    let { version } = await done(step(id, 'register', 1))
    const [lead, team] = [newId(), newId()]
    const dispatched = await done(step(id, 'dispatch', version, { note: '两处同时到场', orders: [{ id: lead, postId: 1, task: '查看现场' }, { id: team, teamId: 1, kind: 'assist' }] }))
    expect(dispatched).toMatchObject({ state: 'dispatched', version: version + 1 })
    version = dispatched.version
    const patrol = await detail(id, 'demo-patrol-01')
    expect(patrol.orders.map(({ handler, mine, kind, state }) => ({ handler, mine, kind, state }))).toEqual([
      { handler: '西01', mine: false, kind: 'lead', state: 'dispatched' }, { handler: 'W1', mine: true, kind: 'assist', state: 'dispatched' }])
    expect(patrol.actions.filter(({ subject }) => subject === 'work_order').map(({ action, workOrderId }) => [action, workOrderId])).toEqual([['accept', team], ['transfer', team], ['refuse', team]])
    expect(await refused(step(id, 'accept', version, { workOrderId: lead }, 'demo-patrol-01'))).toEqual([403, 'action'])
    for (const [order, as] of [[lead, 'demo-lead-01'], [team, 'demo-patrol-01']] as const) {
      for (const [action, more] of [['accept', {}], ['handle', {}], ['feed_back', { feedback: `${as} was there` }]] as const) version = (await done(step(id, action, version, { workOrderId: order, ...more }, as))).version
    }
    expect((await detail(id)).incident).toMatchObject({ state: 'fed_back' })
    expect(await refused(step(id, 'verify', version, {}, 'demo-lead-01'))).toEqual([403, 'action'])
    version = (await done(step(id, 'verify', version))).version
    expect(await refused(step(id, 'close', version, { note: 'done' }))).toEqual([422, 'result'])
    version = (await done(step(id, 'close', version, { note: 'checked', result: 'resolved' }))).version
    version = (await done(step(id, 'call_back', version, { satisfaction: 'satisfied' }))).version
    const archived = await done(step(id, 'archive', version))
    expect(archived).toMatchObject({ state: 'archived', result: 'resolved', satisfaction: 'satisfied', registeredAt: expect.any(String), closedAt: expect.any(String) })
    const { log, orders, actions } = await detail(id)
    expect(log.map(({ action }) => action)).toEqual(['report', 'register', 'dispatch', 'accept', 'handle', 'feed_back', 'accept', 'handle', 'feed_back', 'verify', 'close', 'call_back', 'archive'])
    expect(log.find(({ action }) => action === 'feed_back')?.payload).toEqual({ feedback: 'demo-lead-01 was there' })
    expect(orders.map(({ state, result }) => [state, result])).toEqual([['done', 'demo-lead-01 was there'], ['done', 'demo-patrol-01 was there']])
    expect(actions).toEqual([])
  })

  it('keeps a severe matter ringing until it proves to be less', async () => {
    const id = await reported(west, { severity: 4 })
    const alarms = async () => (await door.db.sql`select 1 from alarm where incident_id = ${id}`).count
    expect(await alarms()).toBe(1)
    await done(step(id, 'categorise', 1, { category: { categoryId: 1, severity: 2 } }))
    expect(await alarms()).toBe(0)
    await done(step(id, 'categorise', 2, { category: { categoryId: 1, severity: 4 } }))
    expect(await alarms()).toBe(1)
  })

  it('forgets the contact when it is archived', async () => {
    const { id, version } = await at([['refuse', { note: 'not ours' }]])
    await door.db.sql`insert into contact (incident_id, area_id, sealed, key_id) values (${id}, 2, ${Buffer.alloc(40)}, 'k')`
    expect((await detail(id)).hasContact).toBe(true)
    expect((await detail(id)).incident).toMatchObject({ state: 'closed', result: 'not_accepted' })
    await done(step(id, 'archive', version))
    expect([(await detail(id)).hasContact, (await door.db.sql`select from contact where incident_id = ${id}`).count]).toEqual([false, 0])
  })

  it('is extended once', async () => {
    const { id, version } = await at([['register'], ['dispatch', { orders: [{ id: newId(), teamId: 1 }] }]])
    await done(step(id, 'ask_extension', version, { note: 'parts are missing' }, 'demo-patrol-01'))
    expect(await refused(step(id, 'extend', version + 1, { note: 'granted' }))).toEqual([403, 'action'])
    expect(await done(step(id, 'extend', version + 1, { note: 'granted' }, 'demo-supervisor'))).toMatchObject({ extendedAt: expect.any(String), extensionAskedAt: expect.any(String), state: 'dispatched' })
    expect(await refused(step(id, 'extend', version + 2, { note: 'again' }, 'demo-supervisor'))).toEqual([422, 'action'])
  })
})

describe('two people', () => {
  it('at once: one is done, the others get a conflict, and nothing is doubled', async () => {
    const { id, version } = await at([['register']])
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => step(id, i % 2 ? 'suspend' : 'dispatch', version, i % 2 ? { note: 'x' } : { orders: [{ id: newId(), postId: 1 }] })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 7 }, () => 409)])
    const { incident, log, orders } = await detail(id)
    expect([incident.version, log.length]).toEqual([version + 1, 3])
    expect(orders.length).toBe(incident.state === 'dispatched' ? 1 : 0)
  })

  it('one of whom sends the same command ten times: it is done once, and each answer is the row', async () => {
    const { id, version } = await at([['register']])
    const command = { id: newId(), action: 'dispatch', version, orders: [{ id: newId(), teamId: 1 }] }
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(`/api/incidents/${id}/steps`, command)))
    for (const answer of answers) expect([answer.status, (await answer.json()).incident.version]).toEqual([200, version + 1])
    expect((await detail(id)).orders).toHaveLength(1)
    const other = await reported()
    expect((await post(`/api/incidents/${other}/steps`, { ...command, action: 'register', version: 1, orders: undefined })).status).toBe(409)
  })

  it('do not see each other across areas: absent rather than forbidden', async () => {
    const id = await reported(east)
    expect(await refused(step(id, 'register', 1, {}, 'demo-lead-01'))).toEqual(await refused(step(newId(), 'register', 1, {}, 'demo-lead-01')))
    expect(await refused(step(id, 'register', 1, {}, 'demo-leader'))).toEqual([403, undefined])
    expect(await refused(step(await reported(), 'merge', 1, { target: id }, 'demo-lead-01'))).toEqual([422, 'target'])
  })
})

describe('orders', () => {
  it('go to posts and teams that the sender sees, one open order each', async () => {
    const { id, version } = await at([['register']])
    const send = (order: object, as?: string) => refused(step(id, 'dispatch', version, { orders: [{ id: newId(), ...order }] }, as))
    expect(await send({ postId: 999 })).toEqual([422, 'orders'])
    expect(await send({ postId: 2 }, 'demo-lead-01')).toEqual([422, 'orders'])
    expect((await send({ postId: 1, teamId: 1 }))[0]).toBe(400)
    await done(step(id, 'dispatch', version, { orders: [{ id: newId(), postId: 1 }] }))
    expect(await refused(step(id, 'dispatch', version + 1, { orders: [{ id: newId(), postId: 1 }] }))).toEqual([422, 'orders'])
  })

  it('refused, transferred, cancelled and sent back move the incident with them', async () => {
    const [first, second, third] = [newId(), newId(), newId()]
    const { id } = await at([['register'], ['dispatch', { orders: [{ id: first, teamId: 1 }] }], ['accept', { workOrderId: first }], ['handle', { workOrderId: first }], ['feed_back', { workOrderId: first, feedback: 'done' }]])
    let { version } = await done(step(id, 'refuse', 6, { note: 'not clean yet' }))
    expect((await detail(id)).incident.state).toBe('handling')
    const moved = await done(step(id, 'transfer', version, { workOrderId: first, note: 'other tools', addressee: { id: second, postId: 1 } }))
    expect(moved.state).toBe('dispatched')
    expect(await refused(step(id, 'accept', moved.version, { workOrderId: first }))).toEqual([422, 'action'])
    version = (await done(step(id, 'dispatch', moved.version, { orders: [{ id: third, teamId: 1, kind: 'assist' }] }))).version
    version = (await done(step(id, 'cancel', version, { workOrderId: second, note: 'enough' }))).version
    const returned = await done(step(id, 'refuse', version, { workOrderId: third, note: 'not ours' }, 'demo-patrol-01'))
    expect(returned.state).toBe('registered')
    expect((await detail(id)).orders.map(({ state }) => state)).toEqual(['transferred', 'cancelled', 'returned'])
  })

  it('stand still while the incident is suspended, and go on afterwards', async () => {
    const order = newId()
    const { id, version } = await at([['register'], ['dispatch', { orders: [{ id: order, teamId: 1 }] }], ['accept', { workOrderId: order }], ['suspend', { note: 'waiting for parts' }]])
    expect(await refused(step(id, 'handle', version, { workOrderId: order }))).toEqual([422, 'action'])
    expect((await detail(id)).actions.map(({ action }) => action)).toEqual(['resume'])
    expect(await done(step(id, 'resume', version))).toMatchObject({ state: 'accepted' })
  })
})

describe('merging and splitting', () => {
  it('keeps both logs, makes no chain and no circle, and comes apart as it was', async () => {
    const stays = await at([['register']])
    const goes = await at([['register'], ['dispatch', { orders: [{ id: newId(), teamId: 1 }] }]])
    const merged = await done(step(goes.id, 'merge', goes.version, { target: stays.id }))
    expect(merged).toMatchObject({ state: 'merged', mergedInto: stays.id })
    expect((await detail(stays.id)).merged.map(({ id }) => id)).toEqual([goes.id])
    expect((await detail(goes.id)).log).toHaveLength(4)
    const third = await reported()
    expect(await refused(step(third, 'merge', 1, { target: goes.id }))).toEqual([422, 'target'])
    expect(await refused(step(third, 'merge', 1, { target: third }))).toEqual([422, 'target'])
    expect(await refused(step(stays.id, 'merge', stays.version, { target: third }))).toEqual([422, 'target'])
    const apart = await done(step(goes.id, 'unmerge', merged.version))
    expect(apart).toMatchObject({ state: 'dispatched', mergedInto: null })
    expect((await detail(stays.id)).merged).toEqual([])
  })

  it('of two into each other at once lets one through', async () => {
    const [a, b] = [await reported(), await reported()]
    const answers = await Promise.all([step(a, 'merge', 1, { target: b }), step(b, 'merge', 1, { target: a })])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 422])
  })

  it('makes matters of their own at the same place', async () => {
    const { id, version } = await at([['register']])
    const parts = [{ id: newId(), categoryId: 1, title: '车棚' }, { id: newId(), categoryId: 2, title: '垃圾' }]
    const command = { id: newId(), action: 'split', version, parts }
    for (const _ of [1, 2]) expect(await done(post(`/api/incidents/${id}/steps`, command))).toMatchObject({ state: 'registered', version: version + 1 })
    const { parts: made } = await detail(id)
    expect(made).toMatchObject([{ splitFrom: id, state: 'registered', severity: 3, zoneId: 1 }, { splitFrom: id, state: 'registered', severity: 1 }])
    expect((await detail(parts[0]?.id as string)).log).toMatchObject([{ action: 'split', toState: 'registered', payload: { from: id } }])
    expect(await refused(step(id, 'split', version + 1, { parts: [{ id: newId(), categoryId: 99, title: 'x' }] }))).toEqual([422, 'parts'])
    expect(await refused(step(id, 'split', version + 1, { parts: [{ id, categoryId: 1, title: 'x' }] }))).toEqual([409, 'parts'])
  })
})

describe('many at once', () => {
  const batch = async (action: string, incidents: { incidentId: string; version: number }[], more: object = {}, as?: string, id = newId()) => {
    const body = { id, action, ...more, incidents: incidents.map((each) => ({ id: newId(), ...each })) }
    const send = async () => (await (await post('/api/step-batches', body, as)).json()) as BatchAnswer
    return { id, first: await send(), again: await send() }
  }
  const undo = async (id: string, as?: string) => (await (await post(`/api/step-batches/${id}/undo`, {}, as)).json()) as BatchAnswer

  it('decides each by itself, the same when it is repeated, and takes back what nobody touched', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => reported()))
    const foreign = newId()
    await done(step(ids[4] as string, 'register', 1))
    const wanted = [...ids.map((incidentId) => ({ incidentId, version: 1 })), { incidentId: foreign, version: 1 }]
    const { id, first, again } = await batch('register', wanted)
    expect(first.done.toSorted()).toEqual(ids.slice(0, 4).toSorted())
    expect(first.refused.map(({ incidentId, status }) => [incidentId, status]).toSorted()).toEqual([[ids[4], 409], [foreign, 404]].toSorted())
    expect(again).toEqual(first)
    await done(step(ids[0] as string, 'suspend', 2, { note: 'later' }))
    const back = await undo(id)
    expect(back.done.toSorted()).toEqual(ids.slice(1, 4).toSorted())
    expect(back.refused).toMatchObject([{ incidentId: ids[0], status: 409 }])
    expect(await undo(id)).toEqual(back)
    const { incident, log } = await detail(ids[1] as string)
    expect([incident.state, incident.version, incident.registeredAt, log.map(({ action }) => action)]).toEqual(['reported', 3, null, ['report', 'register', 'undo']])
  })

  it('gives each incident orders of its own, and undoing takes them away', async () => {
    const made = await Promise.all([1, 2].map(() => at([['register']])))
    const { id, first } = await batch('dispatch', made.map(({ id: incidentId, version }) => ({ incidentId, version })), { orders: [{ id: newId(), teamId: 1 }] })
    expect(first.refused).toEqual([])
    const orders = await Promise.all(made.map(async (each) => (await detail(each.id)).orders))
    expect(new Set(orders.flat().map((order) => order.id)).size).toBe(2)
    expect(await done(step(made[0]?.id as string, 'accept', 3, { workOrderId: orders[0]?.[0]?.id }))).toMatchObject({ state: 'accepted' })
    expect((await undo(id)).done).toEqual([made[1]?.id])
    const { incident, orders: left } = await detail(made[1]?.id as string)
    expect([incident.state, left.map(({ state }) => state)]).toEqual(['registered', ['cancelled']])
  })

  it.each<[string, [string, object?][], string, object]>([
    ['categorise', [['register']], 'categorise', { category: { categoryId: 2, severity: 4 } }],
    ['close', [['register'], ['dispatch', { orders: [{ id: newId(), teamId: 1 }] }]], 'suspend', { note: 'x' }],
    ['refuse', [], 'refuse', { note: 'not ours' }],
    ['split', [['register']], 'split', { parts: [{ id: newId(), categoryId: 1, title: 'part' }] }],
  ])('a single %s is taken back by its own id, only by who took it', async (_, before, action, more) => {
    const { id, version } = await at(before)
    const was = (await detail(id)).incident
    const command = newId()
    await done(post(`/api/incidents/${id}/steps`, { id: command, action, version, ...more }))
    expect((await undo(command, 'demo-supervisor')).refused).toMatchObject([{ incidentId: id, status: 403 }])
    expect((await undo(command)).done).toEqual([id])
    const now = await detail(id)
    expect({ ...now.incident, version: 0, dueAt: null }).toEqual({ ...was, version: 0, dueAt: null })
    expect(now.parts.map(({ state }) => state)).toEqual(action === 'split' ? ['merged'] : [])
    expect((await door.db.sql`select from alarm where incident_id = ${id}`).count).toBe(0)
  })

  it('an undo of nothing is absent, and a report is not taken back', async () => {
    const id = await reported()
    for (const unknown of [newId(), id]) expect((await post(`/api/step-batches/${unknown}/undo`, {})).status).toBe(404)
  })

  it('five hundred in one request', async () => {
    const ids = Array.from({ length: 500 }, () => newId())
    await door.db.sql`insert into incident (id, area_id, zone_id, category_id, severity, channel, title, occurred_at, geom)
      select id, 2, 1, 1, 2, 'phone', 'many', now(), st_setsrid(st_makepoint(${west.lng}, ${west.lat}), 4326) from unnest(${ids}::uuid[]) as t(id)`
    const before = performance.now()
    const body = { id: newId(), action: 'register', incidents: ids.map((incidentId) => ({ id: newId(), incidentId, version: 1 })) }
    const answer = (await (await post('/api/step-batches', body)).json()) as BatchAnswer
    console.log(`500 steps in one batch: ${Math.round(performance.now() - before)} ms`)
    expect([answer.done.length, answer.refused]).toEqual([500, []])
    const late = (await (await post('/api/step-batches', { ...body, id: newId(), incidents: body.incidents.map((each) => ({ ...each, id: newId() })) })).json()) as BatchAnswer
    expect([late.done, new Set(late.refused.map(({ status }) => status)), late.refused.length]).toEqual([[], new Set([409]), 500])
  })
})

it('the table of the loop comes by role', async () => {
  const of = async (as: string) => (await (await door.ask('/api/transitions', { as })).json()).transitions as { action: string; guard: string; subject: string }[]
  expect(await of('demo-leader')).toEqual([])
  expect(new Set((await of('demo-patrol-01')).map(({ action }) => action))).toEqual(new Set(['ask_extension', 'accept', 'refuse', 'transfer', 'handle', 'feed_back']))
  expect((await of('demo-patrol-01')).every(({ guard }) => guard === 'handler')).toBe(true)
  expect((await of('demo-command')).some(({ action }) => action === 'extend')).toBe(false)
})
