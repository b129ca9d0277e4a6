-- Where the next cameras could stand: drafts are kept, changed and given up by those who may plan over the area; adoption makes cameras of state `planned` of them, and can be taken back while none of these stands.

create or replace function note_camera_plan(kept camera_plan, wanted text, about jsonb) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'camera_plan.' || wanted, kept.id::text, jsonb_build_object('name', kept.name) || about);
  insert into outbox (noun, row_id, area_id) values ('camera_plan', kept.id::text, kept.area_id);
  select pg_notify('fangcun_outbox', '')
$$;

-- Whether a place lies in the area of a plan (to a tenth of a metre).
create or replace function camera_plan_holds(home integer, place geometry) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (select from area a where a.id = home and st_dwithin(a.geom, place, 1e-6))
$$;

-- Whether the actor may put a camera of a plan there: in its area; else within a kilometre of it, on ground of an area in which that right is the actor's too, or of nobody. What lies too far and what is somebody else's
-- ground are answered alike. Of an area without an outline, ground that only the areas above it hold may be its own.
create or replace function camera_plan_reaches(home integer, place geometry, wanted_right text) returns boolean
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return camera_plan_holds(home, place) or coalesce((
    select f.id is null or f.id in (select actor_areas(wanted_right)) or (a.geom is null and a.id in (select areas_below(f.id)))
    from area a cross join lateral (select area_at(place) as id) f where a.id = home and (a.geom is null or st_dwithin(a.geom, place, 0.01))), false);
end $$;

-- The area that a camera at a place is of: the lowest one that holds it below the area of the plan, or else beside it, else the area of the plan itself.
create or replace function camera_plan_home(home integer, place geometry) returns integer
language plpgsql stable set search_path = public, pg_temp as $$
begin
  return coalesce((select a.id from area a where a.id in (select areas_below(home)) and a.valid_to is null and a.geom && place and st_intersects(a.geom, place) order by st_area(a.geom), a.id limit 1),
    (select f.id from (select area_at(place) as id) f where not camera_plan_holds(home, place) and home not in (select areas_below(f.id))), home);
end $$;

-- Sites as they are given, in their order: [{ mount, kind, azimuthDegrees, fieldOfViewDegrees, rangeMeters, heightMeters, pixels, gain, lng, lat, seen }].
create or replace function put_camera_plan_sites(kept camera_plan, given jsonb) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
declare outside integer;
begin
  select s.ordinal into outside from jsonb_array_elements(given) with ordinality as s(site, ordinal)
  where not camera_plan_reaches(kept.area_id, st_setsrid(st_makepoint((s.site ->> 'lng')::float8, (s.site ->> 'lat')::float8), 4326), 'plan') order by s.ordinal limit 1;
  if outside is not null then raise exception 'expected sites in the area of the plan, or within a kilometre of it on ground where you may plan; site % is none', outside using errcode = '23514', column = 'sites'; end if;
  delete from camera_plan_site s where s.plan_id = kept.id;
  insert into camera_plan_site (plan_id, ordinal, area_id, mount, kind, azimuth_deg, field_of_view_deg, range_m, height_m, pixels, gain, geom, seen)
  select kept.id, g.ordinal, camera_plan_home(kept.area_id, p.place), s.mount, s.kind, s."azimuthDegrees", s."fieldOfViewDegrees", s."rangeMeters", s."heightMeters", s.pixels, coalesce(s.gain, 0), p.place, st_setsrid(st_geomfromgeojson(nullif(s.seen, 'null')), 4326)
  from jsonb_array_elements(given) with ordinality as g(site, ordinal),
    jsonb_to_record(g.site) as s(mount text, kind text, "azimuthDegrees" real, "fieldOfViewDegrees" real, "rangeMeters" real, "heightMeters" real, pixels integer, gain real, lng float8, lat float8, seen jsonb),
    lateral (select st_setsrid(st_makepoint(s.lng, s.lat), 4326) as place) p;
end $$;

