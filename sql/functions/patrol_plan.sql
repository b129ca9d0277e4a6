-- A night's rounds: drafts are kept, changed, published to the teams, taken back and given up by those who plan patrols there. A published plan can be changed too: teams drop out while they are on their way.

create or replace function note_patrol_plan(kept patrol_plan, wanted text, about jsonb) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'patrol_plan.' || wanted, kept.id::text, jsonb_build_object('name', kept.name) || about);
  insert into outbox (noun, row_id, area_id) values ('patrol_plan', kept.id::text, kept.area_id);
  select pg_notify('fangcun_outbox', '')
$$;

-- From the first start to the last end of the teams that the question is asked for.
create or replace function patrol_plan_during(question jsonb) returns tstzrange
language sql immutable set search_path = public, pg_temp as $$
  select tstzrange(min((t ->> 'from')::timestamptz), max((t ->> 'to')::timestamptz)) from jsonb_array_elements(question -> 'teams') t
$$;

create or replace function check_patrol_routes(kept patrol_plan, given jsonb) returns void
language plpgsql stable set search_path = public, pg_temp as $$
declare bad text;
begin
  select r ->> 'teamId' into bad from jsonb_array_elements(given) r where not exists (select from team t where t.id = (r ->> 'teamId')::integer and t.area_id in (select actor_areas('patrol'))) limit 1;
  if bad is not null then raise exception 'expected teams for which you plan patrols; % is none', bad using errcode = '23514', column = 'routes'; end if;
  select r ->> 'teamId' into bad from jsonb_array_elements(given) r group by 1 having count(*) > 1 limit 1;
  if bad is not null then raise exception 'expected one route for each team; team % has more', bad using errcode = '23514', column = 'routes'; end if;
  select s ->> 'hotspotId' into bad from jsonb_array_elements(given) r, jsonb_array_elements(r -> 'stops') s where s ->> 'hotspotId' is not null
    and not exists (select from hotspot h where h.id = (s ->> 'hotspotId')::uuid and h.area_id in (select actor_areas('read')) and not names_voice(h.question)) limit 1;
  if bad is not null then raise exception 'expected hotspots that you read; % is none', bad using errcode = '23514', column = 'routes'; end if;
  select s ->> 'checkpointId' into bad from jsonb_array_elements(given) r, jsonb_array_elements(r -> 'stops') s where s ->> 'checkpointId' is not null
    and not exists (select from checkpoint c where c.id = (s ->> 'checkpointId')::uuid and c.area_id in (select actor_areas('read'))) limit 1;
  if bad is not null then raise exception 'expected checkpoints that you read; % is none', bad using errcode = '23514', column = 'routes'; end if;
  select i.id into bad from (select r ->> 'id' as id from jsonb_array_elements(given) r union all select s ->> 'id' from jsonb_array_elements(given) r, jsonb_array_elements(r -> 'stops') s) i group by 1 having count(*) > 1 limit 1;
  if bad is null then
    select r.id into bad from patrol_route r where r.id in (select (g ->> 'id')::uuid from jsonb_array_elements(given) g) and r.plan_id <> kept.id
    union all select s.id from patrol_stop s join patrol_route r on r.id = s.route_id where s.id in (select (g ->> 'id')::uuid from jsonb_array_elements(given) a, jsonb_array_elements(a -> 'stops') g) and r.plan_id <> kept.id limit 1;
  end if;
  if bad is not null then raise exception 'expected an id of its own for each route and stop; % is taken', bad using errcode = '23505', column = 'routes'; end if;
end $$;

