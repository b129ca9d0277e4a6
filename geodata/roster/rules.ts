import { localOfInstant } from '../format/localTime.ts'
import type { DutyTeam, RosterRules } from '../model/roster.ts'
import { type Span, weekOf } from './dutyHours.ts'

const [hourMs, dayMs] = [3_600_000, 86_400_000]
/** Shifts that follow each other within this time are one piece of duty. */
const FOLLOWS_MS = hourMs

/** Why a team cannot take a time on duty: it is there twice, has left; or must rest; or does not serve then. */
export type Hindrance = 'busy' | 'retired' | 'rest' | 'run' | 'week' | 'days' | 'hours' | 'kind' | 'vehicle' | 'far'
export type RestRules = Pick<RosterRules, 'restHours' | 'mostRunHours' | 'mostWeekHours'> & { timeZone: string }
/** Hours of rest before and after, Infinity where nothing is near; hours of the week with it. */
export type Fit = { hindrance: Hindrance | null; restBeforeHours: number; restAfterHours: number; weekHours: number }

/** How a time on duty fits in with the others of a team: the same rules as `roster_conflict` (sql/functions/roster_change.sql). */
export function fitOf(crews: number, busy: readonly Span[], span: Span, rules: RestRules): Fit {
  let [from, to, before, after, clash] = [span.from, span.to, Infinity, Infinity, false]
  // The piece of duty that it would be part of grows as long as something adjoins.
  const left = busy.filter((other) => (clash ||= other.from < span.to && span.from < other.to, true))
  for (let grew = true; grew; ) {
    grew = false
    for (const other of left)
      if ((other.from < from || other.to > to) && other.from - to <= FOLLOWS_MS && from - other.to <= FOLLOWS_MS) {
        ;[from, to, grew] = [Math.min(from, other.from), Math.max(to, other.to), true]
      }
  }
  for (const other of left) {
    if (other.to < from) before = Math.min(before, from - other.to)
    if (other.from > to) after = Math.min(after, other.from - to)
  }
  const week = weekOf(span.from, rules.timeZone)
  let weekMs = span.to - span.from
  for (const other of busy) if (Math.abs(other.from - span.from) < 8 * dayMs && weekOf(other.from, rules.timeZone) === week) weekMs += other.to - other.from
  const rest = Math.min(before, after) / hourMs
  const hindrance: Hindrance | null = clash ? 'busy' : crews === 1 && rest < rules.restHours ? 'rest' : crews === 1 && (to - from) / hourMs > rules.mostRunHours ? 'run' : weekMs / hourMs > rules.mostWeekHours * crews ? 'week' : null
  return { hindrance, restBeforeHours: before / hourMs, restAfterHours: after / hourMs, weekHours: weekMs / hourMs }
}

const clockMs = (text: string) => Number(text.slice(0, 2)) * hourMs + Number(text.slice(3, 5)) * 60_000

/** Whether a team serves at all then, as the register says; wishes that a leader may overrule by hand. */
export function servesThen(team: Pick<DutyTeam, 'retired' | 'servesDays' | 'servesFrom' | 'servesTo'>, span: Span, timeZone: string): Hindrance | null {
  if (team.retired) return 'retired'
  const [from, to] = [localOfInstant(span.from, timeZone), localOfInstant(span.to, timeZone)]
  if (team.servesDays && !team.servesDays.includes(((Math.floor(from / dayMs) + 3) % 7) + 1)) return 'days'
  if (team.servesFrom === null || team.servesTo === null) return null
  const [open, close] = [clockMs(team.servesFrom), clockMs(team.servesTo)]
  const length = close > open ? close - open : close - open + dayMs
  const since = (((from - open) % dayMs) + dayMs) % dayMs
  return since + (to - from) <= length ? null : 'hours'
}
