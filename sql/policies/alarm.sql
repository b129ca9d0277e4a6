-- Alarms ring for whoever sees the incident, and only functions raise them; taking note of one, once and in the own name, is a right of its own.
alter table alarm enable row level security, force row level security;
revoke all on alarm from fangcun_app;
drop policy if exists alarm_read on alarm;
create policy alarm_read on alarm for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on alarm to fangcun_app;
drop policy if exists alarm_insert on alarm;
drop policy if exists alarm_update on alarm;
create policy alarm_update on alarm for update to fangcun_app using (acknowledged_at is null and area_id in (select actor_areas('acknowledge')))
  with check (acknowledged_by = (select actor_id()) and acknowledged_at = now() and area_id in (select actor_areas('acknowledge')));
grant update (acknowledged_at, acknowledged_by) on alarm to fangcun_app;
