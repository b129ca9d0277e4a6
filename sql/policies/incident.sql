-- Incidents inside the actor's areas: read, report and step are separate rights.
alter table incident enable row level security, force row level security;
drop policy if exists incident_read on incident;
create policy incident_read on incident for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on incident to fangcun_app;
drop policy if exists incident_insert on incident;
create policy incident_insert on incident for insert to fangcun_app with check (area_id in (select actor_areas('report')) or area_id in (select actor_areas('import')));
grant insert on incident to fangcun_app;
drop policy if exists incident_update on incident;
create policy incident_update on incident for update to fangcun_app using (area_id in (select actor_areas('step')) or area_id in (select actor_areas('import'))) with check (area_id in (select actor_areas('step')) or area_id in (select actor_areas('import')));
grant update on incident to fangcun_app;
drop policy if exists incident_delete on incident;
create policy incident_delete on incident for delete to fangcun_app using (area_id in (select actor_areas('import')));
grant delete on incident to fangcun_app;
grant usage on sequence incident_number to fangcun_app;
