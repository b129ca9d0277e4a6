import type { PatrolRoute } from '../../geodata/model/patrolPlan.ts'
import type { Transaction } from '../database.ts'
import type { Fragment } from './fields.ts'

/** A moment inside of jsonb as the rest of the answers write moments. */
export const iso = (tx: Transaction, moment: Fragment) => tx`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** Routes `r` as the actor sees them, by call sign. */
export const patrolRoutes = async (tx: Transaction, which: Fragment): Promise<PatrolRoute[]> => (await tx<{ route: PatrolRoute }[]>`
  select jsonb_build_object('id', r.id, 'teamId', r.team_id, 'startsAt', ${iso(tx, tx`r.starts_at`)}, 'endsAt', ${iso(tx, tx`r.ends_at`)}, 'meters', r.meters, 'line', st_asgeojson(r.geom, 7, 0)::jsonb -> 'coordinates', 'stops',
    coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'name', s.name, 'hotspot', case when s.kind = 'hotspot' then s.question_index end, 'checkpoint', case when s.kind = 'checkpoint' then s.question_index end,
      'hotspotId', s.hotspot_id, 'checkpointId', s.checkpoint_id, 'place', jsonb_build_array(st_x(s.geom), st_y(s.geom)), 'arrivesAt', ${iso(tx, tx`s.arrives_at`)}, 'leavesAt', ${iso(tx, tx`s.leaves_at`)}, 'locked', s.locked) order by s.ordinal)
      from patrol_stop s where s.route_id = r.id), '[]')) as route
  from patrol_route r join team t on t.id = r.team_id where ${which} order by t.call_sign, r.id`).map(({ route }) => route)
