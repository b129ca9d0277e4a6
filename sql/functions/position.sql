-- Positions: who may send them, how they are stored, and who reads them when they are history.

-- A day's partition, made when its first fix arrives. The partition itself is granted to nobody: all access is through `position`.
create or replace function make_position_day(day date) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare name text := 'position_' || to_char(day, 'YYYYMMDD');
begin
  if day < '1990-01-01' or day > current_date + 2 then raise exception 'expected a day from 1990 to tomorrow' using errcode = '22008'; end if;
  if to_regclass('public.' || name) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext(name));
  if to_regclass('public.' || name) is not null then return; end if;
  execute format('create table %I partition of position for values from (%L) to (%L)', name, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
  execute format('alter table %I enable row level security, force row level security', name);
end $$;

create or replace function ensure_position_day(day date) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not actor_may('position') and not actor_may('import') then raise exception 'not allowed' using errcode = '42501'; end if;
  perform make_position_day(day);
end $$;

-- The device whose key this transaction was opened with (server/database.ts, asDevice). A key opens this one device and nothing else.
create or replace function key_device() returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select k.device_id from device_key k where k.key_hash = decode(nullif(current_setting('fangcun.device_key', true), ''), 'hex') and k.revoked_at is null
$$;

create or replace function may_send(wanted device) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select wanted.id = key_device() or wanted.area_id in (select actor_areas('position')) or wanted.area_id in (select actor_areas('import'))
$$;

-- Days that detail is kept in an area.
create or replace function position_days(wanted integer) returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive above(id, parent_id, far) as (
    select id, parent_id, 0 from area where id = wanted union all select a.id, a.parent_id, far + 1 from area a join above on a.id = above.parent_id
  )
  select coalesce((select r.days from position_retention r join above on above.id = r.area_id order by far limit 1), 30)::integer
$$;

-- The device of a team by its name, made where there is none yet, or that of the key; locked until the transaction ends, for two batches of one device would both judge from the same state. With what is known of it: its tail, and when its team is
-- on shift between two moments (Unix ms). Null: no such team for this actor, or no such key.
drop function if exists open_device(integer, text, bigint, bigint);
create function open_device(wanted_team integer, wanted_name text, from_ms bigint, to_ms bigint) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
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

-- Fixes of a device within [from, to), sane ones and those set apart by their neighbours. Only for who may send for it.
drop function if exists known_fixes(integer, timestamptz, timestamptz);
create function known_fixes(wanted integer, from_at timestamptz, to_at timestamptz) returns table (ms bigint, x integer, y integer)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from device d where d.id = wanted and may_send(d)) then raise exception 'not allowed' using errcode = '42501'; end if;
  return query select (extract(epoch from p.at) * 1000)::bigint, p.x, p.y from position p where p.device_id = wanted and p.at >= from_at and p.at < to_at
    union all select (extract(epoch from r.at) * 1000)::bigint, r.x, r.y from position_reject r where r.device_id = wanted and r.at >= from_at and r.at < to_at;
end $$;

-- What a batch changes, as its judgement said (server/queries/position.ts), under the device's lock: fixes to keep (columns; none of them is there), fixes set apart or taken back, faults, seconds of coverage, the tail, and the newest place of the
-- team. The only way in for fixes that a device sends.
drop function if exists store_fixes(integer, bigint[], integer[], integer[], smallint[], smallint[], jsonb);
create function store_fixes(wanted integer, ms bigint[], xs integer[], ys integer[], speeds smallint[], accuracies smallint[], more jsonb) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
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

-- Faults of fixes themselves, once each, however often they are sent.
drop function if exists keep_faults(integer, text[], text[]);
create function keep_faults(wanted integer, fixes text[], reasons text[]) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare own device;
begin
  select d.* into own from device d where d.id = wanted;
  if not found or not may_send(own) then raise exception 'not allowed' using errcode = '42501'; end if;
  insert into position_reject (area_id, device_id, fix, reason) select own.area_id, wanted, f.fix::jsonb, f.reason from unnest(fixes, reasons) f(fix, reason)
  on conflict (device_id, md5(fix::text)) where at is null do nothing;
end $$;

-- Fixes that later ones showed in another light: `out` were kept and are set apart now, `back` the other way, `told` are set apart for another reason.
create or replace function turn_fixes(own device, turned jsonb) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
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

-- Tails are made anew when they are missing: of these devices, or of all. Called by whoever changes positions in another way.
create or replace function forget_tails(devices integer[] default null) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  delete from device_tail t where devices is null or t.device_id = any (devices)
$$;

-- In order, so that two who take several never wait for each other.
create or replace function lock_devices(devices integer[]) returns void
language sql volatile as $$
  select pg_advisory_xact_lock(7266347, d) from (select distinct u.d from unnest(devices) u(d) order by 1) o
$$;

revoke all on function forget_tails(integer[]), lock_devices(integer[]) from public;
grant execute on function forget_tails(integer[]), lock_devices(integer[]) to fangcun_app;
revoke all on function make_position_day(date), ensure_position_day(date), key_device(), may_send(device), position_days(integer), open_device(integer, text, bigint, bigint), known_fixes(integer, timestamptz, timestamptz),
  store_fixes(integer, bigint[], integer[], integer[], smallint[], smallint[], jsonb), keep_faults(integer, text[], text[]), turn_fixes(device, jsonb) from public;
grant execute on function ensure_position_day(date), key_device(), open_device(integer, text, bigint, bigint), known_fixes(integer, timestamptz, timestamptz), store_fixes(integer, bigint[], integer[], integer[], smallint[], smallint[], jsonb),
  keep_faults(integer, text[], text[]) to fangcun_app;
