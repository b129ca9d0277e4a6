import type { StreetPresence } from '../../geodata/graph/streetPresence.ts'
import { asRelay, type Sql } from '../database.ts'
import { dayTracks, dueStreetDay, keepStreetPresence, streetsNear } from '../queries/streetPresenceBuild.ts'
import { runInWorker } from '../workers/run.ts'
import type { DayTask } from './matchDay.ts'

const worker = new URL('../workers/streetPresence.worker.ts', import.meta.url)

/** Matches the tracks of one day that is due to streets, in a thread of its own; answers whether one was due. May be stopped anywhere: the day is due still. */
export async function matchStreets(sql: Sql, signal: AbortSignal = new AbortController().signal): Promise<boolean> {
  const due = await asRelay(sql, dueStreetDay)
  if (!due) return false
  const tracks = await asRelay(sql, (tx) => dayTracks(tx, due.areaId, due.day))
  const streets = tracks.length ? await asRelay(sql, (tx) => streetsNear(tx, tracks)) : []
  const pieces = streets.length ? await runInWorker<StreetPresence[]>(worker, { streets, tracks } satisfies DayTask, [], { signal }) : null
  await asRelay(sql, (tx) => keepStreetPresence(tx, due, pieces))
  return true
}
