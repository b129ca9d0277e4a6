import { uuidv7 } from '../../geodata/model/id.ts'
import type { Channel, IncidentReport, Provenance, Severity } from '../../geodata/model/incident.ts'
import { fromLocal } from '../i18n/localTime.ts'

/** What stands in the form. `id` is made once, so that sending again after a lost answer makes no second incident. */
export type ReportDraft = { id: string; title: string; categoryId: number | null; channel: Channel; provenance: Provenance; severity: Severity | null; occurred: string; address: string }

export const newReport = (now: number): ReportDraft => ({ id: uuidv7(Math.random, now), title: '', categoryId: null, channel: 'grid_officer', provenance: 'patrol', severity: null, occurred: '', address: '' })

/** Message keys of `report.*` by field of the report. Five minutes of clock difference are forgiven. */
export function reportErrors(draft: ReportDraft, now: number, timeZone: string): Record<string, string> {
  const errors: Record<string, string> = {}
  if (draft.title.trim() === '') errors.title = 'needTitle'
  if (draft.categoryId === null) errors.categoryId = 'needCategory'
  const occurredAt = fromLocal(draft.occurred, timeZone)
  if (occurredAt === null || occurredAt > now + 300_000) errors.occurredAt = 'needTime'
  return errors
}

/** What is sent. The draft has passed `reportErrors`. */
export const reportOf = (draft: ReportDraft, at: { lng: number; lat: number }, timeZone: string): IncidentReport => ({
  id: draft.id,
  categoryId: draft.categoryId ?? 0,
  channel: draft.channel,
  provenance: draft.provenance,
  title: draft.title,
  details: '',
  address: draft.address,
  ...(draft.severity === null ? {} : { severity: draft.severity }),
  occurredAt: new Date(fromLocal(draft.occurred, timeZone) ?? Number.NaN).toISOString(),
  geometry: { type: 'Point', coordinates: [at.lng, at.lat] },
})
