import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PatrolPlan, PatrolPlanRecord, PatrolRoute } from '../../geodata/model/patrolPlan.ts'
import type { MyRounds } from '../../geodata/model/patrolRound.ts'
import { type Door, openDoor } from './door.ts'
import { newId } from './planTown.ts'
import { hours, patrolDuties, patrolRoute, patrolStop, question } from './patrolWorld.ts'

let door: Door
beforeAll(async () => void (door = await openDoor(patrolDuties)))
afterEach(() => expect(door.failures).toEqual([]))
afterAll(() => door?.close())

type Body = PatrolPlanRecord & { plans: PatrolPlan[]; detail: string; errors: { field: string; expected: string }[] }
async function ask<Answer = Body>(method: string, path: string, body?: object, as = 'west-planner') {
  const response = await door.ask(path, { method, as, ...(body ? { body } : {}) })
  return { status: response.status, body: (await response.json()) as Answer }
}
const plans = (method: string, path: string, body?: object, as?: string) => ask(method, `/api/patrol-plans${path}`, body, as)
const keep = (change: object = {}, as?: string) => plans('POST', '', { id: newId(), areaId: 2, name: '夜巡', question: question(), figures: { lastFinishSeconds: 3_600 }, routes: [patrolRoute()], ...change }, as)
const step = (verb: string, { id, version }: Pick<PatrolPlan, 'id' | 'version'>, as?: string) => plans('POST', `/${id}/${verb}`, { version }, as)
const round = async (as = 'west-member') => (await ask<MyRounds>('GET', '/api/my-round', undefined, as)).body.rounds
const outbox = async () => (await door.db.sql<{ noun: string }[]>`select noun from outbox where noun = 'patrol_plan'`).length

describe('a plan of patrols', () => {
  it('is kept once, read with its question, figures and routes, and saved by version', async () => {
    const [id, route] = [newId(), patrolRoute()]
    const first = await keep({ id, routes: [route] })
    expect([first.status, first.body.plan]).toMatchObject([201, { id, areaId: 2, state: 'draft', routes: 1, version: 1, createdBy: 'west-planner', publishedAt: null }])
    expect(first.body.plan).toMatchObject({ from: question().teams[0]?.from, to: question().teams[0]?.to })
    expect((await keep({ id, name: 'other' })).body.plan).toEqual(first.body.plan)
    const { body } = await plans('GET', `/${id}`)
    expect([body.question.teams[0]?.teamId, body.question.hotspots[0]?.dwellMinutes, body.figures]).toEqual([1, 12, { lastFinishSeconds: 3_600 }])
    expect(body.routes).toEqual([route])
    const saved = await plans('PUT', `/${id}`, { version: 1, name: '夜巡二', routes: [] })
    expect([saved.status, saved.body.plan]).toMatchObject([200, { name: '夜巡二', routes: 0, version: 2 }])
    const late = await plans('PUT', `/${id}`, { version: 1, name: 'x' })
    expect([late.status, late.body.errors[0]?.field]).toEqual([409, 'version'])
  })

  it('goes to the teams when it is published, is taken back, given up and restored; doing it twice is doing it once', async () => {
    const before = await outbox()
    const { plan } = (await keep()).body
    expect(await round()).toEqual([])
    const published = await step('publish', plan)
    expect([published.status, published.body.plan.state, published.body.plan.publishedBy]).toEqual([200, 'published', 'west-planner'])
    expect((await step('publish', plan)).body.plan).toEqual(published.body.plan)
    expect(await round()).toMatchObject([{ plan: { id: plan.id, name: '夜巡' }, team: { id: 1, callSign: 'W1' }, shift: { from: expect.any(String) }, route: { teamId: 1 }, checkIns: [] }])
    expect((await step('discard', published.body.plan)).body.errors[0]?.field).toBe('version')
    const withdrawn = (await step('withdraw', published.body.plan)).body.plan
    expect([withdrawn.state, await round()]).toEqual(['withdrawn', []])
    const discarded = (await step('discard', withdrawn)).body.plan
    expect((await plans('GET', '')).body.plans.map(({ id }) => id)).not.toContain(plan.id)
    expect((await plans('PUT', `/${plan.id}`, { version: discarded.version, note: 'x' })).status).toBe(422)
    expect((await step('restore', discarded)).body.plan.state).toBe('draft')
    expect(await outbox()).toBe(before + 5)
  })

  it('keeps what was checked in at a stop when its routes are planned anew, also at another place in the order or with another team', async () => {
    const [a, b] = [patrolStop('a'), patrolStop('b')]
    const first = patrolRoute({ stops: [patrolStop('start', { kind: 'start' }), a, b] })
    const { plan } = (await keep({ routes: [first], question: question([1, 3]) })).body
    await door.db.sql`insert into check_in (id, area_id, team_id, stop_id, kind, at, account_id) values (${newId()}, 2, 1, ${a.id}, 'arrive', now(), 'west-member')`
    const moved: PatrolRoute[] = [{ ...first, stops: [patrolStop('start', { kind: 'start' }), b] }, patrolRoute({ teamId: 3, stops: [patrolStop('start', { kind: 'start' }), a] })]
    const saved = await plans('PUT', `/${plan.id}`, { version: 1, routes: moved })
    expect(saved.status, saved.body.detail).toBe(200)
    expect((await plans('GET', `/${plan.id}`)).body.routes).toEqual(moved)
    expect(await door.db.sql`select stop_id from check_in where stop_id = ${a.id}`).toHaveLength(1)
    // The teams change places: each route keeps its id.
    const swapped = moved.map((route) => ({ ...route, teamId: route.teamId === 1 ? 3 : 1 }))
    expect((await plans('PUT', `/${plan.id}`, { version: 2, routes: swapped })).status).toBe(200)
    expect((await plans('GET', `/${plan.id}`)).body.routes.map(({ id, teamId }) => [id, teamId]).toSorted()).toEqual(swapped.map(({ id, teamId }) => [id, teamId]).toSorted())
  })

  it('is refused with the field that is wrong', async () => {
    const badField = async (change: object) => { const { status, body } = await keep(change); return [status, body.errors?.[0]?.field] }
    expect(await badField({ routes: [patrolRoute({ teamId: 2 })] })).toEqual([422, 'routes'])
    expect(await badField({ routes: [patrolRoute({ teamId: 99 })] })).toEqual([422, 'routes'])
    expect(await badField({ routes: [patrolRoute(), patrolRoute()] })).toEqual([422, 'routes'])
    expect(await badField({ routes: [patrolRoute({ stops: [patrolStop('x', { hotspotId: newId() })] })] })).toEqual([422, 'routes'])
    expect(await badField({ routes: [patrolRoute({ stops: [patrolStop('x', { kind: 'checkpoint', checkpointId: newId() })] })] })).toEqual([422, 'routes'])
    const twice = patrolStop('x')
    expect(await badField({ routes: [patrolRoute({ stops: [twice, twice] })] })).toEqual([409, 'routes'])
    expect(await badField({ areaId: 3 })).toEqual([403, 'areaId'])
    expect(await badField({ question: { ...question(), teams: [{ ...question().teams[0], to: question().teams[0]?.from }] } })).toEqual([400, 'question.teams.0.to'])
    expect(await badField({ routes: [patrolRoute({ line: [[121.4, 31.2], [500, 31.2]] as never })] })).toEqual([400, 'routes.0.line.1.0'])
    expect(await badField({ routes: [patrolRoute({ endsAt: '2020-01-01T00:00:00Z' })] })).toEqual([400, 'routes.0.endsAt'])
  })

  it('takes no route or stop of another plan', async () => {
    const mine = patrolRoute()
    expect((await keep({ routes: [mine] })).status).toBe(201)
    for (const route of [patrolRoute({ id: mine.id }), patrolRoute({ stops: mine.stops })]) expect([(await keep({ routes: [route] })).status]).toEqual([409])
  })

  it('gives a team one round at a time', async () => {
    const at = { startsAt: hours(30), endsAt: hours(31) }
    const first = (await keep({ routes: [patrolRoute(at)] })).body.plan
    expect((await step('publish', first)).status).toBe(200)
    const second = (await keep({ name: '另一份', routes: [patrolRoute(at)] })).body.plan
    const refused = await step('publish', second)
    expect([refused.status, refused.body.errors[0]?.field, refused.body.detail]).toEqual([422, 'routes', expect.stringContaining('W1')])
    expect((await step('publish', (await keep({ routes: [] })).body.plan)).body.errors[0]?.field).toBe('routes')
  })
})

