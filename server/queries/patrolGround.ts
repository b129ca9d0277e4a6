import type { Bbox } from '../../geodata/model/geometry.ts'
import type { PatrolQuestion } from '../../geodata/model/patrolPlan.ts'
import type { StreetsOfPlan } from '../../geodata/patrol/planOnStreets.ts'
import { asActor, type Sql } from '../database.ts'

export const mostPatrolStreets = 150_000

/** What of a question is not there, or not the actor's to plan with: places in its lists. */
export type PatrolUnknown = { area: boolean; teams: number[]; hotspots: number[]; checkpoints: number[] }

export const patrolUnknown = (sql: Sql, actor: string, { areaId, teams, hotspots, checkpoints }: Pick<PatrolQuestion, 'areaId' | 'teams' | 'hotspots' | 'checkpoints'>): Promise<PatrolUnknown> =>
  asActor(sql, actor, async (tx) => {
    const [area] = await tx`select from area a where a.id = ${areaId} and a.valid_to is null and a.id in (select actor_areas('patrol'))`
    const planned = await tx<{ id: number }[]>`select t.id from team t where t.id = any(${teams.map(({ teamId }) => teamId)}::integer[]) and t.area_id in (select actor_areas('patrol'))`
    const hot = await tx<{ id: string }[]>`select h.id from hotspot h where h.id = any(${hotspots.flatMap(({ hotspotId }) => hotspotId ?? [])}::uuid[]) and not names_voice(h.question)`
    const points = await tx<{ id: string }[]>`select c.id from checkpoint c where c.id = any(${checkpoints.flatMap(({ checkpointId }) => checkpointId ?? [])}::uuid[])`
    const missing = <Row>(list: readonly Row[], idOf: (row: Row) => number | string | null, found: readonly { id: number | string }[]) => {
      const ids = new Set(found.map(({ id }) => id))
      return list.flatMap((row, i) => { const id = idOf(row); return id === null || ids.has(id) ? [] : [i] })
    }
    return { area: area === undefined, teams: missing(teams, ({ teamId }) => teamId, planned), hotspots: missing(hotspots, ({ hotspotId }) => hotspotId, hot), checkpoints: missing(checkpoints, ({ checkpointId }) => checkpointId, points) }
  })

/** Streets and barriers of a box, and the minute of the week of a moment by the area's clock. More than `mostPatrolStreets` streets are not read to the end. */
export const patrolStreets = (sql: Sql, actor: string, { areaId, at, box: [west, south, east, north] }: { areaId: number; at: string; box: Bbox }): Promise<StreetsOfPlan> =>
  asActor(sql, actor, async (tx) => {
    const box = tx`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`
    const [clock] = await tx<{ minute: number }[]>`select ((extract(isodow from l.at) - 1) * 1440 + extract(hour from l.at) * 60 + extract(minute from l.at))::integer as minute from (select ${at}::timestamptz at time zone a.time_zone as at from area a where a.id = ${areaId}) l`
    const streets = await tx<StreetsOfPlan['streets'][number][]>`
      select s.id::text as id, s.class, s.oneway, s.foot, s.bicycle, s.car, s.oneway_bicycle, s.max_speed as max_speed_kmh, s.hours, s.tunnel, s.name_zh, s.name_en, st_asgeojson(s.geom, 7, 0)::jsonb -> 'coordinates' as coordinates
      from street s where s.geom && ${box} order by s.id limit ${mostPatrolStreets + 1}`
    const barriers = await tx<StreetsOfPlan['barriers'][number][]>`select b.id::text as id, b.kind, b.foot, b.bicycle, b.car, b.hours, jsonb_build_array(st_x(b.geom), st_y(b.geom)) as place from street_barrier b where b.geom && ${box} order by b.id`
    return { streets: [...streets], barriers: [...barriers], at: clock?.minute }
  })
