-- Adoption: on its day a plan becomes the zones. All in one transaction, or nothing.

-- Codes and names of new zones, before anybody prints them: the next serials of each part, from north-west to south-east. A serial that was ever used is not given again.
create or replace function name_plan_zones(wanted uuid) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
declare home record; last integer; fresh record;
begin
  for home in select distinct z.area_id, a.name_zh, a.name_en, r.* from zone_plan_zone z join area a on a.id = z.area_id, lateral zone_code_rule(z.area_id) r where z.plan_id = wanted loop
    select coalesce(max(right(c.code, home.serial)::integer), 0) into last
    from (select z.code from zone z where z.area_id = home.area_id union all select p.code from zone_past p where p.area_id = home.area_id union all select n.code from zone_plan_zone n where n.plan_id = wanted) c
    where starts_with(c.code, home.stem) and length(c.code) = length(home.stem) + home.serial and right(c.code, home.serial) ~ '^[0-9]+$';
    for fresh in select z.key from zone_plan_zone z, lateral st_pointonsurface(z.geom) p where z.plan_id = wanted and z.area_id = home.area_id and z.code is null
      order by st_x(p) * cos(radians(st_y(p))) - st_y(p), z.key loop
      last := last + 1;
      if last >= 10 ^ home.serial then raise exception 'no serial is left below %; give codes to the new zones', home.stem using errcode = '23514', column = 'zones'; end if;
      update zone_plan_zone z set code = home.stem || lpad(last::text, home.serial, '0') where z.plan_id = wanted and z.key = fresh.key;
    end loop;
    update zone_plan_zone z set name_zh = case when z.name_zh = '' and z.name_en = '' then home.name_zh || '第' || n.serial || '网格' else z.name_zh end,
      name_en = case when z.name_zh = '' and z.name_en = '' then btrim(home.name_en || ' Zone ' || n.serial) else z.name_en end
    from (select k.key, lpad(ltrim(right(k.code, home.serial), '0'), 2, '0') as serial from zone_plan_zone k where k.plan_id = wanted) n where z.plan_id = wanted and z.area_id = home.area_id and n.key = z.key;
  end loop;
end $$;

-- Whether a zone changes by the plan in what people see; corners that were rounded on their way through an editor are no change.
create or replace function changes_zone(z zone, n zone_plan_zone) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select (z.area_id, z.code, z.name_zh, z.name_en) is distinct from (n.area_id, n.code, n.name_zh, n.name_en)
    or (not st_orderingequals(z.geom, n.geom) and ground_that_counts(st_symdifference(z.geom, n.geom, 1e-8)) is not null)
$$;

-- Zones of today as the plan says. How a zone was until the day goes to its past; days that are empty leave none.
create or replace function write_plan_zones(kept zone_plan, on_day date) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
begin
  set constraints zone_code_today deferred;
  insert into zone_past (zone_id, valid_from, valid_to, area_id, code, name_zh, name_en, geom, households)
  select z.id, z.valid_from, on_day, z.area_id, z.code, z.name_zh, z.name_en, z.geom, (select coalesce(sum(b.households), 0) from building b where b.zone_id = z.id)
  from zone z join zone_plan_zone n on n.plan_id = kept.id and n.zone_id = z.id
  where z.valid_from < on_day and changes_zone(z, n);
  update zone z set valid_to = on_day
  where z.valid_to is null and z.area_id in (select areas_below(kept.area_id)) and not exists (select from zone_plan_zone n where n.plan_id = kept.id and n.zone_id = z.id);
  update zone z set area_id = n.area_id, code = n.code, name_zh = n.name_zh, name_en = n.name_en, geom = n.geom, valid_from = case when changes_zone(z, n) then on_day else z.valid_from end from zone_plan_zone n
  where n.plan_id = kept.id and n.zone_id = z.id and (not st_orderingequals(z.geom, n.geom) or changes_zone(z, n));
  -- The source names the row of the plan, so that the plan finds its zones again.
  insert into zone (area_id, code, name_zh, name_en, geom, valid_from, source, source_ref)
  select n.area_id, n.code, n.name_zh, n.name_en, n.geom, on_day, 'plan', kept.id || ':' || n.key from zone_plan_zone n where n.plan_id = kept.id and n.zone_id is null;
  update zone_plan_zone n set zone_id = z.id from zone z where n.plan_id = kept.id and n.zone_id is null and z.source = 'plan' and z.source_ref = kept.id || ':' || n.key;
  set constraints zone_code_today immediate;
end $$;

