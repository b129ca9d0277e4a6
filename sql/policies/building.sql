-- Ground truth of the map, open to everybody who acts; only an import changes it.
alter table building enable row level security, force row level security;
drop policy if exists building_read on building;
create policy building_read on building for select to fangcun_app using ((select actor_id()) is not null);
grant select on building to fangcun_app;
drop policy if exists building_insert on building;
create policy building_insert on building for insert to fangcun_app with check ((select actor_may('import')));
grant insert on building to fangcun_app;
drop policy if exists building_update on building;
create policy building_update on building for update to fangcun_app using ((select actor_may('import'))) with check ((select actor_may('import')));
grant update on building to fangcun_app;
drop policy if exists building_delete on building;
create policy building_delete on building for delete to fangcun_app using ((select actor_may('import')));
grant delete on building to fangcun_app;
