import type { DutyShift, DutyTeam, PatrolStation, Roster, RosterRules, ShiftNeed, TeamLoad } from '../../geodata/model/roster.ts'
import { asActor, type Sql, type Transaction } from '../database.ts'
import { type Asker, teamFields } from './fields.ts'
import { within } from './indicatorSets.ts'
import type { Span } from './incident.ts'

const clock = (tx: Asker, column: 'serves_from' | 'serves_to') => tx`to_char(t.${tx(column)}, 'HH24:MI')`
export const dutyTeamFields = (tx: Asker) => tx`${teamFields(tx)}, t.station_id, t.crews, t.serves_days, ${clock(tx, 'serves_from')} as serves_from, ${clock(tx, 'serves_to')} as serves_to, t.retired_at is not null as retired, t.version`
export const stationFields = (tx: Asker) => tx`s.id, s.area_id, s.name, st_x(s.geom) as lng, st_y(s.geom) as lat, s.retired_at is not null as retired, s.version`
export const ruleFields = (tx: Asker) => tx`r.area_id, r.rest_hours, r.most_run_hours, r.most_week_hours, to_char(r.night_from, 'HH24:MI') as night_from, to_char(r.night_to, 'HH24:MI') as night_to, r.fair_weeks, r.most_km, r.version`

export const stationsOf = (tx: Transaction, areaId: number | undefined) => tx<PatrolStation[]>`select ${stationFields(tx)} from patrol_station s where true ${within(tx, tx`s.area_id`, areaId)} order by s.name, s.id limit 2000`

/** All of a period in an area and below it: who is wanted, who comes, who could, and how much each did over the last weeks. Undefined: no such area for this actor. */
export const rosterOf = (sql: Sql, actor: string, areaId: number, { from, to }: Span): Promise<Roster | undefined> =>
  asActor(sql, actor, async (tx) => {
    const [area] = await tx<{ timeZone: string }[]>`select a.time_zone from area a where a.id = ${areaId} and a.valid_to is null and (a.id in (select actor_areas('patrol')) or a.id in (select actor_areas('brief')))`
    if (!area) return undefined
    // Rest and hours of a week are judged by what lies around the period too.
    const [around, span] = [tx`tstzrange(${from}::timestamptz - interval '8 days', ${to}::timestamptz + interval '8 days')`, tx`tstzrange(${from}::timestamptz, ${to}::timestamptz)`]
    const [rules] = await tx<RosterRules[]>`select ${ruleFields(tx)} from roster_rule_of(${areaId}) r`
    const [stations, teams, needs, shifts] = await Promise.all([
      stationsOf(tx, areaId),
      tx<DutyTeam[]>`select ${dutyTeamFields(tx)} from team t where true ${within(tx, tx`t.area_id`, areaId)} order by t.kind, t.call_sign, t.id limit 5000`,
      tx<ShiftNeed[]>`
        select n.id, n.area_id, n.name, lower(n.during) as "from", upper(n.during) as "to", n.needed, n.kind, n.vehicle, n.station_id, n.template_line_id, p.plan_id as event_plan_id, n.event_post_id, st_x(coalesce(p.geom, s.geom)) as lng, st_y(coalesce(p.geom, s.geom)) as lat, n.version
        from shift_need n left join event_post p on p.id = n.event_post_id left join patrol_station s on s.id = n.station_id where n.during && ${span} ${within(tx, tx`n.area_id`, areaId)} order by lower(n.during), n.name, n.id limit 20000`,
      tx<DutyShift[]>`select s.id, s.area_id, s.team_id, lower(s.during) as "from", upper(s.during) as "to", s.need_id, s.note, s.version from shift s where s.during && ${around} ${within(tx, tx`s.area_id`, areaId)} order by lower(s.during), s.id limit 40000`,
    ])
    const loads = await tx<TeamLoad[]>`select * from roster_loads(${from}::timestamptz, ${teams.map(({ id }) => id)}::integer[]) order by team_id`
    return { timeZone: area.timeZone, rules: rules as RosterRules, stations: [...stations], teams: [...teams], needs: [...needs], shifts: [...shifts], loads: [...loads] }
  })
