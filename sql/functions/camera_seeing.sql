-- Cameras whose view is being worked out anew and may change what is said about a shape: those named, and those whose range reaches it. Of the actor's areas only.
create or replace function cameras_due_about(shape geometry, named integer[]) returns setof integer
language sql stable security definer set search_path = public, pg_temp rows 10 as $$
  select d.camera_id from camera_due d where d.camera_id = any (named) and d.area_id in (select actor_areas('read'))
  union
  select c.id from camera c join camera_due d on d.camera_id = c.id
  where c.area_id in (select actor_areas('read')) and c.state <> 'planned' and camera_reach(c.geom, c.range_m) && shape and st_dwithin(c.geom::geography, shape::geography, coalesce(c.range_m, 40))
$$;
revoke all on function cameras_due_about(geometry, integer[]) from public;
grant execute on function cameras_due_about(geometry, integer[]) to fangcun_app;
