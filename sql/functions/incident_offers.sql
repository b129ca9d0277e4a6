-- What the actor may do now with an incident and its orders: rows of incident_transition by the actor's roles over the area, with their guard answered.
-- Orders stand still while their incident is suspended, merged or past handling.
-- In plpgsql, which keeps its plan: planning took longer than the answer.
create or replace function incident_offers(kept incident)
returns table (subject text, action text, work_order_id uuid, needs text[], to_state text)
language plpgsql stable security definer set search_path = public, pg_temp rows 10 as $$
begin
  return query
  with held as (select r.role from actor_roles(kept.area_id) as r(role) join role_right rr on rr.role = r.role and rr.right_to = 'step'),
  orders as (
    select o.id, o.state, o.created_at, actor_handles(o.post_id, o.team_id) as mine from work_order o
    where o.incident_id = kept.id and o.state in ('dispatched', 'accepted', 'handling', 'fed_back')
  )
  select distinct on (t.subject, t.action, o.created_at, o.id) t.subject, t.action, o.id, t.needs, t.to_state
  from incident_transition t join held on held.role = t.role
    left join orders o on t.subject = 'work_order' and o.state = t.from_state and kept.state in ('dispatched', 'accepted', 'handling', 'fed_back')
  where (t.subject = 'incident' and t.from_state = kept.state or t.subject = 'work_order' and o.id is not null)
    and case t.guard
      when 'handler' then case t.subject when 'work_order' then o.mine else exists (select from orders x where x.mine) end
      when 'once' then kept.extended_at is null
      when 'asked' then kept.extension_asked_at is not null
      else true end
  order by t.subject, t.action, o.created_at, o.id, cardinality(t.needs);
end $$;

-- The same for whoever asks from outside: nothing where the incident is not the actor's to read.
create or replace function incident_actions(wanted uuid)
returns table (subject text, action text, work_order_id uuid, needs text[], to_state text)
language sql stable security definer set search_path = public, pg_temp as $$
  select o.subject, o.action, o.work_order_id, o.needs, o.to_state
  from incident i cross join lateral incident_offers(i) o where i.id = wanted and i.area_id in (select actor_areas('read'))
  -- In the order of the loop: what comes next is first.
  order by o.subject, o.work_order_id, array_position(array['register', 'dispatch', 'accept', 'handle', 'feed_back', 'verify', 'close', 'call_back', 'archive', 'resume', 'unmerge', 'categorise', 'transfer',
    'refuse', 'ask_extension', 'extend', 'suspend', 'merge', 'split', 'cancel', 'reopen'], o.action)
$$;

-- The table as the actor's roles see it, wherever they are held.
create or replace function actor_transitions()
returns table (subject text, from_state text, action text, guard text, needs text[], to_state text)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct t.subject, t.from_state, t.action, t.guard, t.needs, t.to_state
  from incident_transition t join assignment a on a.role = t.role join account c on c.id = a.account_id join role_right rr on rr.role = t.role and rr.right_to = 'step'
  where c.id = actor_id() and c.disabled_at is null order by 1, 2, 3, 4
$$;

revoke all on function incident_offers(incident), incident_actions(uuid), actor_transitions() from public;
grant execute on function incident_actions(uuid), actor_transitions() to fangcun_app;
