-- The log of video patrol: who looked at which camera when and why. A look is begun before a picture is fetched, and the proxy fetches by it only.

-- Lists are refused, not empty, to who has no part in video patrol.
create or replace function check_watch(or_audit boolean) returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not actor_may('watch') and not (or_audit and actor_may('audit')) then raise exception 'the actor may not watch cameras' using errcode = '42501'; end if;
end $$;

-- The same id again gives the row as it is. No row: no such camera for an actor who may watch it.
drop function if exists begin_camera_look(jsonb);
create function begin_camera_look(given jsonb) returns setof camera_look
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare wanted uuid := (given ->> 'id')::uuid; home integer; kept camera_look;
begin
  select c.area_id into home from camera c where c.id = (given ->> 'cameraId')::integer and c.area_id in (select actor_areas('read'));
  if home is null then return; end if;
  if home not in (select actor_areas('watch')) then raise exception 'the actor may not watch here' using errcode = '42501'; end if;
  if given ->> 'tourId' is not null and not exists (select from camera_tour t join camera_tour_stop s on s.tour_id = t.id
    where t.id = (given ->> 'tourId')::uuid and t.area_id in (select actor_areas('watch')) and s.camera_id = (given ->> 'cameraId')::integer) then
    raise exception 'expected a tour of yours that holds this camera' using errcode = '23514', column = 'tourId';
  end if;
  insert into camera_look (id, camera_id, area_id, account_id, tour_id, reason)
  values (wanted, (given ->> 'cameraId')::integer, home, actor_id(), (given ->> 'tourId')::uuid, given ->> 'reason') on conflict (id) do nothing;
  select * into kept from camera_look l where l.id = wanted and l.account_id = actor_id() and l.camera_id = (given ->> 'cameraId')::integer;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  return next kept;
end $$;

-- False: no such look of this actor. One that ended stays as it is.
drop function if exists end_camera_look(uuid);
create function end_camera_look(wanted uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update camera_look l set ended_at = coalesce(l.ended_at, now()), to_at = case when l.ended_at is not null then l.to_at
    when coalesce(l.to_at, l.from_at) > now() - interval '1 minute' then now() else coalesce(l.to_at, l.from_at) end
  where l.id = wanted and l.account_id = actor_id() and l.area_id in (select actor_areas('watch'));
  return found;
end $$;

-- What was seen becomes a matter (report_incident): the camera of a look of the actor, and afterwards the look keeps what came of it, in the same transaction. Null without a look.
create or replace function camera_of_look(look uuid) returns integer
language plpgsql stable set search_path = public, pg_temp as $$
declare seen integer;
begin
  if look is null then return null; end if;
  select l.camera_id into seen from camera_look l where l.id = look and l.account_id = actor_id() and l.area_id in (select actor_areas('watch'));
  if seen is null then raise exception 'expected a look of your own at a camera' using errcode = '23514', column = 'lookId'; end if;
  return seen;
end $$;
create or replace function note_camera_find(look uuid, wanted uuid) returns void
language sql volatile set search_path = public, pg_temp as $$
  update camera_look l set incident_id = wanted where l.id = look and l.incident_id is null
$$;

-- Names of the accounts that looked, for those who read that they did.
create or replace function camera_look_names() returns table (id text, name_zh text, name_en text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.name_zh, c.name_en from account c
  where exists (select from camera_look l where l.account_id = c.id and (l.area_id in (select actor_areas('watch')) or l.area_id in (select actor_areas('audit'))))
$$;

revoke all on function check_watch(boolean), begin_camera_look(jsonb), end_camera_look(uuid), camera_of_look(uuid), note_camera_find(uuid, uuid), camera_look_names() from public;
grant execute on function check_watch(boolean), begin_camera_look(jsonb), end_camera_look(uuid), camera_look_names() to fangcun_app;
