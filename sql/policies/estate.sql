-- Ground truth of the map, open to everybody who acts; only an import changes it.
alter table estate enable row level security, force row level security;
drop policy if exists estate_read on estate;
create policy estate_read on estate for select to fangcun_app using ((select actor_id()) is not null);
grant select on estate to fangcun_app;
drop policy if exists estate_insert on estate;
create policy estate_insert on estate for insert to fangcun_app with check ((select actor_may('import')));
grant insert on estate to fangcun_app;
drop policy if exists estate_update on estate;
create policy estate_update on estate for update to fangcun_app using ((select actor_may('import'))) with check ((select actor_may('import')));
grant update on estate to fangcun_app;
drop policy if exists estate_delete on estate;
create policy estate_delete on estate for delete to fangcun_app using ((select actor_may('import')));
grant delete on estate to fangcun_app;
