-- Stations, what the register says of teams, and the rules of rosters: kept by those who plan patrols there. A version of 0 is a new one; the same id again gives the row as it is.

-- Raises where an area is not one in which the actor plans patrols.
create or replace function check_patrol(wanted integer, said_field text) returns void
language plpgsql stable set search_path = public, pg_temp as $$
begin
  if not exists (select from area a where a.id = wanted and a.valid_to is null and a.id in (select actor_areas('patrol'))) then
    raise exception 'expected an area in which you plan patrols' using errcode = '42501', column = said_field;
  end if;
end $$;

create or replace function note_roster(home integer, wanted text, about text, detail jsonb) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), home, 'roster.' || wanted, about, detail);
  insert into outbox (noun, row_id, area_id) values ('roster', about, home);
  select pg_notify('fangcun_outbox', '')
$$;

-- Null: not there, or not for this actor.
drop function if exists put_patrol_station(uuid, jsonb);
create function put_patrol_station(wanted uuid, given jsonb) returns setof patrol_station
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept patrol_station; seen constant integer := (given ->> 'version')::integer; place constant geometry := st_setsrid(st_makepoint((given ->> 'lng')::float8, (given ->> 'lat')::float8), 4326);
begin
  select * into kept from patrol_station s where s.id = wanted for update;
  if kept.id is not null and kept.area_id not in (select actor_areas('patrol')) or kept.id is null and seen > 0 then return; end if;
  perform check_patrol((given ->> 'areaId')::integer, 'areaId');
  if kept.id is not null and seen = 0 then return next kept; return; end if;
  if kept.id is not null and kept.version <> seen then raise exception 'somebody changed this station since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  insert into patrol_station as s (id, area_id, name, geom, retired_at, created_by)
  values (wanted, (given ->> 'areaId')::integer, given ->> 'name', place, case when (given ->> 'retired')::boolean then now() end, actor_id())
  on conflict (id) do update set area_id = excluded.area_id, name = excluded.name, geom = excluded.geom, retired_at = case when excluded.retired_at is not null then coalesce(s.retired_at, excluded.retired_at) end, version = s.version + 1
  returning * into kept;
  perform note_roster(kept.area_id, 'station', kept.id::text, given - 'lng' - 'lat');
  return next kept;
end $$;

-- New teams, several at once: a group of volunteers is so many call signs. Those whose call sign the area has already are left as they are.
drop function if exists add_teams(jsonb);
create function add_teams(given jsonb) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare home constant integer := (given ->> 'areaId')::integer; made integer;
begin
  perform check_patrol(home, 'areaId');
  if given ->> 'stationId' is not null and not exists (select from patrol_station s where s.id = (given ->> 'stationId')::uuid and s.area_id in (select actor_areas('patrol'))) then
    raise exception 'expected a station of your areas' using errcode = '23503', column = 'stationId';
  end if;
  insert into team (area_id, call_sign, kind, vehicle, station_id, crews)
  select home, c, given ->> 'kind', given ->> 'vehicle', (given ->> 'stationId')::uuid, coalesce((given ->> 'crews')::smallint, 1) from jsonb_array_elements_text(given -> 'callSigns') c
  on conflict (area_id, call_sign) do nothing;
  get diagnostics made = row_count;
  if made > 0 then perform note_roster(home, 'teams', 'new', jsonb_build_object('teams', made)); end if;
  return made;
end $$;

drop function if exists change_team(integer, jsonb);
create function change_team(wanted integer, given jsonb) returns setof team
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept team;
begin
  select * into kept from team t where t.id = wanted and t.area_id in (select actor_areas('patrol')) for update;
  if not found then return; end if;
  if kept.version <> (given ->> 'version')::integer then raise exception 'somebody changed this team since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  if given ->> 'stationId' is not null and not exists (select from patrol_station s where s.id = (given ->> 'stationId')::uuid and s.area_id in (select actor_areas('patrol'))) then
    raise exception 'expected a station of your areas' using errcode = '23503', column = 'stationId';
  end if;
  update team t set
    name_zh = coalesce(given ->> 'nameZh', t.name_zh), name_en = coalesce(given ->> 'nameEn', t.name_en), kind = coalesce(given ->> 'kind', t.kind), vehicle = coalesce(given ->> 'vehicle', t.vehicle), crews = coalesce((given ->> 'crews')::smallint, t.crews),
    station_id = case when given ? 'stationId' then (given ->> 'stationId')::uuid else t.station_id end,
    serves_days = case when jsonb_typeof(given -> 'servesDays') = 'array' then array(select d::smallint from jsonb_array_elements_text(given -> 'servesDays') d) when given ? 'servesDays' then null else t.serves_days end,
    serves_from = case when given ? 'servesFrom' then (given ->> 'servesFrom')::time else t.serves_from end, serves_to = case when given ? 'servesTo' then (given ->> 'servesTo')::time else t.serves_to end,
    retired_at = case when not given ? 'retired' then t.retired_at when (given ->> 'retired')::boolean then coalesce(t.retired_at, now()) end, version = t.version + 1
  where t.id = wanted returning * into kept;
  perform note_roster(kept.area_id, 'team', wanted::text, given);
  return next kept;
