import postgres from 'postgres'
import { arrayTypes } from './arrays.ts'
import { Lines } from './lines.ts'
import { transact, transactOne } from './transaction.ts'

export type Sql = postgres.Sql<{ bigint: number }>
/** One open transaction: what Sql can ask, on one connection. A failing `savepoint` takes back its own work only. */
export interface Transaction extends postgres.ISql<{ bigint: number }> {
  savepoint<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
}
export type ConnectOptions = {
  /** Connections at most; the embedded database serves one transaction at a time, so more than 5 gain nothing there. */
  max?: number
  /** Seconds after which what an actor asked is given up; none where long work is wanted. */
  deadlineSeconds?: number
}

/** The role that requests run as; migrations make it. It owns nothing, so policies decide. */
const role = 'fangcun_app'

/** Whole numbers beyond 2^53 stay text: a wrong digit is worse than another type. */
const readInteger = (text: string): number | string => (Number.isSafeInteger(Number(text)) ? Number(text) : text)

const utc = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/

/**
 * `2026-01-02 03:04:05.6+00` as `2026-01-02T03:04:05.600Z`. Microseconds are kept where there are any, for paging by time must not
 * lose them. `infinity` and years beyond four digits stay as they are.
 */
function readTime(text: string): string {
  const found = utc.exec(text)
  if (found) {
    const [, date, time, fraction = ''] = found
    return `${date}T${time}.${fraction.padEnd(fraction.length > 3 ? 6 : 3, '0')}Z`
  }
  const time = new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
  return Number.isNaN(time.getTime()) ? text : time.toISOString()
}

const writeTime = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value))
const asText = (value: unknown): string => String(value)

const own = {
  bigint: { to: 20, from: [20], parse: readInteger as (text: string) => number, serialize: asText },
  numeric: { to: 1700, from: [1700], parse: Number, serialize: asText },
  time: { to: 1184, from: [1184], parse: readTime, serialize: writeTime },
  day: { to: 1082, from: [1082], parse: asText, serialize: asText },
}
const types = { ...own, ...arrayTypes({ 20: readInteger, 1700: Number, 1184: readTime }) } as unknown as typeof own

/**
 * A pool on `url`. Column names arrive in camelCase, keys inside jsonb as they are. bigint and numeric arrive as number,
 * timestamptz as ISO 8601 text in UTC, date as `YYYY-MM-DD`.
 */
export function connect(url: string, { max = 5, deadlineSeconds }: ConnectOptions = {}): Sql {
  const sql = postgres(url, {
    max,
    types,
    // Its failure on a connection that is cut has nobody to catch it and would end the process.
    fetch_types: false,
    connect_timeout: 5,
    // Not postgres.camel: that one rewrites the keys of jsonb too, GeoJSON properties among them.
    transform: { column: { from: postgres.toCamel } },
    connection: { application_name: 'fangcun', TimeZone: 'UTC' },
    onnotice: () => {},
    // Seconds until the next try; the default waits up to 20 s, long after a database that was restarted is back.
    backoff: (retries) => Math.min(3 ** retries / 100, 1),
  }) as unknown as Sql
  const lines = new Lines(sql.options, max)
  pools.set(sql, { lines, deadlineMs: deadlineSeconds === undefined ? undefined : deadlineSeconds * 1000 })
  const { end } = sql
  return Object.assign(sql, {
    begin: <Result>(work: (tx: Transaction) => Promise<Result> | Promise<unknown>[]) =>
      transact(lines, nobody, async (tx) => {
        const working = work(tx)
        return Array.isArray(working) ? Promise.all(working) : working
      }),
    end: async (options: { timeout?: number } = {}) => void (await Promise.all([lines.end(options.timeout), end(options)])),
  }) as unknown as Sql
}

type Pool = { lines: Lines; deadlineMs: number | undefined }
const pools = new WeakMap<Sql, Pool>()
const poolOf = (sql: Sql) => pools.get(sql) as Pool
/** What stands for a pool where all questions are about one moment, with the transaction that it asks. */
const moments = new WeakMap<Sql, { actorId: string; tx: Transaction }>()

function momentOf(sql: Sql, actorId: string): Transaction | undefined {
  const moment = moments.get(sql)
  if (moment && moment.actorId !== actorId) throw new Error('The questions of a moment are those of one actor.')
  return moment?.tx
}
const nobody = (tx: Transaction) => tx`select 1`

