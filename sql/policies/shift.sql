-- Shifts follow their team's area.
alter table shift enable row level security, force row level security;
drop policy if exists shift_read on shift;
create policy shift_read on shift for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on shift to fangcun_app;
drop policy if exists shift_insert on shift;
create policy shift_insert on shift for insert to fangcun_app with check (area_id in (select actor_areas('import')));
grant insert on shift to fangcun_app;
drop policy if exists shift_update on shift;
create policy shift_update on shift for update to fangcun_app using (area_id in (select actor_areas('import'))) with check (area_id in (select actor_areas('import')));
grant update on shift to fangcun_app;
drop policy if exists shift_delete on shift;
create policy shift_delete on shift for delete to fangcun_app using (area_id in (select actor_areas('import')));
grant delete on shift to fangcun_app;
