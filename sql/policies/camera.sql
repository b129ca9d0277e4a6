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
-- The register is changed by those who import and by those who keep it.
drop policy if exists camera_keep_insert on camera;
create policy camera_keep_insert on camera for insert to fangcun_app with check (area_id in (select actor_areas('camera')));
drop policy if exists camera_keep_update on camera;
create policy camera_keep_update on camera for update to fangcun_app using (area_id in (select actor_areas('camera'))) with check (area_id in (select actor_areas('camera')));
drop policy if exists camera_keep_delete on camera;
create policy camera_keep_delete on camera for delete to fangcun_app using (area_id in (select actor_areas('camera')));

-- What follows from cameras is read where they are, and written by triggers and by the job of views (its owner's functions).
alter table camera_state enable row level security, force row level security;
drop policy if exists camera_state_read on camera_state;
create policy camera_state_read on camera_state for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on camera_state to fangcun_app;
alter table camera_view enable row level security, force row level security;
drop policy if exists camera_view_read on camera_view;
create policy camera_view_read on camera_view for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on camera_view to fangcun_app;
alter table camera_sight enable row level security, force row level security;
drop policy if exists camera_sight_read on camera_sight;
create policy camera_sight_read on camera_sight for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on camera_sight to fangcun_app;
alter table camera_due enable row level security, force row level security;
drop policy if exists camera_due_read on camera_due;
create policy camera_due_read on camera_due for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select (camera_id, area_id, since) on camera_due to fangcun_app;
alter table camera_removed enable row level security, force row level security;
