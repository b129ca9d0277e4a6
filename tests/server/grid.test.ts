// Counts on cells from memory and from counts by day, against a group-by of the incidents, while everything about them changes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { IncidentState } from '../../geodata/model/incident.ts'
import type { IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import { createRandom, type Random } from '../../geodata/random.ts'
import { gridOf } from '../../server/columns/ask.ts'
import { createColumns } from '../../server/columns/columns.ts'
import { ColumnTable, originOf } from '../../server/columns/table.ts'
import { asActor } from '../../server/database.ts'
import { type Door, openDoor, report } from './door.ts'
import { settled } from './settled.ts'
import { makeIncidents } from './city.ts'

let door: Door
beforeAll(async () => void (door = await openDoor(async ({ sql }) => {
  await makeIncidents(sql, 2, 300)
  await makeIncidents(sql, 3, 200)
})))
afterAll(() => door?.close())

const dayMs = 86_400_000
const at = (days: number, seconds = 0) => new Date(Math.floor(Date.now() / dayMs + days) * dayMs + seconds * 1_000).toISOString()
type Asked = { from: string; to: string; level: number; categoryIds?: string; provenance?: string; minSeverity?: string; areaId?: string; states?: string; hoursOfWeek?: string }
const ask = async (asked: Asked, as = 'demo-command') => {
  const answer = await door.ask(`/api/incidents/grid?${new URLSearchParams({ ...asked, level: String(asked.level), totals: 'true' })}`, { as })
  expect(answer.status).toBe(200)
  return (await answer.json()) as IncidentGrid
}
const cellsOf = ({ x, y, count }: IncidentGrid) => x.map((each, i) => `${each} ${y[i]} ${count[i]}`).toSorted()

/** The same question as a group-by, under the actor's policies. */
async function grouped(asked: Asked, as = 'demo-command') {
  return asActor(door.db.sql, as, async (tx) => {
    const rows = tx`(select i.*, i.occurred_at at time zone 'Asia/Shanghai' as local from incident i where date_trunc('second', i.occurred_at) >= ${asked.from}::timestamptz and date_trunc('second', i.occurred_at) < ${asked.to}::timestamptz and i.severity >= ${Number(asked.minSeverity ?? 1)}
      and ${asked.categoryIds ? tx`i.category_id = any(${asked.categoryIds.split(',').map(Number)}::integer[])` : tx`true`} and ${asked.provenance ? tx`i.provenance = any(${asked.provenance.split(',')}::text[])` : tx`true`}
      and ${asked.areaId ? tx`i.area_id = ${Number(asked.areaId)}` : tx`true`} and ${asked.states ? tx`i.state = any(${asked.states.split(',')}::text[])` : tx`true`}
      and ${asked.hoursOfWeek ? tx`(extract(isodow from i.occurred_at at time zone 'Asia/Shanghai') - 1) * 24 + extract(hour from i.occurred_at at time zone 'Asia/Shanghai') = any(${asked.hoursOfWeek.split(',').map(Number)}::integer[])` : tx`true`}) rows`
    const shift = 2 * (31 - asked.level)
    const [cells, categories, days, hours] = [
      await tx<{ cell: string }[]>`select deinterleave(cell) || ' ' || deinterleave(cell >> 1) || ' ' || n as cell from (select z_order >> ${shift} as cell, count(*) as n from ${rows} group by 1) cells`,
      await tx<{ id: number; n: number }[]>`select category_id as id, count(*) as n from ${rows} group by 1`,
      await tx<{ day: string; n: number }[]>`select local::date as day, count(*) as n from ${rows} group by 1 order by 1`,
      await tx<{ hour: number; n: number }[]>`select ((extract(isodow from local) - 1) * 24 + extract(hour from local))::integer as hour, count(*) as n from ${rows} group by 1`,
    ]
    return { cells: cells.map(({ cell }) => cell).toSorted(), byCategory: Object.fromEntries(categories.map(({ id, n }) => [id, n])), days: Object.fromEntries(days.map(({ day, n }) => [day, n])), hours: Object.fromEntries(hours.map(({ hour, n }) => [hour, n])) }
  })
}

const daysIn = ({ totals }: IncidentGrid) => Object.fromEntries((totals?.byDay.counts ?? []).flatMap((n, i) => (n ? [[new Date(Date.parse(totals?.byDay.first ?? '') + i * dayMs).toISOString().slice(0, 10), n]] : [])))

async function expectSame(asked: Asked, as?: string): Promise<IncidentGrid> {
  await settled(door.db.sql)
  const [answer, wanted] = [await ask(asked, as), await grouped(asked, as)]
  expect(cellsOf(answer), JSON.stringify(asked)).toEqual(wanted.cells)
  expect(answer.totals?.byCategory).toEqual(wanted.byCategory)
  expect(daysIn(answer)).toEqual(wanted.days)
  expect(Object.fromEntries((answer.totals?.byHourOfWeek ?? []).flatMap((n, hour) => (n ? [[hour, n]] : [])))).toEqual(wanted.hours)
  expect(answer.source).toBe('rows')
  return answer
}

const questions: Asked[] = [
  { from: at(-60), to: at(2), level: 16 }, { from: at(-60), to: at(2), level: 20, minSeverity: '3' }, { from: at(-20, 3_723), to: at(-3, 7), level: 14, categoryIds: '2,3' },
  { from: at(-60), to: at(2), level: 3, provenance: 'patrol,camera' }, { from: at(-60), to: at(2), level: 18, areaId: '3' },
  { from: at(-60), to: at(2), level: 18, states: 'handling,closed' }, { from: at(-20, 3_723), to: at(-1, 7), level: 17, states: 'reported', hoursOfWeek: Array.from({ length: 60 }, (_, i) => i * 2).join(), categoryIds: '1,3' },
]

const changes = (random: Random): Promise<unknown> => {
  const { sql } = door.db
  const some = (most: number) => sql`(select id from incident order by md5(id::text || ${String(random())}) limit ${1 + Math.floor(random() * most)})`
  const steps = [
    () => door.ask('/api/incidents', { method: 'POST', body: report({ lng: 121.4005 + random() * 0.038, lat: 31.2005 + random() * 0.018 }) }),
    () => makeIncidents(sql, 2, 700),
    () => sql`update incident set category_id = 1 + category_id % 3, provenance = 'patrol' where id in ${some(20)}`,
    () => sql`update incident set occurred_at = occurred_at - interval '1 day 0.4 second', geom = st_translate(geom, 0.001, 0) where id in ${some(20)}`,
    () => sql`update incident set area_id = 5 - area_id where id in ${some(30)}`,
    () => sql`update incident set title = 'same' where id in ${some(30)}`,
    () => sql`update incident set state = 'handling' where id in ${some(60)}`,
    () => sql`update incident set state = 'closed', severity = 5 - severity where id in ${some(60)}`,
    () => sql`delete from incident where id in ${some(60)}`,
    () => sql.begin(async (tx) => { await tx`update incident set severity = 4`; await tx`select pg_sleep(0)` }),
    () => sql`select fold_incident_counts(100)`,
  ]
  return (steps[Math.floor(random() * steps.length)] as () => Promise<unknown>)()
}

describe('counts on cells', () => {
  it('agree with a group-by after random changes, as each actor', async () => {
    const random = createRandom(4)
    for (let n = 0; n < (door.db.kind === 'embedded' ? 10 : 24); n++) {
      await changes(random)
      await expectSame(questions[n % questions.length] as Asked, n % 4 === 3 ? 'demo-lead-02' : undefined)
    }
    expect(door.deps.columns.held().rows).toBeGreaterThan(500)
    expect(door.failures).toEqual([])
  })

  it('hold what another transaction wrote that began before and ended after the first reading', async () => {
    if (door.db.kind === 'embedded') return
    const fresh = createColumns({ sql: door.db.sql, log: door.deps.log, megabytes: 8 })
    const question = { fromS: 0, toS: 4_000_000_000, level: 10, box: null, areas: new Set([2, 3]), keepsKind: () => true, totalsIn: null, states: null, hours: null }
    const held = async () => (await fresh.grid(String(Math.random()), question))?.total
    await settled(door.db.sql)
    const before = (await held()) ?? 0
    await door.db.sql.begin(async (tx) => {
      await tx`delete from incident where id = (select min(id::text)::uuid from incident)`
      await makeIncidents(door.db.sql, 3, 5)
      // A younger transaction has ended: neither is told until the older one has.
      expect(await held()).toBe(before)
    })
    await settled(door.db.sql)
    expect(await held()).toBe(before + 4)
    await fresh.stop()
  })

  it('tell what each cell of a ground is made of', async () => {
    await makeIncidents(door.db.sql, 2, 200)
    await door.db.sql`update incident set state = 'closed', category_id = 3 where id in (select id from incident order by md5(id::text) limit 60)`
    await settled(door.db.sql)
    const asked = { from: at(-60), to: at(2), level: '13', bbox: '121.39,31.19,121.45,31.23', states: 'closed,reported,handling', minSeverity: '2', detail: 'true' }
    for (const as of ['demo-command', 'demo-lead-02']) {
      const { detail, ...grid } = (await (await door.ask(`/api/incidents/grid?${new URLSearchParams(asked)}`, { as })).json()) as IncidentGrid
      const rows = await asActor(door.db.sql, as, (tx) => tx<{ x: number; y: number; n: number; open: number; severity: number; middleX: number; categories: Record<string, number> }[]>`
        select deinterleave(cell)::integer as x, deinterleave(cell >> 1)::integer as y, sum(n)::integer as n, sum(open)::integer as open, max(severity) as severity, (sum(middle) / sum(n))::float8 as middle_x, jsonb_object_agg(category_id::text, n) as categories from (
          select z_order >> 36 as cell, category_id, count(*)::integer as n, count(*) filter (where state <> 'closed')::integer as open, max(severity) as severity, sum(deinterleave(z_order >> 22) + 0.5) as middle
          from incident where severity >= 2 and state in ('closed', 'reported', 'handling') and z_order >= 0 and geom && st_makeenvelope(121.39, 31.19, 121.45, 31.23, 4326) group by 1, 2) parts group by cell`)
      expect(detail).toBeDefined()
      const told = grid.x.map((x, i) => ({ x, y: grid.y[i], n: grid.count[i], open: detail!.open[i], severity: detail!.severity[i], categories: Object.fromEntries(detail!.categoryIds.flatMap((id, place) => (detail!.byCategory[place]![i] ? [[id, detail!.byCategory[place]![i]]] : []))) }))
      const order = (a: { x: number; y?: number | undefined }, b: typeof a) => a.x - b.x || a.y! - b.y!
      expect(told.toSorted(order)).toEqual(rows.map((row) => ({ ...row, middleX: undefined })).toSorted(order))
      expect(rows.length).toBeGreaterThan(1)
      for (const { x, y, middleX } of rows) expect(detail!.middleX[grid.x.findIndex((each, i) => each === x && grid.y[i] === y)]).toBeCloseTo(middleX, 1)
    }
    expect((await door.ask(`/api/incidents/grid?from=${at(-60)}&to=${at(2)}&detail=true`)).status).toBe(400)
  })

  it('start anew when a place is out of reach or the table was emptied', async () => {
    await door.db.sql`insert into incident (id, area_id, category_id, severity, channel, title, occurred_at, geom) values (gen_random_uuid(), 2, 1, 1, 'phone', 'far away', now(), st_setsrid(st_makepoint(-70, -30), 4326))`
    await expectSame({ from: at(-60), to: at(2), level: 12 })
    if (door.db.kind === 'embedded') return
    await door.db.sql`truncate incident cascade`
    await makeIncidents(door.db.sql, 2, 10)
    expect((await expectSame({ from: at(-60), to: at(2), level: 12 })).total).toBe(10)
  })

  it('come from counts by day where memory is not given to so many', async () => {
    await makeIncidents(door.db.sql, 3, 150)
    await door.db.sql`select fold_incident_counts(60)`
    const { grid } = door.deps.columns
    try {
      door.deps.columns.grid = async () => null
      for (const asked of [{ from: '2026-01-01T00:00:00+08:00', to: '2027-12-31T00:00:00+08:00', level: 16 }, { from: `${at(-9).slice(0, 10)}T00:00:00+08:00`, to: `${at(-2).slice(0, 10)}T00:00:00+08:00`, level: 11, categoryIds: '1', minSeverity: '2' }, { from: at(-60).replace('Z', '+08:00').replace('.000', ''), to: at(2).replace('Z', '+08:00').replace('.000', ''), level: 9, areaId: '2' }]) {
        const [answer, wanted] = [await ask(asked), await grouped(asked)]
        expect([answer.source, answer.level, answer.totals?.byHourOfWeek]).toEqual(['days', asked.level, null])
        expect(cellsOf(answer)).toEqual(wanted.cells)
        expect([answer.totals?.byCategory, daysIn(answer)]).toEqual([wanted.byCategory, wanted.days])
      }
      for (const [field, value] of [['states', 'closed'], ['hoursOfWeek', '0,1']]) {
        const refused = await door.ask(`/api/incidents/grid?from=${at(-60)}&to=${at(2)}&${field}=${value}`)
        expect([refused.status, (await refused.json()).errors[0].field]).toEqual([422, field])
      }
    } finally {
      door.deps.columns.grid = grid
    }
  })

  it('ask whoever is too early to come back', async () => {
    const hasty = createColumns({ sql: door.db.sql, log: door.deps.log, megabytes: 8, patienceMs: 0 })
    const { grid } = door.deps.columns
    try {
      door.deps.columns.grid = hasty.grid
      const early = await door.ask(`/api/incidents/grid?from=${at(-60)}&to=${at(2)}`)
      expect([early.status, Number(early.headers.get('retry-after'))]).toEqual([503, expect.any(Number)])
      expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(0)
      await expect.poll(() => hasty.held().share).toBe(1)
      expect((await ask({ from: at(-60), to: at(2), level: 10 })).source).toBe('rows')
    } finally {
      door.deps.columns.grid = grid
      await hasty.stop()
    }
  })

  it.each([
    ['level=21', 'level'], ['level=x', 'level'], ['level=20&bbox=0,0,50,50', 'level'], ['bbox=1,2,3', 'bbox'], ['areaId=0', 'areaId'], ['categoryIds=', 'categoryIds'], ['minSeverity=9', 'minSeverity'], ['totals=yes', 'totals'], ['provenance=police', 'provenance'], ['states=gone', 'states'], ['hoursOfWeek=168', 'hoursOfWeek'],
  ])('refuse %s by name', async (more, field) => {
    const answer = await door.ask(`/api/incidents/grid?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&${more}`)
    expect([400, 422]).toContain(answer.status)
    expect(((await answer.json()) as { errors: { field: string }[] }).errors[0]?.field).toMatch(new RegExp(`^${field}`))
  })

  it('of an area that is not one’s own are those of an area that is not', async () => {
    const [foreign, absent] = await Promise.all(['3', '999'].map((areaId) => ask({ from: at(-60), to: at(2), level: 10, areaId }, 'demo-lead-01')))
    expect(foreign).toEqual(absent)
    expect(foreign?.total).toBe(0)
  })

})

it('states have the same code in the database as in the columns', async () => {
  const codes = await door.db.sql<{ code: number }[]>`select incident_state_code(s) as code from unnest(${IncidentState.options as string[]}::text[]) with ordinality u(s, n) order by n`
  expect(codes.map(({ code }) => code)).toEqual(IncidentState.options.map((_, code) => code))
})

describe('the table', () => {
  const rowOf = (random: Random) => ({ timeS: 1_000 + Math.floor(random() * 90), x: 500 + Math.floor(random() * 9), y: 700 + Math.floor(random() * 9), kind: Math.floor(random() * 5), area: 1 + Math.floor(random() * 3), state: Math.floor(random() * 3) })
  const counted = (rows: { x: number; y: number }[]) => {
    const counts = new Map<string, number>()
    for (const { x, y } of rows) counts.set(`${x} ${y}`, (counts.get(`${x} ${y}`) ?? 0) + 1)
    return [...counts].map(([cell, count]) => `${cell} ${count}`).toSorted()
  }

  it('keeps and counts what a plain list does, through merges of its tail, its pieces and its gaps', async () => {
    const random = createRandom(9)
    const table = new ColumnTable(originOf(1_000, { minX: 500, minY: 700, maxX: 600, maxY: 800 }), 4, 200, 64)
    const list = Array.from({ length: 500 }, () => rowOf(random)).toSorted((a, b) => a.timeS - b.timeS)
    for (const row of list) table.append(row)
    for (let n = 0; n < 8_000; n++) {
      if (random() < 0.55) {
        const row = rowOf(random)
        table.add(row)
        list.push(row)
      } else if (list.length) expect(table.remove(list.splice(Math.floor(random() * list.length), 1)[0]!)).toBe(true)
      if (n % 400 !== 0) continue
      const [fromS, toS] = [990 + Math.floor(random() * 60), 1_040 + Math.floor(random() * 60)]
      const [kinds, areas] = [random() < 0.3 ? 31 : Math.floor(random() * 32), new Set(random() < 0.3 ? [1, 2, 3] : [1 + Math.floor(random() * 3)])]
      const states = random() < 0.5 ? null : new Set([Math.floor(random() * 3)])
      const hours = random() < 0.7 ? null : { of: new Set([random() < 0.5 ? 72 : 73]), timeZone: 'UTC' }
      // All of it is of the first hour of 1970, a Thursday.
      const wanted = list.filter((row) => row.timeS >= fromS && row.timeS < toS && (kinds >> row.kind) & 1 && areas.has(row.area) && (!states || states.has(row.state)) && (!hours || hours.of.has(72)))
      for (const totalsIn of [null, 'UTC']) {
        const grid = await gridOf(table, { fromS, toS, level: 20, box: null, areas, keepsKind: (kind) => ((kinds >> kind) & 1) === 1, totalsIn, states, hours })
        expect(cellsOf(grid)).toEqual(counted(wanted))
        if (totalsIn) expect(grid.totals?.byDay.counts.reduce((sum, one) => sum + one, 0)).toBe(wanted.length)
      }
    }
    expect(table.pieces.length).toBeGreaterThan(3)
    for (const [at, { first, last, fromTime, toTime }] of table.pieces.entries()) {
      expect(first).toBe(table.pieces[at - 1]?.last ?? 0)
      expect(fromTime).toBeGreaterThanOrEqual(table.pieces[at - 1]?.toTime ?? 0)
      expect([table.sorted.time.subarray(first, last).reduce((a, b) => Math.min(a, b)), table.sorted.time.subarray(first, last).reduce((a, b) => Math.max(a, b))]).toEqual([fromTime, toTime])
    }
    expect(table.count).toBe(list.length)
    expect(table.remove({ timeS: 5_000, x: 1, y: 1, kind: 1, area: 1, state: 0 })).toBe(false)
    expect(() => table.add({ timeS: 0, x: 500, y: 700, kind: 1, area: 1, state: 0 })).toThrow(RangeError)
    expect(() => table.add({ timeS: 2_000, x: 500_000, y: 700, kind: 1, area: 1, state: 0 })).toThrow(RangeError)
  })

  it('counts the hours of the week of weeks, in pieces that hold several days', async () => {
    const random = createRandom(31)
    const list = Array.from({ length: 3_000 }, () => ({ ...rowOf(random), timeS: 1_000 + Math.floor(random() * 30 * 86_400) })).toSorted((a, b) => a.timeS - b.timeS)
    const table = new ColumnTable(originOf(1_000, { minX: 500, minY: 700, maxX: 600, maxY: 800 }), 4, 200, 400)
    for (const row of list) table.append(row)
    for (const row of list.splice(700, 40)) table.remove(row)
    expect(table.pieces.length).toBeGreaterThan(5)
    for (let n = 0; n < 40; n++) {
      const hours = { of: new Set(Array.from({ length: 168 }, (_, hour) => hour).filter(() => random() < 0.3)), timeZone: 'Asia/Kolkata' }
      const [fromS, toS] = [Math.floor(random() * 10 * 86_400), Math.floor((15 + random() * 20) * 86_400)]
      const states = random() < 0.5 ? null : new Set([1])
      // Monday 1969-12-29 00:00 in Kolkata (UTC+5:30) is 3 days and 5.5 hours before 1970 began in UTC.
      const wanted = list.filter((row) => row.timeS >= fromS && row.timeS < toS && hours.of.has(Math.floor((row.timeS + 3 * 86_400 + 19_800) / 3_600) % 168) && (!states || states.has(row.state)))
      const grid = await gridOf(table, { fromS, toS, level: 20, box: null, areas: new Set([1, 2, 3]), keepsKind: () => true, totalsIn: n % 2 ? 'UTC' : null, states, hours })
      expect(cellsOf(grid)).toEqual(counted(wanted))
    }
  })
  it('is coarser where places lie further apart than it reaches', () => {
    expect(originOf(0, { minX: 0, minY: 0, maxX: 2 ** 20 - 1, maxY: 10 }).shift).toBeGreaterThanOrEqual(4)
    expect(originOf(0, { minX: 700_000, minY: 400_000, maxX: 703_000, maxY: 402_000 }).shift).toBe(0)
  })
})
