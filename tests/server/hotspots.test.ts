import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { Hotspot, HotspotRecord } from '../../geodata/model/analysisAnswer.ts'
import { Cancelled, runInWorker, TooMuch } from '../../server/workers/run.ts'
import { askMethod, plantBurst, window } from './analyses.ts'
import { type Door, openDoor } from './door.ts'
import { readStream } from './stream.ts'

let door: Door
beforeAll(async () => void (door = await openDoor(plantBurst)))
afterAll(() => door?.close())

const newId = () => uuidv7(Math.random, Date.now())
const question = { method: 'gi_star', ...window, parameters: { cellMeters: 150, permutations: 0 }, backtest: false }
const counted = { ...question, method: 'counts', parameters: { cellMeters: 150 } }
const send = async <Answer = { hotspot: Hotspot }>(method: string, path: string, body?: object, as?: string) => {
  const response = await door.ask(path, { method, ...(body ? { body } : {}), ...(as ? { as } : {}) })
  const text = await response.text()
  return { status: response.status, body: JSON.parse(text) as Answer & { detail: string; errors: { field: string }[] } }
}
const hotUnits = async () => (await askMethod(door, question)).answer?.result.units.features.flatMap(({ properties }) => (properties.finding === 'hot' ? [properties.index] : [])) ?? []
/** Units that are given are not asked for: an answer that was seen stays the last one. */
const keep = async (change: { id?: string; units?: unknown; question?: object; name?: string; note?: string; incidents?: number } = {}, as?: string) =>
  send('POST', '/api/hotspots', { id: newId(), name: '东门', question, ...change, units: 'units' in change ? change.units : await hotUnits() }, as)
const read = async (id: string, as?: string) => (await send<HotspotRecord>('GET', `/api/hotspots/${id}`, undefined, as)).body

describe('keeping', () => {
  it('takes the ground, the counts and the evidence from the answer of the server', async () => {
    const { status, body } = await keep({ note: '晚上' })
    expect(status, JSON.stringify(body)).toBe(201)
    const { hotspot } = body
    expect(hotspot).toMatchObject({ name: '东门', note: '晚上', areaId: 2, method: 'gi_star', version: 1, createdBy: 'demo-command', assignedTo: null, retiredAt: null, period: { from: window.from, to: window.to } })
    const [truth] = await door.db.sql<{ inside: number; covers: boolean; meters: number }[]>`select (select count(*) from incident i join category c on c.id = i.category_id and not c.voice where st_intersects(h.geom, i.geom)) as inside,
      st_intersects(h.geom, st_setsrid(st_makepoint(121.4053, 31.2052), 4326)) as covers, st_area(h.geom::geography) as meters from hotspot h where id = ${hotspot.id}`
    expect([hotspot.incidents, truth?.covers, hotspot.squareMeters]).toEqual([truth?.inside, true, truth?.meters])
    expect(hotspot.incidents).toBeGreaterThanOrEqual(120)
    const record = await read(hotspot.id)
    expect(record.evidence).toMatchObject({ rows: 520, rowsLeftOut: { voice: 300 }, provenance: { public: 520 }, evidence: { parameters: { cellMeters: 150 } } })
    expect(record.evidence.units.every(({ finding }) => finding === 'hot')).toBe(true)
    expect(record.log).toMatchObject([{ action: 'keep', actor: 'demo-command' }])
    expect(record.names['demo-command']).toEqual({ zh: '指挥员', en: 'Operator' })
  })
  it('is safe to repeat, and another’s id is taken', async () => {
    const id = newId()
    const [first, second] = [await keep({ id }), await keep({ id, name: 'changed on the way' })]
    expect([first.status, second.status]).toEqual([201, 200])
    expect(second.body.hotspot).toEqual(first.body.hotspot)
  })
  it('keeps what was seen, though incidents came since', async () => {
    const units = await hotUnits()
    await door.db.sql`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, geom) values (gen_random_uuid(), 2, 1, 1, 'phone', 'later', now(), st_setsrid(st_makepoint(121.4051, 31.2051), 4326))`
    // Not by `keep`, which asks again.
    const { hotspot } = (await send('POST', '/api/hotspots', { id: newId(), name: '东门', question, units })).body
    expect((await read(hotspot.id)).evidence.rows).toBe(520)
    await door.db.sql`delete from incident where title = 'later'`
  })
  it('counts the period before, week by week, and says what is more than chance', async () => {
    const { body } = await keep()
    const { comparison, hotspot } = await read(body.hotspot.id)
    expect(comparison.found.incidents).toBe(hotspot.incidents)
    // Nothing lies before the sixty days: what is there is new.
    expect([comparison.before.incidents, comparison.trend.trend, hotspot.trend]).toEqual([0, 'new', 'new'])
    expect(comparison.trend.p).toBeLessThan(1e-9)
    expect(comparison.weeks.reduce((sum, { incidents }) => sum + (incidents ?? 0), 0)).toBe(hotspot.incidents)
    expect(comparison.since).toBeNull()
  })
  it('makes ground of streets too', async () => {
    const { answer } = await askMethod(door, { ...question, method: 'counts', parameters: { units: 'segments', snapMeters: 100 } })
    const units = answer?.result.units.features.filter(({ properties }) => properties.nameEn === 'Small Lane').map(({ properties }) => properties.index)
    const { status, body } = await keep({ question: { ...question, method: 'counts', parameters: { units: 'segments', snapMeters: 100 } }, units })
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body.hotspot.squareMeters).toBeGreaterThan(5_000)
  })
  it.each([
    ['a unit that is not in the answer', { units: [999_999] }, 422, 'units'], ['no unit', { units: [] }, 400, 'units'], ['a name of blanks', { name: '  ' }, 400, 'name'],
    ['a voice', { question: { ...question, categoryIds: [3] } }, 422, 'categoryIds'], ['figures of one’s own', { incidents: 5_000 }, 400, 'incidents'],
  ])('refuses %s', async (_, change, status, field) => {
    const answer = await keep(change)
    expect([answer.status, answer.body.errors[0]?.field]).toEqual([status, field])
  })
  it('is for those who may brief there', async () => {
    expect((await keep({}, 'demo-auditor')).status).toBe(403)
    expect((await keep({}, 'demo-lead-01')).status).toBe(201)
  })
})

