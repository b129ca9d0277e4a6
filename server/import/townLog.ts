import { reportedStanding, type Standing, stand } from '../../geodata/town/lifecycle.ts'
import type { Town, TownIncident, TownOrder } from '../../geodata/town/types.ts'
import type { Sql, Transaction } from '../database.ts'
import { asSetup, type Pace, pieces } from './town.ts'

type LogRow = { incident: string; at: string; action: string; from: string | null; to: string; note: string; payload: string; after: string }

const given = ({ result, satisfaction, target }: { result?: string; satisfaction?: string; target?: string }) => JSON.stringify({ result, satisfaction, target })

/** What may differ from entry to entry, as far as there is any; the database adds the rest of the row. Orders move with their incident. */
function snapshot({ state, stateBefore, registeredAt, closedAt, result, satisfaction, mergedInto }: Standing, orders: readonly TownOrder[]): string {
  const ordered = orders.map(({ id, kind }) => ({ id, kind, state: stateBefore ?? state }))
  const known = { state, state_before: stateBefore, registered_at: registeredAt, closed_at: closedAt, result, satisfaction, merged_into: mergedInto }
  return JSON.stringify(ordered.length ? { ...known, orders: ordered } : known, (_, value: unknown) => value ?? undefined)
}

function rowsOf({ id, log }: TownIncident, orders: readonly TownOrder[]): LogRow[] {
  const standing = reportedStanding()
  const sent = log.findLastIndex(({ action }) => action === 'dispatch')
  return log.map((entry, index) => {
    stand(standing, entry)
    const { at, action, fromState, toState, note } = entry
    return { incident: id, at, action, from: fromState, to: toState, note, payload: given(entry), after: snapshot(standing, index >= sent ? orders : []) }
  })
}

/** Matters of this long before the present have the clocks that they had: as many as a month's figures need, and the one before. */
const clockedDays = 60

/**
 * The entries with the row as it then stood, and before them the clocks that they ended, newest matters first. Recent ones are those that have clocks.
 * All of an incident in one transaction: a load that is broken off knows by the first entry which ones are done.
 */
export async function loadLog(sql: Sql, town: Town, pace: Pace, part: 'recent' | 'older'): Promise<number> {
  let count = 0
  const begun = new Set((await sql<{ id: string }[]>`select distinct incident_id as id from incident_log where action = 'report'`).map(({ id }) => id))
  const orders = new Map<string, TownOrder[]>()
  for (const order of town.orders) orders.set(order.incidentId, [...(orders.get(order.incidentId) ?? []), order])
  const clockedFrom = new Date(Date.parse(town.now) - clockedDays * 86_400_000).toISOString()
  const waiting = town.incidents.filter(({ id }) => !begun.has(id)).toReversed()
  const incidents = waiting.filter(({ reportedAt }) => reportedAt >= clockedFrom === (part === 'recent'))
  // A clock costs about as much as ten entries.
  for (const some of pieces(incidents, part === 'recent' ? 20 : 200)) {
    const rows = some.flatMap((incident) => rowsOf(incident, orders.get(incident.id) ?? []))
    const of = <Key extends keyof LogRow>(key: Key) => rows.map((row) => row[key])
    count += await pace(() => asSetup(sql, async (tx) => {
      if (part === 'recent') await loadClocks(tx, some)
      const written = await tx`
        insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor, note, payload, after)
        select i.id, i.area_id, t.at, action, from_state, to_state, 'demo-command', note, payload::jsonb,
          jsonb_build_object('area_id', i.area_id, 'zone_id', i.zone_id, 'category_id', i.category_id, 'severity', i.severity, 'escalation', 0, 'due_at', due.at, 'due_step', due.step) || after::jsonb
        from unnest(${of('incident')}::uuid[], ${of('at')}::text[]::timestamptz[], ${of('action')}::text[], ${of('from')}::text[], ${of('to')}::text[], ${of('note')}::text[], ${of('payload')}::text[], ${of('after')}::text[])
          as t(incident, at, action, from_state, to_state, note, payload, after)
        join incident i on i.id = t.incident
        left join lateral (
          select d.due_at as at, d.step from deadline d
          where d.incident_id = i.id and d.started_at <= t.at::timestamptz and (d.done_at is null or d.done_at > t.at::timestamptz) and t.to_state not in ('suspended', 'merged') order by d.due_at, d.id limit 1
        ) due on true`
      return written.count
    }))
  }
  return count
}

async function loadClocks(tx: Transaction, incidents: readonly TownIncident[]): Promise<void> {
  const entries = incidents.flatMap(({ id, log }) => log.map((entry) => ({ id, ...entry })))
  if (entries.length) await tx`
    select load_past_deadlines(${entries.map(({ id }) => id)}::uuid[], ${entries.map(({ at }) => at)}::text[]::timestamptz[], ${entries.map(({ fromState }) => fromState)}::text[], ${entries.map(({ toState }) => toState)}::text[])`
}
