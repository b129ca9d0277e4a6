-- 大屏: walls are made, changed and retired by whoever may operate walls of the area.

-- Areas that the actor's screens show: those of duties as wall_display, and everything below them. Of the rights alone, so that actors with one key see the same walls.
create or replace function actor_screen_areas() returns setof integer
language plpgsql stable parallel safe security definer set search_path = public, pg_temp rows 20 as $$
begin
  return query with recursive below(id) as (
    select a.area_id from assignment a join account c on c.id = a.account_id where c.id = actor_id() and c.disabled_at is null and a.role = 'wall_display'
    union
    select area.id from area join below on area.parent_id = below.id
  )
  select b.id from below b;
end $$;

-- Whoever looks at the wall reads it again.
create or replace function tell_map_wall(wanted uuid) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into outbox (noun, row_id, area_id) select 'map_wall', w.id::text, w.area_id from map_wall w where w.id = wanted;
  select pg_notify('fangcun_outbox', '')
$$;

create or replace function audit_map_wall(kept map_wall, wanted text, about jsonb) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), kept.area_id, 'map_wall.' || wanted, kept.id::text, jsonb_build_object('name', kept.name) || about)
$$;

-- The wall that a command is about, locked; null where it is not there or not for this actor. Raises where the actor sees it and may not do this, or where the version is another.
create or replace function map_wall_in_hand(wanted uuid, seen integer) returns map_wall
language plpgsql volatile set search_path = public, pg_temp as $$
declare kept map_wall;
begin
  select * into kept from map_wall w where w.id = wanted and (w.area_id in (select actor_areas('wall')) or w.area_id in (select actor_screen_areas())) for update;
  if not found then return null; end if;
  if kept.area_id not in (select actor_areas('wall')) then raise exception 'the actor may not operate this wall' using errcode = '42501'; end if;
  if seen is not null and kept.version <> seen then raise exception 'somebody changed this wall since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  return kept;
end $$;

-- The same for what one does to a wall that stands.
create or replace function standing_wall_in_hand(wanted uuid, seen integer) returns map_wall
language plpgsql volatile set search_path = public, pg_temp as $$
declare kept map_wall := map_wall_in_hand(wanted, seen);
begin
  if kept.retired_at is not null then raise exception 'expected a wall that stands; this one was retired' using errcode = '23514', column = 'id'; end if;
  return kept;
end $$;

create or replace function instant_text(at timestamptz) returns text
language sql stable set search_path = public, pg_temp as $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

