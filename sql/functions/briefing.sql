-- Briefings: drafts are made, counted anew, filed, taken back and given up by those who brief in the area; what is filed is read as its audience says.

-- Briefings that the actor reads, and whether from outside of their area: then small counts are not told (server/queries/briefing.ts), nor what people wrote beside them.
create or replace function actor_briefings() returns table (id uuid, outside boolean)
language sql stable security definer set search_path = public, pg_temp rows 200 as $$
  with inside as (select b.id from briefing b where b.area_id in (select actor_areas('brief')) or (b.state = 'filed' and b.area_id in (select actor_areas('read'))))
  select i.id, false from inside i
  union all
  select b.id, true from briefing b where b.state = 'filed' and b.audience = 'outside' and actor_known() and b.id not in (select i.id from inside i)
$$;

-- The rows of one of them, for a reader outside: the policies of the tables know readers of the area only.
create or replace function briefings_of_actor() returns setof briefing
language sql stable security definer set search_path = public, pg_temp as $$ select b.* from briefing b where b.id in (select a.id from actor_briefings() a) $$;
create or replace function briefing_figures_of(wanted uuid, wanted_run integer) returns setof briefing_figure
language sql stable security definer set search_path = public, pg_temp as $$ select f.* from briefing_figure f where f.briefing_id = wanted and f.run = wanted_run and f.briefing_id in (select a.id from actor_briefings() a) $$;

-- Name, clock and bounds of its area, also for a reader outside.
create or replace function briefing_ground(wanted uuid) returns table (name_zh text, name_en text, time_zone text, west float8, south float8, east float8, north float8)
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive home as (select a.* from briefing b join area a on a.id = b.area_id where b.id = wanted and b.id in (select x.id from actor_briefings() x)),
  below(id, geom) as (select h.id, h.geom from home h union all select a.id, a.geom from area a join below on a.parent_id = below.id),
  box as (select coalesce((select st_envelope(h.geom) from home h), (select st_setsrid(st_extent(b.geom)::geometry, 4326) from below b)) as geom)
  select h.name_zh, h.name_en, h.time_zone, coalesce(st_xmin(x.geom), -180), coalesce(st_ymin(x.geom), -85), coalesce(st_xmax(x.geom), 180), coalesce(st_ymax(x.geom), 85) from home h, box x
$$;

create or replace function note_briefing(kept briefing, wanted text, about jsonb) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'briefing.' || wanted, kept.id::text, jsonb_build_object('title', kept.title) || about);
  insert into outbox (noun, row_id, area_id) values ('briefing', kept.id::text, kept.area_id);
  select pg_notify('fangcun_outbox', '')
$$;

-- Figures of one run (BriefingFigure).
create or replace function put_briefing_figures(kept briefing, wanted_run integer, figures jsonb) returns void
language sql volatile set search_path = public, pg_temp as $$
  insert into briefing_figure (briefing_id, area_id, run, key, query, snapshot, method, seed, value, made_at)
  select kept.id, kept.area_id, wanted_run, f ->> 'key', f -> 'query', f -> 'snapshot', f -> 'method', (f ->> 'seed')::bigint, f -> 'value', (f ->> 'madeAt')::timestamptz from jsonb_array_elements(figures) f
$$;

-- Before figures are counted for nothing.
drop function if exists check_briefing_area(integer);
create or replace function check_briefing_area(wanted integer, field text default 'question.areaId') returns void
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from area a where a.id = wanted and a.valid_to is null and a.id in (select actor_areas('brief'))) then
    raise exception 'expected an area in which you brief' using errcode = '42501', column = field;
  end if;
end $$;

-- A new draft with its first run. The same id again gives the row as it is.
drop function if exists keep_briefing(jsonb, jsonb);
create function keep_briefing(given jsonb, figures jsonb) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare most constant integer := 500; kept briefing; home integer := (given -> 'question' ->> 'areaId')::integer;
begin
  select * into kept from briefing b where b.id = (given ->> 'id')::uuid and b.area_id in (select actor_areas('brief'));
  if found then return next kept.id; return; end if;
  perform check_briefing_area(home);
  if (select count(*) from briefing b where b.created_by = actor_id() and b.state = 'draft') >= most then
    raise exception 'expected at most % drafts of one account; discard some first', most using errcode = '23514', column = 'id';
  end if;
  insert into briefing (id, area_id, title, template, during, question, audience, created_by)
  values ((given ->> 'id')::uuid, home, given ->> 'title', given -> 'question' ->> 'template', tstzrange((given ->> 'from')::timestamptz, (given ->> 'to')::timestamptz), given -> 'question', given ->> 'audience', actor_id())
  on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform put_briefing_figures(kept, 1, figures);
  perform note_briefing(kept, 'keep', jsonb_build_object('template', kept.template));
  return next kept.id;
