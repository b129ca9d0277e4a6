import { setImmediate as breathe } from 'node:timers/promises'
import type { IncidentColumnRow } from '../../geodata/format/incidentColumns.ts'
import { shapes } from '../../geodata/format/incidentColumns.ts'
import { cellOfZOrder } from '../../geodata/geometry/zOrder.ts'
import type { Incident, IncidentReport, IncidentState, Provenance } from '../../geodata/model/incident.ts'
import { asActor, asActorQuery, type Sql, type Transaction } from '../database.ts'
import type { Sealed } from '../contacts.ts'
import { storeContact } from './contact.ts'
import { incidentFields } from './fields.ts'
import { incidentsAt } from './past.ts'

export type Span = { from: string; to: string }

const incidentOf = async (tx: Transaction, id: string): Promise<Incident | undefined> =>
  (await tx<Incident[]>`select ${incidentFields(tx)} from incident i where i.id = ${id}`)[0]

/** The row, and whether it was there before. The database decides who may, where, and what the state is. `sealed`: the contact, kept apart from the report. */
export function reportIncident(sql: Sql, actor: string, report: Omit<IncidentReport, 'contact'>, sealed?: Sealed): Promise<{ incident: Incident | undefined; existed: boolean }> {
  return asActor(sql, actor, async (tx) => {
    const before = await incidentOf(tx, report.id)
    if (before) return { incident: before, existed: true }
    const [incident] = await tx<Incident[]>`select ${incidentFields(tx)} from report_incident(${tx.json(report)}::jsonb) i`
    if (incident && sealed) await storeContact(tx, incident.id, sealed)
    return { incident, existed: false }
  })
}

export async function countIncidents(sql: Sql, actor: string, { from, to }: Span, most: number, at?: string): Promise<number> {
  const [row] = await asActorQuery<{ count: number }[]>(sql, actor, (tx) => tx`
    select count(*) from (select from ${incidentsAt(tx, at)} i where occurred_at >= ${from}::timestamptz and occurred_at < ${to}::timestamptz limit ${most + 1}) as few`)
  return row?.count ?? 0
}

const breathEvery = 5_000
type Packed = [id: string, zOrder: string | number, at: string, category: number, severity: number, state: string, provenance: string, dimension: number, zone: number | null, area: number]

/** The whole window in order of time. Values as arrays: at a million rows an object each costs more than the query. */
export async function incidentColumnRows(sql: Sql, actor: string, { from, to }: Span, at?: string): Promise<IncidentColumnRow[]> {
  const rows = await asActor(sql, actor, async (tx) => tx<object[]>`
    select id, z_order::text, (extract(epoch from occurred_at) * 1000)::bigint::text, category_id, severity, state, provenance,
      case when geometrytype(geom) = 'POINT' then 0 else st_dimension(geom) end, zone_id, area_id
    from ${incidentsAt(tx, at)} i where occurred_at >= ${from}::timestamptz and occurred_at < ${to}::timestamptz order by occurred_at, id`.values())
  const made: IncidentColumnRow[] = []
  for (let first = 0; first < rows.length; first += breathEvery) {
    for (const row of rows.slice(first, first + breathEvery)) made.push(columnRow(row as unknown as Packed))
    // Others are answered in between: a million rows take a second.
    await breathe()
  }
  return made
}

function columnRow([id, zOrder, at, categoryId, severity, state, provenance, dimension, zoneId, areaId]: Packed): IncidentColumnRow {
  const { x, y } = cellOfZOrder(BigInt(zOrder))
  const shape = shapes[dimension] ?? 'point'
  return { id, x, y, occurredAt: Number(at), categoryId, severity, state: state as IncidentState, provenance: provenance as Provenance, shape, zoneId, areaId }
}
