import type { PGlite } from '@electric-sql/pglite'
import { Turn } from './turn.ts'
import { frameType, readCstring, splitFrames } from './wire.ts'

/** I: idle, T: in a transaction, E: in a failed transaction. */
export type Status = 'I' | 'T' | 'E'

export type Answer = { frames: Buffer[]; status: Status }

/** Receives notifications that another session's statement set off. */
export type Listener = { channels: Set<string>; deliver(notification: Buffer): void }

/** The one PGlite backend that all sessions share. */
export class Backend {
  readonly turn = new Turn()
  readonly listeners = new Set<Listener>()
  readonly #database: PGlite

  constructor(database: PGlite) {
    this.#database = database
  }

  /**
   * Runs one batch as `asker`, who must hold the turn. ReadyForQuery is taken out: the backend says it after every error and
   * every call, clients expect it once per Sync or simple query, so the session says it. A backend that throws instead of
   * answering is broken for good.
   */
  async run(batch: Buffer, asker: Listener): Promise<Answer> {
    const raw = await this.#database.execProtocolRaw(batch)
    const frames: Buffer[] = []
    let status: Status = 'I'
    for (const frame of splitFrames(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))) {
      const type = frameType(frame)
      if (type === 'Z') status = String.fromCharCode(frame[5] ?? 0) as Status
      else if (type === 'A') this.#notify(frame, asker, frames)
      else frames.push(frame)
    }
    return { frames, status }
  }

  #notify(notification: Buffer, asker: Listener, own: Buffer[]): void {
    const channel = readCstring(notification, 9).text
    for (const listener of this.listeners) {
      if (!listener.channels.has(channel)) continue
      if (listener === asker) own.push(notification)
      else listener.deliver(notification)
    }
  }
}
