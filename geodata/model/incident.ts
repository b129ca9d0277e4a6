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

export const IncidentState = z.enum(['reported', 'registered', 'dispatched', 'accepted', 'handling', 'fed_back', 'verified', 'closed', 'called_back', 'archived', 'suspended', 'merged'])
export type IncidentState = z.infer<typeof IncidentState>

/** States in which a matter is finished; the rest is open work. */
export const finishedStates: readonly IncidentState[] = ['closed', 'called_back', 'archived', 'merged']

/** Steps of the loop; each is one entry of the append-only log. The table `incident_transition` decides who may take which. */
export const IncidentAction = z.enum([
  'report', 'register', 'dispatch', 'categorise', 'accept', 'handle', 'feed_back', 'verify', 'close', 'call_back', 'archive', 'refuse', 'transfer', 'cancel', 'ask_extension', 'extend', 'suspend',
  'resume', 'reopen', 'merge', 'unmerge', 'split', 'warn', 'escalate', 'undo', 'rezone', 'note',
])
export type IncidentAction = z.infer<typeof IncidentAction>
/** What a person may take; the others are written by the system. */
export const TakenAction = IncidentAction.exclude(['report', 'warn', 'escalate', 'undo', 'rezone', 'note'])
export type TakenAction = z.infer<typeof TakenAction>

export const IncidentResult = z.enum(['resolved', 'unresolved', 'not_accepted'])
export type IncidentResult = z.infer<typeof IncidentResult>
export const Satisfaction = z.enum(['satisfied', 'dissatisfied', 'unreachable'])
export type Satisfaction = z.infer<typeof Satisfaction>

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
  details: string
  address: string
  occurredAt: Instant
  reportedAt: Instant
  registeredAt: Instant | null
  closedAt: Instant | null
  /** The nearest open deadline and the step it belongs to. */
  dueAt: Instant | null
  dueStep: string | null
  /** 0 in time, 1 to 3 how far it went up. */
  escalation: number
  extendedAt: Instant | null
  extensionAskedAt: Instant | null
  mergedInto: Id | null
  splitFrom: Id | null
  result: IncidentResult | null
  satisfaction: Satisfaction | null
  version: number
}

export type IncidentLogEntry = {
  id: number
  incidentId: Id
  at: Instant
  action: IncidentAction
  fromState: IncidentState | null
  toState: IncidentState
  actor: string
  note: string
  workOrderId: Id | null
  batchId: Id | null
  payload: Record<string, unknown>
}

const text = (max: number) => z.string().trim().max(max)

/** What a client sends to report a matter; the id makes the request safe to repeat. */
export const IncidentReport = z.strictObject({
  id: Id,
  categoryId: z.number().int().min(1).max(32_767),
  severity: Severity.optional(),
  channel: Channel,
  provenance: Provenance.default('public'),
  title: text(200).min(1),
  details: text(4_000).default(''),
  address: text(200).default(''),
  occurredAt: Instant,
  geometry: Geometry,
  /** How somebody who asked for it can be called back; sealed by the server before it is stored. */
  contact: text(100).min(1).optional(),
  /** The look of one's own at a camera that showed it; the camera is kept with the matter. */
  lookId: Id.optional(),
})
export type IncidentReport = z.infer<typeof IncidentReport>
