-- Who may use a street, and what stands in its way: what routes are found on. Null is what the class says (geodata/graph/profile.ts).
alter table street
  add column foot boolean,
  add column bicycle boolean,
  add column car boolean,
  add column oneway_bicycle boolean,
  add column tunnel boolean not null default false,
  add column covered boolean not null default false,
  -- km/h
  add column max_speed smallint check (max_speed between 1 and 200),
  -- opening hours as mappers write them; '' is always
  add column hours text not null default '' check (length(hours) <= 255);

-- Gates, bollards and the like, at a vertex of the streets that they stop.
create table street_barrier (
  id bigint generated always as identity primary key,
  area_id integer references area,
  kind text not null check (kind in ('gate', 'bollard', 'lift_gate', 'block', 'cycle_barrier', 'kerb', 'turnstile', 'other')),
  foot boolean,
  bicycle boolean,
  car boolean,
  hours text not null default '' check (length(hours) <= 255),
  geom geometry(Point, 4326) not null check (geometry_fits(geom)),
  source text not null default 'own',
  source_ref text,
  import_id integer references import_run,
  version integer not null default 1,
  unique (source, source_ref)
);
create index street_barrier_geom on street_barrier using gist (geom);
create index street_barrier_import on street_barrier (import_id);
