import { setTimeout as sleep } from 'node:timers/promises'
import { makeTown } from '../../geodata/town/town.ts'
import type { Town } from '../../geodata/town/types.ts'
import type { Analyses } from '../analyses.ts'
import type { Sql, Transaction } from '../database.ts'
import { loadTown } from '../import/town.ts'
import { loadTownHistory } from '../import/townHistory.ts'
import { watchHotspots } from '../import/townHotspots.ts'
import { renewPatrols } from '../import/townPatrols.ts'
import { renewRosters } from '../import/townRosters.ts'
import { renewShifts } from '../import/townShifts.ts'
import { ensureWall } from '../import/townWall.ts'

type Entry = { id: number; seed: number; now: string; state: string }

/** Which town the database holds; undefined when it holds none. */
async function entryOf(sql: Sql): Promise<Entry | undefined> {
  const [row] = await sql<{ id: number; state: string; options: { seed: number; now: string } }[]>`select id, state, options from import_run where source = 'town' order by id desc limit 1`
  return row && { id: row.id, state: row.state, ...row.options }
}

export const isEmpty = async (sql: Sql): Promise<boolean> => !(await sql`select from area limit 1`).count

/** Makes a town and says so; while another process opens the database this one has nothing else to do. */
export function makeEarly(seed: number, log: (line: string) => void): Town {
  const start = performance.now()
  const town = makeTown({ seed, now: new Date().toISOString() })
  log(`demo town made: ${town.incidents.length.toLocaleString('en')} incidents, ${town.zones.length} zones, ${Math.round(performance.now() - start)} ms`)
  return town
}

/**
 * The town of this database, made once: an empty database gets one for the present moment. Its book entry stays `running` until
 * `finishTown` has brought its history too. Undefined when the database holds other data and no town.
 */
export async function seedTown(sql: Sql, seed: number, mayMake: boolean, log: (line: string) => void, early?: Town): Promise<{ town: Town; finish: (analyses: Analyses, signal: AbortSignal) => Promise<void> } | undefined> {
  const kept = await entryOf(sql)
  if (!kept && !(mayMake && (await isEmpty(sql)))) return undefined
  const now = kept?.now ?? early?.now ?? new Date().toISOString()
  const town = !kept && early ? early : makeTown({ seed: kept?.seed ?? seed, now })
  if (!kept) {
    const after = (tx: Transaction) => tx`insert into import_run (noun, source, files, options, started_by) values ('demo town', 'town', '{}', ${JSON.stringify({ seed, now })}::text::jsonb, 'setup')`
    await loadTown(sql, town, { now, log, after })
    await sql.unsafe('analyze')
  }
  await renewShifts(sql, town, Date.now())
  // Somebody may have given the demo other duties since: it starts all the same.
  await renewPatrols(sql, town, Date.now()).catch((error: Error) => log(`no round was planned for tonight: ${error.message}`))
  await renewRosters(sql, town, Date.now()).catch((error: Error) => log(`rosters were not brought up to date: ${error.message}`))
  await ensureWall(sql, town).catch((error: Error) => log(`no wall was made: ${error.message}`))
  return { town, finish: (analyses, signal) => finishTown({ sql, analyses, log }, town, kept?.state === 'done', signal) }
}

/** The first map is drawn in this time on a slow machine; the past waits that long. */
const headStartMs = 15_000

/** Loads the history after the server is up, and finds the hotspots to watch; a history that was broken off is begun again. */
async function finishTown({ sql, analyses, log }: { sql: Sql; analyses: Analyses; log: (line: string) => void }, town: Town, done: boolean, signal: AbortSignal): Promise<void> {
  await sleep(headStartMs, undefined, { signal })
  if (!done) {
    log('bringing the past of the patrols and the log of the incidents in the background')
    await loadTownHistory(sql, town, { now: town.now, log })
    await sql`update import_run set state = 'done', finished_at = now() where source = 'town' and state = 'running'`
  }
  await watchHotspots({ sql, analyses }, town, signal).catch((error: Error) => { if (!signal.aborted) log(`no hotspot was kept: ${error.message}`) })
}
