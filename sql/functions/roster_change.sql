-- Rosters are changed in one transaction, as one change that is kept with the rows before and after it, so that it can be undone. What two shifts of a team must not do is judged here.

-- The first of these shifts that cannot stand: rank 1 a team cannot be in two places or has left the register, rank 2 rules of rest, which somebody may set aside. geodata/roster/rules.ts has the same rules; a test compares them.
drop function if exists roster_conflict(integer[], boolean);
create function roster_conflict(touched integer[], despite_rules boolean) returns table (shift_id integer, said_field text, said text)
language sql stable set search_path = public, pg_temp as $$
  with mine as (
    select s.id, s.team_id, s.during, s.need_id, t.call_sign, t.crews, t.retired_at, t.serves_days, t.serves_from, t.serves_to, a.time_zone, r.rest_hours, r.most_run_hours, r.most_week_hours
    from shift s join team t on t.id = s.team_id join area a on a.id = t.area_id
      join (select o.id, (roster_rule_of(o.id)).* from area o where o.id in (select t.area_id from shift s join team t on t.id = s.team_id where s.id = any(touched))) r on r.id = t.area_id
    where s.id = any(touched)),
  near as (
    select m.id as shift_id, o.id, o.during from mine m join shift o on o.team_id = m.team_id and o.during && tstzrange(lower(m.during) - interval '5 days', upper(m.during) + interval '5 days')),
  begun as (
    select n.*, coalesce(lower(n.during) - max(upper(n.during)) over (partition by n.shift_id order by lower(n.during), n.id rows between unbounded preceding and 1 preceding) <= interval '1 hour', false) as follows from near n),
  runs as (select b.*, count(*) filter (where not b.follows) over (partition by b.shift_id order by lower(b.during), b.id) as run from begun b),
  -- shifts that follow each other within an hour are one piece of duty
  pieces as (
    select r.shift_id, bool_or(r.id = r.shift_id) as own, min(lower(r.during)) as from_at, max(upper(r.during)) as to_at from runs r group by r.shift_id, r.run),
  rests as (
    select o.shift_id, extract(epoch from o.to_at - o.from_at) / 3600 as hours, extract(epoch from min(case when p.to_at <= o.from_at then o.from_at - p.to_at else p.from_at - o.to_at end)) / 3600 as rest
    from pieces o left join pieces p on p.shift_id = o.shift_id and not p.own where o.own group by o.shift_id, o.from_at, o.to_at),
  weeks as (
    select m.id as shift_id, sum(extract(epoch from upper(o.during) - lower(o.during))) / 3600 as hours
    from mine m join shift o on o.team_id = m.team_id and o.during && tstzrange(lower(m.during) - interval '9 days', upper(m.during) + interval '9 days')
      and date_trunc('week', lower(o.during) at time zone m.time_zone) = date_trunc('week', lower(m.during) at time zone m.time_zone)
    group by m.id),
  wrong as (
    select m.id, 'teamId' as field, 1 as rank, 'expected a team that is free then; ' || m.call_sign || ' is on duty from ' || to_char(lower(o.during) at time zone m.time_zone, 'YYYY-MM-DD HH24:MI') || ' to ' || to_char(upper(o.during) at time zone m.time_zone, 'MM-DD HH24:MI') as said
    from mine m join shift o on o.team_id = m.team_id and o.id <> m.id and o.during && m.during
    union all
    select m.id, 'teamId', 1, 'expected a team of the register; ' || m.call_sign || ' has left it' from mine m where m.retired_at is not null
    union all
    select m.id, 'needId', 1, 'expected at most ' || n.needed || ' teams for this need' from mine m join shift_need n on n.id = m.need_id where (select count(*) from shift o where o.need_id = n.id) > n.needed
    union all
    select m.id, 'from', 2, 'expected ' || m.rest_hours || ' hours of rest; ' || m.call_sign || ' would have ' || round(r.rest, 1) from mine m join rests r on r.shift_id = m.id where m.crews = 1 and r.rest < m.rest_hours
    union all
    select m.id, 'to', 2, 'expected at most ' || m.most_run_hours || ' hours of duty without rest; ' || m.call_sign || ' would have ' || round(r.hours, 1) from mine m join rests r on r.shift_id = m.id where m.crews = 1 and r.hours > m.most_run_hours
    union all
    select m.id, 'teamId', 2, 'expected at most ' || m.most_week_hours * m.crews || ' hours a week; ' || m.call_sign || ' would have ' || round(w.hours, 1) from mine m join weeks w on w.shift_id = m.id where w.hours > m.most_week_hours * m.crews)
  select w.id, w.field, w.said from wrong w where w.rank = 1 or not despite_rules order by w.rank, array_position(touched, w.id), w.field limit 1
