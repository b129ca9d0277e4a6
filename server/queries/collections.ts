import { zOrderOfBBox } from '../../geodata/geometry/zOrder.ts'
import type { Bbox, Geometry } from '../../geodata/model/geometry.ts'
import { asActor, asActorQuery, type Sql, type Transaction } from '../database.ts'
import { onDaysOf } from './coverageDays.ts'
import { type Asker, type Fragment, buildingFields, cameraFields, incidentFields, teamFields, zoneFields } from './fields.ts'

export type Filter = {
  bbox?: Bbox | undefined
  datetime?: { from: string | null; to: string | null } | undefined
  categoryId?: number[] | undefined
  state?: string[] | undefined
  provenance?: string[] | undefined
  minSeverity?: number | undefined
  zoneId?: number | undefined
  areaId?: number | undefined
}
/** `after`: id of the last row of the page before; `id`: that row only. */
export type Page = { limit: number; after?: string | undefined; id?: string | undefined }
export type Row = { id: string | number; geometry: Geometry | null } & Record<string, unknown>

type Collection = {
  title: string
  description: string
  /** What an id of this noun looks like; others cannot exist. */
  id: RegExp
  /** A select of `id`, the fields and `geom`; `time` where the noun has one. */
  select(tx: Asker, filter: Filter): Fragment
  idType: 'uuid' | 'bigint'
  hasTime?: boolean
}

const none = (tx: Asker) => tx``
const number = /^\d{1,15}$/
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const inBox = (tx: Asker, bbox: Bbox | undefined) =>
  bbox ? tx`and geom && st_makeenvelope(${bbox[0]}, ${bbox[1]}, ${bbox[2]}, ${bbox[3]}, 4326) and st_intersects(geom, st_makeenvelope(${bbox[0]}, ${bbox[1]}, ${bbox[2]}, ${bbox[3]}, 4326))` : none(tx)

const during = (tx: Asker, column: Fragment, datetime: Filter['datetime']) => {
  const { from = null, to = null } = datetime ?? {}
  const closed = from !== null && from === to
  return tx`${from === null ? none(tx) : tx`and ${column} >= ${from}::timestamptz`} ${to === null ? none(tx) : closed ? tx`and ${column} <= ${to}::timestamptz` : tx`and ${column} < ${to}::timestamptz`}`
}

/** Points of incidents have no box index; their Z-order ranges serve instead, and the box index the rest. */
function incidentBox(tx: Asker, bbox: Bbox | undefined): Fragment {
  if (!bbox) return none(tx)
  const ranges = zOrderOfBBox([...bbox], 8).map(({ from, to }) => tx`(i.z_order >= ${String(from)}::bigint and i.z_order < ${String(to)}::bigint)`)
  const any = ranges.reduce((all, one) => tx`${all} or ${one}`)
  const box = tx`st_makeenvelope(${bbox[0]}, ${bbox[1]}, ${bbox[2]}, ${bbox[3]}, 4326)`
  return tx`and ((geometrytype(i.geom) = 'POINT' and (${any})) or (geometrytype(i.geom) <> 'POINT' and i.geom && ${box})) and st_intersects(i.geom, ${box})`
}

function incidents(tx: Asker, { bbox, datetime, categoryId, state, provenance, minSeverity, zoneId, areaId }: Filter): Fragment {
  return tx`select ${incidentFields(tx)}, i.geom from incident i where true ${incidentBox(tx, bbox)} ${during(tx, tx`i.occurred_at`, datetime)}
    ${categoryId ? tx`and i.category_id = any(${categoryId}::integer[])` : none(tx)} ${state ? tx`and i.state = any(${state}::text[])` : none(tx)}
    ${provenance ? tx`and i.provenance = any(${provenance}::text[])` : none(tx)} ${minSeverity === undefined ? none(tx) : tx`and i.severity >= ${minSeverity}`}
    ${zoneId === undefined ? none(tx) : tx`and i.zone_id = ${zoneId}`} ${areaId === undefined ? none(tx) : tx`and i.area_id = ${areaId}`}`
}

