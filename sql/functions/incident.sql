-- Which zone answers for a place today. The caller's policies apply.
create or replace function zone_at(shape geometry) returns table (zone_id integer, area_id integer)
language sql stable as $$
  select z.id, z.area_id from zone z
  where z.geom && shape and st_intersects(z.geom, case when geometrytype(shape) = 'POINT' then shape else st_pointonsurface(shape) end) and z.valid_to is null
  order by z.id limit 1
$$;

create or replace function area_at(shape geometry) returns integer
language sql stable as $$
  select a.id from area a
  where a.geom && shape and st_intersects(a.geom, case when geometrytype(shape) = 'POINT' then shape else st_pointonsurface(shape) end) and a.valid_to is null
  order by array_position(array['community', 'subdistrict', 'district', 'city'], a.level) limit 1
$$;

-- What a log entry keeps of the row: all that a step may change. `jsonb_populate_record(null::incident, after)` reads it.
create or replace function incident_snapshot(kept incident) returns jsonb
language sql immutable parallel safe as $$
  select jsonb_build_object('state', kept.state, 'state_before', kept.state_before, 'area_id', kept.area_id, 'zone_id', kept.zone_id, 'category_id', kept.category_id,
    'severity', kept.severity, 'merged_into', kept.merged_into, 'split_from', kept.split_from, 'result', kept.result, 'satisfaction', kept.satisfaction, 'registered_at', kept.registered_at,
    'closed_at', kept.closed_at, 'extended_at', kept.extended_at, 'extension_asked_at', kept.extension_asked_at, 'due_at', kept.due_at, 'due_step', kept.due_step, 'escalation', kept.escalation)
$$;

-- The same with its work orders, `orders`: [{ id, state, post_id, team_id, kind, result }], oldest first; left out where there are none.
create or replace function incident_snapshot_with_orders(kept incident) returns jsonb
language sql stable as $$
  select incident_snapshot(kept) || coalesce((
    select jsonb_build_object('orders', jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', o.id, 'state', o.state, 'post_id', o.post_id, 'team_id', o.team_id, 'kind', o.kind, 'result', nullif(o.result, '')))
      order by o.created_at, o.id)) from work_order o where o.incident_id = kept.id having count(*) > 0), '{}')
$$;

-- The state that follows from the open orders.
create or replace function state_of_orders(wanted uuid) returns text
language sql stable as $$
  select case when count(*) = 0 then 'registered' when bool_and(o.state = 'fed_back') then 'fed_back' when bool_or(o.state in ('handling', 'fed_back')) then 'handling'
    when bool_or(o.state = 'accepted') then 'accepted' else 'dispatched' end
  from work_order o where o.incident_id = wanted and o.state in ('dispatched', 'accepted', 'handling', 'fed_back')
$$;

-- A severe matter rings; one that proves to be less falls silent unless somebody took note already.
create or replace function ring_alarm(kept incident) returns void
language plpgsql as $$
begin
  if kept.severity = 4 and kept.state not in ('closed', 'called_back', 'archived', 'merged') then
    insert into alarm (incident_id, area_id) values (kept.id, kept.area_id) on conflict (incident_id) do nothing;
  else
    delete from alarm a where a.incident_id = kept.id and a.acknowledged_at is null;
  end if;
end $$;
revoke all on function ring_alarm(incident) from public;
