// Working time on a dated calendar: against published facts, and against a count of every single minute (with the time zones of the runtime's own library) as an independent reference.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chinaHolidays } from '../../geodata/town/holidays.ts'
import { freshDatabase, type FreshDatabase } from '../database.ts'
import { isWorkDay, type Calendar, openMinutes, minuteMs } from './minutes.ts'

let db: FreshDatabase
beforeAll(async () => {
  db = await freshDatabase()
  await db.sql`insert into area (parent_id, level, code, name_zh) values (null, 'city', 'city', '市')`
  await db.sql`insert into area (parent_id, level, code, name_zh) values (1, 'district', 'district', '区')`
  await db.sql`insert into area (parent_id, level, code, name_zh) values (2, 'community', 'community', '社区')`
})
afterAll(() => db?.drop())

const add = async (area: number, start: string, amount: number, unit: string) => (await db.sql<{ due: string }[]>`select add_working_time(${area}, ${start}::timestamptz, ${String(amount)}::text::numeric, ${unit}) as due`)[0]!.due
const between = async (area: number, from: string, to: string) => (await db.sql<{ hours: number }[]>`select working_time_between(${area}, ${from}::timestamptz, ${to}::timestamptz) as hours`)[0]!.hours

async function setCalendar(area: number, { timeZone, hours, days }: Calendar): Promise<void> {
  await db.sql.begin(async (tx) => {
    await tx`delete from working_hours`
    await tx`delete from calendar_day`
    await tx`update area set time_zone = ${timeZone}`
    for (const { weekday, opens, closes } of hours) await tx`insert into working_hours (area_id, weekday, opens, closes) values (${area}, ${weekday}, ${opens}, ${closes})`
    for (const [day, kind] of days) await tx`insert into calendar_day (area_id, day, kind) values (${area}, ${day}, ${kind})`
  })
}

const office = [1, 2, 3, 4, 5].flatMap((weekday) => [{ weekday, opens: '09:00', closes: '12:00' }, { weekday, opens: '13:30', closes: '17:30' }])
const china: Calendar = { timeZone: 'Asia/Shanghai', hours: office, days: new Map(chinaHolidays.map(({ day, kind }) => [day, kind])) }

describe("China's arrangement for 2026 (notice of the General Office of the State Council of 2025-11-04)", () => {
  beforeAll(() => setCalendar(1, china))
  // The text of the notice, by hand: first and last day of rest, weekend days that are worked.
  const rest = [['01-01', '01-03'], ['02-15', '02-23'], ['04-04', '04-06'], ['05-01', '05-05'], ['06-19', '06-21'], ['09-25', '09-27'], ['10-01', '10-07']] as const
  const work = ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']

  test('its days of rest are not worked, its weekend days in exchange are, also in the communities below', async () => {
    const rows = await db.sql<{ day: string }[]>`select w.day from working_calendar(3) c cross join lateral working_days(c.hours_area, c.days_area, '2026-01-01', '2026-12-31') w`
    const worked = new Set(rows.map(({ day }) => day.slice(5)))
    for (const [from, to] of rest) expect([...worked].filter((day) => day >= from && day <= to), from).toEqual([])
    for (const day of work) expect(worked.has(day), day).toBe(true)
  })
  test('leaves the 248 working days a year that the ministry of labour counts with (365 days, 104 weekend days, 13 holidays; 人社部发〔2025〕2号)', async () => {
    for (const year of [2025, 2026]) expect(await db.sql`select count(*) as n from working_calendar(3) c cross join lateral working_days(c.hours_area, c.days_area, ${`${year}-01-01`}, ${`${year}-12-31`})`, String(year)).toEqual([{ n: 248 }])
  })
  test.each([
    ['5 working days from the Friday before the Spring Festival pass the worked Saturday and end after it', '2026-02-13T10:00:00+08:00', 5, 'working_day', '2026-02-27T10:00:00+08:00'],
    ['the day of the start is not counted, also when it is a day of rest', '2026-10-03T15:00:00+08:00', 1, 'working_day', '2026-10-08T15:00:00+08:00'],
    ['after closing time the last day ends when it closes', '2026-11-24T20:00:00+08:00', 1, 'working_day', '2026-11-25T17:30:00+08:00'],
    ['before opening time it ends when it opens', '2026-11-24T06:00:00+08:00', 1, 'working_day', '2026-11-25T09:00:00+08:00'],
    ['a break ends first', '2026-11-24T12:45:00+08:00', 2, 'working_day', '2026-11-26T13:30:00+08:00'],
    ['working hours jump over the night', '2026-11-24T16:30:00+08:00', 4, 'working_hour', '2026-11-25T12:00:00+08:00'],
    ['a limit that ends at closing time is due then', '2026-11-24T13:30:00+08:00', 4, 'working_hour', '2026-11-24T17:30:00+08:00'],
    ['a worked Saturday has the hours of a Monday', '2026-10-09T17:00:00+08:00', 1, 'working_hour', '2026-10-10T09:30:00+08:00'],
    ['clock hours run through night and holiday', '2026-10-01T23:30:00+08:00', 1.5, 'hour', '2026-10-02T01:00:00+08:00'],
    ['minutes too', '2026-10-01T23:58:00+08:00', 5, 'minute', '2026-10-02T00:03:00+08:00'],
  ])('%s', async (_, start, amount, unit, due) => {
    expect(await add(3, start, amount, unit)).toBe(new Date(due).toISOString())
  })
  test('the Spring Festival holds no working time at all', async () => {
    expect(await between(3, '2026-02-15T00:00:00+08:00', '2026-02-24T00:00:00+08:00')).toBe(0)
    expect(await between(3, '2026-02-14T00:00:00+08:00', '2026-02-15T00:00:00+08:00')).toBe(7)
  })
})

