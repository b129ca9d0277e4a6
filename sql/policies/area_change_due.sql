-- What is to come is read by those who read one of its areas, and written through functions only (sql/functions/area_change_due.sql).
alter table area_change_due enable row level security, force row level security;
drop policy if exists area_change_due_read on area_change_due;
create policy area_change_due_read on area_change_due for select to fangcun_app using (areas && array(select actor_areas('read')));
grant select on area_change_due to fangcun_app;
