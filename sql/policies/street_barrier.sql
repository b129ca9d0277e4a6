-- Gates and bollards, open to everybody who acts; only an import changes them.
alter table street_barrier enable row level security, force row level security;
drop policy if exists wall_read on street_barrier;
create policy wall_read on street_barrier for select to fangcun_app using ((select actor_id()) is not null);
grant select on street_barrier to fangcun_app;
drop policy if exists wall_insert on street_barrier;
create policy wall_insert on street_barrier for insert to fangcun_app with check ((select actor_may('import')));
grant insert on street_barrier to fangcun_app;
drop policy if exists wall_update on street_barrier;
create policy wall_update on street_barrier for update to fangcun_app using ((select actor_may('import'))) with check ((select actor_may('import')));
grant update on street_barrier to fangcun_app;
drop policy if exists wall_delete on street_barrier;
create policy wall_delete on street_barrier for delete to fangcun_app using ((select actor_may('import')));
grant delete on street_barrier to fangcun_app;
