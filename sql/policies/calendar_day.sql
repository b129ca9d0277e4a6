-- Calendars and limits are known to all in the area and set by administrators.
alter table calendar_day enable row level security, force row level security;
drop policy if exists calendar_day_read on calendar_day;
create policy calendar_day_read on calendar_day for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on calendar_day to fangcun_app;
drop policy if exists calendar_day_insert on calendar_day;
create policy calendar_day_insert on calendar_day for insert to fangcun_app with check (area_id in (select actor_areas('configure')));
grant insert on calendar_day to fangcun_app;
drop policy if exists calendar_day_update on calendar_day;
create policy calendar_day_update on calendar_day for update to fangcun_app using (area_id in (select actor_areas('configure'))) with check (area_id in (select actor_areas('configure')));
grant update on calendar_day to fangcun_app;
drop policy if exists calendar_day_delete on calendar_day;
create policy calendar_day_delete on calendar_day for delete to fangcun_app using (area_id in (select actor_areas('configure')));
grant delete on calendar_day to fangcun_app;
