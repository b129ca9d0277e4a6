import type { MultiPolygon } from '../../geodata/model/geometry.ts'
import type { PlanBuilding, PlanGround, PlanStreet, PlanWall } from '../../geodata/model/zonePlan.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { within } from './indicatorSets.ts'

/** More make no plan that anybody could draw, and would stand in memory at once. */
export const mostPlanBuildings = 60_000
/** What lies farther from every building is of none. */
const nearMeters = 30
/** Streets and water a little beyond the border: zones may follow a centre line that runs along it. In degrees. */
const margin = 0.0005
const shops = ['market', 'shop', 'restaurant']

/** `unfit`: why there is no ground. Undefined where the area is not there or not the actor's to plan. */
export type PlanGroundFound = { ground: PlanGround } | { unfit: 'no_shape' | 'too_large' } | undefined

/** Of a building `b` in the area `a`: what stands on the border is of the side where its middle is. */
const stands = (tx: Transaction) => tx`b.geom && a.geom and st_intersects(a.geom, st_pointonsurface(b.geom))`

const buildingsOf = (tx: Transaction, areaId: number) => tx<(PlanBuilding & { lng: number; lat: number })[]>`
  with matters as (
    select building_near(st_setsrid(st_makepoint(z_order_lng(i.z_order), z_order_lat(i.z_order)), 4326), ${nearMeters}) as id, count(*) as count
    from incident i join category c on c.id = i.category_id and not c.voice
    where i.occurred_at >= now() - interval '365 days' and i.occurred_at <= now() and i.state <> 'merged' ${within(tx, tx`i.area_id`, areaId)} group by 1
  ), trade as (
    select building_near(p.geom, ${nearMeters}) as id, count(*) as count from area a join place p on p.geom && st_expand(a.geom, ${margin}) where a.id = ${areaId} and p.kind = any(${shops}::text[]) group by 1
  )
  select b.id, b.estate_id, b.zone_id, b.use, b.households, b.households_estimated as estimated, coalesce(m.count, 0) as incidents, coalesce(t.count, 0) as shops,
    st_x(st_pointonsurface(b.geom)) as lng, st_y(st_pointonsurface(b.geom)) as lat, st_asgeojson(b.geom, 7, 0)::jsonb as geometry
  from area a join building b on ${stands(tx)} left join matters m on m.id = b.id left join trade t on t.id = b.id where a.id = ${areaId} order by b.id`

const streetsOf = (tx: Transaction, areaId: number) => tx<PlanStreet[]>`
  select s.id, s.class, s.bridge, st_asgeojson(s.geom, 7, 0)::jsonb as geometry from area a join street s on s.geom && st_expand(a.geom, ${margin}) and st_dwithin(a.geom, s.geom, ${margin})
  where a.id = ${areaId} order by s.id`

const wallsOf = (tx: Transaction, areaId: number) => tx<PlanWall[]>`
  select w.id, st_asgeojson(w.geom, 7, 0)::jsonb as geometry from area a join wall w on w.geom && st_expand(a.geom, ${margin}) and st_dwithin(a.geom, w.geom, ${margin}) where a.id = ${areaId} order by w.id`

/** A river of a hundred kilometres is cut to what lies around the area. */
const waterOf = (tx: Transaction, areaId: number) => tx<{ shape: MultiPolygon }[]>`
  select st_asgeojson(st_multi(w.shape), 7, 0)::jsonb as shape from area a join ground g on g.kind = 'water' and g.geom && st_expand(a.geom, ${margin}),
    lateral (select st_collectionextract(case when g.geom @ st_expand(a.geom, ${margin}) then g.geom else st_intersection(g.geom, st_expand(st_envelope(a.geom), ${margin}), 1e-8) end, 3) as shape) w
  where a.id = ${areaId} and not st_isempty(w.shape) order by g.id`

const estatesOf = (tx: Transaction, areaId: number) => tx<PlanGround['estates'][number][]>`
  select e.id, e.name_zh, e.name_en, (select coalesce(sum(b.households), 0)::integer from building b where b.estate_id = e.id and ${stands(tx)}) as households, st_asgeojson(e.geom, 7, 0)::jsonb as geometry
  from area a join estate e on e.geom && a.geom and st_intersects(a.geom, e.geom) where a.id = ${areaId} order by e.id`

const zonesOf = (tx: Transaction, areaId: number) => tx<PlanGround['zones'][number][]>`
  select z.id, z.code, z.name_zh, z.name_en, (select coalesce(sum(b.households), 0)::integer from building b where b.zone_id = z.id) as households, st_asgeojson(z.geom, 7, 0)::jsonb as geometry
  from zone z where z.valid_to is null ${within(tx, tx`z.area_id`, areaId)} order by z.code, z.id`

export const mayPlan = (sql: Sql, actor: string, areaId: number): Promise<boolean> =>
  asActor(sql, actor, async (tx) => (await tx`select from area a where a.id = ${areaId} and a.valid_to is null and a.id in (select actor_areas('plan'))`).length > 0)

/** What plans of an area are drawn over, for those who may plan there. */
export const planGround = (sql: Sql, actor: string, areaId: number): Promise<PlanGroundFound> =>
  asActor(sql, actor, async (tx) => {
    const [found] = await tx<(Omit<PlanGround['area'], 'geometry'> & { geometry: MultiPolygon | null })[]>`
      select a.id, a.code, a.name_zh, a.name_en, st_asgeojson(a.geom, 7, 0)::jsonb as geometry from area a where a.id = ${areaId} and a.valid_to is null and a.id in (select actor_areas('plan'))`
    if (!found) return undefined
    const { geometry, ...area } = found
    if (geometry === null) return { unfit: 'no_shape' }
    const [counted] = await tx<{ many: boolean }[]>`select count(*) > ${mostPlanBuildings} as many from (select from area a join building b on ${stands(tx)} where a.id = ${areaId} limit ${mostPlanBuildings + 1}) n`
    if (counted?.many) return { unfit: 'too_large' }
    const buildings = await buildingsOf(tx, areaId)
    const ground = {
      area: { ...area, geometry }, buildings: buildings.map(({ lng, lat, ...building }): PlanBuilding => ({ ...building, at: [lng, lat] })),
      estates: [...(await estatesOf(tx, areaId))], streets: [...(await streetsOf(tx, areaId))], water: (await waterOf(tx, areaId)).map(({ shape }) => shape), walls: [...(await wallsOf(tx, areaId))], zones: [...(await zonesOf(tx, areaId))],
    }
    return { ground }
  })
