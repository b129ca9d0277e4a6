-- Posts follow their zone's area.
alter table post enable row level security, force row level security;
drop policy if exists post_read on post;
create policy post_read on post for select to fangcun_app using (area_id in (select a.id from actor_areas('read') a(id)));
grant select on post to fangcun_app;
drop policy if exists post_insert on post;
create policy post_insert on post for insert to fangcun_app with check (area_id in (select actor_areas('import')));
grant insert on post to fangcun_app;
drop policy if exists post_update on post;
create policy post_update on post for update to fangcun_app using (area_id in (select actor_areas('import'))) with check (area_id in (select actor_areas('import')));
grant update on post to fangcun_app;
drop policy if exists post_delete on post;
create policy post_delete on post for delete to fangcun_app using (area_id in (select actor_areas('import')));
grant delete on post to fangcun_app;
