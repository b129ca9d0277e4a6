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
})
