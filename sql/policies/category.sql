-- The catalogue is open to read.
alter table category enable row level security, force row level security;
drop policy if exists category_read on category;
create policy category_read on category for select to fangcun_app using ((select actor_id()) is not null);
grant select on category to fangcun_app;
drop policy if exists category_insert on category;
create policy category_insert on category for insert to fangcun_app with check ((select actor_may('import')));
grant insert on category to fangcun_app;
drop policy if exists category_update on category;
create policy category_update on category for update to fangcun_app using ((select actor_may('import'))) with check ((select actor_may('import')));
-- What is somebody's voice stays so: it may not be let into hotspots by whoever imports.
revoke update on category from fangcun_app;
grant update (scheme, code, group_zh, group_en, name_zh, name_en, severity, near_m) on category to fangcun_app;
