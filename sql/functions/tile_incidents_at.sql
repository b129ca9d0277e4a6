-- Lines and polygons of incidents in a tile, as they stood at a moment; points come in columns.
create or replace function tile_incidents_at(z integer, x integer, y integer, moment timestamptz)
returns table (layer text, id bigint, properties jsonb, geom geometry)
language sql stable as $$
  with tile as materialized (select * from tile_frame(z, x, y))
  select 'incident', null::bigint, jsonb_build_object('id', i.id, 'categoryId', i.category_id, 'severity', i.severity, 'state', i.state, 'provenance', i.provenance,
      'occurredAt', floor(extract(epoch from i.occurred_at))::bigint, 'shape', (array['point', 'line', 'polygon'])[st_dimension(i.geom) + 1], 'areaId', i.area_id),
    case when st_dimension(i.geom) = 2 then st_forcepolygonccw(tile_units(tile_clip(i.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
      else tile_units(tile_clip(i.geom, tile.box, 1), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack) end
  from tile, incident_at(moment) i
  where z >= 12 and geometrytype(i.geom) <> 'POINT' and st_dimension(i.geom) > 0 and i.geom && tile.box
  order by i.occurred_at, i.id
$$;
