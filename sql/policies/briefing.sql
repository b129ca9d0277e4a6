-- Briefings are read by whoever briefs in the area, filed ones by whoever reads it; what is for readers outside goes through a function that suppresses small counts. Written through functions only.
alter table briefing enable row level security, force row level security;
drop policy if exists briefing_read on briefing;
create policy briefing_read on briefing for select to fangcun_app using (area_id in (select actor_areas('brief')) or (state = 'filed' and area_id in (select actor_areas('read'))));
grant select on briefing to fangcun_app;

alter table briefing_figure enable row level security, force row level security;
drop policy if exists briefing_figure_read on briefing_figure;
create policy briefing_figure_read on briefing_figure for select to fangcun_app using (briefing_id in (select id from briefing));
grant select on briefing_figure to fangcun_app;

alter table briefing_text enable row level security, force row level security;
drop policy if exists briefing_text_read on briefing_text;
create policy briefing_text_read on briefing_text for select to fangcun_app using (briefing_id in (select id from briefing));
grant select on briefing_text to fangcun_app;

alter table briefing_schedule enable row level security, force row level security;
drop policy if exists briefing_schedule_read on briefing_schedule;
create policy briefing_schedule_read on briefing_schedule for select to fangcun_app using (area_id in (select actor_areas('brief')));
grant select on briefing_schedule to fangcun_app;

alter table briefing_read enable row level security, force row level security;
drop policy if exists briefing_read_own on briefing_read;
create policy briefing_read_own on briefing_read for select to fangcun_app using (account_id = (select actor_id()));
grant select on briefing_read to fangcun_app;
