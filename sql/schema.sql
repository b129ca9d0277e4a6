CREATE SCHEMA meta;

CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;

CREATE FUNCTION public.account_actor(wanted text) RETURNS TABLE(id text, name_zh text, name_en text, assignments jsonb, rights text[], rights_key text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select c.id, c.name_zh, c.name_en,
    coalesce((select jsonb_agg(jsonb_build_object('role', a.role, 'areaId', a.area_id) order by r.sort, a.area_id) from assignment a join role r on r.id = a.role where a.account_id = c.id), '[]'),
    array(select distinct rr.right_to from assignment a join role_right rr on rr.role = a.role where a.account_id = c.id order by 1),
    md5(coalesce((select string_agg(a.role || ':' || a.area_id, ',' order by a.role, a.area_id) from assignment a where a.account_id = c.id), '') || tree_mark())
  from account c where c.id = wanted and c.disabled_at is null
$$;

CREATE FUNCTION public.account_area(wanted text) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select a.area_id from assignment a join role r on r.id = a.role where a.account_id = wanted order by r.sort, a.area_id limit 1
$$;

CREATE FUNCTION public.account_of_subject(subject text) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select k.account_id from credential k join account c on c.id = k.account_id where k.kind = 'oidc' and k.secret = subject and c.disabled_at is null
$$;

CREATE FUNCTION public.actor_areas(wanted text) RETURNS SETOF integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 500 PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return query with recursive below(id) as (
    select a.area_id from assignment a join account c on c.id = a.account_id join role_right r on r.role = a.role and r.right_to = wanted
    where c.id = actor_id() and c.disabled_at is null
    union
    select area.id from area join below on area.parent_id = below.id
  )
  select b.id from below b;
end $$;

CREATE FUNCTION public.actor_briefings() RETURNS TABLE(id uuid, outside boolean)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 200
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with inside as (select b.id from briefing b where b.area_id in (select actor_areas('brief')) or (b.state = 'filed' and b.area_id in (select actor_areas('read'))))
  select i.id, false from inside i
  union all
  select b.id, true from briefing b where b.state = 'filed' and b.audience = 'outside' and actor_known() and b.id not in (select i.id from inside i)
$$;

CREATE FUNCTION public.actor_dose_hotspots(from_at timestamp with time zone) RETURNS TABLE(id uuid, area_id integer, geom public.geometry)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select h.id, h.area_id, h.geom from hotspot h
  where (h.area_id in (select actor_areas('patrol')) or h.area_id in (select actor_areas('brief'))) and (h.retired_at is null or h.retired_at > from_at) and not names_voice(h.question)
$$;

CREATE FUNCTION public.actor_handles(wanted_post integer, wanted_team integer) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from post p where p.id = wanted_post and p.account_id = actor_id() and p.valid_to is null)
    or exists (select from team_member m where m.team_id = wanted_team and m.account_id = actor_id())
$$;

CREATE FUNCTION public.actor_id() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select nullif(current_setting('fangcun.actor', true), '')
$$;

CREATE FUNCTION public.actor_known() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from account c where c.id = actor_id() and c.disabled_at is null)
$$;

CREATE FUNCTION public.actor_may(wanted text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from account c join assignment a on a.account_id = c.id join role_right r on r.role = a.role and r.right_to = wanted
    where c.id = actor_id() and c.disabled_at is null)
$$;

CREATE FUNCTION public.actor_may_contact(wanted uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (
    select from incident i where i.id = wanted and i.state <> 'archived' and i.area_id in (select actor_areas('read')) and (
      exists (select from work_order o where o.incident_id = i.id and o.state in ('dispatched', 'accepted', 'handling', 'fed_back') and actor_handles(o.post_id, o.team_id))
      or (i.state in ('reported', 'registered') and exists (select from incident_log l where l.incident_id = i.id and l.action = 'report' and l.actor = actor_id()))
      or exists (select from incident_transition t join actor_roles(i.area_id) r on r = t.role
        where t.subject = 'incident' and t.from_state = i.state and t.action = 'call_back')))
$$;

CREATE FUNCTION public.actor_orders() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 100
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select o.incident_id from work_order o join post p on p.id = o.post_id
  where p.account_id = actor_id() and p.valid_to is null and o.state in ('dispatched', 'accepted', 'handling', 'fed_back')
  union
  select o.incident_id from work_order o join team_member m on m.team_id = o.team_id
  where m.account_id = actor_id() and o.state in ('dispatched', 'accepted', 'handling', 'fed_back')
$$;

CREATE FUNCTION public.actor_patrol_plans() RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 200
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return query select p.id from patrol_plan p where p.area_id in (select actor_areas('patrol'))
    or p.state = 'published' and (p.area_id in (select actor_areas('brief')) or exists (select from patrol_route r where r.plan_id = p.id and r.team_id in (select actor_teams())));
end $$;

CREATE FUNCTION public.actor_rights_key() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select md5(coalesce((select string_agg(a.role || ':' || a.area_id, ',' order by a.role, a.area_id) from assignment a join account c on c.id = a.account_id
    where a.account_id = actor_id() and c.disabled_at is null), '') || tree_mark())
$$;

CREATE FUNCTION public.actor_roles(wanted_area integer) RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 3
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with recursive above(id, parent_id) as (
    select id, parent_id from area where id = wanted_area
    union
    select area.id, area.parent_id from area join above on area.id = above.parent_id
  )
  select distinct a.role from assignment a join above on above.id = a.area_id join account c on c.id = a.account_id
  where c.id = actor_id() and c.disabled_at is null
$$;

CREATE FUNCTION public.actor_screen_areas() RETURNS SETOF integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return query with recursive below(id) as (
    select a.area_id from assignment a join account c on c.id = a.account_id where c.id = actor_id() and c.disabled_at is null and a.role = 'wall_display'
    union
    select area.id from area join below on area.parent_id = below.id
  )
  select b.id from below b;
end $$;

CREATE FUNCTION public.actor_teams() RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 3
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select m.team_id from team_member m join account c on c.id = m.account_id where m.account_id = actor_id() and c.disabled_at is null
$$;

CREATE FUNCTION public.actor_transitions() RETURNS TABLE(subject text, from_state text, action text, guard text, needs text[], to_state text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select distinct t.subject, t.from_state, t.action, t.guard, t.needs, t.to_state
  from incident_transition t join assignment a on a.role = t.role join account c on c.id = a.account_id join role_right rr on rr.role = t.role and rr.right_to = 'step'
  where c.id = actor_id() and c.disabled_at is null order by 1, 2, 3, 4
$$;

CREATE FUNCTION public.acts_as_owner() RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select coalesce(current_setting('role', true), '') in ('', 'none') and session_user not in ('fangcun_app', 'fangcun_door', 'fangcun_relay')
$$;

CREATE FUNCTION public.add_account(given jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare wanted text := given ->> 'id'; same boolean;
begin
  if not (acts_as_owner() or actor_may('account')) then raise exception 'only administrators make accounts' using errcode = '42501'; end if;
  select administers(wanted) and c.name_zh = given ->> 'nameZh' and c.name_en = given ->> 'nameEn'
      and (select coalesce(jsonb_agg(x order by x), '[]') from (select jsonb_build_object('role', a.role, 'areaId', a.area_id) from assignment a where a.account_id = wanted) t(x))
        = (select coalesce(jsonb_agg(x order by x), '[]') from (select distinct jsonb_build_object('role', d ->> 'role', 'areaId', (d ->> 'areaId')::integer) from jsonb_array_elements(given -> 'assignments') d) t(x))
    into same from account c where c.id = wanted;
  if same then return false; end if;
  if same is not null then raise exception 'expected a name that no other account has' using errcode = '23505', column = 'id'; end if;
  insert into account (id, name_zh, name_en) values (wanted, given ->> 'nameZh', given ->> 'nameEn');
  perform set_duties(wanted, given -> 'assignments');
  if given ? 'subject' then perform set_subject(wanted, given ->> 'subject'); end if;
  perform audit_account(wanted, 'account.add', given - 'id' - 'subject');
  return true;
end $$;

CREATE FUNCTION public.add_area(wanted integer, given jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare levels constant text[] := array['city', 'district', 'subdistrict', 'community']; made integer;
begin
  if array_position(levels, given ->> 'level') <= array_position(levels, (select a.level from area a where a.id = wanted)) then raise exception 'expected a level below that of the area' using errcode = '23514', column = 'level'; end if;
  made := make_area(wanted, wanted, given ->> 'level', given, (given ->> 'on')::date);
  perform log_area_change(given, made, array[wanted], array[made], jsonb_build_object('after', area_json(made)));
  return jsonb_build_object('areaId', made);
end $$;

CREATE FUNCTION public.add_briefing_run(wanted uuid, seen integer, question jsonb, figures jsonb) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare most constant integer := 200; kept briefing := open_briefing(wanted, seen);
begin
  if kept.id is null then return; end if;
  if kept.run >= most then raise exception 'expected at most % runs of one briefing', most using errcode = '23514', column = 'version'; end if;
  update briefing b set run = b.run + 1, question = add_briefing_run.question, changed_at = now(), version = b.version + 1 where b.id = wanted returning * into kept;
  perform put_briefing_figures(kept, kept.run, figures);
  perform note_briefing(kept, 'run', jsonb_build_object('run', kept.run));
  return next kept.id;
end $$;

CREATE FUNCTION public.geometry_fits(shape public.geometry, max_points integer DEFAULT 5000) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select st_srid(shape) = 4326 and not st_isempty(shape) and st_ndims(shape) = 2 and st_npoints(shape) <= max_points
    and st_xmin(shape) >= -180 and st_xmax(shape) <= 180 and st_ymin(shape) >= -90 and st_ymax(shape) <= 90
    and st_isvalid(shape)
$$;

CREATE FUNCTION public.z_order(shape public.geometry) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select interleave(mercator_x(st_x(p)), mercator_y(st_y(p)))
  from (select case when geometrytype(shape) = 'POINT' then shape else st_pointonsurface(shape) end as p) anchor
$$;

CREATE SEQUENCE public.incident_number
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.incident (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    zone_id integer,
    number text DEFAULT ((to_char((now() AT TIME ZONE 'UTC'::text), 'YYYYMMDD'::text) || '-'::text) || lpad((nextval('public.incident_number'::regclass))::text, 6, '0'::text)) NOT NULL,
    category_id smallint NOT NULL,
    severity smallint NOT NULL,
    channel text NOT NULL,
    provenance text DEFAULT 'public'::text NOT NULL,
    state text DEFAULT 'reported'::text NOT NULL,
    title text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    occurred_precision text DEFAULT 'minute'::text NOT NULL,
    reported_at timestamp with time zone DEFAULT now() NOT NULL,
    geom public.geometry(Geometry,4326) NOT NULL,
    z_order bigint GENERATED ALWAYS AS (public.z_order(geom)) STORED,
    source text DEFAULT 'own'::text NOT NULL,
    source_ref text,
    import_id integer,
    version integer DEFAULT 1 NOT NULL,
    details text DEFAULT ''::text NOT NULL,
    state_before text,
    merged_into uuid,
    split_from uuid,
    result text,
    satisfaction text,
    registered_at timestamp with time zone,
    closed_at timestamp with time zone,
    extended_at timestamp with time zone,
    extension_asked_at timestamp with time zone,
    due_at timestamp with time zone,
    due_step text,
    escalation smallint DEFAULT 0 NOT NULL,
    camera_id integer,
    CONSTRAINT incident_address_check CHECK ((length(address) <= 200)),
    CONSTRAINT incident_channel_check CHECK ((channel = ANY (ARRAY['visit'::text, 'letter'::text, 'phone'::text, 'grid_officer'::text, 'video_patrol'::text, 'online'::text, 'sensor'::text, 'transferred'::text]))),
    CONSTRAINT incident_check CHECK (((state = 'merged'::text) = (merged_into IS NOT NULL))),
    CONSTRAINT incident_details_check CHECK ((length(details) <= 4000)),
    CONSTRAINT incident_escalation_check CHECK (((escalation >= 0) AND (escalation <= 3))),
    CONSTRAINT incident_geom_check CHECK (public.geometry_fits(geom)),
    CONSTRAINT incident_occurred_precision_check CHECK ((occurred_precision = ANY (ARRAY['minute'::text, 'hour'::text, 'day'::text, 'month'::text]))),
    CONSTRAINT incident_provenance_check CHECK ((provenance = ANY (ARRAY['public'::text, 'patrol'::text, 'camera'::text, 'sensor'::text]))),
    CONSTRAINT incident_result_check CHECK ((result = ANY (ARRAY['resolved'::text, 'unresolved'::text, 'not_accepted'::text]))),
    CONSTRAINT incident_satisfaction_check CHECK ((satisfaction = ANY (ARRAY['satisfied'::text, 'dissatisfied'::text, 'unreachable'::text]))),
    CONSTRAINT incident_severity_check CHECK (((severity >= 1) AND (severity <= 4))),
    CONSTRAINT incident_state_check CHECK ((state = ANY (ARRAY['reported'::text, 'registered'::text, 'dispatched'::text, 'accepted'::text, 'handling'::text, 'fed_back'::text, 'verified'::text, 'closed'::text, 'called_back'::text, 'archived'::text, 'suspended'::text, 'merged'::text]))),
    CONSTRAINT incident_title_check CHECK ((length(title) <= 200))
);

ALTER TABLE ONLY public.incident FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.add_orders(kept public.incident, orders jsonb, field text, step_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare asked record;
begin
  for asked in select * from jsonb_to_recordset(orders) as t(id uuid, "postId" integer, "teamId" integer, kind text, task text) loop
    if not exists (select from post p where p.id = asked."postId" and asked."teamId" is null and p.valid_to is null and p.area_id in (select actor_areas('read'))
      union all select from team t where t.id = asked."teamId" and asked."postId" is null and t.area_id in (select actor_areas('read'))) then
      raise exception 'expected a post or a team of your areas' using errcode = '23514', column = field;
    end if;
    if exists (select from work_order o where o.incident_id = kept.id and o.state in ('dispatched', 'accepted', 'handling', 'fed_back')
      and (o.post_id = asked."postId" or o.team_id = asked."teamId")) then
      raise exception 'this post or team has an open order about it already' using errcode = '23514', column = field;
    end if;
    insert into work_order (id, incident_id, area_id, post_id, team_id, kind, task, created_at, changed_at)
    values (asked.id, kept.id, kept.area_id, asked."postId", asked."teamId", coalesce(asked.kind, 'lead'), coalesce(asked.task, ''), step_at, step_at)
    on conflict (id) do nothing;
    if not found then raise exception 'the id of an order is taken' using errcode = '23505', column = field; end if;
  end loop;
end $$;

CREATE FUNCTION public.add_parts(kept public.incident, parts jsonb, step_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare asked record; made incident;
begin
  for asked in select p.*, c.severity from jsonb_to_recordset(parts) as p(id uuid, "categoryId" smallint, title text) left join category c on c.id = p."categoryId" loop
    if asked.severity is null then raise exception 'no such category' using errcode = '23503', column = 'parts'; end if;
    insert into incident (id, area_id, zone_id, category_id, severity, channel, provenance, state, title, address, occurred_at, occurred_precision, reported_at, registered_at, split_from, geom)
    values (asked.id, kept.area_id, kept.zone_id, asked."categoryId", asked.severity, kept.channel, kept.provenance, 'registered', asked.title, kept.address, kept.occurred_at,
      kept.occurred_precision, kept.reported_at, step_at, kept.id, kept.geom)
    on conflict (id) do nothing returning * into made;
    if not found then raise exception 'the id of a part is taken' using errcode = '23505', column = 'parts'; end if;
    perform deadline_after_step(made, 'split', step_at);
    perform ring_alarm(made);
    select * into made from incident i where i.id = made.id;
    insert into incident_log (incident_id, area_id, command_id, at, action, from_state, to_state, actor, payload, after)
    values (made.id, made.area_id, made.id, step_at, 'split', null, made.state, actor_id(), jsonb_build_object('from', kept.id), incident_snapshot(made));
  end loop;
end $$;

CREATE FUNCTION public.add_post(wanted_zone integer, wanted_kind text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.add_roster_shift(given jsonb, about text) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare crew team; wanted shift_need; span tstzrange; made integer;
begin
  select * into crew from team t where t.id = (given ->> 'teamId')::integer and t.area_id in (select actor_areas('patrol'));
  if not found then raise exception 'expected a team of your areas' using errcode = '23503', column = about || '.teamId'; end if;
  if given ->> 'needId' is not null then
    select * into wanted from shift_need n where n.id = (given ->> 'needId')::uuid and n.area_id in (select actor_areas('patrol'));
    if not found then raise exception 'expected a need of your areas' using errcode = '23503', column = about || '.needId'; end if;
  end if;
  span := tstzrange(coalesce((given ->> 'from')::timestamptz, case when upper(wanted.during) > now() then greatest(lower(wanted.during), date_trunc('minute', now())) else lower(wanted.during) end), coalesce((given ->> 'to')::timestamptz, upper(wanted.during)));
  if lower(span) is null or upper(span) is null then raise exception 'expected a need, or times' using errcode = '23514', column = about || '.from'; end if;
  if upper(span) <= now() - interval '1 day' then raise exception 'expected a shift that has not passed' using errcode = '23514', column = about || '.to'; end if;
  insert into shift (area_id, team_id, during, need_id, note) values (crew.area_id, crew.id, span, wanted.id, coalesce(given ->> 'note', '')) returning id into made;
  return made;
end $$;

CREATE FUNCTION public.add_teams(given jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare home constant integer := (given ->> 'areaId')::integer; made integer;
begin
  perform check_patrol(home, 'areaId');
  if given ->> 'stationId' is not null and not exists (select from patrol_station s where s.id = (given ->> 'stationId')::uuid and s.area_id in (select actor_areas('patrol'))) then
    raise exception 'expected a station of your areas' using errcode = '23503', column = 'stationId';
  end if;
  insert into team (area_id, call_sign, kind, vehicle, station_id, crews)
  select home, c, given ->> 'kind', given ->> 'vehicle', (given ->> 'stationId')::uuid, coalesce((given ->> 'crews')::smallint, 1) from jsonb_array_elements_text(given -> 'callSigns') c
  on conflict (area_id, call_sign) do nothing;
  get diagnostics made = row_count;
  if made > 0 then perform note_roster(home, 'teams', 'new', jsonb_build_object('teams', made)); end if;
  return made;
end $$;

CREATE FUNCTION public.add_token(wanted text, given jsonb, hash text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not administers(wanted) then return false; end if;
  if exists (select from account c where c.id = wanted and c.disabled_at is not null) then raise exception 'expected an account that is not disabled' using errcode = '23514', column = 'id'; end if;
  insert into session as s (id, token_hash, account_id, kind, label, expires_at)
  values ((given ->> 'id')::uuid, decode(hash, 'hex'), wanted, 'token', given ->> 'label', now() + make_interval(days => (given ->> 'days')::integer))
  on conflict (id) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at, label = excluded.label
  where s.account_id = wanted and s.kind = 'token' and s.revoked_at is null;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform audit_account(wanted, 'account.token', given);
  return true;
end $$;

CREATE FUNCTION public.add_wall_screen(of_wall uuid, given jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept map_wall := standing_wall_in_hand(of_wall, null); wanted uuid := (given ->> 'id')::uuid;
begin
  if kept.id is null then return false; end if;
  if exists (select from wall_screen s where s.id = wanted and s.wall_id = of_wall) then return true; end if;
  if (select count(*) from wall_screen s where s.wall_id = of_wall) >= 64 then raise exception 'expected at most 64 screens of a wall' using errcode = '23514', column = 'id'; end if;
  perform check_screen(of_wall, given -> 'content');
  insert into wall_screen (id, wall_id, area_id, name, place, content, panels) values (wanted, of_wall, kept.area_id, given ->> 'name', given -> 'place', given -> 'content', given -> 'panels') on conflict (id) do nothing;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform tell_map_wall(of_wall);
  return true;
end $$;

CREATE FUNCTION public.add_working_time(wanted_area integer, starts timestamp with time zone, amount numeric, unit text) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare home record; day date; due timestamptz; missing numeric := amount * 3600; passed numeric; days integer := 7 + least(amount, 5000)::integer / 4; last date;
begin
  if amount <= 0 then return starts; end if;
  if unit = 'minute' then return starts + make_interval(secs => (amount * 60)::double precision); end if;
  if unit = 'hour' then return starts + make_interval(secs => (amount * 3600)::double precision); end if;
  select * into home from working_calendar(wanted_area);
  day := (starts at time zone home.time_zone)::date;
  last := day + 7300;
  if unit = 'working_day' then return nth_working_day(home.time_zone, home.hours_area, home.days_area, starts at time zone home.time_zone, ceil(amount)::integer, last); end if;
  while day < last loop
    select (array_agg(s.opens + make_interval(secs => (missing - s.upto + s.seconds)::double precision) order by s.opens) filter (where s.upto >= missing))[1], coalesce(max(s.upto), 0) into due, passed
    from (
      select r.opens, r.seconds, sum(r.seconds) over (order by r.opens) as upto from (
        select greatest(w.opens, starts) as opens, extract(epoch from w.closes - greatest(w.opens, starts)) as seconds from working_windows(home.time_zone, home.hours_area, home.days_area, day, day + days) w where w.closes > starts
      ) r
    ) s;
    if due is not null then return due; end if;
    missing := missing - passed;
    day := day + days + 1;
    days := days * 2;
  end loop;
  return last::timestamp at time zone home.time_zone;
end $$;

CREATE FUNCTION public.added(one jsonb, other jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS $$
  select coalesce(jsonb_object_agg(k.key, coalesce((one ->> k.key)::integer, 0) + coalesce((other ->> k.key)::integer, 0)), '{}') from (select jsonb_object_keys(one) as key union select jsonb_object_keys(other)) k
$$;

CREATE FUNCTION public.administers(wanted text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from account c where c.id = wanted) and (acts_as_owner() or (actor_may('account') and case
    when exists (select from assignment a where a.account_id = wanted) then not exists (select from assignment a where a.account_id = wanted and a.area_id not in (select actor_areas('account')))
    else not exists (select from area r where r.parent_id is null and r.id not in (select actor_areas('account'))) end))
$$;

CREATE FUNCTION public.administers_area(wanted integer) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from area a where a.id = wanted) and (acts_as_owner() or wanted in (select actor_areas('account')))
$$;

CREATE TABLE public.camera_plan (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    origin jsonb DEFAULT '{}'::jsonb NOT NULL,
    adopted_at timestamp with time zone,
    adopted_by text,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT camera_plan_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT camera_plan_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT camera_plan_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'adopted'::text, 'discarded'::text])))
);

ALTER TABLE ONLY public.camera_plan FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.adopt_camera_plan(wanted uuid, seen integer) RETURNS SETOF public.camera_plan
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept camera_plan := camera_plan_in_hand(wanted, 'adopt', null); outside integer;
begin
  if kept.id is null then return; end if;
  if kept.state = 'adopted' and kept.version = seen + 1 then return next kept; return; end if;
  kept := camera_plan_in_hand(wanted, 'adopt', seen);
  if kept.state <> 'draft' then raise exception 'expected a draft; this plan is %', kept.state using errcode = '23514', column = 'version'; end if;
  if not exists (select from camera_plan_site s where s.plan_id = wanted) then raise exception 'expected at least one site in the plan' using errcode = '23514', column = 'sites'; end if;
  select s.ordinal into outside from camera_plan_site s where s.plan_id = wanted and not camera_plan_reaches(kept.area_id, s.geom, 'adopt') order by s.ordinal limit 1;
  if outside is not null then raise exception 'expected sites in the area of the plan, or beside it on ground where you may adopt; site % is none', outside using errcode = '23514', column = 'sites'; end if;
  insert into camera (area_id, code, name, kind, azimuth_deg, field_of_view_deg, range_m, height_m, pixels, state, geom, source, source_ref)
  select camera_plan_home(kept.area_id, s.geom), 'P-' || upper(right(wanted::text, 6)) || '-' || lpad(s.ordinal::text, 2, '0'), kept.name || ' ' || s.ordinal, s.kind, s.azimuth_deg, s.field_of_view_deg, s.range_m, s.height_m, s.pixels, 'planned', s.geom,
    'plan', wanted || ':' || s.ordinal || ':' || kept.version
  from camera_plan_site s where s.plan_id = wanted order by s.ordinal;
  update camera_plan_site s set camera_id = c.id from camera c where s.plan_id = wanted and c.source = 'plan' and c.source_ref = wanted || ':' || s.ordinal || ':' || kept.version;
  update camera_plan p set state = 'adopted', adopted_at = now(), adopted_by = actor_id(), changed_at = now(), version = p.version + 1 where p.id = wanted returning * into kept;
  perform note_camera_plan(kept, 'adopt', jsonb_build_object('cameras', (select count(*) from camera_plan_site s where s.plan_id = wanted)));
  return next kept;
end $$;

CREATE FUNCTION public.adopt_due_plan(moment timestamp with time zone DEFAULT NULL::timestamp with time zone, wanted uuid DEFAULT NULL::uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept zone_plan;
begin
  -- One that was taken is waited for, or its try would be lost.
  if wanted is not null then perform pg_advisory_xact_lock(7266349);
  elsif not pg_try_advisory_xact_lock(7266349) then return null;
  end if;
  select p.* into kept from zone_plan p where p.state = 'scheduled' and p.adopt_on <= area_today(p.area_id, coalesce(moment, now())) and (wanted is null or p.id = wanted) order by p.adopt_on, p.id limit 1 for update;
  if not found then return null; end if;
  begin
    perform fulfil_zone_plan(kept, kept.adopt_on);
  -- Whatever keeps it from coming true, for one plan must not keep all others from their day; what passes by itself is tried again.
  exception when others then
    if left(sqlstate, 2) in ('08', '40', '53', '55', '57', '58') then raise; end if;
    kept := unschedule_zone_plan(kept, sqlerrm);
    perform note_zone_plan(kept, 'refuse', jsonb_build_object('reason', left(kept.refusal, 500)), '-');
  end;
  return kept.id;
end $$;

CREATE TABLE public.zone_plan (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    origin jsonb DEFAULT '{}'::jsonb NOT NULL,
    adopt_on date,
    adopted_at timestamp with time zone,
    adopted_by text,
    refusal text,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    try_after timestamp with time zone,
    CONSTRAINT zone_plan_check CHECK (((state = ANY (ARRAY['scheduled'::text, 'adopted'::text])) = (adopt_on IS NOT NULL))),
    CONSTRAINT zone_plan_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT zone_plan_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT zone_plan_refusal_check CHECK ((length(refusal) <= 500)),
    CONSTRAINT zone_plan_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'adopted'::text, 'discarded'::text])))
);

ALTER TABLE ONLY public.zone_plan FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.adopt_zone_plan(wanted uuid, seen integer, on_day date) RETURNS SETOF public.zone_plan
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept zone_plan; today date; other zone_plan;
begin
  -- One at a time: whether another plan is in the way must not change while this one is judged.
  perform pg_advisory_xact_lock(7266349);
  kept := plan_in_hand(wanted, 'adopt', null);
  if kept.id is null then return; end if;
  if kept.state in ('scheduled', 'adopted') and kept.adopt_on = on_day and kept.version between seen + 1 and seen + 2 then return next kept; return; end if;
  kept := plan_in_hand(wanted, 'adopt', seen);
  if kept.state <> 'draft' then raise exception 'expected a draft; this plan is %', kept.state using errcode = '23514', column = 'version'; end if;
  today := area_today(kept.area_id);
  if on_day < today or on_day > today + 3660 then raise exception 'expected a day from % on, by the clock of the area, within ten years', today using errcode = '23514', column = 'on'; end if;
  select p.* into other from zone_plan p where p.state = 'scheduled' and p.id <> kept.id and (p.area_id in (select areas_below(kept.area_id)) or kept.area_id in (select areas_below(p.area_id))) limit 1;
  if found then raise exception 'another plan of this ground is adopted for %; withdraw it first', other.adopt_on using errcode = '23514', column = 'on'; end if;
  kept.adopted_by := actor_id();
  if on_day = today then
    kept := fulfil_zone_plan(kept, on_day);
    return next kept;
    return;
  end if;
  perform check_plan(kept);
  update zone_plan_zone n set adopts_on = on_day where n.plan_id = wanted;
  update zone_plan p set state = 'scheduled', adopt_on = on_day, adopted_by = kept.adopted_by, refusal = null, tries = 0, try_after = null, changed_at = now(), version = p.version + 1 where p.id = wanted returning * into kept;
  perform note_zone_plan(kept, 'adopt', jsonb_build_object('on', on_day));
  -- Zones of days to come are others now.
  insert into outbox (noun, area_id) values ('zone', kept.area_id);
  return next kept;
end $$;

CREATE FUNCTION public.alarm_answerer(wanted bigint) RETURNS TABLE(name_zh text, name_en text)
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select c.name_zh, c.name_en from alarm a join account c on c.id = a.acknowledged_by where a.id = wanted and a.area_id in (select actor_areas('read'))
$$;

CREATE TABLE public.roster_change (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    kind text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    despite_rules boolean DEFAULT false NOT NULL,
    before jsonb DEFAULT '{}'::jsonb NOT NULL,
    after jsonb DEFAULT '{}'::jsonb NOT NULL,
    made_by text NOT NULL,
    made_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    undone_by text,
    undone_at timestamp with time zone,
    CONSTRAINT roster_change_kind_check CHECK ((kind = ANY (ARRAY['edit'::text, 'assign'::text, 'substitute'::text, 'cancel'::text, 'template'::text]))),
    CONSTRAINT roster_change_reason_check CHECK ((length(reason) <= 500))
);

ALTER TABLE ONLY public.roster_change FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.apply_shift_template(wanted uuid, given jsonb) RETURNS SETOF public.roster_change
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare made roster_change; kept shift_template; zone text; needs uuid[]; ids integer[] := '{}'; each record; new_id integer;
begin
  select * into made from roster_change c where c.id = (given ->> 'id')::uuid and c.area_id in (select actor_areas('patrol'));
  if found then return next made; return; end if;
  select * into kept from shift_template t where t.id = wanted and t.area_id in (select actor_areas('patrol')) for update;
  if not found then return; end if;
  if kept.retired_at is not null then raise exception 'expected a template that is in use' using errcode = '23514', column = 'templateId'; end if;
  select a.time_zone into zone from area a where a.id = kept.area_id;
  with fresh as (
    insert into shift_need (area_id, name, during, needed, kind, vehicle, station_id, template_line_id, day)
    select kept.area_id, l.name, w.during, l.needed, l.kind, l.vehicle, l.station_id, l.id, d::date
    from generate_series(greatest((given ->> 'first')::date, kept.valid_from)::timestamp, least((given ->> 'last')::date, coalesce(kept.valid_to, (given ->> 'last')::date))::timestamp, interval '1 day') d
      join shift_template_line l on l.template_id = wanted and extract(isodow from d)::smallint = any(l.weekdays), lateral (select window_on(d::date, l.starts, l.ends, zone) as during) w
    where w.during is not null on conflict (template_line_id, day) do nothing returning id)
  select coalesce(array_agg(id), '{}') into needs from fresh;
  perform hold_teams(array(select unnest(l.team_ids) from shift_template_line l where l.template_id = wanted));
  for each in select n.id as need_id, t.id as team_id, t.area_id, n.during from shift_need n join shift_template_line l on l.id = n.template_line_id cross join lateral unnest(l.team_ids) with ordinality as u(team_id, i)
      join team t on t.id = u.team_id and t.retired_at is null and t.area_id in (select actor_areas('patrol')) where n.id = any(needs) and u.i <= l.needed and upper(n.during) > now() order by n.during, u.i loop
    if exists (select from shift s where s.team_id = each.team_id and s.during && each.during) then
      -- A shift that somebody planned beforehand for just this time fills it.
      update shift s set need_id = each.need_id, version = s.version + 1 where s.team_id = each.team_id and s.during = each.during and s.need_id is null;
      continue;
    end if;
    insert into shift (area_id, team_id, during, need_id) values (each.area_id, each.team_id, each.during, each.need_id) returning id into new_id;
    if exists (select from roster_conflict(array[new_id], false)) then delete from shift s where s.id = new_id; else ids := ids || new_id; end if;
  end loop;
  return next close_roster_change(given || '{"kind": "template"}', kept.area_id, '{"shifts": [], "needs": []}', ids, array(select 'id' from unnest(ids)), needs);
end $$;

CREATE FUNCTION public.approve_wall_code(of_wall uuid, wanted uuid, code text) RETURNS TABLE(there boolean, approved boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept map_wall := standing_wall_in_hand(of_wall, null); held wall_code;
begin
  if kept.id is null or not exists (select from wall_screen s where s.id = wanted and s.wall_id = of_wall) then return query select false, false; return; end if;
  select * into held from wall_code c where c.code_hash = decode(code, 'hex') and c.expires_at > now() for update;
  if held.id is null or (held.approved_at is not null and held.screen_id is distinct from wanted) then
    insert into audit_entry (account_id, area_id, action, target, result, detail) values (actor_id(), kept.area_id, 'map_wall.approve', kept.id::text, 'refused', jsonb_build_object('screen', wanted));
    return query select true, false;
    return;
  end if;
  if held.approved_at is null then
    -- One window waits for a screen at most.
    delete from wall_code c where c.screen_id = wanted and c.claimed_at is null;
    update wall_code c set screen_id = wanted, approved_by = actor_id(), approved_at = now() where c.id = held.id;
    perform audit_map_wall(kept, 'approve', jsonb_build_object('screen', wanted, 'address', held.address));
  end if;
  return query select true, true;
end $$;

CREATE FUNCTION public.area_at(shape public.geometry) RETURNS integer
    LANGUAGE sql STABLE
    AS $$
  select a.id from area a
  where a.geom && shape and st_intersects(a.geom, case when geometrytype(shape) = 'POINT' then shape else st_pointonsurface(shape) end) and a.valid_to is null
  order by array_position(array['community', 'subdistrict', 'district', 'city'], a.level) limit 1
$$;

CREATE FUNCTION public.area_json(wanted integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select jsonb_build_object('parentId', a.parent_id, 'level', a.level, 'code', a.code, 'nameZh', a.name_zh, 'nameEn', a.name_en) from area a where a.id = wanted
$$;

CREATE FUNCTION public.area_over(places public.geometry[]) RETURNS integer
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return (with recursive home as (
    select distinct area_at(p) as id from unnest(places) as p
  ), above(home, id, steps) as (
    select home.id, home.id, 0 from home where home.id is not null
    union all select above.home, a.parent_id, above.steps + 1 from above join area a on a.id = above.id where a.parent_id is not null
  )
  select above.id from above group by above.id having count(*) = (select count(*) from home where home.id is not null) order by min(above.steps), above.id limit 1);
end $$;

CREATE FUNCTION public.area_today(wanted integer, at timestamp with time zone DEFAULT now()) RETURNS date
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select (at at time zone coalesce((select a.time_zone from area a where a.id = wanted), 'UTC'))::date
$$;

CREATE FUNCTION public.area_zone_scheme(wanted integer) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with recursive above(id, parent_id, scheme, depth) as (
    select a.id, a.parent_id, a.zone_scheme, 0 from area a where a.id = wanted
    union all select a.id, a.parent_id, a.zone_scheme, above.depth + 1 from area a join above on a.id = above.parent_id
  )
  select coalesce((select scheme from above where scheme is not null order by depth limit 1), 'zone-15')
$$;

CREATE FUNCTION public.areas_below(wanted integer) RETURNS SETOF integer
    LANGUAGE sql STABLE ROWS 50
    AS $$
  with recursive below(id) as (
    select a.id from area a where a.id = wanted
    union
    select a.id from area a join below on a.parent_id = below.id
  )
  select id from below
$$;

CREATE FUNCTION public.areas_on(day date) RETURNS TABLE(id integer, parent_id integer, level text, code text, name_zh text, name_en text, geom public.geometry, valid_from date, valid_to date)
    LANGUAGE sql STABLE
    AS $$
  select a.id, a.parent_id, a.level, a.code, a.name_zh, a.name_en, a.geom, a.valid_from, a.valid_to from area a where a.valid_to is null and a.valid_from <= day
  union all
  select p.area_id, p.parent_id, p.level, p.code, p.name_zh, p.name_en, p.geom, p.valid_from, p.valid_to from area_past p where p.valid_from <= day and p.valid_to > day
$$;

CREATE FUNCTION public.ask_wall_code(code text, secret text, address text, network text) RETURNS TABLE(id uuid, expires_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  delete from wall_code c where c.expires_at < now();
  delete from wall_code c using (
    select w.id from wall_code w where w.approved_at is null order by count(*) over (partition by w.network) desc, w.made_at, w.id
    limit greatest(0, (select count(*) from wall_code w where w.approved_at is null) - 999)) crowd where c.id = crowd.id and c.approved_at is null;
  return query insert into wall_code as c (code_hash, secret_hash, address, network, expires_at)
    values (decode(code, 'hex'), decode(secret, 'hex'), left(ask_wall_code.address, 60), left(ask_wall_code.network, 60), now() + interval '10 minutes')
    on conflict (code_hash) do nothing returning c.id, c.expires_at;
end $$;

CREATE FUNCTION public.audit_account(wanted text, action text, detail jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), account_area(wanted), action, wanted, detail)
$$;

CREATE FUNCTION public.audit_duty() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_op <> 'INSERT' then
    insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), old.area_id, 'duty.remove', old.account_id, jsonb_build_object('role', old.role, 'areaId', old.area_id));
  end if;
  if tg_op <> 'DELETE' then
    insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), new.area_id, 'duty.add', new.account_id, jsonb_build_object('role', new.role, 'areaId', new.area_id));
  end if;
  return null;
end $$;

CREATE TABLE public.map_wall (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    layout jsonb NOT NULL,
    view jsonb NOT NULL,
    rotation jsonb NOT NULL,
    alarm_screen_id uuid,
    account_id text NOT NULL,
    retired_at timestamp with time zone,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT map_wall_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);

ALTER TABLE ONLY public.map_wall FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.audit_map_wall(kept public.map_wall, wanted text, about jsonb) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), kept.area_id, 'map_wall.' || wanted, kept.id::text, jsonb_build_object('name', kept.name) || about)
$$;

CREATE TABLE public.audit_entry (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    account_id text NOT NULL,
    area_id integer,
    action text NOT NULL,
    target text DEFAULT ''::text NOT NULL,
    result text DEFAULT 'done'::text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT audit_entry_action_check CHECK ((action ~ '^[a-z_.]{1,48}$'::text)),
    CONSTRAINT audit_entry_result_check CHECK ((result = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text]))),
    CONSTRAINT audit_entry_target_check CHECK ((length(target) <= 200))
);

ALTER TABLE ONLY public.audit_entry FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.audit_page(given jsonb) RETURNS SETOF public.audit_entry
    LANGUAGE plpgsql STABLE
    AS $$
begin
  if not actor_may('audit') then raise exception 'only auditors and administrators read the audit log' using errcode = '42501'; end if;
  return query select e.* from audit_entry e
  where (given ->> 'before' is null or e.id < (given ->> 'before')::bigint) and (given ->> 'from' is null or e.at >= (given ->> 'from')::timestamptz) and (given ->> 'to' is null or e.at < (given ->> 'to')::timestamptz)
    and (given ->> 'account' is null or e.account_id = given ->> 'account' or e.target = given ->> 'account') and (given ->> 'action' is null or e.action = given ->> 'action')
  order by e.id desc limit (given ->> 'limit')::integer;
end $$;

CREATE TABLE public.camera_look (
    id uuid NOT NULL,
    camera_id integer NOT NULL,
    area_id integer NOT NULL,
    account_id text NOT NULL,
    tour_id uuid,
    reason text NOT NULL,
    from_at timestamp with time zone DEFAULT now() NOT NULL,
    to_at timestamp with time zone,
    ended_at timestamp with time zone,
    incident_id uuid,
    CONSTRAINT camera_look_check CHECK ((to_at >= from_at)),
    CONSTRAINT camera_look_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 200)))
);

ALTER TABLE ONLY public.camera_look FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.begin_camera_look(given jsonb) RETURNS SETOF public.camera_look
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare wanted uuid := (given ->> 'id')::uuid; home integer; kept camera_look;
begin
  select c.area_id into home from camera c where c.id = (given ->> 'cameraId')::integer and c.area_id in (select actor_areas('read'));
  if home is null then return; end if;
  if home not in (select actor_areas('watch')) then raise exception 'the actor may not watch here' using errcode = '42501'; end if;
  if given ->> 'tourId' is not null and not exists (select from camera_tour t join camera_tour_stop s on s.tour_id = t.id
    where t.id = (given ->> 'tourId')::uuid and t.area_id in (select actor_areas('watch')) and s.camera_id = (given ->> 'cameraId')::integer) then
    raise exception 'expected a tour of yours that holds this camera' using errcode = '23514', column = 'tourId';
  end if;
  insert into camera_look (id, camera_id, area_id, account_id, tour_id, reason)
  values (wanted, (given ->> 'cameraId')::integer, home, actor_id(), (given ->> 'tourId')::uuid, given ->> 'reason') on conflict (id) do nothing;
  select * into kept from camera_look l where l.id = wanted and l.account_id = actor_id() and l.camera_id = (given ->> 'cameraId')::integer;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  return next kept;
end $$;

CREATE TABLE public.deadline (
    id bigint NOT NULL,
    incident_id uuid NOT NULL,
    area_id integer NOT NULL,
    step text NOT NULL,
    rule_id integer,
    amount numeric NOT NULL,
    unit text NOT NULL,
    warn_share real NOT NULL,
    extension numeric DEFAULT 0 NOT NULL,
    held_hours numeric DEFAULT 0 NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    warn_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone,
    paused_at timestamp with time zone,
    done_at timestamp with time zone,
    warned_at timestamp with time zone,
    level smallint DEFAULT 0 NOT NULL,
    CONSTRAINT deadline_level_check CHECK (((level >= 0) AND (level <= 3)))
);

ALTER TABLE ONLY public.deadline FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.begun_deadline(matter public.incident, wanted_step text, starts timestamp with time zone, at timestamp with time zone) RETURNS public.deadline
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare rule deadline_rule := deadline_rule_of(matter, wanted_step); clock deadline;
begin
  if rule.id is null then return null; end if;
  clock.incident_id := matter.id;
  clock.area_id := matter.area_id;
  clock.step := wanted_step;
  clock.rule_id := rule.id;
  clock.amount := rule.amount;
  clock.unit := rule.unit;
  clock.warn_share := rule.warn_share;
  clock.extension := 0;
  clock.held_hours := 0;
  clock.level := 0;
  clock.started_at := starts;
  return time_deadline(clock, at);
end $$;

CREATE TABLE public.briefing_figure (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    briefing_id uuid NOT NULL,
    area_id integer NOT NULL,
    run smallint NOT NULL,
    key text NOT NULL,
    query jsonb NOT NULL,
    snapshot jsonb NOT NULL,
    method jsonb NOT NULL,
    seed bigint,
    value jsonb NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT briefing_figure_key_check CHECK ((key ~ '^[a-z][a-zA-Z0-9_.]{0,60}$'::text)),
    CONSTRAINT briefing_figure_run_check CHECK ((run >= 1))
);

ALTER TABLE ONLY public.briefing_figure FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.briefing_figures_of(wanted uuid, wanted_run integer) RETURNS SETOF public.briefing_figure
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ select f.* from briefing_figure f where f.briefing_id = wanted and f.run = wanted_run and f.briefing_id in (select a.id from actor_briefings() a) $$;

CREATE FUNCTION public.briefing_ground(wanted uuid) RETURNS TABLE(name_zh text, name_en text, time_zone text, west double precision, south double precision, east double precision, north double precision)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with recursive home as (select a.* from briefing b join area a on a.id = b.area_id where b.id = wanted and b.id in (select x.id from actor_briefings() x)),
  below(id, geom) as (select h.id, h.geom from home h union all select a.id, a.geom from area a join below on a.parent_id = below.id),
  box as (select coalesce((select st_envelope(h.geom) from home h), (select st_setsrid(st_extent(b.geom)::geometry, 4326) from below b)) as geom)
  select h.name_zh, h.name_en, h.time_zone, coalesce(st_xmin(x.geom), -180), coalesce(st_ymin(x.geom), -85), coalesce(st_xmax(x.geom), 180), coalesce(st_ymax(x.geom), 85) from home h, box x
$$;

CREATE TABLE public.briefing (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    title text NOT NULL,
    template text NOT NULL,
    during tstzrange NOT NULL,
    question jsonb NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    audience text DEFAULT 'area'::text NOT NULL,
    run smallint DEFAULT 1 NOT NULL,
    filed_at timestamp with time zone,
    filed_by text,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT briefing_audience_check CHECK ((audience = ANY (ARRAY['area'::text, 'outside'::text]))),
    CONSTRAINT briefing_during_check CHECK (((NOT isempty(during)) AND (lower(during) IS NOT NULL) AND (upper(during) IS NOT NULL))),
    CONSTRAINT briefing_run_check CHECK ((run >= 1)),
    CONSTRAINT briefing_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'filed'::text, 'discarded'::text]))),
    CONSTRAINT briefing_template_check CHECK ((template = ANY (ARRAY['daily'::text, 'weekly'::text, 'monthly'::text, 'festival'::text, 'hotspot'::text]))),
    CONSTRAINT briefing_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);

ALTER TABLE ONLY public.briefing FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.briefing_in_hand(wanted uuid, seen integer) RETURNS public.briefing
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept briefing;
begin
  select * into kept from briefing b where b.id = wanted and b.id in (select a.id from actor_briefings() a) for update;
  if not found then return null; end if;
  if kept.area_id not in (select actor_areas('brief')) then raise exception 'the actor may not brief here' using errcode = '42501'; end if;
  if seen is not null and kept.version <> seen then raise exception 'somebody changed this briefing since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  return kept;
end $$;

CREATE TABLE public.briefing_schedule (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    title text NOT NULL,
    template text NOT NULL,
    question jsonb NOT NULL,
    audience text DEFAULT 'area'::text NOT NULL,
    on_day smallint,
    at_hour smallint DEFAULT 7 NOT NULL,
    next_at timestamp with time zone NOT NULL,
    taken_until timestamp with time zone,
    last_briefing_id uuid,
    last_problem text,
    retired_at timestamp with time zone,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT briefing_schedule_at_hour_check CHECK (((at_hour >= 0) AND (at_hour <= 23))),
    CONSTRAINT briefing_schedule_audience_check CHECK ((audience = ANY (ARRAY['area'::text, 'outside'::text]))),
    CONSTRAINT briefing_schedule_on_day_check CHECK (((on_day >= 1) AND (on_day <= 28))),
    CONSTRAINT briefing_schedule_template_check CHECK ((template = ANY (ARRAY['daily'::text, 'weekly'::text, 'monthly'::text]))),
    CONSTRAINT briefing_schedule_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);

ALTER TABLE ONLY public.briefing_schedule FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.briefing_schedule_in_hand(wanted uuid, seen integer) RETURNS public.briefing_schedule
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept briefing_schedule;
begin
  select * into kept from briefing_schedule s where s.id = wanted and s.area_id in (select actor_areas('brief')) and s.retired_at is null for update;
  if found and kept.version <> seen then raise exception 'somebody changed this schedule since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  return kept;
end $$;

CREATE FUNCTION public.briefings_of_actor() RETURNS SETOF public.briefing
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ select b.* from briefing b where b.id in (select a.id from actor_briefings() a) $$;

CREATE FUNCTION public.building_near(place public.geometry, most_m double precision) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select c.id from (
    select b.id, 110574 * st_distance(st_transscale(b.geom, 0, 0, cos(radians(st_y(place))), 1), st_transscale(place, 0, 0, cos(radians(st_y(place))), 1)) as meters
    from building b where b.geom && st_expand(place, most_m / 110574 / greatest(cos(radians(st_y(place))), 0.01), most_m / 110574)
  ) c where c.meters <= most_m order by c.meters, c.id limit 1
$$;

CREATE FUNCTION public.calendar_of(wanted_area integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare home record;
begin
  if wanted_area not in (select actor_areas('read')) then return null; end if;
  select * into home from working_calendar(wanted_area);
  return jsonb_build_object(
    'areaId', wanted_area, 'timeZone', home.time_zone, 'hoursFrom', home.hours_area, 'daysFrom', home.days_area, 'mayConfigure', wanted_area in (select actor_areas('configure')),
    'hours', coalesce(
      (select jsonb_agg(jsonb_build_object('weekday', h.weekday, 'opens', to_char(h.opens, 'HH24:MI'), 'closes', to_char(h.closes, 'HH24:MI')) order by h.weekday, h.opens) from working_hours h where h.area_id = home.hours_area),
      (select jsonb_agg(jsonb_build_object('weekday', w, 'opens', '09:00', 'closes', '17:00') order by w) from generate_series(1, 5) as w)),
    'days', coalesce((select jsonb_agg(jsonb_build_object('day', c.day, 'kind', c.kind, 'nameZh', c.name_zh, 'nameEn', c.name_en) order by c.day) from calendar_day c where c.area_id = home.days_area), '[]'));
end $$;

CREATE FUNCTION public.camera_columns(given jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select coalesce(jsonb_object_agg(name, value), '{}') from jsonb_each(given) as g(field, value) join (values ('code', 'code'), ('name', 'name'), ('kind', 'kind'), ('azimuthDegrees', 'azimuth_deg'),
    ('fieldOfViewDegrees', 'field_of_view_deg'), ('tiltDegrees', 'tilt_deg'), ('rangeMeters', 'range_m'), ('heightMeters', 'height_m'), ('pixels', 'pixels'), ('lensMillimeters', 'lens_mm'), ('ownerUnit', 'owner_unit'),
    ('deviceCode', 'device_code'), ('filingNumber', 'filing_number'), ('retentionDays', 'retention_days'), ('state', 'state')) as f(field, name) using (field)
$$;

CREATE FUNCTION public.camera_footprints(cameras integer[]) RETURNS TABLE(geometry jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select st_asgeojson(b.geom, 9, 0)::jsonb from building b
  where b.id in (select n.id from camera c join building n on n.geom && camera_reach(c.geom, c.range_m) where c.id = any (cameras)) order by b.id
$$;

CREATE FUNCTION public.camera_history(wanted integer, most integer DEFAULT 200) RETURNS TABLE(state text, from_at timestamp with time zone, to_at timestamp with time zone, told_by text, account_name jsonb, note text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select s.state, s.from_at, s.to_at, s.told_by, case when c.id is not null then jsonb_build_object('zh', c.name_zh, 'en', c.name_en) end, s.note
  from camera_state s left join account c on c.id = s.account_id where s.camera_id = wanted and s.area_id in (select actor_areas('read')) order by s.from_at desc, s.id desc limit most
$$;

CREATE FUNCTION public.camera_look_names() RETURNS TABLE(id text, name_zh text, name_en text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select c.id, c.name_zh, c.name_en from account c
  where exists (select from camera_look l where l.account_id = c.id and (l.area_id in (select actor_areas('watch')) or l.area_id in (select actor_areas('audit'))))
$$;

CREATE FUNCTION public.camera_names(cameras integer[]) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select string_agg(coalesce(nullif(c.name, ''), c.code), '、' order by c.code, c.id) from (select * from camera c where c.id = any (cameras) order by c.code, c.id limit 10) c
$$;

CREATE FUNCTION public.camera_of_look(look uuid) RETURNS integer
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare seen integer;
begin
  if look is null then return null; end if;
  select l.camera_id into seen from camera_look l where l.id = look and l.account_id = actor_id() and l.area_id in (select actor_areas('watch'));
  if seen is null then raise exception 'expected a look of your own at a camera' using errcode = '23514', column = 'lookId'; end if;
  return seen;
end $$;

CREATE FUNCTION public.camera_plan_holds(home integer, place public.geometry) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from area a where a.id = home and st_dwithin(a.geom, place, 1e-6))
$$;

CREATE FUNCTION public.camera_plan_home(home integer, place public.geometry) RETURNS integer
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return coalesce((select a.id from area a where a.id in (select areas_below(home)) and a.valid_to is null and a.geom && place and st_intersects(a.geom, place) order by st_area(a.geom), a.id limit 1),
    (select f.id from (select area_at(place) as id) f where not camera_plan_holds(home, place) and home not in (select areas_below(f.id))), home);
end $$;

CREATE FUNCTION public.camera_plan_in_hand(wanted uuid, wanted_right text, seen integer) RETURNS public.camera_plan
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept camera_plan;
begin
  select * into kept from camera_plan p where p.id = wanted and (p.area_id in (select actor_areas('plan')) or p.area_id in (select actor_areas('adopt'))) for update;
  if not found then return null; end if;
  if kept.area_id not in (select actor_areas(wanted_right)) then raise exception 'the actor may not % cameras here', wanted_right using errcode = '42501'; end if;
  if seen is not null and kept.version <> seen then raise exception 'somebody changed this plan since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  return kept;
end $$;

CREATE FUNCTION public.camera_plan_reaches(home integer, place public.geometry, wanted_right text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return camera_plan_holds(home, place) or coalesce((
    select f.id is null or f.id in (select actor_areas(wanted_right)) or (a.geom is null and a.id in (select areas_below(f.id)))
    from area a cross join lateral (select area_at(place) as id) f where a.id = home and (a.geom is null or st_dwithin(a.geom, place, 0.01))), false);
end $$;

CREATE FUNCTION public.camera_reach(place public.geometry, range_m real) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN public.st_expand(place, ((COALESCE(range_m, (40)::real) + (13)::double precision) / ((110574)::double precision * GREATEST((0.01)::double precision, cos(radians(public.st_y(place)))))), ((COALESCE(range_m, (40)::real) + (13)::double precision) / (110574)::double precision));

CREATE FUNCTION public.camera_stream_facts(wanted integer) RETURNS TABLE(has_stream boolean, has_snapshot boolean, has_credentials boolean, stream_url text, snapshot_url text, may_change boolean, version integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select s.stream_url is not null, s.snapshot_url is not null, s.secret is not null,
    case when keeps then substring(s.stream_url from '^[a-z]+://[^/?#]+') end, case when keeps then substring(s.snapshot_url from '^[a-z]+://[^/?#]+') end, keeps, coalesce(s.version, 0)
  from camera c left join camera_stream s on s.camera_id = c.id, lateral (select c.area_id in (select actor_areas('camera')) as keeps) k
  where c.id = wanted and (keeps or c.area_id in (select actor_areas('watch')))
$$;

CREATE FUNCTION public.cameras_due_about(shape public.geometry, named integer[]) RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select d.camera_id from camera_due d where d.camera_id = any (named) and d.area_id in (select actor_areas('read'))
  union
  select c.id from camera c join camera_due d on d.camera_id = c.id
  where c.area_id in (select actor_areas('read')) and c.state <> 'planned' and camera_reach(c.geom, c.range_m) && shape and st_dwithin(c.geom::geography, shape::geography, coalesce(c.range_m, 40))
$$;

CREATE FUNCTION public.carry_out_area_change(wanted integer, given jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare done jsonb;
begin
  done := case given ->> 'kind' when 'rename' then rename_area(wanted, given) when 'recode' then rename_area(wanted, given) when 'merge' then merge_areas(wanted, given) when 'split' then split_area(wanted, given)
    when 'move' then move_area(wanted, given) when 'close' then close_area(wanted, given) when 'add' then add_area(wanted, given) end;
  if done is null then raise exception 'expected a kind of change' using errcode = '23514', column = 'kind'; end if;
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), wanted, 'area.' || (given ->> 'kind'), wanted::text, given || jsonb_build_object('done', done));
  if given ->> 'kind' in ('merge', 'split', 'move', 'add') then perform pg_notify('fangcun_rights', ''); end if;
  return done;
end $$;

CREATE FUNCTION public.change_account(wanted text, change jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not administers(wanted) then return false; end if;
  if wanted = actor_id() and change ?| array['assignments', 'disabled'] then
    raise exception 'nobody changes the duties of the own account; another administrator does' using errcode = '42501', column = case when change ? 'assignments' then 'assignments' else 'disabled' end;
  end if;
  update account c set name_zh = coalesce(change ->> 'nameZh', c.name_zh), name_en = coalesce(change ->> 'nameEn', c.name_en) where c.id = wanted and change ?| array['nameZh', 'nameEn'];
  if change ? 'assignments' then perform set_duties(wanted, change -> 'assignments'); end if;
  if change ? 'subject' then perform set_subject(wanted, change ->> 'subject'); end if;
  if change ? 'disabled' then
    update account c set disabled_at = case when (change ->> 'disabled')::boolean then coalesce(c.disabled_at, now()) end where c.id = wanted;
    update session s set revoked_at = now() where (change ->> 'disabled')::boolean and s.account_id = wanted and s.revoked_at is null;
  end if;
  perform audit_account(wanted, 'account.change', change - 'subject' || case when change ? 'subject' then '{"subject": "changed"}'::jsonb else '{}' end);
  return true;
end $$;

CREATE FUNCTION public.change_area(wanted integer, given jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept area;
begin
  -- Not beside an adoption (sql/functions/zone_plan_adopt.sql): zones that it makes would stay behind in an area that ends. Taken before any row is locked, for an adoption waits for rows of areas.
  perform pg_advisory_xact_lock(7266349);
  if not check_area_change(array[wanted], (given ->> 'on')::date) then
    return (select jsonb_build_object('areaId', c.to_areas[1]) from area_change c where c.id = (given ->> 'id')::uuid and c.actor = actor_id() and wanted = any(c.from_areas || c.area_id));
  end if;
  if exists (select from area_change c where c.id = (given ->> 'id')::uuid) then
    if not exists (select from area_change c where c.id = (given ->> 'id')::uuid and wanted = any(c.from_areas || c.to_areas || c.area_id)) then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
    return jsonb_build_object('areaId', wanted);
  end if;
  if exists (select from area_change_due d where d.id = (given ->> 'id')::uuid) then
    if not exists (select from area_change_due d where d.id = (given ->> 'id')::uuid and d.area_id = wanted) then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
    return (select jsonb_build_object('areaId', wanted, 'scheduled', d.on_day) from area_change_due d where d.id = (given ->> 'id')::uuid);
  end if;
  select * into kept from area a where a.id = wanted;
  if kept.version <> (given ->> 'version')::integer then raise exception 'somebody changed this area; read it again' using errcode = '40001', column = 'version'; end if;
  return case when (given ->> 'on')::date > area_today(wanted) then schedule_area_change(wanted, given) else carry_out_area_change(wanted, given) end;
end $$;

CREATE FUNCTION public.change_briefing(wanted uuid, change jsonb) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept briefing := open_briefing(wanted, (change ->> 'version')::integer);
begin
  if kept.id is null then return; end if;
  update briefing b set title = coalesce(change ->> 'title', b.title), audience = coalesce(change ->> 'audience', b.audience), changed_at = now(), version = b.version + 1 where b.id = wanted returning * into kept;
  perform note_briefing(kept, 'change', jsonb_build_object('audience', kept.audience, 'state', kept.state));
  return next kept.id;
end $$;

CREATE FUNCTION public.change_briefing_schedule(wanted uuid, given jsonb) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept briefing_schedule := briefing_schedule_in_hand(wanted, (given ->> 'version')::integer);
begin
  if kept.id is null then return; end if;
  if kept.area_id <> (given ->> 'areaId')::integer then raise exception 'expected the area that it has; make another schedule for another area' using errcode = '23514', column = 'areaId'; end if;
  update briefing_schedule s set title = given ->> 'title', template = given ->> 'template', question = given -> 'question', audience = given ->> 'audience', on_day = (given ->> 'onDay')::smallint, at_hour = (given ->> 'atHour')::smallint,
    next_at = (given ->> 'nextAt')::timestamptz, last_problem = null, created_by = actor_id(), version = s.version + 1 where s.id = wanted returning * into kept;
  perform note_briefing_schedule(kept, 'change');
  return next kept.id;
end $$;

CREATE FUNCTION public.change_camera(wanted integer, change jsonb) RETURNS SETOF integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept camera; was camera; moved boolean := change ? 'lng' and change ? 'lat';
begin
  select * into was from camera c where c.id = wanted and c.area_id in (select actor_areas('read')) for update;
  if not found then return; end if;
  if was.area_id not in (select actor_areas('camera')) then raise exception 'the actor may not change cameras here' using errcode = '42501'; end if;
  if was.version <> (change ->> 'version')::integer then raise exception 'somebody changed this camera since; it is at version %', was.version using errcode = '40001', column = 'version'; end if;
  kept := jsonb_populate_record(was, camera_columns(change));
  if moved then
    kept.geom := st_setsrid(st_makepoint((change ->> 'lng')::float8, (change ->> 'lat')::float8), 4326);
    kept.area_id := area_at(kept.geom);
    -- Who was told by the place is told by the new one; who was chosen stays.
    if kept.estate_id is not distinct from estate_at(was.geom) then kept.estate_id := estate_at(kept.geom); end if;
  end if;
  if change ? 'estateId' then kept.estate_id := (change ->> 'estateId')::integer; end if;
  perform check_camera(kept);
  perform set_config('fangcun.state_note', coalesce(change ->> 'note', ''), true);
  update camera c set (area_id, code, name, kind, azimuth_deg, field_of_view_deg, tilt_deg, range_m, height_m, pixels, lens_mm, owner_unit, estate_id, device_code, filing_number, retention_days, state, geom) =
    (kept.area_id, kept.code, kept.name, kept.kind, kept.azimuth_deg, kept.field_of_view_deg, kept.tilt_deg, kept.range_m, kept.height_m, kept.pixels, kept.lens_mm, kept.owner_unit, kept.estate_id, kept.device_code,
      kept.filing_number, kept.retention_days, kept.state, kept.geom) where c.id = wanted;
  perform set_config('fangcun.state_note', '', true);
  perform note_camera(kept, 'change', change - 'version');
  return next wanted;
end $$;

CREATE FUNCTION public.change_camera_stream(wanted integer, change jsonb, sealed bytea, key_id text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare home integer; kept camera_stream; moves boolean;
begin
  select c.area_id into home from camera c where c.id = wanted and (c.area_id in (select actor_areas('read'))) for update;
  if home is null then return false; end if;
  if home not in (select actor_areas('camera')) then raise exception 'the actor may not change cameras here' using errcode = '42501'; end if;
  select * into kept from camera_stream s where s.camera_id = wanted;
  if coalesce(kept.version, 0) <> (change ->> 'version')::integer then
    raise exception 'somebody changed these addresses since; they are at version %', coalesce(kept.version, 0) using errcode = '40001', column = 'version';
  end if;
  moves := change ->> 'streamUrl' is distinct from kept.stream_url and change ->> 'streamUrl' is not null or change ->> 'snapshotUrl' is distinct from kept.snapshot_url and change ->> 'snapshotUrl' is not null;
  insert into camera_stream (camera_id, area_id, stream_url, snapshot_url, secret, secret_key_id)
  values (wanted, home, change ->> 'streamUrl', change ->> 'snapshotUrl', sealed, key_id)
  on conflict (camera_id) do update set area_id = home,
    stream_url = case when change ? 'streamUrl' then excluded.stream_url else kept.stream_url end,
    snapshot_url = case when change ? 'snapshotUrl' then excluded.snapshot_url else kept.snapshot_url end,
    secret = case when change ? 'credentials' or moves then excluded.secret else kept.secret end,
    secret_key_id = case when change ? 'credentials' or moves then excluded.secret_key_id else kept.secret_key_id end,
    version = kept.version + 1;
  -- The address itself stays out of the log: it may carry a key.
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), home, 'camera.stream', wanted::text,
    jsonb_build_object('stream', change ? 'streamUrl', 'snapshot', change ? 'snapshotUrl', 'credentials', change ? 'credentials'));
  return true;
end $$;

CREATE FUNCTION public.change_camera_tour(wanted uuid, change jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept camera_tour;
begin
  select * into kept from camera_tour t where t.id = wanted and t.area_id in (select actor_areas('watch')) for update;
  if not found then return false; end if;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this tour since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  update camera_tour t set name = coalesce(change ->> 'name', t.name), priority = coalesce((change ->> 'priority')::smallint, t.priority), mode = coalesce(change ->> 'mode', t.mode),
    dwell_seconds = coalesce((change ->> 'dwellSeconds')::smallint, t.dwell_seconds),
    retired_at = case when not change ? 'retired' then t.retired_at when (change ->> 'retired')::boolean then coalesce(t.retired_at, now()) end, version = t.version + 1
  where t.id = wanted;
  if change ? 'stops' then perform set_tour_stops(wanted, kept.area_id, change -> 'stops'); end if;
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'camera_tour.change', wanted::text, (change - 'stops') || case when change ? 'stops' then jsonb_build_object('stops', jsonb_array_length(change -> 'stops')) else '{}' end);
  return true;
end $$;

CREATE TABLE public.checkpoint (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    kind text DEFAULT 'place'::text NOT NULL,
    dwell_minutes smallint DEFAULT 3 NOT NULL,
    open_from time without time zone,
    open_to time without time zone,
    geom public.geometry(Point,4326) NOT NULL,
    retired_at timestamp with time zone,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT checkpoint_check CHECK (((open_from IS NULL) = (open_to IS NULL))),
    CONSTRAINT checkpoint_dwell_minutes_check CHECK (((dwell_minutes >= 0) AND (dwell_minutes <= 120))),
    CONSTRAINT checkpoint_geom_check CHECK (public.geometry_fits(geom)),
    CONSTRAINT checkpoint_kind_check CHECK ((kind = ANY (ARRAY['place'::text, 'indoor'::text, 'stairs'::text]))),
    CONSTRAINT checkpoint_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);

ALTER TABLE ONLY public.checkpoint FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.change_checkpoint(wanted uuid, change jsonb) RETURNS SETOF public.checkpoint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept checkpoint; place geometry;
begin
  select * into kept from checkpoint c where c.id = wanted and c.area_id in (select actor_areas('read')) for update;
  if not found then return; end if;
  if kept.area_id not in (select actor_areas('patrol')) then raise exception 'the actor may not plan patrols here' using errcode = '42501'; end if;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this checkpoint since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  place := case when change ? 'lng' then checkpoint_place(change) else kept.geom end;
  if change ? 'lng' and exists (select from area a where a.id = kept.area_id and a.geom is not null and not st_dwithin(a.geom, place, 0.01)) then
    raise exception 'expected a place in the area or within a kilometre of it' using errcode = '23514', column = 'lng';
  end if;
  update checkpoint c set name = coalesce(change ->> 'name', c.name), kind = coalesce(change ->> 'kind', c.kind), dwell_minutes = coalesce((change ->> 'dwellMinutes')::smallint, c.dwell_minutes),
    open_from = case when change ? 'openFrom' then (change ->> 'openFrom')::time else c.open_from end, open_to = case when change ? 'openTo' then (change ->> 'openTo')::time else c.open_to end, geom = place,
    retired_at = case when not change ? 'retired' then c.retired_at when (change ->> 'retired')::boolean then coalesce(c.retired_at, now()) end, version = c.version + 1
  where c.id = wanted returning * into kept;
  perform note_checkpoint(kept, case when not change ? 'retired' then 'change' when kept.retired_at is null then 'restore' else 'retire' end);
  return next kept;
end $$;

CREATE FUNCTION public.change_contact(wanted uuid, sealed bytea, key_id text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare home integer;
begin
  if not actor_may_contact(wanted) then return false; end if;
  select i.area_id into home from incident i where i.id = wanted;
  if change_contact.sealed is null then
    delete from contact c where c.incident_id = wanted;
  else
    insert into contact (incident_id, area_id, sealed, key_id) values (wanted, home, change_contact.sealed, change_contact.key_id)
    on conflict (incident_id) do update set sealed = excluded.sealed, key_id = excluded.key_id, taken_at = now();
  end if;
  insert into audit_entry (account_id, area_id, action, target) values (actor_id(), home, case when change_contact.sealed is null then 'contact.erase' else 'contact.write' end, wanted::text);
  return true;
end $$;

CREATE FUNCTION public.change_device_key(wanted uuid, change jsonb, hash text DEFAULT NULL::text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept device_key; own device;
begin
  select k.* into kept from device_key k join device d on d.id = k.device_id where k.id = wanted and d.area_id in (select actor_areas('patrol')) for update of k;
  if not found then return false; end if;
  select d.* into own from device d where d.id = kept.device_id;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this device since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  if change ? 'revoked' then kept.revoked_at := case when (change ->> 'revoked')::boolean then coalesce(kept.revoked_at, now()) end; end if;
  update device_key k set revoked_at = kept.revoked_at, key_hash = coalesce(decode(hash, 'hex'), k.key_hash), version = k.version + 1 where k.id = wanted;
  perform note_device_key(own, case when hash is null then 'change' else 'key' end, change - 'version');
  return true;
end $$;

CREATE FUNCTION public.change_gateway(wanted uuid, change jsonb, hash text DEFAULT NULL::text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept camera_gateway;
begin
  select * into kept from camera_gateway g where g.id = wanted and g.area_id in (select actor_areas('camera')) for update;
  if not found then return false; end if;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this gateway since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  kept.name := coalesce(change ->> 'name', kept.name);
  kept.silence_seconds := coalesce((change ->> 'silenceSeconds')::integer, kept.silence_seconds);
  kept.alarm_seconds := coalesce((change ->> 'alarmSeconds')::integer, kept.alarm_seconds);
  if change ? 'categoryId' then kept.category_id := (change ->> 'categoryId')::smallint; end if;
  if change ? 'revoked' then kept.revoked_at := case when (change ->> 'revoked')::boolean then coalesce(kept.revoked_at, now()) end; end if;
  perform check_gateway(kept);
  update camera_gateway g set name = kept.name, silence_seconds = kept.silence_seconds, alarm_seconds = kept.alarm_seconds, category_id = kept.category_id, revoked_at = kept.revoked_at,
    key_hash = coalesce(decode(hash, 'hex'), g.key_hash), version = g.version + 1 where g.id = wanted;
  if kept.revoked_at is not null then perform forget_heard(array[kept.id]); end if;
  perform note_gateway(kept, case when hash is null then 'change' else 'key' end, change - 'version');
  return true;
end $$;

CREATE TABLE public.hotspot (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    geom public.geometry(MultiPolygon,4326) NOT NULL,
    period tstzrange NOT NULL,
    method text NOT NULL,
    method_version integer NOT NULL,
    question jsonb NOT NULL,
    evidence jsonb NOT NULL,
    incidents integer NOT NULL,
    square_meters double precision NOT NULL,
    assigned_to text,
    assigned_at timestamp with time zone,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    retired_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT hotspot_geom_check CHECK (public.geometry_fits(geom)),
    CONSTRAINT hotspot_incidents_check CHECK ((incidents >= 0)),
    CONSTRAINT hotspot_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT hotspot_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT hotspot_period_check CHECK (((NOT isempty(period)) AND (lower(period) IS NOT NULL) AND (upper(period) IS NOT NULL))),
    CONSTRAINT hotspot_square_meters_check CHECK ((square_meters > (0)::double precision))
);

ALTER TABLE ONLY public.hotspot FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.change_hotspot(wanted uuid, change jsonb) RETURNS SETOF public.hotspot
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept hotspot; leader text := change ->> 'assignedTo';
begin
  select * into kept from hotspot h where h.id = wanted and h.area_id in (select actor_areas('read')) and not names_voice(h.question) for update;
  if not found then return; end if;
  if kept.area_id not in (select actor_areas('brief')) then raise exception 'the actor may not change hotspots here' using errcode = '42501'; end if;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this hotspot since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  if leader is not null and leader is distinct from kept.assigned_to and not leads_patrols(leader, kept.area_id) then
    raise exception 'expected an account that leads patrols over the area of the hotspot' using errcode = '23514', column = 'assignedTo';
  end if;
  if change ? 'name' and change ->> 'name' <> kept.name then
    perform note_hotspot(kept, 'rename', jsonb_build_object('from', kept.name, 'to', change ->> 'name'));
    kept.name := change ->> 'name';
  end if;
  if change ? 'note' and change ->> 'note' <> kept.note then
    perform note_hotspot(kept, 'note', jsonb_build_object('to', change ->> 'note'));
    kept.note := change ->> 'note';
  end if;
  if change ? 'assignedTo' and leader is distinct from kept.assigned_to then
    perform note_hotspot(kept, 'assign', jsonb_build_object('from', kept.assigned_to, 'to', leader));
    kept.assigned_to := leader;
    kept.assigned_at := case when leader is not null then now() end;
  end if;
  if change ? 'retired' and (change ->> 'retired')::boolean is distinct from (kept.retired_at is not null) then
    perform note_hotspot(kept, case when kept.retired_at is null then 'retire' else 'restore' end, '{}');
    kept.retired_at := case when kept.retired_at is null then now() end;
  end if;
  update hotspot h set name = kept.name, note = kept.note, assigned_to = kept.assigned_to, assigned_at = kept.assigned_at, retired_at = kept.retired_at, version = h.version + 1 where h.id = wanted returning * into kept;
  return next kept;
end $$;

CREATE FUNCTION public.change_incident(kept public.incident, command jsonb, step_at timestamp with time zone) RETURNS public.incident
    LANGUAGE plpgsql
    AS $$
begin
  case command ->> 'action'
    when 'register' then kept.registered_at := step_at;
    when 'refuse' then
      if kept.state = 'reported' then
        kept.result := 'not_accepted';
        kept.closed_at := step_at;
      else
        update work_order o set state = 'handling', changed_at = step_at where o.incident_id = kept.id and o.state = 'fed_back';
      end if;
    when 'dispatch' then perform add_orders(kept, command -> 'orders', 'orders', step_at);
    when 'categorise' then
      kept.category_id := (command #>> '{category,categoryId}')::smallint;
      kept.severity := (command #>> '{category,severity}')::smallint;
      if not exists (select from category c where c.id = kept.category_id) then raise exception 'no such category' using errcode = '23503', column = 'category'; end if;
    when 'suspend' then kept.state_before := kept.state;
    when 'merge' then
      perform check_merge(kept, (command ->> 'target')::uuid);
      kept.state_before := kept.state;
      kept.merged_into := (command ->> 'target')::uuid;
    when 'unmerge' then kept.merged_into := null;
    when 'resume' then null;
    when 'extend' then kept.extended_at := step_at;
    when 'ask_extension' then kept.extension_asked_at := step_at;
    when 'verify' then update work_order o set state = 'done', changed_at = step_at where o.incident_id = kept.id and o.state = 'fed_back';
    when 'close' then
      kept.result := command ->> 'result';
      kept.closed_at := step_at;
    when 'call_back' then kept.satisfaction := command ->> 'satisfaction';
    when 'archive' then delete from contact c where c.incident_id = kept.id;
    when 'reopen' then
      kept.result := null;
      kept.satisfaction := null;
      kept.closed_at := null;
      kept.extended_at := null;
      kept.extension_asked_at := null;
      kept.registered_at := coalesce(kept.registered_at, step_at);
    when 'split' then perform add_parts(kept, command -> 'parts', step_at);
  end case;
  return kept;
end $$;

CREATE FUNCTION public.change_map_wall(wanted uuid, change jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept map_wall := standing_wall_in_hand(wanted, (change ->> 'version')::integer);
begin
  if kept.id is null then return false; end if;
  if change ->> 'alarmScreenId' is not null and not exists (select from wall_screen s where s.wall_id = wanted and s.id = (change ->> 'alarmScreenId')::uuid) then
    raise exception 'expected a screen of this wall, or null' using errcode = '23514', column = 'alarmScreenId';
  end if;
  update map_wall w set name = coalesce(change ->> 'name', w.name), view = coalesce(change -> 'view', w.view), layout = coalesce(change -> 'layout', w.layout), changed_at = now(), version = w.version + 1,
    alarm_screen_id = case when change ? 'alarmScreenId' then (change ->> 'alarmScreenId')::uuid else w.alarm_screen_id end where w.id = wanted;
  if change ? 'name' then
    update account c set name_zh = '大屏 ' || (change ->> 'name'), name_en = 'Wall ' || (change ->> 'name') where c.id = kept.account_id;
    perform audit_map_wall(kept, 'change', jsonb_build_object('becomes', change ->> 'name'));
  end if;
  perform tell_map_wall(wanted);
  return true;
end $$;

CREATE FUNCTION public.change_roster(given jsonb) RETURNS SETOF public.roster_change
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  made roster_change; home constant integer := (given ->> 'areaId')::integer; each record; old shift; kept_need shift_need; new_id integer;
  ids integer[] := '{}'; need_ids uuid[] := '{}'; touched integer[] := '{}'; fields text[] := '{}'; rows_before jsonb;
begin
  select * into made from roster_change c where c.id = (given ->> 'id')::uuid and c.area_id in (select actor_areas('patrol'));
  if found then return next made; return; end if;
  perform check_patrol(home, 'areaId');
  select array_agg((e ->> 'shiftId')::integer) into ids from jsonb_array_elements(coalesce(given -> 'change', '[]') || coalesce(given -> 'cancel', '[]')) e;
  select array_agg(n::uuid) into need_ids from (select jsonb_array_elements_text(coalesce(given -> 'dropNeeds', '[]')) as n union select e ->> 'id' from jsonb_array_elements(coalesce(given -> 'needs', '[]')) e) u;
  ids := coalesce(ids, '{}'); need_ids := coalesce(need_ids, '{}');
  perform hold_teams(array(select (e ->> 'teamId')::integer from jsonb_array_elements(coalesce(given -> 'add', '[]') || coalesce(given -> 'change', '[]')) e where e ? 'teamId' union select s.team_id from shift s where s.id = any(ids)));
  perform from shift s where s.id = any(ids) for update;
  perform from shift_need n where n.id = any(need_ids) or n.id in (select (e ->> 'needId')::uuid from jsonb_array_elements(coalesce(given -> 'add', '[]')) e) order by n.id for update;
  -- What stands on a need that goes is called off with it.
  if exists (select from shift s where s.need_id in (select n::uuid from jsonb_array_elements_text(coalesce(given -> 'dropNeeds', '[]')) n) and s.id <> all(ids)) then
    raise exception 'expected needs without teams; call their shifts off first or with it' using errcode = '23514', column = 'dropNeeds';
  end if;
  rows_before := roster_rows(ids, need_ids);
  for each in select e, ordinality - 1 as i from jsonb_array_elements(coalesce(given -> 'cancel', '[]')) with ordinality as x(e, ordinality) loop
    old := roster_shift_in_hand((each.e ->> 'shiftId')::integer, (each.e ->> 'version')::integer, 'cancel.' || each.i);
    if lower(old.during) > now() then delete from shift s where s.id = old.id;
    else update shift s set during = tstzrange(lower(s.during), now()), need_id = null, version = s.version + 1 where s.id = old.id; touched := touched || old.id; fields := fields || ('cancel.' || each.i); end if;
  end loop;
  for each in select e, ordinality - 1 as i from jsonb_array_elements(coalesce(given -> 'needs', '[]')) with ordinality as x(e, ordinality) loop
    select * into kept_need from shift_need n where n.id = (each.e ->> 'id')::uuid;
    if kept_need.id is not null and (kept_need.area_id not in (select actor_areas('patrol')) or kept_need.event_post_id is not null) then raise exception 'expected a need of your areas that is of no event' using errcode = '23514', column = 'needs.' || each.i || '.id'; end if;
    if each.e ->> 'stationId' is not null and not exists (select from patrol_station s where s.id = (each.e ->> 'stationId')::uuid and s.area_id in (select actor_areas('patrol'))) then raise exception 'expected a station of your areas' using errcode = '23503', column = 'needs.' || each.i || '.stationId'; end if;
    if (select count(*) from shift s where s.need_id = kept_need.id) > (each.e ->> 'needed')::integer then raise exception 'expected no fewer than stand on it' using errcode = '23514', column = 'needs.' || each.i || '.needed'; end if;
    insert into shift_need as n (id, area_id, name, during, needed, station_id, kind, vehicle)
    values ((each.e ->> 'id')::uuid, home, each.e ->> 'name', tstzrange((each.e ->> 'from')::timestamptz, (each.e ->> 'to')::timestamptz), (each.e ->> 'needed')::smallint, (each.e ->> 'stationId')::uuid, each.e ->> 'kind', each.e ->> 'vehicle')
    on conflict (id) do update set name = excluded.name, during = excluded.during, needed = excluded.needed, station_id = excluded.station_id, kind = excluded.kind, vehicle = excluded.vehicle, version = n.version + 1;
  end loop;
  for each in select e, ordinality - 1 as i from jsonb_array_elements(coalesce(given -> 'change', '[]')) with ordinality as x(e, ordinality) loop
    old := roster_shift_in_hand((each.e ->> 'shiftId')::integer, (each.e ->> 'version')::integer, 'change.' || each.i);
    if each.e ? 'teamId' and not exists (select from team t where t.id = (each.e ->> 'teamId')::integer and t.area_id in (select actor_areas('patrol'))) then raise exception 'expected a team of your areas' using errcode = '23503', column = 'change.' || each.i || '.teamId'; end if;
    -- One that has begun keeps what was: its team stays for what has passed, the other takes over from now on.
    if lower(old.during) <= now() and each.e ? 'teamId' then
      update shift s set during = tstzrange(lower(s.during), now()), version = s.version + 1 where s.id = old.id;
      insert into shift (area_id, team_id, during, need_id, note) select t.area_id, t.id, tstzrange(now(), upper(old.during)), null, old.note from team t where t.id = (each.e ->> 'teamId')::integer returning id into new_id;
      update shift s set need_id = case when s.id = new_id then old.need_id end where s.id in (old.id, new_id);
      touched := touched || array[old.id, new_id]; fields := fields || array['change.' || each.i, 'change.' || each.i];
    else
      update shift s set team_id = coalesce((each.e ->> 'teamId')::integer, s.team_id), area_id = coalesce((select t.area_id from team t where t.id = (each.e ->> 'teamId')::integer), s.area_id),
        during = tstzrange(coalesce((each.e ->> 'from')::timestamptz, lower(s.during)), coalesce((each.e ->> 'to')::timestamptz, upper(s.during))), version = s.version + 1 where s.id = old.id;
      touched := touched || old.id; fields := fields || ('change.' || each.i);
    end if;
  end loop;
  for each in select e, ordinality - 1 as i from jsonb_array_elements(coalesce(given -> 'add', '[]')) with ordinality as x(e, ordinality) loop
    new_id := add_roster_shift(each.e, 'add.' || each.i);
    touched := touched || new_id; fields := fields || ('add.' || each.i);
  end loop;
  delete from shift_need n where n.id in (select x::uuid from jsonb_array_elements_text(coalesce(given -> 'dropNeeds', '[]')) x) and n.area_id in (select actor_areas('patrol')) and n.event_post_id is null;
  return next close_roster_change(given, home, rows_before, touched, fields, need_ids);
end $$;

CREATE TABLE public.team (
    id integer NOT NULL,
    area_id integer NOT NULL,
    call_sign text NOT NULL,
    name_zh text DEFAULT ''::text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    kind text DEFAULT 'staff'::text NOT NULL,
    vehicle text DEFAULT 'foot'::text NOT NULL,
    source text DEFAULT 'own'::text NOT NULL,
    source_ref text,
    import_id integer,
    version integer DEFAULT 1 NOT NULL,
    station_id uuid,
    crews smallint DEFAULT 1 NOT NULL,
    serves_days smallint[],
    serves_from time without time zone,
    serves_to time without time zone,
    retired_at timestamp with time zone,
    CONSTRAINT team_check CHECK (((serves_from IS NULL) = (serves_to IS NULL))),
    CONSTRAINT team_crews_check CHECK (((crews >= 1) AND (crews <= 6))),
    CONSTRAINT team_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'volunteer'::text]))),
    CONSTRAINT team_serves_days_check CHECK (((serves_days <@ ARRAY[(1)::smallint, (2)::smallint, (3)::smallint, (4)::smallint, (5)::smallint, (6)::smallint, (7)::smallint]) AND (cardinality(serves_days) > 0))),
    CONSTRAINT team_vehicle_check CHECK ((vehicle = ANY (ARRAY['foot'::text, 'bicycle'::text, 'car'::text])))
);

ALTER TABLE ONLY public.team FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.change_team(wanted integer, given jsonb) RETURNS SETOF public.team
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept team;
begin
  select * into kept from team t where t.id = wanted and t.area_id in (select actor_areas('patrol')) for update;
  if not found then return; end if;
  if kept.version <> (given ->> 'version')::integer then raise exception 'somebody changed this team since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  if given ->> 'stationId' is not null and not exists (select from patrol_station s where s.id = (given ->> 'stationId')::uuid and s.area_id in (select actor_areas('patrol'))) then
    raise exception 'expected a station of your areas' using errcode = '23503', column = 'stationId';
  end if;
  update team t set
    name_zh = coalesce(given ->> 'nameZh', t.name_zh), name_en = coalesce(given ->> 'nameEn', t.name_en), kind = coalesce(given ->> 'kind', t.kind), vehicle = coalesce(given ->> 'vehicle', t.vehicle), crews = coalesce((given ->> 'crews')::smallint, t.crews),
    station_id = case when given ? 'stationId' then (given ->> 'stationId')::uuid else t.station_id end,
    serves_days = case when jsonb_typeof(given -> 'servesDays') = 'array' then array(select d::smallint from jsonb_array_elements_text(given -> 'servesDays') d) when given ? 'servesDays' then null else t.serves_days end,
    serves_from = case when given ? 'servesFrom' then (given ->> 'servesFrom')::time else t.serves_from end, serves_to = case when given ? 'servesTo' then (given ->> 'servesTo')::time else t.serves_to end,
    retired_at = case when not given ? 'retired' then t.retired_at when (given ->> 'retired')::boolean then coalesce(t.retired_at, now()) end, version = t.version + 1
  where t.id = wanted returning * into kept;
  perform note_roster(kept.area_id, 'team', wanted::text, given);
  return next kept;
end $$;

CREATE FUNCTION public.change_wall_scene(of_wall uuid, wanted uuid, change jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare wall map_wall := standing_wall_in_hand(of_wall, null); kept wall_scene;
begin
  if wall.id is null then return false; end if;
  select * into kept from wall_scene c where c.id = wanted and c.wall_id = of_wall;
  if not found then return false; end if;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this scene since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  update wall_scene c set name = coalesce(change ->> 'name', c.name), view = coalesce(change -> 'view', c.view), panels = case when change ? 'panels' then nullif(change -> 'panels', 'null') else c.panels end, version = c.version + 1 where c.id = wanted;
  perform tell_map_wall(of_wall);
  return true;
end $$;

CREATE FUNCTION public.change_wall_screen(of_wall uuid, wanted uuid, change jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare wall map_wall := standing_wall_in_hand(of_wall, null); kept wall_screen;
begin
  if wall.id is null then return false; end if;
  select * into kept from wall_screen s where s.id = wanted and s.wall_id = of_wall;
  if not found then return false; end if;
  if kept.version <> (change ->> 'version')::integer then raise exception 'somebody changed this screen since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  perform check_screen(of_wall, change -> 'content');
  update wall_screen s set name = coalesce(change ->> 'name', s.name), place = coalesce(change -> 'place', s.place), content = coalesce(change -> 'content', s.content), panels = coalesce(change -> 'panels', s.panels),
    version = s.version + 1 where s.id = wanted;
  perform tell_map_wall(of_wall);
  return true;
end $$;

CREATE FUNCTION public.changed_deadline(clock public.deadline, stepped public.incident, step_action text, step_at timestamp with time zone) RETURNS public.deadline
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare rule deadline_rule; before deadline := clock;
begin
  clock.done_at := null;
  if clock.paused_at is not null then
    if clock.due_at > clock.paused_at then
      clock.held_hours := clock.held_hours + case when clock.unit in ('minute', 'hour') then extract(epoch from step_at - clock.paused_at) / 3600 else working_time_between(clock.area_id, clock.paused_at, step_at) end;
    end if;
    clock.paused_at := null;
  end if;
  if step_action in ('categorise', 'undo') then
    rule := deadline_rule_of(stepped, clock.step);
    if rule.id is not null and rule.id is distinct from clock.rule_id then
      clock.rule_id := rule.id;
      clock.amount := rule.amount;
      clock.unit := rule.unit;
      clock.warn_share := rule.warn_share;
    end if;
  end if;
  if step_action = 'extend' then clock.extension := case when clock.unit = 'working_day' then ceil(clock.amount / 2) else clock.amount / 2 end; end if;
  if step_action = 'undo' and stepped.extended_at is null then clock.extension := 0; end if;
  return case when clock is distinct from before then time_deadline(clock, step_at) else clock end;
end $$;

CREATE FUNCTION public.geometry_bounded(shape public.geometry, max_points integer DEFAULT 5000) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select st_srid(shape) = 4326 and not st_isempty(shape) and st_ndims(shape) = 2 and st_npoints(shape) <= max_points
    and st_xmin(shape) >= -180 and st_xmax(shape) <= 180 and st_ymin(shape) >= -90 and st_ymax(shape) <= 90
$$;

CREATE TABLE public.zone (
    id integer NOT NULL,
    area_id integer NOT NULL,
    code text NOT NULL,
    name_zh text DEFAULT ''::text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    geom public.geometry(MultiPolygon,4326) NOT NULL,
    valid_from date DEFAULT '1900-01-01'::date NOT NULL,
    valid_to date,
    source text DEFAULT 'own'::text NOT NULL,
    source_ref text,
    import_id integer,
    version integer DEFAULT 1 NOT NULL,
    heir_id integer,
    CONSTRAINT zone_code_check CHECK ((code ~ '^[0-9A-Za-z.-]{1,32}$'::text)),
    CONSTRAINT zone_days CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
    CONSTRAINT zone_geom_check CHECK (public.geometry_fits(geom))
);

ALTER TABLE ONLY public.zone FORCE ROW LEVEL SECURITY;

CREATE TABLE public.zone_plan_zone (
    plan_id uuid NOT NULL,
    key uuid NOT NULL,
    zone_id integer,
    area_id integer NOT NULL,
    code text,
    name_zh text DEFAULT ''::text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    locked boolean DEFAULT false NOT NULL,
    geom public.geometry(MultiPolygon,4326) NOT NULL,
    adopts_on date,
    CONSTRAINT zone_plan_zone_code_check CHECK ((code ~ '^[0-9A-Za-z.-]{1,32}$'::text)),
    CONSTRAINT zone_plan_zone_geom_check CHECK (public.geometry_bounded(geom)),
    CONSTRAINT zone_plan_zone_name_en_check CHECK ((length(name_en) <= 60)),
    CONSTRAINT zone_plan_zone_name_zh_check CHECK ((length(name_zh) <= 60))
);

ALTER TABLE ONLY public.zone_plan_zone FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.changes_zone(z public.zone, n public.zone_plan_zone) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select (z.area_id, z.code, z.name_zh, z.name_en) is distinct from (n.area_id, n.code, n.name_zh, n.name_en)
    or (not st_orderingequals(z.geom, n.geom) and ground_that_counts(st_symdifference(z.geom, n.geom, 1e-8)) is not null)
$$;

CREATE FUNCTION public.check_area_change(wanted integer[], day date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare each area;
begin
  if exists (select from unnest(wanted) w(id) where not exists (select from area a where a.id = w.id and a.valid_to is null and (acts_as_owner() or a.id in (select actor_areas('read'))))) then return false; end if;
  for each in select * from area a where a.id = any(wanted) order by a.id for update loop
    if each.valid_to is not null then return false; end if;
    if not acts_as_owner() and exists (select unnest(array[each.id, each.parent_id]) except select actor_areas('configure') except select null) then
      raise exception 'expected an area that you configure, and the area above it' using errcode = '42501', column = 'id';
    end if;
    if day < each.valid_from then raise exception 'expected no day before the last change of % (%)', each.code, each.valid_from using errcode = '23514', column = 'on'; end if;
  end loop;
  return true;
end $$;

CREATE FUNCTION public.check_brief() RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not actor_may('brief') then raise exception 'the actor may not keep hotspots' using errcode = '42501'; end if;
end $$;

CREATE FUNCTION public.check_briefing_area(wanted integer, field text DEFAULT 'question.areaId'::text) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not exists (select from area a where a.id = wanted and a.valid_to is null and a.id in (select actor_areas('brief'))) then
    raise exception 'expected an area in which you brief' using errcode = '42501', column = field;
  end if;
end $$;

CREATE TABLE public.camera (
    id integer NOT NULL,
    area_id integer NOT NULL,
    code text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    kind text NOT NULL,
    azimuth_deg real,
    field_of_view_deg real,
    range_m real,
    height_m real,
    state text DEFAULT 'online'::text NOT NULL,
    geom public.geometry(Point,4326) NOT NULL,
    source text DEFAULT 'own'::text NOT NULL,
    source_ref text,
    import_id integer,
    version integer DEFAULT 1 NOT NULL,
    tilt_deg real,
    pixels integer,
    lens_mm real,
    owner_unit text DEFAULT ''::text NOT NULL,
    estate_id integer,
    device_code text,
    filing_number text DEFAULT ''::text NOT NULL,
    retention_days smallint,
    state_since timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT camera_azimuth_deg_check CHECK (((azimuth_deg >= (0)::double precision) AND (azimuth_deg < (360)::double precision))),
    CONSTRAINT camera_device_code_check CHECK ((device_code ~ '^[0-9]{20}$'::text)),
    CONSTRAINT camera_field_of_view_deg_check CHECK (((field_of_view_deg > (0)::double precision) AND (field_of_view_deg <= (360)::double precision))),
    CONSTRAINT camera_filing_number_check CHECK ((length(filing_number) <= 60)),
    CONSTRAINT camera_geom_check CHECK (public.geometry_fits(geom)),
    CONSTRAINT camera_height_m_check CHECK (((height_m >= (0)::double precision) AND (height_m <= (300)::double precision))),
    CONSTRAINT camera_kind_check CHECK ((kind = ANY (ARRAY['fixed'::text, 'ptz'::text, 'dome'::text]))),
    CONSTRAINT camera_lens_mm_check CHECK (((lens_mm > (0)::double precision) AND (lens_mm <= (2000)::double precision))),
    CONSTRAINT camera_owner_unit_check CHECK ((length(owner_unit) <= 100)),
    CONSTRAINT camera_pixels_check CHECK (((pixels >= 100) AND (pixels <= 20000))),
    CONSTRAINT camera_range_m_check CHECK (((range_m >= (1)::double precision) AND (range_m <= (2000)::double precision))),
    CONSTRAINT camera_retention_days_check CHECK (((retention_days >= 0) AND (retention_days <= 3650))),
    CONSTRAINT camera_state_check CHECK ((state = ANY (ARRAY['online'::text, 'offline'::text, 'fault'::text, 'planned'::text, 'unknown'::text]))),
    CONSTRAINT camera_tilt_deg_check CHECK (((tilt_deg >= ('-90'::integer)::double precision) AND (tilt_deg <= (90)::double precision)))
);

ALTER TABLE ONLY public.camera FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.check_camera(kept public.camera) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if kept.area_id is null or kept.area_id not in (select actor_areas('camera')) then
    raise exception 'expected a place inside of an area whose cameras you may keep' using errcode = '42501', column = 'lng';
  end if;
  if kept.estate_id is not null and not exists (select from estate e where e.id = kept.estate_id) then
    raise exception 'expected the id of an estate' using errcode = '23503', column = 'estateId';
  end if;
  if exists (select from camera c where c.device_code = kept.device_code and c.id <> kept.id) then
    raise exception 'expected a device code that no other camera has' using errcode = '23505', column = 'deviceCode';
  end if;
end $$;

CREATE FUNCTION public.check_code_free(wanted text, but integer) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if exists (select from area a where a.code = wanted and a.valid_to is null and a.id is distinct from but) then raise exception 'expected a code that no other area of today has' using errcode = '23505', column = 'code'; end if;
end $$;

CREATE FUNCTION public.check_configure(wanted_area integer) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
begin
  if wanted_area not in (select actor_areas('read')) then return false; end if;
  if wanted_area not in (select actor_areas('configure')) then raise exception 'expected an area that you configure' using errcode = '42501', column = 'areaId'; end if;
  return true;
end $$;

CREATE FUNCTION public.check_duty(wanted_area integer) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if acts_as_owner() then return true; end if;
  if wanted_area is null or wanted_area not in (select actor_areas('read')) then return false; end if;
  if wanted_area not in (select actor_areas('duty')) then raise exception 'expected a post where you have the right to fill posts' using errcode = '42501', column = 'id'; end if;
  return true;
end $$;

CREATE FUNCTION public.check_export(wanted_area integer) RETURNS integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not actor_may('export') then raise exception 'the actor may not export' using errcode = '42501'; end if;
  if exists (
    with recursive below(id) as (select a.id from area a where a.id = wanted_area or (wanted_area is null and a.parent_id is null) union select a.id from area a join below on a.parent_id = below.id)
    select from below where below.id in (select actor_areas('read')) and below.id not in (select actor_areas('export'))) then
    raise exception 'expected an area in which you may export' using errcode = '42501', column = 'areaId';
  end if;
  return coalesce(wanted_area, (select a.id from area a where a.id in (select actor_areas('export')) order by array_position(array['city', 'district', 'subdistrict', 'community'], a.level), a.id limit 1));
end $$;

CREATE TABLE public.camera_gateway (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    key_hash bytea NOT NULL,
    silence_seconds integer DEFAULT 180 NOT NULL,
    category_id smallint,
    alarm_seconds integer DEFAULT 300 NOT NULL,
    heard_at timestamp with time zone,
    revoked_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT camera_gateway_alarm_seconds_check CHECK (((alarm_seconds >= 0) AND (alarm_seconds <= 86400))),
    CONSTRAINT camera_gateway_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT camera_gateway_silence_seconds_check CHECK (((silence_seconds >= 30) AND (silence_seconds <= 86400)))
);

ALTER TABLE ONLY public.camera_gateway FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.check_gateway(kept public.camera_gateway) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if kept.area_id not in (select actor_areas('camera')) then
    raise exception 'expected an area whose cameras you may keep' using errcode = '42501', column = 'areaId';
  end if;
  if kept.category_id is not null and not exists (select from category c where c.id = kept.category_id and not c.voice) then
    raise exception 'expected the id of a category that is no voice of anybody' using errcode = '23503', column = 'categoryId';
  end if;
end $$;

CREATE TABLE public.post (
    id integer NOT NULL,
    area_id integer NOT NULL,
    zone_id integer NOT NULL,
    kind text NOT NULL,
    holder text,
    phone text,
    valid_from date DEFAULT '1900-01-01'::date NOT NULL,
    valid_to date,
    account_id text,
    version integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY public.post FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.check_holdings(kept public.post, given jsonb) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.check_log_home() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if exists (select from added l join incident i on i.id = l.incident_id where i.area_id <> l.area_id) then
    raise exception 'expected entries in the area of their incident' using errcode = '42501', column = 'areaId';
  end if;
  return null;
end $$;

CREATE FUNCTION public.check_merge(kept public.incident, target uuid) RETURNS void
    LANGUAGE plpgsql STABLE
    AS $$
begin
  if target = kept.id or not exists (select from incident i where i.id = target and i.area_id in (select actor_areas('read')) and i.state not in ('closed', 'called_back', 'archived', 'merged')) then
    raise exception 'expected another open incident of your areas' using errcode = '23514', column = 'target';
  end if;
  if exists (select from incident i where i.merged_into = kept.id) then
    raise exception 'others were merged into this one; expected to merge the other way round' using errcode = '23514', column = 'target';
  end if;
end $$;

CREATE FUNCTION public.check_needs(needs text[], command jsonb) RETURNS void
    LANGUAGE plpgsql IMMUTABLE
    AS $$
declare need text;
begin
  foreach need in array needs loop
    if coalesce(command ->> need, '') = '' or command -> need in ('[]'::jsonb, '{}'::jsonb) then
      raise exception '% needs %', command ->> 'action', need using errcode = '23514', column = need;
    end if;
  end loop;
end $$;

CREATE FUNCTION public.check_no_gain(from_area integer, to_area integer, field text) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not acts_as_owner() and exists (select actor_roles(to_area) except select actor_roles(from_area)) then
    raise exception 'nobody gains rights by changing areas; another administrator does this' using errcode = '42501', column = field;
  end if;
end $$;

CREATE FUNCTION public.check_patrol(wanted integer, said_field text) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not exists (select from area a where a.id = wanted and a.valid_to is null and a.id in (select actor_areas('patrol'))) then
    raise exception 'expected an area in which you plan patrols' using errcode = '42501', column = said_field;
  end if;
end $$;

CREATE TABLE public.patrol_plan (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    during tstzrange NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    question jsonb DEFAULT '{}'::jsonb NOT NULL,
    figures jsonb DEFAULT '{}'::jsonb NOT NULL,
    published_at timestamp with time zone,
    published_by text,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT patrol_plan_during_check CHECK (((NOT isempty(during)) AND (lower(during) IS NOT NULL) AND (upper(during) IS NOT NULL))),
    CONSTRAINT patrol_plan_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT patrol_plan_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT patrol_plan_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text, 'discarded'::text])))
);

ALTER TABLE ONLY public.patrol_plan FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.check_patrol_publishable(kept public.patrol_plan) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare other record;
begin
  if not exists (select from patrol_route r where r.plan_id = kept.id) then raise exception 'expected at least one route in the plan' using errcode = '23514', column = 'routes'; end if;
  perform pg_advisory_xact_lock(7266352, r.team_id) from (select r.team_id from patrol_route r where r.plan_id = kept.id order by 1) r;
  select t.call_sign, case when p.id in (select actor_patrol_plans()) then p.name end as plan into other from patrol_route r join patrol_route o on o.team_id = r.team_id and o.plan_id <> r.plan_id and o.starts_at < r.ends_at and r.starts_at < o.ends_at join patrol_plan p on p.id = o.plan_id and p.state = 'published' join team t on t.id = r.team_id
  where r.plan_id = kept.id limit 1;
  if found then raise exception 'team % has a round of another published plan at this time%', other.call_sign, coalesce(': ' || other.plan, '') using errcode = '23514', column = 'routes'; end if;
end $$;

CREATE FUNCTION public.check_patrol_routes(kept public.patrol_plan, given jsonb) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare bad text;
begin
  select r ->> 'teamId' into bad from jsonb_array_elements(given) r where not exists (select from team t where t.id = (r ->> 'teamId')::integer and t.area_id in (select actor_areas('patrol'))) limit 1;
  if bad is not null then raise exception 'expected teams for which you plan patrols; % is none', bad using errcode = '23514', column = 'routes'; end if;
  select r ->> 'teamId' into bad from jsonb_array_elements(given) r group by 1 having count(*) > 1 limit 1;
  if bad is not null then raise exception 'expected one route for each team; team % has more', bad using errcode = '23514', column = 'routes'; end if;
  select s ->> 'hotspotId' into bad from jsonb_array_elements(given) r, jsonb_array_elements(r -> 'stops') s where s ->> 'hotspotId' is not null
    and not exists (select from hotspot h where h.id = (s ->> 'hotspotId')::uuid and h.area_id in (select actor_areas('read')) and not names_voice(h.question)) limit 1;
  if bad is not null then raise exception 'expected hotspots that you read; % is none', bad using errcode = '23514', column = 'routes'; end if;
  select s ->> 'checkpointId' into bad from jsonb_array_elements(given) r, jsonb_array_elements(r -> 'stops') s where s ->> 'checkpointId' is not null
    and not exists (select from checkpoint c where c.id = (s ->> 'checkpointId')::uuid and c.area_id in (select actor_areas('read'))) limit 1;
  if bad is not null then raise exception 'expected checkpoints that you read; % is none', bad using errcode = '23514', column = 'routes'; end if;
  select i.id into bad from (select r ->> 'id' as id from jsonb_array_elements(given) r union all select s ->> 'id' from jsonb_array_elements(given) r, jsonb_array_elements(r -> 'stops') s) i group by 1 having count(*) > 1 limit 1;
  if bad is null then
    select r.id into bad from patrol_route r where r.id in (select (g ->> 'id')::uuid from jsonb_array_elements(given) g) and r.plan_id <> kept.id
    union all select s.id from patrol_stop s join patrol_route r on r.id = s.route_id where s.id in (select (g ->> 'id')::uuid from jsonb_array_elements(given) a, jsonb_array_elements(a -> 'stops') g) and r.plan_id <> kept.id limit 1;
  end if;
  if bad is not null then raise exception 'expected an id of its own for each route and stop; % is taken', bad using errcode = '23505', column = 'routes'; end if;
end $$;

CREATE FUNCTION public.check_plan(kept public.zone_plan) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare fault record; stale integer;
begin
  select n.zone_id into stale from zone_plan_zone n join zone z on z.id = n.zone_id where n.plan_id = kept.id and (z.valid_to is not null or z.area_id not in (select areas_below(kept.area_id))) limit 1;
  if stale is not null then raise exception 'zone % ended since; expected zones of today to go on', stale using errcode = '23514', column = 'zones'; end if;
  perform name_plan_zones(kept.id) where not exists (select from zone_plan_zone n where n.plan_id = kept.id and not geometry_fits(n.geom));
  select * into fault from faults_of_plan(kept.id) limit 1;
  if found then raise exception 'expected zones that cover the area exactly once and have right codes: %', fault.kind using errcode = '23514', column = 'zones'; end if;
end $$;

CREATE FUNCTION public.check_screen(of_wall uuid, content jsonb) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if content ->> 'kind' = 'scene' and not exists (select from wall_scene c where c.wall_id = of_wall and c.id = (content ->> 'sceneId')::uuid) then
    raise exception 'expected a scene of this wall' using errcode = '23514', column = 'content';
  end if;
end $$;

CREATE FUNCTION public.check_watch(or_audit boolean) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not actor_may('watch') and not (or_audit and actor_may('audit')) then raise exception 'the actor may not watch cameras' using errcode = '42501'; end if;
end $$;

CREATE FUNCTION public.checkpoint_home(home integer, place public.geometry) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select a.id from area a where a.valid_to is null and a.id in (select actor_areas('patrol')) and (home is null or a.id in (select areas_below(home)))
    and (a.id = home or (a.geom && place and st_intersects(a.geom, place)))
  order by a.geom is not null and st_intersects(a.geom, place) desc, st_area(a.geom) nulls last, a.id limit 1
$$;

CREATE FUNCTION public.checkpoint_place(given jsonb) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$ select st_setsrid(st_makepoint((given ->> 'lng')::float8, (given ->> 'lat')::float8), 4326) $$;

CREATE FUNCTION public.children_of(wanted integer) RETURNS integer[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ select coalesce(array_agg(a.id order by a.id), '{}') from area a where a.parent_id = wanted and a.valid_to is null $$;

CREATE FUNCTION public.chosen_offer(kept public.incident, command jsonb) RETURNS record
    LANGUAGE plpgsql STABLE
    AS $$
declare
  ordered work_order; wanted text := command ->> 'action'; subject_of text := case when command ? 'workOrderId' then 'work_order' else 'incident' end;
  state_of text := kept.state; offer record; who text;
begin
  if kept.area_id not in (select actor_areas('step')) then raise exception 'the actor may not take steps here' using errcode = '42501'; end if;
  if (command ->> 'version')::integer <> kept.version then
    raise exception 'somebody changed this incident: version is %', kept.version using errcode = '40001', column = 'version';
  end if;
  if subject_of = 'work_order' then
    select * into ordered from work_order o where o.id = (command ->> 'workOrderId')::uuid and o.incident_id = kept.id;
    if not found then raise exception 'expected a work order of this incident' using errcode = '23514', column = 'workOrderId'; end if;
    if kept.state not in ('dispatched', 'accepted', 'handling', 'fed_back') then
      raise exception 'orders stand still while the incident is %', kept.state using errcode = '23514', column = 'action';
    end if;
    state_of := ordered.state;
  end if;
  select * into offer from incident_offers(kept) o
  where o.subject = subject_of and o.action = wanted and o.work_order_id is not distinct from (case subject_of when 'work_order' then ordered.id end);
  if found then return offer; end if;
  select string_agg(distinct t.role, ', ') into who from incident_transition t where t.subject = subject_of and t.from_state = state_of and t.action = wanted;
  if who is null then raise exception '% is not possible from %', wanted, state_of using errcode = '23514', column = 'action'; end if;
  if wanted = 'extend' and kept.extended_at is not null then raise exception 'it was extended once already' using errcode = '23514', column = 'action'; end if;
  raise exception '% is for % or who has the order', wanted, who using errcode = '42501', column = 'action';
end $$;

CREATE FUNCTION public.claim_wall_code(wanted uuid, secret text, own_token text, token text, address text) RETURNS TABLE(wall_id uuid, screen_id uuid, expires_at timestamp with time zone, begun boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare held wall_code; screen wall_screen; wall map_wall; own uuid; made boolean := false;
begin
  select * into held from wall_code c where c.id = wanted and c.secret_hash = decode(secret, 'hex') and c.expires_at > now() and c.claimed_at is null;
  if not found then return; end if;
  if held.approved_at is null then return query select null::uuid, null::uuid, held.expires_at, false; return; end if;
  select w.* into wall from map_wall w join wall_screen s on s.wall_id = w.id where s.id = held.screen_id and w.retired_at is null for update of w;
  if not found then return; end if;
  -- Who approved it may have lost the right since.
  if not operates_walls(held.approved_by, wall.area_id) then
    delete from wall_code c where c.id = held.id;
    insert into audit_entry (account_id, area_id, action, target, result, detail)
    values (wall.account_id, wall.area_id, 'map_wall.join', wall.id::text, 'refused', jsonb_build_object('screen', held.screen_id, 'address', address, 'approvedBy', held.approved_by));
    return;
  end if;
  update wall_code c set claimed_at = now() where c.id = held.id and c.claimed_at is null;
  if not found then return; end if;
  select s.id into own from session s where s.token_hash = decode(own_token, 'hex') and s.account_id = wall.account_id and s.kind = 'wall' and s.revoked_at is null and s.expires_at > now();
  if own is null then
    own := start_session(token, wall.account_id, 'wall', address, null, null);
    if own is null then return; end if;
    made := true;
  end if;
  select s.* into screen from wall_screen s where s.id = held.screen_id;
  if screen.session_id is distinct from own then perform clear_screen(screen.id); end if;
  update wall_screen s set session_id = own, joined_at = now(), joined_by = held.approved_by where s.id = screen.id;
  insert into audit_entry (account_id, area_id, action, target, detail) values (wall.account_id, wall.area_id, 'map_wall.join', wall.id::text, jsonb_build_object('screen', screen.id, 'address', address));
  perform tell_map_wall(wall.id);
  return query select wall.id, screen.id, held.expires_at, made;
end $$;

CREATE FUNCTION public.clear_screen(wanted uuid) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare held uuid;
begin
  delete from wall_code c where c.screen_id = wanted and c.claimed_at is null;
  select s.session_id into held from wall_screen s where s.id = wanted;
  if held is null then return false; end if;
  update wall_screen s set session_id = null, joined_at = null, joined_by = null where s.id = wanted;
  delete from wall_screen_state t where t.screen_id = wanted;
  update session s set revoked_at = now() where s.id = held and s.revoked_at is null and not exists (select from wall_screen o where o.session_id = held);
  return true;
end $$;

CREATE FUNCTION public.close_area(wanted integer, given jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare before jsonb := area_json(wanted);
begin
  if cardinality(children_of(wanted)) + cardinality(zones_in(wanted)) > 0 then raise exception 'expected an area without zones and without areas below; merge or split it instead' using errcode = '23514', column = 'id'; end if;
  if exists (select from incident i where i.area_id = wanted and i.state not in ('closed', 'called_back', 'archived', 'merged')) then raise exception 'expected an area without matters in hand' using errcode = '23514', column = 'id'; end if;
  perform end_area(wanted, null, (given ->> 'on')::date);
  perform log_area_change(given, wanted, array[wanted], '{}', jsonb_build_object('before', before));
  return jsonb_build_object('areaId', wanted);
end $$;

CREATE FUNCTION public.close_post(wanted_post integer, seen_version integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.close_presence_days(wanted_area integer, wanted_days date[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into presence_day (area_id, day) select wanted_area, u.day from unnest(wanted_days) u(day) on conflict (area_id, day) do update set built_at = clock_timestamp()
$$;

CREATE FUNCTION public.close_roster_change(given jsonb, home integer, before_rows jsonb, touched integer[], fields text[], needs uuid[]) RETURNS public.roster_change
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare made roster_change; bad record; despite constant boolean := coalesce((given ->> 'despiteRules')::boolean, false);
begin
  select * into bad from roster_conflict(touched, despite);
  if found then raise exception '%', bad.said using errcode = '23514', column = coalesce(fields[array_position(touched, bad.shift_id)] || '.', '') || bad.said_field; end if;
  insert into roster_change (id, area_id, kind, reason, despite_rules, before, after, made_by)
  values ((given ->> 'id')::uuid, home, given ->> 'kind', coalesce(given ->> 'reason', ''), despite, before_rows, roster_rows(touched, needs), coalesce(actor_id(), '-')) returning * into made;
  perform note_roster(home, given ->> 'kind', given ->> 'id', jsonb_build_object('shifts', cardinality(touched), 'reason', given ->> 'reason', 'despiteRules', despite));
  return made;
end $$;

CREATE FUNCTION public.configures_all() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select acts_as_owner() or (actor_may('configure') and not exists (select from area r where r.parent_id is null and r.valid_to is null and r.id not in (select actor_areas('configure'))))
$$;

CREATE FUNCTION public.count_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_table_name <> 'incident' or current_setting('fangcun.clock', true) is distinct from 'on' then new.version := old.version + 1; end if;
  return new;
end $$;

CREATE FUNCTION public.date_camera_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.state_since := case when new.state_since is distinct from old.state_since then greatest(new.state_since, old.state_since) else now() end;
  return new;
end $$;

CREATE FUNCTION public.date_imported_areas(import integer, origin text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare changed integer;
begin
  if not exists (select from area a where a.source = origin and a.import_id is distinct from import) then return 0; end if;
  with fresh as (update area a set valid_from = area_today(a.id) where a.import_id = import and a.valid_from = '1900-01-01' and a.source = origin and (acts_as_owner() or a.id in (select actor_areas('import'))) returning a.id, a.parent_id, a.valid_from)
  insert into area_change (id, area_id, kind, on_day, from_areas, to_areas, detail, actor)
  select gen_random_uuid(), f.id, 'add', f.valid_from, array_remove(array[f.parent_id], null), array[f.id], jsonb_build_object('importId', import, 'after', area_json(f.id)), coalesce(actor_id(), '-') from fresh f;
  get diagnostics changed = row_count;
  return changed;
end $$;

CREATE FUNCTION public.day_tracks(wanted_area integer, wanted_day date) RETURNS TABLE(device_id integer, vehicle text, ms double precision, x integer, y integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select p.device_id, t.vehicle, extract(epoch from p.at)::double precision * 1000, p.x, p.y
  from area a join position p on p.area_id = a.id and p.at >= wanted_day::timestamp at time zone a.time_zone and p.at < (wanted_day + 1)::timestamp at time zone a.time_zone
  join device d on d.id = p.device_id join team t on t.id = d.team_id
  where a.id = wanted_area order by p.device_id, p.at
$$;

CREATE FUNCTION public.deadline_after_step(stepped public.incident, step_action text, step_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare wanted text[] := deadline_steps(stepped.state); clock deadline; changed deadline; wanted_step text;
begin
  if stepped.state in ('suspended', 'merged') then
    update deadline d set paused_at = step_at where d.incident_id = stepped.id and d.done_at is null and d.paused_at is null;
    perform keep_due(array[stepped.id], false);
    return;
  end if;
  if step_action = 'undo' then
    delete from deadline d where d.incident_id = stepped.id and d.done_at is null and d.step <> all (wanted);
  else
    update deadline d set done_at = step_at, paused_at = null where d.incident_id = stepped.id and d.done_at is null and d.step <> all (wanted);
  end if;
  foreach wanted_step in array wanted loop
    select * into clock from deadline d where d.incident_id = stepped.id and d.step = wanted_step and (d.done_at is null or step_action = 'undo') order by d.done_at is not null, d.started_at desc, d.id desc limit 1;
    if found then
      changed := changed_deadline(clock, stepped, step_action, step_at);
      if changed is distinct from clock then perform write_deadline(changed); end if;
    else
      perform start_deadline(stepped, wanted_step, step_at, step_at);
    end if;
  end loop;
  perform keep_due(array[stepped.id], false);
end $$;

CREATE TABLE public.deadline_rule (
    id integer NOT NULL,
    area_id integer NOT NULL,
    category_id smallint,
    severity smallint,
    step text NOT NULL,
    amount numeric NOT NULL,
    unit text NOT NULL,
    warn_share real DEFAULT 0.25 NOT NULL,
    CONSTRAINT deadline_rule_amount_check CHECK (((amount > (0)::numeric) AND (amount <= (10000)::numeric))),
    CONSTRAINT deadline_rule_check CHECK (((unit <> 'working_day'::text) OR (amount = trunc(amount)))),
    CONSTRAINT deadline_rule_severity_check CHECK (((severity >= 1) AND (severity <= 4))),
    CONSTRAINT deadline_rule_step_check CHECK ((step = ANY (ARRAY['register'::text, 'dispatch'::text, 'accept'::text, 'handle'::text, 'verify'::text, 'close'::text, 'call_back'::text]))),
    CONSTRAINT deadline_rule_unit_check CHECK ((unit = ANY (ARRAY['minute'::text, 'hour'::text, 'working_hour'::text, 'working_day'::text]))),
    CONSTRAINT deadline_rule_warn_share_check CHECK (((warn_share >= (0)::double precision) AND (warn_share < (1)::double precision)))
);

ALTER TABLE ONLY public.deadline_rule FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.deadline_rule_of(matter public.incident, wanted_step text) RETURNS public.deadline_rule
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare found_rule deadline_rule;
begin
  with recursive above(id, parent_id, depth) as (
    select a.id, a.parent_id, 0 from area a where a.id = matter.area_id
    union all select a.id, a.parent_id, above.depth + 1 from area a join above on a.id = above.parent_id
  )
  select r.* into found_rule from deadline_rule r join above on above.id = r.area_id
  where r.step = wanted_step and (r.category_id is null or r.category_id = matter.category_id) and (r.severity is null or r.severity = matter.severity)
  order by above.depth, r.category_id is null, r.severity is null limit 1;
  return found_rule;
end $$;

CREATE FUNCTION public.deadline_rules_of(wanted_area integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if wanted_area not in (select actor_areas('read')) then return null; end if;
  return jsonb_build_object('areaId', wanted_area, 'mayConfigure', wanted_area in (select actor_areas('configure')), 'rules', coalesce((
    with recursive above(id, parent_id, depth) as (
      select a.id, a.parent_id, 0 from area a where a.id = wanted_area
      union all select a.id, a.parent_id, above.depth + 1 from area a join above on a.id = above.parent_id
    )
    select jsonb_agg(jsonb_build_object('areaId', r.area_id, 'categoryId', r.category_id, 'severity', r.severity, 'step', r.step, 'amount', r.amount, 'unit', r.unit, 'warnShare', round(r.warn_share::numeric, 4))
      order by above.depth, array_position(array['register', 'dispatch', 'accept', 'handle', 'verify', 'close', 'call_back'], r.step), r.category_id nulls first, r.severity nulls first)
    from deadline_rule r join above on above.id = r.area_id), '[]'));
end $$;

CREATE FUNCTION public.deadline_steps(state text) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    AS $$
  select case state
    when 'reported' then array['register'] when 'registered' then array['dispatch', 'close'] when 'dispatched' then array['accept', 'close']
    when 'accepted' then array['handle', 'close'] when 'handling' then array['handle', 'close'] when 'fed_back' then array['verify', 'close']
    when 'verified' then array['close'] when 'closed' then array['call_back'] else '{}'::text[] end
$$;

CREATE FUNCTION public.deinterleave(code bigint) RETURNS bigint
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
begin
  code := code & 6148914691236517205;
  code := (code | (code >> 1)) & 3689348814741910323;
  code := (code | (code >> 2)) & 1085102592571150095;
  code := (code | (code >> 4)) & 71777214294589695;
  code := (code | (code >> 8)) & 281470681808895;
  code := (code | (code >> 16)) & 4294967295;
  return code;
end $$;

CREATE FUNCTION public.demo_actors() RETURNS TABLE(id text, name_zh text, name_en text, assignments jsonb, rights text[], rights_key text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select a.* from account c cross join lateral account_actor(c.id) a where c.demo
  order by array_position(array['command_operator', 'supervisor', 'leader', 'zone_lead', 'grid_officer', 'patrol_leader', 'patrol_member', 'auditor', 'administrator', 'wall_display'], a.assignments -> 0 ->> 'role'), c.id
$$;

CREATE FUNCTION public.discard_camera_plan(wanted uuid, seen integer) RETURNS SETOF public.camera_plan
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept camera_plan := camera_plan_in_hand(wanted, 'plan', null);
begin
  if kept.id is null then return; end if;
  if kept.state = 'discarded' and kept.version = seen + 1 then return next kept; return; end if;
  kept := camera_plan_in_hand(wanted, 'plan', seen);
  if kept.state <> 'draft' then raise exception 'expected a draft; this plan is %', kept.state using errcode = '23514', column = 'version'; end if;
  update camera_plan p set state = 'discarded', changed_at = now(), version = p.version + 1 where p.id = wanted returning * into kept;
  perform note_camera_plan(kept, 'discard', '{}');
  return next kept;
end $$;

CREATE FUNCTION public.discard_zone_plan(wanted uuid, seen integer) RETURNS SETOF public.zone_plan
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept zone_plan := plan_in_hand(wanted, 'plan', null);
begin
  if kept.id is null then return; end if;
  if kept.state = 'discarded' and kept.version = seen + 1 then return next kept; return; end if;
  kept := plan_in_hand(wanted, 'plan', seen);
  if kept.state <> 'draft' then raise exception 'expected a draft; this plan is %', kept.state using errcode = '23514', column = 'version'; end if;
  update zone_plan p set state = 'discarded', changed_at = now(), version = p.version + 1 where p.id = wanted returning * into kept;
  perform note_zone_plan(kept, 'discard', '{}');
  return next kept;
end $$;

CREATE FUNCTION public.drop_old_positions(today date DEFAULT NULL::date) RETURNS date
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET lock_timeout TO '2s'
    AS $_$
declare part record; now_day date := coalesce(today, (now() at time zone 'UTC')::date); areas integer[]; kept integer[]; due integer[]; young integer[]; gone bigint; whole boolean;
begin
  if not pg_try_advisory_xact_lock(7266361) then return null; end if;
  select array_agg(d.id), array_agg(d.days) into areas, kept from (select a.id, position_days(a.id) as days from area a) d;
  -- That a team was at a stop is what reports and ledgers rest on; exactly where it stood is detail, also of teams that send no positions.
  update check_in c set geom = null from unnest(areas, kept) u(id, days) where c.area_id = u.id and c.geom is not null and c.at < (now_day - u.days)::timestamp at time zone 'UTC';
  for part in
    select c.relname, to_date(right(c.relname, 8), 'YYYYMMDD') as day from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'position'::regclass and c.relname ~ '^position_[0-9]{8}$' and to_date(right(c.relname, 8), 'YYYYMMDD') < now_day - 1 order by 2
  loop
    due := array(select u.id from unnest(areas, kept) u(id, days) where now_day - part.day > u.days);
    continue when cardinality(due) = 0;
    young := array(select r.id from import_run r where now_day - (coalesce(r.finished_at, r.started_at) at time zone 'UTC')::date <= (select max(u.days) from unnest(areas, kept) u(id, days) where u.id = any (due)));
    execute format('select not exists (select from %I p where not (p.area_id = any ($1) and (p.import_id is null or p.import_id <> all ($2))))', part.relname) into whole using due, young;
    if whole then
      execute format('insert into position_dropped (area_id, day) select distinct p.area_id, $1 from %I p on conflict do nothing', part.relname) using part.day;
      execute format('drop table %I', part.relname);
    else
      execute format('with gone as (delete from %I p where p.area_id = any ($1) and (p.import_id is null or p.import_id <> all ($2)) returning p.area_id), told as (insert into position_dropped (area_id, day) select distinct g.area_id, $3 from gone g on conflict do nothing)
        select count(*) from gone', part.relname) into gone using due, young, part.day;
      continue when gone = 0;
    end if;
    delete from position_reject r where r.area_id = any (due) and r.import_id is null and (coalesce(r.at, r.received_at) at time zone 'UTC')::date <= part.day;
    delete from live_position l where l.area_id = any (due) and (l.at at time zone 'UTC')::date <= part.day;
    delete from device_tail t where (t.since at time zone 'UTC')::date <= part.day;
    return part.day;
  end loop;
  return null;
end $_$;

CREATE FUNCTION public.due_cameras(most integer DEFAULT 60) RETURNS TABLE(id integer, version integer, marked_by text, lng double precision, lat double precision, kind text, azimuth_degrees real, field_of_view_degrees real, range_meters real, pixels integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with oldest as materialized (select c.geom from camera_due d join camera c on c.id = d.camera_id order by d.since, d.camera_id limit 1)
  select c.id, c.version, d.marked_by::text, st_x(c.geom), st_y(c.geom), c.kind, c.azimuth_deg, c.field_of_view_deg, c.range_m, c.pixels
  from oldest o, camera_due d join camera c on c.id = d.camera_id where c.geom && st_expand(o.geom, 0.05) order by d.since, d.camera_id limit most
$$;

CREATE FUNCTION public.due_presence_days(most integer) RETURNS TABLE(area_id integer, day date, marks text[], version bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select d.area_id, d.day, array_agg(d.id::text), (select b.version from presence_build b) from presence_due d
  where d.area_id = (select f.area_id from presence_due f order by f.id limit 1) group by 1, 2 order by 2 limit most
$$;

CREATE FUNCTION public.due_street_day() RETURNS TABLE(area_id integer, day date, built_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select p.area_id, p.day, p.built_at from presence_day p
  where p.matched_at is null or p.matched_at < p.built_at and p.matched_at < clock_timestamp() - interval '10 minutes' order by p.day desc, p.area_id limit 1
$$;

CREATE FUNCTION public.empty_incident_counts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform pg_advisory_xact_lock(7266349);
  truncate incident_delta, incident_touch, incident_cell, incident_day;
  delete from incident_tile;
  -- -2: all of it, whatever it was.
  insert into incident_change (signs, times, cells, kinds, areas, states) values ('{-2}', '{0}', '{0}', '{0}', '{0}', '{0}');
  return null;
end $$;

CREATE FUNCTION public.end_area(wanted integer, follower integer, day date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if exists (select from area a where a.id = wanted and a.valid_from >= day) then raise exception 'expected a day after the last change of an area that ends' using errcode = '23514', column = 'on'; end if;
  insert into area_past (area_id, valid_from, valid_to, parent_id, level, code, name_zh, name_en, geom)
  select a.id, a.valid_from, day, a.parent_id, a.level, a.code, a.name_zh, a.name_en, a.geom from area a where a.id = wanted;
  update area a set valid_to = day, parent_id = coalesce(follower, a.parent_id) where a.id = wanted;
end $$;

CREATE FUNCTION public.end_camera_look(wanted uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update camera_look l set ended_at = coalesce(l.ended_at, now()), to_at = case when l.ended_at is not null then l.to_at
    when coalesce(l.to_at, l.from_at) > now() - interval '1 minute' then now() else coalesce(l.to_at, l.from_at) end
  where l.id = wanted and l.account_id = actor_id() and l.area_id in (select actor_areas('watch'));
  return found;
end $$;

CREATE FUNCTION public.end_posts(post_ids integer[], day date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update post p set valid_to = greatest(day, p.valid_from) where p.id = any(post_ids) and p.valid_to is null;
  delete from post_holding h where h.post_id = any(post_ids) and h.valid_from >= day;
  update post_holding h set valid_to = day, version = h.version + 1 where h.post_id = any(post_ids) and (h.valid_to is null or h.valid_to > day);
end $$;

CREATE FUNCTION public.end_session(hash text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with gone as (update session s set revoked_at = now() where s.token_hash = decode(hash, 'hex') and s.revoked_at is null returning s.account_id)
  insert into audit_entry (account_id, area_id, action, target) select account_id, account_area(account_id), 'sign_out', account_id from gone
$$;

CREATE FUNCTION public.end_wall_sessions() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update session s set revoked_at = now() where s.account_id = new.account_id and s.kind = 'wall' and s.revoked_at is null;
  return null;
end $$;

CREATE FUNCTION public.ensure_position_day(day date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not actor_may('position') and not actor_may('import') then raise exception 'not allowed' using errcode = '42501'; end if;
  perform make_position_day(day);
end $$;

CREATE FUNCTION public.erase_briefing_text(wanted uuid, wanted_key text, wanted_locale text, seen integer) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept briefing := open_briefing(wanted, null); version_now integer;
begin
  if kept.id is null then return; end if;
  select t.version into version_now from briefing_text t where t.briefing_id = wanted and t.key = wanted_key and t.locale = wanted_locale;
  if version_now <> seen then raise exception 'somebody changed this text since; it is at version %', version_now using errcode = '40001', column = 'version'; end if;
  delete from briefing_text t where t.briefing_id = wanted and t.key = wanted_key and t.locale = wanted_locale;
  if found then perform note_briefing(kept, 'erase', jsonb_build_object('key', wanted_key, 'locale', wanted_locale)); end if;
  return next kept.id;
end $$;

CREATE FUNCTION public.erase_contact() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  delete from contact c where c.incident_id = new.id or c.incident_id in (select m.id from incident m where m.merged_into = new.id);
  return null;
end $$;

CREATE FUNCTION public.estate_at(place public.geometry) RETURNS integer
    LANGUAGE sql STABLE
    AS $$
  select e.id from estate e where e.geom && place and st_intersects(e.geom, place) order by st_area(e.geom), e.id limit 1
$$;

CREATE FUNCTION public.faults_of_plan(wanted uuid) RETURNS TABLE(kind text, zone_keys uuid[], building_ids bigint[], geom public.geometry)
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare home integer := (select p.area_id from zone_plan p where p.id = wanted);
  -- Asked once: joined to buildings, a planner may ask it anew for each of them.
  parts integer[] := array(select plan_parts(home));
begin
  return query select 'invalid_shape', array[z.key], '{}'::bigint[], z.geom from zone_plan_zone z where z.plan_id = wanted and not geometry_fits(z.geom);
  -- Nothing can be measured on what crosses itself.
  if found then return; end if;
  return query
    with part as (select a.id, a.geom from area a where a.id = any (parts)),
    cover as (select part.id, part.geom, coalesce((select st_union(z.geom, 1e-8) from zone_plan_zone z where z.plan_id = wanted and z.area_id = part.id), st_geomfromtext('POLYGON EMPTY', 4326)) as held from part)
    select f.kind, '{}'::uuid[], '{}'::bigint[], f.shape from cover c,
      lateral (values ('gap', ground_that_counts(st_difference(c.geom, c.held, 1e-8))), ('outside', ground_that_counts(st_difference(c.held, c.geom, 1e-8)))) f(kind, shape) where f.shape is not null;
  return query select 'outside', array[z.key], '{}'::bigint[], z.geom from zone_plan_zone z where z.plan_id = wanted and z.area_id <> all (parts);
  return query select 'overlap', array[a.key, b.key], '{}'::bigint[], s.shape from zone_plan_zone a join zone_plan_zone b on b.plan_id = wanted and a.key < b.key and a.geom && b.geom and st_intersects(a.geom, b.geom),
    lateral (select ground_that_counts(st_intersection(a.geom, b.geom, 1e-8)) as shape) s where a.plan_id = wanted and s.shape is not null;
  return query select 'homeless_building', '{}'::uuid[], array_agg(b.id order by b.id), st_collect(st_pointonsurface(b.geom)) from area a join building b on b.geom && a.geom and b.households > 0 and st_intersects(a.geom, st_pointonsurface(b.geom))
    where a.id = any (parts) and not exists (select from zone_plan_zone z where z.plan_id = wanted and z.geom && b.geom and st_intersects(z.geom, st_pointonsurface(b.geom))) having count(*) > 0;
  return query select 'double_code', array_agg(z.key order by z.key), '{}'::bigint[], null::geometry from zone_plan_zone z where z.plan_id = wanted and z.code is not null group by z.code
    having count(*) > 1 or exists (select from zone t where t.code = z.code and t.valid_to is null and t.area_id not in (select areas_below(home)));
  return query select 'bad_code', array[z.key], '{}'::bigint[], null::geometry from zone_plan_zone z, lateral zone_code_rule(z.area_id) r
    where z.plan_id = wanted and z.code is not null and not (z.code ~ r.pattern and starts_with(z.code, r.prefix))
      -- A code that a zone has already was judged when it was given.
      and not exists (select from zone t where t.id = z.zone_id and t.code = z.code);
end $$;

CREATE FUNCTION public.fetch_camera_stream(wanted integer, look uuid) RETURNS TABLE(stream_url text, snapshot_url text, secret bytea, secret_key_id text, version integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare found_look camera_look;
begin
  select l.* into found_look from camera_look l join camera c on c.id = l.camera_id
  where l.id = look and l.camera_id = wanted and l.account_id = actor_id() and l.ended_at is null and coalesce(l.to_at, l.from_at) > now() - interval '1 hour' and c.area_id in (select actor_areas('watch'));
  if not found then return; end if;
  if coalesce(found_look.to_at, '-infinity') < now() - interval '10 seconds' then update camera_look l set to_at = now() where l.id = look; end if;
  return query select s.stream_url, s.snapshot_url, s.secret, s.secret_key_id, s.version from camera c left join camera_stream s on s.camera_id = c.id where c.id = wanted;
end $$;

CREATE FUNCTION public.fold_incident_counts(most integer DEFAULT 1000) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
declare cells bigint[]; areas integer[]; folded integer;
begin
  if not pg_try_advisory_xact_lock(7266348) then return null; end if;
  if not exists (select from incident_delta) and not exists (select from incident_touch) then return 0; end if;
  -- Who draws a tile to store it is waited for, some milliseconds: see incident_tile.sql.
  perform pg_advisory_xact_lock(7266349);
  perform forget_touched_tiles(2000);
  if not exists (select from incident_delta) then return 0; end if;
  with touched as materialized (select distinct few.cell from (select d.cell from incident_delta d order by d.id limit most) few),
  taken as (delete from incident_delta d using touched t where d.cell = t.cell returning d.cell, d.area_id, d.day, d.kind, d.change),
  made as materialized (
    select p.cell, p.area_id, i.* from (select distinct t.cell, t.area_id from taken t) p cross join lateral (
      select count(*) as count, max(r.severity) as severity, case when min(r.category_id) = max(r.category_id) then min(r.category_id) end as category_id,
        floor(extract(epoch from max(r.occurred_at)))::bigint as newest_s, min(r.z_order) as first
      from incident r where r.z_order >= p.cell << 24 and r.z_order < (p.cell + 1) << 24 and r.area_id + 0 = p.area_id) i
  ), gone as (
    delete from incident_cell c using made m where m.count = 0 and c.level = 19 and c.cell = m.cell and c.area_id = m.area_id
  ), put as (
    insert into incident_cell (level, cell, area_id, count, severity, category_id, newest_s, first, spot)
    select 19, m.cell, m.area_id, m.count, m.severity, m.category_id, m.newest_s, m.first, tile_spot(m.first, 19) from made m where m.count > 0 order by m.cell
    on conflict (level, cell, area_id) do update set count = excluded.count, severity = excluded.severity, category_id = excluded.category_id, newest_s = excluded.newest_s, first = excluded.first, spot = excluded.spot
  ), changes as materialized (
    select l.level, t.day, t.cell >> (2 * (19 - l.level)) as cell, t.area_id, t.kind, sum(t.change) as n
    from taken t cross join (values (10), (12), (14), (16)) l(level) group by 1, 2, 3, 4, 5 having sum(t.change) <> 0
  ), days as materialized (
    select b.level, b.day, b.cell, b.area_id, sum(b.n) as count, array_agg(b.kind order by b.kind) filter (where b.n <> 0) as kinds, array_agg(b.n order by b.kind) filter (where b.n <> 0) as counts from (
      select e.level, e.day, e.cell, e.area_id, e.kind, sum(e.n)::integer as n from (
        select * from changes
        union all select d.level, d.day, d.cell, d.area_id, u.kind, u.n from (select distinct c.level, c.day, c.cell, c.area_id from changes c) d
          cross join lateral (select p.kinds, p.counts from incident_day p where p.level = d.level and p.day = d.day and p.cell = d.cell and p.area_id = d.area_id limit 1) p
          cross join lateral unnest(p.kinds, p.counts) u(kind, n)) e group by 1, 2, 3, 4, 5) b group by 1, 2, 3, 4
  ), day_gone as (
    delete from incident_day p using days d where d.count = 0 and p.level = d.level and p.day = d.day and p.cell = d.cell and p.area_id = d.area_id
  ), day_put as (
    insert into incident_day (level, day, cell, area_id, count, kinds, counts) select d.level, d.day, d.cell, d.area_id, d.count, d.kinds, d.counts from days d where d.count > 0
    on conflict (level, day, cell, area_id) do update set count = excluded.count, kinds = excluded.kinds, counts = excluded.counts
  )
  select array_agg(p.cell), array_agg(p.area_id), count(distinct p.cell) into cells, areas, folded from made p;
  if folded > 0 then perform forget_incident_tiles(19, cells, 14, 17); end if;
  for wanted in reverse 18..6 loop
    exit when folded = 0;
    select array_agg(t.cell), array_agg(t.area_id) into cells, areas from (select distinct u.cell >> 2 as cell, u.area_id from unnest(cells, areas) u(cell, area_id)) t;
    perform fold_incident_level(wanted, cells, areas);
    if wanted <= 13 then perform forget_incident_tiles(wanted, cells, case wanted when 6 then 0 else wanted end, wanted); end if;
  end loop;
  delete from incident_tile where drawn_at < now() - interval '1 day';
  return folded;
end $$;

CREATE FUNCTION public.fold_incident_level(wanted integer, cells bigint[], areas integer[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
begin
  with touched as materialized (select * from unnest(cells, areas) t(cell, area_id)),
  made as materialized (
    select t.cell, t.area_id, b.* from touched t cross join lateral (
      select sum(c.count) as count, max(c.severity) as severity, case when count(c.category_id) = count(*) and min(c.category_id) = max(c.category_id) then min(c.category_id) end as category_id,
        max(c.newest_s) as newest_s, min(c.first) as first
      from incident_cell c where c.level = wanted + 1 and c.cell >= t.cell << 2 and c.cell < (t.cell + 1) << 2 and c.area_id = t.area_id) b
  ), gone as (
    delete from incident_cell c using made m where m.count is null and c.level = wanted and c.cell = m.cell and c.area_id = m.area_id
  )
  insert into incident_cell (level, cell, area_id, count, severity, category_id, newest_s, first, spot)
  select wanted, m.cell, m.area_id, m.count, m.severity, m.category_id, m.newest_s, m.first, tile_spot(m.first, wanted) from made m where m.count is not null order by m.cell
  on conflict (level, cell, area_id) do update set count = excluded.count, severity = excluded.severity, category_id = excluded.category_id, newest_s = excluded.newest_s, first = excluded.first, spot = excluded.spot;
end $$;

CREATE TABLE public.incident_log (
    id bigint NOT NULL,
    incident_id uuid NOT NULL,
    area_id integer NOT NULL,
    command_id uuid,
    at timestamp with time zone DEFAULT now() NOT NULL,
    action text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    actor text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    work_order_id uuid,
    batch_id uuid,
    payload jsonb DEFAULT '{}'::jsonb NOT NULL,
    after jsonb,
    CONSTRAINT incident_log_note_check CHECK ((length(note) <= 2000))
);

ALTER TABLE ONLY public.incident_log FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.fold_parts(kept public.incident, taken public.incident_log, step_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare part incident; begun incident_log;
begin
  for part in select i.* from incident i where i.id in (select (p ->> 'id')::uuid from jsonb_array_elements(taken.payload -> 'parts') as p) order by i.id for update loop
    select * into begun from incident_log l where l.incident_id = part.id and l.action not in ('warn', 'escalate', 'note') order by l.at desc, l.id desc limit 1;
    if begun.from_state is not null then raise exception 'somebody acted on a part since' using errcode = '40001', column = 'version'; end if;
    part.state_before := part.state;
    part.state := 'merged';
    part.merged_into := kept.id;
    part := write_incident(part);
    perform deadline_after_step(part, 'undo', step_at);
    perform ring_alarm(part);
    select * into part from incident i where i.id = part.id;
    insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor, payload, after)
    values (part.id, part.area_id, step_at, 'undo', part.state_before, part.state, actor_id(), jsonb_build_object('undoes', begun.id, 'action', 'split'), incident_snapshot(part));
  end loop;
end $$;

CREATE FUNCTION public.forget_heard(gateways uuid[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare gate record; changed integer; many integer := 0;
begin
  for gate in select g.id, g.name from camera_gateway g where g.id = any (gateways) order by g.id loop
    perform tell_states('revoked', gate.name);
    update camera c set state = 'unknown', state_since = greatest(h.heard_at, c.state_since) from camera_heard h join camera_state s on s.camera_id = h.camera_id and s.to_at is null
    where c.id = h.camera_id and h.gateway_id = gate.id and c.state in ('online', 'offline', 'fault') and not (s.told_by = 'hand' and (s.from_at > h.heard_at or c.state <> h.state));
    get diagnostics changed = row_count;
    many := many + changed;
    update camera_heard h set state = 'silent' where h.gateway_id = gate.id and h.state <> 'silent';
  end loop;
  perform tell_states('', '');
  return many;
end $$;

CREATE FUNCTION public.forget_incident_tiles(level integer, cells bigint[], first integer, last integer) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  delete from incident_tile t using (select distinct zooms.z, u.cell >> (2 * (level - zooms.z)) as tile from unnest(cells) u(cell), generate_series(first, last) zooms(z)) k where t.zoom = k.z and t.tile = k.tile
$$;

CREATE FUNCTION public.forget_old_near_tiles(most integer DEFAULT 8192) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  delete from incident_tile t using (select o.zoom, o.tile, o.rights from incident_tile o where o.zoom > 13 order by o.drawn_at desc offset most for update skip locked) old
  where t.zoom = old.zoom and t.tile = old.tile and t.rights = old.rights
$$;

CREATE FUNCTION public.forget_tails(devices integer[] DEFAULT NULL::integer[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  delete from device_tail t where devices is null or t.device_id = any (devices)
$$;

CREATE FUNCTION public.forget_touched_tiles(most integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
declare cells bigint[];
begin
  with taken as (delete from incident_touch t using (select o.id from incident_touch o order by o.id limit most) old where t.id = old.id returning t.cell)
  select array_agg(distinct t.cell) into cells from taken t;
  if cells is not null then perform forget_incident_tiles(19, cells, 14, 17); end if;
end $$;

CREATE FUNCTION public.free_screens() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare walls uuid[];
begin
  with gone as (update wall_screen s set session_id = null, joined_at = null, joined_by = null where s.session_id = new.id returning s.wall_id) select array_agg(distinct g.wall_id) into walls from gone g;
  perform tell_map_wall(each) from unnest(walls) each;
  return null;
end $$;

CREATE FUNCTION public.fulfil_zone_plan(kept public.zone_plan, on_day date) RETURNS public.zone_plan
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare ended integer[]; first_day date; settled record; homes integer;
begin
  perform from zone z where z.area_id in (select areas_below(kept.area_id)) and z.valid_to is null order by z.id for update;
  perform check_plan(kept);
  -- Days go forward only: what changed since the day that was wanted keeps its days.
  select greatest(on_day, max(z.valid_from)) into first_day from zone z where z.area_id in (select areas_below(kept.area_id)) and z.valid_to is null;
  ended := array(select z.id from zone z where z.valid_to is null and z.area_id in (select areas_below(kept.area_id)) and not exists (select from zone_plan_zone n where n.plan_id = kept.id and n.zone_id = z.id) order by z.id);
  perform write_plan_zones(kept, first_day);
  perform name_heirs(kept, ended);
  perform write_plan_posts(kept, ended, first_day);
  homes := settle_buildings(kept.area_id);
  settled := settle_incidents(kept.area_id, kept.id, kept.name, kept.adopted_by);
  update zone_plan_zone n set adopts_on = null where n.plan_id = kept.id;
  update zone_plan p set state = 'adopted', adopt_on = first_day, adopted_at = now(), adopted_by = kept.adopted_by, refusal = null, changed_at = now(), version = p.version + 1 where p.id = kept.id returning * into kept;
  perform note_zone_plan(kept, 'fulfil', jsonb_build_object('on', first_day, 'ended', to_jsonb(ended), 'zones', (select count(*) from zone_plan_zone n where n.plan_id = kept.id),
    'buildings', homes, 'incidents', settled.matters, 'orders', settled.orders), kept.adopted_by);
  return kept;
end $$;

CREATE FUNCTION public.ground_that_counts(shape public.geometry) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select st_multi(st_collect(d.geom)) from st_dump(st_collectionextract(shape, 3)) d
  where st_area(d.geom::geography) > 1 and 2 * st_area(d.geom::geography) / nullif(st_perimeter(d.geom::geography), 0) > 0.02
$$;

CREATE FUNCTION public.handles_of(wanted text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select jsonb_build_object(
    'postIds', coalesce((select jsonb_agg(p.id order by p.id) from post p where p.account_id = wanted and p.valid_to is null and administers_area(p.area_id)), '[]'),
    'teamIds', coalesce((select jsonb_agg(m.team_id order by m.team_id) from team_member m join team t on t.id = m.team_id where m.account_id = wanted and administers_area(t.area_id)), '[]'))
$$;

CREATE FUNCTION public.has_duty_over(wanted text, wanted_area integer) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with recursive above(id, parent_id) as (
    select id, parent_id from area where id = wanted_area
    union
    select area.id, area.parent_id from area join above on area.id = above.parent_id
  )
  select exists (select from assignment a join above on above.id = a.area_id where a.account_id = wanted)
$$;

CREATE FUNCTION public.hear_screen(wanted uuid, own_session uuid, told jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into wall_screen_state as t (screen_id, area_id, seen_at, told)
  select s.id, s.area_id, now(), hear_screen.told from wall_screen s join map_wall w on w.id = s.wall_id where s.id = wanted and s.session_id = own_session and w.account_id = actor_id() and w.retired_at is null
  on conflict (screen_id) do update set seen_at = excluded.seen_at, told = excluded.told;
  return found;
end $$;

CREATE FUNCTION public.hold_teams(wanted integer[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$ select pg_advisory_xact_lock(7266348, t) from (select distinct unnest(wanted) as t order by 1) u $$;

CREATE FUNCTION public.hold_today(post_ids integer[], at timestamp with time zone DEFAULT now()) RETURNS integer[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.holder_name(wanted_post integer, language text DEFAULT 'zh'::text) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select case language when 'en' then c.name_en else c.name_zh end from post p join account c on c.id = p.account_id where p.id = wanted_post and p.area_id in (select actor_areas('read'))
$$;

CREATE FUNCTION public.holding_name(wanted uuid, language text DEFAULT 'zh'::text) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select case language when 'en' then c.name_en else c.name_zh end from post_holding h join account c on c.id = h.account_id where h.id = wanted and h.area_id in (select actor_areas('read'))
$$;

CREATE FUNCTION public.holdings_json(wanted_post integer) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce(jsonb_agg(jsonb_build_object('id', h.id, 'holder', h.holder, 'accountId', h.account_id, 'nameZh', c.name_zh, 'nameEn', c.name_en, 'phone', case when acts_as_owner() or h.area_id in (select phone_areas()) then h.phone end, 'from', h.valid_from, 'to', h.valid_to) order by h.valid_from), '[]')
  from post_holding h left join account c on c.id = h.account_id where h.post_id = wanted_post
$$;

CREATE FUNCTION public.holdings_of(wanted_post integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept post; fills boolean;
begin
  select * into kept from post p where p.id = wanted_post;
  if not found or not (acts_as_owner() or kept.area_id in (select actor_areas('read'))) then return null; end if;
  fills := kept.valid_to is null and kept.area_id in (select actor_areas('duty'));
  return jsonb_build_object('post', jsonb_build_object('id', kept.id, 'areaId', kept.area_id, 'zoneId', kept.zone_id, 'kind', kept.kind, 'version', kept.version, 'from', kept.valid_from, 'to', kept.valid_to),
    'today', area_today(kept.area_id), 'mayFill', fills, 'holdings', holdings_json(kept.id),
    'accounts', case when fills then coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'nameZh', c.name_zh, 'nameEn', c.name_en) order by c.id) from account c where c.disabled_at is null and has_duty_over(c.id, kept.area_id)), '[]') else '[]' end);
end $$;

CREATE FUNCTION public.hotspot_check_ins(from_at timestamp with time zone, to_at timestamp with time zone) RETURNS TABLE(hotspot_id uuid, team_id integer, kind text, at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select s.id, c.team_id, c.kind, c.at from check_in c left join patrol_stop p on p.id = c.stop_id join actor_dose_hotspots(from_at) s
    on s.id = coalesce(c.hotspot_id, p.hotspot_id) or coalesce(c.hotspot_id, p.hotspot_id) is null and c.geom is not null and s.geom && c.geom and st_intersects(s.geom, c.geom)
  where c.at >= from_at and c.at < to_at and c.kind <> 'skip' and c.area_id in (select actor_areas('read')) order by c.at
$$;

CREATE FUNCTION public.hotspot_names(wanted uuid) RETURNS TABLE(id text, name_zh text, name_en text)
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select c.id, c.name_zh, c.name_en from account c
  where c.id in (select h.assigned_to from hotspot h where h.id = wanted and h.area_id in (select actor_areas('read'))
    union all select l.actor from hotspot_log l where l.hotspot_id = wanted and l.area_id in (select actor_areas('read'))
    union all select l.detail ->> 'to' from hotspot_log l where l.hotspot_id = wanted and l.action = 'assign' and l.area_id in (select actor_areas('read')))
$$;

CREATE FUNCTION public.hotspot_plans(from_at timestamp with time zone, to_at timestamp with time zone) RETURNS TABLE(hotspot_id uuid, visits integer, seconds double precision)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select s.hotspot_id, count(*)::integer, sum(extract(epoch from s.leaves_at - s.arrives_at))::double precision
  from patrol_stop s join patrol_route r on r.id = s.route_id join patrol_plan p on p.id = r.plan_id and p.state = 'published' join actor_dose_hotspots(from_at) h on h.id = s.hotspot_id
  where s.arrives_at >= from_at and s.arrives_at < to_at group by 1
$$;

CREATE FUNCTION public.hotspot_visits(from_at timestamp with time zone, to_at timestamp with time zone) RETURNS TABLE(hotspot_id uuid, team_id integer, began_at timestamp with time zone, ended_at timestamp with time zone, seconds double precision, low double precision, high double precision)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with spots as materialized (select s.id, s.geom from actor_dose_hotspots(from_at) s),
  -- Cells of level 20 that the ground touches: most fixes lie in none of them.
  cells as materialized (
    select s.id, (cx << 20) | cy as cell from spots s,
      generate_series((mercator_x(st_xmin(s.geom)) >> 11)::bigint, (mercator_x(st_xmax(s.geom)) >> 11)::bigint) cx, generate_series((mercator_y(st_ymax(s.geom)) >> 11)::bigint, (mercator_y(st_ymin(s.geom)) >> 11)::bigint) cy
  ),
  -- A fix more than a quarter of an hour away counts for nothing, so only the quarters around what lies in those cells are put in order: the rest is most of a month.
  near as materialized (
    select distinct p.device_id, floor(extract(epoch from p.at) / 900)::bigint + d as quarter from position p, generate_series(-1, 1) d
    where p.at >= from_at and p.at < to_at and ((p.x >> 11)::bigint << 20) | (p.y >> 11) in (select c.cell from cells c)
  ),
  fixes as (
    select p.device_id, p.at, p.x, p.y, ((p.x >> 11)::bigint << 20) | (p.y >> 11) as cell, lag(p.at) over way as last_at, lead(p.at) over way as next_at
    from position p where p.at >= from_at and p.at < to_at and p.area_id in (select a.id from actor_areas('read') a(id)) and (p.device_id, floor(extract(epoch from p.at) / 900)::bigint) in (select n.device_id, n.quarter from near n)
    window way as (partition by p.device_id order by p.at)
  ),
  inside as (
    select c.id, f.device_id, f.at, extract(epoch from f.at - f.last_at) as before, extract(epoch from f.next_at - f.at) as after, f.last_at, f.next_at,
      lag(f.at) over stay as last_inside, lead(f.at) over stay as next_inside
    from fixes f join cells c on c.cell = f.cell join spots s on s.id = c.id and st_intersects(s.geom, st_setsrid(st_makepoint(z_order_lng(interleave(f.x, f.y)), z_order_lat(interleave(f.x, f.y))), 4326))
    window stay as (partition by c.id, f.device_id order by f.at)
  ),
  parts as (
    select i.*, count(*) filter (where i.last_inside is null or i.at - i.last_inside > interval '10 minutes') over (partition by i.id, i.device_id order by i.at) as visit from inside i
  )
  select p.id, d.team_id, min(p.at), max(p.at), sum(case when p.before <= 120 then p.before / 2 else 0 end + case when p.after <= 120 then p.after / 2 else 0 end)::double precision,
    sum(case when p.after <= 120 and p.next_inside = p.next_at then p.after else 0 end)::double precision,
    sum(case when p.after <= 900 then p.after else 0 end + case when p.before <= 900 and p.last_inside is distinct from p.last_at then p.before else 0 end)::double precision
  from parts p join device d on d.id = p.device_id group by p.id, d.team_id, p.device_id, p.visit
$$;

CREATE FUNCTION public.import_area_at(shape public.geometry) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select a.id from area a, st_centroid(shape) middle where a.valid_to is null and a.geom && middle and st_intersects(a.geom, middle) and a.id in (select actor_areas('import'))
  order by array_position(array['community', 'subdistrict', 'district', 'city'], a.level), a.id limit 1
$$;

CREATE FUNCTION public.import_attributions() RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select distinct options ->> 'attribution' from import_run
  where state <> 'undone' and nullif(options ->> 'attribution', '') is not null and actor_may('read') order by 1
$$;

CREATE FUNCTION public.imports_all() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select actor_may('import') and not exists (select from area r where r.parent_id is null and r.valid_to is null and r.id not in (select actor_areas('import')))
$$;

CREATE FUNCTION public.incident_actions(wanted uuid) RETURNS TABLE(subject text, action text, work_order_id uuid, needs text[], to_state text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select o.subject, o.action, o.work_order_id, o.needs, o.to_state
  from incident i cross join lateral incident_offers(i) o where i.id = wanted and i.area_id in (select actor_areas('read'))
  -- In the order of the loop: what comes next is first.
  order by o.subject, o.work_order_id, array_position(array['register', 'dispatch', 'accept', 'handle', 'feed_back', 'verify', 'close', 'call_back', 'archive', 'resume', 'unmerge', 'categorise', 'transfer',
    'refuse', 'ask_extension', 'extend', 'suspend', 'merge', 'split', 'cancel', 'reopen'], o.action)
$$;

CREATE FUNCTION public.incident_at(moment timestamp with time zone) RETURNS TABLE(id uuid, area_id integer, zone_id integer, number text, category_id smallint, severity smallint, channel text, provenance text, state text, title text, details text, address text, occurred_at timestamp with time zone, occurred_precision text, reported_at timestamp with time zone, registered_at timestamp with time zone, closed_at timestamp with time zone, due_at timestamp with time zone, due_step text, escalation smallint, extended_at timestamp with time zone, extension_asked_at timestamp with time zone, merged_into uuid, split_from uuid, result text, satisfaction text, geom public.geometry, z_order bigint, version integer)
    LANGUAGE sql STABLE
    AS $$
  select i.id, i.area_id, i.zone_id, i.number, i.category_id, i.severity, i.channel, i.provenance, i.state, i.title, i.details, i.address,
    i.occurred_at, i.occurred_precision, i.reported_at, i.registered_at, i.closed_at, i.due_at, i.due_step, i.escalation,
    i.extended_at, i.extension_asked_at, i.merged_into, i.split_from, i.result, i.satisfaction, i.geom, i.z_order, i.version
  from incident i
  where i.reported_at <= moment and not exists (select from incident_log l where l.incident_id = i.id and l.at > moment)
  union all
  select i.id, coalesce((s.after ->> 'area_id')::integer, i.area_id), case when s.after ? 'zone_id' then (s.after ->> 'zone_id')::integer else i.zone_id end, i.number,
    coalesce((s.after ->> 'category_id')::smallint, i.category_id), coalesce((s.after ->> 'severity')::smallint, i.severity), i.channel, i.provenance,
    coalesce(b.to_state, n.from_state, i.state), i.title, i.details, i.address, i.occurred_at, i.occurred_precision, i.reported_at,
    case when s.after ? 'registered_at' then (s.after ->> 'registered_at')::timestamptz when i.registered_at <= moment then i.registered_at end,
    case when s.after ? 'closed_at' then (s.after ->> 'closed_at')::timestamptz when i.closed_at <= moment then i.closed_at end,
    case when s.after ? 'due_at' then (s.after ->> 'due_at')::timestamptz else i.due_at end, case when s.after ? 'due_step' then s.after ->> 'due_step' else i.due_step end,
    coalesce((s.after ->> 'escalation')::smallint, i.escalation),
    case when s.after ? 'extended_at' then (s.after ->> 'extended_at')::timestamptz when i.extended_at <= moment then i.extended_at end,
    case when s.after ? 'extension_asked_at' then (s.after ->> 'extension_asked_at')::timestamptz when i.extension_asked_at <= moment then i.extension_asked_at end,
    case when s.after ? 'merged_into' then (s.after ->> 'merged_into')::uuid when coalesce(b.to_state, n.from_state, i.state) = 'merged' then i.merged_into end, i.split_from,
    case when s.after ? 'result' then s.after ->> 'result' when i.closed_at <= moment then i.result end,
    case when s.after ? 'satisfaction' then s.after ->> 'satisfaction' when coalesce(b.to_state, n.from_state, i.state) in ('called_back', 'archived') then i.satisfaction end,
    i.geom, i.z_order, i.version
  from incident i
  left join lateral (select l.to_state from incident_log l where l.incident_id = i.id and l.at <= moment order by l.at desc, l.id desc limit 1) b on true
  left join lateral (select l.after from incident_log l where l.incident_id = i.id and l.at <= moment and l.after is not null order by l.at desc, l.id desc limit 1) s on true
  left join lateral (select l.from_state from incident_log l where b.to_state is null and l.incident_id = i.id and l.at > moment order by l.at, l.id limit 1) n on true
  -- A part carries the time of the report of the whole and exists since the split.
  where i.reported_at <= moment and (b.to_state is not null or i.split_from is null) and exists (select from incident_log l where l.incident_id = i.id and l.at > moment)
$$;

CREATE FUNCTION public.incident_cells_folded(z integer, x integer, y integer) RETURNS TABLE(cell bigint, count bigint, severity smallint, category_id smallint, newest_s bigint, spot bigint)
    LANGUAGE sql STABLE
    AS $$
  select c.cell, sum(c.count)::bigint, max(c.severity), case when count(c.category_id) = count(*) and min(c.category_id) = max(c.category_id) then min(c.category_id) end, max(c.newest_s), min(c.spot)
  from incident_cell c
  where c.level = z + 6 and c.cell >= tile_z_order(z, x, y) >> (2 * (25 - z)) and c.cell < (tile_z_order(z, x, y) + tile_z_span(z)) >> (2 * (25 - z))
  group by c.cell order by c.cell
$$;

CREATE FUNCTION public.incident_cells_marked(z integer, x integer, y integer) RETURNS TABLE(cell bigint, count bigint, severity smallint, category_id smallint, newest_s bigint, spot bigint)
    LANGUAGE sql STABLE
    AS $$
  with tile as materialized (
    select (z + 6)::smallint as level, t.low >> (2 * (25 - z)) as low, t.high >> (2 * (25 - z)) as high, t.low >> 24 as low_mark, t.high >> 24 as high_mark
    from (select tile_z_order(z, x, y) as low, tile_z_order(z, x, y) + tile_z_span(z) as high) t),
  marks as materialized (select distinct d.cell from tile, incident_delta d where d.cell >= tile.low_mark and d.cell < tile.high_mark),
  marked as materialized (select distinct l.level::smallint as level, m.cell >> (2 * (19 - l.level)) as cell from tile, marks m, generate_series(tile.level, 19) l(level)),
  beside as materialized (
    select k.level, k.cell from (
      select (m.level + 1)::smallint as level, m.cell << 2 | q.corner as cell from marked m, (values (0), (1), (2), (3)) q(corner) where m.level < 19
      except select m.level, m.cell from marked m) k
  ), parts as (
    select b.cell, b.count, b.severity, b.category_id, b.newest_s, b.spot from (
      select e.cell, sum(e.count)::bigint as count, max(e.severity) as severity, case when count(e.category_id) = count(*) and min(e.category_id) = max(e.category_id) then min(e.category_id) end as category_id,
        max(e.newest_s) as newest_s, min(e.spot) as spot
      from (
        select c.cell, c.count, c.severity, c.category_id, c.newest_s, c.spot, false as is_marked
        from tile, incident_cell c where c.level = tile.level and c.cell >= tile.low and c.cell < tile.high
        union all select m.cell, null, null, null, null, null, true from tile, marked m where m.level = tile.level) e
      group by e.cell having not bool_or(e.is_marked)) b
    union all
    select c.cell >> (2 * (c.level - tile.level)), c.count, c.severity, c.category_id, c.newest_s, tile_spot(c.first, tile.level)
    from tile, beside b cross join lateral (select * from incident_cell p where p.level = b.level and p.cell = b.cell offset 0) c
    union all
    select m.cell >> (2 * (19 - tile.level)), r.count, r.severity, r.category_id, r.newest_s, tile_spot(r.first, tile.level)
    from tile, marks m cross join lateral (
      select count(*) as count, max(i.severity) as severity, case when min(i.category_id) = max(i.category_id) then min(i.category_id) end as category_id,
        floor(extract(epoch from max(i.occurred_at)))::bigint as newest_s, min(i.z_order) as first
      from incident i where i.z_order >= m.cell << 24 and i.z_order < (m.cell + 1) << 24) r
    where r.count > 0
  )
  select p.cell, sum(p.count)::bigint, max(p.severity), case when count(p.category_id) = count(*) and min(p.category_id) = max(p.category_id) then min(p.category_id) end, max(p.newest_s), min(p.spot)
  from parts p group by p.cell order by p.cell
$$;

CREATE FUNCTION public.incident_has_contact(wanted uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from contact c where c.incident_id = wanted) and actor_may_contact(wanted)
$$;

CREATE FUNCTION public.incident_kind(category_id smallint, severity smallint, provenance text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select category_id * 16 + (severity - 1) * 4 + case provenance when 'public' then 0 when 'patrol' then 1 when 'camera' then 2 else 3 end
$$;

CREATE FUNCTION public.incident_names(wanted uuid) RETURNS TABLE(id text, name_zh text, name_en text)
    LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select c.id, c.name_zh, c.name_en from account c
  where c.id in (select l.actor from incident_log l where l.incident_id = wanted and l.area_id in (select actor_areas('read')))
$$;

CREATE FUNCTION public.incident_near_stored(z integer, x integer, y integer) RETURNS bytea
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET max_parallel_workers_per_gather TO '0'
    SET jit TO 'off'
    AS $$
declare
  low bigint := tile_z_order(z, x, y); high bigint := low + tile_z_span(z);
  code bigint := low >> (2 * (31 - z)); box geometry := tile_box(z, x, y, 64);
  own integer[] := array(select actor_areas('read'));
  seen integer[]; points bigint; found bytea; is_changed boolean;
begin
  select exists (select from incident_delta d where d.cell >= low >> 24 and d.cell < high >> 24) or exists (select from incident_touch t where t.cell >= low >> 24 and t.cell < high >> 24)
    or exists (select from incident i where geometrytype(i.geom) <> 'POINT' and i.geom && box),
    h.areas, h.points, (select t.body from incident_tile t where t.zoom = z and t.tile = code and t.rights = md5(h.areas::text)::uuid and t.areas = h.areas)
  into is_changed, seen, points, found from (
    select array_agg(c.area_id order by c.area_id) as areas, sum(c.count) as points from incident_cell c where c.level = z and c.cell = code and c.area_id = any (own)) h;
  if is_changed or found is not null then return case when is_changed then null else found end; end if;
  if seen is null then return ''; end if;
  if points < 64 or current_setting('transaction_isolation') <> 'read committed' or current_setting('transaction_read_only')::boolean or not pg_try_advisory_xact_lock_shared(7266349) then return null; end if;
  with points as materialized (
    select i.id, i.area_id, i.category_id, i.severity, i.state, i.provenance, i.occurred_at, tile_point(st_x(i.geom), st_y(i.geom), z, x, y) as unit
    from incident i where i.z_order >= low and i.z_order < high and i.area_id = any (own))
  select exists (select from incident_delta d where d.cell >= low >> 24 and d.cell < high >> 24) or exists (select from incident_touch t where t.cell >= low >> 24 and t.cell < high >> 24)
    or exists (select from incident i where geometrytype(i.geom) <> 'POINT' and i.geom && box),
    (select array_agg(distinct p.area_id order by p.area_id) from points p), (
    select st_asmvt(r, 'incident', 4096, 'geom') from (
      select p.id::text as id, p.category_id::integer as "categoryId", p.severity::integer as severity, p.state, p.provenance, floor(extract(epoch from p.occurred_at))::bigint as "occurredAt", 'point'::text as shape, p.unit as geom
      from points p order by p.occurred_at, p.id) r)
  into is_changed, seen, found;
  if is_changed then return null; end if;
  if seen is not null then insert into incident_tile (zoom, tile, areas, rights, body) values (z, code, seen, md5(seen::text)::uuid, found) on conflict do nothing; end if;
  if random() < 0.01 then perform forget_old_near_tiles(); end if;
  return coalesce(found, '');
end $$;

CREATE FUNCTION public.incident_offers(kept public.incident) RETURNS TABLE(subject text, action text, work_order_id uuid, needs text[], to_state text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return query
  with held as (select r.role from actor_roles(kept.area_id) as r(role) join role_right rr on rr.role = r.role and rr.right_to = 'step'),
  orders as (
    select o.id, o.state, o.created_at, actor_handles(o.post_id, o.team_id) as mine from work_order o
    where o.incident_id = kept.id and o.state in ('dispatched', 'accepted', 'handling', 'fed_back')
  )
  select distinct on (t.subject, t.action, o.created_at, o.id) t.subject, t.action, o.id, t.needs, t.to_state
  from incident_transition t join held on held.role = t.role
    left join orders o on t.subject = 'work_order' and o.state = t.from_state and kept.state in ('dispatched', 'accepted', 'handling', 'fed_back')
  where (t.subject = 'incident' and t.from_state = kept.state or t.subject = 'work_order' and o.id is not null)
    and case t.guard
      when 'handler' then case t.subject when 'work_order' then o.mine else exists (select from orders x where x.mine) end
      when 'once' then kept.extended_at is null
      when 'asked' then kept.extension_asked_at is not null
      else true end
  order by t.subject, t.action, o.created_at, o.id, cardinality(t.needs);
end $$;

CREATE FUNCTION public.incident_points_near(z integer, x integer, y integer, low bigint, high bigint) RETURNS TABLE(id uuid, category_id smallint, severity smallint, state text, provenance text, occurred_at timestamp with time zone, unit public.geometry)
    LANGUAGE sql STABLE
    AS $$
  select i.id, i.category_id, i.severity, i.state, i.provenance, i.occurred_at, tile_point(st_x(i.geom), st_y(i.geom), z, x, y)
  from incident i where i.z_order >= low and i.z_order < high and geometrytype(i.geom) = 'POINT'
$$;

CREATE FUNCTION public.incident_snapshot(kept public.incident) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select jsonb_build_object('state', kept.state, 'state_before', kept.state_before, 'area_id', kept.area_id, 'zone_id', kept.zone_id, 'category_id', kept.category_id,
    'severity', kept.severity, 'merged_into', kept.merged_into, 'split_from', kept.split_from, 'result', kept.result, 'satisfaction', kept.satisfaction, 'registered_at', kept.registered_at,
    'closed_at', kept.closed_at, 'extended_at', kept.extended_at, 'extension_asked_at', kept.extension_asked_at, 'due_at', kept.due_at, 'due_step', kept.due_step, 'escalation', kept.escalation)
$$;

CREATE FUNCTION public.incident_snapshot_with_orders(kept public.incident) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
  select incident_snapshot(kept) || coalesce((
    select jsonb_build_object('orders', jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', o.id, 'state', o.state, 'post_id', o.post_id, 'team_id', o.team_id, 'kind', o.kind, 'result', nullif(o.result, '')))
      order by o.created_at, o.id)) from work_order o where o.incident_id = kept.id having count(*) > 0), '{}')
$$;

CREATE FUNCTION public.incident_state_code(state text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select array_position(array['reported', 'registered', 'dispatched', 'accepted', 'handling', 'fed_back', 'verified', 'closed', 'called_back', 'archived', 'suspended', 'merged'], state) - 1
$$;

CREATE FUNCTION public.incident_tile_stored(z integer, x integer, y integer) RETURNS bytea
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    AS $$
declare
  low bigint := tile_z_order(z, x, y); high bigint := low + tile_z_span(z);
  code bigint := low >> (2 * (31 - z)); above integer := greatest(z, 6);
  own integer[] := array(select actor_areas('read'));
  seen integer[]; found bytea; is_marked boolean;
begin
  select exists (select from incident_delta d where d.cell >= low >> 24 and d.cell < high >> 24), h.areas, (select t.body from incident_tile t where t.zoom = z and t.tile = code and t.rights = md5(h.areas::text)::uuid and t.areas = h.areas)
  into is_marked, seen, found from (
    select array_agg(distinct c.area_id order by c.area_id) as areas
    from incident_cell c where c.level = above and c.cell >= low >> (2 * (31 - above)) and c.cell < greatest(high >> (2 * (31 - above)), (low >> (2 * (31 - above))) + 1) and c.area_id = any (own)) h;
  if is_marked or found is not null then return case when is_marked then null else found end; end if;
  if seen is null then return ''; end if;
  if current_setting('transaction_isolation') <> 'read committed' or current_setting('transaction_read_only')::boolean or not pg_try_advisory_xact_lock_shared(7266349) then return null; end if;
  with cells as materialized (
    select c.area_id, c.cell, c.count, c.severity, c.category_id, c.newest_s, c.spot from incident_cell c
    where c.level = z + 6 and c.cell >= low >> (2 * (25 - z)) and c.cell < high >> (2 * (25 - z)) and c.area_id = any (own))
  select exists (select from incident_delta d where d.cell >= low >> 24 and d.cell < high >> 24), (select array_agg(distinct c.area_id order by c.area_id) from cells c), (
    select st_asmvt(r, 'incident', 4096, 'geom') from (
      select st_makepoint((min(c.spot) >> 12 & 4095)::double precision, (min(c.spot) & 4095)::double precision) as geom, sum(c.count)::bigint as count, max(c.severity)::integer as severity,
        (case when count(c.category_id) = count(*) and min(c.category_id) = max(c.category_id) then min(c.category_id) end)::integer as "categoryId", max(c.newest_s) as "occurredAt", 'point'::text as shape
      from cells c group by c.cell order by c.cell) r)
  into is_marked, seen, found;
  if is_marked then return null; end if;
  if seen is not null then insert into incident_tile (zoom, tile, areas, rights, body) values (z, code, seen, md5(seen::text)::uuid, found) on conflict do nothing; end if;
  return coalesce(found, '');
end $$;

CREATE FUNCTION public.incidents_near(z integer, x integer, y integer) RETURNS TABLE(id uuid, area_id integer, category_id smallint, severity smallint, state text, provenance text, occurred_at timestamp with time zone, dimension integer, unit public.geometry)
    LANGUAGE sql STABLE
    AS $$
  with tile as materialized (select * from tile_frame(z, x, y))
  select p.id, null::integer, p.category_id, p.severity, p.state, p.provenance, p.occurred_at, 0, p.unit from incident_points_near(z, x, y, tile_z_order(z, x, y), tile_z_order(z, x, y) + tile_z_span(z)) p
  union all
  select i.id, i.area_id, i.category_id, i.severity, i.state, i.provenance, i.occurred_at, st_dimension(i.geom),
    case when st_dimension(i.geom) = 2 then st_forcepolygonccw(tile_units(tile_clip(i.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
      else tile_units(tile_clip(i.geom, tile.box, 1), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack) end
  from tile, incident i where geometrytype(i.geom) <> 'POINT' and st_dimension(i.geom) > 0 and i.geom && tile.box
$$;

CREATE FUNCTION public.index_position_day() RETURNS date
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET lock_timeout TO '2s'
    AS $_$
declare part record;
begin
  if not pg_try_advisory_xact_lock(7266361) then return null; end if;
  select c.relname, to_date(right(c.relname, 8), 'YYYYMMDD') as day into part from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'position'::regclass and c.relname ~ '^position_[0-9]{8}$' and to_date(right(c.relname, 8), 'YYYYMMDD') < current_date - 1
    -- Smaller ones are read whole in no time.
    and pg_relation_size(c.oid) > 4194304 and to_regclass('public.' || c.relname || '_way') is null order by 2 desc limit 1;
  if not found then return null; end if;
  execute format('create index %I on %I (device_id, at)', part.relname || '_way', part.relname);
  return part.day;
end $_$;

CREATE FUNCTION public.instant_text(at timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

CREATE FUNCTION public.interleave(x bigint, y bigint) RETURNS bigint
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
begin
  x := (x | (x << 16)) & 281470681808895;
  x := (x | (x << 8)) & 71777214294589695;
  x := (x | (x << 4)) & 1085102592571150095;
  x := (x | (x << 2)) & 3689348814741910323;
  x := (x | (x << 1)) & 6148914691236517205;
  y := (y | (y << 16)) & 281470681808895;
  y := (y | (y << 8)) & 71777214294589695;
  y := (y | (y << 4)) & 1085102592571150095;
  y := (y | (y << 2)) & 3689348814741910323;
  y := (y | (y << 1)) & 6148914691236517205;
  return x | (y << 1);
end $$;

CREATE FUNCTION public.keep_area_past(wanted integer, day date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into area_past (area_id, valid_from, valid_to, parent_id, level, code, name_zh, name_en, geom)
  select a.id, a.valid_from, day, a.parent_id, a.level, a.code, a.name_zh, a.name_en, a.geom from area a where a.id = wanted and a.valid_from < day;
  update area a set valid_from = day where a.id = wanted and a.valid_to is null;
end $$;

CREATE FUNCTION public.keep_briefing(given jsonb, figures jsonb) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.keep_briefing_schedule(given jsonb) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.keep_camera(given jsonb) RETURNS TABLE(id integer, existed boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept camera; place geometry := st_setsrid(st_makepoint((given ->> 'lng')::float8, (given ->> 'lat')::float8), 4326);
begin
  select c.* into kept from camera c where c.source = 'own' and c.source_ref = given ->> 'id' and c.area_id in (select actor_areas('read'));
  if found then return query select kept.id, true; return; end if;
  kept := jsonb_populate_record(null::camera, '{"id": 0, "name": "", "state": "online", "owner_unit": "", "filing_number": ""}' || camera_columns(given));
  kept.area_id := area_at(place);
  kept.estate_id := case when given ? 'estateId' then (given ->> 'estateId')::integer else estate_at(place) end;
  perform check_camera(kept);
  perform set_config('fangcun.state_note', coalesce(given ->> 'note', ''), true);
  insert into camera (area_id, code, name, kind, azimuth_deg, field_of_view_deg, tilt_deg, range_m, height_m, pixels, lens_mm, owner_unit, estate_id, device_code, filing_number, retention_days, state, geom, source, source_ref)
  values (kept.area_id, kept.code, kept.name, kept.kind, kept.azimuth_deg, kept.field_of_view_deg, kept.tilt_deg, kept.range_m, kept.height_m, kept.pixels, kept.lens_mm, kept.owner_unit, kept.estate_id, kept.device_code,
    kept.filing_number, kept.retention_days, kept.state, place, 'own', given ->> 'id')
  on conflict (source, source_ref) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform set_config('fangcun.state_note', '', true);
  perform note_camera(kept, 'keep', jsonb_build_object('code', kept.code));
  return query select kept.id, false;
end $$;

CREATE FUNCTION public.keep_camera_plan(given jsonb) RETURNS SETOF public.camera_plan
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare most constant integer := 200; kept camera_plan; home area;
begin
  select * into kept from camera_plan p where p.id = (given ->> 'id')::uuid and p.area_id in (select actor_areas('plan'));
  if found then return next kept; return; end if;
  select * into home from area a where a.id = (given ->> 'areaId')::integer and a.valid_to is null and a.id in (select actor_areas('plan'));
  if not found then raise exception 'expected an area in which you may plan' using errcode = '42501', column = 'areaId'; end if;
  if (select count(*) from camera_plan p where p.created_by = actor_id() and p.state = 'draft') >= most then
    raise exception 'expected at most % drafts of one account; discard some first', most using errcode = '23514', column = 'id';
  end if;
  insert into camera_plan (id, area_id, name, note, origin, created_by)
  values ((given ->> 'id')::uuid, home.id, given ->> 'name', coalesce(given ->> 'note', ''), coalesce(given -> 'origin', '{}'), actor_id()) on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform put_camera_plan_sites(kept, coalesce(given -> 'sites', '[]'));
  perform note_camera_plan(kept, 'keep', jsonb_build_object('sites', jsonb_array_length(coalesce(given -> 'sites', '[]'))));
  return next kept;
end $$;

CREATE FUNCTION public.keep_camera_views(made jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept integer;
begin
  -- So that no camera goes while its view is written.
  perform from camera c where c.id in (select (m ->> 'id')::integer from jsonb_array_elements(made) m) order by c.id for key share;
  insert into camera_sight (camera_id, area_id, camera_version, assumed, moved, walled_in)
  select c.id, c.area_id, m.version, m.assumed, m.moved, m."walledIn" from jsonb_to_recordset(made) m(id integer, version integer, assumed text[], moved text, "walledIn" boolean) join camera c on c.id = m.id
  on conflict (camera_id) do update set area_id = excluded.area_id, camera_version = excluded.camera_version, assumed = excluded.assumed, moved = excluded.moved, walled_in = excluded.walled_in, computed_at = now();
  get diagnostics kept = row_count;
  delete from camera_view v using jsonb_to_recordset(made) m(id integer) where v.camera_id = m.id;
  insert into camera_view (camera_id, area_id, band, always, geom, square_meters)
  select c.id, c.area_id, v.band, m.always, st_multi(case when st_isvalid(v.shape) then v.shape else st_collectionextract(st_makevalid(v.shape), 3) end), v."squareMeters"
  from jsonb_to_recordset(made) m(id integer, always boolean, views jsonb) join camera c on c.id = m.id
    cross join lateral (select w.band, w."squareMeters", st_setsrid(w.wkb::geometry, 4326) as shape from jsonb_to_recordset(m.views) w(band text, "squareMeters" real, wkb text)) v;
  delete from camera_due d using jsonb_to_recordset(made) m(id integer, "markedBy" text) where d.camera_id = m.id and d.marked_by = m."markedBy"::xid8;
  insert into outbox (noun) values ('camera_view');
  perform pg_notify('fangcun_outbox', '');
  return kept;
end $$;

CREATE FUNCTION public.keep_checkpoint(given jsonb) RETURNS SETOF public.checkpoint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept checkpoint; home integer;
begin
  select * into kept from checkpoint c where c.id = (given ->> 'id')::uuid and c.area_id in (select actor_areas('patrol'));
  if found then return next kept; return; end if;
  home := checkpoint_home((given ->> 'areaId')::integer, checkpoint_place(given));
  if home is null then raise exception 'expected a place or an area in which you plan patrols' using errcode = '42501', column = 'areaId'; end if;
  if exists (select from area a where a.id = home and a.geom is not null and not st_dwithin(a.geom, checkpoint_place(given), 0.01)) then
    raise exception 'expected a place in the area or within a kilometre of it' using errcode = '23514', column = 'lng';
  end if;
  insert into checkpoint (id, area_id, name, kind, dwell_minutes, open_from, open_to, geom, created_by)
  values ((given ->> 'id')::uuid, home, given ->> 'name', given ->> 'kind', (given ->> 'dwellMinutes')::smallint, (given ->> 'openFrom')::time, (given ->> 'openTo')::time, checkpoint_place(given), actor_id())
  on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform note_checkpoint(kept, 'keep');
  return next kept;
end $$;

CREATE FUNCTION public.keep_device_key(given jsonb, hash text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare own device; held team;
begin
  if exists (select from device_key k join device d on d.id = k.device_id where k.id = (given ->> 'id')::uuid and d.area_id in (select actor_areas('patrol'))) then return true; end if;
  select t.* into held from team t where t.id = (given ->> 'teamId')::integer and t.area_id in (select actor_areas('patrol'));
  if not found then raise exception 'expected a team whose patrols you plan' using errcode = '42501', column = 'teamId'; end if;
  insert into device (area_id, team_id, name) values (held.area_id, held.id, given ->> 'name') on conflict (team_id, name) do nothing;
  select d.* into own from device d where d.team_id = held.id and d.name = given ->> 'name';
  if exists (select from device_key k where k.device_id = own.id) then raise exception 'expected a name that no device of this team with a key has' using errcode = '23505', column = 'name'; end if;
  insert into device_key (id, device_id, key_hash, created_by) values ((given ->> 'id')::uuid, own.id, decode(hash, 'hex'), actor_id()) on conflict (id) do nothing;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform note_device_key(own, 'keep', '{}');
  return false;
end $$;

CREATE FUNCTION public.keep_due(wanted uuid[], told boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform set_config('fangcun.clock', 'on', true);
  update incident i set due_at = n.due_at, due_step = n.step, escalation = coalesce(n.level, 0)
  from unnest(wanted) as w(id) left join (
    select d.incident_id, min(d.due_at) filter (where d.paused_at is null) as due_at, (array_agg(d.step order by d.due_at, d.id) filter (where d.paused_at is null))[1] as step, max(d.level) as level
    from deadline d where d.incident_id = any (wanted) and d.done_at is null group by d.incident_id
  ) n on n.incident_id = w.id
  where i.id = w.id and (told or (i.due_at, i.due_step, i.escalation) is distinct from (n.due_at, n.step, coalesce(n.level, 0)));
  perform set_config('fangcun.clock', '', true);
end $$;

CREATE FUNCTION public.keep_duties(from_area integer, made integer[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not administers_area(from_area) then raise exception 'expected an area whose accounts you administer' using errcode = '42501', column = 'keepDuties'; end if;
  insert into assignment (account_id, area_id, role) select a.account_id, m.id, a.role from assignment a cross join unnest(made) m(id) where a.area_id = from_area on conflict do nothing;
  return (select count(distinct a.account_id) from assignment a where a.area_id = any(made));
end $$;

CREATE FUNCTION public.keep_faults(wanted integer, fixes text[], reasons text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare own device;
begin
  select d.* into own from device d where d.id = wanted;
  if not found or not may_send(own) then raise exception 'not allowed' using errcode = '42501'; end if;
  insert into position_reject (area_id, device_id, fix, reason) select own.area_id, wanted, f.fix::jsonb, f.reason from unnest(fixes, reasons) f(fix, reason)
  on conflict (device_id, md5(fix::text)) where at is null do nothing;
end $$;

CREATE FUNCTION public.keep_gateway(given jsonb, hash text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept camera_gateway;
begin
  if exists (select from camera_gateway g where g.id = (given ->> 'id')::uuid and g.area_id in (select actor_areas('camera'))) then return true; end if;
  kept.id := (given ->> 'id')::uuid; kept.area_id := (given ->> 'areaId')::integer; kept.category_id := (given ->> 'categoryId')::smallint;
  perform check_gateway(kept);
  insert into camera_gateway (id, area_id, name, key_hash, silence_seconds, category_id, alarm_seconds)
  values (kept.id, kept.area_id, given ->> 'name', decode(hash, 'hex'), (given ->> 'silenceSeconds')::integer, kept.category_id, (given ->> 'alarmSeconds')::integer)
  on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform note_gateway(kept, 'keep', jsonb_build_object('name', kept.name));
  return false;
end $$;

CREATE FUNCTION public.keep_holding() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.keep_hotspot(given jsonb, shapes text[]) RETURNS SETOF public.hotspot
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare ground geometry; home integer; kept hotspot;
begin
  select * into kept from hotspot h where h.id = (given ->> 'id')::uuid and h.area_id in (select actor_areas('read'));
  if found then return next kept; return; end if;
  perform check_brief();
  if names_voice(given -> 'question') then
    raise exception 'expected categories that are nobody''s voice' using errcode = '23514', column = 'question.categoryIds';
  end if;
  select st_multi(st_collectionextract(st_unaryunion(st_collect(s::geometry)), 3)), area_over(array_agg(st_pointonsurface(s::geometry))) into ground, home from unnest(shapes) as s;
  if ground is null or not geometry_fits(ground) then
    raise exception 'expected units that make ground of at most 5000 corners' using errcode = '23514', column = 'units';
  end if;
  -- Ground of which most lies elsewhere would tell the readers of a small area what the areas around it hold.
  while exists (select from area a where a.id = home and a.parent_id is not null and a.geom is not null and st_area(st_intersection(a.geom, ground)) < 0.45 * st_area(ground)) loop
    select a.parent_id into home from area a where a.id = home;
  end loop;
  if home is null or home not in (select actor_areas('brief')) then
    raise exception 'expected units inside of an area that you may brief' using errcode = '42501', column = 'units';
  end if;
  insert into hotspot (id, area_id, name, note, geom, period, method, method_version, question, evidence, incidents, square_meters, created_by)
  values ((given ->> 'id')::uuid, home, given ->> 'name', coalesce(given ->> 'note', ''), ground, tstzrange((given ->> 'from')::timestamptz, (given ->> 'to')::timestamptz), given ->> 'method',
    (given ->> 'methodVersion')::integer, given -> 'question', given -> 'evidence', (given ->> 'incidents')::integer, st_area(ground::geography), actor_id())
  on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform note_hotspot(kept, 'keep', jsonb_build_object('name', kept.name, 'method', kept.method, 'units', array_length(shapes, 1)));
  return next kept;
end $$;

CREATE FUNCTION public.keep_patrol_plan(given jsonb) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare most constant integer := 200; kept patrol_plan; home area;
begin
  select * into kept from patrol_plan p where p.id = (given ->> 'id')::uuid and p.area_id in (select actor_areas('patrol'));
  if found then return next kept.id; return; end if;
  select * into home from area a where a.id = (given ->> 'areaId')::integer and a.valid_to is null and a.id in (select actor_areas('patrol'));
  if not found then raise exception 'expected an area in which you plan patrols' using errcode = '42501', column = 'areaId'; end if;
  if (select count(*) from patrol_plan p where p.created_by = actor_id() and p.state = 'draft') >= most then
    raise exception 'expected at most % drafts of one account; discard some first', most using errcode = '23514', column = 'id';
  end if;
  insert into patrol_plan (id, area_id, name, note, during, question, figures, created_by)
  values ((given ->> 'id')::uuid, home.id, given ->> 'name', coalesce(given ->> 'note', ''), patrol_plan_during(given -> 'question'), given -> 'question', given -> 'figures', actor_id()) on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform put_patrol_routes(kept, given -> 'routes');
  perform note_patrol_plan(kept, 'keep', jsonb_build_object('routes', jsonb_array_length(given -> 'routes')));
  return next kept.id;
end $$;

CREATE FUNCTION public.keep_position_days(wanted integer, wanted_days integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not exists (select from area a where a.id = wanted and a.id in (select actor_areas('read'))) then return false; end if;
  if wanted not in (select actor_areas('configure')) then raise exception 'not allowed' using errcode = '42501'; end if;
  if wanted_days is null then delete from position_retention r where r.area_id = wanted;
  else insert into position_retention as r (area_id, days, changed_by) values (wanted, wanted_days, actor_id()) on conflict (area_id) do update set days = excluded.days, changed_by = excluded.changed_by, changed_at = now(), version = r.version + 1; end if;
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), wanted, 'position.retention', wanted::text, jsonb_build_object('days', wanted_days));
  return true;
end $$;

CREATE FUNCTION public.keep_presence_sums(wanted_area integer, teams integer[], classes integer[], levels integer[], tiles text[], days text[], kept_cells text[], kept_seconds text[], kept_more text[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into presence_tile (area_id, team_id, hour_class, level, tile)
  select distinct wanted_area, g.team_id, g.hour_class, g.level, g.tile::bigint from unnest(teams, classes, levels, tiles, kept_cells) g(team_id, hour_class, level, tile, cells) where g.cells <> '' on conflict do nothing;
  delete from presence_sum s using unnest(teams, classes, levels, tiles, days, kept_cells) g(team_id, hour_class, level, tile, day, cells)
  where g.cells = '' and s.area_id = wanted_area and s.team_id = g.team_id and s.hour_class = g.hour_class and s.level = g.level and s.tile = g.tile::bigint and s.day = g.day::date;
  insert into presence_sum (area_id, team_id, hour_class, level, tile, day, cells, seconds, more)
  select wanted_area, g.team_id, g.hour_class, g.level, g.tile::bigint, g.day::date, decode(g.cells, 'hex'), decode(g.seconds, 'hex'), case when g.more <> '' then decode(g.more, 'hex') end
  from unnest(teams, classes, levels, tiles, days, kept_cells, kept_seconds, kept_more) g(team_id, hour_class, level, tile, day, cells, seconds, more) where g.cells <> ''
  on conflict (area_id, team_id, hour_class, level, tile, day) do update set cells = excluded.cells, seconds = excluded.seconds, more = excluded.more;
$$;

CREATE FUNCTION public.keep_street_presence(wanted_area integer, wanted_day date, was_built_at timestamp with time zone, pieces jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if pieces is not null then
    delete from street_presence s where s.area_id = wanted_area and s.day = wanted_day;
    insert into street_presence (area_id, day, street_id, along_m, length_m, low, seconds, high, visits, last_at)
    select wanted_area, wanted_day, p."streetId"::bigint, p."alongMeters", p."lengthMeters", p.low, p.seconds, p.high, p.visits, to_timestamp(p."lastMs" / 1000)
    from jsonb_to_recordset(pieces) p("streetId" text, "alongMeters" integer, "lengthMeters" real, low real, seconds real, high real, visits integer, "lastMs" double precision);
  end if;
  update presence_day p set matched_at = was_built_at where p.area_id = wanted_area and p.day = wanted_day;
end $$;

CREATE FUNCTION public.keep_wall_camera(wanted uuid, camera jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update map_wall w set view = jsonb_set(w.view, '{camera}', camera) where w.id = wanted and w.area_id in (select actor_areas('wall')) and w.retired_at is null and w.view -> 'camera' <> camera;
  if found then perform tell_map_wall(wanted); end if;
end $$;

CREATE FUNCTION public.keep_wall_scene(of_wall uuid, given jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept map_wall := standing_wall_in_hand(of_wall, null); wanted uuid := (given ->> 'id')::uuid;
begin
  if kept.id is null then return false; end if;
  if exists (select from wall_scene c where c.id = wanted and c.wall_id = of_wall) then return true; end if;
  if (select count(*) from wall_scene c where c.wall_id = of_wall) >= 50 then raise exception 'expected at most 50 scenes of a wall' using errcode = '23514', column = 'id'; end if;
  insert into wall_scene (id, wall_id, area_id, name, ordinal, view, panels)
  values (wanted, of_wall, kept.area_id, given ->> 'name', (select coalesce(max(c.ordinal) + 1, 0) from wall_scene c where c.wall_id = of_wall), given -> 'view', nullif(given -> 'panels', 'null')) on conflict (id) do nothing;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform tell_map_wall(of_wall);
  return true;
end $$;

CREATE FUNCTION public.keep_zone_plan(given jsonb) RETURNS SETOF public.zone_plan
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare most constant integer := 200; kept zone_plan; home area;
begin
  select * into kept from zone_plan p where p.id = (given ->> 'id')::uuid and p.area_id in (select actor_areas('plan'));
  if found then return next kept; return; end if;
  select * into home from area a where a.id = (given ->> 'areaId')::integer and a.valid_to is null and a.id in (select actor_areas('plan'));
  if not found then raise exception 'expected an area in which you may plan' using errcode = '42501', column = 'areaId'; end if;
  if not exists (select from plan_parts(home.id)) then raise exception 'expected an area with an outline' using errcode = '23514', column = 'areaId'; end if;
  if (select count(*) from zone_plan p where p.created_by = actor_id() and p.state = 'draft') >= most then
    raise exception 'expected at most % drafts of one account; discard some first', most using errcode = '23514', column = 'id';
  end if;
  insert into zone_plan (id, area_id, name, note, origin, created_by)
  values ((given ->> 'id')::uuid, home.id, given ->> 'name', coalesce(given ->> 'note', ''), coalesce(given -> 'origin', '{}'), actor_id()) on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  if jsonb_array_length(coalesce(given -> 'zones', '[]')) > 0 then
    perform put_plan_zones(kept, given -> 'zones');
  else
    insert into zone_plan_zone (plan_id, key, zone_id, area_id, code, name_zh, name_en, geom)
    select kept.id, gen_random_uuid(), z.id, z.area_id, z.code, z.name_zh, z.name_en, z.geom from zone z where z.valid_to is null and z.area_id in (select areas_below(home.id));
  end if;
  perform note_zone_plan(kept, 'keep', jsonb_build_object('zones', (select count(*) from zone_plan_zone z where z.plan_id = kept.id)));
  return next kept;
end $$;

CREATE FUNCTION public.keep_zones_past(wanted integer[], day date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into zone_past (zone_id, valid_from, valid_to, area_id, code, name_zh, name_en, geom, households)
  select z.id, z.valid_from, day, z.area_id, z.code, z.name_zh, z.name_en, z.geom, coalesce((select sum(b.households) from building b where b.zone_id = z.id), 0)
  from zone z where z.id = any(wanted) and z.valid_to is null and z.valid_from < day;
  update zone z set valid_from = day where z.id = any(wanted) and z.valid_to is null and z.valid_from < day;
end $$;

CREATE FUNCTION public.key_device() RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select k.device_id from device_key k where k.key_hash = decode(nullif(current_setting('fangcun.device_key', true), ''), 'hex') and k.revoked_at is null
$$;

CREATE FUNCTION public.known_fixes(wanted integer, from_at timestamp with time zone, to_at timestamp with time zone) RETURNS TABLE(ms bigint, x integer, y integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not exists (select from device d where d.id = wanted and may_send(d)) then raise exception 'not allowed' using errcode = '42501'; end if;
  return query select (extract(epoch from p.at) * 1000)::bigint, p.x, p.y from position p where p.device_id = wanted and p.at >= from_at and p.at < to_at
    union all select (extract(epoch from r.at) * 1000)::bigint, r.x, r.y from position_reject r where r.device_id = wanted and r.at >= from_at and r.at < to_at;
end $$;

CREATE FUNCTION public.lay_out_wall(of_wall uuid, change jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare kept map_wall := standing_wall_in_hand(of_wall, (change ->> 'version')::integer); screens uuid[]; each record;
begin
  if kept.id is null then return false; end if;
  select array_agg(s.id order by (s.place ->> 'y')::numeric, (s.place ->> 'x')::numeric, s.id) into screens from wall_screen s where s.wall_id = of_wall;
  for each in select * from wall_places(change -> 'layout') loop
    if screens[each.ordinal + 1] is null then
      insert into wall_screen (id, wall_id, area_id, name, place, content) values (gen_random_uuid(), of_wall, kept.area_id, each.name, each.place, '{"kind": "shared"}');
    else
      update wall_screen s set name = case when s.name ~ '^\d-\d$' then each.name else s.name end, place = each.place, version = s.version + 1 where s.id = screens[each.ordinal + 1];
    end if;
  end loop;
  perform remove_wall_screen(of_wall, surplus) from unnest(screens[(select count(*) from wall_places(change -> 'layout')) + 1:]) surplus;
  update map_wall w set layout = change -> 'layout', changed_at = now(), version = w.version + 1 where w.id = of_wall;
  perform audit_map_wall(kept, 'lay_out', jsonb_build_object('rows', change #> '{layout,rows}', 'columns', change #> '{layout,columns}'));
  perform tell_map_wall(of_wall);
  return true;
end $_$;

CREATE FUNCTION public.leads_patrols(wanted text, wanted_area integer) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with recursive above(id, parent_id) as (
    select id, parent_id from area where id = wanted_area
    union
    select area.id, area.parent_id from area join above on area.id = above.parent_id
  )
  select exists (select from assignment a join above on above.id = a.area_id join account c on c.id = a.account_id where a.account_id = wanted and a.role = 'patrol_leader' and c.disabled_at is null)
$$;

CREATE FUNCTION public.limit_photos() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare most constant integer := 5; home record;
begin
  perform pg_advisory_xact_lock(hashtextextended('photo ' || new.incident_id, 0));
  select i.area_id, i.state into home from incident i where i.id = new.incident_id;
  if home.area_id is distinct from new.area_id then raise exception 'expected the area of the incident' using errcode = '23514', column = 'id'; end if;
  if home.state = 'archived' then raise exception 'expected an incident that is not in the archive' using errcode = '23514', column = 'id'; end if;
  if (select count(*) from photo p where p.incident_id = new.incident_id) >= most then
    raise exception 'expected at most % photos of an incident', most using errcode = '23514', column = 'photoId';
  end if;
  return new;
end $$;

CREATE FUNCTION public.limit_saved() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare most constant integer := 100; kept integer;
begin
  execute format('select count(*) from %I where created_by = $1', tg_table_name) into kept using new.created_by;
  if kept >= most then raise exception 'expected at most % of one account; delete some first', most using errcode = '23514', column = 'id'; end if;
  return new;
end $_$;

CREATE FUNCTION public.load_deadlines(wanted uuid[], since timestamp with time zone[], registered timestamp with time zone[], at timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare matter incident; begun record; wanted_step text;
begin
  for begun in select * from unnest(wanted, since, registered) as t(id, since, registered) loop
    select * into matter from incident i where i.id = begun.id;
    continue when exists (select from deadline d where d.incident_id = begun.id);
    foreach wanted_step in array deadline_steps(matter.state) loop
      perform start_deadline(matter, wanted_step, case wanted_step when 'close' then coalesce(begun.registered, begun.since) else begun.since end, at);
    end loop;
  end loop;
  update deadline d set warned_at = case when d.warn_at <= at then at end, level = late.level,
    next_at = case when d.due_at > at then case when d.warn_at <= at then d.due_at else d.warn_at end else next_deadline_look(d.area_id, d.unit, d.due_at, late.level, ((at at time zone late.zone)::date + 1)::timestamp at time zone late.zone) end
  from (select l.id, a.time_zone as zone, (case when l.due_at > at then 0 else least(3, 1 + (at at time zone a.time_zone)::date - (l.due_at at time zone a.time_zone)::date) end)::smallint as level
    from deadline l join area a on a.id = l.area_id where l.incident_id = any (wanted)) late
  where d.id = late.id;
  perform keep_due(wanted, false);
  return (select count(*) from deadline d where d.incident_id = any (wanted));
end $$;

CREATE FUNCTION public.load_past_deadlines(wanted uuid[], moments timestamp with time zone[], from_states text[], to_states text[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare past record; matter incident; clock deadline; pause tstzrange; added integer := 0;
begin
  for past in
    with entry as (
      select t.id, t.at, lead(t.at) over way as until, row_number() over way as n, t.to_state in ('suspended', 'merged') as still, case when t.to_state in ('suspended', 'merged') then t.from_state else t.to_state end as state
      from unnest(wanted, moments, from_states, to_states) with ordinality as t(id, at, from_state, to_state, n) window way as (partition by t.id order by t.n)
    ), lap as (
      select e.id, e.at, e.until, e.n, e.still, s.step, e.n - row_number() over (partition by e.id, s.step order by e.n) as stretch from entry e cross join lateral unnest(deadline_steps(e.state)) as s(step)
    )
    select l.id, l.step, min(l.at) as started_at, max(l.until) as done_at, array_agg(tstzrange(l.at, l.until) order by l.n) filter (where l.still) as pauses
    from lap l group by l.id, l.step, l.stretch having count(*) = count(l.until) order by 1, 3
  loop
    continue when exists (select from deadline d where d.incident_id = past.id and d.step = past.step and d.started_at = past.started_at);
    if matter.id is distinct from past.id then select * into matter from incident i where i.id = past.id; end if;
    clock := begun_deadline(matter, past.step, past.started_at, past.started_at);
    continue when clock.rule_id is null;
    foreach pause in array coalesce(past.pauses, '{}') loop
      clock.paused_at := lower(pause);
      clock := changed_deadline(clock, matter, 'resume', upper(pause));
    end loop;
    insert into deadline (incident_id, area_id, step, rule_id, amount, unit, warn_share, held_hours, started_at, due_at, warn_at, done_at, warned_at, level)
    select matter.id, matter.area_id, past.step, clock.rule_id, clock.amount, clock.unit, clock.warn_share, clock.held_hours, clock.started_at, clock.due_at, clock.warn_at, past.done_at, case when clock.warn_at < past.done_at then clock.warn_at end,
      case when clock.due_at >= past.done_at then 0 else least(3, 1 + (past.done_at at time zone a.time_zone)::date - (clock.due_at at time zone a.time_zone)::date) end
    from area a where a.id = matter.area_id;
    added := added + 1;
  end loop;
  return added;
end $$;

CREATE FUNCTION public.lock_devices(devices integer[]) RETURNS void
    LANGUAGE sql
    AS $$
  select pg_advisory_xact_lock(7266347, d) from (select distinct u.d from unnest(devices) u(d) order by 1) o
$$;

CREATE FUNCTION public.log_area_change(given jsonb, wanted integer, from_areas integer[], to_areas integer[], detail jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into area_change (id, area_id, kind, on_day, from_areas, to_areas, reason, detail, actor)
  values (case when exists (select from area_change c where c.id = (given ->> 'id')::uuid) then gen_random_uuid() else (given ->> 'id')::uuid end, wanted, given ->> 'kind', (given ->> 'on')::date, from_areas, to_areas,
    coalesce(given ->> 'reason', ''), detail, coalesce(actor_id(), '-'))
$$;

CREATE FUNCTION public.make_area(like_area integer, under integer, level text, part jsonb, day date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare made integer;
begin
  perform check_code_free(part ->> 'code', null);
  insert into area (parent_id, level, code, name_zh, name_en, time_zone, zone_scheme, valid_from)
  select under, make_area.level, part ->> 'code', part ->> 'nameZh', coalesce(part ->> 'nameEn', ''), a.time_zone, case when like_area <> coalesce(under, 0) then a.zone_scheme end, day from area a where a.id = like_area
  returning area.id into made;
  return made;
end $$;

CREATE FUNCTION public.make_camera_tour(given jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare wanted uuid := (given ->> 'id')::uuid; home integer := (given ->> 'areaId')::integer;
begin
  if exists (select from camera_tour t where t.id = wanted and t.area_id in (select actor_areas('watch'))) then return wanted; end if;
  if home not in (select actor_areas('watch')) then raise exception 'expected an area in which you may watch' using errcode = '42501', column = 'areaId'; end if;
  insert into camera_tour (id, area_id, name, priority, mode, dwell_seconds)
  values (wanted, home, given ->> 'name', (given ->> 'priority')::smallint, given ->> 'mode', (given ->> 'dwellSeconds')::smallint) on conflict (id) do nothing;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform set_tour_stops(wanted, home, given -> 'stops');
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), home, 'camera_tour.make', wanted::text, jsonb_build_object('name', given ->> 'name', 'stops', jsonb_array_length(given -> 'stops')));
  return wanted;
end $$;

CREATE FUNCTION public.make_due_area_change(wanted uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept area_change_due; why text;
begin
  perform pg_advisory_xact_lock(7266349);
  select d.* into kept from area_change_due d where d.id = wanted and d.refusal is null for update;
  if not found then return; end if;
  perform set_config('fangcun.actor', kept.actor, true);
  begin
    if not check_area_change(array[kept.area_id], kept.on_day) then raise exception 'the area is no area of today for %', kept.actor using errcode = '42501'; end if;
    perform carry_out_area_change(kept.area_id, kept.sent);
    delete from area_change_due d where d.id = wanted;
  -- What passes by itself is tried again; anything else is told to people.
  exception when others then
    if left(sqlstate, 2) in ('08', '40', '53', '55', '57', '58') then raise; end if;
    why := left(sqlerrm, 500);
    update area_change_due d set refusal = why where d.id = wanted;
    insert into audit_entry (account_id, area_id, action, target, detail) values (kept.actor, kept.area_id, 'area.refuse', kept.area_id::text, kept.sent || jsonb_build_object('reason', why));
  end;
  perform set_config('fangcun.actor', '', true);
end $$;

CREATE FUNCTION public.make_map_wall(given jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept map_wall; wanted uuid := (given ->> 'id')::uuid; home integer; own text := 'wall-' || (given ->> 'id');
begin
  if exists (select from map_wall w where w.id = wanted and w.area_id in (select actor_areas('wall'))) then return false; end if;
  select a.id into home from area a where a.id = (given ->> 'areaId')::integer and a.valid_to is null and a.id in (select actor_areas('wall'));
  if not found then raise exception 'expected an area in which you operate walls' using errcode = '42501', column = 'areaId'; end if;
  if exists (select from map_wall w where w.id = wanted) or exists (select from account c where c.id = own) then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  if (select count(*) from map_wall w where w.area_id = home and w.retired_at is null) >= 50 then raise exception 'expected at most 50 walls of one area; retire some first' using errcode = '23514', column = 'areaId'; end if;
  insert into account (id, name_zh, name_en) values (own, '大屏 ' || (given ->> 'name'), 'Wall ' || (given ->> 'name'));
  insert into assignment (account_id, area_id, role) values (own, home, 'wall_display');
  insert into map_wall (id, area_id, name, layout, view, rotation, account_id, created_by)
  values (wanted, home, given ->> 'name', given -> 'layout', given -> 'view', jsonb_build_object('seconds', 60, 'startedAt', instant_text(now()), 'pausedAt', null), own, coalesce(actor_id(), '-')) returning * into kept;
  insert into wall_screen (id, wall_id, area_id, name, place, content) select gen_random_uuid(), wanted, home, p.name, p.place, '{"kind": "shared"}' from wall_places(given -> 'layout') p;
  perform audit_map_wall(kept, 'make', jsonb_build_object('account', own));
  perform tell_map_wall(wanted);
  return true;
end $$;

CREATE FUNCTION public.make_position_day(day date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare name text := 'position_' || to_char(day, 'YYYYMMDD');
begin
  if day < '1990-01-01' or day > current_date + 2 then raise exception 'expected a day from 1990 to tomorrow' using errcode = '22008'; end if;
  if to_regclass('public.' || name) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext(name));
  if to_regclass('public.' || name) is not null then return; end if;
  execute format('create table %I partition of position for values from (%L) to (%L)', name, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
  execute format('alter table %I enable row level security, force row level security', name);
end $$;

CREATE FUNCTION public.managed_accounts() RETURNS TABLE(id text, name_zh text, name_en text, demo boolean, created_at timestamp with time zone, disabled_at timestamp with time zone, assignments jsonb, handles jsonb, has_password boolean, has_subject boolean, sessions jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not (acts_as_owner() or actor_may('account')) then raise exception 'only administrators see accounts' using errcode = '42501'; end if;
  return query select c.id, c.name_zh, c.name_en, c.demo, c.created_at, c.disabled_at,
    coalesce((select jsonb_agg(jsonb_build_object('role', a.role, 'areaId', a.area_id) order by r.sort, a.area_id) from assignment a join role r on r.id = a.role where a.account_id = c.id), '[]'), handles_of(c.id),
    exists (select from credential k where k.account_id = c.id and k.kind = 'password'), exists (select from credential k where k.account_id = c.id and k.kind = 'oidc'),
    coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'label', s.label, 'createdAt', s.created_at, 'seenAt', s.seen_at, 'expiresAt', s.expires_at) order by s.created_at desc) from session s
      where s.account_id = c.id and s.revoked_at is null and s.expires_at > now() and (s.idle_seconds is null or s.seen_at > now() - make_interval(secs => s.idle_seconds))), '[]')
  from account c where administers(c.id) order by c.id;
end $$;

CREATE FUNCTION public.map_wall_in_hand(wanted uuid, seen integer) RETURNS public.map_wall
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept map_wall;
begin
  select * into kept from map_wall w where w.id = wanted and (w.area_id in (select actor_areas('wall')) or w.area_id in (select actor_screen_areas())) for update;
  if not found then return null; end if;
  if kept.area_id not in (select actor_areas('wall')) then raise exception 'the actor may not operate this wall' using errcode = '42501'; end if;
  if seen is not null and kept.version <> seen then raise exception 'somebody changed this wall since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  return kept;
end $$;

CREATE FUNCTION public.mark_area_clock() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  lock table incident in share row exclusive mode;
  insert into incident_delta (cell, area_id, day, kind, change)
  select i.z_order >> 24, i.area_id, (i.occurred_at at time zone c.time_zone)::date, incident_kind(i.category_id, i.severity, i.provenance), sum(c.change)
  from incident i cross join (values (old.time_zone, -1), (new.time_zone, 1)) c(time_zone, change) where i.area_id = new.id group by 1, 2, 3, 4 having sum(c.change) <> 0;
  return null;
end $$;

CREATE FUNCTION public.mark_briefing_read(wanted uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not exists (select from actor_briefings() a where a.id = wanted) then return; end if;
  insert into briefing_read (briefing_id, account_id) select wanted, c.id from account c where c.id = actor_id() on conflict do nothing;
  return next wanted;
end $$;

CREATE FUNCTION public.mark_cameras(cameras integer[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if cardinality(cameras) = 0 then return; end if;
  insert into camera_due (camera_id, area_id) select c.id, c.area_id from camera c where c.id = any (cameras) order by c.id
  on conflict (camera_id) do update set marked_by = pg_current_xact_id(), area_id = excluded.area_id;
  insert into outbox (noun) values ('camera_view');
  perform pg_notify('fangcun_outbox', '');
end $$;

CREATE FUNCTION public.mark_cameras_near() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare near integer[];
begin
  if tg_op = 'INSERT' then
    near := array(select distinct c.id from added b join camera c on camera_reach(c.geom, c.range_m) && b.geom);
  elsif tg_op = 'DELETE' then
    near := array(select distinct c.id from removed b join camera c on camera_reach(c.geom, c.range_m) && b.geom);
  else
    near := array(select distinct c.id from (
        select shape from removed o join added n on n.id = o.id cross join lateral (values (o.geom), (n.geom)) moved(shape) where not o.geom = n.geom) b
      join camera c on camera_reach(c.geom, c.range_m) && b.shape);
  end if;
  perform mark_cameras(near);
  return null;
end $$;

CREATE FUNCTION public.mark_changed_cameras() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' then
    perform mark_cameras(array(select n.id from added n));
    return null;
  end if;
  perform mark_cameras(array(select n.id from added n join removed o on o.id = n.id
    where (o.kind, o.azimuth_deg, o.field_of_view_deg, o.range_m, o.pixels, o.geom) is distinct from (n.kind, n.azimuth_deg, n.field_of_view_deg, n.range_m, n.pixels, n.geom)));
  return null;
end $$;

CREATE FUNCTION public.mark_incident_cells() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into incident_delta (cell, area_id, day, kind, change)
  select c.cell >> 2, c.area_id, (to_timestamp(c.time_s) at time zone coalesce(a.time_zone, 'UTC'))::date, c.kind, sum(c.sign)
  from unnest(new.signs, new.times, new.cells, new.kinds, new.areas) c(sign, time_s, cell, kind, area_id) left join area a on a.id = c.area_id group by 1, 2, 3, 4;
  return null;
end $$;

CREATE FUNCTION public.mark_presence_days() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into presence_due (area_id, day) select distinct c.area_id, c.day from changed c;
  return null;
end $$;

CREATE TABLE public.device (
    id integer NOT NULL,
    area_id integer NOT NULL,
    team_id integer NOT NULL,
    name text NOT NULL,
    import_id integer,
    CONSTRAINT device_name_check CHECK (((length(name) >= 1) AND (length(name) <= 64)))
);

ALTER TABLE ONLY public.device FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.may_send(wanted public.device) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select wanted.id = key_device() or wanted.area_id in (select actor_areas('position')) or wanted.area_id in (select actor_areas('import'))
$$;

CREATE FUNCTION public.mercator_x(lng double precision) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select greatest(0, least(2147483647, floor((lng + 180) / 360 * 2147483648)))::bigint
$$;

CREATE FUNCTION public.mercator_y(lat double precision) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select greatest(0, least(2147483647, floor((1 - asinh(tan(radians(greatest(-85.06, least(85.06, lat))))) / pi()) / 2 * 2147483648)))::bigint
$$;

CREATE FUNCTION public.merge_areas(wanted integer, given jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare day date := (given ->> 'on')::date; others integer[]; ending integer[]; home integer := wanted; kept area; each integer; done jsonb := '{}'; before jsonb := area_json(wanted); shape geometry;
begin
  select array_agg(distinct value::integer order by value::integer) into others from jsonb_array_elements_text(given -> 'areaIds') where value::integer <> wanted;
  if others is null then raise exception 'expected at least one other area' using errcode = '23514', column = 'areaIds'; end if;
  if not check_area_change(others, day) then raise exception 'expected areas of today that you configure' using errcode = '42501', column = 'areaIds'; end if;
  select * into kept from area a where a.id = wanted;
  if exists (select from area a where a.id = any(others) and a.level <> kept.level) then raise exception 'expected areas of the same level' using errcode = '23514', column = 'areaIds'; end if;
  if kept.level = 'city' then raise exception 'expected areas below a city' using errcode = '23514', column = 'areaIds'; end if;
  ending := others;
  select st_multi(st_union(a.geom)) into shape from area a where a.id = any(others || wanted);
  if given ? 'into' then
    home := make_area(wanted, kept.parent_id, kept.level, given -> 'into', day);
    -- By code, so that serials follow each other in the order of the areas.
    select array_agg(a.id order by a.code) into ending from area a where a.id = any(others || wanted);
  else
    perform keep_area_past(wanted, day);
  end if;
  foreach each in array ending loop
    perform check_no_gain(each, home, 'areaIds');
    if (given ->> 'moveDuties')::boolean then done := added(done, jsonb_build_object('dutiesMoved', move_duties(each, home))); end if;
    done := added(done, jsonb_build_object('areas', rehome_areas(children_of(each), home, day), 'accounts', (select count(distinct s.account_id) from assignment s where s.area_id = each)));
    done := added(done, move_zones(zones_in(each), each, home, true, day));
    perform end_area(each, home, day);
    perform log_area_change(given, each, ending, array[home], jsonb_build_object('before', area_json(each)));
  end loop;
  update area set geom = case when geometry_fits(shape, 50000) then shape else geom end where id = home;
  perform log_area_change(given, home, ending || wanted, array[home], jsonb_build_object('before', before, 'after', area_json(home)));
  return done || jsonb_build_object('areaId', home);
end $$;

CREATE FUNCTION public.move_area(wanted integer, given jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare day date := (given ->> 'on')::date; kept area; home area; before jsonb := area_json(wanted); done jsonb := '{}'; below integer;
  levels constant text[] := array['city', 'district', 'subdistrict', 'community'];
begin
  if not check_area_change(array[(given ->> 'parentId')::integer], day) then raise exception 'expected an area of today that you configure' using errcode = '42501', column = 'parentId'; end if;
  select * into kept from area a where a.id = wanted;
  select * into home from area a where a.id = (given ->> 'parentId')::integer;
  if array_position(levels, home.level) >= array_position(levels, kept.level) then raise exception 'expected an area of a higher level' using errcode = '23514', column = 'parentId'; end if;
  perform check_no_gain(wanted, home.id, 'parentId');
  with recursive down(id) as (select wanted union select a.id from area a join down on a.parent_id = down.id) select count(*) - 1 into below from down;
  perform keep_area_past(wanted, day);
  update area set parent_id = home.id where id = wanted;
  if given ? 'code' then done := recode_area(wanted, given ->> 'code', given); end if;
  perform log_area_change(given, wanted, array_remove(array[kept.parent_id], null), array[home.id], jsonb_build_object('before', before, 'after', area_json(wanted)));
  return done || jsonb_build_object('areaId', wanted, 'areas', below);
end $$;

CREATE FUNCTION public.move_duties(from_area integer, home integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare gone integer;
begin
  if not administers_area(from_area) or not administers_area(home) then
    raise exception 'expected areas whose accounts you administer' using errcode = '42501', column = 'moveDuties';
  end if;
  insert into assignment (account_id, area_id, role) select a.account_id, home, a.role from assignment a where a.area_id = from_area and a.account_id is distinct from actor_id() on conflict do nothing;
  delete from assignment a where a.area_id = from_area and a.account_id is distinct from actor_id();
  get diagnostics gone = row_count;
  return gone;
end $$;

CREATE FUNCTION public.move_wall(wanted uuid, move jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept map_wall;
begin
  select * into kept from map_wall w where w.id = wanted and (w.area_id in (select actor_areas('wall')) or w.area_id in (select actor_screen_areas()));
  if not found then return false; end if;
  if kept.area_id not in (select actor_areas('wall')) then raise exception 'the actor may not operate this wall' using errcode = '42501'; end if;
  if kept.retired_at is not null then raise exception 'expected a wall that stands; this one was retired' using errcode = '23514', column = 'id'; end if;
  perform pg_notify('fangcun_wall', (move || jsonb_build_object('wallId', wanted))::text);
  return true;
end $$;

CREATE FUNCTION public.move_zones(wanted integer[], from_area integer, home integer, whole boolean, day date) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare done jsonb;
begin
  done := rehome_zones(wanted, from_area, home, whole, day);
  perform recode_zones(wanted, (select a.code from area a where a.id = from_area), (select a.code from area a where a.id = home));
  return done;
end $$;

CREATE FUNCTION public.my_duties() RETURNS TABLE(id integer, area_id integer, call_sign text, kind text, vehicle text, shifts jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 3
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select t.id, t.area_id, t.call_sign, t.kind, t.vehicle,
    coalesce((select jsonb_agg(jsonb_build_object('from', lower(s.during), 'to', upper(s.during)) order by lower(s.during)) from shift s where s.team_id = t.id and s.during && tstzrange(now() - interval '1 day', now() + interval '1 day')), '[]')
  from team t where t.id in (select actor_teams()) and t.area_id in (select actor_areas('read')) order by t.call_sign, t.id
$$;

CREATE FUNCTION public.name_heirs(kept public.zone_plan, ended integer[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update zone e set heir_id = coalesce(
    (select z.id from zone z where z.valid_to is null and z.area_id in (select areas_below(kept.area_id)) and z.geom && e.geom and st_intersects(z.geom, e.geom)
      order by (select coalesce(sum(b.households), 0) from building b where b.zone_id = e.id and b.geom && z.geom and st_intersects(z.geom, st_pointonsurface(b.geom))) desc, st_area(st_intersection(z.geom, e.geom, 1e-8)) desc, z.id limit 1),
    (select z.id from zone z where z.valid_to is null and z.area_id in (select areas_below(kept.area_id)) order by st_distance(z.geom, e.geom), z.id limit 1))
  where e.id = any (ended)
$$;

CREATE FUNCTION public.name_plan_zones(wanted uuid) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare home record; last integer; fresh record;
begin
  for home in select distinct z.area_id, a.name_zh, a.name_en, r.* from zone_plan_zone z join area a on a.id = z.area_id, lateral zone_code_rule(z.area_id) r where z.plan_id = wanted loop
    select coalesce(max(right(c.code, home.serial)::integer), 0) into last
    from (select z.code from zone z where z.area_id = home.area_id union all select p.code from zone_past p where p.area_id = home.area_id union all select n.code from zone_plan_zone n where n.plan_id = wanted) c
    where starts_with(c.code, home.stem) and length(c.code) = length(home.stem) + home.serial and right(c.code, home.serial) ~ '^[0-9]+$';
    for fresh in select z.key from zone_plan_zone z, lateral st_pointonsurface(z.geom) p where z.plan_id = wanted and z.area_id = home.area_id and z.code is null
      order by st_x(p) * cos(radians(st_y(p))) - st_y(p), z.key loop
      last := last + 1;
      if last >= 10 ^ home.serial then raise exception 'no serial is left below %; give codes to the new zones', home.stem using errcode = '23514', column = 'zones'; end if;
      update zone_plan_zone z set code = home.stem || lpad(last::text, home.serial, '0') where z.plan_id = wanted and z.key = fresh.key;
    end loop;
    update zone_plan_zone z set name_zh = case when z.name_zh = '' and z.name_en = '' then home.name_zh || '第' || n.serial || '网格' else z.name_zh end,
      name_en = case when z.name_zh = '' and z.name_en = '' then btrim(home.name_en || ' Zone ' || n.serial) else z.name_en end
    from (select k.key, lpad(ltrim(right(k.code, home.serial), '0'), 2, '0') as serial from zone_plan_zone k where k.plan_id = wanted) n where z.plan_id = wanted and z.area_id = home.area_id and n.key = z.key;
  end loop;
end $_$;

CREATE FUNCTION public.names_voice(question jsonb) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select exists (select from category c where c.voice and question -> 'categoryIds' @> to_jsonb(c.id::integer))
$$;

CREATE FUNCTION public.next_deadline_look(wanted_area integer, unit text, due_at timestamp with time zone, level smallint, next_day timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if level = 0 then return due_at; end if;
  if level = 3 then return null; end if;
  return case when unit in ('minute', 'hour') then next_day else working_moment(wanted_area, next_day) end;
end $$;

CREATE FUNCTION public.note_briefing(kept public.briefing, wanted text, about jsonb) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'briefing.' || wanted, kept.id::text, jsonb_build_object('title', kept.title) || about);
  insert into outbox (noun, row_id, area_id) values ('briefing', kept.id::text, kept.area_id);
  select pg_notify('fangcun_outbox', '')
$$;

CREATE FUNCTION public.note_briefing_schedule(kept public.briefing_schedule, wanted text) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), kept.area_id, 'briefing_schedule.' || wanted, kept.id::text, jsonb_build_object('title', kept.title, 'template', kept.template));
  insert into outbox (noun, row_id, area_id) values ('briefing', null, kept.area_id);
  select pg_notify('fangcun_outbox', '')
$$;

CREATE FUNCTION public.note_camera(kept public.camera, wanted text, about jsonb) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'camera.' || wanted, kept.id::text, about)
$$;

CREATE FUNCTION public.note_camera_find(look uuid, wanted uuid) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update camera_look l set incident_id = wanted where l.id = look and l.incident_id is null
$$;

CREATE FUNCTION public.note_camera_plan(kept public.camera_plan, wanted text, about jsonb) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'camera_plan.' || wanted, kept.id::text, jsonb_build_object('name', kept.name) || about);
  insert into outbox (noun, row_id, area_id) values ('camera_plan', kept.id::text, kept.area_id);
  select pg_notify('fangcun_outbox', '')
$$;

CREATE FUNCTION public.note_camera_state() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare told text := nullif(current_setting('fangcun.told_by', true), ''); why text := coalesce(current_setting('fangcun.state_note', true), '');
begin
  if current_setting('fangcun.restore', true) = 'on' then return null; end if;
  told := coalesce(told, case when tg_op = 'INSERT' and (new.import_id is not null or new.source <> 'own') then 'import' else 'hand' end);
  if tg_op = 'UPDATE' then update camera_state s set to_at = greatest(s.from_at, new.state_since) where s.camera_id = new.id and s.to_at is null; end if;
  insert into camera_state (camera_id, area_id, state, from_at, told_by, account_id, note) values (new.id, new.area_id, new.state, new.state_since, told, case when told = 'hand' then nullif(actor_id(), '') end, left(why, 500));
  return null;
end $$;

CREATE FUNCTION public.note_cameras_back() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare back record;
begin
  for back in
    select e.incident_id, array_agg(n.id) as cameras, max(n.state_since) as since from changed_rows n join old_rows o on o.id = n.id cross join lateral (
      select s.incident_id from camera_state s where s.camera_id = n.id and s.to_at is not null order by s.id desc limit 1) e
    where n.state = 'online' and o.state in ('offline', 'fault') and e.incident_id is not null group by e.incident_id
  loop
    perform note_incident(back.incident_id, jsonb_build_object('cameras', camera_names(back.cameras), 'count', cardinality(back.cameras), 'cameraState', 'online', 'since', back.since), clock_timestamp());
  end loop;
  return null;
end $$;

CREATE FUNCTION public.note_checkpoint(kept public.checkpoint, wanted text) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'checkpoint.' || wanted, kept.id::text, jsonb_build_object('name', kept.name));
  insert into outbox (noun, row_id, area_id) values ('checkpoint', kept.id::text, kept.area_id);
  select pg_notify('fangcun_outbox', '')
$$;

CREATE FUNCTION public.note_device_key(about public.device, wanted text, detail jsonb) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), about.area_id, 'device_key.' || wanted, about.name, detail || jsonb_build_object('teamId', about.team_id))
$$;

CREATE FUNCTION public.note_due_plan(wanted uuid, why text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ update zone_plan p set refusal = left(why, 500) where p.id = wanted and p.state = 'scheduled' $$;

CREATE FUNCTION public.note_gateway(kept public.camera_gateway, wanted text, about jsonb) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'gateway.' || wanted, kept.id::text, about)
$$;

CREATE FUNCTION public.note_hotspot(kept public.hotspot, wanted text, about jsonb) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into hotspot_log (hotspot_id, area_id, actor, action, detail) values (kept.id, kept.area_id, actor_id(), wanted, about);
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'hotspot.' || wanted, kept.id::text, about)
$$;

CREATE FUNCTION public.note_incident(wanted uuid, about jsonb, moment timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept incident;
begin
  select * into kept from incident i where i.id = wanted for update;
  if not found then return; end if;
  insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor, payload, after)
  values (kept.id, kept.area_id, greatest(moment, kept.reported_at), 'note', kept.state, kept.state, 'system', about, incident_snapshot_with_orders(kept));
  insert into outbox (noun, row_id, area_id) values ('incident', kept.id::text, kept.area_id);
  perform pg_notify('fangcun_outbox', '');
end $$;

CREATE FUNCTION public.note_patrol_plan(kept public.patrol_plan, wanted text, about jsonb) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'patrol_plan.' || wanted, kept.id::text, jsonb_build_object('name', kept.name) || about);
  insert into outbox (noun, row_id, area_id) values ('patrol_plan', kept.id::text, kept.area_id);
  select pg_notify('fangcun_outbox', '')
$$;

CREATE FUNCTION public.note_roster(home integer, wanted text, about text, detail jsonb) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), home, 'roster.' || wanted, about, detail);
  insert into outbox (noun, row_id, area_id) values ('roster', about, home);
  select pg_notify('fangcun_outbox', '')
$$;

CREATE FUNCTION public.note_zone_plan(kept public.zone_plan, wanted text, about jsonb, who text DEFAULT public.actor_id()) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(who, '-'), kept.area_id, 'zone_plan.' || wanted, kept.id::text, jsonb_build_object('name', kept.name) || about);
  insert into outbox (noun, row_id, area_id) values ('zone_plan', kept.id::text, kept.area_id);
  select pg_notify('fangcun_outbox', '')
$$;

CREATE FUNCTION public.nth_working_day(zone text, hours_area integer, days_area integer, local_start timestamp without time zone, number integer, last date) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare first date := local_start::date + 1; days integer := number * 2 + 12; due_day date; seen integer; wished timestamptz; due timestamptz;
begin
  while due_day is null and first < last loop
    select (array_agg(w.day order by w.day))[number], count(*) into due_day, seen from working_days(hours_area, days_area, first, first + days) w;
    number := number - seen;
    first := first + days + 1;
    days := days * 2;
  end loop;
  if due_day is null then return last::timestamp at time zone zone; end if;
  wished := (due_day + local_start::time) at time zone zone;
  select coalesce(min(greatest(w.opens, wished)) filter (where w.closes >= wished), max(w.closes)) into due from working_windows(zone, hours_area, days_area, due_day, due_day) w;
  return coalesce(due, wished);
end $$;

CREATE FUNCTION public.open_briefing(wanted uuid, seen integer) RETURNS public.briefing
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept briefing := briefing_in_hand(wanted, seen);
begin
  if kept.state = 'discarded' then raise exception 'expected a draft or a filed briefing; this one was discarded' using errcode = '23514', column = 'version'; end if;
  return kept;
end $$;

CREATE FUNCTION public.open_device(wanted_team integer, wanted_name text, from_ms bigint, to_ms bigint) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare opened device; zone text; found_tail device_tail;
begin
  if wanted_team is null then
    select d.* into opened from device d where d.id = key_device();
    if not found then return null; end if;
    -- Once a minute is enough to see that a device is alive.
    update device_key k set heard_at = now() where k.device_id = opened.id and (k.heard_at is null or k.heard_at < now() - interval '1 minute');
  else
    select null, t.area_id, t.id, wanted_name, null into opened from team t where t.id = wanted_team and t.area_id in (select actor_areas('read'));
    if not found then return null; end if;
    if opened.area_id not in (select actor_areas('position')) and opened.area_id not in (select actor_areas('import')) then raise exception 'not allowed' using errcode = '42501'; end if;
    insert into device (area_id, team_id, name) select opened.area_id, wanted_team, wanted_name where not exists (select from device d where d.team_id = wanted_team and d.name = wanted_name) on conflict (team_id, name) do nothing;
    select d.* into opened from device d where d.team_id = wanted_team and d.name = wanted_name;
  end if;
  perform pg_advisory_xact_lock(7266347, opened.id);
  select a.time_zone into zone from area a where a.id = opened.area_id;
  select t.* into found_tail from device_tail t where t.device_id = opened.id;
  return jsonb_build_object('id', opened.id, 'teamId', opened.team_id, 'areaId', opened.area_id, 'timeZone', zone, 'keptDays', position_days(opened.area_id),
    'shifts', coalesce((select jsonb_agg(jsonb_build_array((extract(epoch from lower(s.during)) * 1000)::bigint, (extract(epoch from upper(s.during)) * 1000)::bigint)) from shift s
      where s.team_id = opened.team_id and s.during && tstzrange(to_timestamp(from_ms / 1000.0), to_timestamp(to_ms / 1000.0), '[]')), '[]'),
    'tail', case when found_tail.device_id is not null then jsonb_build_object('sinceMs', (extract(epoch from found_tail.since) * 1000)::bigint, 'ms', to_jsonb(found_tail.ms), 'x', to_jsonb(found_tail.x), 'y', to_jsonb(found_tail.y)) end);
end $$;

CREATE FUNCTION public.open_history(wanted_team integer, from_at timestamp with time zone, to_at timestamp with time zone, reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare home integer;
begin
  if wanted_team in (select actor_teams()) then return; end if;
  if reason is null then raise exception 'expected why the way of a team is looked at' using errcode = '23514', column = 'reason'; end if;
  if wanted_team is null then select min(a) into home from actor_areas('read') a;
  else select t.area_id into home from team t where t.id = wanted_team and t.area_id in (select actor_areas('read')); end if;
  -- Nothing is seen of a team that is not theirs.
  if home is null then return; end if;
  -- Who plays the past, reads a collection page by page or moves the map over what a team covered asks many times for one look: once in ten minutes is told, of each team by itself.
  if open_history.reason in ('playback', 'collection', 'coverage') and exists (
    select from audit_entry e where e.at > now() - interval '10 minutes' and e.account_id = actor_id() and e.action = 'position.history' and e.target = coalesce(wanted_team::text, '') and e.detail ->> 'reason' = open_history.reason) then return; end if;
  insert into audit_entry (account_id, area_id, action, target, detail)
  values (actor_id(), home, 'position.history', coalesce(wanted_team::text, ''), jsonb_build_object('from', from_at, 'to', to_at, 'reason', reason));
end $$;

CREATE FUNCTION public.open_patrol_report(wanted uuid) RETURNS TABLE(team_id integer, incident_id uuid, at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept patrol_plan;
begin
  select p.* into kept from patrol_plan p where p.id = wanted and p.id in (select actor_patrol_plans()) and (p.area_id in (select actor_areas('patrol')) or p.area_id in (select actor_areas('brief')));
  if not found then return; end if;
  if not exists (select from audit_entry e where e.at > now() - interval '10 minutes' and e.account_id = actor_id() and e.action = 'patrol_plan.report' and e.target = wanted::text) then
    insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'patrol_plan.report', wanted::text, jsonb_build_object('name', kept.name));
  end if;
  return query select distinct on (l.incident_id) r.team_id, l.incident_id, l.at
    from patrol_route r join team_member m on m.team_id = r.team_id join incident_log l on l.actor = m.account_id and l.action = 'report' and l.at >= r.starts_at - interval '15 minutes' and l.at <= r.ends_at + interval '1 hour'
    where r.plan_id = wanted order by l.incident_id, l.at, r.team_id;
end $$;

CREATE FUNCTION public.open_presence_build(wanted bigint, marks text[]) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update presence_build b set version = b.version + 1 where b.version = wanted;
  if not found then return false; end if;
  delete from presence_due d where d.id = any (marks::bigint[]);
  return true;
end $$;

CREATE FUNCTION public.open_sessions(hashes text[], seen boolean) RETURNS TABLE(key text, session_id uuid, kind text, expires_at timestamp with time zone, id text, name_zh text, name_en text, assignments jsonb, rights text[], rights_key text)
    LANGUAGE sql SECURITY DEFINER ROWS 10
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update session s set seen_at = now()
  where seen and s.token_hash = any(array(select decode(h, 'hex') from unnest(hashes) h)) and s.seen_at < now() - interval '1 minute'
    and s.revoked_at is null and s.expires_at > now() and (s.idle_seconds is null or s.seen_at > now() - make_interval(secs => s.idle_seconds));
  select encode(s.token_hash, 'hex'), s.id, s.kind, s.expires_at, a.id, a.name_zh, a.name_en, a.assignments, a.rights, a.rights_key
  from session s cross join lateral account_actor(s.account_id) a
  where s.token_hash = any(array(select decode(h, 'hex') from unnest(hashes) h))
    and s.revoked_at is null and s.expires_at > now() and (s.idle_seconds is null or s.seen_at > now() - make_interval(secs => s.idle_seconds))
$$;

CREATE FUNCTION public.operates_walls(who text, wanted_area integer) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with recursive above(id, parent_id) as (
    select id, parent_id from area where id = wanted_area
    union
    select area.id, area.parent_id from area join above on area.id = above.parent_id
  )
  select exists (select from account c join assignment a on a.account_id = c.id join above on above.id = a.area_id join role_right r on r.role = a.role and r.right_to = 'wall' where c.id = who and c.disabled_at is null)
$$;

CREATE FUNCTION public.order_wall_scenes(of_wall uuid, wanted uuid[]) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept map_wall := standing_wall_in_hand(of_wall, null);
begin
  if kept.id is null then return false; end if;
  if (select coalesce(array_agg(c.id order by c.id), '{}') from wall_scene c where c.wall_id = of_wall) <> (select coalesce(array_agg(w order by w), '{}') from unnest(wanted) w) then
    raise exception 'expected all scenes of the wall, each once' using errcode = '23514', column = 'sceneIds';
  end if;
  update wall_scene c set ordinal = o.n - 1 from unnest(wanted) with ordinality o(id, n) where c.id = o.id and c.ordinal <> o.n - 1;
  perform tell_map_wall(of_wall);
  return true;
end $$;

CREATE FUNCTION public.outbox_add() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare many constant integer := 500; changed integer;
begin
  select count(*) into changed from changed_rows;
  if changed = 0 then return null; end if;
  if changed > many then
    insert into outbox (noun) values (tg_argv[0]);
  else
    execute format('insert into outbox (noun, row_id, area_id) select %L, id::text, %I from changed_rows', tg_argv[0], tg_argv[1]);
  end if;
  perform pg_notify('fangcun_outbox', '');
  return null;
end $$;

CREATE FUNCTION public.outbox_after(after_txid xid8, after_id bigint, most integer DEFAULT 1000) RETURNS TABLE(txid xid8, id bigint, noun text, row_id text, area_id integer, at timestamp with time zone)
    LANGUAGE sql STABLE
    AS $$
  select o.txid, o.id, o.noun, o.row_id, o.area_id, o.at from outbox o
  where (o.txid, o.id) > (after_txid, after_id) and o.txid < pg_snapshot_xmin(pg_current_snapshot())
  order by o.txid, o.id limit most
$$;

CREATE FUNCTION public.outbox_camera() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare many constant integer := 500; changed integer[];
begin
  select array_agg(n.id) into changed from changed_rows n join old_rows o on o.id = n.id where n.version <> o.version or n.state <> o.state;
  if changed is null then return null; end if;
  if array_length(changed, 1) > many then
    insert into outbox (noun) values ('camera');
  else
    insert into outbox (noun, row_id, area_id) select 'camera', n.id::text, n.area_id from changed_rows n where n.id = any(changed);
  end if;
  perform pg_notify('fangcun_outbox', '');
  return null;
end $$;

CREATE FUNCTION public.outbox_ground() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into outbox (noun) values ('ground');
  perform pg_notify('fangcun_outbox', '');
  return null;
end $$;

CREATE FUNCTION public.outbox_photo() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into outbox (noun, row_id, area_id) values ('incident', new.incident_id::text, new.area_id);
  perform pg_notify('fangcun_outbox', '');
  return null;
end $$;

CREATE FUNCTION public.outbox_street_barrier() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into outbox (noun) values ('street');
  perform pg_notify('fangcun_outbox', '');
  return null;
end $$;

CREATE FUNCTION public.own_ids(given jsonb, wanted uuid) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS $$
  select case jsonb_typeof(given)
    when 'array' then (select jsonb_agg(own_ids(g, wanted)) from jsonb_array_elements(given) as g)
    when 'object' then given || jsonb_build_object('id', overlay(overlay(md5((given ->> 'id') || wanted::text) placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid)
    else given end
$$;

CREATE FUNCTION public.password_of(wanted text) RETURNS TABLE(secret text, temporary boolean, changed_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 1
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select k.secret, k.temporary, k.changed_at from credential k join account c on c.id = k.account_id where k.account_id = wanted and k.kind = 'password' and c.disabled_at is null
$$;

CREATE FUNCTION public.patrol_leaders_of(wanted uuid) RETURNS TABLE(id text, name_zh text, name_en text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select c.id, c.name_zh, c.name_en from hotspot h join account c on leads_patrols(c.id, h.area_id)
  where h.id = wanted and h.area_id in (select actor_areas('brief')) order by c.id
$$;

CREATE FUNCTION public.patrol_plan_asked(wanted uuid) RETURNS TABLE(question jsonb, figures jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return query select p.question, p.figures from patrol_plan p where p.id = wanted and p.id in (select actor_patrol_plans()) and (p.area_id in (select actor_areas('patrol')) or p.area_id in (select actor_areas('brief')));
end $$;

CREATE FUNCTION public.patrol_plan_during(question jsonb) RETURNS tstzrange
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select tstzrange(min((t ->> 'from')::timestamptz), max((t ->> 'to')::timestamptz)) from jsonb_array_elements(question -> 'teams') t
$$;

CREATE FUNCTION public.patrol_plan_in_hand(wanted uuid, seen integer) RETURNS public.patrol_plan
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept patrol_plan;
begin
  select * into kept from patrol_plan p where p.id = wanted and p.id in (select actor_patrol_plans()) for update;
  if not found then return null; end if;
  if kept.area_id not in (select actor_areas('patrol')) then raise exception 'the actor may not plan patrols here' using errcode = '42501'; end if;
  if seen is not null and kept.version <> seen then raise exception 'somebody changed this plan since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  return kept;
end $$;

CREATE FUNCTION public.phone_areas() RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER ROWS 500 PARALLEL SAFE
    SET search_path TO 'public', 'pg_temp'
    AS $$ select actor_areas('step') union select actor_areas('duty') $$;

CREATE FUNCTION public.plan_in_hand(wanted uuid, wanted_right text, seen integer) RETURNS public.zone_plan
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept zone_plan;
begin
  select * into kept from zone_plan p where p.id = wanted and (p.area_id in (select actor_areas('plan')) or p.area_id in (select actor_areas('adopt'))) for update;
  if not found then return null; end if;
  if kept.area_id not in (select actor_areas(wanted_right)) then raise exception 'the actor may not % zones here', wanted_right using errcode = '42501'; end if;
  if seen is not null and kept.version <> seen then raise exception 'somebody changed this plan since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  return kept;
end $$;

CREATE FUNCTION public.plan_parts(wanted integer) RETURNS SETOF integer
    LANGUAGE sql STABLE ROWS 20
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select a.id from area a where a.id in (select areas_below(wanted)) and a.valid_to is null and a.geom is not null
    and not exists (select from areas_below(a.id) b(id) join area c on c.id = b.id where c.id <> a.id and c.valid_to is null and c.geom is not null)
$$;

CREATE FUNCTION public.position_days(wanted integer) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with recursive above(id, parent_id, far) as (
    select id, parent_id, 0 from area where id = wanted union all select a.id, a.parent_id, far + 1 from area a join above on a.id = above.parent_id
  )
  select coalesce((select r.days from position_retention r join above on above.id = r.area_id order by far limit 1), 30)::integer
$$;

CREATE FUNCTION public.post_after(closed integer) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare gone post; heir zone; chosen integer;
begin
  select * into gone from post p where p.id = closed;
  if not found or gone.valid_to is null then return closed; end if;
  select * into heir from zone z where z.id = gone.zone_id;
  while heir.valid_to is not null and heir.heir_id is not null loop select * into heir from zone z where z.id = heir.heir_id; end loop;
  select p.id into chosen from post p where p.zone_id = heir.id and p.valid_to is null and p.kind in (gone.kind, 'zone_lead')
  order by p.kind = gone.kind desc, (p.holder is not null or p.account_id is not null) desc, p.id limit 1;
  if chosen is null and heir.valid_to is null then
    insert into post (area_id, zone_id, kind, valid_from) values (heir.area_id, heir.id, 'zone_lead', gone.valid_to) returning id into chosen;
  end if;
  return coalesce(chosen, closed);
end $$;

CREATE FUNCTION public.postpone_cameras(cameras integer[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  update camera_due set since = clock_timestamp() where camera_id = any (cameras)
$$;

CREATE FUNCTION public.posts_on(day date) RETURNS TABLE(id integer, area_id integer, zone_id integer, kind text, version integer, valid_from date, valid_to date, holding_id uuid, holder text, account_id text, phone text, since date, until date)
    LANGUAGE sql STABLE
    AS $$
  select p.id, p.area_id, p.zone_id, p.kind, p.version, p.valid_from, p.valid_to, h.id, h.holder, h.account_id, case when acts_as_owner() or p.area_id in (select phone_areas()) then h.phone end, h.valid_from, h.valid_to
  from post p cross join lateral (select coalesce(day, area_today(p.area_id)) as day) d
  left join post_holding h on h.post_id = p.id and h.valid_from <= d.day and (h.valid_to is null or h.valid_to > d.day)
  where p.valid_from <= d.day and (p.valid_to is null or p.valid_to > d.day)
$$;

CREATE FUNCTION public.presence_of_day(wanted_area integer, wanted_day date) RETURNS TABLE(team_id integer, cell bigint, hour smallint, seconds double precision, low double precision, high double precision, visits integer, last_s double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_nestloop TO 'off'
    AS $$
declare zone text; begins timestamptz; ends timestamptz;
begin
  select a.time_zone, wanted_day::timestamp at time zone a.time_zone, (wanted_day + 1)::timestamp at time zone a.time_zone into zone, begins, ends from area a where a.id = wanted_area;
  return query
  select 0, c.cell, c.hour, c.seconds::double precision, 0::double precision, 0::double precision, 0, 0::double precision from coverage c where c.area_id = wanted_area and c.day = wanted_day and c.seconds > 0
  union all
  select d.team_id, interleave(f.cell >> 20, f.cell & 1048575), extract(hour from f.at at time zone zone)::smallint,
    sum(case when f.before <= 120 then f.before / 2 else 0 end + case when f.after <= 120 then f.after / 2 else 0 end)::double precision,
    sum(case when f.after <= 120 and f.next_cell = f.cell then f.after else 0 end)::double precision,
    sum(case when f.after <= 900 then f.after else 0 end + case when f.before <= 900 and f.last_cell <> f.cell then f.before else 0 end)::double precision,
    count(*) filter (where f.away is null or f.away > 600)::integer, extract(epoch from max(f.at))::double precision
  from (
    select w.device_id, w.at, w.cell, extract(epoch from w.at - lag(w.at) over way) as before, extract(epoch from lead(w.at) over way - w.at) as after, lag(w.cell) over way as last_cell, lead(w.cell) over way as next_cell,
      extract(epoch from w.at - lag(w.at) over (partition by w.device_id, w.cell order by w.at)) as away
    from (select p.device_id, p.at, ((p.x >> 11)::bigint << 20) | (p.y >> 11) as cell from position p where p.area_id = wanted_area and p.at >= begins - interval '15 minutes' and p.at < ends + interval '15 minutes'
      -- Where some of the day is dropped already, what teams had there stays as it was built.
      and not exists (select from position_dropped g where g.area_id = wanted_area and g.day between (begins at time zone 'UTC')::date and (ends at time zone 'UTC')::date)) w
    window way as (partition by w.device_id order by w.at)
  ) f join device d on d.id = f.device_id where f.at >= begins and f.at < ends group by d.team_id, f.cell, 3;
end $$;

CREATE TABLE public.presence_sum (
    area_id integer NOT NULL,
    team_id integer NOT NULL,
    hour_class smallint NOT NULL,
    level smallint NOT NULL,
    tile bigint NOT NULL,
    day date NOT NULL,
    cells bytea NOT NULL,
    seconds bytea NOT NULL,
    more bytea
);
ALTER TABLE ONLY public.presence_sum ALTER COLUMN cells SET STORAGE EXTERNAL;
ALTER TABLE ONLY public.presence_sum ALTER COLUMN seconds SET STORAGE EXTERNAL;
ALTER TABLE ONLY public.presence_sum ALTER COLUMN more SET STORAGE EXTERNAL;

ALTER TABLE ONLY public.presence_sum FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.presence_sums_of(wanted_area integer, days date[], teams integer[], classes integer[], levels integer[], tiles text[]) RETURNS SETOF public.presence_sum
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
declare first_day date := (select min(u.day) from unnest(days) u(day));
begin
  return query
  with touched as materialized (
    select g.team_id, g.hour_class::smallint, g.level::smallint, g.tile::bigint from unnest(teams, classes, levels, tiles) g(team_id, hour_class, level, tile)
    union select s.team_id, s.hour_class, s.level, s.tile from presence_sum s where s.area_id = wanted_area and s.day = any (days)
  )
  select s.* from touched t join presence_sum s on s.area_id = wanted_area and s.team_id = t.team_id and s.hour_class = t.hour_class and s.level = t.level and s.tile = t.tile and s.day >= first_day
  union all
  select l.* from touched t cross join lateral (
    select s.* from presence_sum s where s.area_id = wanted_area and s.team_id = t.team_id and s.hour_class = t.hour_class and s.level = t.level and s.tile = t.tile and s.day < first_day order by s.day desc limit 1) l;
end $$;

CREATE FUNCTION public.put_briefing_figures(kept public.briefing, wanted_run integer, figures jsonb) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into briefing_figure (briefing_id, area_id, run, key, query, snapshot, method, seed, value, made_at)
  select kept.id, kept.area_id, wanted_run, f ->> 'key', f -> 'query', f -> 'snapshot', f -> 'method', (f ->> 'seed')::bigint, f -> 'value', (f ->> 'madeAt')::timestamptz from jsonb_array_elements(figures) f
$$;

CREATE FUNCTION public.put_calendar(wanted_area integer, calendar jsonb) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
begin
  if not check_configure(wanted_area) then return false; end if;
  delete from working_hours where area_id = wanted_area;
  insert into working_hours (area_id, weekday, opens, closes) select wanted_area, h.weekday, h.opens, h.closes from jsonb_to_recordset(calendar -> 'hours') as h(weekday smallint, opens time, closes time);
  delete from calendar_day where area_id = wanted_area;
  insert into calendar_day (area_id, day, kind, name_zh, name_en) select wanted_area, d.day, d.kind, d."nameZh", d."nameEn" from jsonb_to_recordset(calendar -> 'days') as d(day date, kind text, "nameZh" text, "nameEn" text);
  insert into audit_entry (account_id, area_id, action, target, detail)
  values (actor_id(), wanted_area, 'calendar.set', wanted_area, jsonb_build_object('hours', jsonb_array_length(calendar -> 'hours'), 'days', jsonb_array_length(calendar -> 'days')));
  return true;
end $$;

CREATE FUNCTION public.put_camera_plan_sites(kept public.camera_plan, given jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare outside integer;
begin
  select s.ordinal into outside from jsonb_array_elements(given) with ordinality as s(site, ordinal)
  where not camera_plan_reaches(kept.area_id, st_setsrid(st_makepoint((s.site ->> 'lng')::float8, (s.site ->> 'lat')::float8), 4326), 'plan') order by s.ordinal limit 1;
  if outside is not null then raise exception 'expected sites in the area of the plan, or within a kilometre of it on ground where you may plan; site % is none', outside using errcode = '23514', column = 'sites'; end if;
  delete from camera_plan_site s where s.plan_id = kept.id;
  insert into camera_plan_site (plan_id, ordinal, area_id, mount, kind, azimuth_deg, field_of_view_deg, range_m, height_m, pixels, gain, geom, seen)
  select kept.id, g.ordinal, camera_plan_home(kept.area_id, p.place), s.mount, s.kind, s."azimuthDegrees", s."fieldOfViewDegrees", s."rangeMeters", s."heightMeters", s.pixels, coalesce(s.gain, 0), p.place, st_setsrid(st_geomfromgeojson(nullif(s.seen, 'null')), 4326)
  from jsonb_array_elements(given) with ordinality as g(site, ordinal),
    jsonb_to_record(g.site) as s(mount text, kind text, "azimuthDegrees" real, "fieldOfViewDegrees" real, "rangeMeters" real, "heightMeters" real, pixels integer, gain real, lng float8, lat float8, seen jsonb),
    lateral (select st_setsrid(st_makepoint(s.lng, s.lat), 4326) as place) p;
end $$;

CREATE FUNCTION public.put_code_scheme(wanted text, seen_version integer, given jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept code_scheme;
begin
  if not configures_all() then raise exception 'only who configures the whole tree of areas sets code schemes' using errcode = '42501', column = 'id'; end if;
  select * into kept from code_scheme s where s.id = wanted for update;
  if coalesce(kept.version, 0) <> seen_version then raise exception 'somebody changed this scheme; read it again' using errcode = '40001', column = 'version'; end if;
  if kept.noun is distinct from given ->> 'noun' and kept.id is not null then raise exception 'expected the noun that the scheme has' using errcode = '23514', column = 'noun'; end if;
  insert into code_scheme as s (id, noun, name_zh, name_en, source, parts, retired_at)
  values (wanted, given ->> 'noun', given ->> 'nameZh', given ->> 'nameEn', given ->> 'source', given -> 'parts', case when (given ->> 'retired')::boolean then now() end)
  on conflict (id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, source = excluded.source, parts = excluded.parts,
    retired_at = case when excluded.retired_at is not null then coalesce(s.retired_at, excluded.retired_at) end, version = s.version + 1;
  insert into audit_entry (account_id, action, target, detail) values (coalesce(actor_id(), '-'), 'code_scheme.set', wanted, given);
end $$;

CREATE FUNCTION public.put_deadline_rules(wanted_area integer, rules jsonb) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
begin
  if not check_configure(wanted_area) then return false; end if;
  if exists (select from jsonb_to_recordset(rules) as r("categoryId" smallint) where r."categoryId" is not null and not exists (select from category c where c.id = r."categoryId")) then
    raise exception 'expected categories of the catalogue' using errcode = '23503', column = 'rules';
  end if;
  delete from deadline_rule d where d.area_id = wanted_area and not exists (
    select from jsonb_to_recordset(rules) as r("categoryId" smallint, severity smallint, step text)
    where r.step = d.step and r."categoryId" is not distinct from d.category_id and r.severity is not distinct from d.severity);
  insert into deadline_rule (area_id, category_id, severity, step, amount, unit, warn_share)
  select wanted_area, r."categoryId", r.severity, r.step, r.amount, r.unit, r."warnShare" from jsonb_to_recordset(rules) as r("categoryId" smallint, severity smallint, step text, amount numeric, unit text, "warnShare" real)
  on conflict (area_id, category_id, severity, step) do update set amount = excluded.amount, unit = excluded.unit, warn_share = excluded.warn_share;
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), wanted_area, 'deadline_rule.set', wanted_area, jsonb_build_object('rules', jsonb_array_length(rules)));
  return true;
end $$;

CREATE TABLE public.event_plan (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    windows jsonb NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    created_by text NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT event_plan_check CHECK (((ends_on >= starts_on) AND (ends_on <= (starts_on + 60)))),
    CONSTRAINT event_plan_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT event_plan_note_check CHECK ((length(note) <= 2000)),
    CONSTRAINT event_plan_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'discarded'::text])))
);

ALTER TABLE ONLY public.event_plan FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.put_event_plan(wanted uuid, given jsonb) RETURNS SETOF public.event_plan
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept event_plan; seen constant integer := (given ->> 'version')::integer;
begin
  select * into kept from event_plan e where e.id = wanted for update;
  if kept.id is not null and kept.area_id not in (select actor_areas('patrol')) or kept.id is null and seen > 0 then return; end if;
  perform check_patrol((given ->> 'areaId')::integer, 'areaId');
  if kept.id is not null and seen = 0 then return next kept; return; end if;
  if kept.id is not null and kept.version <> seen then raise exception 'somebody changed this plan since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  if kept.state = 'discarded' then raise exception 'expected a plan that is not discarded' using errcode = '23514', column = 'version'; end if;
  insert into event_plan as e (id, area_id, name, note, starts_on, ends_on, windows, created_by)
  values (wanted, (given ->> 'areaId')::integer, given ->> 'name', coalesce(given ->> 'note', ''), (given ->> 'startsOn')::date, (given ->> 'endsOn')::date, given -> 'windows', actor_id())
  on conflict (id) do update set area_id = excluded.area_id, name = excluded.name, note = excluded.note, starts_on = excluded.starts_on, ends_on = excluded.ends_on, windows = excluded.windows, changed_at = now(), version = e.version + 1 returning * into kept;
  perform put_event_posts(kept, given -> 'posts');
  perform renew_event_needs(kept);
  perform note_roster(kept.area_id, 'event', wanted::text, jsonb_build_object('name', kept.name, 'posts', jsonb_array_length(given -> 'posts')));
  return next kept;
end $$;

CREATE FUNCTION public.put_event_posts(kept public.event_plan, given jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare bad record;
begin
  select p.i - 1 as i, case when jsonb_array_length(p.post -> 'needs') <> jsonb_array_length(kept.windows) then 'needs' when o.id is not null then 'id' else 'lng' end as field into bad
  from jsonb_array_elements(given) with ordinality p(post, i) join area a on a.id = kept.area_id left join event_post o on o.id = (p.post ->> 'id')::uuid and o.plan_id <> kept.id
  where o.id is not null or jsonb_array_length(p.post -> 'needs') <> jsonb_array_length(kept.windows)
    or a.geom is not null and not st_dwithin(a.geom, st_setsrid(st_makepoint((p.post ->> 'lng')::float8, (p.post ->> 'lat')::float8), 4326), 0.05) order by p.i limit 1;
  if found then
    raise exception 'expected a post of this plan with a number for each window, in the area of the plan or within five kilometres of it; post % is none', bad.i + 1 using errcode = '23514', column = 'posts.' || bad.i || '.' || bad.field;
  end if;
  select string_agg(p.code, ', ') as codes into bad from event_post p where p.plan_id = kept.id and p.id not in (select (e ->> 'id')::uuid from jsonb_array_elements(given) e)
    and exists (select from shift_need n join shift s on s.need_id = n.id where n.event_post_id = p.id);
  if bad.codes is not null then raise exception 'expected the posts on which teams stand: %; call their shifts off first', left(bad.codes, 100) using errcode = '23514', column = 'posts'; end if;
  delete from event_post p where p.plan_id = kept.id and p.id not in (select (e ->> 'id')::uuid from jsonb_array_elements(given) e);
  -- Codes may change places.
  update event_post p set code = '~' || right(p.id::text, 36) where p.plan_id = kept.id;
  insert into event_post as p (id, plan_id, area_id, code, name, needs, geom)
  select (e ->> 'id')::uuid, kept.id, kept.area_id, e ->> 'code', coalesce(e ->> 'name', ''), array(select n::smallint from jsonb_array_elements_text(e -> 'needs') n), st_setsrid(st_makepoint((e ->> 'lng')::float8, (e ->> 'lat')::float8), 4326) from jsonb_array_elements(given) e
  on conflict (id) do update set code = excluded.code, name = excluded.name, needs = excluded.needs, geom = excluded.geom, area_id = excluded.area_id;
end $$;

CREATE FUNCTION public.put_holdings(wanted_post integer, seen_version integer, given jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.put_patrol_routes(kept public.patrol_plan, given jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform check_patrol_routes(kept, given);
  set constraints patrol_route_of_team, patrol_stop_in_order deferred;
  insert into patrol_route as r (id, plan_id, area_id, team_id, starts_at, ends_at, meters, geom)
  select (g ->> 'id')::uuid, kept.id, kept.area_id, (g ->> 'teamId')::integer, (g ->> 'startsAt')::timestamptz, (g ->> 'endsAt')::timestamptz, (g ->> 'meters')::real, case when st_length(w.line) > 0 then w.line end
  from jsonb_array_elements(given) g, lateral (select case when jsonb_typeof(g -> 'line') = 'array' then st_setsrid(st_geomfromgeojson(jsonb_build_object('type', 'LineString', 'coordinates', g -> 'line')), 4326) end as line) w
  on conflict (id) do update set team_id = excluded.team_id, starts_at = excluded.starts_at, ends_at = excluded.ends_at, meters = excluded.meters, geom = excluded.geom;
  insert into patrol_stop as s (id, route_id, area_id, ordinal, kind, name, hotspot_id, checkpoint_id, question_index, arrives_at, leaves_at, locked, geom)
  select (g.stop ->> 'id')::uuid, (r ->> 'id')::uuid, kept.area_id, g.ordinal - 1, g.stop ->> 'kind', g.stop ->> 'name', (g.stop ->> 'hotspotId')::uuid, (g.stop ->> 'checkpointId')::uuid,
    coalesce(g.stop ->> 'hotspot', g.stop ->> 'checkpoint')::smallint, (g.stop ->> 'arrivesAt')::timestamptz, (g.stop ->> 'leavesAt')::timestamptz, (g.stop ->> 'locked')::boolean, st_setsrid(st_makepoint((g.stop -> 'place' ->> 0)::float8, (g.stop -> 'place' ->> 1)::float8), 4326)
  from jsonb_array_elements(given) r, jsonb_array_elements(r -> 'stops') with ordinality as g(stop, ordinal)
  on conflict (id) do update set route_id = excluded.route_id, ordinal = excluded.ordinal, kind = excluded.kind, name = excluded.name, hotspot_id = excluded.hotspot_id, checkpoint_id = excluded.checkpoint_id,
    question_index = excluded.question_index, arrives_at = excluded.arrives_at, leaves_at = excluded.leaves_at, locked = excluded.locked, geom = excluded.geom;
  delete from patrol_stop s using patrol_route r where r.id = s.route_id and r.plan_id = kept.id and s.id not in (select (g ->> 'id')::uuid from jsonb_array_elements(given) a, jsonb_array_elements(a -> 'stops') g);
  delete from patrol_route r where r.plan_id = kept.id and r.id not in (select (g ->> 'id')::uuid from jsonb_array_elements(given) g);
  set constraints patrol_route_of_team, patrol_stop_in_order immediate;
end $$;

CREATE TABLE public.patrol_station (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    geom public.geometry(Point,4326) NOT NULL,
    retired_at timestamp with time zone,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT patrol_station_geom_check CHECK (public.geometry_fits(geom)),
    CONSTRAINT patrol_station_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);

ALTER TABLE ONLY public.patrol_station FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.put_patrol_station(wanted uuid, given jsonb) RETURNS SETOF public.patrol_station
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept patrol_station; seen constant integer := (given ->> 'version')::integer; place constant geometry := st_setsrid(st_makepoint((given ->> 'lng')::float8, (given ->> 'lat')::float8), 4326);
begin
  select * into kept from patrol_station s where s.id = wanted for update;
  if kept.id is not null and kept.area_id not in (select actor_areas('patrol')) or kept.id is null and seen > 0 then return; end if;
  perform check_patrol((given ->> 'areaId')::integer, 'areaId');
  if kept.id is not null and seen = 0 then return next kept; return; end if;
  if kept.id is not null and kept.version <> seen then raise exception 'somebody changed this station since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  insert into patrol_station as s (id, area_id, name, geom, retired_at, created_by)
  values (wanted, (given ->> 'areaId')::integer, given ->> 'name', place, case when (given ->> 'retired')::boolean then now() end, actor_id())
  on conflict (id) do update set area_id = excluded.area_id, name = excluded.name, geom = excluded.geom, retired_at = case when excluded.retired_at is not null then coalesce(s.retired_at, excluded.retired_at) end, version = s.version + 1
  returning * into kept;
  perform note_roster(kept.area_id, 'station', kept.id::text, given - 'lng' - 'lat');
  return next kept;
end $$;

CREATE FUNCTION public.put_plan_zones(kept public.zone_plan, given jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare parts integer[] := array(select plan_parts(kept.area_id)); unknown integer; bent text;
begin
  if exists (select from jsonb_to_recordset(given) as z(key uuid) group by z.key having count(*) > 1) then
    raise exception 'expected a key for each zone of its own' using errcode = '23514', column = 'zones';
  end if;
  if exists (select from jsonb_to_recordset(given) as z("zoneId" integer) where z."zoneId" is not null group by z."zoneId" having count(*) > 1) then
    raise exception 'expected each zone of today to go on in one zone at most' using errcode = '23514', column = 'zones';
  end if;
  select z."zoneId" into unknown from jsonb_to_recordset(given) as z("zoneId" integer)
  where z."zoneId" is not null and not exists (select from zone t where t.id = z."zoneId" and t.valid_to is null and t.area_id in (select areas_below(kept.area_id))) limit 1;
  if unknown is not null then raise exception 'expected zones of today in the area of the plan; % is none', unknown using errcode = '23514', column = 'zones'; end if;
  select z.key::text into bent from jsonb_to_recordset(given) as z(key uuid, geometry jsonb) where not geometry_bounded(st_multi(st_setsrid(st_geomfromgeojson(z.geometry), 4326))) limit 1;
  if bent is not null then raise exception 'expected shapes of at most 5000 corners; that of % is none', bent using errcode = '23514', column = 'zones'; end if;
  delete from zone_plan_zone z where z.plan_id = kept.id;
  insert into zone_plan_zone (plan_id, key, zone_id, area_id, code, name_zh, name_en, locked, geom)
  select kept.id, z.key, z."zoneId", case when cardinality(parts) = 1 then parts[1] else coalesce((select a.id from area a where a.id = any (parts) and a.geom && s.middle and st_intersects(a.geom, s.middle) order by a.id limit 1), kept.area_id) end,
    z.code, coalesce(z."nameZh", ''), coalesce(z."nameEn", ''), coalesce(z.locked, false), s.geom
  from jsonb_to_recordset(given) as z(key uuid, "zoneId" integer, code text, "nameZh" text, "nameEn" text, locked boolean, geometry jsonb),
    lateral (select g.geom, case when st_isvalid(g.geom) then st_pointonsurface(g.geom) else st_centroid(g.geom) end as middle
      from (select st_multi(st_setsrid(st_geomfromgeojson(z.geometry), 4326)) as geom) g) s;
end $$;

CREATE FUNCTION public.put_post_kind(wanted text, given jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not configures_all() then raise exception 'only who configures the whole tree of areas sets kinds of posts' using errcode = '42501', column = 'id'; end if;
  if not exists (select from post_kind k where k.id = wanted) and (select count(*) from post_kind) >= 60 then raise exception 'expected at most 60 kinds' using errcode = '23514', column = 'id'; end if;
  insert into post_kind as k (id, name_zh, name_en, sort, per_zone, retired_at)
  values (wanted, given ->> 'nameZh', given ->> 'nameEn', (given ->> 'sort')::smallint, (given ->> 'perZone')::smallint, case when (given ->> 'retired')::boolean then now() end)
  on conflict (id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, sort = excluded.sort, per_zone = excluded.per_zone,
    retired_at = case when excluded.retired_at is not null then coalesce(k.retired_at, excluded.retired_at) end;
  insert into audit_entry (account_id, action, target, detail) values (coalesce(actor_id(), '-'), 'post_kind.set', wanted, given);
end $$;

CREATE TABLE public.roster_rule (
    area_id integer NOT NULL,
    rest_hours real DEFAULT 11 NOT NULL,
    most_run_hours real DEFAULT 12 NOT NULL,
    most_week_hours real DEFAULT 48 NOT NULL,
    night_from time without time zone DEFAULT '22:00:00'::time without time zone NOT NULL,
    night_to time without time zone DEFAULT '06:00:00'::time without time zone NOT NULL,
    fair_weeks smallint DEFAULT 4 NOT NULL,
    most_km real DEFAULT 15 NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT roster_rule_fair_weeks_check CHECK (((fair_weeks >= 1) AND (fair_weeks <= 26))),
    CONSTRAINT roster_rule_most_km_check CHECK (((most_km >= (0.1)::double precision) AND (most_km <= (500)::double precision))),
    CONSTRAINT roster_rule_most_run_hours_check CHECK (((most_run_hours >= (1)::double precision) AND (most_run_hours <= (48)::double precision))),
    CONSTRAINT roster_rule_most_week_hours_check CHECK (((most_week_hours >= (1)::double precision) AND (most_week_hours <= (168)::double precision))),
    CONSTRAINT roster_rule_rest_hours_check CHECK (((rest_hours >= (0)::double precision) AND (rest_hours <= (48)::double precision)))
);

ALTER TABLE ONLY public.roster_rule FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.put_roster_rule(wanted integer, given jsonb) RETURNS SETOF public.roster_rule
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept roster_rule; seen constant integer := (given ->> 'version')::integer;
begin
  if wanted not in (select actor_areas('patrol')) then return; end if;
  select * into kept from roster_rule r where r.area_id = wanted for update;
  if coalesce(kept.version, 0) <> seen then raise exception 'somebody changed these rules since; they are at version %', coalesce(kept.version, 0) using errcode = '40001', column = 'version'; end if;
  insert into roster_rule as r (area_id, rest_hours, most_run_hours, most_week_hours, night_from, night_to, fair_weeks, most_km)
  values (wanted, (given ->> 'restHours')::real, (given ->> 'mostRunHours')::real, (given ->> 'mostWeekHours')::real, (given ->> 'nightFrom')::time, (given ->> 'nightTo')::time, (given ->> 'fairWeeks')::smallint, (given ->> 'mostKm')::real)
  on conflict (area_id) do update set rest_hours = excluded.rest_hours, most_run_hours = excluded.most_run_hours, most_week_hours = excluded.most_week_hours, night_from = excluded.night_from, night_to = excluded.night_to,
    fair_weeks = excluded.fair_weeks, most_km = excluded.most_km, version = r.version + 1 returning * into kept;
  perform note_roster(wanted, 'rules', wanted::text, given);
  return next kept;
end $$;

CREATE TABLE public.shift_template (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    retired_at timestamp with time zone,
    created_by text NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT shift_template_check CHECK ((valid_to >= valid_from)),
    CONSTRAINT shift_template_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT shift_template_note_check CHECK ((length(note) <= 2000))
);

ALTER TABLE ONLY public.shift_template FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.put_shift_template(wanted uuid, given jsonb) RETURNS SETOF public.shift_template
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept shift_template; seen constant integer := (given ->> 'version')::integer; bad integer;
begin
  select * into kept from shift_template t where t.id = wanted for update;
  if kept.id is not null and kept.area_id not in (select actor_areas('patrol')) or kept.id is null and seen > 0 then return; end if;
  perform check_patrol((given ->> 'areaId')::integer, 'areaId');
  if kept.id is not null and seen = 0 then return next kept; return; end if;
  if kept.id is not null and kept.version <> seen then raise exception 'somebody changed this template since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  select l.ordinality - 1 into bad from jsonb_array_elements(given -> 'lines') with ordinality l(line, ordinality)
  where exists (select from shift_template_line o where o.id = (l.line ->> 'id')::uuid and o.template_id <> wanted)
    or l.line ->> 'stationId' is not null and not exists (select from patrol_station s where s.id = (l.line ->> 'stationId')::uuid and s.area_id in (select actor_areas('patrol')))
    or exists (select from jsonb_array_elements_text(l.line -> 'teamIds') t where not exists (select from team e where e.id = t::integer and e.area_id in (select actor_areas('patrol')))) order by 1 limit 1;
  if found then raise exception 'expected a station and teams of your areas in line %', bad + 1 using errcode = '23503', column = 'lines.' || bad; end if;
  insert into shift_template as t (id, area_id, name, note, valid_from, valid_to, retired_at, created_by)
  values (wanted, (given ->> 'areaId')::integer, given ->> 'name', coalesce(given ->> 'note', ''), (given ->> 'validFrom')::date, (given ->> 'validTo')::date, case when (given ->> 'retired')::boolean then now() end, actor_id())
  on conflict (id) do update set area_id = excluded.area_id, name = excluded.name, note = excluded.note, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
    retired_at = case when excluded.retired_at is not null then coalesce(t.retired_at, excluded.retired_at) end, changed_at = now(), version = t.version + 1 returning * into kept;
  delete from shift_template_line l where l.template_id = wanted and l.id not in (select (e ->> 'id')::uuid from jsonb_array_elements(given -> 'lines') e);
  insert into shift_template_line as l (id, template_id, ordinal, name, weekdays, starts, ends, needed, kind, vehicle, station_id, team_ids)
  select (e ->> 'id')::uuid, wanted, i, e ->> 'name', array(select d::smallint from jsonb_array_elements_text(e -> 'weekdays') d), (e ->> 'from')::time, (e ->> 'to')::time, (e ->> 'needed')::smallint, e ->> 'kind', e ->> 'vehicle', (e ->> 'stationId')::uuid,
    array(select t::integer from jsonb_array_elements_text(e -> 'teamIds') t) from jsonb_array_elements(given -> 'lines') with ordinality x(e, i)
  on conflict (id) do update set ordinal = excluded.ordinal, name = excluded.name, weekdays = excluded.weekdays, starts = excluded.starts, ends = excluded.ends, needed = excluded.needed, kind = excluded.kind, vehicle = excluded.vehicle, station_id = excluded.station_id, team_ids = excluded.team_ids;
  perform note_roster(kept.area_id, 'template', wanted::text, jsonb_build_object('name', kept.name, 'lines', jsonb_array_length(given -> 'lines')));
  return next kept;
end $$;

CREATE FUNCTION public.read_contact(wanted uuid) RETURNS TABLE(sealed bytea, key_id text, taken_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare home integer; may boolean := actor_may_contact(wanted);
begin
  select i.area_id into home from incident i where i.id = wanted and i.area_id in (select actor_areas('read'));
  if home is null or not exists (select from contact c where c.incident_id = wanted) then return; end if;
  insert into audit_entry (account_id, area_id, action, target, result) values (actor_id(), home, 'contact.read', wanted::text, case when may then 'done' else 'refused' end);
  if may then return query select c.sealed, c.key_id, c.taken_at from contact c where c.incident_id = wanted; end if;
end $$;

CREATE FUNCTION public.rebuild_incident_counts() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  lock table incident in share row exclusive mode;
  perform pg_advisory_xact_lock(7266348), pg_advisory_xact_lock(7266349);
  truncate incident_delta, incident_touch, incident_cell, incident_day;
  delete from incident_tile;
  insert into incident_cell (level, cell, area_id, count, severity, category_id, newest_s, first, spot)
  select 19, b.cell, b.area_id, b.count, b.severity, b.category_id, floor(extract(epoch from b.newest))::bigint, b.first, tile_spot(b.first, 19) from (
    select i.z_order >> 24 as cell, i.area_id, count(*) as count, max(i.severity) as severity, case when min(i.category_id) = max(i.category_id) then min(i.category_id) end as category_id,
      max(i.occurred_at) as newest, min(i.z_order) as first
    from incident i group by 1, 2) b order by b.cell;
  for wanted in reverse 18..6 loop
    insert into incident_cell (level, cell, area_id, count, severity, category_id, newest_s, first, spot)
    select wanted, b.cell, b.area_id, b.count, b.severity, b.category_id, b.newest_s, b.first, tile_spot(b.first, wanted) from (
      select c.cell >> 2 as cell, c.area_id, sum(c.count) as count, max(c.severity) as severity,
        case when count(c.category_id) = count(*) and min(c.category_id) = max(c.category_id) then min(c.category_id) end as category_id, max(c.newest_s) as newest_s, min(c.first) as first
      from incident_cell c where c.level = wanted + 1 group by 1, 2) b order by b.cell;
  end loop;
  insert into incident_day (level, day, cell, area_id, count, kinds, counts)
  select 16, b.day, b.cell, b.area_id, sum(b.n), array_agg(b.kind order by b.kind), array_agg(b.n order by b.kind) from (
    select (i.occurred_at at time zone coalesce(a.time_zone, 'UTC'))::date as day, i.z_order >> 30 as cell, i.area_id, incident_kind(i.category_id, i.severity, i.provenance) as kind, count(*)::integer as n
    from incident i left join area a on a.id = i.area_id group by 1, 2, 3, 4) b group by 2, 3, 4;
  for wanted in reverse 14..10 by 2 loop
    insert into incident_day (level, day, cell, area_id, count, kinds, counts)
    select wanted, b.day, b.cell, b.area_id, sum(b.n), array_agg(b.kind order by b.kind), array_agg(b.n order by b.kind) from (
      select d.day, d.cell >> 4 as cell, d.area_id, u.kind, sum(u.n)::integer as n from incident_day d cross join lateral unnest(d.kinds, d.counts) u(kind, n) where d.level = wanted + 2 group by 1, 2, 3, 4) b group by 2, 3, 4;
  end loop;
end $$;

CREATE FUNCTION public.recode_area(wanted integer, new_code text, given jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare day date := (given ->> 'on')::date; old_code text; each record; zones integer := 0; areas integer := 0; below integer[];
begin
  select a.code into old_code from area a where a.id = wanted;
  if old_code = new_code then return '{}'; end if;
  perform check_code_free(new_code, wanted);
  with recursive down(id) as (select wanted union select a.id from area a join down on a.parent_id = down.id where a.valid_to is null)
  select array_agg(d.id) into below from down d join area a on a.id = d.id where d.id <> wanted and starts_with(a.code, old_code);
  if exists (select from area a where a.id = any(below) and a.valid_from > day) then raise exception 'expected no day before the last change of an area below' using errcode = '23514', column = 'on'; end if;
  perform keep_area_past(wanted, day);
  update area set code = new_code where id = wanted;
  for each in select a.id, a.code, area_json(a.id) as before from area a where a.id = any(below) order by a.id for update loop
    perform check_code_free(new_code || substr(each.code, length(old_code) + 1), each.id);
    perform keep_area_past(each.id, day);
    update area set code = new_code || substr(each.code, length(old_code) + 1) where id = each.id;
    perform log_area_change(given || '{"kind": "recode"}', each.id, array[each.id], array[each.id], jsonb_build_object('before', each.before, 'after', area_json(each.id)));
    areas := areas + 1;
  end loop;
  perform keep_zones_past(array(select z.id from zone z where z.area_id = any(below || wanted) and z.valid_to is null), day);
  for each in select a.area_id, array_agg(a.id) as ids from zone a where a.area_id = any(below || wanted) and a.valid_to is null group by 1 loop
    zones := zones + recode_zones(each.ids, old_code || case when each.area_id = wanted then '' else substr((select code from area where id = each.area_id), length(new_code) + 1) end, (select code from area where id = each.area_id));
  end loop;
  return jsonb_build_object('areas', areas, 'zones', zones);
end $$;

CREATE FUNCTION public.recode_zones(wanted integer[], old_code text, new_code text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare each record; serial text; found_code text; n integer := 0; changed integer := 0;
begin
  for each in select z.id, z.code from zone z where z.id = any(wanted) and z.valid_to is null and starts_with(z.code, old_code) and length(z.code) > length(old_code) order by z.code loop
    serial := substr(each.code, length(old_code) + 1);
    found_code := new_code || serial;
    while exists (select from zone z where z.code = found_code and z.valid_to is null and z.id <> each.id) loop
      n := n + 1;
      if length(n::text) > length(serial) then raise exception 'expected fewer zones: there is no free serial of % signs', length(serial) using errcode = '23514', column = 'code'; end if;
      found_code := new_code || lpad(n::text, length(serial), '0');
    end loop;
    update zone z set code = found_code where z.id = each.id and z.code <> found_code;
    changed := changed + 1;
  end loop;
  return changed;
end $$;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;

CREATE FUNCTION public.refuse_sign_in(wanted text, method text, address text, reason text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into audit_entry (account_id, area_id, action, target, result, detail)
  select coalesce(c.id, '-'), account_area(c.id), 'sign_in', coalesce(c.id, ''), 'refused', jsonb_build_object('method', method, 'address', address, 'reason', reason)
  from (select) one left join account c on c.id = wanted
$$;

CREATE FUNCTION public.rehome_areas(children integer[], home integer, day date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare each integer;
begin
  foreach each in array children loop
    perform keep_area_past(each, day);
    update area set parent_id = home where id = each;
  end loop;
  return cardinality(children);
end $$;

CREATE FUNCTION public.rehome_camera() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update camera_state s set area_id = new.area_id where s.camera_id = new.id;
  update camera_view v set area_id = new.area_id where v.camera_id = new.id;
  update camera_sight s set area_id = new.area_id where s.camera_id = new.id;
  update camera_due d set area_id = new.area_id where d.camera_id = new.id;
  update camera_stream s set area_id = new.area_id where s.camera_id = new.id;
  update camera_heard h set area_id = new.area_id where h.camera_id = new.id;
  return null;
end $$;

CREATE FUNCTION public.rehome_matters(matters uuid[], home integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  perform set_config('fangcun.rehome', 'on', true);
  update incident set area_id = home where id = any(matters);
  update incident_log set area_id = home where incident_id = any(matters);
  update work_order set area_id = home where incident_id = any(matters);
  update deadline set area_id = home where incident_id = any(matters);
  update escalation set area_id = home where incident_id = any(matters);
  update alarm set area_id = home where incident_id = any(matters);
  update photo set area_id = home where incident_id = any(matters);
  update contact set area_id = home where incident_id = any(matters);
  perform set_config('fangcun.rehome', '', true);
end $$;

CREATE FUNCTION public.rehome_teams(wanted integer[], from_area integer, home integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare gone integer;
begin
  update team t set area_id = home where t.id = any(wanted) and t.area_id = from_area and not exists (select from team o where o.area_id = home and o.call_sign = t.call_sign);
  get diagnostics gone = row_count;
  update device d set area_id = home from team t where t.id = d.team_id and t.id = any(wanted) and t.area_id = home and d.area_id = from_area;
  update shift s set area_id = home from team t where t.id = s.team_id and t.id = any(wanted) and t.area_id = home and s.area_id = from_area;
  update live_position l set area_id = home from team t where t.id = l.team_id and t.id = any(wanted) and t.area_id = home and l.area_id = from_area;
  return gone;
end $$;

CREATE FUNCTION public.rehome_zones(wanted integer[], from_area integer, home integer, whole boolean, day date) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare matters uuid[]; ground geometry; homes integer; buildings integer; posts integer;
begin
  if exists (with recursive above(id) as (select unnest(array[from_area, home]) union select a.parent_id from area a join above on a.id = above.id where a.parent_id is not null)
    select from zone_plan p join above on above.id = p.area_id where p.state = 'scheduled') then
    raise exception 'expected areas without a scheduled plan of zones; withdraw it first' using errcode = '23514', column = 'on';
  end if;
  perform keep_zones_past(wanted, day);
  select st_union(z.geom) into ground from zone z where z.id = any(wanted);
  update zone set area_id = home where id = any(wanted);
  update post set area_id = home where zone_id = any(wanted) or (whole and area_id = from_area);
  get diagnostics posts = row_count;
  update post_holding set area_id = home where post_id in (select p.id from post p where p.area_id = home) and area_id = from_area;
  with gone as (
    update building b set area_id = home where b.zone_id = any(wanted) or (b.area_id = from_area and (whole or (b.zone_id is null and st_intersects(st_pointonsurface(b.geom), ground)))) returning b.households)
  select count(*), coalesce(sum(gone.households), 0) into buildings, homes from gone;
  update camera set area_id = home where area_id = from_area and (whole or st_intersects(geom, ground));
  update place set area_id = home where area_id = from_area and (whole or st_intersects(geom, ground));
  update estate set area_id = home where area_id = from_area and (whole or st_intersects(st_pointonsurface(geom), ground));
  if whole then
    update street set area_id = home where area_id = from_area;
    update hotspot set area_id = home where area_id = from_area;
    perform rehome_teams(array(select t.id from team t where t.area_id = from_area), from_area, home);
    update patrol_station set area_id = home where area_id = from_area;
    update shift_template set area_id = home where area_id = from_area;
    update event_plan set area_id = home where area_id = from_area;
    update event_post set area_id = home where area_id = from_area;
    update shift_need set area_id = home where area_id = from_area;
    update roster_change set area_id = home where area_id = from_area;
    update map_wall set area_id = home where area_id = from_area;
    update wall_screen set area_id = home where area_id = from_area;
    update wall_screen_state set area_id = home where area_id = from_area;
    update wall_scene set area_id = home where area_id = from_area;
    update zone_plan set state = 'discarded' where area_id = from_area and state = 'draft';
  end if;
  select array_agg(i.id) into matters from incident i where (i.area_id = from_area and whole) or (i.area_id = from_area and (i.zone_id = any(wanted) or (i.zone_id is null and st_intersects(st_pointonsurface(i.geom), ground))));
  perform rehome_matters(coalesce(matters, '{}'), home);
  return jsonb_build_object('zones', cardinality(wanted), 'posts', posts, 'buildings', buildings, 'households', homes, 'incidents', coalesce(cardinality(matters), 0));
end $$;

CREATE FUNCTION public.remove_camera(wanted integer) RETURNS SETOF integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare was camera;
begin
  select * into was from camera c where c.id = wanted and c.area_id in (select actor_areas('read')) for update;
  if not found then return; end if;
  if was.area_id not in (select actor_areas('camera')) then raise exception 'the actor may not change cameras here' using errcode = '42501'; end if;
  insert into camera_removed (camera_id, area_id, camera, states, stream, stops, incidents, removed_by)
  values (wanted, was.area_id, to_jsonb(was) - 'geom' || jsonb_build_object('geom', encode(st_asewkb(was.geom), 'hex')),
    coalesce((select jsonb_agg(to_jsonb(s) - 'id' order by s.id) from camera_state s where s.camera_id = wanted), '[]'), (select to_jsonb(s) from camera_stream s where s.camera_id = wanted),
    coalesce((select jsonb_agg(to_jsonb(s)) from camera_tour_stop s where s.camera_id = wanted), '[]'), array(select i.id from incident i where i.camera_id = wanted), actor_id())
  on conflict (camera_id) do nothing;
  delete from camera c where c.id = wanted;
  perform note_camera(was, 'remove', jsonb_build_object('code', was.code));
  return next wanted;
end $$;

CREATE FUNCTION public.remove_wall_scene(of_wall uuid, wanted uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept map_wall := standing_wall_in_hand(of_wall, null);
begin
  if kept.id is null then return false; end if;
  delete from wall_scene c where c.id = wanted and c.wall_id = of_wall;
  if not found then return false; end if;
  update wall_scene c set ordinal = o.n - 1 from (select id, row_number() over (order by ordinal, id) as n from wall_scene where wall_id = of_wall) o where o.id = c.id and c.ordinal <> o.n - 1;
  update wall_screen s set content = '{"kind": "shared"}', version = s.version + 1 where s.wall_id = of_wall and s.content ->> 'sceneId' = wanted::text;
  perform tell_map_wall(of_wall);
  return true;
end $$;

CREATE FUNCTION public.remove_wall_screen(of_wall uuid, wanted uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept map_wall := standing_wall_in_hand(of_wall, null);
begin
  if kept.id is null or not exists (select from wall_screen s where s.id = wanted and s.wall_id = of_wall) then return false; end if;
  if clear_screen(wanted) then perform audit_map_wall(kept, 'send_away', jsonb_build_object('screen', wanted)); end if;
  delete from wall_screen s where s.id = wanted;
  update map_wall w set alarm_screen_id = null where w.id = of_wall and w.alarm_screen_id = wanted;
  perform tell_map_wall(of_wall);
  return true;
end $$;

CREATE FUNCTION public.rename_area(wanted integer, given jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare before jsonb := area_json(wanted); done jsonb := '{}';
begin
  if given ->> 'kind' = 'recode' then done := recode_area(wanted, given ->> 'code', given);
  else
    perform keep_area_past(wanted, (given ->> 'on')::date);
    update area set name_zh = given ->> 'nameZh', name_en = coalesce(given ->> 'nameEn', name_en) where id = wanted;
  end if;
  if before = area_json(wanted) then return jsonb_build_object('areaId', wanted); end if;
  perform log_area_change(given, wanted, array[wanted], array[wanted], jsonb_build_object('before', before, 'after', area_json(wanted)));
  return done || jsonb_build_object('areaId', wanted);
end $$;

CREATE FUNCTION public.rename_imported_areas(import integer, origin text, codes text[], names_zh text[], names_en text[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
declare each record; before jsonb; changed integer := 0;
begin
  for each in
    select a.id, g.name_zh, g.name_en from unnest(codes, names_zh, names_en) g(code, name_zh, name_en) join area a on a.code = g.code and a.valid_to is null and a.source is not distinct from origin
    where (a.name_zh, a.name_en) is distinct from (g.name_zh, g.name_en) and (acts_as_owner() or a.id in (select actor_areas('import'))) order by a.id for update of a
  loop
    before := area_json(each.id);
    perform keep_area_past(each.id, area_today(each.id));
    update area set name_zh = each.name_zh, name_en = each.name_en where id = each.id;
    insert into area_change (id, area_id, kind, on_day, from_areas, to_areas, detail, actor)
    values (gen_random_uuid(), each.id, 'rename', area_today(each.id), array[each.id], array[each.id], jsonb_build_object('importId', import, 'before', before, 'after', area_json(each.id)), coalesce(actor_id(), '-'));
    changed := changed + 1;
  end loop;
  return changed;
end $$;

CREATE FUNCTION public.renew_event_needs(kept public.event_plan) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare bad text; most constant integer := 50000;
begin
  -- 500 posts in three windows for a month; a million would be made for minutes, and shown to nobody.
  if kept.state = 'published' and (select sum((select count(*) from unnest(p.needs) n where n > 0)) from event_post p where p.plan_id = kept.id) * (kept.ends_on - kept.starts_on + 1) > most then
    raise exception 'expected at most % needs: posts in windows on days', most using errcode = '23514', column = 'posts';
  end if;
  drop table if exists pg_temp.wanted_need;
  create temp table wanted_need on commit drop as
  select p.id as post_id, left(btrim(p.code || ' ' || p.name), 140) as name, w.during, p.needs[x.i] as needed
  from event_post p cross join generate_series(kept.starts_on::timestamp, kept.ends_on::timestamp, interval '1 day') d cross join jsonb_array_elements(kept.windows) with ordinality x(win, i) join area a on a.id = kept.area_id,
    lateral (select window_on(d::date, (x.win ->> 'from')::time, (x.win ->> 'to')::time, a.time_zone) as during) w
  where p.plan_id = kept.id and p.needs[x.i] > 0 and w.during is not null and kept.state = 'published';
  select left(n.name, 60) into bad from shift_need n join event_post p on p.id = n.event_post_id left join wanted_need w on w.post_id = n.event_post_id and w.during = n.during
  where p.plan_id = kept.id and (select count(*) from shift s where s.need_id = n.id) > coalesce(w.needed, 0) limit 1;
  if found then raise exception 'expected no fewer than the teams that stand on %; call their shifts off first', bad using errcode = '23514', column = 'posts'; end if;
  delete from shift_need n using event_post p where p.id = n.event_post_id and p.plan_id = kept.id and not exists (select from wanted_need w where w.post_id = n.event_post_id and w.during = n.during);
  update shift_need n set name = w.name, needed = w.needed, version = n.version + 1 from wanted_need w where w.post_id = n.event_post_id and w.during = n.during and (n.name, n.needed) is distinct from (w.name, w.needed);
  insert into shift_need (area_id, name, during, needed, event_post_id) select kept.area_id, w.name, w.during, w.needed, w.post_id from wanted_need w on conflict do nothing;
end $$;

CREATE FUNCTION public.renew_password(wanted text, hashed text, but_session text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update credential k set secret = hashed, temporary = false, changed_at = now() where k.account_id = wanted and k.kind = 'password';
  update session s set revoked_at = now() where s.account_id = wanted and s.revoked_at is null and s.token_hash is distinct from decode(but_session, 'hex');
  insert into audit_entry (account_id, area_id, action, target) values (wanted, account_area(wanted), 'account.password', wanted);
end $$;

CREATE FUNCTION public.renew_wall_session(hash text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update session s set expires_at = now() + interval '365 days' where s.token_hash = decode(hash, 'hex') and s.kind = 'wall' and s.revoked_at is null and s.expires_at > now();
  return found;
end $$;

CREATE FUNCTION public.report_incident(report jsonb) RETURNS SETOF public.incident
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  shape geometry := st_setsrid(st_geomfromgeojson(report -> 'geometry'), 4326);
  chosen category; home record; kept incident;
begin
  select * into kept from incident i where i.id = (report ->> 'id')::uuid and i.area_id in (select actor_areas('read'));
  if found then return next kept; return; end if;
  if not actor_may('report') then raise exception 'the actor may not report' using errcode = '42501'; end if;
  select * into chosen from category where id = (report ->> 'categoryId')::smallint;
  if not found then raise exception 'no such category' using errcode = '23503', column = 'categoryId'; end if;
  if not geometry_fits(shape) then
    raise exception 'expected a valid geometry: %', coalesce(nullif(st_isvalidreason(shape), 'Valid Geometry'), 'outside the limits') using errcode = '23514', column = 'geometry';
  end if;
  select z.zone_id, z.area_id into home from zone_at(shape) z;
  if home.area_id is null then select null::integer as zone_id, area_at(shape) as area_id into home; end if;
  if home.area_id is null or home.area_id not in (select actor_areas('report')) then
    raise exception 'expected a place inside an area you answer for' using errcode = '42501', column = 'geometry';
  end if;
  insert into incident (id, area_id, zone_id, category_id, severity, channel, provenance, title, details, address, occurred_at, geom, camera_id)
  values ((report ->> 'id')::uuid, home.area_id, home.zone_id, chosen.id, coalesce((report ->> 'severity')::smallint, chosen.severity), report ->> 'channel',
    report ->> 'provenance', report ->> 'title', coalesce(report ->> 'details', ''), coalesce(report ->> 'address', ''), (report ->> 'occurredAt')::timestamptz, shape, camera_of_look((report ->> 'lookId')::uuid))
  on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform deadline_after_step(kept, 'report', kept.reported_at);
  perform ring_alarm(kept);
  perform note_camera_find((report ->> 'lookId')::uuid, kept.id);
  select * into kept from incident i where i.id = kept.id;
  insert into incident_log (incident_id, area_id, command_id, at, action, from_state, to_state, actor, after)
  values (kept.id, kept.area_id, kept.id, kept.reported_at, 'report', null, 'reported', actor_id(), incident_snapshot(kept));
  return next kept;
end $$;

CREATE FUNCTION public.report_outage(gate public.camera_gateway, cameras integer[], since timestamp with time zone, faulty boolean) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare spot camera; home record; chosen category; kept incident; many integer := cardinality(cameras);
begin
  select c.* into spot from camera c, (select st_centroid(st_collect(m.geom)) as middle from camera m where m.id = any (cameras)) m where c.id = any (cameras) order by c.geom <-> m.middle, c.id limit 1;
  select * into chosen from category c where c.id = gate.category_id;
  select z.zone_id, z.area_id into home from zone_at(spot.geom) z;
  insert into incident (id, area_id, zone_id, category_id, severity, channel, provenance, title, details, occurred_at, geom)
  values (gen_random_uuid(), coalesce(home.area_id, spot.area_id), home.zone_id, chosen.id, chosen.severity, 'sensor', 'sensor',
    left(case when many > 1 then '视频网关' || gate.name || ':' || many || ' 个摄像头无画面' else case when faulty then '摄像头故障:' else '摄像头离线:' end || camera_names(cameras) end, 200),
    left(case when many > 1 then camera_names(cameras) || case when many > 10 then '等' else '' end else '' end, 2000), since, spot.geom)
  returning * into kept;
  perform deadline_after_step(kept, 'report', kept.reported_at);
  perform ring_alarm(kept);
  select * into kept from incident i where i.id = kept.id;
  insert into incident_log (incident_id, area_id, command_id, at, action, from_state, to_state, actor, payload, after)
  values (kept.id, kept.area_id, kept.id, kept.reported_at, 'report', null, 'reported', 'system', jsonb_build_object('gateway', gate.name, 'cameras', camera_names(cameras), 'count', many), incident_snapshot(kept));
  return kept.id;
end $$;

CREATE FUNCTION public.report_outages(moment timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare at timestamptz := coalesce(moment, clock_timestamp()); outages bigint[]; again record; lot record; gate camera_gateway; made uuid; lone integer;
begin
  if not pg_try_advisory_xact_lock(7266361) then return null; end if;
  outages := array(select s.id from camera_state s join camera_heard h on h.camera_id = s.camera_id join camera_gateway g on g.id = h.gateway_id
    where s.to_at is null and s.incident_id is null and s.state in ('offline', 'fault') and s.told_by in ('gateway', 'silence') and g.category_id is not null and g.revoked_at is null
      and s.from_at <= at - make_interval(secs => g.alarm_seconds) order by s.id limit 50000 for update of s skip locked);
  if cardinality(outages) = 0 then return 0; end if;
  for again in
    select e.incident_id, array_agg(s.camera_id) filter (where e.back) as cameras, array_agg(s.id) as ids from camera_state s cross join lateral (
      select p.incident_id, exists (select from camera_state o where o.camera_id = s.camera_id and o.state = 'online' and o.from_at >= p.to_at and o.from_at <= s.from_at) as back
      from camera_state p join incident i on i.id = p.incident_id
      where p.camera_id = s.camera_id and p.id < s.id and i.state not in ('closed', 'called_back', 'archived', 'merged') order by p.id desc limit 1) e
    where s.id = any (outages) group by e.incident_id
  loop
    update camera_state s set incident_id = again.incident_id where s.id = any (again.ids);
    if again.cameras is not null then perform note_incident(again.incident_id, jsonb_build_object('cameras', camera_names(again.cameras), 'count', cardinality(again.cameras), 'cameraState', 'offline'), at); end if;
  end loop;
  for lot in
    select h.gateway_id, array_agg(s.camera_id order by s.camera_id) as cameras, min(s.from_at) as since, bool_and(s.state = 'fault') as faulty
    from camera_state s join camera_heard h on h.camera_id = s.camera_id where s.id = any (outages) and s.incident_id is null group by h.gateway_id
  loop
    select * into gate from camera_gateway g where g.id = lot.gateway_id;
    -- So many at once are one cause: nobody is sent out to each.
    if cardinality(lot.cameras) >= 5 then
      made := report_outage(gate, lot.cameras, lot.since, lot.faulty);
      update camera_state s set incident_id = made where s.id = any (outages) and s.camera_id = any (lot.cameras);
    else
      foreach lone in array lot.cameras loop
        made := report_outage(gate, array[lone], (select s.from_at from camera_state s where s.camera_id = lone and s.to_at is null), (select s.state = 'fault' from camera_state s where s.camera_id = lone and s.to_at is null));
        update camera_state s set incident_id = made where s.id = any (outages) and s.camera_id = lone;
      end loop;
    end if;
  end loop;
  return cardinality(outages);
end $$;

CREATE FUNCTION public.restore_camera(wanted integer) RETURNS SETOF integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare gone camera_removed; kept camera;
begin
  select * into gone from camera_removed r where r.camera_id = wanted and r.area_id in (select actor_areas('read')) for update;
  if not found then return; end if;
  kept := jsonb_populate_record(null::camera, gone.camera);
  kept.area_id := gone.area_id;
  perform check_camera(kept);
  perform set_config('fangcun.restore', 'on', true);
  insert into camera overriding system value select (kept).*;
  insert into camera_state (camera_id, area_id, state, from_at, to_at, told_by, account_id, note)
    select wanted, gone.area_id, s.state, s.from_at, s.to_at, s.told_by, s.account_id, s.note from jsonb_populate_recordset(null::camera_state, gone.states) s order by s.from_at;
  insert into camera_stream select (jsonb_populate_record(null::camera_stream, gone.stream || jsonb_build_object('area_id', gone.area_id))).* where gone.stream is not null;
  insert into camera_tour_stop select s.* from jsonb_populate_recordset(null::camera_tour_stop, gone.stops) s join camera_tour t on t.id = s.tour_id on conflict do nothing;
  update incident i set camera_id = wanted where i.id = any(gone.incidents) and i.camera_id is null;
  delete from camera_removed r where r.camera_id = wanted;
  perform set_config('fangcun.restore', '', true);
  perform note_camera(kept, 'restore', jsonb_build_object('code', kept.code));
  return next wanted;
end $$;

CREATE FUNCTION public.restore_orders(wanted uuid, snapshot jsonb, since timestamp with time zone, step_at timestamp with time zone) RETURNS void
    LANGUAGE sql
    AS $$
  update work_order o set state = coalesce(s.state, 'cancelled'), result = coalesce(s.result, ''), changed_at = step_at
  from work_order w left join jsonb_to_recordset(coalesce(snapshot -> 'orders', '[]')) as s(id uuid, state text, result text) on s.id = w.id
  where w.incident_id = wanted and o.id = w.id and (s.id is not null or w.created_at >= since) and (o.state, o.result) is distinct from (coalesce(s.state, 'cancelled'), coalesce(s.result, ''))
$$;

CREATE FUNCTION public.retire_briefing_schedule(wanted uuid, seen integer) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept briefing_schedule := briefing_schedule_in_hand(wanted, seen);
begin
  if kept.id is null then return; end if;
  update briefing_schedule s set retired_at = now(), version = s.version + 1 where s.id = wanted returning * into kept;
  perform note_briefing_schedule(kept, 'retire');
  return next kept.id;
end $$;

CREATE FUNCTION public.retire_map_wall(wanted uuid, seen integer, retired boolean) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept map_wall := map_wall_in_hand(wanted, null);
begin
  if kept.id is null then return false; end if;
  if (kept.retired_at is not null) = retired and kept.version = seen + 1 then return true; end if;
  kept := map_wall_in_hand(wanted, seen);
  if (kept.retired_at is not null) = retired then return true; end if;
  update map_wall w set retired_at = case when retired then now() end, changed_at = now(), version = w.version + 1 where w.id = wanted;
  update account c set disabled_at = case when retired then now() end where c.id = kept.account_id;
  update session s set revoked_at = now() where retired and s.account_id = kept.account_id and s.revoked_at is null;
  delete from wall_code c using wall_screen s where retired and s.id = c.screen_id and s.wall_id = wanted;
  perform audit_map_wall(kept, case when retired then 'retire' else 'restore' end, '{}');
  perform tell_map_wall(wanted);
  return true;
end $$;

CREATE FUNCTION public.revoke_sessions(wanted text, only_one uuid DEFAULT NULL::uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if wanted is distinct from actor_id() and not administers(wanted) then return false; end if;
  if only_one is not null and not exists (select from session s where s.id = only_one and s.account_id = wanted) then return false; end if;
  update session s set revoked_at = now() where s.account_id = wanted and s.revoked_at is null and (only_one is null or s.id = only_one);
  perform audit_account(wanted, 'session.revoke', jsonb_strip_nulls(jsonb_build_object('session', only_one)));
  return true;
end $$;

CREATE FUNCTION public.ring_alarm(kept public.incident) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
  if kept.severity = 4 and kept.state not in ('closed', 'called_back', 'archived', 'merged') then
    insert into alarm (incident_id, area_id) values (kept.id, kept.area_id) on conflict (incident_id) do nothing;
  else
    delete from alarm a where a.incident_id = kept.id and a.acknowledged_at is null;
  end if;
end $$;

CREATE FUNCTION public.roster_conflict(touched integer[], despite_rules boolean) RETURNS TABLE(shift_id integer, said_field text, said text)
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with mine as (
    select s.id, s.team_id, s.during, s.need_id, t.call_sign, t.crews, t.retired_at, t.serves_days, t.serves_from, t.serves_to, a.time_zone, r.rest_hours, r.most_run_hours, r.most_week_hours
    from shift s join team t on t.id = s.team_id join area a on a.id = t.area_id
      join (select o.id, (roster_rule_of(o.id)).* from area o where o.id in (select t.area_id from shift s join team t on t.id = s.team_id where s.id = any(touched))) r on r.id = t.area_id
    where s.id = any(touched)),
  near as (
    select m.id as shift_id, o.id, o.during from mine m join shift o on o.team_id = m.team_id and o.during && tstzrange(lower(m.during) - interval '5 days', upper(m.during) + interval '5 days')),
  begun as (
    select n.*, coalesce(lower(n.during) - max(upper(n.during)) over (partition by n.shift_id order by lower(n.during), n.id rows between unbounded preceding and 1 preceding) <= interval '1 hour', false) as follows from near n),
  runs as (select b.*, count(*) filter (where not b.follows) over (partition by b.shift_id order by lower(b.during), b.id) as run from begun b),
  -- shifts that follow each other within an hour are one piece of duty
  pieces as (
    select r.shift_id, bool_or(r.id = r.shift_id) as own, min(lower(r.during)) as from_at, max(upper(r.during)) as to_at from runs r group by r.shift_id, r.run),
  rests as (
    select o.shift_id, extract(epoch from o.to_at - o.from_at) / 3600 as hours, extract(epoch from min(case when p.to_at <= o.from_at then o.from_at - p.to_at else p.from_at - o.to_at end)) / 3600 as rest
    from pieces o left join pieces p on p.shift_id = o.shift_id and not p.own where o.own group by o.shift_id, o.from_at, o.to_at),
  weeks as (
    select m.id as shift_id, sum(extract(epoch from upper(o.during) - lower(o.during))) / 3600 as hours
    from mine m join shift o on o.team_id = m.team_id and o.during && tstzrange(lower(m.during) - interval '9 days', upper(m.during) + interval '9 days')
      and date_trunc('week', lower(o.during) at time zone m.time_zone) = date_trunc('week', lower(m.during) at time zone m.time_zone)
    group by m.id),
  wrong as (
    select m.id, 'teamId' as field, 1 as rank, 'expected a team that is free then; ' || m.call_sign || ' is on duty from ' || to_char(lower(o.during) at time zone m.time_zone, 'YYYY-MM-DD HH24:MI') || ' to ' || to_char(upper(o.during) at time zone m.time_zone, 'MM-DD HH24:MI') as said
    from mine m join shift o on o.team_id = m.team_id and o.id <> m.id and o.during && m.during
    union all
    select m.id, 'teamId', 1, 'expected a team of the register; ' || m.call_sign || ' has left it' from mine m where m.retired_at is not null
    union all
    select m.id, 'needId', 1, 'expected at most ' || n.needed || ' teams for this need' from mine m join shift_need n on n.id = m.need_id where (select count(*) from shift o where o.need_id = n.id) > n.needed
    union all
    select m.id, 'from', 2, 'expected ' || m.rest_hours || ' hours of rest; ' || m.call_sign || ' would have ' || round(r.rest, 1) from mine m join rests r on r.shift_id = m.id where m.crews = 1 and r.rest < m.rest_hours
    union all
    select m.id, 'to', 2, 'expected at most ' || m.most_run_hours || ' hours of duty without rest; ' || m.call_sign || ' would have ' || round(r.hours, 1) from mine m join rests r on r.shift_id = m.id where m.crews = 1 and r.hours > m.most_run_hours
    union all
    select m.id, 'teamId', 2, 'expected at most ' || m.most_week_hours * m.crews || ' hours a week; ' || m.call_sign || ' would have ' || round(w.hours, 1) from mine m join weeks w on w.shift_id = m.id where w.hours > m.most_week_hours * m.crews)
  select w.id, w.field, w.said from wrong w where w.rank = 1 or not despite_rules order by w.rank, array_position(touched, w.id), w.field limit 1
$$;

CREATE FUNCTION public.roster_loads(until_at timestamp with time zone, teams integer[]) RETURNS TABLE(team_id integer, shifts integer, hours real, night_hours real, weekend_hours real)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with rule as (select a.id as area_id, a.time_zone, r.* from area a cross join lateral roster_rule_of(a.id) r(of_area, rest_hours, most_run_hours, most_week_hours, night_from, night_to, fair_weeks, most_km, version)
      where a.id in (select t.area_id from team t where t.id = any(teams))),
    worked as (
      select s.id, s.team_id, r.time_zone, r.night_from, r.night_to, s.during * tstzrange(until_at - make_interval(weeks => r.fair_weeks), until_at) as during
      from team t join rule r on r.area_id = t.area_id join shift s on s.team_id = t.id
      where t.id = any(teams) and t.area_id in (select actor_areas('patrol')) and s.during && tstzrange(until_at - make_interval(weeks => r.fair_weeks), until_at))
  select w.team_id, count(distinct w.id)::integer, (sum(case when d.first then extract(epoch from upper(w.during) - lower(w.during)) end) / 3600)::real,
    (sum(extract(epoch from upper(d.night) - lower(d.night))) / 3600)::real, (sum(case when d.weekend then extract(epoch from upper(d.part) - lower(d.part)) end) / 3600)::real
  from worked w cross join lateral (
    select g.ordinal = 1 as first, extract(isodow from g.day) in (6, 7) as weekend,
      nullif(w.during * tstzrange(g.day at time zone w.time_zone, (g.day + interval '1 day') at time zone w.time_zone), 'empty') as part,
      nullif(w.during * tstzrange((g.day + w.night_from) at time zone w.time_zone, (g.day + w.night_to + case when w.night_to <= w.night_from then interval '1 day' else interval '0' end) at time zone w.time_zone), 'empty') as night
    from generate_series(date_trunc('day', lower(w.during) at time zone w.time_zone) - interval '1 day', date_trunc('day', upper(w.during) at time zone w.time_zone), interval '1 day') with ordinality as g(day, ordinal)) d
  where not isempty(w.during) group by w.team_id
$$;

CREATE FUNCTION public.roster_rows(shifts integer[], needs uuid[]) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select jsonb_build_object('shifts', coalesce((select jsonb_agg(to_jsonb(s) order by s.id) from shift s where s.id = any(shifts)), '[]'), 'needs', coalesce((select jsonb_agg(to_jsonb(n) order by n.id) from shift_need n where n.id = any(needs)), '[]'))
$$;

CREATE FUNCTION public.roster_rule_of(wanted integer) RETURNS public.roster_rule
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare found_rule roster_rule;
begin
  with recursive above(id, parent_id, depth) as (
    select a.id, a.parent_id, 0 from area a where a.id = wanted
    union all select a.id, a.parent_id, above.depth + 1 from area a join above on a.id = above.parent_id
  )
  select r.* into found_rule from above join roster_rule r on r.area_id = above.id order by above.depth limit 1;
  if found_rule.area_id is null then found_rule := row(wanted, 11, 12, 48, '22:00', '06:00', 4, 15, 0)::roster_rule; end if;
  return found_rule;
end $$;

CREATE TABLE public.shift (
    id integer NOT NULL,
    area_id integer NOT NULL,
    team_id integer NOT NULL,
    during tstzrange NOT NULL,
    import_id integer,
    need_id uuid,
    note text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT shift_during_check CHECK (((NOT isempty(during)) AND (lower(during) IS NOT NULL) AND (upper(during) IS NOT NULL))),
    CONSTRAINT shift_note_check CHECK ((length(note) <= 500))
);

ALTER TABLE ONLY public.shift FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.roster_shift_in_hand(wanted integer, seen integer, about text) RETURNS public.shift
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare old shift;
begin
  select * into old from shift s where s.id = wanted and s.area_id in (select actor_areas('patrol'));
  if not found then raise exception 'expected a shift of your areas' using errcode = '23503', column = about || '.shiftId'; end if;
  if old.version <> seen then raise exception 'somebody changed this shift since; it is at version %', old.version using errcode = '40001', column = about || '.version'; end if;
  if upper(old.during) <= now() then raise exception 'expected a shift that has not passed' using errcode = '23514', column = about || '.shiftId'; end if;
  return old;
end $$;

CREATE FUNCTION public.rotate_wall(wanted uuid, change jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  kept map_wall := standing_wall_in_hand(wanted, (change ->> 'version')::integer);
  before numeric; seconds numeric; held timestamptz; began timestamptz; elapsed numeric; turn numeric; into_turn numeric;
begin
  if kept.id is null then return false; end if;
  before := (kept.rotation ->> 'seconds')::numeric;
  seconds := coalesce((change ->> 'seconds')::numeric, before);
  held := (kept.rotation ->> 'pausedAt')::timestamptz;
  elapsed := greatest(0, extract(epoch from coalesce(held, now()) - (kept.rotation ->> 'startedAt')::timestamptz));
  turn := floor(elapsed / before);
  into_turn := case when seconds = before then elapsed - turn * before else 0 end;
  if change ? 'sceneId' then
    select r.n - 1, 0 into turn, into_turn from (select c.id, row_number() over (order by c.ordinal, c.id) as n from wall_scene c where c.wall_id = wanted) r where r.id = (change ->> 'sceneId')::uuid;
    if not found then raise exception 'expected a scene of this wall' using errcode = '23514', column = 'sceneId'; end if;
  end if;
  began := now() - make_interval(secs => (turn * seconds + into_turn)::float8);
  update map_wall w set rotation = jsonb_build_object('seconds', seconds::integer, 'startedAt', instant_text(began),
    'pausedAt', case when coalesce((change ->> 'paused')::boolean, held is not null) then instant_text(now()) end), changed_at = now(), version = w.version + 1 where w.id = wanted;
  perform tell_map_wall(wanted);
  return true;
end $$;

CREATE FUNCTION public.run_deadlines(moment timestamp with time zone DEFAULT NULL::timestamp with time zone, most integer DEFAULT 500) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare ids uuid[]; told_at timestamptz; seen integer; told jsonb;
begin
  if not pg_try_advisory_xact_lock(7266347) then return null; end if;
  ids := array(
    select i.id from incident i where i.id in (
      select d.incident_id from deadline d where d.next_at <= coalesce(moment, now()) and d.done_at is null and d.paused_at is null order by d.next_at limit most
    ) for update skip locked);
  if cardinality(ids) = 0 then return 0; end if;
  -- Read after the locks, so that the entries of a matter are in order of time.
  told_at := coalesce(moment, clock_timestamp());
  with due as (
    select d.id, d.incident_id, d.area_id, d.step, d.due_at, d.unit, a.time_zone, (told_at at time zone a.time_zone)::date as day, (case when d.due_at > told_at then 0 else least(3, d.level + 1) end)::smallint as level
    from deadline d join area a on a.id = d.area_id
    where d.incident_id = any (ids) and d.next_at <= told_at and d.done_at is null and d.paused_at is null
  ), said as (
    insert into escalation (deadline_id, level, day, incident_id, area_id, at) select due.id, due.level, due.day, due.incident_id, due.area_id, told_at from due
    on conflict do nothing returning deadline_id
  ), moved as (
    update deadline d set warned_at = coalesce(d.warned_at, told_at), level = due.level, next_at = next_deadline_look(due.area_id, due.unit, due.due_at, due.level, (due.day + 1)::timestamp at time zone due.time_zone)
    from due where d.id = due.id returning d.id
  )
  select (select count(*) from moved), (select jsonb_agg(jsonb_build_object('incident', due.incident_id, 'level', due.level, 'step', due.step, 'dueAt', due.due_at)) from due join said on said.deadline_id = due.id)
  into seen, told;
  perform keep_due(ids, true);
  insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor, payload, after)
  select i.id, i.area_id, told_at, case when t.level = 0 then 'warn' else 'escalate' end, i.state, i.state, 'system', jsonb_build_object('step', t.step, 'level', t.level, 'dueAt', t."dueAt"), incident_snapshot_with_orders(i)
  from jsonb_to_recordset(coalesce(told, '[]')) as t(incident uuid, level smallint, step text, "dueAt" timestamptz) join incident i on i.id = t.incident
  order by t."dueAt";
  return seen;
end $$;

CREATE FUNCTION public.save_camera_plan(wanted uuid, change jsonb) RETURNS SETOF public.camera_plan
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept camera_plan := camera_plan_in_hand(wanted, 'plan', (change ->> 'version')::integer);
begin
  if kept.id is null then return; end if;
  if kept.state <> 'draft' then raise exception 'expected a draft; this plan is %', kept.state using errcode = '23514', column = 'version'; end if;
  if change ? 'sites' then perform put_camera_plan_sites(kept, change -> 'sites'); end if;
  update camera_plan p set name = coalesce(change ->> 'name', p.name), note = coalesce(change ->> 'note', p.note), changed_at = now(), version = p.version + 1 where p.id = wanted returning * into kept;
  perform note_camera_plan(kept, 'change', '{}');
  return next kept;
end $$;

CREATE FUNCTION public.save_patrol_plan(wanted uuid, change jsonb) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept patrol_plan := patrol_plan_in_hand(wanted, (change ->> 'version')::integer);
begin
  if kept.id is null then return; end if;
  if kept.state not in ('draft', 'published') then raise exception 'expected a draft or a published plan; this one is %', kept.state using errcode = '23514', column = 'version'; end if;
  if change ? 'routes' then perform put_patrol_routes(kept, change -> 'routes'); end if;
  update patrol_plan p set name = coalesce(change ->> 'name', p.name), note = coalesce(change ->> 'note', p.note), question = coalesce(change -> 'question', p.question), figures = coalesce(change -> 'figures', p.figures),
    during = case when change ? 'question' then patrol_plan_during(change -> 'question') else p.during end, changed_at = now(), version = p.version + 1
  where p.id = wanted returning * into kept;
  if kept.state = 'published' then perform check_patrol_publishable(kept); end if;
  perform note_patrol_plan(kept, 'change', jsonb_build_object('state', kept.state));
  return next kept.id;
end $$;

CREATE FUNCTION public.save_zone_plan(wanted uuid, change jsonb) RETURNS SETOF public.zone_plan
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept zone_plan := plan_in_hand(wanted, 'plan', (change ->> 'version')::integer);
begin
  if kept.id is null then return; end if;
  if kept.state <> 'draft' then raise exception 'expected a draft; this plan is %', kept.state using errcode = '23514', column = 'version'; end if;
  if change ? 'zones' then perform put_plan_zones(kept, change -> 'zones'); end if;
  update zone_plan p set name = coalesce(change ->> 'name', p.name), note = coalesce(change ->> 'note', p.note), changed_at = now(), version = p.version + 1, refusal = null where p.id = wanted returning * into kept;
  -- Told, not audited: a draft saves itself after each stroke.
  insert into outbox (noun, row_id, area_id) values ('zone_plan', kept.id::text, kept.area_id);
  perform pg_notify('fangcun_outbox', '');
  return next kept;
end $$;

CREATE FUNCTION public.schedule_area_change(wanted integer, given jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare done jsonb; spoken integer[];
begin
  begin
    done := carry_out_area_change(wanted, given);
    raise exception 'only a trial' using errcode = 'FC001';
  exception when sqlstate 'FC001' then null;
  end;
  select array_agg(distinct n.id) into spoken from (
    select wanted as id union select value::integer from jsonb_array_elements_text(coalesce(given -> 'areaIds', '[]')) union select (given ->> 'parentId')::integer
    union select (p.value ->> 'areaId')::integer from jsonb_array_elements(coalesce(given -> 'parts', '[]')) p) n where n.id is not null;
  insert into area_change_due (id, area_id, areas, kind, on_day, sent, actor) values ((given ->> 'id')::uuid, wanted, spoken, given ->> 'kind', (given ->> 'on')::date, given, coalesce(actor_id(), '-'));
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), wanted, 'area.schedule', wanted::text, given);
  -- Areas of the trial are no areas.
  return done || jsonb_build_object('areaId', wanted, 'scheduled', given ->> 'on');
end $$;

CREATE FUNCTION public.send_window_away(of_wall uuid, wanted uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept map_wall := map_wall_in_hand(of_wall, null);
begin
  if kept.id is null or not exists (select from wall_screen s where s.id = wanted and s.wall_id = of_wall) then return false; end if;
  if clear_screen(wanted) then
    perform audit_map_wall(kept, 'send_away', jsonb_build_object('screen', wanted));
    perform tell_map_wall(of_wall);
  end if;
  return true;
end $$;

CREATE FUNCTION public.set_duties(wanted text, duties jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if exists (select from jsonb_array_elements(duties) d where not administers_area((d ->> 'areaId')::integer)) then
    raise exception 'expected duties in areas that you administer' using errcode = '42501', column = 'assignments';
  end if;
  delete from assignment a where a.account_id = wanted and not exists (select from jsonb_array_elements(duties) d where d ->> 'role' = a.role and (d ->> 'areaId')::integer = a.area_id);
  insert into assignment (account_id, area_id, role) select distinct wanted, (d ->> 'areaId')::integer, d ->> 'role' from jsonb_array_elements(duties) d on conflict do nothing;
end $$;

CREATE FUNCTION public.set_handles(wanted text, post_ids integer[], team_ids integer[]) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.set_password(wanted text, hashed text, is_temporary boolean) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not administers(wanted) then return false; end if;
  -- Else whoever finds a session or a token of an administrator could stay for good.
  if wanted = actor_id() and not acts_as_owner() then
    raise exception 'expected another account; the own password is changed with the old one' using errcode = '42501', column = 'id';
  end if;
  insert into credential (account_id, kind, secret, temporary) values (wanted, 'password', hashed, is_temporary)
  on conflict (account_id, kind) do update set secret = excluded.secret, temporary = excluded.temporary, changed_at = now();
  update session s set revoked_at = now() where s.account_id = wanted and s.revoked_at is null;
  perform audit_account(wanted, 'account.password', jsonb_build_object('temporary', is_temporary));
  return true;
end $$;

CREATE FUNCTION public.set_subject(wanted text, subject text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  delete from credential k where k.account_id = wanted and k.kind = 'oidc' and k.secret is distinct from subject;
  -- Who came in by the former subject goes.
  if found then update session s set revoked_at = now() where s.account_id = wanted and s.revoked_at is null; end if;
  if subject is null then return; end if;
  if exists (select from credential k where k.kind = 'oidc' and k.secret = subject and k.account_id <> wanted) then
    raise exception 'expected a subject that no other account has' using errcode = '23505', column = 'subject';
  end if;
  insert into credential (account_id, kind, secret) values (wanted, 'oidc', subject) on conflict do nothing;
end $$;

CREATE FUNCTION public.set_tour_stops(wanted uuid, home integer, stops jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare stray integer; most constant integer := 20000;
begin
  select (s.stop ->> 'cameraId')::integer into stray from jsonb_array_elements(stops) with ordinality s(stop, n) where not exists (
    with recursive below(id) as (select home union select a.id from area a join below b on a.parent_id = b.id)
    select from camera c join below b on b.id = c.area_id where c.id = (s.stop ->> 'cameraId')::integer) order by s.n limit 1;
  if stray is not null then raise exception 'expected cameras inside of the area of the tour; camera % is not there', stray using errcode = '23514', column = 'stops'; end if;
  delete from camera_tour_stop t where t.tour_id = wanted;
  insert into camera_tour_stop (tour_id, ordinal, camera_id, dwell_seconds)
  select wanted, s.n::smallint, (s.stop ->> 'cameraId')::integer, (s.stop ->> 'dwellSeconds')::smallint from jsonb_array_elements(stops) with ordinality s(stop, n);
  if (select count(*) from camera_tour t join camera_tour_stop s on s.tour_id = t.id where t.area_id = home) > most then
    raise exception 'expected at most % stops in all tours of an area together, those that were retired too; shorten some first', most using errcode = '23514', column = 'stops';
  end if;
end $$;

CREATE FUNCTION public.set_zone_scheme(wanted integer, scheme text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if not exists (select from area a where a.id = wanted and a.valid_to is null) or not check_configure(wanted) then return false; end if;
  if scheme is not null and not exists (select from code_scheme s where s.id = scheme and s.noun = 'zone' and s.retired_at is null) then
    raise exception 'expected a scheme of zone codes' using errcode = '23503', column = 'scheme';
  end if;
  update area a set zone_scheme = scheme where a.id = wanted and a.zone_scheme is distinct from scheme;
  if found then insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), wanted, 'area.zone_scheme', wanted::text, jsonb_build_object('scheme', scheme)); end if;
  return true;
end $$;

CREATE FUNCTION public.settle_briefing_schedule(wanted uuid, due timestamp with time zone, made uuid, problem text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept briefing_schedule;
begin
  update briefing_schedule s set next_at = coalesce(due, s.next_at), taken_until = case when due is null then s.taken_until end, last_briefing_id = coalesce(made, s.last_briefing_id), last_problem = left(problem, 500) where s.id = wanted returning * into kept;
  if found then perform note_briefing_schedule(kept, case when problem is null then 'made' else 'failed' end); end if;
end $$;

CREATE FUNCTION public.settle_buildings(wanted integer) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare settled integer; parts integer[] := array(select plan_parts(wanted)); below integer[] := array(select areas_below(wanted));
begin
  with home as (
    select b.id, n.id as zone_id, n.area_id from building b
    left join lateral (select z.id, z.area_id from zone z where z.valid_to is null and z.geom && b.geom and st_intersects(z.geom, st_pointonsurface(b.geom)) order by z.id limit 1) n on true
    where b.id in (select o.id from building o join zone z on z.id = o.zone_id where z.area_id = any (below)
      union select o.id from area a join building o on o.geom && a.geom and st_intersects(a.geom, st_pointonsurface(o.geom)) where a.id = any (parts))
  )
  update building b set zone_id = home.zone_id, area_id = coalesce(home.area_id, b.area_id) from home where b.id = home.id and b.zone_id is distinct from home.zone_id;
  get diagnostics settled = row_count;
  return settled;
end $$;

CREATE FUNCTION public.settle_incidents(wanted integer, plan uuid, plan_name text, who text, OUT matters integer, OUT orders integer) RETURNS record
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept incident; home integer; moved jsonb; step_at timestamptz; before integer; below integer[] := array(select areas_below(wanted));
begin
  matters := 0;
  orders := 0;
  for kept in select i.* from incident i where i.area_id = any (below) and i.state not in ('closed', 'called_back', 'archived') order by i.id for update loop
    before := kept.zone_id;
    select z.id into home from zone z where z.valid_to is null and z.area_id = any (below) and z.geom && st_pointonsurface(kept.geom) and st_intersects(z.geom, st_pointonsurface(kept.geom)) order by z.id limit 1;
    -- A matter that was brought in with its zone lies perhaps beside it.
    if home is null then
      with recursive line as (select z.id, z.heir_id, z.valid_to, 0 as steps from zone z where z.id = before union all select z.id, z.heir_id, z.valid_to, l.steps + 1 from zone z join line l on z.id = l.heir_id and l.valid_to is not null and l.steps < 1000)
      select l.id into home from line l where l.valid_to is null;
    end if;
    with gone as (
      select o.id, o.post_id, post_after(o.post_id) as next from work_order o join post p on p.id = o.post_id and p.valid_to is not null
      where o.incident_id = kept.id and o.state in ('dispatched', 'accepted', 'handling', 'fed_back')
    ), handed as (
      update work_order o set post_id = gone.next, changed_at = clock_timestamp() from gone where o.id = gone.id and gone.next <> gone.post_id returning o.id
    )
    select jsonb_agg(jsonb_build_object('id', gone.id, 'fromPostId', gone.post_id, 'postId', gone.next) order by gone.id) into moved from gone join handed on handed.id = gone.id;
    if home is distinct from before or moved is not null then
      step_at := clock_timestamp();
      update incident i set zone_id = home where i.id = kept.id returning * into kept;
      insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor, note, payload, after)
      values (kept.id, kept.area_id, step_at, 'rezone', kept.state, kept.state, who, plan_name, jsonb_strip_nulls(jsonb_build_object('planId', plan, 'fromZoneId', before, 'zoneId', home, 'orders', moved)), incident_snapshot_with_orders(kept));
      matters := matters + 1;
      orders := orders + coalesce(jsonb_array_length(moved), 0);
    end if;
  end loop;
end $$;

CREATE FUNCTION public.settle_stragglers() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare homes integer[]; home integer; settled record; moved integer := 0;
begin
  if not pg_try_advisory_xact_lock(7266349) then return 0; end if;
  homes := array(select i.area_id from incident i join zone z on z.id = i.zone_id and z.valid_to is not null and z.heir_id is not null where i.state not in ('closed', 'called_back', 'archived')
    union select o.area_id from work_order o join post p on p.id = o.post_id and p.valid_to is not null join zone z on z.id = p.zone_id and z.heir_id is not null where o.state in ('dispatched', 'accepted', 'handling', 'fed_back'));
  foreach home in array homes loop
    settled := settle_incidents(home, null, '', 'system');
    moved := moved + settled.matters;
  end loop;
  return moved;
end $$;

CREATE FUNCTION public.silence_cameras(listening timestamp with time zone, moment timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare gone integer[]; at timestamptz := coalesce(moment, clock_timestamp());
begin
  if not pg_try_advisory_xact_lock(7266360) then return null; end if;
  -- Of gateways that were revoked before this was known, or by another way than change_gateway.
  perform forget_heard(array(select distinct h.gateway_id from camera_heard h join camera_gateway g on g.id = h.gateway_id where g.revoked_at is not null and h.state <> 'silent'));
  gone := array(select h.camera_id from camera_heard h join camera_gateway g on g.id = h.gateway_id
    where h.state <> 'silent' and g.revoked_at is null and greatest(h.heard_at, listening) < at - make_interval(secs => g.silence_seconds) order by h.camera_id limit 5000 for update of h skip locked);
  if cardinality(gone) = 0 then return 0; end if;
  update camera_heard h set state = 'silent' where h.camera_id = any (gone);
  perform tell_states('silence', '');
  update camera c set state = 'offline', state_since = h.heard_at from camera_heard h where c.id = h.camera_id and c.id = any (gone) and c.state in ('online', 'fault');
  perform tell_states('', '');
  return cardinality(gone);
end $$;

CREATE FUNCTION public.split_area(wanted integer, given jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare day date := (given ->> 'on')::date; kept area; part jsonb; home integer; zones integer[]; children integer[]; done jsonb := '{}'; homes integer[] := '{}'; given_shape geometry; gone_shape geometry; before jsonb := area_json(wanted); rest boolean; each integer; teams integer[]; made integer[] := '{}';
begin
  select * into kept from area a where a.id = wanted;
  if kept.level = 'city' then raise exception 'expected an area below a city' using errcode = '23514', column = 'id'; end if;
  for part in select value from jsonb_array_elements(given -> 'parts') loop
    zones := array(select value::integer from jsonb_array_elements_text(coalesce(part -> 'zoneIds', '[]')));
    children := array(select value::integer from jsonb_array_elements_text(coalesce(part -> 'areaIds', '[]')));
    if not zones <@ zones_in(wanted) or not children <@ children_of(wanted) or cardinality(zones) + cardinality(children) = 0 then
      raise exception 'expected each zone or area below once, of those that are in it' using errcode = '23514', column = 'parts';
    end if;
    teams := array(select value::integer from jsonb_array_elements_text(coalesce(part -> 'teamIds', '[]')));
    if exists (select unnest(teams) except select t.id from team t where t.area_id = wanted) then raise exception 'expected each team once, of those that are in it' using errcode = '23514', column = 'parts'; end if;
    select st_union(g.geom) into given_shape from (select z.geom from zone z where z.id = any(zones) union all select a.geom from area a where a.id = any(children)) g;
    if part ? 'areaId' then
      home := (part ->> 'areaId')::integer;
      if home = wanted or not check_area_change(array[home], day) or (select a.level from area a where a.id = home) <> kept.level then raise exception 'expected another area of the same level that you configure' using errcode = '42501', column = 'parts'; end if;
      perform keep_area_past(home, day);
    else
      home := make_area(wanted, kept.parent_id, kept.level, part, day);
      made := made || home;
    end if;
    perform check_no_gain(wanted, home, 'parts');
    done := added(done, jsonb_build_object('teams', rehome_teams(teams, wanted, home)));
    done := added(done, jsonb_build_object('areas', rehome_areas(children, home, day)));
    if cardinality(zones) > 0 then done := added(done, move_zones(zones, wanted, home, false, day)); end if;
    update area a set geom = coalesce((select s.g from (select st_multi(st_union(coalesce(a.geom, given_shape), given_shape)) as g) s where geometry_fits(s.g, 50000)), a.geom) where a.id = home and given_shape is not null;
    gone_shape := st_union(coalesce(gone_shape, given_shape), given_shape);
    homes := homes || home;
  end loop;
  done := done || jsonb_build_object('dutiesKept', case when (given ->> 'keepDuties')::boolean then keep_duties(wanted, made) else 0 end);
  rest := cardinality(zones_in(wanted)) + cardinality(children_of(wanted)) > 0;
  if rest then
    perform keep_area_past(wanted, day);
    update area a set geom = s.g from (select st_multi(st_collectionextract(st_difference(x.geom, gone_shape), 3)) as g from area x where x.id = wanted) s where a.id = wanted and s.g is not null and geometry_fits(s.g, 50000);
  else
    -- What is left outside of all zones goes with the first part.
    done := added(done, move_zones('{}', wanted, homes[1], true, day) || '{"zones": 0}');
    done := done || jsonb_build_object('accounts', (select count(distinct s.account_id) from assignment s where s.area_id = wanted and not ((given ->> 'keepDuties')::boolean and cardinality(made) > 0)));
    perform end_area(wanted, homes[1], day);
  end if;
  foreach each in array homes loop perform log_area_change(given, each, array[wanted], homes, jsonb_build_object('after', area_json(each))); end loop;
  perform log_area_change(given, wanted, array[wanted], case when rest then homes || wanted else homes end, jsonb_build_object('before', before));
  return done || jsonb_build_object('areaId', case when rest then wanted else homes[1] end);
end $$;

CREATE FUNCTION public.standing_wall_in_hand(wanted uuid, seen integer) RETURNS public.map_wall
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept map_wall := map_wall_in_hand(wanted, seen);
begin
  if kept.retired_at is not null then raise exception 'expected a wall that stands; this one was retired' using errcode = '23514', column = 'id'; end if;
  return kept;
end $$;

CREATE FUNCTION public.start_deadline(matter public.incident, wanted_step text, starts timestamp with time zone, at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare clock deadline := begun_deadline(matter, wanted_step, starts, at);
begin
  if clock.rule_id is null then return; end if;
  insert into deadline (incident_id, area_id, step, rule_id, amount, unit, warn_share, started_at, due_at, warn_at, next_at)
  values (clock.incident_id, clock.area_id, clock.step, clock.rule_id, clock.amount, clock.unit, clock.warn_share, clock.started_at, clock.due_at, clock.warn_at, clock.next_at);
end $$;

CREATE FUNCTION public.start_session(hash text, wanted text, method text, address text, idle_seconds integer, lasts_seconds integer) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare made uuid; is_wall boolean;
begin
  if not exists (select from account c where c.id = wanted and c.disabled_at is null and (method <> 'demo' or c.demo)) then return null; end if;
  select coalesce(bool_and(a.role = 'wall_display'), false) into is_wall from assignment a where a.account_id = wanted;
  delete from session s where s.account_id = wanted and coalesce(s.revoked_at, s.expires_at) < now() - interval '30 days';
  insert into session (token_hash, account_id, kind, idle_seconds, expires_at)
  values (decode(hash, 'hex'), wanted, case when is_wall then 'wall' else 'browser' end, case when is_wall then null else start_session.idle_seconds end,
    now() + case when is_wall then interval '365 days' else make_interval(secs => lasts_seconds) end)
  returning session.id into made;
  insert into audit_entry (account_id, area_id, action, target, detail) values (wanted, account_area(wanted), 'sign_in', wanted, jsonb_build_object('method', method, 'address', address));
  return made;
end $$;

CREATE FUNCTION public.state_of_orders(wanted uuid) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  select case when count(*) = 0 then 'registered' when bool_and(o.state = 'fed_back') then 'fed_back' when bool_or(o.state in ('handling', 'fed_back')) then 'handling'
    when bool_or(o.state = 'accepted') then 'accepted' else 'dispatched' end
  from work_order o where o.incident_id = wanted and o.state in ('dispatched', 'accepted', 'handling', 'fed_back')
$$;

CREATE FUNCTION public.step_briefing(wanted uuid, step text, seen integer) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.step_event_plan(wanted uuid, next_state text, seen integer) RETURNS SETOF public.event_plan
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept event_plan;
begin
  select * into kept from event_plan e where e.id = wanted and e.area_id in (select actor_areas('patrol')) for update;
  if not found then return; end if;
  if kept.state = next_state and kept.version in (seen, seen + 1) then return next kept; return; end if;
  if kept.version <> seen then raise exception 'somebody changed this plan since; it is at version %', kept.version using errcode = '40001', column = 'version'; end if;
  if kept.state = 'discarded' then raise exception 'expected a plan that is not discarded' using errcode = '23514', column = 'version'; end if;
  if next_state = 'published' and not exists (select from event_post p where p.plan_id = wanted) then raise exception 'expected at least one post' using errcode = '23514', column = 'posts'; end if;
  update event_plan e set state = next_state, changed_at = now(), version = e.version + 1 where e.id = wanted returning * into kept;
  perform renew_event_needs(kept);
  perform note_roster(kept.area_id, 'event.' || next_state, wanted::text, jsonb_build_object('name', kept.name));
  return next kept;
end $$;

CREATE FUNCTION public.step_incident(wanted uuid, command jsonb) RETURNS SETOF public.incident
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept incident; told incident_log; before_state text; offer record; step_at timestamptz; named text := command ->> 'action';
begin
  -- Both rows of a merge are locked in one order, so that two people who merge them into each other do not wait for one another.
  perform from incident i where i.id in (wanted, case when named = 'merge' then (command ->> 'target')::uuid end) order by i.id for update;
  select * into kept from incident i where i.id = wanted and i.area_id in (select actor_areas('read'));
  if not found then return; end if;
  select * into told from incident_log l where l.command_id = (command ->> 'id')::uuid and l.incident_id = kept.id;
  if told.id is not null then
    -- Somebody else's command, or another one, is not done by having its id.
    if told.actor <> actor_id() or told.action <> named then raise exception 'this id is taken by another command' using errcode = '23505', column = 'id'; end if;
    return next kept;
    return;
  end if;
  offer := chosen_offer(kept, command);
  perform check_needs(offer.needs, command);
  -- The clock is read after the lock was given, so that entries of one incident are in order of time.
  step_at := clock_timestamp();
  before_state := kept.state;
  if offer.subject = 'work_order' then perform step_order(kept, command, offer.to_state, step_at);
  else kept := change_incident(kept, command, step_at);
  end if;
  kept.state := case
    when offer.subject = 'work_order' or named = 'dispatch' or named = 'refuse' and offer.to_state is null then state_of_orders(kept.id)
    when named in ('resume', 'unmerge') then kept.state_before
    else coalesce(offer.to_state, kept.state) end;
  if named in ('resume', 'unmerge') then kept.state_before := null; end if;
  kept := write_incident(kept);
  perform deadline_after_step(kept, named, step_at);
  if named = 'categorise' then perform ring_alarm(kept); end if;
  select * into kept from incident i where i.id = kept.id;
  insert into incident_log (incident_id, area_id, command_id, at, action, from_state, to_state, actor, note, work_order_id, batch_id, payload, after)
  values (kept.id, kept.area_id, (command ->> 'id')::uuid, step_at, named, before_state, kept.state, actor_id(), coalesce(command ->> 'note', ''), offer.work_order_id, (command ->> 'batchId')::uuid,
    coalesce((select jsonb_object_agg(n.need, command -> n.need) from unnest(offer.needs) as n(need) where n.need <> 'note'), '{}'), incident_snapshot_with_orders(kept));
  return next kept;
end $$;

CREATE FUNCTION public.step_incidents(batch jsonb) RETURNS TABLE(incident_id uuid, code text, field text, message text)
    LANGUAGE plpgsql
    AS $$
declare item jsonb; command jsonb; given jsonb := batch - 'incidents' || jsonb_build_object('batchId', batch -> 'id');
begin
  for item in select i from jsonb_array_elements(batch -> 'incidents') as i order by (i ->> 'incidentId')::uuid loop
    incident_id := (item ->> 'incidentId')::uuid;
    code := null; field := null; message := null;
    command := given || (item - 'incidentId') || jsonb_strip_nulls(jsonb_build_object(
      'orders', own_ids(batch -> 'orders', incident_id), 'parts', own_ids(batch -> 'parts', incident_id), 'addressee', own_ids(batch -> 'addressee', incident_id)));
    begin
      perform from step_incident(incident_id, command);
      if not found then
        code := 'P0002';
        field := 'incidents';
        message := 'there is no such incident for this actor';
      end if;
    -- What a client can cause; anything else ends the whole batch.
    exception when integrity_constraint_violation or insufficient_privilege or serialization_failure or deadlock_detected or data_exception then
      get stacked diagnostics code = returned_sqlstate, field = column_name, message = message_text;
    end;
    return next;
  end loop;
end $$;

CREATE FUNCTION public.step_order(kept public.incident, command jsonb, target text, step_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare moved work_order;
begin
  update work_order o set state = target, changed_at = step_at, result = case when command ->> 'action' = 'feed_back' then command ->> 'feedback' else o.result end
  where o.id = (command ->> 'workOrderId')::uuid returning * into moved;
  if command ->> 'action' = 'transfer' then
    perform add_orders(kept, jsonb_build_array(command -> 'addressee' || jsonb_build_object('kind', moved.kind, 'task', moved.task)), 'addressee', step_at);
  end if;
end $$;

CREATE FUNCTION public.step_patrol_plan(wanted uuid, step text, seen integer) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  kept patrol_plan := patrol_plan_in_hand(wanted, null);
  become constant text := case step when 'publish' then 'published' when 'withdraw' then 'withdrawn' when 'discard' then 'discarded' when 'restore' then 'draft' end;
  fits constant text[] := case step when 'publish' then array['draft', 'withdrawn'] when 'withdraw' then array['published'] when 'discard' then array['draft', 'withdrawn'] else array['discarded', 'withdrawn'] end;
begin
  if kept.id is null then return; end if;
  if kept.state = become and kept.version = seen + 1 then return next kept.id; return; end if;
  kept := patrol_plan_in_hand(wanted, seen);
  if kept.state <> all(fits) then raise exception 'expected a plan that is %; this one is %', array_to_string(fits, ' or '), kept.state using errcode = '23514', column = 'version'; end if;
  if step = 'publish' then perform check_patrol_publishable(kept); end if;
  update patrol_plan p set state = become, published_at = case when step = 'publish' then now() else p.published_at end, published_by = case when step = 'publish' then actor_id() else p.published_by end, changed_at = now(), version = p.version + 1
  where p.id = wanted returning * into kept;
  perform note_patrol_plan(kept, step, '{}');
  return next kept.id;
end $$;

CREATE FUNCTION public.store_contact(wanted uuid, sealed bytea, key_id text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into contact (incident_id, area_id, sealed, key_id)
  select i.id, i.area_id, store_contact.sealed, store_contact.key_id from incident i
  where i.id = wanted and i.state <> 'archived' and exists (select from incident_log l where l.incident_id = i.id and l.action = 'report' and l.actor = actor_id())
  on conflict (incident_id) do nothing;
  return found;
end $$;

CREATE FUNCTION public.store_fixes(wanted integer, ms bigint[], xs integer[], ys integer[], speeds smallint[], accuracies smallint[], more jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare own device; on_day date; epoch constant timestamptz := 'epoch'; tail jsonb := more -> 'tail';
begin
  select d.* into own from device d where d.id = wanted;
  if not found or not may_send(own) then raise exception 'not allowed' using errcode = '42501'; end if;
  -- In order, so that two batches never wait for each other's day.
  for on_day in select distinct ((epoch + m * interval '1 millisecond') at time zone 'UTC')::date from unnest(ms) m order by 1 loop perform make_position_day(on_day); end loop;
  insert into position (device_id, at, area_id, x, y, speed_cm_s, accuracy_m)
  select wanted, epoch + f.ms * interval '1 millisecond', own.area_id, f.x, f.y, f.speed, f.accuracy from unnest(ms, xs, ys, speeds, accuracies) f(ms, x, y, speed, accuracy);
  if more ? 'apart' then
    insert into position_reject (area_id, device_id, fix, reason, at, x, y, speed_cm_s, accuracy_m)
    select own.area_id, wanted, (r.fix)::jsonb, r.reason, epoch + r.ms * interval '1 millisecond', r.x, r.y, r.speed, r.accuracy
    from jsonb_to_recordset(more -> 'apart') r(fix text, reason text, ms bigint, x integer, y integer, speed smallint, accuracy smallint) on conflict do nothing;
  end if;
  if more ? 'turned' then perform turn_fixes(own, more -> 'turned'); end if;
  if more ? 'coverage' then
    insert into coverage as c (area_id, cell, day, hour, seconds)
    select own.area_id, r.cell::bigint, r.day, r.hour, r.seconds from jsonb_to_recordset(more -> 'coverage') r(cell text, day date, hour smallint, seconds real)
    on conflict (cell, day, hour, area_id) do update set seconds = greatest(0, c.seconds + excluded.seconds);
  end if;
  if tail is not null then
    insert into device_tail as t (device_id, since, ms, x, y)
    select wanted, epoch + (tail ->> 'sinceMs')::bigint * interval '1 millisecond', array(select jsonb_array_elements_text(tail -> 'ms')::bigint), array(select jsonb_array_elements_text(tail -> 'x')::integer), array(select jsonb_array_elements_text(tail -> 'y')::integer)
    on conflict (device_id) do update set since = excluded.since, ms = excluded.ms, x = excluded.x, y = excluded.y;
  end if;
  -- Of two fixes of one moment the one farther east, so that the order of arrival does not matter.
  if more ? 'live' then
    insert into live_position as l (team_id, area_id, at, x, y, speed_cm_s, received_at)
    select own.team_id, own.area_id, epoch + r.ms * interval '1 millisecond', r.x, r.y,
      -- The speed of one that was taken back stands with it, not in the batch.
      case when r.back then (select p.speed_cm_s from position p where p.device_id = wanted and p.at = epoch + r.ms * interval '1 millisecond' and p.x = r.x and p.y = r.y) else r.speed end, clock_timestamp()
    from jsonb_to_record(more -> 'live') r(ms bigint, x integer, y integer, speed smallint, back boolean)
    on conflict (team_id) do update set area_id = excluded.area_id, at = excluded.at, x = excluded.x, y = excluded.y, speed_cm_s = excluded.speed_cm_s, received_at = excluded.received_at
    where (excluded.at, excluded.x, excluded.y) > (l.at, l.x, l.y);
  end if;
end $$;

CREATE FUNCTION public.streets_near(box double precision[], most integer) RETURNS TABLE(id bigint, class text, oneway boolean, foot boolean, bicycle boolean, car boolean, tunnel boolean, line text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select s.id, s.class, s.oneway, s.foot, s.bicycle, s.car, s.tunnel, st_asgeojson(s.geom, 8, 0) from street s where s.geom && st_makeenvelope(box[1], box[2], box[3], box[4], 4326) and s.class <> 'rail' order by s.id limit most
$$;

CREATE FUNCTION public.summarise_positions() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare part regclass;
begin
  for part in select i.indexrelid::regclass from pg_index i join pg_inherits h on h.inhrelid = i.indrelid join pg_class c on c.oid = i.indrelid
    where h.inhparent = 'position'::regclass and c.relname ~ '^position_[0-9]{8}$' and to_date(right(c.relname, 8), 'YYYYMMDD') > current_date - 9
  loop perform brin_summarize_new_values(part); end loop;
end $_$;

CREATE FUNCTION public.switch_holdings(at timestamp with time zone DEFAULT now()) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.take_check_ins(given jsonb) RETURNS TABLE(ordinal integer, outcome text, remark text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  may integer[] := array(select actor_areas('position')); sees integer[] := array(select actor_areas('read'));
  one record; home team; stop record; put integer;
begin
  for one in select g.ordinal::integer - 1 as ordinal, r.* from jsonb_array_elements(given) with ordinality as g(said, ordinal),
      jsonb_to_record(g.said) as r(id uuid, "teamId" integer, kind text, at timestamptz, "stopId" uuid, "checkpointId" uuid, "hotspotId" uuid, note text, place jsonb) order by g.ordinal loop
    ordinal := one.ordinal; outcome := 'kept'; remark := null;
    select * into home from team t where t.id = one."teamId" and t.area_id = any(may);
    if not found then outcome := 'team';
    elsif exists (select from check_in c where c.id = one.id and c.account_id = actor_id() and c.team_id = home.id) then outcome := 'again';
    elsif one.at > clock_timestamp() + interval '5 minutes' then outcome := 'clock_ahead';
    elsif one.at < clock_timestamp() - interval '7 days' then outcome := 'clock_behind';
    elsif not exists (select from shift s where s.team_id = home.id and s.during @> one.at) then outcome := 'shift';
    end if;
    -- Also of one that is here already: the answer that said it may have been lost on the way.
    if outcome in ('kept', 'again') then
      select s.id, s.hotspot_id, s.checkpoint_id, r.team_id, p.state into stop from patrol_stop s join patrol_route r on r.id = s.route_id join patrol_plan p on p.id = r.plan_id
      where s.id = one."stopId" and p.state in ('published', 'withdrawn') and (r.team_id = home.id or p.area_id = any(sees));
      if one."stopId" is not null then
        remark := case when stop.id is null then 'stop_gone' when stop.team_id <> home.id then 'stop_moved' when stop.state = 'withdrawn' then 'plan_withdrawn' end;
      end if;
    end if;
    if outcome = 'kept' then
      insert into check_in (id, area_id, team_id, stop_id, checkpoint_id, hotspot_id, kind, at, note, geom, account_id)
      values (one.id, home.area_id, home.id, case when stop.team_id = home.id then stop.id end,
        coalesce(stop.checkpoint_id, (select c.id from checkpoint c where c.id = one."checkpointId" and c.area_id = any(sees))),
        coalesce(stop.hotspot_id, (select h.id from hotspot h where h.id = one."hotspotId" and h.area_id = any(sees))),
        one.kind, one.at, coalesce(one.note, ''), case when jsonb_typeof(one.place) = 'array' then st_setsrid(st_makepoint((one.place ->> 0)::float8, (one.place ->> 1)::float8), 4326) end, actor_id())
      on conflict (id) do nothing;
      get diagnostics put = row_count;
      -- The same batch may be under way twice: whoever came second finds what the first one kept.
      if put = 0 then outcome := case when exists (select from check_in c where c.id = one.id and c.account_id = actor_id() and c.team_id = home.id) then 'again' else 'taken' end; end if;
    end if;
    if outcome = 'taken' then remark := null; end if;
    return next;
  end loop;
end $$;

CREATE FUNCTION public.take_due_area_change(moment timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare most constant integer := 5; kept area_change_due;
begin
  if not pg_try_advisory_xact_lock(7266349) then return null; end if;
  select d.* into kept from area_change_due d where d.refusal is null and d.on_day <= area_today(d.area_id, coalesce(moment, now())) and (d.try_after is null or d.try_after <= coalesce(moment, now())) order by d.on_day, d.at, d.id limit 1 for update;
  if not found then return null; end if;
  update area_change_due d set tries = d.tries + 1, try_after = coalesce(moment, now()) + interval '15 seconds' * 4 ^ d.tries,
    refusal = case when d.tries >= most then format('given up after %s tries', d.tries) end where d.id = kept.id;
  return kept.id;
end $$;

CREATE FUNCTION public.take_due_briefing(moment timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS TABLE(id uuid, area_id integer, title text, template text, question jsonb, audience text, on_day smallint, at_hour smallint, due_at timestamp with time zone, created_by text, time_zone text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept briefing_schedule;
begin
  select s.* into kept from briefing_schedule s where s.retired_at is null and s.next_at <= coalesce(moment, now()) and (s.taken_until is null or s.taken_until <= coalesce(moment, now())) order by s.next_at, s.id limit 1 for update skip locked;
  if not found then return; end if;
  update briefing_schedule s set taken_until = coalesce(moment, now()) + interval '15 minutes' where s.id = kept.id;
  return query select kept.id, kept.area_id, kept.title, kept.template, kept.question, kept.audience, kept.on_day, kept.at_hour, kept.next_at, kept.created_by, a.time_zone from area a where a.id = kept.area_id;
end $$;

CREATE FUNCTION public.take_due_plan(moment timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare most constant integer := 5; kept zone_plan;
begin
  if not pg_try_advisory_xact_lock(7266349) then return null; end if;
  select p.* into kept from zone_plan p where p.state = 'scheduled' and p.adopt_on <= area_today(p.area_id, coalesce(moment, now())) and (p.try_after is null or p.try_after <= coalesce(moment, now())) order by p.adopt_on, p.id limit 1 for update;
  if not found then return null; end if;
  if kept.tries >= most then
    kept := unschedule_zone_plan(kept, format('given up after %s tries: %s', kept.tries, coalesce(kept.refusal, 'the server did not come to its end')));
    perform note_zone_plan(kept, 'refuse', jsonb_build_object('reason', left(kept.refusal, 500)), '-');
  else
    -- A quarter of a minute, one, four, sixteen.
    update zone_plan p set tries = p.tries + 1, try_after = coalesce(moment, now()) + interval '15 seconds' * 4 ^ p.tries where p.id = kept.id;
  end if;
  return kept.id;
end $$;

CREATE FUNCTION public.take_heartbeats(hash text, beats jsonb) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare
  gate camera_gateway; received timestamptz := clock_timestamp(); judged jsonb; refused jsonb; accepted integer; changed integer;
  -- Of the newest words: cameras, what is said, when, and those of which something else was said before.
  ids integer[]; states text[]; ats timestamptz[]; turns integer[];
begin
  select * into gate from camera_gateway g where g.key_hash = decode(hash, 'hex') and g.revoked_at is null for update;
  if not found then return null; end if;
  update camera_gateway g set heard_at = received where g.id = gate.id;
  with recursive below(id) as (select gate.area_id union select a.id from area a join below on a.parent_id = below.id),
  beat as materialized (select b.index, b."deviceCode" as device, b.code, b.state, coalesce(b.at, received) as at from jsonb_to_recordset(beats) b(index integer, "deviceCode" text, code text, state text, at timestamptz)),
  named as (
    select beat.index, c.id, c.state from beat join camera c on c.device_code = beat.device where c.area_id in (select id from below)
    union all select beat.index, c.id, c.state from beat join camera c on c.code = beat.code where beat.device is null and c.area_id in (select id from below)
  ), found as (select n.index, min(n.id) as id, count(*) as many, bool_or(n.state = 'planned') as planned from named n group by n.index)
  select coalesce(jsonb_agg(jsonb_build_object('index', b.index, 'id', f.id, 'state', b.state, 'at', b.at, 'reason', case when f.id is null then 'unknown' when f.many > 1 then 'several' when f.planned then 'planned' end)), '[]'),
    coalesce(jsonb_agg(jsonb_build_object('index', b.index, 'reason', case when f.id is null then 'unknown' when f.many > 1 then 'several' else 'planned' end) order by b.index) filter (where f.id is null or f.many > 1 or f.planned), '[]')
  into judged, refused from beat b left join found f on f.index = b.index;
  select array_agg(n.id order by n.id), array_agg(n.state order by n.id), array_agg(n.at order by n.id), array_agg(n.id) filter (where n.state is distinct from h.state) into ids, states, ats, turns
  from (select distinct on (j.id) j.id, j.state, j.at from jsonb_to_recordset(judged) j(index integer, id integer, state text, at timestamptz, reason text) where j.reason is null order by j.id, j.at desc, j.index desc) n
    left join camera_heard h on h.camera_id = n.id;
  insert into camera_heard as h (camera_id, area_id, gateway_id, state, told_at, heard_at)
  select n.id, c.area_id, gate.id, n.state, n.at, received from unnest(ids, states, ats) n(id, state, at) join camera c on c.id = n.id order by n.id
  on conflict (camera_id) do update set area_id = excluded.area_id, gateway_id = excluded.gateway_id, state = excluded.state, told_at = excluded.told_at, heard_at = excluded.heard_at where excluded.told_at > h.told_at;
  get diagnostics accepted = row_count;
  perform tell_states('gateway', gate.name);
  update camera c set state = h.state, state_since = h.told_at from camera_heard h where c.id = any (turns) and h.camera_id = c.id and h.heard_at = received and c.state <> h.state;
  get diagnostics changed = row_count;
  perform tell_states('', '');
  return jsonb_build_object('accepted', accepted, 'changed', changed, 'repeated', jsonb_array_length(judged) - jsonb_array_length(refused) - accepted, 'rejected', refused);
end $$;

CREATE FUNCTION public.tell_handles(post_ids integer[], team_ids integer[], accounts text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into outbox (noun, row_id, area_id) select distinct 'zone', p.zone_id::text, p.area_id from post p where p.id = any(post_ids);
  insert into outbox (noun, row_id, area_id) select 'team', t.id::text, t.area_id from team t where t.id = any(team_ids);
  perform pg_notify('fangcun_outbox', '');
  perform pg_notify('fangcun_rights', each) from unnest(accounts) each;
end $$;

CREATE FUNCTION public.tell_incident_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' then
    insert into incident_change (signs, times, cells, kinds, areas, states)
    select array_agg(1), array_agg(floor(extract(epoch from r.occurred_at))::bigint), array_agg(r.z_order >> 22), array_agg(incident_kind(r.category_id, r.severity, r.provenance)), array_agg(r.area_id), array_agg(incident_state_code(r.state))
    from (select *, row_number() over () / 5000 as piece from added) r group by r.piece order by r.piece;
  elsif tg_op = 'DELETE' then
    insert into incident_change (signs, times, cells, kinds, areas, states)
    select array_agg(-1), array_agg(floor(extract(epoch from r.occurred_at))::bigint), array_agg(r.z_order >> 22), array_agg(incident_kind(r.category_id, r.severity, r.provenance)), array_agg(r.area_id), array_agg(incident_state_code(r.state))
    from (select *, row_number() over () / 5000 as piece from removed) r group by r.piece order by r.piece;
  else
    insert into incident_change (signs, times, cells, kinds, areas, states, counts)
    select array_agg(r.sign), array_agg(floor(extract(epoch from r.occurred_at))::bigint), array_agg(r.z_order >> 22), array_agg(incident_kind(r.category_id, r.severity, r.provenance)), array_agg(r.area_id), array_agg(incident_state_code(r.state)), r.counts
    from (
      select v.*, c.counts, row_number() over (partition by c.counts) / 5000 as piece from removed o join added n on n.id = o.id
        cross join lateral (select (o.z_order, o.area_id, o.category_id, o.severity, o.provenance, o.occurred_at) is distinct from (n.z_order, n.area_id, n.category_id, n.severity, n.provenance, n.occurred_at) as counts) c
        cross join lateral (values (-1, o.z_order, o.area_id, o.category_id, o.severity, o.provenance, o.occurred_at, o.state), (1, n.z_order, n.area_id, n.category_id, n.severity, n.provenance, n.occurred_at, n.state))
          v(sign, z_order, area_id, category_id, severity, provenance, occurred_at, state)
      where c.counts or o.state <> n.state
    ) r group by r.counts, r.piece order by r.counts, r.piece;
  end if;
  return null;
end $$;

CREATE FUNCTION public.tell_map_wall(wanted uuid) RETURNS void
    LANGUAGE sql
    SET search_path TO 'public', 'pg_temp'
    AS $$
  insert into outbox (noun, row_id, area_id) select 'map_wall', w.id::text, w.area_id from map_wall w where w.id = wanted;
  select pg_notify('fangcun_outbox', '')
$$;

CREATE FUNCTION public.tell_rights() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  if tg_argv[0] = '' then
    perform pg_notify('fangcun_rights', '');
  elsif tg_op = 'DELETE' then
    perform pg_notify('fangcun_rights', to_jsonb(old) ->> tg_argv[0]);
  else
    perform pg_notify('fangcun_rights', to_jsonb(new) ->> tg_argv[0]);
  end if;
  return null;
end $$;

CREATE FUNCTION public.tell_states(told_by text, note text) RETURNS void
    LANGUAGE sql
    AS $$
  select set_config('fangcun.told_by', told_by, true), set_config('fangcun.state_note', note, true)
$$;

CREATE FUNCTION public.tile_base_rows(z integer, x integer, y integer) RETURNS TABLE(layer text, id bigint, properties jsonb, geom public.geometry)
    LANGUAGE sql STABLE
    AS $$
  with tile as materialized (select * from tile_frame(z, x, y))
  select 'ground', g.id, jsonb_strip_nulls(jsonb_build_object('kind', g.kind, 'nameZh', nullif(g.name_zh, ''), 'nameEn', nullif(g.name_en, ''))),
    st_forcepolygonccw(tile_units(tile_clip(g.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, ground g where g.geom && tile.box and (z >= 12 or st_area(g.geom) > st_area(tile.box) / 4096)
  union all
  select 'street', s.id, jsonb_strip_nulls(jsonb_build_object('class', s.class, 'nameZh', nullif(s.name_zh, ''), 'nameEn', nullif(s.name_en, ''),
      'oneway', nullif(s.oneway, false), 'bridge', nullif(s.bridge, false))),
    tile_units(tile_clip(s.geom, tile.box, 1), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack)
  from tile, street s where s.geom && tile.box and s.class = any (case
    when z < 12 then array['motorway', 'trunk', 'primary']
    when z < 13 then array['motorway', 'trunk', 'primary', 'secondary', 'rail']
    when z < 14 then array['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'pedestrian', 'rail']
    when z < 15 then array['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'pedestrian', 'rail']
    else array['motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'service', 'pedestrian', 'path', 'steps', 'rail'] end)
  union all
  select 'estate', e.id::bigint, jsonb_strip_nulls(jsonb_build_object('nameZh', nullif(e.name_zh, ''), 'nameEn', nullif(e.name_en, ''))),
    st_forcepolygonccw(tile_units(tile_clip(e.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, estate e where z >= 13 and e.geom && tile.box
  union all
  select 'building', b.id, jsonb_strip_nulls(jsonb_build_object('use', b.use, 'nameZh', nullif(b.name_zh, ''), 'nameEn', nullif(b.name_en, ''),
      'address', nullif(b.address, ''), 'households', nullif(b.households, 0), 'heightMeters', nullif(b.height_m, 0))),
    st_forcepolygonccw(tile_units(tile_clip(b.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, building b where z >= 14 and b.geom && tile.box
  union all
  select * from (select 'place', p.id, jsonb_strip_nulls(jsonb_build_object('kind', p.kind, 'nameZh', nullif(p.name_zh, ''), 'nameEn', nullif(p.name_en, ''))),
      tile_point(st_x(p.geom), st_y(p.geom), z, x, y) as unit
    from tile, place p where z >= 15 and p.geom && tile.box and p.kind <> 'street_light') points where tile_holds(unit)
$$;

CREATE FUNCTION public.tile_box(z integer, x integer, y integer, margin double precision) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select st_makeenvelope(
    (x - margin / 4096) / (1 << z) * 360 - 180,
    degrees(atan(sinh(pi() * (1 - 2 * greatest(0, least(1, (y + 1 + margin / 4096) / (1 << z))))))),
    (x + 1 + margin / 4096) / (1 << z) * 360 - 180,
    degrees(atan(sinh(pi() * (1 - 2 * greatest(0, least(1, (y - margin / 4096) / (1 << z))))))), 4326)
$$;

CREATE FUNCTION public.tile_camera_views_rows(z integer, x integer, y integer) RETURNS TABLE(layer text, id bigint, properties jsonb, geom public.geometry)
    LANGUAGE sql STABLE
    AS $$
  with tile as materialized (select * from tile_frame(z, x, y)),
  due as materialized (select d.camera_id, c.geom from tile, camera c join camera_due d on d.camera_id = c.id where camera_reach(c.geom, c.range_m) && tile.box)
  (select 'view', v.camera_id::bigint, jsonb_build_object('id', v.camera_id, 'band', v.band, 'always', v.always, 'state', c.state, 'due', v.camera_id in (select u.camera_id from due u)),
    st_forcepolygonccw(tile_units(tile_clip(v.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, camera_view v join camera c on c.id = v.camera_id where v.geom && tile.box order by v.band, v.camera_id)
  union all
  select * from (select 'due', u.camera_id::bigint, jsonb_build_object('id', u.camera_id), tile_point(st_x(u.geom), st_y(u.geom), z, x, y) as unit from due u) points where tile_holds(unit)
$$;

CREATE FUNCTION public.tile_cameras_rows(z integer, x integer, y integer) RETURNS TABLE(layer text, id bigint, properties jsonb, geom public.geometry)
    LANGUAGE sql STABLE
    AS $$
  with tile as materialized (select tile_box(z, x, y, 1) as box)
  select * from (select 'camera', c.id::bigint, jsonb_strip_nulls(jsonb_build_object('id', c.id, 'areaId', c.area_id, 'code', c.code, 'name', c.name, 'kind', c.kind,
        'azimuthDegrees', c.azimuth_deg, 'fieldOfViewDegrees', c.field_of_view_deg, 'rangeMeters', c.range_m, 'heightMeters', c.height_m, 'state', c.state,
        'version', c.version)),
      tile_point(st_x(c.geom), st_y(c.geom), z, x, y) as unit
    from tile, camera c where c.geom && tile.box) points where tile_holds(unit)
$$;

CREATE FUNCTION public.tile_clip(shape public.geometry, box public.geometry, dimension integer) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select case when shape @ box then shape else st_collectionextract(st_clipbybox2d(shape, box::box2d), dimension + 1) end
$$;

CREATE FUNCTION public.tile_coverage_rows(z integer, x integer, y integer, from_day date, to_day date) RETURNS TABLE(layer text, id bigint, properties jsonb, geom public.geometry)
    LANGUAGE sql STABLE
    AS $$
  with grid as materialized (select least(20, z + 7) as level),
  cells as (
    select c.cell >> (2 * (20 - grid.level)) as cell, sum(c.seconds) as seconds from grid, coverage c
    where c.cell >= interleave(x::bigint << (20 - z), y::bigint << (20 - z)) and c.cell < interleave(x::bigint << (20 - z), y::bigint << (20 - z)) + (1::bigint << (2 * (20 - z)))
      and c.day >= from_day and c.day < to_day
    group by 1
  )
  select 'coverage', null::bigint, jsonb_build_object('seconds', round(cells.seconds)::bigint),
    st_forcepolygonccw(st_makeenvelope(u.x0, u.y0, u.x0 + u.side, u.y0 + u.side))
  from grid, cells, lateral (select (1 << (12 + z - grid.level))::double precision as side,
    ((deinterleave(cells.cell) - (x::bigint << (grid.level - z))) << (12 + z - grid.level))::double precision as x0,
    ((deinterleave(cells.cell >> 1) - (y::bigint << (grid.level - z))) << (12 + z - grid.level))::double precision as y0) u
  order by cells.cell
$$;

CREATE FUNCTION public.tile_frame(z integer, x integer, y integer, OUT box public.geometry, OUT slack double precision, OUT near boolean, OUT dx double precision, OUT dy double precision, OUT fx double precision, OUT fy double precision) RETURNS record
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select tile_box(z, x, y, 64), case when z < 14 then 2.0 else 0.0 end, z >= 14,
    case when z >= 14 then -st_xmin(t) else 20037508.342789244 - x * size end, case when z >= 14 then -st_ymax(t) else y * size - 20037508.342789244 end,
    case when z >= 14 then 4096 / (st_xmax(t) - st_xmin(t)) else 4096 / size end, case when z >= 14 then 4096 / (st_ymin(t) - st_ymax(t)) else -4096 / size end
  from (select tile_box(z, x, y, 0) as t, 40075016.685578488 / (1 << z) as size) tile
$$;

CREATE FUNCTION public.tile_has_marks(z integer, x integer, y integer) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  select exists (select from incident_delta d where d.cell >= tile_z_order(z, x, y) >> 24 and d.cell < (tile_z_order(z, x, y) + tile_z_span(z)) >> 24)
$$;

CREATE FUNCTION public.tile_holds(unit public.geometry) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select st_x(unit) >= 0 and st_x(unit) < 4096 and st_y(unit) >= 0 and st_y(unit) < 4096
$$;

CREATE FUNCTION public.tile_incidents_at(z integer, x integer, y integer, moment timestamp with time zone) RETURNS TABLE(layer text, id bigint, properties jsonb, geom public.geometry)
    LANGUAGE sql STABLE
    AS $$
  with tile as materialized (select * from tile_frame(z, x, y))
  select 'incident', null::bigint, jsonb_build_object('id', i.id, 'categoryId', i.category_id, 'severity', i.severity, 'state', i.state, 'provenance', i.provenance,
      'occurredAt', floor(extract(epoch from i.occurred_at))::bigint, 'shape', (array['point', 'line', 'polygon'])[st_dimension(i.geom) + 1], 'areaId', i.area_id),
    case when st_dimension(i.geom) = 2 then st_forcepolygonccw(tile_units(tile_clip(i.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
      else tile_units(tile_clip(i.geom, tile.box, 1), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack) end
  from tile, incident_at(moment) i
  where z >= 12 and geometrytype(i.geom) <> 'POINT' and st_dimension(i.geom) > 0 and i.geom && tile.box
  order by i.occurred_at, i.id
$$;

CREATE FUNCTION public.tile_incidents_far(z integer, x integer, y integer) RETURNS TABLE(layer text, id bigint, properties jsonb, geom public.geometry)
    LANGUAGE plpgsql STABLE
    SET enable_seqscan TO 'off'
    AS $$
begin
  return query
  select 'incident', null::bigint,
    jsonb_strip_nulls(jsonb_build_object('count', c.count, 'severity', c.severity, 'categoryId', c.category_id, 'occurredAt', c.newest_s, 'shape', 'point')),
    st_makepoint((c.spot >> 12 & 4095)::double precision, (c.spot & 4095)::double precision)
  from (select * from incident_cells_folded(z, x, y) f where not tile_has_marks(z, x, y) union all select * from incident_cells_marked(z, x, y) m where tile_has_marks(z, x, y)) c;
end $$;

CREATE FUNCTION public.tile_incidents_far_mvt(z integer, x integer, y integer) RETURNS bytea
    LANGUAGE plpgsql STABLE
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET max_parallel_workers_per_gather TO '0'
    SET jit TO 'off'
    AS $$
declare tile bytea;
begin
  if tile_has_marks(z, x, y) then
    select st_asmvt(r, 'incident', 4096, 'geom') into tile from (
      select st_makepoint((c.spot >> 12 & 4095)::double precision, (c.spot & 4095)::double precision) as geom, c.count, c.severity::integer as severity, c.category_id::integer as "categoryId", c.newest_s as "occurredAt", 'point'::text as shape
      from incident_cells_marked(z, x, y) c) r;
  else
    select st_asmvt(r, 'incident', 4096, 'geom') into tile from (
      select st_makepoint((c.spot >> 12 & 4095)::double precision, (c.spot & 4095)::double precision) as geom, c.count, c.severity::integer as severity, c.category_id::integer as "categoryId", c.newest_s as "occurredAt", 'point'::text as shape
      from incident_cells_folded(z, x, y) c) r;
  end if;
  return tile;
end $$;

CREATE FUNCTION public.tile_incidents_near(z integer, x integer, y integer) RETURNS TABLE(layer text, id bigint, properties jsonb, geom public.geometry)
    LANGUAGE sql STABLE
    AS $$
  select 'incident', null::bigint, jsonb_strip_nulls(jsonb_build_object('id', s.id, 'categoryId', s.category_id, 'severity', s.severity, 'state', s.state,
      'provenance', s.provenance, 'occurredAt', floor(extract(epoch from s.occurred_at))::bigint, 'shape', (array['point', 'line', 'polygon'])[s.dimension + 1], 'areaId', s.area_id)),
    s.unit
  from incidents_near(z, x, y) s order by s.occurred_at, s.id
$$;

CREATE FUNCTION public.tile_incidents_near_mvt(z integer, x integer, y integer) RETURNS bytea
    LANGUAGE plpgsql STABLE
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET max_parallel_workers_per_gather TO '0'
    SET jit TO 'off'
    AS $$
declare tile bytea; low bigint := tile_z_order(z, x, y); high bigint := low + tile_z_span(z); box geometry := tile_box(z, x, y, 64);
begin
  if exists (select from incident i where geometrytype(i.geom) <> 'POINT' and i.geom && box) then
    select st_asmvt(r, 'incident', 4096, 'geom') into tile from (
      select s.id::text as id, s.category_id::integer as "categoryId", s.severity::integer as severity, s.state, s.provenance, floor(extract(epoch from s.occurred_at))::bigint as "occurredAt",
        (array['point', 'line', 'polygon'])[s.dimension + 1] as shape, s.area_id as "areaId", s.unit as geom
      from incidents_near(z, x, y) s where not st_isempty(s.unit) order by s.occurred_at, s.id) r;
  else
    select st_asmvt(r, 'incident', 4096, 'geom') into tile from (
      select s.id::text as id, s.category_id::integer as "categoryId", s.severity::integer as severity, s.state, s.provenance, floor(extract(epoch from s.occurred_at))::bigint as "occurredAt", 'point'::text as shape, s.unit as geom
      from incident_points_near(z, x, y, low, high) s order by s.occurred_at, s.id) r;
  end if;
  return tile;
end $$;

CREATE FUNCTION public.tile_incidents_rows(z integer, x integer, y integer) RETURNS TABLE(layer text, id bigint, properties jsonb, geom public.geometry)
    LANGUAGE plpgsql STABLE
    AS $$
begin
  if z >= 14 then return query select * from tile_incidents_near(z, x, y);
  else return query select * from tile_incidents_far(z, x, y); end if;
end $$;

CREATE FUNCTION public.tile_mvt(wanted text, z integer, x integer, y integer, from_day date DEFAULT NULL::date, to_day date DEFAULT NULL::date) RETURNS bytea
    LANGUAGE plpgsql STABLE
    AS $$
declare tile bytea;
begin
  if wanted = 'base' then
    select string_agg(m.mvt, '') into tile from (select st_asmvt(f, r.layer, 4096, 'geom', 'id') as mvt
      from tile_base_rows(z, x, y) r, lateral (select r.id, r.properties, r.geom) f where not st_isempty(r.geom) group by r.layer) m;
  elsif wanted = 'zones' and from_day is not null then
    select string_agg(m.mvt, '') into tile from (select st_asmvt(f, r.layer, 4096, 'geom', 'id') as mvt
      from tile_zones_on(z, x, y, from_day) r, lateral (select r.id, r.properties, r.geom) f where not st_isempty(r.geom) group by r.layer) m;
  elsif wanted = 'zones' then
    select string_agg(m.mvt, '') into tile from (select st_asmvt(f, r.layer, 4096, 'geom', 'id') as mvt
      from tile_zones_rows(z, x, y) r, lateral (select r.id, r.properties, r.geom) f where not st_isempty(r.geom) group by r.layer) m;
  elsif wanted = 'cameras' then
    select st_asmvt(r, 'camera', 4096, 'geom', 'id') into tile from (select n.id, n.properties, n.geom from tile_cameras_rows(z, x, y) n) r;
  elsif wanted = 'cameraViews' then
    select string_agg(m.mvt, '') into tile from (select st_asmvt(f, r.layer, 4096, 'geom', 'id') as mvt
      from tile_camera_views_rows(z, x, y) r, lateral (select r.id, r.properties, r.geom) f where not st_isempty(r.geom) group by r.layer) m;
  elsif wanted = 'incidents' and z < 14 then
    tile := tile_incidents_far_mvt(z, x, y);
  elsif wanted = 'incidents' then
    tile := tile_incidents_near_mvt(z, x, y);
  elsif wanted = 'coverage' then
    select st_asmvt(r, 'coverage', 4096, 'geom') into tile from (select n.properties, n.geom from tile_coverage_rows(z, x, y, from_day, to_day) n) r;
  end if;
  return coalesce(tile, '');
end $$;

CREATE FUNCTION public.tile_mvt_stored(wanted text, z integer, x integer, y integer, from_day date DEFAULT NULL::date, to_day date DEFAULT NULL::date) RETURNS bytea
    LANGUAGE plpgsql
    AS $$
begin
  if wanted = 'incidents' and z < 14 then return coalesce(incident_tile_stored(z, x, y), tile_incidents_far_mvt(z, x, y), ''); end if;
  if wanted = 'incidents' and z < 18 then return coalesce(incident_near_stored(z, x, y), tile_incidents_near_mvt(z, x, y), ''); end if;
  return tile_mvt(wanted, z, x, y, from_day, to_day);
end $$;

CREATE FUNCTION public.tile_point(lng double precision, lat double precision, z integer, x integer, y integer) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select st_makepoint(floor(((lng + 180) / 360 * (1 << z) - x) * 4096), floor(((1 - asinh(tan(radians(lat))) / pi()) / 2 * (1 << z) - y) * 4096))
$$;

CREATE FUNCTION public.tile_spot(z_order bigint, level integer) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select (((z_order >> (2 * (25 - level))) & 4095) << 24) | (((deinterleave(z_order) >> (25 - level)) & 4095) << 12) | ((deinterleave(z_order >> 1) >> (25 - level)) & 4095)
$$;

CREATE FUNCTION public.tile_units(shape public.geometry, near boolean, dx double precision, dy double precision, fx double precision, fy double precision, slack double precision) RETURNS public.geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select st_snaptogrid(case when slack > 0 then st_simplify(st_transscale(case when near then shape else st_transform(shape, 3857) end, dx, dy, fx, fy), slack)
    else st_transscale(case when near then shape else st_transform(shape, 3857) end, dx, dy, fx, fy) end, 1)
$$;

CREATE FUNCTION public.tile_z_order(z integer, x integer, y integer) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select interleave(x::bigint << (31 - z), y::bigint << (31 - z)) $$;

CREATE FUNCTION public.tile_z_span(z integer) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select 1::bigint << (2 * (31 - z)) $$;

CREATE FUNCTION public.tile_zones_on(z integer, x integer, y integer, day date) RETURNS TABLE(layer text, id bigint, properties jsonb, geom public.geometry)
    LANGUAGE sql STABLE
    AS $$
  with tile as materialized (select * from tile_frame(z, x, y))
  select 'zone', o.id::bigint, jsonb_build_object('code', o.code, 'areaId', o.area_id, 'nameZh', o.name_zh, 'nameEn', o.name_en,
      'households', coalesce(o.households, (select coalesce(sum(b.households), 0) from building b where o.plan_id is null and b.zone_id = o.id)
        + (select coalesce(sum(b.households), 0) from building b where o.plan_id is not null and b.geom && o.geom and st_intersects(o.geom, st_pointonsurface(b.geom))))),
    st_forcepolygonccw(tile_units(tile_clip(o.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, zones_on(day) o where z >= 9 and o.geom && tile.box
  union all
  select 'area', a.id::bigint, jsonb_build_object('level', a.level, 'code', a.code, 'nameZh', a.name_zh, 'nameEn', a.name_en),
    st_forcepolygonccw(tile_units(tile_clip(a.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, areas_on(day) a where a.geom && tile.box and (z >= 8 or a.level in ('city', 'district'))
$$;

CREATE FUNCTION public.tile_zones_rows(z integer, x integer, y integer) RETURNS TABLE(layer text, id bigint, properties jsonb, geom public.geometry)
    LANGUAGE sql STABLE
    AS $$
  with tile as materialized (select * from tile_frame(z, x, y))
  select 'zone', o.id::bigint, jsonb_build_object('code', o.code, 'areaId', o.area_id, 'nameZh', o.name_zh, 'nameEn', o.name_en,
      'households', (select coalesce(sum(b.households), 0) from building b where b.zone_id = o.id)),
    st_forcepolygonccw(tile_units(tile_clip(o.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, zone o where z >= 9 and o.geom && tile.box and o.valid_to is null
  union all
  select 'area', a.id::bigint, jsonb_build_object('level', a.level, 'code', a.code, 'nameZh', a.name_zh, 'nameEn', a.name_en),
    st_forcepolygonccw(tile_units(tile_clip(a.geom, tile.box, 2), tile.near, tile.dx, tile.dy, tile.fx, tile.fy, tile.slack))
  from tile, area a where a.geom && tile.box and a.valid_to is null and (z >= 8 or a.level in ('city', 'district'))
$$;

CREATE FUNCTION public.time_deadline(clock public.deadline, at timestamp with time zone) RETURNS public.deadline
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kind text := case when clock.unit in ('minute', 'hour') then 'hour' else 'working_hour' end; whole numeric;
begin
  clock.due_at := add_working_time(clock.area_id, clock.started_at, clock.amount, clock.unit);
  clock.due_at := add_working_time(clock.area_id, clock.due_at, clock.extension, clock.unit);
  clock.due_at := add_working_time(clock.area_id, clock.due_at, clock.held_hours, kind);
  whole := case kind when 'hour' then extract(epoch from clock.due_at - clock.started_at) / 3600 else working_time_between(clock.area_id, clock.started_at, clock.due_at) end;
  clock.warn_at := least(clock.due_at, add_working_time(clock.area_id, clock.started_at, whole - clock.warn_share::numeric * greatest(0, whole - clock.held_hours), kind));
  if clock.due_at > at then
    clock.level := 0;
    if clock.warn_at > at then clock.warned_at := null; end if;
    clock.next_at := case when clock.warned_at is null then clock.warn_at else clock.due_at end;
  elsif clock.level = 0 then
    clock.next_at := clock.due_at;
  end if;
  return clock;
end $$;

CREATE FUNCTION public.touch_incident_tiles() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  insert into incident_touch (cell) select distinct c.cell >> 2 from unnest(new.cells) c(cell);
  return null;
end $$;

CREATE FUNCTION public.tree_mark() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select coalesce(nullif(count(*), 0)::text, '') from area_change where kind in ('add', 'merge', 'split', 'move')
$$;

CREATE FUNCTION public.turn_fixes(own public.device, turned jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare epoch constant timestamptz := 'epoch'; newest live_position; first_at timestamptz; last_at timestamptz;
begin
  select min(epoch + (o ->> 'ms')::bigint * interval '1 millisecond'), max(epoch + (o ->> 'ms')::bigint * interval '1 millisecond') into first_at, last_at from jsonb_array_elements(turned -> 'out') o;
  with gone as (
    delete from position p using jsonb_to_recordset(turned -> 'out') o(ms bigint, x integer, y integer, reason text)
    where p.device_id = own.id and p.at = epoch + o.ms * interval '1 millisecond' and p.x = o.x and p.y = o.y and p.at >= first_at and p.at <= last_at returning p.*, o.reason
  )
  insert into position_reject (area_id, device_id, fix, reason, import_id, at, x, y, speed_cm_s, accuracy_m)
  select g.area_id, g.device_id, jsonb_build_object('at', g.at, 'x', g.x, 'y', g.y), g.reason, g.import_id, g.at, g.x, g.y, g.speed_cm_s, g.accuracy_m from gone g on conflict do nothing;
  update position_reject r set reason = o.reason from jsonb_to_recordset(turned -> 'told') o(ms bigint, x integer, y integer, reason text)
  where r.device_id = own.id and r.at = epoch + o.ms * interval '1 millisecond' and r.x = o.x and r.y = o.y;
  with back as (
    delete from position_reject r using jsonb_to_recordset(turned -> 'back') b(ms bigint, x integer, y integer)
    where r.device_id = own.id and r.at = epoch + b.ms * interval '1 millisecond' and r.x = b.x and r.y = b.y returning r.*
  )
  insert into position (device_id, at, area_id, x, y, speed_cm_s, accuracy_m, import_id) select b.device_id, b.at, b.area_id, b.x, b.y, b.speed_cm_s, b.accuracy_m, b.import_id from back b;
  -- The newest place of the team may have been one of them.
  select l.* into newest from live_position l where l.team_id = own.team_id;
  if newest.at >= first_at and newest.at <= last_at then
    delete from live_position l where l.team_id = own.team_id;
    insert into live_position (team_id, area_id, at, x, y, speed_cm_s)
    select own.team_id, own.area_id, p.at, p.x, p.y, p.speed_cm_s from position p
    where p.device_id = any (array(select d.id from device d where d.team_id = own.team_id)) and p.at > newest.at - interval '1 day' and p.at <= newest.at order by p.at desc, p.x desc, p.y desc limit 1;
  end if;
end $$;

CREATE FUNCTION public.undo_entry(taken public.incident_log) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare kept incident; last incident_log; earlier incident_log; step_at timestamptz;
begin
  select * into kept from incident i where i.id = taken.incident_id for update;
  if exists (select from incident_log l where l.incident_id = kept.id and l.action = 'undo' and l.payload -> 'undoes' = to_jsonb(taken.id)) then return; end if;
  if taken.actor <> actor_id() or kept.area_id not in (select actor_areas('step')) then
    raise exception 'only who took a step takes it back' using errcode = '42501', column = 'id';
  end if;
  select * into last from incident_log l where l.incident_id = kept.id and l.action not in ('warn', 'escalate', 'note') order by l.at desc, l.id desc limit 1;
  if last.id <> taken.id then raise exception 'something happened since: %', last.action using errcode = '40001', column = 'version'; end if;
  select * into earlier from incident_log l where l.incident_id = kept.id and (l.at, l.id) < (taken.at, taken.id) order by l.at desc, l.id desc limit 1;
  if earlier.after is null then raise exception 'the entry before does not say how the incident stood' using errcode = '23514', column = 'id'; end if;
  step_at := clock_timestamp();
  if taken.action = 'unmerge' then perform check_merge(kept, (earlier.after ->> 'merged_into')::uuid); end if;
  if taken.action = 'split' then perform fold_parts(kept, taken, step_at); end if;
  perform restore_orders(kept.id, earlier.after, taken.at, step_at);
  kept := write_incident(jsonb_populate_record(kept, '{"state_before": null, "merged_into": null, "result": null, "satisfaction": null, "registered_at": null, "closed_at": null,
    "extended_at": null, "extension_asked_at": null}'::jsonb || (earlier.after - 'area_id' - 'zone_id' - 'split_from' - 'orders' - 'due_at' - 'due_step' - 'escalation')));
  perform deadline_after_step(kept, 'undo', step_at);
  perform ring_alarm(kept) where taken.action = 'categorise';
  select * into kept from incident i where i.id = kept.id;
  insert into incident_log (incident_id, area_id, at, action, from_state, to_state, actor, work_order_id, payload, after)
  values (kept.id, kept.area_id, step_at, 'undo', taken.to_state, kept.state, actor_id(), taken.work_order_id, jsonb_build_object('undoes', taken.id, 'action', taken.action), incident_snapshot_with_orders(kept));
end $$;

CREATE FUNCTION public.undo_imported_names(import integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare each record; today date; changed integer := 0;
begin
  for each in
    select c.id, c.area_id, c.on_day, c.detail from area_change c join area a on a.id = c.area_id and a.valid_to is null
    where c.kind = 'rename' and (c.detail ->> 'importId')::integer = import and (acts_as_owner() or a.id in (select actor_areas('import')))
      and a.name_zh = c.detail #>> '{after,nameZh}' and a.name_en = c.detail #>> '{after,nameEn}' and not exists (select from area_change l where l.area_id = c.area_id and l.at > c.at)
  loop
    today := area_today(each.area_id);
    if each.on_day = today and exists (select from area_past p where p.area_id = each.area_id and p.valid_to = today) then
      update area a set valid_from = p.valid_from from area_past p where a.id = each.area_id and p.area_id = a.id and p.valid_to = today;
      delete from area_past p where p.area_id = each.area_id and p.valid_to = today;
    else
      perform keep_area_past(each.area_id, today);
    end if;
    update area set name_zh = each.detail #>> '{before,nameZh}', name_en = each.detail #>> '{before,nameEn}' where id = each.area_id;
    insert into area_change (id, area_id, kind, on_day, from_areas, to_areas, detail, actor)
    values (gen_random_uuid(), each.area_id, 'rename', today, array[each.area_id], array[each.area_id], jsonb_build_object('undoneImportId', import, 'before', each.detail -> 'after', 'after', each.detail -> 'before'), coalesce(actor_id(), '-'));
    changed := changed + 1;
  end loop;
  return changed;
end $$;

CREATE FUNCTION public.undo_roster_change(wanted uuid) RETURNS SETOF public.roster_change
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare made roster_change; other text; back integer[]; bad record;
begin
  select * into made from roster_change c where c.id = wanted and c.area_id in (select actor_areas('patrol')) for update;
  if not found then return; end if;
  if made.undone_at is not null then return next made; return; end if;
  -- Somebody above may have made it over several areas.
  if exists (select from jsonb_array_elements((made.before -> 'shifts') || (made.after -> 'shifts') || (made.before -> 'needs') || (made.after -> 'needs')) e
    where (e ->> 'area_id')::integer not in (select actor_areas('patrol'))) then
    raise exception 'expected a change of shifts and needs of your areas only' using errcode = '42501', column = 'id';
  end if;
  back := array(select (e ->> 'id')::integer from jsonb_array_elements(made.before -> 'shifts') e);
  perform hold_teams(array(select (e ->> 'team_id')::integer from jsonb_array_elements((made.before -> 'shifts') || (made.after -> 'shifts')) e));
  select t.call_sign into other from jsonb_array_elements(made.after -> 'shifts') e left join shift s on s.id = (e ->> 'id')::integer left join team t on t.id = (e ->> 'team_id')::integer
  where s.id is null or s.version <> (e ->> 'version')::integer limit 1;
  if found then raise exception 'expected a change that nothing followed; the shift of % is another by now', other using errcode = '40001', column = 'id'; end if;
  if exists (select from jsonb_array_elements(made.after -> 'shifts') e where (e ->> 'id')::integer <> all(back) and lower((e ->> 'during')::tstzrange) < now() - interval '10 minutes' and made.made_at < now() - interval '10 minutes') then
    raise exception 'expected shifts that have not begun' using errcode = '23514', column = 'id';
  end if;
  delete from shift s where s.id in (select (e ->> 'id')::integer from jsonb_array_elements(made.after -> 'shifts') e) and s.id <> all(back);
  if exists (select from shift s join shift_need n on n.id = s.need_id where n.id in (select (e ->> 'id')::uuid from jsonb_array_elements(made.after -> 'needs') e) and n.id not in (select (e ->> 'id')::uuid from jsonb_array_elements(made.before -> 'needs') e)) then
    raise exception 'expected needs without teams; call their shifts off first' using errcode = '40001', column = 'id';
  end if;
  delete from shift_need n where n.id in (select (e ->> 'id')::uuid from jsonb_array_elements(made.after -> 'needs') e) and n.id not in (select (e ->> 'id')::uuid from jsonb_array_elements(made.before -> 'needs') e);
  insert into shift_need as n select r.* from jsonb_array_elements(made.before -> 'needs') e, jsonb_populate_record(null::shift_need, e) r
  on conflict (id) do update set name = excluded.name, during = excluded.during, needed = excluded.needed, station_id = excluded.station_id, kind = excluded.kind, vehicle = excluded.vehicle, version = n.version + 1;
  insert into shift as s (id, area_id, team_id, during, import_id, need_id, note, version) overriding system value
  select r.id, r.area_id, r.team_id, r.during, r.import_id, n.id, r.note, r.version + 1 from jsonb_array_elements(made.before -> 'shifts') e, jsonb_populate_record(null::shift, e) r left join shift_need n on n.id = r.need_id
  on conflict (id) do update set area_id = excluded.area_id, team_id = excluded.team_id, during = excluded.during, need_id = excluded.need_id, note = excluded.note, version = s.version + 1;
  select * into bad from roster_conflict(back, true);
  if found then raise exception '%', bad.said using errcode = '40001', column = 'id'; end if;
  update roster_change c set undone_by = actor_id(), undone_at = clock_timestamp() where c.id = wanted returning * into made;
  perform note_roster(made.area_id, 'undo', wanted::text, '{}');
  return next made;
end $$;

CREATE FUNCTION public.undo_steps(batch uuid) RETURNS TABLE(incident_id uuid, code text, field text, message text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare taken incident_log;
begin
  for taken in select l.* from incident_log l
    where (l.batch_id = batch or l.command_id = batch) and l.from_state is not null and l.action not in ('warn', 'escalate', 'note', 'undo') and l.area_id in (select actor_areas('read'))
    order by l.incident_id
  loop
    incident_id := taken.incident_id;
    code := null; field := null; message := null;
    begin
      perform undo_entry(taken);
    exception when integrity_constraint_violation or insufficient_privilege or serialization_failure or deadlock_detected then
      get stacked diagnostics code = returned_sqlstate, field = column_name, message = message_text;
    end;
    return next;
  end loop;
end $$;

CREATE FUNCTION public.unschedule_zone_plan(kept public.zone_plan, why text) RETURNS public.zone_plan
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update zone_plan_zone n set adopts_on = null where n.plan_id = kept.id;
  update zone_plan p set state = 'draft', adopt_on = null, adopted_by = null, refusal = left(why, 500), tries = 0, try_after = null, changed_at = now(), version = p.version + 1 where p.id = kept.id returning * into kept;
  insert into outbox (noun, area_id) values ('zone', kept.area_id);
  return kept;
end $$;

CREATE FUNCTION public.wall_places(layout jsonb) RETURNS TABLE(ordinal integer, name text, place jsonb)
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select (r * columns + c)::integer, (r + 1) || '-' || (c + 1),
    jsonb_build_object('x', c * (width + bezel_x), 'y', r * (height + bezel_y), 'width', width, 'height', height)
  from (select (layout ->> 'rows')::integer as rows, (layout ->> 'columns')::integer as columns, (layout ->> 'widthMm')::numeric as width, (layout ->> 'heightMm')::numeric as height,
    (layout #>> '{bezelMm,x}')::numeric as bezel_x, (layout #>> '{bezelMm,y}')::numeric as bezel_y) l, generate_series(0, l.rows - 1) r, generate_series(0, l.columns - 1) c
$$;

CREATE FUNCTION public.wall_shifts(wanted uuid) RETURNS TABLE(upcoming boolean, at timestamp with time zone, needed integer, filled integer, short integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  with recursive below(id) as (
    select w.area_id from map_wall w where w.id = wanted and (w.area_id in (select actor_areas('wall')) or w.area_id in (select actor_screen_areas()))
    union select a.id from area a join below b on a.parent_id = b.id
  ), needs as materialized (
    select n.during, n.needed, least(n.needed, (select count(*) from shift s where s.need_id = n.id)) as filled from shift_need n
    where n.area_id in (select b.id from below b) and n.during && tstzrange(now(), now() + interval '1 day', '[]')
  ), next as (select min(lower(n.during)) as at from needs n where lower(n.during) > now())
  select false, null::timestamptz, coalesce(sum(n.needed), 0)::integer, coalesce(sum(n.filled), 0)::integer, count(*) filter (where n.filled < n.needed)::integer from needs n where n.during @> now()
  union all
  select true, next.at, sum(n.needed)::integer, sum(n.filled)::integer, count(*) filter (where n.filled < n.needed)::integer from next join needs n on lower(n.during) = next.at group by next.at
$$;

CREATE FUNCTION public.window_on(day date, starts time without time zone, ends time without time zone, zone text) RETURNS tstzrange
    LANGUAGE sql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select nullif(tstzrange((day + starts) at time zone zone, greatest((day + starts) at time zone zone, (day + ends + case when ends <= starts then interval '1 day' else interval '0' end) at time zone zone)), 'empty')
$$;

CREATE FUNCTION public.withdraw_area_change(wanted integer, change uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept area_change_due;
begin
  -- Not beside the job that makes it.
  perform pg_advisory_xact_lock(7266349);
  select * into kept from area_change_due d where d.id = change and d.area_id = wanted and (acts_as_owner() or d.areas && array(select actor_areas('read'))) for update;
  if not found then return false; end if;
  if not acts_as_owner() and kept.area_id not in (select actor_areas('configure')) then raise exception 'expected an area that you configure' using errcode = '42501', column = 'id'; end if;
  delete from area_change_due d where d.id = change;
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), wanted, 'area.withdraw', wanted::text, kept.sent);
  return true;
end $$;

CREATE FUNCTION public.withdraw_camera_plan(wanted uuid, seen integer) RETURNS SETOF public.camera_plan
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept camera_plan := camera_plan_in_hand(wanted, 'adopt', null); standing text;
begin
  if kept.id is null then return; end if;
  if kept.state = 'draft' and kept.version = seen + 1 then return next kept; return; end if;
  kept := camera_plan_in_hand(wanted, 'adopt', seen);
  if kept.state <> 'adopted' then raise exception 'expected an adopted plan; this one is a %', kept.state using errcode = '23514', column = 'version'; end if;
  select c.code into standing from camera_plan_site s join camera c on c.id = s.camera_id where s.plan_id = wanted and (c.state <> 'planned' or c.area_id not in (select actor_areas('adopt'))) order by s.ordinal limit 1;
  if standing is not null then raise exception 'camera % stands already or is of another area now, so the plan cannot be taken back', standing using errcode = '23514', column = 'version'; end if;
  delete from camera c using camera_plan_site s where s.plan_id = wanted and c.id = s.camera_id;
  update camera_plan p set state = 'draft', adopted_at = null, adopted_by = null, changed_at = now(), version = p.version + 1 where p.id = wanted returning * into kept;
  perform note_camera_plan(kept, 'withdraw', '{}');
  return next kept;
end $$;

CREATE FUNCTION public.withdraw_zone_plan(wanted uuid, seen integer) RETURNS SETOF public.zone_plan
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare kept zone_plan;
begin
  perform pg_advisory_xact_lock(7266349);
  kept := plan_in_hand(wanted, 'adopt', null);
  if kept.id is null then return; end if;
  if kept.state = 'draft' and kept.version = seen + 1 then return next kept; return; end if;
  kept := plan_in_hand(wanted, 'adopt', seen);
  if kept.state <> 'scheduled' then raise exception 'expected a plan that waits for its day; this one is %', kept.state using errcode = '23514', column = 'version'; end if;
  kept := unschedule_zone_plan(kept, null);
  perform note_zone_plan(kept, 'withdraw', '{}');
  return next kept;
end $$;

CREATE FUNCTION public.working_calendar(wanted_area integer, OUT time_zone text, OUT hours_area integer, OUT days_area integer) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  with recursive above(id, parent_id, depth) as (
    select a.id, a.parent_id, 0 from area a where a.id = wanted_area
    union all select a.id, a.parent_id, above.depth + 1 from area a join above on a.id = above.parent_id
  )
  select coalesce((select a.time_zone from area a where a.id = wanted_area), 'UTC'),
    (select b.id from above b where exists (select from working_hours h where h.area_id = b.id) order by b.depth limit 1),
    (select b.id from above b where exists (select from calendar_day c where c.area_id = b.id) order by b.depth limit 1)
  into time_zone, hours_area, days_area;
end $$;

CREATE FUNCTION public.working_days(hours_area integer, days_area integer, from_day date, to_day date) RETURNS TABLE(day date, weekday smallint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare open_weekdays smallint[] := '{1,2,3,4,5}';
begin
  if hours_area is not null then open_weekdays := array(select distinct h.weekday from working_hours h where h.area_id = hours_area order by 1); end if;
  return query
  select d.day::date, case when extract(isodow from d.day)::smallint = any (open_weekdays) then extract(isodow from d.day)::smallint else open_weekdays[1] end
  from generate_series(from_day::timestamp, to_day::timestamp, interval '1 day') as d(day)
  left join calendar_day c on c.area_id = days_area and c.day = d.day::date
  where c.kind = 'work' or c.kind is null and extract(isodow from d.day)::smallint = any (open_weekdays);
end $$;

CREATE FUNCTION public.working_moment(wanted_area integer, at timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare home record; day date; found_at timestamptz; days integer := 14;
begin
  select * into home from working_calendar(wanted_area);
  day := (at at time zone home.time_zone)::date;
  while found_at is null and days < 7300 loop
    select min(greatest(w.opens, at)) into found_at from working_windows(home.time_zone, home.hours_area, home.days_area, day, day + days) w where w.closes > at;
    days := days * 4;
  end loop;
  return coalesce(found_at, at);
end $$;

CREATE FUNCTION public.working_time_between(wanted_area integer, starts timestamp with time zone, ends timestamp with time zone) RETURNS numeric
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare home record; hours numeric;
begin
  if ends <= starts then return 0; end if;
  select * into home from working_calendar(wanted_area);
  select coalesce(sum(extract(epoch from least(w.closes, ends) - greatest(w.opens, starts))) / 3600, 0) into hours
  from working_windows(home.time_zone, home.hours_area, home.days_area, (starts at time zone home.time_zone)::date, (ends at time zone home.time_zone)::date) w where w.opens < ends and w.closes > starts;
  return hours;
end $$;

CREATE FUNCTION public.working_windows(time_zone text, hours_area integer, days_area integer, from_day date, to_day date) RETURNS TABLE(opens timestamp with time zone, closes timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  return query
  with hours(weekday, opening, closing) as (
    select h.weekday, h.opens, h.closes from working_hours h where h.area_id = hours_area
    union all select w::smallint, time '09:00', time '17:00' from generate_series(1, 5) as w where hours_area is null
  ), spans(during) as (
    select tstzrange((d.day + h.opening) at time zone time_zone, (d.day + h.closing) at time zone time_zone)
    from working_days(hours_area, days_area, from_day, to_day) d join hours h on h.weekday = d.weekday
    where (d.day + h.closing) at time zone time_zone > (d.day + h.opening) at time zone time_zone
  ), joined(during) as (select unnest(range_agg(s.during)) from spans s)
  select lower(j.during), upper(j.during) from joined j order by 1;
end $$;

CREATE TABLE public.briefing_text (
    briefing_id uuid NOT NULL,
    area_id integer NOT NULL,
    key text NOT NULL,
    locale text NOT NULL,
    text text NOT NULL,
    composed text DEFAULT ''::text NOT NULL,
    written_by text NOT NULL,
    written_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT briefing_text_composed_check CHECK ((length(composed) <= 5000)),
    CONSTRAINT briefing_text_key_check CHECK ((key ~ '^[a-z][a-zA-Z0-9_.]{0,80}$'::text)),
    CONSTRAINT briefing_text_locale_check CHECK ((locale = ANY (ARRAY['zh'::text, 'en'::text]))),
    CONSTRAINT briefing_text_text_check CHECK ((length(text) <= 5000))
);

ALTER TABLE ONLY public.briefing_text FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.write_briefing_text(wanted uuid, wanted_key text, given jsonb) RETURNS SETOF public.briefing_text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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

CREATE FUNCTION public.write_deadline(clock public.deadline) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  update deadline d set rule_id = clock.rule_id, amount = clock.amount, unit = clock.unit, warn_share = clock.warn_share, extension = clock.extension, held_hours = clock.held_hours, due_at = clock.due_at,
    warn_at = clock.warn_at, next_at = clock.next_at, paused_at = clock.paused_at, done_at = clock.done_at, warned_at = clock.warned_at, level = clock.level
  where d.id = clock.id;
end $$;

CREATE FUNCTION public.write_incident(kept public.incident) RETURNS public.incident
    LANGUAGE plpgsql
    AS $$
begin
  update incident i set state = kept.state, state_before = kept.state_before, category_id = kept.category_id, severity = kept.severity, merged_into = kept.merged_into, result = kept.result,
    satisfaction = kept.satisfaction, registered_at = kept.registered_at, closed_at = kept.closed_at, extended_at = kept.extended_at, extension_asked_at = kept.extension_asked_at
  where i.id = kept.id returning * into kept;
  return kept;
end $$;

CREATE FUNCTION public.write_plan_posts(kept public.zone_plan, ended integer[], on_day date) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare closed integer[]; concerned text[];
begin
  insert into post (area_id, zone_id, kind, valid_from)
  select z.area_id, z.id, k.id, on_day from zone z join zone_plan_zone n on n.plan_id = kept.id and n.zone_id = z.id, post_kind k, generate_series(1, k.per_zone)
  where z.source = 'plan' and z.source_ref = kept.id || ':' || n.key and k.retired_at is null order by z.code, k.sort, k.id;
  -- A zone that went to another part of the plan takes its posts along.
  update post p set area_id = z.area_id from zone z join zone_plan_zone n on n.plan_id = kept.id and n.zone_id = z.id where p.zone_id = z.id and p.area_id <> z.area_id;
  update post_holding h set area_id = p.area_id from post p join zone_plan_zone n on n.plan_id = kept.id and n.zone_id = p.zone_id where h.post_id = p.id and h.area_id <> p.area_id;
  select array_agg(p.id), array_agg(distinct p.account_id) filter (where p.account_id is not null) into closed, concerned from post p where p.zone_id = any (ended) and p.valid_to is null;
  perform end_posts(closed, on_day);
  perform tell_handles(coalesce(closed, '{}'), '{}', coalesce(concerned, '{}'));
end $$;

CREATE FUNCTION public.write_plan_zones(kept public.zone_plan, on_day date) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'public', 'pg_temp'
    AS $$
begin
  set constraints zone_code_today deferred;
  insert into zone_past (zone_id, valid_from, valid_to, area_id, code, name_zh, name_en, geom, households)
  select z.id, z.valid_from, on_day, z.area_id, z.code, z.name_zh, z.name_en, z.geom, (select coalesce(sum(b.households), 0) from building b where b.zone_id = z.id)
  from zone z join zone_plan_zone n on n.plan_id = kept.id and n.zone_id = z.id
  where z.valid_from < on_day and changes_zone(z, n);
  update zone z set valid_to = on_day
  where z.valid_to is null and z.area_id in (select areas_below(kept.area_id)) and not exists (select from zone_plan_zone n where n.plan_id = kept.id and n.zone_id = z.id);
  update zone z set area_id = n.area_id, code = n.code, name_zh = n.name_zh, name_en = n.name_en, geom = n.geom, valid_from = case when changes_zone(z, n) then on_day else z.valid_from end from zone_plan_zone n
  where n.plan_id = kept.id and n.zone_id = z.id and (not st_orderingequals(z.geom, n.geom) or changes_zone(z, n));
  -- The source names the row of the plan, so that the plan finds its zones again.
  insert into zone (area_id, code, name_zh, name_en, geom, valid_from, source, source_ref)
  select n.area_id, n.code, n.name_zh, n.name_en, n.geom, on_day, 'plan', kept.id || ':' || n.key from zone_plan_zone n where n.plan_id = kept.id and n.zone_id is null;
  update zone_plan_zone n set zone_id = z.id from zone z where n.plan_id = kept.id and n.zone_id is null and z.source = 'plan' and z.source_ref = kept.id || ':' || n.key;
  set constraints zone_code_today immediate;
end $$;

CREATE FUNCTION public.z_order_lat(code bigint) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select degrees(atan(sinh(pi() * (1 - 2 * (deinterleave(code >> 1) + 0.5) / 2147483648)))) $$;

CREATE FUNCTION public.z_order_lng(code bigint) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select (deinterleave(code) + 0.5) / 2147483648 * 360 - 180 $$;

CREATE FUNCTION public.zone_at(shape public.geometry) RETURNS TABLE(zone_id integer, area_id integer)
    LANGUAGE sql STABLE
    AS $$
  select z.id, z.area_id from zone z
  where z.geom && shape and st_intersects(z.geom, case when geometrytype(shape) = 'POINT' then shape else st_pointonsurface(shape) end) and z.valid_to is null
  order by z.id limit 1
$$;

CREATE FUNCTION public.zone_code_rule(wanted integer, OUT prefix text, OUT stem text, OUT serial integer, OUT pattern text) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $_$
declare scheme code_scheme := zone_scheme_of(wanted);
begin
  select a.code into prefix from area a where a.id = wanted;
  if scheme.id is null then
    serial := 3;
    stem := prefix;
    pattern := case when prefix ~ '^[0-9]{12}$' then '^' || prefix || '[0-9]{3}$' else '^[0-9A-Za-z.-]{1,32}$' end;
  else
    serial := (scheme.parts -> -1 ->> 'length')::integer;
    select '^' || string_agg(case p ->> 'signs' when 'digits' then '[0-9]' else '[0-9A-Za-z]' end || '{' || (p ->> 'length') || '}', '' order by o) || '$' into pattern from jsonb_array_elements(scheme.parts) with ordinality as t(p, o);
    select rpad(prefix, greatest(length(prefix), sum((p ->> 'length')::integer)::integer - serial), '0') into stem from jsonb_array_elements(scheme.parts) p;
  end if;
end $_$;

CREATE FUNCTION public.zone_plan_faults(wanted uuid) RETURNS TABLE(kind text, zone_keys uuid[], building_ids bigint[], geom public.geometry)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
  select f.* from zone_plan p, lateral faults_of_plan(p.id) f where p.id = wanted and (p.area_id in (select actor_areas('plan')) or p.area_id in (select actor_areas('adopt')))
$$;

CREATE TABLE public.code_scheme (
    id text NOT NULL,
    noun text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    source text DEFAULT ''::text NOT NULL,
    parts jsonb NOT NULL,
    retired_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT code_scheme_id_check CHECK ((id ~ '^[a-z0-9-]{1,40}$'::text)),
    CONSTRAINT code_scheme_noun_check CHECK ((noun = ANY (ARRAY['area'::text, 'zone'::text])))
);

ALTER TABLE ONLY public.code_scheme FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.zone_scheme_of(wanted integer) RETURNS public.code_scheme
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
declare chosen code_scheme;
begin
  with recursive above(id, parent_id, zone_scheme, steps) as (
    select a.id, a.parent_id, a.zone_scheme, 0 from area a where a.id = wanted
    union all select a.id, a.parent_id, a.zone_scheme, above.steps + 1 from area a join above on a.id = above.parent_id
  )
  select s.* into chosen from above join code_scheme s on s.id = above.zone_scheme order by above.steps limit 1;
  return chosen;
end $$;

CREATE FUNCTION public.zones_in(wanted integer) RETURNS integer[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$ select coalesce(array_agg(z.id order by z.id), '{}') from zone z where z.area_id = wanted and z.valid_to is null $$;

CREATE FUNCTION public.zones_on(day date) RETURNS TABLE(id integer, area_id integer, code text, name_zh text, name_en text, geom public.geometry, households integer, valid_from date, valid_to date, plan_id uuid, plan_key uuid, version integer)
    LANGUAGE sql STABLE
    AS $$
  select z.id, z.area_id, z.code, z.name_zh, z.name_en, z.geom, null::integer, z.valid_from, z.valid_to, null::uuid, null::uuid, z.version from zone z
  where z.valid_from <= day and (z.valid_to is null or z.valid_to > day) and not exists (select from zone_plan_zone n where n.area_id = z.area_id and n.adopts_on <= day)
  union all
  select p.zone_id, p.area_id, p.code, p.name_zh, p.name_en, p.geom, p.households, p.valid_from, p.valid_to, null, null, 0 from zone_past p where p.valid_from <= day and p.valid_to > day
  union all
  select n.zone_id, n.area_id, coalesce(n.code, ''), n.name_zh, n.name_en, n.geom, null, n.adopts_on, null, n.plan_id, n.key, 0 from zone_plan_zone n where n.adopts_on <= day
$$;

CREATE TABLE meta.migration (
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

CREATE TABLE meta.replaceable (
    one boolean DEFAULT true NOT NULL,
    sha256 text NOT NULL,
    CONSTRAINT replaceable_one_check CHECK (one)
);

CREATE TABLE public.account (
    id text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    demo boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    disabled_at timestamp with time zone,
    CONSTRAINT account_id_check CHECK ((id ~ '^[a-z0-9-]{1,64}$'::text))
);

ALTER TABLE ONLY public.account FORCE ROW LEVEL SECURITY;

CREATE TABLE public.alarm (
    id bigint NOT NULL,
    incident_id uuid NOT NULL,
    area_id integer NOT NULL,
    raised_at timestamp with time zone DEFAULT now() NOT NULL,
    acknowledged_at timestamp with time zone,
    acknowledged_by text
);

ALTER TABLE ONLY public.alarm FORCE ROW LEVEL SECURITY;

ALTER TABLE public.alarm ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.alarm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.area (
    id integer NOT NULL,
    parent_id integer,
    level text NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    time_zone text DEFAULT 'Asia/Shanghai'::text NOT NULL,
    geom public.geometry(MultiPolygon,4326),
    valid_from date DEFAULT '1900-01-01'::date NOT NULL,
    valid_to date,
    source text DEFAULT 'own'::text NOT NULL,
    source_ref text,
    import_id integer,
    version integer DEFAULT 1 NOT NULL,
    zone_scheme text,
    CONSTRAINT area_check CHECK (((valid_to IS NULL) OR (valid_to > valid_from))),
    CONSTRAINT area_code_check CHECK ((code ~ '^[0-9A-Za-z.-]{1,32}$'::text)),
    CONSTRAINT area_geom_check CHECK (public.geometry_fits(geom, 50000)),
    CONSTRAINT area_level_check CHECK ((level = ANY (ARRAY['city'::text, 'district'::text, 'subdistrict'::text, 'community'::text])))
);

ALTER TABLE ONLY public.area FORCE ROW LEVEL SECURITY;

CREATE TABLE public.area_change (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    kind text NOT NULL,
    on_day date NOT NULL,
    from_areas integer[] DEFAULT '{}'::integer[] NOT NULL,
    to_areas integer[] DEFAULT '{}'::integer[] NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    actor text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT area_change_kind_check CHECK ((kind = ANY (ARRAY['add'::text, 'rename'::text, 'recode'::text, 'merge'::text, 'split'::text, 'move'::text, 'reshape'::text, 'close'::text]))),
    CONSTRAINT area_change_reason_check CHECK ((length(reason) <= 500))
);

ALTER TABLE ONLY public.area_change FORCE ROW LEVEL SECURITY;

CREATE TABLE public.area_change_due (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    areas integer[] NOT NULL,
    kind text NOT NULL,
    on_day date NOT NULL,
    sent jsonb NOT NULL,
    actor text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tries smallint DEFAULT 0 NOT NULL,
    try_after timestamp with time zone,
    refusal text,
    CONSTRAINT area_change_due_refusal_check CHECK ((length(refusal) <= 500))
);

ALTER TABLE ONLY public.area_change_due FORCE ROW LEVEL SECURITY;

ALTER TABLE public.area ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.area_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.area_past (
    id bigint NOT NULL,
    area_id integer NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    parent_id integer,
    level text NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    geom public.geometry(MultiPolygon,4326),
    CONSTRAINT area_past_check CHECK ((valid_to > valid_from))
);

ALTER TABLE ONLY public.area_past FORCE ROW LEVEL SECURITY;

ALTER TABLE public.area_past ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.area_past_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assignment (
    account_id text NOT NULL,
    area_id integer NOT NULL,
    role text NOT NULL
);

ALTER TABLE ONLY public.assignment FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.briefing_read (
    briefing_id uuid NOT NULL,
    account_id text NOT NULL,
    read_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.briefing_read FORCE ROW LEVEL SECURITY;

CREATE TABLE public.building (
    id bigint NOT NULL,
    area_id integer,
    estate_id integer,
    zone_id integer,
    use text DEFAULT 'other'::text NOT NULL,
    name_zh text DEFAULT ''::text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    households integer DEFAULT 0 NOT NULL,
    height_m real DEFAULT 0 NOT NULL,
    geom public.geometry(Geometry,4326) NOT NULL,
    source text DEFAULT 'own'::text NOT NULL,
    source_ref text,
    import_id integer,
    version integer DEFAULT 1 NOT NULL,
    households_estimated boolean DEFAULT false NOT NULL,
    CONSTRAINT building_geom_check CHECK (public.geometry_fits(geom)),
    CONSTRAINT building_height_m_check CHECK (((height_m >= (0)::double precision) AND (height_m <= (1000)::double precision))),
    CONSTRAINT building_households_check CHECK (((households >= 0) AND (households <= 10000))),
    CONSTRAINT building_use_check CHECK ((use = ANY (ARRAY['residential'::text, 'commercial'::text, 'office'::text, 'school'::text, 'hospital'::text, 'public'::text, 'industrial'::text, 'other'::text])))
);

ALTER TABLE ONLY public.building FORCE ROW LEVEL SECURITY;

ALTER TABLE public.building ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.building_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.calendar_day (
    area_id integer NOT NULL,
    day date NOT NULL,
    kind text NOT NULL,
    name_zh text DEFAULT ''::text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    CONSTRAINT calendar_day_kind_check CHECK ((kind = ANY (ARRAY['work'::text, 'rest'::text])))
);

ALTER TABLE ONLY public.calendar_day FORCE ROW LEVEL SECURITY;

CREATE TABLE public.camera_due (
    camera_id integer NOT NULL,
    area_id integer NOT NULL,
    since timestamp with time zone DEFAULT now() NOT NULL,
    marked_by xid8 DEFAULT pg_current_xact_id() NOT NULL
);

ALTER TABLE ONLY public.camera_due FORCE ROW LEVEL SECURITY;

CREATE TABLE public.camera_heard (
    camera_id integer NOT NULL,
    area_id integer NOT NULL,
    gateway_id uuid NOT NULL,
    state text NOT NULL,
    told_at timestamp with time zone NOT NULL,
    heard_at timestamp with time zone NOT NULL,
    CONSTRAINT camera_heard_state_check CHECK ((state = ANY (ARRAY['online'::text, 'offline'::text, 'fault'::text, 'silent'::text])))
);

ALTER TABLE ONLY public.camera_heard FORCE ROW LEVEL SECURITY;

ALTER TABLE public.camera ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.camera_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.camera_plan_site (
    plan_id uuid NOT NULL,
    ordinal smallint NOT NULL,
    area_id integer NOT NULL,
    mount text NOT NULL,
    kind text NOT NULL,
    azimuth_deg real,
    field_of_view_deg real NOT NULL,
    range_m real NOT NULL,
    height_m real,
    pixels integer,
    gain real DEFAULT 0 NOT NULL,
    geom public.geometry(Point,4326) NOT NULL,
    seen public.geometry(Polygon,4326),
    camera_id integer,
    CONSTRAINT camera_plan_site_azimuth_deg_check CHECK (((azimuth_deg >= (0)::double precision) AND (azimuth_deg < (360)::double precision))),
    CONSTRAINT camera_plan_site_field_of_view_deg_check CHECK (((field_of_view_deg > (0)::double precision) AND (field_of_view_deg <= (360)::double precision))),
    CONSTRAINT camera_plan_site_height_m_check CHECK (((height_m >= (0)::double precision) AND (height_m <= (300)::double precision))),
    CONSTRAINT camera_plan_site_kind_check CHECK ((kind = ANY (ARRAY['fixed'::text, 'ptz'::text, 'dome'::text]))),
    CONSTRAINT camera_plan_site_mount_check CHECK ((mount = ANY (ARRAY['street_light'::text, 'corner'::text, 'facade'::text, 'drawn'::text]))),
    CONSTRAINT camera_plan_site_pixels_check CHECK (((pixels >= 100) AND (pixels <= 20000))),
    CONSTRAINT camera_plan_site_range_m_check CHECK (((range_m >= (1)::double precision) AND (range_m <= (2000)::double precision))),
    CONSTRAINT camera_plan_site_seen_check CHECK (public.geometry_bounded(seen))
);

ALTER TABLE ONLY public.camera_plan_site FORCE ROW LEVEL SECURITY;

CREATE TABLE public.camera_removed (
    camera_id integer NOT NULL,
    area_id integer NOT NULL,
    camera jsonb NOT NULL,
    states jsonb NOT NULL,
    stream jsonb,
    stops jsonb NOT NULL,
    incidents uuid[] NOT NULL,
    removed_by text NOT NULL,
    removed_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.camera_removed FORCE ROW LEVEL SECURITY;

CREATE TABLE public.camera_sight (
    camera_id integer NOT NULL,
    area_id integer NOT NULL,
    camera_version integer NOT NULL,
    assumed text[] DEFAULT '{}'::text[] NOT NULL,
    moved text,
    walled_in boolean DEFAULT false NOT NULL,
    computed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT camera_sight_moved_check CHECK ((moved = ANY (ARRAY['wall'::text, 'inside'::text])))
);

ALTER TABLE ONLY public.camera_sight FORCE ROW LEVEL SECURITY;

CREATE TABLE public.camera_state (
    id bigint NOT NULL,
    camera_id integer NOT NULL,
    area_id integer NOT NULL,
    state text NOT NULL,
    from_at timestamp with time zone NOT NULL,
    to_at timestamp with time zone,
    told_by text NOT NULL,
    account_id text,
    note text DEFAULT ''::text NOT NULL,
    incident_id uuid,
    CONSTRAINT camera_state_check1 CHECK ((to_at >= from_at)),
    CONSTRAINT camera_state_note_check CHECK ((length(note) <= 500)),
    CONSTRAINT camera_state_state_check CHECK ((state = ANY (ARRAY['online'::text, 'offline'::text, 'fault'::text, 'planned'::text, 'unknown'::text]))),
    CONSTRAINT camera_state_told_by_check CHECK ((told_by = ANY (ARRAY['hand'::text, 'gateway'::text, 'silence'::text, 'import'::text, 'revoked'::text])))
);

ALTER TABLE ONLY public.camera_state FORCE ROW LEVEL SECURITY;

ALTER TABLE public.camera_state ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.camera_state_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.camera_stream (
    camera_id integer NOT NULL,
    area_id integer NOT NULL,
    stream_url text,
    snapshot_url text,
    secret bytea,
    secret_key_id text,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT camera_stream_check CHECK (((secret IS NULL) = (secret_key_id IS NULL))),
    CONSTRAINT camera_stream_snapshot_url_check CHECK ((length(snapshot_url) <= 500)),
    CONSTRAINT camera_stream_stream_url_check CHECK ((length(stream_url) <= 500))
);

ALTER TABLE ONLY public.camera_stream FORCE ROW LEVEL SECURITY;

CREATE TABLE public.camera_tour (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    priority smallint DEFAULT 2 NOT NULL,
    mode text NOT NULL,
    dwell_seconds smallint DEFAULT 15 NOT NULL,
    retired_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT camera_tour_dwell_seconds_check CHECK (((dwell_seconds >= 3) AND (dwell_seconds <= 3600))),
    CONSTRAINT camera_tour_mode_check CHECK ((mode = ANY (ARRAY['timed'::text, 'manual'::text]))),
    CONSTRAINT camera_tour_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT camera_tour_priority_check CHECK (((priority >= 1) AND (priority <= 4)))
);

ALTER TABLE ONLY public.camera_tour FORCE ROW LEVEL SECURITY;

CREATE TABLE public.camera_tour_stop (
    tour_id uuid NOT NULL,
    ordinal smallint NOT NULL,
    camera_id integer NOT NULL,
    dwell_seconds smallint,
    CONSTRAINT camera_tour_stop_dwell_seconds_check CHECK (((dwell_seconds >= 3) AND (dwell_seconds <= 3600)))
);

ALTER TABLE ONLY public.camera_tour_stop FORCE ROW LEVEL SECURITY;

CREATE TABLE public.camera_view (
    camera_id integer NOT NULL,
    area_id integer NOT NULL,
    band text NOT NULL,
    always boolean NOT NULL,
    geom public.geometry(MultiPolygon,4326) NOT NULL,
    square_meters real NOT NULL,
    CONSTRAINT camera_view_band_check CHECK ((band = ANY (ARRAY['detect'::text, 'observe'::text])))
);

ALTER TABLE ONLY public.camera_view FORCE ROW LEVEL SECURITY;

CREATE TABLE public.category (
    id smallint NOT NULL,
    scheme text NOT NULL,
    code text NOT NULL,
    group_zh text NOT NULL,
    group_en text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    severity smallint DEFAULT 2 NOT NULL,
    voice boolean DEFAULT false NOT NULL,
    near_m smallint DEFAULT 150 NOT NULL,
    CONSTRAINT category_near_m_check CHECK (((near_m >= 10) AND (near_m <= 2000))),
    CONSTRAINT category_severity_check CHECK (((severity >= 1) AND (severity <= 4)))
);

ALTER TABLE ONLY public.category FORCE ROW LEVEL SECURITY;

ALTER TABLE public.category ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.category_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.check_in (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    team_id integer NOT NULL,
    stop_id uuid,
    checkpoint_id uuid,
    hotspot_id uuid,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    received_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    geom public.geometry(Point,4326),
    account_id text NOT NULL,
    CONSTRAINT check_in_geom_check CHECK (((geom IS NULL) OR public.geometry_fits(geom))),
    CONSTRAINT check_in_kind_check CHECK ((kind = ANY (ARRAY['arrive'::text, 'leave'::text, 'indoor'::text, 'stairs'::text, 'skip'::text]))),
    CONSTRAINT check_in_note_check CHECK ((length(note) <= 500))
);

ALTER TABLE ONLY public.check_in FORCE ROW LEVEL SECURITY;

CREATE TABLE public.contact (
    incident_id uuid NOT NULL,
    area_id integer NOT NULL,
    sealed bytea NOT NULL,
    key_id text NOT NULL,
    taken_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT contact_sealed_check CHECK (((length(sealed) >= 29) AND (length(sealed) <= 1024)))
);

ALTER TABLE ONLY public.contact FORCE ROW LEVEL SECURITY;

CREATE TABLE public.coverage (
    area_id integer NOT NULL,
    cell bigint NOT NULL,
    day date NOT NULL,
    hour smallint NOT NULL,
    seconds real NOT NULL,
    CONSTRAINT coverage_hour_check CHECK (((hour >= 0) AND (hour <= 23)))
);

ALTER TABLE ONLY public.coverage FORCE ROW LEVEL SECURITY;

CREATE TABLE public.credential (
    account_id text NOT NULL,
    kind text NOT NULL,
    secret text NOT NULL,
    temporary boolean DEFAULT false NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT credential_kind_check CHECK ((kind = ANY (ARRAY['password'::text, 'oidc'::text]))),
    CONSTRAINT credential_secret_check CHECK (((length(secret) >= 1) AND (length(secret) <= 400)))
);

ALTER TABLE ONLY public.credential FORCE ROW LEVEL SECURITY;

ALTER TABLE public.deadline ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.deadline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.deadline_rule ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.deadline_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.device ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.device_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.device_key (
    id uuid NOT NULL,
    device_id integer NOT NULL,
    key_hash bytea NOT NULL,
    heard_at timestamp with time zone,
    revoked_at timestamp with time zone,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT device_key_key_hash_check CHECK ((octet_length(key_hash) = 32))
);

ALTER TABLE ONLY public.device_key FORCE ROW LEVEL SECURITY;

CREATE TABLE public.device_tail (
    device_id integer NOT NULL,
    since timestamp with time zone NOT NULL,
    ms bigint[] NOT NULL,
    x integer[] NOT NULL,
    y integer[] NOT NULL
)
WITH (fillfactor='50');

ALTER TABLE ONLY public.device_tail FORCE ROW LEVEL SECURITY;

CREATE TABLE public.escalation (
    deadline_id bigint NOT NULL,
    level smallint NOT NULL,
    day date NOT NULL,
    incident_id uuid NOT NULL,
    area_id integer NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT escalation_level_check CHECK (((level >= 0) AND (level <= 3)))
);

ALTER TABLE ONLY public.escalation FORCE ROW LEVEL SECURITY;

CREATE TABLE public.estate (
    id integer NOT NULL,
    area_id integer,
    name_zh text DEFAULT ''::text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    geom public.geometry(Geometry,4326) NOT NULL,
    source text DEFAULT 'own'::text NOT NULL,
    source_ref text,
    import_id integer,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT estate_geom_check CHECK (public.geometry_fits(geom))
);

ALTER TABLE ONLY public.estate FORCE ROW LEVEL SECURITY;

ALTER TABLE public.estate ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.estate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.event_post (
    id uuid NOT NULL,
    plan_id uuid NOT NULL,
    area_id integer NOT NULL,
    code text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    needs smallint[] NOT NULL,
    geom public.geometry(Point,4326) NOT NULL,
    CONSTRAINT event_post_code_check CHECK (((length(code) >= 1) AND (length(code) <= 40))),
    CONSTRAINT event_post_geom_check CHECK (public.geometry_fits(geom)),
    CONSTRAINT event_post_name_check CHECK ((length(name) <= 100))
);

ALTER TABLE ONLY public.event_post FORCE ROW LEVEL SECURITY;

CREATE TABLE public.ground (
    id bigint NOT NULL,
    kind text NOT NULL,
    name_zh text DEFAULT ''::text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    geom public.geometry(Geometry,4326) NOT NULL,
    source text DEFAULT 'own'::text NOT NULL,
    source_ref text,
    import_id integer,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT ground_geom_check CHECK (public.geometry_fits(geom, 50000)),
    CONSTRAINT ground_kind_check CHECK ((kind = ANY (ARRAY['water'::text, 'green'::text, 'square'::text, 'sports'::text])))
);

ALTER TABLE ONLY public.ground FORCE ROW LEVEL SECURITY;

ALTER TABLE public.ground ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.ground_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.hotspot_log (
    id bigint NOT NULL,
    hotspot_id uuid NOT NULL,
    area_id integer NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT hotspot_log_action_check CHECK ((action = ANY (ARRAY['keep'::text, 'rename'::text, 'note'::text, 'assign'::text, 'retire'::text, 'restore'::text])))
);

ALTER TABLE ONLY public.hotspot_log FORCE ROW LEVEL SECURITY;

ALTER TABLE public.hotspot_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.hotspot_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.import_problem (
    id bigint NOT NULL,
    import_id integer NOT NULL,
    noun text NOT NULL,
    file text NOT NULL,
    line text NOT NULL,
    ref text DEFAULT ''::text NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    rejected boolean NOT NULL,
    geom public.geometry(Geometry,4326),
    area_id integer,
    CONSTRAINT import_problem_geom_check CHECK (public.geometry_bounded(geom))
);

ALTER TABLE ONLY public.import_problem FORCE ROW LEVEL SECURITY;

ALTER TABLE public.import_problem ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.import_problem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.import_run (
    id integer NOT NULL,
    noun text NOT NULL,
    source text NOT NULL,
    files text[] NOT NULL,
    options jsonb DEFAULT '{}'::jsonb NOT NULL,
    state text DEFAULT 'running'::text NOT NULL,
    started_by text NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    summary jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT import_run_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'undone'::text])))
);

ALTER TABLE ONLY public.import_run FORCE ROW LEVEL SECURITY;

ALTER TABLE public.import_run ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.import_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incident_cell (
    level smallint NOT NULL,
    cell bigint NOT NULL,
    area_id integer NOT NULL,
    count integer NOT NULL,
    severity smallint NOT NULL,
    category_id smallint,
    newest_s bigint NOT NULL,
    first bigint NOT NULL,
    spot bigint NOT NULL,
    CONSTRAINT incident_cell_count_check CHECK ((count > 0)),
    CONSTRAINT incident_cell_level_check CHECK (((level >= 6) AND (level <= 19)))
)
WITH (autovacuum_vacuum_scale_factor='0.02', autovacuum_vacuum_insert_scale_factor='0.02');

ALTER TABLE ONLY public.incident_cell FORCE ROW LEVEL SECURITY;

CREATE TABLE public.incident_change (
    id bigint NOT NULL,
    txid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    signs integer[] NOT NULL,
    times bigint[] NOT NULL,
    cells bigint[] NOT NULL,
    kinds integer[] NOT NULL,
    areas integer[] NOT NULL,
    states integer[] NOT NULL,
    counts boolean DEFAULT true NOT NULL
);

ALTER TABLE ONLY public.incident_change FORCE ROW LEVEL SECURITY;

ALTER TABLE public.incident_change ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.incident_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incident_day (
    level smallint NOT NULL,
    day date NOT NULL,
    cell bigint NOT NULL,
    area_id integer NOT NULL,
    count integer NOT NULL,
    kinds integer[] NOT NULL,
    counts integer[] NOT NULL,
    CONSTRAINT incident_day_check CHECK ((cardinality(kinds) = cardinality(counts))),
    CONSTRAINT incident_day_count_check CHECK ((count > 0)),
    CONSTRAINT incident_day_level_check CHECK ((level = ANY (ARRAY[10, 12, 14, 16])))
);

ALTER TABLE ONLY public.incident_day FORCE ROW LEVEL SECURITY;

CREATE TABLE public.incident_delta (
    id bigint NOT NULL,
    cell bigint NOT NULL,
    area_id integer NOT NULL,
    day date NOT NULL,
    kind integer NOT NULL,
    change integer NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000');

ALTER TABLE ONLY public.incident_delta FORCE ROW LEVEL SECURITY;

ALTER TABLE public.incident_delta ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.incident_delta_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.incident_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.incident_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE UNLOGGED TABLE public.incident_tile (
    zoom smallint NOT NULL,
    tile bigint NOT NULL,
    areas integer[] NOT NULL,
    rights uuid NOT NULL,
    body bytea NOT NULL,
    drawn_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT incident_tile_zoom_check CHECK (((zoom >= 0) AND (zoom <= 17)))
);
ALTER TABLE ONLY public.incident_tile ALTER COLUMN body SET STORAGE EXTERNAL;

ALTER TABLE ONLY public.incident_tile FORCE ROW LEVEL SECURITY;

CREATE TABLE public.incident_touch (
    id bigint NOT NULL,
    cell bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000');

ALTER TABLE ONLY public.incident_touch FORCE ROW LEVEL SECURITY;

ALTER TABLE public.incident_touch ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.incident_touch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.incident_transition (
    subject text NOT NULL,
    from_state text NOT NULL,
    action text NOT NULL,
    role text NOT NULL,
    guard text DEFAULT 'none'::text NOT NULL,
    needs text[] DEFAULT '{}'::text[] NOT NULL,
    to_state text,
    CONSTRAINT incident_transition_guard_check CHECK ((guard = ANY (ARRAY['none'::text, 'handler'::text, 'once'::text, 'asked'::text]))),
    CONSTRAINT incident_transition_needs_check CHECK ((needs <@ ARRAY['note'::text, 'orders'::text, 'result'::text, 'satisfaction'::text, 'target'::text, 'category'::text, 'parts'::text, 'addressee'::text, 'feedback'::text])),
    CONSTRAINT incident_transition_subject_check CHECK ((subject = ANY (ARRAY['incident'::text, 'work_order'::text])))
);

ALTER TABLE ONLY public.incident_transition FORCE ROW LEVEL SECURITY;

CREATE TABLE public.live_position (
    team_id integer NOT NULL,
    area_id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    x integer NOT NULL,
    y integer NOT NULL,
    speed_cm_s smallint,
    received_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE ONLY public.live_position FORCE ROW LEVEL SECURITY;

CREATE TABLE public.outbox (
    id bigint NOT NULL,
    txid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    noun text NOT NULL,
    row_id text,
    area_id integer,
    at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.outbox FORCE ROW LEVEL SECURITY;

ALTER TABLE public.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.patrol_route (
    id uuid NOT NULL,
    plan_id uuid NOT NULL,
    area_id integer NOT NULL,
    team_id integer NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    meters real NOT NULL,
    geom public.geometry(LineString,4326),
    CONSTRAINT patrol_route_check CHECK ((ends_at >= starts_at)),
    CONSTRAINT patrol_route_geom_check CHECK (((geom IS NULL) OR public.geometry_fits(geom, 50000))),
    CONSTRAINT patrol_route_meters_check CHECK ((meters >= (0)::double precision))
);

ALTER TABLE ONLY public.patrol_route FORCE ROW LEVEL SECURITY;

CREATE TABLE public.patrol_stop (
    id uuid NOT NULL,
    route_id uuid NOT NULL,
    area_id integer NOT NULL,
    ordinal smallint NOT NULL,
    kind text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    hotspot_id uuid,
    checkpoint_id uuid,
    question_index smallint,
    arrives_at timestamp with time zone NOT NULL,
    leaves_at timestamp with time zone NOT NULL,
    locked boolean DEFAULT false NOT NULL,
    geom public.geometry(Point,4326) NOT NULL,
    CONSTRAINT patrol_stop_check CHECK ((leaves_at >= arrives_at)),
    CONSTRAINT patrol_stop_geom_check CHECK (public.geometry_fits(geom)),
    CONSTRAINT patrol_stop_kind_check CHECK ((kind = ANY (ARRAY['start'::text, 'hotspot'::text, 'checkpoint'::text, 'break'::text, 'end'::text]))),
    CONSTRAINT patrol_stop_name_check CHECK ((length(name) <= 100)),
    CONSTRAINT patrol_stop_ordinal_check CHECK ((ordinal >= 0)),
    CONSTRAINT patrol_stop_question_index_check CHECK ((question_index >= 0))
);

ALTER TABLE ONLY public.patrol_stop FORCE ROW LEVEL SECURITY;

CREATE TABLE public.photo (
    id uuid NOT NULL,
    incident_id uuid NOT NULL,
    area_id integer NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    bytes bytea NOT NULL,
    added_by text NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT photo_bytes_check CHECK (((length(bytes) >= 1) AND (length(bytes) <= 2097152))),
    CONSTRAINT photo_height_check CHECK (((height >= 1) AND (height <= 4096))),
    CONSTRAINT photo_width_check CHECK (((width >= 1) AND (width <= 4096)))
);

ALTER TABLE ONLY public.photo FORCE ROW LEVEL SECURITY;

CREATE TABLE public.place (
    id bigint NOT NULL,
    area_id integer,
    kind text NOT NULL,
    name_zh text DEFAULT ''::text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    opening_hours text DEFAULT ''::text NOT NULL,
    geom public.geometry(Point,4326) NOT NULL,
    source text DEFAULT 'own'::text NOT NULL,
    source_ref text,
    import_id integer,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT place_geom_check CHECK (public.geometry_fits(geom)),
    CONSTRAINT place_kind_check CHECK ((kind ~ '^[a-z_]{1,32}$'::text))
);

ALTER TABLE ONLY public.place FORCE ROW LEVEL SECURITY;

ALTER TABLE public.place ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public."position" (
    device_id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    area_id integer NOT NULL,
    x integer NOT NULL,
    y integer NOT NULL,
    speed_cm_s smallint,
    accuracy_m smallint,
    import_id integer
)
PARTITION BY RANGE (at);

ALTER TABLE ONLY public."position" FORCE ROW LEVEL SECURITY;

CREATE TABLE public.position_dropped (
    area_id integer NOT NULL,
    day date NOT NULL,
    dropped_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.position_dropped FORCE ROW LEVEL SECURITY;

CREATE VIEW public.position_point WITH (security_invoker='true') AS
 SELECT "position".device_id,
    "position".at,
    "position".area_id,
    "position".x,
    "position".y,
    "position".speed_cm_s,
    "position".accuracy_m,
    public.st_setsrid(public.st_makepoint((((((("position".x)::numeric + 0.5) / ('2147483648'::bigint)::numeric) * (360)::numeric) - (180)::numeric))::double precision, degrees(atan(sinh((pi() * (((1)::numeric - (((2)::numeric * (("position".y)::numeric + 0.5)) / ('2147483648'::bigint)::numeric)))::double precision))))), 4326) AS geom
   FROM public."position";

CREATE TABLE public.position_reject (
    id bigint NOT NULL,
    area_id integer NOT NULL,
    device_id integer NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    fix jsonb NOT NULL,
    reason text NOT NULL,
    import_id integer,
    at timestamp with time zone,
    x integer,
    y integer,
    speed_cm_s smallint,
    accuracy_m smallint
);

ALTER TABLE ONLY public.position_reject FORCE ROW LEVEL SECURITY;

ALTER TABLE public.position_reject ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.position_reject_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.position_retention (
    area_id integer NOT NULL,
    days smallint NOT NULL,
    changed_by text NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT position_retention_days_check CHECK (((days >= 1) AND (days <= 3650)))
);

ALTER TABLE ONLY public.position_retention FORCE ROW LEVEL SECURITY;

CREATE TABLE public.post_holding (
    id uuid NOT NULL,
    post_id integer NOT NULL,
    area_id integer NOT NULL,
    holder text,
    account_id text,
    phone text,
    valid_from date NOT NULL,
    valid_to date,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT post_holding_check CHECK (((valid_to IS NULL) OR (valid_to > valid_from))),
    CONSTRAINT post_holding_check1 CHECK (((holder IS NOT NULL) OR (account_id IS NOT NULL))),
    CONSTRAINT post_holding_holder_check CHECK (((length(holder) >= 1) AND (length(holder) <= 60))),
    CONSTRAINT post_holding_phone_check CHECK ((length(phone) <= 40))
);

ALTER TABLE ONLY public.post_holding FORCE ROW LEVEL SECURITY;

ALTER TABLE public.post ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.post_kind (
    id text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    sort smallint DEFAULT 100 NOT NULL,
    per_zone smallint DEFAULT 0 NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT post_kind_id_check CHECK ((id ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
    CONSTRAINT post_kind_name_en_check CHECK (((length(name_en) >= 1) AND (length(name_en) <= 60))),
    CONSTRAINT post_kind_name_zh_check CHECK (((length(name_zh) >= 1) AND (length(name_zh) <= 40))),
    CONSTRAINT post_kind_per_zone_check CHECK (((per_zone >= 0) AND (per_zone <= 20)))
);

ALTER TABLE ONLY public.post_kind FORCE ROW LEVEL SECURITY;

CREATE TABLE public.presence_build (
    one boolean DEFAULT true NOT NULL,
    version bigint DEFAULT 0 NOT NULL,
    CONSTRAINT presence_build_one_check CHECK (one)
);

ALTER TABLE ONLY public.presence_build FORCE ROW LEVEL SECURITY;

CREATE TABLE public.presence_day (
    area_id integer NOT NULL,
    day date NOT NULL,
    built_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    matched_at timestamp with time zone
);

ALTER TABLE ONLY public.presence_day FORCE ROW LEVEL SECURITY;

CREATE TABLE public.presence_due (
    id bigint NOT NULL,
    area_id integer NOT NULL,
    day date NOT NULL,
    marked_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE ONLY public.presence_due FORCE ROW LEVEL SECURITY;

ALTER TABLE public.presence_due ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.presence_due_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.presence_tile (
    area_id integer NOT NULL,
    team_id integer NOT NULL,
    hour_class smallint NOT NULL,
    level smallint NOT NULL,
    tile bigint NOT NULL,
    CONSTRAINT presence_tile_hour_class_check CHECK (((hour_class >= '-1'::integer) AND (hour_class <= 167))),
    CONSTRAINT presence_tile_level_check CHECK ((level = ANY (ARRAY[18, 20])))
);

ALTER TABLE ONLY public.presence_tile FORCE ROW LEVEL SECURITY;

CREATE TABLE public.role (
    id text NOT NULL,
    sort smallint NOT NULL,
    CONSTRAINT role_id_check CHECK ((id ~ '^[a-z_]{1,32}$'::text))
);

ALTER TABLE ONLY public.role FORCE ROW LEVEL SECURITY;

CREATE TABLE public.role_right (
    role text NOT NULL,
    right_to text NOT NULL,
    CONSTRAINT role_right_right_to_check CHECK ((right_to = ANY (ARRAY['read'::text, 'report'::text, 'step'::text, 'position'::text, 'import'::text, 'export'::text, 'acknowledge'::text, 'configure'::text, 'account'::text, 'audit'::text, 'brief'::text, 'plan'::text, 'adopt'::text, 'duty'::text, 'camera'::text, 'watch'::text, 'patrol'::text, 'wall'::text])))
);

ALTER TABLE ONLY public.role_right FORCE ROW LEVEL SECURITY;

CREATE TABLE public.saved_filter (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    value jsonb NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT saved_filter_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);

ALTER TABLE ONLY public.saved_filter FORCE ROW LEVEL SECURITY;

CREATE TABLE public.saved_view (
    id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    value jsonb NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT saved_view_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
);

ALTER TABLE ONLY public.saved_view FORCE ROW LEVEL SECURITY;

CREATE TABLE public.session (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    token_hash bytea NOT NULL,
    account_id text NOT NULL,
    kind text DEFAULT 'browser'::text NOT NULL,
    label text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    idle_seconds integer,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT session_idle_seconds_check CHECK ((idle_seconds > 0)),
    CONSTRAINT session_kind_check CHECK ((kind = ANY (ARRAY['browser'::text, 'token'::text, 'wall'::text]))),
    CONSTRAINT session_label_check CHECK ((length(label) <= 100)),
    CONSTRAINT session_token_hash_check CHECK ((length(token_hash) = 32))
);

ALTER TABLE ONLY public.session FORCE ROW LEVEL SECURITY;

ALTER TABLE public.shift ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.shift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.shift_need (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    during tstzrange NOT NULL,
    needed smallint NOT NULL,
    kind text,
    vehicle text,
    station_id uuid,
    template_line_id uuid,
    day date,
    event_post_id uuid,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT shift_need_during_check CHECK (((NOT isempty(during)) AND (lower(during) IS NOT NULL) AND (upper(during) IS NOT NULL))),
    CONSTRAINT shift_need_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'volunteer'::text]))),
    CONSTRAINT shift_need_name_check CHECK (((length(name) >= 1) AND (length(name) <= 140))),
    CONSTRAINT shift_need_needed_check CHECK (((needed >= 1) AND (needed <= 500))),
    CONSTRAINT shift_need_vehicle_check CHECK ((vehicle = ANY (ARRAY['foot'::text, 'bicycle'::text, 'car'::text])))
);

ALTER TABLE ONLY public.shift_need FORCE ROW LEVEL SECURITY;

CREATE TABLE public.shift_template_line (
    id uuid NOT NULL,
    template_id uuid NOT NULL,
    ordinal smallint NOT NULL,
    name text NOT NULL,
    weekdays smallint[] NOT NULL,
    starts time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    needed smallint NOT NULL,
    kind text,
    vehicle text,
    station_id uuid,
    team_ids integer[] DEFAULT '{}'::integer[] NOT NULL,
    CONSTRAINT shift_template_line_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'volunteer'::text]))),
    CONSTRAINT shift_template_line_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT shift_template_line_needed_check CHECK (((needed >= 1) AND (needed <= 500))),
    CONSTRAINT shift_template_line_vehicle_check CHECK ((vehicle = ANY (ARRAY['foot'::text, 'bicycle'::text, 'car'::text]))),
    CONSTRAINT shift_template_line_weekdays_check CHECK (((weekdays <@ ARRAY[(1)::smallint, (2)::smallint, (3)::smallint, (4)::smallint, (5)::smallint, (6)::smallint, (7)::smallint]) AND (cardinality(weekdays) > 0)))
);

ALTER TABLE ONLY public.shift_template_line FORCE ROW LEVEL SECURITY;

CREATE TABLE public.street (
    id bigint NOT NULL,
    area_id integer,
    class text NOT NULL,
    name_zh text DEFAULT ''::text NOT NULL,
    name_en text DEFAULT ''::text NOT NULL,
    oneway boolean DEFAULT false NOT NULL,
    bridge boolean DEFAULT false NOT NULL,
    geom public.geometry(LineString,4326) NOT NULL,
    source text DEFAULT 'own'::text NOT NULL,
    source_ref text,
    import_id integer,
    version integer DEFAULT 1 NOT NULL,
    foot boolean,
    bicycle boolean,
    car boolean,
    oneway_bicycle boolean,
    tunnel boolean DEFAULT false NOT NULL,
    covered boolean DEFAULT false NOT NULL,
    max_speed smallint,
    hours text DEFAULT ''::text NOT NULL,
    CONSTRAINT street_class_check CHECK ((class = ANY (ARRAY['motorway'::text, 'trunk'::text, 'primary'::text, 'secondary'::text, 'tertiary'::text, 'residential'::text, 'service'::text, 'pedestrian'::text, 'path'::text, 'steps'::text, 'rail'::text]))),
    CONSTRAINT street_geom_check CHECK (public.geometry_fits(geom)),
    CONSTRAINT street_hours_check CHECK ((length(hours) <= 255)),
    CONSTRAINT street_max_speed_check CHECK (((max_speed >= 1) AND (max_speed <= 200)))
);

ALTER TABLE ONLY public.street FORCE ROW LEVEL SECURITY;

CREATE TABLE public.street_barrier (
    id bigint NOT NULL,
    area_id integer,
    kind text NOT NULL,
    foot boolean,
    bicycle boolean,
    car boolean,
    hours text DEFAULT ''::text NOT NULL,
    geom public.geometry(Point,4326) NOT NULL,
    source text DEFAULT 'own'::text NOT NULL,
    source_ref text,
    import_id integer,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT street_barrier_geom_check CHECK (public.geometry_fits(geom)),
    CONSTRAINT street_barrier_hours_check CHECK ((length(hours) <= 255)),
    CONSTRAINT street_barrier_kind_check CHECK ((kind = ANY (ARRAY['gate'::text, 'bollard'::text, 'lift_gate'::text, 'block'::text, 'cycle_barrier'::text, 'kerb'::text, 'turnstile'::text, 'other'::text])))
);

ALTER TABLE ONLY public.street_barrier FORCE ROW LEVEL SECURITY;

ALTER TABLE public.street_barrier ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.street_barrier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.street ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.street_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.street_presence (
    area_id integer NOT NULL,
    day date NOT NULL,
    street_id bigint NOT NULL,
    along_m integer NOT NULL,
    length_m real NOT NULL,
    low real NOT NULL,
    seconds real NOT NULL,
    high real NOT NULL,
    visits integer NOT NULL,
    last_at timestamp with time zone
);

ALTER TABLE ONLY public.street_presence FORCE ROW LEVEL SECURITY;

ALTER TABLE public.team ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.team_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.team_member (
    team_id integer NOT NULL,
    account_id text NOT NULL
);

ALTER TABLE ONLY public.team_member FORCE ROW LEVEL SECURITY;

CREATE TABLE public.wall (
    id bigint NOT NULL,
    kind text NOT NULL,
    geom public.geometry(Geometry,4326) NOT NULL,
    source text DEFAULT 'own'::text NOT NULL,
    source_ref text,
    import_id integer,
    CONSTRAINT wall_geom_check CHECK ((public.geometry_fits(geom) AND (public.geometrytype(geom) = ANY (ARRAY['LINESTRING'::text, 'MULTILINESTRING'::text])))),
    CONSTRAINT wall_kind_check CHECK ((kind = ANY (ARRAY['wall'::text, 'city_wall'::text, 'retaining_wall'::text, 'fence'::text])))
);

ALTER TABLE ONLY public.wall FORCE ROW LEVEL SECURITY;

CREATE TABLE public.wall_code (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    code_hash bytea NOT NULL,
    secret_hash bytea NOT NULL,
    address text DEFAULT ''::text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    screen_id uuid,
    approved_by text,
    approved_at timestamp with time zone,
    claimed_at timestamp with time zone,
    network text DEFAULT ''::text NOT NULL,
    CONSTRAINT wall_code_address_check CHECK ((length(address) <= 60)),
    CONSTRAINT wall_code_code_hash_check CHECK ((length(code_hash) = 32)),
    CONSTRAINT wall_code_network_check CHECK ((length(network) <= 60)),
    CONSTRAINT wall_code_secret_hash_check CHECK ((length(secret_hash) = 32))
);

ALTER TABLE ONLY public.wall_code FORCE ROW LEVEL SECURITY;

ALTER TABLE public.wall ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.wall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.wall_scene (
    id uuid NOT NULL,
    wall_id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    ordinal smallint NOT NULL,
    view jsonb NOT NULL,
    panels jsonb,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT wall_scene_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT wall_scene_ordinal_check CHECK ((ordinal >= 0))
);

ALTER TABLE ONLY public.wall_scene FORCE ROW LEVEL SECURITY;

CREATE TABLE public.wall_screen (
    id uuid NOT NULL,
    wall_id uuid NOT NULL,
    area_id integer NOT NULL,
    name text NOT NULL,
    place jsonb NOT NULL,
    content jsonb NOT NULL,
    panels jsonb DEFAULT '[]'::jsonb NOT NULL,
    session_id uuid,
    joined_at timestamp with time zone,
    joined_by text,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT wall_screen_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);

ALTER TABLE ONLY public.wall_screen FORCE ROW LEVEL SECURITY;

CREATE TABLE public.wall_screen_state (
    screen_id uuid NOT NULL,
    area_id integer NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    told jsonb DEFAULT '{}'::jsonb NOT NULL
)
WITH (fillfactor='50');

ALTER TABLE ONLY public.wall_screen_state FORCE ROW LEVEL SECURITY;

CREATE TABLE public.work_order (
    id uuid NOT NULL,
    incident_id uuid NOT NULL,
    area_id integer NOT NULL,
    post_id integer,
    team_id integer,
    kind text DEFAULT 'lead'::text NOT NULL,
    task text DEFAULT ''::text NOT NULL,
    state text DEFAULT 'dispatched'::text NOT NULL,
    result text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT work_order_check CHECK ((num_nonnulls(post_id, team_id) <= 1)),
    CONSTRAINT work_order_kind_check CHECK ((kind = ANY (ARRAY['lead'::text, 'assist'::text]))),
    CONSTRAINT work_order_result_check CHECK ((length(result) <= 2000)),
    CONSTRAINT work_order_state_check CHECK ((state = ANY (ARRAY['dispatched'::text, 'accepted'::text, 'handling'::text, 'fed_back'::text, 'returned'::text, 'transferred'::text, 'done'::text, 'cancelled'::text]))),
    CONSTRAINT work_order_task_check CHECK ((length(task) <= 500))
);

ALTER TABLE ONLY public.work_order FORCE ROW LEVEL SECURITY;

CREATE TABLE public.working_hours (
    area_id integer NOT NULL,
    weekday smallint NOT NULL,
    opens time without time zone NOT NULL,
    closes time without time zone NOT NULL,
    CONSTRAINT working_hours_check CHECK ((closes > opens)),
    CONSTRAINT working_hours_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);

ALTER TABLE ONLY public.working_hours FORCE ROW LEVEL SECURITY;

ALTER TABLE public.zone ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.zone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.zone_past (
    id bigint NOT NULL,
    zone_id integer NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    area_id integer NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    geom public.geometry(MultiPolygon,4326) NOT NULL,
    households integer DEFAULT 0 NOT NULL,
    CONSTRAINT zone_past_check CHECK ((valid_to > valid_from))
);

ALTER TABLE ONLY public.zone_past FORCE ROW LEVEL SECURITY;

ALTER TABLE public.zone_past ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.zone_past_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY meta.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);

ALTER TABLE ONLY meta.replaceable
    ADD CONSTRAINT replaceable_pkey PRIMARY KEY (one);

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.alarm
    ADD CONSTRAINT alarm_incident_id_key UNIQUE (incident_id);

ALTER TABLE ONLY public.alarm
    ADD CONSTRAINT alarm_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.area_change_due
    ADD CONSTRAINT area_change_due_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.area_change
    ADD CONSTRAINT area_change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.area
    ADD CONSTRAINT area_code_valid_from_key UNIQUE (code, valid_from);

ALTER TABLE ONLY public.area_past
    ADD CONSTRAINT area_past_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.area
    ADD CONSTRAINT area_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.area
    ADD CONSTRAINT area_source_source_ref_key UNIQUE (source, source_ref);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_pkey PRIMARY KEY (account_id, area_id, role);

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.briefing_figure
    ADD CONSTRAINT briefing_figure_briefing_id_run_key_key UNIQUE (briefing_id, run, key);

ALTER TABLE ONLY public.briefing_figure
    ADD CONSTRAINT briefing_figure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.briefing
    ADD CONSTRAINT briefing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.briefing_read
    ADD CONSTRAINT briefing_read_pkey PRIMARY KEY (briefing_id, account_id);

ALTER TABLE ONLY public.briefing_schedule
    ADD CONSTRAINT briefing_schedule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.briefing_text
    ADD CONSTRAINT briefing_text_pkey PRIMARY KEY (briefing_id, key, locale);

ALTER TABLE ONLY public.building
    ADD CONSTRAINT building_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.building
    ADD CONSTRAINT building_source_source_ref_key UNIQUE (source, source_ref);

ALTER TABLE ONLY public.calendar_day
    ADD CONSTRAINT calendar_day_pkey PRIMARY KEY (area_id, day);

ALTER TABLE ONLY public.camera_due
    ADD CONSTRAINT camera_due_pkey PRIMARY KEY (camera_id);

ALTER TABLE ONLY public.camera_gateway
    ADD CONSTRAINT camera_gateway_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY public.camera_gateway
    ADD CONSTRAINT camera_gateway_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.camera_heard
    ADD CONSTRAINT camera_heard_pkey PRIMARY KEY (camera_id);

ALTER TABLE ONLY public.camera_look
    ADD CONSTRAINT camera_look_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.camera
    ADD CONSTRAINT camera_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.camera_plan
    ADD CONSTRAINT camera_plan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.camera_plan_site
    ADD CONSTRAINT camera_plan_site_pkey PRIMARY KEY (plan_id, ordinal);

ALTER TABLE ONLY public.camera_removed
    ADD CONSTRAINT camera_removed_pkey PRIMARY KEY (camera_id);

ALTER TABLE ONLY public.camera_sight
    ADD CONSTRAINT camera_sight_pkey PRIMARY KEY (camera_id);

ALTER TABLE ONLY public.camera
    ADD CONSTRAINT camera_source_source_ref_key UNIQUE (source, source_ref);

ALTER TABLE ONLY public.camera_state
    ADD CONSTRAINT camera_state_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.camera_stream
    ADD CONSTRAINT camera_stream_pkey PRIMARY KEY (camera_id);

ALTER TABLE ONLY public.camera_tour
    ADD CONSTRAINT camera_tour_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.camera_tour_stop
    ADD CONSTRAINT camera_tour_stop_pkey PRIMARY KEY (tour_id, ordinal);

ALTER TABLE ONLY public.camera_view
    ADD CONSTRAINT camera_view_pkey PRIMARY KEY (camera_id, band);

ALTER TABLE ONLY public.category
    ADD CONSTRAINT category_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.category
    ADD CONSTRAINT category_scheme_code_key UNIQUE (scheme, code);

ALTER TABLE ONLY public.check_in
    ADD CONSTRAINT check_in_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.checkpoint
    ADD CONSTRAINT checkpoint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.code_scheme
    ADD CONSTRAINT code_scheme_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (incident_id);

ALTER TABLE ONLY public.coverage
    ADD CONSTRAINT coverage_pkey PRIMARY KEY (cell, day, hour, area_id);

ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_pkey PRIMARY KEY (account_id, kind);

ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT deadline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deadline_rule
    ADD CONSTRAINT deadline_rule_area_id_category_id_severity_step_key UNIQUE NULLS NOT DISTINCT (area_id, category_id, severity, step);

ALTER TABLE ONLY public.deadline_rule
    ADD CONSTRAINT deadline_rule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.device_key
    ADD CONSTRAINT device_key_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY public.device_key
    ADD CONSTRAINT device_key_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.device_tail
    ADD CONSTRAINT device_tail_pkey PRIMARY KEY (device_id);

ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_team_id_name_key UNIQUE (team_id, name);

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT escalation_pkey PRIMARY KEY (deadline_id, level, day);

ALTER TABLE ONLY public.estate
    ADD CONSTRAINT estate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.estate
    ADD CONSTRAINT estate_source_source_ref_key UNIQUE (source, source_ref);

ALTER TABLE ONLY public.event_plan
    ADD CONSTRAINT event_plan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.event_post
    ADD CONSTRAINT event_post_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.event_post
    ADD CONSTRAINT event_post_plan_id_code_key UNIQUE (plan_id, code);

ALTER TABLE ONLY public.ground
    ADD CONSTRAINT ground_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.ground
    ADD CONSTRAINT ground_source_source_ref_key UNIQUE (source, source_ref);

ALTER TABLE ONLY public.hotspot_log
    ADD CONSTRAINT hotspot_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.hotspot
    ADD CONSTRAINT hotspot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.import_problem
    ADD CONSTRAINT import_problem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT import_run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incident_cell
    ADD CONSTRAINT incident_cell_pkey PRIMARY KEY (level, cell, area_id) INCLUDE (count, severity, category_id, newest_s, spot);

ALTER TABLE ONLY public.incident_change
    ADD CONSTRAINT incident_change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incident_day
    ADD CONSTRAINT incident_day_pkey PRIMARY KEY (level, day, cell, area_id);

ALTER TABLE ONLY public.incident_delta
    ADD CONSTRAINT incident_delta_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incident_log
    ADD CONSTRAINT incident_log_command_id_key UNIQUE (command_id);

ALTER TABLE ONLY public.incident_log
    ADD CONSTRAINT incident_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_source_source_ref_key UNIQUE (source, source_ref);

ALTER TABLE ONLY public.incident_tile
    ADD CONSTRAINT incident_tile_pkey PRIMARY KEY (zoom, tile, rights);

ALTER TABLE ONLY public.incident_touch
    ADD CONSTRAINT incident_touch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.incident_transition
    ADD CONSTRAINT incident_transition_pkey PRIMARY KEY (subject, from_state, action, role);

ALTER TABLE ONLY public.live_position
    ADD CONSTRAINT live_position_pkey PRIMARY KEY (team_id);

ALTER TABLE ONLY public.map_wall
    ADD CONSTRAINT map_wall_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.patrol_plan
    ADD CONSTRAINT patrol_plan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.patrol_route
    ADD CONSTRAINT patrol_route_of_team UNIQUE (plan_id, team_id) DEFERRABLE;

ALTER TABLE ONLY public.patrol_route
    ADD CONSTRAINT patrol_route_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.patrol_station
    ADD CONSTRAINT patrol_station_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.patrol_stop
    ADD CONSTRAINT patrol_stop_in_order UNIQUE (route_id, ordinal) DEFERRABLE;

ALTER TABLE ONLY public.patrol_stop
    ADD CONSTRAINT patrol_stop_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.photo
    ADD CONSTRAINT photo_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_source_source_ref_key UNIQUE (source, source_ref);

ALTER TABLE ONLY public.position_dropped
    ADD CONSTRAINT position_dropped_pkey PRIMARY KEY (area_id, day);

ALTER TABLE ONLY public.position_reject
    ADD CONSTRAINT position_reject_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.position_retention
    ADD CONSTRAINT position_retention_pkey PRIMARY KEY (area_id);

ALTER TABLE ONLY public.post_holding
    ADD CONSTRAINT post_holding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.post_kind
    ADD CONSTRAINT post_kind_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.presence_build
    ADD CONSTRAINT presence_build_pkey PRIMARY KEY (one);

ALTER TABLE ONLY public.presence_day
    ADD CONSTRAINT presence_day_pkey PRIMARY KEY (area_id, day);

ALTER TABLE ONLY public.presence_due
    ADD CONSTRAINT presence_due_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.presence_sum
    ADD CONSTRAINT presence_sum_pkey PRIMARY KEY (area_id, team_id, hour_class, level, tile, day);

ALTER TABLE ONLY public.presence_tile
    ADD CONSTRAINT presence_tile_pkey PRIMARY KEY (area_id, team_id, hour_class, level, tile);

ALTER TABLE ONLY public.role
    ADD CONSTRAINT role_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.role_right
    ADD CONSTRAINT role_right_pkey PRIMARY KEY (role, right_to);

ALTER TABLE ONLY public.role
    ADD CONSTRAINT role_sort_key UNIQUE (sort);

ALTER TABLE ONLY public.roster_change
    ADD CONSTRAINT roster_change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.roster_rule
    ADD CONSTRAINT roster_rule_pkey PRIMARY KEY (area_id);

ALTER TABLE ONLY public.saved_filter
    ADD CONSTRAINT saved_filter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.shift_need
    ADD CONSTRAINT shift_need_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.shift_need
    ADD CONSTRAINT shift_need_template_line_id_day_key UNIQUE (template_line_id, day);

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.shift_template_line
    ADD CONSTRAINT shift_template_line_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.shift_template
    ADD CONSTRAINT shift_template_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.street_barrier
    ADD CONSTRAINT street_barrier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.street_barrier
    ADD CONSTRAINT street_barrier_source_source_ref_key UNIQUE (source, source_ref);

ALTER TABLE ONLY public.street
    ADD CONSTRAINT street_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.street_presence
    ADD CONSTRAINT street_presence_pkey PRIMARY KEY (area_id, day, street_id, along_m);

ALTER TABLE ONLY public.street
    ADD CONSTRAINT street_source_source_ref_key UNIQUE (source, source_ref);

ALTER TABLE ONLY public.team
    ADD CONSTRAINT team_area_id_call_sign_key UNIQUE (area_id, call_sign);

ALTER TABLE ONLY public.team_member
    ADD CONSTRAINT team_member_pkey PRIMARY KEY (team_id, account_id);

ALTER TABLE ONLY public.team
    ADD CONSTRAINT team_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.team
    ADD CONSTRAINT team_source_source_ref_key UNIQUE (source, source_ref);

ALTER TABLE ONLY public.wall_code
    ADD CONSTRAINT wall_code_code_hash_key UNIQUE (code_hash);

ALTER TABLE ONLY public.wall_code
    ADD CONSTRAINT wall_code_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wall_code
    ADD CONSTRAINT wall_code_secret_hash_key UNIQUE (secret_hash);

ALTER TABLE ONLY public.wall
    ADD CONSTRAINT wall_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wall_scene
    ADD CONSTRAINT wall_scene_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wall_screen
    ADD CONSTRAINT wall_screen_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.wall_screen_state
    ADD CONSTRAINT wall_screen_state_pkey PRIMARY KEY (screen_id);

ALTER TABLE ONLY public.wall
    ADD CONSTRAINT wall_source_source_ref_key UNIQUE (source, source_ref);

ALTER TABLE ONLY public.work_order
    ADD CONSTRAINT work_order_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.working_hours
    ADD CONSTRAINT working_hours_pkey PRIMARY KEY (area_id, weekday, opens);

ALTER TABLE ONLY public.zone
    ADD CONSTRAINT zone_code_today EXCLUDE USING btree (code WITH =) WHERE ((valid_to IS NULL)) DEFERRABLE;

ALTER TABLE ONLY public.zone_past
    ADD CONSTRAINT zone_past_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.zone
    ADD CONSTRAINT zone_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.zone_plan
    ADD CONSTRAINT zone_plan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.zone_plan_zone
    ADD CONSTRAINT zone_plan_zone_pkey PRIMARY KEY (plan_id, key);

ALTER TABLE ONLY public.zone
    ADD CONSTRAINT zone_source_source_ref_key UNIQUE (source, source_ref);

CREATE INDEX alarm_open ON public.alarm USING btree (raised_at) WHERE (acknowledged_at IS NULL);

CREATE INDEX area_change_area ON public.area_change USING btree (area_id, at);

CREATE INDEX area_change_due_area ON public.area_change_due USING btree (area_id);

CREATE INDEX area_change_due_day ON public.area_change_due USING btree (on_day) WHERE (refusal IS NULL);

CREATE INDEX area_change_tree ON public.area_change USING btree (kind) WHERE (kind = ANY (ARRAY['add'::text, 'merge'::text, 'split'::text, 'move'::text]));

CREATE UNIQUE INDEX area_code_today ON public.area USING btree (code) WHERE (valid_to IS NULL);

CREATE INDEX area_geom ON public.area USING gist (geom);

CREATE INDEX area_parent ON public.area USING btree (parent_id);

CREATE INDEX area_past_area ON public.area_past USING btree (area_id, valid_from);

CREATE INDEX assignment_area ON public.assignment USING btree (area_id);

CREATE INDEX audit_entry_at ON public.audit_entry USING btree (at DESC, id DESC);

CREATE INDEX briefing_area ON public.briefing USING btree (area_id, changed_at);

CREATE INDEX briefing_schedule_due ON public.briefing_schedule USING btree (next_at) WHERE (retired_at IS NULL);

CREATE INDEX building_geom ON public.building USING gist (geom);

CREATE INDEX building_import ON public.building USING btree (import_id);

CREATE INDEX building_zone ON public.building USING btree (zone_id);

CREATE INDEX camera_area ON public.camera USING btree (area_id);

CREATE INDEX camera_code ON public.camera USING btree (code);

CREATE UNIQUE INDEX camera_device ON public.camera USING btree (device_code) WHERE (device_code IS NOT NULL);

CREATE INDEX camera_due_since ON public.camera_due USING btree (since, camera_id);

CREATE INDEX camera_estate ON public.camera USING btree (estate_id) WHERE (estate_id IS NOT NULL);

CREATE INDEX camera_gateway_area ON public.camera_gateway USING btree (area_id);

CREATE INDEX camera_geom ON public.camera USING gist (geom);

CREATE INDEX camera_heard_gateway ON public.camera_heard USING btree (gateway_id);

CREATE INDEX camera_heard_silence ON public.camera_heard USING btree (heard_at) WHERE (state <> 'silent'::text);

CREATE INDEX camera_look_area ON public.camera_look USING btree (area_id, from_at DESC);

CREATE INDEX camera_look_camera ON public.camera_look USING btree (camera_id, from_at DESC);

CREATE INDEX camera_plan_area ON public.camera_plan USING btree (area_id, changed_at);

CREATE INDEX camera_reach ON public.camera USING gist (public.camera_reach(geom, range_m));

CREATE INDEX camera_removed_area ON public.camera_removed USING btree (area_id);

CREATE INDEX camera_state_area ON public.camera_state USING btree (area_id, from_at);

CREATE INDEX camera_state_incident ON public.camera_state USING btree (incident_id) WHERE (incident_id IS NOT NULL);

CREATE UNIQUE INDEX camera_state_now ON public.camera_state USING btree (camera_id) WHERE (to_at IS NULL);

CREATE INDEX camera_state_unreported ON public.camera_state USING btree (from_at) WHERE ((to_at IS NULL) AND (incident_id IS NULL) AND (state = ANY (ARRAY['offline'::text, 'fault'::text])) AND (told_by = ANY (ARRAY['gateway'::text, 'silence'::text])));

CREATE INDEX camera_tour_area ON public.camera_tour USING btree (area_id);

CREATE INDEX camera_view_area ON public.camera_view USING btree (area_id);

CREATE INDEX camera_view_geom ON public.camera_view USING gist (geom);

CREATE INDEX check_in_area ON public.check_in USING btree (area_id, at);

CREATE INDEX check_in_place ON public.check_in USING btree (area_id, at) WHERE (geom IS NOT NULL);

CREATE INDEX check_in_team ON public.check_in USING btree (team_id, at);

CREATE INDEX checkpoint_area ON public.checkpoint USING btree (area_id);

CREATE INDEX checkpoint_geom ON public.checkpoint USING gist (geom);

CREATE INDEX coverage_day ON public.coverage USING btree (day);

CREATE UNIQUE INDEX credential_subject ON public.credential USING btree (secret) WHERE (kind = 'oidc'::text);

CREATE INDEX deadline_incident ON public.deadline USING btree (incident_id);

CREATE INDEX deadline_next ON public.deadline USING btree (next_at) WHERE ((done_at IS NULL) AND (paused_at IS NULL));

CREATE UNIQUE INDEX deadline_running ON public.deadline USING btree (incident_id, step) WHERE (done_at IS NULL);

CREATE UNIQUE INDEX device_key_device ON public.device_key USING btree (device_id);

CREATE INDEX escalation_incident ON public.escalation USING btree (incident_id);

CREATE INDEX estate_geom ON public.estate USING gist (geom);

CREATE INDEX event_plan_area ON public.event_plan USING btree (area_id);

CREATE INDEX ground_geom ON public.ground USING gist (geom);

CREATE INDEX ground_import ON public.ground USING btree (import_id);

CREATE INDEX hotspot_area ON public.hotspot USING btree (area_id, created_at);

CREATE INDEX hotspot_log_hotspot ON public.hotspot_log USING btree (hotspot_id, at);

CREATE INDEX hotspot_shape ON public.hotspot USING gist (geom);

CREATE INDEX import_problem_area ON public.import_problem USING btree (area_id);

CREATE INDEX import_problem_import ON public.import_problem USING btree (import_id, id);

CREATE INDEX incident_area ON public.incident USING btree (area_id, occurred_at);

CREATE INDEX incident_change_at ON public.incident_change USING btree (at);

CREATE INDEX incident_change_txid ON public.incident_change USING btree (txid, id);

CREATE INDEX incident_closed ON public.incident USING btree (closed_at) WHERE (closed_at IS NOT NULL);

CREATE INDEX incident_delta_cell ON public.incident_delta USING btree (cell) INCLUDE (area_id);

CREATE INDEX incident_due ON public.incident USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX incident_import ON public.incident USING btree (import_id) WHERE (import_id IS NOT NULL);

CREATE INDEX incident_log_at ON public.incident_log USING btree (at);

CREATE INDEX incident_log_batch ON public.incident_log USING btree (batch_id) WHERE (batch_id IS NOT NULL);

CREATE INDEX incident_log_incident ON public.incident_log USING btree (incident_id, at);

CREATE INDEX incident_merged ON public.incident USING btree (merged_into) WHERE (merged_into IS NOT NULL);

CREATE INDEX incident_open ON public.incident USING btree (due_at, id) WHERE (state <> ALL (ARRAY['closed'::text, 'called_back'::text, 'archived'::text, 'merged'::text]));

CREATE INDEX incident_reported ON public.incident USING btree (reported_at, id);

CREATE INDEX incident_shape ON public.incident USING gist (geom) WHERE (public.geometrytype(geom) <> 'POINT'::text);

CREATE INDEX incident_split ON public.incident USING btree (split_from) WHERE (split_from IS NOT NULL);

CREATE INDEX incident_tile_drawn ON public.incident_tile USING btree (drawn_at);

CREATE INDEX incident_time ON public.incident USING btree (occurred_at, id);

CREATE INDEX incident_touch_cell ON public.incident_touch USING btree (cell);

CREATE INDEX incident_z_order ON public.incident USING btree (z_order, occurred_at) INCLUDE (category_id, severity, area_id);

CREATE INDEX incident_zone ON public.incident USING btree (zone_id, occurred_at);

CREATE INDEX live_position_received ON public.live_position USING btree (received_at);

CREATE INDEX map_wall_area ON public.map_wall USING btree (area_id);

CREATE INDEX outbox_txid ON public.outbox USING btree (txid, id);

CREATE INDEX patrol_plan_area ON public.patrol_plan USING btree (area_id, changed_at);

CREATE INDEX patrol_plan_during ON public.patrol_plan USING gist (during);

CREATE INDEX patrol_route_team ON public.patrol_route USING btree (team_id, starts_at);

CREATE INDEX patrol_station_area ON public.patrol_station USING btree (area_id);

CREATE INDEX patrol_stop_hotspot ON public.patrol_stop USING btree (hotspot_id, arrives_at);

CREATE INDEX photo_incident ON public.photo USING btree (incident_id, added_at);

CREATE INDEX place_geom ON public.place USING gist (geom);

CREATE INDEX place_import ON public.place USING btree (import_id);

CREATE INDEX position_of ON ONLY public."position" USING brin (device_id) WITH (pages_per_range='16', autosummarize='on');

CREATE UNIQUE INDEX position_reject_once ON public.position_reject USING btree (device_id, md5((fix)::text)) WHERE (at IS NULL);

CREATE UNIQUE INDEX position_reject_place ON public.position_reject USING btree (device_id, at, x, y) WHERE (at IS NOT NULL);

CREATE INDEX position_reject_way ON public.position_reject USING btree (device_id, at) WHERE (at IS NOT NULL);

CREATE INDEX position_when ON ONLY public."position" USING brin (at) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX post_account ON public.post USING btree (account_id) WHERE (account_id IS NOT NULL);

CREATE INDEX post_holding_post ON public.post_holding USING btree (post_id, valid_from);

CREATE INDEX post_zone ON public.post USING btree (zone_id);

CREATE INDEX presence_due_day ON public.presence_due USING btree (area_id, day);

CREATE INDEX presence_sum_day ON public.presence_sum USING btree (area_id, day);

CREATE INDEX roster_change_area ON public.roster_change USING btree (area_id, made_at);

CREATE INDEX session_account ON public.session USING btree (account_id);

CREATE INDEX shift_during ON public.shift USING gist (during);

CREATE INDEX shift_need_area ON public.shift_need USING btree (area_id);

CREATE INDEX shift_need_during ON public.shift_need USING gist (during);

CREATE UNIQUE INDEX shift_need_event ON public.shift_need USING btree (event_post_id, during) WHERE (event_post_id IS NOT NULL);

CREATE INDEX shift_need_of ON public.shift USING btree (need_id) WHERE (need_id IS NOT NULL);

CREATE INDEX shift_team ON public.shift USING btree (team_id);

CREATE INDEX shift_template_area ON public.shift_template USING btree (area_id);

CREATE INDEX shift_template_line_template ON public.shift_template_line USING btree (template_id, ordinal);

CREATE INDEX street_barrier_geom ON public.street_barrier USING gist (geom);

CREATE INDEX street_barrier_import ON public.street_barrier USING btree (import_id);

CREATE INDEX street_geom ON public.street USING gist (geom);

CREATE INDEX street_import ON public.street USING btree (import_id);

CREATE INDEX street_presence_street ON public.street_presence USING btree (street_id, day);

CREATE INDEX team_area ON public.team USING btree (area_id);

CREATE INDEX wall_code_expires ON public.wall_code USING btree (expires_at);

CREATE INDEX wall_geom ON public.wall USING gist (geom);

CREATE INDEX wall_import ON public.wall USING btree (import_id);

CREATE INDEX wall_scene_wall ON public.wall_scene USING btree (wall_id, ordinal);

CREATE INDEX wall_screen_session ON public.wall_screen USING btree (session_id) WHERE (session_id IS NOT NULL);

CREATE INDEX wall_screen_wall ON public.wall_screen USING btree (wall_id);

CREATE INDEX work_order_incident ON public.work_order USING btree (incident_id, created_at);

CREATE INDEX work_order_post ON public.work_order USING btree (post_id) WHERE (state = ANY (ARRAY['dispatched'::text, 'accepted'::text, 'handling'::text, 'fed_back'::text]));

CREATE INDEX work_order_team ON public.work_order USING btree (team_id) WHERE (state = ANY (ARRAY['dispatched'::text, 'accepted'::text, 'handling'::text, 'fed_back'::text]));

CREATE INDEX zone_area ON public.zone USING btree (area_id);

CREATE INDEX zone_code ON public.zone USING btree (code);

CREATE INDEX zone_geom ON public.zone USING gist (geom);

CREATE INDEX zone_past_geom ON public.zone_past USING gist (geom);

CREATE INDEX zone_past_zone ON public.zone_past USING btree (zone_id, valid_from);

CREATE INDEX zone_plan_area ON public.zone_plan USING btree (area_id, changed_at);

CREATE INDEX zone_plan_due ON public.zone_plan USING btree (adopt_on) WHERE (state = 'scheduled'::text);

CREATE INDEX zone_plan_zone_day ON public.zone_plan_zone USING btree (area_id, adopts_on) WHERE (adopts_on IS NOT NULL);

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE UPDATE ON public.hotspot_log FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER append_only BEFORE UPDATE ON public.incident_log FOR EACH ROW WHEN (((current_setting('fangcun.rehome'::text, true) IS DISTINCT FROM 'on'::text) OR ((to_jsonb(new.*) - 'area_id'::text) IS DISTINCT FROM (to_jsonb(old.*) - 'area_id'::text)))) EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER audit_duty AFTER INSERT OR DELETE OR UPDATE ON public.assignment FOR EACH ROW EXECUTE FUNCTION public.audit_duty();

CREATE TRIGGER check_home AFTER INSERT ON public.incident_log REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.check_log_home();

CREATE TRIGGER count_version BEFORE UPDATE ON public.area FOR EACH ROW EXECUTE FUNCTION public.count_version();

CREATE TRIGGER count_version BEFORE UPDATE ON public.building FOR EACH ROW EXECUTE FUNCTION public.count_version();

CREATE TRIGGER count_version BEFORE UPDATE ON public.camera FOR EACH ROW WHEN ((((((((((((((((((old.area_id IS DISTINCT FROM new.area_id) OR (old.code IS DISTINCT FROM new.code)) OR (old.name IS DISTINCT FROM new.name)) OR (old.kind IS DISTINCT FROM new.kind)) OR (old.azimuth_deg IS DISTINCT FROM new.azimuth_deg)) OR (old.field_of_view_deg IS DISTINCT FROM new.field_of_view_deg)) OR (old.tilt_deg IS DISTINCT FROM new.tilt_deg)) OR (old.range_m IS DISTINCT FROM new.range_m)) OR (old.height_m IS DISTINCT FROM new.height_m)) OR (old.pixels IS DISTINCT FROM new.pixels)) OR (old.lens_mm IS DISTINCT FROM new.lens_mm)) OR (old.owner_unit IS DISTINCT FROM new.owner_unit)) OR (old.estate_id IS DISTINCT FROM new.estate_id)) OR (old.device_code IS DISTINCT FROM new.device_code)) OR (old.filing_number IS DISTINCT FROM new.filing_number)) OR (old.retention_days IS DISTINCT FROM new.retention_days)) OR (NOT (old.geom OPERATOR(public.=) new.geom)))) EXECUTE FUNCTION public.count_version();

CREATE TRIGGER count_version BEFORE UPDATE ON public.estate FOR EACH ROW EXECUTE FUNCTION public.count_version();

CREATE TRIGGER count_version BEFORE UPDATE ON public.ground FOR EACH ROW EXECUTE FUNCTION public.count_version();

CREATE TRIGGER count_version BEFORE UPDATE ON public.incident FOR EACH ROW EXECUTE FUNCTION public.count_version();

CREATE TRIGGER count_version BEFORE UPDATE ON public.place FOR EACH ROW EXECUTE FUNCTION public.count_version();

CREATE TRIGGER count_version BEFORE UPDATE ON public.post FOR EACH ROW WHEN (((((old.holder IS DISTINCT FROM new.holder) OR (old.account_id IS DISTINCT FROM new.account_id)) OR (old.phone IS DISTINCT FROM new.phone)) OR (old.valid_to IS DISTINCT FROM new.valid_to))) EXECUTE FUNCTION public.count_version();

CREATE TRIGGER count_version BEFORE UPDATE ON public.street FOR EACH ROW EXECUTE FUNCTION public.count_version();

CREATE TRIGGER count_version BEFORE UPDATE ON public.team FOR EACH ROW EXECUTE FUNCTION public.count_version();

CREATE TRIGGER count_version BEFORE UPDATE ON public.zone FOR EACH ROW EXECUTE FUNCTION public.count_version();

CREATE TRIGGER date_state BEFORE UPDATE ON public.camera FOR EACH ROW WHEN ((new.state IS DISTINCT FROM old.state)) EXECUTE FUNCTION public.date_camera_state();

CREATE TRIGGER end_wall_sessions AFTER INSERT OR UPDATE ON public.assignment FOR EACH ROW WHEN ((new.role <> 'wall_display'::text)) EXECUTE FUNCTION public.end_wall_sessions();

CREATE TRIGGER erase_contact AFTER INSERT OR UPDATE OF state ON public.incident FOR EACH ROW WHEN ((new.state = 'archived'::text)) EXECUTE FUNCTION public.erase_contact();

CREATE TRIGGER free_screens AFTER UPDATE OF revoked_at ON public.session FOR EACH ROW WHEN (((new.kind = 'wall'::text) AND (new.revoked_at IS NOT NULL) AND (old.revoked_at IS NULL))) EXECUTE FUNCTION public.free_screens();

CREATE TRIGGER keep_holding AFTER INSERT OR UPDATE OF holder, account_id, phone ON public.post FOR EACH ROW EXECUTE FUNCTION public.keep_holding();

CREATE TRIGGER limit_photos BEFORE INSERT ON public.photo FOR EACH ROW EXECUTE FUNCTION public.limit_photos();

CREATE TRIGGER limit_saved BEFORE INSERT ON public.saved_filter FOR EACH ROW EXECUTE FUNCTION public.limit_saved();

CREATE TRIGGER limit_saved BEFORE INSERT ON public.saved_view FOR EACH ROW EXECUTE FUNCTION public.limit_saved();

CREATE TRIGGER mark_cameras_delete AFTER DELETE ON public.building REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.mark_cameras_near();

CREATE TRIGGER mark_cameras_insert AFTER INSERT ON public.building REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.mark_cameras_near();

CREATE TRIGGER mark_cameras_update AFTER UPDATE ON public.building REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.mark_cameras_near();

CREATE TRIGGER mark_cells AFTER INSERT ON public.incident_change FOR EACH ROW WHEN ((new.counts AND (new.signs <> '{-2}'::integer[]))) EXECUTE FUNCTION public.mark_incident_cells();

CREATE TRIGGER mark_clock AFTER UPDATE ON public.area FOR EACH ROW WHEN ((old.time_zone IS DISTINCT FROM new.time_zone)) EXECUTE FUNCTION public.mark_area_clock();

CREATE TRIGGER mark_insert AFTER INSERT ON public.camera REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.mark_changed_cameras();

CREATE TRIGGER mark_presence_delete AFTER DELETE ON public.coverage REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.mark_presence_days();

CREATE TRIGGER mark_presence_insert AFTER INSERT ON public.coverage REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.mark_presence_days();

CREATE TRIGGER mark_presence_update AFTER UPDATE ON public.coverage REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.mark_presence_days();

CREATE TRIGGER mark_update AFTER UPDATE ON public.camera REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.mark_changed_cameras();

CREATE TRIGGER note_back AFTER UPDATE ON public.camera REFERENCING OLD TABLE AS old_rows NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.note_cameras_back();

CREATE TRIGGER note_state AFTER UPDATE ON public.camera FOR EACH ROW WHEN ((new.state IS DISTINCT FROM old.state)) EXECUTE FUNCTION public.note_camera_state();

CREATE TRIGGER note_state_first AFTER INSERT ON public.camera FOR EACH ROW EXECUTE FUNCTION public.note_camera_state();

CREATE TRIGGER outbox_change AFTER INSERT OR DELETE OR UPDATE ON public.ground FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_ground();

CREATE TRIGGER outbox_change AFTER INSERT OR DELETE OR UPDATE ON public.street_barrier FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_street_barrier();

CREATE TRIGGER outbox_delete AFTER DELETE ON public.alarm REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('alarm', 'area_id');

CREATE TRIGGER outbox_delete AFTER DELETE ON public.area REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('area', 'id');

CREATE TRIGGER outbox_delete AFTER DELETE ON public.building REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('building', 'area_id');

CREATE TRIGGER outbox_delete AFTER DELETE ON public.camera REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('camera', 'area_id');

CREATE TRIGGER outbox_delete AFTER DELETE ON public.check_in REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('check_in', 'area_id');

CREATE TRIGGER outbox_delete AFTER DELETE ON public.estate REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('estate', 'area_id');

CREATE TRIGGER outbox_delete AFTER DELETE ON public.hotspot REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('hotspot', 'area_id');

CREATE TRIGGER outbox_delete AFTER DELETE ON public.incident REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('incident', 'area_id');

CREATE TRIGGER outbox_delete AFTER DELETE ON public.place REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('place', 'area_id');

CREATE TRIGGER outbox_delete AFTER DELETE ON public.street REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('street', 'area_id');

CREATE TRIGGER outbox_delete AFTER DELETE ON public.team REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('team', 'area_id');

CREATE TRIGGER outbox_delete AFTER DELETE ON public.zone REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('zone', 'area_id');

CREATE TRIGGER outbox_insert AFTER INSERT ON public.alarm REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('alarm', 'area_id');

CREATE TRIGGER outbox_insert AFTER INSERT ON public.area REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('area', 'id');

CREATE TRIGGER outbox_insert AFTER INSERT ON public.building REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('building', 'area_id');

CREATE TRIGGER outbox_insert AFTER INSERT ON public.camera REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('camera', 'area_id');

CREATE TRIGGER outbox_insert AFTER INSERT ON public.check_in REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('check_in', 'area_id');

CREATE TRIGGER outbox_insert AFTER INSERT ON public.estate REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('estate', 'area_id');

CREATE TRIGGER outbox_insert AFTER INSERT ON public.hotspot REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('hotspot', 'area_id');

CREATE TRIGGER outbox_insert AFTER INSERT ON public.incident REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('incident', 'area_id');

CREATE TRIGGER outbox_insert AFTER INSERT ON public.place REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('place', 'area_id');

CREATE TRIGGER outbox_insert AFTER INSERT ON public.street REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('street', 'area_id');

CREATE TRIGGER outbox_insert AFTER INSERT ON public.team REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('team', 'area_id');

CREATE TRIGGER outbox_insert AFTER INSERT ON public.zone REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('zone', 'area_id');

CREATE TRIGGER outbox_photo AFTER INSERT ON public.photo FOR EACH ROW EXECUTE FUNCTION public.outbox_photo();

CREATE TRIGGER outbox_update AFTER UPDATE ON public.alarm REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('alarm', 'area_id');

CREATE TRIGGER outbox_update AFTER UPDATE ON public.area REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('area', 'id');

CREATE TRIGGER outbox_update AFTER UPDATE ON public.building REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('building', 'area_id');

CREATE TRIGGER outbox_update AFTER UPDATE ON public.camera REFERENCING OLD TABLE AS old_rows NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_camera();

CREATE TRIGGER outbox_update AFTER UPDATE ON public.check_in REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('check_in', 'area_id');

CREATE TRIGGER outbox_update AFTER UPDATE ON public.estate REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('estate', 'area_id');

CREATE TRIGGER outbox_update AFTER UPDATE ON public.hotspot REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('hotspot', 'area_id');

CREATE TRIGGER outbox_update AFTER UPDATE ON public.incident REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('incident', 'area_id');

CREATE TRIGGER outbox_update AFTER UPDATE ON public.place REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('place', 'area_id');

CREATE TRIGGER outbox_update AFTER UPDATE ON public.street REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('street', 'area_id');

CREATE TRIGGER outbox_update AFTER UPDATE ON public.team REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('team', 'area_id');

CREATE TRIGGER outbox_update AFTER UPDATE ON public.zone REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_add('zone', 'area_id');

CREATE TRIGGER rehome AFTER UPDATE ON public.camera FOR EACH ROW WHEN ((new.area_id <> old.area_id)) EXECUTE FUNCTION public.rehome_camera();

CREATE TRIGGER tell_delete AFTER DELETE ON public.incident REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.tell_incident_change();

CREATE TRIGGER tell_insert AFTER INSERT ON public.incident REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.tell_incident_change();

CREATE TRIGGER tell_rights AFTER DELETE OR UPDATE OF disabled_at ON public.account FOR EACH ROW EXECUTE FUNCTION public.tell_rights('id');

CREATE TRIGGER tell_rights AFTER INSERT OR DELETE OR UPDATE ON public.assignment FOR EACH ROW EXECUTE FUNCTION public.tell_rights('account_id');

CREATE TRIGGER tell_rights AFTER INSERT OR DELETE OR UPDATE ON public.role_right FOR EACH STATEMENT EXECUTE FUNCTION public.tell_rights('');

CREATE TRIGGER tell_rights AFTER DELETE OR UPDATE OF revoked_at, expires_at ON public.session FOR EACH ROW EXECUTE FUNCTION public.tell_rights('account_id');

CREATE TRIGGER tell_rights AFTER INSERT OR DELETE ON public.team_member FOR EACH ROW EXECUTE FUNCTION public.tell_rights('account_id');

CREATE TRIGGER tell_truncate AFTER TRUNCATE ON public.incident FOR EACH STATEMENT EXECUTE FUNCTION public.empty_incident_counts();

CREATE TRIGGER tell_update AFTER UPDATE ON public.incident REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.tell_incident_change();

CREATE TRIGGER touch_tiles AFTER INSERT ON public.incident_change FOR EACH ROW WHEN ((NOT new.counts)) EXECUTE FUNCTION public.touch_incident_tiles();

ALTER TABLE ONLY public.alarm
    ADD CONSTRAINT alarm_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.alarm
    ADD CONSTRAINT alarm_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.area_change
    ADD CONSTRAINT area_change_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.area_change_due
    ADD CONSTRAINT area_change_due_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.area
    ADD CONSTRAINT area_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.area
    ADD CONSTRAINT area_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.area_past
    ADD CONSTRAINT area_past_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.area
    ADD CONSTRAINT area_zone_scheme_fkey FOREIGN KEY (zone_scheme) REFERENCES public.code_scheme(id);

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_role_fkey FOREIGN KEY (role) REFERENCES public.role(id);

ALTER TABLE ONLY public.briefing
    ADD CONSTRAINT briefing_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.briefing_figure
    ADD CONSTRAINT briefing_figure_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.briefing_figure
    ADD CONSTRAINT briefing_figure_briefing_id_fkey FOREIGN KEY (briefing_id) REFERENCES public.briefing(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.briefing_read
    ADD CONSTRAINT briefing_read_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.briefing_read
    ADD CONSTRAINT briefing_read_briefing_id_fkey FOREIGN KEY (briefing_id) REFERENCES public.briefing(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.briefing_schedule
    ADD CONSTRAINT briefing_schedule_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.briefing_schedule
    ADD CONSTRAINT briefing_schedule_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

ALTER TABLE ONLY public.briefing_schedule
    ADD CONSTRAINT briefing_schedule_last_briefing_id_fkey FOREIGN KEY (last_briefing_id) REFERENCES public.briefing(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.briefing_text
    ADD CONSTRAINT briefing_text_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.briefing_text
    ADD CONSTRAINT briefing_text_briefing_id_fkey FOREIGN KEY (briefing_id) REFERENCES public.briefing(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.building
    ADD CONSTRAINT building_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.building
    ADD CONSTRAINT building_estate_id_fkey FOREIGN KEY (estate_id) REFERENCES public.estate(id);

ALTER TABLE ONLY public.building
    ADD CONSTRAINT building_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.building
    ADD CONSTRAINT building_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES public.zone(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.calendar_day
    ADD CONSTRAINT calendar_day_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.camera
    ADD CONSTRAINT camera_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.camera_due
    ADD CONSTRAINT camera_due_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.camera_due
    ADD CONSTRAINT camera_due_camera_id_fkey FOREIGN KEY (camera_id) REFERENCES public.camera(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.camera
    ADD CONSTRAINT camera_estate_id_fkey FOREIGN KEY (estate_id) REFERENCES public.estate(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.camera_gateway
    ADD CONSTRAINT camera_gateway_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.camera_gateway
    ADD CONSTRAINT camera_gateway_category_id_fkey FOREIGN KEY (category_id) REFERENCES public.category(id);

ALTER TABLE ONLY public.camera_heard
    ADD CONSTRAINT camera_heard_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.camera_heard
    ADD CONSTRAINT camera_heard_camera_id_fkey FOREIGN KEY (camera_id) REFERENCES public.camera(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.camera_heard
    ADD CONSTRAINT camera_heard_gateway_id_fkey FOREIGN KEY (gateway_id) REFERENCES public.camera_gateway(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.camera
    ADD CONSTRAINT camera_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.camera_look
    ADD CONSTRAINT camera_look_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.camera_look
    ADD CONSTRAINT camera_look_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.camera_look
    ADD CONSTRAINT camera_look_tour_id_fkey FOREIGN KEY (tour_id) REFERENCES public.camera_tour(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.camera_plan
    ADD CONSTRAINT camera_plan_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.camera_plan_site
    ADD CONSTRAINT camera_plan_site_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.camera_plan_site
    ADD CONSTRAINT camera_plan_site_camera_id_fkey FOREIGN KEY (camera_id) REFERENCES public.camera(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.camera_plan_site
    ADD CONSTRAINT camera_plan_site_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.camera_plan(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.camera_removed
    ADD CONSTRAINT camera_removed_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.camera_sight
    ADD CONSTRAINT camera_sight_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.camera_sight
    ADD CONSTRAINT camera_sight_camera_id_fkey FOREIGN KEY (camera_id) REFERENCES public.camera(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.camera_state
    ADD CONSTRAINT camera_state_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.camera_state
    ADD CONSTRAINT camera_state_camera_id_fkey FOREIGN KEY (camera_id) REFERENCES public.camera(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.camera_state
    ADD CONSTRAINT camera_state_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.camera_stream
    ADD CONSTRAINT camera_stream_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.camera_stream
    ADD CONSTRAINT camera_stream_camera_id_fkey FOREIGN KEY (camera_id) REFERENCES public.camera(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.camera_tour
    ADD CONSTRAINT camera_tour_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.camera_tour_stop
    ADD CONSTRAINT camera_tour_stop_camera_id_fkey FOREIGN KEY (camera_id) REFERENCES public.camera(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.camera_tour_stop
    ADD CONSTRAINT camera_tour_stop_tour_id_fkey FOREIGN KEY (tour_id) REFERENCES public.camera_tour(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.camera_view
    ADD CONSTRAINT camera_view_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.camera_view
    ADD CONSTRAINT camera_view_camera_id_fkey FOREIGN KEY (camera_id) REFERENCES public.camera(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.check_in
    ADD CONSTRAINT check_in_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.check_in
    ADD CONSTRAINT check_in_checkpoint_id_fkey FOREIGN KEY (checkpoint_id) REFERENCES public.checkpoint(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.check_in
    ADD CONSTRAINT check_in_hotspot_id_fkey FOREIGN KEY (hotspot_id) REFERENCES public.hotspot(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.check_in
    ADD CONSTRAINT check_in_stop_id_fkey FOREIGN KEY (stop_id) REFERENCES public.patrol_stop(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.check_in
    ADD CONSTRAINT check_in_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.team(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.checkpoint
    ADD CONSTRAINT checkpoint_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.contact
    ADD CONSTRAINT contact_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.coverage
    ADD CONSTRAINT coverage_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT deadline_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT deadline_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.deadline_rule
    ADD CONSTRAINT deadline_rule_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.deadline_rule
    ADD CONSTRAINT deadline_rule_category_id_fkey FOREIGN KEY (category_id) REFERENCES public.category(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT deadline_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES public.deadline_rule(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.device_key
    ADD CONSTRAINT device_key_device_id_fkey FOREIGN KEY (device_id) REFERENCES public.device(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.device_tail
    ADD CONSTRAINT device_tail_device_id_fkey FOREIGN KEY (device_id) REFERENCES public.device(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.team(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT escalation_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT escalation_deadline_id_fkey FOREIGN KEY (deadline_id) REFERENCES public.deadline(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.escalation
    ADD CONSTRAINT escalation_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.estate
    ADD CONSTRAINT estate_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.estate
    ADD CONSTRAINT estate_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.event_plan
    ADD CONSTRAINT event_plan_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.event_post
    ADD CONSTRAINT event_post_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.event_post
    ADD CONSTRAINT event_post_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.event_plan(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.ground
    ADD CONSTRAINT ground_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.hotspot
    ADD CONSTRAINT hotspot_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.hotspot
    ADD CONSTRAINT hotspot_assigned_to_fkey FOREIGN KEY (assigned_to) REFERENCES public.account(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.hotspot_log
    ADD CONSTRAINT hotspot_log_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.hotspot_log
    ADD CONSTRAINT hotspot_log_hotspot_id_fkey FOREIGN KEY (hotspot_id) REFERENCES public.hotspot(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.import_problem
    ADD CONSTRAINT import_problem_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.import_problem
    ADD CONSTRAINT import_problem_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_camera_id_fkey FOREIGN KEY (camera_id) REFERENCES public.camera(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_category_id_fkey FOREIGN KEY (category_id) REFERENCES public.category(id);

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.incident_log
    ADD CONSTRAINT incident_log_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.incident_log
    ADD CONSTRAINT incident_log_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES public.incident(id);

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_split_from_fkey FOREIGN KEY (split_from) REFERENCES public.incident(id);

ALTER TABLE ONLY public.incident_transition
    ADD CONSTRAINT incident_transition_role_fkey FOREIGN KEY (role) REFERENCES public.role(id);

ALTER TABLE ONLY public.incident
    ADD CONSTRAINT incident_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES public.zone(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.live_position
    ADD CONSTRAINT live_position_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.live_position
    ADD CONSTRAINT live_position_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.team(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.map_wall
    ADD CONSTRAINT map_wall_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.map_wall
    ADD CONSTRAINT map_wall_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.patrol_plan
    ADD CONSTRAINT patrol_plan_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.patrol_route
    ADD CONSTRAINT patrol_route_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.patrol_route
    ADD CONSTRAINT patrol_route_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.patrol_plan(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.patrol_route
    ADD CONSTRAINT patrol_route_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.team(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.patrol_station
    ADD CONSTRAINT patrol_station_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.patrol_stop
    ADD CONSTRAINT patrol_stop_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.patrol_stop
    ADD CONSTRAINT patrol_stop_checkpoint_id_fkey FOREIGN KEY (checkpoint_id) REFERENCES public.checkpoint(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.patrol_stop
    ADD CONSTRAINT patrol_stop_hotspot_id_fkey FOREIGN KEY (hotspot_id) REFERENCES public.hotspot(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.patrol_stop
    ADD CONSTRAINT patrol_stop_route_id_fkey FOREIGN KEY (route_id) REFERENCES public.patrol_route(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.photo
    ADD CONSTRAINT photo_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.photo
    ADD CONSTRAINT photo_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.position_dropped
    ADD CONSTRAINT position_dropped_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.position_reject
    ADD CONSTRAINT position_reject_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.position_retention
    ADD CONSTRAINT position_retention_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.post_holding
    ADD CONSTRAINT post_holding_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

ALTER TABLE ONLY public.post_holding
    ADD CONSTRAINT post_holding_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.post_holding
    ADD CONSTRAINT post_holding_post_id_fkey FOREIGN KEY (post_id) REFERENCES public.post(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_kind_fkey FOREIGN KEY (kind) REFERENCES public.post_kind(id);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT post_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES public.zone(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.presence_day
    ADD CONSTRAINT presence_day_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.presence_due
    ADD CONSTRAINT presence_due_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.presence_sum
    ADD CONSTRAINT presence_sum_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.presence_tile
    ADD CONSTRAINT presence_tile_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.role_right
    ADD CONSTRAINT role_right_role_fkey FOREIGN KEY (role) REFERENCES public.role(id);

ALTER TABLE ONLY public.roster_change
    ADD CONSTRAINT roster_change_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.roster_rule
    ADD CONSTRAINT roster_rule_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.saved_filter
    ADD CONSTRAINT saved_filter_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.shift_need
    ADD CONSTRAINT shift_need_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.shift_need
    ADD CONSTRAINT shift_need_event_post_id_fkey FOREIGN KEY (event_post_id) REFERENCES public.event_post(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_need_id_fkey FOREIGN KEY (need_id) REFERENCES public.shift_need(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.shift_need
    ADD CONSTRAINT shift_need_station_id_fkey FOREIGN KEY (station_id) REFERENCES public.patrol_station(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.shift_need
    ADD CONSTRAINT shift_need_template_line_id_fkey FOREIGN KEY (template_line_id) REFERENCES public.shift_template_line(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.shift
    ADD CONSTRAINT shift_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.team(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.shift_template
    ADD CONSTRAINT shift_template_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.shift_template_line
    ADD CONSTRAINT shift_template_line_station_id_fkey FOREIGN KEY (station_id) REFERENCES public.patrol_station(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.shift_template_line
    ADD CONSTRAINT shift_template_line_template_id_fkey FOREIGN KEY (template_id) REFERENCES public.shift_template(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.street
    ADD CONSTRAINT street_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.street_barrier
    ADD CONSTRAINT street_barrier_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.street_barrier
    ADD CONSTRAINT street_barrier_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.street
    ADD CONSTRAINT street_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.street_presence
    ADD CONSTRAINT street_presence_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.team
    ADD CONSTRAINT team_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.team
    ADD CONSTRAINT team_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.team_member
    ADD CONSTRAINT team_member_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.team_member
    ADD CONSTRAINT team_member_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.team(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.team
    ADD CONSTRAINT team_station_id_fkey FOREIGN KEY (station_id) REFERENCES public.patrol_station(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.wall_code
    ADD CONSTRAINT wall_code_screen_id_fkey FOREIGN KEY (screen_id) REFERENCES public.wall_screen(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.wall
    ADD CONSTRAINT wall_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.wall_scene
    ADD CONSTRAINT wall_scene_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.wall_scene
    ADD CONSTRAINT wall_scene_wall_id_fkey FOREIGN KEY (wall_id) REFERENCES public.map_wall(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.wall_screen
    ADD CONSTRAINT wall_screen_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.wall_screen
    ADD CONSTRAINT wall_screen_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.session(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.wall_screen_state
    ADD CONSTRAINT wall_screen_state_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.wall_screen_state
    ADD CONSTRAINT wall_screen_state_screen_id_fkey FOREIGN KEY (screen_id) REFERENCES public.wall_screen(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.wall_screen
    ADD CONSTRAINT wall_screen_wall_id_fkey FOREIGN KEY (wall_id) REFERENCES public.map_wall(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.work_order
    ADD CONSTRAINT work_order_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.work_order
    ADD CONSTRAINT work_order_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.work_order
    ADD CONSTRAINT work_order_post_id_fkey FOREIGN KEY (post_id) REFERENCES public.post(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.work_order
    ADD CONSTRAINT work_order_team_id_fkey FOREIGN KEY (team_id) REFERENCES public.team(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.working_hours
    ADD CONSTRAINT working_hours_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.zone
    ADD CONSTRAINT zone_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.zone
    ADD CONSTRAINT zone_heir_id_fkey FOREIGN KEY (heir_id) REFERENCES public.zone(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.zone
    ADD CONSTRAINT zone_import_id_fkey FOREIGN KEY (import_id) REFERENCES public.import_run(id);

ALTER TABLE ONLY public.zone_past
    ADD CONSTRAINT zone_past_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.zone_past
    ADD CONSTRAINT zone_past_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES public.zone(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.zone_plan
    ADD CONSTRAINT zone_plan_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.zone_plan_zone
    ADD CONSTRAINT zone_plan_zone_area_id_fkey FOREIGN KEY (area_id) REFERENCES public.area(id);

ALTER TABLE ONLY public.zone_plan_zone
    ADD CONSTRAINT zone_plan_zone_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.zone_plan(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.zone_plan_zone
    ADD CONSTRAINT zone_plan_zone_zone_id_fkey FOREIGN KEY (zone_id) REFERENCES public.zone(id) ON DELETE SET NULL;

ALTER TABLE public.account ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.alarm ENABLE ROW LEVEL SECURITY;

CREATE POLICY alarm_read ON public.alarm FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY alarm_update ON public.alarm FOR UPDATE TO fangcun_app USING (((acknowledged_at IS NULL) AND (area_id IN ( SELECT public.actor_areas('acknowledge'::text) AS actor_areas)))) WITH CHECK (((acknowledged_by = ( SELECT public.actor_id() AS actor_id)) AND (acknowledged_at = now()) AND (area_id IN ( SELECT public.actor_areas('acknowledge'::text) AS actor_areas))));

ALTER TABLE public.area ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.area_change ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.area_change_due ENABLE ROW LEVEL SECURITY;

CREATE POLICY area_change_due_read ON public.area_change_due FOR SELECT TO fangcun_app USING ((areas && ARRAY( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY area_change_read ON public.area_change FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY area_delete ON public.area FOR DELETE TO fangcun_app USING ((id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

CREATE POLICY area_insert ON public.area FOR INSERT TO fangcun_app WITH CHECK ((parent_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.area_past ENABLE ROW LEVEL SECURITY;

CREATE POLICY area_past_read ON public.area_past FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY area_read ON public.area FOR SELECT TO fangcun_app USING ((id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY area_update ON public.area FOR UPDATE TO fangcun_app USING ((id IN ( SELECT public.actor_areas('import'::text) AS actor_areas))) WITH CHECK ((id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.assignment ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.audit_entry ENABLE ROW LEVEL SECURITY;

CREATE POLICY audit_entry_insert ON public.audit_entry FOR INSERT TO fangcun_app WITH CHECK (((account_id = ( SELECT public.actor_id() AS actor_id)) AND ((area_id IS NULL) OR (area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)))));

CREATE POLICY audit_entry_read ON public.audit_entry FOR SELECT TO fangcun_app USING (
CASE
    WHEN (area_id IS NULL) THEN ( SELECT public.actor_may('audit'::text) AS actor_may)
    ELSE (area_id IN ( SELECT public.actor_areas('audit'::text) AS actor_areas))
END);

ALTER TABLE public.briefing ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.briefing_figure ENABLE ROW LEVEL SECURITY;

CREATE POLICY briefing_figure_read ON public.briefing_figure FOR SELECT TO fangcun_app USING ((briefing_id IN ( SELECT briefing.id
   FROM public.briefing)));

CREATE POLICY briefing_read ON public.briefing FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('brief'::text) AS actor_areas)) OR ((state = 'filed'::text) AND (area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)))));

ALTER TABLE public.briefing_read ENABLE ROW LEVEL SECURITY;

CREATE POLICY briefing_read_own ON public.briefing_read FOR SELECT TO fangcun_app USING ((account_id = ( SELECT public.actor_id() AS actor_id)));

ALTER TABLE public.briefing_schedule ENABLE ROW LEVEL SECURITY;

CREATE POLICY briefing_schedule_read ON public.briefing_schedule FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('brief'::text) AS actor_areas)));

ALTER TABLE public.briefing_text ENABLE ROW LEVEL SECURITY;

CREATE POLICY briefing_text_read ON public.briefing_text FOR SELECT TO fangcun_app USING ((briefing_id IN ( SELECT briefing.id
   FROM public.briefing)));

ALTER TABLE public.building ENABLE ROW LEVEL SECURITY;

CREATE POLICY building_delete ON public.building FOR DELETE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY building_insert ON public.building FOR INSERT TO fangcun_app WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY building_read ON public.building FOR SELECT TO fangcun_app USING ((( SELECT public.actor_id() AS actor_id) IS NOT NULL));

CREATE POLICY building_update ON public.building FOR UPDATE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may)) WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

ALTER TABLE public.calendar_day ENABLE ROW LEVEL SECURITY;

CREATE POLICY calendar_day_delete ON public.calendar_day FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('configure'::text) AS actor_areas)));

CREATE POLICY calendar_day_insert ON public.calendar_day FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('configure'::text) AS actor_areas)));

CREATE POLICY calendar_day_read ON public.calendar_day FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY calendar_day_update ON public.calendar_day FOR UPDATE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('configure'::text) AS actor_areas))) WITH CHECK ((area_id IN ( SELECT public.actor_areas('configure'::text) AS actor_areas)));

ALTER TABLE public.camera ENABLE ROW LEVEL SECURITY;

CREATE POLICY camera_delete ON public.camera FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.camera_due ENABLE ROW LEVEL SECURITY;

CREATE POLICY camera_due_read ON public.camera_due FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.camera_gateway ENABLE ROW LEVEL SECURITY;

CREATE POLICY camera_gateway_read ON public.camera_gateway FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('camera'::text) AS actor_areas)));

ALTER TABLE public.camera_heard ENABLE ROW LEVEL SECURITY;

CREATE POLICY camera_heard_read ON public.camera_heard FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY camera_insert ON public.camera FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

CREATE POLICY camera_keep_delete ON public.camera FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('camera'::text) AS actor_areas)));

CREATE POLICY camera_keep_insert ON public.camera FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('camera'::text) AS actor_areas)));

CREATE POLICY camera_keep_update ON public.camera FOR UPDATE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('camera'::text) AS actor_areas))) WITH CHECK ((area_id IN ( SELECT public.actor_areas('camera'::text) AS actor_areas)));

ALTER TABLE public.camera_look ENABLE ROW LEVEL SECURITY;

CREATE POLICY camera_look_read ON public.camera_look FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('watch'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('audit'::text) AS actor_areas))));

ALTER TABLE public.camera_plan ENABLE ROW LEVEL SECURITY;

CREATE POLICY camera_plan_read ON public.camera_plan FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('plan'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('adopt'::text) AS actor_areas))));

ALTER TABLE public.camera_plan_site ENABLE ROW LEVEL SECURITY;

CREATE POLICY camera_plan_site_read ON public.camera_plan_site FOR SELECT TO fangcun_app USING ((plan_id IN ( SELECT camera_plan.id
   FROM public.camera_plan)));

CREATE POLICY camera_read ON public.camera FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.camera_removed ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.camera_sight ENABLE ROW LEVEL SECURITY;

CREATE POLICY camera_sight_read ON public.camera_sight FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.camera_state ENABLE ROW LEVEL SECURITY;

CREATE POLICY camera_state_read ON public.camera_state FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.camera_stream ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.camera_tour ENABLE ROW LEVEL SECURITY;

CREATE POLICY camera_tour_read ON public.camera_tour FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('watch'::text) AS actor_areas)));

ALTER TABLE public.camera_tour_stop ENABLE ROW LEVEL SECURITY;

CREATE POLICY camera_tour_stop_read ON public.camera_tour_stop FOR SELECT TO fangcun_app USING ((tour_id IN ( SELECT camera_tour.id
   FROM public.camera_tour)));

CREATE POLICY camera_update ON public.camera FOR UPDATE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas))) WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.camera_view ENABLE ROW LEVEL SECURITY;

CREATE POLICY camera_view_read ON public.camera_view FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.category ENABLE ROW LEVEL SECURITY;

CREATE POLICY category_insert ON public.category FOR INSERT TO fangcun_app WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY category_read ON public.category FOR SELECT TO fangcun_app USING ((( SELECT public.actor_id() AS actor_id) IS NOT NULL));

CREATE POLICY category_update ON public.category FOR UPDATE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may)) WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

ALTER TABLE public.check_in ENABLE ROW LEVEL SECURITY;

CREATE POLICY check_in_read ON public.check_in FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('patrol'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('brief'::text) AS actor_areas)) OR (team_id IN ( SELECT public.actor_teams() AS actor_teams))));

ALTER TABLE public.checkpoint ENABLE ROW LEVEL SECURITY;

CREATE POLICY checkpoint_read ON public.checkpoint FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.code_scheme ENABLE ROW LEVEL SECURITY;

CREATE POLICY code_scheme_read ON public.code_scheme FOR SELECT TO fangcun_app USING (( SELECT public.actor_known() AS actor_known));

ALTER TABLE public.contact ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.coverage ENABLE ROW LEVEL SECURITY;

CREATE POLICY coverage_delete ON public.coverage FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

CREATE POLICY coverage_insert ON public.coverage FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

CREATE POLICY coverage_read ON public.coverage FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY coverage_update ON public.coverage FOR UPDATE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas))) WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.credential ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.deadline ENABLE ROW LEVEL SECURITY;

CREATE POLICY deadline_read ON public.deadline FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.deadline_rule ENABLE ROW LEVEL SECURITY;

CREATE POLICY deadline_rule_delete ON public.deadline_rule FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('configure'::text) AS actor_areas)));

CREATE POLICY deadline_rule_insert ON public.deadline_rule FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('configure'::text) AS actor_areas)));

CREATE POLICY deadline_rule_read ON public.deadline_rule FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY deadline_rule_update ON public.deadline_rule FOR UPDATE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('configure'::text) AS actor_areas))) WITH CHECK ((area_id IN ( SELECT public.actor_areas('configure'::text) AS actor_areas)));

ALTER TABLE public.device ENABLE ROW LEVEL SECURITY;

CREATE POLICY device_delete ON public.device FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

CREATE POLICY device_insert ON public.device FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.device_key ENABLE ROW LEVEL SECURITY;

CREATE POLICY device_key_read ON public.device_key FOR SELECT TO fangcun_app USING ((device_id IN ( SELECT d.id
   FROM public.device d
  WHERE (d.area_id IN ( SELECT public.actor_areas('patrol'::text) AS actor_areas)))));

CREATE POLICY device_read ON public.device FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.device_tail ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.escalation ENABLE ROW LEVEL SECURITY;

CREATE POLICY escalation_read ON public.escalation FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.estate ENABLE ROW LEVEL SECURITY;

CREATE POLICY estate_delete ON public.estate FOR DELETE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY estate_insert ON public.estate FOR INSERT TO fangcun_app WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY estate_read ON public.estate FOR SELECT TO fangcun_app USING ((( SELECT public.actor_id() AS actor_id) IS NOT NULL));

CREATE POLICY estate_update ON public.estate FOR UPDATE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may)) WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

ALTER TABLE public.event_plan ENABLE ROW LEVEL SECURITY;

CREATE POLICY event_plan_read ON public.event_plan FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('patrol'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('brief'::text) AS actor_areas))));

ALTER TABLE public.event_post ENABLE ROW LEVEL SECURITY;

CREATE POLICY event_post_read ON public.event_post FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('patrol'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('brief'::text) AS actor_areas))));

ALTER TABLE public.ground ENABLE ROW LEVEL SECURITY;

CREATE POLICY ground_delete ON public.ground FOR DELETE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY ground_insert ON public.ground FOR INSERT TO fangcun_app WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY ground_read ON public.ground FOR SELECT TO fangcun_app USING ((( SELECT public.actor_id() AS actor_id) IS NOT NULL));

CREATE POLICY ground_update ON public.ground FOR UPDATE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may)) WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

ALTER TABLE public.hotspot ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.hotspot_log ENABLE ROW LEVEL SECURITY;

CREATE POLICY hotspot_log_read ON public.hotspot_log FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY hotspot_read ON public.hotspot FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)) AND (NOT public.names_voice(question))));

ALTER TABLE public.import_problem ENABLE ROW LEVEL SECURITY;

CREATE POLICY import_problem_insert ON public.import_problem FOR INSERT TO fangcun_app WITH CHECK ((( SELECT public.actor_may('import'::text) AS actor_may) AND ((area_id IS NULL) OR (area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)))));

CREATE POLICY import_problem_read ON public.import_problem FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)) OR ((area_id IS NULL) AND (( SELECT public.imports_all() AS imports_all) OR (import_id IN ( SELECT r.id
   FROM public.import_run r
  WHERE (r.started_by = ( SELECT public.actor_id() AS actor_id))))))));

ALTER TABLE public.import_run ENABLE ROW LEVEL SECURITY;

CREATE POLICY import_run_insert ON public.import_run FOR INSERT TO fangcun_app WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY import_run_read ON public.import_run FOR SELECT TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY import_run_update ON public.import_run FOR UPDATE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may)) WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

ALTER TABLE public.incident ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.incident_cell ENABLE ROW LEVEL SECURITY;

CREATE POLICY incident_cell_read ON public.incident_cell FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.incident_change ENABLE ROW LEVEL SECURITY;

CREATE POLICY incident_change_relay ON public.incident_change TO fangcun_relay USING (true);

ALTER TABLE public.incident_day ENABLE ROW LEVEL SECURITY;

CREATE POLICY incident_day_read ON public.incident_day FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY incident_delete ON public.incident FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.incident_delta ENABLE ROW LEVEL SECURITY;

CREATE POLICY incident_delta_read ON public.incident_delta FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY incident_insert ON public.incident FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.incident_log ENABLE ROW LEVEL SECURITY;

CREATE POLICY incident_log_insert ON public.incident_log FOR INSERT TO fangcun_app WITH CHECK (((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)) AND (actor = ( SELECT public.actor_id() AS actor_id)) AND (action = 'report'::text)));

CREATE POLICY incident_log_read ON public.incident_log FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY incident_read ON public.incident FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT a.id
   FROM public.actor_areas('read'::text) a(id))));

ALTER TABLE public.incident_tile ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.incident_touch ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.incident_transition ENABLE ROW LEVEL SECURITY;

CREATE POLICY incident_transition_read ON public.incident_transition FOR SELECT TO fangcun_app USING (true);

CREATE POLICY incident_update ON public.incident FOR UPDATE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas))) WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.live_position ENABLE ROW LEVEL SECURITY;

CREATE POLICY live_position_delete ON public.live_position FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

CREATE POLICY live_position_insert ON public.live_position FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

CREATE POLICY live_position_read ON public.live_position FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY live_position_update ON public.live_position FOR UPDATE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas))) WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.map_wall ENABLE ROW LEVEL SECURITY;

CREATE POLICY map_wall_read ON public.map_wall FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('wall'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_screen_areas() AS actor_screen_areas))));

ALTER TABLE public.outbox ENABLE ROW LEVEL SECURITY;

CREATE POLICY outbox_relay ON public.outbox TO fangcun_relay USING (true);

ALTER TABLE public.patrol_plan ENABLE ROW LEVEL SECURITY;

CREATE POLICY patrol_plan_read ON public.patrol_plan FOR SELECT TO fangcun_app USING ((id IN ( SELECT public.actor_patrol_plans() AS actor_patrol_plans)));

ALTER TABLE public.patrol_route ENABLE ROW LEVEL SECURITY;

CREATE POLICY patrol_route_read ON public.patrol_route FOR SELECT TO fangcun_app USING (((plan_id IN ( SELECT public.actor_patrol_plans() AS actor_patrol_plans)) AND ((area_id IN ( SELECT public.actor_areas('patrol'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('brief'::text) AS actor_areas)) OR (team_id IN ( SELECT public.actor_teams() AS actor_teams)))));

ALTER TABLE public.patrol_station ENABLE ROW LEVEL SECURITY;

CREATE POLICY patrol_station_read ON public.patrol_station FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('patrol'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('brief'::text) AS actor_areas))));

ALTER TABLE public.patrol_stop ENABLE ROW LEVEL SECURITY;

CREATE POLICY patrol_stop_read ON public.patrol_stop FOR SELECT TO fangcun_app USING ((route_id IN ( SELECT patrol_route.id
   FROM public.patrol_route)));

ALTER TABLE public.photo ENABLE ROW LEVEL SECURITY;

CREATE POLICY photo_insert ON public.photo FOR INSERT TO fangcun_app WITH CHECK (((added_by = ( SELECT public.actor_id() AS actor_id)) AND ((area_id IN ( SELECT public.actor_areas('report'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('step'::text) AS actor_areas)))));

CREATE POLICY photo_read ON public.photo FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.place ENABLE ROW LEVEL SECURITY;

CREATE POLICY place_delete ON public.place FOR DELETE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY place_insert ON public.place FOR INSERT TO fangcun_app WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY place_read ON public.place FOR SELECT TO fangcun_app USING ((( SELECT public.actor_id() AS actor_id) IS NOT NULL));

CREATE POLICY place_update ON public.place FOR UPDATE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may)) WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

ALTER TABLE public."position" ENABLE ROW LEVEL SECURITY;

CREATE POLICY position_delete ON public."position" FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.position_dropped ENABLE ROW LEVEL SECURITY;

CREATE POLICY position_dropped_read ON public.position_dropped FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY position_insert ON public."position" FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

CREATE POLICY position_read ON public."position" FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.position_reject ENABLE ROW LEVEL SECURITY;

CREATE POLICY position_reject_delete ON public.position_reject FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

CREATE POLICY position_reject_insert ON public.position_reject FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

CREATE POLICY position_reject_read ON public.position_reject FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.position_retention ENABLE ROW LEVEL SECURITY;

CREATE POLICY position_retention_read ON public.position_retention FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.post ENABLE ROW LEVEL SECURITY;

CREATE POLICY post_delete ON public.post FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.post_holding ENABLE ROW LEVEL SECURITY;

CREATE POLICY post_holding_read ON public.post_holding FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY post_insert ON public.post FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.post_kind ENABLE ROW LEVEL SECURITY;

CREATE POLICY post_kind_read ON public.post_kind FOR SELECT TO fangcun_app USING (( SELECT public.actor_known() AS actor_known));

CREATE POLICY post_read ON public.post FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT a.id
   FROM public.actor_areas('read'::text) a(id))));

CREATE POLICY post_update ON public.post FOR UPDATE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas))) WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.presence_build ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.presence_day ENABLE ROW LEVEL SECURITY;

CREATE POLICY presence_day_read ON public.presence_day FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.presence_due ENABLE ROW LEVEL SECURITY;

CREATE POLICY presence_due_read ON public.presence_due FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.presence_sum ENABLE ROW LEVEL SECURITY;

CREATE POLICY presence_sum_read ON public.presence_sum FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.presence_tile ENABLE ROW LEVEL SECURITY;

CREATE POLICY presence_tile_read ON public.presence_tile FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.role ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.role_right ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.roster_change ENABLE ROW LEVEL SECURITY;

CREATE POLICY roster_change_read ON public.roster_change FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('patrol'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('brief'::text) AS actor_areas))));

ALTER TABLE public.roster_rule ENABLE ROW LEVEL SECURITY;

CREATE POLICY roster_rule_read ON public.roster_rule FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('patrol'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('brief'::text) AS actor_areas))));

ALTER TABLE public.saved_filter ENABLE ROW LEVEL SECURITY;

CREATE POLICY saved_filter_delete ON public.saved_filter FOR DELETE TO fangcun_app USING (((created_by = ( SELECT public.actor_id() AS actor_id)) AND (area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas))));

CREATE POLICY saved_filter_insert ON public.saved_filter FOR INSERT TO fangcun_app WITH CHECK (((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)) AND (created_by = ( SELECT public.actor_id() AS actor_id))));

CREATE POLICY saved_filter_read ON public.saved_filter FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.saved_view ENABLE ROW LEVEL SECURITY;

CREATE POLICY saved_view_delete ON public.saved_view FOR DELETE TO fangcun_app USING ((created_by = ( SELECT public.actor_id() AS actor_id)));

CREATE POLICY saved_view_insert ON public.saved_view FOR INSERT TO fangcun_app WITH CHECK (((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)) AND (created_by = ( SELECT public.actor_id() AS actor_id))));

CREATE POLICY saved_view_read ON public.saved_view FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.session ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.shift ENABLE ROW LEVEL SECURITY;

CREATE POLICY shift_delete ON public.shift FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

CREATE POLICY shift_insert ON public.shift FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.shift_need ENABLE ROW LEVEL SECURITY;

CREATE POLICY shift_need_read ON public.shift_need FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('patrol'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('brief'::text) AS actor_areas))));

CREATE POLICY shift_read ON public.shift FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.shift_template ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.shift_template_line ENABLE ROW LEVEL SECURITY;

CREATE POLICY shift_template_line_read ON public.shift_template_line FOR SELECT TO fangcun_app USING ((template_id IN ( SELECT shift_template.id
   FROM public.shift_template)));

CREATE POLICY shift_template_read ON public.shift_template FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('patrol'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('brief'::text) AS actor_areas))));

CREATE POLICY shift_update ON public.shift FOR UPDATE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas))) WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.street ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.street_barrier ENABLE ROW LEVEL SECURITY;

CREATE POLICY street_delete ON public.street FOR DELETE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY street_insert ON public.street FOR INSERT TO fangcun_app WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

ALTER TABLE public.street_presence ENABLE ROW LEVEL SECURITY;

CREATE POLICY street_presence_read ON public.street_presence FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('brief'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('patrol'::text) AS actor_areas))));

CREATE POLICY street_read ON public.street FOR SELECT TO fangcun_app USING ((( SELECT public.actor_id() AS actor_id) IS NOT NULL));

CREATE POLICY street_update ON public.street FOR UPDATE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may)) WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

ALTER TABLE public.team ENABLE ROW LEVEL SECURITY;

CREATE POLICY team_delete ON public.team FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

CREATE POLICY team_insert ON public.team FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.team_member ENABLE ROW LEVEL SECURITY;

CREATE POLICY team_read ON public.team FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT a.id
   FROM public.actor_areas('read'::text) a(id))));

CREATE POLICY team_update ON public.team FOR UPDATE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas))) WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.wall ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.wall_code ENABLE ROW LEVEL SECURITY;

CREATE POLICY wall_delete ON public.street_barrier FOR DELETE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY wall_delete ON public.wall FOR DELETE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY wall_insert ON public.street_barrier FOR INSERT TO fangcun_app WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY wall_insert ON public.wall FOR INSERT TO fangcun_app WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY wall_read ON public.street_barrier FOR SELECT TO fangcun_app USING ((( SELECT public.actor_id() AS actor_id) IS NOT NULL));

CREATE POLICY wall_read ON public.wall FOR SELECT TO fangcun_app USING ((( SELECT public.actor_id() AS actor_id) IS NOT NULL));

ALTER TABLE public.wall_scene ENABLE ROW LEVEL SECURITY;

CREATE POLICY wall_scene_read ON public.wall_scene FOR SELECT TO fangcun_app USING ((wall_id IN ( SELECT map_wall.id
   FROM public.map_wall)));

ALTER TABLE public.wall_screen ENABLE ROW LEVEL SECURITY;

CREATE POLICY wall_screen_read ON public.wall_screen FOR SELECT TO fangcun_app USING ((wall_id IN ( SELECT map_wall.id
   FROM public.map_wall)));

ALTER TABLE public.wall_screen_state ENABLE ROW LEVEL SECURITY;

CREATE POLICY wall_screen_state_read ON public.wall_screen_state FOR SELECT TO fangcun_app USING ((screen_id IN ( SELECT wall_screen.id
   FROM public.wall_screen)));

CREATE POLICY wall_update ON public.street_barrier FOR UPDATE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may)) WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

CREATE POLICY wall_update ON public.wall FOR UPDATE TO fangcun_app USING (( SELECT public.actor_may('import'::text) AS actor_may)) WITH CHECK (( SELECT public.actor_may('import'::text) AS actor_may));

ALTER TABLE public.work_order ENABLE ROW LEVEL SECURITY;

CREATE POLICY work_order_read ON public.work_order FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT a.id
   FROM public.actor_areas('read'::text) a(id))));

ALTER TABLE public.working_hours ENABLE ROW LEVEL SECURITY;

CREATE POLICY working_hours_delete ON public.working_hours FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('configure'::text) AS actor_areas)));

CREATE POLICY working_hours_insert ON public.working_hours FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('configure'::text) AS actor_areas)));

CREATE POLICY working_hours_read ON public.working_hours FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY working_hours_update ON public.working_hours FOR UPDATE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('configure'::text) AS actor_areas))) WITH CHECK ((area_id IN ( SELECT public.actor_areas('configure'::text) AS actor_areas)));

ALTER TABLE public.zone ENABLE ROW LEVEL SECURITY;

CREATE POLICY zone_delete ON public.zone FOR DELETE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

CREATE POLICY zone_insert ON public.zone FOR INSERT TO fangcun_app WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

ALTER TABLE public.zone_past ENABLE ROW LEVEL SECURITY;

CREATE POLICY zone_past_read ON public.zone_past FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

ALTER TABLE public.zone_plan ENABLE ROW LEVEL SECURITY;

CREATE POLICY zone_plan_read ON public.zone_plan FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('plan'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('adopt'::text) AS actor_areas)) OR ((state = ANY (ARRAY['scheduled'::text, 'adopted'::text])) AND (area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)))));

ALTER TABLE public.zone_plan_zone ENABLE ROW LEVEL SECURITY;

CREATE POLICY zone_plan_zone_read ON public.zone_plan_zone FOR SELECT TO fangcun_app USING (((area_id IN ( SELECT public.actor_areas('plan'::text) AS actor_areas)) OR (area_id IN ( SELECT public.actor_areas('adopt'::text) AS actor_areas)) OR ((adopts_on IS NOT NULL) AND (area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)))));

CREATE POLICY zone_read ON public.zone FOR SELECT TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('read'::text) AS actor_areas)));

CREATE POLICY zone_update ON public.zone FOR UPDATE TO fangcun_app USING ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas))) WITH CHECK ((area_id IN ( SELECT public.actor_areas('import'::text) AS actor_areas)));

GRANT USAGE ON SCHEMA public TO fangcun_app;
GRANT USAGE ON SCHEMA public TO fangcun_relay;
GRANT USAGE ON SCHEMA public TO fangcun_door;

REVOKE ALL ON FUNCTION public.account_actor(wanted text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.account_area(wanted text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.account_of_subject(subject text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.account_of_subject(subject text) TO fangcun_door;

REVOKE ALL ON FUNCTION public.actor_areas(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_areas(wanted text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.actor_briefings() FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_briefings() TO fangcun_app;

REVOKE ALL ON FUNCTION public.actor_dose_hotspots(from_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_dose_hotspots(from_at timestamp with time zone) TO fangcun_app;

REVOKE ALL ON FUNCTION public.actor_handles(wanted_post integer, wanted_team integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_handles(wanted_post integer, wanted_team integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.actor_known() FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_known() TO fangcun_app;

REVOKE ALL ON FUNCTION public.actor_may(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_may(wanted text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.actor_may_contact(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_may_contact(wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.actor_orders() FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_orders() TO fangcun_app;

REVOKE ALL ON FUNCTION public.actor_patrol_plans() FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_patrol_plans() TO fangcun_app;

REVOKE ALL ON FUNCTION public.actor_rights_key() FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_rights_key() TO fangcun_app;

REVOKE ALL ON FUNCTION public.actor_roles(wanted_area integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_roles(wanted_area integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.actor_screen_areas() FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_screen_areas() TO fangcun_app;

REVOKE ALL ON FUNCTION public.actor_teams() FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_teams() TO fangcun_app;

REVOKE ALL ON FUNCTION public.actor_transitions() FROM PUBLIC;
GRANT ALL ON FUNCTION public.actor_transitions() TO fangcun_app;

REVOKE ALL ON FUNCTION public.add_account(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.add_account(given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.add_area(wanted integer, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.add_briefing_run(wanted uuid, seen integer, question jsonb, figures jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.add_briefing_run(wanted uuid, seen integer, question jsonb, figures jsonb) TO fangcun_app;

GRANT USAGE ON SEQUENCE public.incident_number TO fangcun_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.incident TO fangcun_app;

GRANT UPDATE(area_id) ON TABLE public.incident TO fangcun_app;

GRANT UPDATE(zone_id) ON TABLE public.incident TO fangcun_app;

GRANT UPDATE(category_id) ON TABLE public.incident TO fangcun_app;

GRANT UPDATE(severity) ON TABLE public.incident TO fangcun_app;

GRANT UPDATE(title) ON TABLE public.incident TO fangcun_app;

GRANT UPDATE(address) ON TABLE public.incident TO fangcun_app;

GRANT UPDATE(occurred_at) ON TABLE public.incident TO fangcun_app;

GRANT UPDATE(occurred_precision) ON TABLE public.incident TO fangcun_app;

GRANT UPDATE(geom) ON TABLE public.incident TO fangcun_app;

REVOKE ALL ON FUNCTION public.add_orders(kept public.incident, orders jsonb, field text, step_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.add_parts(kept public.incident, parts jsonb, step_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.add_post(wanted_zone integer, wanted_kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.add_post(wanted_zone integer, wanted_kind text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.add_roster_shift(given jsonb, about text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.add_teams(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.add_teams(given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.add_token(wanted text, given jsonb, hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.add_token(wanted text, given jsonb, hash text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.add_wall_screen(of_wall uuid, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.add_wall_screen(of_wall uuid, given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.add_working_time(wanted_area integer, starts timestamp with time zone, amount numeric, unit text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.add_working_time(wanted_area integer, starts timestamp with time zone, amount numeric, unit text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.added(one jsonb, other jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.administers(wanted text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.administers_area(wanted integer) FROM PUBLIC;

GRANT SELECT ON TABLE public.camera_plan TO fangcun_app;

REVOKE ALL ON FUNCTION public.adopt_camera_plan(wanted uuid, seen integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.adopt_camera_plan(wanted uuid, seen integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.adopt_due_plan(moment timestamp with time zone, wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.adopt_due_plan(moment timestamp with time zone, wanted uuid) TO fangcun_relay;

GRANT SELECT ON TABLE public.zone_plan TO fangcun_app;

REVOKE ALL ON FUNCTION public.adopt_zone_plan(wanted uuid, seen integer, on_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.adopt_zone_plan(wanted uuid, seen integer, on_day date) TO fangcun_app;

REVOKE ALL ON FUNCTION public.alarm_answerer(wanted bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.alarm_answerer(wanted bigint) TO fangcun_app;

GRANT SELECT ON TABLE public.roster_change TO fangcun_app;

REVOKE ALL ON FUNCTION public.apply_shift_template(wanted uuid, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.apply_shift_template(wanted uuid, given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.approve_wall_code(of_wall uuid, wanted uuid, code text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.approve_wall_code(of_wall uuid, wanted uuid, code text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.area_json(wanted integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.area_over(places public.geometry[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.area_today(wanted integer, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.area_today(wanted integer, at timestamp with time zone) TO fangcun_app;

REVOKE ALL ON FUNCTION public.area_zone_scheme(wanted integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.area_zone_scheme(wanted integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.areas_below(wanted integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.areas_below(wanted integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.ask_wall_code(code text, secret text, address text, network text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ask_wall_code(code text, secret text, address text, network text) TO fangcun_door;

REVOKE ALL ON FUNCTION public.audit_account(wanted text, action text, detail jsonb) FROM PUBLIC;

GRANT SELECT ON TABLE public.map_wall TO fangcun_app;

REVOKE ALL ON FUNCTION public.audit_map_wall(kept public.map_wall, wanted text, about jsonb) FROM PUBLIC;

GRANT SELECT ON TABLE public.audit_entry TO fangcun_app;

GRANT INSERT(account_id) ON TABLE public.audit_entry TO fangcun_app;

GRANT INSERT(area_id) ON TABLE public.audit_entry TO fangcun_app;

GRANT INSERT(action) ON TABLE public.audit_entry TO fangcun_app;

GRANT INSERT(target) ON TABLE public.audit_entry TO fangcun_app;

GRANT INSERT(result) ON TABLE public.audit_entry TO fangcun_app;

GRANT INSERT(detail) ON TABLE public.audit_entry TO fangcun_app;

REVOKE ALL ON FUNCTION public.audit_page(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.audit_page(given jsonb) TO fangcun_app;

GRANT SELECT ON TABLE public.camera_look TO fangcun_app;

REVOKE ALL ON FUNCTION public.begin_camera_look(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.begin_camera_look(given jsonb) TO fangcun_app;

GRANT SELECT ON TABLE public.deadline TO fangcun_app;

REVOKE ALL ON FUNCTION public.begun_deadline(matter public.incident, wanted_step text, starts timestamp with time zone, at timestamp with time zone) FROM PUBLIC;

GRANT SELECT ON TABLE public.briefing_figure TO fangcun_app;

REVOKE ALL ON FUNCTION public.briefing_figures_of(wanted uuid, wanted_run integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.briefing_figures_of(wanted uuid, wanted_run integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.briefing_ground(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.briefing_ground(wanted uuid) TO fangcun_app;

GRANT SELECT ON TABLE public.briefing TO fangcun_app;

REVOKE ALL ON FUNCTION public.briefing_in_hand(wanted uuid, seen integer) FROM PUBLIC;

GRANT SELECT ON TABLE public.briefing_schedule TO fangcun_app;

REVOKE ALL ON FUNCTION public.briefing_schedule_in_hand(wanted uuid, seen integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.briefings_of_actor() FROM PUBLIC;
GRANT ALL ON FUNCTION public.briefings_of_actor() TO fangcun_app;

REVOKE ALL ON FUNCTION public.calendar_of(wanted_area integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.calendar_of(wanted_area integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.camera_footprints(cameras integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.camera_footprints(cameras integer[]) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.camera_history(wanted integer, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.camera_history(wanted integer, most integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.camera_look_names() FROM PUBLIC;
GRANT ALL ON FUNCTION public.camera_look_names() TO fangcun_app;

REVOKE ALL ON FUNCTION public.camera_names(cameras integer[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.camera_of_look(look uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.camera_plan_holds(home integer, place public.geometry) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.camera_plan_home(home integer, place public.geometry) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.camera_plan_in_hand(wanted uuid, wanted_right text, seen integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.camera_plan_reaches(home integer, place public.geometry, wanted_right text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.camera_stream_facts(wanted integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.camera_stream_facts(wanted integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.cameras_due_about(shape public.geometry, named integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.cameras_due_about(shape public.geometry, named integer[]) TO fangcun_app;

REVOKE ALL ON FUNCTION public.carry_out_area_change(wanted integer, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.change_account(wanted text, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_account(wanted text, change jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_area(wanted integer, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_area(wanted integer, given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_briefing(wanted uuid, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_briefing(wanted uuid, change jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_briefing_schedule(wanted uuid, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_briefing_schedule(wanted uuid, given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_camera(wanted integer, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_camera(wanted integer, change jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_camera_stream(wanted integer, change jsonb, sealed bytea, key_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_camera_stream(wanted integer, change jsonb, sealed bytea, key_id text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_camera_tour(wanted uuid, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_camera_tour(wanted uuid, change jsonb) TO fangcun_app;

GRANT SELECT ON TABLE public.checkpoint TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_checkpoint(wanted uuid, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_checkpoint(wanted uuid, change jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_contact(wanted uuid, sealed bytea, key_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_contact(wanted uuid, sealed bytea, key_id text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_device_key(wanted uuid, change jsonb, hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_device_key(wanted uuid, change jsonb, hash text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_gateway(wanted uuid, change jsonb, hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_gateway(wanted uuid, change jsonb, hash text) TO fangcun_app;

GRANT SELECT ON TABLE public.hotspot TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_hotspot(wanted uuid, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_hotspot(wanted uuid, change jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_incident(kept public.incident, command jsonb, step_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.change_map_wall(wanted uuid, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_map_wall(wanted uuid, change jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_roster(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_roster(given jsonb) TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.team TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_team(wanted integer, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_team(wanted integer, given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_wall_scene(of_wall uuid, wanted uuid, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_wall_scene(of_wall uuid, wanted uuid, change jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.change_wall_screen(of_wall uuid, wanted uuid, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.change_wall_screen(of_wall uuid, wanted uuid, change jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.changed_deadline(clock public.deadline, stepped public.incident, step_action text, step_at timestamp with time zone) FROM PUBLIC;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.zone TO fangcun_app;

GRANT SELECT ON TABLE public.zone_plan_zone TO fangcun_app;

REVOKE ALL ON FUNCTION public.changes_zone(z public.zone, n public.zone_plan_zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_area_change(wanted integer[], day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_brief() FROM PUBLIC;
GRANT ALL ON FUNCTION public.check_brief() TO fangcun_app;

REVOKE ALL ON FUNCTION public.check_briefing_area(wanted integer, field text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.check_briefing_area(wanted integer, field text) TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.camera TO fangcun_app;

REVOKE ALL ON FUNCTION public.check_camera(kept public.camera) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_code_free(wanted text, but integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_configure(wanted_area integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.check_configure(wanted_area integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.check_duty(wanted_area integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_export(wanted_area integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.check_export(wanted_area integer) TO fangcun_app;

GRANT SELECT(id) ON TABLE public.camera_gateway TO fangcun_app;

GRANT SELECT(area_id) ON TABLE public.camera_gateway TO fangcun_app;

GRANT SELECT(name) ON TABLE public.camera_gateway TO fangcun_app;

GRANT SELECT(silence_seconds) ON TABLE public.camera_gateway TO fangcun_app;

GRANT SELECT(category_id) ON TABLE public.camera_gateway TO fangcun_app;

GRANT SELECT(alarm_seconds) ON TABLE public.camera_gateway TO fangcun_app;

GRANT SELECT(heard_at) ON TABLE public.camera_gateway TO fangcun_app;

GRANT SELECT(revoked_at) ON TABLE public.camera_gateway TO fangcun_app;

GRANT SELECT(version) ON TABLE public.camera_gateway TO fangcun_app;

REVOKE ALL ON FUNCTION public.check_gateway(kept public.camera_gateway) FROM PUBLIC;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.post TO fangcun_app;

REVOKE ALL ON FUNCTION public.check_holdings(kept public.post, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_merge(kept public.incident, target uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_needs(needs text[], command jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_no_gain(from_area integer, to_area integer, field text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_patrol(wanted integer, said_field text) FROM PUBLIC;

GRANT SELECT(id) ON TABLE public.patrol_plan TO fangcun_app;

GRANT SELECT(area_id) ON TABLE public.patrol_plan TO fangcun_app;

GRANT SELECT(name) ON TABLE public.patrol_plan TO fangcun_app;

GRANT SELECT(note) ON TABLE public.patrol_plan TO fangcun_app;

GRANT SELECT(during) ON TABLE public.patrol_plan TO fangcun_app;

GRANT SELECT(state) ON TABLE public.patrol_plan TO fangcun_app;

GRANT SELECT(published_at) ON TABLE public.patrol_plan TO fangcun_app;

GRANT SELECT(published_by) ON TABLE public.patrol_plan TO fangcun_app;

GRANT SELECT(created_by) ON TABLE public.patrol_plan TO fangcun_app;

GRANT SELECT(created_at) ON TABLE public.patrol_plan TO fangcun_app;

GRANT SELECT(changed_at) ON TABLE public.patrol_plan TO fangcun_app;

GRANT SELECT(version) ON TABLE public.patrol_plan TO fangcun_app;

REVOKE ALL ON FUNCTION public.check_patrol_publishable(kept public.patrol_plan) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_patrol_routes(kept public.patrol_plan, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_plan(kept public.zone_plan) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_screen(of_wall uuid, content jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.check_watch(or_audit boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION public.check_watch(or_audit boolean) TO fangcun_app;

REVOKE ALL ON FUNCTION public.checkpoint_home(home integer, place public.geometry) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.checkpoint_place(given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.children_of(wanted integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.chosen_offer(kept public.incident, command jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.claim_wall_code(wanted uuid, secret text, own_token text, token text, address text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.claim_wall_code(wanted uuid, secret text, own_token text, token text, address text) TO fangcun_door;

REVOKE ALL ON FUNCTION public.clear_screen(wanted uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.close_area(wanted integer, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.close_post(wanted_post integer, seen_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.close_post(wanted_post integer, seen_version integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.close_presence_days(wanted_area integer, wanted_days date[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.close_presence_days(wanted_area integer, wanted_days date[]) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.close_roster_change(given jsonb, home integer, before_rows jsonb, touched integer[], fields text[], needs uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.configures_all() FROM PUBLIC;
GRANT ALL ON FUNCTION public.configures_all() TO fangcun_app;

REVOKE ALL ON FUNCTION public.date_imported_areas(import integer, origin text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.date_imported_areas(import integer, origin text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.day_tracks(wanted_area integer, wanted_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.day_tracks(wanted_area integer, wanted_day date) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.deadline_after_step(stepped public.incident, step_action text, step_at timestamp with time zone) FROM PUBLIC;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.deadline_rule TO fangcun_app;

REVOKE ALL ON FUNCTION public.deadline_rule_of(matter public.incident, wanted_step text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.deadline_rules_of(wanted_area integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.deadline_rules_of(wanted_area integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.deadline_steps(state text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.demo_actors() FROM PUBLIC;
GRANT ALL ON FUNCTION public.demo_actors() TO fangcun_door;

REVOKE ALL ON FUNCTION public.discard_camera_plan(wanted uuid, seen integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.discard_camera_plan(wanted uuid, seen integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.discard_zone_plan(wanted uuid, seen integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.discard_zone_plan(wanted uuid, seen integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.drop_old_positions(today date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.drop_old_positions(today date) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.due_cameras(most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.due_cameras(most integer) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.due_presence_days(most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.due_presence_days(most integer) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.due_street_day() FROM PUBLIC;
GRANT ALL ON FUNCTION public.due_street_day() TO fangcun_relay;

REVOKE ALL ON FUNCTION public.end_area(wanted integer, follower integer, day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.end_camera_look(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.end_camera_look(wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.end_posts(post_ids integer[], day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.end_session(hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.end_session(hash text) TO fangcun_door;

REVOKE ALL ON FUNCTION public.ensure_position_day(day date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ensure_position_day(day date) TO fangcun_app;

REVOKE ALL ON FUNCTION public.erase_briefing_text(wanted uuid, wanted_key text, wanted_locale text, seen integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.erase_briefing_text(wanted uuid, wanted_key text, wanted_locale text, seen integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.faults_of_plan(wanted uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.fetch_camera_stream(wanted integer, look uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.fetch_camera_stream(wanted integer, look uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.fold_incident_counts(most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.fold_incident_counts(most integer) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.fold_incident_level(wanted integer, cells bigint[], areas integer[]) FROM PUBLIC;

GRANT SELECT,INSERT ON TABLE public.incident_log TO fangcun_app;

REVOKE ALL ON FUNCTION public.fold_parts(kept public.incident, taken public.incident_log, step_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.forget_heard(gateways uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.forget_incident_tiles(level integer, cells bigint[], first integer, last integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.forget_old_near_tiles(most integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.forget_tails(devices integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.forget_tails(devices integer[]) TO fangcun_app;

REVOKE ALL ON FUNCTION public.forget_touched_tiles(most integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.free_screens() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.fulfil_zone_plan(kept public.zone_plan, on_day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.handles_of(wanted text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.has_duty_over(wanted text, wanted_area integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.hear_screen(wanted uuid, own_session uuid, told jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.hear_screen(wanted uuid, own_session uuid, told jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.hold_teams(wanted integer[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.hold_today(post_ids integer[], at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.holder_name(wanted_post integer, language text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.holder_name(wanted_post integer, language text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.holding_name(wanted uuid, language text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.holding_name(wanted uuid, language text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.holdings_json(wanted_post integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.holdings_of(wanted_post integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.holdings_of(wanted_post integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.hotspot_check_ins(from_at timestamp with time zone, to_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.hotspot_check_ins(from_at timestamp with time zone, to_at timestamp with time zone) TO fangcun_app;

REVOKE ALL ON FUNCTION public.hotspot_names(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.hotspot_names(wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.hotspot_plans(from_at timestamp with time zone, to_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.hotspot_plans(from_at timestamp with time zone, to_at timestamp with time zone) TO fangcun_app;

REVOKE ALL ON FUNCTION public.hotspot_visits(from_at timestamp with time zone, to_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.hotspot_visits(from_at timestamp with time zone, to_at timestamp with time zone) TO fangcun_app;

REVOKE ALL ON FUNCTION public.import_area_at(shape public.geometry) FROM PUBLIC;
GRANT ALL ON FUNCTION public.import_area_at(shape public.geometry) TO fangcun_app;

REVOKE ALL ON FUNCTION public.import_attributions() FROM PUBLIC;
GRANT ALL ON FUNCTION public.import_attributions() TO fangcun_app;

REVOKE ALL ON FUNCTION public.imports_all() FROM PUBLIC;
GRANT ALL ON FUNCTION public.imports_all() TO fangcun_app;

REVOKE ALL ON FUNCTION public.incident_actions(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.incident_actions(wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.incident_has_contact(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.incident_has_contact(wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.incident_names(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.incident_names(wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.incident_near_stored(z integer, x integer, y integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.incident_near_stored(z integer, x integer, y integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.incident_offers(kept public.incident) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.incident_tile_stored(z integer, x integer, y integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.incident_tile_stored(z integer, x integer, y integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.index_position_day() FROM PUBLIC;
GRANT ALL ON FUNCTION public.index_position_day() TO fangcun_relay;

REVOKE ALL ON FUNCTION public.instant_text(at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.keep_area_past(wanted integer, day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.keep_briefing(given jsonb, figures jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_briefing(given jsonb, figures jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_briefing_schedule(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_briefing_schedule(given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_camera(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_camera(given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_camera_plan(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_camera_plan(given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_camera_views(made jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_camera_views(made jsonb) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.keep_checkpoint(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_checkpoint(given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_device_key(given jsonb, hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_device_key(given jsonb, hash text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_due(wanted uuid[], told boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.keep_duties(from_area integer, made integer[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.keep_faults(wanted integer, fixes text[], reasons text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_faults(wanted integer, fixes text[], reasons text[]) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_gateway(given jsonb, hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_gateway(given jsonb, hash text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_holding() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.keep_hotspot(given jsonb, shapes text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_hotspot(given jsonb, shapes text[]) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_patrol_plan(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_patrol_plan(given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_position_days(wanted integer, wanted_days integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_position_days(wanted integer, wanted_days integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_presence_sums(wanted_area integer, teams integer[], classes integer[], levels integer[], tiles text[], days text[], kept_cells text[], kept_seconds text[], kept_more text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_presence_sums(wanted_area integer, teams integer[], classes integer[], levels integer[], tiles text[], days text[], kept_cells text[], kept_seconds text[], kept_more text[]) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.keep_street_presence(wanted_area integer, wanted_day date, was_built_at timestamp with time zone, pieces jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_street_presence(wanted_area integer, wanted_day date, was_built_at timestamp with time zone, pieces jsonb) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.keep_wall_camera(wanted uuid, camera jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_wall_camera(wanted uuid, camera jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_wall_scene(of_wall uuid, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_wall_scene(of_wall uuid, given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_zone_plan(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.keep_zone_plan(given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.keep_zones_past(wanted integer[], day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.key_device() FROM PUBLIC;
GRANT ALL ON FUNCTION public.key_device() TO fangcun_app;

REVOKE ALL ON FUNCTION public.known_fixes(wanted integer, from_at timestamp with time zone, to_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.known_fixes(wanted integer, from_at timestamp with time zone, to_at timestamp with time zone) TO fangcun_app;

REVOKE ALL ON FUNCTION public.lay_out_wall(of_wall uuid, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lay_out_wall(of_wall uuid, change jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.leads_patrols(wanted text, wanted_area integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.load_deadlines(wanted uuid[], since timestamp with time zone[], registered timestamp with time zone[], at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.load_past_deadlines(wanted uuid[], moments timestamp with time zone[], from_states text[], to_states text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.lock_devices(devices integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.lock_devices(devices integer[]) TO fangcun_app;

REVOKE ALL ON FUNCTION public.log_area_change(given jsonb, wanted integer, from_areas integer[], to_areas integer[], detail jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.make_area(like_area integer, under integer, level text, part jsonb, day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.make_camera_tour(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.make_camera_tour(given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.make_due_area_change(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.make_due_area_change(wanted uuid) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.make_map_wall(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.make_map_wall(given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.make_position_day(day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.managed_accounts() FROM PUBLIC;
GRANT ALL ON FUNCTION public.managed_accounts() TO fangcun_app;

REVOKE ALL ON FUNCTION public.map_wall_in_hand(wanted uuid, seen integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.mark_briefing_read(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.mark_briefing_read(wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.mark_cameras(cameras integer[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.mark_presence_days() FROM PUBLIC;

GRANT SELECT,INSERT,DELETE ON TABLE public.device TO fangcun_app;

REVOKE ALL ON FUNCTION public.may_send(wanted public.device) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.merge_areas(wanted integer, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.move_area(wanted integer, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.move_duties(from_area integer, home integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.move_wall(wanted uuid, move jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.move_wall(wanted uuid, move jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.move_zones(wanted integer[], from_area integer, home integer, whole boolean, day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.my_duties() FROM PUBLIC;
GRANT ALL ON FUNCTION public.my_duties() TO fangcun_app;

REVOKE ALL ON FUNCTION public.name_heirs(kept public.zone_plan, ended integer[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.name_plan_zones(wanted uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.names_voice(question jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.names_voice(question jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.next_deadline_look(wanted_area integer, unit text, due_at timestamp with time zone, level smallint, next_day timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_briefing(kept public.briefing, wanted text, about jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_briefing_schedule(kept public.briefing_schedule, wanted text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_camera(kept public.camera, wanted text, about jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_camera_find(look uuid, wanted uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_camera_plan(kept public.camera_plan, wanted text, about jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_camera_state() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_cameras_back() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_checkpoint(kept public.checkpoint, wanted text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_device_key(about public.device, wanted text, detail jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_due_plan(wanted uuid, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.note_due_plan(wanted uuid, why text) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.note_gateway(kept public.camera_gateway, wanted text, about jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_hotspot(kept public.hotspot, wanted text, about jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_incident(wanted uuid, about jsonb, moment timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_patrol_plan(kept public.patrol_plan, wanted text, about jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_roster(home integer, wanted text, about text, detail jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.note_zone_plan(kept public.zone_plan, wanted text, about jsonb, who text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.nth_working_day(zone text, hours_area integer, days_area integer, local_start timestamp without time zone, number integer, last date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.open_briefing(wanted uuid, seen integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.open_device(wanted_team integer, wanted_name text, from_ms bigint, to_ms bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.open_device(wanted_team integer, wanted_name text, from_ms bigint, to_ms bigint) TO fangcun_app;

REVOKE ALL ON FUNCTION public.open_history(wanted_team integer, from_at timestamp with time zone, to_at timestamp with time zone, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.open_history(wanted_team integer, from_at timestamp with time zone, to_at timestamp with time zone, reason text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.open_patrol_report(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.open_patrol_report(wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.open_presence_build(wanted bigint, marks text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.open_presence_build(wanted bigint, marks text[]) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.open_sessions(hashes text[], seen boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION public.open_sessions(hashes text[], seen boolean) TO fangcun_door;

REVOKE ALL ON FUNCTION public.operates_walls(who text, wanted_area integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.order_wall_scenes(of_wall uuid, wanted uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.order_wall_scenes(of_wall uuid, wanted uuid[]) TO fangcun_app;

REVOKE ALL ON FUNCTION public.password_of(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.password_of(wanted text) TO fangcun_door;

REVOKE ALL ON FUNCTION public.patrol_leaders_of(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.patrol_leaders_of(wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.patrol_plan_asked(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.patrol_plan_asked(wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.patrol_plan_during(question jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.patrol_plan_in_hand(wanted uuid, seen integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.phone_areas() FROM PUBLIC;
GRANT ALL ON FUNCTION public.phone_areas() TO fangcun_app;

REVOKE ALL ON FUNCTION public.plan_in_hand(wanted uuid, wanted_right text, seen integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.plan_parts(wanted integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.position_days(wanted integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.post_after(closed integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.postpone_cameras(cameras integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.postpone_cameras(cameras integer[]) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.presence_of_day(wanted_area integer, wanted_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.presence_of_day(wanted_area integer, wanted_day date) TO fangcun_relay;

GRANT SELECT ON TABLE public.presence_sum TO fangcun_app;

REVOKE ALL ON FUNCTION public.presence_sums_of(wanted_area integer, days date[], teams integer[], classes integer[], levels integer[], tiles text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.presence_sums_of(wanted_area integer, days date[], teams integer[], classes integer[], levels integer[], tiles text[]) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.put_briefing_figures(kept public.briefing, wanted_run integer, figures jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.put_calendar(wanted_area integer, calendar jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.put_calendar(wanted_area integer, calendar jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.put_camera_plan_sites(kept public.camera_plan, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.put_code_scheme(wanted text, seen_version integer, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.put_code_scheme(wanted text, seen_version integer, given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.put_deadline_rules(wanted_area integer, rules jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.put_deadline_rules(wanted_area integer, rules jsonb) TO fangcun_app;

GRANT SELECT ON TABLE public.event_plan TO fangcun_app;

REVOKE ALL ON FUNCTION public.put_event_plan(wanted uuid, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.put_event_plan(wanted uuid, given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.put_event_posts(kept public.event_plan, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.put_holdings(wanted_post integer, seen_version integer, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.put_holdings(wanted_post integer, seen_version integer, given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.put_patrol_routes(kept public.patrol_plan, given jsonb) FROM PUBLIC;

GRANT SELECT ON TABLE public.patrol_station TO fangcun_app;

REVOKE ALL ON FUNCTION public.put_patrol_station(wanted uuid, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.put_patrol_station(wanted uuid, given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.put_plan_zones(kept public.zone_plan, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.put_post_kind(wanted text, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.put_post_kind(wanted text, given jsonb) TO fangcun_app;

GRANT SELECT ON TABLE public.roster_rule TO fangcun_app;

REVOKE ALL ON FUNCTION public.put_roster_rule(wanted integer, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.put_roster_rule(wanted integer, given jsonb) TO fangcun_app;

GRANT SELECT ON TABLE public.shift_template TO fangcun_app;

REVOKE ALL ON FUNCTION public.put_shift_template(wanted uuid, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.put_shift_template(wanted uuid, given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.read_contact(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.read_contact(wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.rebuild_incident_counts() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.recode_area(wanted integer, new_code text, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.recode_zones(wanted integer[], old_code text, new_code text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.refuse_sign_in(wanted text, method text, address text, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.refuse_sign_in(wanted text, method text, address text, reason text) TO fangcun_door;

REVOKE ALL ON FUNCTION public.rehome_areas(children integer[], home integer, day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.rehome_camera() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.rehome_matters(matters uuid[], home integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.rehome_teams(wanted integer[], from_area integer, home integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.rehome_zones(wanted integer[], from_area integer, home integer, whole boolean, day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.remove_camera(wanted integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.remove_camera(wanted integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.remove_wall_scene(of_wall uuid, wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.remove_wall_scene(of_wall uuid, wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.remove_wall_screen(of_wall uuid, wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.remove_wall_screen(of_wall uuid, wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.rename_area(wanted integer, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.rename_imported_areas(import integer, origin text, codes text[], names_zh text[], names_en text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.rename_imported_areas(import integer, origin text, codes text[], names_zh text[], names_en text[]) TO fangcun_app;

REVOKE ALL ON FUNCTION public.renew_event_needs(kept public.event_plan) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.renew_password(wanted text, hashed text, but_session text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.renew_password(wanted text, hashed text, but_session text) TO fangcun_door;

REVOKE ALL ON FUNCTION public.renew_wall_session(hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.renew_wall_session(hash text) TO fangcun_door;

REVOKE ALL ON FUNCTION public.report_incident(report jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.report_incident(report jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.report_outage(gate public.camera_gateway, cameras integer[], since timestamp with time zone, faulty boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.report_outages(moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.report_outages(moment timestamp with time zone) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.restore_camera(wanted integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.restore_camera(wanted integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.restore_orders(wanted uuid, snapshot jsonb, since timestamp with time zone, step_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.retire_briefing_schedule(wanted uuid, seen integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.retire_briefing_schedule(wanted uuid, seen integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.retire_map_wall(wanted uuid, seen integer, retired boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION public.retire_map_wall(wanted uuid, seen integer, retired boolean) TO fangcun_app;

REVOKE ALL ON FUNCTION public.revoke_sessions(wanted text, only_one uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.revoke_sessions(wanted text, only_one uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.ring_alarm(kept public.incident) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.roster_conflict(touched integer[], despite_rules boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.roster_loads(until_at timestamp with time zone, teams integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.roster_loads(until_at timestamp with time zone, teams integer[]) TO fangcun_app;

REVOKE ALL ON FUNCTION public.roster_rows(shifts integer[], needs uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.roster_rule_of(wanted integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.roster_rule_of(wanted integer) TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.shift TO fangcun_app;

REVOKE ALL ON FUNCTION public.roster_shift_in_hand(wanted integer, seen integer, about text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.rotate_wall(wanted uuid, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.rotate_wall(wanted uuid, change jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.run_deadlines(moment timestamp with time zone, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.run_deadlines(moment timestamp with time zone, most integer) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.save_camera_plan(wanted uuid, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.save_camera_plan(wanted uuid, change jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.save_patrol_plan(wanted uuid, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.save_patrol_plan(wanted uuid, change jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.save_zone_plan(wanted uuid, change jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.save_zone_plan(wanted uuid, change jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.schedule_area_change(wanted integer, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.send_window_away(of_wall uuid, wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.send_window_away(of_wall uuid, wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.set_duties(wanted text, duties jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.set_handles(wanted text, post_ids integer[], team_ids integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.set_handles(wanted text, post_ids integer[], team_ids integer[]) TO fangcun_app;

REVOKE ALL ON FUNCTION public.set_password(wanted text, hashed text, is_temporary boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION public.set_password(wanted text, hashed text, is_temporary boolean) TO fangcun_app;

REVOKE ALL ON FUNCTION public.set_subject(wanted text, subject text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.set_tour_stops(wanted uuid, home integer, stops jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.set_zone_scheme(wanted integer, scheme text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.set_zone_scheme(wanted integer, scheme text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.settle_briefing_schedule(wanted uuid, due timestamp with time zone, made uuid, problem text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.settle_briefing_schedule(wanted uuid, due timestamp with time zone, made uuid, problem text) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.settle_buildings(wanted integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.settle_incidents(wanted integer, plan uuid, plan_name text, who text, OUT matters integer, OUT orders integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.settle_stragglers() FROM PUBLIC;
GRANT ALL ON FUNCTION public.settle_stragglers() TO fangcun_relay;

REVOKE ALL ON FUNCTION public.silence_cameras(listening timestamp with time zone, moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.silence_cameras(listening timestamp with time zone, moment timestamp with time zone) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.split_area(wanted integer, given jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.standing_wall_in_hand(wanted uuid, seen integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.start_deadline(matter public.incident, wanted_step text, starts timestamp with time zone, at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.start_session(hash text, wanted text, method text, address text, idle_seconds integer, lasts_seconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.start_session(hash text, wanted text, method text, address text, idle_seconds integer, lasts_seconds integer) TO fangcun_door;

REVOKE ALL ON FUNCTION public.step_briefing(wanted uuid, step text, seen integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.step_briefing(wanted uuid, step text, seen integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.step_event_plan(wanted uuid, next_state text, seen integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.step_event_plan(wanted uuid, next_state text, seen integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.step_incident(wanted uuid, command jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.step_incident(wanted uuid, command jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.step_incidents(batch jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.step_incidents(batch jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.step_order(kept public.incident, command jsonb, target text, step_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.step_patrol_plan(wanted uuid, step text, seen integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.step_patrol_plan(wanted uuid, step text, seen integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.store_contact(wanted uuid, sealed bytea, key_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.store_contact(wanted uuid, sealed bytea, key_id text) TO fangcun_app;

REVOKE ALL ON FUNCTION public.store_fixes(wanted integer, ms bigint[], xs integer[], ys integer[], speeds smallint[], accuracies smallint[], more jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.store_fixes(wanted integer, ms bigint[], xs integer[], ys integer[], speeds smallint[], accuracies smallint[], more jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.streets_near(box double precision[], most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.streets_near(box double precision[], most integer) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.summarise_positions() FROM PUBLIC;
GRANT ALL ON FUNCTION public.summarise_positions() TO fangcun_relay;

REVOKE ALL ON FUNCTION public.switch_holdings(at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.switch_holdings(at timestamp with time zone) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.take_check_ins(given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.take_check_ins(given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.take_due_area_change(moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.take_due_area_change(moment timestamp with time zone) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.take_due_briefing(moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.take_due_briefing(moment timestamp with time zone) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.take_due_plan(moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.take_due_plan(moment timestamp with time zone) TO fangcun_relay;

REVOKE ALL ON FUNCTION public.take_heartbeats(hash text, beats jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.take_heartbeats(hash text, beats jsonb) TO fangcun_door;

REVOKE ALL ON FUNCTION public.tell_handles(post_ids integer[], team_ids integer[], accounts text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.tell_map_wall(wanted uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.tell_states(told_by text, note text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.time_deadline(clock public.deadline, at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.touch_incident_tiles() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.tree_mark() FROM PUBLIC;

REVOKE ALL ON FUNCTION public.turn_fixes(own public.device, turned jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.undo_entry(taken public.incident_log) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.undo_imported_names(import integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.undo_imported_names(import integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.undo_roster_change(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.undo_roster_change(wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.undo_steps(batch uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.undo_steps(batch uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.unschedule_zone_plan(kept public.zone_plan, why text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.wall_places(layout jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.wall_shifts(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.wall_shifts(wanted uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.window_on(day date, starts time without time zone, ends time without time zone, zone text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.withdraw_area_change(wanted integer, change uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.withdraw_area_change(wanted integer, change uuid) TO fangcun_app;

REVOKE ALL ON FUNCTION public.withdraw_camera_plan(wanted uuid, seen integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.withdraw_camera_plan(wanted uuid, seen integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.withdraw_zone_plan(wanted uuid, seen integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.withdraw_zone_plan(wanted uuid, seen integer) TO fangcun_app;

REVOKE ALL ON FUNCTION public.working_calendar(wanted_area integer, OUT time_zone text, OUT hours_area integer, OUT days_area integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.working_days(hours_area integer, days_area integer, from_day date, to_day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.working_moment(wanted_area integer, at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.working_time_between(wanted_area integer, starts timestamp with time zone, ends timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.working_time_between(wanted_area integer, starts timestamp with time zone, ends timestamp with time zone) TO fangcun_app;

REVOKE ALL ON FUNCTION public.working_windows(time_zone text, hours_area integer, days_area integer, from_day date, to_day date) FROM PUBLIC;

GRANT SELECT ON TABLE public.briefing_text TO fangcun_app;

REVOKE ALL ON FUNCTION public.write_briefing_text(wanted uuid, wanted_key text, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.write_briefing_text(wanted uuid, wanted_key text, given jsonb) TO fangcun_app;

REVOKE ALL ON FUNCTION public.write_deadline(clock public.deadline) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.write_incident(kept public.incident) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.write_plan_posts(kept public.zone_plan, ended integer[], on_day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.write_plan_zones(kept public.zone_plan, on_day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.zone_code_rule(wanted integer, OUT prefix text, OUT stem text, OUT serial integer, OUT pattern text) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.zone_plan_faults(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.zone_plan_faults(wanted uuid) TO fangcun_app;

GRANT SELECT ON TABLE public.code_scheme TO fangcun_app;

REVOKE ALL ON FUNCTION public.zone_scheme_of(wanted integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION public.zones_in(wanted integer) FROM PUBLIC;

GRANT SELECT ON TABLE public.alarm TO fangcun_app;

GRANT UPDATE(acknowledged_at) ON TABLE public.alarm TO fangcun_app;

GRANT UPDATE(acknowledged_by) ON TABLE public.alarm TO fangcun_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.area TO fangcun_app;

GRANT UPDATE(name_zh) ON TABLE public.area TO fangcun_app;

GRANT UPDATE(name_en) ON TABLE public.area TO fangcun_app;

GRANT UPDATE(geom) ON TABLE public.area TO fangcun_app;

GRANT SELECT ON TABLE public.area_change TO fangcun_app;

GRANT SELECT ON TABLE public.area_change_due TO fangcun_app;

GRANT SELECT ON TABLE public.area_past TO fangcun_app;

GRANT SELECT ON TABLE public.briefing_read TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.building TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.calendar_day TO fangcun_app;

GRANT SELECT(camera_id) ON TABLE public.camera_due TO fangcun_app;

GRANT SELECT(area_id) ON TABLE public.camera_due TO fangcun_app;

GRANT SELECT(since) ON TABLE public.camera_due TO fangcun_app;

GRANT SELECT ON TABLE public.camera_heard TO fangcun_app;

GRANT SELECT ON TABLE public.camera_plan_site TO fangcun_app;

GRANT SELECT ON TABLE public.camera_sight TO fangcun_app;

GRANT SELECT ON TABLE public.camera_state TO fangcun_app;

GRANT SELECT ON TABLE public.camera_tour TO fangcun_app;

GRANT SELECT ON TABLE public.camera_tour_stop TO fangcun_app;

GRANT SELECT ON TABLE public.camera_view TO fangcun_app;

GRANT SELECT,INSERT ON TABLE public.category TO fangcun_app;

GRANT UPDATE(scheme) ON TABLE public.category TO fangcun_app;

GRANT UPDATE(code) ON TABLE public.category TO fangcun_app;

GRANT UPDATE(group_zh) ON TABLE public.category TO fangcun_app;

GRANT UPDATE(group_en) ON TABLE public.category TO fangcun_app;

GRANT UPDATE(name_zh) ON TABLE public.category TO fangcun_app;

GRANT UPDATE(name_en) ON TABLE public.category TO fangcun_app;

GRANT UPDATE(severity) ON TABLE public.category TO fangcun_app;

GRANT UPDATE(near_m) ON TABLE public.category TO fangcun_app;

GRANT SELECT ON TABLE public.check_in TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.coverage TO fangcun_app;

GRANT SELECT(id) ON TABLE public.device_key TO fangcun_app;

GRANT SELECT(device_id) ON TABLE public.device_key TO fangcun_app;

GRANT SELECT(heard_at) ON TABLE public.device_key TO fangcun_app;

GRANT SELECT(revoked_at) ON TABLE public.device_key TO fangcun_app;

GRANT SELECT(created_by) ON TABLE public.device_key TO fangcun_app;

GRANT SELECT(created_at) ON TABLE public.device_key TO fangcun_app;

GRANT SELECT(version) ON TABLE public.device_key TO fangcun_app;

GRANT SELECT ON TABLE public.escalation TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.estate TO fangcun_app;

GRANT SELECT ON TABLE public.event_post TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.ground TO fangcun_app;

GRANT SELECT ON TABLE public.hotspot_log TO fangcun_app;

GRANT SELECT,INSERT ON TABLE public.import_problem TO fangcun_app;

GRANT SELECT,INSERT,UPDATE ON TABLE public.import_run TO fangcun_app;

GRANT SELECT ON TABLE public.incident_cell TO fangcun_app;

GRANT SELECT,DELETE ON TABLE public.incident_change TO fangcun_relay;

GRANT SELECT ON TABLE public.incident_day TO fangcun_app;

GRANT SELECT ON TABLE public.incident_delta TO fangcun_app;

GRANT SELECT ON TABLE public.incident_transition TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.live_position TO fangcun_app;

GRANT SELECT,DELETE ON TABLE public.outbox TO fangcun_relay;

GRANT SELECT ON TABLE public.patrol_route TO fangcun_app;

GRANT SELECT ON TABLE public.patrol_stop TO fangcun_app;

GRANT SELECT ON TABLE public.photo TO fangcun_app;

GRANT INSERT(id) ON TABLE public.photo TO fangcun_app;

GRANT INSERT(incident_id) ON TABLE public.photo TO fangcun_app;

GRANT INSERT(area_id) ON TABLE public.photo TO fangcun_app;

GRANT INSERT(width) ON TABLE public.photo TO fangcun_app;

GRANT INSERT(height) ON TABLE public.photo TO fangcun_app;

GRANT INSERT(bytes) ON TABLE public.photo TO fangcun_app;

GRANT INSERT(added_by) ON TABLE public.photo TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.place TO fangcun_app;

GRANT SELECT,INSERT,DELETE ON TABLE public."position" TO fangcun_app;

GRANT SELECT ON TABLE public.position_dropped TO fangcun_app;

GRANT SELECT ON TABLE public.position_point TO fangcun_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.position_reject TO fangcun_app;

GRANT SELECT ON TABLE public.position_retention TO fangcun_app;

GRANT SELECT ON TABLE public.post_holding TO fangcun_app;

GRANT SELECT ON TABLE public.post_kind TO fangcun_app;

GRANT SELECT ON TABLE public.presence_day TO fangcun_app;

GRANT SELECT ON TABLE public.presence_due TO fangcun_app;

GRANT SELECT ON TABLE public.presence_tile TO fangcun_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.saved_filter TO fangcun_app;

GRANT SELECT,INSERT,DELETE ON TABLE public.saved_view TO fangcun_app;

GRANT SELECT ON TABLE public.shift_need TO fangcun_app;

GRANT SELECT ON TABLE public.shift_template_line TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.street TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.street_barrier TO fangcun_app;

GRANT SELECT ON TABLE public.street_presence TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.wall TO fangcun_app;

GRANT SELECT ON TABLE public.wall_scene TO fangcun_app;

GRANT SELECT ON TABLE public.wall_screen TO fangcun_app;

GRANT SELECT ON TABLE public.wall_screen_state TO fangcun_app;

GRANT SELECT ON TABLE public.work_order TO fangcun_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.working_hours TO fangcun_app;

GRANT SELECT ON TABLE public.zone_past TO fangcun_app;
