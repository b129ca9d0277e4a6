-- Who acts, and where. Identity is set per transaction only; nothing set means nobody, who sees nothing.
create or replace function actor_id() returns text
language sql stable parallel safe as $$
  select nullif(current_setting('fangcun.actor', true), '')
$$;

-- Areas in which the actor may do `wanted`: those assigned and everything below them. Used as `area_id in (select actor_areas('read'))`,
-- which the planner hashes once per query.
create or replace function actor_areas(wanted text) returns setof integer
language sql stable security definer set search_path = public, pg_temp rows 500 as $$
  with recursive below(id) as (
    select a.area_id from assignment a join account c on c.id = a.account_id join role_right r on r.role = c.role and r.right_to = wanted
    where c.id = actor_id()
    union
    select area.id from area join below on area.parent_id = below.id
  )
  select id from below
$$;

create or replace function actor_may(wanted text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from account c join role_right r on r.role = c.role and r.right_to = wanted
    where c.id = actor_id() and exists (select from assignment a where a.account_id = c.id))
$$;

-- Actors with the same key see the same rows: caches and live streams are shared by it.
create or replace function actor_rights_key() returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select md5(coalesce((select role from account where id = actor_id()), '') || ':' ||
    coalesce((select string_agg(area_id::text, ',' order by area_id) from assignment where account_id = actor_id()), ''))
$$;

-- The chooser of demo actors; possible on loopback only, which the server checks.
create or replace function demo_actors() returns table (id text, name_zh text, name_en text, role text, area_ids integer[])
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.name_zh, c.name_en, c.role, array(select a.area_id from assignment a where a.account_id = c.id order by 1)
  from account c where c.demo order by array_position(array['command_operator', 'leader', 'zone_lead', 'patrol_leader', 'auditor', 'administrator'], c.role), c.id
$$;
revoke all on function actor_areas(text), actor_may(text), actor_rights_key(), demo_actors() from public;
grant execute on function actor_areas(text), actor_may(text), actor_rights_key(), demo_actors() to fangcun_app;
