import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Briefing, BriefingFigure, FigureValue } from '../../geodata/model/briefing.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { makeIncidents } from './city.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await makeIncidents(sql, 2, 240, 30)
    await makeIncidents(sql, 3, 60, 30)
  })
})
afterAll(() => door?.close())

const newId = () => uuidv7(Math.random, Date.now())
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
const question = { areaId: 1, template: 'weekly', from: day(7), to: day(0), categoryIds: null, hotspotId: null, seed: 7, asOf: null }
/** Of voices alone: no hotspots are looked for, which takes longest. */
const quick = { areaId: 2, categoryIds: [3] }
const draft = (change: object = {}, asked: object = {}) => ({ id: newId(), title: '周研判', question: { ...question, ...asked }, audience: 'area', ...change })

type Said = { progress: number; stage: string } | { answer: { briefing: Briefing } } | { problem: { status: number; errors: { field: string }[] } }
async function lines(path: string, body: object, as?: string): Promise<Said[]> {
  const response = await door.ask(path, { method: 'POST', body, ...(as ? { as } : {}) })
  const text = await response.text()
  return response.status === 200 ? text.trim().split('\n').map((line) => JSON.parse(line) as Said) : [{ problem: JSON.parse(text) }]
}
const last = (said: Said[]): Said => said.at(-1) as Said
const briefingOf = (said: Said[]): Briefing => {
  const line = last(said)
  if (!('answer' in line)) throw new Error(JSON.stringify(line))
  return line.answer.briefing
}
const make = async (change: object = {}, asked: object = {}, as?: string) => briefingOf(await lines('/api/briefings', draft(change, asked), as))
const send = async <Answer>(method: string, path: string, body?: object, as?: string) => {
  const response = await door.ask(path, { method, ...(body ? { body } : {}), ...(as ? { as } : {}) })
  const text = await response.text()
  return { status: response.status, body: (text ? JSON.parse(text) : null) as Answer }
}
const read = async (id: string, as?: string) => send<{ briefing: Briefing }>('GET', `/api/briefings/${id}`, undefined, as)
const figure = <Kind extends FigureValue['kind']>({ figures }: Briefing, key: string, kind: Kind) => {
  const found = figures.find((each) => each.key === key) as BriefingFigure
  expect(found?.value.kind, key).toBe(kind)
  return { ...found, value: found.value as Extract<FigureValue, { kind: Kind }> }
}

describe('a run', () => {
  it('counts at one moment what the tables hold, and keeps how', async () => {
    const made = await make()
    const whole = figure(made, 'incidents', 'comparison')
    const [truth] = await door.db.sql<{ now: number; before: number }[]>`select count(*) filter (where occurred_at >= ${made.from}) as now, count(*) filter (where occurred_at < ${made.from}) as before
      from incident where occurred_at >= ${made.from}::timestamptz - interval '7 days' and occurred_at < ${made.to}`
    expect([whole.value.last.now.value, whole.value.last.before.value]).toEqual([truth?.now, truth?.before])
    expect(whole).toMatchObject({ method: { id: 'counts', version: 1 }, query: { name: 'incidents', params: { areaId: 1, from: made.from } }, snapshot: { version: expect.any(Number) } })
    const byCategory = figure(made, 'incidents.byCategory', 'rows')
    expect(byCategory.value.rows.reduce((sum, { now }) => sum + Number(now), 0)).toBe(truth?.now)
    const series = figure(made, 'incidents.series', 'series')
    expect(series.value.values[0]?.reduce((sum: number, value) => sum + (value ?? 0), 0)).toBe(truth?.now)
    expect(new Set(made.figures.map(({ snapshot }) => snapshot.at)).size).toBe(1)
    expect((await read(made.id)).body.briefing.figures).toEqual(made.figures)
  })
  it('of a time before all records counts no zero, and says when they begin', async () => {
    const made = await make({}, { ...quick, from: day(430), to: day(423) })
    const [truth] = await door.db.sql<{ day: string }[]>`select to_char(min(occurred_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day from incident`
    expect(figure(made, 'incidents', 'comparison')).toMatchObject({ value: { last: { now: { value: null }, before: { value: null }, change: null, p: null }, year: null }, query: { params: { recordsFrom: truth?.day } } })
    expect(made.figures.map(({ key }) => key).filter((key) => /^(incidents\.|indicator|hotspots|done|patrol)/.test(key))).toEqual([])
  })
})

