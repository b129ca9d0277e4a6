import type { Sql } from '../database.ts'
import { type Cursor, compareCursors, formatCursor, outboxAfter } from '../queries/outbox.ts'
import { framesFor } from './changes.ts'
import { frame } from './frame.ts'
import type { Reach } from './reach.ts'
import type { Who } from './reader.ts'
import type { Relay } from './relay.ts'
import { versionedNouns } from './versions.ts'

/** A reader that missed more reads everything again: that is one request instead of a thousand changes. */
const mostMissed = 2_000
const nouns = [...versionedNouns, 'alarm', 'hotspot', 'zone_plan', 'check_in', 'patrol_plan', 'checkpoint', 'roster', 'briefing', 'map_wall']

/** Frames of what happened in (from, to]; `refresh` of everything if that is not known any more, undefined where the reader's rights changed meanwhile. */
export async function missed(parts: { sql: Sql; reach: Reach; relay: Relay }, { account, rightsKey }: Who, from: Cursor, to: Cursor): Promise<Uint8Array[] | undefined> {
  if (compareCursors(from, to) >= 0) return []
  const rows = parts.relay.isKept(from) ? (await outboxAfter(parts.sql, from, mostMissed + 1)).filter((row) => compareCursors(row, to) <= 0) : undefined
  if (rows && rows.length <= mostMissed) return framesFor(parts, { actor: account, rightsKey }, rows)
  return nouns.map((noun, i) => frame({ name: 'refresh', data: { noun }, ...(i === nouns.length - 1 ? { id: formatCursor(to) } : {}) }))
}
