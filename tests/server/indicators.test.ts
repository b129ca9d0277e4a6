import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IndicatorAnswer } from '../../geodata/model/indicator.ts'
import { createRandom, pick, randomInt } from '../../geodata/random.ts'
import type { Sql } from '../../server/database.ts'
import { type Door, openDoor } from './door.ts'

const from = '2026-01-01T00:00:00+08:00'
const to = '2026-07-01T00:00:00+08:00'
const at = (day: number) => new Date(Date.parse('2026-01-01T00:00:00Z') + day * 86_400_000).toISOString()
type Made = { id: string; area: number; zone: number | null; category: number; day: number; state: string; registered: boolean; result: string | null; satisfaction: string | null; due: number | null; done: number | null; clocks: number; lastYear: boolean }
const made: Made[] = []
const states = ['reported', 'registered', 'handling', 'closed', 'called_back', 'archived', 'suspended', 'merged']
let door: Door

/** Matters of the half-year and of the one before it, at random; written down here too, so that the figures can be counted by hand. */
async function make(sql: Sql): Promise<void> {
  const random = createRandom(42)
  for (let n = 0; n < 900; n++) {
    const area = random() < 0.6 ? 2 : 3
    const zone = random() < 0.05 ? null : area === 2 ? randomInt(random, 1, 2) : randomInt(random, 3, 4)
    const state = pick(random, states)
    const finished = ['closed', 'called_back', 'archived'].includes(state)
    const due = random() < 0.8 ? randomInt(random, 1, 380) : null
    made.push({
      id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, area, zone, category: pick(random, [1, 2, 2, 3]), day: randomInt(random, 0, 179), state, registered: state !== 'reported' && random() < 0.9, result: finished ? pick(random, ['resolved', 'unresolved', null]) : null,
      satisfaction: finished ? pick(random, ['satisfied', 'dissatisfied', 'unreachable', null]) : null, due, done: due !== null && finished ? randomInt(random, 1, 300) : null, clocks: randomInt(random, 1, 2), lastYear: random() < 0.3,
    })
  }
  for (const m of made) {
    const day = m.lastYear ? m.day - 365 : m.day
    await sql`insert into incident (id, area_id, zone_id, category_id, severity, channel, title, occurred_at, reported_at, state, registered_at, closed_at, result, satisfaction, merged_into, geom)
      values (${m.id}, ${m.area}, ${m.zone}, ${m.category}, 2, 'phone', 'matter', ${at(day)}, ${at(day)}, ${m.state}, ${m.registered ? at(day) : null}, ${m.done === null ? null : at(m.done)}, ${m.result}, ${m.satisfaction},
        ${m.state === 'merged' ? (made[0] as Made).id : null}, st_setsrid(st_makepoint(${m.area === 2 ? 121.415 : 121.425}, 31.215), 4326))`
    if (m.due === null) continue
    // A matter that was reopened has an older clock too, which does not count.
    if (m.clocks === 2) await sql`insert into deadline (incident_id, area_id, step, unit, amount, warn_share, started_at, due_at, warn_at, done_at) values (${m.id}, ${m.area}, 'close', 'hour', 1, 0.25, ${at(-400)}, ${at(-390)}, ${at(-391)}, ${at(-300)})`
    await sql`insert into deadline (incident_id, area_id, step, unit, amount, warn_share, started_at, due_at, warn_at, done_at) values (${m.id}, ${m.area}, 'close', 'hour', 1, 0.25, ${at(-200)}, ${at(m.due)}, ${at(m.due - 1)}, ${m.done === null ? null : at(m.done)})`
  }
}

beforeAll(async () => void (door = await openDoor(({ sql }) => make(sql))), 120_000)
afterAll(() => door?.close())

