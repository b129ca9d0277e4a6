-- Who is on duty when, and who should be: stations, what the register says of teams, templates by week, events with temporary posts, needs, and changes that can be undone.
-- A row of `shift` stands: one that is called off leaves the table and stays in the change that did it, so that whoever asks who is on duty asks one table.

-- 治安巡防工作站: where teams begin.
create table patrol_station (
  id uuid primary key,
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 100),
  geom geometry(Point, 4326) not null check (geometry_fits(geom)),
  retired_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create index patrol_station_area on patrol_station (area_id);

alter table team
  add column station_id uuid references patrol_station on delete set null,
  -- crews that take turns under the call sign, as in a car that is out day and night: rules of rest are for one crew
  add column crews smallint not null default 1 check (crews between 1 and 6),
  -- when it can serve, by the area's clock: ISO days of the week (null: all) and hours (both or none; the end may lie past midnight)
  add column serves_days smallint[] check (serves_days <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[] and cardinality(serves_days) > 0),
  add column serves_from time,
  add column serves_to time,
  add column retired_at timestamptz,
  add check ((serves_from is null) = (serves_to is null));
create index team_area on team (area_id);

-- Rules of an area and all below it that have none of their own.
create table roster_rule (
  area_id integer primary key references area,
  rest_hours real not null default 11 check (rest_hours between 0 and 48),
  -- duty without such a rest, shifts that follow each other within an hour taken as one
  most_run_hours real not null default 12 check (most_run_hours between 1 and 48),
  most_week_hours real not null default 48 check (most_week_hours between 1 and 168),
  night_from time not null default '22:00',
  night_to time not null default '06:00',
  fair_weeks smallint not null default 4 check (fair_weeks between 1 and 26),
  most_km real not null default 15 check (most_km between 0.1 and 500),
  version integer not null default 1
);

create table shift_template (
  id uuid primary key,
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 100),
  note text not null default '' check (length(note) <= 2000),
  valid_from date not null,
  -- the last day; null is without end
  valid_to date check (valid_to >= valid_from),
  retired_at timestamptz,
  created_by text not null,
  changed_at timestamptz not null default now(),
  version integer not null default 1
);
create index shift_template_area on shift_template (area_id);
create table shift_template_line (
  id uuid primary key,
  template_id uuid not null references shift_template on delete cascade,
  ordinal smallint not null,
  name text not null check (length(name) between 1 and 100),
  weekdays smallint[] not null check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[] and cardinality(weekdays) > 0),
  -- by the area's clock; an end that is not after the start lies on the next day
  starts time not null,
  ends time not null,
  needed smallint not null check (needed between 1 and 500),
  kind text check (kind in ('staff', 'volunteer')),
  vehicle text check (vehicle in ('foot', 'bicycle', 'car')),
  station_id uuid references patrol_station on delete set null,
  -- teams that always have it
  team_ids integer[] not null default '{}'
);
create index shift_template_line_template on shift_template_line (template_id, ordinal);

-- A festival and the like: posts for some days, in some windows of each day.
create table event_plan (
  id uuid primary key,
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 100),
  note text not null default '' check (length(note) <= 2000),
  starts_on date not null,
  ends_on date not null check (ends_on between starts_on and starts_on + 60),
  -- [{ "from": "07:00", "to": "12:00" }, ...] by the area's clock
  windows jsonb not null,
  state text not null default 'draft' check (state in ('draft', 'published', 'discarded')),
  created_by text not null,
  changed_at timestamptz not null default now(),
  version integer not null default 1
);
create index event_plan_area on event_plan (area_id);
create table event_post (
  id uuid primary key,
  plan_id uuid not null references event_plan on delete cascade,
  area_id integer not null references area,
  code text not null check (length(code) between 1 and 40),
  name text not null default '' check (length(name) <= 100),
  -- teams in each window of a day
  needs smallint[] not null,
  geom geometry(Point, 4326) not null check (geometry_fits(geom)),
  unique (plan_id, code)
);

-- So many teams from then till then: what shifts fill.
create table shift_need (
  id uuid primary key default gen_random_uuid(),
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 140),
  during tstzrange not null check (not isempty(during) and lower(during) is not null and upper(during) is not null),
  needed smallint not null check (needed between 1 and 500),
  kind text check (kind in ('staff', 'volunteer')),
  vehicle text check (vehicle in ('foot', 'bicycle', 'car')),
  station_id uuid references patrol_station on delete set null,
  template_line_id uuid references shift_template_line on delete set null,
  -- the day of the template, by the area's clock
  day date,
  event_post_id uuid references event_post on delete cascade,
  version integer not null default 1,
  unique (template_line_id, day)
);
create unique index shift_need_event on shift_need (event_post_id, during) where event_post_id is not null;
create index shift_need_during on shift_need using gist (during);
create index shift_need_area on shift_need (area_id);

alter table shift
  add column need_id uuid references shift_need on delete set null,
  add column note text not null default '' check (length(note) <= 500),
  add column version integer not null default 1;
create index shift_during on shift using gist (during);
create index shift_need_of on shift (need_id) where need_id is not null;

-- One change of a roster as it was sent: rows of needs and shifts before and after it.
create table roster_change (
  id uuid primary key,
  area_id integer not null references area,
  kind text not null check (kind in ('edit', 'assign', 'substitute', 'cancel', 'template')),
  reason text not null default '' check (length(reason) <= 500),
  despite_rules boolean not null default false,
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  undone_by text,
  undone_at timestamptz
);
create index roster_change_area on roster_change (area_id, made_at);
