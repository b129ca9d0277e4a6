-- Alarms ring for whoever sees the incident; taking note of one is a right of its own.
alter table alarm enable row level security, force row level security;
drop policy if exists alarm_read on alarm;
create policy alarm_read on alarm for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on alarm to fangcun_app;
drop policy if exists alarm_insert on alarm;
create policy alarm_insert on alarm for insert to fangcun_app with check (area_id in (select actor_areas('report')));
grant insert on alarm to fangcun_app;
drop policy if exists alarm_update on alarm;
create policy alarm_update on alarm for update to fangcun_app using (area_id in (select actor_areas('acknowledge'))) with check (area_id in (select actor_areas('acknowledge')));
grant update on alarm to fangcun_app;
