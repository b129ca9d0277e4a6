import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DutyTeam, EventPlanRecord, Roster, RosterChange, ShiftTemplate } from '../../geodata/model/roster.ts'
import { dutyCover } from '../../geodata/roster/dutyCover.ts'
import { dutyHours } from '../../geodata/roster/dutyHours.ts'
import { fillRoster } from '../../geodata/roster/fillRoster.ts'
import { fitOf } from '../../geodata/roster/rules.ts'
import type { Substitute } from '../../geodata/roster/substitutes.ts'
import { createRandom } from '../../geodata/random.ts'
import { type Door, openDoor } from './door.ts'
import { newId, seedPlans } from './planTown.ts'

let door: Door
beforeAll(async () => void (door = await openDoor(seedPlans)))
afterEach(() => expect(door.failures).toEqual([]))
afterAll(() => door?.close())

type Body = Roster & EventPlanRecord & { change: RosterChange; changes: RosterChange[]; template: ShiftTemplate; team: DutyTeam; added: number; substitutes: Substitute[]; detail: string; errors: { field: string; expected: string }[] }
async function ask(method: string, path: string, body?: object, as = 'west-boss') {
  const response = await door.ask(`/api/${path}`, { method, as, ...(body ? { body } : {}) })
  return { status: response.status, body: (await response.json()) as Body }
}
const change = (more: object, as?: string) => ask('POST', 'roster-changes', { id: newId(), areaId: 2, kind: 'edit', ...more }, as)
/** A week that is to come, Monday at noon UTC; each test its own, so that none meets another's shifts. */
let week = 10
const monday = () => { const day = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 + week++ * 7 * 86_400_000); day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7)); return day.getTime() }
const hour = (from: number, hours: number) => new Date(from + hours * 3_600_000).toISOString()
const roster = async (from: number, days = 7) => (await ask('GET', `rosters?areaId=2&from=${hour(from, 0)}&to=${hour(from, 24 * days)}`)).body
const added = async (callSigns: string[]) => {
  await ask('POST', 'teams', { areaId: 2, callSigns, kind: 'volunteer' })
  const { teams } = await roster(monday())
  return callSigns.map((sign) => teams.find(({ callSign }) => callSign === sign)!.id)
}
const dayText = (ms: number) => new Date(ms).toISOString().slice(0, 10)

