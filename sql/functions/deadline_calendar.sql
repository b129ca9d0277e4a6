-- Working time (工作时间) of an area, on its own clock. Hours come from the nearest area, from it upward, that has rows in working_hours (09:00 to 17:00
-- from Monday to Friday where none has), dated days likewise from calendar_day. A day is worked if the calendar says `work`, or says nothing and its
-- weekday has hours; a `work` day whose weekday has none (a weekend day that is made up for) takes those of the first weekday that has some.
-- Calendars are no secret: these functions read above the actor's areas.
drop function if exists working_days(integer, date, date), working_windows(integer, date, date), nth_working_day(integer, text, timestamp, integer, date);
create or replace function working_calendar(wanted_area integer, out time_zone text, out hours_area integer, out days_area integer)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  with recursive above(id, parent_id, depth) as (
    select a.id, a.parent_id, 0 from area a where a.id = wanted_area
    union all select a.id, a.parent_id, above.depth + 1 from area a join above on a.id = above.parent_id
  )
  select coalesce((select a.time_zone from area a where a.id = wanted_area), 'UTC'),
    (select b.id from above b where exists (select from working_hours h where h.area_id = b.id) order by b.depth limit 1),
    (select b.id from above b where exists (select from calendar_day c where c.area_id = b.id) order by b.depth limit 1)
  into time_zone, hours_area, days_area;
end $$;

-- The days from one to another that are worked, and whose weekday's hours each has.
create or replace function working_days(hours_area integer, days_area integer, from_day date, to_day date) returns table (day date, weekday smallint)
language plpgsql stable security definer set search_path = public, pg_temp rows 20 as $$
declare open_weekdays smallint[] := '{1,2,3,4,5}';
begin
  if hours_area is not null then open_weekdays := array(select distinct h.weekday from working_hours h where h.area_id = hours_area order by 1); end if;
  return query
  select d.day::date, case when extract(isodow from d.day)::smallint = any (open_weekdays) then extract(isodow from d.day)::smallint else open_weekdays[1] end
  from generate_series(from_day::timestamp, to_day::timestamp, interval '1 day') as d(day)
  left join calendar_day c on c.area_id = days_area and c.day = d.day::date
  where c.kind = 'work' or c.kind is null and extract(isodow from d.day)::smallint = any (open_weekdays);
end $$;

