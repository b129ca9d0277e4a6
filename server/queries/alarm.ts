import type { Alarm } from '../../geodata/model/alarm.ts'
import { asActor, asActorQuery, type Sql } from '../database.ts'
import { type Asker, anchorOf } from './fields.ts'

export const alarmSelect = (tx: Asker) => tx`select a.id, a.incident_id, a.area_id, a.raised_at, a.acknowledged_at, a.acknowledged_by, w.name_zh as acknowledged_by_name_zh, w.name_en as acknowledged_by_name_en, i.title, i.number, i.severity, ${anchorOf(tx)}
  from alarm a join incident i on i.id = a.incident_id left join lateral alarm_answerer(a.id) w on a.acknowledged_by is not null`

/** What rings, and what rang within the last day; open ones first, then the newest. */
export const alarms = (sql: Sql, actor: string) =>
  asActorQuery<Alarm[]>(sql, actor, (tx) => tx`${alarmSelect(tx)} where a.acknowledged_at is null or a.raised_at > now() - interval '24 hours'
    order by a.acknowledged_at is not null, a.raised_at desc, a.id desc limit 500`)

/** The alarm with who took note of it first; `may` is false where the actor sees it and has no right to. */
export function acknowledgeAlarm(sql: Sql, actor: string, id: number): Promise<{ alarm: Alarm | undefined; may: boolean }> {
  return asActor(sql, actor, async (tx) => {
    const read = async () => (await tx<Alarm[]>`${alarmSelect(tx)} where a.id = ${id}::bigint`)[0]
    await tx`update alarm set acknowledged_at = now(), acknowledged_by = actor_id() where id = ${id}::bigint and acknowledged_at is null`
    const alarm = await read()
    return { alarm, may: alarm?.acknowledgedAt != null }
  })
}
