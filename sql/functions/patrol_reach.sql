-- Teams that the actor is a member of.
create or replace function actor_teams() returns setof integer
language sql stable security definer set search_path = public, pg_temp rows 3 as $$
  select m.team_id from team_member m join account c on c.id = m.account_id where m.account_id = actor_id() and c.disabled_at is null
$$;

-- Plans of patrols that the actor sees: all where patrols are planned; where it briefs or walks, those that are published. Where a patrol will be tonight is not for everybody who reads the map.
create or replace function actor_patrol_plans() returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp rows 200 as $$
begin
  return query select p.id from patrol_plan p where p.area_id in (select actor_areas('patrol'))
    or p.state = 'published' and (p.area_id in (select actor_areas('brief')) or exists (select from patrol_route r where r.plan_id = p.id and r.team_id in (select actor_teams())));
end $$;
revoke all on function actor_teams(), actor_patrol_plans() from public;
grant execute on function actor_teams(), actor_patrol_plans() to fangcun_app;
