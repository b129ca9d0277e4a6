import type { Sql } from '../database.ts'
import { type Holder, readableAreas } from '../queries/liveRows.ts'

export type Reach = ReturnType<typeof createReach>

const mostKept = 1_000

/** The areas each set of rights reads, as the database says, so that a change elsewhere costs a group no question. Must be forgotten when the tree changes. */
export function createReach(sql: Sql) {
  const kept = new Map<string, Promise<Set<number> | undefined>>()
  return {
    forget: () => kept.clear(),
    /** Undefined where the holder's rights are not these any more. */
    areasOf(holder: Holder): Promise<Set<number> | undefined> {
      const known = kept.get(holder.rightsKey)
      if (known) return known
      if (kept.size >= mostKept) kept.clear()
      const asked = readableAreas(sql, holder)
      kept.set(holder.rightsKey, asked)
      const drop = () => void (kept.get(holder.rightsKey) === asked && kept.delete(holder.rightsKey))
      asked.then((areas) => { if (!areas) drop() }, drop)
      return asked
    },
  }
}
