-- Whom the imported files ask to be named beside the map; everybody who sees the map may know it, the rest of the book is for importers.
create or replace function import_attributions() returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct options ->> 'attribution' from import_run
  where state <> 'undone' and nullif(options ->> 'attribution', '') is not null and actor_may('read') order by 1
$$;
revoke all on function import_attributions() from public;
grant execute on function import_attributions() to fangcun_app;