-- Routes as they are given (PatrolRoute). Those with a known id are changed where they are, so that what was checked in at a stop stays with it.
create or replace function put_patrol_routes(kept patrol_plan, given jsonb) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
begin
  perform check_patrol_routes(kept, given);
  set constraints patrol_route_of_team, patrol_stop_in_order deferred;
  insert into patrol_route as r (id, plan_id, area_id, team_id, starts_at, ends_at, meters, geom)
  select (g ->> 'id')::uuid, kept.id, kept.area_id, (g ->> 'teamId')::integer, (g ->> 'startsAt')::timestamptz, (g ->> 'endsAt')::timestamptz, (g ->> 'meters')::real, case when st_length(w.line) > 0 then w.line end
  from jsonb_array_elements(given) g, lateral (select case when jsonb_typeof(g -> 'line') = 'array' then st_setsrid(st_geomfromgeojson(jsonb_build_object('type', 'LineString', 'coordinates', g -> 'line')), 4326) end as line) w
  on conflict (id) do update set team_id = excluded.team_id, starts_at = excluded.starts_at, ends_at = excluded.ends_at, meters = excluded.meters, geom = excluded.geom;
  insert into patrol_stop as s (id, route_id, area_id, ordinal, kind, name, hotspot_id, checkpoint_id, question_index, arrives_at, leaves_at, locked, geom)
  select (g.stop ->> 'id')::uuid, (r ->> 'id')::uuid, kept.area_id, g.ordinal - 1, g.stop ->> 'kind', g.stop ->> 'name', (g.stop ->> 'hotspotId')::uuid, (g.stop ->> 'checkpointId')::uuid,
    coalesce(g.stop ->> 'hotspot', g.stop ->> 'checkpoint')::smallint, (g.stop ->> 'arrivesAt')::timestamptz, (g.stop ->> 'leavesAt')::timestamptz, (g.stop ->> 'locked')::boolean, st_setsrid(st_makepoint((g.stop -> 'place' ->> 0)::float8, (g.stop -> 'place' ->> 1)::float8), 4326)
  from jsonb_array_elements(given) r, jsonb_array_elements(r -> 'stops') with ordinality as g(stop, ordinal)
  on conflict (id) do update set route_id = excluded.route_id, ordinal = excluded.ordinal, kind = excluded.kind, name = excluded.name, hotspot_id = excluded.hotspot_id, checkpoint_id = excluded.checkpoint_id,
    question_index = excluded.question_index, arrives_at = excluded.arrives_at, leaves_at = excluded.leaves_at, locked = excluded.locked, geom = excluded.geom;
  delete from patrol_stop s using patrol_route r where r.id = s.route_id and r.plan_id = kept.id and s.id not in (select (g ->> 'id')::uuid from jsonb_array_elements(given) a, jsonb_array_elements(a -> 'stops') g);
  delete from patrol_route r where r.plan_id = kept.id and r.id not in (select (g ->> 'id')::uuid from jsonb_array_elements(given) g);
  set constraints patrol_route_of_team, patrol_stop_in_order immediate;
end $$;

-- A team walks one round at a time. Of two plans with the same team that are published at once one waits for the other.
create or replace function check_patrol_publishable(kept patrol_plan) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
declare other record;
begin
  if not exists (select from patrol_route r where r.plan_id = kept.id) then raise exception 'expected at least one route in the plan' using errcode = '23514', column = 'routes'; end if;
  perform pg_advisory_xact_lock(7266352, r.team_id) from (select r.team_id from patrol_route r where r.plan_id = kept.id order by 1) r;
  select t.call_sign, case when p.id in (select actor_patrol_plans()) then p.name end as plan into other from patrol_route r join patrol_route o on o.team_id = r.team_id and o.plan_id <> r.plan_id and o.starts_at < r.ends_at and r.starts_at < o.ends_at join patrol_plan p on p.id = o.plan_id and p.state = 'published' join team t on t.id = r.team_id
  where r.plan_id = kept.id limit 1;
  if found then raise exception 'team % has a round of another published plan at this time%', other.call_sign, coalesce(': ' || other.plan, '') using errcode = '23514', column = 'routes'; end if;
end $$;

-- A new draft. The same id again gives the row as it is.
drop function if exists keep_patrol_plan(jsonb);
create function keep_patrol_plan(given jsonb) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare most constant integer := 200; kept patrol_plan; home area;
begin
  select * into kept from patrol_plan p where p.id = (given ->> 'id')::uuid and p.area_id in (select actor_areas('patrol'));
  if found then return next kept.id; return; end if;
  select * into home from area a where a.id = (given ->> 'areaId')::integer and a.valid_to is null and a.id in (select actor_areas('patrol'));
  if not found then raise exception 'expected an area in which you plan patrols' using errcode = '42501', column = 'areaId'; end if;
  if (select count(*) from patrol_plan p where p.created_by = actor_id() and p.state = 'draft') >= most then
    raise exception 'expected at most % drafts of one account; discard some first', most using errcode = '23514', column = 'id';
  end if;
  insert into patrol_plan (id, area_id, name, note, during, question, figures, created_by)
  values ((given ->> 'id')::uuid, home.id, given ->> 'name', coalesce(given ->> 'note', ''), patrol_plan_during(given -> 'question'), given -> 'question', given -> 'figures', actor_id()) on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform put_patrol_routes(kept, given -> 'routes');
  perform note_patrol_plan(kept, 'keep', jsonb_build_object('routes', jsonb_array_length(given -> 'routes')));
  return next kept.id;
