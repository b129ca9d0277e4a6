-- The register of cameras: who may keep one, where it belongs, what is written down about it, and how its health went.

-- Fields of a request as columns of camera; place and estate are not among them.
create or replace function camera_columns(given jsonb) returns jsonb
language sql immutable parallel safe as $$
  select coalesce(jsonb_object_agg(name, value), '{}') from jsonb_each(given) as g(field, value) join (values ('code', 'code'), ('name', 'name'), ('kind', 'kind'), ('azimuthDegrees', 'azimuth_deg'),
    ('fieldOfViewDegrees', 'field_of_view_deg'), ('tiltDegrees', 'tilt_deg'), ('rangeMeters', 'range_m'), ('heightMeters', 'height_m'), ('pixels', 'pixels'), ('lensMillimeters', 'lens_mm'), ('ownerUnit', 'owner_unit'),
    ('deviceCode', 'device_code'), ('filingNumber', 'filing_number'), ('retentionDays', 'retention_days'), ('state', 'state')) as f(field, name) using (field)
$$;

create or replace function estate_at(place geometry) returns integer
language sql stable as $$
  select e.id from estate e where e.geom && place and st_intersects(e.geom, place) order by st_area(e.geom), e.id limit 1
$$;

-- What a row must be before it is written: inside of an area that the actor keeps, with a device code of its own.
create or replace function check_camera(kept camera) returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if kept.area_id is null or kept.area_id not in (select actor_areas('camera')) then
    raise exception 'expected a place inside of an area whose cameras you may keep' using errcode = '42501', column = 'lng';
  end if;
  if kept.estate_id is not null and not exists (select from estate e where e.id = kept.estate_id) then
    raise exception 'expected the id of an estate' using errcode = '23503', column = 'estateId';
  end if;
  if exists (select from camera c where c.device_code = kept.device_code and c.id <> kept.id) then
    raise exception 'expected a device code that no other camera has' using errcode = '23505', column = 'deviceCode';
  end if;
end $$;

create or replace function note_camera(kept camera, wanted text, about jsonb) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'camera.' || wanted, kept.id::text, about)
$$;

-- Answers the camera and whether it was there already: the same id (of the request) again changes nothing.
drop function if exists keep_camera(jsonb);
create function keep_camera(given jsonb) returns table (id integer, existed boolean)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept camera; place geometry := st_setsrid(st_makepoint((given ->> 'lng')::float8, (given ->> 'lat')::float8), 4326);
begin
  select c.* into kept from camera c where c.source = 'own' and c.source_ref = given ->> 'id' and c.area_id in (select actor_areas('read'));
  if found then return query select kept.id, true; return; end if;
  kept := jsonb_populate_record(null::camera, '{"id": 0, "name": "", "state": "online", "owner_unit": "", "filing_number": ""}' || camera_columns(given));
  kept.area_id := area_at(place);
  kept.estate_id := case when given ? 'estateId' then (given ->> 'estateId')::integer else estate_at(place) end;
  perform check_camera(kept);
  perform set_config('fangcun.state_note', coalesce(given ->> 'note', ''), true);
  insert into camera (area_id, code, name, kind, azimuth_deg, field_of_view_deg, tilt_deg, range_m, height_m, pixels, lens_mm, owner_unit, estate_id, device_code, filing_number, retention_days, state, geom, source, source_ref)
  values (kept.area_id, kept.code, kept.name, kept.kind, kept.azimuth_deg, kept.field_of_view_deg, kept.tilt_deg, kept.range_m, kept.height_m, kept.pixels, kept.lens_mm, kept.owner_unit, kept.estate_id, kept.device_code,
    kept.filing_number, kept.retention_days, kept.state, place, 'own', given ->> 'id')
  on conflict (source, source_ref) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform set_config('fangcun.state_note', '', true);
  perform note_camera(kept, 'keep', jsonb_build_object('code', kept.code));
  return query select kept.id, false;
end $$;

