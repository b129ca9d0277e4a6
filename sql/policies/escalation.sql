-- What the deadline job said.
alter table escalation enable row level security, force row level security;
drop policy if exists escalation_read on escalation;
create policy escalation_read on escalation for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on escalation to fangcun_app;