describe('a roster', () => {
  it('is changed as one, once, and put back', async () => {
    const [a, b] = await added(['志愿01', '志愿02'])
    const from = monday()
    const [needId, id] = [newId(), newId()]
    const body = { id, needs: [{ id: needId, name: '南门', from: hour(from, 0), to: hour(from, 5), needed: 2 }], add: [{ teamId: a, needId }, { teamId: b, needId }] }
    const made = await change(body)
    expect([made.status, made.body.change]).toMatchObject([200, { kind: 'edit', shiftsBefore: 0, shiftsAfter: 2, needsAfter: 1, madeBy: 'west-boss', undoneAt: null }])
    expect((await change(body)).body.change).toEqual(made.body.change)
    const now = await roster(from)
    expect(dutyCover(now.needs, now.shifts)).toEqual({ neededHours: 10, filledHours: 10, cover: 1 })
    expect((await change({ add: [{ teamId: a, from: hour(from, 48), to: hour(from, 50) }, { teamId: b, from: hour(from, 4), to: hour(from, 9) }] })).body).toMatchObject({ status: 422, errors: [{ field: 'add.1.teamId', expected: expect.stringContaining('志愿02 is on duty from') }] })
    // All or nothing: the first of the two was not kept either.
    expect((await roster(from)).shifts.filter(({ teamId }) => teamId === a)).toHaveLength(1)
    const shift = now.shifts.find(({ teamId }) => teamId === b)!
    const called = await change({ kind: 'cancel', reason: '病假', cancel: [{ shiftId: shift.id, version: shift.version }] })
    expect((await roster(from)).shifts.map(({ teamId }) => teamId)).toEqual([a])
    expect((await ask('POST', `roster-changes/${id}/undo`, {})).body).toMatchObject({ status: 409, errors: [{ field: 'id' }] })
    expect((await ask('POST', `roster-changes/${called.body.change.id}/undo`, {})).body.change).toMatchObject({ undoneBy: 'west-boss' })
    expect((await ask('POST', `roster-changes/${called.body.change.id}/undo`, {})).status).toBe(200)
    expect((await roster(from)).shifts).toMatchObject([{ teamId: a }, { id: shift.id, teamId: b, needId, version: shift.version + 1 }])
    expect((await change({ cancel: [{ shiftId: shift.id, version: shift.version }] })).body).toMatchObject({ status: 409, errors: [{ field: 'cancel.0.version' }] })
  })
  it('refuses what a team cannot do, and names the field; rules of rest may be set aside, being in two places not', async () => {
    const [a] = await added(['志愿03'])
    const from = monday()
    const shift = (begin: number, end: number) => ({ teamId: a, from: hour(from, begin), to: hour(from, end) })
    expect((await change({ add: [shift(0, 8)] })).status).toBe(200)
    const answers = [await change({ add: [shift(7, 12)] }), await change({ add: [shift(12, 20)] }), await change({ add: [shift(8, 14)] }), await change({ add: [24, 48, 72, 96, 120].map((begin) => shift(begin, begin + 9)) }), await change({ add: [{ teamId: 2, from: hour(from, 0), to: hour(from, 1) }] }), await change({ add: [shift(5, 5)] }), await change({ add: [{ teamId: a, from: hour(from, -24 * 400), to: hour(from, -24 * 400 + 3) }] })]
    expect(answers.map(({ status, body }) => [status, body.errors[0]?.field])).toEqual([[422, 'add.0.teamId'], [422, 'add.0.from'], [422, 'add.0.to'], [422, 'add.0.teamId'], [422, 'add.0.teamId'], [400, 'add.0.to'], [422, 'add.0.to']])
    expect(answers[1]!.body.errors[0]!.expected).toBe('expected 11 hours of rest; 志愿03 would have 4.0')
    expect((await change({ despiteRules: true, add: [shift(7, 12)] })).status).toBe(422)
    expect((await change({ despiteRules: true, add: [shift(12, 20)] })).body.change).toMatchObject({ despiteRules: true, shiftsAfter: 1 })
    expect((await change({ add: [shift(200, 203)] }, 'demo-lead-01')).status).toBe(403)
  })
  it('judges rest, pieces of duty and weeks as the same rules in TypeScript do', async () => {
    const [a] = await added(['规则'])
    const random = createRandom(7)
    const [from, timeZone] = [monday(), 'Asia/Shanghai']
    const rules = { restHours: 11, mostRunHours: 12, mostWeekHours: 48, timeZone }
    const busy: { from: number; to: number }[] = []
    const told: Record<string, number> = {}
    const fields = { busy: 'teamId', rest: 'from', run: 'to', week: 'teamId' } as Record<string, string>
    for (let i = 0; i < 60; i++) {
      const begin = from + Math.floor(random() * 24 * 9) * 3_600_000 + (random() < 0.3 ? 1_800_000 : 0)
      const span = { from: begin, to: begin + (2 + Math.floor(random() * 8)) * 3_600_000 }
      const { hindrance } = fitOf(1, busy, span, rules)
      const { status, body } = await change({ add: [{ teamId: a, from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() }] })
      expect([status, body.errors?.[0]?.field], `${i} ${hindrance} ${body.detail}`).toEqual(hindrance ? [422, `add.0.${fields[hindrance]}`] : [200, undefined])
      told[hindrance ?? 'fits'] = (told[hindrance ?? 'fits'] ?? 0) + 1
      if (!hindrance) busy.push(span)
    }
    for (const each of ['fits', 'busy', 'rest']) expect(told[each], JSON.stringify(told)).toBeGreaterThan(2)
  })
  it('tells nights and weekends of the last weeks by the clock of the area, to those who plan only', async () => {
    const [a] = await added(['负荷'])
    // Saturday 20:00 to Sunday 07:30 in Shanghai, and a Wednesday morning, last month.
    await door.db.sql`insert into shift (area_id, team_id, during) values (2, ${a!}, '[2026-01-10 12:00+00, 2026-01-10 23:30+00)'), (2, ${a!}, '[2026-01-14 00:00+00, 2026-01-14 04:00+00)')`
    const at = `rosters?areaId=2&from=2026-01-26T00:00:00Z&to=2026-01-27T00:00:00Z`
    const { loads, rules, timeZone } = (await ask('GET', at)).body
    const mine = [['2026-01-10T12:00Z', '2026-01-10T23:30Z'], ['2026-01-14T00:00Z', '2026-01-14T04:00Z']].map(([from, to]) => dutyHours({ from: Date.parse(from!), to: Date.parse(to!) }, { timeZone, ...rules }))
    expect(mine).toEqual([{ hours: 11.5, nightHours: 8, weekendHours: 11.5 }, { hours: 4, nightHours: 0, weekendHours: 0 }])
    expect(loads.find(({ teamId }) => teamId === a)).toEqual({ teamId: a, shifts: 2, hours: 15.5, nightHours: 8, weekendHours: 11.5 })
    expect((await ask('GET', at, undefined, 'demo-leader')).body.loads).toEqual([])
  })
})

