-- Teams belong to an area.
alter table team enable row level security, force row level security;
drop policy if exists team_read on team;
create policy team_read on team for select to fangcun_app using (area_id in (select a.id from actor_areas('read') a(id)));
grant select on team to fangcun_app;
drop policy if exists team_insert on team;
create policy team_insert on team for insert to fangcun_app with check (area_id in (select actor_areas('import')));
grant insert on team to fangcun_app;
drop policy if exists team_update on team;
create policy team_update on team for update to fangcun_app using (area_id in (select actor_areas('import'))) with check (area_id in (select actor_areas('import')));
grant update on team to fangcun_app;
drop policy if exists team_delete on team;
create policy team_delete on team for delete to fangcun_app using (area_id in (select actor_areas('import')));
grant delete on team to fangcun_app;
