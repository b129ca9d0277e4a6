-- Detail of positions is kept for the days that an area says (position_days); what an import brought, for as many days from then on. Coverage stays.

-- False: the area is not there, or not for this actor. Null days: as the area above says.
drop function if exists keep_position_days(integer, integer);
create function keep_position_days(wanted integer, wanted_days integer) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from area a where a.id = wanted and a.id in (select actor_areas('read'))) then return false; end if;
  if wanted not in (select actor_areas('configure')) then raise exception 'not allowed' using errcode = '42501'; end if;
  if wanted_days is null then delete from position_retention r where r.area_id = wanted;
  else insert into position_retention as r (area_id, days, changed_by) values (wanted, wanted_days, actor_id()) on conflict (area_id) do update set days = excluded.days, changed_by = excluded.changed_by, changed_at = now(), version = r.version + 1; end if;
  insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), wanted, 'position.retention', wanted::text, jsonb_build_object('days', wanted_days));
  return true;
end $$;

-- Drops one day (UTC) of detail that nobody is to keep any more (later, where somebody reads just now, for everybody would wait behind); the day, or null where nothing is due or another server is at it. One day a call, so that nobody waits long.
drop function if exists drop_old_positions(date);
create function drop_old_positions(today date default null) returns date
language plpgsql volatile security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
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
end $$;

-- What is not summarised is read whole; where no autovacuum does it (the embedded database) this does.
create or replace function summarise_positions() returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare part regclass;
begin
  for part in select i.indexrelid::regclass from pg_index i join pg_inherits h on h.inhrelid = i.indrelid join pg_class c on c.oid = i.indrelid
    where h.inhparent = 'position'::regclass and c.relname ~ '^position_[0-9]{8}$' and to_date(right(c.relname, 8), 'YYYYMMDD') > current_date - 9
  loop perform brin_summarize_new_values(part); end loop;
end $$;

-- A day that is over gets a B-tree by (device, time), built at once, which costs a tenth of keeping it up while fixes come in; ways of single teams are then found in days of millions of fixes too. The day, or null where nothing is due.
create or replace function index_position_day() returns date
language plpgsql volatile security definer set search_path = public, pg_temp set lock_timeout = '2s' as $$
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
end $$;

revoke all on function index_position_day() from public;
grant execute on function index_position_day() to fangcun_relay;
revoke all on function keep_position_days(integer, integer), drop_old_positions(date), summarise_positions() from public;
grant execute on function keep_position_days(integer, integer) to fangcun_app;
grant execute on function drop_old_positions(date), summarise_positions() to fangcun_relay;
