-- 必到点: places that patrols must reach, kept and retired by those who plan patrols there. Nothing is deleted.

create or replace function note_checkpoint(kept checkpoint, wanted text) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'checkpoint.' || wanted, kept.id::text, jsonb_build_object('name', kept.name));
  insert into outbox (noun, row_id, area_id) values ('checkpoint', kept.id::text, kept.area_id);
  select pg_notify('fangcun_outbox', '')
$$;

-- The lowest area that holds a place, below `home` where it is named, among those where the actor plans patrols; null where there is none.
create or replace function checkpoint_home(home integer, place geometry) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id from area a where a.valid_to is null and a.id in (select actor_areas('patrol')) and (home is null or a.id in (select areas_below(home)))
    and (a.id = home or (a.geom && place and st_intersects(a.geom, place)))
  order by a.geom is not null and st_intersects(a.geom, place) desc, st_area(a.geom) nulls last, a.id limit 1
$$;

create or replace function checkpoint_place(given jsonb) returns geometry
language sql immutable set search_path = public, pg_temp as $$ select st_setsrid(st_makepoint((given ->> 'lng')::float8, (given ->> 'lat')::float8), 4326) $$;

-- A new checkpoint. The same id again gives the row as it is.
drop function if exists keep_checkpoint(jsonb);
create function keep_checkpoint(given jsonb) returns setof checkpoint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept checkpoint; home integer;
begin
  select * into kept from checkpoint c where c.id = (given ->> 'id')::uuid and c.area_id in (select actor_areas('patrol'));
  if found then return next kept; return; end if;
  home := checkpoint_home((given ->> 'areaId')::integer, checkpoint_place(given));
  if home is null then raise exception 'expected a place or an area in which you plan patrols' using errcode = '42501', column = 'areaId'; end if;
  if exists (select from area a where a.id = home and a.geom is not null and not st_dwithin(a.geom, checkpoint_place(given), 0.01)) then
    raise exception 'expected a place in the area or within a kilometre of it' using errcode = '23514', column = 'lng';
  end if;
  insert into checkpoint (id, area_id, name, kind, dwell_minutes, open_from, open_to, geom, created_by)
  values ((given ->> 'id')::uuid, home, given ->> 'name', given ->> 'kind', (given ->> 'dwellMinutes')::smallint, (given ->> 'openFrom')::time, (given ->> 'openTo')::time, checkpoint_place(given), actor_id())
  on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform note_checkpoint(kept, 'keep');
  return next kept;
end $$;

-- Fields that are named are changed; `retired` takes it out of plans to come, and brings it back. No row: not there, or not for this actor.
drop function if exists change_checkpoint(uuid, jsonb);
create function change_checkpoint(wanted uuid, change jsonb) returns setof checkpoint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept checkpoint; place geometry;
begin
  select * into kept from checkpoint c where c.id = wanted and c.area_id in (select actor_areas('read')) for update;
  if not found then return; end if;
  if kept.area_id not in (select actor_areas('patrol')) then raise exception 'the actor may not plan patrols here' using errcode = '42501'; end if;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this checkpoint since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  place := case when change ? 'lng' then checkpoint_place(change) else kept.geom end;
  if change ? 'lng' and exists (select from area a where a.id = kept.area_id and a.geom is not null and not st_dwithin(a.geom, place, 0.01)) then
    raise exception 'expected a place in the area or within a kilometre of it' using errcode = '23514', column = 'lng';
  end if;
  update checkpoint c set name = coalesce(change ->> 'name', c.name), kind = coalesce(change ->> 'kind', c.kind), dwell_minutes = coalesce((change ->> 'dwellMinutes')::smallint, c.dwell_minutes),
    open_from = case when change ? 'openFrom' then (change ->> 'openFrom')::time else c.open_from end, open_to = case when change ? 'openTo' then (change ->> 'openTo')::time else c.open_to end, geom = place,
    retired_at = case when not change ? 'retired' then c.retired_at when (change ->> 'retired')::boolean then coalesce(c.retired_at, now()) end, version = c.version + 1
  where c.id = wanted returning * into kept;
  perform note_checkpoint(kept, case when not change ? 'retired' then 'change' when kept.retired_at is null then 'restore' else 'retire' end);
  return next kept;
end $$;

revoke all on function note_checkpoint(checkpoint, text), checkpoint_home(integer, geometry), checkpoint_place(jsonb), keep_checkpoint(jsonb), change_checkpoint(uuid, jsonb) from public;
grant execute on function keep_checkpoint(jsonb), change_checkpoint(uuid, jsonb) to fangcun_app;