-- For each zone that ends: the zone of the plan that most of its homes are in, or else most of its ground; the nearest where nothing lies in it.
create or replace function name_heirs(kept zone_plan, ended integer[]) returns void
language sql volatile set search_path = public, pg_temp as $$
  update zone e set heir_id = coalesce(
    (select z.id from zone z where z.valid_to is null and z.area_id in (select areas_below(kept.area_id)) and z.geom && e.geom and st_intersects(z.geom, e.geom)
      order by (select coalesce(sum(b.households), 0) from building b where b.zone_id = e.id and b.geom && z.geom and st_intersects(z.geom, st_pointonsurface(b.geom))) desc, st_area(st_intersection(z.geom, e.geom, 1e-8)) desc, z.id limit 1),
    (select z.id from zone z where z.valid_to is null and z.area_id in (select areas_below(kept.area_id)) order by st_distance(z.geom, e.geom), z.id limit 1))
  where e.id = any (ended)
$$;

-- Buildings are of the zone that their middle lies in.
create or replace function settle_buildings(wanted integer) returns integer
language plpgsql volatile set search_path = public, pg_temp as $$
declare settled integer; parts integer[] := array(select plan_parts(wanted)); below integer[] := array(select areas_below(wanted));
begin
  with home as (
    select b.id, n.id as zone_id, n.area_id from building b
    left join lateral (select z.id, z.area_id from zone z where z.valid_to is null and z.geom && b.geom and st_intersects(z.geom, st_pointonsurface(b.geom)) order by z.id limit 1) n on true
    where b.id in (select o.id from building o join zone z on z.id = o.zone_id where z.area_id = any (below)
      union select o.id from area a join building o on o.geom && a.geom and st_intersects(a.geom, st_pointonsurface(o.geom)) where a.id = any (parts))
  )
  update building b set zone_id = home.zone_id, area_id = coalesce(home.area_id, b.area_id) from home where b.id = home.id and b.zone_id is distinct from home.zone_id;
  get diagnostics settled = row_count;
  return settled;
end $$;

-- Posts of zones that end close with who is on them; new zones get theirs as vacancies; those of zones that go on follow their zone.
create or replace function write_plan_posts(kept zone_plan, ended integer[], on_day date) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
declare closed integer[]; concerned text[];
begin
  insert into post (area_id, zone_id, kind, valid_from)
  select z.area_id, z.id, k.id, on_day from zone z join zone_plan_zone n on n.plan_id = kept.id and n.zone_id = z.id, post_kind k, generate_series(1, k.per_zone)
  where z.source = 'plan' and z.source_ref = kept.id || ':' || n.key and k.retired_at is null order by z.code, k.sort, k.id;
  -- A zone that went to another part of the plan takes its posts along.
  update post p set area_id = z.area_id from zone z join zone_plan_zone n on n.plan_id = kept.id and n.zone_id = z.id where p.zone_id = z.id and p.area_id <> z.area_id;
  update post_holding h set area_id = p.area_id from post p join zone_plan_zone n on n.plan_id = kept.id and n.zone_id = p.zone_id where h.post_id = p.id and h.area_id <> p.area_id;
  select array_agg(p.id), array_agg(distinct p.account_id) filter (where p.account_id is not null) into closed, concerned from post p where p.zone_id = any (ended) and p.valid_to is null;
  perform end_posts(closed, on_day);
  perform tell_handles(coalesce(closed, '{}'), '{}', coalesce(concerned, '{}'));
end $$;

-- Who takes over from a post that closed: in the zone that took over, somebody on a post of the same kind, else on that of the lead; a vacancy before nobody, for the room answers for it. Made where there is none.
create or replace function post_after(closed integer) returns integer
language plpgsql volatile set search_path = public, pg_temp as $$
declare gone post; heir zone; chosen integer;
begin
  select * into gone from post p where p.id = closed;
  if not found or gone.valid_to is null then return closed; end if;
  select * into heir from zone z where z.id = gone.zone_id;
  while heir.valid_to is not null and heir.heir_id is not null loop select * into heir from zone z where z.id = heir.heir_id; end loop;
  select p.id into chosen from post p where p.zone_id = heir.id and p.valid_to is null and p.kind in (gone.kind, 'zone_lead')
  order by p.kind = gone.kind desc, (p.holder is not null or p.account_id is not null) desc, p.id limit 1;
  if chosen is null and heir.valid_to is null then
    insert into post (area_id, zone_id, kind, valid_from) values (heir.area_id, heir.id, 'zone_lead', gone.valid_to) returning id into chosen;
  end if;
  return coalesce(chosen, closed);
end $$;

