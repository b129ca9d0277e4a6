-- Calendars and limits as they hold in an area the actor may read; null elsewhere. They come from areas above too, which the actor need not see.
create or replace function calendar_of(wanted_area integer) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare home record;
begin
  if wanted_area not in (select actor_areas('read')) then return null; end if;
  select * into home from working_calendar(wanted_area);
  return jsonb_build_object(
    'areaId', wanted_area, 'timeZone', home.time_zone, 'hoursFrom', home.hours_area, 'daysFrom', home.days_area, 'mayConfigure', wanted_area in (select actor_areas('configure')),
    'hours', coalesce(
      (select jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opens', to_char(h.opens, 'HH24:MI'), 'closes', to_char(h.closes, 'HH24:MI')) order by h.weekday, h.opens) from working_hours h where h.area_id = home.hours_area),
      (select jsonb_agg(jsonb_build_object('weekday', w, 'opens', '09:00', 'closes', '17:00') order by w) from generate_series(1, 5) as w)),
    'days', coalesce((select jsonb_agg(jsonb_build_object('day', c.day, 'kind', c.kind, 'nameZh', c.name_zh, 'nameEn', c.name_en) order by c.day) from calendar_day c where c.area_id = home.days_area), '[]'));
end $$;

create or replace function deadline_rules_of(wanted_area integer) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if wanted_area not in (select actor_areas('read')) then return null; end if;
  return jsonb_build_object('areaId', wanted_area, 'mayConfigure', wanted_area in (select actor_areas('configure')), 'rules', coalesce((
    with recursive above(id, parent_id, depth) as (
      select a.id, a.parent_id, 0 from area a where a.id = wanted_area
      union all select a.id, a.parent_id, above.depth + 1 from area a join above on a.id = above.parent_id
    )
    select jsonb_agg(jsonb_build_object('areaId', r.area_id, 'categoryId', r.category_id, 'severity', r.severity, 'step', r.step, 'amount', r.amount, 'unit', r.unit, 'warnShare', round(r.warn_share::numeric, 4))
      order by above.depth, array_position(array['register', 'dispatch', 'accept', 'handle', 'verify', 'close', 'call_back'], r.step), r.category_id nulls first, r.severity nulls first)
    from deadline_rule r join above on above.id = r.area_id), '[]'));
end $$;

-- Whether the area is the actor's to see; where it is not also the actor's to configure, an error says so.
create or replace function check_configure(wanted_area integer) returns boolean
language plpgsql stable as $$
begin
  if wanted_area not in (select actor_areas('read')) then return false; end if;
  if wanted_area not in (select actor_areas('configure')) then raise exception 'expected an area that you configure' using errcode = '42501', column = 'areaId'; end if;
  return true;
end $$;

-- The whole set of an area's own rows, so that sending it again changes nothing. Clocks that run keep the moment they were given. The policies apply.
create or replace function put_calendar(wanted_area integer, calendar jsonb) returns boolean
language plpgsql as $$
begin
  if not check_configure(wanted_area) then return false; end if;
  delete from working_hours where area_id = wanted_area;
  insert into working_hours (area_id, weekday, opens, closes) select wanted_area, h.weekday, h.opens, h.closes from jsonb_to_recordset(calendar -> 'hours') as h(weekday smallint, opens time, closes time);
  delete from calendar_day where area_id = wanted_area;
  insert into calendar_day (area_id, day, kind, name_zh, name_en) select wanted_area, d.day, d.kind, d."nameZh", d."nameEn" from jsonb_to_recordset(calendar -> 'days') as d(day date, kind text, "nameZh" text, "nameEn" text);
  insert into audit_entry (account_id, area_id, action, target, detail)
  values (actor_id(), wanted_area, 'calendar.set', wanted_area, jsonb_build_object('hours', jsonb_array_length(calendar -> 'hours'), 'days', jsonb_array_length(calendar -> 'days')));
  return true;
end $$;

-- Likewise; a rule that stays keeps its number, by which clocks know what they were started by.
create or replace function put_deadline_rules(wanted_area integer, rules jsonb) returns boolean
language plpgsql as $$
begin
  if not check_configure(wanted_area) then return false; end if;
  if exists (select from jsonb_to_recordset(rules) as r("categoryId" smallint) where r."categoryId" is not null and not exists (select from category c where c.id = r."categoryId")) then
    raise exception 'expected categories of the catalogue' using errcode = '23503', column = 'rules';
  end if;
  delete from deadline_rule d where d.area_id = wanted_area and not exists (
    select from jsonb_to_recordset(rules) as r("categoryId" smallint, severity smallint, step text)
    where r.step = d.step and r."categoryId" is not distinct from d.category_id and r.severity is not distinct from d.severity);
  insert into deadline_rule (area_id, category_id, severity, step, amount, unit, warn_share)
  select wanted_area, r."categoryId", r.severity, r.step, r.amount, r.unit, r."warnShare" from jsonb_to_recordset(rules) as r("categoryId" smallint, severity smallint, step text, amount numeric, unit text, "warnShare" real)
  on conflict (area_id, category_id, severity, step) do update set amount = excluded.amount, unit = excluded.unit, warn_share = excluded.warn_share;
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), wanted_area, 'deadline_rule.set', wanted_area, jsonb_build_object('rules', jsonb_array_length(rules)));
  return true;
end $$;

revoke all on function calendar_of(integer), deadline_rules_of(integer), check_configure(integer), put_calendar(integer, jsonb), put_deadline_rules(integer, jsonb) from public;
grant execute on function calendar_of(integer), deadline_rules_of(integer), check_configure(integer), put_calendar(integer, jsonb), put_deadline_rules(integer, jsonb) to fangcun_app;
