-- What a gateway says of its cameras, and what its silence says. A word counts when it says something else than the one before: what somebody wrote by hand meanwhile stands until then.

-- Who changes states says how it is known, for the history (note_camera_state).
create or replace function tell_states(told_by text, note text) returns void
language sql volatile as $$
  select set_config('fangcun.told_by', told_by, true), set_config('fangcun.state_note', note, true)
$$;

-- One batch, newest word of each camera; null: no such gateway. Words that are older than what is known change nothing, so that a batch may come twice and in any order.
drop function if exists take_heartbeats(text, jsonb);
create function take_heartbeats(hash text, beats jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare gate camera_gateway; received timestamptz := clock_timestamp(); judged jsonb; answer jsonb;
begin
  select * into gate from camera_gateway g where g.key_hash = decode(hash, 'hex') and g.revoked_at is null for update;
  if not found then return null; end if;
  update camera_gateway g set heard_at = received where g.id = gate.id;
  with recursive below(id) as (select gate.area_id union select a.id from area a join below on a.parent_id = below.id),
  beat as (select b.index, b."deviceCode" as device, b.code, b.state, coalesce(b.at, received) as at from jsonb_to_recordset(beats) b(index integer, "deviceCode" text, code text, state text, at timestamptz)),
  found as (
    select beat.*, n.ids from beat cross join lateral (
      select array(select c.id from camera c where c.device_code = beat.device and c.area_id in (select id from below)
        union all select c.id from camera c where beat.device is null and c.code = beat.code and c.area_id in (select id from below)) as ids) n
  )
  select jsonb_agg(jsonb_build_object('index', f.index, 'id', f.ids[1], 'state', f.state, 'at', f.at, 'reason', case when cardinality(f.ids) = 0 then 'unknown' when cardinality(f.ids) > 1 then 'several' when c.state = 'planned' then 'planned' end))
  into judged from found f left join camera c on c.id = f.ids[1];
  perform tell_states('gateway', gate.name);
  with newest as (
    select distinct on (j.id) j.id, j.state, j.at, c.area_id, h.state as told_before from jsonb_to_recordset(judged) j(index integer, id integer, state text, at timestamptz, reason text)
      join camera c on c.id = j.id left join camera_heard h on h.camera_id = j.id where j.reason is null order by j.id, j.at desc, j.index desc
  ), kept as (
    insert into camera_heard as h (camera_id, area_id, gateway_id, state, told_at, heard_at) select n.id, n.area_id, gate.id, n.state, n.at, received from newest n order by n.id
    on conflict (camera_id) do update set area_id = excluded.area_id, gateway_id = excluded.gateway_id, state = excluded.state, told_at = excluded.told_at, heard_at = excluded.heard_at where excluded.told_at > h.told_at
    returning h.camera_id
  ), changed as (
    update camera c set state = n.state, state_since = n.at from newest n join kept on kept.camera_id = n.id where c.id = n.id and n.state is distinct from n.told_before and c.state <> n.state returning c.id
  )
  select jsonb_build_object('accepted', (select count(*) from kept), 'changed', (select count(*) from changed)) into answer;
  perform tell_states('', '');
  return answer || jsonb_build_object('repeated', jsonb_array_length(coalesce(judged, '[]')) - (answer ->> 'accepted')::integer - (select count(*) from jsonb_to_recordset(judged) j(reason text) where j.reason is not null),
    'rejected', coalesce((select jsonb_agg(jsonb_build_object('index', j.index, 'reason', j.reason) order by j.index) from jsonb_to_recordset(judged) j(index integer, reason text) where j.reason is not null), '[]'));
end $$;

-- Cameras of which a gateway has said nothing for too long are offline since it last did. `listening`: since when there is a server to hear; nobody is silent before.
drop function if exists silence_cameras(timestamptz, timestamptz);
create function silence_cameras(listening timestamptz, moment timestamptz default null) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare gone integer[]; at timestamptz := coalesce(moment, clock_timestamp());
begin
  if not pg_try_advisory_xact_lock(7266360) then return null; end if;
  gone := array(select h.camera_id from camera_heard h join camera_gateway g on g.id = h.gateway_id
    where h.state <> 'silent' and g.revoked_at is null and greatest(h.heard_at, listening) < at - make_interval(secs => g.silence_seconds) order by h.camera_id limit 5000 for update of h skip locked);
  if cardinality(gone) = 0 then return 0; end if;
  update camera_heard h set state = 'silent' where h.camera_id = any (gone);
  perform tell_states('silence', '');
  update camera c set state = 'offline', state_since = h.heard_at from camera_heard h where c.id = h.camera_id and c.id = any (gone) and c.state in ('online', 'fault');
  perform tell_states('', '');
  return cardinality(gone);
end $$;
revoke all on function tell_states(text, text), take_heartbeats(text, jsonb), silence_cameras(timestamptz, timestamptz) from public;
grant execute on function take_heartbeats(text, jsonb) to fangcun_door;
grant execute on function silence_cameras(timestamptz, timestamptz) to fangcun_relay;
