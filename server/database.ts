import postgres from 'postgres'

export type Sql = postgres.Sql<{ bigint: number }>
export type Transaction = postgres.TransactionSql<{ bigint: number }>
export type ConnectOptions = {
  /** Connections at most; the embedded database serves one transaction at a time, so more than 5 gain nothing there. */
  max?: number
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

const types = {
  bigint: { to: 20, from: [20], parse: readInteger as (text: string) => number, serialize: asText },
  numeric: { to: 1700, from: [1700], parse: Number, serialize: asText },
  time: { to: 1184, from: [1184], parse: readTime, serialize: writeTime },
  day: { to: 1082, from: [1082], parse: asText, serialize: asText },
}

/**
 * A pool on `url`. Column names arrive in camelCase, keys inside jsonb as they are. bigint and numeric arrive as number,
 * timestamptz as ISO 8601 text in UTC, date as `YYYY-MM-DD`.
 */
export function connect(url: string, { max = 5 }: ConnectOptions = {}): Sql {
  return postgres(url, {
    max,
    types,
    // Not postgres.camel: that one rewrites the keys of jsonb too, GeoJSON properties among them.
    transform: { column: { from: postgres.toCamel } },
    connection: { application_name: 'fangcun', TimeZone: 'UTC' },
    onnotice: () => {},
    // Seconds until the next try; the default waits up to 20 s, long after a database that was restarted is back.
    backoff: (retries) => Math.min(3 ** retries / 100, 1),
  }) as unknown as Sql
}

/** Sends the identity now: a query of postgres.js that nobody awaits yet would be sent after the work it must guard. */
const become = (tx: Sql, actorId: string) =>
  tx`select set_config('role', ${role}, true), set_config('fangcun.actor', ${actorId}, true)`.execute()

/**
 * Runs `work` in one transaction as the actor; the identity ends with it. Inside, ask `tx` only: on the embedded database the
 * transaction holds the one backend, and a question to the pool would wait for itself.
 */
export async function asActor<Result>(sql: Sql, actorId: string, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const result = await sql.begin(async (transaction) => {
    const tx = transaction as unknown as Transaction
    // Sent ahead of all work but not waited for: a connection runs in order, and if this fails so does everything after it.
    const identity = become(transaction as unknown as Sql, actorId)
    const [, answer] = await Promise.all([identity, work(tx)])
    return { answer }
  })
  return (result as { answer: Result }).answer
}

/**
 * One statement as the actor in one round trip: begin, identity, statement and commit are sent together. The rows are given out only
 * after the commit. For one statement only; more of them need asActor.
 */
export async function asActorQuery<Row extends readonly (object | undefined)[]>(
  sql: Sql,
  actorId: string,
  buildQuery: (tx: Sql) => postgres.PendingQuery<Row>,
): Promise<postgres.RowList<Row>> {
  const connection = (await sql.reserve()) as unknown as Sql & { release(): void }
  const before = [connection`begin`.execute(), become(connection, actorId)]
  const query = built(buildQuery, connection)
  // If one fails the rest fail with it, and the commit of a failed transaction is a rollback: nothing of it stays.
  const after = connection`commit`.execute()
  const settled = await Promise.allSettled([...before, query, after])
  const failures = settled.filter((each) => each.status === 'rejected').map((each) => each.reason as { code?: string })
  // A connection that closed has left the pool by itself; releasing it would put a dead one back.
  if (!failures.some(({ code }) => code?.startsWith('CONNECTION_'))) connection.release()
  if (failures.length) throw failures[0]
  return query
}

async function built<Row extends readonly (object | undefined)[]>(build: (tx: Sql) => postgres.PendingQuery<Row>, tx: Sql): Promise<postgres.RowList<Row>> {
  return build(tx).execute()
}
