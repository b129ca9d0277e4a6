-- What cameras see is made in the background (server/cameras/makeViews.ts). Here: which cameras are due, by what changed near them, and how views are kept.

create or replace function mark_cameras(cameras integer[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if cardinality(cameras) = 0 then return; end if;
  insert into camera_due (camera_id, area_id) select c.id, c.area_id from camera c where c.id = any (cameras) order by c.id
  on conflict (camera_id) do update set marked_by = pg_current_xact_id(), area_id = excluded.area_id;
  insert into outbox (noun) values ('camera_view');
  perform pg_notify('fangcun_outbox', '');
end $$;

-- A camera is due when something changed that its view rests on; its health and its name are no such thing.
create or replace function mark_changed_cameras() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform mark_cameras(array(select n.id from added n));
    return null;
  end if;
  perform mark_cameras(array(select n.id from added n join removed o on o.id = n.id
    where (o.kind, o.azimuth_deg, o.field_of_view_deg, o.range_m, o.pixels, o.geom) is distinct from (n.kind, n.azimuth_deg, n.field_of_view_deg, n.range_m, n.pixels, n.geom)));
  return null;
end $$;
create or replace trigger mark_insert after insert on camera referencing new table as added for each statement execute function mark_changed_cameras();
create or replace trigger mark_update after update on camera referencing old table as removed new table as added for each statement execute function mark_changed_cameras();

-- A building that came, went or changed its shape makes the cameras due that it stands in the reach of, and no others.
create or replace function mark_cameras_near() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare near integer[];
begin
  if tg_op = 'INSERT' then
    near := array(select distinct c.id from added b join camera c on camera_reach(c.geom, c.range_m) && b.geom);
  elsif tg_op = 'DELETE' then
    near := array(select distinct c.id from removed b join camera c on camera_reach(c.geom, c.range_m) && b.geom);
  else
    near := array(select distinct c.id from (
        select shape from removed o join added n on n.id = o.id cross join lateral (values (o.geom), (n.geom)) moved(shape) where not o.geom = n.geom) b
      join camera c on camera_reach(c.geom, c.range_m) && b.shape);
  end if;
  perform mark_cameras(near);
  return null;
end $$;
create or replace trigger mark_cameras_insert after insert on building referencing new table as added for each statement execute function mark_cameras_near();
create or replace trigger mark_cameras_update after update on building referencing old table as removed new table as added for each statement execute function mark_cameras_near();
create or replace trigger mark_cameras_delete after delete on building referencing old table as removed for each statement execute function mark_cameras_near();

-- Those that wait longest, of one neighbourhood (some 5 km), so that one plane holds them all.
create or replace function due_cameras(most integer default 60)
returns table (id integer, version integer, marked_by text, lng double precision, lat double precision, kind text, azimuth_degrees real, field_of_view_degrees real, range_meters real, pixels integer)
language sql stable security definer set search_path = public, pg_temp as $$
  with oldest as materialized (select c.geom from camera_due d join camera c on c.id = d.camera_id order by d.since, d.camera_id limit 1)
  select c.id, c.version, d.marked_by::text, st_x(c.geom), st_y(c.geom), c.kind, c.azimuth_deg, c.field_of_view_deg, c.range_m, c.pixels
  from oldest o, camera_due d join camera c on c.id = d.camera_id where c.geom && st_expand(o.geom, 0.05) order by d.since, d.camera_id limit most
$$;

create or replace function camera_footprints(cameras integer[]) returns table (geometry jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select st_asgeojson(b.geom, 9, 0)::jsonb from building b
  where b.id in (select n.id from camera c join building n on n.geom && camera_reach(c.geom, c.range_m) where c.id = any (cameras)) order by b.id
$$;

-- Views as they were made; of each camera what was there before goes. A mark of later stays, for what it tells of was not seen here. Shapes come as hexadecimal WKB.
create or replace function keep_camera_views(made jsonb) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare kept integer;
begin
  -- So that no camera goes while its view is written.
  perform from camera c where c.id in (select (m ->> 'id')::integer from jsonb_array_elements(made) m) order by c.id for key share;
  insert into camera_sight (camera_id, area_id, camera_version, assumed, moved, walled_in)
  select c.id, c.area_id, m.version, m.assumed, m.moved, m."walledIn" from jsonb_to_recordset(made) m(id integer, version integer, assumed text[], moved text, "walledIn" boolean) join camera c on c.id = m.id
  on conflict (camera_id) do update set area_id = excluded.area_id, camera_version = excluded.camera_version, assumed = excluded.assumed, moved = excluded.moved, walled_in = excluded.walled_in, computed_at = now();
  get diagnostics kept = row_count;
  delete from camera_view v using jsonb_to_recordset(made) m(id integer) where v.camera_id = m.id;
  insert into camera_view (camera_id, area_id, band, always, geom, square_meters)
  select c.id, c.area_id, v.band, m.always, st_multi(case when st_isvalid(v.shape) then v.shape else st_collectionextract(st_makevalid(v.shape), 3) end), v."squareMeters"
  from jsonb_to_recordset(made) m(id integer, always boolean, views jsonb) join camera c on c.id = m.id
    cross join lateral (select w.band, w."squareMeters", st_setsrid(w.wkb::geometry, 4326) as shape from jsonb_to_recordset(m.views) w(band text, "squareMeters" real, wkb text)) v;
  delete from camera_due d using jsonb_to_recordset(made) m(id integer, "markedBy" text) where d.camera_id = m.id and d.marked_by = m."markedBy"::xid8;
  insert into outbox (noun) values ('camera_view');
  perform pg_notify('fangcun_outbox', '');
  return kept;
end $$;
-- Those that could not be made stand behind all others: one that never can is no hindrance to them.
create or replace function postpone_cameras(cameras integer[]) returns void
language sql security definer set search_path = public, pg_temp as $$
  update camera_due set since = clock_timestamp() where camera_id = any (cameras)
$$;
revoke all on function mark_cameras(integer[]), due_cameras(integer), camera_footprints(integer[]), keep_camera_views(jsonb), postpone_cameras(integer[]) from public;
grant execute on function due_cameras(integer), camera_footprints(integer[]), keep_camera_views(jsonb), postpone_cameras(integer[]) to fangcun_relay;
