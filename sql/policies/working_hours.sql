-- Calendars and limits are known to all in the area and set by administrators.
alter table working_hours enable row level security, force row level security;
drop policy if exists working_hours_read on working_hours;
create policy working_hours_read on working_hours for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on working_hours to fangcun_app;
drop policy if exists working_hours_insert on working_hours;
create policy working_hours_insert on working_hours for insert to fangcun_app with check (area_id in (select actor_areas('configure')));
grant insert on working_hours to fangcun_app;
drop policy if exists working_hours_update on working_hours;
create policy working_hours_update on working_hours for update to fangcun_app using (area_id in (select actor_areas('configure'))) with check (area_id in (select actor_areas('configure')));
grant update on working_hours to fangcun_app;
drop policy if exists working_hours_delete on working_hours;
create policy working_hours_delete on working_hours for delete to fangcun_app using (area_id in (select actor_areas('configure')));
grant delete on working_hours to fangcun_app;
