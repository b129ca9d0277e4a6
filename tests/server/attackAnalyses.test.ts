// What an account could try with questions, exports and kept hotspots to see more than is its own, or to keep others from being answered.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnalysisAnswer } from '../../geodata/model/analysisAnswer.ts'
import { asActor } from '../../server/database.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { createQueue } from '../../server/queue.ts'
import { askMethod, plantBurst, window } from './analyses.ts'
import { makeIncidents } from './city.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
beforeAll(async () => void (door = await openDoor(async (db) => {
  await plantBurst(db)
  await makeIncidents(db.sql, 3, 50, 60)
  await db.sql`insert into account (id, name_zh, name_en) values ('officer', '网格员', 'Officer'), ('mover', '调动', 'Mover'), ('first', '甲', 'First'), ('second', '乙', 'Second')`
  await db.sql`insert into assignment (account_id, area_id, role) values ('officer', 2, 'grid_officer'), ('mover', 3, 'zone_lead'), ('first', 1, 'supervisor'), ('second', 1, 'supervisor')`
})))
afterAll(() => door?.close())

const newId = () => uuidv7(Math.random, Date.now())
const counted = { method: 'counts', ...window, parameters: { cellMeters: 150 }, backtest: false, compareWith: 'nothing' }
const answered = async (question: object = counted, as?: string): Promise<AnalysisAnswer> => {
  const { answer, problem } = await askMethod(door, question, as)
  if (!answer) throw new Error(JSON.stringify(problem))
  return answer
}
const send = async (method: string, path: string, body?: object, as = 'demo-command') => {
  const response = await door.ask(path, { method, as, ...(body ? { body } : {}) })
  return { status: response.status, body: JSON.parse(await response.text()) }
}
const keep = (change: object = {}, as?: string) => send('POST', '/api/hotspots', { id: newId(), name: '东门', question: counted, units: [0], ...change }, as)
const small = (count: unknown) => count !== null && Number(count) > 0 && Number(count) < 5

describe('an answer that was kept', () => {
  it('is not for those whose areas became others since, though their duties read the same', async () => {
    const before = await answered(counted, 'demo-lead-02')
    await door.db.sql`update area set parent_id = 3 where id = 2`
    expect((await answered(counted, 'demo-lead-02')).rows).toBeGreaterThan(before.rows)
    await door.db.sql`update area set parent_id = 1 where id = 2`
    expect((await answered(counted, 'demo-lead-02')).rows).toBe(before.rows)
    // What was seen is kept, but only what one may still see.
    const kept = await keep({}, 'demo-lead-02')
    expect((await send('GET', `/api/hotspots/${kept.body.hotspot.id}`, undefined, 'demo-lead-02')).body.evidence.rows).toBe(before.rows)
  })

  it('holds no category that became a voice since, and nothing is kept of it', async () => {
    const before = await answered()
    const earlier = await keep({ question: { ...counted, categoryIds: [2] } })
    await door.db.sql`update category set voice = true where id = 2`
    const after = await answered()
    expect([after.rows < before.rows, after.rowsLeftOut.voice! > before.rowsLeftOut.voice!]).toEqual([true, true])
    expect((await keep({ question: { ...counted, categoryIds: [2] } })).status).toBe(422)
    const { body } = await keep()
    expect((await send('GET', `/api/hotspots/${body.hotspot.id}`)).body.evidence.rows).toBe(after.rows)
    const forged = { id: newId(), name: 'x', from: window.from, to: window.to, method: 'counts', methodVersion: 1, question: { categoryIds: [1, 2] }, evidence: {}, incidents: 7 }
    const square = 'SRID=4326;POLYGON((121.405 31.205,121.406 31.205,121.406 31.206,121.405 31.206,121.405 31.205))'
    await expect(asActor(door.db.sql, 'demo-command', (tx) => tx`select id from keep_hotspot(${tx.json(forged)}::jsonb, ${[square]}::text[])`)).rejects.toMatchObject({ code: '23514' })
    const named: string = earlier.body.hotspot.id
    const list = await send('GET', '/api/hotspots')
    expect([(await send('GET', `/api/hotspots/${named}`)).status, (await send('PATCH', `/api/hotspots/${named}`, { version: 1, name: 'y' })).status, JSON.stringify(list.body).includes(named)]).toEqual([404, 404, false])
    await door.db.sql`update category set voice = false where id = 2`
  })

  it('is not put by under rights that ended while it was made', async () => {
    const slow = { ...counted, method: 'gi_star', parameters: { cellMeters: 30, permutations: 2_000 } }
    const [early] = await Promise.all([askMethod(door, slow, 'mover'), (async () => {
      await door.db.sql`insert into assignment (account_id, area_id, role) values ('mover', 1, 'supervisor')`
    })()])
    expect(early.status).toBe(200)
    const own = (await door.db.sql<{ count: number }[]>`select count(*) from incident i join category c on c.id = i.category_id and not c.voice where i.area_id = 3`)[0]?.count
    expect((await answered(slow, 'demo-lead-02')).rows).toBe(own)
  })
})

