-- What stands in an area follows when the area is merged into another, or when zones of it go to another. Called by sql/functions/area_change.sql only.

-- How a row was until a day; two changes on one day leave one past. A row that is so since that very day has no past to keep.
create or replace function keep_area_past(wanted integer, day date) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into area_past (area_id, valid_from, valid_to, parent_id, level, code, name_zh, name_en, geom)
  select a.id, a.valid_from, day, a.parent_id, a.level, a.code, a.name_zh, a.name_en, a.geom from area a where a.id = wanted and a.valid_from < day;
  update area a set valid_from = day where a.id = wanted and a.valid_to is null;
end $$;

create or replace function keep_zones_past(wanted integer[], day date) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into zone_past (zone_id, valid_from, valid_to, area_id, code, name_zh, name_en, geom, households)
  select z.id, z.valid_from, day, z.area_id, z.code, z.name_zh, z.name_en, z.geom, coalesce((select sum(b.households) from building b where b.zone_id = z.id), 0)
  from zone z where z.id = any(wanted) and z.valid_to is null and z.valid_from < day;
  update zone z set valid_from = day where z.id = any(wanted) and z.valid_to is null and z.valid_from < day;
end $$;

-- Codes of zones that begin with that of their area follow it; a serial that is taken there becomes the next that is free.
create or replace function recode_zones(wanted integer[], old_code text, new_code text) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare each record; serial text; found_code text; n integer := 0; changed integer := 0;
begin
  for each in select z.id, z.code from zone z where z.id = any(wanted) and z.valid_to is null and starts_with(z.code, old_code) and length(z.code) > length(old_code) order by z.code loop
    serial := substr(each.code, length(old_code) + 1);
    found_code := new_code || serial;
    while exists (select from zone z where z.code = found_code and z.valid_to is null and z.id <> each.id) loop
      n := n + 1;
      if length(n::text) > length(serial) then raise exception 'expected fewer zones: there is no free serial of % signs', length(serial) using errcode = '23514', column = 'code'; end if;
      found_code := new_code || lpad(n::text, length(serial), '0');
    end loop;
    update zone z set code = found_code where z.id = each.id and z.code <> found_code;
    changed := changed + 1;
  end loop;
  return changed;
end $$;

-- Matters with all that hangs on them. What was logged goes along, or nobody of the new place could read it.
create or replace function rehome_matters(matters uuid[], home integer) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform set_config('fangcun.rehome', 'on', true);
  update incident set area_id = home where id = any(matters);
  update incident_log set area_id = home where incident_id = any(matters);
  update work_order set area_id = home where incident_id = any(matters);
  update deadline set area_id = home where incident_id = any(matters);
  update escalation set area_id = home where incident_id = any(matters);
  update alarm set area_id = home where incident_id = any(matters);
  update photo set area_id = home where incident_id = any(matters);
  update contact set area_id = home where incident_id = any(matters);
  perform set_config('fangcun.rehome', '', true);
end $$;

-- Teams with what they carry and when they serve; what they covered stays with the area that they covered it for. Call signs are told apart within an area: a team whose sign is taken there stays where it was.
-- Answers how many went.
create or replace function rehome_teams(wanted integer[], from_area integer, home integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare gone integer;
begin
  update team t set area_id = home where t.id = any(wanted) and t.area_id = from_area and not exists (select from team o where o.area_id = home and o.call_sign = t.call_sign);
  get diagnostics gone = row_count;
  update device d set area_id = home from team t where t.id = d.team_id and t.id = any(wanted) and t.area_id = home and d.area_id = from_area;
  update shift s set area_id = home from team t where t.id = s.team_id and t.id = any(wanted) and t.area_id = home and s.area_id = from_area;
  update live_position l set area_id = home from team t where t.id = l.team_id and t.id = any(wanted) and t.area_id = home and l.area_id = from_area;
  return gone;
end $$;

-- Zones go to another area on a day, and with them posts, buildings, equipment and matters in them. `whole`: all that stands in the area goes, also outside of every zone.
-- Answers how much went.
create or replace function rehome_zones(wanted integer[], from_area integer, home integer, whole boolean, day date) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare matters uuid[]; ground geometry; homes integer; buildings integer; posts integer;
begin
  if exists (with recursive above(id) as (select unnest(array[from_area, home]) union select a.parent_id from area a join above on a.id = above.id where a.parent_id is not null)
    select from zone_plan p join above on above.id = p.area_id where p.state = 'scheduled') then
    raise exception 'expected areas without a scheduled plan of zones; withdraw it first' using errcode = '23514', column = 'on';
  end if;
  perform keep_zones_past(wanted, day);
  select st_union(z.geom) into ground from zone z where z.id = any(wanted);
  update zone set area_id = home where id = any(wanted);
  update post set area_id = home where zone_id = any(wanted) or (whole and area_id = from_area);
  get diagnostics posts = row_count;
  update post_holding set area_id = home where post_id in (select p.id from post p where p.area_id = home) and area_id = from_area;
  with gone as (
    update building b set area_id = home where b.zone_id = any(wanted) or (b.area_id = from_area and (whole or (b.zone_id is null and st_intersects(st_pointonsurface(b.geom), ground)))) returning b.households)
  select count(*), coalesce(sum(gone.households), 0) into buildings, homes from gone;
  update camera set area_id = home where area_id = from_area and (whole or st_intersects(geom, ground));
  update place set area_id = home where area_id = from_area and (whole or st_intersects(geom, ground));
  update estate set area_id = home where area_id = from_area and (whole or st_intersects(st_pointonsurface(geom), ground));
  if whole then
    update street set area_id = home where area_id = from_area;
    update hotspot set area_id = home where area_id = from_area;
    perform rehome_teams(array(select t.id from team t where t.area_id = from_area), from_area, home);
    update patrol_station set area_id = home where area_id = from_area;
    update shift_template set area_id = home where area_id = from_area;
    update event_plan set area_id = home where area_id = from_area;
    update event_post set area_id = home where area_id = from_area;
    update shift_need set area_id = home where area_id = from_area;
    update roster_change set area_id = home where area_id = from_area;
    update map_wall set area_id = home where area_id = from_area;
    update wall_screen set area_id = home where area_id = from_area;
    update wall_screen_state set area_id = home where area_id = from_area;
    update wall_scene set area_id = home where area_id = from_area;
    update zone_plan set state = 'discarded' where area_id = from_area and state = 'draft';
  end if;
  select array_agg(i.id) into matters from incident i where (i.area_id = from_area and whole) or (i.area_id = from_area and (i.zone_id = any(wanted) or (i.zone_id is null and st_intersects(st_pointonsurface(i.geom), ground))));
  perform rehome_matters(coalesce(matters, '{}'), home);
  return jsonb_build_object('zones', cardinality(wanted), 'posts', posts, 'buildings', buildings, 'households', homes, 'incidents', coalesce(cardinality(matters), 0));
end $$;

revoke all on function keep_area_past(integer, date), keep_zones_past(integer[], date), recode_zones(integer[], text, text), rehome_matters(uuid[], integer), rehome_teams(integer[], integer, integer), rehome_zones(integer[], integer, integer, boolean, date) from public;