-- Places of screens in rows and columns, in the order of reading.
create or replace function wall_places(layout jsonb) returns table (ordinal integer, name text, place jsonb)
language sql immutable set search_path = public, pg_temp as $$
  select (r * columns + c)::integer, (r + 1) || '-' || (c + 1),
    jsonb_build_object('x', c * (width + bezel_x), 'y', r * (height + bezel_y), 'width', width, 'height', height)
  from (select (layout ->> 'rows')::integer as rows, (layout ->> 'columns')::integer as columns, (layout ->> 'widthMm')::numeric as width, (layout ->> 'heightMm')::numeric as height,
    (layout #>> '{bezelMm,x}')::numeric as bezel_x, (layout #>> '{bezelMm,y}')::numeric as bezel_y) l, generate_series(0, l.rows - 1) r, generate_series(0, l.columns - 1) c
$$;

-- A new wall with its screens and the account that they will act as. The same id again gives the wall as it is. True if it was made now.
drop function if exists make_map_wall(jsonb);
create function make_map_wall(given jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept map_wall; wanted uuid := (given ->> 'id')::uuid; home integer; own text := 'wall-' || (given ->> 'id');
begin
  if exists (select from map_wall w where w.id = wanted and w.area_id in (select actor_areas('wall'))) then return false; end if;
  select a.id into home from area a where a.id = (given ->> 'areaId')::integer and a.valid_to is null and a.id in (select actor_areas('wall'));
  if not found then raise exception 'expected an area in which you operate walls' using errcode = '42501', column = 'areaId'; end if;
  if exists (select from map_wall w where w.id = wanted) or exists (select from account c where c.id = own) then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  if (select count(*) from map_wall w where w.area_id = home and w.retired_at is null) >= 50 then raise exception 'expected at most 50 walls of one area; retire some first' using errcode = '23514', column = 'areaId'; end if;
  insert into account (id, name_zh, name_en) values (own, '大屏 ' || (given ->> 'name'), 'Wall ' || (given ->> 'name'));
  insert into assignment (account_id, area_id, role) values (own, home, 'wall_display');
  insert into map_wall (id, area_id, name, layout, view, rotation, account_id, created_by)
  values (wanted, home, given ->> 'name', given -> 'layout', given -> 'view', jsonb_build_object('seconds', 60, 'startedAt', instant_text(now()), 'pausedAt', null), own, coalesce(actor_id(), '-')) returning * into kept;
  insert into wall_screen (id, wall_id, area_id, name, place, content) select gen_random_uuid(), wanted, home, p.name, p.place, '{"kind": "shared"}' from wall_places(given -> 'layout') p;
  perform audit_map_wall(kept, 'make', jsonb_build_object('account', own));
  perform tell_map_wall(wanted);
  return true;
end $$;

-- Fields that are named are changed. False: not there, or not for this actor; so with all that follow.
drop function if exists change_map_wall(uuid, jsonb);
create function change_map_wall(wanted uuid, change jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept map_wall := standing_wall_in_hand(wanted, (change ->> 'version')::integer);
begin
  if kept.id is null then return false; end if;
  if change ->> 'alarmScreenId' is not null and not exists (select from wall_screen s where s.wall_id = wanted and s.id = (change ->> 'alarmScreenId')::uuid) then
    raise exception 'expected a screen of this wall, or null' using errcode = '23514', column = 'alarmScreenId';
  end if;
  update map_wall w set name = coalesce(change ->> 'name', w.name), view = coalesce(change -> 'view', w.view), layout = coalesce(change -> 'layout', w.layout), changed_at = now(), version = w.version + 1,
    alarm_screen_id = case when change ? 'alarmScreenId' then (change ->> 'alarmScreenId')::uuid else w.alarm_screen_id end where w.id = wanted;
  if change ? 'name' then
    update account c set name_zh = '大屏 ' || (change ->> 'name'), name_en = 'Wall ' || (change ->> 'name') where c.id = kept.account_id;
    perform audit_map_wall(kept, 'change', jsonb_build_object('becomes', change ->> 'name'));
  end if;
  perform tell_map_wall(wanted);
  return true;
end $$;

-- A wall that is retired has no windows any more, and nobody becomes its account; restored, its screens ask to join anew.
drop function if exists retire_map_wall(uuid, integer, boolean);
create function retire_map_wall(wanted uuid, seen integer, retired boolean) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept map_wall := map_wall_in_hand(wanted, null);
begin
  if kept.id is null then return false; end if;
  if (kept.retired_at is not null) = retired and kept.version = seen + 1 then return true; end if;
  kept := map_wall_in_hand(wanted, seen);
  if (kept.retired_at is not null) = retired then return true; end if;
  update map_wall w set retired_at = case when retired then now() end, changed_at = now(), version = w.version + 1 where w.id = wanted;
  update account c set disabled_at = case when retired then now() end where c.id = kept.account_id;
  update session s set revoked_at = now() where retired and s.account_id = kept.account_id and s.revoked_at is null;
  delete from wall_code c using wall_screen s where retired and s.id = c.screen_id and s.wall_id = wanted;
  perform audit_map_wall(kept, case when retired then 'retire' else 'restore' end, '{}');
  perform tell_map_wall(wanted);
  return true;
end $$;

revoke all on function actor_screen_areas(), tell_map_wall(uuid), audit_map_wall(map_wall, text, jsonb), map_wall_in_hand(uuid, integer), standing_wall_in_hand(uuid, integer), instant_text(timestamptz), wall_places(jsonb),
  make_map_wall(jsonb), change_map_wall(uuid, jsonb), retire_map_wall(uuid, integer, boolean) from public;
grant execute on function actor_screen_areas(), make_map_wall(jsonb), change_map_wall(uuid, jsonb), retire_map_wall(uuid, integer, boolean) to fangcun_app;
