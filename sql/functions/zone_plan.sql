-- Plans of zones: drafts are kept, changed and given up here by those who may plan over the area; what adoption does is in zone_plan_adopt.sql.

-- The lowest areas with a shape: each has zones of its own, and no zone lies in two of them.
create or replace function plan_parts(wanted integer) returns setof integer
language sql stable set search_path = public, pg_temp rows 20 as $$
  select a.id from area a where a.id in (select areas_below(wanted)) and a.valid_to is null and a.geom is not null
    and not exists (select from areas_below(a.id) b(id) join area c on c.id = b.id where c.id <> a.id and c.valid_to is null and c.geom is not null)
$$;

-- What differs between two shapes and is more than two borders that were rounded apart: pieces of more than a square metre that are wider than two centimetres.
-- The mean width of a thin piece is its area by half of its border.
create or replace function ground_that_counts(shape geometry) returns geometry
language sql immutable parallel safe set search_path = public, pg_temp as $$
  select st_multi(st_collect(d.geom)) from st_dump(st_collectionextract(shape, 3)) d
  where st_area(d.geom::geography) > 1 and 2 * st_area(d.geom::geography) / nullif(st_perimeter(d.geom::geography), 0) > 0.02
$$;

create or replace function note_zone_plan(kept zone_plan, wanted text, about jsonb, who text default actor_id()) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(who, '-'), kept.area_id, 'zone_plan.' || wanted, kept.id::text, jsonb_build_object('name', kept.name) || about);
  insert into outbox (noun, row_id, area_id) values ('zone_plan', kept.id::text, kept.area_id);
  select pg_notify('fangcun_outbox', '')
$$;

-- Zones of a draft as they are given: [{ key, zoneId, code, nameZh, nameEn, locked, geometry }]. A zone belongs to the part in which its middle lies; what lies outside of all, to the area of the plan.
create or replace function put_plan_zones(kept zone_plan, given jsonb) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
declare parts integer[] := array(select plan_parts(kept.area_id)); unknown integer; bent text;
begin
  if exists (select from jsonb_to_recordset(given) as z(key uuid) group by z.key having count(*) > 1) then
    raise exception 'expected a key for each zone of its own' using errcode = '23514', column = 'zones';
  end if;
  if exists (select from jsonb_to_recordset(given) as z("zoneId" integer) where z."zoneId" is not null group by z."zoneId" having count(*) > 1) then
    raise exception 'expected each zone of today to go on in one zone at most' using errcode = '23514', column = 'zones';
  end if;
  select z."zoneId" into unknown from jsonb_to_recordset(given) as z("zoneId" integer)
  where z."zoneId" is not null and not exists (select from zone t where t.id = z."zoneId" and t.valid_to is null and t.area_id in (select areas_below(kept.area_id))) limit 1;
  if unknown is not null then raise exception 'expected zones of today in the area of the plan; % is none', unknown using errcode = '23514', column = 'zones'; end if;
  select z.key::text into bent from jsonb_to_recordset(given) as z(key uuid, geometry jsonb) where not geometry_bounded(st_multi(st_setsrid(st_geomfromgeojson(z.geometry), 4326))) limit 1;
  if bent is not null then raise exception 'expected shapes of at most 5000 corners; that of % is none', bent using errcode = '23514', column = 'zones'; end if;
  delete from zone_plan_zone z where z.plan_id = kept.id;
  insert into zone_plan_zone (plan_id, key, zone_id, area_id, code, name_zh, name_en, locked, geom)
  select kept.id, z.key, z."zoneId", case when cardinality(parts) = 1 then parts[1] else coalesce((select a.id from area a where a.id = any (parts) and a.geom && s.middle and st_intersects(a.geom, s.middle) order by a.id limit 1), kept.area_id) end,
    z.code, coalesce(z."nameZh", ''), coalesce(z."nameEn", ''), coalesce(z.locked, false), s.geom
  from jsonb_to_recordset(given) as z(key uuid, "zoneId" integer, code text, "nameZh" text, "nameEn" text, locked boolean, geometry jsonb),
    lateral (select g.geom, case when st_isvalid(g.geom) then st_pointonsurface(g.geom) else st_centroid(g.geom) end as middle
      from (select st_multi(st_setsrid(st_geomfromgeojson(z.geometry), 4326)) as geom) g) s;
end $$;