end $$;

-- The briefing that a command is about, locked; null where it is not there or not for this actor. Raises where the actor sees it and may not do this, or where the version is another.
create or replace function briefing_in_hand(wanted uuid, seen integer) returns briefing
language plpgsql volatile set search_path = public, pg_temp as $$
declare kept briefing;
begin
  select * into kept from briefing b where b.id = wanted and b.id in (select a.id from actor_briefings() a) for update;
  if not found then return null; end if;
  if kept.area_id not in (select actor_areas('brief')) then raise exception 'the actor may not brief here' using errcode = '42501'; end if;
  if seen is not null and kept.version <> seen then raise exception 'somebody changed this briefing since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  return kept;
end $$;

-- What was given up is not changed any more. No row: not there, or not for this actor; so with all that follow.
create or replace function open_briefing(wanted uuid, seen integer) returns briefing
language plpgsql volatile set search_path = public, pg_temp as $$
declare kept briefing := briefing_in_hand(wanted, seen);
begin
  if kept.state = 'discarded' then raise exception 'expected a draft or a filed briefing; this one was discarded' using errcode = '23514', column = 'version'; end if;
  return kept;
end $$;

drop function if exists add_briefing_run(uuid, integer, jsonb, jsonb);
create function add_briefing_run(wanted uuid, seen integer, question jsonb, figures jsonb) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare most constant integer := 200; kept briefing := open_briefing(wanted, seen);
begin
  if kept.id is null then return; end if;
  if kept.run >= most then raise exception 'expected at most % runs of one briefing', most using errcode = '23514', column = 'version'; end if;
  update briefing b set run = b.run + 1, question = add_briefing_run.question, changed_at = now(), version = b.version + 1 where b.id = wanted returning * into kept;
  perform put_briefing_figures(kept, kept.run, figures);
  perform note_briefing(kept, 'run', jsonb_build_object('run', kept.run));
  return next kept.id;
end $$;

drop function if exists change_briefing(uuid, jsonb);
create function change_briefing(wanted uuid, change jsonb) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept briefing := open_briefing(wanted, (change ->> 'version')::integer);
begin
  if kept.id is null then return; end if;
  update briefing b set title = coalesce(change ->> 'title', b.title), audience = coalesce(change ->> 'audience', b.audience), changed_at = now(), version = b.version + 1 where b.id = wanted returning * into kept;
  perform note_briefing(kept, 'change', jsonb_build_object('audience', kept.audience, 'state', kept.state));
  return next kept.id;
end $$;

-- file: a draft is announced to its readers; withdraw: back to a draft; discard: what is not filed; restore: back to a draft. Done twice is done once.
drop function if exists step_briefing(uuid, text, integer);
create function step_briefing(wanted uuid, step text, seen integer) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  kept briefing := briefing_in_hand(wanted, null);
  become constant text := case step when 'file' then 'filed' when 'withdraw' then 'draft' when 'discard' then 'discarded' when 'restore' then 'draft' end;
  fits constant text := case step when 'file' then 'draft' when 'withdraw' then 'filed' when 'discard' then 'draft' when 'restore' then 'discarded' end;
begin
  if kept.id is null then return; end if;
  if kept.state = become and kept.version = seen + 1 then return next kept.id; return; end if;
  kept := briefing_in_hand(wanted, seen);
  if kept.state <> fits then raise exception 'expected a briefing that is %; this one is %', fits, kept.state using errcode = '23514', column = 'version'; end if;
  update briefing b set state = become, filed_at = case when step = 'file' then now() end, filed_by = case when step = 'file' then actor_id() end, changed_at = now(), version = b.version + 1 where b.id = wanted returning * into kept;
  -- Filed again, it is news again; not to who files it.
  if step = 'file' then
    delete from briefing_read r where r.briefing_id = wanted;
    insert into briefing_read (briefing_id, account_id) select wanted, c.id from account c where c.id = actor_id();
  end if;
  perform note_briefing(kept, step, jsonb_build_object('audience', kept.audience));
  return next kept.id;
