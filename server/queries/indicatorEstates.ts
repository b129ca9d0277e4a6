import { zOrderOfBBox } from '../../geodata/geometry/zOrder.ts'
import type { Bbox } from '../../geodata/model/geometry.ts'
import type { CountedEstate } from '../../geodata/model/indicator.ts'
import type { Transaction } from '../database.ts'
import { type IndicatorScope, during, within } from './indicatorSets.ts'
import { incidentsAt } from './past.ts'

type Place = Omit<CountedEstate, 'zero'> & { west: number; south: number; east: number; north: number }

/**
 * Estates of the actor's areas, and whether nothing of the chosen categories happened there in the period. An estate elsewhere would
 * look free of incidents to whoever may not see them. Somebody's voice never counts.
 */
export async function estatesIn(tx: Transaction, { at, categoryIds, areaId }: IndicatorScope, span: { from: string; to: string }): Promise<CountedEstate[]> {
  const places = await tx<Place[]>`
    select e.id, e.area_id, e.name_zh, e.name_en, st_x(e.inside) as lng, st_y(e.inside) as lat, st_xmin(e.geom) as west, st_ymin(e.geom) as south, st_xmax(e.geom) as east, st_ymax(e.geom) as north
    from (select id, coalesce(area_id, area_at(geom)) as area_id, name_zh, name_en, geom, st_pointonsurface(geom) as inside from estate) e
    where e.area_id in (select a.id from area a) ${within(tx, tx`e.area_id`, areaId)} order by e.id`
  if (!places.length) return []
  // Incidents are found by their Z-order, the one index that a box can use: see sql/CONVENTIONS.md.
  const ranges = places.flatMap(({ id, west, south, east, north }) => zOrderOfBBox([west, south, east, north] as Bbox, 4).map(({ from, to }) => ({ id, from: String(from), to: String(to) })))
  const busy = await tx<{ id: number }[]>`
    select e.id from estate e where e.id = any(${places.map(({ id }) => id)}::integer[]) and exists (
      select from unnest(${ranges.map(({ id }) => id)}::integer[], ${ranges.map(({ from }) => from)}::bigint[], ${ranges.map(({ to }) => to)}::bigint[]) as r(id, low, high)
      join ${incidentsAt(tx, at)} i on i.z_order >= r.low and i.z_order < r.high join category c on c.id = i.category_id and not c.voice
      where r.id = e.id and ${during(tx, span)} and i.state <> 'merged' ${categoryIds ? tx`and i.category_id = any(${categoryIds}::integer[])` : tx``}
        and st_intersects(e.geom, case when geometrytype(i.geom) = 'POINT' then i.geom else st_pointonsurface(i.geom) end))`
  const found = new Set(busy.map(({ id }) => id))
  return places.map(({ west: _w, south: _s, east: _e, north: _n, ...place }) => ({ ...place, zero: !found.has(place.id) }))
}
