-- Check-ins as phones bring them, each judged by itself, in their order: [{ id, teamId, kind, at, stopId, checkpointId, hotspotId, note, place }]. One row each: kept, again (this id is here already), or why it is refused
-- (team, clock_ahead, clock_behind, shift, taken). What was done stays done when the plan was changed meanwhile: such a check-in is kept, and `remark` says that its stop is gone, is another team's now, or that its plan was withdrawn.
drop function if exists take_check_ins(jsonb);
create function take_check_ins(given jsonb) returns table (ordinal integer, outcome text, remark text)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  may integer[] := array(select actor_areas('position')); sees integer[] := array(select actor_areas('read'));
  one record; home team; stop record; put integer;
begin
  for one in select g.ordinal::integer - 1 as ordinal, r.* from jsonb_array_elements(given) with ordinality as g(said, ordinal),
      jsonb_to_record(g.said) as r(id uuid, "teamId" integer, kind text, at timestamptz, "stopId" uuid, "checkpointId" uuid, "hotspotId" uuid, note text, place jsonb) order by g.ordinal loop
    ordinal := one.ordinal; outcome := 'kept'; remark := null;
    select * into home from team t where t.id = one."teamId" and t.area_id = any(may);
    if not found then outcome := 'team';
    elsif exists (select from check_in c where c.id = one.id and c.account_id = actor_id() and c.team_id = home.id) then outcome := 'again';
    elsif one.at > clock_timestamp() + interval '5 minutes' then outcome := 'clock_ahead';
    elsif one.at < clock_timestamp() - interval '7 days' then outcome := 'clock_behind';
    elsif not exists (select from shift s where s.team_id = home.id and s.during @> one.at) then outcome := 'shift';
    end if;
    -- Also of one that is here already: the answer that said it may have been lost on the way.
    if outcome in ('kept', 'again') then
      select s.id, s.hotspot_id, s.checkpoint_id, r.team_id, p.state into stop from patrol_stop s join patrol_route r on r.id = s.route_id join patrol_plan p on p.id = r.plan_id
      where s.id = one."stopId" and p.state in ('published', 'withdrawn') and (r.team_id = home.id or p.area_id = any(sees));
      if one."stopId" is not null then
        remark := case when stop.id is null then 'stop_gone' when stop.team_id <> home.id then 'stop_moved' when stop.state = 'withdrawn' then 'plan_withdrawn' end;
      end if;
    end if;
    if outcome = 'kept' then
      insert into check_in (id, area_id, team_id, stop_id, checkpoint_id, hotspot_id, kind, at, note, geom, account_id)
      values (one.id, home.area_id, home.id, case when stop.team_id = home.id then stop.id end,
        coalesce(stop.checkpoint_id, (select c.id from checkpoint c where c.id = one."checkpointId" and c.area_id = any(sees))),
        coalesce(stop.hotspot_id, (select h.id from hotspot h where h.id = one."hotspotId" and h.area_id = any(sees))),
        one.kind, one.at, coalesce(one.note, ''), case when jsonb_typeof(one.place) = 'array' then st_setsrid(st_makepoint((one.place ->> 0)::float8, (one.place ->> 1)::float8), 4326) end, actor_id())
      on conflict (id) do nothing;
      get diagnostics put = row_count;
      -- The same batch may be under way twice: whoever came second finds what the first one kept.
      if put = 0 then outcome := case when exists (select from check_in c where c.id = one.id and c.account_id = actor_id() and c.team_id = home.id) then 'again' else 'taken' end; end if;
    end if;
    if outcome = 'taken' then remark := null; end if;
    return next;
  end loop;
end $$;
revoke all on function take_check_ins(jsonb) from public;
grant execute on function take_check_ins(jsonb) to fangcun_app;

-- Teams that the actor rides with, and when they are on duty from yesterday to tomorrow.
create or replace function my_duties() returns table (id integer, area_id integer, call_sign text, kind text, vehicle text, shifts jsonb)
language sql stable security definer set search_path = public, pg_temp rows 3 as $$
  select t.id, t.area_id, t.call_sign, t.kind, t.vehicle,
    coalesce((select jsonb_agg(jsonb_build_object('from', lower(s.during), 'to', upper(s.during)) order by lower(s.during)) from shift s where s.team_id = t.id and s.during && tstzrange(now() - interval '1 day', now() + interval '1 day')), '[]')
  from team t where t.id in (select actor_teams()) and t.area_id in (select actor_areas('read')) order by t.call_sign, t.id
$$;
revoke all on function my_duties() from public;
grant execute on function my_duties() to fangcun_app;
