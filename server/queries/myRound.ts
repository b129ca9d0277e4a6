import type { MyRounds } from '../../geodata/model/patrolRound.ts'
import { asActor, type Sql } from '../database.ts'
import { iso, patrolRoutes } from './patrolRoute.ts'

type Head = Omit<MyRounds['rounds'][number], 'route' | 'checkIns' | 'shift'> & { routeId: string; shiftFrom: string | null; shiftTo: string | null }

/** Published rounds of the teams that the actor is a member of: those on now, those of the next day, and for two hours those that ended. */
export const myRounds = (sql: Sql, actor: string): Promise<MyRounds> =>
  asActor(sql, actor, async (tx) => {
    const heads = await tx<Head[]>`
      select r.id as route_id, jsonb_build_object('id', p.id, 'name', p.name, 'from', ${iso(tx, tx`lower(p.during)`)}, 'to', ${iso(tx, tx`upper(p.during)`)}) as plan, jsonb_build_object('id', t.id, 'callSign', t.call_sign) as team, s.shift_from, s.shift_to
      from patrol_route r join patrol_plan p on p.id = r.plan_id and p.state = 'published' join team t on t.id = r.team_id
      left join lateral (select lower(s.during) as shift_from, upper(s.during) as shift_to from shift s where s.team_id = t.id and s.during && tstzrange(r.starts_at, r.ends_at, '[]') order by lower(s.during) limit 1) s on true
      where r.team_id in (select actor_teams()) and r.ends_at > now() - interval '2 hours' and r.starts_at < now() + interval '1 day' order by r.starts_at, r.id limit 20`
    const ids = heads.map(({ routeId }) => routeId)
    const routes = new Map((await patrolRoutes(tx, tx`r.id = any(${ids}::uuid[])`)).map((route) => [route.id, route]))
    const checkIns = await tx<{ routeId: string; id: string; stopId: string | null; kind: MyRounds['rounds'][number]['checkIns'][number]['kind']; at: string }[]>`
      select r.id as route_id, c.id, c.stop_id, c.kind, c.at from check_in c join patrol_route r on r.id = any(${ids}::uuid[]) and r.team_id = c.team_id
        and (c.stop_id in (select s.id from patrol_stop s where s.route_id = r.id) or c.stop_id is null and c.at between r.starts_at - interval '1 hour' and r.ends_at + interval '1 hour') order by c.at, c.id`
    return {
      at: new Date().toISOString(),
      rounds: heads.flatMap(({ routeId, shiftFrom, shiftTo, ...head }) => {
        const route = routes.get(routeId)
        const shift = shiftFrom === null || shiftTo === null ? null : { from: shiftFrom, to: shiftTo }
        return route ? [{ ...head, shift, route, checkIns: checkIns.flatMap(({ routeId: of, ...one }) => (of === routeId ? [one] : [])) }] : []
      }),
    }
  })
