import type { Id } from './id.ts'
import type { Severity } from './incident.ts'
import type { Instant } from './time.ts'

/** A severe matter rings until somebody takes note of it; everybody sees who did. */
export type Alarm = {
  id: number
  incidentId: Id
  areaId: number
  raisedAt: Instant
  acknowledgedAt: Instant | null
  acknowledgedBy: string | null
  acknowledgedByNameZh: string | null
  acknowledgedByNameEn: string | null
  title: string
  number: string
  severity: Severity
  lng: number
  lat: number
}
