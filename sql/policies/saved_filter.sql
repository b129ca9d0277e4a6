-- Filters that were given a name, for all of the area; whoever made one removes it.
alter table saved_filter enable row level security, force row level security;
drop policy if exists saved_filter_read on saved_filter;
create policy saved_filter_read on saved_filter for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on saved_filter to fangcun_app;
drop policy if exists saved_filter_insert on saved_filter;
create policy saved_filter_insert on saved_filter for insert to fangcun_app with check (area_id in (select actor_areas('read')) and created_by = (select actor_id()));
grant insert on saved_filter to fangcun_app;
drop policy if exists saved_filter_delete on saved_filter;
create policy saved_filter_delete on saved_filter for delete to fangcun_app using (created_by = (select actor_id()) and area_id in (select actor_areas('read')));
grant delete on saved_filter to fangcun_app;
