-- Days are days of the area's own clock.
create or replace function area_today(wanted integer, at timestamptz default now()) returns date
language sql stable parallel safe security definer set search_path = public, pg_temp as $$
  select (at at time zone coalesce((select a.time_zone from area a where a.id = wanted), 'UTC'))::date
$$;

-- The tree as it was on a day: rows of today that were so by then, and the past of these and of those that are closed. The caller's policies apply, those of today.
drop function if exists areas_on(date);
create function areas_on(day date)
returns table (id integer, parent_id integer, level text, code text, name_zh text, name_en text, geom geometry, valid_from date, valid_to date)
language sql stable as $$
  select a.id, a.parent_id, a.level, a.code, a.name_zh, a.name_en, a.geom, a.valid_from, a.valid_to from area a where a.valid_to is null and a.valid_from <= day
  union all
  select p.area_id, p.parent_id, p.level, p.code, p.name_zh, p.name_en, p.geom, p.valid_from, p.valid_to from area_past p where p.valid_from <= day and p.valid_to > day
$$;

-- Whether the actor configures the whole tree: what is set for all areas at once is set there.
create or replace function configures_all() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select acts_as_owner() or (actor_may('configure') and not exists (select from area r where r.parent_id is null and r.valid_to is null and r.id not in (select actor_areas('configure'))))
$$;

-- The scheme of zone codes that holds in an area: its own or that of the nearest above that has one.
create or replace function area_zone_scheme(wanted integer) returns text
language sql stable parallel safe security definer set search_path = public, pg_temp as $$
  with recursive above(id, parent_id, scheme, depth) as (
    select a.id, a.parent_id, a.zone_scheme, 0 from area a where a.id = wanted
    union all select a.id, a.parent_id, a.zone_scheme, above.depth + 1 from area a join above on a.id = above.parent_id
  )
  select coalesce((select scheme from above where scheme is not null order by depth limit 1), 'zone-15')
$$;

-- A scheme as the schema at the door has judged it. Another version by now is a conflict.
create or replace function put_code_scheme(wanted text, seen_version integer, given jsonb) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept code_scheme;
begin
  if not configures_all() then raise exception 'only who configures the whole tree of areas sets code schemes' using errcode = '42501', column = 'id'; end if;
  select * into kept from code_scheme s where s.id = wanted for update;
  if coalesce(kept.version, 0) <> seen_version then raise exception 'somebody changed this scheme; read it again' using errcode = '40001', column = 'version'; end if;
  if kept.noun is distinct from given ->> 'noun' and kept.id is not null then raise exception 'expected the noun that the scheme has' using errcode = '23514', column = 'noun'; end if;
  insert into code_scheme as s (id, noun, name_zh, name_en, source, parts, retired_at)
  values (wanted, given ->> 'noun', given ->> 'nameZh', given ->> 'nameEn', given ->> 'source', given -> 'parts', case when (given ->> 'retired')::boolean then now() end)
  on conflict (id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, source = excluded.source, parts = excluded.parts,
    retired_at = case when excluded.retired_at is not null then coalesce(s.retired_at, excluded.retired_at) end, version = s.version + 1;
  insert into audit_entry (account_id, action, target, detail) values (coalesce(actor_id(), '-'), 'code_scheme.set', wanted, given);
end $$;

-- Which scheme the zones below an area are coded by; null takes that of the area above. Codes that are given stay.
create or replace function set_zone_scheme(wanted integer, scheme text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from area a where a.id = wanted and a.valid_to is null) or not check_configure(wanted) then return false; end if;
  if scheme is not null and not exists (select from code_scheme s where s.id = scheme and s.noun = 'zone' and s.retired_at is null) then
    raise exception 'expected a scheme of zone codes' using errcode = '23503', column = 'scheme';
  end if;
  update area a set zone_scheme = scheme where a.id = wanted and a.zone_scheme is distinct from scheme;
  if found then insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), wanted, 'area.zone_scheme', wanted::text, jsonb_build_object('scheme', scheme)); end if;
  return true;
end $$;

revoke all on function area_today(integer, timestamptz), configures_all(), area_zone_scheme(integer), put_code_scheme(text, integer, jsonb), set_zone_scheme(integer, text) from public;
grant execute on function area_today(integer, timestamptz), configures_all(), area_zone_scheme(integer), put_code_scheme(text, integer, jsonb), set_zone_scheme(integer, text) to fangcun_app;
