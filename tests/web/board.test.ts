import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { BoardRow } from '../../web/api/board.ts'
import { useBoard } from '../../web/stores/board.ts'
import { useKanban } from '../../web/stores/kanban.ts'
import { belongs, boardQuery, filterValue, newestFirst, noFilter, partsOf, type BoardQuestion } from '../../web/stores/boardQuery.ts'
import { mostMarked } from '../../web/stores/marks.ts'
import { defaultView } from '../../web/stores/views.ts'
import { BoardFilter } from '../../geodata/model/board.ts'
import { fakeServer, type Asked } from './fakeServer.ts'

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => vi.unstubAllGlobals())

const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const row = (n: number, change: Partial<BoardRow> = {}): BoardRow => ({
  id: idOf(n), areaId: 1, zoneId: 1, number: `N${n}`, categoryId: 1, severity: 2, channel: 'phone', provenance: 'public', state: 'reported', title: `matter ${n}`, details: '', address: '',
  occurredAt: '2026-11-20T00:00:00.000Z', reportedAt: '2026-11-20T00:00:00.000Z', registeredAt: null, closedAt: null, dueAt: null, dueStep: null, escalation: 0, extendedAt: null, extensionAskedAt: null, mergedInto: null,
  splitFrom: null, result: null, satisfaction: null, version: 1, lng: 118.6, lat: 31.4, shape: 'point', handler: '', ...change,
})
const question = (change: Partial<BoardQuestion> = {}): BoardQuestion =>
  ({ span: { from: 0, to: Date.parse('2027-01-01') }, states: null, categoryIds: null, minSeverity: 1, provenance: null, filter: { ...noFilter }, sort: newestFirst, at: null, ...change })
/** A board of so many rows, as the server would page it; `first` is the number of its top row. */
const list = (total: number, first = () => 0) => ({ query }: Asked) => {
  const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))]
  return { json: { rows: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => row(first() + offset + i)), total, more: false } }
}
const offsets = (asked: Asked[]) => asked.filter((each) => each.path === '/api/board').map((each) => Number(each.query.get('offset')))
const settle = (milliseconds = 120) => new Promise((done) => setTimeout(done, milliseconds))

test('pages are read as they come into view, each once, and what was scrolled past is not asked for', async () => {
  const asked = fakeServer({ 'GET /api/board': list(100_000) })
  const board = useBoard()
  await board.ask(question())
  expect([board.total, board.rowAt(0)?.number, board.rowAt(100)]).toEqual([100_000, 'N0', null])
  // A fling: many places in one go, at rest at row 60,020.
  for (const place of [500, 5_000, 20_000, 59_990, 60_020]) board.need(place, place + 30)
  await settle()
  expect(offsets(asked)).toEqual([0, 60_000])
  expect(board.rowAt(60_049)?.number).toBe('N60049')
  board.need(60_080, 60_110)
  await settle()
  expect(offsets(asked)).toEqual([0, 60_000, 60_100])
  board.need(60_020, 60_050)
  await settle()
  expect(offsets(asked)).toHaveLength(3)
})

test('a page that is scrolled past while it is read is given up', async () => {
  const asked = fakeServer({ 'GET /api/board': (one) => (one.query.get('offset') === '500' ? 'never' : list(1_000)(one)) })
  const board = useBoard()
  await board.ask(question())
  board.need(510, 530)
  await settle()
  board.need(800, 830)
  await settle(200)
  expect(asked.find((each) => each.query.get('offset') === '500')?.signal?.aborted).toBe(true)
  expect(board.rowAt(810)?.number).toBe('N810')
  expect(board.error).toBeNull()
})

test('a board that cannot be read says why, keeps what it has, and recovers', async () => {
  let working = true
  fakeServer({ 'GET /api/board': (one) => (working ? list(300)(one) : { status: 503, json: { title: 'Starting', status: 503 } }) })
  const board = useBoard()
  await board.ask(question())
  working = false
  await board.renew()
  expect([board.error?.document.status, board.rowAt(5)?.number]).toEqual([503, 'N5'])
  working = true
  await board.renew()
  expect(board.error).toBeNull()
})

test('live: loaded rows change in place, news that a reading overtook does not, new matching rows are counted until they are read', async () => {
  let first = 10
  fakeServer({ 'GET /api/board': list(50, () => first) })
  const board = useBoard()
  await board.ask(question({ minSeverity: 2 }))
  board.moveTo(3)
  board.apply({ noun: 'incident', rows: [row(13, { state: 'registered', version: 3, handler: undefined as never }), row(14, { version: 0, title: 'old news' })], gone: [] })
  expect([board.rowAt(3)?.state, board.rowAt(4)?.title]).toEqual(['registered', 'matter 14'])
  board.apply({ noun: 'incident', rows: [row(9), row(8, { severity: 1 })], gone: [] })
  expect([...board.incoming]).toEqual([idOf(9)])
  expect(board.rowAt(0)?.number).toBe('N10')
  // A row that leaves the filter stays where it is and is told apart; one out of sight is shown no more.
  board.apply({ noun: 'incident', rows: [row(12, { severity: 1, version: 2 })], gone: [idOf(11)] })
  expect([board.hasLeft(board.rowAt(2)!), board.rowAt(1)]).toEqual([true, null])
  first = 9
  await board.renew()
  expect([board.incoming.size, board.rowAt(0)?.number]).toEqual([0, 'N9'])
  // The row in hand is the same one, a place further down.
  expect([board.active, board.activeRow?.number]).toEqual([4, 'N13'])
})

