import type { LineString, MultiPolygon } from '../../geodata/model/geometry.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { onDaysOf } from './coverageDays.ts'
import { hidesSmall, within } from './indicatorSets.ts'
import type { Span } from './incident.ts'

export type Named = { id: string; nameZh: string; nameEn: string }
export type GroundAreas = { named: Named[]; polygons: MultiPolygon[]; households: number[] }
export type AnalysisGround = {
  /** False where the area that was asked for is not the actor's. */
  known: boolean
  timeZone: string
  hidesSmall: boolean
  /** Of the first and the newest incident that the actor sees. */
  dataSpan: Span | null
  /** The lowest areas with a shape: where events could have been seen. */
  studyArea: MultiPolygon[]
  /** Zones, or where there are none the lowest areas. */
  areas: GroundAreas | null
  streets: { named: Named[]; lines: LineString['coordinates'][] } | null
}
export type Wanted = { areaId: number | null; areas: boolean; streets: boolean }

/** More make no map of a city and would stand in memory at once. */
export const mostStreets = 200_000

const lowest = (tx: Transaction, areaId: number | null) => tx`area a where a.geom is not null and a.valid_to is null ${within(tx, tx`a.id`, areaId ?? undefined)}
  and not exists (select from area below where below.parent_id = a.id and below.geom is not null and below.valid_to is null)`

type Shaped = Named & { households: number; shape: MultiPolygon }

async function areasOf(tx: Transaction, areaId: number | null): Promise<GroundAreas> {
  const zones = await tx<Shaped[]>`
    select z.code as id, z.name_zh, z.name_en, coalesce((select sum(b.households) from building b where b.zone_id = z.id), 0)::integer as households, st_asgeojson(z.geom, 7, 0)::jsonb as shape
    from zone z where z.valid_to is null ${within(tx, tx`z.area_id`, areaId ?? undefined)} order by z.code, z.id`
  const rows = zones.length ? zones : await tx<Shaped[]>`
    select a.code as id, a.name_zh, a.name_en, coalesce((select sum(b.households) from building b where b.area_id = a.id), 0)::integer as households, st_asgeojson(a.geom, 7, 0)::jsonb as shape
    from ${lowest(tx, areaId)} order by a.code, a.id`
  return { named: rows.map(({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn })), polygons: rows.map(({ shape }) => shape), households: rows.map(({ households }) => households) }
}

/** Streets are open to all; those that touch the study area are of it. Rails are no streets. */
async function streetsOf(tx: Transaction, areaId: number | null): Promise<AnalysisGround['streets']> {
  const rows = await tx<(Named & { shape: LineString })[]>`
    select s.id::text as id, s.name_zh, s.name_en, st_asgeojson(s.geom, 7, 0)::jsonb as shape from street s
    where s.class <> 'rail' and exists (select from ${lowest(tx, areaId)} and a.geom && s.geom and st_intersects(a.geom, s.geom)) order by s.id limit ${mostStreets + 1}`
  return { named: rows.map(({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn })), lines: rows.map(({ shape }) => shape.coordinates) }
}

/** What stands on the ground of a question, as the actor sees it. */
export const analysisGround = (sql: Sql, actor: string, { areaId, areas, streets }: Wanted): Promise<AnalysisGround> =>
  asActor(sql, actor, async (tx) => {
    const [asked] = areaId === null ? [{}] : await tx`select id from area where id = ${areaId}::integer`
    const [root] = await tx<{ timeZone: string }[]>`select time_zone from area where valid_to is null order by array_position(array['city', 'district', 'subdistrict', 'community'], level), id limit 1`
    const [span] = await tx<{ from: string | null; to: string | null }[]>`select (select min(occurred_at) from incident) as "from", (select max(occurred_at) from incident where occurred_at <= now()) as "to"`
    const study = await tx<{ shape: MultiPolygon }[]>`select st_asgeojson(a.geom, 7, 0)::jsonb as shape from ${lowest(tx, areaId)} order by a.id`
    return {
      known: asked !== undefined, timeZone: root?.timeZone ?? 'UTC', hidesSmall: await hidesSmall(tx), dataSpan: span?.from && span.to ? { from: span.from, to: span.to } : null,
      studyArea: study.map(({ shape }) => shape),
      areas: areas ? await areasOf(tx, areaId) : null, streets: streets ? await streetsOf(tx, areaId) : null,
    }
  })

/** Seconds of patrol presence by cell of level 20, as the middle of the cell, over the days of a window and the hours of the week that count. */
export type Presence = { lng: number[]; lat: number[]; seconds: number[] }

export async function presenceIn(sql: Sql, actor: string, { from, to }: Span, hoursOfWeek: number[] | null, areaId: number | null): Promise<Presence> {
  const rows = await asActor(sql, actor, (tx) => tx<object[]>`
    select z_order_lng((c.cell << 22) + (3::bigint << 20)), z_order_lat((c.cell << 22) + (3::bigint << 20)), sum(c.seconds)::float8 from coverage c
    where ${onDaysOf(tx, { from, to })}
      ${hoursOfWeek ? tx`and (extract(isodow from c.day)::integer - 1) * 24 + c.hour = any(${hoursOfWeek}::integer[])` : tx``}
      ${within(tx, tx`c.area_id`, areaId ?? undefined)} group by c.cell`.values())
  const packed = rows as unknown as [number, number, number][]
  return { lng: packed.map(([lng]) => lng), lat: packed.map(([, lat]) => lat), seconds: packed.map(([, , seconds]) => seconds) }
}
