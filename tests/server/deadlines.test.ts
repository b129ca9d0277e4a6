import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import { chinaHolidays } from '../../geodata/town/holidays.ts'
import { asRelay } from '../../server/database.ts'
import { type Door, openDoor, report } from './door.ts'
import { west } from './city.ts'
import { readStream } from './stream.ts'

let door: Door
beforeAll(async () => (door = await openDoor()), 120_000)
afterAll(() => door?.close())
const put = (path: string, body: unknown, as = 'demo-admin') => door.ask(path, { as, method: 'PUT', body })
const get = async (path: string, as = 'demo-command') => (await door.ask(path, { as })).json()
const office = [1, 2, 3, 4, 5].flatMap((weekday) => [{ weekday, opens: '09:00', closes: '12:00' }, { weekday, opens: '13:30', closes: '17:30' }])

describe('the calendar', () => {
  it('is that of the house until an area has its own; the areas below take it', async () => {
    expect(await get('/api/calendar?areaId=2')).toMatchObject({ areaId: 2, timeZone: 'Asia/Shanghai', hoursFrom: null, daysFrom: null, days: [], mayConfigure: false, hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '09:00', closes: '17:00' })) })
    const answer = await put('/api/calendar?areaId=1', { hours: office, days: chinaHolidays })
    expect(answer.status).toBe(200)
    const set = await answer.json()
    expect(set).toMatchObject({ areaId: 1, hoursFrom: 1, daysFrom: 1, hours: office, days: chinaHolidays, mayConfigure: true })
    // A lead of one community sees what holds there, though the city is not the lead's to see.
    expect(await get('/api/calendar?areaId=2', 'demo-lead-01')).toEqual({ ...set, areaId: 2, mayConfigure: false })
    expect((await door.ask('/api/calendar?areaId=1', { as: 'demo-lead-01' })).status).toBe(404)
  })
  it('sent again is the same; an empty list goes back to the area above; both are audited', async () => {
    const body = { hours: [{ weekday: 6, opens: '00:00', closes: '24:00' }], days: [] }
    const [first, second] = [await (await put('/api/calendar?areaId=2', body)).json(), await (await put('/api/calendar?areaId=2', body)).json()]
    expect(second).toEqual(first)
    expect(first).toMatchObject({ hoursFrom: 2, daysFrom: 1, hours: body.hours })
    expect(await (await put('/api/calendar?areaId=2', { hours: [], days: [] })).json()).toMatchObject({ hoursFrom: 1, hours: office })
    expect(await door.db.sql`select action, target from audit_entry where account_id = 'demo-admin' and action = 'calendar.set' and area_id = 2`).toHaveLength(3)
  })
  it.each([
    ['hours.1', { hours: [{ weekday: 1, opens: '09:00', closes: '12:00' }, { weekday: 1, opens: '11:00', closes: '13:00' }], days: [] }],
    ['hours.0.closes', { hours: [{ weekday: 1, opens: '09:00', closes: '09:00' }], days: [] }],
    ['hours.0.opens', { hours: [{ weekday: 1, opens: '9:00', closes: '12:00' }], days: [] }],
    ['hours.0.weekday', { hours: [{ weekday: 8, opens: '09:00', closes: '12:00' }], days: [] }],
    ['days.0.day', { hours: [], days: [{ day: '2026-02-30', kind: 'rest' }] }],
    ['days.0.kind', { hours: [], days: [{ day: '2026-02-03', kind: 'holiday' }] }],
    ['days.1', { hours: [], days: [{ day: '2026-02-03', kind: 'rest' }, { day: '2026-02-03', kind: 'work' }] }],
    ['days', { hours: [] }],
    ['__proto__', '{"hours":[],"days":[],"__proto__":{"a":1}}'],
  ])('refuses a wrong %s and says so', async (field, body) => {
    const answer = await put('/api/calendar?areaId=1', body)
    expect(answer.status).toBe(400)
    expect((await answer.json()).errors.map((error: { field: string }) => error.field)).toContain(field)
    expect((await get('/api/calendar?areaId=1')).hours).toEqual(office)
  })
  it('needs an area', async () => {
    for (const query of ['', '?areaId=', '?areaId=-1', '?areaId=x', '?areaId=99999999999']) expect((await door.ask(`/api/calendar${query}`)).status, query).toBe(400)
    for (const path of ['/api/calendar', '/api/deadline-rules']) expect((await door.ask(`${path}?areaId=77`)).status).toBe(404)
  })
})

