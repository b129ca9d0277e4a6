-- Posts are duties in zones, holdings are people on them by period. What holds today is copied to the post, which is what the rest reads.

-- Where the actor reads the phones of posts: whoever passes matters on or fills posts there needs them; whoever only looks (leaders, auditors, walls that hang in a hall) does not.
create or replace function phone_areas() returns setof integer
language sql stable parallel safe security definer set search_path = public, pg_temp rows 500 as $$ select actor_areas('step') union select actor_areas('duty') $$;

-- Posts as they were filled on a day, each area by its own clock where no day is named. The caller's policies apply.
drop function if exists posts_on(date);
create function posts_on(day date)
returns table (id integer, area_id integer, zone_id integer, kind text, version integer, valid_from date, valid_to date, holding_id uuid, holder text, account_id text, phone text, since date, until date)
language sql stable as $$
  select p.id, p.area_id, p.zone_id, p.kind, p.version, p.valid_from, p.valid_to, h.id, h.holder, h.account_id, case when acts_as_owner() or p.area_id in (select phone_areas()) then h.phone end, h.valid_from, h.valid_to
  from post p cross join lateral (select coalesce(day, area_today(p.area_id)) as day) d
  left join post_holding h on h.post_id = p.id and h.valid_from <= d.day and (h.valid_to is null or h.valid_to > d.day)
  where p.valid_from <= d.day and (p.valid_to is null or p.valid_to > d.day)
$$;

-- Of a holding without a call name of its own: the name of the account.
create or replace function holding_name(wanted uuid, language text default 'zh') returns text
language sql stable parallel safe security definer set search_path = public, pg_temp as $$
  select case language when 'en' then c.name_en else c.name_zh end from post_holding h join account c on c.id = h.account_id where h.id = wanted and h.area_id in (select actor_areas('read'))
$$;

-- Makes posts say what holds now; answers those that changed. Whoever read who is on duty reads again.
create or replace function hold_today(post_ids integer[], at timestamptz default now()) returns integer[]
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare changed integer[]; concerned text[];
begin
  perform from post p where p.id = any(post_ids) order by p.id for update;
  with due as materialized (
    select p.id, p.account_id as former, h.holder, h.account_id, h.phone from post p join area a on a.id = p.area_id
    left join post_holding h on h.post_id = p.id and h.valid_from <= (at at time zone a.time_zone)::date and (h.valid_to is null or h.valid_to > (at at time zone a.time_zone)::date)
    where p.id = any(post_ids) and p.valid_to is null
      and ((p.holder, p.account_id) is distinct from (h.holder, h.account_id) or (h.id is not null and p.phone is distinct from h.phone))
  ), done as (update post p set holder = d.holder, account_id = d.account_id, phone = d.phone from due d where d.id = p.id returning p.id)
  select array_agg(d.id), array_agg(distinct x.account) filter (where x.account is not null) into changed, concerned
  from due d join done on done.id = d.id cross join lateral (values (d.former), (d.account_id)) x(account) ;
  changed := array(select distinct unnest(changed));
  if cardinality(changed) > 0 then perform tell_handles(changed, '{}', coalesce(concerned, '{}')); end if;
  return changed;
end $$;

-- The job of each new day; one server at a time, null where another is at it.
create or replace function switch_holdings(at timestamptz default now()) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare due integer[];
begin
  if not pg_try_advisory_xact_lock(7266350) then return null; end if;
  -- A filled post that nothing is known of was brought in past the triggers (a dump, a bulk load): it is kept, and known from now on. Whoever is taken off a post leaves a holding or an empty post.
  insert into post_holding (id, post_id, area_id, holder, account_id, phone, valid_from)
  select gen_random_uuid(), p.id, p.area_id, nullif(left(p.holder, 60), ''), p.account_id, left(p.phone, 40), least(p.valid_from, (at at time zone a.time_zone)::date) from post p join area a on a.id = p.area_id
  where p.valid_to is null and (nullif(p.holder, '') is not null or p.account_id is not null) and not exists (select from post_holding h where h.post_id = p.id);
  select array_agg(p.id) into due from post p join area a on a.id = p.area_id
  left join post_holding h on h.post_id = p.id and h.valid_from <= (at at time zone a.time_zone)::date and (h.valid_to is null or h.valid_to > (at at time zone a.time_zone)::date)
  where p.valid_to is null and ((p.holder, p.account_id) is distinct from (h.holder, h.account_id) or (h.id is not null and p.phone is distinct from h.phone));
  return cardinality(hold_today(coalesce(due, '{}'), at));
