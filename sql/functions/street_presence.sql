-- Presence on streets: days whose tracks are to be matched (server/presence/matchStreets.ts), what they are matched from, and how the pieces are kept.

-- The newest day that was built since it was matched; a day that is matched already rests for ten minutes, since today changes all the time.
drop function if exists due_street_day();
create function due_street_day() returns table (area_id integer, day date, built_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.area_id, p.day, p.built_at from presence_day p
  where p.matched_at is null or p.matched_at < p.built_at and p.matched_at < clock_timestamp() - interval '10 minutes' order by p.day desc, p.area_id limit 1
$$;

drop function if exists day_tracks(integer, date);
create function day_tracks(wanted_area integer, wanted_day date) returns table (device_id integer, vehicle text, ms double precision, x integer, y integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.device_id, t.vehicle, extract(epoch from p.at)::double precision * 1000, p.x, p.y
  from area a join position p on p.area_id = a.id and p.at >= wanted_day::timestamp at time zone a.time_zone and p.at < (wanted_day + 1)::timestamp at time zone a.time_zone
  join device d on d.id = p.device_id join team t on t.id = d.team_id
  where a.id = wanted_area order by p.device_id, p.at
$$;

drop function if exists streets_near(double precision[], integer);
create function streets_near(box double precision[], most integer) returns table (id bigint, class text, oneway boolean, foot boolean, bicycle boolean, car boolean, tunnel boolean, line text)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.class, s.oneway, s.foot, s.bicycle, s.car, s.tunnel, st_asgeojson(s.geom, 8, 0) from street s where s.geom && st_makeenvelope(box[1], box[2], box[3], box[4], 4326) and s.class <> 'rail' order by s.id limit most
$$;

-- A day's pieces as they are now. A day whose positions are gone keeps what it had.
drop function if exists keep_street_presence(integer, date, timestamptz, jsonb);
create function keep_street_presence(wanted_area integer, wanted_day date, was_built_at timestamptz, pieces jsonb) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if pieces is not null then
    delete from street_presence s where s.area_id = wanted_area and s.day = wanted_day;
    insert into street_presence (area_id, day, street_id, along_m, length_m, low, seconds, high, visits, last_at)
    select wanted_area, wanted_day, p."streetId"::bigint, p."alongMeters", p."lengthMeters", p.low, p.seconds, p.high, p.visits, to_timestamp(p."lastMs" / 1000)
    from jsonb_to_recordset(pieces) p("streetId" text, "alongMeters" integer, "lengthMeters" real, low real, seconds real, high real, visits integer, "lastMs" double precision);
  end if;
  update presence_day p set matched_at = was_built_at where p.area_id = wanted_area and p.day = wanted_day;
end $$;

revoke all on function due_street_day(), day_tracks(integer, date), streets_near(double precision[], integer), keep_street_presence(integer, date, timestamptz, jsonb) from public;
grant execute on function due_street_day(), day_tracks(integer, date), streets_near(double precision[], integer), keep_street_presence(integer, date, timestamptz, jsonb) to fangcun_relay;
