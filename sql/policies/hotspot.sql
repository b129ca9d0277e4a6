-- Hotspots that were kept: read below the areas one reads, unless they name what has become somebody's voice, written through functions only (sql/functions/hotspot.sql).
alter table hotspot enable row level security, force row level security;
drop policy if exists hotspot_read on hotspot;
create policy hotspot_read on hotspot for select to fangcun_app using (area_id in (select actor_areas('read')) and not names_voice(question));
grant select on hotspot to fangcun_app;

alter table hotspot_log enable row level security, force row level security;
drop policy if exists hotspot_log_read on hotspot_log;
create policy hotspot_log_read on hotspot_log for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on hotspot_log to fangcun_app;
