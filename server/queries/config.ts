import type { Category } from '../../geodata/model/incident.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import { asActor, asActorQuery, asOwnerQuery, type Sql } from '../database.ts'

export type Counts = Record<'areas' | 'zones' | 'cameras' | 'incidents' | 'buildings' | 'streets' | 'places' | 'teams', number>
type Extent = { west: number | null; south: number | null; east: number | null; north: number | null }

/** What the first screen needs: where the data is, what it is called, how much there is. */
export function describeData(sql: Sql, actor: string) {
  return asActor(sql, actor, async (tx) => {
    const [[extent], [root], [counts], [span], sources, named] = await Promise.all([
      tx<Extent[]>`select st_xmin(b) as west, st_ymin(b) as south, st_xmax(b) as east, st_ymax(b) as north from (
        select coalesce((select st_extent(geom) from zone), (select st_extent(geom) from area), (select st_extent(geom) from street)) as b) e`,
      tx<{ nameZh: string; nameEn: string; timeZone: string }[]>`select name_zh, name_en, time_zone from area where valid_to is null
        order by array_position(array['city', 'district', 'subdistrict', 'community'], level), id limit 1`,
      tx<Counts[]>`select (select count(*) from area) as areas, (select count(*) from zone) as zones, (select count(*) from camera) as cameras,
        (select count(*) from incident) as incidents, (select count(*) from building) as buildings, (select count(*) from street) as streets,
        (select count(*) from place) as places, (select count(*) from team) as teams`,
      tx<{ from: string | null; to: string | null }[]>`select coalesce(min(occurred_at), (select min(day) from coverage)) as "from", coalesce(max(occurred_at), (select max(day) + 1 from coverage)) as "to" from incident`,
      tx<{ source: string }[]>`select distinct source from (select source from street union select source from building union select source from area) s order by 1`,
      tx<{ attribution: string }[]>`select attribution from import_attributions() as attribution`,
    ])
    const { west = null, south = null, east = null, north = null } = extent ?? {}
    const bounds: Bbox | null = west === null || south === null || east === null || north === null ? null : [west, south, east, north]
    return { bounds, root, counts, dataSpan: span?.from && span.to ? { from: span.from, to: span.to } : null, sources: sources.map(({ source }) => source), named: named.map(({ attribution }) => attribution) }
  })
}

export type CategoryRow = Omit<Category, 'group'> & { groupZh: string; groupEn: string }

export const categories = (sql: Sql, actor: string) =>
  asActorQuery<CategoryRow[]>(sql, actor, (tx) => tx`select id, scheme, code, group_zh, group_en, name_zh, name_en, severity, voice from category order by scheme, code`)

export async function appliedMigrations(sql: Sql): Promise<number> {
  const [row] = await asOwnerQuery(sql, (tx) => tx<{ count: number }[]>`select count(*) from meta.migration`)
  return row?.count ?? 0
}
