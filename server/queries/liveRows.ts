import type { Hotspot } from '../../geodata/model/analysisAnswer.ts'
import type { Alarm } from '../../geodata/model/alarm.ts'
import type { BoardRow } from '../../geodata/model/board.ts'
import type { Camera } from '../../geodata/model/camera.ts'
import type { LivePosition } from '../../geodata/model/patrol.ts'
import type { ZonePlan } from '../../geodata/model/zonePlan.ts'
import { asActorQuery, type Sql, type Transaction } from '../database.ts'
import { alarmSelect } from './alarm.ts'
import { handlerOf } from './board.ts'
import { hotspotFields } from './hotspot.ts'
import { type Asker, type Fragment, anchorOf, cameraFields, incidentFields, shapeOf } from './fields.ts'
import { planFields } from './zonePlan.ts'

export type LiveCamera = Camera & { lng: number; lat: number }

/** Somebody in whose name rows are read for all who have the same rights. */
export type Holder = { actor: string; rightsKey: string }

/** Rows as the holder sees them; undefined where the holder's rights are not these: what one sees must not reach the others. One statement, so that both are of one moment. */
async function asHolder<Row extends object>(sql: Sql, { actor, rightsKey }: Holder, build: (tx: Transaction) => unknown): Promise<Row[] | undefined> {
  const rows = await asActorQuery<(Row & { heldKey: string; found: true | null })[]>(sql, actor, (tx) => tx`
    select held.held_key, r.* from (select actor_rights_key() as held_key) held left join lateral (select true as found, wanted.* from (${build(tx) as Fragment}) wanted) r on true`)
  if (rows[0]?.heldKey !== rightsKey) return undefined
  return rows.flatMap(({ heldKey, found, ...row }) => (heldKey && found ? [row as unknown as Row] : []))
}

export const incidentsByIds = (sql: Sql, holder: Holder, ids: string[]) =>
  asHolder<BoardRow>(sql, holder, (tx) => tx`select ${incidentFields(tx)}, ${anchorOf(tx)}, ${shapeOf(tx)}, ${handlerOf(tx)} from incident i where i.id = any(${ids}::uuid[])`)

export const camerasByIds = (sql: Sql, holder: Holder, ids: string[]) =>
  asHolder<LiveCamera>(sql, holder, (tx) => tx`select ${cameraFields(tx)}, st_x(c.geom) as lng, st_y(c.geom) as lat from camera c where c.id = any(${ids}::integer[])`)

export const alarmsByIds = (sql: Sql, holder: Holder, ids: string[]) => asHolder<Alarm>(sql, holder, (tx) => tx`${alarmSelect(tx)} where a.id = any(${ids}::bigint[])`)

export const hotspotsByIds = (sql: Sql, holder: Holder, ids: string[]) => asHolder<Hotspot>(sql, holder, (tx) => tx`select ${hotspotFields(tx)} from hotspot h where h.id = any(${ids}::uuid[])`)

export const zonePlansByIds = (sql: Sql, holder: Holder, ids: string[]) => asHolder<ZonePlan>(sql, holder, (tx) => tx`select ${planFields(tx)} from zone_plan p where p.id = any(${ids}::uuid[])`)

/** Of a wall only which it was: whoever looks at it reads all of it again. */
export const mapWallsByIds = (sql: Sql, holder: Holder, ids: string[]) => asHolder<{ id: string; retired: boolean }>(sql, holder, (tx) => tx`select w.id, w.retired_at is not null as retired from map_wall w where w.id = any(${ids}::uuid[])`)

/** The areas the holder may read: a change elsewhere is not the holder's, and ids that are gone are told only to those who could see them. */
export async function readableAreas(sql: Sql, holder: Holder): Promise<Set<number> | undefined> {
  const rows = await asHolder<{ id: number }>(sql, holder, (tx) => tx`select a.id from actor_areas('read') as a(id)`)
  return rows && new Set(rows.map(({ id }) => id))
}

/** `receivedAt` is the cursor; a transaction may commit later than its clock says, so callers ask from a little before. */
export const positionRows = (tx: Asker, after: string) =>
  tx<(LivePosition & { receivedAt: string })[]>`select p.team_id, p.area_id, t.call_sign, p.at, (p.x + 0.5) / 2147483648 * 360 - 180 as lng,
      degrees(atan(sinh(pi() * (1 - 2 * (p.y + 0.5) / 2147483648)))) as lat, p.speed_cm_s / 100.0 as speed_meters_per_second, p.received_at
    from live_position p join team t on t.id = p.team_id
    where p.received_at > ${after}::timestamptz order by p.received_at`

export const livePositionsAfter = (sql: Sql, holder: Holder, after: string) => asHolder<LivePosition & { receivedAt: string }>(sql, holder, (tx) => positionRows(tx, after))
