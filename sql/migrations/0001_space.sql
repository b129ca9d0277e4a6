-- Space: the rules every geometry obeys, and the Z-order key that lets a box query keep its index under row-level security.
create extension if not exists postgis;

-- A comparison of bounding boxes reveals nothing but its result. Without this mark every box query under a policy is a full scan (23 ms
-- instead of 1 ms on 500,000 points). Only a superuser may set it; elsewhere answers stay right and are slower, and `doctor` says so.
do $$ begin
  alter function geometry_overlaps(geometry, geometry) leakproof;
exception when insufficient_privilege then
  raise notice 'geometry_overlaps could not be marked leakproof: box queries will be slower';
end $$;

create function geometry_fits(shape geometry, max_points integer default 5000) returns boolean
language sql immutable parallel safe as $$
  select st_srid(shape) = 4326 and not st_isempty(shape) and st_ndims(shape) = 2 and st_npoints(shape) <= max_points
    and st_xmin(shape) >= -180 and st_xmax(shape) <= 180 and st_ymin(shape) >= -90 and st_ymax(shape) <= 90
    and st_isvalid(shape)
$$;

-- Mercator on 31 bits an axis, as tiles count: x grows east, y grows south. Source: the OSM slippy map tile formula.
create function mercator_x(lng double precision) returns bigint
language sql immutable parallel safe as $$
  select greatest(0, least(2147483647, floor((lng + 180) / 360 * 2147483648)))::bigint
$$;

create function mercator_y(lat double precision) returns bigint
language sql immutable parallel safe as $$
  select greatest(0, least(2147483647, floor((1 - asinh(tan(radians(greatest(-85.06, least(85.06, lat))))) / pi()) / 2 * 2147483648)))::bigint
$$;

-- Morton code: x in the even bits, y in the odd ones. The masks are 0x0000FFFF0000FFFF ... 0x5555555555555555.
create function interleave(x bigint, y bigint) returns bigint
language plpgsql immutable parallel safe as $$
begin
  x := (x | (x << 16)) & 281470681808895;
  x := (x | (x << 8)) & 71777214294589695;
  x := (x | (x << 4)) & 1085102592571150095;
  x := (x | (x << 2)) & 3689348814741910323;
  x := (x | (x << 1)) & 6148914691236517205;
  y := (y | (y << 16)) & 281470681808895;
  y := (y | (y << 8)) & 71777214294589695;
  y := (y | (y << 4)) & 1085102592571150095;
  y := (y | (y << 2)) & 3689348814741910323;
  y := (y | (y << 1)) & 6148914691236517205;
  return x | (y << 1);
end $$;

create function deinterleave(code bigint) returns bigint
language plpgsql immutable parallel safe as $$
begin
  code := code & 6148914691236517205;
  code := (code | (code >> 1)) & 3689348814741910323;
  code := (code | (code >> 2)) & 1085102592571150095;
  code := (code | (code >> 4)) & 71777214294589695;
  code := (code | (code >> 8)) & 281470681808895;
  code := (code | (code >> 16)) & 4294967295;
  return code;
end $$;

-- Where a shape is anchored on a small-scale map: a point is itself, a line or polygon the point on it.
create function z_order(shape geometry) returns bigint
language sql immutable parallel safe as $$
  select interleave(mercator_x(st_x(p)), mercator_y(st_y(p)))
  from (select case when geometrytype(shape) = 'POINT' then shape else st_pointonsurface(shape) end as p) anchor
$$;

create function z_order_lng(code bigint) returns double precision
language sql immutable parallel safe as $$ select (deinterleave(code) + 0.5) / 2147483648 * 360 - 180 $$;

create function z_order_lat(code bigint) returns double precision
language sql immutable parallel safe as $$ select degrees(atan(sinh(pi() * (1 - 2 * (deinterleave(code >> 1) + 0.5) / 2147483648)))) $$;
