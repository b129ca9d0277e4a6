import type { CameraState } from '../../geodata/model/camera.ts'
import type { CameraDown, CameraHealth, CameraHealthBin, OneCameraHealth, ZoneCameraHealth } from '../../geodata/model/cameraHealth.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import type { Fragment } from './fields.ts'
import type { Span } from './incident.ts'
import { within } from './indicatorSets.ts'

/** More nobody reads; they are those that were lost last. */
const mostDown = 500
const binCount = 48

/** What a camera watches and no other that works does, of cameras `c`: the ground that its loss costs. */
const onlyGround = (tx: Transaction, camera: Fragment, view: Fragment) => tx`(
  select case when w.ground is null then ${view} else st_difference(${view}, w.ground) end
  from (select st_union(o.geom) as ground from camera_view o join camera oc on oc.id = o.camera_id where o.band = 'detect' and oc.state = 'online' and o.camera_id <> ${camera} and o.geom && ${view}) w)`

const incidentOf = (tx: Transaction, state: Fragment) => tx`(select jsonb_build_object('id', i.id, 'number', i.number, 'state', i.state) from incident i where i.id = ${state})`
/** Seconds of a state `s` inside of the span. */
export const secondsIn = (tx: Transaction, { from, to }: Span) => tx`extract(epoch from least(coalesce(s.to_at, now()), now(), ${to}::timestamptz) - greatest(s.from_at, ${from}::timestamptz))`
export const overlaps = (tx: Transaction, { from, to }: Span) => tx`s.from_at < least(now(), ${to}::timestamptz) and coalesce(s.to_at, now()) > ${from}::timestamptz`
/** Whether an outage began with a state `s` since the span began: what follows another outage at once is that one. */
export const beganIn = (tx: Transaction, { from }: Span) => tx`s.state in ('offline', 'fault') and s.from_at >= ${from}::timestamptz
  and not exists (select from camera_state p where p.camera_id = s.camera_id and p.to_at = s.from_at and p.state in ('offline', 'fault') and p.id < s.id)`

/** Cameras of the actor's areas with the zone they stand in. */
const standing = (tx: Transaction, areaId: number | undefined) => tx`
  standing as materialized (
    select distinct on (c.id) c.id, c.state, z.id as zone_id from camera c left join zone z on z.valid_to is null and z.geom && c.geom and st_intersects(z.geom, c.geom)
    where true ${within(tx, tx`c.area_id`, areaId)} order by c.id, z.id)`

const zoneRows = (tx: Transaction, areaId: number | undefined, span: Span) => tx<ZoneCameraHealth[]>`
  with ${standing(tx, areaId)}, times as (
    select s.camera_id, sum(${secondsIn(tx, span)}) filter (where s.state not in ('planned', 'unknown')) as known, sum(${secondsIn(tx, span)}) filter (where s.state = 'online') as up,
      count(*) filter (where ${beganIn(tx, span)}) as outages
    from camera_state s where ${overlaps(tx, span)} ${within(tx, tx`s.area_id`, areaId)} group by s.camera_id
  )
  select t.zone_id, count(*) filter (where t.state <> 'planned')::integer as cameras, count(*) filter (where t.state = 'online')::integer as online, count(*) filter (where t.state = 'offline')::integer as offline,
    count(*) filter (where t.state = 'fault')::integer as fault, (sum(coalesce(m.up, 0)) / nullif(sum(m.known), 0))::float8 as working, coalesce(sum(m.outages), 0)::integer as outages, 0::float8 as lost_square_meters
  from standing t left join times m on m.camera_id = t.id group by t.zone_id order by t.zone_id`

const meanDown = (tx: Transaction, state: CameraState) => tx`coalesce(sum(extract(epoch from least(coalesce(s.to_at, now()), b.to_at) - greatest(s.from_at, b.from_at))) filter (where s.state = ${state}), 0)::float8
  / extract(epoch from b.to_at - b.from_at)::float8`

const binRows = (tx: Transaction, areaId: number | undefined, span: Span) => tx<CameraHealthBin[]>`
  with edges as (select ${span.from}::timestamptz as first, (${span.to}::timestamptz - ${span.from}::timestamptz) / ${binCount}::integer as width),
  bins as (select first + i * width as from_at, least(first + (i + 1) * width, now()) as to_at from edges, generate_series(0, ${binCount - 1}::integer) i where first + i * width < now())
  select b.from_at as "from", ${meanDown(tx, 'offline')} as offline, ${meanDown(tx, 'fault')} as fault
  from bins b left join camera_state s on s.state in ('offline', 'fault') and s.from_at < b.to_at and coalesce(s.to_at, now()) > b.from_at ${within(tx, tx`s.area_id`, areaId)}
  group by b.from_at, b.to_at order by b.from_at`