-- No row: not there, or not for this actor.
drop function if exists change_camera(integer, jsonb);
create function change_camera(wanted integer, change jsonb) returns setof integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept camera; was camera; moved boolean := change ? 'lng' and change ? 'lat';
begin
  select * into was from camera c where c.id = wanted and c.area_id in (select actor_areas('read')) for update;
  if not found then return; end if;
  if was.area_id not in (select actor_areas('camera')) then raise exception 'the actor may not change cameras here' using errcode = '42501'; end if;
  if was.version <> (change ->> 'version')::integer then raise exception 'somebody changed this camera since; it is at version %', was.version using errcode = '40001', column = 'version'; end if;
  kept := jsonb_populate_record(was, camera_columns(change));
  if moved then
    kept.geom := st_setsrid(st_makepoint((change ->> 'lng')::float8, (change ->> 'lat')::float8), 4326);
    kept.area_id := area_at(kept.geom);
    -- Who was told by the place is told by the new one; who was chosen stays.
    if kept.estate_id is not distinct from estate_at(was.geom) then kept.estate_id := estate_at(kept.geom); end if;
  end if;
  if change ? 'estateId' then kept.estate_id := (change ->> 'estateId')::integer; end if;
  perform check_camera(kept);
  perform set_config('fangcun.state_note', coalesce(change ->> 'note', ''), true);
  update camera c set (area_id, code, name, kind, azimuth_deg, field_of_view_deg, tilt_deg, range_m, height_m, pixels, lens_mm, owner_unit, estate_id, device_code, filing_number, retention_days, state, geom) =
    (kept.area_id, kept.code, kept.name, kept.kind, kept.azimuth_deg, kept.field_of_view_deg, kept.tilt_deg, kept.range_m, kept.height_m, kept.pixels, kept.lens_mm, kept.owner_unit, kept.estate_id, kept.device_code,
      kept.filing_number, kept.retention_days, kept.state, kept.geom) where c.id = wanted;
  perform set_config('fangcun.state_note', '', true);
  perform note_camera(kept, 'change', change - 'version');
  return next wanted;
end $$;

-- Takes a camera out of the register and keeps what is needed to take that back.
drop function if exists remove_camera(integer);
create function remove_camera(wanted integer) returns setof integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare was camera;
begin
  select * into was from camera c where c.id = wanted and c.area_id in (select actor_areas('read')) for update;
  if not found then return; end if;
  if was.area_id not in (select actor_areas('camera')) then raise exception 'the actor may not change cameras here' using errcode = '42501'; end if;
  insert into camera_removed (camera_id, area_id, camera, states, stream, stops, incidents, removed_by)
  values (wanted, was.area_id, to_jsonb(was) - 'geom' || jsonb_build_object('geom', encode(st_asewkb(was.geom), 'hex')),
    coalesce((select jsonb_agg(to_jsonb(s) - 'id' order by s.id) from camera_state s where s.camera_id = wanted), '[]'), (select to_jsonb(s) from camera_stream s where s.camera_id = wanted),
    coalesce((select jsonb_agg(to_jsonb(s)) from camera_tour_stop s where s.camera_id = wanted), '[]'), array(select i.id from incident i where i.camera_id = wanted), actor_id())
  on conflict (camera_id) do nothing;
  delete from camera c where c.id = wanted;
  perform note_camera(was, 'remove', jsonb_build_object('code', was.code));
  return next wanted;
end $$;

