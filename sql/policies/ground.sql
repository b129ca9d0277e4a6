-- Ground truth of the map, open to everybody who acts; only an import changes it.
alter table ground enable row level security, force row level security;
drop policy if exists ground_read on ground;
create policy ground_read on ground for select to fangcun_app using ((select actor_id()) is not null);
grant select on ground to fangcun_app;
drop policy if exists ground_insert on ground;
create policy ground_insert on ground for insert to fangcun_app with check ((select actor_may('import')));
grant insert on ground to fangcun_app;
drop policy if exists ground_update on ground;
create policy ground_update on ground for update to fangcun_app using ((select actor_may('import'))) with check ((select actor_may('import')));
grant update on ground to fangcun_app;
drop policy if exists ground_delete on ground;
create policy ground_delete on ground for delete to fangcun_app using ((select actor_may('import')));
grant delete on ground to fangcun_app;
