import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PatrolRoute } from '../../geodata/model/patrolPlan.ts'
import { PatrolRoutesQuestion, type PatrolRoutesAnswer, type PatrolRoutesLine } from '../../geodata/model/patrolSearch.ts'
import { evaluateRoutes } from '../../geodata/patrol/evaluate.ts'
import { ordersOf } from '../../geodata/patrol/routeRows.ts'
import { searchRounds } from '../../server/patrols/searchRounds.ts'
import { type Door, openDoor } from './door.ts'
import { newId } from './planTown.ts'
import { hours, patrolDuties } from './patrolWorld.ts'

let door: Door
beforeAll(async () => void (door = await openDoor(patrolDuties)))
afterEach(() => expect(door.failures).toEqual([]))
afterAll(() => door?.close())

const team = (teamId: number, change: object = {}) => ({ teamId, vehicle: 'foot', speedMetersPerSecond: 1.2, from: hours(0), to: hours(4), start: [121.404, 31.204], ...change })
const spots = [[121.4045, 31.2045], [121.4055, 31.206], [121.406, 31.207], [121.405, 31.2052]] as [number, number][]
const asked = (change: object = {}) => ({ areaId: 2, teams: [team(1), team(3)], hotspots: spots.map((place, i) => ({ name: `h${i}`, place, mostVisits: 1 })), checkpoints: [{ name: 'c0', place: [121.4058, 31.2064] }], seconds: 0.2, ...change })

async function search(body: object, as = 'west-planner') {
  const response = await door.ask('/api/patrol-routes', { method: 'POST', as, body })
  const lines = (await response.text()).trim().split('\n').map((line) => JSON.parse(line) as PatrolRoutesLine & { errors: { field: string }[] })
  const last = lines.at(-1)
  return { status: response.status, lines, errors: last?.errors, answer: last && 'answer' in last ? last.answer : undefined }
}
const shares: number[] = []
/** With a clock that runs away, so that no test waits for a search; who is told answers true, as the port of a worker does. */
function found(body: object): PatrolRoutesAnswer {
  let now = 0
  return searchRounds(PatrolRoutesQuestion.parse(body), { streets: [], barriers: [] }, { clock: () => (now += 5), newId, told: (_, share) => { shares.push(share); return true as never } })
}
const visited = (routes: readonly PatrolRoute[]) => routes.flatMap(({ teamId, stops }) => stops.filter(({ kind }) => kind === 'hotspot' || kind === 'checkpoint').map(({ name }) => `${teamId} ${name}`))

describe('the search for rounds', () => {
  it('tells how far it is, then rounds on the streets with what prices them', async () => {
    const { status, lines, answer } = await search(asked())
    expect([status, lines[0]]).toEqual([200, { progress: 0, stage: 'ground' }])
    const best = answer?.alternatives[0]
    expect(visited(best?.routes ?? []).map((text) => text.slice(2)).toSorted()).toEqual(['c0', 'h0', 'h1', 'h2', 'h3'])
    expect(best?.figures).toMatchObject({ visits: 4, leftOut: [] })
    // The line runs on 小弄, and the answer's own problem gives the times that the routes have.
    const route = best?.routes.find(({ line }) => line !== null)
    expect(route?.line?.length).toBeGreaterThan(2)
    const question = PatrolRoutesQuestion.parse(asked())
    const price = evaluateRoutes(answer!.problem, ordersOf(question, answer!.problem, best!.routes))
    // A wait of a second is not kept.
    expect(Math.abs(price.lastFinish - best!.figures.lastFinishSeconds)).toBeLessThanOrEqual(3)
    expect(price.violations).toEqual([])
  })

  it('names the fields of what is not there or not for this actor', async () => {
    expect((await search(asked({ areaId: 3 }))).status).toBe(404)
    expect((await search(asked({ areaId: 999 }))).status).toBe(404)
    const { status, errors } = await search(asked({ teams: [team(1), team(2)], hotspots: [{ name: 'x', place: spots[0], hotspotId: newId() }], checkpoints: [{ name: 'y', place: spots[0], checkpointId: newId() }] }))
    expect([status, errors?.map(({ field }) => field)]).toEqual([422, ['teams.1.teamId', 'hotspots.0.hotspotId', 'checkpoints.0.checkpointId']])
    expect((await search(asked({ hotspots: [], checkpoints: [] }))).errors?.map(({ field }) => field)).toEqual(['hotspots'])
    expect((await search(asked({ hotspots: [{ name: 'far', place: [10, 50] }] }))).errors?.map(({ field }) => field)).toEqual(['teams'])
    expect((await search(asked({ teams: [team(1), team(1)] }))).errors?.map(({ field }) => field)).toEqual(['teams'])
    expect((await search(asked({ teams: [team(1, { from: hours(5) })] }))).errors?.map(({ field }) => field)).toEqual(['teams.0.to'])
  })

  it('ends when nobody waits for it any more', async () => {
    const gone = new AbortController()
    const request = new Request('http://127.0.0.1:8080/api/patrol-routes', { method: 'POST', signal: gone.signal, headers: { 'content-type': 'application/json', cookie: await door.cookieOf('west-planner') }, body: JSON.stringify(asked({ seconds: 120 })) })
    const response = await door.app.fetch(request)
    const reader = response.body!.getReader()
    await reader.read()
    gone.abort()
    await reader.cancel()
    // The next question of the same actor does not wait for the old one.
    expect((await search(asked())).answer?.alternatives.length).toBeGreaterThan(0)
  })
})

