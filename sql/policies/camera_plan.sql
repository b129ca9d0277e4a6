-- Plans of cameras are seen by those who plan or adopt there; written through functions only.
alter table camera_plan enable row level security, force row level security;
drop policy if exists camera_plan_read on camera_plan;
create policy camera_plan_read on camera_plan for select to fangcun_app using (area_id in (select actor_areas('plan')) or area_id in (select actor_areas('adopt')));
grant select on camera_plan to fangcun_app;
alter table camera_plan_site enable row level security, force row level security;
drop policy if exists camera_plan_site_read on camera_plan_site;
create policy camera_plan_site_read on camera_plan_site for select to fangcun_app using (plan_id in (select id from camera_plan));
grant select on camera_plan_site to fangcun_app;
