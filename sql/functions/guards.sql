-- The log is append-only, for everybody: an undone import removes incident and log together, which is the one way out.
create or replace function refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;
create or replace trigger append_only before update on incident_log for each row execute function refuse_change();

-- A row's version counts its changes; a command that names the version it saw gets a conflict when somebody was quicker.
-- What the clocks of a matter say (keep_due) is no change by anybody.
create or replace function count_version() returns trigger
language plpgsql as $$
begin
  if tg_table_name <> 'incident' or current_setting('fangcun.clock', true) is distinct from 'on' then new.version := old.version + 1; end if;
  return new;
end $$;

do $$
declare noun text;
begin
  foreach noun in array array['area', 'zone', 'street', 'ground', 'estate', 'building', 'place', 'camera', 'incident', 'team'] loop
    execute format('create or replace trigger count_version before update on %I for each row execute function count_version()', noun);
  end loop;
end $$;