type DownRow = Omit<CameraDown, 'lostSquareMeters'> & { lost: number | null }
/** Those that are down with the ground that nobody watches for want of them, and of that ground what lies in each zone. */
async function downRows(tx: Transaction, areaId: number | undefined): Promise<{ down: CameraDown[]; truncated: boolean; zones: Map<number, number> }> {
  const rows = await tx<(DownRow & { lostIn: { zoneId: number; squareMeters: number }[] | null; first: boolean })[]>`
    with down as materialized (select c.* from camera c where c.state in ('offline', 'fault', 'unknown') ${within(tx, tx`c.area_id`, areaId)} order by c.state_since desc, c.id limit ${mostDown + 1}),
    lost as materialized (select d.id, ${onlyGround(tx, tx`d.id`, tx`v.geom`)} as geom from down d join camera_view v on v.camera_id = d.id and v.band = 'detect'),
    zones as (
      select jsonb_agg(jsonb_build_object('zoneId', z.id, 'squareMeters', st_area(st_intersection(l.geom, z.geom)::geography))) as lost_in
      from zone z join lateral (select st_union(l.geom) as geom from lost l where l.geom && z.geom) l on l.geom is not null where z.valid_to is null ${within(tx, tx`z.area_id`, areaId)}
    )
    select d.id, d.area_id, z.zone_id, d.code, d.name, d.kind, d.state, d.state_since as since, s.told_by, coalesce(s.note, '') as note, (select h.heard_at from camera_heard h where h.camera_id = d.id) as heard_at,
      ${incidentOf(tx, tx`s.incident_id`)} as incident, st_area(l.geom::geography) as lost, st_x(d.geom) as lng, st_y(d.geom) as lat, row_number() over (order by d.id) = 1 as first,
      case when row_number() over (order by d.id) = 1 then (select lost_in from zones) end as lost_in
    from down d left join lost l on l.id = d.id left join camera_state s on s.camera_id = d.id and s.to_at is null left join lateral zone_at(d.geom) z on true
    order by lost desc nulls last, d.state_since, d.id`
  const zones = new Map(rows.flatMap(({ lostIn }) => lostIn ?? []).map(({ zoneId, squareMeters }) => [zoneId, squareMeters]))
  const down = rows.slice(0, mostDown).map(({ lost, ...row }) => ({ ...row, lostIn: undefined, first: undefined, lostSquareMeters: lost }))
  return { down, truncated: rows.length > mostDown, zones }
}

const totals = async (tx: Transaction, areaId: number | undefined): Promise<CameraHealth['total']> => {
  const rows = await tx<{ state: CameraState; count: number }[]>`select c.state, count(*)::integer as count from camera c where true ${within(tx, tx`c.area_id`, areaId)} group by c.state`
  return { online: 0, offline: 0, fault: 0, planned: 0, unknown: 0, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) }
}

/** How the cameras of the actor's areas are now and were in a period. */
export const cameraHealth = (sql: Sql, actor: string, areaId: number | undefined, span: Span): Promise<CameraHealth> =>
  asActor(sql, actor, async (tx) => {
    const [total, zones, bins, { down, truncated, zones: lost }] = await Promise.all([totals(tx, areaId), zoneRows(tx, areaId, span), binRows(tx, areaId, span), downRows(tx, areaId)])
    return { period: span, total, zones: zones.map((row) => ({ ...row, lostSquareMeters: row.zoneId === null ? 0 : (lost.get(row.zoneId) ?? 0) })), bins: [...bins], down, truncated }
  })

/** Undefined is not there, or not for this actor. */
export const oneCameraHealth = (sql: Sql, actor: string, id: number, span: Span): Promise<OneCameraHealth | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [row] = await tx<OneCameraHealth[]>`
      select c.state, st_area(v.geom::geography) as square_meters, st_area(mine.geom::geography) as only_square_meters, (select h.heard_at from camera_heard h where h.camera_id = c.id) as heard_at,
        (select ${incidentOf(tx, tx`s.incident_id`)} from camera_state s where s.camera_id = c.id and s.to_at is null) as incident,
        (select (coalesce(sum(${secondsIn(tx, span)}) filter (where s.state = 'online'), 0) / nullif(sum(${secondsIn(tx, span)}), 0))::float8 from camera_state s where s.camera_id = c.id and s.state not in ('planned', 'unknown') and ${overlaps(tx, span)}) as working,
        (select count(*)::integer from camera_state s where s.camera_id = c.id and ${beganIn(tx, span)}) as outages
      from camera c left join camera_view v on v.camera_id = c.id and v.band = 'detect' left join lateral (select ${onlyGround(tx, tx`c.id`, tx`v.geom`)} as geom) mine on true where c.id = ${id}`
    return row
  })
