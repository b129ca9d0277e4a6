-- The ground that cameras see, detect before observe, and where views are being worked out. A view that is due is an old one and says so.
create or replace function tile_camera_views_rows(z integer, x integer, y integer)
returns table (layer text, id bigint, properties jsonb, geom geometry)
language sql stable as $$
  with tile as materialized (select * from tile_frame(z, x, y)),
  due as materialized (select d.camera_id, c.geom from tile, camera c join camera_due d on d.camera_id = c.id where camera_reach(c.geom, c.range_m) && tile.box)
  (select 'view', v.camera_id::bigint, jsonb_build_object('id', v.camera_id, 'band', v.band, 'always', v.always, 'state', c.state, 'due', v.camera_id in (select u.camera_id from due u)),
    st_forcepolygonccw(tile_units(tile_clip(v.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, camera_view v join camera c on c.id = v.camera_id where v.geom && tile.box order by v.band, v.camera_id)
  union all
  select * from (select 'due', u.camera_id::bigint, jsonb_build_object('id', u.camera_id), tile_point(st_x(u.geom), st_y(u.geom), z, x, y) as unit from due u) points where tile_holds(unit)
$$;
