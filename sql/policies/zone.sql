-- Zones are read and changed inside the actor's areas.
alter table zone enable row level security, force row level security;
drop policy if exists zone_read on zone;
create policy zone_read on zone for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on zone to fangcun_app;
drop policy if exists zone_insert on zone;
create policy zone_insert on zone for insert to fangcun_app with check (area_id in (select actor_areas('import')));
grant insert on zone to fangcun_app;
drop policy if exists zone_update on zone;
create policy zone_update on zone for update to fangcun_app using (area_id in (select actor_areas('import'))) with check (area_id in (select actor_areas('import')));
grant update on zone to fangcun_app;
drop policy if exists zone_delete on zone;
create policy zone_delete on zone for delete to fangcun_app using (area_id in (select actor_areas('import')));
grant delete on zone to fangcun_app;
