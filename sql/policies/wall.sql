-- Walls and fences, open to everybody who acts; only an import changes them.
alter table wall enable row level security, force row level security;
drop policy if exists wall_read on wall;
create policy wall_read on wall for select to fangcun_app using ((select actor_id()) is not null);
grant select on wall to fangcun_app;
drop policy if exists wall_insert on wall;
create policy wall_insert on wall for insert to fangcun_app with check ((select actor_may('import')));
grant insert on wall to fangcun_app;
drop policy if exists wall_update on wall;
create policy wall_update on wall for update to fangcun_app using ((select actor_may('import'))) with check ((select actor_may('import')));
grant update on wall to fangcun_app;
drop policy if exists wall_delete on wall;
create policy wall_delete on wall for delete to fangcun_app using ((select actor_may('import')));
grant delete on wall to fangcun_app;