$$;

-- Rows of now as they are kept with a change.
create or replace function roster_rows(shifts integer[], needs uuid[]) returns jsonb
language sql stable set search_path = public, pg_temp as $$
  select jsonb_build_object('shifts', coalesce((select jsonb_agg(to_jsonb(s) order by s.id) from shift s where s.id = any(shifts)), '[]'), 'needs', coalesce((select jsonb_agg(to_jsonb(n) order by n.id) from shift_need n where n.id = any(needs)), '[]'))
$$;

-- The end of every change: judges the shifts it touched, and keeps it. `fields` are the fields of the request, beside `touched`.
create or replace function close_roster_change(given jsonb, home integer, before_rows jsonb, touched integer[], fields text[], needs uuid[]) returns roster_change
language plpgsql volatile set search_path = public, pg_temp as $$
declare made roster_change; bad record; despite constant boolean := coalesce((given ->> 'despiteRules')::boolean, false);
begin
  select * into bad from roster_conflict(touched, despite);
  if found then raise exception '%', bad.said using errcode = '23514', column = coalesce(fields[array_position(touched, bad.shift_id)] || '.', '') || bad.said_field; end if;
  insert into roster_change (id, area_id, kind, reason, despite_rules, before, after, made_by)
  values ((given ->> 'id')::uuid, home, given ->> 'kind', coalesce(given ->> 'reason', ''), despite, before_rows, roster_rows(touched, needs), coalesce(actor_id(), '-')) returning * into made;
  perform note_roster(home, given ->> 'kind', given ->> 'id', jsonb_build_object('shifts', cardinality(touched), 'reason', given ->> 'reason', 'despiteRules', despite));
  return made;
end $$;

-- Of two changes of the same teams one waits for the other, so that neither is judged without the other's shifts.
create or replace function hold_teams(wanted integer[]) returns void
language sql volatile set search_path = public, pg_temp as $$ select pg_advisory_xact_lock(7266348, t) from (select distinct unnest(wanted) as t order by 1) u $$;

-- { id, areaId, kind, reason, despiteRules, add: [{ teamId, needId, from, to, note }], change: [{ shiftId, version, teamId?, from?, to? }], cancel: [{ shiftId, version }], needs: [{ id, name, from, to, needed, stationId, kind, vehicle }], dropNeeds: [id] }
-- A shift that has begun ends now when it is called off; one that has passed stays. The same id again gives the change as it was made.
drop function if exists change_roster(jsonb);
create function change_roster(given jsonb) returns setof roster_change
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  made roster_change; home constant integer := (given ->> 'areaId')::integer; each record; old shift; kept_need shift_need; new_id integer;
  ids integer[] := '{}'; need_ids uuid[] := '{}'; touched integer[] := '{}'; fields text[] := '{}'; rows_before jsonb;
