import type { DeadlineRule, WorkingHours } from '../model/deadline.ts'
import type { Severity } from '../model/incident.ts'
import type { TownIncident, TownLogEntry } from './types.ts'

/** The town's office hours, with the noon break. */
export const townHours: readonly WorkingHours[] = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, opens: '09:00', closes: '12:00' },
  { weekday, opens: '13:30', closes: '17:30' },
])

type Limit = Pick<DeadlineRule, 'step' | 'amount' | 'unit'>
const limits: readonly [Severity | null, readonly Limit[]][] = [
  [null, [
    { step: 'register', amount: 2, unit: 'hour' }, { step: 'dispatch', amount: 4, unit: 'hour' }, { step: 'accept', amount: 2, unit: 'hour' }, { step: 'handle', amount: 3, unit: 'working_day' },
    { step: 'verify', amount: 1, unit: 'working_day' }, { step: 'close', amount: 5, unit: 'working_day' }, { step: 'call_back', amount: 5, unit: 'working_day' },
  ]],
  [3, [
    { step: 'register', amount: 1, unit: 'hour' }, { step: 'dispatch', amount: 2, unit: 'hour' }, { step: 'accept', amount: 1, unit: 'hour' }, { step: 'handle', amount: 24, unit: 'hour' },
    { step: 'verify', amount: 8, unit: 'working_hour' }, { step: 'close', amount: 3, unit: 'working_day' },
  ]],
  [4, [
    { step: 'register', amount: 5, unit: 'minute' }, { step: 'dispatch', amount: 30, unit: 'minute' }, { step: 'accept', amount: 15, unit: 'minute' }, { step: 'handle', amount: 8, unit: 'hour' },
    { step: 'verify', amount: 4, unit: 'working_hour' }, { step: 'close', amount: 1, unit: 'working_day' },
  ]],
]
/** What the town allows for each step: the graver, the sooner. */
export const townRules: readonly DeadlineRule[] = limits.flatMap(([severity, steps]) => steps.map((limit) => ({ categoryId: null, severity, ...limit, warnShare: 0.25 })))

const dayMs = 86_400_000
/** What rested longer than this had its say long ago: it gets no clock, or the first day of the town would be nothing but reproaches. */
const keptDays = 14
const open = new Set(['reported', 'registered', 'dispatched', 'accepted', 'handling', 'fed_back', 'verified', 'closed'])

/** Open matters of the last days, since when the step in hand runs, and when they were registered. */
export function townClocks(incidents: readonly TownIncident[], now: string): { id: string; since: string; registered: string | null }[] {
  const last = (log: readonly TownLogEntry[], wanted: (entry: TownLogEntry) => boolean) => log.findLast(wanted)?.at
  return incidents.flatMap(({ id, state, reportedAt, log }) => {
    const newest = log.at(-1)?.at ?? reportedAt
    if (!open.has(state) || Date.parse(newest) < Date.parse(now) - keptDays * dayMs) return []
    // Handling began with the acceptance.
    const since = state === 'handling' ? last(log, ({ toState, fromState }) => toState === 'accepted' || (toState === 'handling' && fromState !== 'accepted')) : newest
    return [{ id, since: since ?? newest, registered: last(log, ({ action }) => action === 'register' || action === 'reopen') ?? null }]
  })
}
