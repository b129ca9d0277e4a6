import type { Socket } from 'node:net'
import type { Backend, Status } from './backend.ts'
import { copiesIn, subscription, type Subscription } from './statement.ts'
import { cstring, frame, frameType, readCstring, readyForQuery } from './wire.ts'

/** What the backend runs in place of a statement it cannot survive: the client gets an ordinary error, in any state. */
const refusal = (why: string) => `do $$ begin raise exception using errcode = '0A000', message = '${why}'; end $$`
const refusedCopy = refusal('COPY FROM STDIN is not supported by the embedded database; insert through unnest')
const refusedCall = refusal('function calls by protocol are not supported by the embedded database')
/** The backend listens for all sessions, so it never stops: UNLISTEN is aimed at a channel that nobody uses. */
const unusedChannel = 'unlisten "fangcun nobody"'

/**
 * One client of the shared backend, after its start-up. Frames are gathered until Sync, Flush or a simple query, run as one batch
 * while the session holds the turn, and the turn is kept until no transaction is open.
 */
export class Session {
  readonly channels = new Set<string>()
  readonly #socket: Socket
  readonly #backend: Backend
  readonly #prefix: string
  readonly #prepared = new Set<string>()
  readonly #subscriptions = new Map<string, Subscription>()
  #batch: Buffer[] = []
  #status: Status = 'I'
  #giveBack: (() => void) | undefined

  constructor(socket: Socket, backend: Backend, id: number) {
    this.#socket = socket
    this.#backend = backend
    this.#prefix = `${id}_`
    backend.listeners.add(this)
  }

  deliver(notification: Buffer): void {
    if (this.#socket.writable) this.#socket.write(notification)
  }

  /** Takes the client's next frame; resolves when it is gathered or answered. */
  async receive(message: Buffer): Promise<void> {
    const type = frameType(message)
    if (type === 'Q') return this.#gather(type, frame('Q', cstring(this.#allowed(readCstring(message, 5).text, true))))
    if (type === 'P') return this.#gather(type, this.#renameParse(message))
    if (type === 'B') return this.#gather(type, this.#renameBind(message))
    if (type === 'D' || type === 'C') return this.#gather(type, this.#renameOther(message, type))
    if (type === 'F') return this.#gather('Q', frame('Q', cstring(refusedCall)))
    return this.#gather(type, message)
  }

  /** Ends an unfinished transaction, forgets the client's prepared statements and gives the turn back. */
  async close(): Promise<void> {
    this.#backend.listeners.delete(this)
    this.#batch = []
    await this.#takeTurn()
    const closes = [...this.#prepared].map((name) => frame('C', Buffer.from('S'), cstring(name)))
    const sync = frame('S')
    // A Sync first: the client may have left in the middle of an extended batch.
    const { status } = await this.#backend.run(Buffer.concat([...closes, sync]), this)
    if (status !== 'I') await this.#backend.run(frame('Q', cstring('rollback')), this)
    this.#status = 'I'
    this.#endTurn()
  }

  async #gather(type: string, message: Buffer): Promise<void> {
    this.#batch.push(message)
    if (type !== 'S' && type !== 'H' && type !== 'Q') return
    const batch = Buffer.concat(this.#batch)
    this.#batch = []
    await this.#takeTurn()
    const { frames, status } = await this.#backend.run(batch, this)
    if (type === 'H') return this.#send(...frames)
    this.#status = status
    this.#endTurn()
    this.#send(...frames, readyForQuery(status))
  }

  async #takeTurn(): Promise<void> {
    this.#giveBack ??= await this.#backend.turn.take()
  }

  #endTurn(): void {
    if (this.#status !== 'I') return
    this.#giveBack?.()
    this.#giveBack = undefined
  }

  #send(...frames: Buffer[]): void {
    if (this.#socket.writable && frames.length) this.#socket.write(Buffer.concat(frames))
  }

  /** The text that the backend may run for `text`. */
  #allowed(text: string, subscribes: boolean): string {
    if (copiesIn(text)) return refusedCopy
    const found = subscription(text)
    if (found && subscribes) this.#subscribe(found)
    return found?.verb === 'unlisten' ? unusedChannel : text
  }

  #subscribe({ verb, channel }: Subscription): void {
    if (verb === 'listen') this.channels.add(channel)
    else if (channel === '*') this.channels.clear()
    else this.channels.delete(channel)
  }

  /** Statement names are the session's own at the client but shared in the backend, so they get a prefix. */
  #own(name: string): string {
    return name === '' ? '' : this.#prefix + name
  }

  #renameParse(message: Buffer): Buffer {
    const name = readCstring(message, 5)
    const text = readCstring(message, name.next)
    const own = this.#own(name.text)
    if (own) this.#prepared.add(own)
    const found = subscription(text.text)
    if (found) this.#subscriptions.set(own, found)
    else this.#subscriptions.delete(own)
    return frame('P', cstring(own), cstring(this.#allowed(text.text, false)), message.subarray(text.next))
  }

  #renameBind(message: Buffer): Buffer {
    const portal = readCstring(message, 5)
    const name = readCstring(message, portal.next)
    const own = this.#own(name.text)
    const found = this.#subscriptions.get(own)
    if (found) this.#subscribe(found)
    return frame('B', cstring(portal.text), cstring(own), message.subarray(name.next))
  }

  #renameOther(message: Buffer, type: 'C' | 'D'): Buffer {
    if (message[5] !== 0x53) return message
    const own = this.#own(readCstring(message, 6).text)
    if (type === 'C') this.#prepared.delete(own)
    return frame(type, Buffer.from('S'), cstring(own))
  }
}
