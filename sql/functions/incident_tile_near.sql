-- Stored near tiles of points, kept right as the far ones are (incident_tile.sql): what changes in a tile leaves a mark in the same transaction, a mark means drawing, and the fold takes mark and
-- tile away together, under the lock that nobody holds who draws and stores. Where a line or a polygon is near, the tile is drawn: its shape reaches into tiles whose cells it does not mark.
-- A tile of few points is drawn too, which costs hardly more than looking for it.
create or replace function incident_near_stored(z integer, x integer, y integer) returns bytea
language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0 set jit = off as $$
declare
  low bigint := tile_z_order(z, x, y); high bigint := low + tile_z_span(z);
  code bigint := low >> (2 * (31 - z)); box geometry := tile_box(z, x, y, 64);
  own integer[] := array(select actor_areas('read'));
  seen integer[]; points bigint; found bytea; is_changed boolean;
begin
  select exists (select from incident_delta d where d.cell >= low >> 24 and d.cell < high >> 24) or exists (select from incident_touch t where t.cell >= low >> 24 and t.cell < high >> 24)
    or exists (select from incident i where geometrytype(i.geom) <> 'POINT' and i.geom && box),
    h.areas, h.points, (select t.body from incident_tile t where t.zoom = z and t.tile = code and t.rights = md5(h.areas::text)::uuid and t.areas = h.areas)
  into is_changed, seen, points, found from (
    select array_agg(c.area_id order by c.area_id) as areas, sum(c.count) as points from incident_cell c where c.level = z and c.cell = code and c.area_id = any (own)) h;
  if is_changed or found is not null then return case when is_changed then null else found end; end if;
  if seen is null then return ''; end if;
  if points < 64 or current_setting('transaction_isolation') <> 'read committed' or current_setting('transaction_read_only')::boolean or not pg_try_advisory_xact_lock_shared(7266349) then return null; end if;
  with points as materialized (
    select i.id, i.area_id, i.category_id, i.severity, i.state, i.provenance, i.occurred_at, tile_point(st_x(i.geom), st_y(i.geom), z, x, y) as unit
    from incident i where i.z_order >= low and i.z_order < high and i.area_id = any (own))
  select exists (select from incident_delta d where d.cell >= low >> 24 and d.cell < high >> 24) or exists (select from incident_touch t where t.cell >= low >> 24 and t.cell < high >> 24)
    or exists (select from incident i where geometrytype(i.geom) <> 'POINT' and i.geom && box),
    (select array_agg(distinct p.area_id order by p.area_id) from points p), (
    select st_asmvt(r, 'incident', 4096, 'geom') from (
      select p.id::text as id, p.category_id::integer as "categoryId", p.severity::integer as severity, p.state, p.provenance, floor(extract(epoch from p.occurred_at))::bigint as "occurredAt", 'point'::text as shape, p.unit as geom
      from points p order by p.occurred_at, p.id) r)
  into is_changed, seen, found;
  if is_changed then return null; end if;
  if seen is not null then insert into incident_tile (zoom, tile, areas, rights, body) values (z, code, seen, md5(seen::text)::uuid, found) on conflict do nothing; end if;
  if random() < 0.01 then perform forget_old_near_tiles(); end if;
  return coalesce(found, '');
end $$;

-- The 8,192 newest near tiles stay, some 100 MB at 100 points each; so they are bounded also where nothing changes and nothing is folded.
create or replace function forget_old_near_tiles(most integer default 8192) returns void
language sql volatile set search_path = public, pg_temp as $$
  delete from incident_tile t using (select o.zoom, o.tile, o.rights from incident_tile o where o.zoom > 13 order by o.drawn_at desc offset most for update skip locked) old
  where t.zoom = old.zoom and t.tile = old.tile and t.rights = old.rights
$$;

-- What a near tile shows and no count.
create or replace function touch_incident_tiles() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into incident_touch (cell) select distinct c.cell >> 2 from unnest(new.cells) c(cell);
  return null;
end $$;
create or replace trigger touch_tiles after insert on incident_change for each row when (not new.counts) execute function touch_incident_tiles();

-- The oldest `most` touches with the tiles over them; for the fold, which holds the lock.
create or replace function forget_touched_tiles(most integer) returns void
language plpgsql volatile set search_path = public, pg_temp set enable_seqscan = off as $$
declare cells bigint[];
begin
  with taken as (delete from incident_touch t using (select o.id from incident_touch o order by o.id limit most) old where t.id = old.id returning t.cell)
  select array_agg(distinct t.cell) into cells from taken t;
  if cells is not null then perform forget_incident_tiles(19, cells, 14, 17); end if;
end $$;

revoke all on function incident_near_stored(integer, integer, integer), forget_old_near_tiles(integer), touch_incident_tiles(), forget_touched_tiles(integer) from public;
grant execute on function incident_near_stored(integer, integer, integer) to fangcun_app;
