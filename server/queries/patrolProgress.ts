import { asActor, type Sql } from '../database.ts'
import { type RoundRow, roundsWalked } from './roundsWalked.ts'

/** Published rounds that are walked at a moment, a little before and after them too. */
export const roundsUnderWay = (sql: Sql, actor: string, at: string | undefined): Promise<{ at: string; rounds: RoundRow[] }> =>
  asActor(sql, actor, async (tx) => {
    const moment = at ?? new Date().toISOString()
    // Who plays the past is told to the audit log.
    if (at !== undefined) await tx`select open_history(null, ${at}::text::timestamptz - interval '1 day', ${at}::text::timestamptz, 'playback')`
    const rounds = await roundsWalked(tx, tx`p.state = 'published' and r.starts_at <= ${moment}::timestamptz + interval '15 minutes' and r.ends_at >= ${moment}::timestamptz - interval '30 minutes'`, moment)
    return { at: moment, rounds }
  })