test('marks: one, some, a range over pages that were not read, all that match up to the most of a batch', async () => {
  const asked = fakeServer({ 'GET /api/board': list(2_000) })
  const board = useBoard()
  await board.ask(question())
  const numbers = () => [...board.marked.values()].map((each) => each.number)
  board.moveTo(2)
  expect(board.targets.map((each) => each.number)).toEqual(['N2'])
  board.add(5)
  expect(numbers()).toEqual(['N2', 'N5'])
  board.toggle(5)
  expect(numbers()).toEqual(['N2'])
  board.moveTo(98)
  await board.extendTo(103)
  expect(numbers()).toEqual(['N98', 'N99', 'N100', 'N101', 'N102', 'N103'])
  await board.extendTo(97)
  expect(numbers()).toEqual(['N97', 'N98'])
  await board.markAll(board.count)
  expect([board.marked.size, numbers().at(-1)]).toEqual([mostMarked, `N${mostMarked - 1}`])
  // What changes while it is marked is sent as it is now: an old version would be a conflict.
  board.apply({ noun: 'incident', rows: [row(7, { version: 4 })], gone: [idOf(8)] })
  expect([board.marked.get(idOf(7))?.version, board.marked.has(idOf(8))]).toEqual([4, false])
  await board.ask(question({ minSeverity: 3 }))
  expect([board.marked.size, board.active]).toEqual([0, -1])
  expect(Math.max(...offsets(asked))).toBeLessThan(600)
})

test('a question in which nothing is allowed is answered without the server', async () => {
  const asked = fakeServer({ 'GET /api/board': list(5) })
  const board = useBoard()
  await board.ask(question({ states: [] }))
  expect([board.total, asked.length]).toEqual([0, 0])
})

test('the query, what belongs, and named filters agree', () => {
  const asked = question({ states: ['reported', 'registered'], filter: { ...noFilter, overdue: true, q: ' 路灯 ' } })
  expect(boardQuery(asked)).toMatchObject({ states: ['reported', 'registered'], overdue: 'true', mine: null, q: '路灯', minSeverity: null, sort: 'occurredAt', direction: 'descending' })
  const now = Date.parse('2026-11-25T00:00:00Z')
  const late = row(1, { title: '路灯不亮', dueAt: '2026-11-24T00:00:00Z' })
  expect(belongs(late, asked, now)).toBe(true)
  expect(belongs({ ...late, dueAt: '2026-11-26T00:00:00Z' }, asked, now)).toBe(false)
  expect(belongs({ ...late, state: 'closed' }, asked, now)).toBe(false)
  expect(belongs({ ...late, title: '噪声' }, asked, now)).toBe(false)
  const view = { ...defaultView(null), states: ['reported' as const], minSeverity: 3 }
  const own = { ...noFilter, channels: ['phone' as const], zoneId: 7, mine: true }
  const value = filterValue(view, own, { by: 'dueAt', direction: 'ascending' })
  expect(BoardFilter.parse(value)).toEqual(value)
  expect(partsOf(value)).toEqual({ view: { states: ['reported'], categoryIds: null, minSeverity: 3, provenance: null, time: view.time }, own, sort: { by: 'dueAt', direction: 'ascending' } })
  expect(BoardFilter.parse(filterValue(defaultView(null), noFilter, newestFirst))).toEqual({ time: { lastHours: 720 }, sort: 'occurredAt', direction: 'descending' })
})

test('kanban: what somebody else did is read in both lanes within a second, who has it in hand with it; nothing of it in the past', async () => {
  let moved = false
  const asked = fakeServer({
    'GET /api/board': ({ query }) => {
      const rows = query.get('states') === 'registered' && !moved ? [row(1, { state: 'registered' })] : query.get('states') === 'dispatched' && moved ? [row(1, { state: 'dispatched', handler: '网格员一' })] : []
      return { json: { rows, total: rows.length, more: false } }
    },
  })
  const kanban = useKanban()
  await kanban.ask(question({ states: ['registered', 'dispatched'] }))
  expect([kanban.lanes.registered.total.value, kanban.lanes.dispatched.total.value]).toEqual([1, 0])
  moved = true
  const change = { noun: 'incident' as const, rows: [row(1, { state: 'dispatched', version: 2, handler: '网格员一' })], gone: [] }
  kanban.apply(change)
  await expect.poll(() => [kanban.lanes.registered.total.value, kanban.lanes.dispatched.rowAt(0)?.handler], { timeout: 1_000 }).toEqual([0, '网格员一'])
  await kanban.ask(question({ states: ['registered', 'dispatched'], at: '2026-11-20T08:00:00.000Z' }))
  expect(asked.at(-1)!.query.get('at')).toBe('2026-11-20T08:00:00.000Z')
  const before = asked.length
  kanban.apply(change)
  await settle(400)
  expect(asked.length).toBe(before)
})

test('the board of the past asks for its minute and takes no news', async () => {
  const asked = fakeServer({ 'GET /api/board': list(5) })
  const board = useBoard()
  await board.ask(question({ at: '2026-11-20T08:00:00.000Z' }))
  expect(asked[0]!.query.get('at')).toBe('2026-11-20T08:00:00.000Z')
  board.apply({ noun: 'incident', rows: [row(2, { state: 'closed', version: 9 }), row(77)], gone: [idOf(3)] })
  expect([board.rowAt(2)?.state, board.rowAt(3)?.number, board.incoming.size]).toEqual(['reported', 'N3', 0])
})

test('live rows carry who has them in hand', async () => {
  fakeServer({ 'GET /api/board': list(5) })
  const board = useBoard()
  await board.ask(question())
  board.apply({ noun: 'incident', rows: [row(2, { state: 'dispatched', version: 2, handler: '网格员一' })], gone: [] })
  expect(board.rowAt(2)).toMatchObject({ state: 'dispatched', handler: '网格员一' })
})
