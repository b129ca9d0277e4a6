-- The log is append-only, for everybody: an undone import removes incident and log together, which is the one way out.
create or replace function refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;
-- An entry goes with its matter when an area is merged or split (sql/functions/area_rehome.sql); what it says stays.
create or replace trigger append_only before update on incident_log for each row
when (current_setting('fangcun.rehome', true) is distinct from 'on' or to_jsonb(new) - 'area_id' is distinct from to_jsonb(old) - 'area_id') execute function refuse_change();

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
  foreach noun in array array['area', 'zone', 'street', 'ground', 'estate', 'building', 'place', 'incident', 'team'] loop
    execute format('create or replace trigger count_version before update on %I for each row execute function count_version()', noun);
  end loop;
end $$;
-- How a camera is (its state) is told by gateways all the time and is no change of the register.
create or replace trigger count_version before update on camera for each row
when ((old.area_id, old.code, old.name, old.kind, old.azimuth_deg, old.field_of_view_deg, old.tilt_deg, old.range_m, old.height_m, old.pixels, old.lens_mm, old.owner_unit, old.estate_id, old.device_code, old.filing_number, old.retention_days)
  is distinct from (new.area_id, new.code, new.name, new.kind, new.azimuth_deg, new.field_of_view_deg, new.tilt_deg, new.range_m, new.height_m, new.pixels, new.lens_mm, new.owner_unit, new.estate_id, new.device_code, new.filing_number, new.retention_days)
  or not old.geom = new.geom) execute function count_version();
create or replace trigger count_version before update on post for each row when ((old.holder, old.account_id, old.phone, old.valid_to) is distinct from (new.holder, new.account_id, new.phone, new.valid_to)) execute function count_version();

-- An entry stands with its matter: imports write their first entries themselves, and no further than they reach.
create or replace function check_log_home() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from added l join incident i on i.id = l.incident_id where i.area_id <> l.area_id) then
    raise exception 'expected entries in the area of their incident' using errcode = '42501', column = 'areaId';
  end if;
  return null;
end $$;
create or replace trigger check_home after insert on incident_log referencing new table as added for each statement execute function check_log_home();

-- What one account may keep for all to see: lists end somewhere, and nobody shall fill them alone.
create or replace function limit_saved() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare most constant integer := 100; kept integer;
begin
  execute format('select count(*) from %I where created_by = $1', tg_table_name) into kept using new.created_by;
  if kept >= most then raise exception 'expected at most % of one account; delete some first', most using errcode = '23514', column = 'id'; end if;
  return new;
end $$;
create or replace trigger limit_saved before insert on saved_filter for each row execute function limit_saved();
create or replace trigger limit_saved before insert on saved_view for each row execute function limit_saved();
