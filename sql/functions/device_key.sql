-- Keys of devices: kept by those who plan patrols over the team's area; the key is made by the server and comes as its SHA-256, in hex.
create or replace function note_device_key(about device, wanted text, detail jsonb) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), about.area_id, 'device_key.' || wanted, about.name, detail || jsonb_build_object('teamId', about.team_id))
$$;

-- Answers whether it was there already; then the key that comes with it opens nothing.
drop function if exists keep_device_key(jsonb, text);
create function keep_device_key(given jsonb, hash text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare own device; held team;
begin
  if exists (select from device_key k join device d on d.id = k.device_id where k.id = (given ->> 'id')::uuid and d.area_id in (select actor_areas('patrol'))) then return true; end if;
  select t.* into held from team t where t.id = (given ->> 'teamId')::integer and t.area_id in (select actor_areas('patrol'));
  if not found then raise exception 'expected a team whose patrols you plan' using errcode = '42501', column = 'teamId'; end if;
  insert into device (area_id, team_id, name) values (held.area_id, held.id, given ->> 'name') on conflict (team_id, name) do nothing;
  select d.* into own from device d where d.team_id = held.id and d.name = given ->> 'name';
  if exists (select from device_key k where k.device_id = own.id) then raise exception 'expected a name that no device of this team with a key has' using errcode = '23505', column = 'name'; end if;
  insert into device_key (id, device_id, key_hash, created_by) values ((given ->> 'id')::uuid, own.id, decode(hash, 'hex'), actor_id()) on conflict (id) do nothing;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform note_device_key(own, 'keep', '{}');
  return false;
end $$;

-- False: not there, or not for this actor. With a hash the key is a new one, and the old one opens nothing any more.
drop function if exists change_device_key(uuid, jsonb, text);
create function change_device_key(wanted uuid, change jsonb, hash text default null) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept device_key; own device;
begin
  select k.* into kept from device_key k join device d on d.id = k.device_id where k.id = wanted and d.area_id in (select actor_areas('patrol')) for update of k;
  if not found then return false; end if;
  select d.* into own from device d where d.id = kept.device_id;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this device since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  if change ? 'revoked' then kept.revoked_at := case when (change ->> 'revoked')::boolean then coalesce(kept.revoked_at, now()) end; end if;
  update device_key k set revoked_at = kept.revoked_at, key_hash = coalesce(decode(hash, 'hex'), k.key_hash), version = k.version + 1 where k.id = wanted;
  perform note_device_key(own, case when hash is null then 'change' else 'key' end, change - 'version');
  return true;
end $$;
revoke all on function note_device_key(device, text, jsonb), keep_device_key(jsonb, text), change_device_key(uuid, jsonb, text) from public;
grant execute on function keep_device_key(jsonb, text), change_device_key(uuid, jsonb, text) to fangcun_app;
