-- The one statement of a tile, encoded here. plpgsql, since its text is resolved late: a PostGIS without protobuf has the rows but not this.
create or replace function tile_mvt(wanted text, z integer, x integer, y integer, from_day date default null, to_day date default null) returns bytea
language plpgsql stable as $$
declare tile bytea;
begin
  if wanted = 'base' then
    select string_agg(m.mvt, '') into tile from (select st_asmvt(f, r.layer, 4096, 'geom', 'id') as mvt
      from tile_base_rows(z, x, y) r, lateral (select r.id, r.properties, r.geom) f where not st_isempty(r.geom) group by r.layer) m;
  elsif wanted = 'zones' and from_day is not null then
    select string_agg(m.mvt, '') into tile from (select st_asmvt(f, r.layer, 4096, 'geom', 'id') as mvt
      from tile_zones_on(z, x, y, from_day) r, lateral (select r.id, r.properties, r.geom) f where not st_isempty(r.geom) group by r.layer) m;
  elsif wanted = 'zones' then
    select string_agg(m.mvt, '') into tile from (select st_asmvt(f, r.layer, 4096, 'geom', 'id') as mvt
      from tile_zones_rows(z, x, y) r, lateral (select r.id, r.properties, r.geom) f where not st_isempty(r.geom) group by r.layer) m;
  elsif wanted = 'cameras' then
    select st_asmvt(r, 'camera', 4096, 'geom', 'id') into tile from (select n.id, n.properties, n.geom from tile_cameras_rows(z, x, y) n) r;
  elsif wanted = 'cameraViews' then
    select string_agg(m.mvt, '') into tile from (select st_asmvt(f, r.layer, 4096, 'geom', 'id') as mvt
      from tile_camera_views_rows(z, x, y) r, lateral (select r.id, r.properties, r.geom) f where not st_isempty(r.geom) group by r.layer) m;
  elsif wanted = 'incidents' and z < 14 then
    tile := tile_incidents_far_mvt(z, x, y);
  elsif wanted = 'incidents' then
    tile := tile_incidents_near_mvt(z, x, y);
  elsif wanted = 'coverage' then
    select st_asmvt(r, 'coverage', 4096, 'geom') into tile from (select n.properties, n.geom from tile_coverage_rows(z, x, y, from_day, to_day) n) r;
  end if;
  return coalesce(tile, '');
end $$;
