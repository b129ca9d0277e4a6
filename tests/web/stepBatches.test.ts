import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { StepBatch, type Transition } from '../../geodata/model/workOrder.ts'
import type { BoardRow } from '../../web/api/board.ts'
import { useStepBatches } from '../../web/stores/stepBatches.ts'
import { useTransitions } from '../../web/stores/transitions.ts'
import { byOwnPost, filledKinds } from '../../web/panels/board/ownPosts.ts'
import { pressed, type BoardMoves } from '../../web/panels/board/boardKeys.ts'
import { isInSight } from '../../web/panels/board/mapSight.ts'
import { fakeServer } from './fakeServer.ts'

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => vi.unstubAllGlobals())

const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const row = (n: number, state: BoardRow['state'] = 'reported', zoneId = 1) => ({ id: idOf(n), version: n + 1, number: `N${n}`, title: `matter ${n}`, state, zoneId, extendedAt: null }) as BoardRow
const transition = (fromState: string, action: Transition['action'], toState: string | null, more: Partial<Transition> = {}): Transition => ({ subject: 'incident', fromState, action, guard: 'none', needs: [], toState, ...more })

test('a run is sent in parts, tells each refusal, and all of it is taken back in reverse order', async () => {
  const asked = fakeServer({
    'POST /api/step-batches': ({ body }) => {
      const batch = StepBatch.parse(body)
      const [bad, ...good] = batch.incidents
      return { json: { batchId: batch.id, done: good.map((each) => each.incidentId), refused: [{ incidentId: bad!.incidentId, status: 409, reason: 'somebody was faster' }] } }
    },
  })
  const batches = useStepBatches()
  const run = await batches.start('register', [{ given: { note: '' }, rows: Array.from({ length: 250 }, (_, n) => row(n)) }])
  expect(asked.map((each) => (each.body as StepBatch).incidents.length)).toEqual([100, 100, 50])
  expect([run.done.length, run.refused.length, run.answered, run.waiting.length]).toEqual([247, 3, 250, 0])
  expect((asked[0]!.body as StepBatch).incidents[7]).toMatchObject({ incidentId: idOf(7), version: 8 })
  expect(new Set(asked.flatMap((each) => (each.body as StepBatch).incidents.map((one) => one.id))).size).toBe(250)
  const ids = asked.map((each) => (each.body as StepBatch).id)
  const undone = fakeServer(Object.fromEntries(ids.map((id) => [`POST /api/step-batches/${id}/undo`, { json: { batchId: id, done: [], refused: [] } }])))
  expect(batches.canUndo).toBe(true)
  expect(await batches.undo()).toEqual([])
  expect(undone.map((each) => each.path.split('/')[3])).toEqual(ids.toReversed())
  expect([batches.run?.undone, batches.canUndo]).toEqual([true, false])
})

test('a part that got no answer is sent again with the same ids, and what was answered is not', async () => {
  let online = 1
  const asked = fakeServer({ 'POST /api/step-batches': ({ body }) => (online-- > 0 ? { json: { batchId: (body as StepBatch).id, done: (body as StepBatch).incidents.map((each) => each.incidentId), refused: [] } } : 'offline') })
  const batches = useStepBatches()
  await batches.start('register', [{ given: { note: '' }, rows: Array.from({ length: 150 }, (_, n) => row(n)) }])
  expect([batches.run?.done.length, batches.run?.problem?.document.status, batches.run?.waiting.length]).toEqual([100, 0, 1])
  online = 1
  await batches.send()
  expect([batches.run?.done.length, batches.run?.problem, asked.length]).toEqual([150, null, 3])
  expect(asked[2]!.body).toEqual(asked[1]!.body)
})

test('the way back is offered for ten seconds and no longer', async () => {
  vi.useFakeTimers()
  try {
    fakeServer({ 'POST /api/step-batches': ({ body }) => ({ json: { batchId: (body as StepBatch).id, done: [idOf(1)], refused: [] } }) })
    const batches = useStepBatches()
    await batches.start('register', [{ given: { note: '' }, rows: [row(1)] }])
    vi.advanceTimersByTime(9_900)
    expect(batches.canUndo).toBe(true)
    vi.advanceTimersByTime(200)
    expect(batches.canUndo).toBe(false)
    expect(await batches.undo()).toEqual([])
  } finally {
    vi.useRealTimers()
  }
})

