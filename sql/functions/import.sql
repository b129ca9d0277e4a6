-- Whom the imported files ask to be named beside the map; everybody who sees the map may know it, the rest of the book is for importers.
create or replace function import_attributions() returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct options ->> 'attribution' from import_run
  where state <> 'undone' and nullif(options ->> 'attribution', '') is not null and actor_may('read') order by 1
$$;
revoke all on function import_attributions() from public;
grant execute on function import_attributions() to fangcun_app;

-- Whether the actor imports over the whole tree.
create or replace function imports_all() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select actor_may('import') and not exists (select from area r where r.parent_id is null and r.valid_to is null and r.id not in (select actor_areas('import')))
$$;

-- The lowest area of today with its ground at the middle of a shape, which may cross itself; null in none that the actor imports in.
create or replace function import_area_at(shape geometry) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id from area a, st_centroid(shape) middle where a.valid_to is null and a.geom && middle and st_intersects(a.geom, middle) and a.id in (select actor_areas('import'))
  order by array_position(array['community', 'subdistrict', 'district', 'city'], a.level), a.id limit 1
$$;
revoke all on function imports_all(), import_area_at(geometry) from public;
grant execute on function imports_all(), import_area_at(geometry) to fangcun_app;
