import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { legsOf } from '../../geodata/patrol/legsOf.ts'
import { evaluateRoutes } from '../../geodata/patrol/evaluate.ts'
import { problemOf } from '../../geodata/patrol/problem.ts'
import { useStopOnMap } from '../../web/pages/useStopOnMap.ts'
import { patrolPlanPart } from '../../web/map/layers/patrolPlan.ts'
import type { RoundScene } from '../../web/map/sceneData.ts'
import { usePatrolDesk } from '../../web/stores/patrolDesk.ts'
import { patrolFormOf, patrolQuestionOf, teamFormOf, windowsOf } from '../../web/stores/patrolForm.ts'
import { keepPatrol, keptPatrol } from '../../web/stores/patrolKeep.ts'
import { usePatrolRounds } from '../../web/stores/patrolRounds.ts'
import { cheapest, movedStop, removedStop, roundsOf } from '../../web/stores/roundEdit.ts'
import { useSession } from '../../web/stores/session.ts'
import { stopSigns, teamSign } from '../../web/stores/teamSign.ts'
import { defaultView } from '../../web/stores/views.ts'
import { fakeServer } from './fakeServer.ts'
import { answer, problem, question, routes } from './patrolFixture.ts'

const kept = new Map<string, string>()
const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) }
beforeEach(() => { setActivePinia(createPinia()); kept.clear(); vi.stubGlobal('localStorage', storage); fakeServer({}) })
afterEach(() => vi.unstubAllGlobals())

const plan = (version: number, state = 'draft') => ({ id: usePatrolRounds().work!.planId, areaId: 4, name: 'n', note: '', from: question.teams[0]!.from, to: question.teams[0]!.to, state, routes: 2, publishedAt: null, publishedBy: null, createdBy: 'a', createdAt: '2026-11-26T12:00:00Z', changedAt: '2026-11-26T12:00:00Z', version })
function onDesk() {
  const rounds = usePatrolRounds()
  rounds.take({ question, problem, ...answer.alternatives[0]! }, 'Tonight')
  useSession().actor = { id: 'leader', nameZh: '', nameEn: '', assignments: [], rights: ['patrol'] }
  return rounds
}
const idOf = (name: string) => routes.flatMap(({ stops }) => stops).find((stop) => stop.name === name)!.id

