-- Clocks of a matter (时限). One runs for the step in hand and one, `close`, from registering to closing.

-- Which clocks a state has. Suspended and merged matters keep theirs, standing still.
create or replace function deadline_steps(state text) returns text[]
language sql immutable as $$
  select case state
    when 'reported' then array['register'] when 'registered' then array['dispatch', 'close'] when 'dispatched' then array['accept', 'close']
    when 'accepted' then array['handle', 'close'] when 'handling' then array['handle', 'close'] when 'fed_back' then array['verify', 'close']
    when 'verified' then array['close'] when 'closed' then array['call_back'] else '{}'::text[] end
$$;

-- The limit of a step: the nearest area's first, there category and severity before category, before severity, before the general one. Null where there is none.
create or replace function deadline_rule_of(matter incident, wanted_step text) returns deadline_rule
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare found_rule deadline_rule;
begin
  with recursive above(id, parent_id, depth) as (
    select a.id, a.parent_id, 0 from area a where a.id = matter.area_id
    union all select a.id, a.parent_id, above.depth + 1 from area a join above on a.id = above.parent_id
  )
  select r.* into found_rule from deadline_rule r join above on above.id = r.area_id
  where r.step = wanted_step and (r.category_id is null or r.category_id = matter.category_id) and (r.severity is null or r.severity = matter.severity)
  order by above.depth, r.category_id is null, r.severity is null limit 1;
  return found_rule;
end $$;

-- Works out when a clock is due and warns, from its start, its limit, its extension and the time it stood still; and when the job has to look at it.
-- A clock that is in time again (extended, or its limit changed) begins its warnings and levels anew.
create or replace function time_deadline(clock deadline, at timestamptz) returns deadline
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare kind text := case when clock.unit in ('minute', 'hour') then 'hour' else 'working_hour' end; whole numeric;
begin
  clock.due_at := add_working_time(clock.area_id, clock.started_at, clock.amount, clock.unit);
  clock.due_at := add_working_time(clock.area_id, clock.due_at, clock.extension, clock.unit);
  clock.due_at := add_working_time(clock.area_id, clock.due_at, clock.held_hours, kind);
  whole := case kind when 'hour' then extract(epoch from clock.due_at - clock.started_at) / 3600 else working_time_between(clock.area_id, clock.started_at, clock.due_at) end;
  clock.warn_at := least(clock.due_at, add_working_time(clock.area_id, clock.started_at, whole - clock.warn_share::numeric * greatest(0, whole - clock.held_hours), kind));
  if clock.due_at > at then
    clock.level := 0;
    if clock.warn_at > at then clock.warned_at := null; end if;
    clock.next_at := case when clock.warned_at is null then clock.warn_at else clock.due_at end;
  elsif clock.level = 0 then
    clock.next_at := clock.due_at;
  end if;
  return clock;
end $$;

-- A clock of a step as it begins, not written yet; null where no rule gives the step a limit.
create or replace function begun_deadline(matter incident, wanted_step text, starts timestamptz, at timestamptz) returns deadline
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare rule deadline_rule := deadline_rule_of(matter, wanted_step); clock deadline;
begin
  if rule.id is null then return null; end if;
  clock.incident_id := matter.id;
  clock.area_id := matter.area_id;
  clock.step := wanted_step;
  clock.rule_id := rule.id;
  clock.amount := rule.amount;
  clock.unit := rule.unit;
  clock.warn_share := rule.warn_share;
  clock.extension := 0;
  clock.held_hours := 0;
  clock.level := 0;
  clock.started_at := starts;
  return time_deadline(clock, at);
end $$;

-- Starts a clock where a rule gives the step a limit.
create or replace function start_deadline(matter incident, wanted_step text, starts timestamptz, at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare clock deadline := begun_deadline(matter, wanted_step, starts, at);
begin
  if clock.rule_id is null then return; end if;
  insert into deadline (incident_id, area_id, step, rule_id, amount, unit, warn_share, started_at, due_at, warn_at, next_at)
  values (clock.incident_id, clock.area_id, clock.step, clock.rule_id, clock.amount, clock.unit, clock.warn_share, clock.started_at, clock.due_at, clock.warn_at, clock.next_at);
end $$;

create or replace function write_deadline(clock deadline) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update deadline d set rule_id = clock.rule_id, amount = clock.amount, unit = clock.unit, warn_share = clock.warn_share, extension = clock.extension, held_hours = clock.held_hours, due_at = clock.due_at,
    warn_at = clock.warn_at, next_at = clock.next_at, paused_at = clock.paused_at, done_at = clock.done_at, warned_at = clock.warned_at, level = clock.level
  where d.id = clock.id;
end $$;

-- What boards sort by: the nearest clock that runs, and the highest level among those that are not done. It is no change of the matter: its version stays, so that
-- nobody's step is refused because time passed. Where nothing differs nothing is written, unless it is to be told.
create or replace function keep_due(wanted uuid[], told boolean) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('fangcun.clock', 'on', true);
  update incident i set due_at = n.due_at, due_step = n.step, escalation = coalesce(n.level, 0)
  from unnest(wanted) as w(id) left join (
    select d.incident_id, min(d.due_at) filter (where d.paused_at is null) as due_at, (array_agg(d.step order by d.due_at, d.id) filter (where d.paused_at is null))[1] as step, max(d.level) as level
    from deadline d where d.incident_id = any (wanted) and d.done_at is null group by d.incident_id
  ) n on n.incident_id = w.id
  where i.id = w.id and (told or (i.due_at, i.due_step, i.escalation) is distinct from (n.due_at, n.step, coalesce(n.level, 0)));
  perform set_config('fangcun.clock', '', true);
end $$;

revoke all on function deadline_steps(text), deadline_rule_of(incident, text), time_deadline(deadline, timestamptz), begun_deadline(incident, text, timestamptz, timestamptz), start_deadline(incident, text, timestamptz, timestamptz), write_deadline(deadline),
  keep_due(uuid[], boolean) from public;