type RowsAnswer = { rows: { id: string; state: string; stateNow: string; changed: boolean }[]; total: number; changedSince: number | null; hidden: boolean }
const rows = async (id: string, key: string, query = '', as?: string) => send<RowsAnswer>('GET', `/api/briefings/${id}/figures/${key}/rows${query}`, undefined, as)

describe('the rows behind a figure', () => {
  it('are as many as it counted, of each part and row', async () => {
    const made = await make()
    const whole = figure(made, 'incidents', 'comparison').value.last
    expect([(await rows(made.id, 'incidents')).body.total, (await rows(made.id, 'incidents', '?part=before')).body.total]).toEqual([whole.now.value, whole.before.value])
    for (const key of ['incidents.byCategory', 'incidents.byArea', 'incidents.byZone']) for (const row of figure(made, key, 'rows').value.rows) expect((await rows(made.id, key, `?row=${row.id}`)).body.total, `${key} ${row.id}`).toBe(row.now)
    const { values } = figure(made, 'incidents.hours', 'matrix').value
    const busiest = values.indexOf(Math.max(...values.map(Number)))
    expect((await rows(made.id, 'incidents.hours', `?row=${busiest}`)).body.total).toBe(values[busiest])
    const series = figure(made, 'incidents.series', 'series').value.values
    expect((await rows(made.id, 'incidents.series', '?row=2')).body.total).toBe(series[0]?.[2])
    expect((await rows(made.id, 'queue', '?row=reported')).body.total).toBe(figure(made, 'queue', 'rows').value.rows[0]?.count)
    expect((await rows(made.id, 'indicator.completion', '?part=denominator')).body.total).toBe(figure(made, 'indicator.completion', 'comparison').value.last.of?.now[1])
    expect((await rows(made.id, 'cameras.down')).body).toMatchObject({ rows: [{ noun: 'camera', id: 2 }], total: 1, changedSince: null })
    for (const [path, status] of [['nothing/rows', 404], ['incidents.hours/rows?row=168', 400], ['incidents.hours/rows?run=2', 404]] as const) expect((await send('GET', `/api/briefings/${made.id}/figures/${path}`)).status, path).toBe(status)
  })

  it('stay as they were, and say what is another by now', async () => {
    const made = await make()
    const { body: before } = await rows(made.id, 'incidents', '?limit=1000')
    const [first] = before.rows
    await door.ask(`/api/incidents/${first?.id}/steps`, { method: 'POST', body: { id: newId(), action: 'register', version: 1 } })
    const { body: after } = await rows(made.id, 'incidents', '?limit=1000')
    expect([after.total, after.changedSince, before.changedSince]).toEqual([before.total, 1, 0])
    expect(after.rows.find(({ id }) => id === first?.id)).toMatchObject({ state: 'reported', stateNow: 'registered', changed: true })
  })
})

