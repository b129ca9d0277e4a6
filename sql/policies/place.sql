-- Ground truth of the map, open to everybody who acts; only an import changes it.
alter table place enable row level security, force row level security;
drop policy if exists place_read on place;
create policy place_read on place for select to fangcun_app using ((select actor_id()) is not null);
grant select on place to fangcun_app;
drop policy if exists place_insert on place;
create policy place_insert on place for insert to fangcun_app with check ((select actor_may('import')));
grant insert on place to fangcun_app;
drop policy if exists place_update on place;
create policy place_update on place for update to fangcun_app using ((select actor_may('import'))) with check ((select actor_may('import')));
grant update on place to fangcun_app;
drop policy if exists place_delete on place;
create policy place_delete on place for delete to fangcun_app using ((select actor_may('import')));
grant delete on place to fangcun_app;