end $$;

-- The plan that a command is about, locked; null where it is not there or not for this actor. Raises where the actor sees it and may not do this, or where the version is another.
create or replace function patrol_plan_in_hand(wanted uuid, seen integer) returns patrol_plan
language plpgsql volatile set search_path = public, pg_temp as $$
declare kept patrol_plan;
begin
  select * into kept from patrol_plan p where p.id = wanted and p.id in (select actor_patrol_plans()) for update;
  if not found then return null; end if;
  if kept.area_id not in (select actor_areas('patrol')) then raise exception 'the actor may not plan patrols here' using errcode = '42501'; end if;
  if seen is not null and kept.version <> seen then raise exception 'somebody changed this plan since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  return kept;
end $$;

-- No row: not there, or not for this actor.
drop function if exists save_patrol_plan(uuid, jsonb);
create function save_patrol_plan(wanted uuid, change jsonb) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept patrol_plan := patrol_plan_in_hand(wanted, (change ->> 'version')::integer);
begin
  if kept.id is null then return; end if;
  if kept.state not in ('draft', 'published') then raise exception 'expected a draft or a published plan; this one is %', kept.state using errcode = '23514', column = 'version'; end if;
  if change ? 'routes' then perform put_patrol_routes(kept, change -> 'routes'); end if;
  update patrol_plan p set name = coalesce(change ->> 'name', p.name), note = coalesce(change ->> 'note', p.note), question = coalesce(change -> 'question', p.question), figures = coalesce(change -> 'figures', p.figures),
    during = case when change ? 'question' then patrol_plan_during(change -> 'question') else p.during end, changed_at = now(), version = p.version + 1
  where p.id = wanted returning * into kept;
  if kept.state = 'published' then perform check_patrol_publishable(kept); end if;
  perform note_patrol_plan(kept, 'change', jsonb_build_object('state', kept.state));
  return next kept.id;
end $$;

-- publish: a draft, or what was withdrawn; withdraw: what is published; discard: what is not published; restore: back to a draft. Done twice is done once.
drop function if exists step_patrol_plan(uuid, text, integer);
create function step_patrol_plan(wanted uuid, step text, seen integer) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  kept patrol_plan := patrol_plan_in_hand(wanted, null);
  become constant text := case step when 'publish' then 'published' when 'withdraw' then 'withdrawn' when 'discard' then 'discarded' when 'restore' then 'draft' end;
  fits constant text[] := case step when 'publish' then array['draft', 'withdrawn'] when 'withdraw' then array['published'] when 'discard' then array['draft', 'withdrawn'] else array['discarded', 'withdrawn'] end;
begin
  if kept.id is null then return; end if;
  if kept.state = become and kept.version = seen + 1 then return next kept.id; return; end if;
  kept := patrol_plan_in_hand(wanted, seen);
  if kept.state <> all(fits) then raise exception 'expected a plan that is %; this one is %', array_to_string(fits, ' or '), kept.state using errcode = '23514', column = 'version'; end if;
  if step = 'publish' then perform check_patrol_publishable(kept); end if;
  update patrol_plan p set state = become, published_at = case when step = 'publish' then now() else p.published_at end, published_by = case when step = 'publish' then actor_id() else p.published_by end, changed_at = now(), version = p.version + 1
  where p.id = wanted returning * into kept;
  perform note_patrol_plan(kept, step, '{}');
  return next kept.id;
end $$;

-- What was asked and what was found: it tells of all teams, so a member who walks one of the rounds is not given it.
drop function if exists patrol_plan_asked(uuid);
create function patrol_plan_asked(wanted uuid) returns table (question jsonb, figures jsonb)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query select p.question, p.figures from patrol_plan p where p.id = wanted and p.id in (select actor_patrol_plans()) and (p.area_id in (select actor_areas('patrol')) or p.area_id in (select actor_areas('brief')));
end $$;

revoke all on function note_patrol_plan(patrol_plan, text, jsonb), patrol_plan_during(jsonb), check_patrol_routes(patrol_plan, jsonb), put_patrol_routes(patrol_plan, jsonb), check_patrol_publishable(patrol_plan), keep_patrol_plan(jsonb),
  patrol_plan_in_hand(uuid, integer), save_patrol_plan(uuid, jsonb), step_patrol_plan(uuid, text, integer), patrol_plan_asked(uuid) from public;
grant execute on function keep_patrol_plan(jsonb), save_patrol_plan(uuid, jsonb), step_patrol_plan(uuid, text, integer), patrol_plan_asked(uuid) to fangcun_app;
