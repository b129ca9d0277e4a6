-- The past of zones is read like zones. Plans are seen by those who plan or adopt there, and by everybody who reads there once their day is set; written through functions only (sql/functions/zone_plan.sql).
alter table zone_past enable row level security, force row level security;
drop policy if exists zone_past_read on zone_past;
create policy zone_past_read on zone_past for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on zone_past to fangcun_app;

alter table zone_plan enable row level security, force row level security;
drop policy if exists zone_plan_read on zone_plan;
create policy zone_plan_read on zone_plan for select to fangcun_app
  using (area_id in (select actor_areas('plan')) or area_id in (select actor_areas('adopt')) or (state in ('scheduled', 'adopted') and area_id in (select actor_areas('read'))));
grant select on zone_plan to fangcun_app;

alter table zone_plan_zone enable row level security, force row level security;
drop policy if exists zone_plan_zone_read on zone_plan_zone;
create policy zone_plan_zone_read on zone_plan_zone for select to fangcun_app
  using (area_id in (select actor_areas('plan')) or area_id in (select actor_areas('adopt')) or (adopts_on is not null and area_id in (select actor_areas('read'))));
grant select on zone_plan_zone to fangcun_app;
