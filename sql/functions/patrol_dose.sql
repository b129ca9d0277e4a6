-- Doses: what patrols were at hotspots, told to those who plan patrols there or brief. The ways themselves are not: who was on which way is read with a reason (device_key.sql).

-- Hotspots whose ledger the actor keeps or reads.
create or replace function actor_dose_hotspots(from_at timestamptz) returns table (id uuid, area_id integer, geom geometry)
language sql stable security definer set search_path = public, pg_temp as $$
  select h.id, h.area_id, h.geom from hotspot h
  where (h.area_id in (select actor_areas('patrol')) or h.area_id in (select actor_areas('brief'))) and (h.retired_at is null or h.retired_at > from_at) and not names_voice(h.question)
$$;

-- Visits of a period: a team's device was on the ground of a hotspot, with no more than ten minutes away from it. An interval between two fixes is known up to two minutes: half of it is each fix's (`seconds`);
-- surely on the ground (`low`) where both lie there; perhaps (`high`) where one does, up to a quarter of an hour.
drop function if exists hotspot_visits(timestamptz, timestamptz);
create function hotspot_visits(from_at timestamptz, to_at timestamptz)
returns table (hotspot_id uuid, team_id integer, began_at timestamptz, ended_at timestamptz, seconds double precision, low double precision, high double precision)
language sql stable security definer set search_path = public, pg_temp as $$
  with spots as materialized (select s.id, s.geom from actor_dose_hotspots(from_at) s),
  -- Cells of level 20 that the ground touches: most fixes lie in none of them.
  cells as materialized (
    select s.id, (cx << 20) | cy as cell from spots s,
      generate_series((mercator_x(st_xmin(s.geom)) >> 11)::bigint, (mercator_x(st_xmax(s.geom)) >> 11)::bigint) cx, generate_series((mercator_y(st_ymax(s.geom)) >> 11)::bigint, (mercator_y(st_ymin(s.geom)) >> 11)::bigint) cy
  ),
  -- A fix more than a quarter of an hour away counts for nothing, so only the quarters around what lies in those cells are put in order: the rest is most of a month.
  near as materialized (
    select distinct p.device_id, floor(extract(epoch from p.at) / 900)::bigint + d as quarter from position p, generate_series(-1, 1) d
    where p.at >= from_at and p.at < to_at and ((p.x >> 11)::bigint << 20) | (p.y >> 11) in (select c.cell from cells c)
  ),
  fixes as (
    select p.device_id, p.at, p.x, p.y, ((p.x >> 11)::bigint << 20) | (p.y >> 11) as cell, lag(p.at) over way as last_at, lead(p.at) over way as next_at
    from position p where p.at >= from_at and p.at < to_at and p.area_id in (select a.id from actor_areas('read') a(id)) and (p.device_id, floor(extract(epoch from p.at) / 900)::bigint) in (select n.device_id, n.quarter from near n)
    window way as (partition by p.device_id order by p.at)
  ),
  inside as (
    select c.id, f.device_id, f.at, extract(epoch from f.at - f.last_at) as before, extract(epoch from f.next_at - f.at) as after, f.last_at, f.next_at,
      lag(f.at) over stay as last_inside, lead(f.at) over stay as next_inside
    from fixes f join cells c on c.cell = f.cell join spots s on s.id = c.id and st_intersects(s.geom, st_setsrid(st_makepoint(z_order_lng(interleave(f.x, f.y)), z_order_lat(interleave(f.x, f.y))), 4326))
    window stay as (partition by c.id, f.device_id order by f.at)
  ),
  parts as (
    select i.*, count(*) filter (where i.last_inside is null or i.at - i.last_inside > interval '10 minutes') over (partition by i.id, i.device_id order by i.at) as visit from inside i
  )
  select p.id, d.team_id, min(p.at), max(p.at), sum(case when p.before <= 120 then p.before / 2 else 0 end + case when p.after <= 120 then p.after / 2 else 0 end)::double precision,
    sum(case when p.after <= 120 and p.next_inside = p.next_at then p.after else 0 end)::double precision,
    sum(case when p.after <= 900 then p.after else 0 end + case when p.before <= 900 and p.last_inside is distinct from p.last_at then p.before else 0 end)::double precision
  from parts p join device d on d.id = p.device_id group by p.id, d.team_id, p.device_id, p.visit
$$;

-- What teams said at hotspots in a period: at a stop of theirs, or on their ground.
drop function if exists hotspot_check_ins(timestamptz, timestamptz);
create function hotspot_check_ins(from_at timestamptz, to_at timestamptz) returns table (hotspot_id uuid, team_id integer, kind text, at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, c.team_id, c.kind, c.at from check_in c left join patrol_stop p on p.id = c.stop_id join actor_dose_hotspots(from_at) s
    on s.id = coalesce(c.hotspot_id, p.hotspot_id) or coalesce(c.hotspot_id, p.hotspot_id) is null and c.geom is not null and s.geom && c.geom and st_intersects(s.geom, c.geom)
  where c.at >= from_at and c.at < to_at and c.kind <> 'skip' and c.area_id in (select actor_areas('read')) order by c.at
$$;

-- Visits that published plans promised, by when they were to begin.
drop function if exists hotspot_plans(timestamptz, timestamptz);
create function hotspot_plans(from_at timestamptz, to_at timestamptz) returns table (hotspot_id uuid, visits integer, seconds double precision)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.hotspot_id, count(*)::integer, sum(extract(epoch from s.leaves_at - s.arrives_at))::double precision
  from patrol_stop s join patrol_route r on r.id = s.route_id join patrol_plan p on p.id = r.plan_id and p.state = 'published' join actor_dose_hotspots(from_at) h on h.id = s.hotspot_id
  where s.arrives_at >= from_at and s.arrives_at < to_at group by 1
$$;

revoke all on function actor_dose_hotspots(timestamptz), hotspot_visits(timestamptz, timestamptz), hotspot_check_ins(timestamptz, timestamptz), hotspot_plans(timestamptz, timestamptz) from public;
grant execute on function actor_dose_hotspots(timestamptz), hotspot_visits(timestamptz, timestamptz), hotspot_check_ins(timestamptz, timestamptz), hotspot_plans(timestamptz, timestamptz) to fangcun_app;
