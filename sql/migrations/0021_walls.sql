-- What one cannot walk through: plans of zones may be told not to cross it. As outlines too, hence several lines.
create table wall (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('wall', 'city_wall', 'retaining_wall', 'fence')),
  geom geometry(Geometry, 4326) not null check (geometry_fits(geom) and geometrytype(geom) in ('LINESTRING', 'MULTILINESTRING')),
  source text not null default 'own',
  source_ref text,
  import_id integer references import_run,
  unique (source, source_ref)
);
create index wall_geom on wall using gist (geom);
create index wall_import on wall (import_id);
