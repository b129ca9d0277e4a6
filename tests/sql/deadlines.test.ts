import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../database.ts'
import { makeCity, makeIncidents } from '../server/city.ts'

let db: FreshDatabase
let id: string
type Clock = { step: string; dueAt: string; startedAt: string; pausedAt: string | null; doneAt: string | null; level: number; warnAt: string }

beforeAll(async () => {
  db = await freshDatabase()
  await makeCity(db.sql)
  await makeIncidents(db.sql, 2, 1)
  await db.sql`insert into deadline_rule (area_id, category_id, severity, step, amount, unit) values
    (1, null, null, 'register', 30, 'minute'), (1, null, null, 'dispatch', 2, 'hour'), (1, null, null, 'accept', 1, 'hour'), (1, null, null, 'handle', 8, 'working_hour'), (1, null, null, 'verify', 1, 'working_day'),
    (1, null, null, 'close', 5, 'working_day'), (1, null, null, 'call_back', 3, 'working_day')`
  id = (await db.sql<{ id: string }[]>`select id from incident`)[0]!.id
})
afterAll(() => db?.drop())
beforeEach(async () => {
  await db.sql`delete from deadline`
  await db.sql`update incident set state = 'reported', category_id = 1, severity = 2, extended_at = null, merged_into = null, due_at = null, due_step = null, escalation = 0`
})

/** Wall-clock time in Shanghai, whose area the incident is in; 2026-11-23 is a Monday, office hours are the default 9 to 17. */
const at = (text: string) => new Date(`2026-11-${text}+08:00`).toISOString()
async function step(action: string, state: string, moment: string): Promise<void> {
  await db.sql.begin(async (tx) => {
    await tx`update incident set state = ${state}, extended_at = case ${action} when 'extend' then ${at(moment)}::timestamptz when 'undo' then null else extended_at end, merged_into = ${state === 'merged' ? id : null}::uuid where id = ${id}`
    await tx`select deadline_after_step(i, ${action}, ${at(moment)}) from incident i where id = ${id}`
  })
}
const clocks = (running = true) => db.sql<Clock[]>`select step, due_at, started_at, paused_at, done_at, level, warn_at from deadline where not ${running} or done_at is null order by step, id`
const due = async () => Object.fromEntries((await clocks()).map((clock) => [clock.step, clock.dueAt]))
const row = async () => (await db.sql<{ dueAt: string | null; dueStep: string | null; escalation: number; version: number }[]>`select due_at, due_step, escalation, version from incident`)[0]!

describe('the course of a matter', () => {
  test('each step ends a clock and starts the next; that of the whole runs beside it from registering to closing', async () => {
    await step('report', 'reported', '23T10:00:00')
    expect(await due()).toEqual({ register: at('23T10:30:00') })
    await step('register', 'registered', '23T10:10:00')
    expect(await due()).toEqual({ close: at('30T10:10:00'), dispatch: at('23T12:10:00') })
    await step('dispatch', 'dispatched', '23T11:00:00')
    await step('accept', 'accepted', '23T11:30:00')
    expect(await due()).toEqual({ close: at('30T10:10:00'), handle: at('24T11:30:00') })
    await step('handle', 'handling', '23T12:00:00')
    expect(await due()).toEqual({ close: at('30T10:10:00'), handle: at('24T11:30:00') })
    expect(await row()).toMatchObject({ dueAt: at('24T11:30:00'), dueStep: 'handle' })
    await step('feed_back', 'fed_back', '24T09:00:00')
    await step('verify', 'verified', '24T10:00:00')
    expect(await row()).toMatchObject({ dueAt: at('30T10:10:00'), dueStep: 'close' })
    await step('close', 'closed', '24T11:00:00')
    expect(await due()).toEqual({ call_back: at('27T11:00:00') })
    await step('call_back', 'called_back', '25T11:00:00')
    expect(await row()).toMatchObject({ dueAt: null, dueStep: null, escalation: 0 })
    expect((await clocks(false)).map((clock) => [clock.step, clock.doneAt])).toEqual([
      ['accept', at('23T11:30:00')], ['call_back', at('25T11:00:00')], ['close', at('24T11:00:00')], ['dispatch', at('23T11:00:00')], ['handle', at('24T09:00:00')], ['register', at('23T10:10:00')], ['verify', at('24T10:00:00')],
    ])
  })
  test('the warning comes when a quarter of the time is left', async () => {
    await step('report', 'reported', '23T10:00:00')
    await step('accept', 'accepted', '23T15:00:00')
    const [close, handle] = await clocks()
    expect(handle).toMatchObject({ warnAt: at('24T13:00:00'), dueAt: at('24T15:00:00') })
    expect(close).toMatchObject({ warnAt: at('27T13:00:00'), dueAt: at('30T15:00:00') })
  })
  test('refused feedback and a reopened matter get their time anew', async () => {
    await step('accept', 'accepted', '23T09:00:00')
    await step('feed_back', 'fed_back', '23T16:00:00')
    await step('refuse', 'handling', '24T10:00:00')
    expect(await due()).toEqual({ close: at('30T09:00:00'), handle: at('25T10:00:00') })
    await step('close', 'closed', '24T11:00:00')
    await step('reopen', 'registered', '25T10:00:00')
    expect(await due()).toEqual({ close: '2026-12-02T02:00:00.000Z', dispatch: at('25T12:00:00') })
  })
})

