-- Hotspots that were kept: dated, named ground with the evidence it was found by, and who sees to it. Never from somebody's voice.
alter table role_right drop constraint role_right_right_to_check;
alter table role_right add check (right_to in ('read', 'report', 'step', 'position', 'import', 'export', 'acknowledge', 'configure', 'account', 'audit', 'brief'));
insert into role_right (role, right_to) values
  ('administrator', 'brief'), ('command_operator', 'brief'), ('supervisor', 'brief'), ('zone_lead', 'brief'), ('patrol_leader', 'brief'), ('leader', 'brief');

create table hotspot (
  id uuid primary key,
  -- the smallest area that holds all of it
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 100),
  note text not null default '' check (length(note) <= 2000),
  geom geometry(MultiPolygon, 4326) not null check (geometry_fits(geom)),
  period tstzrange not null check (not isempty(period) and lower(period) is not null and upper(period) is not null),
  method text not null,
  method_version integer not null,
  -- the question as it was asked (AnalysisQuestion), and what answered it: parameters, seed, rows used and left out, study area, backtest, figures of the units
  question jsonb not null,
  evidence jsonb not null,
  incidents integer not null check (incidents >= 0),
  square_meters double precision not null check (square_meters > 0),
  assigned_to text references account on delete set null,
  assigned_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz,
  version integer not null default 1
);
create index hotspot_area on hotspot (area_id, created_at);
create index hotspot_shape on hotspot using gist (geom);

create table hotspot_log (
  id bigint generated always as identity primary key,
  hotspot_id uuid not null references hotspot on delete cascade,
  area_id integer not null references area,
  at timestamptz not null default now(),
  actor text not null,
  action text not null check (action in ('keep', 'rename', 'note', 'assign', 'retire', 'restore')),
  detail jsonb not null default '{}'
);
create index hotspot_log_hotspot on hotspot_log (hotspot_id, at);
