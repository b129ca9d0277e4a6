-- Counts are read below the areas one reads, as the incidents themselves; triggers and the folding job write them.
alter table incident_delta enable row level security, force row level security;
drop policy if exists incident_delta_read on incident_delta;
create policy incident_delta_read on incident_delta for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on incident_delta to fangcun_app;

alter table incident_cell enable row level security, force row level security;
drop policy if exists incident_cell_read on incident_cell;
create policy incident_cell_read on incident_cell for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on incident_cell to fangcun_app;

alter table incident_day enable row level security, force row level security;
drop policy if exists incident_day_read on incident_day;
create policy incident_day_read on incident_day for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on incident_day to fangcun_app;

-- Read and written by the functions of sql/functions/incident_tile.sql and incident_tile_near.sql alone, which ask what the actor may read.
alter table incident_tile enable row level security, force row level security;
revoke all on incident_tile from fangcun_app;
alter table incident_touch enable row level security, force row level security;
revoke all on incident_touch from fangcun_app;

-- Read by the server for its memory, from which each answer is cut to the areas of who asks; by no actor.
alter table incident_change enable row level security, force row level security;
drop policy if exists incident_change_relay on incident_change;
create policy incident_change_relay on incident_change to fangcun_relay using (true);
grant select, delete on incident_change to fangcun_relay;