drop function if exists restore_camera(integer);
create function restore_camera(wanted integer) returns setof integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare gone camera_removed; kept camera;
begin
  select * into gone from camera_removed r where r.camera_id = wanted and r.area_id in (select actor_areas('read')) for update;
  if not found then return; end if;
  kept := jsonb_populate_record(null::camera, gone.camera);
  kept.area_id := gone.area_id;
  perform check_camera(kept);
  perform set_config('fangcun.restore', 'on', true);
  insert into camera overriding system value select (kept).*;
  insert into camera_state (camera_id, area_id, state, from_at, to_at, told_by, account_id, note)
    select wanted, gone.area_id, s.state, s.from_at, s.to_at, s.told_by, s.account_id, s.note from jsonb_populate_recordset(null::camera_state, gone.states) s order by s.from_at;
  insert into camera_stream select (jsonb_populate_record(null::camera_stream, gone.stream || jsonb_build_object('area_id', gone.area_id))).* where gone.stream is not null;
  insert into camera_tour_stop select s.* from jsonb_populate_recordset(null::camera_tour_stop, gone.stops) s join camera_tour t on t.id = s.tour_id on conflict do nothing;
  update incident i set camera_id = wanted where i.id = any(gone.incidents) and i.camera_id is null;
  delete from camera_removed r where r.camera_id = wanted;
  perform set_config('fangcun.restore', '', true);
  perform note_camera(kept, 'restore', jsonb_build_object('code', kept.code));
  return next wanted;
end $$;

-- Since when: unless said, since now; never before the state that it ends.
create or replace function date_camera_state() returns trigger
language plpgsql as $$
begin
  new.state_since := case when new.state_since is distinct from old.state_since then greatest(new.state_since, old.state_since) else now() end;
  return new;
end $$;
create or replace trigger date_state before update on camera for each row when (new.state is distinct from old.state) execute function date_camera_state();

-- The history of states. Whoever changes one says how it is known: set_config('fangcun.told_by', 'gateway' or 'silence', true), and why: 'fangcun.state_note'.
create or replace function note_camera_state() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare told text := nullif(current_setting('fangcun.told_by', true), ''); why text := coalesce(current_setting('fangcun.state_note', true), '');
begin
  if current_setting('fangcun.restore', true) = 'on' then return null; end if;
  told := coalesce(told, case when tg_op = 'INSERT' and (new.import_id is not null or new.source <> 'own') then 'import' else 'hand' end);
  if tg_op = 'UPDATE' then update camera_state s set to_at = greatest(s.from_at, new.state_since) where s.camera_id = new.id and s.to_at is null; end if;
  insert into camera_state (camera_id, area_id, state, from_at, told_by, account_id, note) values (new.id, new.area_id, new.state, new.state_since, told, case when told = 'hand' then nullif(actor_id(), '') end, left(why, 500));
  return null;
end $$;
create or replace trigger note_state_first after insert on camera for each row execute function note_camera_state();
create or replace trigger note_state after update on camera for each row when (new.state is distinct from old.state) execute function note_camera_state();

-- What hangs on a camera stands where it stands, for rights are by area.
create or replace function rehome_camera() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update camera_state s set area_id = new.area_id where s.camera_id = new.id;
  update camera_view v set area_id = new.area_id where v.camera_id = new.id;
  update camera_sight s set area_id = new.area_id where s.camera_id = new.id;
  update camera_due d set area_id = new.area_id where d.camera_id = new.id;
  update camera_stream s set area_id = new.area_id where s.camera_id = new.id;
  update camera_heard h set area_id = new.area_id where h.camera_id = new.id;
  return null;
end $$;
create or replace trigger rehome after update on camera for each row when (new.area_id <> old.area_id) execute function rehome_camera();

-- Names of accounts that told a state by hand, for those who read it.
create or replace function camera_history(wanted integer, most integer default 200) returns table (state text, from_at timestamptz, to_at timestamptz, told_by text, account_name jsonb, note text)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.state, s.from_at, s.to_at, s.told_by, case when c.id is not null then jsonb_build_object('zh', c.name_zh, 'en', c.name_en) end, s.note
  from camera_state s left join account c on c.id = s.account_id where s.camera_id = wanted and s.area_id in (select actor_areas('read')) order by s.from_at desc, s.id desc limit most
$$;

revoke all on function check_camera(camera), note_camera(camera, text, jsonb), keep_camera(jsonb), change_camera(integer, jsonb), remove_camera(integer), restore_camera(integer), note_camera_state(), rehome_camera(), camera_history(integer, integer) from public;
grant execute on function keep_camera(jsonb), change_camera(integer, jsonb), remove_camera(integer), restore_camera(integer), camera_history(integer, integer) to fangcun_app;