describe('rounds on the desk', () => {
  it('are the routes as they were answered: ids, order and times', () => {
    const rounds = onDesk()
    expect(rounds.routes.map(({ id, stops }) => [id, stops.map((stop) => [stop.id, stop.kind, stop.arrivesAt, stop.leavesAt])])).toEqual(routes.map(({ id, stops }) => [id, stops.map((stop) => [stop.id, stop.kind, stop.arrivesAt, stop.leavesAt])]))
  })
  it('tell at once what a moved stop costs, and what it breaks; by hand: a minute a place, ten at a hotspot, five at the checkpoint', () => {
    const rounds = onDesk()
    // 1 + 10 + 1 + 5 + 1 + 10 + 3 min back; 5 + 10 + 5.
    expect(rounds.price!.routes.map(({ finish }) => finish / 60)).toEqual([31, 20])
    rounds.attempt(movedStop(rounds.work!.rounds, idOf('H3'), { team: 1, at: 0 }))
    // Without H3 the first is back from 2 after 1 + 10 + 1 + 5 + 2 min; the second makes its stop on the way.
    expect(rounds.tried!.price).toMatchObject({ teams: [{ team: 0, seconds: -720 }, { team: 1, seconds: 600 }], lastFinish: [1860, 1800], visits: [], broken: [] })
    expect(rounds.routes[1]!.stops.map(({ name }) => name)).toEqual(['', 'H3', 'H5', ''])
    rounds.attempt(null)
    expect(rounds.routes[1]!.stops).toHaveLength(3)
  })
  it('say which hotspot is visited less and what comes too late', () => {
    const rounds = onDesk()
    rounds.change(removedStop(rounds.work!.rounds, idOf('H5')))
    expect(rounds.last).toMatchObject({ visits: [{ hotspot: 2, by: -1 }], reward: [3, 2] })
    const late = problemOf({ ...question, checkpoints: [{ ...question.checkpoints[0]!, windows: [{ from: question.teams[0]!.from, to: '2026-11-26T14:15:00.000Z' }] }] }, [{ seconds: problem.travels[0]!.seconds, meters: problem.travels[0]!.meters }])
    rounds.patch({ problem: late })
    rounds.change(movedStop(rounds.work!.rounds, idOf('C2'), { team: 0, at: 3 }))
    // 1 + 10 + 2 + 10 + 1 min: nine after the window.
    expect(rounds.last!.broken).toMatchObject([{ code: 'window_missed', seconds: 540 }])
  })
  it('go back and forth, and what a person moved is locked', () => {
    const rounds = onDesk()
    const before = rounds.work!.rounds
    rounds.change(movedStop(before, idOf('H1'), { team: 0, at: 3 }))
    expect(rounds.work!.rounds[0]!.stops.map(({ id, locked }) => [id, locked])).toEqual([[idOf('C2'), false], [idOf('H3'), false], [idOf('H1'), true]])
    rounds.undo()
    expect(rounds.work!.rounds).toEqual(before)
    rounds.redo()
    expect(rounds.work!.rounds[0]!.stops.at(-1)!.id).toBe(idOf('H1'))
  })
  it('are dragged on the map like in the timeline: the price before it is let go, the cheaper of two ways that meet, given back or kept', () => {
    const rounds = onDesk()
    const { hand, move } = useStopOnMap()
    const over = (...spots: { rank: number; before: string | null }[]) => move({ do: 'over', spots, x: 5, y: 6 })
    move({ do: 'take', id: idOf('H3') })
    over({ rank: 1, before: idOf('H5') }, { rank: 1, before: null })
    const both = [0, 1].map((at) => movedStop(rounds.work!.rounds, idOf('H3'), { team: 1, at })).map((tried) => evaluateRoutes(problem, tried).lastFinish)
    expect([hand.value, rounds.tried!.price.lastFinish[1]]).toEqual([{ id: idOf('H3'), x: 5, y: 6 }, Math.min(...both)])
    // Over its own way nothing would change.
    over({ rank: 0, before: idOf('H3') })
    expect(rounds.tried).toBeNull()
    over({ rank: 1, before: idOf('H5') })
    move({ do: 'leave' })
    expect([hand.value, rounds.tried, rounds.past.length, rounds.work!.rounds[0]!.stops.length]).toEqual([null, null, 0, 3])
    move({ do: 'take', id: idOf('H3') })
    over({ rank: 1, before: idOf('H5') })
    move({ do: 'drop' })
    expect([rounds.work!.rounds.map(({ stops }) => stops.length), rounds.past.length]).toEqual([[2, 2], 1])
  })
  it('take a stop where it costs least', () => {
    const before = roundsOf(problem, question, routes)
    const without = removedStop(before, idOf('C2'))
    const best = cheapest(problem, without, [1], (spot) => movedStop(before, idOf('C2'), spot))!
    expect(best[1]!.stops.map(({ id }) => id)).toEqual([idOf('C2'), idOf('H5')])
  })
})

