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
