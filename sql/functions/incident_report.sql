-- Report a matter: row and first log entry in one transaction, where the actor may report. Repeating the same id returns the row as it is.
-- The application role has no right to write incidents itself, so what it may do is decided here.
drop function if exists report_incident(jsonb);
create function report_incident(report jsonb) returns setof incident
language plpgsql security definer set search_path = public, pg_temp as $$
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
revoke all on function report_incident(jsonb) from public;
grant execute on function report_incident(jsonb) to fangcun_app;
