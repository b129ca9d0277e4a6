import { z } from 'zod'
import { Geometry, type LngLat } from '../../geodata/model/geometry.ts'
import { Id, uuidv7 } from '../../geodata/model/id.ts'
import { Channel, type IncidentReport, Provenance, Severity } from '../../geodata/model/incident.ts'
import { fromLocal } from '../i18n/localTime.ts'

/** What stands in the form. `id` is made once, so that sending again after a lost answer makes no second incident. */
export const ReportDraft = z.object({
  id: Id,
  channel: Channel,
  categoryId: z.number().nullable(),
  provenance: Provenance,
  /** Null: that of the category. */
  severity: Severity.nullable(),
  title: z.string(),
  /** Whether the title is the category's name, put there by the form; what a person typed is never overwritten. */
  titleIsOurs: z.boolean(),
  details: z.string(),
  address: z.string(),
  /** Wall clock of the area, as a datetime-local input has it. */
  occurred: z.string(),
  geometry: Geometry.nullable(),
  /** The incident that this one is the same as: it is taken in and merged into that. */
  sameAs: Id.nullable(),
  contact: z.string(),
})
export type ReportDraft = z.infer<typeof ReportDraft>

/** Who usually found what comes in this way. */
export const provenanceOf: Readonly<Record<Channel, Provenance>> = {
  phone: 'public', visit: 'public', letter: 'public', online: 'public', transferred: 'public', grid_officer: 'patrol', video_patrol: 'camera', sensor: 'sensor',
}

export const newReport = (now: number, channel: Channel = 'phone'): ReportDraft => ({
  id: uuidv7(Math.random, now), channel, categoryId: null, provenance: provenanceOf[channel], severity: null, title: '', titleIsOurs: true, details: '', address: '', occurred: '', geometry: null, sameAs: null, contact: '',
})

/** Message keys of `report.*` and `intake.*` by field of the report. Five minutes of clock difference are forgiven. */
export function reportErrors(draft: ReportDraft, now: number, timeZone: string): Record<string, string> {
  const errors: Record<string, string> = {}
  if (draft.categoryId === null) errors.categoryId = 'report.needCategory'
  if (draft.title.trim() === '') errors.title = 'report.needTitle'
  if (draft.geometry === null) errors.geometry = 'intake.needPlace'
  const occurredAt = fromLocal(draft.occurred, timeZone)
  if (occurredAt === null || occurredAt > now + 300_000) errors.occurredAt = 'report.needTime'
  return errors
}

/** What is sent. The draft has passed `reportErrors`. */
export const reportOf = (draft: ReportDraft, timeZone: string): IncidentReport => ({
  id: draft.id,
  categoryId: draft.categoryId ?? 0,
  channel: draft.channel,
  provenance: draft.provenance,
  title: draft.title.trim(),
  details: draft.details,
  address: draft.address,
  ...(draft.severity === null ? {} : { severity: draft.severity }),
  occurredAt: new Date(fromLocal(draft.occurred, timeZone) ?? Number.NaN).toISOString(),
  geometry: draft.geometry ?? { type: 'Point', coordinates: [0, 0] },
  ...(draft.contact.trim() ? { contact: draft.contact.trim() } : {}),
})

const flat = (coordinates: unknown): LngLat[] => (Array.isArray(coordinates) ? (typeof coordinates[0] === 'number' ? [coordinates as LngLat] : coordinates.flatMap(flat)) : [])

/** Where a shape is asked about and written beside: a point itself, else the middle of its box. */
export function anchorOf(geometry: Geometry): { lng: number; lat: number } {
  const places = flat(geometry.coordinates)
  const middle = (axis: 0 | 1) => (Math.min(...places.map((place) => place[axis])) + Math.max(...places.map((place) => place[axis]))) / 2
  return { lng: middle(0), lat: middle(1) }
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
/** Drafts belong to an account: whoever signs in next on this machine does not find them. */
const keyOf = (account: string) => `fangcun.report.${account}`

/** Kept over a reload, without the contact: that is never written on this machine. */
export function keepDraft(store: Store, account: string, draft: ReportDraft): void {
  store.setItem(keyOf(account), JSON.stringify({ ...draft, contact: '' }))
}
export function keptDraft(store: Store, account: string): ReportDraft | null {
  try {
    return ReportDraft.safeParse(JSON.parse(store.getItem(keyOf(account)) ?? 'null')).data ?? null
  } catch {
    return null
  }
}
export const dropDraft = (store: Store, account: string): void => store.removeItem(keyOf(account))
