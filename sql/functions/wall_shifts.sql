-- Who is wanted where is for those who plan patrols; a wall shows only how many posts are filled in its area. `at` null: now; else what begins at the next time that something begins within a day.
drop function if exists wall_shifts(uuid);
create function wall_shifts(wanted uuid) returns table (upcoming boolean, at timestamptz, needed integer, filled integer, short integer)
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive below(id) as (
    select w.area_id from map_wall w where w.id = wanted and (w.area_id in (select actor_areas('wall')) or w.area_id in (select actor_screen_areas()))
    union select a.id from area a join below b on a.parent_id = b.id
  ), needs as materialized (
    select n.during, n.needed, least(n.needed, (select count(*) from shift s where s.need_id = n.id)) as filled from shift_need n
    where n.area_id in (select b.id from below b) and n.during && tstzrange(now(), now() + interval '1 day', '[]')
  ), next as (select min(lower(n.during)) as at from needs n where lower(n.during) > now())
  select false, null::timestamptz, coalesce(sum(n.needed), 0)::integer, coalesce(sum(n.filled), 0)::integer, count(*) filter (where n.filled < n.needed)::integer from needs n where n.during @> now()
  union all
  select true, next.at, sum(n.needed)::integer, sum(n.filled)::integer, count(*) filter (where n.filled < n.needed)::integer from next join needs n on lower(n.during) = next.at group by next.at
$$;
revoke all on function wall_shifts(uuid) from public;
grant execute on function wall_shifts(uuid) to fangcun_app;
