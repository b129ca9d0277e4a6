import { asActorQuery, type Sql } from '../database.ts'
import type { Span } from './incident.ts'

/** What leaves the deployment of an incident: where, when, what kind, in which state. No words that somebody wrote, and no contact. */
export type ExportedIncident = {
  id: string
  number: string
  occurredAt: string
  longitude: number
  latitude: number
  categoryCode: string
  categoryZh: string
  categoryEn: string
  severity: number
  state: string
  provenance: string
  channel: string
  areaCode: string
  zoneCode: string | null
}

/** A page in order of time, places to seven digits as in every other export; `after` is the last row of the page before. */
export async function exportPage(sql: Sql, actor: string, { from, to }: Span, after: Pick<ExportedIncident, 'occurredAt' | 'id'> | null, limit: number): Promise<ExportedIncident[]> {
  return [...(await asActorQuery<ExportedIncident[]>(sql, actor, (tx) => tx`
    select i.id, i.number, i.occurred_at, round((case geometrytype(i.geom) when 'POINT' then st_x(i.geom) else z_order_lng(i.z_order) end)::numeric, 7)::float8 as longitude,
      round((case geometrytype(i.geom) when 'POINT' then st_y(i.geom) else z_order_lat(i.z_order) end)::numeric, 7)::float8 as latitude, c.code as category_code, c.name_zh as category_zh, c.name_en as category_en,
      i.severity, i.state, i.provenance, i.channel, a.code as area_code, z.code as zone_code
    from incident i join category c on c.id = i.category_id join area a on a.id = i.area_id left join zone z on z.id = i.zone_id
    where i.occurred_at >= ${from}::timestamptz and i.occurred_at < ${to}::timestamptz and i.area_id in (select actor_areas('export'))
      ${after ? tx`and (i.occurred_at, i.id) > (${after.occurredAt}::timestamptz, ${after.id}::uuid)` : tx``}
    order by i.occurred_at, i.id limit ${limit}`))]
}