end $$;

-- Whoever changes a post itself (accounts and their handles, imports) changes what is held from today on; what is planned for later stays.
create or replace function keep_holding() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare today date := area_today(new.area_id); kept post_holding; begins date; ends date;
begin
  if new.valid_to is not null then return null; end if;
  select * into kept from post_holding h where h.post_id = new.id and h.valid_from <= today and (h.valid_to is null or h.valid_to > today);
  if (kept.holder, kept.account_id) is not distinct from (new.holder, new.account_id) and (kept.id is null or kept.phone is not distinct from new.phone) then return null; end if;
  ends := coalesce(kept.valid_to, (select min(h.valid_from) from post_holding h where h.post_id = new.id and h.valid_from > today));
  begins := case when tg_op = 'INSERT' then least(new.valid_from, today) else today end;
  if kept.valid_from = today then delete from post_holding h where h.id = kept.id;
  else update post_holding h set valid_to = today, version = h.version + 1 where h.id = kept.id;
  end if;
  if new.holder is not null or new.account_id is not null then
    insert into post_holding (id, post_id, area_id, holder, account_id, phone, valid_from, valid_to) values (gen_random_uuid(), new.id, new.area_id, new.holder, new.account_id, new.phone, begins, ends);
  end if;
  return null;
end $$;
create or replace trigger keep_holding after insert or update of holder, account_id, phone on post for each row execute function keep_holding();

-- Whether a post is the actor's to see; where it is not also the actor's duty to fill it, an error says so.
create or replace function check_duty(wanted_area integer) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if acts_as_owner() then return true; end if;
  if wanted_area is null or wanted_area not in (select actor_areas('read')) then return false; end if;
  if wanted_area not in (select actor_areas('duty')) then raise exception 'expected a post where you have the right to fill posts' using errcode = '42501', column = 'id'; end if;
  return true;
end $$;

create or replace function holdings_json(wanted_post integer) returns jsonb
language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'holder', h.holder, 'accountId', h.account_id, 'nameZh', c.name_zh, 'nameEn', c.name_en, 'phone', case when acts_as_owner() or h.area_id in (select phone_areas()) then h.phone end, 'from', h.valid_from, 'to', h.valid_to) order by h.valid_from), '[]')
  from post_holding h left join account c on c.id = h.account_id where h.post_id = wanted_post
$$;

-- A post with all its holdings, and for those who fill it the accounts that may hold it: those with a duty over its place. Null where it is not the actor's to see.
create or replace function holdings_of(wanted_post integer) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare kept post; fills boolean;
begin
  select * into kept from post p where p.id = wanted_post;
  if not found or not (acts_as_owner() or kept.area_id in (select actor_areas('read'))) then return null; end if;
  fills := kept.valid_to is null and kept.area_id in (select actor_areas('duty'));
  return jsonb_build_object('post', jsonb_build_object('id', kept.id, 'areaId', kept.area_id, 'zoneId', kept.zone_id, 'kind', kept.kind, 'version', kept.version, 'from', kept.valid_from, 'to', kept.valid_to),
    'today', area_today(kept.area_id), 'mayFill', fills, 'holdings', holdings_json(kept.id),
    'accounts', case when fills then coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'nameZh', c.name_zh, 'nameEn', c.name_en) order by c.id) from account c where c.disabled_at is null and has_duty_over(c.id, kept.area_id)), '[]') else '[]' end);
