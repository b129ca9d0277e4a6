-- Incidents. Near: every shape as it is. Far (z < 14): cells of a grid of 64 x 64 by prefix of z_order, so a tile holds 4,096 points at most, each the place of the
-- first of its cell with `count`, the highest severity, the newest time and, where all agree, their category; from the pyramid (incident_counts.sql).
-- Points come by their range of z_order, lines and polygons by box, with their area, since a map filters those by itself; `unit` is the shape in units of the tile.
create or replace function incident_points_near(z integer, x integer, y integer, low bigint, high bigint)
returns table (id uuid, category_id smallint, severity smallint, state text, provenance text, occurred_at timestamptz, unit geometry)
language sql stable as $$
  select i.id, i.category_id, i.severity, i.state, i.provenance, i.occurred_at, tile_point(st_x(i.geom), st_y(i.geom), z, x, y)
  from incident i where i.z_order >= low and i.z_order < high and geometrytype(i.geom) = 'POINT'
$$;

drop function if exists incidents_near(integer, integer, integer);
create function incidents_near(z integer, x integer, y integer)
returns table (id uuid, area_id integer, category_id smallint, severity smallint, state text, provenance text, occurred_at timestamptz, dimension integer, unit geometry)
language sql stable as $$
  with tile as materialized (select * from tile_frame(z, x, y))
  select p.id, null::integer, p.category_id, p.severity, p.state, p.provenance, p.occurred_at, 0, p.unit from incident_points_near(z, x, y, tile_z_order(z, x, y), tile_z_order(z, x, y) + tile_z_span(z)) p
  union all
  select i.id, i.area_id, i.category_id, i.severity, i.state, i.provenance, i.occurred_at, st_dimension(i.geom),
    case when st_dimension(i.geom) = 2 then st_forcepolygonccw(tile_units(tile_clip(i.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
      else tile_units(tile_clip(i.geom, tile.box, 1), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack) end
  from tile, incident i where geometrytype(i.geom) <> 'POINT' and st_dimension(i.geom) > 0 and i.geom && tile.box
$$;

create or replace function tile_incidents_near(z integer, x integer, y integer)
returns table (layer text, id bigint, properties jsonb, geom geometry)
language sql stable as $$
  select 'incident', null::bigint, jsonb_strip_nulls(jsonb_build_object('id', s.id, 'categoryId', s.category_id, 'severity', s.severity, 'state', s.state,
      'provenance', s.provenance, 'occurredAt', floor(extract(epoch from s.occurred_at))::bigint, 'shape', (array['point', 'line', 'polygon'])[s.dimension + 1], 'areaId', s.area_id)),
    s.unit
  from incidents_near(z, x, y) s order by s.occurred_at, s.id
$$;

-- The same as a tile, without an object for each row. Most tiles hold points alone, which need neither the frame of the tile nor a look at whether they are empty. The range
-- of z_order is what every plan goes by, so one plan does for all tiles; planning each of them took as long as reading it.
create or replace function tile_incidents_near_mvt(z integer, x integer, y integer) returns bytea
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0 set jit = off as $$
declare tile bytea; low bigint := tile_z_order(z, x, y); high bigint := low + tile_z_span(z); box geometry := tile_box(z, x, y, 64);
begin
  if exists (select from incident i where geometrytype(i.geom) <> 'POINT' and i.geom && box) then
    select st_asmvt(r, 'incident', 4096, 'geom') into tile from (
      select s.id::text as id, s.category_id::integer as "categoryId", s.severity::integer as severity, s.state, s.provenance, floor(extract(epoch from s.occurred_at))::bigint as "occurredAt",
        (array['point', 'line', 'polygon'])[s.dimension + 1] as shape, s.area_id as "areaId", s.unit as geom
      from incidents_near(z, x, y) s where not st_isempty(s.unit) order by s.occurred_at, s.id) r;
  else
    select st_asmvt(r, 'incident', 4096, 'geom') into tile from (
      select s.id::text as id, s.category_id::integer as "categoryId", s.severity::integer as severity, s.state, s.provenance, floor(extract(epoch from s.occurred_at))::bigint as "occurredAt", 'point'::text as shape, s.unit as geom
      from incident_points_near(z, x, y, low, high) s order by s.occurred_at, s.id) r;
  end if;
  return tile;
end $$;

-- The cells of a tile as the actor sees them: from the pyramid where nothing is left to fold, else with those cells that are marked counted from the incidents. `spot`: see tile_spot().
create or replace function incident_cells_folded(z integer, x integer, y integer)
returns table (cell bigint, count bigint, severity smallint, category_id smallint, newest_s bigint, spot bigint)
language sql stable as $$
  select c.cell, sum(c.count)::bigint, max(c.severity), case when count(c.category_id) = count(*) and min(c.category_id) = max(c.category_id) then min(c.category_id) end, max(c.newest_s), min(c.spot)
  from incident_cell c
  where c.level = z + 6 and c.cell >= tile_z_order(z, x, y) >> (2 * (25 - z)) and c.cell < (tile_z_order(z, x, y) + tile_z_span(z)) >> (2 * (25 - z))
  group by c.cell order by c.cell
$$;

-- A marked cell of level 19 marks all above it. What is above stands on: rows of unmarked cells as they are, the unmarked children of marked cells on each level, and
-- the incidents of the marked cells of level 19. So one report costs a few rows a level, at any zoom. Written with `except` and `having`, which stay linear where an
-- anti-join of a hundred thousand marks, of whose number the planner knows nothing, may not.
create or replace function incident_cells_marked(z integer, x integer, y integer)
returns table (cell bigint, count bigint, severity smallint, category_id smallint, newest_s bigint, spot bigint)
language sql stable as $$
  with tile as materialized (
    select (z + 6)::smallint as level, t.low >> (2 * (25 - z)) as low, t.high >> (2 * (25 - z)) as high, t.low >> 24 as low_mark, t.high >> 24 as high_mark
    from (select tile_z_order(z, x, y) as low, tile_z_order(z, x, y) + tile_z_span(z) as high) t),
  marks as materialized (select distinct d.cell from tile, incident_delta d where d.cell >= tile.low_mark and d.cell < tile.high_mark),
  marked as materialized (select distinct l.level::smallint as level, m.cell >> (2 * (19 - l.level)) as cell from tile, marks m, generate_series(tile.level, 19) l(level)),
  beside as materialized (
    select k.level, k.cell from (
      select (m.level + 1)::smallint as level, m.cell << 2 | q.corner as cell from marked m, (values (0), (1), (2), (3)) q(corner) where m.level < 19
      except select m.level, m.cell from marked m) k
  ), parts as (
    select b.cell, b.count, b.severity, b.category_id, b.newest_s, b.spot from (
      select e.cell, sum(e.count)::bigint as count, max(e.severity) as severity, case when count(e.category_id) = count(*) and min(e.category_id) = max(e.category_id) then min(e.category_id) end as category_id,
        max(e.newest_s) as newest_s, min(e.spot) as spot
      from (
        select c.cell, c.count, c.severity, c.category_id, c.newest_s, c.spot, false as is_marked
        from tile, incident_cell c where c.level = tile.level and c.cell >= tile.low and c.cell < tile.high
        union all select m.cell, null, null, null, null, null, true from tile, marked m where m.level = tile.level) e
      group by e.cell having not bool_or(e.is_marked)) b
    union all
    select c.cell >> (2 * (c.level - tile.level)), c.count, c.severity, c.category_id, c.newest_s, tile_spot(c.first, tile.level)
    from tile, beside b cross join lateral (select * from incident_cell p where p.level = b.level and p.cell = b.cell offset 0) c
    union all
    select m.cell >> (2 * (19 - tile.level)), r.count, r.severity, r.category_id, r.newest_s, tile_spot(r.first, tile.level)
    from tile, marks m cross join lateral (
      select count(*) as count, max(i.severity) as severity, case when min(i.category_id) = max(i.category_id) then min(i.category_id) end as category_id,
        floor(extract(epoch from max(i.occurred_at)))::bigint as newest_s, min(i.z_order) as first
      from incident i where i.z_order >= m.cell << 24 and i.z_order < (m.cell + 1) << 24) r
    where r.count > 0
  )
  select p.cell, sum(p.count)::bigint, max(p.severity), case when count(p.category_id) = count(*) and min(p.category_id) = max(p.category_id) then min(p.category_id) end, max(p.newest_s), min(p.spot)
  from parts p group by p.cell order by p.cell
$$;

-- No sequential scans below: a plan is kept for as long as the tables are not analysed, and one that was made while they were empty would read all of them for each cell.
create or replace function tile_has_marks(z integer, x integer, y integer) returns boolean
language sql stable as $$
  select exists (select from incident_delta d where d.cell >= tile_z_order(z, x, y) >> 24 and d.cell < (tile_z_order(z, x, y) + tile_z_span(z)) >> 24)
$$;

create or replace function tile_incidents_far(z integer, x integer, y integer)
returns table (layer text, id bigint, properties jsonb, geom geometry)
language plpgsql stable set enable_seqscan = off as $$
begin
  return query
  select 'incident', null::bigint,
    jsonb_strip_nulls(jsonb_build_object('count', c.count, 'severity', c.severity, 'categoryId', c.category_id, 'occurredAt', c.newest_s, 'shape', 'point')),
    st_makepoint((c.spot >> 12 & 4095)::double precision, (c.spot & 4095)::double precision)
  from (select * from incident_cells_folded(z, x, y) f where not tile_has_marks(z, x, y) union all select * from incident_cells_marked(z, x, y) m where tile_has_marks(z, x, y)) c;
end $$;

-- The same as a tile: without an object for each cell it takes half the time.
create or replace function tile_incidents_far_mvt(z integer, x integer, y integer) returns bytea
language plpgsql stable set plan_cache_mode = force_generic_plan set enable_seqscan = off set max_parallel_workers_per_gather = 0 set jit = off as $$
declare tile bytea;
begin
  if tile_has_marks(z, x, y) then
    select st_asmvt(r, 'incident', 4096, 'geom') into tile from (
      select st_makepoint((c.spot >> 12 & 4095)::double precision, (c.spot & 4095)::double precision) as geom, c.count, c.severity::integer as severity, c.category_id::integer as "categoryId", c.newest_s as "occurredAt", 'point'::text as shape
      from incident_cells_marked(z, x, y) c) r;
  else
    select st_asmvt(r, 'incident', 4096, 'geom') into tile from (
      select st_makepoint((c.spot >> 12 & 4095)::double precision, (c.spot & 4095)::double precision) as geom, c.count, c.severity::integer as severity, c.category_id::integer as "categoryId", c.newest_s as "occurredAt", 'point'::text as shape
      from incident_cells_folded(z, x, y) c) r;
  end if;
  return tile;
end $$;

create or replace function tile_incidents_rows(z integer, x integer, y integer)
returns table (layer text, id bigint, properties jsonb, geom geometry)
language plpgsql stable as $$
begin
  if z >= 14 then return query select * from tile_incidents_near(z, x, y);
  else return query select * from tile_incidents_far(z, x, y); end if;
end $$;
