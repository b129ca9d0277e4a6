-- Saved views belong to an area.
alter table saved_view enable row level security, force row level security;
drop policy if exists saved_view_read on saved_view;
create policy saved_view_read on saved_view for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on saved_view to fangcun_app;
drop policy if exists saved_view_insert on saved_view;
create policy saved_view_insert on saved_view for insert to fangcun_app with check (area_id in (select actor_areas('read')) and created_by = (select actor_id()));
grant insert on saved_view to fangcun_app;
drop policy if exists saved_view_delete on saved_view;
create policy saved_view_delete on saved_view for delete to fangcun_app using (created_by = (select actor_id()));
grant delete on saved_view to fangcun_app;