begin
  select * into made from roster_change c where c.id = (given ->> 'id')::uuid and c.area_id in (select actor_areas('patrol'));
  if found then return next made; return; end if;
  perform check_patrol(home, 'areaId');
  select array_agg((e ->> 'shiftId')::integer) into ids from jsonb_array_elements(coalesce(given -> 'change', '[]') || coalesce(given -> 'cancel', '[]')) e;
  select array_agg(n::uuid) into need_ids from (select jsonb_array_elements_text(coalesce(given -> 'dropNeeds', '[]')) as n union select e ->> 'id' from jsonb_array_elements(coalesce(given -> 'needs', '[]')) e) u;
  ids := coalesce(ids, '{}'); need_ids := coalesce(need_ids, '{}');
  perform hold_teams(array(select (e ->> 'teamId')::integer from jsonb_array_elements(coalesce(given -> 'add', '[]') || coalesce(given -> 'change', '[]')) e where e ? 'teamId' union select s.team_id from shift s where s.id = any(ids)));
  perform from shift s where s.id = any(ids) for update;
  perform from shift_need n where n.id = any(need_ids) or n.id in (select (e ->> 'needId')::uuid from jsonb_array_elements(coalesce(given -> 'add', '[]')) e) order by n.id for update;
  -- What stands on a need that goes is called off with it.
  if exists (select from shift s where s.need_id in (select n::uuid from jsonb_array_elements_text(coalesce(given -> 'dropNeeds', '[]')) n) and s.id <> all(ids)) then
    raise exception 'expected needs without teams; call their shifts off first or with it' using errcode = '23514', column = 'dropNeeds';
  end if;
  rows_before := roster_rows(ids, need_ids);
  for each in select e, ordinality - 1 as i from jsonb_array_elements(coalesce(given -> 'cancel', '[]')) with ordinality as x(e, ordinality) loop
    old := roster_shift_in_hand((each.e ->> 'shiftId')::integer, (each.e ->> 'version')::integer, 'cancel.' || each.i);
    if lower(old.during) > now() then delete from shift s where s.id = old.id;
    else update shift s set during = tstzrange(lower(s.during), now()), need_id = null, version = s.version + 1 where s.id = old.id; touched := touched || old.id; fields := fields || ('cancel.' || each.i); end if;
  end loop;
  for each in select e, ordinality - 1 as i from jsonb_array_elements(coalesce(given -> 'needs', '[]')) with ordinality as x(e, ordinality) loop
    select * into kept_need from shift_need n where n.id = (each.e ->> 'id')::uuid;
    if kept_need.id is not null and (kept_need.area_id not in (select actor_areas('patrol')) or kept_need.event_post_id is not null) then raise exception 'expected a need of your areas that is of no event' using errcode = '23514', column = 'needs.' || each.i || '.id'; end if;
    if each.e ->> 'stationId' is not null and not exists (select from patrol_station s where s.id = (each.e ->> 'stationId')::uuid and s.area_id in (select actor_areas('patrol'))) then raise exception 'expected a station of your areas' using errcode = '23503', column = 'needs.' || each.i || '.stationId'; end if;
    if (select count(*) from shift s where s.need_id = kept_need.id) > (each.e ->> 'needed')::integer then raise exception 'expected no fewer than stand on it' using errcode = '23514', column = 'needs.' || each.i || '.needed'; end if;
    insert into shift_need as n (id, area_id, name, during, needed, station_id, kind, vehicle)
    values ((each.e ->> 'id')::uuid, home, each.e ->> 'name', tstzrange((each.e ->> 'from')::timestamptz, (each.e ->> 'to')::timestamptz), (each.e ->> 'needed')::smallint, (each.e ->> 'stationId')::uuid, each.e ->> 'kind', each.e ->> 'vehicle')
    on conflict (id) do update set name = excluded.name, during = excluded.during, needed = excluded.needed, station_id = excluded.station_id, kind = excluded.kind, vehicle = excluded.vehicle, version = n.version + 1;
  end loop;
  for each in select e, ordinality - 1 as i from jsonb_array_elements(coalesce(given -> 'change', '[]')) with ordinality as x(e, ordinality) loop
    old := roster_shift_in_hand((each.e ->> 'shiftId')::integer, (each.e ->> 'version')::integer, 'change.' || each.i);
    if each.e ? 'teamId' and not exists (select from team t where t.id = (each.e ->> 'teamId')::integer and t.area_id in (select actor_areas('patrol'))) then raise exception 'expected a team of your areas' using errcode = '23503', column = 'change.' || each.i || '.teamId'; end if;
    -- One that has begun keeps what was: its team stays for what has passed, the other takes over from now on.
    if lower(old.during) <= now() and each.e ? 'teamId' then
      update shift s set during = tstzrange(lower(s.during), now()), version = s.version + 1 where s.id = old.id;
      insert into shift (area_id, team_id, during, need_id, note) select t.area_id, t.id, tstzrange(now(), upper(old.during)), null, old.note from team t where t.id = (each.e ->> 'teamId')::integer returning id into new_id;
      update shift s set need_id = case when s.id = new_id then old.need_id end where s.id in (old.id, new_id);
      touched := touched || array[old.id, new_id]; fields := fields || array['change.' || each.i, 'change.' || each.i];
    else
      update shift s set team_id = coalesce((each.e ->> 'teamId')::integer, s.team_id), area_id = coalesce((select t.area_id from team t where t.id = (each.e ->> 'teamId')::integer), s.area_id),
        during = tstzrange(coalesce((each.e ->> 'from')::timestamptz, lower(s.during)), coalesce((each.e ->> 'to')::timestamptz, upper(s.during))), version = s.version + 1 where s.id = old.id;
      touched := touched || old.id; fields := fields || ('change.' || each.i);
    end if;
  end loop;
  for each in select e, ordinality - 1 as i from jsonb_array_elements(coalesce(given -> 'add', '[]')) with ordinality as x(e, ordinality) loop
    new_id := add_roster_shift(each.e, 'add.' || each.i);
    touched := touched || new_id; fields := fields || ('add.' || each.i);
  end loop;
  delete from shift_need n where n.id in (select x::uuid from jsonb_array_elements_text(coalesce(given -> 'dropNeeds', '[]')) x) and n.area_id in (select actor_areas('patrol')) and n.event_post_id is null;
  return next close_roster_change(given, home, rows_before, touched, fields, need_ids);
