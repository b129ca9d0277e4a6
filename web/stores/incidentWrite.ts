import type { Change } from '../../geodata/model/change.ts'
import type { Geometry } from '../../geodata/model/geometry.ts'
import type { Incident } from '../../geodata/model/incident.ts'
import type { IncidentStep } from '../../geodata/model/workOrder.ts'
import type { IncidentRow } from '../api/answers.ts'
import { incidentClient } from '../api/client.ts'
import { anchorOf, reportOf, type ReportDraft } from './reportDraft.ts'

const shapes: Record<Geometry['type'], IncidentRow['shape']> = { Point: 'point', MultiPoint: 'point', LineString: 'line', MultiLineString: 'line', Polygon: 'polygon', MultiPolygon: 'polygon' }

/** @throws Problem: nothing was saved, or it is not known (status 0) and may be sent again with the same draft */
export async function sendReport(draft: ReportDraft, timeZone: string, apply: (change: Change) => Promise<void>): Promise<Incident> {
  const report = reportOf(draft, timeZone)
  const { incident } = await incidentClient.report(report)
  await apply({ noun: 'incident', rows: [{ ...incident, ...anchorOf(report.geometry), shape: shapes[report.geometry.type] }], gone: [] })
  return incident
}

/** @throws Problem, 409 when somebody else changed the incident first */
export const takeStep = async (id: string, taken: IncidentStep) => (await incidentClient.step(id, taken)).incident