describe('another run', () => {
  it('leaves the former one and tells what changed, as things stood at a moment', async () => {
    const made = await make()
    await makeIncidents(door.db.sql, 2, 20, 5)
    const again = briefingOf(await lines(`/api/briefings/${made.id}/runs`, { version: made.version }))
    const [truth] = await door.db.sql<{ count: number }[]>`select count(*) as count from incident where occurred_at >= ${made.from} and occurred_at < ${made.to}`
    expect([again.run, figure(again, 'incidents', 'comparison').value.last.now.value]).toEqual([2, truth?.count])
    const { body: changes } = await send<{ run: number; against: number; changed: { key: string; paths: string[] }[]; unchanged: string[] }>('GET', `/api/briefings/${made.id}/changes?against=1`)
    expect(changes).toMatchObject({ run: 2, against: 1 })
    expect(changes.changed.map(({ key }) => key)).toContain('incidents')
    expect(changes.unchanged).toContain('cameras')
    // Back at the moment of the first, by the log of the matters.
    const then = briefingOf(await lines(`/api/briefings/${made.id}/runs`, { version: again.version, asOf: made.figures[0]?.snapshot.at }))
    for (const key of ['incidents', 'incidents.byZone', 'incidents.series', 'queue', 'indicator.completion']) expect(then.figures.find((each) => each.key === key)?.value, key).toEqual(made.figures.find((each) => each.key === key)?.value)
    expect(last(await lines(`/api/briefings/${made.id}/runs`, { version: 1 }))).toMatchObject({ problem: { status: 409, errors: [{ field: 'version' }] } })
    expect(last(await lines(`/api/briefings/${made.id}/runs`, { version: then.version, asOf: '2199-01-01T00:00:00Z' }))).toMatchObject({ problem: { status: 422, errors: [{ field: 'question.asOf' }] } })
    // A reader outside is told the one that was filed.
    await send('PATCH', `/api/briefings/${made.id}`, { version: then.version, audience: 'outside' })
    await send('POST', `/api/briefings/${made.id}/file`, { version: then.version + 1 })
    const outside = async (path: string) => (await send('GET', `/api/briefings/${made.id}${path}`, undefined, 'demo-lead-02')).status
    expect([await outside(''), await outside('?run=3'), await outside('?run=1'), await outside('/changes?against=1'), await outside('/pdf?run=1')]).toEqual([200, 200, 404, 404, 404])
    expect((await send('GET', `/api/briefings/${made.id}/pdf?run=4`)).status).toBe(404)
  })
})

describe('who reads', () => {
  it('is who briefs; once it is filed, who reads the area; others where it is for them, without small counts, texts and places of patrols', async () => {
    const made = await make({}, { areaId: 2 })
    const path = `/api/briefings/${made.id}`
    await send('PUT', `${path}/texts/summary.text`, { locale: 'zh', text: '本周 3 起', composed: '3', version: 0 })
    const statuses = async () => [(await read(made.id, 'demo-lead-01')).status, (await read(made.id, 'demo-auditor')).status, (await read(made.id, 'demo-lead-02')).status]
    expect(await statuses()).toEqual([200, 404, 404])
    const filed = (await send<{ briefing: Briefing }>('POST', `${path}/file`, { version: made.version })).body.briefing
    expect(await statuses()).toEqual([200, 200, 404])
    await send('PATCH', path, { version: filed.version, audience: 'outside' })
    expect(await statuses()).toEqual([200, 200, 200])
    const [inside, outside] = [(await read(made.id, 'demo-auditor')).body.briefing, (await read(made.id, 'demo-lead-02')).body.briefing]
    expect([inside.suppressed, outside.suppressed, inside.texts.length, outside.texts]).toEqual([false, true, 1, []])
    // Who leads an area is inside of it, though small counts are not for that role.
    const leader = (await read(made.id, 'demo-leader')).body.briefing
    expect([leader.suppressed, leader.outside, inside.outside, outside.outside]).toEqual([true, false, false, true])
    const mapsOf = ({ pages }: Briefing) => pages.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'map' ? [block.key] : [])))
    expect([mapsOf(leader).length > mapsOf(outside).length, mapsOf(outside).includes('map.density')]).toEqual([true, false])
    const counts = outside.figures.flatMap(({ value }) => (value.kind === 'matrix' ? value.values : value.kind === 'series' ? value.values.flat() : []))
    expect(counts.filter((count) => count !== null && count % 5 !== 0)).toEqual([])
    expect(outside.figures.map(({ key }) => key)).not.toContain('cameras.down')
    expect((await rows(made.id, 'incidents', '', 'demo-lead-02')).status).toBe(403)
    expect((await send('POST', `${path}/withdraw`, { version: filed.version + 1 }, 'demo-lead-02')).status).toBe(403)
  })

  it('has unread what was filed, until it was opened, and again when it is filed again', async () => {
    const made = await make({}, quick)
    const unread = async (as: string) => (await send<{ briefings: Briefing[] }>('GET', '/api/briefings', undefined, as)).body.briefings.find(({ id }) => id === made.id)?.unread
    const step = (verb: string, version: number) => send<{ briefing: Briefing }>('POST', `/api/briefings/${made.id}/${verb}`, { version })
    expect([await unread('demo-command'), await unread('demo-auditor')]).toEqual([false, undefined])
    await step('file', 1)
    expect([await unread('demo-command'), await unread('demo-auditor')]).toEqual([false, true])
    expect((await send('POST', `/api/briefings/${made.id}/read`, {}, 'demo-auditor')).status).toBe(204)
    expect(await unread('demo-auditor')).toBe(false)
    await step('withdraw', 2)
    await step('file', 3)
    expect(await unread('demo-auditor')).toBe(true)
    expect((await step('file', 3)).status).toBe(200)
    expect((await step('discard', 4)).status).toBe(422)
    expect((await step('withdraw', 1)).status).toBe(409)
  })
})

