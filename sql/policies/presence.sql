-- Sums of presence are read below the areas one reads, as coverage itself; the functions of sql/functions/presence.sql write them.
alter table presence_due enable row level security, force row level security;
drop policy if exists presence_due_read on presence_due;
create policy presence_due_read on presence_due for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on presence_due to fangcun_app;

alter table presence_day enable row level security, force row level security;
drop policy if exists presence_day_read on presence_day;
create policy presence_day_read on presence_day for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on presence_day to fangcun_app;

alter table presence_tile enable row level security, force row level security;
drop policy if exists presence_tile_read on presence_tile;
create policy presence_tile_read on presence_tile for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on presence_tile to fangcun_app;

alter table presence_sum enable row level security, force row level security;
drop policy if exists presence_sum_read on presence_sum;
create policy presence_sum_read on presence_sum for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on presence_sum to fangcun_app;

-- For the functions alone.
alter table presence_build enable row level security, force row level security;
revoke all on presence_build from fangcun_app;

alter table street_presence enable row level security, force row level security;
drop policy if exists street_presence_read on street_presence;
create policy street_presence_read on street_presence for select to fangcun_app using (area_id in (select actor_areas('brief')) or area_id in (select actor_areas('patrol')));
grant select on street_presence to fangcun_app;
