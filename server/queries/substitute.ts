import type { LngLat } from '../../geodata/model/geometry.ts'
import type { Vehicle } from '../../geodata/model/patrolPlan.ts'
import type { Roster } from '../../geodata/model/roster.ts'
import { type Substitute, substitutesFor } from '../../geodata/roster/substitutes.ts'
import { asActor, type Sql } from '../database.ts'
import { positionRows } from './liveRows.ts'
import { rosterOf } from './roster.ts'

type Row = { teamId: number; areaId: number; from: string; to: string; kind: 'staff' | 'volunteer' | null; vehicle: Vehicle | null; lng: number | null; lat: number | null; home: number }

/** Who could take a shift over: teams of the area of the need or the team, and of those above it that the actor plans for. Undefined: not there, or not for this actor. */
export async function substitutesOf(sql: Sql, actor: string, shiftId: number): Promise<Substitute[] | undefined> {
  const found = await asActor(sql, actor, async (tx) => {
    const [row] = await tx<Row[]>`
      select s.team_id, s.area_id, lower(s.during) as "from", upper(s.during) as "to", n.kind, n.vehicle, st_x(coalesce(p.geom, o.geom, h.geom)) as lng, st_y(coalesce(p.geom, o.geom, h.geom)) as lat,
        (with recursive up(id, parent_id, depth) as (select a.id, a.parent_id, 0 from area a where a.id = coalesce(n.area_id, s.area_id) union all select a.id, a.parent_id, up.depth + 1 from area a join up on a.id = up.parent_id)
          select up.id from up where up.id in (select actor_areas('patrol')) order by up.depth desc limit 1) as home
      from shift s join team t on t.id = s.team_id left join shift_need n on n.id = s.need_id left join event_post p on p.id = n.event_post_id left join patrol_station o on o.id = n.station_id left join patrol_station h on h.id = t.station_id
      where s.id = ${shiftId} and s.area_id in (select actor_areas('patrol'))`
    return row && { row, seen: await positionRows(tx, new Date(Date.now() - 900_000).toISOString()) }
  })
  if (!found) return undefined
  const { row, seen } = found
  const roster: Roster | undefined = await rosterOf(sql, actor, row.home, row)
  if (!roster) return undefined
  const begun = Date.parse(row.from) <= Date.now()
  const places = new Map(seen.map(({ teamId, lng, lat }): [number, LngLat] => [teamId, [lng, lat]]))
  return substitutesFor(roster, { ...row, place: row.lng === null || row.lat === null ? null : [row.lng, row.lat], shiftId }, begun ? places : new Map()).slice(0, 50)
}
