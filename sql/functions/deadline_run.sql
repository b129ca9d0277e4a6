-- The job: warns, and takes matters up a level once they are overdue. Level 1 is said on the day a clock runs out (or is first seen to have), 2 and 3 on later days, one a day:
-- for clocks of working time at the first working moment of a later day, else at midnight of the area's clock. At most once per clock, level and day, whatever the clock of the machine does:
-- all it knows is in the rows. Answers how many clocks it looked at, at most `most`; null where another process is at it. Matters that somebody is working on are left for the next time.
create or replace function run_deadlines(moment timestamptz default null, most integer default 500) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare ids uuid[]; told_at timestamptz; seen integer; told jsonb;
begin
  if not pg_try_advisory_xact_lock(7266347) then return null; end if;
  ids := array(
    select i.id from incident i where i.id in (
      select d.incident_id from deadline d where d.next_at <= coalesce(moment, now()) and d.done_at is null and d.paused_at is null order by d.next_at limit most
    ) for update skip locked);
  if cardinality(ids) = 0 then return 0; end if;
  -- Read after the locks, so that the entries of a matter are in order of time.
  told_at := coalesce(moment, clock_timestamp());
  with due as (
    select d.id, d.incident_id, d.area_id, d.step, d.due_at, d.unit, a.time_zone, (told_at at time zone a.time_zone)::date as day, (case when d.due_at > told_at then 0 else least(3, d.level + 1) end)::smallint as level
    from deadline d join area a on a.id = d.area_id
    where d.incident_id = any (ids) and d.next_at <= told_at and d.done_at is null and d.paused_at is null
  ), said as (
    insert into escalation (deadline_id, level, day, incident_id, area_id, at) select due.id, due.level, due.day, due.incident_id, due.area_id, told_at from due
    on conflict do nothing returning deadline_id
  ), moved as (
    update deadline d set warned_at = coalesce(d.warned_at, told_at), level = due.level, next_at = next_deadline_look(due.area_id, due.unit, due.due_at, due.level, (due.day + 1)::timestamp at time zone due.time_zone)
    from due where d.id = due.id returning d.id
  )
  select (select count(*) from moved), (select jsonb_agg(jsonb_build_object('incident', due.incident_id, 'level', due.level, 'step', due.step, 'dueAt', due.due_at)) from due join said on said.deadline_id = due.id)
  into seen, told;
  perform keep_due(ids, true);
  insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor, payload, after)
  select i.id, i.area_id, told_at, case when t.level = 0 then 'warn' else 'escalate' end, i.state, i.state, 'system', jsonb_build_object('step', t.step, 'level', t.level, 'dueAt', t."dueAt"), incident_snapshot_with_orders(i)
  from jsonb_to_recordset(coalesce(told, '[]')) as t(incident uuid, level smallint, step text, "dueAt" timestamptz) join incident i on i.id = t.incident
  order by t."dueAt";
  return seen;
end $$;

-- When a clock that was warned of or taken up to a level is looked at next; null after the last.
create or replace function next_deadline_look(wanted_area integer, unit text, due_at timestamptz, level smallint, next_day timestamptz) returns timestamptz
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if level = 0 then return due_at; end if;
  if level = 3 then return null; end if;
  return case when unit in ('minute', 'hour') then next_day else working_moment(wanted_area, next_day) end;
end $$;

-- Clocks of matters that came in bulk (the demo town): each has been in its state since `since` and was registered at `registered`. What ran out before `at` counts as taken up by then, without entries.
create or replace function load_deadlines(wanted uuid[], since timestamptz[], registered timestamptz[], at timestamptz) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare matter incident; begun record; wanted_step text;
begin
  for begun in select * from unnest(wanted, since, registered) as t(id, since, registered) loop
    select * into matter from incident i where i.id = begun.id;
    continue when exists (select from deadline d where d.incident_id = begun.id);
    foreach wanted_step in array deadline_steps(matter.state) loop
      perform start_deadline(matter, wanted_step, case wanted_step when 'close' then coalesce(begun.registered, begun.since) else begun.since end, at);
    end loop;
  end loop;
  update deadline d set warned_at = case when d.warn_at <= at then at end, level = late.level,
    next_at = case when d.due_at > at then case when d.warn_at <= at then d.due_at else d.warn_at end else next_deadline_look(d.area_id, d.unit, d.due_at, late.level, ((at at time zone late.zone)::date + 1)::timestamp at time zone late.zone) end
  from (select l.id, a.time_zone as zone, (case when l.due_at > at then 0 else least(3, 1 + (at at time zone a.time_zone)::date - (l.due_at at time zone a.time_zone)::date) end)::smallint as level
    from deadline l join area a on a.id = l.area_id where l.incident_id = any (wanted)) late
  where d.id = late.id;
  perform keep_due(wanted, false);
  return (select count(*) from deadline d where d.incident_id = any (wanted));
end $$;

revoke all on function run_deadlines(timestamptz, integer), next_deadline_look(integer, text, timestamptz, smallint, timestamptz), load_deadlines(uuid[], timestamptz[], timestamptz[], timestamptz) from public;
grant execute on function run_deadlines(timestamptz, integer) to fangcun_relay;
