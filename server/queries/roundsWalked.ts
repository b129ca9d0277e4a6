import type { CheckIn, PatrolRoute } from '../../geodata/model/patrolPlan.ts'
import type { SaidNote } from '../../geodata/patrol/report.ts'
import type { Fix } from '../../geodata/patrol/visits.ts'
import type { Transaction } from '../database.ts'
import type { Fragment } from './fields.ts'
import { iso, patrolRoutes } from './patrolRoute.ts'

export type RoundRow = { planId: string; planName: string; callSign: string; onShift: boolean; onTask: boolean; shifts: { from: string; to: string }[]; route: PatrolRoute; fixes: Fix[]; said: SaidNote[] }

/** More are not read: forty teams with a fix every ten seconds for two nights. */
const mostFixes = 400_000
const aroundMinutes = 15
type Head = { routeId: string; teamId: number } & Pick<RoundRow, 'planId' | 'planName' | 'callSign' | 'onShift' | 'onTask' | 'shifts'>

/** Rounds `r` of plans `p` as the actor sees them, with what is known of them up to a moment: fixes and check-ins from a quarter of an hour before their start until an hour after their end. */
export async function roundsWalked(tx: Transaction, which: Fragment, at: string): Promise<RoundRow[]> {
  const heads = await tx<Head[]>`
    select r.id as route_id, r.team_id, p.id as plan_id, p.name as plan_name, t.call_sign,
      exists (select from shift s where s.team_id = t.id and s.during @> ${at}::timestamptz) as on_shift,
      exists (select from work_order o where o.team_id = t.id and o.state in ('accepted', 'handling')) as on_task,
      coalesce((select jsonb_agg(jsonb_build_object('from', ${iso(tx, tx`lower(s.during)`)}, 'to', ${iso(tx, tx`upper(s.during)`)}) order by lower(s.during)) from shift s where s.team_id = t.id and s.during && tstzrange(r.starts_at, r.ends_at, '[]')), '[]') as shifts
    from patrol_route r join patrol_plan p on p.id = r.plan_id join team t on t.id = r.team_id where ${which} order by t.call_sign, r.id limit 200`
  if (heads.length === 0) return []
  const routes = new Map((await patrolRoutes(tx, tx`r.id = any(${heads.map(({ routeId }) => routeId)}::uuid[])`)).map((route) => [route.id, route]))
  const teams = [...new Set(heads.map(({ teamId }) => teamId))]
  const [from, to] = [Math.min(...[...routes.values()].map(({ startsAt }) => Date.parse(startsAt))), Math.min(Date.parse(at), Math.max(...[...routes.values()].map(({ endsAt }) => Date.parse(endsAt) + 3_600_000)))].map((ms) => new Date(ms).toISOString())
  const since = tx`${from as string}::timestamptz - make_interval(mins => ${aroundMinutes})`
  const fixes = await tx<(Fix & { teamId: number })[]>`
    select d.team_id, (extract(epoch from p.at) * 1000)::float8 as time_ms, st_x(p.geom) as lng, st_y(p.geom) as lat, p.accuracy_m as accuracy_meters from position_point p join device d on d.id = p.device_id
    where d.team_id = any(${teams}::integer[]) and p.at >= ${since} and p.at <= ${to as string}::timestamptz order by p.at limit ${mostFixes}`
  const said = await tx<{ teamId: number; stopId: string | null; checkpointId: string | null; kind: CheckIn['kind']; timeMs: number; note: string }[]>`
    select c.team_id, c.stop_id, c.checkpoint_id, c.kind, (extract(epoch from c.at) * 1000)::float8 as time_ms, c.note from check_in c where c.team_id = any(${teams}::integer[]) and c.at >= ${since} and c.at <= ${to as string}::timestamptz order by c.at, c.id`
  return heads.flatMap(({ routeId, teamId, ...head }) => {
    const route = routes.get(routeId)
    if (!route) return []
    const [first, last] = [Date.parse(route.startsAt) - aroundMinutes * 60_000, Date.parse(route.endsAt) + 3_600_000]
    const own = <Row extends { teamId: number; timeMs: number }>(rows: readonly Row[]) => rows.filter((row) => row.teamId === teamId && row.timeMs >= first && row.timeMs <= last)
    return [{ ...head, route, fixes: own(fixes), said: own(said) }]
  })
}
