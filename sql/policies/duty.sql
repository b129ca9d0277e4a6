-- Kinds of posts are known to everybody who is signed in; who holds a post is read below the areas one reads. Written through functions only (sql/functions/duty.sql).
alter table post_kind enable row level security, force row level security;
drop policy if exists post_kind_read on post_kind;
create policy post_kind_read on post_kind for select to fangcun_app using ((select actor_known()));
grant select on post_kind to fangcun_app;

alter table post_holding enable row level security, force row level security;
drop policy if exists post_holding_read on post_holding;
create policy post_holding_read on post_holding for select to fangcun_app using (area_id in (select actor_areas('read')));
grant select on post_holding to fangcun_app;
