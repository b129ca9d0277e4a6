import type postgres from 'postgres'
import { type Connection, openConnection } from './connection.ts'

type Waiting = { give(connection: Connection): void; refuse(error: Error): void }

const failure = (code: string, message: string) => Object.assign(new Error(message), { code })

/**
 * The connections that transactions run on, each lent to one transaction at a time and thrown away whole when it was cut.
 *
 * `reserve` and `begin` of postgres.js 3.4.9 do not survive a database that goes away: what is asked in between writes to a socket that is
 * null (a TypeError from a timer, which ends the process); a reservation that failed stays queued and takes a connection with it, until
 * none is left; half a frame of the old connection is sent before the greeting of the next, which then hangs; and its question for array
 * types has nobody to catch its failure. None of that can happen to a client of one connection that is never used again.
 */
export class Lines {
  readonly #options: postgres.ParsedOptions
  readonly #max: number
  readonly #all = new Set<Connection>()
  readonly #idle: Connection[] = []
  readonly #waiting = new Set<Waiting>()
  #ended = false

  constructor(options: postgres.ParsedOptions, max: number) {
    this.#options = options
    this.#max = max
  }

  /** A connection that was sound when last seen. Throws CONNECTION_ENDED, or CONNECT_TIMEOUT where none was free within `patienceMs`. */
  take(patienceMs?: number): Promise<Connection> {
    if (this.#ended) return Promise.reject(failure('CONNECTION_ENDED', 'The database was closed.'))
    const kept = this.#idle.pop()
    if (kept) return Promise.resolve(kept)
    if (this.#all.size < this.#max) return Promise.resolve(this.#open())
    return new Promise((done, fail) => {
      const waiting: Waiting = { give: done, refuse: fail }
      this.#waiting.add(waiting)
      if (patienceMs === undefined) return
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting)
        fail(failure('CONNECT_TIMEOUT', 'No connection to the database was free in time.'))
      }, patienceMs)
      waiting.give = (connection) => (clearTimeout(timer), done(connection))
      waiting.refuse = (error) => (clearTimeout(timer), fail(error))
    })
  }

  give(connection: Connection): void {
    connection.onCut = () => this.#discard(connection)
    if (connection.cut) return this.#discard(connection)
    const next = this.#next()
    if (next) next.give(connection)
    else this.#idle.push(connection)
  }

  /** Waits for what runs, at most `timeout` seconds. */
  async end(timeout?: number): Promise<void> {
    this.#ended = true
    for (const { refuse } of this.#waiting) refuse(failure('CONNECTION_ENDED', 'The database was closed.'))
    this.#waiting.clear()
    await Promise.all([...this.#all].map((connection) => connection.sql.end(timeout === undefined ? {} : { timeout }).catch(() => {})))
  }

  #open(): Connection {
    const connection = openConnection(this.#options)
    this.#all.add(connection)
    return connection
  }

  #next(): Waiting | undefined {
    const [next] = this.#waiting
    if (next) this.#waiting.delete(next)
    return next
  }

  #discard(connection: Connection): void {
    if (!this.#all.delete(connection)) return
    const at = this.#idle.indexOf(connection)
    if (at >= 0) this.#idle.splice(at, 1)
    void connection.sql.end({ timeout: 0 }).catch(() => {})
    if (!this.#ended) this.#next()?.give(this.#open())
  }
}
