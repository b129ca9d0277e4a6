-- Clocks of incidents; the step function and the deadline job write them.
alter table deadline enable row level security, force row level security;
drop policy if exists deadline_read on deadline;
create policy deadline_read on deadline for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on deadline to fangcun_app;
