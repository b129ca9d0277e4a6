-- The pyramid of counts: told of each change in the writing transaction, folded by a job, exact for every reader at every moment.

-- Category, severity and who found it as one number.
create or replace function incident_kind(category_id smallint, severity smallint, provenance text) returns integer
language sql immutable parallel safe as $$
  select category_id * 16 + (severity - 1) * 4 + case provenance when 'public' then 0 when 'patrol' then 1 when 'camera' then 2 else 3 end
$$;

-- The place of a state in IncidentState (geodata/model/incident.ts).
create or replace function incident_state_code(state text) returns integer
language sql immutable parallel safe as $$
  select array_position(array['reported', 'registered', 'dispatched', 'accepted', 'handling', 'fed_back', 'verified', 'closed', 'called_back', 'archived', 'suspended', 'merged'], state) - 1
$$;

-- Where the tile of a cell's level draws a point: 12 bits of order within the cell, then x and y in units of the tile. The smallest is the first.
create or replace function tile_spot(z_order bigint, level integer) returns bigint
language sql immutable parallel safe as $$
  select (((z_order >> (2 * (25 - level))) & 4095) << 24) | (((deinterleave(z_order) >> (25 - level)) & 4095) << 12) | ((deinterleave(z_order >> 1) >> (25 - level)) & 4095)
$$;

-- Rows that came and went, in values. An update counts where something changed that the pyramid or the columns in memory hold. Pieces of 5,000, so that no row grows without limit.
create or replace function tell_incident_change() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
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

-- Each change marks its cells, also where it moves nothing between days and kinds: the newest may be another.
create or replace function mark_incident_cells() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into incident_delta (cell, area_id, day, kind, change)
  select c.cell >> 2, c.area_id, (to_timestamp(c.time_s) at time zone coalesce(a.time_zone, 'UTC'))::date, c.kind, sum(c.sign)
  from unnest(new.signs, new.times, new.cells, new.kinds, new.areas) c(sign, time_s, cell, kind, area_id) left join area a on a.id = c.area_id group by 1, 2, 3, 4;
  return null;
end $$;
create or replace trigger mark_cells after insert on incident_change for each row when (new.counts and new.signs <> '{-2}') execute function mark_incident_cells();

create or replace function empty_incident_counts() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7266349);
  truncate incident_delta, incident_touch, incident_cell, incident_day;
  delete from incident_tile;
  -- -2: all of it, whatever it was.
  insert into incident_change (signs, times, cells, kinds, areas, states) values ('{-2}', '{0}', '{0}', '{0}', '{0}', '{0}');
  return null;
end $$;

-- Days are those of the area's clock: another clock is told like any other change.
create or replace function mark_area_clock() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  lock table incident in share row exclusive mode;
  insert into incident_delta (cell, area_id, day, kind, change)
  select i.z_order >> 24, i.area_id, (i.occurred_at at time zone c.time_zone)::date, incident_kind(i.category_id, i.severity, i.provenance), sum(c.change)
  from incident i cross join (values (old.time_zone, -1), (new.time_zone, 1)) c(time_zone, change) where i.area_id = new.id group by 1, 2, 3, 4 having sum(c.change) <> 0;
  return null;
end $$;
create or replace trigger mark_clock after update on area for each row when (old.time_zone is distinct from new.time_zone) execute function mark_area_clock();

-- Cells of one level from the four below each; those without any go. Called by the two functions below, which are alone with the pyramid.
create or replace function fold_incident_level(wanted integer, cells bigint[], areas integer[]) returns void
language plpgsql set search_path = public, pg_temp set enable_seqscan = off as $$
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

-- Folds the cells of the oldest `most` deltas; answers how many cells, null where another process is at it. One statement takes the deltas of a cell and counts
-- its incidents, so both are of one moment, and what commits meanwhile leaves a delta for the next time. Short: the live stream waits for running transactions.
-- The tables are reached by key through laterals: nobody has analysed what was written a moment ago, and a guess at its size makes plans that take minutes. `+ 0` keeps
-- the index of areas out, which holds far more rows than a cell.
create or replace function fold_incident_counts(most integer default 1000) returns integer
language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
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

-- All of it anew, with writers kept out: for rows that came before these counts, or past the triggers.
create or replace function rebuild_incident_counts() returns void
language plpgsql security definer set search_path = public, pg_temp as $$
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

-- Rows that were here before the triggers are counted with the same lock that makes the triggers.
do $$ begin
  if not exists (select from pg_trigger where tgrelid = 'incident'::regclass and tgname = 'tell_insert') then perform rebuild_incident_counts(); end if;
end $$;
create or replace trigger tell_insert after insert on incident referencing new table as added for each statement execute function tell_incident_change();
create or replace trigger tell_update after update on incident referencing old table as removed new table as added for each statement execute function tell_incident_change();
create or replace trigger tell_delete after delete on incident referencing old table as removed for each statement execute function tell_incident_change();
create or replace trigger tell_truncate after truncate on incident for each statement execute function empty_incident_counts();

revoke all on function fold_incident_level(integer, bigint[], integer[]), fold_incident_counts(integer), rebuild_incident_counts() from public;
grant execute on function fold_incident_counts(integer) to fangcun_relay;