describe('planning anew', () => {
  it('searches for as long as it may, whatever those answer who are told', () => {
    shares.length = 0
    found(asked())
    expect(shares.length).toBeGreaterThan(20)
    expect(Math.max(...shares)).toBeGreaterThan(0.9)
  })


  it('leaves locked stops with their teams, and keeps the ids of what was there', () => {
    const first = found(asked()).alternatives[0]!.routes
    const [h0] = first.flatMap(({ stops }) => stops.filter(({ name }) => name === 'h0'))
    const other = first.find(({ stops }) => !stops.some(({ name }) => name === 'h0'))!
    // h0 is locked with the other team.
    const routes = first.map((route) => ({ ...route, line: null, stops: route.teamId === other.teamId ? [...route.stops.slice(0, 1), { ...h0!, locked: true }, ...route.stops.slice(1)] : route.stops.filter(({ name }) => name !== 'h0') }))
    const again = found(asked({ routes, seed: 9 })).alternatives[0]!.routes
    const kept = again.find(({ stops }) => stops.some(({ id }) => id === h0!.id))
    expect([kept?.teamId, kept?.stops.find(({ id }) => id === h0!.id)?.locked]).toEqual([other.teamId, true])
    const ids = (list: readonly PatrolRoute[]) => list.flatMap(({ id, stops }) => [id, ...stops.map((stop) => stop.id)]).toSorted()
    expect(ids(again)).toEqual(ids(routes))
  })

  it('without a team that dropped out deals out its stops, and all that the others have stays with them in its order', () => {
    const routes = found(asked()).alternatives[0]!.routes.map((route) => ({ ...route, line: null }))
    const stays = visited(routes).filter((text) => text.startsWith('3 '))
    const answer = found(asked({ teams: [team(3)], routes }))
    const after = answer.alternatives[0]!
    expect(answer.changed).toBe(0)
    const now = visited(after.routes)
    expect(now.filter((text) => stays.includes(text))).toEqual(stays)
    expect(now.map((text) => text.slice(2)).toSorted()).toEqual(['c0', 'h0', 'h1', 'h2', 'h3'])
    expect(after.routes.flatMap(({ stops }) => stops).some(({ locked }) => locked)).toBe(false)
  })

  it('while teams are out leaves what is done, and deals out only what the team that dropped out had still to do', () => {
    const body = asked({ hotspots: spots.map((place, i) => ({ name: `h${i}`, place, mostVisits: 1, dwellMinutes: 20 })) })
    const routes = found(body).alternatives[0]!.routes.map((route) => ({ ...route, line: null }))
    const at = hours(0.25)
    const begun = (route: PatrolRoute) => route.stops.filter(({ kind, arrivesAt }) => kind !== 'start' && Date.parse(arrivesAt) <= Date.parse(at))
    const [gone, stays] = [routes.find(({ teamId }) => teamId === 1)!, routes.find(({ teamId }) => teamId === 3)!]
    expect([begun(gone).length, begun(stays).length]).toEqual([1, 1])
    const after = found({ ...body, teams: [team(3)], routes, at }).alternatives[0]!
    const [route] = after.routes
    expect(route?.stops.slice(0, 2)).toEqual(stays.stops.slice(0, 2))
    const names = visited(after.routes).map((text) => text.slice(2))
    // Done by the team that dropped out: nobody goes there again.
    expect(names).not.toContain(begun(gone)[0]?.name)
    expect(names.toSorted()).toEqual(visited(routes).map((text) => text.slice(2)).filter((name) => name !== begun(gone)[0]?.name).toSorted())
    for (const stop of route!.stops.slice(2)) expect(Date.parse(stop.arrivesAt), stop.name).toBeGreaterThan(Date.parse(at))
    expect(route!.stops.every(({ arrivesAt }, i) => i === 0 || arrivesAt >= route!.stops[i - 1]!.leavesAt)).toBe(true)
    expect(after.figures.leftOut.filter(({ kind }) => kind === 'checkpoint')).toEqual([])
  })
})
