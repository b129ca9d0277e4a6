import type { KnownActor } from '../auth.ts'
import { asActorQuery, type Sql } from '../database.ts'

/** The demo actors, with the key of their rights: the same duties see the same rows. */
export const demoActors = async (sql: Sql): Promise<KnownActor[]> =>
  [...(await asActorQuery<KnownActor[]>(sql, '', (tx) => tx`select id, name_zh, name_en, assignments, rights, rights_key from demo_actors()`))]

/** Kept for two seconds: a change of rights takes that long to reach caches and who may be chosen, never what rows are seen. */
export function rememberActors(sql: Sql, keepMs = 2_000) {
  let known: { until: number; actors: Promise<KnownActor[]>; rows?: KnownActor[] } | undefined
  return {
    /** What was read within the last seconds, without waiting; nothing when it must be read again. */
    fresh: (): readonly KnownActor[] => (known && Date.now() < known.until && known.rows) || [],
    list: () => {
      if (known && Date.now() < known.until) return known.actors
      const actors = demoActors(sql)
      const mine: NonNullable<typeof known> = { until: Date.now() + keepMs, actors }
      known = mine
      // A failure or an empty list is asked again at once: the town may just be loading.
      actors.then((rows) => { mine.rows = rows; if (!rows.length) mine.until = 0 }, () => { mine.until = 0 })
      return actors
    },
  }
}