describe('a template by week', () => {
  it('makes needs and the shifts of its teams once, by the clock of the area, and is taken back', async () => {
    const [a, b] = await added(['模板01', '模板02'])
    const from = monday()
    const id = newId()
    const template = { version: 0, areaId: 2, name: '平日', validFrom: '2020-01-01', lines: [{ id: newId(), name: '早班', weekdays: [1, 2, 3, 4, 5], from: '07:00', to: '12:00', needed: 2, teamIds: [a] }, { id: newId(), name: '夜班', weekdays: [6], from: '22:00', to: '06:00', needed: 1, teamIds: [b] }] }
    expect((await ask('PUT', `shift-templates/${id}`, template)).body.template).toMatchObject({ version: 1, lines: [{ name: '早班', teamIds: [a] }, { from: '22:00' }] })
    expect((await ask('PUT', `shift-templates/${id}`, { ...template, version: 3 })).status).toBe(409)
    const days = { first: dayText(from), last: dayText(from + 6 * 86_400_000) }
    const made = (await ask('POST', `shift-templates/${id}/apply`, { id: newId(), ...days })).body.change
    expect(made).toMatchObject({ kind: 'template', needsAfter: 6, shiftsAfter: 6 })
    expect((await ask('POST', `shift-templates/${id}/apply`, { id: newId(), ...days })).body.change).toMatchObject({ needsAfter: 0, shiftsAfter: 0 })
    const { needs, shifts } = await roster(from, 8)
    expect(needs.map(({ name, from, to }) => [name, from.slice(11, 16), to.slice(11, 16)])).toEqual([...Array.from({ length: 5 }, () => ['早班', '23:00', '04:00']), ['夜班', '14:00', '22:00']])
    expect(dutyCover(needs, shifts).cover).toBeCloseTo((5 * 5 + 8) / (5 * 10 + 8))
    await ask('POST', `roster-changes/${made.id}/undo`, {})
    expect(await roster(from, 8)).toMatchObject({ needs: [], shifts: [] })
  })
  it('keeps to the clock when it is changed, and to the hours that there are', async () => {
    await door.db.sql`update area set time_zone = 'Europe/Berlin' where id = 3`
    const id = newId()
    const line = { weekdays: [7], needed: 1 }
    await ask('PUT', `shift-templates/${id}`, { version: 0, areaId: 3, name: '夏令时', validFrom: '2020-01-01', lines: [{ ...line, id: newId(), name: 'a', from: '00:00', to: '08:00' }, { ...line, id: newId(), name: 'b', from: '02:00', to: '03:00' }] }, 'east-boss')
    // Clocks go forward on 28 March 2027 and back on 31 October.
    for (const day of ['2027-03-28', '2027-10-31']) await ask('POST', `shift-templates/${id}/apply`, { id: newId(), first: day, last: day }, 'east-boss')
    const needs = await door.db.sql<{ name: string; hours: number }[]>`select name, (extract(epoch from upper(during) - lower(during)) / 3600)::float8 as hours from shift_need where area_id = 3 order by during`
    expect(needs).toEqual([{ name: 'a', hours: 7 }, { name: 'a', hours: 9 }, { name: 'b', hours: expect.any(Number) }])
    await door.db.sql`update area set time_zone = 'Asia/Shanghai' where id = 3`
  })
})