end $$;

-- The whole of who was, is and will be on a post. False where the post is not there or not the actor's to see.
create or replace function put_holdings(wanted_post integer, seen_version integer, given jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept post; before jsonb;
begin
  select * into kept from post p where p.id = wanted_post and p.valid_to is null for update;
  if not found or not check_duty(kept.area_id) then return false; end if;
  if kept.version <> seen_version then raise exception 'somebody changed who holds this post; read it again' using errcode = '40001', column = 'version'; end if;
  before := holdings_json(kept.id);
  perform check_holdings(kept, given);
  delete from post_holding h where h.post_id = kept.id and h.id not in (select (g ->> 'id')::uuid from jsonb_array_elements(given) g);
  insert into post_holding as h (id, post_id, area_id, holder, account_id, phone, valid_from, valid_to)
  select g.id, kept.id, kept.area_id, g.holder, g."accountId", g.phone, g."from", g."to" from jsonb_to_recordset(given) as g(id uuid, holder text, "accountId" text, phone text, "from" date, "to" date)
  on conflict (id) do update set holder = excluded.holder, account_id = excluded.account_id, phone = excluded.phone, valid_from = excluded.valid_from, valid_to = excluded.valid_to, version = h.version + 1
  where h.post_id = kept.id;
  if before is not distinct from holdings_json(kept.id) then return true; end if;
  update post p set version = p.version + 1 where p.id = kept.id;
  insert into audit_entry (account_id, area_id, action, target, detail)
  values (coalesce(actor_id(), '-'), kept.area_id, 'post.holdings', kept.id::text, jsonb_build_object('kind', kept.kind, 'zoneId', kept.zone_id, 'before', before, 'after', holdings_json(kept.id)));
  perform hold_today(array[kept.id]);
  return true;
end $$;

-- What periods and accounts must be: no two at once, accounts with a duty over the place, and never one's own account where it was not already.
create or replace function check_holdings(kept post, given jsonb) returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare each record;
begin
  if exists (select from post_holding h join jsonb_array_elements(given) g on (g ->> 'id')::uuid = h.id where h.post_id <> kept.id) then
    raise exception 'expected ids that no other holding has' using errcode = '23505', column = 'holdings';
  end if;
  for each in
    select g.*, h.account_id as former, daterange(h.valid_from, h.valid_to) as former_span, daterange(g."from", g."to") as span, row_number() over (order by g."from") as place, lag(g."to") over (order by g."from") as before_to,
      lag(g."from") over (order by g."from") as before_from
    from jsonb_to_recordset(given) as g(id uuid, holder text, "accountId" text, phone text, "from" date, "to" date) left join post_holding h on h.id = g.id
  loop
    if each.before_from is not null and (each.before_to is null or each.before_to > each."from") then
      raise exception 'expected periods that do not overlap: % begins before the one before it ends', each."from" using errcode = '23514', column = 'holdings';
    elsif each."accountId" is null or (each.former = each."accountId" and each.former_span @> each.span) then continue;
    elsif each."accountId" = actor_id() then
      raise exception 'nobody gives posts to the own account; another does' using errcode = '42501', column = 'holdings';
    elsif each.former is distinct from each."accountId" and not (has_duty_over(each."accountId", kept.area_id) and exists (select from account c where c.id = each."accountId" and c.disabled_at is null)) then
      raise exception 'expected accounts with a duty over the place of the post' using errcode = '23514', column = 'holdings';
    end if;
  end loop;
end $$;

-- A further post in a zone; null where the zone is not there or not the actor's to see.
create or replace function add_post(wanted_zone integer, wanted_kind text) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare home zone; made integer;
begin
  select * into home from zone z where z.id = wanted_zone and z.valid_to is null for share;
  if not found or not check_duty(home.area_id) then return null; end if;
  if not exists (select from post_kind k where k.id = wanted_kind and k.retired_at is null) then raise exception 'expected a kind of post that is in use' using errcode = '23503', column = 'kind'; end if;
  if (select count(*) from post p where p.zone_id = home.id and p.valid_to is null) >= 100 then raise exception 'expected at most 100 posts in a zone' using errcode = '23514', column = 'zoneId'; end if;
  insert into post (area_id, zone_id, kind, valid_from) values (home.area_id, home.id, wanted_kind, area_today(home.area_id)) returning post.id into made;
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), home.area_id, 'post.add', made::text, jsonb_build_object('kind', wanted_kind, 'zoneId', home.id));
  perform tell_handles(array[made], '{}', '{}');
  return made;
