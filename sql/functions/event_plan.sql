-- Events with temporary posts. Published, each post has a need in each window of each day; a change of the plan brings the needs up to date, and is refused where teams stand on what would go.

create or replace function put_event_posts(kept event_plan, given jsonb) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
declare bad record;
begin
  select p.i - 1 as i, case when jsonb_array_length(p.post -> 'needs') <> jsonb_array_length(kept.windows) then 'needs' when o.id is not null then 'id' else 'lng' end as field into bad
  from jsonb_array_elements(given) with ordinality p(post, i) join area a on a.id = kept.area_id left join event_post o on o.id = (p.post ->> 'id')::uuid and o.plan_id <> kept.id
  where o.id is not null or jsonb_array_length(p.post -> 'needs') <> jsonb_array_length(kept.windows)
    or a.geom is not null and not st_dwithin(a.geom, st_setsrid(st_makepoint((p.post ->> 'lng')::float8, (p.post ->> 'lat')::float8), 4326), 0.05) order by p.i limit 1;
  if found then
    raise exception 'expected a post of this plan with a number for each window, in the area of the plan or within five kilometres of it; post % is none', bad.i + 1 using errcode = '23514', column = 'posts.' || bad.i || '.' || bad.field;
  end if;
  select string_agg(p.code, ', ') as codes into bad from event_post p where p.plan_id = kept.id and p.id not in (select (e ->> 'id')::uuid from jsonb_array_elements(given) e)
    and exists (select from shift_need n join shift s on s.need_id = n.id where n.event_post_id = p.id);
  if bad.codes is not null then raise exception 'expected the posts on which teams stand: %; call their shifts off first', left(bad.codes, 100) using errcode = '23514', column = 'posts'; end if;
  delete from event_post p where p.plan_id = kept.id and p.id not in (select (e ->> 'id')::uuid from jsonb_array_elements(given) e);
  -- Codes may change places.
  update event_post p set code = '~' || right(p.id::text, 36) where p.plan_id = kept.id;
  insert into event_post as p (id, plan_id, area_id, code, name, needs, geom)
  select (e ->> 'id')::uuid, kept.id, kept.area_id, e ->> 'code', coalesce(e ->> 'name', ''), array(select n::smallint from jsonb_array_elements_text(e -> 'needs') n), st_setsrid(st_makepoint((e ->> 'lng')::float8, (e ->> 'lat')::float8), 4326) from jsonb_array_elements(given) e
  on conflict (id) do update set code = excluded.code, name = excluded.name, needs = excluded.needs, geom = excluded.geom, area_id = excluded.area_id;
end $$;

create or replace function renew_event_needs(kept event_plan) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
declare bad text; most constant integer := 50000;
begin
  -- 500 posts in three windows for a month; a million would be made for minutes, and shown to nobody.
  if kept.state = 'published' and (select sum((select count(*) from unnest(p.needs) n where n > 0)) from event_post p where p.plan_id = kept.id) * (kept.ends_on - kept.starts_on + 1) > most then
    raise exception 'expected at most % needs: posts in windows on days', most using errcode = '23514', column = 'posts';
  end if;
  drop table if exists pg_temp.wanted_need;
  create temp table wanted_need on commit drop as
  select p.id as post_id, left(btrim(p.code || ' ' || p.name), 140) as name, w.during, p.needs[x.i] as needed
  from event_post p cross join generate_series(kept.starts_on::timestamp, kept.ends_on::timestamp, interval '1 day') d cross join jsonb_array_elements(kept.windows) with ordinality x(win, i) join area a on a.id = kept.area_id,
    lateral (select window_on(d::date, (x.win ->> 'from')::time, (x.win ->> 'to')::time, a.time_zone) as during) w
  where p.plan_id = kept.id and p.needs[x.i] > 0 and w.during is not null and kept.state = 'published';
  select left(n.name, 60) into bad from shift_need n join event_post p on p.id = n.event_post_id left join wanted_need w on w.post_id = n.event_post_id and w.during = n.during
  where p.plan_id = kept.id and (select count(*) from shift s where s.need_id = n.id) > coalesce(w.needed, 0) limit 1;
  if found then raise exception 'expected no fewer than the teams that stand on %; call their shifts off first', bad using errcode = '23514', column = 'posts'; end if;
  delete from shift_need n using event_post p where p.id = n.event_post_id and p.plan_id = kept.id and not exists (select from wanted_need w where w.post_id = n.event_post_id and w.during = n.during);
  update shift_need n set name = w.name, needed = w.needed, version = n.version + 1 from wanted_need w where w.post_id = n.event_post_id and w.during = n.during and (n.name, n.needed) is distinct from (w.name, w.needed);
  insert into shift_need (area_id, name, during, needed, event_post_id) select kept.area_id, w.name, w.during, w.needed, w.post_id from wanted_need w on conflict do nothing;
