import type { ServerResponse } from 'node:http'
import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { formatCursor, parseCursor } from '../queries/outbox.ts'
import { frame, framed } from './frame.ts'
import { createHub } from './hub.ts'
import { missed } from './missed.ts'
import { createPositionBeat } from './positions.ts'
import { createReach } from './reach.ts'
import { createReader, type Reader, type Sink, type Who } from './reader.ts'
import { createRelay } from './relay.ts'
import { bodySink, socketSink } from './sinks.ts'
import type { Versions } from './versions.ts'
import { createWalls } from './walls.ts'
import { createWatch, type Rights } from './watch.ts'

export type Live = ReturnType<typeof createLive>

const beatMs = 10_000
const mostReaders = 2_000
/** A person has some screens and a wall some more; a program that opens a stream for each request stops here. */
const mostOfAccount = 100

/** Where the stream stands; who comes without a cursor starts there. */
const helloOf = (cursor: string, more: object, starts: boolean) => frame({ name: 'hello', data: { cursor, serverTime: new Date().toISOString(), ...more }, ...(starts ? { id: cursor } : {}) })
const beatNow = () => framed(frame({ name: 'beat', data: { serverTime: new Date().toISOString() } }))

/** The live stream: changes from the outbox, positions once a second, a beat every ten, for as long as the session and its rights are good. */
export function createLive({ sql, versions, rights, log }: { sql: Sql; versions: Versions; rights: Rights; log: Log }) {
  const hub = createHub()
  const reach = createReach(sql)
  const relay = createRelay({ sql, hub, reach, versions, log })
  const walls = createWalls({ sql, hub, rights, log })
  const parts = [createPositionBeat({ sql, hub, log }), walls, createWatch({ hub, rights, log })]
  let beat: ReturnType<typeof setInterval> | undefined

  /** From `after` (a cursor) or from now. An unreadable cursor counts as one too old. */
  function join({ reader, begin }: ReturnType<typeof createReader>, after: string | undefined): void {
    const { who } = reader
    const now = relay.cursor()
    hub.add(reader)
    const from = after === undefined ? now : (parseCursor(after) ?? { txid: '0', id: '0' })
    const hello = helloOf(formatCursor(now), { versions: versions.all(), rights: who.rightsKey }, after === undefined)
    const fail = (error: unknown) => (log.warn({ error: String(error) }, 'a stream could not be resumed'), reader.close())
    missed({ sql, reach, relay }, who, from, now).then((frames) => (frames ? begin([framed(hello, ...frames)]) : reader.close()), fail)
  }

  return {
    /** Whatever is read after this call holds all changes up to the answer. */
    cursor: () => formatCursor(relay.cursor()),
    get readers() {
      return hub.size
    },
    isFull: () => hub.size >= mostReaders,
    hasMany: (account: string) => hub.countOf(account) >= mostOfAccount,
    /** The shared camera of a wall moves: `wall` of /live. */
    moveWall: walls.move,
    /** A stream as a response body. */
    open(who: Who, after: string | undefined): ReadableStream<Uint8Array> {
      const { sink, body } = bodySink(() => made.reader.close())
      const made = createReader(hub, who, sink)
      join(made, after)
      return body
    },
    /** The same on the socket below a response; false, and nothing done, where it has none yet. */
    serve(who: Who, after: string | undefined, response: ServerResponse, headers: Record<string, string>): boolean {
      let reader: Reader | undefined
      const sink: Sink | undefined = socketSink(response, headers, () => reader?.close())
      if (!sink) return false
      const made = createReader(hub, who, sink)
      reader = made.reader
      join(made, after)
      return true
    },
    async start(): Promise<void> {
      await relay.start()
      for (const part of parts) part.start()
      beat = setInterval(() => hub.send(beatNow()), beatMs).unref()
    },
    async stop(): Promise<void> {
      clearInterval(beat)
      for (const part of parts) await part.stop()
      await relay.stop()
      hub.close()
    },
  }
}