-- Open matters follow the ground: their zone is the one that their place lies in now, and what a closed post had to do goes to whoever takes over, with one entry of the log for each matter. What is closed keeps
-- the zone that handled it. Answers how many matters and orders moved.
create or replace function settle_incidents(wanted integer, plan uuid, plan_name text, who text, out matters integer, out orders integer)
language plpgsql volatile set search_path = public, pg_temp as $$
declare kept incident; home integer; moved jsonb; step_at timestamptz; before integer; below integer[] := array(select areas_below(wanted));
begin
  matters := 0;
  orders := 0;
  for kept in select i.* from incident i where i.area_id = any (below) and i.state not in ('closed', 'called_back', 'archived') order by i.id for update loop
    before := kept.zone_id;
    select z.id into home from zone z where z.valid_to is null and z.area_id = any (below) and z.geom && st_pointonsurface(kept.geom) and st_intersects(z.geom, st_pointonsurface(kept.geom)) order by z.id limit 1;
    -- A matter that was brought in with its zone lies perhaps beside it.
    if home is null then
      with recursive line as (select z.id, z.heir_id, z.valid_to, 0 as steps from zone z where z.id = before union all select z.id, z.heir_id, z.valid_to, l.steps + 1 from zone z join line l on z.id = l.heir_id and l.valid_to is not null and l.steps < 1000)
      select l.id into home from line l where l.valid_to is null;
    end if;
    with gone as (
      select o.id, o.post_id, post_after(o.post_id) as next from work_order o join post p on p.id = o.post_id and p.valid_to is not null
      where o.incident_id = kept.id and o.state in ('dispatched', 'accepted', 'handling', 'fed_back')
    ), handed as (
      update work_order o set post_id = gone.next, changed_at = clock_timestamp() from gone where o.id = gone.id and gone.next <> gone.post_id returning o.id
    )
    select jsonb_agg(jsonb_build_object('id', gone.id, 'fromPostId', gone.post_id, 'postId', gone.next) order by gone.id) into moved from gone join handed on handed.id = gone.id;
    if home is distinct from before or moved is not null then
      step_at := clock_timestamp();
      update incident i set zone_id = home where i.id = kept.id returning * into kept;
      insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor, note, payload, after)
      values (kept.id, kept.area_id, step_at, 'rezone', kept.state, kept.state, who, plan_name, jsonb_strip_nulls(jsonb_build_object('planId', plan, 'fromZoneId', before, 'zoneId', home, 'orders', moved)), incident_snapshot_with_orders(kept));
      matters := matters + 1;
      orders := orders + coalesce(jsonb_array_length(moved), 0);
    end if;
  end loop;
end $$;

-- The plan becomes the zones. Raises where it does not cover its area exactly once by now.
create or replace function fulfil_zone_plan(kept zone_plan, on_day date) returns zone_plan
language plpgsql volatile set search_path = public, pg_temp as $$
declare ended integer[]; first_day date; settled record; homes integer;
begin
  perform from zone z where z.area_id in (select areas_below(kept.area_id)) and z.valid_to is null order by z.id for update;
  perform check_plan(kept);
  -- Days go forward only: what changed since the day that was wanted keeps its days.
  select greatest(on_day, max(z.valid_from)) into first_day from zone z where z.area_id in (select areas_below(kept.area_id)) and z.valid_to is null;
  ended := array(select z.id from zone z where z.valid_to is null and z.area_id in (select areas_below(kept.area_id)) and not exists (select from zone_plan_zone n where n.plan_id = kept.id and n.zone_id = z.id) order by z.id);
  perform write_plan_zones(kept, first_day);
  perform name_heirs(kept, ended);
  perform write_plan_posts(kept, ended, first_day);
  homes := settle_buildings(kept.area_id);
  settled := settle_incidents(kept.area_id, kept.id, kept.name, kept.adopted_by);
  update zone_plan_zone n set adopts_on = null where n.plan_id = kept.id;
  update zone_plan p set state = 'adopted', adopt_on = first_day, adopted_at = now(), adopted_by = kept.adopted_by, refusal = null, changed_at = now(), version = p.version + 1 where p.id = kept.id returning * into kept;
  perform note_zone_plan(kept, 'fulfil', jsonb_build_object('on', first_day, 'ended', to_jsonb(ended), 'zones', (select count(*) from zone_plan_zone n where n.plan_id = kept.id),
    'buildings', homes, 'incidents', settled.matters, 'orders', settled.orders), kept.adopted_by);
  return kept;
end $$;