end $$;

-- No row: not there, or not for this actor.
drop function if exists put_event_plan(uuid, jsonb);
create function put_event_plan(wanted uuid, given jsonb) returns setof event_plan
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept event_plan; seen constant integer := (given ->> 'version')::integer;
begin
  select * into kept from event_plan e where e.id = wanted for update;
  if kept.id is not null and kept.area_id not in (select actor_areas('patrol')) or kept.id is null and seen > 0 then return; end if;
  perform check_patrol((given ->> 'areaId')::integer, 'areaId');
  if kept.id is not null and seen = 0 then return next kept; return; end if;
  if kept.id is not null and kept.version <> seen then raise exception 'somebody changed this plan since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  if kept.state = 'discarded' then raise exception 'expected a plan that is not discarded' using errcode = '23514', column = 'version'; end if;
  insert into event_plan as e (id, area_id, name, note, starts_on, ends_on, windows, created_by)
  values (wanted, (given ->> 'areaId')::integer, given ->> 'name', coalesce(given ->> 'note', ''), (given ->> 'startsOn')::date, (given ->> 'endsOn')::date, given -> 'windows', actor_id())
  on conflict (id) do update set area_id = excluded.area_id, name = excluded.name, note = excluded.note, starts_on = excluded.starts_on, ends_on = excluded.ends_on, windows = excluded.windows, changed_at = now(), version = e.version + 1 returning * into kept;
  perform put_event_posts(kept, given -> 'posts');
  perform renew_event_needs(kept);
  perform note_roster(kept.area_id, 'event', wanted::text, jsonb_build_object('name', kept.name, 'posts', jsonb_array_length(given -> 'posts')));
  return next kept;
end $$;

-- To `published`, back to `draft`, or `discarded`; done twice is done once.
drop function if exists step_event_plan(uuid, text, integer);
create function step_event_plan(wanted uuid, next_state text, seen integer) returns setof event_plan
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept event_plan;
begin
  select * into kept from event_plan e where e.id = wanted and e.area_id in (select actor_areas('patrol')) for update;
  if not found then return; end if;
  if kept.state = next_state and kept.version in (seen, seen + 1) then return next kept; return; end if;
  if kept.version <> seen then raise exception 'somebody changed this plan since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  if kept.state = 'discarded' then raise exception 'expected a plan that is not discarded' using errcode = '23514', column = 'version'; end if;
  if next_state = 'published' and not exists (select from event_post p where p.plan_id = wanted) then raise exception 'expected at least one post' using errcode = '23514', column = 'posts'; end if;
  update event_plan e set state = next_state, changed_at = now(), version = e.version + 1 where e.id = wanted returning * into kept;
  perform renew_event_needs(kept);
  perform note_roster(kept.area_id, 'event.' || next_state, wanted::text, jsonb_build_object('name', kept.name));
  return next kept;
end $$;

revoke all on function put_event_posts(event_plan, jsonb), renew_event_needs(event_plan), put_event_plan(uuid, jsonb), step_event_plan(uuid, text, integer) from public;
grant execute on function put_event_plan(uuid, jsonb), step_event_plan(uuid, text, integer) to fangcun_app;
