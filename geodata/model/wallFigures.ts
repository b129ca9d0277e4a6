import type { CameraState } from './camera.ts'
import type { Id } from './id.ts'
import type { IncidentState } from './incident.ts'
import type { Instant } from './time.ts'

/** The last 24 hours and the 24 before them. */
export type TwoDays = { now: number; before: number }
export type QueueState = { state: IncidentState; open: number; overdue: number }
/** Posts that are wanted at one time and how many of them have a team; nobody is named. */
export type ShiftsFilled = { needed: number; filled: number; /** needs of which at least one post is empty */ short: number }
export type CameraDownRow = { id: number; code: string; name: string; state: CameraState; since: Instant }

/** What the panels of a wall count, over the wall's area and at one moment: counts only, but for the cameras that are down, which are equipment. */
export type WallFigures = {
  wallId: Id
  areaId: number
  areaNameZh: string
  areaNameEn: string
  timeZone: string
  at: Instant
  /** By when they occurred. */
  received: TwoDays
  /** Of those received, serious or severe. */
  severe: TwoDays
  /** By when they were closed, and are closed still. */
  closed: TwoDays
  /** Received by the hour over both days, the oldest first. */
  hours: number[]
  queue: QueueState[]
  dueWithinHour: number
  /** The longest overdue of what is open. */
  oldestDueAt: Instant | null
  shifts: { now: ShiftsFilled; /** The next time that a need begins within a day. */ next: (ShiftsFilled & { at: Instant }) | null; teams: number; /** Teams with a fix in the last five minutes. */ heard: number }
  cameras: { online: number; offline: number; fault: number; /** The last that were lost, no more than a screen holds. */ down: CameraDownRow[] }
  /** By whole hours of the areas' own clocks: hours that teams were present, and how many zones somebody was in. */
  coverage: { patrolHours: TwoDays; zonesVisited: TwoDays; zones: number }
}
