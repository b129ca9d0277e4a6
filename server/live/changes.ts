import type { Change } from '../../geodata/model/change.ts'
import type { Sql } from '../database.ts'
import { type Holder, alarmsByIds, camerasByIds, hotspotsByIds, incidentsByIds, mapWallsByIds, zonePlansByIds } from '../queries/liveRows.ts'
import { type OutboxRow, formatCursor } from '../queries/outbox.ts'
import { frame } from './frame.ts'
import type { Reach } from './reach.ts'

const readers = { incident: incidentsByIds, camera: camerasByIds, alarm: alarmsByIds, hotspot: hotspotsByIds, zone_plan: zonePlansByIds, map_wall: mapWallsByIds }
const namedByUuid: ReadonlySet<string> = new Set(['incident', 'hotspot', 'zone_plan', 'map_wall'])
type Sent = keyof typeof readers
const isSent = (noun: string): noun is Sent => noun in readers

/**
 * Rows of the outbox as one set of rights may see them: changed rows are read again as an actor who has it; of other nouns, and where many changed,
 * only that they should be read again. The id stands on the last frame alone, so that nobody resumes in the middle of a batch. Undefined where
 * the holder does not have these rights any more.
 */
export async function framesFor({ sql, reach }: { sql: Sql; reach: Reach }, holder: Holder, rows: readonly OutboxRow[]): Promise<Uint8Array[] | undefined> {
  const last = rows.at(-1)
  if (!last) return []
  const areas = await reach.areasOf(holder)
  if (!areas) return undefined
  const events: { name: string; data: unknown }[] = []
  const refreshed = new Set(rows.filter(({ noun, rowId }) => rowId === null || !isSent(noun)).map(({ noun }) => noun))
  for (const noun of refreshed) events.push({ name: 'refresh', data: { noun } })
  for (const noun of Object.keys(readers) as Sent[]) {
    const ids = [...new Set(rows.flatMap((row) => (row.noun === noun && row.rowId !== null && row.areaId !== null && areas.has(row.areaId) ? row.rowId : [])))]
    if (!ids.length || refreshed.has(noun)) continue
    const change = await changeFor(sql, holder, noun, ids)
    if (!change) return undefined
    if (change.rows.length || change.gone.length) events.push({ name: 'change', data: change })
  }
  const id = formatCursor(last)
  if (!events.length) return [frame({ id })]
  return events.map((event, i) => frame(i === events.length - 1 ? { ...event, id } : event))
}

const isRetired = (row: object) => (row as { retired?: boolean }).retired === true

/** What is not there any more is told by its id; all of it lay in areas that the holder reads. */
async function changeFor(sql: Sql, holder: Holder, noun: Sent, ids: string[]): Promise<Change | undefined> {
  const rows: { id: string | number }[] | undefined = await readers[noun](sql, holder, ids)
  if (!rows) return undefined
  // Not all who read its area see a wall: gone is one that this holder saw.
  if (noun === 'map_wall') return { noun, rows: rows.filter((row) => !isRetired(row)), gone: rows.filter(isRetired).map(({ id }) => id) }
  const seen = new Set(rows.map(({ id }) => String(id)))
  const gone = ids.filter((id) => !seen.has(id))
  return { noun, rows, gone: namedByUuid.has(noun) ? gone : gone.map(Number) }
}
