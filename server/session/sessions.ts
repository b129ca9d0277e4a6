import type { Sql } from '../database.ts'
import type { Log } from '../deps.ts'
import { listen } from '../live/listen.ts'
import { type KnownSession, openSessions } from '../queries/session.ts'
import { keyOf } from './token.ts'

export type Sessions = ReturnType<typeof createSessions>
/** Told which account's rights or sessions changed; undefined: any may have. */
export type RightsHeard = (accountId: string | undefined) => void

type Entry = { until: number; found: Promise<KnownSession | undefined>; session?: KnownSession }

/** Tokens that are tried at random must not fill the memory. */
const mostKept = 20_000

/** Who acts, by token. An answer is kept for two seconds and forgotten at once when the database tells that rights changed. */
export function createSessions({ sql, log, keepMs = 2_000 }: { sql: Sql; log: Log; keepMs?: number }) {
  const kept = new Map<string, Entry>()
  const heard = new Set<RightsHeard>()
  let listening: ReturnType<typeof listen> | undefined

  function ask(key: string): Promise<KnownSession | undefined> {
    const known = kept.get(key)
    if (known && Date.now() < known.until) return known.found
    if (kept.size >= mostKept) kept.clear()
    const found = openSessions(sql, [key], true).then(([session]) => session)
    const entry: Entry = { until: Date.now() + keepMs, found }
    kept.set(key, entry)
    found.then((session) => { if (session) entry.session = session }, () => { kept.delete(key) })
    return found
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
