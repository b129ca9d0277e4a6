import type { Area } from '../../geodata/model/area.ts'
import type { Camera } from '../../geodata/model/camera.ts'
import type { Building, Place } from '../../geodata/model/ground.ts'
import type { Incident } from '../../geodata/model/incident.ts'
import type { Post, Zone } from '../../geodata/model/zone.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { buildingFields, cameraFields, incidentFields, postFields, zoneFields } from './fields.ts'

export type NearCamera = Camera & { lng: number; lat: number; distanceMeters: number }
export type NearPlace = Place & { lng: number; lat: number; distanceMeters: number }
export type AreaLink = Omit<Area, 'households'>
export type Surroundings = { zone: Zone | null; area: AreaLink[]; posts: Post[]; cameras: NearCamera[] }
export type PlaceOf = Surroundings & { building: (Building & { distanceMeters: number }) | null; recentIncidents: Incident[]; dutyStations: NearPlace[] }

const point = (tx: Transaction, lng: number, lat: number) => tx`st_setsrid(st_makepoint(${lng}, ${lat}), 4326)`

/** A box that surely holds the circle: a degree of latitude is at least 110,574 m long, one of longitude that times the cosine. */
function boxAround(tx: Transaction, lng: number, lat: number, meters: number) {
  const dLat = meters / 110_500
  const dLng = Math.min(180, dLat / Math.max(0.01, Math.cos((Math.min(89, Math.abs(lat) + dLat) * Math.PI) / 180)))
  return tx`st_makeenvelope(${lng - dLng}, ${lat - dLat}, ${lng + dLng}, ${lat + dLat}, 4326)`
}

const metersTo = (tx: Transaction, lng: number, lat: number) => tx`st_distance(geom::geography, ${point(tx, lng, lat)}::geography)`

const camerasNear = (tx: Transaction, lng: number, lat: number, meters: number, most: number) => tx<NearCamera[]>`
  select * from (select ${cameraFields(tx)}, st_x(geom) as lng, st_y(geom) as lat, ${metersTo(tx, lng, lat)} as distance_meters
    from camera c where c.geom && ${boxAround(tx, lng, lat, meters)}) near
  where distance_meters <= ${meters} order by distance_meters, id limit ${most}`

/** The area and all above it that the actor may see, smallest first. */
const areaChain = (tx: Transaction, areaId: number | null) => tx<AreaLink[]>`
  with recursive up(id, depth) as (select ${areaId}::integer, 0 union all select a.parent_id, up.depth + 1 from area a join up on a.id = up.id where a.parent_id is not null)
  select a.id, a.parent_id, a.level, a.code, a.name_zh, a.name_en from up join area a on a.id = up.id order by up.depth`

const zoneOf = (tx: Transaction, zoneId: number | null) => tx<Zone[]>`select ${zoneFields(tx)} from zone z where z.id = ${zoneId}::integer`
const postsOf = (tx: Transaction, zoneId: number | null) => tx<Post[]>`select ${postFields(tx)} from post p where p.zone_id = ${zoneId}::integer and p.valid_to is null order by p.id`

/** Who answers for an incident, and the five nearest cameras within 500 m. */
export function surroundingsOf(sql: Sql, actor: string, { id, zoneId, areaId }: Incident): Promise<Surroundings> {
  return asActor(sql, actor, async (tx) => {
    const [anchor] = await tx<{ lng: number; lat: number }[]>`select z_order_lng(z_order) as lng, z_order_lat(z_order) as lat from incident where id = ${id}`
    const { lng, lat } = anchor ?? { lng: 0, lat: 0 }
    const [zones, area, posts, cameras] = await Promise.all([zoneOf(tx, zoneId), areaChain(tx, areaId), postsOf(tx, zoneId), camerasNear(tx, lng, lat, 500, 5)])
    return { zone: zones[0] ?? null, area: [...area], posts: [...posts], cameras: [...cameras] }
  })
}

const buildingNear = (tx: Transaction, lng: number, lat: number) => tx<(Building & { distanceMeters: number })[]>`
  select * from (select ${buildingFields(tx)}, ${metersTo(tx, lng, lat)} as distance_meters from building b where b.geom && ${boxAround(tx, lng, lat, 30)}) near
  where distance_meters <= 30 order by distance_meters, id limit 1`

const recentNear = (tx: Transaction, lng: number, lat: number) => tx<Incident[]>`
  select ${incidentFields(tx)} from incident i
  where i.occurred_at > now() - interval '90 days' and i.geom && ${boxAround(tx, lng, lat, 150)} and ${metersTo(tx, lng, lat)} <= 150
  order by i.occurred_at desc, i.id limit 10`

const stationsNear = (tx: Transaction, lng: number, lat: number) => tx<NearPlace[]>`
  select p.id, p.area_id, p.kind, p.name_zh, p.name_en, p.address, p.opening_hours, st_x(geom) as lng, st_y(geom) as lat, ${metersTo(tx, lng, lat)} as distance_meters
  from place p where p.kind in ('police_post', 'patrol_station', 'service_hall', 'mediation_room') and p.geom && ${boxAround(tx, lng, lat, 5_000)}
  order by distance_meters, p.id limit 3`

/** Who answers for a place, and what is and was there. */
export function placeOf(sql: Sql, actor: string, lng: number, lat: number): Promise<PlaceOf> {
  return asActor(sql, actor, async (tx) => {
    const at = point(tx, lng, lat)
    const [home] = await tx<{ zoneId: number | null; areaId: number | null }[]>`
      select z.zone_id, coalesce(z.area_id, area_at(${at})) as area_id from (select) one left join lateral zone_at(${at}) z on true`
    const { zoneId = null, areaId = null } = home ?? {}
    const [zones, area, posts, cameras, buildings, recentIncidents, dutyStations] = await Promise.all([
      zoneOf(tx, zoneId), areaChain(tx, areaId), postsOf(tx, zoneId), camerasNear(tx, lng, lat, 200, 50), buildingNear(tx, lng, lat), recentNear(tx, lng, lat), stationsNear(tx, lng, lat),
    ])
    return { zone: zones[0] ?? null, area: [...area], posts: [...posts], cameras: [...cameras], building: buildings[0] ?? null, recentIncidents: [...recentIncidents], dutyStations: [...dutyStations] }
  })
}