const areas = (tx: Asker, { bbox }: Filter) => tx`select a.id, a.parent_id, a.level, a.code, a.name_zh, a.name_en, a.geom from area a where a.valid_to is null ${inBox(tx, bbox)}`
const zones = (tx: Asker, { bbox, areaId }: Filter) => tx`select ${zoneFields(tx)}, z.geom from zone z where z.valid_to is null ${inBox(tx, bbox)} ${areaId === undefined ? none(tx) : tx`and z.area_id = ${areaId}`}`
const streets = (tx: Asker, { bbox }: Filter) => tx`select id, area_id, class, name_zh, name_en, oneway, bridge, geom from street where true ${inBox(tx, bbox)}`
const buildings = (tx: Asker, { bbox }: Filter) => tx`select ${buildingFields(tx)}, b.geom from building b where true ${inBox(tx, bbox)}`
const estates = (tx: Asker, { bbox }: Filter) => tx`select id, area_id, name_zh, name_en, (select coalesce(sum(households), 0)::integer from building where estate_id = estate.id) as households, geom from estate where true ${inBox(tx, bbox)}`
const places = (tx: Asker, { bbox }: Filter) => tx`select id, area_id, kind, name_zh, name_en, address, opening_hours, geom from place where true ${inBox(tx, bbox)}`
const cameras = (tx: Asker, { bbox, areaId }: Filter) => tx`select ${cameraFields(tx)}, c.geom from camera c where true ${inBox(tx, bbox)} ${areaId === undefined ? none(tx) : tx`and c.area_id = ${areaId}`}`
const grounds = (tx: Asker, { bbox }: Filter) => tx`select id, kind, name_zh, name_en, geom from ground where true ${inBox(tx, bbox)}`

const pointOf = (tx: Asker, alias: Fragment) => tx`st_setsrid(st_makepoint((${alias}.x + 0.5) / 2147483648 * 360 - 180, degrees(atan(sinh(pi() * (1 - 2 * (${alias}.y + 0.5) / 2147483648))))), 4326)`

const positions = (tx: Asker, { bbox, datetime }: Filter) => tx`select * from (
  select (extract(epoch from p.at) * 1000)::bigint * 1000000 + p.device_id as id, p.at, d.team_id, p.area_id, p.speed_cm_s / 100.0 as speed_meters_per_second,
    p.accuracy_m as accuracy_meters, p.geom
  from position_point p join device d on d.id = p.device_id
  where true ${datetime ? during(tx, tx`p.at`, datetime) : tx`and p.at > now() - interval '6 hours'`}) recent where true ${inBox(tx, bbox)}`

const patrols = (tx: Asker, { bbox }: Filter) => tx`select * from (
  select ${teamFields(tx)}, l.at, l.speed_cm_s / 100.0 as speed_meters_per_second, ${pointOf(tx, tx`l`)} as geom from team t left join live_position l on l.team_id = t.id) now
  where true ${inBox(tx, bbox)}`

/** A cell of level 20 as its square. */
const coverage = (tx: Asker, { bbox, datetime }: Filter) => {
  const { from = null, to = null } = datetime ?? {}
  const edge = (axis: Fragment, step: number) => tx`((deinterleave(${axis}) + ${step}::integer) << 11)::double precision / 2147483648`
  const lng = (step: number) => tx`${edge(tx`cell`, step)} * 360 - 180`
  const lat = (step: number) => tx`degrees(atan(sinh(pi() * (1 - 2 * ${edge(tx`cell >> 1`, step)}))))`
  return tx`select * from (select cell as id, seconds, st_makeenvelope(${lng(0)}, ${lat(1)}, ${lng(1)}, ${lat(0)}, 4326) as geom from (
    select cell, round(sum(seconds)::numeric, 1) as seconds from coverage c
    where ${onDaysOf(tx, { from: from ?? new Date(Date.now() - 7 * 86_400_000).toISOString(), to: to === null ? '2200-01-01T00:00:00Z' : new Date(Date.parse(to) + 1).toISOString() })}
      ${bbox ? tx`and (${zOrderOfBBox([...bbox], 8).map((range) => tx`(cell >= ${String(range.from >> 22n)}::bigint and cell <= ${String((range.to - 1n) >> 22n)}::bigint)`).reduce((all, one) => tx`${all} or ${one}`)})` : none(tx)}
    group by cell) sums) cells where true ${inBox(tx, bbox)}`
}

const hotspots = (tx: Asker, { bbox, datetime, areaId }: Filter) => tx`select h.id, h.area_id, h.name, h.method, lower(h.period) as period_from, upper(h.period) as period_to, h.square_meters,
  case when h.incidents between 1 and 4 and not (actor_may('step') or actor_may('audit')) then null else h.incidents end as incidents, h.assigned_to, h.created_at, h.retired_at, h.geom
  from hotspot h where true ${inBox(tx, bbox)} ${during(tx, tx`lower(h.period)`, datetime)} ${areaId === undefined ? none(tx) : tx`and h.area_id = ${areaId}`}`

