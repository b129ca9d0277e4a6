import type postgres from 'postgres'
import type { Calendar, CalendarSet, DeadlineRule, DeadlineRules } from '../../geodata/model/deadline.ts'
import { asActor, asActorQuery, asRelay, type Sql } from '../database.ts'

/** How many clocks the job looked at, at most `most`; null where another server is at it. */
export async function runDeadlines(sql: Sql, most: number): Promise<number | null> {
  const [row] = await asRelay(sql, (tx) => tx<{ seen: number | null }[]>`select run_deadlines(null, ${most}) as seen`)
  return row?.seen ?? null
}

/** Null where the actor may not see the area. */
export async function calendarOf(sql: Sql, actor: string, areaId: number): Promise<Calendar | null> {
  const [row] = await asActorQuery<{ calendar: Calendar | null }[]>(sql, actor, (tx) => tx`select calendar_of(${areaId}) as calendar`)
  return row?.calendar ?? null
}

/** The calendar as it then holds; null where the actor may not see the area. Throws 42501 where it may not be set. */
export const putCalendar = (sql: Sql, actor: string, areaId: number, calendar: CalendarSet): Promise<Calendar | null> =>
  asActor(sql, actor, async (tx) => {
    const [row] = await tx<{ seen: boolean }[]>`select put_calendar(${areaId}, ${tx.json(calendar as unknown as postgres.JSONValue)}::jsonb) as seen`
    if (!row?.seen) return null
    const [after] = await tx<{ calendar: Calendar }[]>`select calendar_of(${areaId}) as calendar`
    return after?.calendar ?? null
  })

export async function deadlineRulesOf(sql: Sql, actor: string, areaId: number): Promise<DeadlineRules | null> {
  const [row] = await asActorQuery<{ rules: DeadlineRules | null }[]>(sql, actor, (tx) => tx`select deadline_rules_of(${areaId}) as rules`)
  return row?.rules ?? null
}

export const putDeadlineRules = (sql: Sql, actor: string, areaId: number, rules: DeadlineRule[]): Promise<DeadlineRules | null> =>
  asActor(sql, actor, async (tx) => {
    const [row] = await tx<{ seen: boolean }[]>`select put_deadline_rules(${areaId}, ${tx.json(rules as unknown as postgres.JSONValue)}::jsonb) as seen`
    if (!row?.seen) return null
    const [after] = await tx<{ rules: DeadlineRules }[]>`select deadline_rules_of(${areaId}) as rules`
    return after?.rules ?? null
  })
