import type { Deadline } from '../../geodata/model/deadline.ts'
import type { Geometry } from '../../geodata/model/geometry.ts'
import type { Id } from '../../geodata/model/id.ts'
import type { Incident, IncidentLogEntry } from '../../geodata/model/incident.ts'
import type { ActionOffer, WorkOrder } from '../../geodata/model/workOrder.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { deadlineFields, incidentFields, logFields, orderFields } from './fields.ts'
import { incidentsAt, momentOf } from './past.ts'

export type PhotoEntry = { id: Id; width: number; height: number; addedAt: string }
export type IncidentRecord = {
  incident: Incident
  geometry: Geometry
  log: IncidentLogEntry[]
  /** Of the accounts in the log, by id. */
  names: Record<Id, { nameZh: string; nameEn: string }>
  orders: WorkOrder[]
  deadlines: Deadline[]
  actions: ActionOffer[]
  /** Whether somebody asked to be called back. */
  hasContact: boolean
  photos: PhotoEntry[]
  /** The camera that showed it, while the actor reads it in the register. */
  camera: { id: number; code: string; name: string } | null
  /** What was merged into it, and what was split from it. */
  merged: Incident[]
  parts: Incident[]
}

/** Orders as they are, or as the last entry up to that moment has them. */
const ordersAt = (tx: Transaction, id: string, at: string | undefined) =>
  at === undefined
    ? tx`work_order o`
    : tx`(select w.id, w.incident_id, w.area_id, w.post_id, w.team_id, w.kind, w.task, s.state, coalesce(s.result, '') as result, w.created_at, w.changed_at
        from jsonb_to_recordset((select l.after -> 'orders' from incident_log l where l.incident_id = ${id} and l.at <= ${at}::timestamptz and l.after is not null order by l.at desc, l.id desc limit 1))
          as s(id uuid, state text, result text) join work_order w on w.id = s.id) o`

/** What belongs to an incident at a moment, oldest first. Nothing can be done about the past. */
async function belongings(tx: Transaction, id: string, at: string | undefined) {
  const moment = momentOf(tx, at)
  const [log, named, orders, deadlines, actions, contact, photos, cameras, merged, parts] = await Promise.all([
    tx<IncidentLogEntry[]>`select ${logFields(tx)} from incident_log l where l.incident_id = ${id} ${at === undefined ? tx`` : tx`and l.at <= ${moment}`} order by l.at, l.id`,
    tx<{ id: string; nameZh: string; nameEn: string }[]>`select id, name_zh, name_en from incident_names(${id}::uuid)`,
    tx<WorkOrder[]>`select ${orderFields(tx)} from ${ordersAt(tx, id, at)} left join post p on p.id = o.post_id left join team t on t.id = o.team_id where o.incident_id = ${id} order by o.created_at, o.kind desc, o.id`,
    tx<Deadline[]>`select ${deadlineFields(tx)} from deadline d where d.incident_id = ${id} ${at === undefined ? tx`` : tx`and d.started_at <= ${moment}`} order by d.started_at, d.id`,
    at === undefined ? tx<ActionOffer[]>`select subject, action, work_order_id, needs, to_state from incident_actions(${id}::uuid)` : [],
    tx<{ has: boolean }[]>`select incident_has_contact(${id}::uuid) as has`,
    tx<PhotoEntry[]>`select id, width, height, added_at from photo where incident_id = ${id} ${at === undefined ? tx`` : tx`and added_at <= ${moment}`} order by added_at, id`,
    tx<{ id: number; code: string; name: string }[]>`select c.id, c.code, c.name from incident i join camera c on c.id = i.camera_id where i.id = ${id}`,
    tx<Incident[]>`select ${incidentFields(tx)} from ${incidentsAt(tx, at)} i where i.merged_into = ${id} order by i.reported_at, i.id`,
    tx<Incident[]>`select ${incidentFields(tx)} from ${incidentsAt(tx, at)} i where i.split_from = ${id} order by i.number, i.id`,
  ])
  return {
    log: [...log], names: Object.fromEntries(named.map(({ id: who, ...names }) => [who, names])), orders: [...orders], deadlines: [...deadlines], actions: [...actions], hasContact: contact[0]?.has ?? false, photos: [...photos], camera: cameras[0] ?? null, merged: [...merged], parts: [...parts],
  }
}

/** `at`: as it stood then. */
export async function incidentRecord(sql: Sql, actor: string, id: string, at?: string): Promise<IncidentRecord | undefined> {
  return asActor(sql, actor, async (tx) => {
    const [row] = await tx<(Incident & { geometry: Geometry })[]>`select ${incidentFields(tx)}, st_asgeojson(i.geom, 7, 0)::jsonb as geometry from ${incidentsAt(tx, at)} i where i.id = ${id}`
    if (!row) return undefined
    const { geometry, ...incident } = row
    return { incident, geometry, ...(await belongings(tx, id, at)) }
  })
}
