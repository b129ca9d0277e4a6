import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { BoardAnswer, BoardRow } from '../../geodata/model/board.ts'
import { makeIncidents } from './city.ts'
import { type Door, openDoor } from './door.ts'

const newId = () => uuidv7(Math.random, Date.now())
let door: Door
/** Every row as the table has it: the reference is JavaScript's own filter and sort over these. */
let all: (BoardRow & { zoneCode: string | null; categoryCode: string })[] = []
const stateOrder = ['reported', 'registered', 'dispatched', 'accepted', 'handling', 'fed_back', 'verified', 'closed', 'called_back', 'archived', 'suspended', 'merged']

beforeAll(async () => {
  door = await openDoor(async ({ sql }) => {
    await makeIncidents(sql, 2, 300)
    await makeIncidents(sql, 3, 200)
    await sql`update incident i set state = (array['reported', 'registered', 'dispatched', 'handling', 'closed'])[1 + n % 5], channel = case when n % 3 = 0 then 'visit' else 'phone' end,
      provenance = case when n % 4 = 0 then 'patrol' else 'public' end, due_at = case when n % 2 = 0 then now() + make_interval(mins => n::integer * 7 - 1000) end, escalation = n % 4, zone_id = case when n % 7 = 0 then null else zone_id end,
      address = case when n % 10 = 0 then 'Long Road 100%' else '' end
      from (select id, row_number() over (order by id) as n from incident) numbered where numbered.id = i.id`
    await sql`insert into team_member (team_id, account_id) values (1, 'demo-patrol')`
    await sql`update post set account_id = 'demo-lead-01' where id = 1`
    await sql`insert into work_order (id, incident_id, area_id, post_id, kind, created_at) select gen_random_uuid(), id, area_id, 1, 'lead', now() from incident where area_id = 2 and state = 'dispatched'`
    await sql`insert into work_order (id, incident_id, area_id, team_id, kind, created_at) select gen_random_uuid(), id, area_id, 1, 'assist', now() + interval '1 second' from incident where area_id = 2 and state = 'dispatched'`
    await sql`insert into work_order (id, incident_id, area_id, team_id, kind, state) select gen_random_uuid(), id, area_id, 1, 'lead', 'done' from incident where area_id = 2 and state = 'closed'`
    all = await sql`select i.*, z.code as zone_code, c.code as category_code from incident i left join zone z on z.id = i.zone_id join category c on c.id = i.category_id`
  })
})
afterAll(() => door?.close())

async function ask(query: string, as = 'demo-command'): Promise<BoardAnswer> {
  const answer = await door.ask(`/api/board?${query}`, { as })
  expect(answer.status, query).toBe(200)
  return (await answer.json()) as BoardAnswer
}
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
const compare = (a: unknown, b: unknown) => (a === b ? 0 : (a as string) < (b as string) ? -1 : 1)
/** Nothing is last in both directions; the id breaks ties in the same direction. */
function ordered(rows: typeof all, key: (row: (typeof all)[number]) => unknown, descending: boolean): string[] {
  const sign = descending ? -1 : 1
  return ids(rows.toSorted((a, b) => {
    const [x, y] = [key(a) ?? null, key(b) ?? null]
    if (x !== y && (x === null || y === null)) return x === null ? 1 : -1
    return sign * (compare(x, y) || compare(a.id, b.id))
  }))
}