end $$;

-- Ends a post today; orders that it still has are to be passed on before.
create or replace function close_post(wanted_post integer, seen_version integer) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept post; today date;
begin
  select * into kept from post p where p.id = wanted_post and p.valid_to is null for update;
  if not found or not check_duty(kept.area_id) then return false; end if;
  if kept.version <> seen_version then raise exception 'somebody changed this post; read it again' using errcode = '40001', column = 'version'; end if;
  if exists (select from work_order o where o.post_id = kept.id and o.state in ('dispatched', 'accepted', 'handling', 'fed_back')) then
    raise exception 'expected a post without open work orders; pass them on first' using errcode = '23514', column = 'id';
  end if;
  perform end_posts(array[kept.id], area_today(kept.area_id));
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), kept.area_id, 'post.close', kept.id::text, jsonb_build_object('kind', kept.kind, 'zoneId', kept.zone_id, 'holdings', holdings_json(kept.id)));
  perform tell_handles(array[kept.id], '{}', array_remove(array[kept.account_id], null));
  return true;
end $$;

-- Ends posts on a day, and with them what is held or planned on them.
create or replace function end_posts(post_ids integer[], day date) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update post p set valid_to = greatest(day, p.valid_from) where p.id = any(post_ids) and p.valid_to is null;
  delete from post_holding h where h.post_id = any(post_ids) and h.valid_from >= day;
  update post_holding h set valid_to = day, version = h.version + 1 where h.post_id = any(post_ids) and (h.valid_to is null or h.valid_to > day);
end $$;

-- Kinds of posts are the same everywhere: who configures the whole tree sets them.
create or replace function put_post_kind(wanted text, given jsonb) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not configures_all() then raise exception 'only who configures the whole tree of areas sets kinds of posts' using errcode = '42501', column = 'id'; end if;
  if not exists (select from post_kind k where k.id = wanted) and (select count(*) from post_kind) >= 60 then raise exception 'expected at most 60 kinds' using errcode = '23514', column = 'id'; end if;
  insert into post_kind as k (id, name_zh, name_en, sort, per_zone, retired_at)
  values (wanted, given ->> 'nameZh', given ->> 'nameEn', (given ->> 'sort')::smallint, (given ->> 'perZone')::smallint, case when (given ->> 'retired')::boolean then now() end)
  on conflict (id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, sort = excluded.sort, per_zone = excluded.per_zone,
    retired_at = case when excluded.retired_at is not null then coalesce(k.retired_at, excluded.retired_at) end;
  insert into audit_entry (account_id, action, target, detail) values (coalesce(actor_id(), '-'), 'post_kind.set', wanted, given);
end $$;

revoke all on function phone_areas(), holding_name(uuid, text), hold_today(integer[], timestamptz), switch_holdings(timestamptz), keep_holding(), check_duty(integer), holdings_json(integer), holdings_of(integer), put_holdings(integer, integer, jsonb),
  check_holdings(post, jsonb), add_post(integer, text), close_post(integer, integer), end_posts(integer[], date), put_post_kind(text, jsonb) from public;
grant execute on function phone_areas(), holding_name(uuid, text), holdings_of(integer), put_holdings(integer, integer, jsonb), add_post(integer, text), close_post(integer, integer), put_post_kind(text, jsonb) to fangcun_app;
grant execute on function switch_holdings(timestamptz) to fangcun_relay;
