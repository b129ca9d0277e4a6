import { setImmediate as breathe } from 'node:timers/promises'
import type { IncidentColumnRow } from '../../geodata/format/incidentColumns.ts'
import { shapes } from '../../geodata/format/incidentColumns.ts'
import { cellOfZOrder } from '../../geodata/geometry/zOrder.ts'
import type { Incident, IncidentLogEntry, IncidentReport, TakenAction } from '../../geodata/model/incident.ts'
import type { IncidentStep } from '../../geodata/model/workOrder.ts'
import type { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import type { Geometry } from '../../geodata/model/geometry.ts'
import { asActor, asActorQuery, type Sql, type Transaction } from '../database.ts'
import { incidentFields } from './fields.ts'
import { incidentsAt } from './past.ts'

export type Span = { from: string; to: string }

const incidentOf = async (tx: Transaction, id: string): Promise<Incident | undefined> =>
  (await tx<Incident[]>`select ${incidentFields(tx)} from incident i where i.id = ${id}`)[0]

/** The row, and whether it was there before. The database decides who may, where, and what the state is. */
export function reportIncident(sql: Sql, actor: string, report: IncidentReport): Promise<{ incident: Incident | undefined; existed: boolean }> {
  return asActor(sql, actor, async (tx) => {
    const before = await incidentOf(tx, report.id)
    if (before) return { incident: before, existed: true }
    const [incident] = await tx<Incident[]>`select ${incidentFields(tx)} from report_incident(${tx.json(report)}::jsonb) i`
    return { incident, existed: false }
  })
}

/** The incident after the step; undefined where the actor sees no such incident (or sees it and may not step: that throws 42501). */
export function stepIncident(sql: Sql, actor: string, id: string, step: IncidentStep): Promise<{ incident: Incident | undefined; seen: boolean }> {
  return asActor(sql, actor, async (tx) => {
    const [incident] = await tx<Incident[]>`select ${incidentFields(tx)} from step_incident(${id}::uuid, ${tx.json(step)}::jsonb) i`
    if (incident) return { incident, seen: true }
    // Rows that may be read but not updated look absent to `for update`: tell "not allowed" from "not there".
    return { incident: undefined, seen: (await incidentOf(tx, id)) !== undefined }
  })
}

export type IncidentWithGeometry = Incident & { geometry: Geometry }

/** `at`: as it stood then, its log cut at that moment; nothing can be done about the past. */
export async function incidentWithLog(sql: Sql, actor: string, id: string, at?: string) {
  return asActor(sql, actor, async (tx) => {
    const [row] = await tx<IncidentWithGeometry[]>`select ${incidentFields(tx)}, st_asgeojson(i.geom, 7, 0)::jsonb as geometry from ${incidentsAt(tx, at)} i where i.id = ${id}`
    if (!row) return undefined
    const log = await tx<IncidentLogEntry[]>`select id, incident_id, at, action, from_state, to_state, actor, note from incident_log
      where incident_id = ${id} ${at === undefined ? tx`` : tx`and at <= ${at}::timestamptz`} order by at, id`
    const actions = at !== undefined ? [] : await tx<{ action: TakenAction }[]>`
      select action from incident_transition where from_state = ${row.state} and ${row.areaId} in (select actor_areas('step')) order by action`
    const { geometry, ...incident } = row
    return { incident, geometry, log: [...log], actions: actions.map(({ action }) => action) }
  })
}

export async function countIncidents(sql: Sql, actor: string, { from, to }: Span, most: number, at?: string): Promise<number> {
  const [row] = await asActorQuery<{ count: number }[]>(sql, actor, (tx) => tx`
    select count(*) from (select from ${incidentsAt(tx, at)} i where occurred_at >= ${from}::timestamptz and occurred_at < ${to}::timestamptz limit ${most + 1}) as few`)
  return row?.count ?? 0
}

const breathEvery = 5_000
type Packed = [id: string, zOrder: string | number, at: string, category: number, severity: number, state: string, provenance: string, dimension: number, zone: number | null]

/** The whole window in order of time. Values as arrays: at a million rows an object each costs more than the query. */
export async function incidentColumnRows(sql: Sql, actor: string, { from, to }: Span, at?: string): Promise<IncidentColumnRow[]> {
  const rows = await asActor(sql, actor, async (tx) => tx<object[]>`
    select id, z_order::text, (extract(epoch from occurred_at) * 1000)::bigint::text, category_id, severity, state, provenance,
      case when geometrytype(geom) = 'POINT' then 0 else st_dimension(geom) end, zone_id
    from ${incidentsAt(tx, at)} i where occurred_at >= ${from}::timestamptz and occurred_at < ${to}::timestamptz order by occurred_at, id`.values())
  const made: IncidentColumnRow[] = []
  for (let first = 0; first < rows.length; first += breathEvery) {
    for (const row of rows.slice(first, first + breathEvery)) made.push(columnRow(row as unknown as Packed))
    // Others are answered in between: a million rows take a second.
    await breathe()
  }
  return made
}

function columnRow([id, zOrder, at, categoryId, severity, state, provenance, dimension, zoneId]: Packed): IncidentColumnRow {
  const { x, y } = cellOfZOrder(BigInt(zOrder))
  const shape = shapes[dimension] ?? 'point'
  return { id, x, y, occurredAt: Number(at), categoryId, severity, state: state as IncidentState, provenance: provenance as Provenance, shape, zoneId }
}
