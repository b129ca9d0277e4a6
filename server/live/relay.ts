import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { type Cursor, type OutboxRow, compareCursors, outboxAfter, outboxBounds, pruneOutbox } from '../queries/outbox.ts'
import { framesFor } from './changes.ts'
import { joinFrames } from './frame.ts'
import type { Hub } from './hub.ts'
import type { Versions } from './versions.ts'

export type Relay = ReturnType<typeof createRelay>
type Parts = { sql: Sql; hub: Hub; versions: Versions; log: Log }

const batchRows = 1_000
const idlePollMs = 1_000
/** A notice may come before the row may be published (an older transaction still runs): ask again soon, then less often. */
const retryMs = [20, 50, 100, 200, 400]
const keepHours = 24
const pruneEveryMs = 600_000

/** Reads the outbox in order and gives it to the hub. NOTIFY is only a wake-up: a lost one costs a second. */
export function createRelay({ sql, hub, versions, log }: Parts) {
  let cursor: Cursor = { txid: '0', id: '0' }
  let safe: Cursor = cursor
  let timer: ReturnType<typeof setTimeout> | undefined
  let prunes: ReturnType<typeof setInterval> | undefined
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  let listening: { unlisten(): Promise<void> } | undefined

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

  function drain(attempt: number): void {
    if (stopped) return
    clearTimeout(timer)
    if (running) {
      // A row may have missed the last look of the round that runs: one more after it.
      again = true
      return
    }
    running = drainAll()
      .then(
        (found) => (found ? 0 : attempt + 1),
        (error: unknown) => {
          if (!stopped) log.warn({ error: String(error) }, 'the outbox could not be read; trying again')
          return retryMs.length
        },
      )
      .then((next) => {
        running = undefined
        if (stopped) return
        if (again) {
          again = false
          return drain(0)
        }
        timer = setTimeout(() => drain(next), next === 0 ? (retryMs[0] as number) : (retryMs[next - 1] ?? idlePollMs))
        timer.unref()
      })
  }

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
      listening = await sql.listen('fangcun_outbox', () => drain(0), () => drain(0))
      prunes = setInterval(() => void prune(), pruneEveryMs)
      prunes.unref()
      drain(0)
    },
    async stop(): Promise<void> {
      stopped = true
      clearTimeout(timer)
      clearInterval(prunes)
      await running
      await listening?.unlisten().catch(() => {})
    },
  }
}
