import { z } from 'zod'
import { Id } from './id.ts'
import { Channel, type Incident, IncidentState, Provenance } from './incident.ts'
import { Instant } from './time.ts'
import { TimeWindow } from './view.ts'

/** What the triage board can be ordered by. */
export const BoardSort = z.enum(['occurredAt', 'reportedAt', 'dueAt', 'severity', 'state', 'number', 'zone', 'category', 'escalation'])
export type BoardSort = z.infer<typeof BoardSort>
export const SortDirection = z.enum(['ascending', 'descending'])
export type SortDirection = z.infer<typeof SortDirection>

/** PostgreSQL keeps no NUL in a text. */
const text = (most: number) => z.string().trim().min(1).max(most).refine((value) => !value.includes('\0'), 'expected text without NUL')
/** What is looked for in title, number and address. */
export const Wanted = text(100)

const rowId = z.number().int().min(1).max(2_147_483_647)

/** Which incidents the board shows and in what order; the value of a saved filter. What is absent does not filter. */
export const BoardFilter = z.strictObject({
  time: TimeWindow.optional(),
  states: z.array(IncidentState).min(1).max(12).optional(),
  categoryIds: z.array(z.number().int().min(1).max(32_767)).min(1).max(200).optional(),
  minSeverity: z.number().int().min(1).max(4).optional(),
  channels: z.array(Channel).min(1).max(8).optional(),
  provenance: z.array(Provenance).min(1).max(4).optional(),
  zoneId: rowId.optional(),
  /** this area and all below it */
  areaId: rowId.optional(),
  /** the nearest open deadline has passed */
  overdue: z.boolean().optional(),
  /** an open work order was given to the actor */
  mine: z.boolean().optional(),
  /** part of title, number or address */
  q: Wanted.optional(),
  sort: BoardSort.optional(),
  direction: SortDirection.optional(),
})
export type BoardFilter = z.infer<typeof BoardFilter>

/** A row of the board: the matter, where it is, and the call name of who has its lead order (empty: nobody yet, or a vacancy). */
export type BoardRow = Incident & { lng: number; lat: number; shape: 'point' | 'line' | 'polygon'; handler: string }

/** `total` is counted up to 100,000; `more` says that there are more than that. */
export type BoardAnswer = { rows: BoardRow[]; total: number; more: boolean }

/** A filter that was given a name, for all who see its area. */
export const SavedFilterInput = z.strictObject({ id: Id, name: text(100), value: BoardFilter })
export type SavedFilter = { id: Id; areaId: number; name: string; value: BoardFilter; createdBy: string; createdAt: Instant; mine: boolean }
