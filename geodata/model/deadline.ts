import { z } from 'zod'
import type { Id } from './id.ts'
import { Severity } from './incident.ts'
import { Day, type Instant } from './time.ts'

/** Steps that have a clock. `close` runs from registering to closing, beside the clock of the step in hand. */
export const DeadlineStep = z.enum(['register', 'dispatch', 'accept', 'handle', 'verify', 'close', 'call_back'])
export type DeadlineStep = z.infer<typeof DeadlineStep>
/** Minutes and hours run day and night; working hours and days follow the calendar of the area (sql/functions/deadline_calendar.sql). */
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

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected a time from 00:00 to 24:00')
const name = z.string().trim().max(60).default('')

/** One stretch of work on a weekday, ISO: 1 Monday to 7 Sunday. */
export const WorkingHours = z.strictObject({ weekday: z.number().int().min(1).max(7), opens: clock, closes: clock }).refine(({ opens, closes }) => opens < closes, { path: ['closes'], message: 'expected a time after opens' })
export type WorkingHours = z.infer<typeof WorkingHours>

/** A day that differs from the week: a holiday, or a weekend day that is worked in exchange. */
export const CalendarDay = z.strictObject({ day: Day.refine((day) => /^(19|2[01])/.test(day), 'expected a day from 1900 to 2199'), kind: z.enum(['work', 'rest']), nameZh: name, nameEn: name })
export type CalendarDay = z.infer<typeof CalendarDay>

/** The first two that meet or overlap on a weekday. */
function overlap(hours: readonly WorkingHours[]): number {
  return hours.findIndex((one, i) => hours.some((other, j) => j < i && other.weekday === one.weekday && other.opens < one.closes && one.opens < other.closes))
}
const repeated = <Row>(rows: readonly Row[], key: (row: Row) => string) => rows.findIndex((row, i) => rows.slice(0, i).some((before) => key(before) === key(row)))
function refuseRepeated<Row>(rows: readonly Row[], key: (row: Row) => string, context: z.RefinementCtx, message: string): void {
  const at = new Set(rows.map(key)).size === rows.length ? -1 : repeated(rows, key)
  if (at >= 0) context.addIssue({ code: 'custom', path: [at], message })
}

/** What an area has of its own; without rows it takes those of the nearest area above that has some. */
export const CalendarSet = z.strictObject({
  hours: z.array(WorkingHours).max(70).superRefine((hours, context) => {
    const at = overlap(hours)
    if (at >= 0) context.addIssue({ code: 'custom', path: [at], message: 'expected hours that do not overlap others of the weekday' })
  }),
  days: z.array(CalendarDay).max(2_000).superRefine((days, context) => refuseRepeated(days, ({ day }) => day, context, 'expected each day once')),
})
export type CalendarSet = z.infer<typeof CalendarSet>
/** The calendar that holds in an area, and which area each part comes from; null is the rule of the house: 09:00 to 17:00 from Monday to Friday. */
export type Calendar = CalendarSet & { areaId: number; timeZone: string; hoursFrom: number | null; daysFrom: number | null; mayConfigure: boolean }

/** How long a step may take; null is any category or severity. The nearest area's rule holds, there the most specific. */
export const DeadlineRule = z
  .strictObject({
    categoryId: z.number().int().min(1).max(32_767).nullable().default(null), severity: Severity.nullable().default(null), step: DeadlineStep,
    amount: z.number().positive().max(10_000).multipleOf(0.01), unit: DeadlineUnit,
    /** share of the time that is left when the handler is warned */
    warnShare: z.number().min(0).max(0.99).default(0.25),
  })
  .refine(({ unit, amount }) => unit !== 'working_day' || Number.isInteger(amount), { path: ['amount'], message: 'expected whole working days' })
export type DeadlineRule = z.infer<typeof DeadlineRule>
export const DeadlineRuleSet = z.strictObject({
  rules: z.array(DeadlineRule).max(2_000).superRefine((rules, context) => refuseRepeated(rules, ({ categoryId, severity, step }) => `${step} ${categoryId} ${severity}`, context, 'expected one rule for each category, severity and step')),
})
export type DeadlineRuleSet = z.infer<typeof DeadlineRuleSet>
/** The rules that hold in an area: its own, and below them those of the areas above. */
export type DeadlineRules = { areaId: number; rules: (DeadlineRule & { areaId: number })[]; mayConfigure: boolean }
