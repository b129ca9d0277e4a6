-- Calendars and limits are known to all in the area and set by administrators.
alter table deadline_rule enable row level security, force row level security;
drop policy if exists deadline_rule_read on deadline_rule;
create policy deadline_rule_read on deadline_rule for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on deadline_rule to fangcun_app;
drop policy if exists deadline_rule_insert on deadline_rule;
create policy deadline_rule_insert on deadline_rule for insert to fangcun_app with check (area_id in (select actor_areas('configure')));
grant insert on deadline_rule to fangcun_app;
drop policy if exists deadline_rule_update on deadline_rule;
create policy deadline_rule_update on deadline_rule for update to fangcun_app using (area_id in (select actor_areas('configure'))) with check (area_id in (select actor_areas('configure')));
grant update on deadline_rule to fangcun_app;
drop policy if exists deadline_rule_delete on deadline_rule;
create policy deadline_rule_delete on deadline_rule for delete to fangcun_app using (area_id in (select actor_areas('configure')));
grant delete on deadline_rule to fangcun_app;