export const collections = {
  areas: { title: '辖区 Areas', description: 'The tree city, district, subdistrict, community', id: number, idType: 'bigint', select: areas },
  zones: { title: '网格 Zones', description: 'Responsibility polygons', id: number, idType: 'bigint', select: zones },
  streets: { title: '道路 Streets', description: 'Street lines', id: number, idType: 'bigint', select: streets },
  buildings: { title: '楼栋 Buildings', description: 'Footprints with address and number of households', id: number, idType: 'bigint', select: buildings },
  estates: { title: '小区 Estates', description: 'Buildings under one management', id: number, idType: 'bigint', select: estates },
  places: { title: '服务点 Places', description: 'Service points and other places', id: number, idType: 'bigint', select: places },
  cameras: { title: '摄像头 Cameras', description: 'Equipment: position, direction, state', id: number, idType: 'bigint', select: cameras },
  incidents: { title: '事件 Incidents', description: 'Matters at a place: points, lines, polygons', id: uuid, idType: 'uuid', hasTime: true, select: incidents },
  grounds: { title: '地面 Ground', description: 'Water, green, squares, sports grounds', id: number, idType: 'bigint', select: grounds },
  positions: { title: '巡逻位置 Positions', description: 'Fixes of patrols, the last six hours unless datetime is given', id: /^\d{1,18}$/, idType: 'bigint', hasTime: true, select: positions },
  patrols: { title: '巡逻队 Patrols', description: 'Teams with their newest position', id: number, idType: 'bigint', select: patrols },
  coverage: { title: '巡逻覆盖 Coverage', description: 'Seconds of patrol presence in cells of level 20, the last seven days unless datetime is given', id: number, idType: 'bigint', hasTime: true, select: coverage },
  hotspots: { title: '热点 Hotspots', description: 'Ground that was kept as a hotspot, with the period and the method it was found by', id: uuid, idType: 'uuid', hasTime: true, select: hotspots },
} as const satisfies Record<string, Collection>
export type StoredCollection = keyof typeof collections

/** A page of rows in order of id; one more than `limit` says that there is a next page. Positions of a time that is asked for are history, which the audit log is told. */
export async function collectionRows(sql: Sql, actor: string, noun: StoredCollection, filter: Filter, { limit, after, id }: Page): Promise<Row[]> {
  const collection: Collection = collections[noun]
  const rows = (tx: Transaction) => {
    const key = collection.idType === 'uuid' ? tx`::text::uuid` : tx`::text::bigint`
    return tx<Row[]>`select s.*, st_asgeojson(s.geom, 7, 0)::jsonb as geometry, null as geom from (${collection.select(tx, filter)}) s
      where true ${after === undefined ? none(tx) : tx`and s.id > ${after}${key}`} ${id === undefined ? none(tx) : tx`and s.id = ${id}${key}`}
      order by s.id limit ${limit}`
  }
  const { datetime } = filter
  if (noun !== 'positions' || !datetime) return asActorQuery<Row[]>(sql, actor, rows)
  return asActor(sql, actor, async (tx) => {
    await tx`select open_history(null, ${datetime.from}::text::timestamptz, ${datetime.to}::text::timestamptz, 'collection')`
    return rows(tx)
  })
}

export type Extent = { bbox: Bbox | null; from: string | null; to: string | null }
type Box = { west: number | null; south: number | null; east: number | null; north: number | null }

/** Where a collection's rows lie, for its description; incidents by their Z-order, which an index can answer roughly by areas. */
export async function collectionExtent(sql: Sql, actor: string, noun: StoredCollection): Promise<Extent> {
  const [row] = await asActorQuery<(Box & { from: string | null; to: string | null })[]>(sql, actor, (tx) => {
    const source = { areas: tx`area`, zones: tx`zone`, streets: tx`street`, buildings: tx`building`, estates: tx`estate`, places: tx`place`, cameras: tx`camera`, grounds: tx`ground` }
    const own = noun in source ? tx`select st_extent(geom) from ${source[noun as keyof typeof source]}` : tx`select st_extent(geom) from area`
    const span = noun === 'incidents' ? tx`(select min(occurred_at) from incident) as "from", (select max(occurred_at) from incident) as "to"` : tx`null::timestamptz as "from", null::timestamptz as "to"`
    return tx`select st_xmin(b) as west, st_ymin(b) as south, st_xmax(b) as east, st_ymax(b) as north, ${span} from (select (${own}) as b) e`
  })
  const { west = null, south = null, east = null, north = null, from = null, to = null } = row ?? {}
  return { bbox: west === null || south === null || east === null || north === null ? null : [west, south, east, north], from, to }
}

