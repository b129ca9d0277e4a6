import { z } from 'zod'
import type { Id } from './id.ts'
import type { Instant } from './time.ts'

/** Steps that have a clock. `close` runs from registering to closing, beside the clock of the step in hand. */
export const DeadlineStep = z.enum(['register', 'dispatch', 'accept', 'handle', 'verify', 'close', 'call_back'])
export type DeadlineStep = z.infer<typeof DeadlineStep>
export const DeadlineUnit = z.enum(['minute', 'hour', 'working_hour', 'working_day'])
export type DeadlineUnit = z.infer<typeof DeadlineUnit>

/** 时限: one running, paused or finished clock of an incident. */
export type Deadline = {
  id: number
  incidentId: Id
  step: DeadlineStep
  unit: DeadlineUnit
  startedAt: Instant
  dueAt: Instant
  warnAt: Instant
  pausedAt: Instant | null
  doneAt: Instant | null
  /** 0 in time or warned; 1 to 3: how far up the matter went */
  level: number
}
