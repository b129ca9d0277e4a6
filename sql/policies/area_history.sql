-- The past of areas and what changed them: read below the areas one reads, written through functions only (sql/functions/area_change.sql).
alter table area_past enable row level security, force row level security;
drop policy if exists area_past_read on area_past;
create policy area_past_read on area_past for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on area_past to fangcun_app;

alter table area_change enable row level security, force row level security;
drop policy if exists area_change_read on area_change;
create policy area_change_read on area_change for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on area_change to fangcun_app;

-- Which codes are right is known to everybody who is signed in.
alter table code_scheme enable row level security, force row level security;
drop policy if exists code_scheme_read on code_scheme;
create policy code_scheme_read on code_scheme for select to fangcun_app using ((select actor_known()));
grant select on code_scheme to fangcun_app;