-- A new draft: with the zones that are given, or with those of today. The same id again gives the row as it is.
drop function if exists keep_zone_plan(jsonb);
create function keep_zone_plan(given jsonb) returns setof zone_plan
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare most constant integer := 200; kept zone_plan; home area;
begin
  select * into kept from zone_plan p where p.id = (given ->> 'id')::uuid and p.area_id in (select actor_areas('plan'));
  if found then return next kept; return; end if;
  select * into home from area a where a.id = (given ->> 'areaId')::integer and a.valid_to is null and a.id in (select actor_areas('plan'));
  if not found then raise exception 'expected an area in which you may plan' using errcode = '42501', column = 'areaId'; end if;
  if not exists (select from plan_parts(home.id)) then raise exception 'expected an area with an outline' using errcode = '23514', column = 'areaId'; end if;
  if (select count(*) from zone_plan p where p.created_by = actor_id() and p.state = 'draft') >= most then
    raise exception 'expected at most % drafts of one account; discard some first', most using errcode = '23514', column = 'id';
  end if;
  insert into zone_plan (id, area_id, name, note, origin, created_by)
  values ((given ->> 'id')::uuid, home.id, given ->> 'name', coalesce(given ->> 'note', ''), coalesce(given -> 'origin', '{}'), actor_id()) on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  if jsonb_array_length(coalesce(given -> 'zones', '[]')) > 0 then
    perform put_plan_zones(kept, given -> 'zones');
  else
    insert into zone_plan_zone (plan_id, key, zone_id, area_id, code, name_zh, name_en, geom)
    select kept.id, gen_random_uuid(), z.id, z.area_id, z.code, z.name_zh, z.name_en, z.geom from zone z where z.valid_to is null and z.area_id in (select areas_below(home.id));
  end if;
  perform note_zone_plan(kept, 'keep', jsonb_build_object('zones', (select count(*) from zone_plan_zone z where z.plan_id = kept.id)));
  return next kept;
end $$;

-- The plan that a command is about, locked; null where it is not there or not for this actor. Raises where the actor sees it and may not do this, or where the version is another.
create or replace function plan_in_hand(wanted uuid, wanted_right text, seen integer) returns zone_plan
language plpgsql volatile set search_path = public, pg_temp as $$
declare kept zone_plan;
begin
  select * into kept from zone_plan p where p.id = wanted and (p.area_id in (select actor_areas('plan')) or p.area_id in (select actor_areas('adopt'))) for update;
  if not found then return null; end if;
  if kept.area_id not in (select actor_areas(wanted_right)) then raise exception 'the actor may not % zones here', wanted_right using errcode = '42501'; end if;
  if seen is not null and kept.version <> seen then raise exception 'somebody changed this plan since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  return kept;
end $$;

-- The whole draft as it stands on the desk. No row: not there, or not for this actor.
drop function if exists save_zone_plan(uuid, jsonb);
create function save_zone_plan(wanted uuid, change jsonb) returns setof zone_plan
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept zone_plan := plan_in_hand(wanted, 'plan', (change ->> 'version')::integer);
begin
  if kept.id is null then return; end if;
  if kept.state <> 'draft' then raise exception 'expected a draft; this plan is %', kept.state using errcode = '23514', column = 'version'; end if;
  if change ? 'zones' then perform put_plan_zones(kept, change -> 'zones'); end if;
  update zone_plan p set name = coalesce(change ->> 'name', p.name), note = coalesce(change ->> 'note', p.note), changed_at = now(), version = p.version + 1, refusal = null where p.id = wanted returning * into kept;
  -- Told, not audited: a draft saves itself after each stroke.
  insert into outbox (noun, row_id, area_id) values ('zone_plan', kept.id::text, kept.area_id);
  perform pg_notify('fangcun_outbox', '');
  return next kept;
end $$;

-- Done twice is done once: what is discarded stays so.
drop function if exists discard_zone_plan(uuid, integer);
create function discard_zone_plan(wanted uuid, seen integer) returns setof zone_plan
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept zone_plan := plan_in_hand(wanted, 'plan', null);
begin
  if kept.id is null then return; end if;
  if kept.state = 'discarded' and kept.version = seen + 1 then return next kept; return; end if;
  kept := plan_in_hand(wanted, 'plan', seen);
  if kept.state <> 'draft' then raise exception 'expected a draft; this plan is %', kept.state using errcode = '23514', column = 'version'; end if;
  update zone_plan p set state = 'discarded', changed_at = now(), version = p.version + 1 where p.id = wanted returning * into kept;
  perform note_zone_plan(kept, 'discard', '{}');
  return next kept;
end $$;

revoke all on function plan_parts(integer), note_zone_plan(zone_plan, text, jsonb, text), put_plan_zones(zone_plan, jsonb), keep_zone_plan(jsonb), plan_in_hand(uuid, text, integer),
  save_zone_plan(uuid, jsonb), discard_zone_plan(uuid, integer) from public;
grant execute on function keep_zone_plan(jsonb), save_zone_plan(uuid, jsonb), discard_zone_plan(uuid, integer) to fangcun_app;