end $$;

-- Text of a person; version 0 is the first of its key and language.
drop function if exists write_briefing_text(uuid, text, jsonb);
create function write_briefing_text(wanted uuid, wanted_key text, given jsonb) returns setof briefing_text
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare most constant integer := 500; kept briefing := open_briefing(wanted, null); text_now briefing_text;
begin
  if kept.id is null then return; end if;
  select * into text_now from briefing_text t where t.briefing_id = wanted and t.key = wanted_key and t.locale = given ->> 'locale';
  if coalesce(text_now.version, 0) <> (given ->> 'version')::integer then raise exception 'somebody changed this text since; it is at version %', coalesce(text_now.version, 0) using errcode = '40001', column = 'version'; end if;
  if text_now.version is null and (select count(*) from briefing_text t where t.briefing_id = wanted) >= most then raise exception 'expected at most % texts in one briefing', most using errcode = '23514', column = 'key'; end if;
  insert into briefing_text as t (briefing_id, area_id, key, locale, text, composed, written_by) values (wanted, kept.area_id, wanted_key, given ->> 'locale', given ->> 'text', given ->> 'composed', actor_id())
  on conflict (briefing_id, key, locale) do update set text = excluded.text, composed = excluded.composed, written_by = excluded.written_by, written_at = now(), version = t.version + 1 returning * into text_now;
  perform note_briefing(kept, 'write', jsonb_build_object('key', wanted_key, 'locale', given ->> 'locale'));
  return next text_now;
end $$;

-- What is composed stands again. Done twice is done once.
drop function if exists erase_briefing_text(uuid, text, text, integer);
create function erase_briefing_text(wanted uuid, wanted_key text, wanted_locale text, seen integer) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept briefing := open_briefing(wanted, null); version_now integer;
begin
  if kept.id is null then return; end if;
  select t.version into version_now from briefing_text t where t.briefing_id = wanted and t.key = wanted_key and t.locale = wanted_locale;
  if version_now <> seen then raise exception 'somebody changed this text since; it is at version %', version_now using errcode = '40001', column = 'version'; end if;
  delete from briefing_text t where t.briefing_id = wanted and t.key = wanted_key and t.locale = wanted_locale;
  if found then perform note_briefing(kept, 'erase', jsonb_build_object('key', wanted_key, 'locale', wanted_locale)); end if;
  return next kept.id;
end $$;

drop function if exists mark_briefing_read(uuid);
create function mark_briefing_read(wanted uuid) returns setof uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from actor_briefings() a where a.id = wanted) then return; end if;
  insert into briefing_read (briefing_id, account_id) select wanted, c.id from account c where c.id = actor_id() on conflict do nothing;
  return next wanted;
end $$;

revoke all on function actor_briefings(), briefings_of_actor(), briefing_figures_of(uuid, integer), briefing_ground(uuid), note_briefing(briefing, text, jsonb), put_briefing_figures(briefing, integer, jsonb), check_briefing_area(integer, text), keep_briefing(jsonb, jsonb), briefing_in_hand(uuid, integer), open_briefing(uuid, integer),
  add_briefing_run(uuid, integer, jsonb, jsonb), change_briefing(uuid, jsonb), step_briefing(uuid, text, integer), write_briefing_text(uuid, text, jsonb), erase_briefing_text(uuid, text, text, integer), mark_briefing_read(uuid) from public;
grant execute on function actor_briefings(), briefings_of_actor(), briefing_figures_of(uuid, integer), briefing_ground(uuid), check_briefing_area(integer, text), keep_briefing(jsonb, jsonb), add_briefing_run(uuid, integer, jsonb, jsonb), change_briefing(uuid, jsonb), step_briefing(uuid, text, integer),
  write_briefing_text(uuid, text, jsonb), erase_briefing_text(uuid, text, text, integer), mark_briefing_read(uuid) to fangcun_app;
