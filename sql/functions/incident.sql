-- Which zone answers for a place today. The caller's policies apply.
create or replace function zone_at(shape geometry) returns table (zone_id integer, area_id integer)
language sql stable as $$
  select z.id, z.area_id from zone z
  where z.geom && shape and st_intersects(z.geom, case when geometrytype(shape) = 'POINT' then shape else st_pointonsurface(shape) end) and z.valid_to is null
  order by z.id limit 1
$$;

create or replace function area_at(shape geometry) returns integer
language sql stable as $$
  select a.id from area a
  where a.geom && shape and st_intersects(a.geom, case when geometrytype(shape) = 'POINT' then shape else st_pointonsurface(shape) end) and a.valid_to is null
  order by array_position(array['community', 'subdistrict', 'district', 'city'], a.level) limit 1
$$;

-- Report a matter: row and first log entry in one transaction; the policies of both decide. Repeating the same id returns the row as it is.
create or replace function report_incident(report jsonb) returns setof incident
language plpgsql as $$
declare
  shape geometry := st_setsrid(st_geomfromgeojson(report -> 'geometry'), 4326);
  chosen category; home record; kept incident;
begin
  select * into kept from incident where id = (report ->> 'id')::uuid;
  if found then return next kept; return; end if;
  select * into chosen from category where id = (report ->> 'categoryId')::smallint;
  if not found then raise exception 'no such category' using errcode = '23503', column = 'categoryId'; end if;
  if not geometry_fits(shape) then
    raise exception 'expected a valid geometry: %', coalesce(nullif(st_isvalidreason(shape), 'Valid Geometry'), 'outside the limits') using errcode = '23514', column = 'geometry';
  end if;
  select z.zone_id, z.area_id into home from zone_at(shape) z;
  if home.area_id is null then select null::integer as zone_id, area_at(shape) as area_id into home; end if;
  if home.area_id is null then raise exception 'expected a place inside an area you answer for' using errcode = '42501', column = 'geometry'; end if;
  insert into incident (id, area_id, zone_id, category_id, severity, channel, provenance, title, address, occurred_at, geom)
  values ((report ->> 'id')::uuid, home.area_id, home.zone_id, chosen.id, coalesce((report ->> 'severity')::smallint, chosen.severity), report ->> 'channel',
    report ->> 'provenance', report ->> 'title', coalesce(report ->> 'address', ''), (report ->> 'occurredAt')::timestamptz, shape)
  on conflict (id) do nothing returning * into kept;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  insert into incident_log (incident_id, area_id, command_id, action, from_state, to_state, actor)
  values (kept.id, kept.area_id, kept.id, 'report', null, 'reported', actor_id());
  return next kept;
end $$;

-- One step of the loop. The second of two people gets 40001 (a conflict); a repeated command id changes nothing.
create or replace function step_incident(incident_id uuid, command jsonb) returns setof incident
language plpgsql as $$
declare kept incident; target text;
begin
  select * into kept from incident i where i.id = step_incident.incident_id for update;
  if not found then return; end if;
  if exists (select from incident_log l where l.command_id = (command ->> 'id')::uuid) then return next kept; return; end if;
  if kept.version <> (command ->> 'version')::integer then
    raise exception 'somebody changed this incident: version is %', kept.version using errcode = '40001', column = 'version';
  end if;
  select t.to_state into target from incident_transition t where t.from_state = kept.state and t.action = command ->> 'action';
  if not found then raise exception '% is not possible from %', command ->> 'action', kept.state using errcode = '23514', column = 'action'; end if;
  insert into incident_log (incident_id, area_id, command_id, action, from_state, to_state, actor, note)
  values (kept.id, kept.area_id, (command ->> 'id')::uuid, command ->> 'action', kept.state, target, actor_id(), coalesce(command ->> 'note', ''));
  return query update incident i set state = target where i.id = kept.id returning i.*;
end $$;
