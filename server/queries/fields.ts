import type postgres from 'postgres'
import type { Sql as Pool, Transaction } from '../database.ts'

/** Either way of asking: a pool or a transaction. */
export type Asker = Pool | Transaction
type Sql = Asker

/** A piece of a statement. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>

/** Columns of the nouns, named as the model names them (database columns arrive in camelCase). One list each, so that no answer differs. */
export const incidentFields = (tx: Sql) => tx`i.id, i.area_id, i.zone_id, i.number, i.category_id, i.severity, i.channel, i.provenance, i.state, i.title, i.details, i.address,
  i.occurred_at, i.reported_at, i.registered_at, i.closed_at, i.due_at, i.due_step, i.escalation, i.extended_at, i.extension_asked_at, i.merged_into, i.split_from, i.result, i.satisfaction, i.version`

export const logFields = (tx: Sql) => tx`l.id, l.incident_id, l.at, l.action, l.from_state, l.to_state, l.actor, l.note, l.work_order_id, l.batch_id, l.payload`

/** Of a post `p`: its call name, or the name of the account that holds it. */
export const callNameOf = (tx: Sql) => tx`coalesce(p.holder, case when p.account_id is not null then holder_name(p.id) end)`

/** Of a work order `o` with its post `p` and team `t`. */
export const orderFields = (tx: Sql) => tx`o.id, o.incident_id, o.area_id, o.post_id, o.team_id, o.kind, o.task, o.state, o.result, o.created_at, o.changed_at,
  coalesce(${callNameOf(tx)}, t.call_sign, '') as handler, actor_handles(o.post_id, o.team_id) as mine`

export const deadlineFields = (tx: Sql) => tx`d.id, d.incident_id, d.step, d.unit, d.started_at, d.due_at, d.warn_at, d.paused_at, d.done_at, d.level`

export const cameraFields = (tx: Sql) => tx`c.id, c.area_id, c.code, c.name, c.kind, c.azimuth_deg as azimuth_degrees, c.field_of_view_deg as field_of_view_degrees,
  c.tilt_deg as tilt_degrees, c.range_m as range_meters, c.height_m as height_meters, c.pixels, c.lens_mm as lens_millimeters, c.owner_unit, c.estate_id, c.device_code, c.filing_number, c.retention_days,
  c.state, c.state_since, (select h.heard_at from camera_heard h where h.camera_id = c.id) as heard_at, c.version`

export const zoneFields = (tx: Sql) => tx`z.id, z.area_id, z.code, z.name_zh, z.name_en, z.version,
  (select coalesce(sum(b.households), 0)::integer from building b where b.zone_id = z.id) as households`

/** Of a zone `z` of `zones_on`. One that is planned has no row yet: its id is negative, and its homes are those that stand in it. */
export const pastZoneFields = (tx: Sql) => tx`coalesce(z.id, -1 - abs(hashtext(z.plan_key::text)::bigint % 2000000000))::integer as id, z.area_id, z.code, z.name_zh, z.name_en, z.version, z.valid_from, z.valid_to, z.plan_id,
  coalesce(z.households, case when z.plan_id is null then (select sum(b.households) from building b where b.zone_id = z.id)
    else (select sum(b.households) from building b where b.geom && z.geom and st_intersects(z.geom, st_pointonsurface(b.geom))) end, 0)::integer as households`

export const postFields = (tx: Sql) => tx`p.id, p.area_id, p.zone_id, p.kind, ${callNameOf(tx)} as holder, case when p.holder is null and p.account_id is not null then holder_name(p.id, 'en') end as holder_en, case when p.area_id in (select phone_areas()) then p.phone end as phone`

export const teamFields = (tx: Sql) => tx`t.id, t.area_id, t.call_sign, t.name_zh, t.name_en, t.kind, t.vehicle`

export const buildingFields = (tx: Sql) => tx`b.id, b.area_id, b.estate_id, b.zone_id, b.use, b.name_zh, b.name_en, b.address, b.households, b.height_m as height_meters`

/** Where an incident is on a small-scale map: the place its Z-order names. */
export const anchorOf = (tx: Sql) => tx`z_order_lng(i.z_order) as lng, z_order_lat(i.z_order) as lat`

export const shapeOf = (tx: Sql) => tx`(array['point', 'line', 'polygon'])[st_dimension(i.geom) + 1] as shape`
