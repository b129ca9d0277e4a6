import type { View } from '../../geodata/model/view.ts'
import type { IncidentRow } from '../api/answers.ts'
import type { BoardFilter, Order } from '../api/board.ts'
import type { Channel } from '../../geodata/model/incident.ts'
import type { Query } from '../api/http.ts'
import { isoSpan, type Span } from './timeWindow.ts'

/** What the board filters by beyond the view's own filters. */
export type OwnFilter = { channels: Channel[] | null; zoneId: number | null; areaId: number | null; overdue: boolean; mine: boolean; q: string }
export const noFilter: OwnFilter = { channels: null, zoneId: null, areaId: null, overdue: false, mine: false, q: '' }
export const newestFirst: Order = { by: 'occurredAt', direction: 'descending' }

/** What a list of the board asks for: the view's own filters, the board's, and the order. `at`: a past moment, null for now. */
export type BoardQuestion = Pick<View, 'states' | 'categoryIds' | 'minSeverity' | 'provenance'> & { span: Span; filter: OwnFilter; sort: Order; at: string | null }

/** @returns the parameters of `GET /api/board`, without the page */
export function boardQuery({ span, filter, sort, states, categoryIds, minSeverity, provenance, at }: BoardQuestion): Query {
  return {
    ...isoSpan(span), states, categoryIds, minSeverity: minSeverity > 1 ? minSeverity : null, provenance,
    channels: filter.channels, zoneId: filter.zoneId, areaId: filter.areaId, overdue: filter.overdue ? 'true' : null, mine: filter.mine ? 'true' : null, q: filter.q.trim(),
    sort: sort.by, direction: sort.direction, at,
  }
}

/** A list in which nothing is allowed asks for nothing: an empty parameter would mean "all". */
export const asksForNothing = ({ states, categoryIds, provenance, filter }: BoardQuestion) => [states, categoryIds, provenance, filter.channels].some((list) => list?.length === 0)

/**
 * Whether a row that arrived live belongs to the list, as far as a row can tell: whose it is and what lies below an area, only the server
 * knows; then it counts as belonging, and the next reading decides.
 */
export function belongs(row: IncidentRow, { span, filter, states, categoryIds, minSeverity, provenance }: BoardQuestion, now: number): boolean {
  const among = <T>(list: readonly T[] | null, value: T) => list === null || list.includes(value)
  const text = filter.q.trim().toLowerCase()
  return (
    Date.parse(row.occurredAt) >= span.from && among(states, row.state) && among(categoryIds, row.categoryId) && row.severity >= minSeverity && among(provenance, row.provenance) &&
    among(filter.channels, row.channel) && (filter.zoneId === null || filter.zoneId === row.zoneId) && (!filter.overdue || (row.dueAt !== null && Date.parse(row.dueAt) < now)) &&
    (text === '' || [row.number, row.title, row.address].some((part) => part.toLowerCase().includes(text)))
  )
}

/** A filter to be named, from what is shown now; what does not filter is left out. */
export function filterValue({ states, categoryIds, minSeverity, provenance, time }: View, own: OwnFilter, sort: Order): BoardFilter {
  const given = { time, states, categoryIds, minSeverity: minSeverity > 1 ? minSeverity : null, provenance, ...own, overdue: own.overdue || null, mine: own.mine || null, q: own.q.trim() || null, sort: sort.by, direction: sort.direction }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as BoardFilter
}

/** The parts of a named filter: what belongs to the view, to the board, and the order. */
export function partsOf(value: BoardFilter): { view: Partial<View>; own: OwnFilter; sort: Order } {
  return {
    view: { states: value.states ?? null, categoryIds: value.categoryIds ?? null, minSeverity: value.minSeverity ?? 1, provenance: value.provenance ?? null, ...(value.time ? { time: value.time } : {}) },
    own: { channels: value.channels ?? null, zoneId: value.zoneId ?? null, areaId: value.areaId ?? null, overdue: value.overdue ?? false, mine: value.mine ?? false, q: value.q ?? '' },
    sort: { by: value.sort ?? newestFirst.by, direction: value.direction ?? newestFirst.direction },
  }
}
