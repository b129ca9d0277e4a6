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
declare
  gate camera_gateway; received timestamptz := clock_timestamp(); judged jsonb; refused jsonb; accepted integer; changed integer;
  -- Of the newest words: cameras, what is said, when, and those of which something else was said before.
  ids integer[]; states text[]; ats timestamptz[]; turns integer[];
begin
  select * into gate from camera_gateway g where g.key_hash = decode(hash, 'hex') and g.revoked_at is null for update;
  if not found then return null; end if;
  update camera_gateway g set heard_at = received where g.id = gate.id;
  with recursive below(id) as (select gate.area_id union select a.id from area a join below on a.parent_id = below.id),
  beat as materialized (select b.index, b."deviceCode" as device, b.code, b.state, coalesce(b.at, received) as at from jsonb_to_recordset(beats) b(index integer, "deviceCode" text, code text, state text, at timestamptz)),
  named as (
    select beat.index, c.id, c.state from beat join camera c on c.device_code = beat.device where c.area_id in (select id from below)
    union all select beat.index, c.id, c.state from beat join camera c on c.code = beat.code where beat.device is null and c.area_id in (select id from below)
  ), found as (select n.index, min(n.id) as id, count(*) as many, bool_or(n.state = 'planned') as planned from named n group by n.index)
  select coalesce(jsonb_agg(jsonb_build_object('index', b.index, 'id', f.id, 'state', b.state, 'at', b.at, 'reason', case when f.id is null then 'unknown' when f.many > 1 then 'several' when f.planned then 'planned' end)), '[]'),
    coalesce(jsonb_agg(jsonb_build_object('index', b.index, 'reason', case when f.id is null then 'unknown' when f.many > 1 then 'several' else 'planned' end) order by b.index) filter (where f.id is null or f.many > 1 or f.planned), '[]')
  into judged, refused from beat b left join found f on f.index = b.index;
  select array_agg(n.id order by n.id), array_agg(n.state order by n.id), array_agg(n.at order by n.id), array_agg(n.id) filter (where n.state is distinct from h.state) into ids, states, ats, turns
  from (select distinct on (j.id) j.id, j.state, j.at from jsonb_to_recordset(judged) j(index integer, id integer, state text, at timestamptz, reason text) where j.reason is null order by j.id, j.at desc, j.index desc) n
    left join camera_heard h on h.camera_id = n.id;
  insert into camera_heard as h (camera_id, area_id, gateway_id, state, told_at, heard_at)
  select n.id, c.area_id, gate.id, n.state, n.at, received from unnest(ids, states, ats) n(id, state, at) join camera c on c.id = n.id order by n.id
  on conflict (camera_id) do update set area_id = excluded.area_id, gateway_id = excluded.gateway_id, state = excluded.state, told_at = excluded.told_at, heard_at = excluded.heard_at where excluded.told_at > h.told_at;
  get diagnostics accepted = row_count;
  perform tell_states('gateway', gate.name);
  update camera c set state = h.state, state_since = h.told_at from camera_heard h where c.id = any (turns) and h.camera_id = c.id and h.heard_at = received and c.state <> h.state;
  get diagnostics changed = row_count;
  perform tell_states('', '');
  return jsonb_build_object('accepted', accepted, 'changed', changed, 'repeated', jsonb_array_length(judged) - jsonb_array_length(refused) - accepted, 'rejected', refused);
end $$;

-- Cameras of a gateway that was revoked: nobody knows how they are, since its last word. What somebody wrote by hand since then, or against it, stands. Whatever is said of them next counts, also by the same gateway.
create or replace function forget_heard(gateways uuid[]) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare gate record; changed integer; many integer := 0;
begin
  for gate in select g.id, g.name from camera_gateway g where g.id = any (gateways) order by g.id loop
    perform tell_states('revoked', gate.name);
    update camera c set state = 'unknown', state_since = greatest(h.heard_at, c.state_since) from camera_heard h join camera_state s on s.camera_id = h.camera_id and s.to_at is null
    where c.id = h.camera_id and h.gateway_id = gate.id and c.state in ('online', 'offline', 'fault') and not (s.told_by = 'hand' and (s.from_at > h.heard_at or c.state <> h.state));
    get diagnostics changed = row_count;
    many := many + changed;
    update camera_heard h set state = 'silent' where h.gateway_id = gate.id and h.state <> 'silent';
  end loop;
  perform tell_states('', '');
  return many;
end $$;

-- Cameras of which a gateway has said nothing for too long are offline since it last did. `listening`: since when there is a server to hear; nobody is silent before.
drop function if exists silence_cameras(timestamptz, timestamptz);
create function silence_cameras(listening timestamptz, moment timestamptz default null) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare gone integer[]; at timestamptz := coalesce(moment, clock_timestamp());
begin
  if not pg_try_advisory_xact_lock(7266360) then return null; end if;
  -- Of gateways that were revoked before this was known, or by another way than change_gateway.
  perform forget_heard(array(select distinct h.gateway_id from camera_heard h join camera_gateway g on g.id = h.gateway_id where g.revoked_at is not null and h.state <> 'silent'));
  gone := array(select h.camera_id from camera_heard h join camera_gateway g on g.id = h.gateway_id
    where h.state <> 'silent' and g.revoked_at is null and greatest(h.heard_at, listening) < at - make_interval(secs => g.silence_seconds) order by h.camera_id limit 5000 for update of h skip locked);
  if cardinality(gone) = 0 then return 0; end if;
  update camera_heard h set state = 'silent' where h.camera_id = any (gone);
  perform tell_states('silence', '');
  update camera c set state = 'offline', state_since = h.heard_at from camera_heard h where c.id = h.camera_id and c.id = any (gone) and c.state in ('online', 'fault');
  perform tell_states('', '');
  return cardinality(gone);
end $$;
revoke all on function tell_states(text, text), take_heartbeats(text, jsonb), forget_heard(uuid[]), silence_cameras(timestamptz, timestamptz) from public;
grant execute on function take_heartbeats(text, jsonb) to fangcun_door;
grant execute on function silence_cameras(timestamptz, timestamptz) to fangcun_relay;
