import type { CheckIn, CheckInRefusal, CheckInRemark, CheckInRow, Duty } from '../../geodata/model/patrolPlan.ts'
import { asActor, asActorQuery, type Sql } from '../database.ts'
import type { Span } from './incident.ts'

export type CheckInOutcome = { ordinal: number; outcome: 'kept' | 'again' | Exclude<CheckInRefusal, 'unreadable'>; remark: CheckInRemark | null }

/** What became of each, in their order; all in one transaction, and each judged by itself. */
export const takeCheckIns = (sql: Sql, actor: string, rows: readonly CheckIn[]): Promise<CheckInOutcome[]> =>
  asActor(sql, actor, async (tx) => [...(await tx<CheckInOutcome[]>`select ordinal, outcome, remark from take_check_ins(${tx.json(rows as never)}::jsonb) order by ordinal`)])

export const checkInsOf = (sql: Sql, actor: string, { from, to }: Span, teamId: number | undefined, most: number) =>
  asActorQuery<CheckInRow[]>(sql, actor, (tx) => tx`
    select id, area_id, team_id, stop_id, checkpoint_id, hotspot_id, kind, at, received_at, note, st_x(geom) as lng, st_y(geom) as lat, account_id from check_in
    where at >= ${from}::timestamptz and at < ${to}::timestamptz ${teamId === undefined ? tx`` : tx`and team_id = ${teamId}`} order by at, id limit ${most + 1}`)

export const dutiesOf = (sql: Sql, actor: string) => asActorQuery<Duty[]>(sql, actor, (tx) => tx`select id, area_id, call_sign, kind, vehicle, shifts from my_duties()`)
