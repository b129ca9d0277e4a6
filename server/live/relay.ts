import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { type Cursor, type OutboxRow, compareCursors, outboxAfter, outboxBounds, pruneOutbox } from '../queries/outbox.ts'
import { framesFor } from './changes.ts'
import { joinFrames } from './frame.ts'
import type { Hub } from './hub.ts'
import { listen } from './listen.ts'
import { createRounds } from './rounds.ts'
import type { Versions } from './versions.ts'

export type Relay = ReturnType<typeof createRelay>
type Parts = { sql: Sql; hub: Hub; versions: Versions; log: Log }

const batchRows = 1_000
const keepHours = 24
const pruneEveryMs = 600_000

/** Reads the outbox in order and gives it to the hub. NOTIFY is only a wake-up: a lost one costs a second. */
export function createRelay({ sql, hub, versions, log }: Parts) {
  let cursor: Cursor = { txid: '0', id: '0' }
  let safe: Cursor = cursor
  let prunes: ReturnType<typeof setInterval> | undefined
  let stopped = false
  let listening: ReturnType<typeof listen> | undefined

  async function publish(rows: OutboxRow[]): Promise<void> {
    for (const noun of new Set(rows.map((row) => row.noun))) versions.bump(noun)
    const framed = new Map<string, Uint8Array>()
    // Readers may join while rows are read for the others; the round ends, in one go, when every group has its frames.
    for (;;) {
      const missing = [...hub.groups()].filter(([key]) => !framed.has(key))
      if (!missing.length) break
      for (const [key, actor] of missing) framed.set(key, joinFrames(await framesFor(sql, actor, rows)))
    }
    for (const [key, bytes] of framed) hub.send(bytes, key)
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