end $$;

create or replace function roster_shift_in_hand(wanted integer, seen integer, about text) returns shift
language plpgsql volatile set search_path = public, pg_temp as $$
declare old shift;
begin
  select * into old from shift s where s.id = wanted and s.area_id in (select actor_areas('patrol'));
  if not found then raise exception 'expected a shift of your areas' using errcode = '23503', column = about || '.shiftId'; end if;
  if old.version <> seen then raise exception 'somebody changed this shift since; it is at version %', old.version using errcode = '40001', column = about || '.version'; end if;
  if upper(old.during) <= now() then raise exception 'expected a shift that has not passed' using errcode = '23514', column = about || '.shiftId'; end if;
  return old;
end $$;

-- Without a need, a shift by its own times. Who takes over what has begun is on duty from now on, unless told otherwise. Places are kept of those on shift: nobody is put on shift for days that are over.
create or replace function add_roster_shift(given jsonb, about text) returns integer
language plpgsql volatile set search_path = public, pg_temp as $$
declare crew team; wanted shift_need; span tstzrange; made integer;
begin
  select * into crew from team t where t.id = (given ->> 'teamId')::integer and t.area_id in (select actor_areas('patrol'));
  if not found then raise exception 'expected a team of your areas' using errcode = '23503', column = about || '.teamId'; end if;
  if given ->> 'needId' is not null then
    select * into wanted from shift_need n where n.id = (given ->> 'needId')::uuid and n.area_id in (select actor_areas('patrol'));
    if not found then raise exception 'expected a need of your areas' using errcode = '23503', column = about || '.needId'; end if;
  end if;
  span := tstzrange(coalesce((given ->> 'from')::timestamptz, case when upper(wanted.during) > now() then greatest(lower(wanted.during), date_trunc('minute', now())) else lower(wanted.during) end), coalesce((given ->> 'to')::timestamptz, upper(wanted.during)));
  if lower(span) is null or upper(span) is null then raise exception 'expected a need, or times' using errcode = '23514', column = about || '.from'; end if;
  if upper(span) <= now() - interval '1 day' then raise exception 'expected a shift that has not passed' using errcode = '23514', column = about || '.to'; end if;
  insert into shift (area_id, team_id, during, need_id, note) values (crew.area_id, crew.id, span, wanted.id, coalesce(given ->> 'note', '')) returning id into made;
  return made;
end $$;

