-- The building that a place belongs to: the nearest within so many metres. Degrees are scaled so that east and north count alike, which is right to a millimetre over a few metres.
create or replace function building_near(place geometry, most_m double precision) returns bigint
language sql stable parallel safe as $$
  select c.id from (
    select b.id, 110574 * st_distance(st_transscale(b.geom, 0, 0, cos(radians(st_y(place))), 1), st_transscale(place, 0, 0, cos(radians(st_y(place))), 1)) as meters
    from building b where b.geom && st_expand(place, most_m / 110574 / greatest(cos(radians(st_y(place))), 0.01), most_m / 110574)
  ) c where c.meters <= most_m order by c.meters, c.id limit 1
$$;