/** The database gives up by itself where it can (the embedded one cannot); the deadline of the transaction is for one that says nothing. */
const become = (actorId: string, deadlineMs = 0) => (tx: Transaction) =>
  tx`select set_config('role', ${role}, true), set_config('fangcun.actor', ${actorId}, true), set_config('statement_timeout', ${String(deadlineMs)}, true)`

/**
 * Runs `work` in one transaction as the actor; the identity ends with it. Inside, ask `tx` only: on the embedded database the
 * transaction holds the one backend, and a question to the pool would wait for itself. What is asked after the end fails.
 */
export function asActor<Result>(sql: Sql, actorId: string, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const moment = momentOf(sql, actorId)
  if (moment) return work(moment)
  const { lines, deadlineMs } = poolOf(sql)
  return transact(lines, become(actorId, deadlineMs), work, deadlineMs)
}

/** Runs `work` in one transaction as a device, which is known by the digest of its key and may send its own fixes and nothing else. */
export function asDevice<Result>(sql: Sql, keyHash: string, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const { lines, deadlineMs } = poolOf(sql)
  const identity = (tx: Transaction) => tx`select set_config('role', ${role}, true), set_config('fangcun.device_key', ${keyHash}, true), set_config('statement_timeout', ${String(deadlineMs ?? 0)}, true)`
  return transact(lines, identity, work, deadlineMs)
}

/**
 * One statement as the actor in one round trip: begin, identity, statement and commit are sent together. The rows are given out only
 * after the commit. For one statement only; more of them need asActor.
 */
export function asActorQuery<Row extends readonly (object | undefined)[]>(
  sql: Sql,
  actorId: string,
  buildQuery: (tx: Transaction) => postgres.PendingQuery<Row>,
): Promise<postgres.RowList<Row>> {
  const moment = momentOf(sql, actorId)
  if (moment) return buildQuery(moment) as unknown as Promise<postgres.RowList<Row>>
  const { lines, deadlineMs } = poolOf(sql)
  return transactOne(lines, become(actorId, deadlineMs), buildQuery, deadlineMs)
}

/**
 * Runs `work` with what stands for the pool: all that is asked of it, as this actor, is asked in one transaction that only reads, about one moment. For many questions
 * whose answers must agree; nobody else is answered on the embedded database meanwhile.
 */
export function asActorMoment<Result>(sql: Sql, actorId: string, deadlineMs: number, work: (moment: Sql) => Promise<Result>): Promise<Result> {
  // The level is set before the first question: identity is one.
  return transact(poolOf(sql).lines, (tx) => tx`set transaction isolation level repeatable read, read only`, async (tx) => {
    await become(actorId, deadlineMs)(tx)
    return work(standIn(tx, actorId))
  }, deadlineMs)
}

function standIn(tx: Transaction, actorId: string): Sql {
  const moment = {} as Sql
  moments.set(moment, { actorId, tx })
  return moment
}

/** Runs `work` in one transaction as the relay, who sees the outbox and nothing else. */
export function asRelay<Result>(sql: Sql, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const { lines, deadlineMs } = poolOf(sql)
  return transact(lines, (tx) => tx`set local role fangcun_relay`, work, deadlineMs)
}

/** One statement before anybody is known: the functions of the door and nothing else. */
export function asDoor<Row extends object>(sql: Sql, buildQuery: (tx: Transaction) => postgres.PendingQuery<postgres.Row[]>): Promise<postgres.RowList<Row[]>> {
  const { lines, deadlineMs } = poolOf(sql)
  return transactOne(lines, (tx) => tx`select set_config('role', 'fangcun_door', true), set_config('statement_timeout', ${String(deadlineMs ?? 0)}, true)`, buildQuery, deadlineMs) as unknown as Promise<postgres.RowList<Row[]>>
}

/** One statement as the owner of the pool, for what belongs to no actor. */
export function asOwnerQuery<Row extends readonly (object | undefined)[]>(sql: Sql, buildQuery: (tx: Transaction) => postgres.PendingQuery<Row>): Promise<postgres.RowList<Row>> {
  const { lines, deadlineMs } = poolOf(sql)
  return transactOne(lines, nobody, buildQuery, deadlineMs)
}

/** Runs `work` as the owner of the pool, reading only, with all its questions about one moment; for as long as it takes. */
export function asOwnerSnapshot<Result>(sql: Sql, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return transact(poolOf(sql).lines, (tx) => tx`set transaction isolation level repeatable read, read only`, work)
}