const query = (more: Record<string, string | number>) => new URLSearchParams({ from, to, ...Object.fromEntries(Object.entries(more).map(([key, value]) => [key, String(value)])) })
async function figures(by: string, more: Record<string, string | number> = {}, as = 'demo-command'): Promise<IndicatorAnswer> {
  const answer = await door.ask(`/api/indicators?${query({ by, ...more })}`, { as })
  expect(answer.status).toBe(200)
  return answer.json() as Promise<IndicatorAnswer>
}
const today = Math.floor((Date.now() - Date.parse('2026-01-01T00:00:00Z')) / 86_400_000)
const closed = ({ state }: Made) => ['closed', 'called_back', 'archived'].includes(state)
/** The definitions once more, in TypeScript. */
const sets: Record<string, [(m: Made) => boolean, (m: Made) => boolean]> = {
  completion: [closed, () => true],
  resolution: [(m) => m.registered && m.result === 'resolved' && closed(m), (m) => m.registered],
  satisfaction: [(m) => m.satisfaction === 'satisfied', (m) => m.satisfaction === 'satisfied' || m.satisfaction === 'dissatisfied'],
  on_time: [(m) => m.done !== null && m.due !== null && m.done <= m.due, (m) => m.done !== null || (m.due !== null && m.due <= today && m.state !== 'suspended')],
}
const counted = (rows: Made[]) => rows.filter(({ state }) => state !== 'merged')
function expectRow(found: IndicatorAnswer['whole'], rows: Made[]): void {
  const now = counted(rows).filter(({ lastYear }) => !lastYear)
  for (const [id, [above, below]] of Object.entries(sets)) {
    const denominator = now.filter(below)
    expect([id, found[id as 'completion']?.numerator, found[id as 'completion']?.denominator]).toEqual([id, denominator.filter(above).length, denominator.length])
  }
  expect([found.change_on_year?.numerator, found.change_on_year?.denominator]).toEqual([now.length, counted(rows).length - now.length])
}

describe('figures', () => {
  it('by zone, by area and by category are what counting one by one gives', async () => {
    const zones = await figures('zone')
    for (const { key, figures: found } of zones.rows) expectRow(found, made.filter(({ zone, category }) => zone === key && category !== 3))
    expect(zones.rows.map(({ key }) => key)).toEqual([1, 2, 3, 4, null])
    expect(zones.voiceLeftOut).toBe(counted(made).filter(({ category, lastYear }) => category === 3 && !lastYear).length)
    const areas = await figures('area')
    for (const { key, figures: found } of areas.rows) expectRow(found, made.filter(({ area, category }) => (key === 1 || area === key) && category !== 3))
    const categories = await figures('category')
    for (const { key, figures: found } of categories.rows) expectRow(found, made.filter(({ category }) => category === key))
    expectRow(categories.whole, made)
    expect(categories.before).toEqual({ from: '2024-12-31T16:00:00.000Z', to: '2025-06-30T16:00:00.000Z' })
  })

  it('carry formula, version, interval and where their rows are', async () => {
    const { indicators, whole } = await figures('zone')
    expect(indicators.map(({ id }) => id)).toEqual(['resolution', 'completion', 'on_time', 'satisfaction', 'change_on_year', 'zero_incident_estates'])
    for (const { formula, version, rows } of indicators) expect([formula.zh.length > 3, formula.en.length > 3, version, rows.startsWith('/api/indicators/')]).toEqual([true, true, 1, true])
    const { value, low, high } = whole.completion as { value: number; low: number; high: number }
    expect(low < value && value < high).toBe(true)
  })

  it('may be asked of some categories and of an area with all below it', async () => {
    const { whole, rows } = await figures('zone', { categoryIds: '2', areaId: 2 })
    expectRow(whole, made.filter(({ category, area }) => category === 2 && area === 2))
    expect(rows.filter(({ figures: found }) => found.completion?.denominator).map(({ key }) => key)).toEqual([1, 2, null])
  })

  it('hold nothing of other areas, and an area that is not yours is like one that does not exist', async () => {
    const { whole, rows } = await figures('area', {}, 'demo-lead-01')
    expectRow(whole, made.filter(({ area, category }) => area === 2 && category !== 3))
    expect(rows.map(({ key }) => key)).toEqual([2])
    expect(await figures('area', { areaId: 3 }, 'demo-lead-01')).toEqual(await figures('area', { areaId: 99 }, 'demo-lead-01'))
  })
})

describe('the rows behind a number', () => {
  const rowsOf = async (id: string, more: Record<string, string | number>, as = 'demo-command') => (await door.ask(`/api/indicators/${id}/rows?${query({ limit: 500, ...more })}`, { as })).json()
  it('are as many as the number says, for every figure, zone and part', async () => {
    const { rows } = await figures('zone')
    for (const { key, figures: found } of rows) {
      for (const id of [...Object.keys(sets), 'change_on_year']) {
        for (const part of ['numerator', 'denominator'] as const) {
          const { incidents } = await rowsOf(id, { part, by: 'zone', zoneId: key ?? 'none' })
          expect([id, part, incidents.length]).toEqual([id, part, found[id as 'completion']?.[part]])
        }
      }
    }
  })
  it('come in pages without a gap', async () => {
    const all = (await rowsOf('completion', { part: 'denominator' })).incidents.map(({ id }: Made) => id)
    const pages = [0, 100, 200, 300, 400, 500].map(async (offset) => rowsOf('completion', { part: 'denominator', offset, limit: 100 }))
    const joined = (await Promise.all(pages)).flatMap(({ incidents }) => incidents.map(({ id }: Made) => id))
    expect(joined.slice(0, 500)).toEqual(all)
    expect(new Set(joined).size).toBe(counted(made).filter(({ lastYear }) => !lastYear).length)
  })
  it('are of the reader’s areas', async () => {
    expect((await rowsOf('completion', { part: 'denominator', areaId: 3 }, 'demo-lead-01')).incidents).toEqual([])
  })
})

