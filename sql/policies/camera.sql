-- Cameras are equipment of an area; exact places are read inside it only.
alter table camera enable row level security, force row level security;
drop policy if exists camera_read on camera;
create policy camera_read on camera for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on camera to fangcun_app;
drop policy if exists camera_insert on camera;
create policy camera_insert on camera for insert to fangcun_app with check (area_id in (select actor_areas('import')));
grant insert on camera to fangcun_app;
drop policy if exists camera_update on camera;
create policy camera_update on camera for update to fangcun_app using (area_id in (select actor_areas('import'))) with check (area_id in (select actor_areas('import')));
grant update on camera to fangcun_app;
drop policy if exists camera_delete on camera;
create policy camera_delete on camera for delete to fangcun_app using (area_id in (select actor_areas('import')));
grant delete on camera to fangcun_app;
