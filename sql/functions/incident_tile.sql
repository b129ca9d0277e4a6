-- Stored far tiles. One is right for as long as nothing in it is marked and nothing was folded since: a mark means drawing, a fold takes away the tiles of what it folded.
-- Who draws and stores holds a lock (7266349, shared) that no fold holds meanwhile (exclusive), or a tile of before could be stored after. Each decision below is one
-- statement, so of one moment.
create or replace function incident_tile_stored(z integer, x integer, y integer) returns bytea
language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  low bigint := tile_z_order(z, x, y); high bigint := low + tile_z_span(z);
  code bigint := low >> (2 * (31 - z)); above integer := greatest(z, 6);
  own integer[] := array(select actor_areas('read'));
  seen integer[]; found bytea; is_marked boolean;
begin
  select exists (select from incident_delta d where d.cell >= low >> 24 and d.cell < high >> 24), h.areas, (select t.body from incident_tile t where t.zoom = z and t.tile = code and t.rights = md5(h.areas::text)::uuid and t.areas = h.areas)
  into is_marked, seen, found from (
    select array_agg(distinct c.area_id order by c.area_id) as areas
    from incident_cell c where c.level = above and c.cell >= low >> (2 * (31 - above)) and c.cell < greatest(high >> (2 * (31 - above)), (low >> (2 * (31 - above))) + 1) and c.area_id = any (own)) h;
  if is_marked or found is not null then return case when is_marked then null else found end; end if;
  if seen is null then return ''; end if;
  if current_setting('transaction_isolation') <> 'read committed' or current_setting('transaction_read_only')::boolean or not pg_try_advisory_xact_lock_shared(7266349) then return null; end if;
  with cells as materialized (
    select c.area_id, c.cell, c.count, c.severity, c.category_id, c.newest_s, c.spot from incident_cell c
    where c.level = z + 6 and c.cell >= low >> (2 * (25 - z)) and c.cell < high >> (2 * (25 - z)) and c.area_id = any (own))
  select exists (select from incident_delta d where d.cell >= low >> 24 and d.cell < high >> 24), (select array_agg(distinct c.area_id order by c.area_id) from cells c), (
    select st_asmvt(r, 'incident', 4096, 'geom') from (
      select st_makepoint((min(c.spot) >> 12 & 4095)::double precision, (min(c.spot) & 4095)::double precision) as geom, sum(c.count)::bigint as count, max(c.severity)::integer as severity,
        (case when count(c.category_id) = count(*) and min(c.category_id) = max(c.category_id) then min(c.category_id) end)::integer as "categoryId", max(c.newest_s) as "occurredAt", 'point'::text as shape
      from cells c group by c.cell order by c.cell) r)
  into is_marked, seen, found;
  if is_marked then return null; end if;
  if seen is not null then insert into incident_tile (zoom, tile, areas, rights, body) values (z, code, seen, md5(seen::text)::uuid, found) on conflict do nothing; end if;
  return coalesce(found, '');
end $$;

-- Takes away the tiles over cells of a level, of the zooms from..to. For the fold, which holds the lock.
create or replace function forget_incident_tiles(level integer, cells bigint[], first integer, last integer) returns void
language sql volatile set search_path = public, pg_temp as $$
  delete from incident_tile t using (select distinct zooms.z, u.cell >> (2 * (level - zooms.z)) as tile from unnest(cells) u(cell), generate_series(first, last) zooms(z)) k where t.zoom = k.z and t.tile = k.tile
$$;

-- What the app asks for: tiles of incidents as they are stored, all others drawn.
create or replace function tile_mvt_stored(wanted text, z integer, x integer, y integer, from_day date default null, to_day date default null) returns bytea
language plpgsql volatile as $$
begin
  if wanted = 'incidents' and z < 14 then return coalesce(incident_tile_stored(z, x, y), tile_incidents_far_mvt(z, x, y), ''); end if;
  if wanted = 'incidents' and z < 18 then return coalesce(incident_near_stored(z, x, y), tile_incidents_near_mvt(z, x, y), ''); end if;
  return tile_mvt(wanted, z, x, y, from_day, to_day);
end $$;

revoke all on function incident_tile_stored(integer, integer, integer), forget_incident_tiles(integer, bigint[], integer, integer) from public;
grant execute on function incident_tile_stored(integer, integer, integer) to fangcun_app;
