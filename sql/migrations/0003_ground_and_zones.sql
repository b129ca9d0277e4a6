-- What the basemap is drawn from, and the zones laid over it. Places, not people: a building has an address and a number of households.
create table street (
  id bigint generated always as identity primary key,
  area_id integer references area,
  class text not null check (class in ('motorway', 'trunk', 'primary', 'secondary', 'tertiary', 'residential', 'service', 'pedestrian', 'path', 'steps', 'rail')),
  name_zh text not null default '',
  name_en text not null default '',
  oneway boolean not null default false,
  bridge boolean not null default false,
  geom geometry(LineString, 4326) not null check (geometry_fits(geom)),
  source text not null default 'own',
  source_ref text,
  import_id integer references import_run,
  version integer not null default 1,
  unique (source, source_ref)
);
create index street_geom on street using gist (geom);
create index street_import on street (import_id);

create table ground (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('water', 'green', 'square', 'sports')),
  name_zh text not null default '',
  name_en text not null default '',
  geom geometry(Geometry, 4326) not null check (geometry_fits(geom, 50000)),
  source text not null default 'own',
  source_ref text,
  import_id integer references import_run,
  version integer not null default 1,
  unique (source, source_ref)
);
create index ground_geom on ground using gist (geom);
create index ground_import on ground (import_id);

create table zone (
  id integer generated always as identity primary key,
  area_id integer not null references area,
  code text not null check (code ~ '^[0-9A-Za-z.-]{1,32}$'),
  name_zh text not null default '',
  name_en text not null default '',
  geom geometry(MultiPolygon, 4326) not null check (geometry_fits(geom)),
  valid_from date not null default '1900-01-01',
  valid_to date,
  source text not null default 'own',
  source_ref text,
  import_id integer references import_run,
  version integer not null default 1,
  unique (code, valid_from),
  unique (source, source_ref),
  check (valid_to is null or valid_to > valid_from)
);
create index zone_geom on zone using gist (geom);
create index zone_area on zone (area_id);

-- 岗位: a duty in a zone; holder is a call name of staff on duty, null is a vacancy.
create table post (
  id integer generated always as identity primary key,
  area_id integer not null references area,
  zone_id integer not null references zone on delete cascade,
  kind text not null check (kind in ('zone_lead', 'grid_officer', 'assistant', 'supervisor', 'safety', 'sanitation', 'information', 'building_lead', 'community_police')),
  holder text,
  phone text,
  valid_from date not null default '1900-01-01',
  valid_to date
);
create index post_zone on post (zone_id);

create table estate (
  id integer generated always as identity primary key,
  area_id integer references area,
  name_zh text not null default '',
  name_en text not null default '',
  geom geometry(Geometry, 4326) not null check (geometry_fits(geom)),
  source text not null default 'own',
  source_ref text,
  import_id integer references import_run,
  version integer not null default 1,
  unique (source, source_ref)
);
create index estate_geom on estate using gist (geom);

create table building (
  id bigint generated always as identity primary key,
  area_id integer references area,
  estate_id integer references estate,
  zone_id integer references zone on delete set null,
  use text not null default 'other' check (use in ('residential', 'commercial', 'office', 'school', 'hospital', 'public', 'industrial', 'other')),
  name_zh text not null default '',
  name_en text not null default '',
  address text not null default '',
  households integer not null default 0 check (households between 0 and 10000),
  height_m real not null default 0 check (height_m between 0 and 1000),
  geom geometry(Geometry, 4326) not null check (geometry_fits(geom)),
  source text not null default 'own',
  source_ref text,
  import_id integer references import_run,
  version integer not null default 1,
  unique (source, source_ref)
);
create index building_geom on building using gist (geom);
create index building_zone on building (zone_id);
create index building_import on building (import_id);

create table place (
  id bigint generated always as identity primary key,
  area_id integer references area,
  kind text not null check (kind ~ '^[a-z_]{1,32}$'),
  name_zh text not null default '',
  name_en text not null default '',
  address text not null default '',
  opening_hours text not null default '',
  geom geometry(Point, 4326) not null check (geometry_fits(geom)),
  source text not null default 'own',
  source_ref text,
  import_id integer references import_run,
  version integer not null default 1,
  unique (source, source_ref)
);
create index place_geom on place using gist (geom);
create index place_import on place (import_id);

create table camera (
  id integer generated always as identity primary key,
  area_id integer not null references area,
  code text not null,
  name text not null default '',
  kind text not null check (kind in ('fixed', 'ptz', 'dome')),
  azimuth_deg real check (azimuth_deg >= 0 and azimuth_deg < 360),
  field_of_view_deg real check (field_of_view_deg > 0 and field_of_view_deg <= 360),
  range_m real not null default 40 check (range_m between 1 and 2000),
  height_m real check (height_m between 0 and 300),
  state text not null default 'online' check (state in ('online', 'offline', 'fault')),
  geom geometry(Point, 4326) not null check (geometry_fits(geom)),
  source text not null default 'own',
  source_ref text,
  import_id integer references import_run,
  version integer not null default 1,
  unique (source, source_ref)
);
create index camera_geom on camera using gist (geom);
create index camera_area on camera (area_id);
