import type { BoardRow } from '../../geodata/model/board.ts'
import type { Camera } from '../../geodata/model/camera.ts'
import type { LivePosition } from '../../geodata/model/patrol.ts'
import { asActorQuery, type Sql } from '../database.ts'
import { handlerOf } from './board.ts'
import { anchorOf, cameraFields, incidentFields, shapeOf } from './fields.ts'

export type LiveCamera = Camera & { lng: number; lat: number }

export const incidentsByIds = (sql: Sql, actor: string, ids: string[]) =>
  asActorQuery<BoardRow[]>(sql, actor, (tx) => tx`select ${incidentFields(tx)}, ${anchorOf(tx)}, ${shapeOf(tx)}, ${handlerOf(tx)} from incident i where i.id = any(${ids}::uuid[])`)

export const camerasByIds = (sql: Sql, actor: string, ids: string[]) =>
  asActorQuery<LiveCamera[]>(sql, actor, (tx) => tx`select ${cameraFields(tx)}, st_x(c.geom) as lng, st_y(c.geom) as lat from camera c where c.id = any(${ids}::integer[])`)

/** Which of these areas the actor may read: ids that are gone are told only to those who could see them. */
export async function readableAreas(sql: Sql, actor: string, areaIds: number[]): Promise<Set<number>> {
  const rows = await asActorQuery<{ id: number }[]>(sql, actor, (tx) => tx`select a.id from actor_areas('read') as a(id) where a.id = any(${areaIds}::integer[])`)
  return new Set(rows.map(({ id }) => id))
}

/** `receivedAt` is the cursor; a transaction may commit later than its clock says, so callers ask from a little before. */
export const livePositionsAfter = (sql: Sql, actor: string, after: string) =>
  asActorQuery<(LivePosition & { receivedAt: string })[]>(sql, actor, (tx) => tx`
    select p.team_id, p.area_id, t.call_sign, p.at, (p.x + 0.5) / 2147483648 * 360 - 180 as lng,
      degrees(atan(sinh(pi() * (1 - 2 * (p.y + 0.5) / 2147483648)))) as lat, p.speed_cm_s / 100.0 as speed_meters_per_second, p.received_at
    from live_position p join team t on t.id = p.team_id
    where p.received_at > ${after}::timestamptz order by p.received_at`)
