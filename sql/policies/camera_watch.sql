-- Addresses of streams are read by nobody: functions answer whether there is one, and the proxy asks as the actor who watches.
alter table camera_stream enable row level security, force row level security;

alter table camera_tour enable row level security, force row level security;
drop policy if exists camera_tour_read on camera_tour;
create policy camera_tour_read on camera_tour for select to fangcun_app using (area_id in (select actor_areas('watch')));
grant select on camera_tour to fangcun_app;
alter table camera_tour_stop enable row level security, force row level security;
drop policy if exists camera_tour_stop_read on camera_tour_stop;
create policy camera_tour_stop_read on camera_tour_stop for select to fangcun_app using (tour_id in (select id from camera_tour));
grant select on camera_tour_stop to fangcun_app;

-- Who looked is for those who watch there and for auditors.
alter table camera_look enable row level security, force row level security;
drop policy if exists camera_look_read on camera_look;
create policy camera_look_read on camera_look for select to fangcun_app using (area_id in (select actor_areas('watch')) or area_id in (select actor_areas('audit')));
grant select on camera_look to fangcun_app;

alter table camera_gateway enable row level security, force row level security;
drop policy if exists camera_gateway_read on camera_gateway;
create policy camera_gateway_read on camera_gateway for select to fangcun_app using (area_id in (select actor_areas('camera')));
grant select (id, area_id, name, silence_seconds, category_id, alarm_seconds, heard_at, revoked_at, version) on camera_gateway to fangcun_app;
alter table camera_heard enable row level security, force row level security;
drop policy if exists camera_heard_read on camera_heard;
create policy camera_heard_read on camera_heard for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on camera_heard to fangcun_app;
