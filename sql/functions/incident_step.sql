-- What a step needs is given, or the field is named.
create or replace function check_needs(needs text[], command jsonb) returns void
language plpgsql immutable as $$
declare need text;
begin
  foreach need in array needs loop
    if coalesce(command ->> need, '') = '' or command -> need in ('[]'::jsonb, '{}'::jsonb) then
      raise exception '% needs %', command ->> 'action', need using errcode = '23514', column = need;
    end if;
  end loop;
end $$;

-- The offer that a command takes. Why there is none is told in this order: no right here, not from this state, not for this role, not for this person.
create or replace function chosen_offer(kept incident, command jsonb) returns record
language plpgsql stable as $$
declare
  ordered work_order; wanted text := command ->> 'action'; subject_of text := case when command ? 'workOrderId' then 'work_order' else 'incident' end;
  state_of text := kept.state; offer record; who text;
begin
  if kept.area_id not in (select actor_areas('step')) then raise exception 'the actor may not take steps here' using errcode = '42501'; end if;
  if (command ->> 'version')::integer <> kept.version then
    raise exception 'somebody changed this incident: version is %', kept.version using errcode = '40001', column = 'version';
  end if;
  if subject_of = 'work_order' then
    select * into ordered from work_order o where o.id = (command ->> 'workOrderId')::uuid and o.incident_id = kept.id;
    if not found then raise exception 'expected a work order of this incident' using errcode = '23514', column = 'workOrderId'; end if;
    if kept.state not in ('dispatched', 'accepted', 'handling', 'fed_back') then
      raise exception 'orders stand still while the incident is %', kept.state using errcode = '23514', column = 'action';
    end if;
    state_of := ordered.state;
  end if;
  select * into offer from incident_offers(kept) o
  where o.subject = subject_of and o.action = wanted and o.work_order_id is not distinct from (case subject_of when 'work_order' then ordered.id end);
  if found then return offer; end if;
  select string_agg(distinct t.role, ', ') into who from incident_transition t where t.subject = subject_of and t.from_state = state_of and t.action = wanted;
  if who is null then raise exception '% is not possible from %', wanted, state_of using errcode = '23514', column = 'action'; end if;
  if wanted = 'extend' and kept.extended_at is not null then raise exception 'it was extended once already' using errcode = '23514', column = 'action'; end if;
  raise exception '% is for % or who has the order', wanted, who using errcode = '42501', column = 'action';
end $$;

-- Orders to posts and teams that the actor sees; one open order each, so that nobody is sent twice.
create or replace function add_orders(kept incident, orders jsonb, field text, step_at timestamptz) returns void
language plpgsql as $$
declare asked record;
begin
  for asked in select * from jsonb_to_recordset(orders) as t(id uuid, "postId" integer, "teamId" integer, kind text, task text) loop
    if not exists (select from post p where p.id = asked."postId" and asked."teamId" is null and p.valid_to is null and p.area_id in (select actor_areas('read'))
      union all select from team t where t.id = asked."teamId" and asked."postId" is null and t.area_id in (select actor_areas('read'))) then
      raise exception 'expected a post or a team of your areas' using errcode = '23514', column = field;
    end if;
    if exists (select from work_order o where o.incident_id = kept.id and o.state in ('dispatched', 'accepted', 'handling', 'fed_back')
      and (o.post_id = asked."postId" or o.team_id = asked."teamId")) then
      raise exception 'this post or team has an open order about it already' using errcode = '23514', column = field;
    end if;
    insert into work_order (id, incident_id, area_id, post_id, team_id, kind, task, created_at, changed_at)
    values (asked.id, kept.id, kept.area_id, asked."postId", asked."teamId", coalesce(asked.kind, 'lead'), coalesce(asked.task, ''), step_at, step_at)
    on conflict (id) do nothing;
    if not found then raise exception 'the id of an order is taken' using errcode = '23505', column = field; end if;
  end loop;
end $$;

