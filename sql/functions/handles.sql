-- Who holds a post or rides with a team: they are the handlers of work orders. Given by whoever administers both the account and the area of the post or team;
-- what lies elsewhere answers as what does not exist, and what an account holds elsewhere is neither shown nor touched.
create or replace function has_duty_over(wanted text, wanted_area integer) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive above(id, parent_id) as (
    select id, parent_id from area where id = wanted_area
    union
    select area.id, area.parent_id from area join above on area.id = above.parent_id
  )
  select exists (select from assignment a join above on above.id = a.area_id where a.account_id = wanted)
$$;

create or replace function handles_of(wanted text) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'postIds', coalesce((select jsonb_agg(p.id order by p.id) from post p where p.account_id = wanted and p.valid_to is null and administers_area(p.area_id)), '[]'),
    'teamIds', coalesce((select jsonb_agg(m.team_id order by m.team_id) from team_member m join team t on t.id = m.team_id where m.account_id = wanted and administers_area(t.area_id)), '[]'))
$$;

-- Readers of zones and teams read again, and open sessions of those concerned look at what they may do.
create or replace function tell_handles(post_ids integer[], team_ids integer[], accounts text[]) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into outbox (noun, row_id, area_id) select distinct 'zone', p.zone_id::text, p.area_id from post p where p.id = any(post_ids);
  insert into outbox (noun, row_id, area_id) select 'team', t.id::text, t.area_id from team t where t.id = any(team_ids);
  perform pg_notify('fangcun_outbox', '');
  perform pg_notify('fangcun_rights', each) from unnest(accounts) each;
end $$;

-- Sets posts and teams to exactly these; a post that another held changes hands. The same again changes nothing.
create or replace function set_handles(wanted text, post_ids integer[], team_ids integer[]) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare before jsonb; changed_posts integer[]; changed_teams integer[]; lost record; concerned text[];
begin
  if not administers(wanted) then return false; end if;
  if wanted = actor_id() then raise exception 'nobody gives posts or teams to the own account; another administrator does' using errcode = '42501', column = 'postIds'; end if;
  if exists (select from unnest(post_ids) g(id) where not exists (select from post p where p.id = g.id and p.valid_to is null and administers_area(p.area_id))) then
    raise exception 'expected posts in areas that you administer' using errcode = '42501', column = 'postIds';
  elsif exists (select from unnest(team_ids) g(id) where not exists (select from team t where t.id = g.id and administers_area(t.area_id))) then
    raise exception 'expected teams in areas that you administer' using errcode = '42501', column = 'teamIds';
  elsif exists (select from post p where p.id = any(post_ids) and not has_duty_over(wanted, p.area_id)) then
    raise exception 'expected posts in an area where the account has a duty' using errcode = '23514', column = 'postIds';
  elsif exists (select from team t where t.id = any(team_ids) and not has_duty_over(wanted, t.area_id)) then
    raise exception 'expected teams of an area where the account has a duty' using errcode = '23514', column = 'teamIds';
  end if;
  before := handles_of(wanted);
  perform from post p where p.id = any(post_ids) or p.account_id = wanted order by p.id for update;
  select array_agg(p.id) into changed_posts from post p
    where p.valid_to is null and administers_area(p.area_id) and case when p.id = any(post_ids) then p.account_id is distinct from wanted else p.account_id = wanted end;
  select array_agg(t.id) into changed_teams from team t
    where administers_area(t.area_id) and (t.id = any(team_ids)) <> exists (select from team_member m where m.team_id = t.id and m.account_id = wanted);
  if changed_posts is null and changed_teams is null then return true; end if;
  select array_agg(distinct p.account_id) || wanted into concerned from post p where p.id = any(changed_posts) and p.account_id <> wanted;
  for lost in select p.account_id, jsonb_agg(p.id order by p.id) as ids from post p where p.id = any(changed_posts) and p.account_id <> wanted group by p.account_id loop
    perform audit_account(lost.account_id, 'account.handles', jsonb_build_object('lostPostIds', lost.ids, 'to', wanted));
  end loop;
  update post p set account_id = case when p.id = any(post_ids) then wanted end where p.id = any(changed_posts);
  delete from team_member m where m.account_id = wanted and m.team_id = any(changed_teams);
  insert into team_member (team_id, account_id) select t.id, wanted from unnest(changed_teams) t(id) where t.id = any(team_ids) on conflict do nothing;
  perform audit_account(wanted, 'account.handles', handles_of(wanted) || jsonb_build_object('before', before));
  perform tell_handles(changed_posts, changed_teams, coalesce(concerned, array[wanted]));
  return true;
end $$;

revoke all on function has_duty_over(text, integer), handles_of(text), tell_handles(integer[], integer[], text[]), set_handles(text, integer[], integer[]) from public;
grant execute on function set_handles(text, integer[], integer[]) to fangcun_app;
