-- What the deadline job said.
alter table escalation enable row level security, force row level security;
drop policy if exists escalation_read on escalation;
create policy escalation_read on escalation for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on escalation to fangcun_app;
drop policy if exists escalation_insert on escalation;
create policy escalation_insert on escalation for insert to fangcun_app with check (area_id in (select actor_areas('step')));
grant insert on escalation to fangcun_app;
drop policy if exists escalation_update on escalation;
create policy escalation_update on escalation for update to fangcun_app using (area_id in (select actor_areas('step'))) with check (area_id in (select actor_areas('step')));
grant update on escalation to fangcun_app;
