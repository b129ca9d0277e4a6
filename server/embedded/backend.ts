import type { PGlite } from '@electric-sql/pglite'
import { Turn } from './turn.ts'
import { frameType, readCstring, splitFrames } from './wire.ts'

/** I: idle, T: in a transaction, E: in a failed transaction. */
export type Status = 'I' | 'T' | 'E'

export type Answer = { frames: Buffer[]; status: Status }

/** Receives notifications that another session's statement set off. */
export type Listener = { channels: Set<string>; deliver(notification: Buffer): void }

/** What PGlite's build exports beyond its types: where its C stack ends. */
type Stacked = { Module: { ___stack_pointer: { value: number } } }

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
    const raw = await this.#exec(batch)
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

  /**
   * PostgreSQL leaves a failed statement by a jump that, compiled to WebAssembly, never gives back its C stack: about a kilobyte an error, and after
   * some 1,700 of them every statement fails for good. Between two batches nothing lies on it, so it is put back to where it was.
   */
  async #exec(batch: Buffer): Promise<Uint8Array> {
    const stack = (this.#database as unknown as Stacked).Module.___stack_pointer
    const before = stack.value
    try {
      return await this.#database.execProtocolRaw(batch)
    } finally {
      stack.value = before
    }
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
