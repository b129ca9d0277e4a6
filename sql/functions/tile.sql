-- What all tile layers share. Rows functions answer (layer, id, properties, geom) with geom in tile units (4096 to a side, y down), so that
-- ST_AsMVT here and the encoder in Node draw the same rows.

-- The tile as a box of degrees, with a margin in tile units around it.
create or replace function tile_box(z integer, x integer, y integer, margin double precision) returns geometry
language sql immutable parallel safe as $$
  select st_makeenvelope(
    (x - margin / 4096) / (1 << z) * 360 - 180,
    degrees(atan(sinh(pi() * (1 - 2 * greatest(0, least(1, (y + 1 + margin / 4096) / (1 << z))))))),
    (x + 1 + margin / 4096) / (1 << z) * 360 - 180,
    degrees(atan(sinh(pi() * (1 - 2 * greatest(0, least(1, (y - margin / 4096) / (1 << z))))))), 4326)
$$;

-- How shapes of a tile become tile units: (v + dx) * fx. From zoom 14 on degrees are scaled as they are: latitude bends by less than 0.2 units
-- inside of a tile (tan(lat) * (tile height in radians)^2 / 8) and not at all on its edges; below, they are projected first.
-- The margin is 64 units; slack is the tolerance of simplification.
create or replace function tile_frame(z integer, x integer, y integer, out box geometry, out slack double precision, out near boolean,
  out dx double precision, out dy double precision, out fx double precision, out fy double precision)
language sql immutable parallel safe as $$
  select tile_box(z, x, y, 64), case when z < 14 then 2.0 else 0.0 end, z >= 14,
    case when z >= 14 then -st_xmin(t) else 20037508.342789244 - x * size end, case when z >= 14 then -st_ymax(t) else y * size - 20037508.342789244 end,
    case when z >= 14 then 4096 / (st_xmax(t) - st_xmin(t)) else 4096 / size end, case when z >= 14 then 4096 / (st_ymin(t) - st_ymax(t)) else -4096 / size end
  from (select tile_box(z, x, y, 0) as t, 40075016.685578488 / (1 << z) as size) tile
$$;

-- A shape in tile units: clipped to the box first (if it is not inside of it anyway), scaled, simplified, snapped to whole units. Polygons turn
-- clockwise on the screen, as the MVT specification 2.1 (4.3.4.4) asks; that is counterclockwise for PostGIS, whose y points up.
-- dimension: 1 lines, 2 polygons; what a cut leaves of another dimension is dropped. Null or empty where nothing is left to draw.
-- One expression without FROM, so that the planner puts it in place: called as a function it cost ten times as much.
create or replace function tile_clip(shape geometry, box geometry, dimension integer) returns geometry
language sql immutable parallel safe as $$
  select case when shape @ box then shape else st_collectionextract(st_clipbybox2d(shape, box::box2d), dimension + 1) end
$$;
create or replace function tile_units(shape geometry, near boolean, dx double precision, dy double precision, fx double precision, fy double precision, slack double precision) returns geometry
language sql immutable parallel safe as $$
  select st_snaptogrid(case when slack > 0 then st_simplify(st_transscale(case when near then shape else st_transform(shape, 3857) end, dx, dy, fx, fy), slack)
    else st_transscale(case when near then shape else st_transform(shape, 3857) end, dx, dy, fx, fy) end, 1)
$$;

-- A point in tile units; the caller keeps those inside, a point belongs to one tile only.
create or replace function tile_point(lng double precision, lat double precision, z integer, x integer, y integer) returns geometry
language sql immutable parallel safe as $$
  select st_makepoint(floor(((lng + 180) / 360 * (1 << z) - x) * 4096), floor(((1 - asinh(tan(radians(lat))) / pi()) / 2 * (1 << z) - y) * 4096))
$$;

create or replace function tile_holds(unit geometry) returns boolean
language sql immutable parallel safe as $$
  select st_x(unit) >= 0 and st_x(unit) < 4096 and st_y(unit) >= 0 and st_y(unit) < 4096
$$;

-- First z_order of the tile, and how many follow: a tile is one contiguous range.
create or replace function tile_z_order(z integer, x integer, y integer) returns bigint
language sql immutable parallel safe as $$ select interleave(x::bigint << (31 - z), y::bigint << (31 - z)) $$;
create or replace function tile_z_span(z integer) returns bigint
language sql immutable parallel safe as $$ select 1::bigint << (2 * (31 - z)) $$;
