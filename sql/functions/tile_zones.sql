-- Zones and areas of today. The feature id is the row's, for feature-state.
create or replace function tile_zones_rows(z integer, x integer, y integer)
returns table (layer text, id bigint, properties jsonb, geom geometry)
language sql stable as $$
  with tile as materialized (select * from tile_frame(z, x, y))
  select 'zone', o.id::bigint, jsonb_build_object('code', o.code, 'areaId', o.area_id, 'nameZh', o.name_zh, 'nameEn', o.name_en,
      'households', (select coalesce(sum(b.households), 0) from building b where b.zone_id = o.id)),
    st_forcepolygonccw(tile_units(tile_clip(o.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, zone o where z >= 9 and o.geom && tile.box and o.valid_to is null
  union all
  select 'area', a.id::bigint, jsonb_build_object('level', a.level, 'code', a.code, 'nameZh', a.name_zh, 'nameEn', a.name_en),
    st_forcepolygonccw(tile_units(tile_clip(a.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, area a where a.geom && tile.box and a.valid_to is null and (z >= 8 or a.level in ('city', 'district'))
$$;

-- The same of another day. A zone that is planned has no id yet. Homes are those that were counted when it ended, or of the buildings that stand in it now.
drop function if exists tile_zones_on(integer, integer, integer, date);
create function tile_zones_on(z integer, x integer, y integer, day date)
returns table (layer text, id bigint, properties jsonb, geom geometry)
language sql stable as $$
  with tile as materialized (select * from tile_frame(z, x, y))
  select 'zone', o.id::bigint, jsonb_build_object('code', o.code, 'areaId', o.area_id, 'nameZh', o.name_zh, 'nameEn', o.name_en,
      'households', coalesce(o.households, (select coalesce(sum(b.households), 0) from building b where o.plan_id is null and b.zone_id = o.id)
        + (select coalesce(sum(b.households), 0) from building b where o.plan_id is not null and b.geom && o.geom and st_intersects(o.geom, st_pointonsurface(b.geom))))),
    st_forcepolygonccw(tile_units(tile_clip(o.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, zones_on(day) o where z >= 9 and o.geom && tile.box
  union all
  select 'area', a.id::bigint, jsonb_build_object('level', a.level, 'code', a.code, 'nameZh', a.name_zh, 'nameEn', a.name_en),
    st_forcepolygonccw(tile_units(tile_clip(a.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, areas_on(day) a where a.geom && tile.box and (z >= 8 or a.level in ('city', 'district'))
$$;
