import type postgres from 'postgres'
import type { Sql, Transaction } from './database.ts'

type Failure = { code?: string; severity?: string; message?: string }
/** What a query of postgres.js offers beyond its types: how it is sent, and how it is told that it failed. */
type Sendable = { handler(query: Sendable): unknown; reject(error: unknown): void; execute: unknown }
type Reserved = Sql & { release(): void }

/** CONNECTION_CLOSED and its like come from postgres.js, ECONNRESET and its like from the system; SQLSTATEs look like 23505. */
const isBroken = ({ code = '', severity }: Failure) => severity === 'FATAL' || severity === 'PANIC' || /^(CONNECTION_|E[A-Z]+$)/.test(code)

/**
 * One connection of the pool for one transaction. postgres.js sends a late question on a connection that was closed or given back, where
 * it would crash the process or run without its actor; here such a question fails instead.
 */
class Line {
  readonly tx: Transaction
  readonly #connection: Reserved
  #broken = false
  #shut = false
  #savepoints = 0

  constructor(connection: Reserved) {
    this.#connection = connection
    const savepoint = <Result>(work: (tx: Transaction) => Promise<Result>) => this.#savepoint(work)
    this.tx = new Proxy(connection, {
      apply: (target, self, args: unknown[]) => this.#watch(Reflect.apply(target, self, args)),
      get: (target, name) => {
        if (name === 'savepoint') return savepoint
        if (name === 'begin' || name === 'reserve' || name === 'release') return undefined
        if (name === 'unsafe') return (...args: Parameters<Sql['unsafe']>) => this.#watch(target.unsafe(...args))
        return Reflect.get(target, name)
      },
    }) as unknown as Transaction
  }

  /** Nothing is asked on this line any more; the connection goes back to the pool unless it is broken and has left by itself. */
  leave(): void {
    this.#shut = true
    if (!this.#broken) this.#connection.release()
  }

  /** Ends the transaction. What the work left behind is refused from the moment on that this is sent. */
  async end(how: 'commit' | 'rollback'): Promise<void> {
    const ending = this.#watch(how === 'commit' ? this.#connection`commit` : this.#connection`rollback`, true).execute()
    const { command } = await ending
    if (how === 'commit' && command === 'ROLLBACK') throw new Error('The transaction was rolled back: a statement in it had failed.')
  }

  #watch<Made>(made: Made, ends = false): Made {
    const query = made as unknown as Sendable
    if (typeof query.execute !== 'function') return made
    const { handler, reject } = query
    query.reject = (error) => {
      this.#broken ||= isBroken(error as Failure)
      reject.call(query, error)
    }
    query.handler = (each) => {
      if (this.#broken) return each.reject(Object.assign(new Error('The connection was closed.'), { code: 'CONNECTION_CLOSED' }))
      if (this.#shut && !ends) return each.reject(new Error('A question was asked after the end of its transaction.'))
      this.#shut ||= ends
      return handler.call(query, each)
    }
    return made
  }

  async #savepoint<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const name = `s${++this.#savepoints}`
    await this.tx.unsafe(`savepoint ${name}`)
    try {
      return await work(this.tx)
    } catch (error) {
      await this.tx.unsafe(`rollback to ${name}`)
      throw error
    }
  }
}

/** Identity first: it is sent before all work, and nobody waits for it, for a connection runs in order and a failed transaction stays failed. */
type Identity = (tx: Transaction) => postgres.PendingQuery<postgres.Row[]>

const openLine = async (sql: Sql) => new Line((await sql.reserve()) as unknown as Reserved)

function enter(line: Line, identity: Identity): Promise<unknown>[] {
  const sent = [line.tx`begin`.execute(), identity(line.tx).execute()]
  // Each failure is also that of the work or of the end, which are waited for.
  for (const each of sent) each.catch(() => {})
  return sent
}

/** Runs `work` in a transaction of its own under `identity`. Throws what the work threw, after the rollback. */
export async function transact<Result>(sql: Sql, identity: Identity, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const line = await openLine(sql)
  try {
    const opening = enter(line, identity)
    const [result] = await Promise.all([work(line.tx), ...opening])
    await line.end('commit')
    return result
  } catch (error) {
    await line.end('rollback').catch(() => {})
    throw error
  } finally {
    line.leave()
  }
}

/** Sends begin, identity, one statement and commit together: one round trip once the statements are prepared. */
export async function transactOne<Row extends readonly (object | undefined)[]>(
  sql: Sql,
  identity: Identity,
  build: (tx: Transaction) => postgres.PendingQuery<Row>,
): Promise<postgres.RowList<Row>> {
  const line = await openLine(sql)
  try {
    const opening = enter(line, identity)
    const query = build(line.tx).execute()
    const ending = line.end('commit')
    ending.catch(() => {})
    // In order: what is queued behind a failure on a closed connection is never answered.
    await Promise.all(opening)
    const rows = await query
    await ending
    return rows
  } catch (error) {
    await line.end('rollback').catch(() => {})
    throw error
  } finally {
    line.leave()
  }
}
