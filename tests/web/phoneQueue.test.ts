import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, test, vi } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { CheckIn } from '../../geodata/model/patrolPlan.ts'
import { Problem } from '../../web/api/http.ts'
import { keepActor, keptActor, leavePhone } from '../../web/stores/phone/keptActor.ts'
import { openPhone } from '../../web/stores/phone/openPhone.ts'
import { type QueueItem, queueRows } from '../../web/stores/phone/queueRows.ts'
import { type Senders, sendQueue } from '../../web/stores/phone/sendQueue.ts'

const me = 'patrol-1'
let factory: IDBFactory
beforeEach(() => { factory = new IDBFactory() })
/** The store as it lies on the phone; opened anew, as after the phone died. */
const reopened = async () => queueRows(await openPhone('phone', factory as unknown as globalThis.IDBFactory))

const id = () => uuidv7(Math.random, Date.now())
const checkIn = (): QueueItem & { kind: 'checkIn' } => ({ kind: 'checkIn', place: '东门', body: { id: id(), teamId: 1, kind: 'arrive', at: '2026-11-26T21:00:00Z', stopId: null, checkpointId: null, hotspotId: null, note: '', place: null } })
const incident = (incidentId: string): QueueItem => ({ kind: 'incident', body: { id: incidentId, categoryId: 1, channel: 'grid_officer', provenance: 'patrol', title: '井盖缺失', details: '', address: '', occurredAt: '2026-11-26T21:00:00Z', geometry: { type: 'Point', coordinates: [121.4, 31.2] } } })
const problem = (status: number) => new Problem({ title: 'a problem', status, detail: '', errors: [] })

/** A server that keeps by id, as ours does, and counts how often something took effect. */
function server() {
  const effects = new Map<string, number>()
  const order: string[] = []
  const take = (one: string) => { if (effects.has(one)) return false; effects.set(one, 1); order.push(one); return true }
  const to: Senders = {
    incident: async (report) => { take(report.id); return { incident: { id: report.id } as never } },
    photo: async (incidentId, photoId, picture) => { if (!effects.has(incidentId)) throw problem(404); take(`${photoId} ${picture.size}`); return {} },
    checkIns: async (rows) => { const fresh = rows.map((row) => [row.id, take(row.id)] as const); return { kept: fresh.flatMap(([one, is]) => (is ? [one] : [])), again: fresh.flatMap(([one, is]) => (is ? [] : [one])), remarks: [], refused: [] } },
    positions: async ({ fixes }) => { const fresh = fixes.filter((fix) => take((fix as { at: string }).at)); return { accepted: fresh.length, duplicates: fixes.length - fresh.length, rejected: [] } },
    checkedIn: async () => {},
  }
  return { to, order }
}
/** The request arrives, and the phone dies before the answer does. */
const dying = (to: Senders): Senders => Object.fromEntries(Object.entries(to).map(([name, ask]) => [name, async (...given: never[]) => { await (ask as (...all: never[]) => Promise<unknown>)(...given); throw new TypeError('killed') }])) as unknown as Senders

test('what was sent when the phone died before the answer takes effect once, in its order', async () => {
  const rows = await reopened()
  const incidentId = id()
  const photoId = id()
  const said = [checkIn(), checkIn(), checkIn()]
  await rows.add(me, said, { at: 1 })
  await rows.add(me, [incident(incidentId), { kind: 'photo', incidentId, photoId }], { at: 2, pictures: new Map([[photoId, { type: 'image/jpeg', bytes: new ArrayBuffer(7) }]]) })
  for (const second of [1, 2, 3]) await rows.addFix({ account: me, teamId: 1, device: 'phone-a', fix: { at: `2026-11-26T21:00:0${second}Z`, lng: 121.4, lat: 31.2 } })
  const { to, order } = server()
  // The phone dies at each of the four kinds of request in turn.
  const wants = [incidentId, `${photoId} 7`, ...said.map(({ body }) => body.id), '2026-11-26T21:00:01Z', '2026-11-26T21:00:02Z', '2026-11-26T21:00:03Z']
  expect(await sendQueue(await reopened(), me, 10, dying(to))).toBe('offline')
  expect(await sendQueue(await reopened(), me, 10, { ...to, photo: dying(to).photo })).toBe('offline')
  expect(await sendQueue(await reopened(), me, 10, { ...to, checkIns: dying(to).checkIns })).toBe('offline')
  expect(await sendQueue(await reopened(), me, 10, { ...to, positions: dying(to).positions })).toBe('offline')
  expect(order).toEqual(wants)
  const left = await reopened()
  expect([(await left.all()).length, await left.fixCount(me)]).toEqual([0, 3])
  expect(await sendQueue(left, me, 10, to)).toBe('done')
  expect([(await left.all()).length, await left.fixCount(me), await left.picture(photoId)]).toEqual([0, 0, undefined])
  expect(order).toEqual(wants)
})

