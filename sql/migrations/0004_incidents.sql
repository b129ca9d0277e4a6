-- 事件: a matter at a place, its category, and the append-only log of its steps.
create table category (
  id smallint generated always as identity primary key,
  scheme text not null,
  code text not null,
  group_zh text not null,
  group_en text not null,
  name_zh text not null,
  name_en text not null,
  severity smallint not null default 2 check (severity between 1 and 4),
  -- somebody's voice (petition, complaint about an authority, assembly): served, never analysed
  voice boolean not null default false,
  unique (scheme, code)
);

create table incident_transition (
  from_state text not null,
  action text not null,
  to_state text not null,
  primary key (from_state, action)
);
insert into incident_transition (from_state, action, to_state) values
  ('reported', 'register', 'registered'),
  ('registered', 'dispatch', 'dispatched'),
  ('dispatched', 'handle', 'handling'),
  ('handling', 'feed_back', 'fed_back'),
  ('fed_back', 'close', 'closed'),
  ('closed', 'call_back', 'called_back'),
  ('closed', 'archive', 'archived'),
  ('called_back', 'archive', 'archived'),
  ('called_back', 'reopen', 'registered'),
  ('closed', 'reopen', 'registered');

create sequence incident_number;

create table incident (
  id uuid primary key,
  area_id integer not null references area,
  zone_id integer references zone on delete set null,
  number text not null default to_char(now() at time zone 'UTC', 'YYYYMMDD') || '-' || lpad(nextval('incident_number')::text, 6, '0'),
  category_id smallint not null references category,
  severity smallint not null check (severity between 1 and 4),
  channel text not null check (channel in ('visit', 'letter', 'phone', 'grid_officer', 'video_patrol', 'online', 'sensor', 'transferred')),
  provenance text not null default 'public' check (provenance in ('public', 'patrol', 'camera', 'sensor')),
  state text not null default 'reported' check (state in ('reported', 'registered', 'dispatched', 'handling', 'fed_back', 'closed', 'called_back', 'archived')),
  title text not null check (length(title) <= 200),
  address text not null default '' check (length(address) <= 200),
  occurred_at timestamptz not null,
  -- how exact the time is, so that a date is never shown as midnight
  occurred_precision text not null default 'minute' check (occurred_precision in ('minute', 'hour', 'day', 'month')),
  reported_at timestamptz not null default now(),
  geom geometry(Geometry, 4326) not null check (geometry_fits(geom)),
  z_order bigint generated always as (z_order(geom)) stored,
  source text not null default 'own',
  source_ref text,
  import_id integer references import_run,
  version integer not null default 1,
  unique (source, source_ref)
);
-- Box queries run on z_order: a comparison of integers is leakproof, so the policy does not cost the index.
create index incident_z_order on incident (z_order) include (occurred_at, category_id, severity, area_id);
create index incident_time on incident (occurred_at, id);
create index incident_zone on incident (zone_id, occurred_at);
create index incident_area on incident (area_id, occurred_at);
create index incident_import on incident (import_id) where import_id is not null;
create index incident_shape on incident using gist (geom) where geometrytype(geom) <> 'POINT';

create table incident_log (
  id bigint generated always as identity primary key,
  incident_id uuid not null references incident on delete cascade,
  area_id integer not null references area,
  -- the client's id of the command: repeating it changes nothing
  command_id uuid unique,
  at timestamptz not null default now(),
  action text not null,
  from_state text,
  to_state text not null,
  actor text not null,
  note text not null default '' check (length(note) <= 2000)
);
create index incident_log_incident on incident_log (incident_id, at);