-- Raises with the first fault; what else is wrong, zone_plan_faults tells.
create or replace function check_plan(kept zone_plan) returns void
language plpgsql volatile set search_path = public, pg_temp as $$
declare fault record; stale integer;
begin
  select n.zone_id into stale from zone_plan_zone n join zone z on z.id = n.zone_id where n.plan_id = kept.id and (z.valid_to is not null or z.area_id not in (select areas_below(kept.area_id))) limit 1;
  if stale is not null then raise exception 'zone % ended since; expected zones of today to go on', stale using errcode = '23514', column = 'zones'; end if;
  perform name_plan_zones(kept.id) where not exists (select from zone_plan_zone n where n.plan_id = kept.id and not geometry_fits(n.geom));
  select * into fault from faults_of_plan(kept.id) limit 1;
  if found then raise exception 'expected zones that cover the area exactly once and have right codes: %', fault.kind using errcode = '23514', column = 'zones'; end if;
end $$;

-- On a day of the area's own clock, today or later. The same again is harmless. No row: not there, or not for this actor.
drop function if exists adopt_zone_plan(uuid, integer, date);
create function adopt_zone_plan(wanted uuid, seen integer, on_day date) returns setof zone_plan
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept zone_plan; today date; other zone_plan;
begin
  -- One at a time: whether another plan is in the way must not change while this one is judged.
  perform pg_advisory_xact_lock(7266349);
  kept := plan_in_hand(wanted, 'adopt', null);
  if kept.id is null then return; end if;
  if kept.state in ('scheduled', 'adopted') and kept.adopt_on = on_day and kept.version between seen + 1 and seen + 2 then return next kept; return; end if;
  kept := plan_in_hand(wanted, 'adopt', seen);
  if kept.state <> 'draft' then raise exception 'expected a draft; this plan is %', kept.state using errcode = '23514', column = 'version'; end if;
  today := area_today(kept.area_id);
  if on_day < today or on_day > today + 3660 then raise exception 'expected a day from % on, by the clock of the area, within ten years', today using errcode = '23514', column = 'on'; end if;
  select p.* into other from zone_plan p where p.state = 'scheduled' and p.id <> kept.id and (p.area_id in (select areas_below(kept.area_id)) or kept.area_id in (select areas_below(p.area_id))) limit 1;
  if found then raise exception 'another plan of this ground is adopted for %; withdraw it first', other.adopt_on using errcode = '23514', column = 'on'; end if;
  kept.adopted_by := actor_id();
  if on_day = today then
    kept := fulfil_zone_plan(kept, on_day);
    return next kept;
    return;
  end if;
  perform check_plan(kept);
  update zone_plan_zone n set adopts_on = on_day where n.plan_id = wanted;
  update zone_plan p set state = 'scheduled', adopt_on = on_day, adopted_by = kept.adopted_by, refusal = null, tries = 0, try_after = null, changed_at = now(), version = p.version + 1 where p.id = wanted returning * into kept;
  perform note_zone_plan(kept, 'adopt', jsonb_build_object('on', on_day));
  -- Zones of days to come are others now.
  insert into outbox (noun, area_id) values ('zone', kept.area_id);
  return next kept;
end $$;

-- What was to come is a draft again.
drop function if exists withdraw_zone_plan(uuid, integer);
create function withdraw_zone_plan(wanted uuid, seen integer) returns setof zone_plan
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept zone_plan;
begin
  perform pg_advisory_xact_lock(7266349);
  kept := plan_in_hand(wanted, 'adopt', null);
  if kept.id is null then return; end if;
  if kept.state = 'draft' and kept.version = seen + 1 then return next kept; return; end if;
  kept := plan_in_hand(wanted, 'adopt', seen);
  if kept.state <> 'scheduled' then raise exception 'expected a plan that waits for its day; this one is %', kept.state using errcode = '23514', column = 'version'; end if;
  kept := unschedule_zone_plan(kept, null);
  perform note_zone_plan(kept, 'withdraw', '{}');
  return next kept;
end $$;

create or replace function unschedule_zone_plan(kept zone_plan, why text) returns zone_plan
language plpgsql volatile set search_path = public, pg_temp as $$
begin
  update zone_plan_zone n set adopts_on = null where n.plan_id = kept.id;
  update zone_plan p set state = 'draft', adopt_on = null, adopted_by = null, refusal = left(why, 500), tries = 0, try_after = null, changed_at = now(), version = p.version + 1 where p.id = kept.id returning * into kept;
  insert into outbox (noun, area_id) values ('zone', kept.area_id);
  return kept;
end $$;

