-- Orders are seen by whoever sees the incident; the step function writes them.
alter table work_order enable row level security, force row level security;
drop policy if exists work_order_read on work_order;
create policy work_order_read on work_order for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on work_order to fangcun_app;
drop policy if exists work_order_insert on work_order;
create policy work_order_insert on work_order for insert to fangcun_app with check (area_id in (select actor_areas('step')));
grant insert on work_order to fangcun_app;
drop policy if exists work_order_update on work_order;
create policy work_order_update on work_order for update to fangcun_app using (area_id in (select actor_areas('step'))) with check (area_id in (select actor_areas('step')));
grant update on work_order to fangcun_app;
