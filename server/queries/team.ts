import type { LivePosition, Shift, Team } from '../../geodata/model/patrol.ts'
import { asActor, asActorQuery, type Sql } from '../database.ts'
import { teamFields } from './fields.ts'
import type { Span } from './incident.ts'
import { positionRows } from './liveRows.ts'

export function teamsOnShift(sql: Sql, actor: string): Promise<{ teams: Team[]; shifts: Shift[] }> {
  return asActor(sql, actor, async (tx) => {
    const [teams, shifts] = await Promise.all([
      tx<Team[]>`select ${teamFields(tx)} from team t order by t.call_sign, t.id`,
      tx<Shift[]>`select id, area_id, team_id, lower(during) as "from", upper(during) as "to" from shift where during @> now() order by team_id, id`,
    ])
    return { teams: [...teams], shifts: [...shifts] }
  })
}

export async function livePositions(sql: Sql, actor: string): Promise<LivePosition[]> {
  const rows = await asActorQuery(sql, actor, (tx) => positionRows(tx, '1900-01-01T00:00:00Z'))
  return rows.map((row) => {
    const { receivedAt: _, ...position } = row
    return position
  })
}

/** Where each team was last seen in the quarter of an hour before a moment; that somebody plays the past is told to the audit log. */
export const positionsAt = (sql: Sql, actor: string, at: string): Promise<LivePosition[]> =>
  asActor(sql, actor, async (tx) => {
    await tx`select open_history(null, ${at}::text::timestamptz - interval '15 minutes', ${at}::text::timestamptz, 'playback')`
    return [...(await tx<LivePosition[]>`
    select distinct on (d.team_id) d.team_id, p.area_id, t.call_sign, p.at, st_x(p.geom) as lng, st_y(p.geom) as lat, p.speed_cm_s / 100.0 as speed_meters_per_second
    from position_point p join device d on d.id = p.device_id join team t on t.id = d.team_id
    where p.at > ${at}::timestamptz - interval '15 minutes' and p.at <= ${at}::timestamptz order by d.team_id, p.at desc`)]
  })

export type TrackFix = { deviceId: number; teamId: number; at: string; lng: number; lat: number }

export type HistoryQuestion = { teamId: number | undefined; reason: string | undefined; span: Span }

/** Fixes in order of device and time, at most `most` + 1. Throws 23514 (reason) where one is needed: of other teams than the actor's own. */
export const trackFixes = (sql: Sql, actor: string, { teamId, reason, span: { from, to } }: HistoryQuestion, most: number): Promise<TrackFix[]> =>
  asActor(sql, actor, async (tx) => {
    await tx`select open_history(${teamId ?? null}::integer, ${from}::text::timestamptz, ${to}::text::timestamptz, ${reason ?? null}::text)`
    return [...(await tx<TrackFix[]>`
    select p.device_id, d.team_id, p.at, st_x(p.geom) as lng, st_y(p.geom) as lat from position_point p join device d on d.id = p.device_id
    where p.at >= ${from}::timestamptz and p.at < ${to}::timestamptz ${teamId === undefined ? tx`` : tx`and d.team_id = ${teamId}`}
    order by p.device_id, p.at limit ${most + 1}`)]
  })