-- Puts the rows back that a change met, while none of what it made was touched since. What has passed stays passed. No row: not there, or not for this actor.
drop function if exists undo_roster_change(uuid);
create function undo_roster_change(wanted uuid) returns setof roster_change
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare made roster_change; other text; back integer[]; bad record;
begin
  select * into made from roster_change c where c.id = wanted and c.area_id in (select actor_areas('patrol')) for update;
  if not found then return; end if;
  if made.undone_at is not null then return next made; return; end if;
  -- Somebody above may have made it over several areas.
  if exists (select from jsonb_array_elements((made.before -> 'shifts') || (made.after -> 'shifts') || (made.before -> 'needs') || (made.after -> 'needs')) e
    where (e ->> 'area_id')::integer not in (select actor_areas('patrol'))) then
    raise exception 'expected a change of shifts and needs of your areas only' using errcode = '42501', column = 'id';
  end if;
  back := array(select (e ->> 'id')::integer from jsonb_array_elements(made.before -> 'shifts') e);
  perform hold_teams(array(select (e ->> 'team_id')::integer from jsonb_array_elements((made.before -> 'shifts') || (made.after -> 'shifts')) e));
  select t.call_sign into other from jsonb_array_elements(made.after -> 'shifts') e left join shift s on s.id = (e ->> 'id')::integer left join team t on t.id = (e ->> 'team_id')::integer
  where s.id is null or s.version <> (e ->> 'version')::integer limit 1;
  if found then raise exception 'expected a change that nothing followed; the shift of % is another by now', other using errcode = '40001', column = 'id'; end if;
  if exists (select from jsonb_array_elements(made.after -> 'shifts') e where (e ->> 'id')::integer <> all(back) and lower((e ->> 'during')::tstzrange) < now() - interval '10 minutes' and made.made_at < now() - interval '10 minutes') then
    raise exception 'expected shifts that have not begun' using errcode = '23514', column = 'id';
  end if;
  delete from shift s where s.id in (select (e ->> 'id')::integer from jsonb_array_elements(made.after -> 'shifts') e) and s.id <> all(back);
  if exists (select from shift s join shift_need n on n.id = s.need_id where n.id in (select (e ->> 'id')::uuid from jsonb_array_elements(made.after -> 'needs') e) and n.id not in (select (e ->> 'id')::uuid from jsonb_array_elements(made.before -> 'needs') e)) then
    raise exception 'expected needs without teams; call their shifts off first' using errcode = '40001', column = 'id';
  end if;
  delete from shift_need n where n.id in (select (e ->> 'id')::uuid from jsonb_array_elements(made.after -> 'needs') e) and n.id not in (select (e ->> 'id')::uuid from jsonb_array_elements(made.before -> 'needs') e);
  insert into shift_need as n select r.* from jsonb_array_elements(made.before -> 'needs') e, jsonb_populate_record(null::shift_need, e) r
  on conflict (id) do update set name = excluded.name, during = excluded.during, needed = excluded.needed, station_id = excluded.station_id, kind = excluded.kind, vehicle = excluded.vehicle, version = n.version + 1;
  insert into shift as s (id, area_id, team_id, during, import_id, need_id, note, version) overriding system value
  select r.id, r.area_id, r.team_id, r.during, r.import_id, n.id, r.note, r.version + 1 from jsonb_array_elements(made.before -> 'shifts') e, jsonb_populate_record(null::shift, e) r left join shift_need n on n.id = r.need_id
  on conflict (id) do update set area_id = excluded.area_id, team_id = excluded.team_id, during = excluded.during, need_id = excluded.need_id, note = excluded.note, version = s.version + 1;
  select * into bad from roster_conflict(back, true);
  if found then raise exception '%', bad.said using errcode = '40001', column = 'id'; end if;
  update roster_change c set undone_by = actor_id(), undone_at = clock_timestamp() where c.id = wanted returning * into made;
  perform note_roster(made.area_id, 'undo', wanted::text, '{}');
  return next made;
end $$;

revoke all on function roster_conflict(integer[], boolean), roster_rows(integer[], uuid[]), close_roster_change(jsonb, integer, jsonb, integer[], text[], uuid[]), hold_teams(integer[]), change_roster(jsonb), roster_shift_in_hand(integer, integer, text), add_roster_shift(jsonb, text), undo_roster_change(uuid) from public;
grant execute on function change_roster(jsonb), undo_roster_change(uuid) to fangcun_app;