-- The job, first half: the next plan whose day has begun by its area's clock, with its try counted before it is made, so that one that runs into a limit of time or brings a server down counts too.
-- One that had its tries is a draft again with the reason of the last, so that people hear of it. Null where none is due now or another process is at it.
create or replace function take_due_plan(moment timestamptz default null) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare most constant integer := 5; kept zone_plan;
begin
  if not pg_try_advisory_xact_lock(7266349) then return null; end if;
  select p.* into kept from zone_plan p where p.state = 'scheduled' and p.adopt_on <= area_today(p.area_id, coalesce(moment, now())) and (p.try_after is null or p.try_after <= coalesce(moment, now())) order by p.adopt_on, p.id limit 1 for update;
  if not found then return null; end if;
  if kept.tries >= most then
    kept := unschedule_zone_plan(kept, format('given up after %s tries: %s', kept.tries, coalesce(kept.refusal, 'the server did not come to its end')));
    perform note_zone_plan(kept, 'refuse', jsonb_build_object('reason', left(kept.refusal, 500)), '-');
  else
    -- A quarter of a minute, one, four, sixteen.
    update zone_plan p set tries = p.tries + 1, try_after = coalesce(moment, now()) + interval '15 seconds' * 4 ^ p.tries where p.id = kept.id;
  end if;
  return kept.id;
end $$;

-- Why a try ended that was broken off from outside; the plan waits for the next.
create or replace function note_due_plan(wanted uuid, why text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$ update zone_plan p set refusal = left(why, 500) where p.id = wanted and p.state = 'scheduled' $$;

-- The second half: the plan comes true, or becomes a draft again with the reason. Answers its id; null where it is not due or another process is at it. Without an id, the next that is due.
drop function if exists adopt_due_plan(timestamptz);
create or replace function adopt_due_plan(moment timestamptz default null, wanted uuid default null) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept zone_plan;
begin
  -- One that was taken is waited for, or its try would be lost.
  if wanted is not null then perform pg_advisory_xact_lock(7266349);
  elsif not pg_try_advisory_xact_lock(7266349) then return null;
  end if;
  select p.* into kept from zone_plan p where p.state = 'scheduled' and p.adopt_on <= area_today(p.area_id, coalesce(moment, now())) and (wanted is null or p.id = wanted) order by p.adopt_on, p.id limit 1 for update;
  if not found then return null; end if;
  begin
    perform fulfil_zone_plan(kept, kept.adopt_on);
  -- Whatever keeps it from coming true, for one plan must not keep all others from their day; what passes by itself is tried again.
  exception when others then
    if left(sqlstate, 2) in ('08', '40', '53', '55', '57', '58') then raise; end if;
    kept := unschedule_zone_plan(kept, sqlerrm);
    perform note_zone_plan(kept, 'refuse', jsonb_build_object('reason', left(kept.refusal, 500)), '-');
  end;
  return kept.id;
end $$;

-- Matters that were reported while a plan came true, and those that were opened again since: what is left with a zone or post that ended moves on. Answers how many.
create or replace function settle_stragglers() returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare homes integer[]; home integer; settled record; moved integer := 0;
begin
  if not pg_try_advisory_xact_lock(7266349) then return 0; end if;
  homes := array(select i.area_id from incident i join zone z on z.id = i.zone_id and z.valid_to is not null and z.heir_id is not null where i.state not in ('closed', 'called_back', 'archived')
    union select o.area_id from work_order o join post p on p.id = o.post_id and p.valid_to is not null join zone z on z.id = p.zone_id and z.heir_id is not null where o.state in ('dispatched', 'accepted', 'handling', 'fed_back'));
  foreach home in array homes loop
    settled := settle_incidents(home, null, '', 'system');
    moved := moved + settled.matters;
  end loop;
  return moved;
end $$;

revoke all on function name_plan_zones(uuid), changes_zone(zone, zone_plan_zone), write_plan_zones(zone_plan, date), name_heirs(zone_plan, integer[]), settle_buildings(integer), write_plan_posts(zone_plan, integer[], date), post_after(integer),
  settle_incidents(integer, uuid, text, text), fulfil_zone_plan(zone_plan, date), check_plan(zone_plan), adopt_zone_plan(uuid, integer, date), withdraw_zone_plan(uuid, integer), unschedule_zone_plan(zone_plan, text),
  take_due_plan(timestamptz), note_due_plan(uuid, text), adopt_due_plan(timestamptz, uuid), settle_stragglers() from public;
grant execute on function adopt_zone_plan(uuid, integer, date), withdraw_zone_plan(uuid, integer) to fangcun_app;
grant execute on function take_due_plan(timestamptz), note_due_plan(uuid, text), adopt_due_plan(timestamptz, uuid), settle_stragglers() to fangcun_relay;
