import { z } from 'zod'

/** A moment: ISO 8601 with an offset, e.g. `2026-11-22T09:00:00+08:00`. Years 1900-2200, so that a broken clock is refused at the door. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine((text) => /^(19|2[01])\d\d-/.test(text), 'expected a year from 1900 to 2199')
export type Instant = z.infer<typeof Instant>

/** A calendar day in the area's own zone, `YYYY-MM-DD`. */
export const Day = z.iso.date()
export type Day = z.infer<typeof Day>

/** A half-open interval [from, to). */
export const Period = z
  .object({ from: Instant, to: Instant })
  .refine((period) => Date.parse(period.from) < Date.parse(period.to), { path: ['to'], message: 'expected a time after from' })
export type Period = z.infer<typeof Period>