describe('time that does not count', () => {
  test.each([['suspend', 'suspended', 'resume'], ['merge', 'merged', 'unmerge']])('%s stops all clocks, and they go on with the working time that was left', async (stop, state, go) => {
    await step('accept', 'accepted', '23T09:00:00')
    await step(stop, state, '23T15:00:00')
    expect(await row()).toMatchObject({ dueAt: null, dueStep: null })
    expect((await clocks()).map(({ pausedAt }) => pausedAt)).toEqual([at('23T15:00:00'), at('23T15:00:00')])
    // Two of eight hours are left; from Tuesday 16:00 they end on Wednesday at 10:00.
    await step(go, 'accepted', '24T16:00:00')
    expect(await due()).toMatchObject({ handle: at('25T10:00:00') })
    const [{ left } = { left: 0 }] = await db.sql<{ left: number }[]>`select working_time_between(2, ${at('24T16:00:00')}, due_at) as left from deadline where step = 'handle'`
    expect(left).toBe(2)
    expect(await row()).toMatchObject({ dueAt: at('25T10:00:00'), dueStep: 'handle' })
  })
  test('clocks of plain hours keep plain hours', async () => {
    await step('register', 'registered', '23T16:30:00')
    await step('suspend', 'suspended', '23T17:00:00')
    await step('resume', 'registered', '24T03:00:00')
    expect(await due()).toMatchObject({ dispatch: at('24T04:30:00') })
  })
  test('being overdue does not pass by waiting', async () => {
    await step('register', 'registered', '23T10:00:00')
    await step('suspend', 'suspended', '23T13:00:00')
    await step('resume', 'registered', '24T13:00:00')
    expect(await due()).toMatchObject({ dispatch: at('23T12:00:00') })
  })
  test('twice suspended, twice held', async () => {
    await step('accept', 'accepted', '23T09:00:00')
    for (const [from, to] of [['23T10:00:00', '23T11:00:00'], ['23T12:00:00', '23T14:00:00']] as const) {
      await step('suspend', 'suspended', from)
      await step('resume', 'accepted', to)
    }
    expect(await due()).toMatchObject({ handle: at('24T12:00:00') })
  })
})

describe('changes of a limit', () => {
  test('an extension adds half of the limit, working days rounded up', async () => {
    await step('accept', 'accepted', '23T09:00:00')
    await step('extend', 'accepted', '23T10:00:00')
    expect(await due()).toEqual({ close: '2026-12-03T01:00:00.000Z', handle: at('24T13:00:00') })
    await step('undo', 'accepted', '23T10:05:00')
    expect(await due()).toEqual({ close: at('30T09:00:00'), handle: at('23T17:00:00') })
  })
  test('another category or severity has its own limits, from the start of the clock; the most specific rule of the nearest area wins', async () => {
    await db.sql`insert into deadline_rule (area_id, category_id, severity, step, amount, unit) values
      (1, 2, 3, 'handle', 1, 'hour'), (1, 2, null, 'handle', 2, 'hour'), (1, null, 3, 'handle', 3, 'hour'), (2, null, 4, 'handle', 5, 'minute')`
    await step('accept', 'accepted', '23T09:00:00')
    const categorised = async (category: number, severity: number) => {
      await db.sql`update incident set category_id = ${category}, severity = ${severity}`
      await step('categorise', 'accepted', '23T09:01:00')
      return (await due()).handle
    }
    expect(await categorised(1, 3)).toBe(at('23T12:00:00'))
    expect(await categorised(2, 2)).toBe(at('23T11:00:00'))
    expect(await categorised(2, 3)).toBe(at('23T10:00:00'))
    expect(await categorised(2, 4)).toBe(at('23T09:05:00'))
    expect(await categorised(1, 2)).toBe(at('23T17:00:00'))
    await db.sql`delete from deadline_rule where severity is not null or category_id is not null`
  })
  test('no rule, no clock', async () => {
    await db.sql`update deadline_rule set step = 'verify', severity = 1 where step = 'register'`
    await step('report', 'reported', '23T10:00:00')
    expect([await due(), (await row()).dueAt]).toEqual([{}, null])
    await db.sql`update deadline_rule set step = 'register', severity = null where step = 'verify' and severity = 1`
  })
})

test('undo: what the step had ended runs on as before, what it had started is gone', async () => {
  await step('register', 'registered', '23T10:00:00')
  const before = await clocks()
  await step('dispatch', 'dispatched', '23T10:30:00')
  await step('undo', 'registered', '23T10:31:00')
  expect(await clocks(false)).toEqual(before)
  await step('suspend', 'suspended', '23T11:00:00')
  await step('undo', 'registered', '23T11:00:00')
  expect(await clocks(false)).toEqual(before)
})

test('clocks do not count as a change: a person who looked before is not refused', async () => {
  const { version } = await row()
  await step('report', 'reported', '23T10:00:00')
  expect((await row()).version).toBe(version + 1)
  await db.sql`update incident set title = 'anything'`
  expect((await row()).version).toBe(version + 2)
})
