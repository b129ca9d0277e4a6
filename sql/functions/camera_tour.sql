-- Tours of video patrol: which cameras are looked at, in which order and how long.

-- All cameras must stand in the area of the tour or below it: who may read the tour may watch them all. Tours are listed with all their stops, so those of one area have a limit together.
create or replace function set_tour_stops(wanted uuid, home integer, stops jsonb) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
declare stray integer; most constant integer := 20000;
begin
  select (s.stop ->> 'cameraId')::integer into stray from jsonb_array_elements(stops) with ordinality s(stop, n) where not exists (
    with recursive below(id) as (select home union select a.id from area a join below b on a.parent_id = b.id)
    select from camera c join below b on b.id = c.area_id where c.id = (s.stop ->> 'cameraId')::integer) order by s.n limit 1;
  if stray is not null then raise exception 'expected cameras inside of the area of the tour; camera % is not there', stray using errcode = '23514', column = 'stops'; end if;
  delete from camera_tour_stop t where t.tour_id = wanted;
  insert into camera_tour_stop (tour_id, ordinal, camera_id, dwell_seconds)
  select wanted, s.n::smallint, (s.stop ->> 'cameraId')::integer, (s.stop ->> 'dwellSeconds')::smallint from jsonb_array_elements(stops) with ordinality s(stop, n);
  if (select count(*) from camera_tour t join camera_tour_stop s on s.tour_id = t.id where t.area_id = home) > most then
    raise exception 'expected at most % stops in all tours of an area together, those that were retired too; shorten some first', most using errcode = '23514', column = 'stops';
  end if;
end $$;

-- The same id again gives the row as it is.
drop function if exists make_camera_tour(jsonb);
create function make_camera_tour(given jsonb) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare wanted uuid := (given ->> 'id')::uuid; home integer := (given ->> 'areaId')::integer;
begin
  if exists (select from camera_tour t where t.id = wanted and t.area_id in (select actor_areas('watch'))) then return wanted; end if;
  if home not in (select actor_areas('watch')) then raise exception 'expected an area in which you may watch' using errcode = '42501', column = 'areaId'; end if;
  insert into camera_tour (id, area_id, name, priority, mode, dwell_seconds)
  values (wanted, home, given ->> 'name', (given ->> 'priority')::smallint, given ->> 'mode', (given ->> 'dwellSeconds')::smallint) on conflict (id) do nothing;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform set_tour_stops(wanted, home, given -> 'stops');
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), home, 'camera_tour.make', wanted::text, jsonb_build_object('name', given ->> 'name', 'stops', jsonb_array_length(given -> 'stops')));
  return wanted;
end $$;

-- False: not there, or not for this actor.
drop function if exists change_camera_tour(uuid, jsonb);
create function change_camera_tour(wanted uuid, change jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept camera_tour;
begin
  select * into kept from camera_tour t where t.id = wanted and t.area_id in (select actor_areas('watch')) for update;
  if not found then return false; end if;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this tour since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  update camera_tour t set name = coalesce(change ->> 'name', t.name), priority = coalesce((change ->> 'priority')::smallint, t.priority), mode = coalesce(change ->> 'mode', t.mode),
    dwell_seconds = coalesce((change ->> 'dwellSeconds')::smallint, t.dwell_seconds),
    retired_at = case when not change ? 'retired' then t.retired_at when (change ->> 'retired')::boolean then coalesce(t.retired_at, now()) end, version = t.version + 1
  where t.id = wanted;
  if change ? 'stops' then perform set_tour_stops(wanted, kept.area_id, change -> 'stops'); end if;
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'camera_tour.change', wanted::text, (change - 'stops') || case when change ? 'stops' then jsonb_build_object('stops', jsonb_array_length(change -> 'stops')) else '{}' end);
  return true;
end $$;

revoke all on function set_tour_stops(uuid, integer, jsonb), make_camera_tour(jsonb), change_camera_tour(uuid, jsonb) from public;
grant execute on function make_camera_tour(jsonb), change_camera_tour(uuid, jsonb) to fangcun_app;
