-- Patrols: teams under call signs, shifts, positions as integer cells in day partitions, coverage as a rollup.
create table team (
  id integer generated always as identity primary key,
  area_id integer not null references area,
  call_sign text not null,
  name_zh text not null default '',
  name_en text not null default '',
  kind text not null default 'staff' check (kind in ('staff', 'volunteer')),
  vehicle text not null default 'foot' check (vehicle in ('foot', 'bicycle', 'car')),
  source text not null default 'own',
  source_ref text,
  import_id integer references import_run,
  version integer not null default 1,
  unique (area_id, call_sign),
  unique (source, source_ref)
);

create table shift (
  id integer generated always as identity primary key,
  area_id integer not null references area,
  team_id integer not null references team on delete cascade,
  during tstzrange not null check (not isempty(during) and lower(during) is not null and upper(during) is not null),
  import_id integer references import_run
);
create index shift_team on shift (team_id);

create table device (
  id integer generated always as identity primary key,
  area_id integer not null references area,
  team_id integer not null references team on delete cascade,
  name text not null check (length(name) between 1 and 64),
  import_id integer references import_run,
  unique (team_id, name)
);

-- x, y: mercator on 31 bits an axis (about 2 cm). No geometry column: a view makes it. A fix is known by (device, time).
create table position (
  device_id integer not null,
  at timestamptz not null,
  area_id integer not null,
  x integer not null,
  y integer not null,
  speed_cm_s smallint,
  accuracy_m smallint,
  import_id integer,
  primary key (device_id, at)
) partition by range (at);
create index position_at on position using brin (at);

create table position_reject (
  id bigint generated always as identity primary key,
  area_id integer not null references area,
  device_id integer not null,
  received_at timestamptz not null default now(),
  fix jsonb not null,
  reason text not null,
  import_id integer
);

-- The newest fix of a team; what the live map shows.
create table live_position (
  team_id integer primary key references team on delete cascade,
  area_id integer not null references area,
  at timestamptz not null,
  x integer not null,
  y integer not null,
  speed_cm_s smallint,
  received_at timestamptz not null default clock_timestamp()
);
create index live_position_received on live_position (received_at);

-- Seconds of presence per cell of level 20 (Z-order of the cell), day and hour of the area's own clock.
create table coverage (
  area_id integer not null references area,
  cell bigint not null,
  day date not null,
  hour smallint not null check (hour between 0 and 23),
  seconds real not null,
  primary key (cell, day, hour, area_id)
);
create index coverage_day on coverage (day);

create view position_point with (security_invoker) as
select device_id, at, area_id, x, y, speed_cm_s, accuracy_m,
  st_setsrid(st_makepoint((x + 0.5) / 2147483648 * 360 - 180, degrees(atan(sinh(pi() * (1 - 2 * (y + 0.5) / 2147483648))))), 4326) as geom
from position;