end $$;

-- The rules that hold in an area: its own, those of the nearest above that has some, or those of the table.
create or replace function roster_rule_of(wanted integer) returns roster_rule
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare found_rule roster_rule;
begin
  with recursive above(id, parent_id, depth) as (
    select a.id, a.parent_id, 0 from area a where a.id = wanted
    union all select a.id, a.parent_id, above.depth + 1 from area a join above on a.id = above.parent_id
  )
  select r.* into found_rule from above join roster_rule r on r.area_id = above.id order by above.depth limit 1;
  if found_rule.area_id is null then found_rule := row(wanted, 11, 12, 48, '22:00', '06:00', 4, 15, 0)::roster_rule; end if;
  return found_rule;
end $$;

drop function if exists put_roster_rule(integer, jsonb);
create function put_roster_rule(wanted integer, given jsonb) returns setof roster_rule
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept roster_rule; seen constant integer := (given ->> 'version')::integer;
begin
  if wanted not in (select actor_areas('patrol')) then return; end if;
  select * into kept from roster_rule r where r.area_id = wanted for update;
  if coalesce(kept.version, 0) <> seen then raise exception 'somebody changed these rules since; they are at version %', coalesce(kept.version, 0) using errcode = '40001', column = 'version'; end if;
  insert into roster_rule as r (area_id, rest_hours, most_run_hours, most_week_hours, night_from, night_to, fair_weeks, most_km)
  values (wanted, (given ->> 'restHours')::real, (given ->> 'mostRunHours')::real, (given ->> 'mostWeekHours')::real, (given ->> 'nightFrom')::time, (given ->> 'nightTo')::time, (given ->> 'fairWeeks')::smallint, (given ->> 'mostKm')::real)
  on conflict (area_id) do update set rest_hours = excluded.rest_hours, most_run_hours = excluded.most_run_hours, most_week_hours = excluded.most_week_hours, night_from = excluded.night_from, night_to = excluded.night_to,
    fair_weeks = excluded.fair_weeks, most_km = excluded.most_km, version = r.version + 1 returning * into kept;
  perform note_roster(wanted, 'rules', wanted::text, given);
  return next kept;
end $$;

-- Hours on duty of each team over the last weeks before a moment, and how many of them at night and on Saturdays and Sundays, by the area's clock: what is shared fairly. For those who plan patrols only.
drop function if exists roster_loads(timestamptz, integer[]);
create function roster_loads(until_at timestamptz, teams integer[])
returns table (team_id integer, shifts integer, hours real, night_hours real, weekend_hours real)
language sql stable security definer set search_path = public, pg_temp as $$
  with rule as (select a.id as area_id, a.time_zone, r.* from area a cross join lateral roster_rule_of(a.id) r(of_area, rest_hours, most_run_hours, most_week_hours, night_from, night_to, fair_weeks, most_km, version)
      where a.id in (select t.area_id from team t where t.id = any(teams))),
    worked as (
      select s.id, s.team_id, r.time_zone, r.night_from, r.night_to, s.during * tstzrange(until_at - make_interval(weeks => r.fair_weeks), until_at) as during
      from team t join rule r on r.area_id = t.area_id join shift s on s.team_id = t.id
      where t.id = any(teams) and t.area_id in (select actor_areas('patrol')) and s.during && tstzrange(until_at - make_interval(weeks => r.fair_weeks), until_at))
  select w.team_id, count(distinct w.id)::integer, (sum(case when d.first then extract(epoch from upper(w.during) - lower(w.during)) end) / 3600)::real,
    (sum(extract(epoch from upper(d.night) - lower(d.night))) / 3600)::real, (sum(case when d.weekend then extract(epoch from upper(d.part) - lower(d.part)) end) / 3600)::real
  from worked w cross join lateral (
    select g.ordinal = 1 as first, extract(isodow from g.day) in (6, 7) as weekend,
      nullif(w.during * tstzrange(g.day at time zone w.time_zone, (g.day + interval '1 day') at time zone w.time_zone), 'empty') as part,
      nullif(w.during * tstzrange((g.day + w.night_from) at time zone w.time_zone, (g.day + w.night_to + case when w.night_to <= w.night_from then interval '1 day' else interval '0' end) at time zone w.time_zone), 'empty') as night
    from generate_series(date_trunc('day', lower(w.during) at time zone w.time_zone) - interval '1 day', date_trunc('day', upper(w.during) at time zone w.time_zone), interval '1 day') with ordinality as g(day, ordinal)) d
  where not isempty(w.during) group by w.team_id
$$;

revoke all on function check_patrol(integer, text), note_roster(integer, text, text, jsonb), put_patrol_station(uuid, jsonb), add_teams(jsonb), change_team(integer, jsonb), roster_rule_of(integer), put_roster_rule(integer, jsonb), roster_loads(timestamptz, integer[]) from public;
grant execute on function put_patrol_station(uuid, jsonb), add_teams(jsonb), change_team(integer, jsonb), roster_rule_of(integer), put_roster_rule(integer, jsonb), roster_loads(timestamptz, integer[]) to fangcun_app;
