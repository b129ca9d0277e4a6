-- Called after each step, in its transaction, with the row as it then stands; also for `report`, `split` (with each part) and `undo`. Starts, ends, pauses and resumes the clocks
-- of the matter and keeps `due_at`, `due_step` and `escalation` of its row, which do not count as a change of its version.
--   Clocks follow the state: those it does not have are done, those it lacks start now. Refused feedback and a reopened matter so get their time anew.
--   suspend, merge: all stand still; resume, unmerge: they go on with the working time that was left. Being overdue does not pass by waiting.
--   categorise: the new category's limits count from the start of each clock.
--   extend: each running clock has half of its limit more (working days rounded up).
--   undo: clocks that the step had ended run on, those it had started are gone.
create or replace function deadline_after_step(stepped incident, step_action text, step_at timestamptz) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare wanted text[] := deadline_steps(stepped.state); clock deadline; changed deadline; wanted_step text;
begin
  if stepped.state in ('suspended', 'merged') then
    update deadline d set paused_at = step_at where d.incident_id = stepped.id and d.done_at is null and d.paused_at is null;
    perform keep_due(array[stepped.id], false);
    return;
  end if;
  if step_action = 'undo' then
    delete from deadline d where d.incident_id = stepped.id and d.done_at is null and d.step <> all (wanted);
  else
    update deadline d set done_at = step_at, paused_at = null where d.incident_id = stepped.id and d.done_at is null and d.step <> all (wanted);
  end if;
  foreach wanted_step in array wanted loop
    select * into clock from deadline d where d.incident_id = stepped.id and d.step = wanted_step and (d.done_at is null or step_action = 'undo') order by d.done_at is not null, d.started_at desc, d.id desc limit 1;
    if found then
      changed := changed_deadline(clock, stepped, step_action, step_at);
      if changed is distinct from clock then perform write_deadline(changed); end if;
    else
      perform start_deadline(stepped, wanted_step, step_at, step_at);
    end if;
  end loop;
  perform keep_due(array[stepped.id], false);
end $$;

-- A clock that goes on after a step.
create or replace function changed_deadline(clock deadline, stepped incident, step_action text, step_at timestamptz) returns deadline
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare rule deadline_rule; before deadline := clock;
begin
  clock.done_at := null;
  if clock.paused_at is not null then
    if clock.due_at > clock.paused_at then
      clock.held_hours := clock.held_hours + case when clock.unit in ('minute', 'hour') then extract(epoch from step_at - clock.paused_at) / 3600 else working_time_between(clock.area_id, clock.paused_at, step_at) end;
    end if;
    clock.paused_at := null;
  end if;
  if step_action in ('categorise', 'undo') then
    rule := deadline_rule_of(stepped, clock.step);
    if rule.id is not null and rule.id is distinct from clock.rule_id then
      clock.rule_id := rule.id;
      clock.amount := rule.amount;
      clock.unit := rule.unit;
      clock.warn_share := rule.warn_share;
    end if;
  end if;
  if step_action = 'extend' then clock.extension := case when clock.unit = 'working_day' then ceil(clock.amount / 2) else clock.amount / 2 end; end if;
  if step_action = 'undo' and stepped.extended_at is null then clock.extension := 0; end if;
  return case when clock is distinct from before then time_deadline(clock, step_at) else clock end;
end $$;

revoke all on function deadline_after_step(incident, text, timestamptz), changed_deadline(deadline, incident, text, timestamptz) from public;
