import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { type Cursor, type OutboxRow, compareCursors, outboxAfter, outboxBounds, pruneOutbox } from '../queries/outbox.ts'
import { framesFor } from './changes.ts'
import { type Framed, framed } from './frame.ts'
import type { Hub } from './hub.ts'
import { listen } from './listen.ts'
import type { Reach } from './reach.ts'
import { createRounds } from './rounds.ts'
import type { Versions } from './versions.ts'

export type Relay = ReturnType<typeof createRelay>
type Parts = { sql: Sql; hub: Hub; reach: Reach; versions: Versions; log: Log }

const batchRows = 1_000
const keepHours = 24
const pruneEveryMs = 600_000
/** Groups whose rows are read at once; more only wait for each other in the database. */
const beside = 4

/** Frames of rows for everybody who listens, by rights; of a group nobody has these rights any more where there are none. */
function createFraming({ sql, hub, reach }: Pick<Parts, 'sql' | 'hub' | 'reach'>) {
  async function framesOf(rightsKey: string, actors: string[], rows: OutboxRow[]): Promise<Framed | undefined> {
    for (const actor of actors) {
      const frames = await framesFor({ sql, reach }, { actor, rightsKey }, rows)
      if (frames) return framed(...frames)
    }
    return undefined
  }

  return async (rows: OutboxRow[]): Promise<Map<string, Framed | undefined>> => {
    const made = new Map<string, Framed | undefined>()
    // Readers may join while rows are read for the others; the round ends, in one go, when every group has its frames.
    for (;;) {
      const missing = [...hub.groups()].filter(([key]) => !made.has(key))
      if (!missing.length) return made
      const next = missing.values()
      const work = async () => {
        for (const [key, actors] of next) made.set(key, await framesOf(key, actors, rows))
      }
      await Promise.all(Array.from({ length: beside }, work))
    }
  }
}

/** Reads the outbox in order and gives it to the hub. NOTIFY is only a wake-up: a lost one costs a second. */
export function createRelay({ sql, hub, reach, versions, log }: Parts) {
  let cursor: Cursor = { txid: '0', id: '0' }
  let safe: Cursor = cursor
  let prunes: ReturnType<typeof setInterval> | undefined
  let stopped = false
  let listening: ReturnType<typeof listen> | undefined
  const framesOfAll = createFraming({ sql, hub, reach })

  async function publish(rows: OutboxRow[]): Promise<void> {
    const nouns = new Set(rows.map((row) => row.noun))
    for (const noun of nouns) versions.bump(noun)
    if (nouns.has('area')) reach.forget()
    for (const [key, bytes] of await framesOfAll(rows)) {
      if (bytes) hub.send(bytes, key)
      // They come back with the rights they have now, and resume where they stood.
      else hub.close(key)
    }
    cursor = rows.at(-1) ?? cursor
  }

  async function drainAll(): Promise<boolean> {
    for (let found = false; ; found = true) {
      const rows = await outboxAfter(sql, cursor, batchRows)
      if (!rows.length || stopped) return found
      await publish(rows)
    }
  }

  const rounds = createRounds(drainAll, (error) => log.warn({ error: String(error) }, 'the outbox could not be read; trying again'))

  const prune = () =>
    pruneOutbox(sql, keepHours).then(
      (last) => void (last && compareCursors(last, safe) > 0 && (safe = last)),
      (error: unknown) => log.warn({ error: String(error) }, 'the outbox could not be pruned'),
    )

  return {
    cursor: () => cursor,
    /** Whether nothing after `from` was pruned. */
    isKept: (from: Cursor) => compareCursors(from, safe) >= 0,
    async start(): Promise<void> {
      const bounds = await outboxBounds(sql)
      cursor = bounds.now
      safe = bounds.safe
      listening = listen(sql, 'fangcun_outbox', rounds.wake)
      prunes = setInterval(() => void prune(), pruneEveryMs)
      prunes.unref()
      rounds.wake()
    },
    async stop(): Promise<void> {
      stopped = true
      clearInterval(prunes)
      await rounds.stop()
      await listening?.stop()
    },
  }
}
