import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnalysisAnswer, AnalysisUnit } from '../../geodata/model/analysisAnswer.ts'
import { askMethod, plantBurst, window } from './analyses.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
beforeAll(async () => void (door = await openDoor(plantBurst)))
afterAll(() => door?.close())

const ask = (question: object = {}, as?: string) => askMethod(door, question, as)
const answered = async (question: object = {}, as?: string): Promise<AnalysisAnswer> => {
  const { answer, problem } = await ask(question, as)
  if (!answer) throw new Error(JSON.stringify(problem))
  return answer
}
const boxOf = ({ geometry }: AnalysisUnit) => {
  const ring = (geometry.coordinates as [number, number][][])[0] as [number, number][]
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const
}
const hot = ({ result }: AnalysisAnswer) => result.units.features.filter(({ properties }) => properties.finding === 'hot')
const covers = (answer: AnalysisAnswer, lng: number, lat = 31.2052) => hot(answer).some((unit) => boxOf(unit)[0] <= lng && lng <= boxOf(unit)[2] && boxOf(unit)[1] <= lat && lat <= boxOf(unit)[3])

describe('a question', () => {
  it('finds the planted burst, carries its evidence, says how far it is, and never counts a voice', async () => {
    const { lines, answer } = await ask({ parameters: { cellMeters: 150, permutations: 0 } })
    expect(lines.length).toBeGreaterThan(1)
    const told = lines.flatMap((line) => ('progress' in line ? [line.progress] : []))
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    if (!answer) throw new Error('no answer')
    expect(answer).toMatchObject({ rows: 520, rowsLeftOut: { voice: 300, merged: 0, otherProvenance: 0 }, provenance: { public: 520, patrol: 0 }, smallHidden: false, result: { method: 'gi_star', unitKind: 'cells', cellMeters: 150 } })
    expect(answer.result.evidence.rowsUsed + (answer.result.evidence.rowsLeftOut.outsideStudyArea ?? 0)).toBe(520)
    expect([covers(answer, 121.4053), covers(answer, 121.4153)]).toEqual([true, false])
    expect(answer.result.totals.none).toBeGreaterThan(answer.result.totals.hot ?? 0)
    expect(Object.values(answer.result.totals).reduce((a, b) => a + b, 0)).toBe(answer.result.unitCount)
  })
  it('is answered the same again, from what was kept', async () => {
    const [first, second] = [await ask({ parameters: { cellMeters: 150, permutations: 0 } }), await ask({ parameters: { cellMeters: 150, permutations: 0 } })]
    expect([second.lines.length, second.answer]).toEqual([1, first.answer])
  })
  it('is about one’s own rows only, and a change is seen', async () => {
    expect((await ask({}, 'demo-lead-02')).problem).toMatchObject({ status: 422 })
    expect((await answered({}, 'demo-lead-01')).rows).toBe(520)
    await door.db.sql`insert into incident (id, area_id, category_id, severity, channel, provenance, title, occurred_at, geom) values (gen_random_uuid(), 2, 1, 1, 'phone', 'patrol', 'found', now() - interval '1 day', st_setsrid(st_makepoint(121.405, 31.205), 4326))`
    await expect.poll(async () => (await answered()).rowsLeftOut.otherProvenance).toBe(1)
  })
  it('is about an area and what lies below it; one that is not there or not one’s own is refused alike', async () => {
    expect((await answered({ areaId: 2 })).rows).toBe(520)
    const [absent, foreign] = [await ask({ areaId: 999 }), await ask({ areaId: 2 }, 'demo-lead-02')]
    expect(foreign.problem).toEqual(absent.problem)
    expect(absent.problem?.errors[0]?.field).toBe('areaId')
  })
  it('counts zones with their households where it is asked to, by their names', async () => {
    const { result } = await answered({ method: 'counts', parameters: { units: 'areas' } })
    expect(result.unitKind).toBe('areas')
    expect(result.units.features.find(({ properties }) => properties.id === '310101001001001')?.properties).toMatchObject({ nameZh: '西一格', nameEn: 'West 1' })
  })
  it('counts hours of the week on the clocks of the city only, and says how many others there were', async () => {
    const { rows, rowsLeftOut } = await answered({ hoursOfWeek: Array.from({ length: 84 }, (_, hour) => hour), backtest: false })
    const [counted] = await door.db.sql<{ count: number }[]>`select count(*) from incident i where category_id <> 3 and provenance = 'public'
      and (extract(isodow from occurred_at at time zone 'Asia/Shanghai')::integer - 1) * 24 + extract(hour from occurred_at at time zone 'Asia/Shanghai') < 84`
    expect([rows, rows + (rowsLeftOut.otherHours ?? 0)]).toEqual([counted?.count, 520])
  })
})

describe('a map is judged', () => {
  const day = 86_400_000
  const at = (text: string) => Date.parse(text)
  it('on the last quarter of its window; a week that four weeks lead up to, as a whole by what those showed', async () => {
    const long = (await answered()).backtest
    // A quarter to the millisecond: the window may be any number of them long.
    expect(Math.abs((at(window.to) - at(long?.trainedUntil ?? '')) * 4 - (at(window.to) - at(window.from)))).toBeLessThan(4)
    const from = new Date(at(window.to) - 7 * day).toISOString()
    const week = await answered({ from, compareWith: { from: new Date(at(from) - 28 * day).toISOString(), to: from } })
    expect(week.backtest).toMatchObject({ trainedUntil: from, testedUntil: window.to })
    expect((week.backtest?.laterRows ?? 0) + (week.backtest?.laterRowsOutside ?? 0)).toBe(week.rows)
    const gap = await answered({ from, compareWith: { from: new Date(at(from) - 28 * day).toISOString(), to: new Date(at(from) - day).toISOString() } })
    expect(gap.backtest?.trainedUntil).not.toBe(from)
  })
})