-- A new draft. The same id again gives the row as it is.
drop function if exists keep_camera_plan(jsonb);
create function keep_camera_plan(given jsonb) returns setof camera_plan
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare most constant integer := 200; kept camera_plan; home area;
begin
  select * into kept from camera_plan p where p.id = (given ->> 'id')::uuid and p.area_id in (select actor_areas('plan'));
  if found then return next kept; return; end if;
  select * into home from area a where a.id = (given ->> 'areaId')::integer and a.valid_to is null and a.id in (select actor_areas('plan'));
  if not found then raise exception 'expected an area in which you may plan' using errcode = '42501', column = 'areaId'; end if;
  if (select count(*) from camera_plan p where p.created_by = actor_id() and p.state = 'draft') >= most then
    raise exception 'expected at most % drafts of one account; discard some first', most using errcode = '23514', column = 'id';
  end if;
  insert into camera_plan (id, area_id, name, note, origin, created_by)
  values ((given ->> 'id')::uuid, home.id, given ->> 'name', coalesce(given ->> 'note', ''), coalesce(given -> 'origin', '{}'), actor_id()) on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform put_camera_plan_sites(kept, coalesce(given -> 'sites', '[]'));
  perform note_camera_plan(kept, 'keep', jsonb_build_object('sites', jsonb_array_length(coalesce(given -> 'sites', '[]'))));
  return next kept;
end $$;

-- The plan that a command is about, locked; null where it is not there or not for this actor. Raises where the actor sees it and may not do this, or where the version is another.
create or replace function camera_plan_in_hand(wanted uuid, wanted_right text, seen integer) returns camera_plan
language plpgsql volatile set search_path = public, pg_temp as $$
declare kept camera_plan;
begin
  select * into kept from camera_plan p where p.id = wanted and (p.area_id in (select actor_areas('plan')) or p.area_id in (select actor_areas('adopt'))) for update;
  if not found then return null; end if;
  if kept.area_id not in (select actor_areas(wanted_right)) then raise exception 'the actor may not % cameras here', wanted_right using errcode = '42501'; end if;
  if seen is not null and kept.version <> seen then raise exception 'somebody changed this plan since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  return kept;
end $$;

-- No row: not there, or not for this actor.
drop function if exists save_camera_plan(uuid, jsonb);
create function save_camera_plan(wanted uuid, change jsonb) returns setof camera_plan
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept camera_plan := camera_plan_in_hand(wanted, 'plan', (change ->> 'version')::integer);
begin
  if kept.id is null then return; end if;
  if kept.state <> 'draft' then raise exception 'expected a draft; this plan is %', kept.state using errcode = '23514', column = 'version'; end if;
  if change ? 'sites' then perform put_camera_plan_sites(kept, change -> 'sites'); end if;
  update camera_plan p set name = coalesce(change ->> 'name', p.name), note = coalesce(change ->> 'note', p.note), changed_at = now(), version = p.version + 1 where p.id = wanted returning * into kept;
  perform note_camera_plan(kept, 'change', '{}');
  return next kept;
end $$;

-- One camera of state `planned` for each site. Done twice is done once.
drop function if exists adopt_camera_plan(uuid, integer);
create function adopt_camera_plan(wanted uuid, seen integer) returns setof camera_plan
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept camera_plan := camera_plan_in_hand(wanted, 'adopt', null); outside integer;
begin
  if kept.id is null then return; end if;
  if kept.state = 'adopted' and kept.version = seen + 1 then return next kept; return; end if;
  kept := camera_plan_in_hand(wanted, 'adopt', seen);
  if kept.state <> 'draft' then raise exception 'expected a draft; this plan is %', kept.state using errcode = '23514', column = 'version'; end if;
  if not exists (select from camera_plan_site s where s.plan_id = wanted) then raise exception 'expected at least one site in the plan' using errcode = '23514', column = 'sites'; end if;
  select s.ordinal into outside from camera_plan_site s where s.plan_id = wanted and not camera_plan_reaches(kept.area_id, s.geom, 'adopt') order by s.ordinal limit 1;
  if outside is not null then raise exception 'expected sites in the area of the plan, or beside it on ground where you may adopt; site % is none', outside using errcode = '23514', column = 'sites'; end if;
  insert into camera (area_id, code, name, kind, azimuth_deg, field_of_view_deg, range_m, height_m, pixels, state, geom, source, source_ref)
  select camera_plan_home(kept.area_id, s.geom), 'P-' || upper(right(wanted::text, 6)) || '-' || lpad(s.ordinal::text, 2, '0'), kept.name || ' ' || s.ordinal, s.kind, s.azimuth_deg, s.field_of_view_deg, s.range_m, s.height_m, s.pixels, 'planned', s.geom,
    'plan', wanted || ':' || s.ordinal || ':' || kept.version
  from camera_plan_site s where s.plan_id = wanted order by s.ordinal;
  update camera_plan_site s set camera_id = c.id from camera c where s.plan_id = wanted and c.source = 'plan' and c.source_ref = wanted || ':' || s.ordinal || ':' || kept.version;
  update camera_plan p set state = 'adopted', adopted_at = now(), adopted_by = actor_id(), changed_at = now(), version = p.version + 1 where p.id = wanted returning * into kept;
  perform note_camera_plan(kept, 'adopt', jsonb_build_object('cameras', (select count(*) from camera_plan_site s where s.plan_id = wanted)));
  return next kept;
