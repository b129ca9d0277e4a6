-- A day's partition, made when its first fix arrives. The partition itself is granted to nobody: all access is through `position`.
create or replace function ensure_position_day(day date) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare name text := 'position_' || to_char(day, 'YYYYMMDD');
begin
  if not actor_may('position') and not actor_may('import') then raise exception 'not allowed' using errcode = '42501'; end if;
  if day < '1990-01-01' or day > current_date + 2 then raise exception 'expected a day from 1990 to tomorrow' using errcode = '22008'; end if;
  if to_regclass('public.' || name) is not null then return; end if;
  perform pg_advisory_xact_lock(hashtext(name));
  if to_regclass('public.' || name) is not null then return; end if;
  execute format('create table %I partition of position for values from (%L) to (%L)', name, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
  execute format('alter table %I enable row level security, force row level security', name);
end $$;
revoke all on function ensure_position_day(date) from public;
grant execute on function ensure_position_day(date) to fangcun_app;
