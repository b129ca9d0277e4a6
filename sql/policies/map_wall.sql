-- Walls are read by whoever may operate walls of the area, and by screens whose duty is there; written through functions only.
alter table map_wall enable row level security, force row level security;
drop policy if exists map_wall_read on map_wall;
create policy map_wall_read on map_wall for select to fangcun_app using (area_id in (select actor_areas('wall')) or area_id in (select actor_screen_areas()));
grant select on map_wall to fangcun_app;

alter table wall_screen enable row level security, force row level security;
drop policy if exists wall_screen_read on wall_screen;
create policy wall_screen_read on wall_screen for select to fangcun_app using (wall_id in (select id from map_wall));
grant select on wall_screen to fangcun_app;

alter table wall_screen_state enable row level security, force row level security;
drop policy if exists wall_screen_state_read on wall_screen_state;
create policy wall_screen_state_read on wall_screen_state for select to fangcun_app using (screen_id in (select id from wall_screen));
grant select on wall_screen_state to fangcun_app;

alter table wall_scene enable row level security, force row level security;
drop policy if exists wall_scene_read on wall_scene;
create policy wall_scene_read on wall_scene for select to fangcun_app using (wall_id in (select id from map_wall));
grant select on wall_scene to fangcun_app;

-- Codes are known to the functions that judge them, and to nobody who reads.
alter table wall_code enable row level security, force row level security;