describe('what is not saved', () => {
  it('is kept in the browser for its account, and comes back', () => {
    const rounds = onDesk()
    rounds.change(movedStop(rounds.work!.rounds, idOf('H3'), { team: 1, at: 0 }))
    usePatrolDesk().keep()
    const work = rounds.work!
    expect(keptPatrol(storage, 'somebody')).toBeNull()
    setActivePinia(createPinia())
    useSession().actor = { id: 'leader', nameZh: '', nameEn: '', assignments: [], rights: ['patrol'] }
    expect(usePatrolDesk().restore()).toBe(true)
    expect(usePatrolRounds().work!.rounds).toEqual(work.rounds)
    expect(usePatrolRounds().price!.lastFinish).toBe(1800)
    expect(keepPatrol({ ...storage, setItem: () => { throw new DOMException('full', 'QuotaExceededError') } }, 'leader', { form: null, work, waiting: null })).toBe(false)
  })
  it('waits without a network, and is published once it is back: one plan, with what was changed since its first answer was lost', async () => {
    const rounds = onDesk()
    const desk = usePatrolDesk()
    const path = `/api/patrol-plans/${rounds.work!.planId}`
    fakeServer({ 'POST /api/patrol-plans': 'offline' })
    expect(await desk.save('publish')).toBe(false)
    expect([desk.waiting, rounds.work!.version, rounds.work!.changed]).toEqual(['publish', null, true])
    rounds.change(movedStop(rounds.work!.rounds, idOf('H3'), { team: 1, at: 0 }))
    const asked = fakeServer({ 'POST /api/patrol-plans': { json: { plan: plan(1) } }, [`PUT ${path}`]: { json: { plan: plan(2) } }, [`POST ${path}/publish`]: { json: { plan: plan(3, 'published') } } })
    expect(await desk.save(desk.waiting!)).toBe(true)
    const sent = asked.filter(({ path: to }) => to.startsWith('/api/patrol-plans'))
    expect(sent.map(({ method, body }) => [method, (body as { version?: number }).version])).toEqual([['POST', undefined], ['PUT', 1], ['POST', 2]])
    expect((sent[1]!.body as { routes: typeof routes }).routes[1]!.stops.map(({ name }) => name)).toEqual(['', 'H3', 'H5', ''])
    expect([desk.waiting, rounds.work!.state, rounds.work!.version, rounds.work!.changed]).toEqual([null, 'published', 3, false])
  })
  it('waits for the ways of a stop that was moved a moment ago, so that phones are given streets', async () => {
    const rounds = onDesk()
    const desk = usePatrolDesk()
    rounds.change(movedStop(rounds.work!.rounds, idOf('H3'), { team: 1, at: 0 }))
    const asked = fakeServer({
      'GET /api/street-route': ({ query }) => ({ json: { way: { line: [query.get('from')!.split(',').map(Number), [121.5, 31.5], query.get('to')!.split(',').map(Number)] } } }),
      'POST /api/patrol-plans': { json: { plan: plan(1) } }, [`POST /api/patrol-plans/${rounds.work!.planId}/publish`]: { json: { plan: plan(2, 'published') } },
    })
    expect(await desk.save('publish')).toBe(true)
    const { body } = asked.find(({ method, path }) => method === 'POST' && path === '/api/patrol-plans')!
    expect((body as { routes: typeof routes }).routes.map(({ line }) => line?.some(([lng]) => lng === 121.5))).toEqual([true, true])
  })
  it('stays here where somebody was faster', async () => {
    const rounds = onDesk()
    rounds.patch({ version: 4 })
    fakeServer({ [`PUT /api/patrol-plans/${rounds.work!.planId}`]: { status: 409, json: { title: 'Conflict', status: 409 } } })
    await expect(usePatrolDesk().save()).rejects.toMatchObject({ document: { status: 409 } })
    expect([usePatrolDesk().waiting, rounds.work!.changed]).toEqual([null, true])
  })
})

