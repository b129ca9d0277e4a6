import type { MultiPolygon } from '../../geodata/model/geometry.ts'
import type { CameraPlacementQuestion, PlacementRows } from '../../geodata/model/cameraPlacement.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { within } from './indicatorSets.ts'

/** More would stand in memory at once and make no plan that anybody could judge. */
export const mostPlacementBuildings = 60_000
const mostIncidents = 200_000
/** A proposal thins its mounts long before. */
const mostLights = 50_000
/** Buildings and cameras beyond the border that may stand in the way or look in: a little more than the longest range. In degrees. */
const margin = 0.004

/** `unfit`: why there is no ground. Undefined where the area or zone is not there or not the actor's to plan. */
export type PlacementRowsFound = { rows: PlacementRows } | { unfit: 'no_shape' | 'too_large' } | undefined

type Near = { areaId: number; shape: string }
const around = (tx: Transaction, { shape }: Near) => tx`st_expand(st_setsrid(st_geomfromgeojson(${shape}), 4326), ${margin})`
const ground = (tx: Transaction, { shape }: Near) => tx`st_setsrid(st_geomfromgeojson(${shape}), 4326)`

const lightsOf = async (tx: Transaction, near: Near) => (await tx<{ lng: number; lat: number }[]>`
  select st_x(p.geom) as lng, st_y(p.geom) as lat from place p where p.kind = 'street_light' and p.geom && ${ground(tx, near)} and st_intersects(p.geom, ${ground(tx, near)}) order by p.id limit ${mostLights}`).map(({ lng, lat }): [number, number] => [lng, lat])

const shapesOf = async (tx: Transaction, near: Near) => ({
  buildings: [...(await tx<PlacementRows['buildings']>`select b.use = 'residential' or b.households > 0 as homes, st_asgeojson(b.geom, 7, 0)::jsonb as geometry from building b where b.geom && ${around(tx, near)} order by b.id`)],
  estates: [...(await tx<PlacementRows['estates']>`select st_asgeojson(e.geom, 7, 0)::jsonb as geometry from estate e where e.geom && ${ground(tx, near)} order by e.id`)],
  // A river of a hundred kilometres is cut to what lies around.
  water: [...(await tx<PlacementRows['water']>`select st_asgeojson(st_multi(st_collectionextract(st_intersection(g.geom, ${around(tx, near)}, 1e-8), 3)), 7, 0)::jsonb as geometry from ground g where g.kind = 'water' and g.geom && ${ground(tx, near)} order by g.id`)],
  streets: (await tx<{ shape: { coordinates: [number, number][] } }[]>`select st_asgeojson(s.geom, 7, 0)::jsonb as shape from street s where s.geom && ${ground(tx, near)} and s.class not in ('rail', 'motorway', 'steps') order by s.id`).map(({ shape }) => ({ coordinates: shape.coordinates })),
  lights: await lightsOf(tx, near),
})

const camerasOf = async (tx: Transaction, near: Near) => {
  const [counted] = await tx<{ kept: number; due: number }[]>`select count(*)::integer as kept, count(*) filter (where not exists (select from camera_sight s where s.camera_id = c.id))::integer as due
    from camera c where c.state <> 'planned' and c.geom && ${around(tx, near)} and st_intersects(c.geom, ${around(tx, near)})`
  return {
    camerasKept: counted?.kept ?? 0, camerasDue: counted?.due ?? 0,
    views: [...(await tx<PlacementRows['views']>`select v.always, st_asgeojson(v.geom, 7, 0)::jsonb as geometry from camera_view v join camera c on c.id = v.camera_id and c.state <> 'planned' where v.band = 'detect' and v.geom && ${ground(tx, near)} order by v.camera_id`)],
    planned: [...(await tx<PlacementRows['planned']>`select c.kind, c.azimuth_deg as azimuth_degrees, c.field_of_view_deg as field_of_view_degrees, c.range_m as range_meters, c.pixels, st_x(c.geom) as lng, st_y(c.geom) as lat
      from camera c where c.state = 'planned' and c.geom && ${around(tx, near)} order by c.id`)],
  }
}

type Asked = Pick<CameraPlacementQuestion, 'days' | 'hoursOfWeek' | 'areaId'>

