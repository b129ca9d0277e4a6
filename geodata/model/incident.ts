import { z } from 'zod'
import { Geometry } from './geometry.ts'
import { Id } from './id.ts'
import { Instant } from './time.ts'

export const Channel = z.enum(['visit', 'letter', 'phone', 'grid_officer', 'video_patrol', 'online', 'sensor', 'transferred'])
export type Channel = z.infer<typeof Channel>

/** Who found it. Hotspots default to `public`, so that patrols do not find what they look for. */
export const Provenance = z.enum(['public', 'patrol', 'camera', 'sensor'])
export type Provenance = z.infer<typeof Provenance>

export const Severity = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
/** 1 minor, 2 normal, 3 serious, 4 severe. */
export type Severity = z.infer<typeof Severity>

export const IncidentState = z.enum(['reported', 'registered', 'dispatched', 'handling', 'fed_back', 'closed', 'called_back', 'archived'])
export type IncidentState = z.infer<typeof IncidentState>

/** The steps this version allows; each is one entry of the append-only log. The database holds the same table and decides. */
export const IncidentAction = z.enum(['report', 'register', 'dispatch', 'handle', 'feed_back', 'close', 'call_back', 'archive', 'reopen'])
export type IncidentAction = z.infer<typeof IncidentAction>

/** A category names a type of matter. `voice` keeps it out of hotspots, rankings, patrol planning and camera placement. */
export type Category = {
  id: number
  /** Scheme and its version, e.g. `fangcun-1`; the code is unique inside it. */
  scheme: string
  code: string
  group: string
  nameZh: string
  nameEn: string
  severity: Severity
  voice: boolean
}

/** 事件/案件: a matter at a place. It names no member of the public. */
export type Incident = {
  id: Id
  areaId: number
  zoneId: number | null
  number: string
  categoryId: number
  severity: Severity
  channel: Channel
  provenance: Provenance
  state: IncidentState
  title: string
  address: string
  occurredAt: Instant
  reportedAt: Instant
  version: number
}

export type IncidentLogEntry = { id: number; incidentId: Id; at: Instant; action: IncidentAction; fromState: IncidentState | null; toState: IncidentState; actor: string; note: string }

const text = (max: number) => z.string().trim().max(max)

/** What a client sends to report a matter; the id makes the request safe to repeat. */
export const IncidentReport = z.strictObject({
  id: Id,
  categoryId: z.number().int().min(1).max(32_767),
  severity: Severity.optional(),
  channel: Channel,
  provenance: Provenance.default('public'),
  title: text(200).min(1),
  address: text(200).default(''),
  occurredAt: Instant,
  geometry: Geometry,
})
export type IncidentReport = z.infer<typeof IncidentReport>

/** One step; `version` is what the person saw, so that the second of two gets a conflict. */
export const IncidentStep = z.strictObject({
  id: Id,
  action: IncidentAction.exclude(['report']),
  version: z.number().int().min(1),
  note: text(2_000).default(''),
})
export type IncidentStep = z.infer<typeof IncidentStep>
