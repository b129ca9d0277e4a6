import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PatrolProgressAnswer, PatrolReport } from '../../geodata/model/patrolProgress.ts'
import { type Door, openDoor, report as matter } from './door.ts'
import { newId } from './planTown.ts'
import { hours, patrolDuties, patrolRoute, patrolStop, question } from './patrolWorld.ts'

let door: Door
let planId = ''
let indoors = ''
const minute = 1 / 60
/** East along 31.205 by metres from 121.405. */
const place = (meters: number): [number, number] => [Number((121.405 + meters / 95_300).toFixed(7)), 31.205]
/** Inside of a block, where no fix comes from. */
const hall: [number, number] = [place(600)[0], 31.2044]
/** An hour's round that began half an hour ago: a stop at 300 m, one at 600 m that is indoors, one at 900 m. */
const stops = () => [
  patrolStop('', { kind: 'start', place: place(0), arrivesAt: hours(-0.5), leavesAt: hours(-0.5) }),
  patrolStop('路口', { hotspot: 0, place: place(300), arrivesAt: hours(-25 * minute), leavesAt: hours(-15 * minute) }),
  patrolStop('大厅', { kind: 'checkpoint', checkpoint: 0, place: hall, arrivesAt: hours(-10 * minute), leavesAt: hours(-8 * minute) }),
  patrolStop('市场', { hotspot: 1, place: place(900), arrivesAt: hours(5 * minute), leavesAt: hours(15 * minute) }),
]
async function ask<Answer>(path: string, as = 'west-planner', body?: object): Promise<{ status: number; body: Answer }> {
  const response = await door.ask(path, { as, ...(body ? { method: 'POST', body } : {}) })
  return { status: response.status, body: (await response.json()) as Answer }
}

beforeAll(async () => {
  door = await openDoor(patrolDuties)
  planId = newId()
  const route = patrolRoute({ startsAt: hours(-0.5), endsAt: hours(0.5), line: [place(0), place(900)], stops: stops() })
  indoors = route.stops[2]?.id ?? ''
  const asked = { ...question(), hotspots: [{ name: '路口', place: place(300) }, { name: '市场', place: place(900) }], checkpoints: [{ name: '大厅', place: hall }] }
  asked.teams = asked.teams.map((team) => ({ ...team, from: hours(-0.5), to: hours(0.5) }))
  expect((await ask('/api/patrol-plans', 'west-planner', { id: planId, areaId: 2, name: '早巡', question: asked, figures: {}, routes: [route] })).status).toBe(201)
  expect((await ask(`/api/patrol-plans/${planId}/publish`, 'west-planner', { version: 1 })).status).toBe(200)
  // The team walks to the first stop, stays ten minutes, goes on, and is 250 m off the street for the last six minutes.
  const east = (m: number) => (m < 5 ? m * 60 : m < 15 ? 300 : m < 20 ? 300 + (m - 15) * 60 : 600)
  const fixes = Array.from({ length: 60 }, (_, i) => i / 2).map((m) => ({ at: hours((m - 30) * minute), lng: place(east(m))[0], lat: 31.205 + (m < 22 ? 0 : Math.min(250, (m - 22) * 125) / 110_860) }))
  const sent = await ask<{ accepted: number; rejected: unknown[] }>('/api/positions', 'west-member', { teamId: 1, device: 'pda', fixes })
  expect(sent.body).toMatchObject({ accepted: 60, rejected: [] })
  const checkIn = { id: newId(), teamId: 1, kind: 'indoor', at: hours(-9 * minute), stopId: indoors, note: '三楼' }
  expect((await ask<{ kept: string[] }>('/api/check-ins', 'west-member', { checkIns: [checkIn] })).body.kept).toEqual([checkIn.id])
  for (const change of [{ title: '灯坏了' }, { categoryId: 3, title: '信访' }]) expect((await ask('/api/incidents', 'west-member', matter({ lng: 121.405, lat: 31.205 }, change))).status).toBe(201)
}, 60_000)
afterEach(() => expect(door.failures).toEqual([]))
afterAll(() => door?.close())

