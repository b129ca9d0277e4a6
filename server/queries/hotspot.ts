import type { MultiPolygon } from '../../geodata/model/geometry.ts'
import { asActor, type Sql } from '../database.ts'
import type { Span } from './incident.ts'

/** `places` holds longitude and latitude of each row in turn. */
export type HotspotRows = { places: Float64Array<ArrayBuffer>; timesMs: Float64Array<ArrayBuffer>; areas: MultiPolygon[]; voiceLeftOut: number }
export type HotspotFilter = Span & { categoryIds?: number[] | undefined; provenance: string[] }

/** Rows for the analysis as the actor sees them. Categories that are somebody's voice are never among them, whatever is asked. */
export function hotspotRows(sql: Sql, actor: string, { from, to, categoryIds, provenance }: HotspotFilter): Promise<HotspotRows> {
  return asActor(sql, actor, async (tx) => {
    const wanted = tx`i.occurred_at >= ${from}::timestamptz and i.occurred_at < ${to}::timestamptz and i.provenance = any(${provenance}::text[])
      ${categoryIds ? tx`and i.category_id = any(${categoryIds}::integer[])` : tx``}`
    const [rows, [voice], areas] = await Promise.all([
      tx<object[]>`select case when geometrytype(i.geom) = 'POINT' then st_x(i.geom) else z_order_lng(i.z_order) end, case when geometrytype(i.geom) = 'POINT' then st_y(i.geom) else z_order_lat(i.z_order) end,
        (extract(epoch from i.occurred_at) * 1000)::float8 from incident i join category c on c.id = i.category_id and not c.voice where ${wanted} order by i.occurred_at, i.id`.values(),
      tx<{ count: number }[]>`select count(*) from incident i join category c on c.id = i.category_id and c.voice where ${wanted}`,
      tx<{ shape: MultiPolygon }[]>`select st_asgeojson(geom, 6, 0)::jsonb as shape from area a where a.geom is not null and a.valid_to is null
        and not exists (select from area below where below.parent_id = a.id and below.geom is not null) order by id`,
    ])
    const packed = rows as unknown as [number, number, number][]
    const places = new Float64Array(packed.length * 2)
    const timesMs = new Float64Array(packed.length)
    packed.forEach(([lng, lat, ms], i) => {
      places[2 * i] = lng
      places[2 * i + 1] = lat
      timesMs[i] = ms
    })
    return { places, timesMs, areas: areas.map(({ shape }) => shape), voiceLeftOut: voice?.count ?? 0 }
  })
}
