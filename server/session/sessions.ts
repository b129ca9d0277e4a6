import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { listen } from '../live/listen.ts'
import { type KnownSession, openSessions } from '../queries/session.ts'
import { keyOf } from './token.ts'

export type Sessions = ReturnType<typeof createSessions>
/** Told which account's rights or sessions changed; undefined: any may have. */
export type RightsHeard = (accountId: string | undefined) => void

type Entry = { until: number; found: Promise<KnownSession | undefined>; session?: KnownSession; renewing?: boolean }

/** Tokens that are tried at random must not fill the memory. */
const mostKept = 20_000

/**
 * Who acts, by token. An answer is kept for two seconds and forgotten at once when the database tells that rights changed. Past a quarter of its time it is read anew beside whoever uses it,
 * so that a session that is in use (a hand that moves a wall) waits for the database only where that takes longer than the rest.
 */
export function createSessions({ sql, log, keepMs = 2_000 }: { sql: Sql; log: Log; keepMs?: number }) {
  const kept = new Map<string, Entry>()
  const heard = new Set<RightsHeard>()
  let listening: ReturnType<typeof listen> | undefined

  function read(key: string): Entry {
    const entry: Entry = { until: Date.now() + keepMs, found: openSessions(sql, [key], true).then(([session]) => session) }
    entry.found.then((session) => { if (session) entry.session = session }, () => { if (kept.get(key) === entry) kept.delete(key) })
    return entry
  }
  /** What comes takes the place of what is known only where that still stands: what rights changed meanwhile took away stays away. */
  function renew(key: string, known: Entry): void {
    known.renewing = true
    const next = read(key)
    next.found.then(() => { if (kept.get(key) === known) kept.set(key, next) }, () => { known.renewing = false })
  }
  function ask(key: string): Promise<KnownSession | undefined> {
    const known = kept.get(key)
    if (known && Date.now() < known.until) {
      if (known.session && !known.renewing && Date.now() > known.until - 0.75 * keepMs) renew(key, known)
      return known.found
    }
    if (kept.size >= mostKept) kept.clear()
    const entry = read(key)
    kept.set(key, entry)
    return entry.found
  }

  function changed(accountId: string | undefined): void {
    for (const [key, { session }] of kept) if (accountId === undefined || session === undefined || session.id === accountId) kept.delete(key)
    for (const hear of heard) hear(accountId)
  }

  return {
    find: (token: string): Promise<KnownSession | undefined> => ask(keyOf(token)),
    /** As it is at this moment; asking so does not count as use. */
    look: async (token: string): Promise<KnownSession | undefined> => (await openSessions(sql, [keyOf(token)], false))[0],
    /** What was read within the last seconds, without waiting; undefined when it must be read again. */
    fresh(token: string): KnownSession | undefined {
      const entry = kept.get(keyOf(token))
      return entry && Date.now() < entry.until ? entry.session : undefined
    },
    /** Which of these sessions (by `key`) are good at this moment, with today's rights, in one question; asking does not count as use. */
    check: async (keys: readonly string[]): Promise<Map<string, KnownSession>> => new Map((await openSessions(sql, keys, false)).map((session) => [session.key, session])),
    /** Calls `hear` whenever rights or sessions change; answers how to stop that. Expiry changes nothing in the database: ask `check` from time to time too. */
    onChange(hear: RightsHeard): () => void {
      heard.add(hear)
      return () => void heard.delete(hear)
    },
    start(): void {
      listening ??= listen(sql, 'fangcun_rights', (_, payload) => changed(payload || undefined))
      log.info({}, 'sessions are watched')
    },
    stop: async (): Promise<void> => listening?.stop(),
  }
}
