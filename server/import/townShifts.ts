import { makeShifts } from '../../geodata/town/duty.ts'
import { createRandom } from '../../geodata/random.ts'
import type { Town } from '../../geodata/town/types.ts'
import type { Sql } from '../database.ts'

const dayMs = 86_400_000
const daysAhead = 30

/**
 * Brings the demo's roster to 30 days ahead, at every start: positions are taken on shift only, and a demo that is started again next week
 * should still have patrols. Runs as the owner, as a set-up does. Answers how many shifts were added.
 */
export async function renewShifts(sql: Sql, town: Town, nowMs: number): Promise<number> {
  const shifts = makeShifts(town.teams, nowMs, nowMs + daysAhead * dayMs, createRandom(town.seed))
  const { count } = await sql`
    insert into shift (area_id, team_id, during)
    select t.area_id, t.id, tstzrange(r.begins, r.ends)
    from unnest(${shifts.map((shift) => shift.teamCallSign)}::text[], ${shifts.map((shift) => shift.from)}::text[]::timestamptz[], ${shifts.map((shift) => shift.to)}::text[]::timestamptz[]) as r(call_sign, begins, ends)
    join team t on t.source = 'town' and t.call_sign = r.call_sign
    where not exists (select from shift s where s.team_id = t.id and s.during && tstzrange(r.begins, r.ends))`
  return count
}