describe('the board', () => {
  const keys: Record<string, (row: (typeof all)[number]) => unknown> = {
    occurredAt: (row) => Date.parse(row.occurredAt), reportedAt: (row) => row.reportedAt, dueAt: (row) => row.dueAt, severity: (row) => row.severity, state: (row) => stateOrder.indexOf(row.state), number: (row) => row.number,
    zone: (row) => row.zoneCode, category: (row) => row.categoryCode, escalation: (row) => row.escalation,
  }
  it.each(Object.keys(keys))('is in order of %s, both ways, ties broken by id, whatever the page', async (sort) => {
    for (const direction of ['ascending', 'descending']) {
      const got: string[] = []
      for (let offset = 0; offset < 500; offset += 170) got.push(...ids((await ask(`sort=${sort}&direction=${direction}&offset=${offset}&limit=170`)).rows))
      expect(got, direction).toEqual(ordered(all, keys[sort] as never, direction === 'descending'))
    }
  })

  it('filters by each and by all together, and counts what it filters', async () => {
    const now = Date.now()
    const from = new Date(now - 10 * 86_400_000).toISOString()
    const to = new Date(now - 86_400_000).toISOString()
    const holds: [string, (row: (typeof all)[number]) => boolean][] = [
      [`from=${from}`, (row) => Date.parse(row.occurredAt) >= Date.parse(from)], [`to=${to}`, (row) => Date.parse(row.occurredAt) < Date.parse(to)], ['states=reported,handling', (row) => ['reported', 'handling'].includes(row.state)],
      ['categoryIds=2', (row) => row.categoryId === 2], ['minSeverity=3', (row) => row.severity >= 3], ['channels=visit', (row) => row.channel === 'visit'], ['provenance=patrol', (row) => row.provenance === 'patrol'],
      ['zoneId=1', (row) => row.zoneId === 1], ['areaId=3', (row) => row.areaId === 3], ['areaId=1', () => true], ['overdue=true', (row) => row.dueAt !== null && Date.parse(row.dueAt) < now], ['overdue=false', () => true],
      [`q=${encodeURIComponent('LONG road 100%')}`, (row) => row.address !== ''], ['q=matter%207', (row) => row.title.includes('matter 7')], [`q=${encodeURIComponent('%')}`, (row) => row.address !== ''], ['q=_', () => false],
    ]
    for (const [query, holdsFor] of holds) {
      const expected = all.filter(holdsFor)
      const answer = await ask(`${query}&limit=500`)
      expect(ids(answer.rows), query).toEqual(ordered(expected, (row) => Date.parse(row.occurredAt), true))
      expect((await ask(`${query}&limit=1`)).total, query).toBe(expected.length)
      expect([answer.total, answer.more]).toEqual([expected.length, false])
    }
    const several = holds.slice(0, 6)
    expect(ids((await ask(several.map(([query]) => query).join('&'))).rows)).toEqual(ordered(all.filter((row) => several.every(([, holdsFor]) => holdsFor(row))), (row) => Date.parse(row.occurredAt), true))
  })

  it('says beyond the end how many there are, and counts no less on a page that is not full', async () => {
    expect(await ask('offset=9000&limit=10')).toEqual({ rows: [], total: 500, more: false })
    const last = await ask('offset=490&limit=100&areaId=1')
    expect([last.rows.length, last.total, Object.keys(last.rows[0] ?? {}).includes('total')]).toEqual([10, 500, false])
    expect(await ask('offset=0&limit=10&q=nothing-like-this')).toEqual({ rows: [], total: 0, more: false })
  })

  it('shows who has the lead order, and to each what was given to them', async () => {
    const dispatched = all.filter(({ areaId, state }) => areaId === 2 && state === 'dispatched')
    const answer = await ask('limit=500')
    expect(answer.rows.filter(({ handler }) => handler !== '').map(({ id, handler }) => [id, handler]).toSorted()).toEqual(dispatched.map(({ id }) => [id, '西01']).toSorted())
    for (const as of ['demo-lead-01', 'demo-patrol']) expect(ids((await ask('mine=true&limit=500', as)).rows).toSorted(), as).toEqual(ids(dispatched).toSorted())
    expect((await ask('mine=true', 'demo-command')).total).toBe(0)
  })

  it('holds the actor’s rows only, in rows and in the total', async () => {
    const mine = await ask('limit=500', 'demo-lead-01')
    expect(mine.total).toBe(300)
    expect(new Set(mine.rows.map(({ areaId }) => areaId))).toEqual(new Set([2]))
    // An area that is not the actor's reads like one that is not there.
    expect(await ask('areaId=3', 'demo-lead-01')).toEqual(await ask('areaId=999', 'demo-lead-01'))
    expect((await ask('areaId=1', 'demo-lead-01')).total).toBe(0)
  })

  it('stands as it stood at a past moment', async () => {
    const at = new Date(Date.now() - 60_000).toISOString()
    await door.db.sql`update incident set reported_at = now() - interval '1 hour' where area_id = 2`
    const past = await ask(`at=${at}&limit=500&sort=dueAt&overdue=true`)
    const expected = all.filter((row) => row.areaId === 2 && row.dueAt !== null && Date.parse(row.dueAt) < Date.parse(at))
    expect(ids(past.rows)).toEqual(ordered(expected, (row) => row.dueAt, true))
    expect([past.total, past.rows.every(({ handler }) => handler === '')]).toEqual([expected.length, true])
    await door.db.sql`update incident set reported_at = ${all[0]?.reportedAt ?? ''} where area_id = 2`
  })

  it.each([
    ['sort=rank', 'sort'], ['direction=up', 'direction'], ['offset=-1', 'offset'], ['offset=100001', 'offset'], ['limit=0', 'limit'], ['limit=501', 'limit'], ['states=lost', 'states'], ['states=', 'states'], ['categoryIds=1,x', 'categoryIds'],
    ['minSeverity=5', 'minSeverity'], ['channels=fax', 'channels'], ['provenance=me', 'provenance'], ['zoneId=abc', 'zoneId'], ['areaId=99999999999', 'areaId'], ['overdue=maybe', 'overdue'], ['mine=1', 'mine'], [`q=${'x'.repeat(101)}`, 'q'],
    ['from=yesterday', 'from'], ['from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'to'], ['at=soon', 'at'], ['limit=1&limit=2', 'limit'],
  ])('refuses %s and names the field', async (query, field) => {
    const answer = await door.ask(`/api/board?${query}`)
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { errors: { field: string }[] }).errors[0]?.field).toMatch(new RegExp(`^${field}`))
  })
})

