-- The log: read, never changed; functions add to it, and imports their first entry. It goes only together with an incident whose import is undone.
alter table incident_log enable row level security, force row level security;
drop policy if exists incident_log_read on incident_log;
create policy incident_log_read on incident_log for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on incident_log to fangcun_app;
drop policy if exists incident_log_insert on incident_log;
create policy incident_log_insert on incident_log for insert to fangcun_app with check (area_id in (select actor_areas('import')) and actor = (select actor_id()) and action = 'report');
grant insert on incident_log to fangcun_app;