test('what is offered for many says for how many; a card knows which step leads where', async () => {
  const transitions_: Transition[] = [
    transition('reported', 'register', 'registered'), transition('reported', 'refuse', 'closed', { needs: ['note'] }), transition('registered', 'dispatch', null, { needs: ['orders'] }), transition('registered', 'merge', 'merged', { needs: ['target'] }),
    transition('reported', 'merge', 'merged', { needs: ['target'] }), transition('handling', 'extend', null, { guard: 'once', needs: ['note'] }), transition('suspended', 'resume', null), transition('fed_back', 'refuse', null, { needs: ['note'] }),
    transition('handling', 'feed_back', 'fed_back', { subject: 'work_order', guard: 'handler', needs: ['feedback'] }), transition('dispatched', 'refuse', 'returned', { subject: 'work_order', needs: ['note'] }),
  ]
  fakeServer({ 'GET /api/transitions': { json: { transitions: transitions_ } } })
  const transitions = useTransitions()
  await transitions.load()
  const offers = transitions.offersFor([row(1), row(2), row(3, 'registered'), { ...row(4, 'handling'), extendedAt: '2026-11-20T00:00:00Z' }])
  expect(offers.map(({ action, can, of }) => [action, can.length, of])).toEqual([['register', 2, 4], ['dispatch', 1, 4], ['merge', 3, 4], ['refuse', 2, 4]])
  expect(transitions.offersFor([row(1)]).map((offer) => offer.action)).not.toContain('merge')
  const way = (from: BoardRow['state'], to: BoardRow['state']) => transitions.between(from, to)?.action ?? null
  expect([way('reported', 'registered'), way('registered', 'dispatched'), way('handling', 'fed_back'), way('fed_back', 'handling'), way('suspended', 'handling')]).toEqual(['register', 'dispatch', 'feed_back', 'refuse', 'resume'])
  expect([way('reported', 'dispatched'), way('reported', 'handling'), way('dispatched', 'handling'), way('registered', 'verified')]).toEqual([null, null, null, null])
})

test('each matter goes to a filled post of its own zone; zones without one are named', () => {
  const post = (id: number, kind: 'grid_officer' | 'zone_lead', holder: string | null) => ({ id, areaId: 1, zoneId: 1, kind, holder, phone: null })
  const zones = new Map([[1, { posts: [post(11, 'grid_officer', 'A'), post(12, 'zone_lead', 'B')] }], [2, { posts: [post(21, 'grid_officer', null), post(22, 'zone_lead', 'C')] }]])
  const rows = [row(1), row(2, 'registered', 2), row(3)]
  const { byPost, without } = byOwnPost(rows, 'grid_officer', zones)
  expect([...byPost].map(([id, each]) => [id, each.map((one) => one.number)])).toEqual([[11, ['N1', 'N3']]])
  expect(without.map((each) => each.number)).toEqual(['N2'])
  expect([...filledKinds(rows, zones)]).toEqual([['grid_officer', 2], ['zone_lead', 3]])
})

test('keys of the list: places stay inside it, letters are steps, what is not ours is left to the page', () => {
  const said: string[] = []
  let at = 0
  const board: BoardMoves = {
    active: () => at, count: () => 50, perPage: () => 9, move: (index) => { at = index }, extend: (index) => said.push(`extend ${index}`), toggle: () => said.push('toggle'), open: () => said.push('open'),
    all: () => said.push('all'), undo: () => said.push('undo'), clear: () => false, step: (action) => said.push(action),
  }
  const press = (key: string, with_: Partial<KeyboardEvent> = {}) => pressed({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...with_ }, board)
  for (const [key, place] of [['ArrowUp', 0], ['ArrowDown', 1], ['PageDown', 10], ['End', 49], ['ArrowDown', 49], ['PageUp', 40], ['Home', 0]] as const) { press(key); expect([key, at]).toEqual([key, place]) }
  press('ArrowDown', { shiftKey: true }); press(' '); press('Enter'); press('a', { ctrlKey: true }); press('z', { metaKey: true }); press('d'); press('X')
  expect(said).toEqual(['extend 1', 'toggle', 'open', 'all', 'undo', 'dispatch', 'close'])
  expect([press('Escape'), press('l'), press('b'), press('?'), press('ArrowLeft'), press('c', { ctrlKey: true }), press('ArrowDown', { altKey: true })]).toEqual([false, false, false, false, false, false, false])
})

test('whether a place is on the map: middle, edge, turned, magnified', () => {
  const camera = { lng: 118.6, lat: 31.4, zoom: 14, bearing: 0, pitch: 0 }
  const size = { width: 1000, height: 600, magnified: 1 }
  // At zoom 14 a pixel is 360 / (512 × 2^14) degrees of longitude.
  const pixels = (n: number) => (n * 360) / (512 * 2 ** 14)
  expect(isInSight(camera, camera, size)).toBe(true)
  expect(isInSight(camera, { lng: 118.6 + pixels(390), lat: 31.4 }, size)).toBe(true)
  expect(isInSight(camera, { lng: 118.6 + pixels(410), lat: 31.4 }, size)).toBe(false)
  // Turned by 90°, what was to the side is above: 300 px high only.
  expect(isInSight({ ...camera, bearing: 90 }, { lng: 118.6 + pixels(390), lat: 31.4 }, size)).toBe(false)
  expect(isInSight(camera, { lng: 118.6 + pixels(210), lat: 31.4 }, { ...size, magnified: 2 })).toBe(false)
})