describe('texts of people', () => {
  it('lie beside what is composed, one of each key and language, and say when somebody was quicker', async () => {
    const made = await make({}, quick)
    const path = `/api/briefings/${made.id}/texts/notes.summary`
    const write = (text: string, version: number) => send<{ text: { version: number; text: string } }>('PUT', path, { locale: 'zh', text, composed: 'c', version })
    expect((await write('一', 0)).body.text).toMatchObject({ text: '一', version: 1, composed: 'c', writtenBy: 'demo-command' })
    expect([(await write('二', 0)).status, (await write('二', 1)).body.text.version]).toEqual([409, 2])
    expect((await read(made.id)).body.briefing.texts).toMatchObject([{ key: 'notes.summary', text: '二' }])
    expect((await send('DELETE', `${path}?locale=zh&version=1`)).status).toBe(409)
    expect([(await send('DELETE', `${path}?locale=zh&version=2`)).status, (await send('DELETE', `${path}?locale=zh&version=2`)).status]).toEqual([204, 204])
    expect((await read(made.id)).body.briefing).toMatchObject({ texts: [], version: made.version })
  })
})

describe('what is asked', () => {
  it('is refused before anything is counted where it makes no sense or is not the actor’s', async () => {
    const refused = async (asked: object, as?: string) => {
      const line = last(await lines('/api/briefings', draft({}, asked), as))
      return 'problem' in line ? [line.problem.status, line.problem.errors[0]?.field] : line
    }
    expect(await refused({ from: day(1), to: day(1) })).toEqual([422, 'question.to'])
    expect(await refused({ from: day(-3), to: day(-9) })).toEqual([422, 'question.to'])
    expect(await refused({ from: '2099-01-01', to: '2099-01-08' })).toEqual([422, 'question.to'])
    expect(await refused({ template: 'hotspot' })).toEqual([422, 'question.hotspotId'])
    expect(await refused({ categoryIds: [99] })).toEqual([422, 'question.categoryIds'])
    expect(await refused({ areaId: 3 }, 'demo-lead-01')).toEqual([403, 'question.areaId'])
    expect(await refused({}, 'demo-auditor')).toEqual([403, 'question.areaId'])
  })
  it('twice with one id is answered once', async () => {
    const given = draft({}, quick)
    const [first, second] = [briefingOf(await lines('/api/briefings', given)), briefingOf(await lines('/api/briefings', { ...given, title: 'x' }))]
    expect(second).toEqual(first)
  })
})
