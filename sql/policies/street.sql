-- Ground truth of the map, open to everybody who acts; only an import changes it.
alter table street enable row level security, force row level security;
drop policy if exists street_read on street;
create policy street_read on street for select to fangcun_app using ((select actor_id()) is not null);
grant select on street to fangcun_app;
drop policy if exists street_insert on street;
create policy street_insert on street for insert to fangcun_app with check ((select actor_may('import')));
grant insert on street to fangcun_app;
drop policy if exists street_update on street;
create policy street_update on street for update to fangcun_app using ((select actor_may('import'))) with check ((select actor_may('import')));
grant update on street to fangcun_app;
drop policy if exists street_delete on street;
create policy street_delete on street for delete to fangcun_app using ((select actor_may('import')));
grant delete on street to fangcun_app;
