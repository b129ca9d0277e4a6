-- Incidents inside the actor's areas. Reports and steps are written by functions that decide themselves; only imports write rows, and they change no state.
alter table incident enable row level security, force row level security;
revoke all on incident from fangcun_app;
drop policy if exists incident_read on incident;
create policy incident_read on incident for select to fangcun_app using (area_id in (select a.id from actor_areas('read') a(id)));
grant select on incident to fangcun_app;
drop policy if exists incident_insert on incident;
create policy incident_insert on incident for insert to fangcun_app with check (area_id in (select actor_areas('import')));
grant insert on incident to fangcun_app;
drop policy if exists incident_update on incident;
create policy incident_update on incident for update to fangcun_app using (area_id in (select actor_areas('import'))) with check (area_id in (select actor_areas('import')));
grant update (area_id, zone_id, category_id, severity, title, address, occurred_at, occurred_precision, geom) on incident to fangcun_app;
drop policy if exists incident_delete on incident;
create policy incident_delete on incident for delete to fangcun_app using (area_id in (select actor_areas('import')));
grant delete on incident to fangcun_app;
grant usage on sequence incident_number to fangcun_app;