describe('changing', () => {
  it('gives it to who leads patrols there, writes down what was done, and lets one of two win', async () => {
    const { id } = (await keep()).body.hotspot
    const leaders = await send<{ leaders: { id: string }[] }>('GET', `/api/hotspots/${id}/leaders`)
    expect(leaders.body.leaders.map((one) => one.id)).toEqual(['demo-patrol'])
    expect(await send('PATCH', `/api/hotspots/${id}`, { version: 1, assignedTo: 'demo-lead-01' })).toMatchObject({ status: 422, body: { errors: [{ field: 'assignedTo' }] } })
    const given = await send('PATCH', `/api/hotspots/${id}`, { version: 1, assignedTo: 'demo-patrol', name: '新名' })
    expect(given).toMatchObject({ status: 200, body: { hotspot: { version: 2, name: '新名', assignedTo: 'demo-patrol', assignedName: { zh: '巡防队长', en: 'Patrol leader' } } } })
    expect((await send('PATCH', `/api/hotspots/${id}`, { version: 1, note: 'too late' })).status).toBe(409)
    expect((await send('PATCH', `/api/hotspots/${id}`, { version: 2, retired: true }, 'demo-patrol')).status).toBe(200)
    expect((await read(id, 'demo-patrol')).log.map(({ action, actor }) => [action, actor])).toEqual([['keep', 'demo-command'], ['rename', 'demo-command'], ['assign', 'demo-command'], ['retire', 'demo-patrol']])
    const listed = async (query: string) => (await send<{ hotspots: Hotspot[] }>('GET', `/api/hotspots${query}`)).body.hotspots.some((one) => one.id === id)
    expect([await listed(''), await listed('?retired=true'), await listed('?retired=true&areaId=2'), await listed('?retired=true&areaId=3')]).toEqual([false, true, true, false])
    const audited = await door.db.sql<{ action: string }[]>`select action from audit_entry where target = ${id} order by id`
    expect(audited.map(({ action }) => action)).toEqual(['hotspot.keep', 'hotspot.rename', 'hotspot.assign', 'hotspot.retire'])
  })
  it('is seen at once by other desks, and not by those of another area', async () => {
    const [near, far] = await Promise.all(['demo-lead-01', 'demo-lead-02'].map(async (as) => readStream(await door.ask('/live', { as }))))
    await Promise.all([near?.until(({ event }) => event === 'hello'), far?.until(({ event }) => event === 'hello')])
    const { hotspot } = (await keep()).body
    const seen = await near?.until(({ event, data }) => event === 'change' && JSON.stringify(data).includes(hotspot.id), 20_000)
    expect(seen?.data).toMatchObject({ noun: 'hotspot', rows: [{ ...hotspot }] })
    expect(JSON.stringify(far?.events)).not.toContain(hotspot.id)
    await Promise.all([near?.close(), far?.close()])
  })
})