describe('who sees a plan', () => {
  it('a draft is for those who plan; a published one also for those who brief; a member is given the own round and no question', async () => {
    const { plan } = (await keep({ question: question([1, 3]), routes: [patrolRoute({ startsAt: hours(40), endsAt: hours(41) }), patrolRoute({ teamId: 3, startsAt: hours(40), endsAt: hours(41) })] })).body
    const status = async (as: string) => (await plans('GET', `/${plan.id}`, undefined, as)).status
    expect(await Promise.all(['west-planner', 'demo-command', 'west-leader', 'west-member', 'east-planner', 'demo-auditor'].map(status))).toEqual([200, 200, 404, 404, 404, 404])
    expect((await step('publish', plan)).status).toBe(200)
    expect(await Promise.all(['west-leader', 'west-member', 'east-planner', 'demo-auditor'].map(status))).toEqual([200, 404, 404, 404])
    const gpx = async (as: string, more = '') => { const answer = await door.ask(`/api/patrol-plans/${plan.id}/rounds.gpx${more}`, { as }); return [answer.status, (await answer.text()).match(/<rte><name>(\w+)/g)?.map((text) => text.slice(11))] }
    expect([await gpx('west-planner'), await gpx('west-planner', '?teamId=3'), await gpx('west-member'), await gpx('east-planner'), await gpx('west-member', '?teamId=3')]).toEqual([[200, ['W1', 'W2']], [200, ['W2']], [200, ['W1']], [404, undefined], [404, undefined]])
    expect((await plans('GET', '', undefined, 'west-member')).body.plans.find(({ id }) => id === plan.id)).toMatchObject({ routes: 1 })
    await expect(door.db.sql.begin(async (tx) => { await tx`set local role fangcun_app`; await tx`select question from patrol_plan` })).rejects.toMatchObject({ code: '42501' })
    expect([(await step('withdraw', { ...plan, version: 2 }, 'west-leader')).status, (await step('withdraw', { ...plan, version: 2 }, 'east-planner')).status]).toEqual([403, 404])
  })
})
