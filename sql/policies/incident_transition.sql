-- The table of transitions is the same for all: who sees an incident may know what can be done with it.
alter table incident_transition enable row level security, force row level security;
drop policy if exists incident_transition_read on incident_transition;
create policy incident_transition_read on incident_transition for select to fangcun_app using (true);
grant select on incident_transition to fangcun_app;
