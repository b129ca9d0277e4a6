-- Presence: which days changed, what they hold, and how their sums are kept. A job builds (server/presence/buildSums.ts); readers count what is due from coverage itself.

-- Each change of coverage marks its days.
create or replace function mark_presence_days() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into presence_due (area_id, day) select distinct c.area_id, c.day from changed c;
  return null;
end $$;

-- What was there before these triggers is due.
do $$ begin
  if not exists (select from pg_trigger where tgrelid = 'coverage'::regclass and tgname = 'mark_presence_insert') then
    insert into presence_due (area_id, day) select distinct c.area_id, c.day from coverage c;
  end if;
end $$;
create or replace trigger mark_presence_insert after insert on coverage referencing new table as changed for each statement execute function mark_presence_days();
create or replace trigger mark_presence_update after update on coverage referencing new table as changed for each statement execute function mark_presence_days();
create or replace trigger mark_presence_delete after delete on coverage referencing old table as changed for each statement execute function mark_presence_days();

-- Days of the area that has been due longest, with their marks. What commits after this leaves marks of its own.
drop function if exists due_presence_days(integer);
create function due_presence_days(most integer) returns table (area_id integer, day date, marks text[], version bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.area_id, d.day, array_agg(d.id::text), (select b.version from presence_build b) from presence_due d
  where d.area_id = (select f.area_id from presence_due f order by f.id limit 1) group by 1, 2 order by 2 limit most
$$;

-- Begins to keep what was built from marks and sums of `wanted`; false where another process kept something meanwhile, for then it was built from sums that are no more.
drop function if exists open_presence_build(bigint, text[]);
create function open_presence_build(wanted bigint, marks text[]) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update presence_build b set version = b.version + 1 where b.version = wanted;
  if not found then return false; end if;
  delete from presence_due d where d.id = any (marks::bigint[]);
  return true;
end $$;

-- A day by cell of level 20 and hour. Team 0 is coverage as it was kept when the fixes came in; teams are counted from the positions that are still there. An interval between two fixes of a device
-- counts half to each (`seconds`) up to two minutes; surely to a cell (`low`) where both lie in it; perhaps (`high`) wherever one of them lies, up to a quarter of an hour. Longer ones are unknown.
-- A visit begins where the device was not in the cell within ten minutes.
drop function if exists presence_of_day(integer, date);
create function presence_of_day(wanted_area integer, wanted_day date)
returns table (team_id integer, cell bigint, hour smallint, seconds double precision, low double precision, high double precision, visits integer, last_s double precision)
language plpgsql stable security definer set search_path = public, pg_temp set enable_nestloop = off as $$
declare zone text; begins timestamptz; ends timestamptz;
begin
  select a.time_zone, wanted_day::timestamp at time zone a.time_zone, (wanted_day + 1)::timestamp at time zone a.time_zone into zone, begins, ends from area a where a.id = wanted_area;
  return query
  select 0, c.cell, c.hour, c.seconds::double precision, 0::double precision, 0::double precision, 0, 0::double precision from coverage c where c.area_id = wanted_area and c.day = wanted_day and c.seconds > 0
  union all
  select d.team_id, interleave(f.cell >> 20, f.cell & 1048575), extract(hour from f.at at time zone zone)::smallint,
    sum(case when f.before <= 120 then f.before / 2 else 0 end + case when f.after <= 120 then f.after / 2 else 0 end)::double precision,
    sum(case when f.after <= 120 and f.next_cell = f.cell then f.after else 0 end)::double precision,
    sum(case when f.after <= 900 then f.after else 0 end + case when f.before <= 900 and f.last_cell <> f.cell then f.before else 0 end)::double precision,
    count(*) filter (where f.away is null or f.away > 600)::integer, extract(epoch from max(f.at))::double precision
  from (
    select w.device_id, w.at, w.cell, extract(epoch from w.at - lag(w.at) over way) as before, extract(epoch from lead(w.at) over way - w.at) as after, lag(w.cell) over way as last_cell, lead(w.cell) over way as next_cell,
      extract(epoch from w.at - lag(w.at) over (partition by w.device_id, w.cell order by w.at)) as away
    from (select p.device_id, p.at, ((p.x >> 11)::bigint << 20) | (p.y >> 11) as cell from position p where p.area_id = wanted_area and p.at >= begins - interval '15 minutes' and p.at < ends + interval '15 minutes'
      -- Where some of the day is dropped already, what teams had there stays as it was built.
      and not exists (select from position_dropped g where g.area_id = wanted_area and g.day between (begins at time zone 'UTC')::date and (ends at time zone 'UTC')::date)) w
    window way as (partition by w.device_id order by w.at)
  ) f join device d on d.id = f.device_id where f.at >= begins and f.at < ends group by d.team_id, f.cell, 3;
end $$;

-- Rows that a change of these days touches: of the tiles given and of those that held something on them, from the first of the days on, and the last row before it.
drop function if exists presence_sums_of(integer, date[], integer[], integer[], integer[], text[]);
create function presence_sums_of(wanted_area integer, days date[], teams integer[], classes integer[], levels integer[], tiles text[]) returns setof presence_sum
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare first_day date := (select min(u.day) from unnest(days) u(day));
begin
  return query
  with touched as materialized (
    select g.team_id, g.hour_class::smallint, g.level::smallint, g.tile::bigint from unnest(teams, classes, levels, tiles) g(team_id, hour_class, level, tile)
    union select s.team_id, s.hour_class, s.level, s.tile from presence_sum s where s.area_id = wanted_area and s.day = any (days)
  )
  select s.* from touched t join presence_sum s on s.area_id = wanted_area and s.team_id = t.team_id and s.hour_class = t.hour_class and s.level = t.level and s.tile = t.tile and s.day >= first_day
  union all
  select l.* from touched t cross join lateral (
    select s.* from presence_sum s where s.area_id = wanted_area and s.team_id = t.team_id and s.hour_class = t.hour_class and s.level = t.level and s.tile = t.tile and s.day < first_day order by s.day desc limit 1) l;
end $$;

-- Keeps rows as they are now; empty ones go.
drop function if exists keep_presence_sums(integer, integer[], integer[], integer[], text[], text[], text[], text[], text[]);
create function keep_presence_sums(wanted_area integer, teams integer[], classes integer[], levels integer[], tiles text[], days text[], kept_cells text[], kept_seconds text[], kept_more text[]) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into presence_tile (area_id, team_id, hour_class, level, tile)
  select distinct wanted_area, g.team_id, g.hour_class, g.level, g.tile::bigint from unnest(teams, classes, levels, tiles, kept_cells) g(team_id, hour_class, level, tile, cells) where g.cells <> '' on conflict do nothing;
  delete from presence_sum s using unnest(teams, classes, levels, tiles, days, kept_cells) g(team_id, hour_class, level, tile, day, cells)
  where g.cells = '' and s.area_id = wanted_area and s.team_id = g.team_id and s.hour_class = g.hour_class and s.level = g.level and s.tile = g.tile::bigint and s.day = g.day::date;
  insert into presence_sum (area_id, team_id, hour_class, level, tile, day, cells, seconds, more)
  select wanted_area, g.team_id, g.hour_class, g.level, g.tile::bigint, g.day::date, decode(g.cells, 'hex'), decode(g.seconds, 'hex'), case when g.more <> '' then decode(g.more, 'hex') end
  from unnest(teams, classes, levels, tiles, days, kept_cells, kept_seconds, kept_more) g(team_id, hour_class, level, tile, day, cells, seconds, more) where g.cells <> ''
  on conflict (area_id, team_id, hour_class, level, tile, day) do update set cells = excluded.cells, seconds = excluded.seconds, more = excluded.more;
$$;

-- Called once the sums of these days stand.
drop function if exists close_presence_days(integer, date[]);
create function close_presence_days(wanted_area integer, wanted_days date[]) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into presence_day (area_id, day) select wanted_area, u.day from unnest(wanted_days) u(day) on conflict (area_id, day) do update set built_at = clock_timestamp()
$$;

revoke all on function mark_presence_days(), due_presence_days(integer), open_presence_build(bigint, text[]), presence_of_day(integer, date), presence_sums_of(integer, date[], integer[], integer[], integer[], text[]),
  keep_presence_sums(integer, integer[], integer[], integer[], text[], text[], text[], text[], text[]), close_presence_days(integer, date[]) from public;
grant execute on function due_presence_days(integer), open_presence_build(bigint, text[]), presence_of_day(integer, date), presence_sums_of(integer, date[], integer[], integer[], integer[], text[]),
  keep_presence_sums(integer, integer[], integer[], integer[], text[], text[], text[], text[], text[]), close_presence_days(integer, date[]) to fangcun_relay;
