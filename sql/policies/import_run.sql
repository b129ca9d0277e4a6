-- Imports are seen and undone by those who may import.
alter table import_run enable row level security, force row level security;
drop policy if exists import_run_read on import_run;
create policy import_run_read on import_run for select to fangcun_app using ((select actor_may('import')));
grant select on import_run to fangcun_app;
drop policy if exists import_run_insert on import_run;
create policy import_run_insert on import_run for insert to fangcun_app with check ((select actor_may('import')));
grant insert on import_run to fangcun_app;
drop policy if exists import_run_update on import_run;
create policy import_run_update on import_run for update to fangcun_app using ((select actor_may('import'))) with check ((select actor_may('import')));
grant update on import_run to fangcun_app;

-- What was wrong with its rows, by those who may import there; what lies in no area that is known, by who imported and by those who import everywhere.
alter table import_problem enable row level security, force row level security;
drop policy if exists import_problem_read on import_problem;
create policy import_problem_read on import_problem for select to fangcun_app
  using (area_id in (select actor_areas('import')) or (area_id is null and ((select imports_all()) or import_id in (select r.id from import_run r where r.started_by = (select actor_id())))));
grant select on import_problem to fangcun_app;
drop policy if exists import_problem_insert on import_problem;
create policy import_problem_insert on import_problem for insert to fangcun_app with check ((select actor_may('import')) and (area_id is null or area_id in (select actor_areas('import'))));
grant insert on import_problem to fangcun_app;
