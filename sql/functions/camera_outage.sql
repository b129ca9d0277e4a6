-- Outages that a gateway or its silence told are matters of the sensor channel: one an outage, one for all cameras that a gateway lost at once. Who closes it is a person.

-- A word in the log of a matter, by nobody's hand: it moves no state and stands in nobody's way.
create or replace function note_incident(wanted uuid, about jsonb, moment timestamptz) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept incident;
begin
  select * into kept from incident i where i.id = wanted for update;
  if not found then return; end if;
  insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor, payload, after)
  values (kept.id, kept.area_id, greatest(moment, kept.reported_at), 'note', kept.state, kept.state, 'system', about, incident_snapshot_with_orders(kept));
  insert into outbox (noun, row_id, area_id) values ('incident', kept.id::text, kept.area_id);
  perform pg_notify('fangcun_outbox', '');
end $$;

-- Cameras by name, few of many.
create or replace function camera_names(cameras integer[]) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select string_agg(coalesce(nullif(c.name, ''), c.code), '、' order by c.code, c.id) from (select * from camera c where c.id = any (cameras) order by c.code, c.id limit 10) c
$$;

-- The matter of an outage stands where the camera in the middle stands.
create or replace function report_outage(gate camera_gateway, cameras integer[], since timestamptz, faulty boolean) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare spot camera; home record; chosen category; kept incident; many integer := cardinality(cameras);
begin
  select c.* into spot from camera c, (select st_centroid(st_collect(m.geom)) as middle from camera m where m.id = any (cameras)) m where c.id = any (cameras) order by c.geom <-> m.middle, c.id limit 1;
  select * into chosen from category c where c.id = gate.category_id;
  select z.zone_id, z.area_id into home from zone_at(spot.geom) z;
  insert into incident (id, area_id, zone_id, category_id, severity, channel, provenance, title, details, occurred_at, geom)
  values (gen_random_uuid(), coalesce(home.area_id, spot.area_id), home.zone_id, chosen.id, chosen.severity, 'sensor', 'sensor',
    left(case when many > 1 then '视频网关' || gate.name || ':' || many || ' 个摄像头无画面' else case when faulty then '摄像头故障:' else '摄像头离线:' end || camera_names(cameras) end, 200),
    left(case when many > 1 then camera_names(cameras) || case when many > 10 then '等' else '' end else '' end, 2000), since, spot.geom)
  returning * into kept;
  perform deadline_after_step(kept, 'report', kept.reported_at);
  perform ring_alarm(kept);
  select * into kept from incident i where i.id = kept.id;
  insert into incident_log (incident_id, area_id, command_id, at, action, from_state, to_state, actor, payload, after)
  values (kept.id, kept.area_id, kept.id, kept.reported_at, 'report', null, 'reported', 'system', jsonb_build_object('gateway', gate.name, 'cameras', camera_names(cameras), 'count', many), incident_snapshot(kept));
  return kept.id;
end $$;

-- The job: outages that have lasted long enough and are no matter yet. One that begins while the matter of the last one is still open belongs to that one. Answers how many outages it settled; null where another process is at it.
drop function if exists report_outages(timestamptz);
create function report_outages(moment timestamptz default null) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare at timestamptz := coalesce(moment, clock_timestamp()); outages bigint[]; again record; lot record; gate camera_gateway; made uuid; lone integer;
begin
  if not pg_try_advisory_xact_lock(7266361) then return null; end if;
  outages := array(select s.id from camera_state s join camera_heard h on h.camera_id = s.camera_id join camera_gateway g on g.id = h.gateway_id
    where s.to_at is null and s.incident_id is null and s.state in ('offline', 'fault') and s.told_by in ('gateway', 'silence') and g.category_id is not null and g.revoked_at is null
      and s.from_at <= at - make_interval(secs => g.alarm_seconds) order by s.id limit 50000 for update of s skip locked);
  if cardinality(outages) = 0 then return 0; end if;
  for again in
    select e.incident_id, array_agg(s.camera_id) filter (where e.back) as cameras, array_agg(s.id) as ids from camera_state s cross join lateral (
      select p.incident_id, exists (select from camera_state o where o.camera_id = s.camera_id and o.state = 'online' and o.from_at >= p.to_at and o.from_at <= s.from_at) as back
      from camera_state p join incident i on i.id = p.incident_id
      where p.camera_id = s.camera_id and p.id < s.id and i.state not in ('closed', 'called_back', 'archived', 'merged') order by p.id desc limit 1) e
    where s.id = any (outages) group by e.incident_id
  loop
    update camera_state s set incident_id = again.incident_id where s.id = any (again.ids);
    if again.cameras is not null then perform note_incident(again.incident_id, jsonb_build_object('cameras', camera_names(again.cameras), 'count', cardinality(again.cameras), 'cameraState', 'offline'), at); end if;
  end loop;
  for lot in
    select h.gateway_id, array_agg(s.camera_id order by s.camera_id) as cameras, min(s.from_at) as since, bool_and(s.state = 'fault') as faulty
    from camera_state s join camera_heard h on h.camera_id = s.camera_id where s.id = any (outages) and s.incident_id is null group by h.gateway_id
  loop
    select * into gate from camera_gateway g where g.id = lot.gateway_id;
    -- So many at once are one cause: nobody is sent out to each.
    if cardinality(lot.cameras) >= 5 then
      made := report_outage(gate, lot.cameras, lot.since, lot.faulty);
      update camera_state s set incident_id = made where s.id = any (outages) and s.camera_id = any (lot.cameras);
    else
      foreach lone in array lot.cameras loop
        made := report_outage(gate, array[lone], (select s.from_at from camera_state s where s.camera_id = lone and s.to_at is null), (select s.state = 'fault' from camera_state s where s.camera_id = lone and s.to_at is null));
        update camera_state s set incident_id = made where s.id = any (outages) and s.camera_id = lone;
      end loop;
    end if;
  end loop;
  return cardinality(outages);
end $$;

-- Cameras that came back are told in the log of the matter that their outage was.
create or replace function note_cameras_back() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare back record;
begin
  for back in
    select e.incident_id, array_agg(n.id) as cameras, max(n.state_since) as since from changed_rows n join old_rows o on o.id = n.id cross join lateral (
      select s.incident_id from camera_state s where s.camera_id = n.id and s.to_at is not null order by s.id desc limit 1) e
    where n.state = 'online' and o.state in ('offline', 'fault') and e.incident_id is not null group by e.incident_id
  loop
    perform note_incident(back.incident_id, jsonb_build_object('cameras', camera_names(back.cameras), 'count', cardinality(back.cameras), 'cameraState', 'online', 'since', back.since), clock_timestamp());
  end loop;
  return null;
end $$;
create or replace trigger note_back after update on camera referencing old table as old_rows new table as changed_rows for each statement execute function note_cameras_back();

revoke all on function note_incident(uuid, jsonb, timestamptz), camera_names(integer[]), report_outage(camera_gateway, integer[], timestamptz, boolean), report_outages(timestamptz), note_cameras_back() from public;
grant execute on function report_outages(timestamptz) to fangcun_relay;
