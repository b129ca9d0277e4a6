-- Gateways: what tells how cameras are. Kept by those who keep cameras over their area; the key is made by the server and comes as its SHA-256, in hex.
create or replace function check_gateway(kept camera_gateway) returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if kept.area_id not in (select actor_areas('camera')) then
    raise exception 'expected an area whose cameras you may keep' using errcode = '42501', column = 'areaId';
  end if;
  if kept.category_id is not null and not exists (select from category c where c.id = kept.category_id and not c.voice) then
    raise exception 'expected the id of a category that is no voice of anybody' using errcode = '23503', column = 'categoryId';
  end if;
end $$;

create or replace function note_gateway(kept camera_gateway, wanted text, about jsonb) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'gateway.' || wanted, kept.id::text, about)
$$;

-- Answers whether it was there already; then the key that comes with it opens nothing.
drop function if exists keep_gateway(jsonb, text);
create function keep_gateway(given jsonb, hash text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept camera_gateway;
begin
  if exists (select from camera_gateway g where g.id = (given ->> 'id')::uuid and g.area_id in (select actor_areas('camera'))) then return true; end if;
  kept.id := (given ->> 'id')::uuid; kept.area_id := (given ->> 'areaId')::integer; kept.category_id := (given ->> 'categoryId')::smallint;
  perform check_gateway(kept);
  insert into camera_gateway (id, area_id, name, key_hash, silence_seconds, category_id, alarm_seconds)
  values (kept.id, kept.area_id, given ->> 'name', decode(hash, 'hex'), (given ->> 'silenceSeconds')::integer, kept.category_id, (given ->> 'alarmSeconds')::integer)
  on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform note_gateway(kept, 'keep', jsonb_build_object('name', kept.name));
  return false;
end $$;

-- False: not there, or not for this actor. With a hash the key is a new one, and the old one opens nothing any more.
drop function if exists change_gateway(uuid, jsonb, text);
create function change_gateway(wanted uuid, change jsonb, hash text default null) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept camera_gateway;
begin
  select * into kept from camera_gateway g where g.id = wanted and g.area_id in (select actor_areas('camera')) for update;
  if not found then return false; end if;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this gateway since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  kept.name := coalesce(change ->> 'name', kept.name);
  kept.silence_seconds := coalesce((change ->> 'silenceSeconds')::integer, kept.silence_seconds);
  kept.alarm_seconds := coalesce((change ->> 'alarmSeconds')::integer, kept.alarm_seconds);
  if change ? 'categoryId' then kept.category_id := (change ->> 'categoryId')::smallint; end if;
  if change ? 'revoked' then kept.revoked_at := case when (change ->> 'revoked')::boolean then coalesce(kept.revoked_at, now()) end; end if;
  perform check_gateway(kept);
  update camera_gateway g set name = kept.name, silence_seconds = kept.silence_seconds, alarm_seconds = kept.alarm_seconds, category_id = kept.category_id, revoked_at = kept.revoked_at,
    key_hash = coalesce(decode(hash, 'hex'), g.key_hash), version = g.version + 1 where g.id = wanted;
  if kept.revoked_at is not null then perform forget_heard(array[kept.id]); end if;
  perform note_gateway(kept, case when hash is null then 'change' else 'key' end, change - 'version');
  return true;
end $$;
revoke all on function check_gateway(camera_gateway), note_gateway(camera_gateway, text, jsonb), keep_gateway(jsonb, text), change_gateway(uuid, jsonb, text) from public;
grant execute on function keep_gateway(jsonb, text), change_gateway(uuid, jsonb, text) to fangcun_app;
