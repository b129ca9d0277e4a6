-- Photos of the place of an incident: read with it, added by whoever reports or takes steps there, changed by nobody.
alter table photo enable row level security, force row level security;
drop policy if exists photo_read on photo;
create policy photo_read on photo for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on photo to fangcun_app;
drop policy if exists photo_update on photo;
drop policy if exists photo_insert on photo;
create policy photo_insert on photo for insert to fangcun_app with check (added_by = (select actor_id()) and (area_id in (select actor_areas('report')) or area_id in (select actor_areas('step'))));
revoke update on photo from fangcun_app;
grant insert (id, incident_id, area_id, width, height, bytes, added_by) on photo to fangcun_app;