describe('an event', () => {
  it('needs teams on its posts once it is published, gaps are filled, and what teams stand on stays', async () => {
    const teams = await added(Array.from({ length: 12 }, (_, i) => `活动${i}`))
    const from = monday()
    const day = dayText(from + 5 * 86_400_000)
    const id = newId()
    const posts = Array.from({ length: 5 }, (_, i) => ({ id: newId(), code: `P${i}`, needs: [1, i === 0 ? 2 : 1, 0], lng: 121.401 + i * 0.003, lat: 31.205 }))
    const plan = { version: 0, areaId: 2, name: '灯会', startsOn: day, endsOn: day, windows: [{ from: '07:00', to: '12:00' }, { from: '12:00', to: '17:00' }, { from: '17:00', to: '22:00' }], posts }
    expect((await ask('PUT', `event-plans/${id}`, plan)).body.plan).toMatchObject({ state: 'draft', posts: 5, version: 1 })
    expect((await roster(from)).needs).toEqual([])
    const bad = [await ask('PUT', `event-plans/${newId()}`, { ...plan, posts: [posts[0], { ...posts[1], id: newId(), needs: [1] }] }), await ask('PUT', `event-plans/${newId()}`, { ...plan, posts: [{ ...posts[0], id: newId(), lng: 0 }] }), await ask('PUT', `event-plans/${newId()}`, { ...plan, posts: [posts[0], posts[0]] })]
    expect(bad.map(({ status, body }) => [status, body.errors[0]?.field])).toEqual([[422, 'posts.0.id'], [422, 'posts.0.lng'], [400, 'posts']])
    expect((await ask('POST', `event-plans/${id}/publish`, { version: 1 })).body.plan.state).toBe('published')
    const before = await roster(from)
    expect(before.needs).toHaveLength(10)
    const fill = fillRoster({ ...before, teams: before.teams.filter((team) => teams.includes(team.id)) })
    expect([fill.proposals.length, fill.gaps]).toEqual([11, []])
    const filled = await change({ kind: 'assign', add: fill.proposals.map(({ needId, teamId }) => ({ needId, teamId })) })
    expect(filled.status).toBe(200)
    const after = await roster(from)
    expect(dutyCover(after.needs, after.shifts).cover).toBe(1)
    expect((await change({ add: [{ teamId: teams.find((each) => !fill.proposals.some(({ teamId }) => teamId === each)), needId: after.needs[0]!.id }] })).body.errors[0]).toMatchObject({ field: 'add.0.needId' })
    expect((await ask('PUT', `event-plans/${id}`, { ...plan, version: 2, posts: posts.slice(1) })).body.errors[0]).toMatchObject({ field: 'posts', expected: expect.stringContaining('P0') })
    expect((await ask('POST', `event-plans/${id}/discard`, { version: 2 })).status).toBe(422)
    expect((await ask('POST', `roster-changes/${filled.body.change.id}/undo`, {})).status).toBe(200)
    expect((await ask('POST', `event-plans/${id}/discard`, { version: 2 })).body.plan.state).toBe('discarded')
    expect((await roster(from)).needs).toEqual([])
  })
})

it('who could take a shift over is told nearest first with its reasons, and takes it from now on', async () => {
  const [a, near, far, tired] = await added(['替补甲', '替补近', '替补远', '替补累'])
  const stations = await Promise.all([121.404, 121.406, 121.415].map(async (lng, i) => { const id = newId(); await ask('PUT', `patrol-stations/${id}`, { version: 0, areaId: 2, name: `站${i}`, lng, lat: 31.205 }); return id }))
  for (const [team, station] of [[a, 0], [near, 1], [far, 2], [tired, 0]] as const) await ask('PATCH', `teams/${team}`, { version: 1, stationId: stations[station] })
  const now = Date.now()
  await door.db.sql`insert into shift (area_id, team_id, during) values (2, ${a!}, tstzrange(now() - interval '1 hour', now() + interval '3 hours')), (2, ${tired!}, tstzrange(now() - interval '10 hours', now() - interval '4 hours'))`
  const shift = (await roster(now, 1)).shifts.find(({ teamId }) => teamId === a)!
  const { substitutes } = (await ask('GET', `shifts/${shift.id}/substitutes`)).body
  const said = substitutes.filter(({ teamId }) => [near, far, tired].includes(teamId)).map(({ callSign, meters, hindrance }) => [callSign, meters, hindrance])
  expect(said).toEqual([['替补近', 191, null], ['替补远', 1048, null], ['替补累', 0, 'rest']])
  const done = await change({ kind: 'substitute', reason: '中暑', change: [{ shiftId: shift.id, version: shift.version, teamId: near }] })
  expect(done.body.change).toMatchObject({ shiftsBefore: 1, shiftsAfter: 2 })
  const on = async () => ((await (await door.ask('/api/teams')).json()) as { shifts: { teamId: number }[] }).shifts.map(({ teamId }) => teamId)
  expect(await on()).toContain(near)
  expect(await on()).not.toContain(a)
  await ask('POST', `roster-changes/${done.body.change.id}/undo`, {})
  expect(await on()).toContain(a)
  expect(await on()).not.toContain(near)
})
