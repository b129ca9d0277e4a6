import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { type Cursor, compareCursors, formatCursor, outboxAfter, parseCursor } from '../queries/outbox.ts'
import { framesFor } from './changes.ts'
import { frame } from './frame.ts'
import { createHub, createReader } from './hub.ts'
import { createPositionBeat } from './positions.ts'
import { createRelay } from './relay.ts'
import { type Versions, versionedNouns } from './versions.ts'

export type Live = ReturnType<typeof createLive>

const beatMs = 10_000
const mostReaders = 2_000
/** A reader that missed more reads everything again: that is one request instead of a thousand changes. */
const mostMissed = 2_000

/** The live stream: changes from the outbox, positions once a second, a beat every ten. */
export function createLive({ sql, versions, log }: { sql: Sql; versions: Versions; log: Log }) {
  const hub = createHub()
  const relay = createRelay({ sql, hub, versions, log })
  const positions = createPositionBeat({ sql, hub, log })
  let beat: ReturnType<typeof setInterval> | undefined

  /** Frames of what happened in (from, to]; `refresh` of everything if that is not known any more. */
  async function missed(actor: string, from: Cursor, to: Cursor): Promise<Uint8Array[]> {
    if (compareCursors(from, to) >= 0) return []
    const rows = relay.isKept(from) ? (await outboxAfter(sql, from, mostMissed + 1)).filter((row) => compareCursors(row, to) <= 0) : undefined
    if (rows && rows.length <= mostMissed) return framesFor(sql, actor, rows)
    return versionedNouns.map((noun, i) => frame({ name: 'refresh', data: { noun }, ...(i === versionedNouns.length - 1 ? { id: formatCursor(to) } : {}) }))
  }

  return {
    /** Whatever is read after this call holds all changes up to the answer. */
    cursor: () => formatCursor(relay.cursor()),
    get readers() {
      return hub.size
    },
    isFull: () => hub.size >= mostReaders,
    /** A stream for one reader, from `after` (a cursor) or from now. An unreadable cursor counts as one too old. */
    open(actor: string, rightsKey: string, after: string | undefined): ReadableStream<Uint8Array> {
      const { reader, body, begin } = createReader(hub, actor, rightsKey)
      const now = relay.cursor()
      hub.add(reader)
      const from = after === undefined ? now : (parseCursor(after) ?? { txid: '0', id: '0' })
      const data = { cursor: formatCursor(now), serverTime: new Date().toISOString(), versions: versions.all() }
      const hello = frame({ name: 'hello', data, ...(after === undefined ? { id: formatCursor(now) } : {}) })
      missed(actor, from, now).then(
        (frames) => begin([hello, ...frames]),
        (error: unknown) => {
          log.warn({ error: String(error) }, 'a stream could not be resumed')
          reader.close()
        },
      )
      return body
    },
    async start(): Promise<void> {
      await relay.start()
      positions.start()
      beat = setInterval(() => hub.send(frame({ name: 'beat', data: { serverTime: new Date().toISOString() } })), beatMs)
      beat.unref()
    },
    async stop(): Promise<void> {
      clearInterval(beat)
      positions.stop()
      await relay.stop()
      hub.closeAll()
    },
  }
}
