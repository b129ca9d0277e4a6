-- Why a plan may not be adopted, counted by the database itself, whatever the editor said of it.

-- The scheme of zone codes over an area: that of the nearest area above that names one.
create or replace function zone_scheme_of(wanted integer) returns code_scheme
language plpgsql stable set search_path = public, pg_temp as $$
declare chosen code_scheme;
begin
  with recursive above(id, parent_id, zone_scheme, steps) as (
    select a.id, a.parent_id, a.zone_scheme, 0 from area a where a.id = wanted
    union all select a.id, a.parent_id, a.zone_scheme, above.steps + 1 from area a join above on a.id = above.parent_id
  )
  select s.* into chosen from above join code_scheme s on s.id = above.zone_scheme order by above.steps limit 1;
  return chosen;
end $$;

-- What stands before the serial of a zone below an area (its code, and zeros where a scheme has parts between), how many signs the serial has, and what a whole code may look like. Without a scheme it is 15 digits where the area has a code of 12, else any code that begins with the area's.
drop function if exists zone_code_rule(integer);
create function zone_code_rule(wanted integer, out prefix text, out stem text, out serial integer, out pattern text)
language plpgsql stable set search_path = public, pg_temp as $$
declare scheme code_scheme := zone_scheme_of(wanted);
begin
  select a.code into prefix from area a where a.id = wanted;
  if scheme.id is null then
    serial := 3;
    stem := prefix;
    pattern := case when prefix ~ '^[0-9]{12}$' then '^' || prefix || '[0-9]{3}$' else '^[0-9A-Za-z.-]{1,32}$' end;
  else
    serial := (scheme.parts -> -1 ->> 'length')::integer;
    select '^' || string_agg(case p ->> 'signs' when 'digits' then '[0-9]' else '[0-9A-Za-z]' end || '{' || (p ->> 'length') || '}', '' order by o) || '$' into pattern from jsonb_array_elements(scheme.parts) with ordinality as t(p, o);
    select rpad(prefix, greatest(length(prefix), sum((p ->> 'length')::integer)::integer - serial), '0') into stem from jsonb_array_elements(scheme.parts) p;
  end if;
end $$;

-- Overlays are made on a grid of a millimetre (1e-8 degrees): rounded that way they need no second try by GEOS; on the embedded database one was seen to end the function around it.
-- One row for each fault that keeps a plan from being adopted; none where it covers its area exactly once and every code is right.
drop function if exists faults_of_plan(uuid);
create function faults_of_plan(wanted uuid) returns table (kind text, zone_keys uuid[], building_ids bigint[], geom geometry)
language plpgsql stable set search_path = public, pg_temp as $$
declare home integer := (select p.area_id from zone_plan p where p.id = wanted);
  -- Asked once: joined to buildings, a planner may ask it anew for each of them.
  parts integer[] := array(select plan_parts(home));
begin
  return query select 'invalid_shape', array[z.key], '{}'::bigint[], z.geom from zone_plan_zone z where z.plan_id = wanted and not geometry_fits(z.geom);
  -- Nothing can be measured on what crosses itself.
  if found then return; end if;
  return query
    with part as (select a.id, a.geom from area a where a.id = any (parts)),
    cover as (select part.id, part.geom, coalesce((select st_union(z.geom, 1e-8) from zone_plan_zone z where z.plan_id = wanted and z.area_id = part.id), st_geomfromtext('POLYGON EMPTY', 4326)) as held from part)
    select f.kind, '{}'::uuid[], '{}'::bigint[], f.shape from cover c,
      lateral (values ('gap', ground_that_counts(st_difference(c.geom, c.held, 1e-8))), ('outside', ground_that_counts(st_difference(c.held, c.geom, 1e-8)))) f(kind, shape) where f.shape is not null;
  return query select 'outside', array[z.key], '{}'::bigint[], z.geom from zone_plan_zone z where z.plan_id = wanted and z.area_id <> all (parts);
  return query select 'overlap', array[a.key, b.key], '{}'::bigint[], s.shape from zone_plan_zone a join zone_plan_zone b on b.plan_id = wanted and a.key < b.key and a.geom && b.geom and st_intersects(a.geom, b.geom),
    lateral (select ground_that_counts(st_intersection(a.geom, b.geom, 1e-8)) as shape) s where a.plan_id = wanted and s.shape is not null;
  return query select 'homeless_building', '{}'::uuid[], array_agg(b.id order by b.id), st_collect(st_pointonsurface(b.geom)) from area a join building b on b.geom && a.geom and b.households > 0 and st_intersects(a.geom, st_pointonsurface(b.geom))
    where a.id = any (parts) and not exists (select from zone_plan_zone z where z.plan_id = wanted and z.geom && b.geom and st_intersects(z.geom, st_pointonsurface(b.geom))) having count(*) > 0;
  return query select 'double_code', array_agg(z.key order by z.key), '{}'::bigint[], null::geometry from zone_plan_zone z where z.plan_id = wanted and z.code is not null group by z.code
    having count(*) > 1 or exists (select from zone t where t.code = z.code and t.valid_to is null and t.area_id not in (select areas_below(home)));
  return query select 'bad_code', array[z.key], '{}'::bigint[], null::geometry from zone_plan_zone z, lateral zone_code_rule(z.area_id) r
    where z.plan_id = wanted and z.code is not null and not (z.code ~ r.pattern and starts_with(z.code, r.prefix))
      -- A code that a zone has already was judged when it was given.
      and not exists (select from zone t where t.id = z.zone_id and t.code = z.code);
end $$;

-- The same for those who may see the plan.
drop function if exists zone_plan_faults(uuid);
create function zone_plan_faults(wanted uuid) returns table (kind text, zone_keys uuid[], building_ids bigint[], geom geometry)
language sql stable security definer set search_path = public, pg_temp as $$
  select f.* from zone_plan p, lateral faults_of_plan(p.id) f where p.id = wanted and (p.area_id in (select actor_areas('plan')) or p.area_id in (select actor_areas('adopt')))
$$;

revoke all on function zone_scheme_of(integer), zone_code_rule(integer), faults_of_plan(uuid), zone_plan_faults(uuid) from public;
grant execute on function zone_plan_faults(uuid) to fangcun_app;
