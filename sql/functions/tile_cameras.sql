-- Cameras with every field of the model.
create or replace function tile_cameras_rows(z integer, x integer, y integer)
returns table (layer text, id bigint, properties jsonb, geom geometry)
language sql stable as $$
  with tile as materialized (select tile_box(z, x, y, 1) as box)
  select * from (select 'camera', c.id::bigint, jsonb_strip_nulls(jsonb_build_object('id', c.id, 'areaId', c.area_id, 'code', c.code, 'name', c.name, 'kind', c.kind,
        'azimuthDegrees', c.azimuth_deg, 'fieldOfViewDegrees', c.field_of_view_deg, 'rangeMeters', c.range_m, 'heightMeters', c.height_m, 'state', c.state,
        'version', c.version)),
      tile_point(st_x(c.geom), st_y(c.geom), z, x, y) as unit
    from tile, camera c where c.geom && tile.box) points where tile_holds(unit)
$$;
