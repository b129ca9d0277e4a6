-- Zones of any day, each with the days it was so: how they are, how they were, and from the day of a scheduled plan on, how it says. The caller's policies apply.
-- Homes are null where they are those of the buildings of today.
drop function if exists zones_on(date);
create function zones_on(day date)
returns table (id integer, area_id integer, code text, name_zh text, name_en text, geom geometry, households integer, valid_from date, valid_to date, plan_id uuid, plan_key uuid, version integer)
language sql stable as $$
  select z.id, z.area_id, z.code, z.name_zh, z.name_en, z.geom, null::integer, z.valid_from, z.valid_to, null::uuid, null::uuid, z.version from zone z
  where z.valid_from <= day and (z.valid_to is null or z.valid_to > day) and not exists (select from zone_plan_zone n where n.area_id = z.area_id and n.adopts_on <= day)
  union all
  select p.zone_id, p.area_id, p.code, p.name_zh, p.name_en, p.geom, p.households, p.valid_from, p.valid_to, null, null, 0 from zone_past p where p.valid_from <= day and p.valid_to > day
  union all
  select n.zone_id, n.area_id, coalesce(n.code, ''), n.name_zh, n.name_en, n.geom, null, n.adopts_on, null, n.plan_id, n.key, 0 from zone_plan_zone n where n.adopts_on <= day
$$;
