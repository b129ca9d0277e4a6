import type { Change, Noun } from '../../geodata/model/change.ts'
import type { Sql } from '../database.ts'
import { alarmsByIds } from '../queries/alarm.ts'
import { camerasByIds, incidentsByIds, readableAreas } from '../queries/liveRows.ts'
import { type OutboxRow, formatCursor } from '../queries/outbox.ts'
import { frame } from './frame.ts'

const readers = { incident: incidentsByIds, camera: camerasByIds, alarm: alarmsByIds }
const isSent = (noun: string): noun is keyof typeof readers => noun in readers

/**
 * Rows of the outbox as one reader may see them: changed rows are read again as that actor; of other nouns, and where many changed, only
 * that they should be read again. The id stands on the last frame alone, so that nobody resumes in the middle of a batch.
 */
export async function framesFor(sql: Sql, actor: string, rows: readonly OutboxRow[]): Promise<Uint8Array[]> {
  const last = rows.at(-1)
  if (!last) return []
  const events: { name: string; data: unknown }[] = []
  const refreshed = new Set(rows.filter(({ noun, rowId }) => rowId === null || !isSent(noun)).map(({ noun }) => noun))
  for (const noun of refreshed) events.push({ name: 'refresh', data: { noun } })
  for (const noun of Object.keys(readers) as (keyof typeof readers)[]) {
    const changed = rows.filter((row) => row.noun === noun && row.rowId !== null)
    if (!changed.length || refreshed.has(noun)) continue
    const change = await changeFor(sql, actor, noun, changed)
    if (change.rows.length || change.gone.length) events.push({ name: 'change', data: change })
  }
  const id = formatCursor(last)
  if (!events.length) return [frame({ id })]
  return events.map((event, i) => frame(i === events.length - 1 ? { ...event, id } : event))
}

async function changeFor(sql: Sql, actor: string, noun: keyof typeof readers, changed: OutboxRow[]): Promise<Change> {
  const ids = [...new Set(changed.map(({ rowId }) => rowId as string))]
  const rows: { id: string | number }[] = await readers[noun](sql, actor, ids)
  const seen = new Set(rows.map(({ id }) => String(id)))
  const missing = changed.filter(({ rowId, areaId }) => !seen.has(rowId as string) && areaId !== null)
  const mine = missing.length ? await readableAreas(sql, actor, missing.map(({ areaId }) => areaId as number)) : new Set<number>()
  const gone = [...new Set(missing.filter(({ areaId }) => mine.has(areaId as number)).map(({ rowId }) => rowId as string))]
  return { noun: noun as Noun, rows, gone: noun === 'incident' ? gone : gone.map(Number) }
}
