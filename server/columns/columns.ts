import { setTimeout as sleep } from 'node:timers/promises'
import type { IncidentGrid } from '../../geodata/model/incidentGrid.ts'
import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { Problem } from '../problem.ts'
import { gridOf, type GridQuestion } from './ask.ts'
import { detailOf } from './detail.ts'
import { follow, type Followed, loadTable, TooMany } from './follow.ts'

export type Columns = ReturnType<typeof createColumns>

/** Changes are kept for an hour: a table that was not looked at for half of it looks by itself, and one that could not for longer is read anew. */
const lookEveryMs = 60_000
const longestBlindMs = 45 * 60_000
/** A small database is read in less; others are asked to come back. */
const defaultPatienceMs = 1_500
const keptAnswers = 32
/** Larger ones are counted again: they would hold more memory than the columns. */
const mostCellsKept = 50_000
/** How long what did not fit is not tried again. */
const tooManyMs = 600_000

type Parts = { sql: Sql; log: Log; megabytes: number; patienceMs?: number }

/** Reads the table once at a time; `share` is how far it is. What did not fit is not tried again for a while. */
function createLoading({ sql, log, megabytes }: Parts, take: (made: Followed) => void) {
  let running: Promise<void> | undefined
  let share = 0
  let tooManyUntilMs = 0
  return {
    share: () => share,
    fits: () => megabytes > 0 && Date.now() >= tooManyUntilMs,
    idle: () => running,
    start(): Promise<void> {
      if (running) return running
      share = 0
      const failed = (error: unknown) => {
        if (error instanceof TooMany) return void (tooManyUntilMs = Date.now() + tooManyMs)
        log.warn({ error: String(error) }, 'incidents could not be read into memory')
        throw error
      }
      running = loadTable(sql, megabytes * 1e6, (part) => (share = part)).then(take, failed).finally(() => (running = undefined))
      running.catch(() => {})
      return running
    },
  }
}

/** Answers by the version of the table and the question, the last ones kept. */
function createAnswers() {
  const kept = new Map<string, IncidentGrid>()
  return async (key: string, question: GridQuestion, { table, snapshot }: Followed): Promise<IncidentGrid> => {
    const version = `${snapshot} ${table.version} ${key}`
    const known = kept.get(version)
    if (known) return known
    const { box } = question
    const grid = await (question.isDetailed && box ? detailOf(table, { ...question, box }) : gridOf(table, question))
    if (grid.count.length <= mostCellsKept) kept.set(version, grid)
    for (const oldest of kept.keys()) if (kept.size > keptAnswers) kept.delete(oldest)
    return grid
  }
}

/**
 * All incidents as columns in the memory of this process, read at the first question and kept in step with the changes that each transaction writes. They know no
 * rights: a question names the areas, which the caller takes from the database as the actor.
 */
export function createColumns({ patienceMs = defaultPatienceMs, ...parts }: Parts) {
  const { sql, log, megabytes } = parts
  let followed: Followed | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let looks: ReturnType<typeof setInterval> | undefined
  let stopped = false
  const loading = createLoading(parts, (made) => { if (!stopped) followed = made })
  const answer = createAnswers()

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
      await Promise.allSettled([turn, loading.idle()])
    },
    /** Counts as of now; null where memory is not given to so many. `key` names the question and the rights of who asks. Throws Problem 503 while they are read. */
    async grid(key: string, question: GridQuestion): Promise<IncidentGrid | null> {
      for (let tried = 0; tried < 2; tried++) {
        const grid = await withCurrent((held) => answer(key, question, held))
        if (grid) return grid
        if (!loading.fits()) return null
        if (!(await Promise.race([loading.start().then(() => true), sleep(patienceMs, false, { ref: false })]))) break
      }
      const share = loading.share()
      throw new Problem(503, `The incidents are being read into memory: ${Math.floor(share * 100)} % are there.`, [], { 'retry-after': String(Math.max(1, Math.ceil((1 - share) * 20))) })
    },
    /** What it holds now, for tests and for whoever wonders. */
    held: () => ({ rows: followed?.table.count ?? 0, bytes: followed?.table.bytes ?? 0, share: followed ? 1 : loading.share() }),
  }
}
