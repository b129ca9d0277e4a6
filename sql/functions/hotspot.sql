-- Hotspots that were kept. The server brings shapes and evidence of its own answer; here it is decided who may keep and change them, where they belong, and what is written down about it.

-- Whether the actor may take out what lies below an area, or all that the actor reads where none is named; raises where not. Answers the area that the export belongs to.
drop function if exists check_export(integer);
create function check_export(wanted_area integer) returns integer
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not actor_may('export') then raise exception 'the actor may not export' using errcode = '42501'; end if;
  if exists (
    with recursive below(id) as (select a.id from area a where a.id = wanted_area or (wanted_area is null and a.parent_id is null) union select a.id from area a join below on a.parent_id = below.id)
    select from below where below.id in (select actor_areas('read')) and below.id not in (select actor_areas('export'))) then
    raise exception 'expected an area in which you may export' using errcode = '42501', column = 'areaId';
  end if;
  return coalesce(wanted_area, (select a.id from area a where a.id in (select actor_areas('export')) order by array_position(array['city', 'district', 'subdistrict', 'community'], a.level), a.id limit 1));
end $$;

-- The smallest area that holds all of these places: the nearest one above the areas that each lies in. Places outside of every area say nothing.
create or replace function area_over(places geometry[]) returns integer
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return (with recursive home as (
    select distinct area_at(p) as id from unnest(places) as p
  ), above(home, id, steps) as (
    select home.id, home.id, 0 from home where home.id is not null
    union all select above.home, a.parent_id, above.steps + 1 from above join area a on a.id = above.id where a.parent_id is not null
  )
  select above.id from above group by above.id having count(*) = (select count(*) from home where home.id is not null) order by min(above.steps), above.id limit 1);
end $$;

create or replace function leads_patrols(wanted text, wanted_area integer) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive above(id, parent_id) as (
    select id, parent_id from area where id = wanted_area
    union
    select area.id, area.parent_id from area join above on area.id = above.parent_id
  )
  select exists (select from assignment a join above on above.id = a.area_id join account c on c.id = a.account_id where a.account_id = wanted and a.role = 'patrol_leader' and c.disabled_at is null)
$$;

-- Accounts that may be given a hotspot, for whoever may give it.
drop function if exists patrol_leaders_of(uuid);
create function patrol_leaders_of(wanted uuid) returns table (id text, name_zh text, name_en text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.name_zh, c.name_en from hotspot h join account c on leads_patrols(c.id, h.area_id)
  where h.id = wanted and h.area_id in (select actor_areas('brief')) order by c.id
$$;

-- Names of the accounts that a hotspot names, for those who read it.
create or replace function hotspot_names(wanted uuid) returns table (id text, name_zh text, name_en text)
language sql stable parallel safe security definer set search_path = public, pg_temp as $$
  select c.id, c.name_zh, c.name_en from account c
  where c.id in (select h.assigned_to from hotspot h where h.id = wanted and h.area_id in (select actor_areas('read'))
    union all select l.actor from hotspot_log l where l.hotspot_id = wanted and l.area_id in (select actor_areas('read'))
    union all select l.detail ->> 'to' from hotspot_log l where l.hotspot_id = wanted and l.action = 'assign' and l.area_id in (select actor_areas('read')))
$$;

create or replace function note_hotspot(kept hotspot, wanted text, about jsonb) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into hotspot_log (hotspot_id, area_id, actor, action, detail) values (kept.id, kept.area_id, actor_id(), wanted, about);
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'hotspot.' || wanted, kept.id::text, about)
$$;

create or replace function check_brief() returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not actor_may('brief') then raise exception 'the actor may not keep hotspots' using errcode = '42501'; end if;
end $$;

-- Whether a question names somebody's voice, by what is one today: a category may become one after something was kept of it.
create or replace function names_voice(question jsonb) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (select from category c where c.voice and question -> 'categoryIds' @> to_jsonb(c.id::integer))
$$;

