-- Plans of patrols and what teams say on the way: written through functions only. A member sees the round of its own team.
alter table checkpoint enable row level security, force row level security;
drop policy if exists checkpoint_read on checkpoint;
create policy checkpoint_read on checkpoint for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on checkpoint to fangcun_app;

alter table patrol_plan enable row level security, force row level security;
drop policy if exists patrol_plan_read on patrol_plan;
create policy patrol_plan_read on patrol_plan for select to fangcun_app using (id in (select actor_patrol_plans()));
-- The question and its figures tell of all teams: sql/functions/patrol_plan.sql gives them to those who plan or brief.
revoke select on patrol_plan from fangcun_app;
grant select (id, area_id, name, note, during, state, published_at, published_by, created_by, created_at, changed_at, version) on patrol_plan to fangcun_app;

alter table patrol_route enable row level security, force row level security;
drop policy if exists patrol_route_read on patrol_route;
create policy patrol_route_read on patrol_route for select to fangcun_app
  using (plan_id in (select actor_patrol_plans()) and (area_id in (select actor_areas('patrol')) or area_id in (select actor_areas('brief')) or team_id in (select actor_teams())));
grant select on patrol_route to fangcun_app;

alter table patrol_stop enable row level security, force row level security;
drop policy if exists patrol_stop_read on patrol_stop;
create policy patrol_stop_read on patrol_stop for select to fangcun_app using (route_id in (select id from patrol_route));
grant select on patrol_stop to fangcun_app;

alter table check_in enable row level security, force row level security;
drop policy if exists check_in_read on check_in;
create policy check_in_read on check_in for select to fangcun_app using (area_id in (select actor_areas('patrol')) or area_id in (select actor_areas('brief')) or team_id in (select actor_teams()));
grant select on check_in to fangcun_app;
