-- Patrol presence as squares: cells of level 20, or coarser where they would be under 8 units wide. Days are the areas' own.
create or replace function tile_coverage_rows(z integer, x integer, y integer, from_day date, to_day date)
returns table (layer text, id bigint, properties jsonb, geom geometry)
language sql stable as $$
  with grid as materialized (select least(20, z + 7) as level),
  cells as (
    select c.cell >> (2 * (20 - grid.level)) as cell, sum(c.seconds) as seconds from grid, coverage c
    where c.cell >= interleave(x::bigint << (20 - z), y::bigint << (20 - z)) and c.cell < interleave(x::bigint << (20 - z), y::bigint << (20 - z)) + (1::bigint << (2 * (20 - z)))
      and c.day >= from_day and c.day < to_day
    group by 1
  )
  select 'coverage', null::bigint, jsonb_build_object('seconds', round(cells.seconds)::bigint),
    st_forcepolygonccw(st_makeenvelope(u.x0, u.y0, u.x0 + u.side, u.y0 + u.side))
  from grid, cells, lateral (select (1 << (12 + z - grid.level))::double precision as side,
    ((deinterleave(cells.cell) - (x::bigint << (grid.level - z))) << (12 + z - grid.level))::double precision as x0,
    ((deinterleave(cells.cell >> 1) - (y::bigint << (grid.level - z))) << (12 + z - grid.level))::double precision as y0) u
  order by cells.cell
$$;
