-- One trigger for all live nouns, once per statement: a bulk statement becomes one row without id ("read again").
create or replace function outbox_add() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
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

do $$
declare noun text; home text;
begin
  foreach noun in array array['incident', 'camera', 'zone', 'building', 'place', 'estate', 'street', 'area', 'team', 'alarm', 'hotspot', 'check_in'] loop
    home := case noun when 'area' then 'id' else 'area_id' end;
    execute format('create or replace trigger outbox_insert after insert on %I referencing new table as changed_rows for each statement execute function outbox_add(%L, %L)', noun, noun, home);
    execute format('create or replace trigger outbox_update after update on %I referencing new table as changed_rows for each statement execute function outbox_add(%L, %L)', noun, noun, home);
    execute format('create or replace trigger outbox_delete after delete on %I referencing old table as changed_rows for each statement execute function outbox_add(%L, %L)', noun, noun, home);
  end loop;
end $$;

-- Of cameras only what is read on maps and boards: that it was heard again is no news.
create or replace function outbox_camera() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
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
create or replace trigger outbox_update after update on camera referencing new table as changed_rows old table as old_rows for each statement execute function outbox_camera();

-- Ground has no area: only its version matters to tiles.
create or replace function outbox_ground() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into outbox (noun) values ('ground');
  perform pg_notify('fangcun_outbox', '');
  return null;
end $$;
create or replace trigger outbox_change after insert or update or delete on ground for each statement execute function outbox_ground();

-- A gate is part of the streets that it stands on: ways are looked for again.
create or replace function outbox_street_barrier() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into outbox (noun) values ('street');
  perform pg_notify('fangcun_outbox', '');
  return null;
end $$;
create or replace trigger outbox_change after insert or update or delete on street_barrier for each statement execute function outbox_street_barrier();

-- What readers may publish: only rows whose transaction is older than every running one, in order, so that nothing that commits late is lost.
create or replace function outbox_after(after_txid xid8, after_id bigint, most integer default 1000)
returns table (txid xid8, id bigint, noun text, row_id text, area_id integer, at timestamptz)
language sql stable as $$
  select o.txid, o.id, o.noun, o.row_id, o.area_id, o.at from outbox o
  where (o.txid, o.id) > (after_txid, after_id) and o.txid < pg_snapshot_xmin(pg_current_snapshot())
  order by o.txid, o.id limit most
$$;
