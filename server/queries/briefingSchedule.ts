import type postgres from 'postgres'
import type { BriefingSchedule, BriefingScheduleDraft } from '../../geodata/model/briefing.ts'
import { asActor, asActorQuery, asRelay, type Sql, type Transaction } from '../database.ts'

/** What a schedule asks beside its template: the days are those of the filing. */
type Asked = { categoryIds: number[] | null }
const fields = (tx: Transaction) => tx`s.id, s.area_id, s.title, s.template, s.question -> 'categoryIds' as category_ids, s.audience, s.on_day, s.at_hour, s.next_at, s.last_briefing_id, s.last_problem, s.created_by, s.version`

export const briefingSchedules = async (sql: Sql, actor: string): Promise<BriefingSchedule[]> => [...(await asActorQuery<BriefingSchedule[]>(sql, actor, (tx) => tx`select ${fields(tx)} from briefing_schedule s where s.retired_at is null order by s.next_at, s.id limit 500`))]

const scheduleOf = async (tx: Transaction, id: string): Promise<BriefingSchedule | undefined> => (await tx<BriefingSchedule[]>`select ${fields(tx)} from briefing_schedule s where s.id = ${id}::uuid`)[0]

/** The clock of an area in which the actor briefs. @throws what the database says where the actor does not */
export const briefingClock = async (sql: Sql, actor: string, areaId: number): Promise<string> => {
  const [row] = await asActor(sql, actor, async (tx) => {
    await tx`select check_briefing_area(${areaId}, 'areaId')`
    return tx<{ timeZone: string }[]>`select time_zone from area where id = ${areaId}`
  })
  return row?.timeZone ?? 'UTC'
}

const stored = ({ categoryIds, ...draft }: BriefingScheduleDraft & { nextAt: string; version?: number }) => ({ ...draft, question: { categoryIds } satisfies Asked }) as unknown as postgres.JSONValue

/** Each answers the schedule as it is then; undefined where it is not there, or not for this actor. */
export const keepBriefingSchedule = (sql: Sql, actor: string, draft: BriefingScheduleDraft & { nextAt: string }): Promise<{ schedule: BriefingSchedule | undefined; existed: boolean }> =>
  asActor(sql, actor, async (tx) => {
    const existed = (await scheduleOf(tx, draft.id)) !== undefined
    const [done] = await tx`select id from keep_briefing_schedule(${tx.json(stored(draft))}::jsonb) as done(id)`
    return { schedule: done && (await scheduleOf(tx, draft.id)), existed }
  })

export const changeBriefingSchedule = (sql: Sql, actor: string, draft: BriefingScheduleDraft & { nextAt: string; version: number }): Promise<BriefingSchedule | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [done] = await tx`select id from change_briefing_schedule(${draft.id}::uuid, ${tx.json(stored(draft))}::jsonb) as done(id)`
    return done && scheduleOf(tx, draft.id)
  })

export const retireBriefingSchedule = async (sql: Sql, actor: string, id: string, version: number): Promise<boolean> => (await asActorQuery(sql, actor, (tx) => tx`select * from retire_briefing_schedule(${id}::uuid, ${version})`)).length > 0

export type DueBriefing = { id: string; areaId: number; title: string; template: BriefingScheduleDraft['template']; question: Asked; audience: 'area' | 'outside'; onDay: number | null; atHour: number; dueAt: string; createdBy: string; timeZone: string }

/** One that is due, taken for a quarter of an hour. */
export const takeDueBriefing = async (sql: Sql): Promise<DueBriefing | undefined> => (await asRelay(sql, (tx) => tx<DueBriefing[]>`select * from take_due_briefing()`))[0]

/** How it went. `nextAt` null: it is tried again. */
export const settleBriefingSchedule = async (sql: Sql, id: string, { nextAt, briefingId, problem }: { nextAt: string | null; briefingId: string | null; problem: string | null }): Promise<void> =>
  void (await asRelay(sql, (tx) => tx`select settle_briefing_schedule(${id}::uuid, ${nextAt}::timestamptz, ${briefingId}::uuid, ${problem})`))