describe('saved filters', () => {
  const value = { time: { lastHours: 48 }, states: ['reported', 'handling'], minSeverity: 3, sort: 'dueAt', direction: 'ascending' }
  const save = (as: string, body: object) => door.ask('/api/filters', { as, method: 'POST', body })
  const list = async (as: string) => ((await (await door.ask('/api/filters', { as })).json()) as { filters: { id: string; mine: boolean; value: object }[] }).filters

  it('are kept once, seen by all of the area and removed by whoever made them', async () => {
    const id = newId()
    expect((await save('demo-lead-01', { id, name: '急办', value })).status).toBe(201)
    const again = await save('demo-lead-01', { id, name: 'other', value: {} })
    expect([again.status, ((await again.json()) as { filter: object }).filter]).toEqual([200, expect.objectContaining({ id, name: '急办', value, areaId: 2, createdBy: 'demo-lead-01', mine: true })])
    expect((await list('demo-command')).find((each) => each.id === id)).toMatchObject({ mine: false, value })
    expect((await list('demo-lead-02')).some((each) => each.id === id)).toBe(false)
    for (const [as, status] of [['demo-lead-02', 404], ['demo-command', 404], ['demo-lead-01', 204], ['demo-lead-01', 404]] as const) expect((await door.ask(`/api/filters/${id}`, { as, method: 'DELETE' })).status, as).toBe(status)
  })

  it.each([[{ name: '' }, 'name'], [{ value: { sort: 'rank' } }, 'value.sort'], [{ value: { states: [] } }, 'value.states'], [{ value: { offset: 3 } }, 'value.offset'], [{ id: 'x' }, 'id']])('refuse %j', async (change, field) => {
    const answer = await save('demo-command', { id: newId(), name: 'x', value, ...change })
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { errors: { field: string }[] }).errors[0]?.field).toBe(field)
  })
})

describe('alarms', () => {
  it('ring until somebody takes note; the second is told who did', async () => {
    const [row] = all.filter(({ areaId }) => areaId === 2)
    const [made] = await door.db.sql<{ id: number }[]>`insert into alarm (incident_id, area_id) values (${row?.id ?? ''}, 2) returning id`
    await door.db.sql`insert into alarm (incident_id, area_id, raised_at, acknowledged_at, acknowledged_by) select id, area_id, now() - interval '2 days', now(), 'x' from incident where area_id = 3 limit 1`
    const list = async (as: string) => ((await (await door.ask('/api/alarms', { as })).json()) as { alarms: { id: number }[] }).alarms
    expect(await list('demo-leader')).toEqual([expect.objectContaining({ id: made?.id, incidentId: row?.id, areaId: 2, acknowledgedAt: null, acknowledgedBy: null, title: row?.title, number: row?.number, severity: row?.severity, lng: expect.any(Number), lat: expect.any(Number) })])
    expect(await list('demo-lead-02')).toEqual([])
    const take = (as: string) => door.ask(`/api/alarms/${made?.id}/acknowledge`, { as, method: 'POST', body: {} })
    expect([(await take('demo-leader')).status, (await take('demo-lead-02')).status]).toEqual([403, 404])
    const first = (await (await take('demo-lead-01')).json()) as { alarm: { acknowledgedBy: string; acknowledgedAt: string } }
    expect(first.alarm.acknowledgedBy).toBe('demo-lead-01')
    expect(await (await take('demo-command')).json()).toEqual(first)
    expect((await door.ask('/api/alarms/x/acknowledge', { method: 'POST', body: {} })).status).toBe(400)
  })
})
