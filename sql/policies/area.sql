-- The tree is read from the actor's areas down; only an import changes it, there. Nobody moves an area to another parent: rights follow the tree.
alter table area enable row level security, force row level security;
revoke all on area from fangcun_app;
drop policy if exists area_read on area;
create policy area_read on area for select to fangcun_app using (id in (select actor_areas('read')));
grant select on area to fangcun_app;
drop policy if exists area_insert on area;
create policy area_insert on area for insert to fangcun_app with check (parent_id in (select actor_areas('import')));
grant insert on area to fangcun_app;
drop policy if exists area_update on area;
create policy area_update on area for update to fangcun_app using (id in (select actor_areas('import'))) with check (id in (select actor_areas('import')));
grant update (name_zh, name_en, geom) on area to fangcun_app;
drop policy if exists area_delete on area;
create policy area_delete on area for delete to fangcun_app using (id in (select actor_areas('import')));
grant delete on area to fangcun_app;
