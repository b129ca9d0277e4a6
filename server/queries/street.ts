import type { StreetBarrier, StreetLine } from '../../geodata/graph/street.ts'
import type { Bbox, LngLat } from '../../geodata/model/geometry.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'

/** More would be held in memory and searched at once. */
export const mostStreets = 60_000

export type StreetRows = { streets: StreetLine[]; barriers: StreetBarrier[] }

const boxOf = (tx: Transaction, [west, south, east, north]: Bbox) => tx`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`

/** Streets that come into a box, whole, and what stands in their way; undefined where there are too many. */
export const streetsIn = (sql: Sql, actor: string, box: Bbox): Promise<StreetRows | undefined> =>
  asActor(sql, actor, async (tx) => {
    const rows = await tx<(Omit<StreetLine, 'coordinates'> & { line: string })[]>`
      select id::text, class, name_zh, name_en, oneway, oneway_bicycle, foot, bicycle, car, max_speed as max_speed_kmh, hours, tunnel, st_asgeojson(geom, 8, 0) as line
      from street where geom && ${boxOf(tx, box)} and class <> 'rail' order by id limit ${mostStreets + 1}`
    if (rows.length > mostStreets) return undefined
    const barriers = await tx<(Omit<StreetBarrier, 'place'> & { lng: number; lat: number })[]>`
      select id::text, kind, foot, bicycle, car, hours, st_x(geom) as lng, st_y(geom) as lat from street_barrier where geom && ${boxOf(tx, box)} order by id`
    return {
      streets: rows.map(({ line, onewayBicycle, maxSpeedKmh, ...street }) => ({ ...street, onewayBicycle, maxSpeedKmh, coordinates: (JSON.parse(line) as { coordinates: LngLat[] }).coordinates })),
      barriers: barriers.map(({ lng, lat, ...barrier }) => ({ ...barrier, place: [lng, lat] as const })),
    }
  })

/** The clock by which gates are open at a place: of the smallest area there, or else of the whole. */
export const timeZoneAt = (sql: Sql, actor: string, [lng, lat]: LngLat): Promise<string> =>
  asActor(sql, actor, async (tx) => {
    const [row] = await tx<{ timeZone: string }[]>`
      select coalesce((select time_zone from area where id = area_at(st_setsrid(st_makepoint(${lng}, ${lat}), 4326))),
        (select time_zone from area where valid_to is null order by array_position(array['city', 'district', 'subdistrict', 'community'], level), id limit 1), 'UTC') as time_zone`
    return row!.timeZone
  })

/** The box of an area's outline, of all its parts where it has none of its own; undefined where it is not there or not the actor's. */
export const areaBox = (sql: Sql, actor: string, areaId: number): Promise<Bbox | null | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [known] = await tx`select from area where id = ${areaId} and valid_to is null and id in (select actor_areas('read'))`
    if (!known) return undefined
    const [row] = await tx<{ west: number | null; south: number; east: number; north: number }[]>`
      select st_xmin(e) as west, st_ymin(e) as south, st_xmax(e) as east, st_ymax(e) as north
      from (select st_extent(geom) as e from area where id in (select areas_below(${areaId})) and valid_to is null and geom is not null) box`
    return row && row.west !== null ? [row.west, row.south, row.east, row.north] : null
  })
