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

-- A shape in tile units: clipped to the box first (cheap), projected, scaled, simplified by `slack` tile units, snapped to whole units. Polygons
-- turn clockwise on the screen, as the MVT specification 2.1 (4.3.4.4) asks; that is counterclockwise for PostGIS, whose y points up.
-- dimension: 1 lines, 2 polygons; what a cut leaves of another dimension is dropped. Null or empty where nothing is left to draw.
create or replace function tile_shape(shape geometry, box geometry, z integer, x integer, y integer, dimension integer, slack double precision) returns geometry
language sql immutable parallel safe as $$
  select case when dimension = 2 then st_forcepolygonccw(snapped) else snapped end
  from (select st_snaptogrid(case when slack > 0 then st_simplify(scaled, slack) else scaled end, 1) as snapped
    from (select st_transscale(st_transform(st_collectionextract(st_clipbybox2d(shape, box::box2d), dimension + 1), 3857),
        20037508.342789244 - x * 40075016.685578488 / (1 << z), y * 40075016.685578488 / (1 << z) - 20037508.342789244,
        4096 * (1 << z) / 40075016.685578488, -4096 * (1 << z) / 40075016.685578488) as scaled
      offset 0) t
    offset 0) s
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