describe('what is never analysed', () => {
  it('is a voice: asked for by name it is refused by name', async () => {
    const { status, problem } = await ask({ categoryIds: [1, 3] })
    expect([status, problem?.errors[0]?.field]).toEqual([422, 'categoryIds'])
    expect(problem?.detail).toContain('信访')
    expect(problem?.detail).toContain('Petition')
  })
  it('is a matter twice: what was merged into another counts once', async () => {
    await door.db.sql`with two as (select id, row_number() over (order by id) as n from incident where area_id = 2 and category_id = 2 and provenance = 'public' limit 2)
      update incident set state = 'merged', state_before = 'reported', merged_into = (select id from two where n = 1) where id = (select id from two where n = 2)`
    await expect.poll(async () => { const { rows, rowsLeftOut } = await answered(); return [rows, rowsLeftOut.merged] }).toEqual([519, 1])
  })
})

describe('the feedback guard', () => {
  it('leaves out what patrols found, and where it is asked for says so and shows where they were', async () => {
    await door.db.sql`insert into coverage (area_id, cell, day, hour, seconds) select 2, interleave(mercator_x(121.405) >> 11, mercator_y(31.205) >> 11), current_date - 3, 9, 600`
    expect((await answered()).result.columns).not.toContain('patrolMinutes')
    const { result, provenance } = await answered({ provenance: ['public', 'patrol'] })
    expect(result.notes).toContainEqual({ code: 'patrol_found', values: provenance })
    expect(provenance.patrol).toBe(1)
    const minutes = result.units.features.map(({ properties }) => Number(properties.patrolMinutes))
    expect(minutes.filter((each) => each > 0)).toEqual([10])
  })
})

describe('small counts', () => {
  it('are kept from those who neither act nor audit', async () => {
    const counts = ({ result }: AnalysisAnswer) => result.units.features.map(({ properties }) => properties.count)
    const [operator, leader] = [await answered({ method: 'counts' }), await answered({ method: 'counts' }, 'demo-leader')]
    expect(counts(operator).some((count) => count === 2)).toBe(true)
    expect([leader.smallHidden, counts(leader).some((count) => count !== null && Number(count) > 0 && Number(count) < 5)]).toEqual([true, false])
    expect(counts(leader)).toEqual(counts(operator).map((count) => (Number(count) > 0 && Number(count) < 5 ? null : count)))
  })
})

describe('bad input', () => {
  it.each([
    ['no such method', { method: 'tea_leaves' }, 400], ['a text for a number', { categoryIds: ['1'] }, 400], ['a window the wrong way round', { from: window.to, to: window.from }, 422],
    ['a window of centuries', { from: '1900-01-01T00:00:00Z', to: '2199-01-01T00:00:00Z' }, 422], ['a parameter that is not there', { parameters: { tea: 1 } }, 422], ['NaN as text', { parameters: { cellMeters: 'NaN' } }, 422],
    ['cells of nothing', { parameters: { cellMeters: 0 } }, 422], ['a category that is not there', { categoryIds: [999] }, 422], ['no category', { categoryIds: [] }, 400], ['an unknown field', { tea: 1 }, 400],
    ['an hour beyond the week', { hoursOfWeek: [168] }, 400], ['a comparison the wrong way round', { compareWith: { from: window.to, to: window.from } }, 422],
  ])('%s is refused at the door and names the field', async (_, question, status) => {
    const ended = await ask(question)
    expect([ended.status, ended.problem?.errors.length], JSON.stringify(ended)).toEqual([status, 1])
    expect(ended.problem?.errors[0]?.field).toMatch(/method|categoryIds|to|parameters|hoursOfWeek|tea|compareWith/)
  })
  it.each([
    ['cells too fine for the ground', { parameters: { cellMeters: 1 } }], ['an empty window', { from: '2001-01-01T00:00:00Z', to: '2001-02-01T00:00:00Z' }],
    ['cells larger than the city', { parameters: { cellMeters: 100_000 } }],
  ])('%s: a sentence, and the next question is answered', async (_, question) => {
    const { problem, answer } = await ask(question)
    expect(problem?.status ?? 200, JSON.stringify(problem ?? answer?.result.notes)).toBe(422)
    expect(problem?.detail.length).toBeGreaterThan(15)
    expect((await answered({ method: 'counts', backtest: false })).rows).toBeGreaterThan(0)
  })
  it('nothing of it was a failure of the server', () => expect(door.failures).toEqual([]))
})

describe('one at a time', () => {
  it('a newer question ends the older one of the same actor', async () => {
    const [older, newer] = await Promise.all([ask({ parameters: { cellMeters: 20, permutations: 99_999 } }), ask({ parameters: { cellMeters: 102 } })])
    expect([older.problem?.status, newer.answer !== undefined]).toEqual([409, true])
  })
  it('whoever stops reading ends the work', async () => {
    const response = await door.ask('/api/analyses', { method: 'POST', body: { method: 'gi_star', ...window, parameters: { cellMeters: 20, permutations: 99_999 } } })
    const reader = response.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    // The thread is free again: others are answered although the question would have taken far longer.
    expect((await answered({ method: 'counts', backtest: false }, 'demo-lead-01')).rows).toBeGreaterThan(0)
    expect(door.failures).toEqual([])
  })
})
