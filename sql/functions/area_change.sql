-- Changes of the area tree, each on a day: an area keeps its id wherever it goes on. Rights follow the tree, so whoever changes it configures the area and the one above it, here and there,
-- and gains no role by it over anything. Those for days to come wait (sql/functions/area_change_due.sql).

-- Whether these areas are of today and the actor's to see (false where not); they are locked, and must be the actor's to configure with what is above them.
create or replace function check_area_change(wanted integer[], day date) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare each area;
begin
  if exists (select from unnest(wanted) w(id) where not exists (select from area a where a.id = w.id and a.valid_to is null and (acts_as_owner() or a.id in (select actor_areas('read'))))) then return false; end if;
  for each in select * from area a where a.id = any(wanted) order by a.id for update loop
    if each.valid_to is not null then return false; end if;
    if not acts_as_owner() and exists (select unnest(array[each.id, each.parent_id]) except select actor_areas('configure') except select null) then
      raise exception 'expected an area that you configure, and the area above it' using errcode = '42501', column = 'id';
    end if;
    if day < each.valid_from then raise exception 'expected no day before the last change of % (%)', each.code, each.valid_from using errcode = '23514', column = 'on'; end if;
  end loop;
  return true;
end $$;

-- Nobody comes to a role over `from_area` by what is put below or into `to_area`.
create or replace function check_no_gain(from_area integer, to_area integer, field text) returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not acts_as_owner() and exists (select actor_roles(to_area) except select actor_roles(from_area)) then
    raise exception 'nobody gains rights by changing areas; another administrator does this' using errcode = '42501', column = field;
  end if;
end $$;

create or replace function log_area_change(given jsonb, wanted integer, from_areas integer[], to_areas integer[], detail jsonb) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into area_change (id, area_id, kind, on_day, from_areas, to_areas, reason, detail, actor)
  values (case when exists (select from area_change c where c.id = (given ->> 'id')::uuid) then gen_random_uuid() else (given ->> 'id')::uuid end, wanted, given ->> 'kind', (given ->> 'on')::date, from_areas, to_areas,
    coalesce(given ->> 'reason', ''), detail, coalesce(actor_id(), '-'))
$$;

create or replace function area_json(wanted integer) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object('parentId', a.parent_id, 'level', a.level, 'code', a.code, 'nameZh', a.name_zh, 'nameEn', a.name_en) from area a where a.id = wanted
$$;

create or replace function check_code_free(wanted text, but integer) returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if exists (select from area a where a.code = wanted and a.valid_to is null and a.id is distinct from but) then raise exception 'expected a code that no other area of today has' using errcode = '23505', column = 'code'; end if;
end $$;

-- A new code, and with it the codes of all below that begin with the old one.
create or replace function recode_area(wanted integer, new_code text, given jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare day date := (given ->> 'on')::date; old_code text; each record; zones integer := 0; areas integer := 0; below integer[];
begin
  select a.code into old_code from area a where a.id = wanted;
  if old_code = new_code then return '{}'; end if;
  perform check_code_free(new_code, wanted);
  with recursive down(id) as (select wanted union select a.id from area a join down on a.parent_id = down.id where a.valid_to is null)
  select array_agg(d.id) into below from down d join area a on a.id = d.id where d.id <> wanted and starts_with(a.code, old_code);
  if exists (select from area a where a.id = any(below) and a.valid_from > day) then raise exception 'expected no day before the last change of an area below' using errcode = '23514', column = 'on'; end if;
  perform keep_area_past(wanted, day);
  update area set code = new_code where id = wanted;
  for each in select a.id, a.code, area_json(a.id) as before from area a where a.id = any(below) order by a.id for update loop
    perform check_code_free(new_code || substr(each.code, length(old_code) + 1), each.id);
    perform keep_area_past(each.id, day);
    update area set code = new_code || substr(each.code, length(old_code) + 1) where id = each.id;
    perform log_area_change(given || '{"kind": "recode"}', each.id, array[each.id], array[each.id], jsonb_build_object('before', each.before, 'after', area_json(each.id)));
    areas := areas + 1;
  end loop;
  perform keep_zones_past(array(select z.id from zone z where z.area_id = any(below || wanted) and z.valid_to is null), day);
  for each in select a.area_id, array_agg(a.id) as ids from zone a where a.area_id = any(below || wanted) and a.valid_to is null group by 1 loop
    zones := zones + recode_zones(each.ids, old_code || case when each.area_id = wanted then '' else substr((select code from area where id = each.area_id), length(new_code) + 1) end, (select code from area where id = each.area_id));
  end loop;
  return jsonb_build_object('areas', areas, 'zones', zones);
end $$;

-- A new area beside or below others; null codes are refused by the table.
create or replace function make_area(like_area integer, under integer, level text, part jsonb, day date) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare made integer;
begin
  perform check_code_free(part ->> 'code', null);
  insert into area (parent_id, level, code, name_zh, name_en, time_zone, zone_scheme, valid_from)
  select under, make_area.level, part ->> 'code', part ->> 'nameZh', coalesce(part ->> 'nameEn', ''), a.time_zone, case when like_area <> coalesce(under, 0) then a.zone_scheme end, day from area a where a.id = like_area
  returning area.id into made;
  return made;
end $$;

-- Ends an area for another: what is still called by it hangs below that one, so that it is read by those who have the place now.
create or replace function end_area(wanted integer, follower integer, day date) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if exists (select from area a where a.id = wanted and a.valid_from >= day) then raise exception 'expected a day after the last change of an area that ends' using errcode = '23514', column = 'on'; end if;
  insert into area_past (area_id, valid_from, valid_to, parent_id, level, code, name_zh, name_en, geom)
  select a.id, a.valid_from, day, a.parent_id, a.level, a.code, a.name_zh, a.name_en, a.geom from area a where a.id = wanted;
  update area a set valid_to = day, parent_id = coalesce(follower, a.parent_id) where a.id = wanted;
end $$;

-- Areas below go under another.
create or replace function rehome_areas(children integer[], home integer, day date) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare each integer;
begin
  foreach each in array children loop
    perform keep_area_past(each, day);
    update area set parent_id = home where id = each;
  end loop;
  return cardinality(children);
end $$;

create or replace function children_of(wanted integer) returns integer[]
language sql stable security definer set search_path = public, pg_temp as $$ select coalesce(array_agg(a.id order by a.id), '{}') from area a where a.parent_id = wanted and a.valid_to is null $$;
create or replace function zones_in(wanted integer) returns integer[]
language sql stable security definer set search_path = public, pg_temp as $$ select coalesce(array_agg(z.id order by z.id), '{}') from zone z where z.area_id = wanted and z.valid_to is null $$;
create or replace function added(one jsonb, other jsonb) returns jsonb
language sql immutable as $$
  select coalesce(jsonb_object_agg(k.key, coalesce((one ->> k.key)::integer, 0) + coalesce((other ->> k.key)::integer, 0)), '{}') from (select jsonb_object_keys(one) as key union select jsonb_object_keys(other)) k
$$;

revoke all on function check_area_change(integer[], date), check_no_gain(integer, integer, text), log_area_change(jsonb, integer, integer[], integer[], jsonb), area_json(integer), check_code_free(text, integer), recode_area(integer, text, jsonb),
  make_area(integer, integer, text, jsonb, date), end_area(integer, integer, date), rehome_areas(integer[], integer, date), children_of(integer), zones_in(integer), added(jsonb, jsonb) from public;
