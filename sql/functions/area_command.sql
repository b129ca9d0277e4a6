-- The commands themselves; each answers how much it touched. sql/functions/area_change.sql has what they are made of.

-- Several areas of one level become one: the area of the path goes on, or a new one (`into`) in whose place all end.
create or replace function merge_areas(wanted integer, given jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare day date := (given ->> 'on')::date; others integer[]; ending integer[]; home integer := wanted; kept area; each integer; done jsonb := '{}'; before jsonb := area_json(wanted); shape geometry;
begin
  select array_agg(distinct value::integer order by value::integer) into others from jsonb_array_elements_text(given -> 'areaIds') where value::integer <> wanted;
  if others is null then raise exception 'expected at least one other area' using errcode = '23514', column = 'areaIds'; end if;
  if not check_area_change(others, day) then raise exception 'expected areas of today that you configure' using errcode = '42501', column = 'areaIds'; end if;
  select * into kept from area a where a.id = wanted;
  if exists (select from area a where a.id = any(others) and a.level <> kept.level) then raise exception 'expected areas of the same level' using errcode = '23514', column = 'areaIds'; end if;
  if kept.level = 'city' then raise exception 'expected areas below a city' using errcode = '23514', column = 'areaIds'; end if;
  ending := others;
  select st_multi(st_union(a.geom)) into shape from area a where a.id = any(others || wanted);
  if given ? 'into' then
    home := make_area(wanted, kept.parent_id, kept.level, given -> 'into', day);
    -- By code, so that serials follow each other in the order of the areas.
    select array_agg(a.id order by a.code) into ending from area a where a.id = any(others || wanted);
  else
    perform keep_area_past(wanted, day);
  end if;
  foreach each in array ending loop
    perform check_no_gain(each, home, 'areaIds');
    if (given ->> 'moveDuties')::boolean then done := added(done, jsonb_build_object('dutiesMoved', move_duties(each, home))); end if;
    done := added(done, jsonb_build_object('areas', rehome_areas(children_of(each), home, day), 'accounts', (select count(distinct s.account_id) from assignment s where s.area_id = each)));
    done := added(done, move_zones(zones_in(each), each, home, true, day));
    perform end_area(each, home, day);
    perform log_area_change(given, each, ending, array[home], jsonb_build_object('before', area_json(each)));
  end loop;
  update area set geom = case when geometry_fits(shape, 50000) then shape else geom end where id = home;
  perform log_area_change(given, home, ending || wanted, array[home], jsonb_build_object('before', before, 'after', area_json(home)));
  return done || jsonb_build_object('areaId', home);
end $$;

-- Duties over an area that ends go to the one that follows it, where they reach further: so only by who administers accounts in both, and never one's own. Answers how many went.
create or replace function move_duties(from_area integer, home integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare gone integer;
begin
  if not administers_area(from_area) or not administers_area(home) then
    raise exception 'expected areas whose accounts you administer' using errcode = '42501', column = 'moveDuties';
  end if;
  insert into assignment (account_id, area_id, role) select a.account_id, home, a.role from assignment a where a.area_id = from_area and a.account_id is distinct from actor_id() on conflict do nothing;
  delete from assignment a where a.area_id = from_area and a.account_id is distinct from actor_id();
  get diagnostics gone = row_count;
  return gone;
end $$;

-- Who has a duty over an area has it over the new ones that were cut from it too: the ground is the same, so nobody's rights grow. For who administers the accounts. Answers how many accounts.
create or replace function keep_duties(from_area integer, made integer[]) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not administers_area(from_area) then raise exception 'expected an area whose accounts you administer' using errcode = '42501', column = 'keepDuties'; end if;
  insert into assignment (account_id, area_id, role) select a.account_id, m.id, a.role from assignment a cross join unnest(made) m(id) where a.area_id = from_area on conflict do nothing;
  return (select count(distinct a.account_id) from assignment a where a.area_id = any(made));
end $$;

create or replace function move_zones(wanted integer[], from_area integer, home integer, whole boolean, day date) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare done jsonb;
begin
  done := rehome_zones(wanted, from_area, home, whole, day);
  perform recode_zones(wanted, (select a.code from area a where a.id = from_area), (select a.code from area a where a.id = home));
  return done;
end $$;

-- Zones or areas below go to new areas, or to others of the level that are there; the area goes on with what is left, and ends where nothing is.
create or replace function split_area(wanted integer, given jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare day date := (given ->> 'on')::date; kept area; part jsonb; home integer; zones integer[]; children integer[]; done jsonb := '{}'; homes integer[] := '{}'; given_shape geometry; gone_shape geometry; before jsonb := area_json(wanted); rest boolean; each integer; teams integer[]; made integer[] := '{}';
begin
  select * into kept from area a where a.id = wanted;
  if kept.level = 'city' then raise exception 'expected an area below a city' using errcode = '23514', column = 'id'; end if;
  for part in select value from jsonb_array_elements(given -> 'parts') loop
    zones := array(select value::integer from jsonb_array_elements_text(coalesce(part -> 'zoneIds', '[]')));
    children := array(select value::integer from jsonb_array_elements_text(coalesce(part -> 'areaIds', '[]')));
    if not zones <@ zones_in(wanted) or not children <@ children_of(wanted) or cardinality(zones) + cardinality(children) = 0 then
      raise exception 'expected each zone or area below once, of those that are in it' using errcode = '23514', column = 'parts';
    end if;
    teams := array(select value::integer from jsonb_array_elements_text(coalesce(part -> 'teamIds', '[]')));
    if exists (select unnest(teams) except select t.id from team t where t.area_id = wanted) then raise exception 'expected each team once, of those that are in it' using errcode = '23514', column = 'parts'; end if;
    select st_union(g.geom) into given_shape from (select z.geom from zone z where z.id = any(zones) union all select a.geom from area a where a.id = any(children)) g;
    if part ? 'areaId' then
      home := (part ->> 'areaId')::integer;
      if home = wanted or not check_area_change(array[home], day) or (select a.level from area a where a.id = home) <> kept.level then raise exception 'expected another area of the same level that you configure' using errcode = '42501', column = 'parts'; end if;
      perform keep_area_past(home, day);
    else
      home := make_area(wanted, kept.parent_id, kept.level, part, day);
      made := made || home;
    end if;
    perform check_no_gain(wanted, home, 'parts');
    done := added(done, jsonb_build_object('teams', rehome_teams(teams, wanted, home)));
    done := added(done, jsonb_build_object('areas', rehome_areas(children, home, day)));
    if cardinality(zones) > 0 then done := added(done, move_zones(zones, wanted, home, false, day)); end if;
    update area a set geom = coalesce((select s.g from (select st_multi(st_union(coalesce(a.geom, given_shape), given_shape)) as g) s where geometry_fits(s.g, 50000)), a.geom) where a.id = home and given_shape is not null;
    gone_shape := st_union(coalesce(gone_shape, given_shape), given_shape);
    homes := homes || home;
  end loop;
  done := done || jsonb_build_object('dutiesKept', case when (given ->> 'keepDuties')::boolean then keep_duties(wanted, made) else 0 end);
  rest := cardinality(zones_in(wanted)) + cardinality(children_of(wanted)) > 0;
  if rest then
    perform keep_area_past(wanted, day);
    update area a set geom = s.g from (select st_multi(st_collectionextract(st_difference(x.geom, gone_shape), 3)) as g from area x where x.id = wanted) s where a.id = wanted and s.g is not null and geometry_fits(s.g, 50000);
  else
    -- What is left outside of all zones goes with the first part.
    done := added(done, move_zones('{}', wanted, homes[1], true, day) || '{"zones": 0}');
    done := done || jsonb_build_object('accounts', (select count(distinct s.account_id) from assignment s where s.area_id = wanted and not ((given ->> 'keepDuties')::boolean and cardinality(made) > 0)));
    perform end_area(wanted, homes[1], day);
  end if;
  foreach each in array homes loop perform log_area_change(given, each, array[wanted], homes, jsonb_build_object('after', area_json(each))); end loop;
  perform log_area_change(given, wanted, array[wanted], case when rest then homes || wanted else homes end, jsonb_build_object('before', before));
  return done || jsonb_build_object('areaId', case when rest then wanted else homes[1] end);
end $$;

create or replace function move_area(wanted integer, given jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare day date := (given ->> 'on')::date; kept area; home area; before jsonb := area_json(wanted); done jsonb := '{}'; below integer;
  levels constant text[] := array['city', 'district', 'subdistrict', 'community'];
begin
  if not check_area_change(array[(given ->> 'parentId')::integer], day) then raise exception 'expected an area of today that you configure' using errcode = '42501', column = 'parentId'; end if;
  select * into kept from area a where a.id = wanted;
  select * into home from area a where a.id = (given ->> 'parentId')::integer;
  if array_position(levels, home.level) >= array_position(levels, kept.level) then raise exception 'expected an area of a higher level' using errcode = '23514', column = 'parentId'; end if;
  perform check_no_gain(wanted, home.id, 'parentId');
  with recursive down(id) as (select wanted union select a.id from area a join down on a.parent_id = down.id) select count(*) - 1 into below from down;
  perform keep_area_past(wanted, day);
  update area set parent_id = home.id where id = wanted;
  if given ? 'code' then done := recode_area(wanted, given ->> 'code', given); end if;
  perform log_area_change(given, wanted, array_remove(array[kept.parent_id], null), array[home.id], jsonb_build_object('before', before, 'after', area_json(wanted)));
  return done || jsonb_build_object('areaId', wanted, 'areas', below);
end $$;

create or replace function close_area(wanted integer, given jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare before jsonb := area_json(wanted);
begin
  if cardinality(children_of(wanted)) + cardinality(zones_in(wanted)) > 0 then raise exception 'expected an area without zones and without areas below; merge or split it instead' using errcode = '23514', column = 'id'; end if;
  if exists (select from incident i where i.area_id = wanted and i.state not in ('closed', 'called_back', 'archived', 'merged')) then raise exception 'expected an area without matters in hand' using errcode = '23514', column = 'id'; end if;
  perform end_area(wanted, null, (given ->> 'on')::date);
  perform log_area_change(given, wanted, array[wanted], '{}', jsonb_build_object('before', before));
  return jsonb_build_object('areaId', wanted);
end $$;

create or replace function rename_area(wanted integer, given jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare before jsonb := area_json(wanted); done jsonb := '{}';
begin
  if given ->> 'kind' = 'recode' then done := recode_area(wanted, given ->> 'code', given);
  else
    perform keep_area_past(wanted, (given ->> 'on')::date);
    update area set name_zh = given ->> 'nameZh', name_en = coalesce(given ->> 'nameEn', name_en) where id = wanted;
  end if;
  if before = area_json(wanted) then return jsonb_build_object('areaId', wanted); end if;
  perform log_area_change(given, wanted, array[wanted], array[wanted], jsonb_build_object('before', before, 'after', area_json(wanted)));
  return done || jsonb_build_object('areaId', wanted);
end $$;

create or replace function add_area(wanted integer, given jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare levels constant text[] := array['city', 'district', 'subdistrict', 'community']; made integer;
begin
  if array_position(levels, given ->> 'level') <= array_position(levels, (select a.level from area a where a.id = wanted)) then raise exception 'expected a level below that of the area' using errcode = '23514', column = 'level'; end if;
  made := make_area(wanted, wanted, given ->> 'level', given, (given ->> 'on')::date);
  perform log_area_change(given, made, array[wanted], array[made], jsonb_build_object('after', area_json(made)));
  return jsonb_build_object('areaId', made);
end $$;

-- One command; null where the area is not there or not the actor's to see. The same id again changes nothing.
create or replace function change_area(wanted integer, given jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept area;
begin
  -- Not beside an adoption (sql/functions/zone_plan_adopt.sql): zones that it makes would stay behind in an area that ends. Taken before any row is locked, for an adoption waits for rows of areas.
  perform pg_advisory_xact_lock(7266349);
  if not check_area_change(array[wanted], (given ->> 'on')::date) then
    return (select jsonb_build_object('areaId', c.to_areas[1]) from area_change c where c.id = (given ->> 'id')::uuid and c.actor = actor_id() and wanted = any(c.from_areas || c.area_id));
  end if;
  if exists (select from area_change c where c.id = (given ->> 'id')::uuid) then
    if not exists (select from area_change c where c.id = (given ->> 'id')::uuid and wanted = any(c.from_areas || c.to_areas || c.area_id)) then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
    return jsonb_build_object('areaId', wanted);
  end if;
  if exists (select from area_change_due d where d.id = (given ->> 'id')::uuid) then
    if not exists (select from area_change_due d where d.id = (given ->> 'id')::uuid and d.area_id = wanted) then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
    return (select jsonb_build_object('areaId', wanted, 'scheduled', d.on_day) from area_change_due d where d.id = (given ->> 'id')::uuid);
  end if;
  select * into kept from area a where a.id = wanted;
  if kept.version <> (given ->> 'version')::integer then raise exception 'somebody changed this area; read it again' using errcode = '40001', column = 'version'; end if;
  return case when (given ->> 'on')::date > area_today(wanted) then schedule_area_change(wanted, given) else carry_out_area_change(wanted, given) end;
end $$;

-- A change that was checked, by its kind.
create or replace function carry_out_area_change(wanted integer, given jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare done jsonb;
begin
  done := case given ->> 'kind' when 'rename' then rename_area(wanted, given) when 'recode' then rename_area(wanted, given) when 'merge' then merge_areas(wanted, given) when 'split' then split_area(wanted, given)
    when 'move' then move_area(wanted, given) when 'close' then close_area(wanted, given) when 'add' then add_area(wanted, given) end;
  if done is null then raise exception 'expected a kind of change' using errcode = '23514', column = 'kind'; end if;
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), wanted, 'area.' || (given ->> 'kind'), wanted::text, given || jsonb_build_object('done', done));
  if given ->> 'kind' in ('merge', 'split', 'move', 'add') then perform pg_notify('fangcun_rights', ''); end if;
  return done;
end $$;

revoke all on function merge_areas(integer, jsonb), move_duties(integer, integer), keep_duties(integer, integer[]), move_zones(integer[], integer, integer, boolean, date), split_area(integer, jsonb), move_area(integer, jsonb), close_area(integer, jsonb), rename_area(integer, jsonb), add_area(integer, jsonb), carry_out_area_change(integer, jsonb), change_area(integer, jsonb) from public;
grant execute on function change_area(integer, jsonb) to fangcun_app;
