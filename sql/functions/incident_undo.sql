-- Parts that a split made are folded back into it, as long as nobody touched them.
create or replace function fold_parts(kept incident, taken incident_log, step_at timestamptz) returns void
language plpgsql as $$
declare part incident; begun incident_log;
begin
  for part in select i.* from incident i where i.id in (select (p ->> 'id')::uuid from jsonb_array_elements(taken.payload -> 'parts') as p) order by i.id for update loop
    select * into begun from incident_log l where l.incident_id = part.id and l.action not in ('warn', 'escalate', 'note') order by l.at desc, l.id desc limit 1;
    if begun.from_state is not null then raise exception 'somebody acted on a part since' using errcode = '40001', column = 'version'; end if;
    part.state_before := part.state;
    part.state := 'merged';
    part.merged_into := kept.id;
    part := write_incident(part);
    perform deadline_after_step(part, 'undo', step_at);
    perform ring_alarm(part);
    select * into part from incident i where i.id = part.id;
    insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor, payload, after)
    values (part.id, part.area_id, step_at, 'undo', part.state_before, part.state, actor_id(), jsonb_build_object('undoes', begun.id, 'action', 'split'), incident_snapshot(part));
  end loop;
end $$;

-- Orders stand as a snapshot has them; those made since are cancelled.
drop function if exists restore_orders(uuid, jsonb, timestamptz);
create or replace function restore_orders(wanted uuid, snapshot jsonb, since timestamptz, step_at timestamptz) returns void
language sql volatile as $$
  update work_order o set state = coalesce(s.state, 'cancelled'), result = coalesce(s.result, ''), changed_at = step_at
  from work_order w left join jsonb_to_recordset(coalesce(snapshot -> 'orders', '[]')) as s(id uuid, state text, result text) on s.id = w.id
  where w.incident_id = wanted and o.id = w.id and (s.id is not null or w.created_at >= since) and (o.state, o.result) is distinct from (coalesce(s.state, 'cancelled'), coalesce(s.result, ''))
$$;

-- Takes back one entry by another one: the row and its orders stand as the entry before says. Only by who took the step, and while nothing has happened since.
create or replace function undo_entry(taken incident_log) returns void
language plpgsql as $$
declare kept incident; last incident_log; earlier incident_log; step_at timestamptz;
begin
  select * into kept from incident i where i.id = taken.incident_id for update;
  if exists (select from incident_log l where l.incident_id = kept.id and l.action = 'undo' and l.payload -> 'undoes' = to_jsonb(taken.id)) then return; end if;
  if taken.actor <> actor_id() or kept.area_id not in (select actor_areas('step')) then
    raise exception 'only who took a step takes it back' using errcode = '42501', column = 'id';
  end if;
  select * into last from incident_log l where l.incident_id = kept.id and l.action not in ('warn', 'escalate', 'note') order by l.at desc, l.id desc limit 1;
  if last.id <> taken.id then raise exception 'something happened since: %', last.action using errcode = '40001', column = 'version'; end if;
  select * into earlier from incident_log l where l.incident_id = kept.id and (l.at, l.id) < (taken.at, taken.id) order by l.at desc, l.id desc limit 1;
  if earlier.after is null then raise exception 'the entry before does not say how the incident stood' using errcode = '23514', column = 'id'; end if;
  step_at := clock_timestamp();
  if taken.action = 'unmerge' then perform check_merge(kept, (earlier.after ->> 'merged_into')::uuid); end if;
  if taken.action = 'split' then perform fold_parts(kept, taken, step_at); end if;
  perform restore_orders(kept.id, earlier.after, taken.at, step_at);
  kept := write_incident(jsonb_populate_record(kept, '{"state_before": null, "merged_into": null, "result": null, "satisfaction": null, "registered_at": null, "closed_at": null,
    "extended_at": null, "extension_asked_at": null}'::jsonb || (earlier.after - 'area_id' - 'zone_id' - 'split_from' - 'orders' - 'due_at' - 'due_step' - 'escalation')));
  perform deadline_after_step(kept, 'undo', step_at);
  perform ring_alarm(kept) where taken.action = 'categorise';
  select * into kept from incident i where i.id = kept.id;
  insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor, work_order_id, payload, after)
  values (kept.id, kept.area_id, step_at, 'undo', taken.to_state, kept.state, actor_id(), taken.work_order_id, jsonb_build_object('undoes', taken.id, 'action', taken.action), incident_snapshot_with_orders(kept));
end $$;

-- Takes back a batch, or the single step of that id: one row each as in step_incidents; none where the actor knows no such batch. Safe to repeat.
drop function if exists undo_steps(uuid);
create function undo_steps(batch uuid) returns table (incident_id uuid, code text, field text, message text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare taken incident_log;
begin
  for taken in select l.* from incident_log l
    where (l.batch_id = batch or l.command_id = batch) and l.from_state is not null and l.action not in ('warn', 'escalate', 'note', 'undo') and l.area_id in (select actor_areas('read'))
    order by l.incident_id
  loop
    incident_id := taken.incident_id;
    code := null; field := null; message := null;
    begin
      perform undo_entry(taken);
    exception when integrity_constraint_violation or insufficient_privilege or serialization_failure or deadlock_detected then
      get stacked diagnostics code = returned_sqlstate, field = column_name, message = message_text;
    end;
    return next;
  end loop;
end $$;
revoke all on function fold_parts(incident, incident_log, timestamptz), restore_orders(uuid, jsonb, timestamptz, timestamptz), undo_entry(incident_log), undo_steps(uuid) from public;
grant execute on function undo_steps(uuid) to fangcun_app;
