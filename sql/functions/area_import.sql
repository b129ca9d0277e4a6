-- Lists of areas that come again: what is called otherwise by now is renamed from today on and keeps its former name in its past; what is new since an earlier list is new from today on.

-- Areas of the source that are called otherwise in the list; answers how many were renamed. Only where the actor imports.
-- Planned for each chunk anew: a plan of the first chunks, when there were few areas, reads all of them for each code. And nothing is known of rows that came a moment ago: `is not distinct from` keeps
-- the planner from thinking that few are of the source.
create or replace function rename_imported_areas(import integer, origin text, codes text[], names_zh text[], names_en text[]) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare each record; before jsonb; changed integer := 0;
begin
  for each in
    select a.id, g.name_zh, g.name_en from unnest(codes, names_zh, names_en) g(code, name_zh, name_en) join area a on a.code = g.code and a.valid_to is null and a.source is not distinct from origin
    where (a.name_zh, a.name_en) is distinct from (g.name_zh, g.name_en) and (acts_as_owner() or a.id in (select actor_areas('import'))) order by a.id for update of a
  loop
    before := area_json(each.id);
    perform keep_area_past(each.id, area_today(each.id));
    update area set name_zh = each.name_zh, name_en = each.name_en where id = each.id;
    insert into area_change (id, area_id, kind, on_day, from_areas, to_areas, detail, actor)
    values (gen_random_uuid(), each.id, 'rename', area_today(each.id), array[each.id], array[each.id], jsonb_build_object('importId', import, 'before', before, 'after', area_json(each.id)), coalesce(actor_id(), '-'));
    changed := changed + 1;
  end loop;
  return changed;
end $$;

-- Areas that an import brought after an earlier one of the same source are there from today on; those of the first are there from the beginning.
create or replace function date_imported_areas(import integer, origin text) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare changed integer;
begin
  if not exists (select from area a where a.source = origin and a.import_id is distinct from import) then return 0; end if;
  with fresh as (update area a set valid_from = area_today(a.id) where a.import_id = import and a.valid_from = '1900-01-01' and a.source = origin and (acts_as_owner() or a.id in (select actor_areas('import'))) returning a.id, a.parent_id, a.valid_from)
  insert into area_change (id, area_id, kind, on_day, from_areas, to_areas, detail, actor)
  select gen_random_uuid(), f.id, 'add', f.valid_from, array_remove(array[f.parent_id], null), array[f.id], jsonb_build_object('importId', import, 'after', area_json(f.id)), coalesce(actor_id(), '-') from fresh f;
  get diagnostics changed = row_count;
  return changed;
end $$;

-- Takes back the names that an import gave, where nothing changed them since. On the very day nothing is left of it, later it is a change of its own.
create or replace function undo_imported_names(import integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare each record; today date; changed integer := 0;
begin
  for each in
    select c.id, c.area_id, c.on_day, c.detail from area_change c join area a on a.id = c.area_id and a.valid_to is null
    where c.kind = 'rename' and (c.detail ->> 'importId')::integer = import and (acts_as_owner() or a.id in (select actor_areas('import')))
      and a.name_zh = c.detail #>> '{after,nameZh}' and a.name_en = c.detail #>> '{after,nameEn}' and not exists (select from area_change l where l.area_id = c.area_id and l.at > c.at)
  loop
    today := area_today(each.area_id);
    if each.on_day = today and exists (select from area_past p where p.area_id = each.area_id and p.valid_to = today) then
      update area a set valid_from = p.valid_from from area_past p where a.id = each.area_id and p.area_id = a.id and p.valid_to = today;
      delete from area_past p where p.area_id = each.area_id and p.valid_to = today;
    else
      perform keep_area_past(each.area_id, today);
    end if;
    update area set name_zh = each.detail #>> '{before,nameZh}', name_en = each.detail #>> '{before,nameEn}' where id = each.area_id;
    insert into area_change (id, area_id, kind, on_day, from_areas, to_areas, detail, actor)
    values (gen_random_uuid(), each.area_id, 'rename', today, array[each.area_id], array[each.area_id], jsonb_build_object('undoneImportId', import, 'before', each.detail -> 'after', 'after', each.detail -> 'before'), coalesce(actor_id(), '-'));
    changed := changed + 1;
  end loop;
  return changed;
end $$;

-- For who imports alone; each looks itself where that is.
revoke all on function rename_imported_areas(integer, text, text[], text[], text[]), date_imported_areas(integer, text), undo_imported_names(integer) from public;
grant execute on function rename_imported_areas(integer, text, text[], text[], text[]), date_imported_areas(integer, text), undo_imported_names(integer) to fangcun_app;
