-- Basemap: ground, streets, estates, buildings, places by zoom. Street lights are places that nobody looks for, by the thousand: they are read where cameras are placed.
create or replace function tile_base_rows(z integer, x integer, y integer)
returns table (layer text, id bigint, properties jsonb, geom geometry)
language sql stable as $$
  with tile as materialized (select * from tile_frame(z, x, y))
  select 'ground', g.id, jsonb_strip_nulls(jsonb_build_object('kind', g.kind, 'nameZh', nullif(g.name_zh, ''), 'nameEn', nullif(g.name_en, ''))),
    st_forcepolygonccw(tile_units(tile_clip(g.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, ground g where g.geom && tile.box and (z >= 12 or st_area(g.geom) > st_area(tile.box) / 4096)
  union all
  select 'street', s.id, jsonb_strip_nulls(jsonb_build_object('class', s.class, 'nameZh', nullif(s.name_zh, ''), 'nameEn', nullif(s.name_en, ''),
      'oneway', nullif(s.oneway, false), 'bridge', nullif(s.bridge, false))),
    tile_units(tile_clip(s.geom, tile.box, 1), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack)
  from tile, street s where s.geom && tile.box and s.class = any (case
    when z < 12 then array['motorway', 'trunk', 'primary']
    when z < 13 then array['motorway', 'trunk', 'primary', 'secondary', 'rail']
    when z < 14 then array['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'pedestrian', 'rail']
    when z < 15 then array['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'pedestrian', 'rail']
    else array['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'service', 'pedestrian', 'path', 'steps', 'rail'] end)
  union all
  select 'estate', e.id::bigint, jsonb_strip_nulls(jsonb_build_object('nameZh', nullif(e.name_zh, ''), 'nameEn', nullif(e.name_en, ''))),
    st_forcepolygonccw(tile_units(tile_clip(e.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, estate e where z >= 13 and e.geom && tile.box
  union all
  select 'building', b.id, jsonb_strip_nulls(jsonb_build_object('use', b.use, 'nameZh', nullif(b.name_zh, ''), 'nameEn', nullif(b.name_en, ''),
      'address', nullif(b.address, ''), 'households', nullif(b.households, 0), 'heightMeters', nullif(b.height_m, 0))),
    st_forcepolygonccw(tile_units(tile_clip(b.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, building b where z >= 14 and b.geom && tile.box
  union all
  select * from (select 'place', p.id, jsonb_strip_nulls(jsonb_build_object('kind', p.kind, 'nameZh', nullif(p.name_zh, ''), 'nameEn', nullif(p.name_en, ''))),
      tile_point(st_x(p.geom), st_y(p.geom), z, x, y) as unit
    from tile, place p where z >= 15 and p.geom && tile.box and p.kind <> 'street_light') points where tile_holds(unit)
$$;
