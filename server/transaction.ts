import type postgres from 'postgres'
import type { Connection } from './connection.ts'
import type { Sql, Transaction } from './database.ts'
import type { Lines } from './lines.ts'

type Failure = { code?: string; severity?: string; message?: string }
/** What a query of postgres.js offers beyond its types: how it is sent, and how it is told what came of it. */
type Sendable = { handler(query: Sendable): unknown; resolve(value: unknown): void; reject(error: unknown): void; execute: unknown }

/** CONNECTION_CLOSED and its like come from postgres.js, ECONNRESET and its like from the system; SQLSTATEs look like 23505. */
const isBroken = ({ code = '', severity }: Failure) => severity === 'FATAL' || severity === 'PANIC' || /^(CONNECT(ION)?_|E[A-Z]+$)/.test(code)

const closedError = () => Object.assign(new Error('The connection to the database was closed.'), { code: 'CONNECTION_CLOSED' })

/**
 * One connection for one transaction. A question that comes after the end, or after the connection was cut, fails here; postgres.js would
 * leave it unanswered, or run it without its actor.
 */
class Line {
  readonly tx: Transaction
  readonly #lines: Lines
  readonly #connection: Connection
  readonly #asked = new Set<Sendable>()
  #shut = false
  #savepoints = 0

  constructor(lines: Lines, connection: Connection) {
    this.#lines = lines
    this.#connection = connection
    connection.onCut = () => this.#failAll()
    const savepoint = <Result>(work: (tx: Transaction) => Promise<Result>) => this.#savepoint(work)
    this.tx = new Proxy(connection.sql, {
      apply: (target, self, args: unknown[]) => this.#watch(Reflect.apply(target, self, args)),
      get: (target, name) => {
        if (name === 'savepoint') return savepoint
        if (name === 'begin' || name === 'reserve' || name === 'end' || name === 'listen') return undefined
        if (name === 'unsafe') return (...args: Parameters<Sql['unsafe']>) => this.#watch(target.unsafe(...args))
        return Reflect.get(target, name)
      },
    }) as unknown as Transaction
  }

  /** Nothing is asked on this line any more; a connection on which something still runs is not used again. */
  leave(): void {
    this.#shut = true
    if (this.#asked.size) this.cut()
    this.#lines.give(this.#connection)
  }

  /** Whatever still runs here fails. */
  cut(): void {
    this.#connection.cut = true
    this.#connection.destroy()
    this.#failAll()
  }

  /** Ends the transaction. What the work left behind is refused from the moment on that this is sent. */
  async end(how: 'commit' | 'rollback'): Promise<void> {
    const { sql } = this.#connection
    const ending = this.#watch(how === 'commit' ? sql`commit` : sql`rollback`, true).execute()
    const { command } = await ending
    if (how === 'commit' && command === 'ROLLBACK') throw new Error('The transaction was rolled back: a statement in it had failed.')
  }

  /** postgres.js forgets what it had queued behind the end of a connection. */
  #failAll(): void {
    for (const each of this.#asked) each.reject(this.#connection.failure ?? closedError())
  }

  #watch<Made>(made: Made, ends = false): Made {
    const query = made as unknown as Sendable
    if (typeof query.execute !== 'function') return made
    const { handler, resolve, reject } = query
    query.resolve = (value) => {
      this.#asked.delete(query)
      resolve.call(query, value)
    }
    query.reject = (error) => {
      this.#asked.delete(query)
      reject.call(query, error)
      if (isBroken(error as Failure) && !this.#connection.cut) this.cut()
    }
    query.handler = (each) => {
      if (this.#connection.cut) return each.reject(closedError())
      if (this.#shut && !ends) return each.reject(new Error('A question was asked after the end of its transaction.'))
      this.#shut ||= ends
      this.#asked.add(query)
      return handler.call(query, each)
    }
    return made
  }

  async #savepoint<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const name = `s${++this.#savepoints}`
    await this.tx.unsafe(`savepoint ${name}`)
    try {
      const result = await work(this.tx)
      await this.tx.unsafe(`release ${name}`)
      return result
    } catch (error) {
      await this.tx.unsafe(`rollback to ${name}; release ${name}`)
      throw error
    }
  }
}

/** Identity first: it is sent before all work, and nobody waits for it, for a connection runs in order and a failed transaction stays failed. */
type Identity = (tx: Transaction) => postgres.PendingQuery<postgres.Row[]>

/** A line for `work`, taken back afterwards. Past the deadline it is cut, and what waits for it fails; so it does where none is free by then. */
async function onLine<Result>(lines: Lines, deadlineMs: number | undefined, work: (line: Line) => Promise<Result>): Promise<Result> {
  const line = new Line(lines, await lines.take(deadlineMs))
  const timer = deadlineMs === undefined ? undefined : setTimeout(() => line.cut(), deadlineMs)
  try {
    return await work(line)
  } catch (error) {
    await line.end('rollback').catch(() => {})
    throw error
  } finally {
    clearTimeout(timer)
    line.leave()
  }
}

function enter(line: Line, identity: Identity): Promise<unknown>[] {
  const sent = [line.tx`begin`.execute(), identity(line.tx).execute()]
  // Each failure is also that of the work or of the end, which are waited for.
  for (const each of sent) each.catch(() => {})
  return sent
}

/** Runs `work` in a transaction of its own under `identity`. Throws what the work threw, after the rollback. */
export function transact<Result>(lines: Lines, identity: Identity, work: (tx: Transaction) => Promise<Result>, deadlineMs?: number): Promise<Result> {
  return onLine(lines, deadlineMs, async (line) => {
    const opening = enter(line, identity)
    const [result] = await Promise.all([work(line.tx), ...opening])
    await line.end('commit')
    return result
  })
}

/** Sends begin, identity, one statement and commit together: one round trip once the statements are prepared. */
export function transactOne<Row extends readonly (object | undefined)[]>(
  lines: Lines,
  identity: Identity,
  build: (tx: Transaction) => postgres.PendingQuery<Row>,
  deadlineMs?: number,
): Promise<postgres.RowList<Row>> {
  return onLine(lines, deadlineMs, async (line) => {
    const opening = enter(line, identity)
    const query = build(line.tx).execute()
    const ending = line.end('commit')
    ending.catch(() => {})
    const [rows] = await Promise.all([query, ...opening])
    await ending
    return rows
  })
}
