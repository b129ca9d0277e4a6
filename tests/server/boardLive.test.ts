/** The board beside other people's work: what the stream carries, steps for many through the routes the dialog uses, and the past. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BoardAnswer } from '../../geodata/model/board.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { BatchAnswer } from '../../geodata/model/workOrder.ts'
import { west } from './city.ts'
import { type Door, openDoor, report, signedIn } from './door.ts'
import { readStream } from './stream.ts'

const newId = () => uuidv7(Math.random, Date.now())
let door: Door
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await sql`insert into account (id, name_zh, name_en, demo) values ('demo-supervisor', '督办员', 'Supervisor', true)`
    await sql`insert into assignment (account_id, area_id, role) values ('demo-supervisor', 1, 'supervisor')`
  })
})
afterAll(() => door?.close())

const post = async () => {
  const sent = report(west)
  expect((await door.ask('/api/incidents', { method: 'POST', body: sent })).status).toBe(201)
  return sent.id
}
const rows = async (query = '') => ((await (await door.ask(`/api/board?limit=500${query}`)).json()) as BoardAnswer).rows
const rowOf = async (id: string, query = '') => (await rows(query)).find((row) => row.id === id)
async function many(action: string, ids: string[], given: object = {}, as?: string): Promise<BatchAnswer> {
  const incidents = (await rows()).filter((row) => ids.includes(row.id)).map(({ id, version }) => ({ id: newId(), incidentId: id, version }))
  const answer = await door.ask('/api/step-batches', { method: 'POST', body: { id: newId(), action, ...given, incidents }, ...(as ? { as } : {}) })
  expect(answer.status, await answer.clone().text()).toBe(200)
  return (await answer.json()) as BatchAnswer
}

it('another session is told within a second who was given it, as a reading of the board says', async () => {
  const id = await post()
  await many('register', [id])
  const cookie = await signedIn(door.db.sql, 'demo-leader')
  const stream = readStream(await door.ask('/live', { headers: { cookie } }))
  await stream.until(({ event }) => event === 'hello')
  const begun = performance.now()
  expect((await many('dispatch', [id], { orders: [{ id: newId(), teamId: 1 }] })).done).toEqual([id])
  const told = await stream.until(({ event, data }) => event === 'change' && data.noun === 'incident' && data.rows.some((row: { id: string; state: string }) => row.id === id && row.state === 'dispatched'))
  const delay = performance.now() - begun
  await stream.close()
  const live = told.data.rows.find((row: { id: string }) => row.id === id)
  expect(live).toEqual(await rowOf(id))
  expect(live.handler).toBe('W1')
  expect(delay).toBeLessThan(1_000)
})

it('several are categorised, and several merged into one, and rows say so', async () => {
  const ids = [await post(), await post(), await post()]
  await many('register', ids)
  expect((await many('categorise', ids, { category: { categoryId: 2, severity: 1 } })).refused).toEqual([])
  expect((await Promise.all(ids.map((id) => rowOf(id)))).map((row) => row?.categoryId)).toEqual([2, 2, 2])
  expect((await many('merge', ids.slice(1), { target: ids[0] })).refused).toEqual([])
  expect((await Promise.all(ids.map((id) => rowOf(id)))).map((row) => [row?.state, row?.mergedInto])).toEqual([['registered', null], ['merged', ids[0]], ['merged', ids[0]]])
})

it('several are closed with one result; one that does not stand there is refused by itself', async () => {
  const ids = [await post(), await post(), await post()]
  await door.db.sql`update incident set state = 'verified' where id = any(${ids.slice(0, 2)}::uuid[])`
  const answer = await many('close', ids, { result: 'resolved', note: '现场已复查' }, 'demo-supervisor')
  expect([answer.done.toSorted(), answer.refused.map(({ incidentId }) => incidentId)]).toEqual([ids.slice(0, 2).toSorted(), [ids[2]]])
  expect((await Promise.all(ids.map((id) => rowOf(id)))).map((row) => [row?.state, row?.result])).toEqual([['closed', 'resolved'], ['closed', 'resolved'], ['reported', null]])
})

it('the board of a past minute has the rows and states of that minute', async () => {
  const id = await post()
  const moment = async () => (await door.db.sql<{ now: string }[]>`select now()`)[0]!.now
  const reported = new Date(await moment()).toISOString()
  await many('register', [id])
  const registered = new Date(await moment()).toISOString()
  await many('dispatch', [id], { orders: [{ id: newId(), teamId: 1 }] })
  const later = await post()
  expect([(await rowOf(id, `&at=${reported}`))?.state, (await rowOf(id, `&at=${registered}`))?.state, (await rowOf(id))?.state]).toEqual(['reported', 'registered', 'dispatched'])
  expect([await rowOf(later, `&at=${registered}`), (await rowOf(later))?.id]).toEqual([undefined, later])
  // A filter by state is one by the state of then.
  expect([await rowOf(id, `&at=${reported}&states=dispatched`), (await rowOf(id, `&at=${reported}&states=reported`))?.id]).toEqual([undefined, id])
})
