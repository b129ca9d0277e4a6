-- Screens of a wall: where they are, what they show, and which window each is.

-- A window is a screen as long as its session is good; a session may be several screens of one wall.
create or replace function free_screens() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare walls uuid[];
begin
  with gone as (update wall_screen s set session_id = null, joined_at = null, joined_by = null where s.session_id = new.id returning s.wall_id) select array_agg(distinct g.wall_id) into walls from gone g;
  perform tell_map_wall(each) from unnest(walls) each;
  return null;
end $$;
create or replace trigger free_screens after update of revoked_at on session for each row when (new.kind = 'wall' and new.revoked_at is not null and old.revoked_at is null) execute function free_screens();

-- The window of a screen goes; its session ends where it is no other screen.
create or replace function clear_screen(wanted uuid) returns boolean
language plpgsql volatile set search_path = public, pg_temp as $$
declare held uuid;
begin
  delete from wall_code c where c.screen_id = wanted and c.claimed_at is null;
  select s.session_id into held from wall_screen s where s.id = wanted;
  if held is null then return false; end if;
  update wall_screen s set session_id = null, joined_at = null, joined_by = null where s.id = wanted;
  delete from wall_screen_state t where t.screen_id = wanted;
  update session s set revoked_at = now() where s.id = held and s.revoked_at is null and not exists (select from wall_screen o where o.session_id = held);
  return true;
end $$;

create or replace function check_screen(of_wall uuid, content jsonb) returns void
language plpgsql stable set search_path = public, pg_temp as $$
begin
  if content ->> 'kind' = 'scene' and not exists (select from wall_scene c where c.wall_id = of_wall and c.id = (content ->> 'sceneId')::uuid) then
    raise exception 'expected a scene of this wall' using errcode = '23514', column = 'content';
  end if;
end $$;

-- A screen that was drawn. The same id again leaves it as it is.
drop function if exists add_wall_screen(uuid, jsonb);
create function add_wall_screen(of_wall uuid, given jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept map_wall := standing_wall_in_hand(of_wall, null); wanted uuid := (given ->> 'id')::uuid;
begin
  if kept.id is null then return false; end if;
  if exists (select from wall_screen s where s.id = wanted and s.wall_id = of_wall) then return true; end if;
  if (select count(*) from wall_screen s where s.wall_id = of_wall) >= 64 then raise exception 'expected at most 64 screens of a wall' using errcode = '23514', column = 'id'; end if;
  perform check_screen(of_wall, given -> 'content');
  insert into wall_screen (id, wall_id, area_id, name, place, content, panels) values (wanted, of_wall, kept.area_id, given ->> 'name', given -> 'place', given -> 'content', given -> 'panels') on conflict (id) do nothing;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform tell_map_wall(of_wall);
  return true;
end $$;

drop function if exists change_wall_screen(uuid, uuid, jsonb);
create function change_wall_screen(of_wall uuid, wanted uuid, change jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare wall map_wall := standing_wall_in_hand(of_wall, null); kept wall_screen;
begin
  if wall.id is null then return false; end if;
  select * into kept from wall_screen s where s.id = wanted and s.wall_id = of_wall;
  if not found then return false; end if;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this screen since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  perform check_screen(of_wall, change -> 'content');
  update wall_screen s set name = coalesce(change ->> 'name', s.name), place = coalesce(change -> 'place', s.place), content = coalesce(change -> 'content', s.content), panels = coalesce(change -> 'panels', s.panels),
    version = s.version + 1 where s.id = wanted;
  perform tell_map_wall(of_wall);
  return true;
end $$;

drop function if exists remove_wall_screen(uuid, uuid);
create function remove_wall_screen(of_wall uuid, wanted uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept map_wall := standing_wall_in_hand(of_wall, null);
begin
  if kept.id is null or not exists (select from wall_screen s where s.id = wanted and s.wall_id = of_wall) then return false; end if;
  if clear_screen(wanted) then perform audit_map_wall(kept, 'send_away', jsonb_build_object('screen', wanted)); end if;
  delete from wall_screen s where s.id = wanted;
  update map_wall w set alarm_screen_id = null where w.id = of_wall and w.alarm_screen_id = wanted;
  perform tell_map_wall(of_wall);
  return true;
end $$;

-- The window of a screen is sent away; the screen stays.
drop function if exists send_window_away(uuid, uuid);
create function send_window_away(of_wall uuid, wanted uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept map_wall := map_wall_in_hand(of_wall, null);
begin
  if kept.id is null or not exists (select from wall_screen s where s.id = wanted and s.wall_id = of_wall) then return false; end if;
  if clear_screen(wanted) then
    perform audit_map_wall(kept, 'send_away', jsonb_build_object('screen', wanted));
    perform tell_map_wall(of_wall);
  end if;
  return true;
end $$;

-- Screens in rows and columns anew. Those that remain, in the order of reading, keep what they are; the others go with their windows.
drop function if exists lay_out_wall(uuid, jsonb);
create function lay_out_wall(of_wall uuid, change jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept map_wall := standing_wall_in_hand(of_wall, (change ->> 'version')::integer); screens uuid[]; each record;
begin
  if kept.id is null then return false; end if;
  select array_agg(s.id order by (s.place ->> 'y')::numeric, (s.place ->> 'x')::numeric, s.id) into screens from wall_screen s where s.wall_id = of_wall;
  for each in select * from wall_places(change -> 'layout') loop
    if screens[each.ordinal + 1] is null then
      insert into wall_screen (id, wall_id, area_id, name, place, content) values (gen_random_uuid(), of_wall, kept.area_id, each.name, each.place, '{"kind": "shared"}');
    else
      update wall_screen s set name = case when s.name ~ '^\d-\d$' then each.name else s.name end, place = each.place, version = s.version + 1 where s.id = screens[each.ordinal + 1];
    end if;
  end loop;
  perform remove_wall_screen(of_wall, surplus) from unnest(screens[(select count(*) from wall_places(change -> 'layout')) + 1:]) surplus;
  update map_wall w set layout = change -> 'layout', changed_at = now(), version = w.version + 1 where w.id = of_wall;
  perform audit_map_wall(kept, 'lay_out', jsonb_build_object('rows', change #> '{layout,rows}', 'columns', change #> '{layout,columns}'));
  perform tell_map_wall(of_wall);
  return true;
end $$;

-- What a window says of its screen. False where its session is not this screen (any more).
drop function if exists hear_screen(uuid, uuid, jsonb);
create function hear_screen(wanted uuid, own_session uuid, told jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into wall_screen_state as t (screen_id, area_id, seen_at, told)
  select s.id, s.area_id, now(), hear_screen.told from wall_screen s join map_wall w on w.id = s.wall_id where s.id = wanted and s.session_id = own_session and w.account_id = actor_id() and w.retired_at is null
  on conflict (screen_id) do update set seen_at = excluded.seen_at, told = excluded.told;
  return found;
end $$;

revoke all on function clear_screen(uuid), check_screen(uuid, jsonb), add_wall_screen(uuid, jsonb), change_wall_screen(uuid, uuid, jsonb), remove_wall_screen(uuid, uuid), send_window_away(uuid, uuid), lay_out_wall(uuid, jsonb), hear_screen(uuid, uuid, jsonb), free_screens() from public;
grant execute on function add_wall_screen(uuid, jsonb), change_wall_screen(uuid, uuid, jsonb), remove_wall_screen(uuid, uuid), send_window_away(uuid, uuid), lay_out_wall(uuid, jsonb), hear_screen(uuid, uuid, jsonb) to fangcun_app;
