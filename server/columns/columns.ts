import { setTimeout as sleep } from 'node:timers/promises'
import type { IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { Problem } from '../problem.ts'
import { gridOf, type GridQuestion } from './ask.ts'
import { follow, type Followed, loadTable, TooMany } from './follow.ts'

export type Columns = ReturnType<typeof createColumns>

/** Changes are kept for an hour: a table that was not looked at for half of it looks by itself, and one that could not for longer is read anew. */
const lookEveryMs = 60_000
const longestBlindMs = 45 * 60_000
/** A small database is read in less; others are asked to come back. */
const defaultPatienceMs = 1_500
const keptAnswers = 32
/** How long what did not fit is not tried again. */
const tooManyMs = 600_000

/**
 * All incidents as columns in the memory of this process, read at the first question and kept in step with the changes that each transaction writes. They know no
 * rights: a question names the areas, which the caller takes from the database as the actor.
 */
export function createColumns({ sql, log, megabytes, patienceMs = defaultPatienceMs }: { sql: Sql; log: Log; megabytes: number; patienceMs?: number }) {
  let followed: Followed | undefined
  let loading: Promise<void> | undefined
  let share = 0
  let tooManyUntilMs = 0
  let turn: Promise<unknown> = Promise.resolve()
  let looks: ReturnType<typeof setInterval> | undefined
  let stopped = false
  const answers = new Map<string, IncidentGrid>()

  function load(): Promise<void> {
    share = 0
    loading ??= loadTable(sql, megabytes * 1e6, (part) => (share = part))
      .then((made) => { if (!stopped) followed = made }, (error: unknown) => {
        if (error instanceof TooMany) tooManyUntilMs = Date.now() + tooManyMs
        else if (!stopped) log.warn({ error: String(error) }, 'incidents could not be read into memory')
        if (!(error instanceof TooMany)) throw error
      })
      .finally(() => (loading = undefined))
    loading.catch(() => {})
    return loading
  }

  /** One at a time: two must not take in the same change, and nothing changes while it is counted. Undefined where there is no table that can be followed. */
  function withCurrent<Result>(work: (held: Followed) => Promise<Result> | Result): Promise<Result | undefined> {
    const next = turn.catch(() => {}).then(async () => {
      const held = followed
      if (!held) return undefined
      if (Date.now() - held.readAtMs < longestBlindMs && (await follow(sql, held)) && held.table.bytes <= megabytes * 1e6 * 1.1) return work(held)
      if (followed === held) followed = undefined
      return undefined
    })
    turn = next
    return next
  }

  async function answer(key: string, question: GridQuestion, { table, snapshot }: Followed): Promise<IncidentGrid> {
    const version = `${snapshot} ${table.version} ${key}`
    const known = answers.get(version)
    if (known) return known
    const grid = await gridOf(table, question)
    answers.set(version, grid)
    for (const oldest of answers.keys()) if (answers.size > keptAnswers) answers.delete(oldest)
    return grid
  }

  return {
    start(): void {
      looks = setInterval(() => {
        if (followed) withCurrent(() => true).catch((error: unknown) => { if (!stopped) log.warn({ error: String(error) }, 'changes of incidents could not be read; trying again') })
      }, lookEveryMs)
      looks.unref()
    },
    async stop(): Promise<void> {
      stopped = true
      clearInterval(looks)
      await Promise.allSettled([turn, loading])
    },
    /** Counts as of now; null where memory is not given to so many. `key` names the question and the rights of who asks. Throws Problem 503 while they are read. */
    async grid(key: string, question: GridQuestion): Promise<IncidentGrid | null> {
      for (let tried = 0; tried < 2; tried++) {
        const grid = await withCurrent((held) => answer(key, question, held))
        if (grid) return grid
        if (!megabytes || Date.now() < tooManyUntilMs) return null
        if (!(await Promise.race([load().then(() => true), sleep(patienceMs, false, { ref: false })]))) break
      }
      throw new Problem(503, `The incidents are being read into memory: ${Math.floor(share * 100)} % are there.`, [], { 'retry-after': String(Math.max(1, Math.ceil((1 - share) * 20))) })
    },
    /** What it holds now, for tests and for whoever wonders. */
    held: () => ({ rows: followed?.table.count ?? 0, bytes: followed?.table.bytes ?? 0, share: followed ? 1 : share }),
  }
}