describe('small counts', () => {
  it.each([
    ['counts', {}], ['local_moran', { permutations: 99 }], ['local_geary', { permutations: 99 }], ['st_dbscan', { minPoints: 2 }], ['kde', { bandwidthMeters: 1 }], ['emerging', { stepDays: 3 }], ['scan_permutation', { permutations: 19 }],
  ] as const)('of %s are told by no other figure', async (method, parameters) => {
    const question = { ...counted, method, parameters }
    const [whole, shown] = [await answered(question), await answered(question, 'demo-leader')]
    const few = new Set(whole.result.units.features.filter(({ properties }) => small(properties.count)).map(({ id }) => id))
    if (method === 'counts' || method === 'kde' || method === 'st_dbscan') expect(few.size).toBeGreaterThan(0)
    for (const { id, properties } of shown.result.units.features) {
      if (few.has(id)) for (const name of ['count', 'share', 'low', 'high', 'rate', 'smoothed', 'ratio', 'llr', 'i', 'cores', 'lastCount']) expect(properties[name] ?? null, name).toBeNull()
      if (few.has(id) && (method === 'counts' || method === 'kde')) expect(properties.density ?? null).toBeNull()
      expect(small(properties.lastCount ?? null)).toBe(false)
    }
  })

  it('leave in no file and no comparison of a hotspot either', async () => {
    const file = await (await door.ask('/api/analyses/export?format=geojson', { method: 'POST', body: counted, as: 'demo-leader' })).json()
    expect(file.features.some(({ properties }: { properties: Record<string, unknown> }) => small(properties.count) || (properties.count === null && properties.share !== null))).toBe(false)
    const few = (await answered()).result.units.features.find(({ properties }) => properties.count === 2)?.id
    const { hotspot } = (await keep({ units: [few] })).body
    const record = (await send('GET', `/api/hotspots/${hotspot.id}`, undefined, 'demo-leader')).body
    expect([record.comparison.found.incidents, [0.05, 1].includes(record.comparison.trend.p), record.evidence.units[0].share]).toEqual([null, true, null])
  })
})

describe('many questions', () => {
  it('of one account end each other: the last one is answered, and so are others', async () => {
    const storm = Array.from({ length: 60 }, (_, i) => askMethod(door, { ...counted, parameters: { cellMeters: 200 + i } }, 'officer'))
    const other = askMethod(door, { ...counted, parameters: { cellMeters: 190 } }, 'demo-lead-01')
    const statuses = (await Promise.all(storm)).map(({ problem, status }) => problem?.status ?? status)
    expect(statuses.at(-1)).toBe(200)
    // One that was answered before the next had been let in was not ended by it.
    expect(statuses.filter((status) => status === 409).length).toBeGreaterThan(30)
    expect(new Set(statuses)).toEqual(new Set([200, 409]))
    expect((await other).answer?.rows).toBe(520)
  })

  it('that nobody waits for any more hold no place in the queue', async () => {
    const queue = createQueue(1, 2, () => new Error('full'))
    let release: (text: string) => void = () => {}
    const held = new Promise<string>((done) => (release = done))
    const first = queue.run(() => held)
    for (let i = 0; i < 5; i++) {
      const leaving = new AbortController()
      const waits = queue.run(() => Promise.resolve('never'), leaving.signal)
      leaving.abort(new Error('gone'))
      await expect(waits).rejects.toThrow('gone')
      await expect(queue.run(() => Promise.resolve('never'), leaving.signal)).rejects.toThrow('gone')
    }
    const next = queue.run(() => Promise.resolve('next'), new AbortController().signal)
    release('first')
    expect([await first, await next, queue.isIdle()]).toEqual(['first', 'next', true])
  })
})

it('nothing of it was a failure of the server', () => expect(door.failures).toEqual([]))
