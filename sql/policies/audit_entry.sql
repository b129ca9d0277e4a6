-- Auditors read the audit log of their areas; whoever acts adds entries under its own name, and nobody changes them.
alter table audit_entry enable row level security, force row level security;
drop policy if exists audit_entry_read on audit_entry;
create policy audit_entry_read on audit_entry for select to fangcun_app using (case when area_id is null then (select actor_may('audit')) else area_id in (select actor_areas('audit')) end);
grant select on audit_entry to fangcun_app;
drop policy if exists audit_entry_insert on audit_entry;
create policy audit_entry_insert on audit_entry for insert to fangcun_app with check (account_id = (select actor_id()) and (area_id is null or area_id in (select actor_areas('read'))));
grant insert (account_id, area_id, action, target, result, detail) on audit_entry to fangcun_app;
