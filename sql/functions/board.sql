-- An area and all below it, as far as the caller sees them.
create or replace function areas_below(wanted integer) returns setof integer
language sql stable rows 50 as $$
  with recursive below(id) as (
    select a.id from area a where a.id = wanted
    union
    select a.id from area a join below on a.parent_id = below.id
  )
  select id from below
$$;

-- Incidents with an open work order given to the actor: as holder of a post or as member of a team. The caller's policies still decide which are seen.
create or replace function actor_orders() returns setof uuid
language sql stable security definer set search_path = public, pg_temp rows 100 as $$
  select o.incident_id from work_order o join post p on p.id = o.post_id
  where p.account_id = actor_id() and p.valid_to is null and o.state in ('dispatched', 'accepted', 'handling', 'fed_back')
  union
  select o.incident_id from work_order o join team_member m on m.team_id = o.team_id
  where m.account_id = actor_id() and o.state in ('dispatched', 'accepted', 'handling', 'fed_back')
$$;
revoke all on function areas_below(integer), actor_orders() from public;
grant execute on function areas_below(integer), actor_orders() to fangcun_app;
