-- Briefings that are made by themselves: a job takes what is due and makes it with what the account that wishes it may see then. When the next is due the server says, by the area's clock.

create or replace function note_briefing_schedule(kept briefing_schedule, wanted text) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), kept.area_id, 'briefing_schedule.' || wanted, kept.id::text, jsonb_build_object('title', kept.title, 'template', kept.template));
  insert into outbox (noun, row_id, area_id) values ('briefing', null, kept.area_id);
  select pg_notify('fangcun_outbox', '')
$$;

drop function if exists keep_briefing_schedule(jsonb);
create function keep_briefing_schedule(given jsonb) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare most constant integer := 50; kept briefing_schedule;
begin
  select * into kept from briefing_schedule s where s.id = (given ->> 'id')::uuid and s.area_id in (select actor_areas('brief'));
  if found then return next kept.id; return; end if;
  if not exists (select from area a where a.id = (given ->> 'areaId')::integer and a.valid_to is null and a.id in (select actor_areas('brief'))) then raise exception 'expected an area in which you brief' using errcode = '42501', column = 'areaId'; end if;
  if (select count(*) from briefing_schedule s where s.created_by = actor_id() and s.retired_at is null) >= most then raise exception 'expected at most % schedules of one account', most using errcode = '23514', column = 'id'; end if;
  insert into briefing_schedule (id, area_id, title, template, question, audience, on_day, at_hour, next_at, created_by)
  values ((given ->> 'id')::uuid, (given ->> 'areaId')::integer, given ->> 'title', given ->> 'template', given -> 'question', given ->> 'audience', (given ->> 'onDay')::smallint, (given ->> 'atHour')::smallint, (given ->> 'nextAt')::timestamptz, actor_id())
  on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform note_briefing_schedule(kept, 'keep');
  return next kept.id;
end $$;

-- The schedule that a command is about, locked; null where it is not there or not for this actor.
create or replace function briefing_schedule_in_hand(wanted uuid, seen integer) returns briefing_schedule
language plpgsql volatile set search_path = public, pg_temp as $$
declare kept briefing_schedule;
begin
  select * into kept from briefing_schedule s where s.id = wanted and s.area_id in (select actor_areas('brief')) and s.retired_at is null for update;
  if found and kept.version <> seen then raise exception 'somebody changed this schedule since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  return kept;
end $$;

-- Whoever changes it is who wishes it from then on: a briefing is made with what that account may see. Its area stays.
drop function if exists change_briefing_schedule(uuid, jsonb);
create function change_briefing_schedule(wanted uuid, given jsonb) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept briefing_schedule := briefing_schedule_in_hand(wanted, (given ->> 'version')::integer);
begin
  if kept.id is null then return; end if;
  if kept.area_id <> (given ->> 'areaId')::integer then raise exception 'expected the area that it has; make another schedule for another area' using errcode = '23514', column = 'areaId'; end if;
  update briefing_schedule s set title = given ->> 'title', template = given ->> 'template', question = given -> 'question', audience = given ->> 'audience', on_day = (given ->> 'onDay')::smallint, at_hour = (given ->> 'atHour')::smallint,
    next_at = (given ->> 'nextAt')::timestamptz, last_problem = null, created_by = actor_id(), version = s.version + 1 where s.id = wanted returning * into kept;
  perform note_briefing_schedule(kept, 'change');
  return next kept.id;
end $$;

drop function if exists retire_briefing_schedule(uuid, integer);
create function retire_briefing_schedule(wanted uuid, seen integer) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept briefing_schedule := briefing_schedule_in_hand(wanted, seen);
begin
  if kept.id is null then return; end if;
  update briefing_schedule s set retired_at = now(), version = s.version + 1 where s.id = wanted returning * into kept;
  perform note_briefing_schedule(kept, 'retire');
  return next kept.id;
end $$;

-- One that is due, for whoever takes it: nobody else for a quarter of an hour, by when it is made or tried again.
drop function if exists take_due_briefing(timestamptz);
create function take_due_briefing(moment timestamptz default null) returns table (id uuid, area_id integer, title text, template text, question jsonb, audience text, on_day smallint, at_hour smallint, due_at timestamptz, created_by text, time_zone text)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept briefing_schedule;
begin
  select s.* into kept from briefing_schedule s where s.retired_at is null and s.next_at <= coalesce(moment, now()) and (s.taken_until is null or s.taken_until <= coalesce(moment, now())) order by s.next_at, s.id limit 1 for update skip locked;
  if not found then return; end if;
  update briefing_schedule s set taken_until = coalesce(moment, now()) + interval '15 minutes' where s.id = kept.id;
  return query select kept.id, kept.area_id, kept.title, kept.template, kept.question, kept.audience, kept.on_day, kept.at_hour, kept.next_at, kept.created_by, a.time_zone from area a where a.id = kept.area_id;
end $$;

-- How it went, and when the next is due; null: it is tried again once nobody has it.
drop function if exists settle_briefing_schedule(uuid, timestamptz, uuid, text);
create function settle_briefing_schedule(wanted uuid, due timestamptz, made uuid, problem text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept briefing_schedule;
begin
  update briefing_schedule s set next_at = coalesce(due, s.next_at), taken_until = case when due is null then s.taken_until end, last_briefing_id = coalesce(made, s.last_briefing_id), last_problem = left(problem, 500) where s.id = wanted returning * into kept;
  if found then perform note_briefing_schedule(kept, case when problem is null then 'made' else 'failed' end); end if;
end $$;

revoke all on function note_briefing_schedule(briefing_schedule, text), keep_briefing_schedule(jsonb), briefing_schedule_in_hand(uuid, integer), change_briefing_schedule(uuid, jsonb), retire_briefing_schedule(uuid, integer), take_due_briefing(timestamptz), settle_briefing_schedule(uuid, timestamptz, uuid, text) from public;
grant execute on function keep_briefing_schedule(jsonb), change_briefing_schedule(uuid, jsonb), retire_briefing_schedule(uuid, integer) to fangcun_app;
grant execute on function take_due_briefing(timestamptz), settle_briefing_schedule(uuid, timestamptz, uuid, text) to fangcun_relay;