describe('reading', () => {
  it('hides small counts from those who stand in front of others', async () => {
    const { answer } = await askMethod(door, counted)
    const few = answer?.result.units.features.find(({ properties }) => properties.count === 2)?.properties.index
    const { hotspot } = (await keep({ question: counted, units: [few] })).body
    expect(hotspot.incidents).toBe(2)
    const [mine, theirs] = [await read(hotspot.id), await read(hotspot.id, 'demo-leader')]
    expect([mine.hotspot.incidents, theirs.hotspot.incidents, mine.evidence.units[0]?.count, theirs.evidence.units[0]?.count, theirs.comparison.found.incidents]).toEqual([2, null, 2, null, null])
    const items = await send<{ features: { id: string; properties: { incidents: number | null } }[] }>('GET', '/collections/hotspots/items?limit=1000', undefined, 'demo-leader')
    expect(items.body.features.find(({ id }) => id === hotspot.id)?.properties.incidents).toBeNull()
  })
  it('answers "not there" and "not yours" alike', async () => {
    const { id } = (await keep()).body.hotspot
    for (const [method, body] of [['GET', undefined], ['PATCH', { version: 1, name: 'x' }]] as const) {
      const [foreign, nowhere] = [await send(method, `/api/hotspots/${id}`, body, 'demo-lead-02'), await send(method, `/api/hotspots/${newId()}`, body, 'demo-lead-02')]
      expect([foreign.status, foreign.body]).toEqual([404, nowhere.body])
    }
  })
})

describe('a file of an answer', () => {
  const write = (format: string, as = 'demo-command') => door.ask(`/api/analyses/export?format=${format}`, { method: 'POST', body: counted, as })
  it('holds every unit and what it was found by, in each format, and is audited', async () => {
    const geojson = await (await write('geojson')).json()
    const { answer } = await askMethod(door, counted)
    expect(geojson.features.length).toBe(answer?.result.unitCount)
    expect(geojson.analysis.evidence).toMatchObject({ rowsUsed: answer?.result.evidence.rowsUsed, question: { method: 'counts' }, provenance: { public: 520 } })
    const csv = (await (await write('csv')).text()).split('\r\n')
    expect([csv[0]?.startsWith('# {'), csv[1]?.split(',')[0], csv.length]).toEqual([true, 'index', (answer?.result.unitCount ?? 0) + 3])
    const arrow = new Uint8Array(await (await write('arrow')).arrayBuffer())
    expect(Buffer.from(arrow.subarray(0, 6)).toString()).toBe('ARROW1')
    const audited = await door.db.sql<{ detail: { format: string; units: number } }[]>`select detail from audit_entry where action = 'export' and target = 'analysis' order by id`
    expect(audited.map(({ detail }) => [detail.format, detail.units])).toEqual(['geojson', 'csv', 'arrow'].map((format) => [format, answer?.result.unitCount]))
  })
  it('is for those who may export', async () => expect((await write('csv', 'demo-lead-01')).status).toBe(403))
})

describe('a thread', () => {
  const endless = new URL('data:text/javascript,for(;;);')
  it('ends at once when nobody waits for it', async () => {
    const controller = new AbortController()
    const run = runInWorker(endless, null, [], { signal: controller.signal })
    setTimeout(() => controller.abort(), 200)
    await expect(run).rejects.toBeInstanceOf(Cancelled)
  })
  it('is given up when it takes too long', async () => {
    await expect(runInWorker(endless, null, [], { signal: new AbortController().signal, limitMs: 300 })).rejects.toBeInstanceOf(TooMuch)
  })
})

it('nothing of it was a failure of the server', () => expect(door.failures).toEqual([]))