test('without a network, or signed out, nothing is lost and nothing of another account is sent', async () => {
  const rows = await reopened()
  await rows.add(me, [checkIn()], { at: 1 })
  await rows.add('somebody-else', [checkIn()], { at: 2 })
  const { to, order } = server()
  for (const [error, said] of [[problem(0), 'offline'], [problem(401), 'signedOut'], [problem(503), 'later'], [new SyntaxError('the login page of a hotel'), 'offline']] as const)
    expect(await sendQueue(rows, me, 10, { ...to, checkIns: async () => { throw error } })).toBe(said)
  expect(await rows.all()).toHaveLength(2)
  expect(await sendQueue(rows, me, 10, to)).toBe('done')
  expect(order).toHaveLength(1)
  expect((await rows.all()).map(({ account }) => account)).toEqual(['somebody-else'])
})

test('what the server refuses or remarks stays to be read, with its reason; a refused report keeps its photos', async () => {
  const rows = await reopened()
  const [good, refused, gone] = [checkIn(), checkIn(), checkIn()]
  await rows.add(me, [good, refused, gone], { at: 1 })
  const incidentId = id()
  await rows.add(me, [incident(incidentId), { kind: 'photo', incidentId, photoId: 'p' }], { at: 2, pictures: new Map([['p', { type: 'image/jpeg', bytes: new ArrayBuffer(3) }]]) })
  await rows.addFix({ account: me, teamId: 1, device: 'phone-a', fix: { at: '2026-11-26T21:00:01Z', lng: 0, lat: 0 } })
  await rows.addFix({ account: me, teamId: 1, device: 'phone-a', fix: { at: '2026-11-26T21:00:02Z', lng: 0, lat: 0 } })
  const seen: string[] = []
  const to: Senders = {
    ...server().to,
    incident: async () => { throw problem(403) },
    checkIns: async () => ({ kept: [good.body.id, gone.body.id], again: [], remarks: [{ id: gone.body.id, code: 'stop_gone' }], refused: [{ index: 1, id: refused.body.id, code: 'shift', field: 'at', reason: 'not on shift' }] }),
    positions: async ({ fixes }) => ({ accepted: 0, duplicates: 0, rejected: fixes.map((_, index) => ({ index, reason: 'at 0, 0' })) }),
    checkedIn: async (done: CheckIn[]) => { seen.push(...done.map((row) => row.id)) },
  }
  expect(await sendQueue(rows, me, 10, to)).toBe('done')
  expect(seen).toEqual([good.body.id, gone.body.id])
  const told = () => rows.all().then((all) => all.map(({ item, state, code }) => [item.kind, state, code]))
  expect(await told()).toEqual([['checkIn', 'refused', 'shift'], ['checkIn', 'told', 'stop_gone'], ['incident', 'refused', 'http_403'], ['photo', 'refused', 'http_403'], ['fixes', 'refused', 'fixes']])
  expect((await rows.picture('p'))?.bytes.byteLength).toBe(3)
  // The same reason again is counted, not listed again.
  await rows.addFix({ account: me, teamId: 1, device: 'phone-a', fix: { at: '2026-11-26T21:00:03Z', lng: 0, lat: 0 } })
  await sendQueue(rows, me, 11, to)
  expect((await rows.all()).flatMap(({ item }) => (item.kind === 'fixes' ? [item.count] : []))).toEqual([3])
})

test('a check-in that may still be taken back holds back those after it', async () => {
  const rows = await reopened()
  const { to, order } = server()
  const [early, later] = [checkIn(), checkIn()]
  await rows.add(me, [early], { at: 1, notBefore: 100 })
  await rows.add(me, [later], { at: 2 })
  await sendQueue(rows, me, 50, to)
  expect(order).toEqual([])
  await sendQueue(rows, me, 100, to)
  expect(order).toEqual([early.body.id, later.body.id])
})

test('what another account recorded on this phone waits for that account, and is not counted as this one’s', async () => {
  const rows = await reopened()
  await rows.addFix({ account: 'patrol-2', teamId: 1, device: 'phone-a', fix: { at: '2026-11-26T21:00:00Z', lng: 121.4, lat: 31.2 } })
  const { to, order } = server()
  expect([await sendQueue(rows, me, 10, to), order, await rows.fixCount(me), await rows.fixCount('patrol-2')]).toEqual(['done', [], 0, 1])
})

test('who signs out leaves no round on this phone; that of somebody else stays', async () => {
  vi.stubGlobal('indexedDB', factory)
  const phone = queueRows(await openPhone())
  await keepActor(phone, { id: me } as never)
  await phone.keep('round', { account: me })
  await leavePhone('patrol-2')
  expect([await keptActor(phone), await phone.kept('round')]).toEqual([{ id: me }, { account: me }])
  await leavePhone(me)
  expect([await keptActor(phone), await phone.kept('round')]).toEqual([null, undefined])
  vi.unstubAllGlobals()
})
