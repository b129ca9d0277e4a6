-- Where pictures of a camera are fetched. No role reads the table: these functions say whether there is an address to those who watch or keep the register, and give it to the proxy for a look that lasts.

-- No row: no such camera for an actor who watches or keeps it. Hosts are told to those who keep the register; paths, which may carry keys, to nobody.
drop function if exists camera_stream_facts(integer);
create function camera_stream_facts(wanted integer) returns table (has_stream boolean, has_snapshot boolean, has_credentials boolean, stream_url text, snapshot_url text, may_change boolean, version integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.stream_url is not null, s.snapshot_url is not null, s.secret is not null,
    case when keeps then substring(s.stream_url from '^[a-z]+://[^/?#]+') end, case when keeps then substring(s.snapshot_url from '^[a-z]+://[^/?#]+') end, keeps, coalesce(s.version, 0)
  from camera c left join camera_stream s on s.camera_id = c.id, lateral (select c.area_id in (select actor_areas('camera')) as keeps) k
  where c.id = wanted and (keeps or c.area_id in (select actor_areas('watch')))
$$;

-- What is named changes. A new address without what opens it takes the old one away: it was given for another place.
drop function if exists change_camera_stream(integer, jsonb, bytea, text);
create function change_camera_stream(wanted integer, change jsonb, sealed bytea, key_id text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare home integer; kept camera_stream; moves boolean;
begin
  select c.area_id into home from camera c where c.id = wanted and (c.area_id in (select actor_areas('read'))) for update;
  if home is null then return false; end if;
  if home not in (select actor_areas('camera')) then raise exception 'the actor may not change cameras here' using errcode = '42501'; end if;
  select * into kept from camera_stream s where s.camera_id = wanted;
  if coalesce(kept.version, 0) <> (change ->> 'version')::integer then
    raise exception 'somebody changed these addresses since; they are at version %', coalesce(kept.version, 0) using errcode = '40001', column = 'version';
  end if;
  moves := change ->> 'streamUrl' is distinct from kept.stream_url and change ->> 'streamUrl' is not null or change ->> 'snapshotUrl' is distinct from kept.snapshot_url and change ->> 'snapshotUrl' is not null;
  insert into camera_stream (camera_id, area_id, stream_url, snapshot_url, secret, secret_key_id)
  values (wanted, home, change ->> 'streamUrl', change ->> 'snapshotUrl', sealed, key_id)
  on conflict (camera_id) do update set area_id = home,
    stream_url = case when change ? 'streamUrl' then excluded.stream_url else kept.stream_url end,
    snapshot_url = case when change ? 'snapshotUrl' then excluded.snapshot_url else kept.snapshot_url end,
    secret = case when change ? 'credentials' or moves then excluded.secret else kept.secret end,
    secret_key_id = case when change ? 'credentials' or moves then excluded.secret_key_id else kept.secret_key_id end,
    version = kept.version + 1;
  -- The address itself stays out of the log: it may carry a key.
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), home, 'camera.stream', wanted::text,
    jsonb_build_object('stream', change ? 'streamUrl', 'snapshot', change ? 'snapshotUrl', 'credentials', change ? 'credentials'));
  return true;
end $$;

-- For the proxy: what the actor looks at, while the look lasts; writes down that it lasts, at most every ten seconds. No row: no such look of this actor at this camera, one that was ended, or one that nothing was fetched by for an hour.
drop function if exists fetch_camera_stream(integer, uuid);
create function fetch_camera_stream(wanted integer, look uuid) returns table (stream_url text, snapshot_url text, secret bytea, secret_key_id text, version integer)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare found_look camera_look;
begin
  select l.* into found_look from camera_look l join camera c on c.id = l.camera_id
  where l.id = look and l.camera_id = wanted and l.account_id = actor_id() and l.ended_at is null and coalesce(l.to_at, l.from_at) > now() - interval '1 hour' and c.area_id in (select actor_areas('watch'));
  if not found then return; end if;
  if coalesce(found_look.to_at, '-infinity') < now() - interval '10 seconds' then update camera_look l set to_at = now() where l.id = look; end if;
  return query select s.stream_url, s.snapshot_url, s.secret, s.secret_key_id, s.version from camera c left join camera_stream s on s.camera_id = c.id where c.id = wanted;
end $$;

revoke all on function camera_stream_facts(integer), change_camera_stream(integer, jsonb, bytea, text), fetch_camera_stream(integer, uuid) from public;
grant execute on function camera_stream_facts(integer), change_camera_stream(integer, jsonb, bytea, text), fetch_camera_stream(integer, uuid) to fangcun_app;