describe('where it comes from', () => {
  test('nobody has rows: 09:00 to 17:00 from Monday to Friday', async () => {
    await setCalendar(1, { ...china, hours: [], days: new Map() })
    expect(await add(3, '2026-10-02T16:00:00+08:00', 9, 'working_hour')).toBe('2026-10-05T09:00:00.000Z')
  })
  test('the nearest area above that has some, hours and days each for itself', async () => {
    await setCalendar(1, china)
    await db.sql`insert into working_hours (area_id, weekday, opens, closes) values (2, 1, '00:00', '24:00'), (2, 2, '00:00', '24:00')`
    // Monday and Tuesday only, day and night; the national days of rest still hold, and a worked Saturday takes the hours of Monday.
    expect(await between(3, '2026-10-05T00:00:00+08:00', '2026-10-12T00:00:00+08:00')).toBe(24)
    expect(await between(1, '2026-10-08T00:00:00+08:00', '2026-10-10T00:00:00+08:00')).toBe(14)
  })
  test('a calendar without an end is given up after 20 years, quickly', async () => {
    await setCalendar(1, { ...china, hours: [{ weekday: 1, opens: '09:00', closes: '09:01' }], days: new Map() })
    const begin = performance.now()
    expect(await add(3, '2026-01-01T00:00:00+08:00', 5000, 'working_hour')).toMatch(/^2045-/)
    expect(await add(3, '2026-01-01T00:00:00+08:00', 5000, 'working_day')).toMatch(/^2045-/)
    expect(performance.now() - begin).toBeLessThan(2_000)
  })
})

describe('against a count of every minute', () => {
  const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns']
  /** Around changes of the clock in those zones, and anywhere in the year. */
  const dates = ['2026-03-06', '2026-03-26', '2026-04-02', '2026-10-01', '2026-10-22', '2026-10-29', '2026-12-28', '2026-02-13']
  const clock = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  const span = fc.tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 })).filter(([a, b]) => a < b).map(([a, b]) => ({ opens: clock(a * 15), closes: clock(b * 15) }))
  const calendar: fc.Arbitrary<Calendar> = fc.record({
    timeZone: fc.constantFrom(...zones),
    hours: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 7 }), span).map(([weekday, hours]) => ({ weekday, ...hours })), { minLength: 1, maxLength: 12, selector: ({ weekday, opens }) => `${weekday} ${opens}` }),
    days: fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.constantFrom('work' as const, 'rest' as const)), { maxLength: 10 }).map((days) => new Map(days.map(([day, kind]) => [String(day), kind]))),
  })
  const question = fc.record({ calendar, date: fc.constantFrom(...dates), minute: fc.integer({ min: 0, max: 4 * 1440 }), wanted: fc.integer({ min: 1, max: 30 * 60 }), workingDays: fc.integer({ min: 1, max: 8 }) })

  test('the due moment, the time between and the n-th working day are the same', async () => {
    let answered = 0
    await fc.assert(fc.asyncProperty(question, async ({ calendar: drawn, date, minute, wanted, workingDays }) => {
      const dayOf = (offset: number) => new Date(Date.parse(date) + offset * 86_400_000).toISOString().slice(0, 10)
      const whole = { ...drawn, days: new Map([...drawn.days].map(([offset, kind]) => [dayOf(Number(offset)), kind])) }
      await setCalendar(1, whole)
      const start = Date.parse(date) + minute * minuteMs
      const minutes = openMinutes(whole, start, 45)
      const iso = new Date(start).toISOString()
      const last = minutes[wanted - 1]
      if (last !== undefined) {
        answered++
        const due = new Date(last + minuteMs).toISOString()
        expect(await add(3, iso, wanted / 60, 'working_hour')).toBe(due)
        expect(Math.round((await between(3, iso, due)) * 60)).toBe(wanted)
      }
      const due = Date.parse(await add(3, iso, workingDays, 'working_day'))
      const local = new Intl.DateTimeFormat('en-CA', { timeZone: whole.timeZone })
      let day = local.format(start)
      for (let left = workingDays; left > 0; ) {
        day = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
        if (isWorkDay(whole, day)) left--
      }
      // Due at an open minute of that day, or as it closes.
      expect([local.format(due), local.format(due - minuteMs)]).toContain(day)
      const open = new Set(openMinutes(whole, due - 86_400_000, 3))
      expect(open.has(due) || open.has(due - minuteMs)).toBe(true)
    }), { numRuns: 150, seed: 20_261_125 })
    expect(answered).toBeGreaterThan(50)
  })
})

test('2,000 deadlines cost seconds at most, not minutes', async () => {
  await setCalendar(1, china)
  await db.sql`select add_working_time(3, now(), 5, 'working_day')`
  const begin = performance.now()
  await db.sql`select count(add_working_time(3, now() + i * interval '7 minutes', 5, 'working_day')), count(add_working_time(3, now() + i * interval '7 minutes', 40, 'working_hour')) from generate_series(1, 1000) i`
  expect(performance.now() - begin).toBeLessThan(20_000)
})