-- A step on one order: the order moves, the incident follows.
create or replace function step_order(kept incident, command jsonb, target text, step_at timestamptz) returns void
language plpgsql as $$
declare moved work_order;
begin
  update work_order o set state = target, changed_at = step_at, result = case when command ->> 'action' = 'feed_back' then command ->> 'feedback' else o.result end
  where o.id = (command ->> 'workOrderId')::uuid returning * into moved;
  if command ->> 'action' = 'transfer' then
    perform add_orders(kept, jsonb_build_array(command -> 'addressee' || jsonb_build_object('kind', moved.kind, 'task', moved.task)), 'addressee', step_at);
  end if;
end $$;

-- The target of a merge is open work that the actor sees, and no chain: what was merged into this one must come apart first.
create or replace function check_merge(kept incident, target uuid) returns void
language plpgsql stable as $$
begin
  if target = kept.id or not exists (select from incident i where i.id = target and i.area_id in (select actor_areas('read')) and i.state not in ('closed', 'called_back', 'archived', 'merged')) then
    raise exception 'expected another open incident of your areas' using errcode = '23514', column = 'target';
  end if;
  if exists (select from incident i where i.merged_into = kept.id) then
    raise exception 'others were merged into this one; expected to merge the other way round' using errcode = '23514', column = 'target';
  end if;
end $$;

-- Parts are matters of their own at the same place, taken in already.
create or replace function add_parts(kept incident, parts jsonb, step_at timestamptz) returns void
language plpgsql as $$
declare asked record; made incident;
begin
  for asked in select p.*, c.severity from jsonb_to_recordset(parts) as p(id uuid, "categoryId" smallint, title text) left join category c on c.id = p."categoryId" loop
    if asked.severity is null then raise exception 'no such category' using errcode = '23503', column = 'parts'; end if;
    insert into incident (id, area_id, zone_id, category_id, severity, channel, provenance, state, title, address, occurred_at, occurred_precision, reported_at, registered_at, split_from, geom)
    values (asked.id, kept.area_id, kept.zone_id, asked."categoryId", asked.severity, kept.channel, kept.provenance, 'registered', asked.title, kept.address, kept.occurred_at,
      kept.occurred_precision, kept.reported_at, step_at, kept.id, kept.geom)
    on conflict (id) do nothing returning * into made;
    if not found then raise exception 'the id of a part is taken' using errcode = '23505', column = 'parts'; end if;
    perform deadline_after_step(made, 'split', step_at);
    perform ring_alarm(made);
    select * into made from incident i where i.id = made.id;
    insert into incident_log (incident_id, area_id, command_id, at, action, from_state, to_state, actor, payload, after)
    values (made.id, made.area_id, made.id, step_at, 'split', null, made.state, actor_id(), jsonb_build_object('from', kept.id), incident_snapshot(made));
  end loop;
end $$;

