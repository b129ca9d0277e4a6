-- Templates by week and events: what is needed, by the area's own clock. A version of 0 is a new one.
drop function if exists put_shift_template(uuid, jsonb);
create function put_shift_template(wanted uuid, given jsonb) returns setof shift_template
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept shift_template; seen constant integer := (given ->> 'version')::integer; bad integer;
begin
  select * into kept from shift_template t where t.id = wanted for update;
  if kept.id is not null and kept.area_id not in (select actor_areas('patrol')) or kept.id is null and seen > 0 then return; end if;
  perform check_patrol((given ->> 'areaId')::integer, 'areaId');
  if kept.id is not null and seen = 0 then return next kept; return; end if;
  if kept.id is not null and kept.version <> seen then raise exception 'somebody changed this template since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  select l.ordinality - 1 into bad from jsonb_array_elements(given -> 'lines') with ordinality l(line, ordinality)
  where exists (select from shift_template_line o where o.id = (l.line ->> 'id')::uuid and o.template_id <> wanted)
    or l.line ->> 'stationId' is not null and not exists (select from patrol_station s where s.id = (l.line ->> 'stationId')::uuid and s.area_id in (select actor_areas('patrol')))
    or exists (select from jsonb_array_elements_text(l.line -> 'teamIds') t where not exists (select from team e where e.id = t::integer and e.area_id in (select actor_areas('patrol')))) order by 1 limit 1;
  if found then raise exception 'expected a station and teams of your areas in line %', bad + 1 using errcode = '23503', column = 'lines.' || bad; end if;
  insert into shift_template as t (id, area_id, name, note, valid_from, valid_to, retired_at, created_by)
  values (wanted, (given ->> 'areaId')::integer, given ->> 'name', coalesce(given ->> 'note', ''), (given ->> 'validFrom')::date, (given ->> 'validTo')::date, case when (given ->> 'retired')::boolean then now() end, actor_id())
  on conflict (id) do update set area_id = excluded.area_id, name = excluded.name, note = excluded.note, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
    retired_at = case when excluded.retired_at is not null then coalesce(t.retired_at, excluded.retired_at) end, changed_at = now(), version = t.version + 1 returning * into kept;
  delete from shift_template_line l where l.template_id = wanted and l.id not in (select (e ->> 'id')::uuid from jsonb_array_elements(given -> 'lines') e);
  insert into shift_template_line as l (id, template_id, ordinal, name, weekdays, starts, ends, needed, kind, vehicle, station_id, team_ids)
  select (e ->> 'id')::uuid, wanted, i, e ->> 'name', array(select d::smallint from jsonb_array_elements_text(e -> 'weekdays') d), (e ->> 'from')::time, (e ->> 'to')::time, (e ->> 'needed')::smallint, e ->> 'kind', e ->> 'vehicle', (e ->> 'stationId')::uuid,
    array(select t::integer from jsonb_array_elements_text(e -> 'teamIds') t) from jsonb_array_elements(given -> 'lines') with ordinality x(e, i)
  on conflict (id) do update set ordinal = excluded.ordinal, name = excluded.name, weekdays = excluded.weekdays, starts = excluded.starts, ends = excluded.ends, needed = excluded.needed, kind = excluded.kind, vehicle = excluded.vehicle, station_id = excluded.station_id, team_ids = excluded.team_ids;
  perform note_roster(kept.area_id, 'template', wanted::text, jsonb_build_object('name', kept.name, 'lines', jsonb_array_length(given -> 'lines')));
  return next kept;
end $$;

-- A window of a day by a clock; null where the clock skips all of it.
create or replace function window_on(day date, starts time, ends time, zone text) returns tstzrange
language sql stable set search_path = public, pg_temp as $$
  select nullif(tstzrange((day + starts) at time zone zone, greatest((day + starts) at time zone zone, (day + ends + case when ends <= starts then interval '1 day' else interval '0' end) at time zone zone)), 'empty')
$$;

-- Needs of each day from `first` to `last` on which the template holds, and shifts of the teams that its lines name. What was made already stays as it is: done twice is done once. A team that is elsewhere or must rest then is left out, its need stays open.
drop function if exists apply_shift_template(uuid, jsonb);
create function apply_shift_template(wanted uuid, given jsonb) returns setof roster_change
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare made roster_change; kept shift_template; zone text; needs uuid[]; ids integer[] := '{}'; each record; new_id integer;
begin
  select * into made from roster_change c where c.id = (given ->> 'id')::uuid and c.area_id in (select actor_areas('patrol'));
  if found then return next made; return; end if;
  select * into kept from shift_template t where t.id = wanted and t.area_id in (select actor_areas('patrol')) for update;
  if not found then return; end if;
  if kept.retired_at is not null then raise exception 'expected a template that is in use' using errcode = '23514', column = 'templateId'; end if;
  select a.time_zone into zone from area a where a.id = kept.area_id;
  with fresh as (
    insert into shift_need (area_id, name, during, needed, kind, vehicle, station_id, template_line_id, day)
    select kept.area_id, l.name, w.during, l.needed, l.kind, l.vehicle, l.station_id, l.id, d::date
    from generate_series(greatest((given ->> 'first')::date, kept.valid_from)::timestamp, least((given ->> 'last')::date, coalesce(kept.valid_to, (given ->> 'last')::date))::timestamp, interval '1 day') d
      join shift_template_line l on l.template_id = wanted and extract(isodow from d)::smallint = any(l.weekdays), lateral (select window_on(d::date, l.starts, l.ends, zone) as during) w
    where w.during is not null on conflict (template_line_id, day) do nothing returning id)
  select coalesce(array_agg(id), '{}') into needs from fresh;
  perform hold_teams(array(select unnest(l.team_ids) from shift_template_line l where l.template_id = wanted));
  for each in select n.id as need_id, t.id as team_id, t.area_id, n.during from shift_need n join shift_template_line l on l.id = n.template_line_id cross join lateral unnest(l.team_ids) with ordinality as u(team_id, i)
      join team t on t.id = u.team_id and t.retired_at is null and t.area_id in (select actor_areas('patrol')) where n.id = any(needs) and u.i <= l.needed and upper(n.during) > now() order by n.during, u.i loop
    if exists (select from shift s where s.team_id = each.team_id and s.during && each.during) then
      -- A shift that somebody planned beforehand for just this time fills it.
      update shift s set need_id = each.need_id, version = s.version + 1 where s.team_id = each.team_id and s.during = each.during and s.need_id is null;
      continue;
    end if;
    insert into shift (area_id, team_id, during, need_id) values (each.area_id, each.team_id, each.during, each.need_id) returning id into new_id;
    if exists (select from roster_conflict(array[new_id], false)) then delete from shift s where s.id = new_id; else ids := ids || new_id; end if;
  end loop;
  return next close_roster_change(given || '{"kind": "template"}', kept.area_id, '{"shifts": [], "needs": []}', ids, array(select 'id' from unnest(ids)), needs);
end $$;

revoke all on function put_shift_template(uuid, jsonb), window_on(date, time, time, text), apply_shift_template(uuid, jsonb) from public;
grant execute on function put_shift_template(uuid, jsonb), apply_shift_template(uuid, jsonb) to fangcun_app;