-- Keeps ground of an answer: `shapes` are its units (EWKB), `given` what answered. The same id again gives the row as it is.
drop function if exists keep_hotspot(jsonb, text[]);
create function keep_hotspot(given jsonb, shapes text[]) returns setof hotspot
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare ground geometry; home integer; kept hotspot;
begin
  select * into kept from hotspot h where h.id = (given ->> 'id')::uuid and h.area_id in (select actor_areas('read'));
  if found then return next kept; return; end if;
  perform check_brief();
  if names_voice(given -> 'question') then
    raise exception 'expected categories that are nobody''s voice' using errcode = '23514', column = 'question.categoryIds';
  end if;
  select st_multi(st_collectionextract(st_unaryunion(st_collect(s::geometry)), 3)), area_over(array_agg(st_pointonsurface(s::geometry))) into ground, home from unnest(shapes) as s;
  if ground is null or not geometry_fits(ground) then
    raise exception 'expected units that make ground of at most 5000 corners' using errcode = '23514', column = 'units';
  end if;
  -- Ground of which most lies elsewhere would tell the readers of a small area what the areas around it hold.
  while exists (select from area a where a.id = home and a.parent_id is not null and a.geom is not null and st_area(st_intersection(a.geom, ground)) < 0.45 * st_area(ground)) loop
    select a.parent_id into home from area a where a.id = home;
  end loop;
  if home is null or home not in (select actor_areas('brief')) then
    raise exception 'expected units inside of an area that you may brief' using errcode = '42501', column = 'units';
  end if;
  insert into hotspot (id, area_id, name, note, geom, period, method, method_version, question, evidence, incidents, square_meters, created_by)
  values ((given ->> 'id')::uuid, home, given ->> 'name', coalesce(given ->> 'note', ''), ground, tstzrange((given ->> 'from')::timestamptz, (given ->> 'to')::timestamptz), given ->> 'method',
    (given ->> 'methodVersion')::integer, given -> 'question', given -> 'evidence', (given ->> 'incidents')::integer, st_area(ground::geography), actor_id())
  on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform note_hotspot(kept, 'keep', jsonb_build_object('name', kept.name, 'method', kept.method, 'units', array_length(shapes, 1)));
  return next kept;
end $$;

-- No row: not there, or not for this actor.
drop function if exists change_hotspot(uuid, jsonb);
create function change_hotspot(wanted uuid, change jsonb) returns setof hotspot
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept hotspot; leader text := change ->> 'assignedTo';
begin
  select * into kept from hotspot h where h.id = wanted and h.area_id in (select actor_areas('read')) and not names_voice(h.question) for update;
  if not found then return; end if;
  if kept.area_id not in (select actor_areas('brief')) then raise exception 'the actor may not change hotspots here' using errcode = '42501'; end if;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this hotspot since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  if leader is not null and leader is distinct from kept.assigned_to and not leads_patrols(leader, kept.area_id) then
    raise exception 'expected an account that leads patrols over the area of the hotspot' using errcode = '23514', column = 'assignedTo';
  end if;
  if change ? 'name' and change ->> 'name' <> kept.name then
    perform note_hotspot(kept, 'rename', jsonb_build_object('from', kept.name, 'to', change ->> 'name'));
    kept.name := change ->> 'name';
  end if;
  if change ? 'note' and change ->> 'note' <> kept.note then
    perform note_hotspot(kept, 'note', jsonb_build_object('to', change ->> 'note'));
    kept.note := change ->> 'note';
  end if;
  if change ? 'assignedTo' and leader is distinct from kept.assigned_to then
    perform note_hotspot(kept, 'assign', jsonb_build_object('from', kept.assigned_to, 'to', leader));
    kept.assigned_to := leader;
    kept.assigned_at := case when leader is not null then now() end;
  end if;
  if change ? 'retired' and (change ->> 'retired')::boolean is distinct from (kept.retired_at is not null) then
    perform note_hotspot(kept, case when kept.retired_at is null then 'retire' else 'restore' end, '{}');
    kept.retired_at := case when kept.retired_at is null then now() end;
  end if;
  update hotspot h set name = kept.name, note = kept.note, assigned_to = kept.assigned_to, assigned_at = kept.assigned_at, retired_at = kept.retired_at, version = h.version + 1 where h.id = wanted returning * into kept;
  return next kept;
end $$;

create or replace trigger append_only before update on hotspot_log for each row execute function refuse_change();

revoke all on function check_export(integer), check_brief(), area_over(geometry[]), leads_patrols(text, integer), patrol_leaders_of(uuid), hotspot_names(uuid), names_voice(jsonb), note_hotspot(hotspot, text, jsonb), keep_hotspot(jsonb, text[]), change_hotspot(uuid, jsonb) from public;
grant execute on function check_export(integer), check_brief(), patrol_leaders_of(uuid), hotspot_names(uuid), names_voice(jsonb), keep_hotspot(jsonb, text[]), change_hotspot(uuid, jsonb) to fangcun_app;
