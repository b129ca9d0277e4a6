-- 场景 of a wall, in their order, and their rotation.

drop function if exists keep_wall_scene(uuid, jsonb);
create function keep_wall_scene(of_wall uuid, given jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept map_wall := standing_wall_in_hand(of_wall, null); wanted uuid := (given ->> 'id')::uuid;
begin
  if kept.id is null then return false; end if;
  if exists (select from wall_scene c where c.id = wanted and c.wall_id = of_wall) then return true; end if;
  if (select count(*) from wall_scene c where c.wall_id = of_wall) >= 50 then raise exception 'expected at most 50 scenes of a wall' using errcode = '23514', column = 'id'; end if;
  insert into wall_scene (id, wall_id, area_id, name, ordinal, view, panels)
  values (wanted, of_wall, kept.area_id, given ->> 'name', (select coalesce(max(c.ordinal) + 1, 0) from wall_scene c where c.wall_id = of_wall), given -> 'view', nullif(given -> 'panels', 'null')) on conflict (id) do nothing;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform tell_map_wall(of_wall);
  return true;
end $$;

drop function if exists change_wall_scene(uuid, uuid, jsonb);
create function change_wall_scene(of_wall uuid, wanted uuid, change jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare wall map_wall := standing_wall_in_hand(of_wall, null); kept wall_scene;
begin
  if wall.id is null then return false; end if;
  select * into kept from wall_scene c where c.id = wanted and c.wall_id = of_wall;
  if not found then return false; end if;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this scene since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  update wall_scene c set name = coalesce(change ->> 'name', c.name), view = coalesce(change -> 'view', c.view), panels = case when change ? 'panels' then nullif(change -> 'panels', 'null') else c.panels end, version = c.version + 1 where c.id = wanted;
  perform tell_map_wall(of_wall);
  return true;
end $$;

-- Screens that showed it show their part of the shared map again.
drop function if exists remove_wall_scene(uuid, uuid);
create function remove_wall_scene(of_wall uuid, wanted uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept map_wall := standing_wall_in_hand(of_wall, null);
begin
  if kept.id is null then return false; end if;
  delete from wall_scene c where c.id = wanted and c.wall_id = of_wall;
  if not found then return false; end if;
  update wall_scene c set ordinal = o.n - 1 from (select id, row_number() over (order by ordinal, id) as n from wall_scene where wall_id = of_wall) o where o.id = c.id and c.ordinal <> o.n - 1;
  update wall_screen s set content = '{"kind": "shared"}', version = s.version + 1 where s.wall_id = of_wall and s.content ->> 'sceneId' = wanted::text;
  perform tell_map_wall(of_wall);
  return true;
end $$;

drop function if exists order_wall_scenes(uuid, uuid[]);
create function order_wall_scenes(of_wall uuid, wanted uuid[]) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept map_wall := standing_wall_in_hand(of_wall, null);
begin
  if kept.id is null then return false; end if;
  if (select coalesce(array_agg(c.id order by c.id), '{}') from wall_scene c where c.wall_id = of_wall) <> (select coalesce(array_agg(w order by w), '{}') from unnest(wanted) w) then
    raise exception 'expected all scenes of the wall, each once' using errcode = '23514', column = 'sceneIds';
  end if;
  update wall_scene c set ordinal = o.n - 1 from unnest(wanted) with ordinality o(id, n) where c.id = o.id and c.ordinal <> o.n - 1;
  perform tell_map_wall(of_wall);
  return true;
end $$;

-- Scenes in turn: faster or slower, held where they are, or another one now. Which one stands follows from the clock alone (geodata/wall), so what changes is the clock's beginning: the scene that stands stays.
drop function if exists rotate_wall(uuid, jsonb);
create function rotate_wall(wanted uuid, change jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  kept map_wall := standing_wall_in_hand(wanted, (change ->> 'version')::integer);
  before numeric; seconds numeric; held timestamptz; began timestamptz; elapsed numeric; turn numeric; into_turn numeric;
begin
  if kept.id is null then return false; end if;
  before := (kept.rotation ->> 'seconds')::numeric;
  seconds := coalesce((change ->> 'seconds')::numeric, before);
  held := (kept.rotation ->> 'pausedAt')::timestamptz;
  elapsed := greatest(0, extract(epoch from coalesce(held, now()) - (kept.rotation ->> 'startedAt')::timestamptz));
  turn := floor(elapsed / before);
  into_turn := case when seconds = before then elapsed - turn * before else 0 end;
  if change ? 'sceneId' then
    select r.n - 1, 0 into turn, into_turn from (select c.id, row_number() over (order by c.ordinal, c.id) as n from wall_scene c where c.wall_id = wanted) r where r.id = (change ->> 'sceneId')::uuid;
    if not found then raise exception 'expected a scene of this wall' using errcode = '23514', column = 'sceneId'; end if;
  end if;
  began := now() - make_interval(secs => (turn * seconds + into_turn)::float8);
  update map_wall w set rotation = jsonb_build_object('seconds', seconds::integer, 'startedAt', instant_text(began),
    'pausedAt', case when coalesce((change ->> 'paused')::boolean, held is not null) then instant_text(now()) end), changed_at = now(), version = w.version + 1 where w.id = wanted;
  perform tell_map_wall(wanted);
  return true;
end $$;

revoke all on function keep_wall_scene(uuid, jsonb), change_wall_scene(uuid, uuid, jsonb), remove_wall_scene(uuid, uuid), order_wall_scenes(uuid, uuid[]), rotate_wall(uuid, jsonb) from public;
grant execute on function keep_wall_scene(uuid, jsonb), change_wall_scene(uuid, uuid, jsonb), remove_wall_scene(uuid, uuid), order_wall_scenes(uuid, uuid[]), rotate_wall(uuid, jsonb) to fangcun_app;
