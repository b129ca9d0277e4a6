-- Orders are seen by whoever sees the incident; only the step function writes them.
alter table work_order enable row level security, force row level security;
revoke all on work_order from fangcun_app;
drop policy if exists work_order_read on work_order;
create policy work_order_read on work_order for select to fangcun_app using (area_id in (select a.id from actor_areas('read') a(id)));
grant select on work_order to fangcun_app;
drop policy if exists work_order_insert on work_order;
drop policy if exists work_order_update on work_order;