-- The same as moments, in order; hours that meet or overlap are one. Where the clock changes they are longer or shorter, as the day is.
create or replace function working_windows(time_zone text, hours_area integer, days_area integer, from_day date, to_day date) returns table (opens timestamptz, closes timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp rows 20 as $$
begin
  return query
  with hours(weekday, opening, closing) as (
    select h.weekday, h.opens, h.closes from working_hours h where h.area_id = hours_area
    union all select w::smallint, time '09:00', time '17:00' from generate_series(1, 5) as w where hours_area is null
  ), spans(during) as (
    select tstzrange((d.day + h.opening) at time zone time_zone, (d.day + h.closing) at time zone time_zone)
    from working_days(hours_area, days_area, from_day, to_day) d join hours h on h.weekday = d.weekday
    where (d.day + h.closing) at time zone time_zone > (d.day + h.opening) at time zone time_zone
  ), joined(during) as (select unnest(range_agg(s.during)) from spans s)
  select lower(j.during), upper(j.during) from joined j order by 1;
end $$;

-- Hours of working time from one moment to another.
create or replace function working_time_between(wanted_area integer, starts timestamptz, ends timestamptz) returns numeric
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare home record; hours numeric;
begin
  if ends <= starts then return 0; end if;
  select * into home from working_calendar(wanted_area);
  select coalesce(sum(extract(epoch from least(w.closes, ends) - greatest(w.opens, starts))) / 3600, 0) into hours
  from working_windows(home.time_zone, home.hours_area, home.days_area, (starts at time zone home.time_zone)::date, (ends at time zone home.time_zone)::date) w where w.opens < ends and w.closes > starts;
  return hours;
end $$;

-- The first moment of working time at or after another.
create or replace function working_moment(wanted_area integer, at timestamptz) returns timestamptz
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare home record; day date; found_at timestamptz; days integer := 14;
begin
  select * into home from working_calendar(wanted_area);
  day := (at at time zone home.time_zone)::date;
  while found_at is null and days < 7300 loop
    select min(greatest(w.opens, at)) into found_at from working_windows(home.time_zone, home.hours_area, home.days_area, day, day + days) w where w.closes > at;
    days := days * 4;
  end loop;
  return coalesce(found_at, at);
end $$;

-- When `amount` of a unit is over.
--   minute, hour: clock time, day and night.
--   working_hour: the first moment by which that much working time has passed, so that a limit which ends at closing time is due then and not next morning.
--   working_day: the day of the start is not counted (as in Article 201 of the Civil Code); on the last of that many working days, at the same clock time, but no sooner
--     than that day opens, no later than it closes and not in a break: a break ends first. Parts of a day count as a day.
-- Days are read in pieces that grow, some 20 years at most; a calendar that has too little working time in them is due then.
create or replace function add_working_time(wanted_area integer, starts timestamptz, amount numeric, unit text) returns timestamptz
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare home record; day date; due timestamptz; missing numeric := amount * 3600; passed numeric; days integer := 7 + least(amount, 5000)::integer / 4; last date;
begin
  if amount <= 0 then return starts; end if;
  if unit = 'minute' then return starts + make_interval(secs => (amount * 60)::double precision); end if;
  if unit = 'hour' then return starts + make_interval(secs => (amount * 3600)::double precision); end if;
  select * into home from working_calendar(wanted_area);
  day := (starts at time zone home.time_zone)::date;
  last := day + 7300;
  if unit = 'working_day' then return nth_working_day(home.time_zone, home.hours_area, home.days_area, starts at time zone home.time_zone, ceil(amount)::integer, last); end if;
  while day < last loop
    select (array_agg(s.opens + make_interval(secs => (missing - s.upto + s.seconds)::double precision) order by s.opens) filter (where s.upto >= missing))[1], coalesce(max(s.upto), 0) into due, passed
    from (
      select r.opens, r.seconds, sum(r.seconds) over (order by r.opens) as upto from (
        select greatest(w.opens, starts) as opens, extract(epoch from w.closes - greatest(w.opens, starts)) as seconds from working_windows(home.time_zone, home.hours_area, home.days_area, day, day + days) w where w.closes > starts
      ) r
    ) s;
    if due is not null then return due; end if;
    missing := missing - passed;
    day := day + days + 1;
    days := days * 2;
  end loop;
  return last::timestamp at time zone home.time_zone;
end $$;

create or replace function nth_working_day(zone text, hours_area integer, days_area integer, local_start timestamp, number integer, last date) returns timestamptz
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare first date := local_start::date + 1; days integer := number * 2 + 12; due_day date; seen integer; wished timestamptz; due timestamptz;
begin
  while due_day is null and first < last loop
    select (array_agg(w.day order by w.day))[number], count(*) into due_day, seen from working_days(hours_area, days_area, first, first + days) w;
    number := number - seen;
    first := first + days + 1;
    days := days * 2;
  end loop;
  if due_day is null then return last::timestamp at time zone zone; end if;
  wished := (due_day + local_start::time) at time zone zone;
  select coalesce(min(greatest(w.opens, wished)) filter (where w.closes >= wished), max(w.closes)) into due from working_windows(zone, hours_area, days_area, due_day, due_day) w;
  return coalesce(due, wished);
end $$;

revoke all on function working_calendar(integer), working_days(integer, integer, date, date), working_windows(text, integer, integer, date, date), working_time_between(integer, timestamptz, timestamptz),
  working_moment(integer, timestamptz), add_working_time(integer, timestamptz, numeric, text), nth_working_day(text, integer, integer, timestamp, integer, date) from public;
grant execute on function working_time_between(integer, timestamptz, timestamptz), add_working_time(integer, timestamptz, numeric, text) to fangcun_app;