-- What a step on the incident changes in its row, and beside it.
create or replace function change_incident(kept incident, command jsonb, step_at timestamptz) returns incident
language plpgsql as $$
begin
  case command ->> 'action'
    when 'register' then kept.registered_at := step_at;
    when 'refuse' then
      if kept.state = 'reported' then
        kept.result := 'not_accepted';
        kept.closed_at := step_at;
      else
        update work_order o set state = 'handling', changed_at = step_at where o.incident_id = kept.id and o.state = 'fed_back';
      end if;
    when 'dispatch' then perform add_orders(kept, command -> 'orders', 'orders', step_at);
    when 'categorise' then
      kept.category_id := (command #>> '{category,categoryId}')::smallint;
      kept.severity := (command #>> '{category,severity}')::smallint;
      if not exists (select from category c where c.id = kept.category_id) then raise exception 'no such category' using errcode = '23503', column = 'category'; end if;
    when 'suspend' then kept.state_before := kept.state;
    when 'merge' then
      perform check_merge(kept, (command ->> 'target')::uuid);
      kept.state_before := kept.state;
      kept.merged_into := (command ->> 'target')::uuid;
    when 'unmerge' then kept.merged_into := null;
    when 'resume' then null;
    when 'extend' then kept.extended_at := step_at;
    when 'ask_extension' then kept.extension_asked_at := step_at;
    when 'verify' then update work_order o set state = 'done', changed_at = step_at where o.incident_id = kept.id and o.state = 'fed_back';
    when 'close' then
      kept.result := command ->> 'result';
      kept.closed_at := step_at;
    when 'call_back' then kept.satisfaction := command ->> 'satisfaction';
    when 'archive' then delete from contact c where c.incident_id = kept.id;
    when 'reopen' then
      kept.result := null;
      kept.satisfaction := null;
      kept.closed_at := null;
      kept.extended_at := null;
      kept.extension_asked_at := null;
      kept.registered_at := coalesce(kept.registered_at, step_at);
    when 'split' then perform add_parts(kept, command -> 'parts', step_at);
  end case;
  return kept;
end $$;

-- The row as it was worked out is written once: the version counts by one.
create or replace function write_incident(kept incident) returns incident
language plpgsql as $$
begin
  update incident i set state = kept.state, state_before = kept.state_before, category_id = kept.category_id, severity = kept.severity, merged_into = kept.merged_into, result = kept.result,
    satisfaction = kept.satisfaction, registered_at = kept.registered_at, closed_at = kept.closed_at, extended_at = kept.extended_at, extension_asked_at = kept.extension_asked_at
  where i.id = kept.id returning * into kept;
  return kept;
end $$;

-- One step of the loop, also on a work order. The second of two people gets 40001 (a conflict); a repeated command id changes nothing.
-- `batchId` in the command names the batch it belongs to. Nothing comes back where the incident is not the actor's to read.
drop function if exists step_incident(uuid, jsonb);
create function step_incident(wanted uuid, command jsonb) returns setof incident
language plpgsql security definer set search_path = public, pg_temp as $$
declare kept incident; told incident_log; before_state text; offer record; step_at timestamptz; named text := command ->> 'action';
begin
  -- Both rows of a merge are locked in one order, so that two people who merge them into each other do not wait for one another.
  perform from incident i where i.id in (wanted, case when named = 'merge' then (command ->> 'target')::uuid end) order by i.id for update;
  select * into kept from incident i where i.id = wanted and i.area_id in (select actor_areas('read'));
  if not found then return; end if;
  select * into told from incident_log l where l.command_id = (command ->> 'id')::uuid and l.incident_id = kept.id;
  if told.id is not null then
    -- Somebody else's command, or another one, is not done by having its id.
    if told.actor <> actor_id() or told.action <> named then raise exception 'this id is taken by another command' using errcode = '23505', column = 'id'; end if;
    return next kept;
    return;
  end if;
  offer := chosen_offer(kept, command);
  perform check_needs(offer.needs, command);
  -- The clock is read after the lock was given, so that entries of one incident are in order of time.
  step_at := clock_timestamp();
  before_state := kept.state;
  if offer.subject = 'work_order' then perform step_order(kept, command, offer.to_state, step_at);
  else kept := change_incident(kept, command, step_at);
  end if;
  kept.state := case
    when offer.subject = 'work_order' or named = 'dispatch' or named = 'refuse' and offer.to_state is null then state_of_orders(kept.id)
    when named in ('resume', 'unmerge') then kept.state_before
    else coalesce(offer.to_state, kept.state) end;
  if named in ('resume', 'unmerge') then kept.state_before := null; end if;
  kept := write_incident(kept);
  perform deadline_after_step(kept, named, step_at);
  if named = 'categorise' then perform ring_alarm(kept); end if;
  select * into kept from incident i where i.id = kept.id;
  insert into incident_log (incident_id, area_id, command_id, at, action, from_state, to_state, actor, note, work_order_id, batch_id, payload, after)
  values (kept.id, kept.area_id, (command ->> 'id')::uuid, step_at, named, before_state, kept.state, actor_id(), coalesce(command ->> 'note', ''), offer.work_order_id, (command ->> 'batchId')::uuid,
    coalesce((select jsonb_object_agg(n.need, command -> n.need) from unnest(offer.needs) as n(need) where n.need <> 'note'), '{}'), incident_snapshot_with_orders(kept));
  return next kept;
end $$;

revoke all on function check_needs(text[], jsonb), chosen_offer(incident, jsonb), add_orders(incident, jsonb, text, timestamptz), step_order(incident, jsonb, text, timestamptz),
  check_merge(incident, uuid), add_parts(incident, jsonb, timestamptz), change_incident(incident, jsonb, timestamptz), write_incident(incident), step_incident(uuid, jsonb) from public;
grant execute on function step_incident(uuid, jsonb) to fangcun_app;
