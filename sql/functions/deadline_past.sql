-- Clocks that were done before anybody looked: those of matters that came in bulk (the demo town), from the entries of their logs in order of time (one array each for the matter,
-- the moment and the states before and after). A clock lasts as long as the states that follow each other have its step, and stands still in between as `deadline_after_step` would have it;
-- what the last state has runs on and is not told here. Answers how many were added; a clock that is there already is left as it is.
create or replace function load_past_deadlines(wanted uuid[], moments timestamptz[], from_states text[], to_states text[]) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare past record; matter incident; clock deadline; pause tstzrange; added integer := 0;
begin
  for past in
    with entry as (
      select t.id, t.at, lead(t.at) over way as until, row_number() over way as n, t.to_state in ('suspended', 'merged') as still, case when t.to_state in ('suspended', 'merged') then t.from_state else t.to_state end as state
      from unnest(wanted, moments, from_states, to_states) with ordinality as t(id, at, from_state, to_state, n) window way as (partition by t.id order by t.n)
    ), lap as (
      select e.id, e.at, e.until, e.n, e.still, s.step, e.n - row_number() over (partition by e.id, s.step order by e.n) as stretch from entry e cross join lateral unnest(deadline_steps(e.state)) as s(step)
    )
    select l.id, l.step, min(l.at) as started_at, max(l.until) as done_at, array_agg(tstzrange(l.at, l.until) order by l.n) filter (where l.still) as pauses
    from lap l group by l.id, l.step, l.stretch having count(*) = count(l.until) order by 1, 3
  loop
    continue when exists (select from deadline d where d.incident_id = past.id and d.step = past.step and d.started_at = past.started_at);
    if matter.id is distinct from past.id then select * into matter from incident i where i.id = past.id; end if;
    clock := begun_deadline(matter, past.step, past.started_at, past.started_at);
    continue when clock.rule_id is null;
    foreach pause in array coalesce(past.pauses, '{}') loop
      clock.paused_at := lower(pause);
      clock := changed_deadline(clock, matter, 'resume', upper(pause));
    end loop;
    insert into deadline (incident_id, area_id, step, rule_id, amount, unit, warn_share, held_hours, started_at, due_at, warn_at, done_at, warned_at, level)
    select matter.id, matter.area_id, past.step, clock.rule_id, clock.amount, clock.unit, clock.warn_share, clock.held_hours, clock.started_at, clock.due_at, clock.warn_at, past.done_at, case when clock.warn_at < past.done_at then clock.warn_at end,
      case when clock.due_at >= past.done_at then 0 else least(3, 1 + (past.done_at at time zone a.time_zone)::date - (clock.due_at at time zone a.time_zone)::date) end
    from area a where a.id = matter.area_id;
    added := added + 1;
  end loop;
  return added;
end $$;

revoke all on function load_past_deadlines(uuid[], timestamptz[], text[], text[]) from public;
