-- The shared camera while it moves: judged and told in one statement, without a row. Heard by every server, who push it to those who look at the wall.
drop function if exists move_wall(uuid, jsonb);
create function move_wall(wanted uuid, move jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept map_wall;
begin
  select * into kept from map_wall w where w.id = wanted and (w.area_id in (select actor_areas('wall')) or w.area_id in (select actor_screen_areas()));
  if not found then return false; end if;
  if kept.area_id not in (select actor_areas('wall')) then raise exception 'the actor may not operate this wall' using errcode = '42501'; end if;
  if kept.retired_at is not null then raise exception 'expected a wall that stands; this one was retired' using errcode = '23514', column = 'id'; end if;
  perform pg_notify('fangcun_wall', (move || jsonb_build_object('wallId', wanted))::text);
  return true;
end $$;

-- Where it stands still, for screens that come later. No new version: nobody's other change of the wall is in its way.
drop function if exists keep_wall_camera(uuid, jsonb);
create function keep_wall_camera(wanted uuid, camera jsonb) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update map_wall w set view = jsonb_set(w.view, '{camera}', camera) where w.id = wanted and w.area_id in (select actor_areas('wall')) and w.retired_at is null and w.view -> 'camera' <> camera;
  if found then perform tell_map_wall(wanted); end if;
end $$;

revoke all on function move_wall(uuid, jsonb), keep_wall_camera(uuid, jsonb) from public;
grant execute on function move_wall(uuid, jsonb), keep_wall_camera(uuid, jsonb) to fangcun_app;