describe('the limits', () => {
  const general = { categoryId: null, severity: null, warnShare: 0.25 }
  const rules = [
    { ...general, step: 'register', amount: 30, unit: 'minute' }, { ...general, severity: 4, step: 'register', amount: 5, unit: 'minute', warnShare: 0.5 }, { ...general, categoryId: 2, step: 'handle', amount: 1.5, unit: 'working_hour' },
  ]
  it('of an area and those above it, sent whole, kept by number', async () => {
    expect(await (await put('/api/deadline-rules?areaId=1', { rules })).json()).toEqual({ areaId: 1, mayConfigure: true, rules: rules.map((rule) => ({ ...rule, areaId: 1 })) })
    const before = await door.db.sql`select id from deadline_rule order by id`
    expect((await put('/api/deadline-rules?areaId=1', { rules })).status).toBe(200)
    expect(await door.db.sql`select id from deadline_rule order by id`).toEqual(before)
    const own = { ...general, step: 'register', amount: 1, unit: 'hour' }
    expect(await (await put('/api/deadline-rules?areaId=2', { rules: [own] })).json()).toEqual({ areaId: 2, mayConfigure: true, rules: [{ ...own, areaId: 2 }, ...rules.map((rule) => ({ ...rule, areaId: 1 }))] })
    await put('/api/deadline-rules?areaId=2', { rules: [] })
    expect((await get('/api/deadline-rules?areaId=2', 'demo-lead-01')).rules).toHaveLength(3)
  })
  it.each([
    ['rules.0.amount', { rules: [{ step: 'handle', amount: 0, unit: 'hour' }] }], ['rules.0.amount', { rules: [{ step: 'handle', amount: 1.5, unit: 'working_day' }] }], ['rules.0.unit', { rules: [{ step: 'handle', amount: 1, unit: 'fortnight' }] }],
    ['rules.0.step', { rules: [{ step: 'archive', amount: 1, unit: 'hour' }] }], ['rules.1', { rules: [{ step: 'handle', amount: 1, unit: 'hour' }, { step: 'handle', amount: 2, unit: 'hour' }] }], ['rules', {}],
  ])('refuses a wrong %s', async (field, body) => {
    const answer = await put('/api/deadline-rules?areaId=1', body)
    expect([answer.status, (await answer.json()).errors.map((error: { field: string }) => error.field)]).toEqual([400, [field]])
  })
  it('refuses a category that does not exist', async () => {
    const answer = await put('/api/deadline-rules?areaId=1', { rules: [{ categoryId: 4000, step: 'handle', amount: 1, unit: 'hour' }] })
    expect([answer.status, (await answer.json()).errors[0].field]).toEqual([422, 'rules'])
  })
})

it('a matter that is reported has its clock; the job tells every screen, and a person who looked before is not refused', async () => {
  const stream = readStream(await door.ask('/live', { as: 'demo-lead-01' }))
  await stream.until(({ event }) => event === 'hello')
  const sent = report(west, { severity: 4 })
  const { incident } = (await (await door.ask('/api/incidents', { method: 'POST', body: sent })).json()) as { incident: { dueAt: string; dueStep: string; version: number; reportedAt: string } }
  expect([incident.dueStep, Date.parse(incident.dueAt) - Date.parse(incident.reportedAt)]).toEqual(['register', 300_000])
  const later = new Date(Date.parse(incident.dueAt) + 1_000).toISOString()
  await asRelay(door.db.sql, (tx) => tx`select run_deadlines(${later})`)
  await stream.until(({ event, data }) => event === 'change' && data.rows?.some((row: { id: string; escalation: number }) => row.id === sent.id && row.escalation === 1))
  await stream.close()
  const detail = (await get(`/api/incidents/${sent.id}`)) as { log: { action: string; actor: string; payload: object }[]; deadlines: object[] }
  expect(detail.log.at(-1)).toMatchObject({ action: 'escalate', actor: 'system', payload: { step: 'register', level: 1 } })
  expect(detail.deadlines).toMatchObject([{ step: 'register', level: 1, doneAt: null }])
  const step = await door.ask(`/api/incidents/${sent.id}/steps`, { method: 'POST', body: { id: uuidv7(Math.random, Date.now()), action: 'register', version: incident.version } })
  expect(step.status).toBe(200)
  expect(door.failures).toEqual([])
})
