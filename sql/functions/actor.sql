-- Who acts, and where. Identity is set per transaction only; nothing set means nobody, who sees nothing.
create or replace function actor_id() returns text
language sql stable parallel safe as $$
  select nullif(current_setting('fangcun.actor', true), '')
$$;

-- Areas in which the actor may do `wanted`: those of duties whose role has the right, and everything below them. Used as
-- `area_id in (select actor_areas('read'))`, which the planner hashes once per query. plpgsql, since it keeps its plan: as plain SQL it is planned at each call, four times as long as it runs.
create or replace function actor_areas(wanted text) returns setof integer
language plpgsql stable parallel safe security definer set search_path = public, pg_temp rows 500 as $$
begin
  return query with recursive below(id) as (
    select a.area_id from assignment a join account c on c.id = a.account_id join role_right r on r.role = a.role and r.right_to = wanted
    where c.id = actor_id() and c.disabled_at is null
    union
    select area.id from area join below on area.parent_id = below.id
  )
  select b.id from below b;
end $$;

create or replace function actor_may(wanted text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from account c join assignment a on a.account_id = c.id join role_right r on r.role = a.role and r.right_to = wanted
    where c.id = actor_id() and c.disabled_at is null)
$$;

-- Whether the actor is an account that may act at all.
create or replace function actor_known() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from account c where c.id = actor_id() and c.disabled_at is null)
$$;

-- Roles the actor holds over an area: those of duties in it or anywhere above it.
create or replace function actor_roles(wanted_area integer) returns setof text
language sql stable security definer set search_path = public, pg_temp rows 3 as $$
  with recursive above(id, parent_id) as (
    select id, parent_id from area where id = wanted_area
    union
    select area.id, area.parent_id from area join above on area.id = above.parent_id
  )
  select distinct a.role from assignment a join above on above.id = a.area_id join account c on c.id = a.account_id
  where c.id = actor_id() and c.disabled_at is null
$$;

-- Whether the actor is who a work order was given to: holder of the post, or member of the team.
create or replace function actor_handles(wanted_post integer, wanted_team integer) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from post p where p.id = wanted_post and p.account_id = actor_id() and p.valid_to is null)
    or exists (select from team_member m where m.team_id = wanted_team and m.account_id = actor_id())
$$;

-- What an assignment reaches depends on the tree: its changes are counted, so that a key of before opens nothing that is kept from before.
create or replace function tree_mark() returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(nullif(count(*), 0)::text, '') from area_change where kind in ('add', 'merge', 'split', 'move')
$$;

-- Actors with the same key see the same rows: caches and live streams are shared by it.
create or replace function actor_rights_key() returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select md5(coalesce((select string_agg(a.role || ':' || a.area_id, ',' order by a.role, a.area_id) from assignment a join account c on c.id = a.account_id
    where a.account_id = actor_id() and c.disabled_at is null), '') || tree_mark())
$$;

-- The area that an audit entry about an account belongs to: that of its first duty.
create or replace function account_area(wanted text) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select a.area_id from assignment a join role r on r.id = a.role where a.account_id = wanted order by r.sort, a.area_id limit 1
$$;

-- Accounts as their holders and the app show them; `demo_actors` are those that may be chosen without a password on loopback, which the server checks.
create or replace function account_actor(wanted text)
returns table (id text, name_zh text, name_en text, assignments jsonb, rights text[], rights_key text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.name_zh, c.name_en,
    coalesce((select jsonb_agg(jsonb_build_object('role', a.role, 'areaId', a.area_id) order by r.sort, a.area_id) from assignment a join role r on r.id = a.role where a.account_id = c.id), '[]'),
    array(select distinct rr.right_to from assignment a join role_right rr on rr.role = a.role where a.account_id = c.id order by 1),
    md5(coalesce((select string_agg(a.role || ':' || a.area_id, ',' order by a.role, a.area_id) from assignment a where a.account_id = c.id), '') || tree_mark())
  from account c where c.id = wanted and c.disabled_at is null
$$;
drop function if exists demo_actors();
create function demo_actors()
returns table (id text, name_zh text, name_en text, assignments jsonb, rights text[], rights_key text)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.* from account c cross join lateral account_actor(c.id) a where c.demo
  order by array_position(array['command_operator', 'supervisor', 'leader', 'zone_lead', 'grid_officer', 'patrol_leader', 'patrol_member', 'auditor', 'administrator', 'wall_display'], a.assignments -> 0 ->> 'role'), c.id
$$;
revoke all on function actor_areas(text), actor_may(text), actor_known(), actor_roles(integer), actor_handles(integer, integer), actor_rights_key(), tree_mark(), account_area(text), account_actor(text), demo_actors() from public;
grant execute on function actor_areas(text), actor_may(text), actor_known(), actor_roles(integer), actor_handles(integer, integer), actor_rights_key() to fangcun_app;
revoke all on function account_actor(text), demo_actors() from fangcun_app;
grant execute on function demo_actors() to fangcun_door;
