-- Photos of the place of an incident.
alter table photo enable row level security, force row level security;
drop policy if exists photo_read on photo;
create policy photo_read on photo for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on photo to fangcun_app;
drop policy if exists photo_insert on photo;
create policy photo_insert on photo for insert to fangcun_app with check (area_id in (select actor_areas('report')));
grant insert on photo to fangcun_app;
drop policy if exists photo_update on photo;
create policy photo_update on photo for update to fangcun_app using (area_id in (select actor_areas('step'))) with check (area_id in (select actor_areas('step')));
grant update on photo to fangcun_app;