describe('the question', () => {
  const form = { ...patrolFormOf(4, Date.parse('2026-11-26T13:50:00Z'), [], 'Asia/Shanghai'), start: [121, 31] as [number, number], teams: [teamFormOf({ id: 11, areaId: 4, callSign: 'A', nameZh: '', nameEn: '', kind: 'staff', vehicle: 'bicycle' }, true, null)] }
  const point = { key: 'k', checkpointId: null, name: 'C', place: [121, 31] as [number, number], on: true, dwellMinutes: 3, openFrom: null, openTo: null }
  it('is what stands in the form, from the next half hour by the clock of the area', () => {
    const judged = patrolQuestionOf({ ...form, checkpoints: [point] }, 'Asia/Shanghai')
    expect(judged.faults).toEqual([])
    expect(judged.question).toMatchObject({ teams: [{ teamId: 11, from: '2026-11-26T14:00:00.000Z', to: '2026-11-26T22:00:00.000Z', start: [121, 31], end: [121, 31], breaks: [] }], checkpoints: [{ name: 'C', windows: [] }] })
    expect(judged.question!.teams[0]!.speedMetersPerSecond).toBeCloseTo(12 / 3.6)
  })
  it('names the fields that keep it from being asked', () => {
    expect(patrolQuestionOf({ ...form, from: '', dwellMinutes: 'x', revisitMinutes: '5', mostVisits: '0', seconds: '500', start: null }, 'Asia/Shanghai').faults.toSorted()).toEqual(['dwellMinutes', 'from', 'mostVisits', 'revisitMinutes', 'seconds', 'stops'])
    expect(patrolQuestionOf({ ...form, start: null, checkpoints: [point], teams: [{ ...form.teams[0]!, kmh: '0', breakMinutes: '20' }] }, 'Asia/Shanghai').faults.toSorted()).toEqual(['breaks', 'kmh', 'start'])
  })
  it('knows places that are open over midnight', () => {
    const [from, to] = [Date.parse('2026-11-26T13:00:00Z'), Date.parse('2026-11-26T21:00:00Z')]
    expect(windowsOf({ openFrom: '22:30', openTo: '02:00' }, from, to, 'Asia/Shanghai')).toEqual([{ from: '2026-11-26T14:30:00.000Z', to: '2026-11-26T18:00:00.000Z' }])
    expect(windowsOf({ openFrom: '08:00', openTo: '09:00' }, from, to, 'Asia/Shanghai')).toEqual([])
  })
})

describe('on the map', () => {
  it('a way is cut where it comes nearest to each place, also where a round comes by twice', () => {
    expect(legsOf([[0, 0], [2, 0], [0, 0]], [[0, 0.1], [1, 0], [2, 0.1], [1, 0], [0, 0]])).toEqual([[[0, 0.1], [1, 0], [2, 0.1]], [[2, 0.1], [1, 0], [0, 0]]])
  })
  it('teams have letters and their stops numbers', () => {
    expect([0, 25, 26, 39].map(teamSign)).toEqual(['A', 'Z', 'AA', 'AN'])
    expect(stopSigns(1, [{ kind: 'start' }, { kind: 'hotspot' }, { kind: 'break' }, { kind: 'checkpoint' }, { kind: 'end' }])).toEqual(['', 'B1', '', 'B2', ''])
  })
  it('looking at a round and pointing at a stop sends nothing to the map but paint', () => {
    const rounds: RoundScene[] = routes.map((route, rank) => ({ rank, sign: teamSign(rank), callSign: '', line: [[121, 31], [121.1, 31]], straight: false, stops: route.stops.map((stop) => ({ ...stop, sign: 'A1', state: null })) }))
    const view = defaultView(null)
    const part = (change: object) => patrolPlanPart({ patrolPlan: { rounds, places: [], looked: null, pointed: null, ...change } }, view)
    const still = part({})
    const moved = part({ looked: 1, pointed: 'x' })
    expect([moved.sources!['patrol-plan-ways'] === still.sources!['patrol-plan-ways'], moved.sources!['patrol-plan-stops'] === still.sources!['patrol-plan-stops']]).toEqual([true, true])
    expect(JSON.stringify(moved.top)).not.toBe(JSON.stringify(still.top))
    const { features } = (still.sources!['patrol-plan-stops'] as { data: GeoJSON.FeatureCollection }).data
    // Both teams begin and end at one place, which is marked once.
    expect(features.filter(({ properties }) => properties!.shape === 'start')).toHaveLength(1)
  })
})