/** Voices are no matter of cameras: they are left out here, whatever is asked. */
const incidentsOf = async (tx: Transaction, near: Near, { days, hoursOfWeek }: Asked) => (await tx<{ lng: number; lat: number }[]>`
  select st_x(p.at) as lng, st_y(p.at) as lat from incident i join category c on c.id = i.category_id and not c.voice join area a on a.id = i.area_id, lateral (select st_pointonsurface(i.geom) as at) p
  where i.geom && ${ground(tx, near)} and st_intersects(p.at, ${ground(tx, near)}) and i.occurred_at >= now() - make_interval(days => ${days}) and i.occurred_at <= now() and i.state <> 'merged'
    ${hoursOfWeek ? tx`and i.occurred_precision in ('minute', 'hour') and (extract(isodow from i.occurred_at at time zone a.time_zone)::integer - 1) * 24 + extract(hour from i.occurred_at at time zone a.time_zone)::integer = any(${hoursOfWeek}::integer[])` : tx``}
  order by i.id limit ${mostIncidents}`).map(({ lng, lat }): [number, number] => [lng, lat])

const visitedOf = async (tx: Transaction, { days, hoursOfWeek, areaId }: Asked) => ((await tx<object[]>`
  select z_order_lng((c.cell << 22) + (3::bigint << 20)), z_order_lat((c.cell << 22) + (3::bigint << 20)) from coverage c
  where c.day >= current_date - ${days}::integer ${hoursOfWeek ? tx`and (extract(isodow from c.day)::integer - 1) * 24 + c.hour = any(${hoursOfWeek}::integer[])` : tx``} ${within(tx, tx`c.area_id`, areaId)}
  group by c.cell`.values()) as unknown as [number, number][]).map(([lng, lat]): [number, number] => [lng, lat])

/** The ground that is asked about; undefined where it is not there or not the actor's to plan. */
async function shapeOf(tx: Transaction, { areaId, zoneId }: Pick<CameraPlacementQuestion, 'areaId' | 'zoneId'>): Promise<{ shape: MultiPolygon | null } | undefined> {
  const [area] = await tx<{ shape: MultiPolygon | null }[]>`select st_asgeojson(st_multi(a.geom), 7, 0)::jsonb as shape from area a where a.id = ${areaId} and a.valid_to is null and a.id in (select actor_areas('plan'))`
  if (!area || zoneId === null) return area
  const [zone] = await tx<{ shape: MultiPolygon }[]>`select st_asgeojson(st_multi(z.geom), 7, 0)::jsonb as shape from zone z where z.id = ${zoneId} and z.valid_to is null ${within(tx, tx`z.area_id`, areaId)}`
  return zone
}

export const mayPlace = (sql: Sql, actor: string, asked: Pick<CameraPlacementQuestion, 'areaId' | 'zoneId'>): Promise<boolean> => asActor(sql, actor, async (tx) => (await shapeOf(tx, asked)) !== undefined)

/** Street lights of the ground; undefined where it is not there or not the actor's to plan. */
export const streetLights = (sql: Sql, actor: string, asked: Pick<CameraPlacementQuestion, 'areaId' | 'zoneId'>): Promise<[number, number][] | undefined> =>
  asActor(sql, actor, async (tx) => {
    const found = await shapeOf(tx, asked)
    return found?.shape ? lightsOf(tx, { areaId: asked.areaId, shape: JSON.stringify(found.shape) }) : found && []
  })

/** What cameras are placed over, for those who may plan there. */
export const placementRows = (sql: Sql, actor: string, question: CameraPlacementQuestion): Promise<PlacementRowsFound> =>
  asActor(sql, actor, async (tx) => {
    const found = await shapeOf(tx, question)
    if (!found) return undefined
    if (found.shape === null) return { unfit: 'no_shape' }
    const near = { areaId: question.areaId, shape: JSON.stringify(found.shape) }
    const [counted] = await tx<{ many: boolean }[]>`select count(*) > ${mostPlacementBuildings} as many from (select from building b where b.geom && ${around(tx, near)} limit ${mostPlacementBuildings + 1}) n`
    if (counted?.many) return { unfit: 'too_large' }
    return {
      rows: {
        shape: found.shape, ...(await shapesOf(tx, near)), ...(await camerasOf(tx, near)),
        incidents: question.weights.incidents > 0 ? await incidentsOf(tx, near, question) : [], visited: question.weights.unvisited > 0 ? await visitedOf(tx, question) : [],
      },
    }
  })