describe('estates', () => {
  const asked = async (more: Record<string, string | number> = {}, as = 'demo-command') => (await figures('area', more, as)).whole.zero_incident_estates
  it('without an incident of the chosen categories are counted; voice and merged ones never count, nor estates of others', async () => {
    expect(await asked()).toMatchObject({ numerator: 1, denominator: 1, value: 1, low: null, mark: null })
    const inEstate = (category: number, state: string) => door.db.sql`insert into incident (id, area_id, zone_id, category_id, severity, channel, title, occurred_at, reported_at, state, merged_into, geom)
      values (gen_random_uuid(), 2, 1, ${category}, 2, 'phone', 'in the estate', ${at(30)}, ${at(30)}, ${state}, ${state === 'merged' ? (made[0] as Made).id : null}, st_setsrid(st_makepoint(121.404, 31.204), 4326))`
    await inEstate(3, 'reported')
    await inEstate(1, 'merged')
    expect(await asked()).toMatchObject({ numerator: 1, denominator: 1 })
    await inEstate(1, 'reported')
    expect(await asked()).toMatchObject({ numerator: 0, denominator: 1 })
    expect(await asked({ categoryIds: '2' })).toMatchObject({ numerator: 1, denominator: 1 })
    expect(await asked({ at: at(20) })).toMatchObject({ numerator: 1, denominator: 1 })
    expect(await asked({}, 'demo-lead-02')).toMatchObject({ numerator: 0, denominator: 0, value: null })
    const { estates } = await (await door.ask(`/api/indicators/zero_incident_estates/rows?${query({ part: 'denominator' })}`)).json()
    expect(estates).toMatchObject([{ id: 1, areaId: 2, nameEn: 'West Garden', zero: false }])
    await door.db.sql`delete from incident where title = 'in the estate'`
  })
})

describe('small counts', () => {
  it('are hidden from who only reads and briefs, rows and all', async () => {
    const few = { categoryIds: '1', from: at(3), to: at(9) }
    const open = await figures('zone', few)
    const hidden = await figures('zone', few, 'demo-leader')
    expect([open.smallHidden, hidden.smallHidden]).toEqual([false, true])
    const small = open.rows.filter(({ figures: found }) => [1, 2, 3, 4].includes(found.completion?.denominator ?? 0))
    expect(small.length).toBeGreaterThan(0)
    for (const { key } of small) {
      expect(hidden.rows.find((row) => row.key === key)?.figures.completion).toEqual({ numerator: null, denominator: null, value: null, low: null, high: null, mark: null, hidden: true })
      const rows = await (await door.ask(`/api/indicators/completion/rows?${query({ ...few, part: 'denominator', by: 'zone', zoneId: key ?? 'none' })}`, { as: 'demo-leader' })).json()
      expect(rows).toEqual({ incidents: [], estates: [], more: false, hidden: true })
    }
  })
})

it('the past has its own figures', async () => {
  const then = await figures('category', { at: at(60) })
  expect(then.whole.completion?.denominator).toBe(counted(made).filter(({ lastYear, day }) => !lastYear && day < 60).length)
  expect(then.period.to).toBe(at(60))
})

it.each([
  ['by=street', 'by'], ['by=zone&at=2099-01-01T00:00:00Z', 'at'], ['by=zone&at=yesterday', 'at'], ['by=zone&areaId=-1', 'areaId'], ['by=zone&categoryIds=a', 'categoryIds'], ['by=zone&to=2020-01-01T00:00:00Z', 'to'],
])('refuses %s and names the field', async (more, field) => {
  const answer = await door.ask(`/api/indicators?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}&${more}`.replace(/&to=[^&]*(?=.*&to=)/, ''))
  expect(answer.status).toBe(400)
  expect((await answer.json()).errors[0].field.split('.')[0]).toBe(field)
})
