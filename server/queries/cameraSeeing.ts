import { rankSightings } from '../../geodata/camera/seeing.ts'
import type { CameraSeeing, CamerasSeeing } from '../../geodata/model/cameraSighting.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import type { Fragment } from './fields.ts'

/** More nobody looks through; they are the best of all that see it. */
const mostSightings = 200

type SeenBy = Omit<CameraSeeing, 'place' | 'target' | 'due'> & { lng: number; lat: number; target: { coordinates: LngLat } }

/**
 * Cameras of the actor's areas whose kept views meet the shape. Of lines and areas the nearest part that is seen is told, and how much of them is. `shape` is asked once before the views are,
 * so that their index is used.
 */
const seenBy = (tx: Transaction, shape: Fragment) => tx<SeenBy[]>`
  with seen as (
    select v.camera_id, bool_or(v.band = 'observe') as observed, bool_or(v.always) as always, st_union(v.geom) as ground
    from camera_view v where v.geom && ${shape} and st_intersects(v.geom, ${shape}) group by v.camera_id
  ), part as (
    select seen.*, case when st_geometrytype(${shape}) = 'ST_Point' then ${shape} else st_intersection(seen.ground, ${shape}) end as geom from seen
  )
  select c.id, c.area_id, c.code, c.name, c.kind, c.state, c.state_since, c.azimuth_deg as azimuth_degrees, c.field_of_view_deg as field_of_view_degrees, c.height_m as height_meters, c.pixels,
    st_x(c.geom) as lng, st_y(c.geom) as lat, st_asgeojson(st_closestpoint(part.geom, c.geom), 7, 0)::jsonb as target,
    case when part.observed then 'observe' else 'detect' end as band, part.always, coalesce(s.assumed, '{}') as assumed,
    case st_dimension(${shape}) when 1 then st_length(part.geom::geography) / nullif(st_length(${shape}::geography), 0) when 2 then st_area(part.geom::geography) / nullif(st_area(${shape}::geography), 0) end as share
  from part join camera c on c.id = part.camera_id left join camera_sight s on s.camera_id = c.id`

async function camerasSeeing(tx: Transaction, shape: Fragment): Promise<CamerasSeeing> {
  const rows = await seenBy(tx, shape)
  const due = new Set((await tx<{ id: number }[]>`select d.id from cameras_due_about(${shape}, ${rows.map(({ id }) => id)}::integer[]) as d(id)`).map(({ id }) => id))
  const sightings = rankSightings(rows.map(({ lng, lat, target, ...row }) => ({ ...row, place: [lng, lat], target: target.coordinates, due: due.has(row.id) })))
  const seeing = new Set(rows.map(({ id }) => id))
  return { sightings: sightings.slice(0, mostSightings), count: sightings.length, dueNear: [...due].filter((id) => !seeing.has(id)).length }
}

export const camerasSeeingPoint = (sql: Sql, actor: string, lng: number, lat: number): Promise<CamerasSeeing> =>
  asActor(sql, actor, (tx) => camerasSeeing(tx, tx`st_setsrid(st_makepoint(${lng}::float8, ${lat}::float8), 4326)`))

/** Undefined where the actor sees no such incident. */
export const camerasSeeingIncident = (sql: Sql, actor: string, id: string): Promise<CamerasSeeing | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [found] = await tx<{ shape: string }[]>`select encode(st_asewkb(i.geom), 'hex') as shape from incident i where i.id = ${id}`
    return found && camerasSeeing(tx, tx`${found.shape}::text::geometry`)
  })