end $$;

-- Adoption taken back: its planned cameras go and the plan is a draft again. Not while one of them stands already, or was moved to an area that is none of the actor's.
drop function if exists withdraw_camera_plan(uuid, integer);
create function withdraw_camera_plan(wanted uuid, seen integer) returns setof camera_plan
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept camera_plan := camera_plan_in_hand(wanted, 'adopt', null); standing text;
begin
  if kept.id is null then return; end if;
  if kept.state = 'draft' and kept.version = seen + 1 then return next kept; return; end if;
  kept := camera_plan_in_hand(wanted, 'adopt', seen);
  if kept.state <> 'adopted' then raise exception 'expected an adopted plan; this one is a %', kept.state using errcode = '23514', column = 'version'; end if;
  select c.code into standing from camera_plan_site s join camera c on c.id = s.camera_id where s.plan_id = wanted and (c.state <> 'planned' or c.area_id not in (select actor_areas('adopt'))) order by s.ordinal limit 1;
  if standing is not null then raise exception 'camera % stands already or is of another area now, so the plan cannot be taken back', standing using errcode = '23514', column = 'version'; end if;
  delete from camera c using camera_plan_site s where s.plan_id = wanted and c.id = s.camera_id;
  update camera_plan p set state = 'draft', adopted_at = null, adopted_by = null, changed_at = now(), version = p.version + 1 where p.id = wanted returning * into kept;
  perform note_camera_plan(kept, 'withdraw', '{}');
  return next kept;
end $$;

-- Done twice is done once: what is discarded stays so.
drop function if exists discard_camera_plan(uuid, integer);
create function discard_camera_plan(wanted uuid, seen integer) returns setof camera_plan
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept camera_plan := camera_plan_in_hand(wanted, 'plan', null);
begin
  if kept.id is null then return; end if;
  if kept.state = 'discarded' and kept.version = seen + 1 then return next kept; return; end if;
  kept := camera_plan_in_hand(wanted, 'plan', seen);
  if kept.state <> 'draft' then raise exception 'expected a draft; this plan is %', kept.state using errcode = '23514', column = 'version'; end if;
  update camera_plan p set state = 'discarded', changed_at = now(), version = p.version + 1 where p.id = wanted returning * into kept;
  perform note_camera_plan(kept, 'discard', '{}');
  return next kept;
end $$;

revoke all on function note_camera_plan(camera_plan, text, jsonb), camera_plan_holds(integer, geometry), camera_plan_reaches(integer, geometry, text), camera_plan_home(integer, geometry), put_camera_plan_sites(camera_plan, jsonb), keep_camera_plan(jsonb), camera_plan_in_hand(uuid, text, integer),
  save_camera_plan(uuid, jsonb), adopt_camera_plan(uuid, integer), withdraw_camera_plan(uuid, integer), discard_camera_plan(uuid, integer) from public;
grant execute on function keep_camera_plan(jsonb), save_camera_plan(uuid, jsonb), adopt_camera_plan(uuid, integer), withdraw_camera_plan(uuid, integer), discard_camera_plan(uuid, integer) to fangcun_app;
