-- Incidents. Near: every shape as it is. Far (z < 14): thinned to a grid of 64 x 64 by prefix of z_order, so a tile holds 4,096 points at most,
-- each the first of its cell with `count`, the highest severity and, where all agree, their category.
create or replace function tile_incidents_near(z integer, x integer, y integer)
returns table (layer text, id bigint, properties jsonb, geom geometry)
language sql stable as $$
  with tile as materialized (select * from tile_frame(z, x, y)),
  points as (
    select i.*, tile_point(st_x(i.geom), st_y(i.geom), z, x, y) as unit from incident i
    where i.z_order >= tile_z_order(z, x, y) and i.z_order < tile_z_order(z, x, y) + tile_z_span(z) and geometrytype(i.geom) = 'POINT'
  ), shapes as (
    select i.*, case when st_dimension(i.geom) = 2 then st_forcepolygonccw(tile_units(tile_clip(i.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
        else tile_units(tile_clip(i.geom, tile.box, 1), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack) end as unit
    from tile, incident i
    where geometrytype(i.geom) <> 'POINT' and st_dimension(i.geom) > 0 and i.geom && tile.box
  ), both_kinds as (select * from points union all select * from shapes)
  select 'incident', null::bigint, jsonb_build_object('id', s.id, 'categoryId', s.category_id, 'severity', s.severity, 'state', s.state,
      'provenance', s.provenance, 'occurredAt', floor(extract(epoch from s.occurred_at))::bigint,
      'shape', (array['point', 'line', 'polygon'])[st_dimension(s.geom) + 1]),
    s.unit
  from both_kinds s order by s.occurred_at, s.id
$$;

create or replace function tile_incidents_far(z integer, x integer, y integer)
returns table (layer text, id bigint, properties jsonb, geom geometry)
language sql stable as $$
  select 'incident', null::bigint,
    jsonb_strip_nulls(jsonb_build_object('count', cell.count, 'severity', cell.severity, 'categoryId', cell.category_id, 'occurredAt', cell.newest, 'shape', 'point')),
    st_makepoint(((deinterleave(cell.first) >> (19 - z)) & 4095)::double precision, ((deinterleave(cell.first >> 1) >> (19 - z)) & 4095)::double precision)
  from (
    select min(i.z_order) as first, count(*) as count, max(i.severity) as severity, floor(extract(epoch from max(i.occurred_at)))::bigint as newest,
      case when min(i.category_id) = max(i.category_id) then min(i.category_id) end as category_id
    from incident i where i.z_order >= tile_z_order(z, x, y) and i.z_order < tile_z_order(z, x, y) + tile_z_span(z)
    group by i.z_order >> (2 * (25 - z))
  ) cell order by cell.first
$$;

create or replace function tile_incidents_rows(z integer, x integer, y integer)
returns table (layer text, id bigint, properties jsonb, geom geometry)
language plpgsql stable as $$
begin
  if z >= 14 then return query select * from tile_incidents_near(z, x, y);
  else return query select * from tile_incidents_far(z, x, y); end if;
end $$;