describe('a team on its round', () => {
  it('is seen stop by stop, with what comes next and a mark once it left the route for minutes', async () => {
    const { body } = await ask<PatrolProgressAnswer>('/api/patrol-progress')
    expect(body.teams).toHaveLength(1)
    const [team] = body.teams
    expect(team).toMatchObject({ planId, callSign: 'W1', onShift: true, onTask: false, done: 2, of: 3, next: { name: '市场', stopId: expect.any(String) } })
    expect(team?.stops.map(({ state, by }) => [state, by])).toEqual([['reached', 'fixes'], ['reached', 'check_in'], ['ahead', null]])
    expect(team?.marks.map(({ code }) => code)).toEqual(['off_route'])
    expect(team?.marks[0]?.meters).toBeGreaterThan(200)
    expect(Date.parse(team?.seen?.at ?? '')).toBeLessThanOrEqual(Date.now())
  })

  it('is seen by those who plan or brief and by its members, as it was at a moment too, which is audited', async () => {
    const seen = async (as: string, more = '') => (await ask<PatrolProgressAnswer>(`/api/patrol-progress${more}`, as)).body.teams.map(({ callSign }) => callSign)
    expect([await seen('west-leader'), await seen('west-member'), await seen('east-planner'), await seen('demo-auditor')]).toEqual([['W1'], ['W1'], [], []])
    const before = await ask<PatrolProgressAnswer>(`/api/patrol-progress?at=${encodeURIComponent(hours(-20 * minute))}`)
    expect(before.body.teams[0]?.stops.map(({ state }) => state)).toEqual(['here', 'ahead', 'ahead'])
    expect(before.body.teams[0]?.marks).toEqual([])
    expect(await door.db.sql`select from audit_entry where action = 'position.history' and account_id = 'west-planner'`).toHaveLength(1)
  })

  it('with a matter in hand is where its duty is', async () => {
    const [incident] = await door.db.sql<{ id: string }[]>`select id from incident limit 1`
    await door.db.sql`insert into work_order (id, incident_id, area_id, team_id, kind, state) values (${newId()}, ${incident?.id ?? ''}, 2, 1, 'lead', 'handling')`
    const { body } = await ask<PatrolProgressAnswer>('/api/patrol-progress')
    expect([body.teams[0]?.onTask, body.teams[0]?.marks]).toEqual([true, []])
  })
})

describe('the report', () => {
  it('says what was planned and done, what was said and found, cover and gaps, and no metres', async () => {
    const { status, body } = await ask<PatrolReport>(`/api/patrol-reports/${planId}`, 'west-leader')
    expect([status, body.running, body.plan.name]).toEqual([200, true, '早巡'])
    const [team] = body.teams
    expect(team?.stops.map(({ name, state, plannedSeconds }) => [name, state, plannedSeconds])).toEqual([['路口', 'reached', 600], ['大厅', 'reached', 120], ['市场', 'ahead', 600]])
    const [first, second] = team?.stops ?? []
    // Ten minutes were walked; the interval holds them.
    expect(first?.low).toBeGreaterThan(540)
    expect(first?.low).toBeLessThanOrEqual(600 + 60)
    expect(first?.high).toBeGreaterThanOrEqual(600)
    expect([second?.by, second?.low, second?.checkIns]).toEqual(['check_in', null, [{ kind: 'indoor', at: hours(-9 * minute), note: '三楼' }]])
    expect(body.hotspots.map(({ name, plannedVisits, visits }) => [name, plannedVisits, visits])).toEqual([['路口', 1, 1], ['市场', 1, 0]])
    expect(body.hotspots[1]?.longestGapSeconds).toBeGreaterThan(1_700)
    expect(body.checkpoints).toMatchObject([{ name: '大厅', state: 'reached' }])
    expect(body.incidents.map(({ title, teamId }) => [title, teamId])).toEqual([['灯坏了', 1]])
    expect(JSON.stringify(body)).not.toMatch(/meters|west-member/)
  })

  it('is not for members, nor for those elsewhere; that it was read is audited once', async () => {
    expect(await Promise.all(['west-member', 'east-planner', 'demo-auditor'].map(async (as) => (await ask(`/api/patrol-reports/${planId}`, as)).status))).toEqual([404, 404, 404])
    await ask(`/api/patrol-reports/${planId}`, 'west-leader')
    expect(await door.db.sql`select from audit_entry where action = 'patrol_plan.report' and account_id = 'west-leader' and target = ${planId}`).toHaveLength(1)
  })
})
