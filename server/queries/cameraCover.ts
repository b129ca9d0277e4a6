import type { CameraBand, CameraState } from '../../geodata/model/camera.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { within } from './indicatorSets.ts'

/** More would be read and held in memory at once. */
export const mostCoverBuildings = 80_000

type Shape = { type: string; coordinates: unknown }
export type CoverRows = {
  /** Of one area, if it has an outline. */
  area: Shape | null
  zones: { zoneId: number; geometry: Shape }[]
  estates: { estateId: number; nameZh: string; nameEn: string; at: [number, number]; geometry: Shape }[]
  streets: { nameZh: string; nameEn: string; class: string; at: [number, number]; geometry: { coordinates: number[][] } }[]
  buildings: Shape[]
  water: Shape[]
  /** All estates around, by which shared ground is told apart. */
  homes: Shape[]
  views: { band: CameraBand; always: boolean; state: CameraState; geometry: Shape }[]
  due: number
}
/** Undefined where the area is not there or not the actor's. */
export type CoverFound = { rows: CoverRows } | 'too_large' | undefined

/** In degrees: borders run along the middle of streets, which belong to both sides then. */
const besides = 0.0001

const zonesIn = (tx: Transaction, areaId: number | undefined) => tx`zone z where z.valid_to is null ${within(tx, tx`z.area_id`, areaId)}`

/** All the ground that is asked about. */
const groundOf = (tx: Transaction, areaId: number | undefined) => tx`(select z.geom from ${zonesIn(tx, areaId)} ${areaId === undefined ? tx`` : tx`union all select a.geom from area a where a.id = ${areaId} and a.geom is not null`}) z`

/** Shapes of a table that lie around it, each once. */
const around = async (tx: Transaction, areaId: number | undefined, table: 'building' | 'ground' | 'estate', most?: number): Promise<Shape[]> => {
  const only = table === 'ground' ? tx`and g.kind = 'water'` : tx``
  const rows = await tx<{ geometry: Shape }[]>`select st_asgeojson(s.geom, 8, 0)::jsonb as geometry from ${tx(table)} s where s.id in (select g.id from ${groundOf(tx, areaId)} join ${tx(table)} g on g.geom && z.geom ${only}) ${most === undefined ? tx`` : tx`limit ${most + 1}`}`
  return rows.map(({ geometry }) => geometry)
}

const estatesOf = async (tx: Transaction, areaId: number): Promise<CoverRows['estates']> =>
  (await tx<(CoverRows['estates'][number] & { lng: number; lat: number })[]>`
    select e.id as estate_id, e.name_zh, e.name_en, st_x(p) as lng, st_y(p) as lat, st_asgeojson(e.geom, 8, 0)::jsonb as geometry
    from area a join estate e on e.geom && a.geom, lateral st_pointonsurface(e.geom) p where a.id = ${areaId} and st_intersects(a.geom, p) order by e.name_zh, e.id`).map(({ lng, lat, ...estate }) => ({ ...estate, at: [lng, lat] }))

const streetsOf = async (tx: Transaction, areaId: number): Promise<CoverRows['streets']> =>
  (await tx<(CoverRows['streets'][number] & { lng: number; lat: number })[]>`
    select s.name_zh, s.name_en, s.class, st_x(p) as lng, st_y(p) as lat, st_asgeojson(s.geom, 8, 0)::jsonb as geometry
    from area a join street s on s.geom && st_expand(a.geom, ${besides}), lateral st_lineinterpolatepoint(s.geom, 0.5) p
    where a.id = ${areaId} and s.class <> 'rail' and st_dwithin(a.geom, p, ${besides}) order by s.name_zh, s.id`).map(({ lng, lat, ...street }) => ({ ...street, at: [lng, lat] }))

/** What lies on the ground of zones, and what cameras the actor reads see of it; of one area also its estates and streets. */
export const coverRows = (sql: Sql, actor: string, areaId: number | undefined): Promise<CoverFound> =>
  asActor(sql, actor, async (tx) => {
    const [area] = areaId === undefined ? [] : await tx<{ geometry: Shape | null }[]>`select st_asgeojson(a.geom, 8, 0)::jsonb as geometry from area a where a.id = ${areaId} and a.valid_to is null and a.id in (select actor_areas('read'))`
    if (areaId !== undefined && !area) return undefined
    const zones = await tx<CoverRows['zones']>`select z.id as zone_id, st_asgeojson(z.geom, 8, 0)::jsonb as geometry from ${zonesIn(tx, areaId)} order by z.id`
    const buildings = await around(tx, areaId, 'building', mostCoverBuildings)
    if (buildings.length > mostCoverBuildings) return 'too_large'
    const [water, homes] = [await around(tx, areaId, 'ground'), await around(tx, areaId, 'estate')]
    // A street or an estate on the border is seen by cameras beyond it.
    const views = await tx<CoverRows['views']>`
      with cover as materialized (select st_expand(st_extent(z.geom), ${besides * 10})::geometry as box from ${groundOf(tx, areaId)})
      select v.band, v.always, c.state, st_asgeojson(v.geom, 8, 0)::jsonb as geometry from cover, camera_view v join camera c on c.id = v.camera_id where v.geom && st_setsrid(cover.box, 4326)`
    const [due] = await tx<{ count: number }[]>`select count(*)::integer as count from camera_due d where true ${within(tx, tx`d.area_id`, areaId)}`
    const rows = { area: area?.geometry ?? null, zones: [...zones], estates: areaId === undefined ? [] : await estatesOf(tx, areaId), streets: areaId === undefined ? [] : await streetsOf(tx, areaId), buildings, water, homes, views: [...views], due: due?.count ?? 0 }
    return { rows }
  })
